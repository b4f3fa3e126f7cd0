"""Ruled tables of a PDF page: the lines drawn on it tell which words stand in one cell."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from etl.pages.paragraphs import REPEAT_MARK, ROW_MARK

_NEAR = 3.0  # points within which two rules meet
_THIN = 2.5  # points up to which a drawn box is a rule
_MOST_RULES = 6_000  # on one page; drawings hold more
_MOST_SEGMENTS = 2_000  # of one path
_COVERED = 0.6  # share of a cell's side that has to be ruled


@dataclass(frozen=True, slots=True)
class _Rule:
    """A drawn line: at one coordinate, from a to b in the other."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    x: float
    y: float
    height: float
    has_box: bool


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns' and rows' edges of a table, and for each cell the one whose text it shares."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]  # from the bottom up
    owners: dict[tuple[int, int], tuple[int, int]]  # (row from the top, column) → (row, column)

    @property
    def top(self) -> float:
        return self.ys[-1]

    @property
    def bottom(self) -> float:
        return self.ys[0]

    def find(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row, from the top, and the column of a place, or None outside."""
        column, row = bisect_right(self.xs, x) - 1, len(self.ys) - 1 - bisect_right(self.ys, y)
        is_inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if is_inside else None


def get_page_text(page: pdfium.PdfPage) -> str:
    """Return the text of a page, a line a line; a row of a ruled table is one line that begins with `ROW_MARK`, its
    cells apart by tabs.
    """
    words = page.get_textpage()
    plain = str(words.get_text_bounded()).replace(ROW_MARK, "")
    grids = find_grids(page) if plain.strip() else []
    if not grids:
        return plain
    return _write(grids, _read_chars(words))


def find_grids(page: pdfium.PdfPage) -> list[_Grid]:
    """Return the ruled tables of a page from the top down, those with at least two columns and two rows."""
    across, down = _find_rules(page)
    if len(across) < 3 or len(down) < 3 or len(across) + len(down) > _MOST_RULES:
        return []
    grids = [grid for group in _group(across, down) if (grid := _build_grid(*group)) is not None]
    return sorted(grids, key=lambda grid: -grid.top)


def _find_rules(page: pdfium.PdfPage) -> tuple[list[_Rule], list[_Rule]]:
    """Return the horizontal and the vertical rules of a page."""
    across: list[_Rule] = []
    down: list[_Rule] = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if top - bottom <= _THIN < right - left:
            across.append(_Rule((top + bottom) / 2, left, right))
        elif right - left <= _THIN < top - bottom:
            down.append(_Rule((left + right) / 2, bottom, top))
        elif right - left > _THIN:
            for (x0, y0), (x1, y1) in _find_segments(item):
                if abs(y0 - y1) <= 1 < abs(x0 - x1):
                    across.append(_Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x0 - x1) <= 1 < abs(y0 - y1):
                    down.append(_Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        if len(across) + len(down) > _MOST_RULES:
            break
    return across, down


def _find_segments(item: pdfium.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight lines of a path, in the page's coordinates."""
    matrix = item.get_matrix()
    count = raw.FPDFPath_CountSegments(item)
    if not 2 <= count <= _MOST_SEGMENTS:
        return
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return
        kind = raw.FPDFPathSegment_GetType(segment)
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, start
        last = point


def _group(across: Sequence[_Rule], down: Sequence[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Yield the rules that meet, each group by itself."""
    rules = [*across, *down]
    parent = list(range(len(rules)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(across)), key=lambda i: across[i].at)
    heights = [across[i].at for i in order]
    for j, upright in enumerate(down, len(across)):
        for i in order[bisect_right(heights, upright.start - _NEAR) : bisect_right(heights, upright.end + _NEAR)]:
            if across[i].start - _NEAR <= upright.at <= across[i].end + _NEAR:
                parent[find(j)] = find(i)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(find(i), ([], []))[i >= len(across)].append(rule)
    yield from groups.values()


def _build_grid(across: Sequence[_Rule], down: Sequence[_Rule]) -> _Grid | None:
    xs, ys = _merge(rule.at for rule in down), _merge(rule.at for rule in across)
    if len(xs) < 3 or len(ys) < 3:
        return None
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    upright, level = _place(down, xs), _place(across, ys)
    count = len(ys) - 1
    for row in range(count):
        low, high = ys[count - row - 1], ys[count - row]
        for column in range(len(xs) - 1):
            owner = (row, column)
            if column and not _is_ruled(upright[column], low, high):
                owner = owners[row, column - 1]
            elif row and not _is_ruled(level[count - row], xs[column], xs[column + 1]):
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return _Grid(tuple(xs), tuple(ys), owners)


def _merge(places: Iterable[float]) -> list[float]:
    """Return the places in order, those that are one for the eye only once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _place(rules: Iterable[_Rule], edges: Sequence[float]) -> list[list[_Rule]]:
    """Return the rules that stand at each edge."""
    found: list[list[_Rule]] = [[] for _ in edges]
    for rule in rules:
        found[max(bisect_right(edges, rule.at + 0.01) - 1, 0)].append(rule)
    return found


def _is_ruled(rules: Sequence[_Rule], low: float, high: float) -> bool:
    """Tell whether most of one side of a cell is drawn."""
    drawn = sum(max(0.0, min(rule.end, high) - max(rule.start, low)) for rule in rules)
    return drawn >= _COVERED * (high - low)


def _read_chars(words: pdfium.PdfTextPage) -> list[_Char]:
    found: list[_Char] = []
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, i)
        if not code or 0xD800 <= code < 0xE000 or chr(code) in (ROW_MARK, REPEAT_MARK, "\ufffe"):
            continue
        has_box = raw.FPDFText_IsGenerated(words, i) != 1 and bool(
            raw.FPDFText_GetCharBox(words, i, left, right, bottom, top)
        )
        x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        found.append(_Char(chr(code), x, y, top.value - bottom.value, has_box))
    return found


def _write(grids: Sequence[_Grid], chars: Sequence[_Char]) -> str:
    """Return the words above, between and under the tables with the tables' rows between them."""
    zones: list[list[str]] = [[] for _ in range(len(grids) + 1)]
    cells: dict[tuple[int, int, int], list[_Char]] = {}
    zone, is_inside = 0, False
    for char in chars:
        if char.has_box:
            number = next((i for i, grid in enumerate(grids) if grid.find(char.x, char.y)), None)
            is_inside = number is not None
            if number is not None:
                place = grids[number].find(char.x, char.y)
                assert place is not None
                cells.setdefault((number, *grids[number].owners[place]), []).append(char)
                continue
            above = zone
            zone = sum(grid.top > char.y for grid in grids)
            if zone != above and zones[zone]:
                zones[zone].append("\n")
        if not is_inside:
            zones[zone].append(char.text)
    parts = ["".join(zones[0]).rstrip()]
    for number, grid in enumerate(grids):
        parts += _write_rows(grid, {key[1:]: found for key, found in cells.items() if key[0] == number})
        parts.append("".join(zones[number + 1]).strip("\r\n"))
    return "\n".join(part for part in parts if part)


def _write_rows(grid: _Grid, cells: dict[tuple[int, int], list[_Char]]) -> Iterator[str]:
    texts = {place: _join(found) for place, found in cells.items()}
    for _, line in groupby(sorted(grid.owners), key=lambda place: place[0]):
        shown = []
        for place in line:
            text = texts.get(grid.owners[place], "")
            shown.append(text if grid.owners[place] == place or not text else REPEAT_MARK + text)
        if any(shown):
            yield ROW_MARK + "\t".join(shown)


def _join(chars: Sequence[_Char]) -> str:
    """Return the words of a cell, line by line; lines broken inside a word or a number are joined without a gap."""
    lines: list[list[_Char]] = []
    for char in sorted((char for char in chars if char.text not in "\r\n\t"), key=lambda char: -char.y):
        if lines and abs(lines[-1][0].y - char.y) <= max(lines[-1][0].height, char.height, 4) * 0.6:
            lines[-1].append(char)
        else:
            lines.append([char])
    shown = ["".join(char.text for char in sorted(line, key=lambda char: char.x)).strip() for line in lines]
    return "".join(
        left
        + (" " if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha() else "")
        for left, right in pairwise([*shown, ""])
    )
