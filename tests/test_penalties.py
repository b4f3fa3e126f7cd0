"""Measures of a case. The notation of the examples: tests/tables/penalties.tsv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.measures import RULES
from etl.extract.passages import get_passages, get_sentences, is_statute_text
from etl.extract.penalties import get_penalties
from etl.lexicon import CUES, get_lexicon, read_cues
from etl.model import Evidence, Party, Penalty, Scope, Span

NOWHERE = Evidence(Span(0, 0), "test")


def scope_of(text: str, collective: tuple[Span, ...] = (), end: int | None = None) -> Scope:
    return Scope(text, Span(0, len(text) if end is None else end), get_lexicon().find(text), collective=collective)


def parties_of(names: str) -> tuple[Party, ...]:
    pairs = (name.partition(":") for name in names.split())
    return tuple(Party(name, type_ or "company", False, NOWHERE) for name, _, type_ in pairs)


def shown(p: Penalty) -> str:
    text = p.type
    if p.money is not None:
        amount = "?" if p.money.amount is None else f"{p.money.amount:f}"
        text += f":{amount}" + ("" if p.money.currency == "CNY" else p.money.currency)
    text += f"/{p.days}" if p.days else ""
    return text + (f"@{p.on}" if p.on else "")


def imposed(text: str, names: str = "") -> list[str]:
    return [shown(p) for p in get_penalties(scope_of(text), parties_of(names))]


@pytest.mark.parametrize(("text", "names", "expected"), load_rows("penalties", "tuned"))
def test_tuned(text: str, names: str, expected: str) -> None:
    assert sorted(imposed(text, names)) == sorted(expected.split())


@pytest.mark.parametrize(("text", "names", "expected"), load_rows("penalties", "held_out"))
def test_held_out(text: str, names: str, expected: str) -> None:
    assert sorted(imposed(text, names)) == sorted(expected.split())


@pytest.mark.parametrize(("text", "names", "expected"), load_rows("penalties", "bugs"))
def test_bugs(text: str, names: str, expected: str) -> None:
    assert sorted(imposed(text, names)) == sorted(expected.split())


@pytest.mark.parametrize("text", ["", *(text for (text,) in load_rows("penalties", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert imposed(text) == []


def test_evidence_is_the_phrase() -> None:
    text = "某区网信办依据《网络安全法》,对甲公司给予警告,并处5万元罚款。"
    quotes = {p.type: p.evidence.span.of(text) for p in get_penalties(scope_of(text), ())}
    assert quotes == {"warning": "给予警告", "fine": "5万元罚款"}


def test_sentences_about_every_case_count_once() -> None:
    text = "案例一 “甲号”散布谣言。\n案例二 “乙号”散布谣言。\n以上账号均已被依法关闭。"
    shared = Span(text.index("以上"), len(text))
    first = scope_of(text, collective=(shared,), end=text.index("\n"))
    assert [(p.type, p.evidence.span.of(text)) for p in get_penalties(first, ())] == [
        ("close_account", "账号均已被依法关闭")
    ]
    whole = scope_of(text, collective=(shared,))
    assert [p.type for p in get_penalties(whole, ())] == ["close_account"]


def test_statute_text_in_quotes_does_not_hide_the_penalty() -> None:
    text = (
        "依据《网络安全法》第五十九条“不履行义务的,由有关主管部门责令改正,处一万元以上十万元以下罚款”的规定,罚款2万元。"
    )
    assert imposed(text) == ["fine:20000"]


def test_sections_of_advice_are_left_out() -> None:
    text = "案例一\n甲公司被警告。\n法律链接\n处五万元以下罚款。\n基本案情\n乙公司被罚款1万元。"
    told = [p.span.of(text) for p in get_passages(scope_of(text))]
    assert told == ["案例一", "甲公司被警告。", "基本案情", "乙公司被罚款1万元。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市场监督管理部门责令改正。", True),
        ("有下列情形之一的,处罚款。", True),
        ("情节严重的,处十万元以上五十万元以下罚款。", True),
        ("第二十一条:国家实行等级保护制度。", True),
        ("市场监督管理局责令其改正。", False),
        ("罚款五万元。", False),
        ("违反第二十一条规定。", False),
    ],
)
def test_statute_text(text: str, expected: bool) -> None:
    assert is_statute_text(text, Span(0, len(text))) is expected


def test_words_and_rules_name_the_same_groups() -> None:
    named = {group for rule in RULES for group in rule.groups.split()}
    opened = {group for term in read_cues(CUES / "penalty.txt") for group in term.key.split("+")}
    assert named - opened == set(), "rules that no word opens"
    assert opened - named == {"money", "detention", "judgment", "civil"}, "words that open no rule"


CHARS = st.sampled_from(
    "罚款元万5一二、,。;\n“”被予以给处警告责令整改关闭账号拘留日判处有期徒刑年罚金对分别约谈要求将逾期的公司甲某立案移送没收违法所得"
)
RANDOM = st.lists(CHARS, max_size=120).map("".join)


@given(RANDOM)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_error_inside_its_span(text: str) -> None:
    for penalty in get_penalties(scope_of(text), parties_of("甲公司 甲某:person")):
        assert Span(0, len(text)).contains(penalty.evidence.span)
        assert penalty.evidence.span.of(text)


@given(
    st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("0123456789()（）“”罚警告元"),
        max_size=150,
    )
)
@settings(max_examples=100, deadline=None)
def test_random_chinese_digits_and_brackets_are_read(text: str) -> None:
    assert all(penalty.type for penalty in get_penalties(scope_of(text), ()))


@given(RANDOM)
def test_sentences_lose_no_character_but_space(text: str) -> None:
    parts = "".join(s.of(text) for s in get_sentences(text, Span(0, len(text))))
    assert "".join(parts.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "unit",
    [
        "某局对甲公司、乙公司分别处以罚款5万元、3万元,责令其整改,账号已被关闭,判处丙某有期徒刑一年,并处罚金一万元。",
        "对甲公司罚款1元",
        "依法约谈",
        "判处有期徒刑一年",
        "此前罚款1元,",
        "罚款99元,其中1元",
        "原告请求判令被告退还货款1元,",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        scope = scope_of(unit * count)
        return lambda: get_penalties(scope, parties_of("甲公司 乙公司"))

    check_linear_time(prepare, 40)
