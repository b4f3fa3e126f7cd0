"""Numerals as numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.numerals import parse_number, parse_ordinal

TUNED = [
    ("128", "128"), ("1,200", "1200"), ("7.3万", "73000"), ("7.3万余", "73000"),
    ("五万", "50000"), ("壹拾万", "100000"),
    ("5仟", "5000"), ("十余", "10"), ("两", "2"), ("〇", "0"), ("百万", "1000000"), ("1亿2000万", "120000000"),
    ("60万余", "600000"), ("近3万", "30000"), ("半", "0.5"), ("12", "12"), ("4 万余", "40000"), ("十余万", "100000"),
    ("1000余万", "10000000"), ("一百二十余万", "1200000"), ("二〇二六", "2026"), ("一百零五", "105"),
]  # fmt: skip
HELD_OUT = [
    ("三千零五十", "3050"), ("一亿零三百万", "103000000"), ("10万零5百", "100500"), ("两百五", "250"),
    ("一万二", "12000"),
    ("2万5千", "25000"), ("廿一", "21"), ("1万亿", "1000000000000"), ("超过20万", "200000"), ("约5万", "50000"),
    ("逾三千", "3000"), ("伍佰万", "5000000"), ("一千二百三十四万五千六百七十八", "12345678"), ("0.01", "0.01"),
    ("12,345,678.90", "12345678.9"), ("3.5亿余", "350000000"), ("五千左右", "5000"),
    ("十五", "15"), ("一百一十", "110"),
]  # fmt: skip
BUGS = [("3亿", "300000000"), ("73000.0", "73000"), ("零", "0"), ("10万元"[:-1], "100000")]
NOTHING = [
    "",
    " ",
    "数十",
    "几百",
    "上亿",
    "数百万",
    "十几",
    "1,20",
    "1.2.3",
    ",",
    ".",
    "万元",
    "甲",
    "5元",
    "余",
    "多",
    "第一",
]

ORDINALS = [
    ("三百五十二", 352), ("第十二", 12), ("〇一", 1), ("21", 21), ("第二十一条", 21), ("(一)"[1:-1], 1),
    ("一千零三十二", 1032),
    ("第 3", 3), ("", None), ("第", None), ("若干", None), ("1.5", None), ("半", None), ("十余", None), ("数十", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*TUNED, *HELD_OUT, *BUGS])
def test_numbers(text: str, expected: str) -> None:
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize("text", NOTHING)
def test_must_return_nothing(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(("text", "expected"), ORDINALS)
def test_ordinals(text: str, expected: int | None) -> None:
    assert parse_ordinal(text) == expected


def test_full_width_digits() -> None:
    text = "".join(chr(0xFF10 + n) for n in (1, 2)) + chr(0xFF0E) + chr(0xFF15)
    assert parse_number(text + "万") == Decimal(125000)


@given(st.integers(0, 10**12))
def test_round_trip(number: int) -> None:
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"{number}万") == number * 10000


@given(st.text(alphabet="0123456789.,一二三四五六七八九十百千万亿零〇两余多半近约数几上 甲", max_size=30))
def test_any_text_gives_a_number_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or number >= 0
    ordinal = parse_ordinal(text)
    assert ordinal is None or ordinal >= 0
