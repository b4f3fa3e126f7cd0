"""Records as JSON: the exact form and the shape of the gold labels."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from made_page import make_page

from etl.codec import get_case_date, record_from_json, record_to_json, to_gold
from etl.model import (
    App,
    AuthorityMention,
    CaseRecord,
    Citation,
    Conduct,
    DateMention,
    DateRole,
    Evidence,
    Finding,
    MeasureArticle,
    Metric,
    Money,
    NoticeRecord,
    Origin,
    OtherAmount,
    Party,
    Penalty,
    PlatformMention,
    RegionMention,
    Span,
    Stated,
)
from etl.notice import extract_notice

PLAIN = "案例一:星河公司案。浏阳市网信办罚款1.75万元,责令改正。"


def spans() -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, len(PLAIN)), st.integers(0, len(PLAIN)))
    return ends.map(lambda pair: Span(min(pair), max(pair)))


def decimals() -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=0, max_value=10**10, places=2, allow_nan=False, allow_infinity=False)


TEXT = st.text(max_size=8)
OPTIONAL = st.none() | TEXT
EVIDENCE = st.builds(Evidence, spans(), TEXT, st.sampled_from(Origin))
NUMBER = st.none() | st.integers(0, 400)
MONEY = st.builds(Money, st.none() | decimals(), st.just("CNY"), st.booleans())
CASE = st.builds(
    CaseRecord,
    number=st.integers(1, 99),
    span=spans(),
    heading=st.none() | spans(),
    authorities=st.tuples(st.builds(AuthorityMention, TEXT, EVIDENCE, OPTIONAL, OPTIONAL)),
    region=st.none() | st.builds(RegionMention, TEXT, OPTIONAL, EVIDENCE),
    dates=st.lists(
        st.builds(DateMention, st.sampled_from(["2025", "2025-12", "2025-12-03"]), st.sampled_from(DateRole), EVIDENCE),
        max_size=3,
    ).map(tuple),
    parties=st.tuples(st.builds(Party, TEXT, TEXT, st.booleans(), EVIDENCE, OPTIONAL, OPTIONAL)),
    platforms=st.tuples(st.builds(PlatformMention, TEXT, EVIDENCE, OPTIONAL)),
    conduct=st.tuples(st.builds(Conduct, TEXT, EVIDENCE, OPTIONAL)),
    citations=st.tuples(st.builds(Citation, TEXT, EVIDENCE, article=NUMBER, paragraph=NUMBER, role=OPTIONAL)),
    penalties=st.tuples(st.builds(Penalty, TEXT, EVIDENCE, st.none() | MONEY, NUMBER, OPTIONAL)),
    other_amounts=st.tuples(st.builds(OtherAmount, TEXT, MONEY, EVIDENCE)),
)
RECORD = st.builds(
    NoticeRecord,
    document_id=TEXT,
    title=OPTIONAL,
    published_date=st.none() | st.dates(),
    kind=TEXT,
    usable=st.booleans(),
    plain=st.just(PLAIN),
    issuer=st.none() | st.builds(Stated, TEXT, st.none() | EVIDENCE),
    declared_count=NUMBER,
    declared_evidence=st.none() | EVIDENCE,
    cases=st.lists(CASE, max_size=2).map(tuple),
    apps=st.tuples(st.builds(App, TEXT, EVIDENCE, issues=st.lists(TEXT, max_size=2).map(tuple))),
    metrics=st.tuples(st.builds(Metric, decimals(), OPTIONAL, EVIDENCE)),
    measure_articles=st.tuples(st.builds(MeasureArticle, st.integers(1, 99), spans(), OPTIONAL, OPTIONAL)),
    flags=st.lists(TEXT, max_size=2).map(tuple),
    findings=st.tuples(st.builds(Finding, TEXT, TEXT, st.just("info"), st.none() | spans())),
)


@settings(max_examples=60, deadline=None)
@given(RECORD)
def test_a_record_comes_back_as_it_was(record: NoticeRecord) -> None:
    text = record_to_json(record)
    assert "\n" not in text
    again = record_from_json(text)
    assert again == record
    assert record_to_json(again) == text


def test_zero_is_kept_apart_from_nothing() -> None:
    evidence = Evidence(Span(0, 3), "rule")
    penalty = Penalty("fine", evidence, Money(Decimal(0)))
    record = NoticeRecord(
        "d", None, None, "other", True, PLAIN, cases=(CaseRecord(1, Span(0, 9), None, penalties=(penalty,)),)
    )
    money = record_from_json(record_to_json(record)).cases[0].penalties[0].money
    assert money == Money(Decimal(0))
    assert money != Money(None)


def test_money_keeps_its_digits() -> None:
    money = Money(Decimal("17500.10"))
    case = CaseRecord(1, Span(0, 3), None, penalties=(Penalty("fine", Evidence(Span(0, 3), "rule"), money),))
    record = NoticeRecord("d", None, None, "other", True, PLAIN, cases=(case,))
    back = record_from_json(record_to_json(record)).cases[0].penalties[0].money
    assert back is not None
    assert str(back.amount) == "17500.10"


LABEL_KEYS = {"n", "start", "authority", "region", "date", "parties", "platforms", "conduct", "citations"}
LABEL_KEYS |= {"penalties", "other_amounts"}


def test_the_shape_of_the_labels() -> None:
    text = "案例一：星河科技有限公司案\n2026年3月2日，浏阳市网信办依据《数据安全法》第四十五条，"
    text += "对星河科技有限公司罚款1.75万元。\n"
    text += "案例二：云帆物流公司案\n云帆物流公司泄露信息，浏阳市网信办给予警告。"
    page = make_page(text, "浏阳市网信办公布2起典型案例", day=date(2026, 3, 5))
    gold = json.loads(json.dumps(to_gold(extract_notice(page), "made/1.md"), ensure_ascii=False))
    assert {"doc_id", "kind", "usable", "issuer", "declared_count", "cases", "apps", "metrics"} <= gold.keys()
    assert (gold["doc_id"], gold["kind"], gold["declared_count"]) == ("made/1.md", "case_bulletin", 2)
    first, second = gold["cases"]
    assert first.keys() >= LABEL_KEYS
    assert (first["n"], second["n"]) == (1, 2)
    assert first["text"].startswith(first["start"])
    assert first["date"] == "2026-03-02"
    assert first["region"] == "湖南省长沙市浏阳市"
    fine = first["penalties"][0]
    assert (fine["type"], fine["amount_cny"]) == ("fine", 17500)
    plain = page.text.plain
    values = [*first["parties"], *first["citations"], *first["penalties"]]
    assert len(values) >= 3
    for value in values:
        evidence = value["evidence"]
        assert plain[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert evidence["rule"]
        assert evidence["origin"] == "stated"
    assert first["citations"][0]["statute"] == "数据安全法"
    assert first["citations"][0]["article"] == 45


def mention(value: str, role: DateRole) -> DateMention:
    return DateMention(value, role, Evidence(Span(0, 1), "rule"))


def test_the_date_of_a_case() -> None:
    decided, announced = mention("2025-03-01", DateRole.DECIDED), mention("2025-04-02", DateRole.ANNOUNCED)
    conduct = mention("2024-01", DateRole.CONDUCT)
    case = CaseRecord(1, Span(0, 1), None)
    assert get_case_date(case) is None
    assert get_case_date(CaseRecord(1, Span(0, 1), None, dates=(conduct,))) is None
    assert get_case_date(CaseRecord(1, Span(0, 1), None, dates=(conduct, announced))) == announced
    assert get_case_date(CaseRecord(1, Span(0, 1), None, dates=(announced, decided, conduct))) == decided
