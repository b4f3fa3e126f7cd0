"""Every finding of a source's health is raised by a real crawl of an ailing replica, and by no healthy one."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from crawlers.archive import Archive, CrawlFinding, Run
from crawlers.health import (
    OUTSIDE_HOURS,
    SourceHealth,
    build_finding,
    build_health,
    check_run,
    get_rhythm,
    is_barren,
    load_health,
    load_wordings,
)
from crawlers.replica import Replica
from crawlers.replica.notices import load_notices
from crawlers.replica.site import Answer
from crawlers.run import CrawlReport, crawl_sources
from crawlers.source import Source, load_replica_sources
from crawlers.status_page import write_status_page
from warehouse.build import build_warehouse
from warehouse.connection import open_warehouse
from zhifa import app

SOURCES = load_replica_sources()
SIZES = Counter(notice.source_id for notice in load_notices())
COMPARING = {"fewer_entries", "fallen_silent", "field_lost", "redated_list"}
Change = Callable[[str], str]
Years = tuple[Path, dict[str, CrawlReport], dict[str, SourceHealth]]
pytestmark = pytest.mark.xdist_group("health")  # the crawls are shared


class AilingReplica(Replica):
    """A replica whose answers change where a pattern of `host/path` is found."""

    def __init__(self, changes: Mapping[str, Change], faults: Mapping[str, str] | None = None) -> None:
        super().__init__(faults)
        self._changes = changes

    def answer(self, host: str, target: str, form: Mapping[str, str]) -> tuple[Answer, str | None]:
        answer, fault = super().answer(host, target, form)
        for pattern, change in self._changes.items():
            if re.search(pattern, host + target) and answer.status == 200:
                answer = replace(answer, body=change(answer.body.decode()).encode())
        return answer, fault


def _with(source_id: str, **changes: dict[str, object]) -> Source:
    data = SOURCES[source_id].model_dump(mode="json", exclude_none=True)
    for key, value in changes.items():
        data[key] = {**data.get(key, {}), **value}
    return Source.model_validate(data)


def _crawl(home: Path, site: Replica, today: date, *sources: Source) -> CrawlReport:
    return crawl_sources(home, sources, replica_url=site.base_url, today=today)


def _by_code(report: CrawlReport, source_id: str) -> dict[str, CrawlFinding]:
    return {found.code: found for found in report.findings if found.source_id == source_id}


# Each column ails in its own way; the codes it then raises, of which the first tells with numbers.
ALWAYS = {"politeness": {"refetch_days": 20_000}}
COLUMNS = {
    "sample-samr-cases": SOURCES["sample-samr-cases"],
    "sample-ca-apps": _with("sample-ca-apps", **ALWAYS),
    "sample-cac-releases": SOURCES["sample-cac-releases"],
    "sample-cac-enforcement": SOURCES["sample-cac-enforcement"],
    "sample-amr-exposure": SOURCES["sample-amr-exposure"],
    "sample-province-amr": SOURCES["sample-province-amr"],
    "sample-police-releases": SOURCES["sample-police-releases"],
    "sample-court-cases": SOURCES["sample-court-cases"],
    "sample-app-search": SOURCES["sample-app-search"],
    "sample-policy-papers": SOURCES["sample-policy-papers"],
}
AILING: dict[str, Change] = {
    r"samr\.replica\.example/api-gateway": lambda text: re.sub(r"<li>.*?</li>|<a href.*?</a>", "", text),
    r"ca\.replica\.example/zwgk/tzgg/art": lambda text: text.replace("PubDate", "Date").replace("Three_xilan_07", "x"),
    r"cac\.replica\.example/wxzw/wxfb/A": lambda text: re.sub(r"times>[\d-]+", "times>2026-10-01", text),
    r"cac\.replica\.example/cms/JsonList": lambda text: re.sub(r"(c_\d+\.htm)", r"\1?sid=7f", text),
    r"amr\.replica\.example/(?:col|module/web)": lambda text: re.sub(r"(?<=<totalrecord>)\d+", "80", text),
    r"scjgj\.replica\.example/zwxx/scjgdt/(?:index.*)?$": lambda text: "".join(re.split(r"(?=<li>)", text)[:2]),
    r"search\.replica\.example/cms/gjjs": lambda text: re.sub(r'class="date">[^<]*', 'class="date">', text),
}
EXPECTED = {
    "sample-samr-cases": ({"nothing_collected", "empty_list"}, "up to {n} were listed"),
    "sample-ca-apps": ({"field_lost"}, "in 0 of the last {n} pages; before in {n} of {n}"),
    "sample-cac-releases": ({"redated_list"}, "of {n} entries held before {n} carry another date"),
    "sample-cac-enforcement": ({"duplicates"}, "of {n} new addresses {n} hold"),
    "sample-amr-exposure": ({"total_mismatch"}, "declares 80 entries, {n} were listed"),
    "sample-province-amr": ({"fewer_entries"}, "has 1 entries; in 2 earlier runs never fewer than 8"),
    "sample-police-releases": ({"page_one_repeated"}, "page 2 repeats page 1; 8 entries"),
    "sample-court-cases": ({"nothing_collected", "refused_412"}, "refused: 1"),
    "sample-app-search": ({"field_lost"}, "date in the list: found in 0 of the last {n} entries"),
    "sample-policy-papers": (set(), ""),
}


class Ailing(AilingReplica):
    """Also repeats page 1 of a column as its page 2."""

    def answer(self, host: str, target: str, form: Mapping[str, str]) -> tuple[Answer, str | None]:
        return super().answer(host, target.replace("/wafb/list_2.shtml", "/wafb/list.shtml"), form)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Years:
    """Four crawls of one home: the first years late, a healthy one, one of an ailing site, and years later again."""
    home = tmp_path_factory.mktemp("health")
    soon, late = date(2026, 10, 20), date(2028, 1, 1)
    sources = COLUMNS.values()
    reports = {}
    with Replica() as site:
        reports["first"] = _crawl(home, site, late, *sources)
        reports["healthy"] = _crawl(home, site, soon, *sources)
    with Ailing(AILING, {"court.replica.example/zixun/gengduo/*": "412"}) as site:
        reports["ailing"] = _crawl(home, site, soon, *sources)
    with Archive(home) as archive:
        states = {each.source.source_id: each for each in load_health(archive, SOURCES)}
    old = _with("sample-police-releases", expect={"newest_within_days": 30})
    with AilingReplica({key: change for key, change in AILING.items() if "wxfb" in key}) as site:
        again = (COLUMNS["sample-samr-cases"], COLUMNS["sample-cac-releases"], old)
        reports["late"] = _crawl(home, site, late, *again)
    return home, reports, states


@pytest.fixture(scope="module")
def healths(years: Years) -> dict[str, SourceHealth]:
    """How the sources fared after the crawl of the ailing site."""
    return years[2]


def test_the_first_run_compares_with_nothing_however_late_it_is(years: Years) -> None:
    assert years[1]["first"].findings == ()


def test_healthy_runs_raise_nothing(years: Years) -> None:
    assert years[1]["healthy"].findings == ()


@pytest.mark.parametrize("source_id", EXPECTED)
def test_each_ailment_is_named_with_its_numbers(years: Years, source_id: str) -> None:
    codes, told = EXPECTED[source_id]
    found = _by_code(years[1]["ailing"], source_id)
    assert found.keys() == codes
    told = told.format(n=SIZES[source_id])
    assert not told or any(told in finding.message for finding in found.values())
    for finding in found.values():
        assert re.search(r"[\u4e00-\u9fff]{4}", finding.message_zh or "")
        assert finding.severity in ("warning", "error")
        assert finding.url
        assert finding.run_id


def test_runs_keep_what_the_findings_rest_on(healths: dict[str, SourceHealth]) -> None:
    lost, n = healths["sample-ca-apps"].runs, SIZES["sample-ca-apps"]
    assert [(run.count_with_date, run.count_with_body, run.count_examined) for run in lost] == [
        (n, n, n), (0, 0, 0), (0, 0, n)
    ]  # fmt: skip
    exposed, n = healths["sample-amr-exposure"].runs, SIZES["sample-amr-exposure"]
    assert [run.count_declared for run in exposed] == [n, n, 80]
    moved, n = healths["sample-cac-enforcement"].runs[-1], SIZES["sample-cac-enforcement"]
    assert (moved.count_listed, moved.count_known, moved.count_duplicate) == (n, 0, n)
    assert all(run.is_whole for health in healths.values() for run in health.runs[:1] if health.source.url)


def test_the_state_of_a_source_follows_from_its_last_run(healths: dict[str, SourceHealth]) -> None:
    states = {name: health.state for name, health in healths.items()}
    assert states["sample-samr-cases"] == states["sample-court-cases"] == "ill"
    assert states["sample-policy-papers"] == "healthy"
    assert states["sample-wechat-articles"] == "never"
    assert {states[name] for name in EXPECTED} == {"ill", "attention", "healthy"}


def test_a_site_that_recovers_is_well_again_and_one_that_fell_silent_is_told(
    years: Years,
) -> None:
    home, report = years[0], years[1]["late"]
    silent = _by_code(report, "sample-samr-cases")
    assert silent.keys() == {"fallen_silent"}
    newest = max(notice.date for notice in load_notices() if notice.source_id == "sample-samr-cases")
    assert f"since {newest}" in silent["fallen_silent"].message
    assert _by_code(report, "sample-police-releases").keys() == {"stale"}, "the declared limit speaks first"
    assert not _by_code(report, "sample-cac-releases"), "dates that changed once are told once"
    with Archive(home) as archive:
        health = {each.source.source_id: each for each in load_health(archive, SOURCES)}
    assert health["sample-samr-cases"].state == "attention"
    assert {finding.code for finding in health["sample-samr-cases"].findings} == {"fallen_silent"}


def test_what_the_list_said_last_survives_a_new_index(years: Years, tmp_path: Path) -> None:
    shutil.copytree(years[0], tmp_path / "home")
    source_id = "sample-cac-releases"
    with Archive(tmp_path / "home") as archive:
        before = (archive.get_listed_days(source_id), list(archive.runs()), list(archive.findings()))
        assert before[0] == [date(2026, 10, 1)]
        archive.rebuild()
        assert (archive.get_listed_days(source_id), list(archive.runs()), list(archive.findings())) == before
        stated = {document.listing.date for document in archive.documents() if document.source_id == source_id}
        assert len(stated - {None}) > 10, "what the list said first stays with the document"


def test_findings_reach_warehouse_and_status_page(years: Years, tmp_path: Path) -> None:
    home, reports, _ = years
    path = build_warehouse(home).path
    warehouse = open_warehouse(path)
    told = {(row["source_id"], row["code"]): row for row in warehouse.query("sources_ailments").to_dicts()}
    listed = {row["source_id"]: row["state"] for row in warehouse.query("sources_list").to_dicts()}
    ailing = ("sample-ca-apps", "sample-amr-exposure", "sample-province-amr", "sample-court-cases")  # not crawled again
    for name in ailing:
        for finding in reports["ailing"].findings:
            if finding.source_id == name:
                assert (name, finding.code) in told
                assert re.search(r"[\u4e00-\u9fff]{4}", told[name, finding.code]["message_zh"])
    assert ("sample-samr-cases", "nothing_collected") not in told, "the run after it went well"
    with Archive(home) as archive:
        healths = load_health(archive, SOURCES)
    assert {each.source.source_id: each.state for each in healths} == {name: listed[name] for name in SOURCES}
    page, english, _ = write_status_page(healths, tmp_path, NOON)
    for each in healths:
        for finding in each.findings:
            assert escape(finding.message_zh or "") in page.read_text("utf-8"), finding.code
            assert escape(finding.message) in english.read_text("utf-8"), finding.code


def test_a_first_run_names_what_needs_no_comparison(tmp_path: Path) -> None:
    wrong = _with("sample-province-amr", detail={"body": "#nowhere"})
    few = _with("sample-court-cases", expect={"min_entries": 50})
    faults = {"police.replica.example/wafb/20*": "500", "amr.replica.example/art/*": "412"}
    changes = {r"cac\.replica\.example/.*/c_\d+": lambda text: "<html><body><h1>系统维护中</h1></body></html>"}
    columns = ("sample-police-releases", "sample-amr-exposure", "sample-cac-enforcement")
    with AilingReplica(changes, faults) as site:
        report = _crawl(tmp_path, site, date(2026, 10, 20), wrong, few, *(SOURCES[name] for name in columns))
    codes = {name: _by_code(report, name).keys() for name in (wrong.source_id, few.source_id, *columns)}
    assert codes[wrong.source_id] == {"field_never_found"}
    assert codes[few.source_id] == {"too_few_entries"}
    assert codes["sample-police-releases"] == {"server_error", "nothing_collected"}
    assert codes["sample-amr-exposure"] == {"refused_412", "nothing_collected"}
    assert "duplicates" in codes["sample-cac-enforcement"]
    assert not COMPARING & {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        ("403", 1, ("sample-court-cases: entries listed: 0", "列出 0 条", "(nothing_collected)", "(robots_forbidden)")),
        ("", 0, ("sample-court-cases: lists {n} entries", "列出 {n} 条", "(too_few_entries)")),
    ],
)
def test_a_crawl_prints_what_it_found_and_fails_only_where_nothing_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, status: int, said: tuple[str, ...]
) -> None:
    few = _with("sample-court-cases", expect={"min_entries": 50})
    faults = {"court.replica.example/robots.txt": fault} if fault else {}
    monkeypatch.setattr("crawlers.run.Replica", lambda: Replica(faults))
    monkeypatch.setattr("crawlers.run.load_usable_sources", lambda: ({few.source_id: few}, []))
    done = CliRunner().invoke(app, ["crawl", few.source_id, "--replica", "--home", str(tmp_path)])
    assert done.exit_code == status, done.stderr
    for part in said:
        assert part.format(n=SIZES[few.source_id]) in done.stderr


# The checks alone

SOURCE = SOURCES["sample-cac-releases"]
NOON = datetime(2026, 10, 20, 4, tzinfo=UTC)
TODAY = date(2026, 10, 20)


def _run(number: int = 0, **counts: object) -> Run:
    fields: dict[str, object] = {
        "count_listed": 20, "count_listed_with_title": 20, "count_listed_with_date": 20, "count_known": 20,
        "count_first_page": 20, "reason": "complete",
    }  # fmt: skip
    started = NOON + timedelta(days=number)
    return Run(f"r{number}", "crawl", started, started, SOURCE.source_id, **{**fields, **counts})  # type: ignore[arg-type]


def _codes(run: Run, *earlier: Run, days: tuple[date, ...] = (), today: date = TODAY) -> set[str]:
    return {ailment.code for ailment in check_run(SOURCE, run, earlier, days, today)}


WEEKLY = tuple(date(2026, 1, 1) + timedelta(days=7 * week) for week in range(30))
ONE = {"count_examined": 1, "count_with_title": 1, "count_with_date": 1, "count_with_body": 1, "count_with_source": 1}
MANY = dict.fromkeys(ONE, 20)
BOUNDS = [
    ("as ever", _run(), [_run(), _run()], set()),
    ("half as many", _run(count_first_page=10), [_run(), _run()], set()),
    ("fewer than half", _run(count_first_page=9), [_run(), _run()], {"fewer_entries"}),
    ("once fewer", _run(count_first_page=9), [_run(), _run(count_first_page=18)], set()),
    ("a whole list is measured by whole lists", _run(), [_run(count_listed=900, is_whole=True)], set()),
    ("a whole list shrank", _run(is_whole=True), [_run(count_listed=900, is_whole=True)], {"fewer_entries"}),
    ("two re-dated", _run(count_known=2, count_redated=2), [_run()], set()),
    ("three re-dated", _run(count_known=3, count_redated=3), [_run()], {"redated_list"}),
    ("a few of many re-dated", _run(count_redated=9), [_run()], set()),
    ("four duplicates", _run(count_duplicate=4, count_known=16), [_run()], set()),
    ("five duplicates", _run(count_duplicate=5, count_known=12), [_run()], {"duplicates"}),
    ("duplicates among many new", _run(count_duplicate=5, count_known=8), [_run()], set()),
    ("declared within a tenth", _run(count_declared=22, is_whole=True), [], {"total_mismatch"}),
    ("nothing listed", _run(count_listed=0), [_run()], {"nothing_collected"}),
    ("outside its hours", _run(count_listed=0, reason=OUTSIDE_HOURS), [_run()], set()),
    ("cut off", _run(count_listed=0, reason="shutdown"), [_run()], set()),
    ("two refusals", _run(count_refused=2, count_fetched=2), [_run()], set()),
    ("turned away", _run(count_refused=3, count_fetched=9, reason="refused"), [_run()], {"refusals"}),
    ("five of twenty failed", _run(count_failed=4, count_empty=1, count_fetched=15), [_run()], {"many_failures"}),
    ("five of a hundred failed", _run(count_failed=5, count_fetched=95), [_run()], set()),
    ("one page without a body", _run(**{**ONE, "count_with_body": 0}), [_run(**MANY)], set()),
    ("three without", _run(**{**MANY, "count_examined": 23}), [_run(**MANY)], set()),
    ("half without", _run(**{**MANY, "count_examined": 40}), [_run(**MANY)], {"field_lost"}),
]  # fmt: skip


@pytest.mark.parametrize(("run", "earlier", "codes"), [row[1:] for row in BOUNDS], ids=[row[0] for row in BOUNDS])
def test_bounds(run: Run, earlier: list[Run], codes: set[str]) -> None:
    assert _codes(run, *earlier) == codes


def test_a_small_difference_of_a_whole_list_is_a_note_and_a_large_one_a_task() -> None:
    near, far = _run(count_declared=22, is_whole=True), _run(count_declared=40, is_whole=True)
    assert [ailment.severity for run in (near, far) for ailment in check_run(SOURCE, run, (), (), TODAY)] == [
        "info", "warning"
    ]  # fmt: skip


def test_a_total_is_compared_with_all_that_was_listed_since_the_list_was_read_whole() -> None:
    whole = _run(count_listed=500, count_known=0, count_declared=500, is_whole=True)
    grown = [_run(1, count_known=15), _run(2, count_known=15)]
    assert _codes(_run(3, count_declared=510), whole, *grown) == set()
    assert _codes(_run(3, count_declared=900), whole, *grown) == {"total_mismatch"}
    assert _codes(_run(3, count_declared=900), *grown) == set(), "never read whole: nothing to compare with"


def test_single_pages_without_a_field_add_up_and_one_with_it_ends_the_alarm() -> None:
    blind = {**ONE, "count_with_body": 0}
    custom = _run(**MANY)
    first, second, third, fourth = (_run(number, **blind) for number in range(1, 5))
    assert _codes(second, custom, first) == set()
    assert _codes(third, custom, first, second) == {"field_lost"}
    assert _codes(_run(5), custom, first, second, third, fourth) == {"field_lost"}, "no new page: still lost"
    assert _codes(_run(5, **ONE), custom, first, second, third, fourth) == set()


@given(st.integers(3, 60))
def test_a_broken_selector_does_not_become_the_custom(times: int) -> None:
    blind = {**MANY, "count_with_body": 0}
    assert _codes(_run(99, **blind), _run(**MANY), *(_run(n, **blind) for n in range(1, times))) == {"field_lost"}


@pytest.mark.parametrize(
    ("days", "today", "is_told"),
    [
        (WEEKLY, WEEKLY[-1] + timedelta(days=21), False),
        (WEEKLY, WEEKLY[-1] + timedelta(days=22), True),
        (WEEKLY[:4], WEEKLY[3] + timedelta(days=400), False),
    ],
)
def test_silence_is_measured_by_the_source_s_own_rhythm(days: tuple[date, ...], today: date, is_told: bool) -> None:
    run = _run(newest_date=days[-1])
    assert _codes(run, _run(), days=days, today=today) == ({"fallen_silent"} if is_told else set())
    assert _codes(run, days=days, today=today) == set(), "the first run compares with nothing"


def test_a_list_without_dates_is_measured_by_the_runs_that_brought_something() -> None:
    news = [_run(2 * number, count_known=18) for number in range(12)]
    quiet = [_run(number) for number in range(23, 60)]
    assert _codes(_run(30), *news, *quiet[:6], today=TODAY + timedelta(days=30)) == set()
    assert _codes(_run(60), *news, *quiet, today=TODAY + timedelta(days=60)) == {"fallen_silent"}


def test_one_long_holiday_does_not_silence_the_alarm() -> None:
    rhythm = get_rhythm([*WEEKLY, WEEKLY[-1] + timedelta(days=300)])
    assert rhythm is not None
    assert (rhythm.usual, rhythm.long, rhythm.limit) == (7, 7, 21)


COUNTS = st.integers(0, 500)
ANY_RUN = st.builds(
    lambda listed, declared, examined, found, refused, failed, redated, whole, reason: _run(
        count_listed=listed, count_known=0, count_declared=declared, count_examined=examined,
        count_with_title=min(found, examined), count_with_body=min(found, examined), count_with_date=examined,
        count_refused=refused, count_failed=failed, count_redated=redated, is_whole=whole, reason=reason,
    ),
    COUNTS, st.none() | COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.just(0), st.booleans(),
    st.sampled_from(["complete", "partial", "refused", "shutdown", OUTSIDE_HOURS, None]),
)  # fmt: skip


@given(ANY_RUN, st.integers(0, 5000))
def test_no_first_run_raises_a_comparison(run: Run, age: int) -> None:
    assert not COMPARING & _codes(run, days=WEEKLY, today=TODAY + timedelta(days=age))


def test_the_remedy_names_the_selector_to_mend() -> None:
    run = _run(
        count_listed=3, count_known=0, count_examined=3, count_with_title=0, count_with_body=3, count_with_date=3
    )
    findings = [build_finding(each, SOURCE, run, NOON) for each in check_run(SOURCE, run, [], WEEKLY, TODAY)]
    found = next(each for each in findings if each.code == "field_never_found")
    assert "the declared selector detail.title is wrong" in found.message
    assert "声明的选择器 detail.title 不对" in (found.message_zh or "")


@given(ANY_RUN, st.lists(ANY_RUN, max_size=12))
def test_every_finding_is_told_in_both_languages(run: Run, earlier: list[Run]) -> None:
    for ailment in check_run(SOURCE, run, earlier, WEEKLY, TODAY):
        finding = build_finding(ailment, SOURCE, run, NOON)
        assert "{" not in finding.message + (finding.message_zh or "{")
        assert finding.url is not None
        assert finding.url.startswith(SOURCE.url or "")
        assert finding.finding_id == build_finding(ailment, SOURCE, replace(run, run_id="later"), NOON).finding_id


@pytest.mark.parametrize("reason", ["shutdown", None])
def test_a_run_that_was_cut_off_is_told_though_it_could_not_tell_itself(tmp_path: Path, reason: str | None) -> None:
    run = replace(_run(count_fetched=7), reason=reason, finished_at=NOON if reason else None)
    with Archive(tmp_path) as archive:
        archive.add_run(run)
        (health,) = load_health(archive, {SOURCE.source_id: SOURCE})
    assert (health.state, [finding.code for finding in health.findings]) == ("attention", ["cut_off"])
    warehouse = open_warehouse(build_warehouse(tmp_path).path)
    (told,) = warehouse.query("sources_ailments").to_dicts()
    assert f"({reason or 'killed'}): 20 entries listed, 7 pages fetched" in told["message"]
    with Archive(tmp_path) as archive:
        archive.add_run(_run(1))
        assert load_health(archive, {SOURCE.source_id: SOURCE})[0].state == "healthy"


@given(ANY_RUN)
def test_a_run_that_could_collect_nothing_makes_its_source_ill(run: Run) -> None:
    state = build_health(SOURCE, [run]).state
    if is_barren(run, SOURCE):
        assert state == "ill"
    assert (state == "never") == (run.reason == OUTSIDE_HOURS)


def test_every_finding_of_the_crawler_has_its_words() -> None:
    room = Path(__file__).parent.parent / "crawlers"
    raised = set(_find_codes(room))
    assert {"empty_list", "stale", "fallen_silent", "truncated", "vanished", "nothing_collected"} <= raised
    assert raised <= load_wordings().keys()
    for code, wording in load_wordings().items():
        assert wording.zh
        assert wording.do_zh
        assert bool(wording.says_zh) == bool(wording.says_en), code


def _find_codes(room: Path) -> Iterator[str]:
    """Yield the codes that the spiders raise, as their sources spell them."""
    for path in (room / "spiders.py", room / "health.py", room / "run.py"):
        text = path.read_text("utf-8")
        yield from re.findall(r"(?:record_failure|build_finding|Ailment|CrawlFinding)\(\s*\"([a-z_]+)\"", text)
        yield from re.findall(r"(?:Error|Exception), \"([a-z_]+)\",", text)


def test_the_handbook_names_every_finding_about_a_source() -> None:
    text = (Path(__file__).parent.parent / "docs" / "collecting.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([a-z_]+)`", text, re.MULTILINE))
    assert named == {code for code, wording in load_wordings().items() if wording.says_en}
    compared = set(re.findall(r"^\| `([a-z_]+)` ↔", text, re.MULTILINE))
    assert compared == COMPARING
