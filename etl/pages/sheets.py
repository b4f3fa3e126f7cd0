"""Reader of spreadsheets (xlsx) and of tables as text (csv): one line a row, a table a block of rows."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from io import StringIO

from lxml import etree

from etl.model import BlockKind, Page
from etl.pages.errors import UnreadableDocument
from etl.pages.office import OfficeFile
from etl.pages.plain_text import build_text_page
from etl.text import Line, Run, build_page_text

MOST_CELLS = 400_000
MOST_COLUMNS = 256  # with anything in them
LARGEST_TEXT = 20_000_000  # characters; one long string may be named by many cells

_WORKBOOK = "xl/workbook.xml"
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})  # built in, those for Chinese too
# Parts of a number format that are shown as they stand: "年", [Red], \-, _) .
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_FIXED = re.compile(r"0\.(0+)")
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.I)
_TOO_LARGE = "The spreadsheet holds more cells than any list has; save the sheet that matters alone and import that."

Cells = dict[int, str]  # of one row, by column from 0


@dataclass(slots=True)
class Grid:
    """The cells of a sheet that hold anything, by row and column, both from 0, and its merged ranges."""

    name: str
    rows: dict[int, Cells] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right, inclusive


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to be written: its cells, and which of them repeat a merged cell."""

    cells: tuple[str, ...]
    repeated: frozenset[int]

    @property
    def is_caption(self) -> bool:
        """Tell whether the row says one thing only, as the title above a list and the headings within do."""
        return len({cell for cell in self.cells if cell}) == 1


def read_xlsx(file: OfficeFile, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of a spreadsheet. Offsets lead into the rows' cells joined by tabs, rows by line breaks."""
    grids, flags = _read_workbook(file)
    return _build_page(grids, flags, document_id=document_id, url=url)


def read_csv(text: str, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of a table as text, cells separated by commas, semicolons or tabs."""
    head = text[:4000]
    mark = max(",;\t", key=head.count)
    rows = csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=mark)
    grid = Grid("")
    try:
        for number, row in enumerate(rows):
            grid.rows[number] = {column: cell for column, cell in enumerate(row) if cell.strip()}
    except csv.Error as error:
        raise UnreadableDocument("broken_csv", f"The table is damaged ({error}); save it again as UTF-8.") from error
    return _build_page([grid], (), document_id=document_id, url=url)


def _build_page(grids: Sequence[Grid], flags: tuple[str, ...], *, document_id: str, url: str | None) -> Page:
    lines = list(_build_lines(grids))
    text = build_page_text(lines)
    if not text.plain:
        raise UnreadableDocument("empty", "The spreadsheet holds no text; see whether it was saved with its list.")
    return build_text_page(text, document_id=document_id, family="sheet", url=url, flags=flags)


# Lines


def _build_lines(grids: Sequence[Grid]) -> Iterator[Line]:
    at, table, is_open = 0, 0, False
    filled = [grid for grid in grids if any(grid.rows.values())]
    for grid in filled:
        if len(filled) > 1 and not _DEFAULT_NAME.fullmatch(grid.name):
            yield Line(((Run(grid.name, -1),),), BlockKind.HEADING, 2)
        table, is_open = table + is_open, False
        for row in _fill(grid):
            if row is None:
                table, is_open = table + is_open, False
                continue
            runs, at = _build_runs(row, at)
            if row.is_caption:
                yield Line((next(run for run in runs if run),))
            else:
                is_open = True
                yield Line(runs, BlockKind.TABLE, table=table)


def _build_runs(row: _Row, at: int) -> tuple[tuple[tuple[Run, ...], ...], int]:
    """Return the runs of a row's cells from an offset of the source on, and the offset of the next row."""
    cells: list[tuple[Run, ...]] = []
    for column, cell in enumerate(row.cells):
        cells.append((Run(cell, -1 if column in row.repeated else at),) if cell else ())
        at += len(cell) + 1
    return tuple(cells), at


def _fill(grid: Grid) -> Iterator[_Row | None]:
    """Yield the rows with merged cells repeated and empty columns left out; None stands for empty rows."""
    columns = sorted({column for cells in grid.rows.values() for column in cells})
    if len(columns) > MOST_COLUMNS or len(columns) * len(grid.rows) > MOST_CELLS:
        raise UnreadableDocument("too_large", _TOO_LARGE)
    hanging = _spread(grid, columns)
    last, size = None, 0
    for number in sorted(grid.rows.keys() | hanging.keys()):
        cells, spread = grid.rows.get(number, {}), hanging.get(number, {})
        if not cells and not spread:
            continue
        if last is not None and number > last + 1:
            yield None
        last = number
        row = _Row(
            tuple(cells.get(column) or spread.get(column, "") for column in columns),
            frozenset(i for i, column in enumerate(columns) if not cells.get(column) and column in spread),
        )
        size += sum(map(len, row.cells))
        if size > LARGEST_TEXT:
            raise UnreadableDocument("too_large", _TOO_LARGE)
        yield row


def _spread(grid: Grid, columns: Sequence[int]) -> dict[int, Cells]:
    """Return what merged cells repeat, by row and column, within the rows and columns that hold anything."""
    found: dict[int, Cells] = {}
    held = sorted(grid.rows)
    count = 0
    for top, left, bottom, right in grid.merged:
        value = grid.rows.get(top, {}).get(left)
        if not value:
            continue
        rows = held[bisect_left(held, top) : bisect_right(held, bottom)]
        across = columns[bisect_left(columns, left) : bisect_right(columns, right)]
        count += len(rows) * len(across)
        if count > MOST_CELLS:
            raise UnreadableDocument("too_large", _TOO_LARGE)
        for number in rows:
            found.setdefault(number, {}).update(dict.fromkeys(across, value))
    return found


# The workbook


def _read_workbook(file: OfficeFile) -> tuple[list[Grid], tuple[str, ...]]:
    root = file.parse(_WORKBOOK)
    if root is None:
        raise UnreadableDocument("broken_office_file", "The spreadsheet has no workbook inside; fetch it again.")
    targets = file.get_targets(_WORKBOOK)
    strings = list(_read_strings(file))
    formats = _read_formats(file)
    settings = next(root.iter("{*}workbookPr"), None)
    starts_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    grids: list[Grid] = []
    hidden = 0
    for sheet in root.iter("{*}sheet"):
        if sheet.get("state") in ("hidden", "veryHidden"):
            hidden += 1
            continue
        reference = next((value for key, value in sheet.items() if key.endswith("}id")), "")
        reader = _SheetReader(strings, formats, starts_1904)
        grids.append(reader.read(file, targets.get(reference, ""), sheet.get("name", "")))
    return grids, ("hidden_sheet",) if hidden else ()


def _read_strings(file: OfficeFile) -> Iterator[str]:
    for entry in file.walk("xl/sharedStrings.xml", "si"):
        yield _join_text(entry)


def _join_text(entry: etree._Element) -> str:
    """Return the text of a string, without the reading aids that stand above it."""
    found = (part for part in entry.iter("{*}t") if etree.QName(part.getparent()).localname != "rPh")
    return "".join(part.text or "" for part in found)


def _read_formats(file: OfficeFile) -> list[str]:
    """Return the number format of each cell style: a code, `date` for dates, or nothing."""
    root = file.parse("xl/styles.xml")
    if root is None:
        return []
    codes = {part.get("numFmtId"): part.get("formatCode", "") for part in root.iter("{*}numFmt")}
    styles = next(root.iter("{*}cellXfs"), None)
    found: list[str] = []
    for style in styles if styles is not None else ():
        number = style.get("numFmtId", "0")
        code = codes.get(number, "")
        is_date = (number.isdigit() and int(number) in _DATE_FORMATS) or is_date_format(code)
        found.append("date" if is_date else {"2": "0.00"}.get(number, code))
    return found


@cache
def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a date.

    >>> is_date_format('yyyy"年"m"月"d"日";@'), is_date_format("0.00"), is_date_format("[Red]0")
    (True, False, False)
    """
    return bool(re.search("[yd]|m.*y|y.*m", _LITERAL.sub("", code).split(";")[0], re.I))


def parse_number(text: str, code: str = "", *, starts_1904: bool = False) -> str:
    """Return a number of a cell as the sheet shows it: dates as dates, fixed decimals, no noise of binary fractions.

    >>> parse_number("45717", "date"), parse_number("2.1000000000000001"), parse_number("5", "0.0")
    ('2025-03-01', '2.1', '5.0')
    >>> parse_number("12"), parse_number("1E3"), parse_number("x")
    ('12', '1000', 'x')
    """
    try:
        number = float(text)
    except ValueError:
        return text
    if code == "date" and 1 <= number < 2_958_466:
        first = date(1904, 1, 1) if starts_1904 else date(1899, 12, 30)
        return (first + timedelta(int(number))).isoformat()
    fixed = _FIXED.fullmatch(code)
    return f"{number:.{len(fixed[1])}f}" if fixed else f"{number:.15g}"


class _SheetReader:
    """Reads the cells of one sheet."""

    def __init__(self, strings: Sequence[str], formats: Sequence[str], starts_1904: bool) -> None:
        self._strings, self._formats, self._starts_1904 = strings, formats, starts_1904

    def read(self, file: OfficeFile, part: str, name: str) -> Grid:
        grid = Grid(name)
        count, number = 0, -1
        for row in file.walk(part, "row", "mergeCell"):
            if etree.QName(row).localname == "mergeCell":
                grid.merged += filter(None, [parse_range(row.get("ref", ""))])
                continue
            number = int(row.get("r", "0")) - 1 if row.get("r", "").isdigit() else number + 1
            cells = dict(self._read_cells(row))
            count += len(cells)
            if count > MOST_CELLS:
                raise UnreadableDocument("too_large", _TOO_LARGE)
            grid.rows[number] = cells
        return grid

    def _read_cells(self, row: etree._Element) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in row.iterchildren("{*}c"):
            place = parse_place(cell.get("r", ""))
            column = place[1] if place else column + 1
            text = self._read_cell(cell)
            if text.strip():
                yield column, text

    def _read_cell(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _join_text(cell)
        found = next(cell.iterchildren("{*}v"), None)
        value = (found.text or "") if found is not None else ""
        if kind == "s":
            return self._strings[int(value)] if value.isdigit() and int(value) < len(self._strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind != "n":
            return value
        style = cell.get("s", "")
        is_known = style.isdigit() and int(style) < len(self._formats)
        return parse_number(value, self._formats[int(style)] if is_known else "", starts_1904=self._starts_1904)


@cache
def parse_column(letters: str) -> int:
    """Return the number of a column, from 0.

    >>> parse_column("A"), parse_column("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def parse_place(text: str) -> tuple[int, int] | None:
    """Return the row and column of a cell, both from 0.

    >>> parse_place("B12"), parse_place("12") is None
    ((11, 1), True)
    """
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7})", text)
    return (int(match[2]) - 1, parse_column(match[1])) if match else None


def parse_range(text: str) -> tuple[int, int, int, int] | None:
    """Return top, left, bottom and right of a range, from 0 and inclusive.

    >>> parse_range("A1:C2"), parse_range("A1") is None
    ((0, 0, 1, 2), True)
    """
    first, _, last = text.partition(":")
    start, end = parse_place(first), parse_place(last)
    return (start[0], start[1], end[0], end[1]) if start and end else None
