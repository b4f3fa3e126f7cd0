"""Files published with notices: what they hold counts with the notice, with its proof in the file, once."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from msgspec.structs import replace
from streamlit.testing.v1 import AppTest

from crawlers.archive import Archive, Document, Listing, get_document_id
from crawlers.replica import Replica
from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.replica.office import build_docx, build_xlsx
from crawlers.replica.site import get_detail_path
from crawlers.run import crawl_sources
from crawlers.source import load_replica_sources
from etl.attachments import Attachment, find_attachments, join_attachments
from etl.frames import build_rows, get_notice_key
from etl.model import App, CaseRecord, Evidence, Finding, NoticeRecord, Span
from etl.run import extract_all
from etl.store import RecordStore, StoredRecord
from etl.stories import StoryLinks, link_stories
from warehouse.build import build_warehouse

pytestmark = pytest.mark.xdist_group("attachments")  # one process, so that the crawl is made once

SOURCES = load_replica_sources()
WITH_FILES = [notice for notice in load_notices() if notice.attachments]
COLUMNS = tuple(dict.fromkeys(notice.source_id for notice in WITH_FILES))
NO_LINKS = StoryLinks({}, frozenset(), {})


def get_url(notice: SampleNotice) -> str:
    source = SOURCES[notice.source_id]
    return f"http://{source.domains[0]}{get_detail_path(source, notice)}"


def make(home: Path) -> None:
    """Read what is archived and build the warehouse."""
    extract_all(home, processes=1)
    build_warehouse(home)


def ask(home: Path, sql: str, **params: object) -> list[dict[str, Any]]:
    with duckdb.connect(home / "zhifa.duckdb", read_only=True) as connection:
        return connection.sql(sql, params=params or None).pl().to_dicts()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("attachments") / "data"
    with Replica() as site:
        report = crawl_sources(home, [SOURCES[name] for name in COLUMNS], replica_url=site.base_url)
    assert report.findings == ()
    make(home)
    return home


# Through the replica


@pytest.mark.parametrize("notice", WITH_FILES, ids=lambda notice: notice.notice_id)
def test_a_notice_holds_what_its_files_hold(notice: SampleNotice, home: Path) -> None:
    sql = (
        "select kind, count_declared as declared, count_cases as cases, count_apps as apps"
        " from base.notices where url = $url"
    )
    (row,) = ask(home, sql, url=get_url(notice))
    expected = {"declared": None, "apps": 0, **notice.expect, **notice.expect.get("joined", {})}
    assert row == {name: expected[name] for name in row}
    names = ask(
        home,
        "select attachment_name, problem_code from base.attachments join base.notices using (notice_id)"
        " where notices.url = $url order by position",
        url=get_url(notice),
    )
    assert len(names) == len(notice.attachments)


def test_there_are_files_of_every_kind_that_is_read_and_of_others() -> None:
    suffixes = {file.suffix for notice in WITH_FILES for file in notice.attachments}
    assert suffixes >= {".pdf", ".xlsx", ".docx", ".wps", ".ofd"}


def test_what_was_read_from_a_file_is_proved_in_the_file(home: Path) -> None:
    rows = ask(
        home,
        "select app_name, quote_text, media_type, v_apps.document_url, v_apps.url from v_apps"
        " join base.documents using (document_id) where is_attachment",
    )
    kinds = {row["media_type"].rpartition(".")[2] for row in rows}
    assert kinds == {"application/pdf", "document", "sheet"}
    assert all(row["quote_text"] == row["app_name"] for row in rows)
    assert all(row["document_url"] != row["url"] for row in rows)
    cases = ask(
        home,
        "select value_text, quote_text, is_attachment from v_evidence join base.cases using (case_id)"
        " where is_attachment and field = 'party'",
    )
    assert {row["value_text"] for row in cases} >= {"合肥鹊桥婚恋信息咨询有限公司", "肥西县稻花香粮油商行"}
    assert all(row["value_text"] == row["quote_text"] for row in cases)


def test_a_file_is_no_notice_of_its_own(home: Path) -> None:
    sql = "select count(*) as n from base.notices join base.documents using (document_id)"
    assert ask(home, f"{sql} where parent_document_id is not null") == [{"n": 0}]
    files = sum(len(notice.attachments) for notice in WITH_FILES)
    assert ask(home, "select count(*) as n from base.attachments") == [{"n": files}]


def test_files_that_cannot_be_read_are_told_by_name_and_flag_their_notice(home: Path) -> None:
    rows = ask(home, "select attachment_name, problem_code from base.attachments where not is_readable order by 1")
    assert [tuple(row.values()) for row in rows] == [
        ("整改要求.wps", "wps_file"), ("检测报告.ofd", "ofd_file"), ("问题App名单.pdf", "needs_ocr"),
    ]  # fmt: skip
    flags = ask(home, "select title, flags from v_notices where list_contains(flags, 'unread_attachment')")
    assert len(flags) == 2
    told = ask(home, "select code, severity from v_findings where stage = 'read' order by code")
    assert [tuple(row.values()) for row in told] == [
        ("needs_ocr", "warning"), ("ofd_file", "warning"), ("wps_file", "warning"),
    ]  # fmt: skip


def test_declared_counts_agree_once_the_files_are_counted(home: Path) -> None:
    wrong = {row["url"] for row in ask(home, "select url from v_count_mismatches")}
    read = [notice for notice in WITH_FILES if notice.expect.get("joined")]
    assert len(read) >= 5
    assert not wrong & {get_url(notice) for notice in read}


def test_names_a_server_gives_are_no_paths(home: Path) -> None:
    """The replica calls each file ../../name."""
    inside = {path.name for path in home.parent.rglob("*") if path.is_file()}
    names = {file.name for notice in WITH_FILES for file in notice.attachments}
    assert not inside & names
    assert {path.name for path in home.parent.iterdir()} == {"data"}


def draw(page: str, home: str) -> None:
    from pathlib import Path

    from dashboards.app import show_page

    show_page(page, Path(home))


def test_the_dashboard_names_the_file(home: Path) -> None:
    (case,) = ask(home, "select case_id, document_url from v_evidence where is_attachment and field = 'party' limit 1")
    page = AppTest.from_function(draw, kwargs={"page": "cases", "home": str(home)}, default_timeout=60)
    page.query_params["case"] = case["case_id"]
    page.run()
    assert not page.exception
    words = "\n".join(str(element.proto.body) for element in page.get("html"))
    assert "典型案例.docx" in words
    assert case["document_url"].replace("&", "&amp;") in words
    apps = AppTest.from_function(draw, kwargs={"page": "apps", "home": str(home)}, default_timeout=60)
    apps.query_params["app"] = "海棠识字"
    apps.run()
    assert not apps.exception
    shown = next(table.value for table in apps.dataframe if "file_url" in table.value.columns)
    assert list(shown["file_name"]) == ["4款App名单.docx"]


# Order, and files that change alone


def load_pairs(home: Path) -> tuple[list[tuple[Document, StoredRecord | None]], Any]:
    with Archive(home) as archive, RecordStore(home) as store:
        documents = list(archive.documents())
        held = store.get_many([each.document_id for each in documents])
        addresses = {each.url: archive.find(each.url) for each in documents}
    files = {each.document_id: each for each in documents if each.role == "attachment"}
    children: dict[str, list[Document]] = {}
    for file in files.values():
        children.setdefault(file.parent_document_id or "", []).append(file)

    def find(url: str) -> Document | None:
        address = addresses.get(url)
        return files.get(address.document_id) if address else None

    def attach(pairs: Sequence[tuple[Document, StoredRecord | None]]) -> Any:
        return find_attachments(
            pairs, children, find, lambda names: {name: held[name] for name in names if name in held}
        )

    return [(each, held.get(each.document_id)) for each in documents], attach


def build_all(pairs: Sequence[tuple[Document, StoredRecord | None]], attach: Any, size: int) -> list[str]:
    rows: list[str] = []
    keys = []
    batches = [pairs[i : i + size] for i in range(0, len(pairs), size)]
    for batch in batches:
        attached = attach(batch)
        keys += [
            get_notice_key(document, stored.record, attached.of_page.get(document.document_id, ()))
            for document, stored in batch
            if stored and stored.record and document.document_id not in attached.claimed
        ]
    links = link_stories(keys)
    for batch in batches:
        for document, stored in batch:
            for table, found in build_rows(document, stored, links, attach(batch)).items():
                rows += [f"{table} {sorted(row.items(), key=str)}" for row in found]
    return sorted(rows)


def test_neither_order_nor_batches_make_a_difference(home: Path) -> None:
    pairs, attach = load_pairs(home)
    first = build_all(pairs, attach, 500)
    shuffled = random.Random(7).sample(pairs, len(pairs))
    assert build_all(shuffled, attach, 3) == first
    assert build_all(pairs[::-1], attach, 1) == first


def test_a_file_that_alone_changed_is_fetched_and_counted_anew(tmp_path: Path) -> None:
    (notice,) = [each for each in WITH_FILES if each.notice_id == "cacz-2025-06-19"]
    source = SOURCES[notice.source_id]
    source = source.model_copy(update={"politeness": source.politeness.model_copy(update={"refetch_days": 20_000})})
    with Replica() as site:
        crawl_sources(tmp_path, [source], replica_url=site.base_url)
    extract_all(tmp_path, processes=1)
    lines = notice.attachments[0].text.strip().splitlines()
    revised = build_docx(
        "\n".join([*lines[:-1], "| 4 | 木槿手账 | 示例木槿科技有限公司 | 1.0.1 | 应用宝 | 账号注销难 |"])
    )
    with Replica(replaced={"cac.replica.example/*downloadfile.jsp": revised}) as site:
        report = crawl_sources(tmp_path, [source], replica_url=site.base_url)
    assert (report.count_new, report.count_changed) == (0, 1)
    assert extract_all(tmp_path, processes=1).count_extracted == 1, "nothing but the file is read again"
    build_warehouse(tmp_path)
    sql = "select app_name from v_apps where url = $url order by position"
    names = [row["app_name"] for row in ask(tmp_path, sql, url=get_url(notice))]
    assert names == ["蜂巢速记", "海棠识字", "远帆比价", "木槿手账"]
    assert ask(tmp_path, "select count(*) as n from base.attachments") == [{"n": 1}]
    assert ask(tmp_path, "select count(*) as n from base.documents where parent_document_id is not null") == [{"n": 2}]


# What joins, by hand

LIST = "附件\n序号\t应用名称\t应用版本\n1\t甲记账\t1.0\n2\t乙天气\t2.0"
CASES = (
    "典型案例\n一、某公司虚假宣传案。某局罚款5万元，责令其停止违法行为。\n二、某店刷单案。某局给予警告，罚款2000元。"
)
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def build_document(name: str, role: str = "page", parent: str | None = None) -> Document:
    return Document(
        name, f"https://a.example/{name}", "text/html", WHEN, WHEN, WHEN, None, "s", parent, "f", 0, 1, Listing(),
        False, 200, role,
    )  # fmt: skip


def build_app(plain: str, name: str, **more: Any) -> App:
    at = plain.index(name)
    return App(name, Evidence(Span(at, at + len(name)), "test.by_hand"), **more)


def build_record(name: str, plain: str, **more: Any) -> NoticeRecord:
    return NoticeRecord(name, "某局通报", None, more.pop("kind", "other"), True, plain, **more)


def build_file(name: str, content: NoticeRecord | Finding | None) -> Attachment:
    stored = None
    if isinstance(content, NoticeRecord):
        stored = StoredRecord(name, "v", replace(content, document_id=name), None)
    elif content is not None:
        stored = StoredRecord(name, "v", None, content)
    return Attachment(build_document(name, "attachment", "p"), f"{name}.xlsx", stored)


def build_list(name: str = "f", plain: str = LIST) -> NoticeRecord:
    apps = (build_app(plain, "甲记账", version="1.0"), build_app(plain, "乙天气", version="2.0"))
    return build_record(name, plain, apps=apps, kind="app_list")


def build_cases(name: str = "f", plain: str = CASES) -> NoticeRecord:
    starts = [plain.index("一、"), plain.index("二、"), len(plain) + 1]
    cases = tuple(CaseRecord(i, Span(a, b - 1), None) for i, (a, b) in enumerate(pairwise(starts), 1))
    return build_record(name, plain, cases=cases, kind="case_bulletin")


def test_a_page_without_files_stays_as_it_is() -> None:
    record = build_list("p")
    joined = join_attachments(record, ())
    assert joined.record is record
    assert joined.parts == (record,)


def test_apps_come_from_the_file_and_decide_what_an_empty_page_is() -> None:
    joined = join_attachments(build_record("p", "某局通报，名单见附件。"), [build_file("f", build_list())])
    assert (joined.record.kind, joined.count_apps, joined.count_cases) == ("app_list", 2, 0)
    assert [part.document_id for part in joined.parts] == ["p", "f"]


@pytest.mark.parametrize(
    ("own", "origin"), [({}, "f"), ({"version": "1.0"}, "p"), ({"version": "9", "store": "某店"}, "p")]
)
def test_an_app_that_both_name_counts_once_where_more_is_said(own: dict[str, str], origin: str) -> None:
    plain = "其中《甲 记账》问题突出，名单见附件。"
    page = build_record("p", plain, apps=(build_app(plain, "甲 记账", **own),), kind="app_list")
    joined = join_attachments(page, [build_file("f", build_list())])
    assert joined.count_apps == 2
    assert [part.document_id for part in joined.parts for app in part.apps if app.name[0] == "甲"] == [origin]


def test_the_same_list_in_two_formats_counts_once() -> None:
    files = [build_file("f", build_list()), build_file("g", build_list())]
    joined = join_attachments(build_record("p", "名单见附件。"), files)
    assert sum(len(part.apps) for part in joined.parts) == 2
    joined = join_attachments(
        build_record("p", "案例见附件。"), [build_file("f", build_cases()), build_file("g", build_cases())]
    )
    assert joined.count_cases == 2


def test_cases_of_a_file_count_where_the_page_tells_none() -> None:
    joined = join_attachments(build_record("p", "案例见附件。", kind="policy"), [build_file("f", build_cases())])
    assert (joined.record.kind, joined.count_cases) == ("case_bulletin", 2)
    rows = build_rows(build_document("p"), StoredRecord("p", "v", build_record("p", "案例见附件。"), None), NO_LINKS)
    assert rows["notices"][0]["count_cases"] == 0


def test_cases_that_the_page_tells_itself_are_not_counted_again_and_are_told() -> None:
    joined = join_attachments(build_cases("p"), [build_file("f", build_cases(plain=CASES + "\n其他说明"))])
    assert joined.count_cases == 2
    assert [part.document_id for part in joined.parts if part.cases] == ["p"]
    assert [finding.code for finding in joined.record.findings] == ["attachment_cases"]


def test_counts_are_checked_with_the_files() -> None:
    plain = "共通报3款应用，其中《甲记账》问题突出。"
    apps = (build_app(plain, "甲记账"),)
    alone = Finding("count_mismatch", "the notice declares 3 apps, 1 were read")
    page = build_record("p", plain, apps=apps, kind="app_list", declared_count=3, findings=(alone,))
    joined = join_attachments(page, [build_file("f", build_list())])
    assert [finding.message for finding in joined.record.findings] == ["the notice declares 3 apps, 2 were read"]
    third = replace(build_list("g", LIST + "\n3\t丙相册\t3.0"), apps=(build_app(LIST + "\n3\t丙相册\t3.0", "丙相册"),))
    whole = join_attachments(page, [build_file("f", build_list()), build_file("g", third)])
    assert whole.record.findings == ()


def test_files_that_were_not_read_flag_the_notice() -> None:
    files = [build_file("f", Finding("needs_ocr", "…")), build_file("g", None)]
    joined = join_attachments(build_record("p", "名单见附件。"), files)
    assert joined.record.flags == ("needs_ocr", "unread_attachment")
    assert (files[0].problem_code, files[1].problem_code) == ("needs_ocr", None)


def test_a_file_of_a_page_that_cannot_be_read_is_a_notice_of_its_own() -> None:
    file = build_document("f", "attachment", "p")
    stored = StoredRecord("f", "v", build_list(), None)

    def build(parent: StoredRecord | None) -> dict[str, list[dict[str, Any]]]:
        held = {"f": stored} | ({"p": parent} if parent else {})
        return build_rows(
            file, stored, NO_LINKS, find_attachments([(file, stored)], {}, lambda url: None, lambda _: held)
        )

    assert len(build(None)["notices"]) == 1
    assert len(build(StoredRecord("p", "v", None, Finding("no_text", "…")))["notices"]) == 1
    assert "notices" not in build(StoredRecord("p", "v", build_record("p", "名单见附件。"), None))


def test_only_the_newest_version_of_a_file_counts() -> None:
    old, new = build_document("f", "attachment", "p"), build_document("g", "attachment", "p")
    new = dataclasses.replace(new, url=old.url)
    page = build_document("p")
    stored = StoredRecord("p", "v", build_record("p", "名单见附件。"), None)
    held = {"p": stored} | {name: StoredRecord(name, "v", build_list(name), None) for name in "fg"}
    attached = find_attachments([(page, stored)], {"p": [old, new]}, lambda url: new, lambda names: held)
    assert [each.document.document_id for each in attached.of_page["p"]] == ["g"]


def test_the_same_text_always_gives_the_same_file() -> None:
    for build in (build_xlsx, build_docx):
        assert get_document_id(build("| a | b |")) == get_document_id(build("| a | b |"))
