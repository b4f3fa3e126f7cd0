"""`zhifa sources new`: the declaration of a new column on a known family, made-up pages of it, and their test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError

from crawlers.families import get_first_request, read_list
from crawlers.fields import find_fields
from crawlers.replica import pages
from crawlers.replica.notices import SampleNotice
from crawlers.replica.site import build_page, get_detail_path
from crawlers.source import FAMILIES, Source

ROOT = Path(__file__).resolve().parent.parent
TODO = "TODO"
_GIVEN = ("documents", "wechat")
_COMMON_LABELS = {"www", "gov", "cn", "com", "org", "net"}

_NOTICES = (
    ("通报示例甲网店虚假宣传案的处理结果", date(2026, 5, 12), "经查，示例甲网店在商品页面作虚假宣传，已依法作出处理。"),
    ("通报示例乙应用超范围收集信息的情况", date(2026, 4, 30), "经查，示例乙应用超范围收集个人信息，已责令限期改正。"),
)

_TEST = '''"""The column {source_id}: the pages beside the test are read as `expected.yml` says."""

from __future__ import annotations

from pathlib import Path

import yaml

from crawlers.scaffold import read_fixtures
from crawlers.source import load_source

HERE = Path(__file__).parent
PAGES = HERE / "pages" / "{source_id}"


def test_list_and_detail_page_are_read() -> None:
    source = load_source(HERE.parent / "crawlers" / "sources" / "{source_id}.yml")
    assert read_fixtures(source, PAGES) == yaml.safe_load((PAGES / "expected.yml").read_text("utf-8"))
'''

_EXPECTED_HEAD = """\
# What the pages beside this file are read into. The pages are made up in the shape of the family: bring them into the
# column's own markup, with sentences of your own, and keep this in step. Texts of others do not belong here.
"""


class ScaffoldError(ValueError):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Scaffold:
    """What was written, and the keys of the declaration that are still to be filled in."""

    source_id: str
    files: tuple[Path, ...]
    todo: tuple[str, ...]


def write_scaffold(
    target: str,
    family: str,
    *,
    source_id: str | None = None,
    given: Mapping[str, str | None] | None = None,
    root: Path | None = None,
) -> Scaffold:
    """Write declaration, pages and test for a column, given by the address of its list or by an id, and return them.

    `given` fills keys of the declaration: name_zh, name_en, authority, region_code. Raises ScaffoldError on an unknown
    family, an impossible id, and when one of the files is there already.
    """
    root = root or ROOT
    if family not in FAMILIES:
        raise ScaffoldError(f"unknown family {family!r}: choose from {', '.join(FAMILIES)} (docs/add-a-source.md)")
    url = target if "://" in target else None
    name = source_id or (build_source_id(target) if url else target)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ScaffoldError(f"{name!r} is no id: use lower case, digits and hyphens, such as demo-tzgg")
    declaration = _write_declaration(name, family, url, given or {})
    path = root / "crawlers" / "sources" / f"{name}.yml"
    folder = root / "tests" / "pages" / name
    test = root / "tests" / f"test_source_{name.replace('-', '_')}.py"
    for taken in (path, folder, test):
        if taken.exists():
            raise ScaffoldError(f"{taken.relative_to(root)} is there already; choose another id or remove it")
    source = _read(declaration)
    _write(path, declaration)
    fixtures = _build_fixtures(source)
    for file_name, text in fixtures.items():
        _write(folder / file_name, text)
    expected = yaml.safe_dump(read_fixtures(source, folder), allow_unicode=True, sort_keys=False, width=120)
    _write(folder / "expected.yml", _EXPECTED_HEAD + expected)
    _write(test, _TEST.format(source_id=name))
    files = (path, *(folder / file_name for file_name in fixtures), folder / "expected.yml", test)
    return Scaffold(name, files, tuple(find_todo(source)))


def build_source_id(url: str) -> str:
    """Return an id for a column by the address of its list.

    >>> build_source_id("https://www.samr.gov.cn/zw/zh/index.html"), build_source_id("https://amr.gd.gov.cn/zwgk/tzgg/")
    ('samr-zh', 'amr-gd-tzgg')
    >>> build_source_id("https://a.example/104.html")
    'a-example-104'
    >>> build_source_id("https://a.example")
    'a-example'
    """
    parts = urlsplit(url)
    labels = [label for label in (parts.hostname or "").split(".") if label not in _COMMON_LABELS]
    names = [re.sub(r"\.\w+$", "", part) for part in parts.path.split("/") if part]
    names = [name for name in names if not re.fullmatch(r".*index(_\d+)?|list(_\d+)?|default", name)]
    words = re.findall(r"[a-z0-9]+", "-".join([*labels, *names[-1:]]).lower())
    return "-".join(words)


def find_todo(source: Source) -> list[str]:
    """Return the keys of a declaration that still have to be filled in."""
    missing = [] if source.region_code else ["region_code"]
    return [*_find_todo("", source.model_dump(mode="json")), *missing]


def read_fixtures(source: Source, folder: Path) -> dict[str, Any]:
    """Return what the saved pages of a column are read into: the entries of its list, the fields of a detail page.

    Addresses are given without their host. Raises OSError when a page is missing and ListShapeError when the list is
    not what the family expects.
    """
    found: dict[str, Any] = {}
    request = get_first_request(source)
    if request is not None and request.number == 0:
        request = read_list(source, request, (folder / "shell.html").read_text("utf-8")).next
    if request is not None:
        page = read_list(source, request, _find_list(folder).read_text("utf-8"))
        found["entries"] = [
            {"path": urlsplit(entry.url).path, "title": entry.title, "date": entry.date} for entry in page.entries
        ]
    found["fields"] = sorted(find_fields((folder / "detail.html").read_text("utf-8"), source.detail))
    return found


def _find_list(folder: Path) -> Path:
    return next(path for name in ("list.json", "list.html") if (path := folder / name).exists() or name == "list.html")


def _find_todo(key: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return [key] if TODO in value else []
    if isinstance(value, dict):
        return [found for name, part in value.items() for found in _find_todo(f"{key}.{name}".lstrip("."), part)]
    if isinstance(value, list):
        return list(dict.fromkeys(found for part in value for found in _find_todo(key, part)))
    return []


def _write_declaration(name: str, family: str, url: str | None, given: Mapping[str, str | None]) -> str:
    address = url or f"https://{TODO}"
    data: dict[str, Any] = {
        "source_id": name,
        "name_zh": given.get("name_zh") or f"{TODO} 机关·栏目",
        "name_en": given.get("name_en") or f"{TODO} body, column",
        "authority": given.get("authority") or f"{TODO} the body's full name",
        "region_code": given.get("region_code"),
        "url": address if family not in _GIVEN else None,
        "mark": "U",
        "listing": _build_listing(family, address),
        "caveats": [f"{TODO} what is not confirmed yet; then set mark to V1"],
    }
    stated = {key: value for key, value in data.items() if value is not None}
    return (
        f"# Fill in what says {TODO} and the region_code (six digits, 000000 for a central body), add selectors where\n"
        "# the family's do not fit (docs/add-a-source.md), remove these lines, and run `zhifa sources check`.\n"
    ) + yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=120)


def _build_listing(family: str, address: str) -> dict[str, Any]:
    if family == "form_api":
        form = {"channelCode": f"{TODO} column", "pageno": "{page}"}
        return {"family": family, "endpoint": f"/{TODO}-address-of-the-form", "form": form}
    if family == "search_api":
        params = {"q": "{keyword}", "page": "{page}"}
        return {"family": family, "endpoint": f"/{TODO}-address-of-the-search", "params": params, "keywords": [TODO]}
    return {"family": family, **({"urls": [address]} if family in _GIVEN else {})}


def _build_fixtures(source: Source) -> dict[str, str]:
    """Return the pages by their file names: a list of two made-up notices, and the page of one of them."""
    notices = [
        SampleNotice(f"{source.source_id}-{number}", source.source_id, title, day, "示例机关", body)
        for number, (title, day, body) in enumerate(_NOTICES, 1)
    ]
    rows = [(notice, get_detail_path(source, notice)) for notice in notices]
    return {**_build_list(source, rows), "detail.html": build_page(source, notices[0])}


def _build_list(source: Source, rows: list[tuple[SampleNotice, str]]) -> dict[str, str]:
    if source.family == "jpaas":
        ids = {"parseType": "buildstatic", "webId": "web", "tplSetId": "tpl", "pageType": "column",
               "tagId": "当前栏目_list", "editType": "null", "pageId": "page"}  # fmt: skip
        answer = pages.build_jpaas_answer(rows, len(rows), 1, 15)
        return {"shell.html": pages.build_jpaas_shell("示例栏目", ids), "list.json": answer}
    if source.family == "form_api":
        return {"list.json": pages.build_form_answer(rows, "site.example")}
    if source.family == "hanweb":
        return {"list.html": pages.build_hanweb_list("示例栏目", rows, len(rows))}
    if source.family in ("static_zero_based", "static_one_based"):
        return {"list.html": pages.build_static_list("示例栏目", rows, 1)}
    return {} if source.family in _GIVEN else {"list.html": pages.build_plain_list("示例栏目", rows, "当前页次 1/1 页")}


def _read(declaration: str) -> Source:
    try:
        return Source.model_validate(yaml.safe_load(declaration))
    except ValidationError as error:
        told = "; ".join(f"{detail['loc'][0]}: {detail['msg']}" for detail in error.errors())
        raise ScaffoldError(told) from error


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
