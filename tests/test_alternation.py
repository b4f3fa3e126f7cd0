"""Alternations read alike before and after their words are grouped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from etl.alternation import group_words
from etl.extract.reading import Reading
from etl.model import Hits, Scope, Span

WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("甲乙丙丁", max_size=30))
def test_grouped_words_match_what_the_words_match(words: list[str], text: str) -> None:
    plain, grouped = "|".join(words), group_words("|".join(words))
    assert re.findall(f"(?:{plain})丁?", text) == re.findall(f"(?:{grouped})丁?", text)


def test_nested_alternatives_and_quantifiers_stay_whole() -> None:
    words = "银?行|银号|甲(?=乙|丙)|甲丁|[戊己]|(?:庚|辛)壬"
    texts = ("行银行银号", "甲乙甲丙甲丁甲", "戊己庚壬辛壬壬")
    assert [re.findall(group_words(words), text) for text in texts] == [re.findall(words, text) for text in texts]


@given(st.text("甲乙。；\n", min_size=1, max_size=60), st.data())
def test_what_surrounds_a_name_is_what_stands_before_and_behind_it(plain: str, data: st.DataObject) -> None:
    low = data.draw(st.integers(0, len(plain) - 1))
    reading = Reading(Scope(plain, Span(low, len(plain)), Hits(())))
    start = data.draw(st.integers(low, len(plain) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(plain))))
    assert reading.around(span, 5, 7) == (reading.before(span, 5), reading.after(span, 7))
