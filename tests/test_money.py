"""Sums of money and what they are."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.money import find_money, get_other_amounts, parse_money
from etl.extract.penalties import get_penalties
from etl.lexicon import get_lexicon
from etl.model import Money, Scope, Span


def found(text: str) -> str:
    return " ".join(shown(money) for _, money in find_money(text, Span(0, len(text))))


def shown(money: Money) -> str:
    amount = "?" if money.amount is None else f"{money.amount:f}"
    currency = "" if money.currency == "CNY" else money.currency
    return ("~" if money.approximate else "") + amount + currency


def other_amounts(text: str) -> list[tuple[str, str]]:
    scope = Scope(text, Span(0, len(text)), get_lexicon().find(text))
    return [(o.kind, shown(o.money)) for o in get_other_amounts(scope, get_penalties(scope, ()))]


@pytest.mark.parametrize(("text", "expected"), load_rows("money", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("money", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("money", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["", *(text for (text,) in load_rows("money", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert found(text) == ""


@pytest.mark.parametrize(("text", "expected"), load_rows("other_amounts", "tuned"))
def test_other_amounts_tuned(text: str, expected: str) -> None:
    assert " ".join(f"{kind}:{amount}" for kind, amount in other_amounts(text)) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("other_amounts", "held_out"))
def test_other_amounts_held_out(text: str, expected: str) -> None:
    assert " ".join(f"{kind}:{amount}" for kind, amount in other_amounts(text)) == expected


@pytest.mark.parametrize("text", [text for (text,) in load_rows("other_amounts", "nothing")])
def test_no_other_amounts(text: str) -> None:
    assert other_amounts(text) == []


def test_parse_money_wants_one_sum() -> None:
    assert parse_money("罚款5万元") == Money(Decimal(50000))
    assert parse_money("5万元和6万元") is None
    assert parse_money("没有") is None


WHOLE = st.integers(0, 10**9)
CENTS = st.integers(0, 99)


@given(WHOLE, CENTS)
def test_round_trip_of_arabic_sums(yuan: int, cents: int) -> None:
    for text in (f"{yuan}.{cents:02}元", f"{yuan:,}.{cents:02}元", f"人民币{yuan}.{cents:02}元整"):
        assert parse_money(text) == Money(Decimal(f"{yuan}.{cents:02}"))


@given(st.integers(1, 10**8))
def test_round_trip_of_sums_in_ten_thousands(number: int) -> None:
    text = f"罚款{Decimal(number) / 100}万元"
    money = parse_money(text)
    assert money is not None
    assert money.amount == Decimal(number) * 100


def written(number: int, digits: str, units: str) -> str:
    """Write 1…9999 in Chinese."""
    out, is_gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            out += ("零" if is_gap and out else "") + digits[digit] + (units[power] if power else "")
        is_gap = digit == 0
    return out


@given(
    st.integers(1, 9999), st.sampled_from([("零一二三四五六七八九", " 十百千"), ("零壹贰叁肆伍陆柒捌玖", " 拾佰仟")])
)
def test_round_trip_of_written_sums(number: int, script: tuple[str, str]) -> None:
    text = written(number, *script)
    assert parse_money(f"{text}元整") == Money(Decimal(number))
    assert parse_money(f"{text}万元") == Money(Decimal(number) * 10000)


CHARS = st.sampled_from(
    "0123456789.,一二三十百千万亿壹拾元圆块角分余多约近至—、和人民币美港$¥wW+罚款没收违法所得数几上(),。 \n"
)
RANDOM = st.lists(CHARS, max_size=100).map("".join)


@given(RANDOM)
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_without_error_in_order_inside_its_span(text: str) -> None:
    sums = find_money(text, Span(0, len(text)))
    for (span, money), (following, _) in pairwise(sums):
        assert span.end <= following.start
        assert money.amount is None or money.amount >= 0
    assert all(span.of(text).strip() and span.end <= len(text) for span, _ in sums)
    other_amounts(text)


@given(
    st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("0123456789.,()（）元万亿¥"),
        max_size=150,
    )
)
@settings(max_examples=150, deadline=None)
def test_random_chinese_digits_and_brackets_are_read(text: str) -> None:
    assert all(money.amount is None or money.amount >= 0 for _, money in find_money(text, Span(0, len(text))))


def test_only_the_span_is_read() -> None:
    text = "罚款5万元。罚款6万元。"
    assert [m.amount for _, m in find_money(text, Span(text.index("。"), len(text)))] == [Decimal(60000)]


def test_time_is_linear() -> None:
    unit = "涉案金额1,234.5万余元、5仟元至6仟元,罚款15万、2万和1万元。"

    def prepare(count: int) -> Callable[[], object]:
        text = unit * count
        return lambda: find_money(text, Span(0, len(text)))

    check_linear_time(prepare, 100)
