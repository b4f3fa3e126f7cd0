"""The text of laws and measures that a page carries, article by article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.enumerators import Style
from etl.extract.citations import resolve_statute
from etl.model import MeasureArticle, Page
from etl.outline import Outline, Section

MIN_ARTICLES = 3  # fewer are quotations
_BEFORE = 1500  # characters before the first article in which the rule is named
_QUOTED = re.compile(r"《([^》\n]{3,40})》")
# A rule's name on a line of its own: 直播电商监督管理办法.
_NAME_LINE = re.compile(r"(?:^|\n)([^\n，。《》]{3,40}?(?:办法|规定|条例|法|规则))(?:（[^）\n]{1,12}）)?(?=\n|$)")


def get_measure_articles(page: Page, outline: Outline) -> tuple[MeasureArticle, ...]:
    """Return the articles of every rule whose text the page carries, each with its chapter and its rule's id."""
    plain = page.text.plain
    articles: list[MeasureArticle] = []
    reached = 0
    for text in _texts(outline.of_style(Style.ARTICLE)):
        if len(text) < MIN_ARTICLES:
            continue
        low = max(reached, text[0].span.start - _BEFORE)
        statute_id = _find_statute(plain[low : text[0].span.start], page.title if reached == 0 else None)
        for section in text:
            chapter = _chapter(section, outline, plain)
            articles.append(MeasureArticle(section.ordinal or 0, section.span, chapter, statute_id))
        reached = text[-1].span.end
    return tuple(articles)


def _texts(articles: Sequence[Section]) -> Iterator[list[Section]]:
    """Split at every place where the count of articles goes back."""
    text: list[Section] = []
    for section in articles:
        if text and (section.ordinal or 0) <= (text[-1].ordinal or 0):
            yield text
            text = []
        text.append(section)
    if text:
        yield text


def _chapter(section: Section, outline: Outline, plain: str) -> str | None:
    at = section.parent
    while at is not None:
        parent = outline.sections[at]
        if parent.style is Style.CHAPTER:
            return parent.heading.of(plain).split("\n")[0].strip()
        at = parent.parent
    return None


def _find_statute(before: str, title: str | None) -> str | None:
    """Return the id of the rule named last on a line of its own, in the title, or in title marks."""
    names = [*_NAME_LINE.findall(before)[::-1], *_QUOTED.findall(title or ""), *_QUOTED.findall(before)[::-1]]
    return next((statute for name in names if (statute := resolve_statute(name.strip()))), None)
