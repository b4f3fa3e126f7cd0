"""The registry: every declaration is read, linted and can be started; wrong ones are told plainly."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from scrapy.http import Request

from crawlers.archive import Archive
from crawlers.lint import check_files, check_fixtures, check_sources, has_own_selectors
from crawlers.middlewares import is_allowed_host
from crawlers.scaffold import write_scaffold
from crawlers.settings import build_settings
from crawlers.source import (
    FAMILIES,
    REPLICA_FOLDER,
    SOURCES_FOLDER,
    Source,
    SourceError,
    load_replica_sources,
    load_source,
    load_sources,
    load_usable_sources,
)
from crawlers.spiders import ColumnSpider

REGISTRY = load_sources()


def test_the_registry_is_clean() -> None:
    assert [*check_sources(REGISTRY), *check_files()] == []


def test_sixty_columns_may_be_crawled() -> None:
    assert sum(source.is_target and not source.is_sample for source in REGISTRY.values()) >= 60


def test_every_family_is_declared_and_stands_in_the_replica() -> None:
    assert {source.family for source in load_replica_sources().values()} == set(FAMILIES)
    assert {source.family for source in REGISTRY.values()} == set(FAMILIES) | {"none"}


PATHS = sorted([*SOURCES_FOLDER.glob("*.yml"), *REPLICA_FOLDER.glob("*.yml")])


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_declaration_is_short_and_its_family_known(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 30
    source = load_source(path)
    assert source.family in (*FAMILIES, "none")
    assert source.is_target == (source.reason is None)
    assert not source.is_target or source.family != "none"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("empty")) as archive:
        yield archive


async def _start(spider: ColumnSpider) -> list[Request]:
    return [request async for request in spider.start()]


TARGETS = [path.stem for path in PATHS if REGISTRY[path.stem].is_target]


@pytest.mark.parametrize("name", TARGETS)
def test_a_crawl_of_every_source_begins(name: str, empty: Archive) -> None:
    """Nothing is sent: the requests of `start()` are built as a crawl would send them, and looked at."""
    source = REGISTRY[name]
    at_any_hour = source.politeness.model_copy(update={"hours": None})
    spider = ColumnSpider(source.model_copy(update={"politeness": at_any_hour}), empty)
    requests = asyncio.run(_start(spider))
    assert requests or name == "wechat-articles", "its articles are given by whoever runs it"
    assert all(isinstance(request, Request) for request in requests)
    for request in requests:
        parts = urlsplit(request.url)
        assert parts.scheme in ("http", "https")
        assert is_allowed_host(parts.hostname or "", source.domains)
        assert request.method == ("POST" if source.family == "form_api" else "GET")
        assert "dont_obey_robotstxt" not in request.meta
        expected = "parse_page" if source.family in ("documents", "wechat") else "parse_list"
        assert (request.callback.__name__, request.errback.__name__) == (expected, "note_failure")  # type: ignore[union-attr]
        assert not set("{}") & set(request.url + request.body.decode()), "a blank was left unfilled"
        if source.family == "form_api":
            assert dict(parse_qsl(request.body.decode()))["pageno"] == "1"
    settings = build_settings(source)
    assert settings["ROBOTSTXT_OBEY"]
    assert source.is_sample or settings["DOWNLOAD_DELAY"] >= 1


def test_blocked_registers_are_no_targets() -> None:
    for name in ("samr-cfws", "creditchina", "gsxt", "mps-main", "nmpa"):
        assert not REGISTRY[name].is_target


WRONG = [
    ("unknown key", {"nam_zh": "甲"}, "nam_zh: unknown key; did you mean name_zh?"),
    (
        "unknown nested key",
        {"listing": {"family": "jpaas", "pageid": "1"}},
        "pageid: unknown key; did you mean page_id?",
    ),
    ("unknown family", {"listing": {"family": "jpas"}}, "listing.family"),
    ("no family", {"listing": {"page_id": "1"}}, "listing.family"),
    ("missing key", {"name_en": None}, "name_en"),
    ("no list", {"listing": None}, "add the key listing"),
    ("no reason", {"is_target": False}, "add the key reason"),
    ("no address", {"url": None}, "add the key url"),
    ("bad id", {"source_id": "Demo One"}, "source_id"),
    ("bad region", {"region_code": "11"}, "region_code"),
    ("bad hours", {"politeness": {"hours": "at night"}}, "politeness.hours"),
    ("no documents", {"listing": {"family": "documents", "urls": []}}, "urls"),
]


@pytest.mark.parametrize(("change", "told"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_wrong_declaration_names_file_key_and_remedy(tmp_path: Path, change: dict[str, object], told: str) -> None:
    import yaml

    right = {
        "source_id": "demo", "name_zh": "示例", "name_en": "Demo", "url": "https://demo.example/tzgg/",
        "listing": {"family": "static_zero_based"},
    }  # fmt: skip
    path = tmp_path / "demo.yml"
    path.write_text(yaml.safe_dump(right, allow_unicode=True), "utf-8")
    assert load_source(path).family == "static_zero_based"
    wrong = {key: value for key, value in {**right, **change}.items() if value is not None}
    path.write_text(yaml.safe_dump(wrong, allow_unicode=True), "utf-8")
    with pytest.raises(SourceError) as caught:
        load_source(path)
    assert "demo.yml" in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize("text", ["- a\n- b\n", "a: [", "", "name: \x00"])
def test_a_file_that_is_no_declaration_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "demo.yml").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"demo\.yml"):
        load_sources(tmp_path)


def test_a_wrong_declaration_leaves_the_others_usable(tmp_path: Path) -> None:
    right = (SOURCES_FOLDER / "gsxt.yml").read_text("utf-8")
    (tmp_path / "gsxt.yml").write_text(right, "utf-8")
    (tmp_path / "demo.yml").write_text(right.replace("name_zh", "nam_zh"), "utf-8")
    usable, wrong = load_usable_sources(tmp_path)
    assert list(usable) == ["gsxt"]
    assert [error.source_id for error in wrong] == ["demo"]
    assert "demo.yml: nam_zh: unknown key; did you mean name_zh?" in str(wrong[0])


def test_the_file_has_the_name_of_its_source(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text((SOURCES_FOLDER / "gsxt.yml").read_text("utf-8"), "utf-8")
    with pytest.raises(SourceError, match=r"name the file gsxt\.yml"):
        load_sources(tmp_path)


def test_lint_finds_doubtful_declarations() -> None:
    base = {"source_id": "demo", "name_zh": "示例", "name_en": "Demo", "listing": {"family": "static_zero_based"}}
    rude = Source.model_validate({**base, "url": "https://demo.example/a/", "politeness": {"delay_seconds": 0}})
    twin = Source.model_validate({**base, "source_id": "twin", "url": "https://demo.example/a/", "mark": "V1"})
    told = "\n".join(check_sources({"demo": rude, "twin": twin}))
    for part in ("be polite", "region_code is missing", "authority is missing", "mark is U", "has the address of demo"):
        assert part in told


LIST = {"family": "static_zero_based"}
SEARCH = {"family": "search_api", "endpoint": "/s", "params": {"q": "{keyword}", "p": "{page}"}, "keywords": ["网络"]}
FORM = {"family": "form_api", "endpoint": "/list", "form": {"p": "{page}"}}
DOUBTFUL = [
    ("wrong css", {"entry": {"item": "li..row"}}, "entry.item is no valid CSS selector: li..row"),
    ("wrong css of a file", {"detail": {"attachments": ["a[href"]}}, "detail.attachments.0 is no valid CSS"),
    ("wrong pattern", {"entry": {"link_pattern": "("}}, "entry.link_pattern is no regular expression"),
    ("no http", {"url": "ftp://demo.example/a/"}, "is no http address"),
    ("no host", {"url": "https://intranet/a/"}, "is no http address"),
    ("private", {"url": "http://10.1.2.3/a/"}, "is a private address"),
    ("never open", {"politeness": {"hours": "0-0"}}, "is never open"),
    ("late hour", {"politeness": {"hours": "22-30"}}, "is never open"),
    ("a scheme", {"allowed_domains": ["https://files.demo.example"]}, "is no host name"),
    ("allowed anyway", {"allowed_domains": ["files.demo.example"]}, "files.demo.example is allowed already"),
    ("one page for ever", {"listing": {**LIST, "page_url": "index.html"}}, "listing.page_url has no {n}"),
    ("one page of a form", {"listing": {**FORM, "form": {"p": "1"}}}, "listing.form has no {page}"),
    ("one page of a search", {"listing": {**SEARCH, "params": {"q": "{keyword}"}}}, "listing.params has no {page}"),
    ("keyword unused", {"listing": {**SEARCH, "params": {"p": "{page}"}}}, "belong together"),
    ("entry unused", {"listing": FORM, "entry": {"item": "li"}}, "entry is not used by form_api"),
    ("reason unused", {"reason": "closed"}, "reason says why a source is no target"),
    (
        "expectation unused",
        {"listing": {"family": "documents", "urls": ["https://demo.example/1.html"]}, "expect": {"min_entries": 3}},
        "expect is about lists",
    ),
]
DECENT = {
    "source_id": "demo", "name_zh": "示例", "name_en": "Demo", "authority": "示例市市场监督管理局",
    "region_code": "330100", "url": "https://demo.example/a/", "mark": "V1", "listing": LIST,
}  # fmt: skip


@pytest.mark.parametrize(("change", "told"), [row[1:] for row in DOUBTFUL], ids=[row[0] for row in DOUBTFUL])
def test_lint_names_key_and_remedy(change: dict[str, object], told: str) -> None:
    assert check_sources({"demo": Source.model_validate(DECENT)}) == []
    (problem,) = check_sources({"demo": Source.model_validate({**DECENT, **change})})
    assert problem.startswith("demo.yml: ")
    assert told in problem


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"url": "http://www.demo.example/a/index.html"}, "has the address of demo"),
        ({"url": "https://demo.example/b/"}, None),
        (
            {"url": "https://demo.example/c/", "is_target": False, "reason": "shows a captcha"},
            "is no target after twin",
        ),
    ],
)
def test_lint_compares_declarations(change: dict[str, object], told: str | None) -> None:
    twin = Source.model_validate({**DECENT, "source_id": "twin", **change})
    problems = check_sources({"demo": Source.model_validate(DECENT), "twin": twin})
    assert len(problems) == bool(told)
    assert all(told in problem for problem in problems if told)


def test_columns_of_one_page_and_documents_of_two_sources_are_told_apart() -> None:
    shell = {"family": "jpaas"}
    left = Source.model_validate({**DECENT, "listing": {**shell, "tag_id": "左侧"}})
    right = Source.model_validate({**DECENT, "source_id": "right", "listing": {**shell, "tag_id": "右侧"}})
    assert check_sources({"demo": left, "right": right}) == []
    papers = {"family": "documents", "urls": ["https://demo.example/1.html"]}
    one = Source.model_validate({**DECENT, "listing": papers})
    two = Source.model_validate({**DECENT, "source_id": "two", "listing": papers})
    assert check_sources({"one": one, "two": two}) == [
        "two.yml: has the document https://demo.example/1.html of one; keep one of them"
    ]


def test_a_declaration_that_grew_too_long_is_told(tmp_path: Path) -> None:
    text = (SOURCES_FOLDER / "gsxt.yml").read_text("utf-8")
    (tmp_path / "gsxt.yml").write_text(text + "# padding\n" * 30, "utf-8")
    assert [problem.split(",")[0] for problem in check_files((tmp_path,))] == [
        f"gsxt.yml: {len(text.splitlines()) + 30} lines"
    ]


def test_a_source_only_visits_its_own_domains() -> None:
    source = REGISTRY["cac-search"]
    assert set(source.domains) == {"search.cac.gov.cn", "www.cac.gov.cn"}


def test_family_defaults_yield_to_the_declaration() -> None:
    data = {
        "source_id": "demo", "name_zh": "示例", "name_en": "Demo", "url": "https://demo.example/",
        "listing": {"family": "jpaas"}, "detail": {"body": "#zoom"},
    }  # fmt: skip
    detail = Source.model_validate(data).detail
    assert (detail.body, detail.date) == ("#zoom", "meta[name=PubDate]")
    again = Source.model_validate(Source.model_validate(data).model_dump(mode="json"))
    assert again == Source.model_validate(data)


def test_pages_kept_as_proof_are_read_again(tmp_path: Path) -> None:
    made = write_scaffold("https://demo.example/zwgk/tzgg/", "static_zero_based", source_id="demo", root=tmp_path)
    source, pages = load_source(made.files[0]), tmp_path / "tests" / "pages"
    assert check_fixtures({"demo": source}, pages) == ([], [])
    (pages / "demo" / "list.html").write_text("<ul></ul>", "utf-8")
    (changed, empty), _ = check_fixtures({"demo": source}, pages)
    assert "not read as expected.yml says" in changed
    assert "the list gives no entry" in empty
    (pages / "demo" / "detail.html").unlink()
    assert "No such file" in check_fixtures({"demo": source}, pages)[0][0]


def test_selectors_without_pages_are_named(tmp_path: Path) -> None:
    plain = Source.model_validate({**DECENT, "listing": {"family": "jpaas"}})
    own = Source.model_validate({**DECENT, "source_id": "own", "detail": {"body": "#zoom"}})
    assert (has_own_selectors(plain), has_own_selectors(own)) == (False, True)
    problems, (note,) = check_fixtures({"demo": plain, "own": own}, tmp_path)
    assert problems == []
    assert note.endswith(": own")
    assert check_fixtures({"own": own}, tmp_path / "nowhere") == ([], [])
