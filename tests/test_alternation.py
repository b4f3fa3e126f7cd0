"""Alternations read alike before and after their words are grouped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from etl.alternation import drop_names, find_begun, group_words
from etl.extract.reading import Reading
from etl.model import Hits, Scope, Span

WORDS = st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("甲乙丙丁", max_size=30))
def test_grouped_words_match_what_the_words_match(words: list[str], text: str) -> None:
    plain, grouped = "|".join(words), group_words("|".join(words))
    assert re.findall(f"(?:{plain})丁?", text) == re.findall(f"(?:{grouped})丁?", text)


def _sequences(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})")
    before = st.sampled_from(("", "", "(?<!甲)", "(?<=乙|丙)", "(?<![甲丁])"))
    behind = st.sampled_from(("", "", "?", "??", "*", "{1,2}", "(?!丁)"))
    return st.lists(st.tuples(before, UNITS | group, behind).map("".join), min_size=1, max_size=3).map("".join)


UNITS = st.sampled_from(("甲", "乙", "丙", "[甲乙]", "[^丙]", r"\.", "[丙.]"))
PATTERNS = st.recursive(UNITS, _sequences, max_leaves=8)


@given(st.lists(PATTERNS, min_size=1, max_size=4).map("|".join), st.text("甲乙丙丁.", max_size=20))
def test_a_pattern_matches_the_same_whatever_it_begins_with(words: str, text: str) -> None:
    assert [found.span() for found in re.finditer(group_words(words), text)] == [
        found.span() for found in re.finditer(words, text)
    ]


def test_every_way_to_begin_is_a_literal() -> None:
    words = "(?:早|日)?报(?!告)|[开送]出|(?<!数)据|(?<!发布|公布)(?:通|警)报"
    assert group_words(words) == (
        "早报(?!告)|日报(?!告)|报(?!告)|开出|送出|据(?<!数据)|通(?<!(?:发布|公布)通)报|警(?<!(?:发布|公布)警)报"
    )


def test_a_named_group_is_never_doubled() -> None:
    words = "(?:甲|乙)(?P<name>丙)|[丁戊](?P<other>己)"
    assert re.compile(group_words(words)).groupindex == re.compile(words).groupindex


@given(st.text("罚没收款金一二甲", max_size=30), st.integers(0, 5), st.integers(0, 30))
def test_what_begins_where_it_may_is_all_there_is(text: str, start: int, end: int) -> None:
    whole = re.compile("(?P<fine>罚[款金])|(?P<goods>没收(?:甲|一二)?)|(?P<bare>罚)")
    beginning = re.compile(group_words(drop_names(whole.pattern)))
    found = [(each.span(), each.lastgroup) for each in find_begun(beginning, whole, text, start, end)]
    assert found == [(each.span(), each.lastgroup) for each in whole.finditer(text, start, end)]


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
