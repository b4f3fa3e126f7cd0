"""Clean text with the way back: runs of source text become `PageText`, one paragraph a line.

Every rule works on whole lines with `re` and `str.translate`; nothing looks at single characters in Python,
so that reading never dominates extraction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from etl.model import Block, BlockKind, OffsetMap, PageText, Span

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
CJK_MARKS = "\u3001\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u201c\u201d\u2014\u2026"
_SPACES = "\t\n\v\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_JUNK = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ufe00-\ufe0f\ufeff\ue000-\uf8ff\ufffc"
)
# Radical signs that PDF fonts use for the characters; NFKC leaves them alone.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


def _expand(ranges: str) -> Iterator[str]:
    for match in re.finditer(r"(.)-(.)|(.)", ranges, re.S):
        low, high = (match[1], match[2]) if match[1] else (match[3], match[3])
        yield from map(chr, range(ord(low), ord(high) + 1))


def _folding() -> dict[int, int]:
    """Return the one-to-one folding: full width to half width, odd spaces to " ", junk to a zero-width space."""
    wide = [chr(code) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))]
    alike = [*wide, *"％．＊＋／＆＃＠＿", *map(chr, range(0x2F00, 0x2FD6)), *map(chr, range(0xF900, 0xFA6E))]
    fold = {ord(char): ord(new) for char in alike if len(new := unicodedata.normalize("NFKC", char)) == 1}
    fold |= {ord(char): ord(new) for char, new in _RADICALS.items()}
    fold |= {ord(char): 0x20 for char in _expand(_SPACES)}
    fold |= {ord(char): 0x200B for char in _expand(_JUNK)}
    return fold


_FOLD = _folding()
_FOLDABLE = re.compile(f"[{re.escape(''.join(map(chr, sorted(_FOLD.keys() - {0x20, 0x200B}))))}]")
# A gap that may have to go: any run with junk or two spaces, and single spaces that do not stand between two
# ASCII characters. Matches the space of "4 万", not the space of "Hi App".
_GAP = re.compile(r"[ \u200b]{2,}|\u200b| (?![!-~])|(?<![!-~]) ")
_CJK = re.compile(f"[{HAN}{CJK_MARKS}]")
_HAN = re.compile(f"[{HAN}]")
# Text before a space that sets off an enumerator at the start of a line: "第三条 ", "案例一 ", "02 "; not "一 是".
_ENUMERATOR = re.compile(r"(?:第[〇零一二三四五六七八九十百千\d]+[编章节条]|案例[一二三四五六七八九十\d]+|\d{1,3})\Z")
# After a bare number these make it a quantity or a date, not an enumerator: "12 月", "4 万余元".
_UNIT = re.compile(
    "[年月日时分秒点号万亿千百十余多个起名条款家人元项次种批部件例宗场类期届位天周岁倍角吨台辆套处所间户只本张页]"
)
# A row of a table that lost its rules: "1 某某日历 2.3.1 某市场"; not "2025 年第 8 批通报".
_ROW = re.compile(r"\s*(?:\d{1,4}|序号) +\S{2,}(?: +\S+)+\s*\Z|.* +[vV]?\d+(?:\.\d+)+(?: +|\s*\Z)")
_SENTENCE_MARK = re.compile("[，。；]")
_NARROW_MARKS, _WIDE_MARKS = ",:;!?", "，：；！？"
_WIDENED = str.maketrans(_NARROW_MARKS, _WIDE_MARKS)
_NARROW_MARK = re.compile(f"[{_NARROW_MARKS}]")
# A narrow mark beside a Chinese character or quotation: 罚款,责令; App:名称. Not 1,000 and https://.
_NARROW_IN_CHINESE = re.compile(
    rf"(?<=[{HAN}{CJK_MARKS}])[ \u200b]?[{_NARROW_MARKS}]|[{_NARROW_MARKS}](?=[ \u200b]?[{HAN}{CJK_MARKS}])"
)


def fold_width(text: str) -> str:
    """Return the text with full-width digits and letters in half width, odd spaces plain, junk as U+200B.

    The length never changes.

    >>> fold_width("ＡＰＰ　１２款")
    'APP 12款'
    """
    return text.translate(_FOLD) if _FOLDABLE.search(text) else text


def fold_marks(text: str) -> str:
    """Return the text with narrow commas, colons and the like in Chinese sentences in full width.

    The length never changes.

    >>> fold_marks("罚款1,000元,责令改正;见https://a.cn?b"), fold_marks("应用:Hi,App")
    ('罚款1,000元，责令改正；见https://a.cn?b', '应用：Hi,App')
    """
    if _NARROW_MARK.search(text) is None:
        return text
    return _NARROW_IN_CHINESE.sub(lambda found: found[0].translate(_WIDENED), text)


def _is_row(line: str) -> bool:
    return len(line) <= 300 and not _SENTENCE_MARK.search(line) and _ROW.match(line) is not None


def _separates(line: str, start: int, end: int, *, wide: bool) -> bool:
    """Tell whether the gap `line[start:end]` stands between words, as in Latin text or after an enumerator.

    `wide` says that the gap is one that sets words of a heading apart.
    """
    left, right = line[start - 1], line[end]
    if not (_CJK.match(left) or _CJK.match(right)):
        return True
    if start < 12 and _HAN.match(right) and _ENUMERATOR.match(line[:start].lstrip(" \u200b")):
        return not (left in "0123456789" and _UNIT.match(right))
    if not wide or not (_HAN.match(left) or _HAN.match(right)):
        return False
    if len(line) - end <= 4 and line[end:].isdigit():
        return True  # the page number of a table of contents
    return line[start - 2 : start - 1] not in ("", " ") and line[end + 1 : end + 2] not in ("", " ")


def get_kept_ranges(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the folded line and the ranges of it that stay, in order, once stray spaces and junk are gone.

    >>> folded, kept = get_kept_ranges("处置账号 4 万余个， Hi App　下架")
    >>> "".join(folded[a:b] for a, b in kept)
    '处置账号4万余个，Hi App下架'
    """
    folded = fold_marks(fold_width(line))
    first = _GAP.search(folded) if " " in folded or "\u200b" in folded else None
    if first is None:
        return folded, [(0, len(folded))] if folded else []
    row, heads = _is_row(folded), not _SENTENCE_MARK.search(folded)
    kept: list[tuple[int, int]] = []
    at, size = 0, len(folded)
    for gap in _GAP.finditer(folded, first.start()):
        start, end = gap.span()
        space = folded.find(" ", start, end)
        if space >= 0 and start > 0 and end < size:
            wide = heads and (end - start > 1 or line[start] in "\t\u3000") and "\n" not in line[start:end]
            if row or _separates(folded, start, end, wide=wide):
                if at < start:
                    kept.append((at, start))
                kept.append((space, space + 1))
                at = end
                continue
        if at < start:
            kept.append((at, start))
        at = end
    if at < size:
        kept.append((at, size))
    return folded, kept


def clean_line(line: str) -> str:
    """Return one line as it would stand in `PageText.plain`.

    >>> clean_line("  加强警 戒，２０２５ 年 8 月 处置 Hi App ")
    '加强警戒，2025年8月处置Hi App'
    >>> clean_line(chr(0x3000))
    ''
    """
    folded, kept = get_kept_ranges(line)
    return "".join(folded[start:end] for start, end in kept).strip()


class Run(Struct, frozen=True):
    """Characters copied one for one from the decoded source, from offset `start` on; -1 for inserted text."""

    text: str
    start: int


Cleaned = tuple[str, list[tuple[int, int]]]  # the folded text and the ranges of it that stay


def clean_runs(runs: Sequence[Run]) -> Cleaned:
    """Return the folded text of joined runs and the ranges of it that stay."""
    return get_kept_ranges(runs[0].text if len(runs) == 1 else "".join(run.text for run in runs))


def join_kept(cleaned: Cleaned) -> str:
    folded, kept = cleaned
    if len(kept) == 1:
        return folded[kept[0][0] : kept[0][1]]
    return "".join(folded[start:end] for start, end in kept)


class Line(Struct, frozen=True):
    """One paragraph, or one row of a table with a tuple of runs a cell."""

    cells: tuple[tuple[Run, ...], ...]
    kind: BlockKind = BlockKind.TEXT
    level: int | None = None
    table: int | None = None
    cleaned: Cleaned | None = None  # of the only cell, when a reader has cleaned it already

    def clean(self) -> Line:
        """Return the line with the clean form of its only cell kept for the writer."""
        if len(self.cells) != 1:
            return self
        return Line(self.cells, self.kind, self.level, self.table, clean_runs(self.cells[0]))

    @property
    def text(self) -> str:
        """The clean text, cells separated by spaces."""
        if self.cleaned is not None:
            return join_kept(self.cleaned)
        return " ".join(join_kept(clean_runs(cell)) for cell in self.cells).strip()


def build_line(
    source: str, ranges: Iterable[tuple[int, int]], kind: BlockKind = BlockKind.TEXT, level: int | None = None
) -> Line:
    """Return a paragraph made of stretches of the source."""
    return Line((tuple(Run(source[start:end], start) for start, end in ranges if start < end),), kind, level)


class _Writer:
    """Collects clean characters and the runs that lead back."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.plain_starts: list[int] = []
        self.source_starts: list[int] = []
        self.lengths: list[int] = []

    def insert(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def copy(self, text: str, source_start: int) -> None:
        if source_start < 0:
            self.insert(text)
            return
        size = len(text)
        last = self.lengths[-1] if self.lengths else 0
        if last and self.plain_starts[-1] + last == self.length and self.source_starts[-1] + last == source_start:
            self.lengths[-1] += size
        else:
            self.plain_starts.append(self.length)
            self.source_starts.append(source_start)
            self.lengths.append(size)
        self.parts.append(text)
        self.length += size

    def copy_cell(self, runs: Sequence[Run], cleaned: Cleaned | None) -> bool:
        """Write the clean form of the joined runs; return whether anything was left of them."""
        folded, kept = cleaned or clean_runs(runs)
        if not kept:
            return False
        if len(runs) == 1:
            origin = runs[0].start
            for start, end in kept:
                self.copy(folded[start:end], origin + start if origin >= 0 else -1)
            return True
        index, base = 0, 0
        for start, end in kept:
            while start < end:
                while base + len(runs[index].text) <= start:
                    base += len(runs[index].text)
                    index += 1
                stop = min(end, base + len(runs[index].text))
                origin = runs[index].start
                self.copy(folded[start:stop], origin + start - base if origin >= 0 else -1)
                start = stop
        return True


def build_page_text(lines: Iterable[Line]) -> PageText:
    """Return the clean text of the lines in order; lines with nothing left are dropped.

    Cells of a table row are joined by a tab, empty cells stay empty.
    """
    writer = _Writer()
    blocks: list[Block] = []
    for line in lines:
        start = writer.length
        mark = len(writer.parts)
        if blocks:
            writer.insert("\n")
        written = False
        for number, cell in enumerate(line.cells):
            if number:
                writer.insert("\t")
            written = (bool(cell) and writer.copy_cell(cell, line.cleaned)) or written
        if not written:
            del writer.parts[mark:]
            writer.length = start
            continue
        begin = start + 1 if blocks else start
        blocks.append(Block(Span(begin, writer.length), line.kind, line.level, line.table))
    offsets = OffsetMap(tuple(writer.plain_starts), tuple(writer.source_starts), tuple(writer.lengths))
    return PageText("".join(writer.parts), tuple(blocks), offsets)
