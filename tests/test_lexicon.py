"""The lexicon: one pass, leftmost-longest within a kind, positions in characters."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.lexicon import CUES, Lexicon, LexiconError, Term, get_lexicon, read_cues
from etl.model import Hit, Hits, Span


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str, str]]:
    return [(hit.span.of(text), hit.kind, hit.key) for hit in lexicon.find(text).items]


SMALL = Lexicon(
    [
        Term("公安", "body", "mps"),
        Term("公安机关", "body", "mps"),
        Term("机关网", "body", "odd"),
        Term("安机", "cue", "x"),
        Term("X", "platform", "x"),
        Term("App Store", "platform", "store"),
        Term("办法（试行）", "statute", "trial"),
    ]
)


def test_the_leftmost_longest_of_a_kind_wins() -> None:
    assert found(SMALL, "公安机关网") == [("公安机关", "body", "mps"), ("安机", "cue", "x")]


def test_positions_count_characters() -> None:
    (hit,) = SMALL.find("😀é某地公安局").items
    assert hit.span == Span(4, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在X平台", ["X"]),
        ("在x上", []),
        ("XX公司", []),
        ("X1公司", []),
        ("app store下架", ["app store"]),
        ("办法(试行)", ["办法(试行)"]),
        ("办法（试行）", ["办法（试行）"]),
        ("", []),
    ],
)
def test_latin_terms_stand_alone_and_spellings_vary(text: str, expected: list[str]) -> None:
    assert [hit.span.of(text) for hit in SMALL.find(text).items] == expected


def test_a_term_with_two_keys_in_one_kind_is_refused() -> None:
    with pytest.raises(LexiconError, match="two keys"):
        Lexicon([Term("甲", "cue", "one"), Term("甲", "cue", "two")])
    assert found(Lexicon([Term("甲", "a", "one"), Term("甲", "b", "two")]), "甲") == [
        ("甲", "a", "one"),
        ("甲", "b", "two"),
    ]


def test_word_lists_are_read_and_checked(tmp_path: Path) -> None:
    good = tmp_path / "cue.txt"
    good.write_text("# words\n罚款\tfine\n警告\n\n", encoding="utf-8")
    assert read_cues(good) == (Term("罚款", "cue", "fine"), Term("警告", "cue", "警告"))
    good.write_text("罚款\tfine\n罚款\tfine\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"cue\.txt, line 2"):
        read_cues(good)


def test_every_word_list_of_the_project_loads() -> None:
    assert all(read_cues(path) for path in CUES.glob("*.txt"))
    kinds = {
        hit.kind
        for hit in get_lexicon().find("国家网信办依据《网络安全法》对抖音罚款,长沙市公安局警告和平区某公司").items
    }
    assert {"authority", "body", "region", "place", "platform", "statute"} <= kinds


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("国家互联网信息办公室", "authority", "cac"),
        ("市场监督管理局", "body", "samr"),
        ("朝阳区", "region", "110105|220104"),
        ("宾阳", "place", "450126"),
        ("新浪微博", "platform", "weibo"),
        ("网安法", "statute", "cybersecurity-law"),
        ("中华人民共和国个人信息保护法", "statute", "personal-information-protection-law"),
    ],
)
def test_dictionaries_are_entered(text: str, kind: str, key: str) -> None:
    assert (text, kind, key) in found(get_lexicon(), f"经{text}办")


_PIECES = st.lists(
    st.sampled_from(["公安", "机关", "网", "公安机关", "X", "x", " ", "安机", "办法（试行）", "。"]), max_size=30
)


@given(_PIECES)
def test_hits_of_a_kind_are_ordered_and_disjoint(pieces: list[str]) -> None:
    text = "".join(pieces)
    hits = SMALL.find(text)
    for kind in ("body", "cue", "platform", "statute"):
        spans = [hit.span for hit in hits.within(Span(0, len(text)), kind)]
        assert spans == sorted(spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))


_NESTED = {"甲乙", "甲乙丙丁", "乙丙", "丙丁戊", "丁", "戊甲", "甲", "乙丙丁戊"}
OVERLAPPING = Lexicon([Term(text, "cue", text) for text in sorted(_NESTED)])


def leftmost_longest(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text):
        word = max((word for word in _NESTED if text.startswith(word, at)), key=len, default="")
        found += [word] if word else []
        at += len(word) or 1
    return found


@settings(max_examples=300)
@given(st.text(alphabet="甲乙丙丁戊", max_size=40))
def test_hits_are_those_of_a_scan_from_the_left(text: str) -> None:
    assert [hit.key for hit in OVERLAPPING.find(text).items] == leftmost_longest(text)


@settings(deadline=None)
@given(_PIECES, st.integers(0, 30), st.integers(0, 30))
def test_within_agrees_with_all_items(pieces: list[str], one: int, other: int) -> None:
    text = "".join(pieces)
    span = Span(min(one, other), max(one, other))
    hits = SMALL.find(text)
    inside = [hit for hit in hits.items if span.contains(hit.span) and hit.span.start < span.end]
    assert list(hits.within(span)) == inside
    assert list(hits.within(span, "body")) == [hit for hit in inside if hit.kind == "body"]


def test_hits_can_be_made_by_hand() -> None:
    hit = Hit(Span(1, 2), "cue", "x")
    assert list(Hits((hit,)).within(Span(0, 3))) == [hit]
    assert Hits().items == ()
    assert list(Hits().within(Span(0, 3), "cue")) == []
