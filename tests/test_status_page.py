"""The status page: whole, self-contained, in both languages, empty and full, and readable on a phone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crawlers.archive import Archive, CrawlFinding, Run
from crawlers.health import SourceHealth, build_health, get_wording, load_health
from crawlers.source import Source, load_sources
from crawlers.status_page import PAGES, build_status_page, write_status_page
from zhifa import app

CHROMIUM = shutil.which("chromium")
AT = datetime(2026, 10, 20, 4, 30, tzinfo=UTC)
REGISTRY = load_sources()
SICK, FINE, FRESH = "samr-xw-zj", "cac-wxfb", "miit-app-tzgg"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose archive holds the runs of two sources, one of them ill."""
    home = tmp_path_factory.mktemp("home")
    with Archive(home) as archive:
        for number in range(40):
            at = AT - timedelta(days=40 - number)
            counts = {"count_listed": 30, "count_fetched": 5, "count_new": number % 7, "count_declared": 3000}
            seen = {"count_examined": 5, "count_with_title": 5, "count_with_date": 5, "count_with_body": 2}
            days = {"newest_date": at.date(), "reason": "complete"}
            archive.add_run(Run(f"fine-{number}", "crawl", at, at, FINE, **counts, **seen, **days))  # type: ignore[arg-type]
        archive.add_run(Run("sick-1", "crawl", AT - timedelta(days=1), AT, SICK, 30, 30, 30, reason="complete"))
        archive.add_finding(_finding("capped", "sick-1", "stopped at page 3", severity="info"))
        archive.add_run(Run("sick-2", "crawl", AT, AT, SICK, count_refused=3, reason="refused"))
        archive.add_finding(_finding("refusals", "sick-2", "3 of 3 <requests> were refused", "请求 3 次，被拒 3 次"))
        for number in range(8):
            url = f"https://www.samr.gov.cn/xw/zj/art/{number}.html?a=1&b=2"
            archive.add_finding(_finding("refused_412", "sick-2", "answers with a script challenge", url=url))
    return home


def _finding(
    code: str, run_id: str, message: str, zh: str | None = None, *, url: str | None = None, severity: str = "error"
) -> CrawlFinding:
    zh = zh or get_wording(code).tell("zh", {})
    return CrawlFinding(code, message, severity, SICK, None, url or REGISTRY[SICK].url, run_id, AT, zh)


def _load(home: Path) -> list[SourceHealth]:
    with Archive(home) as archive:
        return load_health(archive, REGISTRY)


@pytest.fixture(scope="module")
def folder(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public") / "status"
    write_status_page(_load(home), folder, AT)
    return folder


class _Reader(HTMLParser):
    """Reads what a page loads, links to and names, and whether its elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.loads += [given[name] for name in ("src", "srcset", "data", "action") if name in given]
        if tag == "a":
            self.links.append(given["href"])
        elif "href" in given:
            self.loads.append(given["href"])
        self.loads += ["script"] if tag == "script" else []
        if tag not in ("meta", "link", "rect", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "link", "rect", "br"):
            assert self.open.pop() == tag


@pytest.mark.parametrize("lang", PAGES)
def test_the_page_is_whole_and_loads_nothing(folder: Path, lang: str) -> None:
    text = (folder / PAGES[lang]).read_text("utf-8")
    page = _Reader(text)
    assert page.open == []
    assert page.loads == ["data:,"]
    assert "@import" not in text
    assert "url(" not in text
    assert len(page.ids) == len(set(page.ids))
    inner = {link for link in page.links if not link.startswith("http")}
    assert {link for link in inner if link.startswith("#")} <= {f"#{name}" for name in page.ids}
    assert {link for link in inner if not link.startswith("#")} == {
        PAGES["en" if lang == "zh" else "zh"],
        "status.json",
    }


@pytest.mark.parametrize(("lang", "said"), [("zh", "屡遭拒绝"), ("en", "turned away")])
def test_a_finding_is_told_and_leads_to_its_source(folder: Path, lang: str, said: str) -> None:
    text = (folder / PAGES[lang]).read_text("utf-8")
    item = next(part for part in text.split("<li>") if said in part)
    assert f'href="#{SICK}"' in item
    assert f'href="{REGISTRY[SICK].url}"' in item
    assert "refusals" in item
    assert ("请求 3 次，被拒 3 次" in item) == (lang == "zh")
    assert ("3 of 3 &lt;requests&gt; were refused" in item) == (lang == "en")


def test_what_befell_page_after_page_is_told_once_with_a_few_of_them(folder: Path) -> None:
    text = (folder / "en.html").read_text("utf-8")
    assert text.count("answers with a script challenge") == 1
    assert "8 pages" in text
    assert text.count("/xw/zj/art/") == 5 * 2, "address and text of five links"
    assert "a=1&amp;b=2" in text


def test_only_the_last_run_counts(folder: Path) -> None:
    text = (folder / "en.html").read_text("utf-8")
    assert "capped" not in text
    states = {each["source_id"]: each["state"] for each in json.loads((folder / "status.json").read_text())["sources"]}
    assert (states[SICK], states[FINE], states[FRESH], states["gsxt"]) == ("ill", "healthy", "never", "no_target")


def test_programs_read_the_same(folder: Path) -> None:
    status = json.loads((folder / "status.json").read_text("utf-8"))
    assert status["built_at"] == "2026-10-20T04:30:00+00:00"
    sources = {each["source_id"]: each for each in status["sources"]}
    assert sources[SICK]["last_run"]["count_refused"] == 3
    assert _count(sources[SICK]["findings"]) == {"refusals": 1, "refused_412": 8}
    assert sources[FINE]["last_run"]["count_with_body"] == 2
    assert sources[FINE]["newest_date"] == "2026-10-19"
    assert not any(each["is_sample"] for each in sources.values()), "samples that were never crawled are left out"


def _count(findings: list[dict[str, Any]]) -> dict[str, int]:
    return {code: sum(each["code"] == code for each in findings) for code in sorted({f["code"] for f in findings})}


def test_the_numbers_of_a_source_stand_in_its_row(folder: Path) -> None:
    text = (folder / "en.html").read_text("utf-8")
    row = re.search(rf'<tr id="{FINE}">.*?</tr>', text, re.S)
    assert row is not None
    shown = re.sub(r"<[^>]+>", " ", row[0])
    for part in ("healthy", "2026-10-19", "30 / 3,000", "5: 4 · 0 · 0", "title 100%", "body 40%"):
        assert part in shown, part
    assert row[0].count("<rect") == 30
    assert "class=low>body" in row[0]


@pytest.mark.parametrize("lang", PAGES)
def test_an_empty_page_says_what_to_do(lang: str, tmp_path: Path) -> None:
    healths = [build_health(source) for source in REGISTRY.values()]
    text = build_status_page([each for each in healths if not each.source.is_sample], lang, AT)
    _Reader(text)
    assert "zhifa crawl" in text
    assert "<table" not in text
    assert text.count("gsxt.gov.cn") == 1
    assert _Reader(build_status_page([], lang, AT)).open == []


def test_words_of_sites_never_become_markup(tmp_path: Path) -> None:
    data = {"source_id": "x", "name_zh": "<b>甲</b>", "name_en": "<script>", "url": 'https://a.example/"><i>'}
    source = Source.model_validate({**data, "listing": {"family": "static_zero_based"}})
    run = Run("r", "crawl", AT, AT, "x", 3, reason="complete")
    found = CrawlFinding("failed", "<img src=x onerror=alert(1)>", "warning", "x", None, "javascript:alert(1)", "r", AT)
    text = build_status_page([build_health(source, [run], {"r": [found]})], "en", AT)
    page = _Reader(text)
    assert page.loads == ["data:,"]
    assert not any(link.startswith("javascript") for link in page.links)
    assert "<img" not in text


def test_the_command_writes_the_page(home: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["sources", "status", "--home", str(home), "--out", str(tmp_path / "a" / "b")])
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["en.html", "index.html", "status.json"]
    listed = CliRunner().invoke(app, ["sources", "--home", str(home)])
    assert listed.exit_code == 0
    assert "refused_412 ×8" in listed.stdout
    assert "3 of 3 <requests> were refused" in listed.stderr
    assert "请求 3 次，被拒 3 次" in listed.stderr
    assert "3 more" in listed.stderr


def test_a_home_without_archive_has_a_page_too(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["sources", "status", "--home", str(tmp_path / "no"), "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 0, done.stderr
    assert "zhifa crawl" in (tmp_path / "out" / "index.html").read_text("utf-8")
    assert not (tmp_path / "no").exists()


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: install Debian's chromium package")
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("lang", PAGES)
def test_it_fits_the_screen(browser: Any, folder: Path, lang: str, width: int) -> None:
    asked: list[str] = []
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark")
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((folder / PAGES[lang]).as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.locator(f"tr#{FINE}").is_visible()
    assert all(url.startswith(("file:", "data:")) for url in asked)
    tab.close()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: install Debian's chromium package")
def test_it_follows_the_reader_s_light_and_speaks_both_languages(browser: Any, folder: Path) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        tab = browser.new_page(color_scheme=scheme)
        tab.goto((folder / "index.html").as_uri())
        grounds[scheme] = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        tab.locator("header a").click()
        tab.wait_for_url("**/en.html", timeout=60_000)
        assert tab.locator("h1").inner_text() == "Health of the sources"
        tab.close()
    light, dark = (sum(map(int, re.findall(r"\d+", grounds[scheme])[:3])) for scheme in ("light", "dark"))
    assert light > 600 > 150 > dark


def test_the_newest_date_is_the_newest_of_list_and_runs() -> None:
    source = REGISTRY[FINE]
    run = Run("r", "crawl", AT, AT, FINE, 3, newest_date=date(2026, 1, 2), reason="complete")
    assert build_health(source, [run], days=[date(2025, 1, 1), date(2026, 2, 1)]).newest_date == date(2026, 2, 1)
    assert build_health(source, [run]).newest_date == date(2026, 1, 2)
    assert build_health(source).newest_date is None
