"""Lists as careless sites write them: made from a sound list of the replica, whatever its family."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from crawlers.replica.notices import load_notices
from crawlers.replica.site import Answer

LIST_FAULTS = {
    "title_breaks": "titles with line breaks in the middle of a word",
    "joined_href": "absolute addresses joined to the list's own as if they were relative",
    "undated": "no dates in the list",
    "year_1970": "every date lost, 1970-01-01",
    "redated": "every entry of today's date, as after a move to another system",
    "duplicated": "every entry three times, under three addresses",
}
_DATE = re.compile(r"(?<!\d)20\d\d-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?(?!\d)")
_LINK = re.compile(r"(?P<before>href=[\"']?)(?P<path>/[^\"'\s>]*)")
_ITEM = re.compile(r"<li>(?:(?!</li>).)*</li>", re.S)


def spoil_list(answer: Answer, fault: str, host: str) -> Answer:
    """Return the answer with a fault of LIST_FAULTS in all of its entries; JSON stays JSON."""

    def spoil(text: str) -> str:
        return _join_links(text, host) if fault == "joined_href" else _FAULTS[fault](text)

    text = answer.body.decode()
    if "json" in answer.media_type:
        text = json.dumps(_spoil_values(json.loads(text), spoil), ensure_ascii=False)
    else:
        text = spoil(text)
    return replace(answer, body=text.encode())


def _spoil_values(value: object, spoil: Callable[[str], str]) -> object:
    if isinstance(value, dict):
        return {name: _spoil_values(each, spoil) for name, each in value.items()}
    if isinstance(value, list):
        return [_spoil_values(each, spoil) for each in value]
    return spoil(value) if isinstance(value, str) else value


def _break_titles(text: str) -> str:
    for title in {notice.title.replace("\n", "") for notice in load_notices()}:
        text = text.replace(title, f"{title[: len(title) // 2]}\n{title[len(title) // 2 :]}")
    return text


def _join_links(text: str, host: str) -> str:
    return _LINK.sub(lambda link: f"{link['before']}/column/http://{host}{link['path']}", text)


def _repeat(text: str) -> str:
    def repeat(item: re.Match[str]) -> str:
        return item[0] + "".join(_LINK.sub(rf"\g<before>\g<path>?column={n}", item[0]) for n in (2, 3))

    return _ITEM.sub(repeat, text)


_FAULTS: dict[str, Callable[[str], str]] = {
    "title_breaks": _break_titles,
    "undated": lambda text: _DATE.sub("", text),
    "year_1970": lambda text: _DATE.sub("1970-01-01", text),
    "redated": lambda text: _DATE.sub("2026-11-01", text),
    "duplicated": _repeat,
}
