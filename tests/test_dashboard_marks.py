"""Marked texts: nothing is lost, nothing runs, no hidden name shows."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from dashboards.case_card import render_link
from dashboards.marks import Mark, get_segments, mask_text, move_marks, render_legend, render_text

COLOURS = {"party": "#fde2c4", "date": "#e4e0f5"}
TEXTS = st.text("某公司罚款五万元<>&\"'\n案例一", max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6))
    marks = [Mark(min(a, b), max(a, b), "party", f"tip {i}", f"v-{i}") for i, (a, b) in enumerate(pairs)]
    return text, marks


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(marked_texts())
def test_segments_cover_the_text_once_and_in_order(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    segments = get_segments(len(text), marks)
    assert "".join(text[segment.start : segment.end] for segment in segments) == text
    for segment in segments:
        assert all(mark.start <= segment.start and segment.end <= mark.end for mark in segment.marks)


@given(marked_texts())
def test_marking_changes_no_character_of_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert _plain(render_text(text, marks, COLOURS)) == text


@given(marked_texts())
def test_every_mark_can_be_jumped_to_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    html = render_text(text, marks, COLOURS)
    for mark in marks:
        assert html.count(f'id="{mark.anchor}"') == (1 if mark.start < mark.end else 0)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</div><iframe src='javascript:alert(1)'></iframe>",
    "&lt;script&gt;",
    "' onmouseover='alert(1)",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_text_tips_anchors_and_names_are_escaped(words: str) -> None:
    html = render_text(words, [Mark(0, len(words), "party", words, words)], COLOURS)
    html += render_legend([("party", words, 1)], COLOURS)
    tags = BeautifulSoup(html, "html.parser").find_all(True)
    assert {tag.name for tag in tags} <= {"div", "mark", "span", "i"}
    assert {name for tag in tags for name in tag.attrs} <= {"class", "lang", "style", "data-tip", "tabindex", "id"}
    mark = next(tag for tag in tags if tag.name == "mark")
    assert (mark.get_text(), mark["data-tip"], mark["id"]) == (words, words, words)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "", None, "file:///etc/passwd", " javascript:x"]
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert render_link(url, "open") == "open"


def test_a_web_address_opens_apart_and_is_escaped() -> None:
    html = render_link('https://example.org/?a=1&b="x"', "open")
    assert 'href="https://example.org/?a=1&amp;b=&quot;x&quot;"' in html
    assert 'rel="noopener noreferrer"' in html


@pytest.mark.parametrize(
    ("text", "names", "masked"),
    [
        ("对张小明、李四处罚", {"张小明": "张某某", "李四": "李某"}, "对张某某、李某处罚"),
        ("张小明明", {"张小明": "张某", "张小明明": "张某某某"}, "张某某某"),
        ("没有姓名", {"张小明": "张某某"}, "没有姓名"),
        ("张小明", {"": "x"}, "张小明"),
    ],
)
def test_masking(text: str, names: dict[str, str], masked: str) -> None:
    assert mask_text(text, names).text == masked


@given(st.text("张小明罚款", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_marks_outside_names_keep_their_words(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    masked = mask_text(text, {"张小明": "张某"})
    moved = masked.text[masked.move(start) : masked.move(end, is_end=True)]
    assert "张小明" not in masked.text
    if "张小明" not in text:
        assert moved == text[start:end]
    assert 0 <= masked.move(start) <= masked.move(end, is_end=True) <= len(masked.text)


def test_marks_move_with_the_masked_text_and_those_outside_are_left_out() -> None:
    masked = mask_text("对张小明罚款五元", {"张小明": "张某"})
    marks = [Mark(11, 14, "party", "", "p"), Mark(14, 18, "penalty", "", "q"), Mark(2, 5, "authority", "", "r")]
    moved = move_marks(marks, masked, base=10, end=18)
    assert [masked.text[mark.start : mark.end] for mark in moved] == ["张某", "罚款五元"]
