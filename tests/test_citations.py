"""Citations: which provision, which role. The notation of the examples: tests/tables/citations.tsv."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.citations import get_citations, parse_provisions, resolve_statute
from etl.lexicon import get_lexicon
from etl.model import Citation, CitationForm, Scope, Span

DAY = date(2025, 6, 1)


def scope_of(text: str, *, start: int = 0, end: int | None = None, on: date | None = DAY) -> Scope:
    span = Span(start, len(text) if end is None else end)
    return Scope(text, span, get_lexicon().find(text), document_date=on)


def shown(c: Citation) -> str:
    place = "" if c.article is None else f"{c.article}"
    place += f"-{c.sub_article}" if c.sub_article else ""
    place += f"({c.paragraph})" if c.paragraph else ""
    place += f"[{c.item}]" if c.item else ""
    return f"{c.statute}:{place}/{ {'violated': 'v', 'basis': 'b', None: '-'}[c.role] }"


def cited(text: str) -> str:
    return " ".join(shown(c) for c in get_citations(scope_of(text)))


def written(text: str) -> str:
    parts = []
    for p in parse_provisions(text):
        place = f"{p.article}" + (f"-{p.sub_article}" if p.sub_article else "")
        parts.append(place + (f"({p.paragraph})" if p.paragraph else "") + (f"[{p.item}]" if p.item else ""))
    return " ".join(parts)


@pytest.mark.parametrize(("text", "expected"), load_rows("citations", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("citations", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("citations", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert cited(text) == expected


HEADED = {
    "编号\t处罚依据\t结果\n1\t《电信条例》第七条;《网络安全法》第五十九条\t警告": "电信条例:7/b 网络安全法:59/b",
    "单位\t违反条款\t依据\n甲公司\t《广告法》第九条\t《广告法》第五十七条": "广告法:9/v 广告法:57/b",
    "事实\t处罚依据\n违反《网络安全法》第二十一条\t《网络安全法》第五十九条": "网络安全法:21/v 网络安全法:59/b",
    "行政处罚依据\t《广告法》第五十七条": "广告法:57/b",
    "单位\t说明\n甲公司\t《广告法》第九条": "广告法:9/-",
    "处罚依据\n《广告法》第九条见附件\t备注": "广告法:9/-",
}


@pytest.mark.parametrize(("text", "expected"), HEADED.items())
def test_head_of_a_column_tells_the_role(text: str, expected: str) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize("text", ["", "\n", *(text for (text,) in load_rows("citations", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert cited(text) == ""


@pytest.mark.parametrize(("text", "expected"), load_rows("citations", "provisions"))
def test_provisions(text: str, expected: str) -> None:
    assert written(text) == expected


def test_only_the_own_span_counts() -> None:
    text = "依据《数据安全法》处理以下案件。\n案例一 甲公司违反《网络安全法》第二十一条。\n案例二 乙公司被警告。"
    start, end = text.index("案例一"), text.index("案例二")
    assert [shown(c) for c in get_citations(scope_of(text, start=start, end=end))] == ["网络安全法:21/v"]
    assert get_citations(scope_of(text, start=end)) == ()


def test_definition_before_the_case_counts() -> None:
    text = "依据《网络数据安全管理条例》(以下简称《条例》)查处一批。\n案例一 甲公司违反《条例》第九条。"
    (citation,) = get_citations(scope_of(text, start=text.index("案例一")))
    assert (citation.statute, citation.form) == ("网络数据安全管理条例", CitationForm.SHORT)


def test_version_is_that_of_the_day() -> None:
    text = "违反《网络安全法》第二十一条。"
    days = (date(2025, 12, 31), date(2026, 1, 1), None)
    versions = [get_citations(scope_of(text, on=day))[0].version for day in days]
    assert versions == ["2016", "2025", None]


def test_forms_and_evidence() -> None:
    text = "违反《网络安全法》第二十一条,依据该法第五十九条;违反数据安全法第二十七条。"
    found = get_citations(scope_of(text))
    assert [c.form for c in found] == [CitationForm.FULL, CitationForm.BACK_REFERENCE, CitationForm.SHORT]
    quotes = [c.evidence.span.of(text) for c in found]
    assert quotes == ["《网络安全法》第二十一条", "该法第五十九条", "数据安全法第二十七条"]
    assert [c.statute_id for c in found] == ["cybersecurity-law", "cybersecurity-law", "data-security-law"]


def test_unknown_statute_stays_unresolved() -> None:
    (citation,) = get_citations(scope_of("违反《甲县犬只管理办法》第三条。"))
    assert (citation.statute, citation.statute_id, citation.version) == ("甲县犬只管理办法", None, None)


@pytest.mark.parametrize("name", ["网络安全法", "数据安全法", "刑法", "个人信息保护法(2021年)", "消费者权益保护法"])
def test_known_names_resolve(name: str) -> None:
    assert resolve_statute(name) is not None


CHARS = st.sampled_from(
    "违反依据按照《》第一二三十百条款项(),。、;“”\n和至该法本同前两办规定网络安全刑之的罚123 元万日"
)
RANDOM = st.lists(CHARS, max_size=120).map("".join)


@given(RANDOM)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_error_inside_its_span(text: str) -> None:
    for citation in get_citations(scope_of(text)):
        assert Span(0, len(text)).contains(citation.evidence.span)
        assert citation.statute


@given(
    st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("0123456789()（）《》【】第条款"),
        max_size=150,
    )
)
@settings(max_examples=100, deadline=None)
def test_random_chinese_digits_and_brackets_are_read(text: str) -> None:
    assert all(citation.statute for citation in get_citations(scope_of(text)))
    parse_provisions(text)


@given(st.integers(1, 400), st.integers(0, 9), st.integers(0, 20))
def test_numbers_survive(article: int, paragraph: int, item: int) -> None:
    text = f"第{article}条" + (f"第{paragraph}款" if paragraph else "") + (f"第({item})项" if item else "")
    (found,) = parse_provisions(text)
    assert (found.article, found.paragraph or 0, found.item or 0) == (article, paragraph, item)


@pytest.mark.parametrize(
    "unit",
    [
        "依据《网络安全法》第二十一条、第二十五条和该法第五十九条(一)项",
        "依据《甲市犬只条例》,依据前款规定",
        "违反《网络安全法》第二十一条,依据该法,",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        scope = scope_of(unit * count)
        return lambda: get_citations(scope)

    check_linear_time(prepare, 100)
