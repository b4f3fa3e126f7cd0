"""Rows of the tables, from records made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crawlers.archive import Document, Listing
from etl.frames import build_frames, build_rows, get_party_id, parse_partial_date
from etl.model import Evidence, Finding, Money, Party, Penalty, Span
from etl.store import StoredRecord
from etl.stories import StoryLinks
from tests.warehouse_home import build_bulletin
from warehouse.catalogue import get_columns

WHEN = datetime(2026, 3, 10, tzinfo=UTC)
NO_LINKS = StoryLinks({}, frozenset(), {})
PROOF = Evidence(Span(0, 2), "test.by_hand")


def build_document(document_id: str = "d1", listed: date | None = None) -> Document:
    listing = Listing("On the list", listed)
    times = (WHEN, WHEN, WHEN, None)
    return Document(
        document_id, "https://notices.example/1", "text/html", *times, None, None, "a.warc.gz", 0, 9, listing, False
    )


def store(document_id: str = "d1") -> StoredRecord:
    return StoredRecord(document_id, "v", build_bulletin(document_id), None)


def test_frames_have_exactly_the_columns_of_the_ddl() -> None:
    frames = build_frames([(build_document(), store())], NO_LINKS, get_columns())
    assert {"documents", "notices", "cases", "case_parties", "citations", "penalties"} <= frames.keys()
    for table, frame in frames.items():
        assert dict(frame.schema) == dict(get_columns()[table]), table


def test_a_column_the_ddl_does_not_have_is_an_error() -> None:
    columns = {**get_columns(), "notices": {"notice_id": pl.String()}}
    with pytest.raises(KeyError, match="table notices has no column"):
        build_frames([(build_document(), store())], NO_LINKS, columns)


def test_batches_make_the_same_rows_as_one_frame() -> None:
    pairs = [(build_document(name), store(name)) for name in ("d1", "d2", "d3")]
    whole = build_frames(pairs, NO_LINKS, get_columns())
    parts = [build_frames([pair], NO_LINKS, get_columns()) for pair in pairs]
    for table, frame in whole.items():
        assert frame.equals(pl.concat([part[table] for part in parts])), table


def test_a_document_not_read_yet_is_neither_readable_nor_unreadable() -> None:
    assert build_rows(build_document(), None, NO_LINKS)["documents"][0]["is_readable"] is None
    finding = Finding("encrypted", "no", "error")
    rows = build_rows(build_document(), StoredRecord("d1", "v", None, finding), NO_LINKS)
    assert rows["documents"][0]["is_readable"] is False
    assert [(row["code"], row["stage"]) for row in rows["findings"]] == [("encrypted", "read")]
    assert "notices" not in rows


def test_the_title_of_the_list_page_stands_in_for_a_missing_one() -> None:
    untitled = StoredRecord("d1", "v", replace(build_bulletin("d1"), title=None), None)
    assert build_rows(build_document(), untitled, NO_LINKS)["notices"][0]["title"] == "On the list"
    assert build_rows(build_document(), store(), NO_LINKS)["notices"][0]["title"] != "On the list"


@pytest.mark.parametrize(
    ("money", "expected"),
    [
        (None, (None, None, None, None, False)),
        (Money(None), (None, None, None, None, False)),
        (Money(Decimal(0)), (Decimal("0.00"), Decimal("0.00"), "CNY", False, True)),
        (Money(Decimal("50000"), approximate=True), (Decimal("50000.00"), Decimal("50000.00"), "CNY", True, True)),
        (Money(Decimal("12.345")), (Decimal("12.35"), Decimal("12.35"), "CNY", False, True)),
        (Money(Decimal(900), "EUR"), (Decimal("900.00"), None, "EUR", False, True)),
    ],
)
def test_money_that_is_not_stated_is_null_and_foreign_money_is_not_converted(
    money: Money | None, expected: tuple[object, ...]
) -> None:
    record = build_bulletin("d1")
    case = replace(record.cases[0], penalties=(Penalty("fine", PROOF, money),))
    stored = StoredRecord("d1", "v", replace(record, cases=(case,)), None)
    (row,) = build_rows(build_document(), stored, NO_LINKS)["penalties"]
    names = ("amount", "amount_cny", "currency", "is_approximate", "has_amount")
    assert tuple(row[name] for name in names) == expected


def test_bearers_are_shown_masked() -> None:
    rows = build_rows(build_document(), store(), NO_LINKS)["penalties"]
    assert [(row["borne_by"], row["borne_by_display"]) for row in rows if row["borne_by"]] == [
        ("林晓棠", "林某某"),
        ("晓棠在路上", "晓棠在路上"),
    ]


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_whole_date_means_one_day(day: date) -> None:
    assert parse_partial_date(day.isoformat()) == (day, day)


@given(st.dates())
def test_a_month_holds_its_days(day: date) -> None:
    span = parse_partial_date(day.isoformat()[:7])
    assert span is not None
    assert span[0] <= day <= span[1]
    assert span[0].day == 1


@pytest.mark.parametrize("text", ["", "2025-", "2025-1", "2025-00", "2025-02-30", "12-03", "0000", "2025-12-03T00:00"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_partial_date(text) is None


def _party(name: str, kind: str = "company", **values: object) -> Party:
    return Party(name, kind, bool(values.pop("masked", False)), PROOF, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (_party("云杉岭网络科技有限公司"), _party("云杉岭 网络科技有限公司"), True),
        (_party("云杉岭（湖南）有限公司"), _party("云杉岭(湖南)有限公司"), True),
        (_party("云杉岭学校", "institution"), _party("云杉岭学校", "company"), True),
        (_party("甲公司", credit_code="91430100MA00000000"), _party("乙公司", credit_code="91430100MA00000000"), True),
        (_party("某公司", masked=True), _party("某公司", masked=True), False),
        (_party("林晓棠", "person"), _party("林晓棠", "person"), False),
        (_party("晓棠", "account", platform="抖音"), _party("晓棠", "account", platform="快手"), False),
        (_party("晓棠", "account"), _party("晓棠", "app"), False),
    ],
)
def test_parties_are_joined_only_where_the_name_is_an_identity(one: Party, other: Party, same: bool) -> None:
    assert (get_party_id(one, "c1", 1) == get_party_id(other, "c2", 1)) is same
    assert get_party_id(one, "c1", 1) == get_party_id(one, "c1", 1)
