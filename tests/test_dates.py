"""The dates of a case and their roles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time
from made_page import make_page
from msgspec.structs import replace

from etl.extract.dates import get_dates, parse_date
from etl.model import DateRole, Hits, Scope, Span
from etl.notice import extract_notice

DOCUMENT_DATE = date(2025, 6, 1)


def shown(text: str, document_date: date | None = DOCUMENT_DATE) -> str:
    scope = Scope(text, Span(0, len(text)), Hits(()), document_date=document_date)
    return " ".join(f"{mention.role.value}:{mention.value}" for mention in get_dates(scope))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.gov.cn/202506/t20250612_1.html", "2025-05-20"),
        ("saved/2025-05_0c1d2e.md", "2025-05-20"),
        ("saved/2025-04-30_0c1d2e.md", "2024-05-20"),
        ("https://www.example.gov.cn/art/10020250612.html", None),
        (None, None),
    ],
)
def test_a_page_without_a_day_is_read_by_that_of_its_address(url: str | None, expected: str | None) -> None:
    page = make_page("一人编造谣言被罚\n5月20日,长沙市公安局依法对李某处以行政拘留5日。", "一人编造谣言被罚")
    notice = extract_notice(replace(page, url=url))
    assert [next((each.value for each in case.dates), None) for case in notice.cases] == [expected]
    assert notice.published_date is None


@pytest.mark.parametrize(
    ("text", "is_only_case", "expected"),
    [
        ("我局决定对该App予以下架处理。\n云谷省通信管理局\n2025年5月8日", True, "announced:2025-05-08"),
        ("我局决定对该App予以下架处理。\n云谷省通信管理局\n2025年5月8日", False, "conduct:2025-05-08"),
        ("5月6日,云谷市网信办约谈该公司。\n云谷市网信办\n2025年5月8日", True, "decided:2025-05-06 conduct:2025-05-08"),
        ("我局对该公司给予警告。\n云谷市城管局(印章)\n2025年5月8日", True, "announced:2025-05-08"),
        ("我局对该公司给予警告。\n云谷市城管局 2025年5月8日", True, "announced:2025-05-08"),
        ("我局对该公司给予警告。\n附件:名单\n2025年5月8日", True, "conduct:2025-05-08"),
        ("行政处罚决定书\n本局对当事人罚款三万元。\n2025年5月8日\n(印章)", True, "announced:2025-05-08"),
        ("行政处罚决定书\n本局对当事人罚款三万元。\n2025年5月8日", False, "conduct:2025-05-08"),
        (
            "行政处罚决定书\n索引号:01-2 发布日期:2025-05-20\n本局罚款三万元。\n云谷市城管局\n2025年5月8日",
            True,
            "conduct:2025-05-20 announced:2025-05-08",
        ),
    ],
)
def test_the_day_under_the_signature(text: str, is_only_case: bool, expected: str) -> None:
    scope = Scope(text, Span(0, len(text)), Hits(()), document_date=DOCUMENT_DATE, is_only_case=is_only_case)
    assert " ".join(f"{mention.role.value}:{mention.value}" for mention in get_dates(scope)) == expected


@pytest.mark.parametrize(
    ("below", "is_only_case", "expected"),
    [
        ("警方提醒:请勿传谣。\n云谷市公安局\n2025年4月8日", True, "announced:2025-04-08"),
        ("警方提醒:请勿传谣。\n云谷市公安局\n2025年4月8日", False, ""),
        ("警方提醒:请勿传谣。\n下次通报:2025年4月8日", True, ""),
        ("警方提醒:请勿传谣,将依法打击。云谷市公安局2025年4月8日\n还没有评论", True, "announced:2025-04-08"),
        ("警方提醒:请勿传谣,将依法打击。详见云谷市公安局网站2025年4月8日", True, ""),
    ],
)
def test_the_day_under_a_signature_behind_the_warnings(below: str, is_only_case: bool, expected: str) -> None:
    told = "我局依法对丁某行政拘留三日。"
    scope = Scope(f"{told}\n{below}", Span(0, len(told)), Hits(()), is_only_case=is_only_case)
    assert " ".join(f"{each.role.value}:{each.value}" for each in get_dates(scope)) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("dates", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("dates", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("dates", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["", *(text for (text, *_) in load_rows("dates", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert shown(text) == ""


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("2024年2月,当事人开店。\n9月8日,市公安局对其作出处罚。", None, "decided:2024-09-08 conduct:2024-02"),
        ("2024年11月,当事人开店。\n1月8日,市公安局对其作出处罚。", None, "decided:2025-01-08 conduct:2024-11"),
        ("2024年2月,当事人开店。\n今年9月,市公安局对其作出处罚。", None, "conduct:2024-02"),
        ("9月8日,市公安局对其作出处罚。", "云谷公布2024年度典型案例", "decided:2024-09-08"),
        ("9月8日,市公安局对其作出处罚。", "云谷公布典型案例", ""),
        (
            "本期收录2024年9月2日至9月8日的动态。\n9月5日,市公安局对其作出处罚。",
            None,
            "decided:2024-09-05 conduct:2024-09-02 conduct:2024-09-08",
        ),
        (
            "统计区间:2024.12.30—2025.01.05\n1月3日,市公安局对其作出处罚。",
            None,
            "decided:2025-01-03 conduct:2024-12-30 conduct:2025-01-05",
        ),
    ],
)
def test_the_year_without_a_document_date(text: str, title: str | None, expected: str) -> None:
    scope = Scope(text, Span(0, len(text)), Hits(()), title=title)
    assert " ".join(f"{each.role.value}:{each.value}" for each in get_dates(scope)) == expected


def test_without_a_document_date_only_full_dates_are_known() -> None:
    assert shown("3月8日,市公安局作出处罚。", None) == ""
    assert shown("2025年3月8日,市公安局作出处罚。", None) == "decided:2025-03-08"


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("网安周讯（2025.06.09—06.15）", "2024-12-20"),
        ("网安周讯（2024.12.16—12.22）", "2024-12-20"),
        ("网安周讯（2024.12.16—2025.01.04）", "2024-12-20"),
        ("网安周讯（2024年12月30日-1月5日）", "2024-12-20"),
        ("网安周讯2025-12-22", "2025-12-20"),
    ],
)
def test_the_title_names_a_week(title: str, value: str) -> None:
    text = "12月20日,市公安局作出处罚。"
    scope = Scope(text, Span(0, len(text)), Hits(()), title=title)
    assert [mention.value for mention in get_dates(scope)] == [value]


def test_the_title_names_the_month_when_the_document_has_no_date() -> None:
    text = "12月20日,市公安局作出处罚。"
    scope = Scope(text, Span(0, len(text)), Hits(()), title="数据安全动态(2024年12月)")
    assert [mention.value for mention in get_dates(scope)] == ["2024-12-20"]


def lead_scope(body: str) -> Scope:
    lead = "12月19日,国家网信办通报部分典型案例。"
    plain = lead + "\n" + body
    return Scope(
        plain, Span(len(lead) + 1, len(plain)), Hits(()), lead=Span(0, len(lead)), document_date=date(2026, 1, 15)
    )


def test_the_lead_line_of_a_digest_dates_the_cases_under_it() -> None:
    found = get_dates(lead_scope("案例一:“山谷”等账号散布谣言,已被处置。"))
    assert [(mention.value, mention.role) for mention in found] == [("2025-12-19", DateRole.ANNOUNCED)]


def test_the_case_s_own_date_goes_before_the_lead_line() -> None:
    found = get_dates(lead_scope("12月3日,市网信办对该公司罚款。"))
    assert [mention.value for mention in found] == ["2025-12-03"]


@pytest.mark.parametrize("day", ["1月1日", "5月31日", "6月1日", "6月2日", "12月31日", "2月28日"])
def test_a_date_without_a_year_never_lies_after_the_document(day: str) -> None:
    value = parse_date(day, DOCUMENT_DATE)
    assert value is not None
    assert date(2024, 6, 1) < date.fromisoformat(value) <= DOCUMENT_DATE


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_full_dates_round_trip(day: date) -> None:
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
    assert parse_date(f"{day.year} 年 {day.month} 月 {day.day} 日") == day.isoformat()


_PIECES = st.sampled_from(
    (
        "2025年", "2024 年", "12月", "3月8日", "去年", "同年", "至", "、",
        ",", "。", "\n", "网信办", "公安机关", "判处", "抓获", "发现",
        "消息", "截至", "2024-05-06", "2025.1.2", "20227月", "(",
        "某公司", "被罚款", "以来", "今年", "2023年底", "二〇二五年三月", "次日", "同月", "上月20日", "当天", "1、2日",
    )
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_spans_quote_the_date(text: str) -> None:
    scope = Scope(text, Span(0, len(text)), Hits(()), document_date=DOCUMENT_DATE)
    for mention in get_dates(scope):
        quote = mention.evidence.span.of(text)
        assert any(char.isdigit() or char in "〇零一二三四五六七八九十日月天" for char in quote)
        assert len(mention.value) in (4, 7, 10)


_CHARACTERS = st.text("0123456789年月日号至到、-./同次当上本去今,。()（）《》\n〇一二三十网信办罚款被抓获", max_size=80)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), _CHARACTERS))
def test_any_text_is_read(text: str) -> None:
    for shown_date in shown(text).split():
        role, value = shown_date.split(":")
        assert DateRole(role)
        assert value[:2] in ("19", "20")


@pytest.mark.parametrize("unit", ["2024年3月5日,", "12、", "同月", "次日,", "1月至", "2024年3月5日至"])
def test_takes_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = unit * count
        scope = Scope(text, Span(0, len(text)), Hits(()), document_date=DOCUMENT_DATE)
        return lambda: get_dates(scope)

    check_linear_time(prepare, 300)


def test_the_day_that_fills_a_cell_is_that_of_the_decision() -> None:
    row = "3\t云溪某公司\t2024年1月起违规收集信息\t罚款3万元\t云溪分行\t2024年5月30日\t2024年6月30日"
    assert shown(row).startswith("decided:2024-05-30 ")


@pytest.mark.parametrize(
    ("head", "role"), [("公示日期", "announced"), ("处罚日期", "decided"), ("立案日期", "conduct")]
)
def test_the_head_of_a_first_column_says_what_its_days_are(head: str, role: str) -> None:
    row = "2025-03-08\t云溪某银行\t内控不足\t提醒谈话\t云溪分行"
    plain = f"{head}\t机构\t事由\t内容\t机关\n{row}"
    span = Span(len(plain) - len(row), len(plain))
    found = get_dates(Scope(plain, span, Hits(()), document_date=DOCUMENT_DATE))
    assert [f"{each.role.value}:{each.value}" for each in found] == [f"{role}:2025-03-08"]


def test_an_introduction_dates_no_case() -> None:
    intro = "2025年2月10日,云谷公安机关公布10起典型案例。"
    plain = intro + "\n" + "案例一:2024年3月,云谷公安机关工作发现,李某散布谣言。目前,李某已被采取刑事强制措施。"
    span = Span(len(intro) + 1, len(plain))
    scope = Scope(plain, span, Hits(()), intro=Span(0, len(intro)), lead=Span(0, len(intro)))
    assert {mention.role for mention in get_dates(scope)} == {DateRole.CONDUCT}
