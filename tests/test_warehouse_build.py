"""The warehouse, built as a real file from hand-made records."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from msgspec.structs import replace

from etl.model import CaseRecord, Conduct, Finding, NoticeRecord, Span
from tests.warehouse_home import BULLETIN, PERSON_CASE, Home, build_app_list, build_bulletin, prove
from warehouse.build import WarehouseCheckFailed, build_warehouse
from warehouse.catalogue import get_columns
from warehouse.connection import NewerSchema, Warehouse, WarehouseError, load_queries, open_warehouse

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "data")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A folder with a bulletin and an app list, built once."""
    home = Home(tmp_path_factory.mktemp("built"))
    home.add(build_bulletin(""))
    home.add(build_app_list(""), url="https://notices.example/apps.html", listed=date(2026, 3, 12))
    home.add(
        Finding("unreadable", "junk.html: not text; fetch it again", "error"), url="https://notices.example/junk.html"
    )
    build_warehouse(home.folder, now=NOW)
    return home


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Answer a question the way an analyst does, with DuckDB alone."""
    with duckdb.connect(path, read_only=True) as connection:
        return connection.sql(sql).pl().rows()


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {table: ask(path, f"select * from base.{table}") for table in get_columns()}


def totals(path: Path) -> list[tuple[Any, ...]]:
    counts = ask(
        path,
        "select (select count(*) from v_cases), (select sum(fine_cny) from v_cases),"
        " (select count(*) from v_penalties),"
        " (select count(*) from v_citations), (select count(*) from v_apps), (select count(*) from v_notices),"
        " (select count(*) from v_parties), (select sum(metric_value) from v_metrics)",
    )
    assert counts[0][0] > 0
    return counts


# Rows


def test_numbers_are_told_without_empty_decimals(built: Home) -> None:
    told = [value for (value,) in ask(built.file, "select value_text from v_evidence where field = 'metric'")]
    assert told
    assert not [value for value in told if ".0" in value]


def test_an_analyst_sees_the_friendly_views_first(built: Home) -> None:
    names = [name for (name,) in ask(built.file, "show tables")]
    assert "v_cases" in names
    assert all(name.startswith("v_") for name in names)


def test_values_stand_in_their_columns(built: Home) -> None:
    rows = ask(
        built.file,
        "select case_number, decided_date, decided_on, conduct_date, announced_date, fine_cny, has_fine, party_names,"
        " province_name, penalty_types from v_cases order by case_number",
    )
    assert rows == [
        (1, "2026-03-02", date(2026, 3, 2), None, date(2026, 3, 9), Decimal(50000), True, ["云杉岭网络科技有限公司"],
         "湖南省", ["fine", "order_correct", "warning"]),
        (2, None, None, "2026-02", date(2026, 3, 9), None, True, ["林某某", "晓棠在路上"], None,
         ["close_account", "detention", "fine"]),
        (3, None, None, None, date(2026, 3, 9), None, False, ["某公司"], None, ["interview", "order_correct"]),
    ]  # fmt: skip


def test_a_fine_without_a_sum_is_null_and_not_zero(built: Home) -> None:
    rows = ask(
        built.file,
        "select amount, amount_cny, has_amount, is_approximate from v_penalties where penalty_type = 'fine'"
        " order by case_id",
    )
    assert rows == [(Decimal(50000), Decimal(50000), True, False), (None, None, False, None)]


def test_partial_dates_span_their_days(built: Home) -> None:
    rows = ask(built.file, "select role, date_from, date_to from base.case_dates order by role")
    assert rows == [("conduct", date(2026, 2, 1), date(2026, 2, 28)), ("decided", date(2026, 3, 2), date(2026, 3, 2))]


def test_the_date_of_announcement_says_where_it_comes_from(built: Home) -> None:
    rows = ask(built.file, "select kind, announced_date, announced_date_origin from v_notices order by kind")
    assert rows == [("app_list", date(2026, 3, 12), "listing"), ("case_bulletin", date(2026, 3, 9), "stated")]


def test_a_missing_date_is_never_the_day_of_the_crawl(home: Home) -> None:
    home.add(build_bulletin("", published=None))
    build_warehouse(home.folder)
    assert ask(home.file, "select announced_date, announced_date_origin from v_notices") == [(None, None)]
    assert ask(home.file, "select distinct announced_date from v_cases") == [(None,)]


def test_persons_are_masked_in_every_view(built: Home) -> None:
    with duckdb.connect(built.file, read_only=True) as connection:
        views = [name for (name,) in connection.execute("show tables").fetchall()]
        for view in views:
            frame = connection.sql(f"select * from {view}").pl()
            assert "林晓棠" not in str(frame.to_dicts()), view
    sql = "select case_text from {} where case_number = 2"
    assert ask(built.file, sql.format("v_cases")) == [(PERSON_CASE.replace("林晓棠", "林某某"),)]
    assert ask(built.file, sql.format("base.cases")) == [(PERSON_CASE,)]


def test_masked_parties_and_persons_are_never_joined(home: Home) -> None:
    home.add(build_bulletin(""))
    later = replace_texts(
        build_bulletin("", published=date(2026, 8, 1)), BULLETIN.replace("2026年3月2日", "2026年7月2日")
    )
    home.add(later, url="https://other.example/2.html")
    build_warehouse(home.folder)
    rows = dict(ask(home.file, "select display_name, count(distinct party_id) from v_parties group by all"))
    assert rows == {"云杉岭网络科技有限公司": 1, "林某某": 2, "晓棠在路上": 1, "某公司": 2}


def replace_texts(record: NoticeRecord, plain: str) -> NoticeRecord:
    """Return the bulletin with other words, its case spans moved to the same lines."""
    starts = [plain.index(mark) for mark in ("一、", "二、", "三、", "下一步")]
    spans = [Span(start, end - 1) for start, end in pairwise(starts)]
    mark = prove(plain, "。")
    cases = tuple(
        CaseRecord(
            number=case.number,
            span=span,
            heading=None,
            parties=tuple(replace(party, evidence=prove(plain, party.name)) for party in case.parties),
            penalties=tuple(replace(penalty, evidence=mark) for penalty in case.penalties),
        )
        for case, span in zip(record.cases, spans, strict=True)
    )
    return replace(record, plain=plain, cases=cases, issuer=None, declared_evidence=prove(plain, "3起"))


def test_one_app_with_two_problems_is_two_rows_and_one_app(built: Home) -> None:
    rows = ask(built.file, "select app_number, app_name, app_version, issue_text from v_apps order by position")
    assert rows == [
        (1, "萤火记账", "2.3.1", "违规收集个人信息"),
        (1, "萤火记账", "2.3.1", "强制索取权限"),
        (2, "小舟天气", None, None),
    ]
    assert ask(built.file, "select count_apps from v_notices where kind = 'app_list'") == [(2,)]


def test_every_proof_quotes_its_words(built: Home) -> None:
    rows = ask(
        built.file, "select field, quote_text from v_evidence where field in ('party', 'penalty', 'issuer', 'app')"
    )
    assert {("party", "林某某"), ("penalty", "罚款5万元"), ("issuer", "长沙市网信办"), ("app", "小舟天气")} <= set(rows)


def test_unreadable_documents_are_listed(built: Home) -> None:
    assert ask(built.file, "select url, is_readable from base.documents where not is_readable") == [
        ("https://notices.example/junk.html", False)
    ]
    assert ask(built.file, "select code, stage, severity from v_findings where severity = 'error'") == [
        ("unreadable", "read", "error")
    ]


def test_declared_and_read_counts_are_compared(built: Home) -> None:
    assert ask(built.file, "select kind, count_declared, count_read, count_difference from v_count_mismatches") == [
        ("app_list", 3, 2, -1)
    ]


def test_local_bodies_come_when_a_case_names_them(home: Home) -> None:
    sql = (
        "select authority_full_name, system, authority_level from v_case_authorities where authority_id = 'cac-430121'"
    )
    record = build_bulletin("")
    body = replace(record.cases[0].authorities[0], authority_id="cac-430121")
    home.add(replace(record, cases=(replace(record.cases[0], authorities=(body,)), *record.cases[1:])))
    build_warehouse(home.folder)
    assert ask(home.file, sql) == [("长沙县网信办", "cac", "county")]


def test_what_lists_do_not_hold_is_unassigned_and_named(home: Home) -> None:
    record = build_bulletin("")
    case = record.cases[0]
    cited = replace(case.citations[0], statute="云上集市条例", statute_id=None)
    home.add(replace(record, cases=(replace(case, citations=(cited,)), *record.cases[1:])))
    build_warehouse(home.folder)
    assert ask(home.file, "select statute_id, statute_short_name from v_citations") == [("unassigned", "云上集市条例")]
    (message,) = ask(home.file, "select message from v_findings where code = 'unassigned' and message like '%条例%'")[0]
    assert "云上集市条例" in message


# Same every time


def test_a_rebuild_is_identical(built: Home, tmp_path: Path) -> None:
    before = dump(built.file)
    build_warehouse(built.folder, now=NOW)
    assert dump(built.file) == before


def test_order_of_arrival_changes_no_id(tmp_path: Path) -> None:
    forth, back = Home(tmp_path / "forth"), Home(tmp_path / "back")
    additions: list[dict[str, Any]] = [
        {"record": build_bulletin(""), "body": b"one", "day": 1},
        {"record": build_bulletin(""), "body": b"two", "url": "https://mirror.example/1.html", "day": 2},
        {"record": build_app_list(""), "body": b"three", "url": "https://notices.example/apps.html", "day": 3},
    ]
    for addition in additions:
        forth.add(**addition)
    for addition in reversed(additions):
        back.add(**addition)
    for home in (forth, back):
        build_warehouse(home.folder, now=NOW)
    for table, key in [
        ("cases", "case_id"),
        ("notices", "notice_id"),
        ("case_parties", "case_id, position"),
        ("apps", "notice_id, position"),
    ]:
        rows = [ask(home.file, f"select * from base.{table} order by {key}") for home in (forth, back)]
        assert rows[0] == rows[1]


@pytest.mark.parametrize("url", ["https://notices.example/1.html", "https://mirror.example/copy.html"])
def test_a_republished_notice_changes_no_total(home: Home, url: str) -> None:
    home.add(build_bulletin(""))
    home.add(build_app_list(""), url="https://notices.example/apps.html", listed=date(2026, 3, 12))
    build_warehouse(home.folder)
    before = totals(home.file)
    home.add(build_bulletin(""), url=url)
    build_warehouse(home.folder)
    assert ask(home.file, "select count(*) from base.notices") == [(3,)]
    assert totals(home.file) == before


def test_a_copy_with_other_words_around_it_changes_no_total(home: Home) -> None:
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    before = totals_of_cases(home.file)
    copied = replace_texts(build_bulletin(""), "转载｜" + BULLETIN.replace("下一步将", "下一步，我们将"))
    home.add(copied, url="https://mirror.example/copy.html")
    build_warehouse(home.folder)
    assert totals_of_cases(home.file) == before


def totals_of_cases(path: Path) -> list[tuple[Any, ...]]:
    return ask(path, "select count(*), count(distinct notice_id), sum(fine_cny), sum(len(penalty_types)) from v_cases")


def test_an_edited_page_counts_once_and_the_newest_version_stands(home: Home) -> None:
    home.add(build_bulletin(""))
    edited = replace_texts(build_bulletin(""), BULLETIN.replace("扰乱公共秩序", "扰乱社会秩序"))
    second = home.add(edited)
    build_warehouse(home.folder)
    assert ask(home.file, "select count(*), any_value(notice_id) from v_cases") == [(3, second.document_id)]
    assert ask(home.file, "select count_versions from v_notices") == [(2,)]


def test_samples_are_left_out_once_there_are_real_notices(home: Home) -> None:
    home.add(build_bulletin(""), is_sample=True)
    build_warehouse(home.folder)
    assert ask(home.file, "select count(*), bool_and(is_sample) from v_cases") == [(3, True)]
    assert open_warehouse(home.file).info["is_sample"] == "true"
    home.add(build_app_list(""), url="https://notices.example/apps.html")
    build_warehouse(home.folder)
    assert ask(home.file, "select count(*) from v_cases") == [(0,)]
    assert ask(home.file, "select count(*) from v_notices") == [(1,)]
    assert ask(home.file, "select count(*) from v_findings where code = 'samples_left_out'") == [(1,)]


def test_unusable_texts_count_no_cases(home: Home) -> None:
    home.add(replace(build_bulletin(""), usable=False))
    build_warehouse(home.folder)
    assert ask(home.file, "select count(*) from v_cases") == [(0,)]
    assert ask(home.file, "select count(*) from base.cases") == [(3,)]


# Publishing


def break_record(record: NoticeRecord) -> NoticeRecord:
    case = replace(record.cases[0], conduct=(Conduct("no_such_conduct", record.cases[0].conduct[0].evidence),))
    return replace(record, cases=(case, *record.cases[1:]))


def test_a_failing_check_keeps_the_old_file(home: Home) -> None:
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    before = home.file.read_bytes()
    home.add(break_record(build_bulletin("")), url="https://notices.example/broken.html")
    with pytest.raises(WarehouseCheckFailed, match="keys_to_reference failed: kind of conduct no_such_conduct of case"):
        build_warehouse(home.folder)
    assert home.file.read_bytes() == before
    assert sorted(path.name for path in home.folder.iterdir()) == ["archive", "records.sqlite3", "zhifa.duckdb"]


def test_a_span_outside_its_text_fails_the_build(home: Home) -> None:
    record = build_bulletin("")
    party = replace(
        record.cases[0].parties[0], evidence=replace(record.cases[0].parties[0].evidence, span=Span(0, 99999))
    )
    home.add(replace(record, cases=(replace(record.cases[0], parties=(party,)), *record.cases[1:])))
    with pytest.raises(WarehouseCheckFailed, match="spans_inside_text"):
        build_warehouse(home.folder)
    assert not home.file.exists()


def test_one_record_that_does_not_fit_is_named_and_the_rest_goes_on(home: Home) -> None:
    record = build_bulletin("")
    dates = (replace(record.cases[0].dates[0], value="03-02"),)
    home.add(replace(record, cases=(replace(record.cases[0], dates=dates), *record.cases[1:])))
    home.add(build_app_list(""), url="https://notices.example/apps.html")
    report = build_warehouse(home.folder)
    assert report.counts["notices"] == 1
    assert report.count_findings["error"] == 1
    assert ask(home.file, "select code from v_findings where severity = 'error'") == [("unbuildable_record",)]


def test_no_trace_of_the_build_is_left(built: Home) -> None:
    assert not list(built.folder.glob("*.new*"))
    assert not list(built.folder.glob("*.wal"))


def test_what_a_killed_build_left_is_no_obstacle(home: Home) -> None:
    home.add(build_bulletin(""))
    home.file.with_name("zhifa.duckdb.new").write_bytes(b"half a file")
    build_warehouse(home.folder)
    assert totals(home.file)


def test_a_second_build_at_the_same_time_is_refused(home: Home) -> None:
    home.add(build_bulletin(""))
    script = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    with subprocess.Popen(
        [sys.executable, "-c", script, f"{home.file}.new"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(WarehouseError, match=r"another build is writing .*; wait until it has ended"):
            build_warehouse(home.folder)
        other.communicate("\n")
    assert build_warehouse(home.folder).counts["notices"] == 1


def test_older_duckdb_can_open_the_file(built: Home) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built.file}' as warehouse (read_only)")
        ((tags,),) = connection.execute(
            "select tags from duckdb_databases() where database_name = 'warehouse'"
        ).fetchall()
    assert tags["storage_version"].startswith("v1.4.0"), tags


def test_a_newer_schema_is_refused(home: Home) -> None:
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    with duckdb.connect(home.file) as connection:
        connection.execute("update base.warehouse_info set value = '99' where key = 'schema_version'")
    before = home.file.read_bytes()
    with pytest.raises(NewerSchema, match=r"has schema 99, this zhifa knows \d+; update zhifa"):
        build_warehouse(home.folder)
    with pytest.raises(NewerSchema):
        open_warehouse(home.file).query("count_by_month")
    assert home.file.read_bytes() == before


def test_a_file_that_is_no_warehouse_is_never_replaced(home: Home) -> None:
    home.folder.mkdir(parents=True)
    home.file.write_bytes(b"a letter to a friend")
    with pytest.raises(WarehouseError, match="move it away"):
        build_warehouse(home.folder)
    assert home.file.read_bytes() == b"a letter to a friend"


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WarehouseError, match="choose another --home"):
        build_warehouse(tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_plainly(built: Home, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(WarehouseError, match="make the folder writable"):
        build_warehouse(tmp_path)


# Readers


def test_a_reader_goes_on_during_a_build_and_sees_the_new_file_after(home: Home) -> None:
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    warehouse = open_warehouse(home.file)
    version = warehouse.version
    seen: list[int] = []
    home.add(build_app_list(""), url="https://notices.example/apps.html")
    build_warehouse(home.folder, on_progress=lambda done, total: seen.append(count_notices(warehouse)))
    assert seen == [1]
    assert count_notices(warehouse) == 2
    assert warehouse.version > version


def count_notices(warehouse: Warehouse) -> int:
    return int(warehouse.sql("select count(*) from v_notices").item())


def test_a_reader_in_another_process_does_not_hold_up_a_build(home: Home) -> None:
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    script = (
        "import sys, duckdb; c = duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True);"
        "sys.stdin.readline(); print(c.execute('select count(*) from v_notices').fetchone()[0])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(home.file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        home.add(build_app_list(""), url="https://notices.example/apps.html")
        build_warehouse(home.folder)
        answer, _ = reader.communicate("\n")
    assert answer == "1\n"
    assert ask(home.file, "select count(*) from v_notices") == [(2,)]


def test_threads_share_a_warehouse_while_it_is_replaced(home: Home) -> None:
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    warehouse = open_warehouse(home.file)
    stop, troubles, counts = threading.Event(), [], set()

    def read() -> None:
        while not stop.wait(0.02):
            try:
                counts.add(warehouse.query("count_by_month")["count_cases"].sum())
            except Exception as error:
                troubles.append(error)
                return

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        build_warehouse(home.folder)
    stop.set()
    for thread in threads:
        thread.join()
    assert not troubles
    assert counts == {3}


def test_a_missing_file_is_an_empty_warehouse_that_answers_every_question(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "none.duckdb")
    assert warehouse.is_empty
    assert warehouse.version == "empty"
    assert warehouse.sql("select * from v_cases").is_empty()
    assert warehouse.sql("select count(*) from base.measure_articles").item() > 100
    for name in load_queries():
        warehouse.query(name)
    assert not (tmp_path / "none.duckdb").exists()


def test_a_warehouse_opened_before_the_first_build_sees_it_after(home: Home) -> None:
    warehouse = open_warehouse(home.file)
    assert warehouse.is_empty
    home.add(build_bulletin(""))
    build_warehouse(home.folder)
    assert not warehouse.is_empty
    assert count_notices(warehouse) == 1


def test_a_wrong_parameter_is_refused(built: Home) -> None:
    with pytest.raises(TypeError, match="takes since, until, not sinse"):
        open_warehouse(built.file).query("count_by_month", sinse=date(2026, 1, 1))


def test_an_empty_folder_builds_an_empty_warehouse(home: Home) -> None:
    report = build_warehouse(home.folder)
    assert report.counts["documents"] == 0
    assert report.counts["measure_articles"] > 100
    assert open_warehouse(home.file).query("count_by_month").is_empty()
