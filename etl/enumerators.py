"""The grammar of Chinese enumerators: what a line says about its own place in a list.

`get_marker(line)` reads one line; levels are found later, from the sequence of markers (`etl.outline`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from etl.numerals import parse_ordinal


class Style(StrEnum):
    """How a section is numbered, or that it is not."""

    CASE = "case"  # 案例一, 案例1, 案例（一）, 典型案例二
    PART = "part"  # 第一部分, 观察三：
    CHAPTER = "chapter"  # 第一章
    ARTICLE = "article"  # 第一条
    HAN = "han"  # 一、
    HAN_PAREN = "han_paren"  # （一）
    DECIMAL = "decimal"  # 1. 1、 No.1
    DECIMAL_PAREN = "decimal_paren"  # （1） 1)
    DOTTED = "dotted"  # 1.2.3
    PADDED = "padded"  # 01
    CIRCLED = "circled"  # ① ⑴
    ROMAN = "roman"  # Ⅰ
    WORD = "word"  # 其一，… 第一起：…
    BARE = "bare"  # 1 on a line of its own
    HEADING = "heading"  # an unnumbered heading of the page
    BOLD = "bold"  # an unnumbered bold line
    BRACKET = "bracket"  # 【基本案情】
    CLAUSE = "clause"  # 一是 … 二是 …, 1.… 2.… inside one paragraph


class Marker(Struct, frozen=True):
    """An enumerator at the head of a line: `end` is where the text after it begins; `depth` counts dotted numbers."""

    style: Style
    ordinal: int | None
    end: int
    depth: int = 1


_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_FORMAL = "[壹贰叁肆伍陆柒捌玖拾]{1,3}"
# Bullets, quotation and opening brackets that may stand before an enumerator: ▶ 1. … and [1、…
_LEAD = r"[\s\*#\[•·●◆■▌▍▎▶►▲★☆※>—|丨🔹🔸🔷🔶🔴🔺📌👉❖◇□▷➤-]{0,6}"
# Style, and what follows the bullets; its one group is the number.
_GRAMMAR: tuple[tuple[Style, str], ...] = (
    # 案例一：… 【案例3】 典型案例二 案例（四） 案例之五 案例壹; not 案例中 and not 案例10余起.
    (
        Style.CASE,
        r"[【\[(（]?\s?(?:典型|执法|处罚|违法|真实|警示)?(?:案例|案件|CASE\.?|Case\.?)\s?(?:之|[(（])?\s?"
        rf"({_HAN}|{_FORMAL}|\d{{1,3}})(?![\d%]|\s?[余多起件个例名人年月号十百千万])"
        r"\s?[)）]?[】\]]?\s?[:：、.．丨|—-]*\s*",
    ),
    # 2.1.3.标题, 1.2 标题; not 2.5亿 and not 2024.11.22 (a year has four digits)
    (Style.DOTTED, r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、．]\s*|\s+|(?=[^\d\s.%万亿千百元款个条起版年月日]))"),
    # 第三章 总则, 第二节 …
    (Style.CHAPTER, rf"第\s?({_HAN}|\d{{1,3}})\s?[章编]\s*"),
    # 第二十一条 网络运营者 …; not 第二十一条第一款规定 and not 第五条的
    (
        Style.ARTICLE,
        rf"第\s?({_HAN}|\d{{1,3}})\s?条(?:之{_HAN})?(?:\s+|(?![第规的、和及至款中所,，。;；]|以[及下]))",
    ),
    # 第一部分 …, 境内前沿观察三：…, 专题二：…
    (Style.PART, rf"第\s?({_HAN}|\d{{1,2}})\s?(?:部分|篇|板块)\s?[:：、]?\s*"),
    (Style.PART, rf"\w{{0,8}}(?:观察|专题|篇章|板块|专栏)({_HAN})\s?[:：]\s*"),
    # 一、…; not 一、二审
    (Style.HAN, rf"({_HAN})\s?[、.．](?!\s?{_HAN}[、审])\s*"),
    # 壹、…
    (Style.HAN, rf"({_FORMAL})\s?[、.．]\s*"),
    # （一）… (二)…
    (Style.HAN_PAREN, rf"[(（]\s?({_HAN})\s?[)）]\s*"),
    # （1）… 1）…
    (Style.DECIMAL_PAREN, r"[(（]?\s?(\d{1,3})\s?[)）]\s*"),
    # 01 … 02丨…; not 01:30, 07月 or 010-82341063
    (Style.PADDED, r"(?:PART|Part)?[.\s]?(0\d)(?![\d:：年月日.%-])\s*[、.．丨|/]?\s*"),
    # NO.1 … No 2 … Part 3
    (Style.DECIMAL, r"(?:N[oO]|PART|Part)\.?\s?(\d{1,2})(?!\d)[、.．:：]?\s*"),
    # 1. … 1、… 1．…; not 1.5万 and not 1.2.3
    (Style.DECIMAL, r"(\d{1,3})(?:\s?[、．]|\.(?!\d|$)|\.(?=\d{1,2}月)|\.$|\ufe0f?\u20e3)\s*"),
    # 1丨… 1：…; not 1:30 and not 1：1
    (Style.DECIMAL, r"(\d{1,2})\s?(?:[丨|]|[:：](?![\d\s]))\s*"),
    # 其一，… 第二起：…; not 其一贯
    (Style.WORD, r"其([一二三四五六七八九十])[，、：:]\s*"),
    # 第二起：…, 第一起，…, 第三个案例是…; not 第一个案例中
    (
        Style.WORD,
        r"第\s?([一二三四五六七八九十]{1,3}|\d{1,2})"
        r"(?:[起例宗件](?:典型)?(?:案例|案件)?|案|个(?:典型)?(?:案例|案件))(?:[，、：:\s]\s*|(?=是|为|发生|来自))",
    ),
    # 3 on a line of its own
    (Style.BARE, r"(\d{1,2})\s*$"),
    # ① ⑴ ⒈ ㈠, Ⅰ、…
    (Style.CIRCLED, r"([①-⑳❶-❿➊-➓㈠-㈩⑴-⒇⒈-⒛])\s*"),
    (Style.ROMAN, r"([Ⅰ-Ⅻ])\s*[、.．:：丨|]?\s*"),
)
# 【基本案情】 alone on its line; a bracketed lead of a sentence (【浙江网警】公众号发布…) is not one.
_BRACKET = re.compile(r"\s*[【\[](?P<name>[^】\]]{2,16})[】\]]\s*[:：]?\s*$")
_BULLETS = " \t*#[•·●◆■▌▍▎▶►▲★☆※>—|丨🔹🔸🔷🔶🔴🔺📌👉❖◇□▷➤-"
_SIGNS = {"①": 20, "❶": 10, "➊": 10, "㈠": 10, "⑴": 20, "⒈": 20, "Ⅰ": 12}
_CIRCLES = {chr(ord(first) + n): n + 1 for first, count in _SIGNS.items() for n in range(count)}
_OPENING = frozenset({"【", "[", " "})
_HEAD = 48  # characters that can hold an enumerator
_PART_WORDS = ("观察", "专题", "篇章", "板块", "专栏")
_NAMED_PARTS = tuple(re.compile(rf"{word}{_HAN}\s?[:：]") for word in _PART_WORDS)


class _Grammar(Struct, frozen=True):
    """The enumerators that may open a line: a pattern of which the group that matched tells the style."""

    styles: tuple[Style, ...]
    pattern: re.Pattern[str]


def _of(*styles: Style) -> _Grammar:
    chosen = [(style, pattern) for style, pattern in _GRAMMAR if style in styles]
    alternatives = "|".join(pattern for _, pattern in chosen)
    return _Grammar(tuple(style for style, _ in chosen), re.compile(f"{_LEAD}(?:{alternatives})"))


_ANY = _of(*Style)
# What may number a line, by its first character after bullets; anything where a word for a part follows.
_BY_FIRST: dict[str, _Grammar] = {
    **dict.fromkeys("0123456789", _of(Style.DOTTED, Style.DECIMAL_PAREN, Style.PADDED, Style.DECIMAL, Style.BARE)),
    **dict.fromkeys("一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾", _of(Style.HAN)),
    **dict.fromkeys("(（", _of(Style.CASE, Style.HAN_PAREN, Style.DECIMAL_PAREN)),
    **dict.fromkeys("典执处违真警案C【", _of(Style.CASE)),
    **dict.fromkeys("NP", _of(Style.PADDED, Style.DECIMAL)),
    **dict.fromkeys(_CIRCLES, _of(Style.CIRCLED, Style.ROMAN)),
    "第": _of(Style.CHAPTER, Style.ARTICLE, Style.PART, Style.WORD),
    "其": _of(Style.WORD),
}
MAY_OPEN = _BY_FIRST.keys() | set(_BULLETS) | _OPENING  # the first character of a line with an enumerator
_PART_HEAD = 24  # characters in which the word and the number of a part stand


def names_part(text: str) -> bool:
    """Return whether a line of the text may begin with the name of a numbered part: 境内前沿观察三：…"""
    return any(part.search(text) for part in _NAMED_PARTS)


def get_marker(line: str, may_be_part: bool = True) -> Marker | None:
    """Return the enumerator a line begins with, or None. `may_be_part`: whether its text holds the name of a part.

    >>> get_marker("案例（三）：某公司案")
    Marker(style=<Style.CASE: 'case'>, ordinal=3, end=6, depth=1)
    >>> get_marker("2.1.3.国内动态").depth, get_marker("（十二）其他").ordinal, get_marker("01").style.value
    (3, 12, 'padded')
    >>> get_marker("1.5万元罚款"), get_marker("2024年11月"), get_marker("案例10余起"), get_marker("")
    (None, None, None, None)
    """
    if line[:1] not in MAY_OPEN and not may_be_part:
        return None
    head = line[:_HEAD]
    is_part = may_be_part and names_part(head[:_PART_HEAD])
    grammar = _ANY if is_part else _BY_FIRST.get(line[:1]) or _BY_FIRST.get(head.lstrip(_BULLETS)[:1])
    found = grammar.pattern.match(head) if grammar else None
    if grammar and found and found.lastindex:
        return _marker(grammar.styles[found.lastindex - 1], found[found.lastindex], found.end())
    if head[:1] in _OPENING and len(line) <= _HEAD and (found := _BRACKET.match(line)):
        return Marker(Style.BRACKET, None, found.end())
    return None


def _marker(style: Style, number: str, end: int) -> Marker | None:
    if style is Style.DOTTED:
        numbers = number.split(".")
        return Marker(style, int(numbers[-1]), end, len(numbers))
    ordinal = _CIRCLES.get(number) or parse_ordinal(number)
    return Marker(style, ordinal, end) if ordinal or style is Style.CASE else None


# An enumerator inside a paragraph stands after the end of a sentence: …如下：1.… 。2.…; 案例一：…。案例二：…
# Style, item, the first item in rough, signs of the second one.
_INLINE: tuple[tuple[Style, re.Pattern[str], re.Pattern[str], frozenset[str]], ...] = tuple(
    (style, re.compile(pattern), re.compile(first), frozenset(seconds.split()))
    for style, pattern, first, seconds in (
        (
            Style.CASE,
            rf"[【\[典案](?:(?<=^.)|(?<=[。！？；;:：\s].))(?:(?<=案)例|(?<=典)型案例|(?<=[【\[])(?:典型)?案例)之?\s?"
            rf"(?P<n>{_HAN}|\d{{1,2}})(?:\s?[:：、.．】\]]|\s)",
            "案例",
            "案例",
        ),
        (
            Style.CLAUSE,
            r"(?P<n>[一二三四五六七八九十](?:(?<=^.)|(?<=[。！？；;:：,，\s].))[一二三四五六七八九十]?)是",
            "一是",
            "二是",
        ),
        (
            Style.HAN_PAREN,
            r"[(（](?:(?<=^.)|(?<=[。！？；;:：\s].))(?P<n>[一二三四五六七八九十]{1,3})[)）]",
            "一[)）]",
            "二) 二）",
        ),
        (
            Style.HAN,
            r"(?P<n>[一二三四五六七八九十](?:(?<=^.)|(?<=[。！？；;:：\s].))[一二三四五六七八九十]?)、",
            "一、",
            "二、",
        ),
        (Style.DECIMAL_PAREN, r"(?:^|(?<=[。！？；;:：\s]))[(（]?(?P<n>\d{1,2})[)）]", "1[)）]", "2) 2）"),
        (
            Style.DECIMAL,
            r"(?P<n>\d(?:(?<=^.)|(?<=[。！？；;:：\s].))\d?)(?:[、．]|\.(?!\d))",
            "1[、．.]",
            "2、 2． 2.",
        ),
        (Style.CIRCLED, r"(?P<n>[①-⑳⑴-⒇❶-❿])", "[①⑴❶]", "② ⑵ ❷"),
        (
            Style.WORD,
            r"[其第](?:(?<=^.)|(?<=[。！？；;:：\s].))(?P<n>[一二三四五六七八九十])(?:[起例案][，：:]|(?<=其.)[，：:])",
            "其一|第一[起例案]",
            "其二 第二起 第二例 第二案",
        ),
    )
)
# Any of the signs, by the literal it begins with: one literal is sought twelve times as fast as one of several.
_SECONDS = {
    "案例": re.compile("案例"),
    "二": re.compile("二(?:[是)）、]|(?<=其二)|(?<=第二)[起例案])"),
    "2": re.compile("2[)）、．.]"),
    **{circle: re.compile(circle) for circle in "②⑵❷"},
}


class InlineItem(Struct, frozen=True):
    """An enumerator inside a paragraph."""

    style: Style
    ordinal: int
    start: int
    end: int  # of the enumerator


def find_second_items(text: str) -> Iterator[int]:
    """Yield the places where the second item of a list may stand; a paragraph without one holds no list."""
    return (found.start() for literal, sign in _SECONDS.items() if literal in text for found in sign.finditer(text))


def get_inline_items(line: str) -> tuple[InlineItem, ...]:
    """Return the items of the first list inside a paragraph that counts 1, 2, … without a gap; () when there is none.

    >>> [item.start for item in get_inline_items("通报如下：1.甲公司。2.乙公司。")]
    [5, 11]
    >>> get_inline_items("罚款1.5万元。2.5万元的"), get_inline_items("一是整改。")
    ((), ())
    """
    for style, pattern, first, seconds in _INLINE:
        if not any(sign in line for sign in seconds) or not first.search(line):
            continue
        items: list[InlineItem] = []
        for found in pattern.finditer(line):
            ordinal = _CIRCLES.get(found["n"]) or parse_ordinal(found["n"])
            if ordinal == len(items) + 1:
                items.append(InlineItem(style, ordinal, found.start(), found.end()))
        if len(items) > 1:
            return tuple(items)
    return ()
