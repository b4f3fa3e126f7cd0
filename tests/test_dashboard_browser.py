"""The dashboard in a real Chromium: every page, clicks, links, and nothing fetched from elsewhere."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import TimeoutError, sync_playwright
from sample_warehouse import Rows, build_sample, sample_rows

from dashboards.app import PAGES
from dashboards.serve import ADDRESS, start
from dashboards.text import T

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLED = "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"
CLICKS = 5
HOSTILE = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: install Debian's chromium package"),
]


def _plant_hostile_case(rows: Rows) -> str:
    """Put markup that must not run into one case and return its id."""
    notice = next(row for row in rows["notices"] if row["is_canonical"] and row["kind"] != "app_list")
    case = next(row for row in rows["cases"] if row["notice_id"] == notice["notice_id"])
    case["case_text"] = HOSTILE + case["case_text"][len(HOSTILE) :] if len(case["case_text"]) > 200 else HOSTILE
    case["heading_text"] = HOSTILE
    notice["title"] = HOSTILE
    return str(case["case_id"])


@pytest.fixture(scope="module")
def hostile_case() -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, hostile_case: dict[str, str]) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    rows = sample_rows()
    hostile_case["id"] = _plant_hostile_case(rows)
    build_sample(home / "zhifa.duckdb", rows)
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    process: subprocess.Popen[bytes] = start(home, port)
    yield f"http://{ADDRESS}:{port}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_default_timeout(60_000)
    yield page
    page.close()


def _settle(tab: Any) -> None:
    tab.wait_for_selector("h1")
    tab.wait_for_function(SETTLED)
    assert tab.locator("[data-testid=stException]").count() == 0


def _open(tab: Any, address: str) -> None:
    tab.goto(address)
    _settle(tab)


def _choose(tab: Any, title: str) -> None:
    tab.locator("[data-testid=stTopNavLink]", has_text=title).first.click()


def _query(tab: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def _wait_for_query(tab: Any, **wanted: str) -> None:
    for name, value in wanted.items():
        tab.wait_for_function(f"new URLSearchParams(location.search).get({name!r}) === {value!r}")


def test_every_page_opens_from_the_menu_and_nothing_comes_from_elsewhere(tab: Any, site: str) -> None:
    elsewhere: list[str] = []
    local = (site, "data:", "blob:", site.replace("http", "ws"))
    tab.on("request", lambda request: None if request.url.startswith(local) else elsewhere.append(request.url))
    _open(tab, site)
    for title, _, _ in PAGES.values():
        _choose(tab, title.zh)
        tab.wait_for_selector(f"h1:has-text('{title.zh}')")
        _settle(tab)
        assert tab.get_by_text("虚构的示例数据").count() == 1
    tab.wait_for_load_state("networkidle")
    assert elsewhere == []


def test_the_overview_draws_its_charts(tab: Any, site: str) -> None:
    _open(tab, site)
    tab.wait_for_selector("[data-testid=stEChartsChart] canvas")
    for title in (T.trend_title, T.mix_title, T.fines_title, T.region_title, T.top_authorities):
        assert tab.locator(f"h3:has-text('{title.zh}')").count() == 1
    assert tab.locator("[data-testid=stEChartsChart] canvas").count() >= 7


def test_the_language_switch_stays_in_the_address_and_over_pages(tab: Any, site: str) -> None:
    _open(tab, site)
    tab.get_by_role("radio", name="English").click()
    tab.wait_for_selector("h1:has-text('Overview')")
    _wait_for_query(tab, lang="en")
    _choose(tab, "Cases")
    tab.wait_for_selector("h1:has-text('Cases')")
    _wait_for_query(tab, lang="en")
    tab.reload()
    tab.wait_for_selector("h1:has-text('Cases')")


def test_a_search_narrows_goes_into_the_address_and_follows_to_the_overview(tab: Any, site: str) -> None:
    _open(tab, f"{site}/cases")
    shown = tab.get_by_text(re.compile(r"共 [\d,]+ 起案例"))
    before = shown.inner_text()
    box = tab.get_by_label(T.search.zh)
    box.fill("刷单")
    box.press("Enter")
    _wait_for_query(tab, text="刷单")
    tab.wait_for_function("before => !document.body.innerText.includes(before)", arg=before)
    shown.wait_for()
    _choose(tab, T.page_overview.zh)
    tab.wait_for_selector(f"h1:has-text('{T.page_overview.zh}')")
    _wait_for_query(tab, text="刷单")


def test_a_click_on_a_row_opens_the_case_and_its_link_opens_it_again(tab: Any, site: str) -> None:
    _open(tab, f"{site}/cases")
    tab.locator("[data-testid=stDataFrame] .dvn-scroller").first.click(position={"x": 160, "y": 55})
    tab.wait_for_selector(".zf-text mark")
    tab.wait_for_function("new URLSearchParams(location.search).has('case')")
    case_id = _query(tab)["case"][0]
    assert tab.locator(".zf-facts .v").count() >= 4
    _open(tab, f"{site}/cases?case={case_id}")
    tab.wait_for_selector(".zf-text mark")
    tab.get_by_role("button", name=T.back.zh).click()
    tab.wait_for_selector("[data-testid=stDataFrame]")
    tab.wait_for_function("!new URLSearchParams(location.search).has('case')")


def test_a_fact_leads_to_its_words_and_the_words_tell_their_rule(tab: Any, site: str) -> None:
    rows = sample_rows()
    case = next(row for row in rows["cases"][5:] if row["is_canonical"])
    _open(tab, f"{site}/cases?case={case['case_id']}")
    mark = tab.locator("mark#v-citation-0")
    mark.wait_for()
    assert "citations.full" in mark.get_attribute("data-tip")
    tab.locator(".zf-facts a[href='#v-citation-0']").click()
    tab.wait_for_function("document.querySelector('mark#v-citation-0:target') !== null")
    mark.hover()
    tip = tab.evaluate("getComputedStyle(document.querySelector('mark#v-citation-0'), '::after').content")
    assert "citations.full" in tip


def test_markup_in_a_notice_is_shown_and_never_runs(tab: Any, site: str, hostile_case: dict[str, str]) -> None:
    _open(tab, f"{site}/cases?case={hostile_case['id']}")
    text = tab.locator(".zf-text")
    text.wait_for()
    assert HOSTILE in text.inner_text()
    assert tab.locator("img[src='x']").count() == 0
    assert "pwned" not in tab.title()


def test_an_article_leads_to_the_cases_that_cite_it(tab: Any, site: str) -> None:
    _open(tab, f"{site}/measures?order=117&article=34")
    tab.get_by_role("button", name=re.compile(T.see_cases.zh)).click()
    tab.wait_for_selector(f"h1:has-text('{T.page_cases.zh}')")
    _wait_for_query(tab, statute="live-commerce-measures-117", article="34")
    shown = tab.get_by_text(re.compile(r"共 [\d,]+ 起案例"))
    shown.wait_for()


def test_a_bar_leads_to_its_cases(tab: Any, site: str) -> None:
    _open(tab, site)
    chart = tab.locator("[data-testid=stEChartsChart]").nth(5)
    chart.locator("canvas").first.wait_for()
    chart.scroll_into_view_if_needed()
    cases = tab.locator(f"h1:has-text('{T.page_cases.zh}')")
    for _ in range(CLICKS):  # a bar takes no click before it is drawn
        chart.click(position={"x": chart.bounding_box()["width"] * 0.5, "y": 18})
        with contextlib.suppress(TimeoutError):
            cases.wait_for(timeout=10_000)
            break
    cases.wait_for()
    tab.wait_for_function("location.search.includes('=')")
    assert set(_query(tab)) - {"lang"}


def test_downloads_hold_every_case_and_no_hidden_name(tab: Any, site: str, tmp_path: Path) -> None:
    _open(tab, f"{site}/cases?systems=cac")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=T.download_csv.zh).click()
    target = tmp_path / "cases.csv"
    waiting.value.save_as(target)
    content = target.read_text(encoding="utf-8-sig")
    count = int(re.sub(r"\D", "", tab.get_by_text(re.compile(r"共 [\d,]+ 起案例")).inner_text()))
    assert len(content.splitlines()) == count + 1
    assert "周启明" not in content


def test_a_narrow_screen_needs_no_sideways_scrolling(browser: Any, site: str) -> None:
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    for name in ("", "cases", "measures", "about"):
        _open(tab, f"{site}/{name}")
        assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    tab.close()
