"""Healing plain text: lines broken at a column or by a page become paragraphs again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ROW_MARK = "\x1e"  # stands before each row of a ruled table in the text of a PDF; no text holds it
REPEAT_MARK = "\x1f"  # stands before a cell that repeats a merged one
_LINE_END = re.compile(r"\r\n|[\n\r\f]")
_ENDS = frozenset('。！？：；…!?:;」』】）)”"’*')
_SENTENCE = re.compile("[。；]")
# A line that opens a paragraph whatever stands before it. Matches "案例二：", "（一）部委", "3. 某市", "导读：",
# must not match "12月5日", "520-”等", "2.5万元".
_OPENING = re.compile(
    r"\s*(?:第[〇零一二三四五六七八九十百千\d]+[编章节条款批期][^，。]|(?:典型)?案例\s*[一二三四五六七八九十\d]+|[（(][一二三四五六七八九十\d]{1,3}[)）]|"
    r"[一二三四五六七八九十]{1,3}[、.．]|\d{1,3}\s*[、．]|\d{1,3}\.(?!\d)|\d{1,3}[)）]|[①-⑳●■◆▲★☆•·▶►→□※]|"
    r"(?:导读|关键词|编者按|摘要|附件?|注|来源|目\s*录|声明)\s*[:：\d]|关键词|[#*>|])"
)
# What opens a paragraph of a statute, and as often goes on with a citation: 依据《…法》 | 第五十九条.
_PROVISION = re.compile(r"\s*第[〇零一二三四五六七八九十百千\d]+[条款项]")
_PAUSE = re.compile("[，、]")
_NUMBERED = re.compile(r"\s*\d{1,3}[.、．)）]")
# How the text under a headline begins. Matches "12月5日，", "近日，"; must not match "日志留存".
_LEAD = re.compile(
    r"\s*(?:\d{1,2}\s*月|\d{4}\s*年|近日|近期|日前|导读|据(?:悉|了解|介绍|\S{2,10}消息)|记者|本报|今年|[一二三四五六七八九十]、)"
)
# A line of a table of contents: a title, dots or a tab, a page number. Matches "一、总则…………3", "2. 某会议召开\t2".
_CONTENTS = re.compile(r"(?:[.…·．]{2,}\s*|\t\s*|[.…]\s+)\d{1,4}\Z|[.…．]{4,}\Z")
# A row of a table that lost its rules. Matches "序号 应用名称 版本", "1 某某日历 2.3.1"; must not match "12 月 5 日".
_TABLE_ROW = re.compile(r"\s*(?:序号|\d{1,4})\s+(?![年月日])\S{2,}(?:\s+\S+)")
_ANY_MARK = re.compile("[，。；：、]")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
_PROSE = 60  # cells; fewer may be a headline
_OPEN_BRACKET = re.compile("（[^）)]*\\Z|\\([^）)]*\\Z|《[^》]*\\Z|“[^”]*\\Z|「[^」]*\\Z|【[^】]*\\Z")


@dataclass(slots=True)
class _Row:
    """A line of the source that is not blank; three bytes in UTF-8 make a character of two cells."""

    start: int
    end: int
    text: str
    gap: bool  # a blank line or a page break stands before it
    page: int

    @property
    def is_row(self) -> bool:
        """Tell whether the line is a row of a ruled table of a PDF."""
        return self.text[0] == ROW_MARK

    @property
    def width(self) -> int:
        return (len(self.text) + len(self.text.encode("utf-8", "replace"))) // 2


def _get_rows(source: str) -> list[_Row]:
    rows: list[_Row] = []
    gap, page, at = False, 0, 0
    for line in _LINE_END.split(source):
        size = len(line)
        text = line.rstrip()
        if text:
            rows.append(_Row(at, at + size, text, gap, page))
        gap = not text
        at += size
        ending = source[at : at + 2]
        if ending[:1] == "\f":
            gap, page = True, page + 1
        at += 2 if ending == "\r\n" else 1
    return rows


def _is_numbering(rows: Sequence[_Row], bare: Sequence[int]) -> bool:
    """Tell whether bare numbers on lines of their own count pages: rising by one, far apart."""
    numbers = [int(rows[i].text) for i in bare]
    steps = [b - a for a, b in pairwise(numbers)]
    rising = sum(1 for step in steps if step in (1, 2))
    return len(numbers) >= 3 and rising >= len(steps) * 0.8 and (bare[-1] - bare[0]) / len(steps) >= 12


def _fold_digits(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text))


def _find_running_lines(rows: Sequence[_Row]) -> set[int]:
    """Return the rows that stand at the top or bottom of many pages: running heads and page numbers."""
    if not rows or rows[-1].page == 0:
        return set()
    pages: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        if not row.is_row:
            pages.setdefault(row.page, []).append(i)
    edges: dict[int, set[int]] = {page: {*found[:2], *found[-2:]} for page, found in pages.items()}
    seen: Counter[str] = Counter()
    for indexes in edges.values():
        seen.update({_fold_digits(rows[i].text) for i in indexes})
    needed = max(3, len(pages) * 0.3)
    outer = {i for found in pages.values() for i in (found[0], found[-1])}
    return {
        i
        for indexes in edges.values()
        for i in indexes
        if (len(rows[i].text) <= 60 and seen[_fold_digits(rows[i].text)] >= needed)
        or (i in outer and _BARE_NUMBER.fullmatch(rows[i].text))
    }


def _drop_page_furniture(rows: list[_Row]) -> list[_Row]:
    dropped = {i for i, row in enumerate(rows) if len(row.text) <= 24 and _PAGE_NUMBER.fullmatch(row.text)}
    bare = [i for i, row in enumerate(rows) if len(row.text) <= 8 and _BARE_NUMBER.fullmatch(row.text)]
    if _is_numbering(rows, bare):
        dropped.update(bare)
    dropped |= _find_running_lines(rows)
    kept: list[_Row] = []
    gap = False
    for i, row in enumerate(rows):
        if i in dropped:
            gap = True
            continue
        row.gap = row.gap or gap
        gap = False
        kept.append(row)
    return kept


def _get_column(rows: Sequence[_Row], *, is_wrapped: bool) -> int | None:
    """Return the width at which lines were broken, in half-width cells, or None when they were not.

    `is_wrapped` says that they were for sure, as in a PDF.
    """
    widths = Counter(row.width for row in rows if row.width >= 30 and not row.is_row)
    total = sum(widths.values())
    if not total:
        return None
    near = {width: sum(widths[width - step] for step in range(5)) for width in widths}
    column = max(near, key=lambda width: (near[width], width))
    if is_wrapped:
        return column if total >= 12 else max(widths)
    longer = sum(count for width, count in widths.items() if width > column + 4)
    is_column = near[column] >= max(3, total * 0.3) and longer <= total * 0.1 and column <= 130
    if is_column or (column == max(widths) <= 130 and _is_broken_at(rows, column)):
        return column
    return None


def _is_broken_at(rows: Sequence[_Row], column: int) -> bool:
    """Tell whether the longest lines of a short text all stop in mid-sentence, and are several."""
    longest = [row for row in rows if row.width > column - 5]
    return column >= _PROSE and len(longest) > 1 and all(_stops_midway(row.text) for row in longest)


def _stops_midway(text: str) -> bool:
    return text[-1] not in _ENDS and _PAUSE.search(text) is not None


def _is_contents(text: str) -> bool:
    return text[-1] in "0123456789.…．" and _CONTENTS.search(text[-24:]) is not None


def _is_table_row(text: str) -> bool:
    return len(text) <= 300 and _TABLE_ROW.match(text) is not None and not _ANY_MARK.search(text)


def _has_open_bracket(text: str) -> bool:
    return _OPEN_BRACKET.search(text[-60:]) is not None


def _continues(above: _Row, below: _Row, joined: str, column: int | None) -> bool:
    """Tell whether `below` goes on with the sentence that ends `above`; `joined` is the paragraph so far."""
    last = above.text[-1]
    if above.is_row or below.is_row:
        return False
    if last in _ENDS and not _has_open_bracket(above.text.rstrip("”）)")):
        return False
    if _is_contents(above.text) or _is_contents(below.text):
        return False
    if _OPENING.match(below.text) and not (column and last not in _ENDS and _PROVISION.match(below.text)):
        return False
    if _is_table_row(above.text) or _is_table_row(below.text):
        return False
    is_open = last in "，、（《“" or _has_open_bracket(above.text)
    if is_open and (_OPENING.match(above.text) is None or (column and above.width > column * 0.7)):
        return above.width >= 20
    if last in _ENDS or (column and above.width < column * 0.85) or (last == "案" and _OPENING.match(joined)):
        return False
    return (column is not None and not below.gap) or _is_unfinished(above, below, joined)


def _is_unfinished(above: _Row, below: _Row, joined: str) -> bool:
    """Tell whether a paragraph is prose that stops in mid-sentence, not a headline."""
    if above.width < 30 or len(joined) >= 80 or _SENTENCE.search(joined):
        return above.width >= 30
    if not below.gap or below.text.lstrip()[0].isascii() or len(joined) < 28 or not _PAUSE.search(joined):
        return False
    return not _OPENING.match(joined) and not _NUMBERED.match(joined) and not _LEAD.match(below.text)


def get_paragraphs(source: str, *, is_wrapped: bool = False) -> list[list[tuple[int, int]]]:
    """Return the paragraphs of a plain text as stretches of the source, page numbers and running heads left out.

    >>> text = "网信部门检查发现该公司未落实保护义务。执法人员责令改正，给予警\\n\\n- 3 -\\n\\n告。\\n二、下一步"
    >>> ["".join(text[start:end] for start, end in ranges) for ranges in get_paragraphs(text)]
    ['网信部门检查发现该公司未落实保护义务。执法人员责令改正，给予警告。', '二、下一步']
    """
    rows = _drop_page_furniture(_get_rows(source))
    column = _get_column(rows, is_wrapped=is_wrapped)
    paragraphs: list[list[tuple[int, int]]] = []
    joined = ""
    for i, row in enumerate(rows):
        if i and _continues(rows[i - 1], row, joined, column):
            before = rows[i - 1]
            if before.text[-1].isascii() and row.text[:1].isascii() and before.text[-1].isalnum():
                paragraphs[-1].append((before.end, before.end + 1))
            paragraphs[-1].append((row.start, row.end))
            joined = joined[-400:] + row.text
        else:
            paragraphs.append([(row.start, row.end)])
            joined = row.text
    return paragraphs
