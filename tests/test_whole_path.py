"""From the sample site to a chart: one real crawl, one real DuckDB file, one real browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from crawlers.replica.notices import load_notices
from dashboards.app import PAGES
from dashboards.serve import ADDRESS, start

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SETTLED = "document.querySelector('[data-testid=stApp]')?.getAttribute('data-test-script-state') === 'notRunning'"

pytestmark = pytest.mark.xdist_group("whole_path")


def run(home: Path) -> str:
    command = [sys.executable, str(ROOT / "zhifa.py"), "run", "--replica", "--home", str(home), "--no-serve"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole") / "data"
    said = run(home)
    assert "fictional" in said
    return home


@pytest.fixture(scope="module")
def warehouse(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(home / "zhifa.duckdb", read_only=True) as connection:
        yield connection


def ask(warehouse: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return warehouse.execute(sql).fetchall()


def test_every_notice_of_the_site_is_a_row_and_is_marked_as_sample(warehouse: duckdb.DuckDBPyConnection) -> None:
    held = {
        "".join(str(title).split())
        for (title,) in ask(warehouse, "select title from base.notices where is_sample and title is not null")
    }
    missing = [notice.title for notice in load_notices() if "".join(notice.title.split()) not in held]
    assert not missing
    assert ask(warehouse, "select count(*) from base.notices where not is_sample") == [(0,)]


def test_dates_are_those_of_the_site_and_none_is_the_clocks(warehouse: duckdb.DuckDBPyConnection) -> None:
    written = {notice.date for notice in load_notices()}
    shown = {day for (day,) in ask(warehouse, "select distinct announced_date from base.notices") if day}
    assert shown <= written
    assert len(shown) > len(written) * 0.9


@pytest.mark.parametrize(
    "table", ["case_parties", "case_authorities", "case_platforms", "citations", "penalties", "amounts"]
)
def test_every_stated_value_of_a_case_stands_in_the_text(warehouse: duckdb.DuckDBPyConnection, table: str) -> None:
    rows = ask(
        warehouse,
        f"""select count(*), count(*) filter (where length(substring(plain_text, fact.span_start + 1,
            fact.span_end - fact.span_start)) = fact.span_end - fact.span_start and fact.rule_id <> '')
            from base.{table} as fact join base.cases using (case_id) join base.texts using (notice_id, document_id)
            where fact.span_start is not null""",
    )
    ((count, found),) = rows
    assert count
    assert count == found


def test_both_new_measures_are_cited_and_counted_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    cited = dict(
        ask(
            warehouse,
            """select statute_id, count(distinct case_id) from v_citations
               where statute_id in ('live-commerce-measures-117', 'platform-rules-measures-116') group by all""",
        )
    )
    assert set(cited) == {"live-commerce-measures-117", "platform-rules-measures-116"}
    assert ask(warehouse, "select count(*) = count(distinct case_id) from v_cases") == [(True,)]


def test_a_second_run_finds_nothing_new_and_changes_no_count(home: Path) -> None:
    sql = "select (select count(*) from v_cases), (select count(*) from v_penalties), (select count(*) from v_notices)"
    with duckdb.connect(home / "zhifa.duckdb", read_only=True) as connection:
        before = ask(connection, sql)
    said = run(home)
    assert "0 new, 0 changed" in said
    assert "Read 0 documents" in said
    with duckdb.connect(home / "zhifa.duckdb", read_only=True) as connection:
        assert ask(connection, sql) == before


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: install Debian's chromium package")
def test_every_page_shows_the_crawled_data_in_a_browser(home: Path) -> None:
    from playwright.sync_api import sync_playwright

    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    process = start(home, port)
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1400, "height": 1400})
            for name in PAGES:
                page.goto(f"http://{ADDRESS}:{port}/{'' if name == 'overview' else name}")
                page.wait_for_selector("h1", timeout=60_000)
                page.wait_for_function(SETTLED, timeout=60_000)
                shown = page.inner_text("body")
                assert "Traceback" not in shown
                assert page.locator("[data-testid=stException]").count() == 0, name
                assert "虚构" in shown, name
            browser.close()
    finally:
        process.terminate()
        process.wait()
