"""Every notice of the replica, read from a page in the shape of the real sites, yields what a careful reader finds."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.replica.site import Site, get_detail_path
from etl.codec import to_gold
from etl.model import NoticeRecord, Page
from etl.notice import extract_notice
from etl.pages import read_page
from etl.pages.plain_text import read_plain_text

NOTICES = load_notices()
SITE = Site()
_by_id = pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.notice_id)


@cache
def _read(key: str) -> tuple[Page, NoticeRecord]:
    notice = next(each for each in NOTICES if each.key == key)
    source = SITE.sources[notice.source_id]
    path = get_detail_path(source, notice)
    answer = SITE.answer(source.domains[0], path, {})
    page = read_page(answer.body, document_id=key, media_type=answer.media_type, url=path, selectors=source.detail)
    return page, extract_notice(page)


@_by_id
def test_kind_cases_declared_and_apps(notice: SampleNotice) -> None:
    _, record = _read(notice.key)
    found = {
        "kind": record.kind,
        "cases": len(record.cases),
        "declared": record.declared_count,
        "apps": len(record.apps),
    }
    expected = {"declared": None, "apps": 0} | notice.expect
    flags, _ = expected.pop("flags", []), expected.pop("joined", {})
    assert found == expected
    assert set(flags) <= set(record.flags)


@_by_id
def test_no_line_is_lost(notice: SampleNotice) -> None:
    page, _ = _read(notice.key)
    text = re.sub(r"[\W_]", "", page.text.plain)
    lines = [cell for line in notice.words.split("\n") for cell in (line.split("|") if "|" in line else [line])]
    wanted = [bare for line in lines if (bare := re.sub(r"[\W_]", "", line))]
    assert [line for line in wanted if line not in text] == []


@_by_id
def test_cases_stand_in_order_and_apart(notice: SampleNotice) -> None:
    _, record = _read(notice.key)
    spans = [case.span for case in record.cases]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert [case.number for case in record.cases] == list(range(1, len(spans) + 1))


@_by_id
def test_what_the_notice_declares_is_quoted_where_it_stands(notice: SampleNotice) -> None:
    page, record = _read(notice.key)
    if record.declared_count is None:
        assert record.declared_evidence is None
    elif record.declared_evidence is not None:
        assert re.search(r"[\d一二三四五六七八九十两]", record.declared_evidence.span.of(page.text.plain))


# White space, full-width forms and line breaks change no fact.

_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), *b"ABCZabcz")})
_NARROW = str.maketrans("，：；！？（）", ",:;!?()")
_BETWEEN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff\d])|(?<=\d)(?=[\u4e00-\u9fff])")
_NO_LINE_BEGINS = "，。；：、）》”】"
_NO_LINE_ENDS = "（《“【"
_COLUMN_SHOWS = 12  # broken lines; fewer may not tell the column


def _widen(text: str, rng: random.Random) -> str:
    return "\n".join(line.translate(_WIDE) if rng.random() < 0.7 else line for line in text.split("\n"))


def _narrow_marks(text: str, rng: random.Random) -> str:
    return "\n".join(line.translate(_NARROW) if rng.random() < 0.9 else line for line in text.split("\n"))


def _scatter_spaces(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    return "\n".join(
        line
        if len(line) < 40
        else line[:8] + _BETWEEN_WORDS.sub(lambda _: " " if rng.random() < 0.05 else "", line[8:])
        for line in lines
    )


def _indent(text: str, rng: random.Random) -> str:
    return "\n".join(rng.choice(["\u3000\u3000", "  ", "\t", ""]) + line for line in text.split("\n"))


def _set_apart(text: str, rng: random.Random) -> str:
    return "\r\n".join(line + rng.choice(["", "\r\n", "\r\n \r\n"]) for line in text.split("\n"))


def _wrap(text: str, rng: random.Random) -> str:
    column = rng.choice([34, 38, 42])
    title, *paragraphs = text.split("\n")
    lines = [title, ""]
    for rest in paragraphs:
        while len(rest) > column:
            cut = next((at for at in range(column, 0, -1) if _may_break(rest[at - 1], rest[at])), column)
            lines.append(rest[:cut])
            rest = rest[cut:]
        lines.append(rest)
    return "\n".join(lines)


def _may_break(left: str, right: str) -> bool:
    return not (left.isascii() and right.isascii()) and right not in _NO_LINE_BEGINS and left not in _NO_LINE_ENDS


def _facts_of(text: str) -> dict[str, object]:
    return _without_places(to_gold(extract_notice(read_plain_text(text, document_id="n")), "n"))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_places(each)
            for key, each in value.items()
            if key not in ("quote", "start", "span", "text") and not key.endswith("evidence")
        }
    if isinstance(value, list):
        return [_without_places(each) for each in value]
    return value.translate(_NARROW) if isinstance(value, str) else value  # brackets are quoted as they stand


def _shows_its_column(text: str, changed: str) -> bool:
    return changed.count("\n") - text.count("\n") >= _COLUMN_SHOWS


def _changes() -> Iterator[Any]:
    for notice in NOTICES:
        text = f"{notice.title}\n{notice.words}"
        for change in (_widen, _narrow_marks, _scatter_spaces, _indent, _set_apart, _wrap):
            changed = change(text, random.Random(notice.notice_id))
            if "|" not in text and changed != text and (change is not _wrap or _shows_its_column(text, changed)):
                yield pytest.param(text, changed, id=f"{notice.notice_id}{change.__name__}")


@pytest.mark.parametrize(("text", "changed"), list(_changes()))
def test_how_a_text_is_set_changes_no_fact(text: str, changed: str) -> None:
    assert _facts_of(changed) == _facts_of(text)
