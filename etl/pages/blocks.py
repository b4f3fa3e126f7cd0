"""The article node of an HTML page as lines: paragraphs, headings, bold lines and the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString, PageElement

from etl.model import BlockKind
from etl.pages.furniture import Draft
from etl.pages.stream import TextStream
from etl.text import Line, Run, clean_line

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
))  # fmt: skip
_SKIPPED = frozenset((
    "script", "style", "noscript", "iframe", "svg", "button", "select", "textarea", "template", "head", "object",
    "video", "audio", "canvas",
))  # fmt: skip
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.I)
_HEADING = re.compile(r"h([1-6])\Z")
_LARGEST_SPAN = 200


@dataclass(slots=True)
class _Piece:
    runs: tuple[Run, ...]
    bold: bool
    linked: bool


def _is_hidden(tag: Tag) -> bool:
    return tag.name in _SKIPPED or tag.has_attr("hidden") or bool(_HIDDEN_STYLE.search(str(tag.get("style") or "")))


def _is_bold(tag: Tag) -> bool:
    return tag.name in _BOLD_TAGS or bool(_BOLD_STYLE.search(str(tag.get("style") or "")))


class LineMaker:
    """Walks the article node and collects its lines in order."""

    def __init__(self, stream: TextStream) -> None:
        self.drafts: list[Draft] = []
        self._stream = stream
        self._pieces: list[_Piece] = []
        self._saw_image = False
        self._tables = 0

    def read(self, root: Tag) -> list[Draft]:
        """Return the lines of the node."""
        self._walk(root)
        self._flush(None, item=False)
        return self.drafts

    def _walk(self, root: Tag) -> None:
        """Visit the tree without recursion; each entry is a node and what surrounds it."""
        stack: list[tuple[PageElement | None, bool, bool, int | None, bool]] = [(root, False, False, None, False)]
        while stack:
            node, bold, linked, level, item = stack.pop()
            if node is None:
                self._flush(level, item=item)
            elif isinstance(node, Tag):
                self._open(node, (bold, linked, level, item), stack)
            elif isinstance(node, NavigableString) and type(node) is NavigableString and str(node):
                self._pieces.append(_Piece(self._stream.get_runs(str(node)), bold, linked))

    def _open(
        self,
        tag: Tag,
        around: tuple[bool, bool, int | None, bool],
        stack: list[tuple[PageElement | None, bool, bool, int | None, bool]],
    ) -> None:
        bold, linked, level, item = around
        if _is_hidden(tag):
            return
        if tag.name == "img":
            self._saw_image = True
            return
        if tag.name in _BLOCKS:
            self._flush(level, item=item)
            heading = _HEADING.match(tag.name)
            level = int(heading[1]) if heading else level
            item = item or tag.name == "li"
            stack.append((None, False, False, level, item))
        if tag.name == "table" and (rows := get_grid(tag)) and self._add_table(rows):
            return
        bold, linked = bold or _is_bold(tag), linked or tag.name == "a"
        stack.extend((child, bold, linked, level, item) for child in reversed(list(tag.children)))

    def _flush(self, level: int | None, *, item: bool) -> None:
        pieces, self._pieces = self._pieces, []
        runs = tuple(run for piece in pieces for run in piece.runs)
        text = clean_line("".join(run.text for run in runs).replace("\n", " ")) if runs else ""
        image, self._saw_image = self._saw_image, False
        if not text:
            if image:
                self.drafts.append(Draft("", Line(()), is_image=True))
            return
        solid = [piece for piece in pieces if any(run.text.strip() for run in piece.runs)]
        kind = BlockKind.HEADING if level else BlockKind.BOLD if all(piece.bold for piece in solid) else BlockKind.TEXT
        linked = all(piece.linked for piece in solid)
        self.drafts.append(Draft(text, Line((runs,), kind, level), linked, item, False, kind is not BlockKind.TEXT))

    def _get_cell(self, cell: Tag) -> tuple[Run, ...]:
        runs: list[Run] = []
        for node in cell.descendants:
            if isinstance(node, Tag) and node.name in _BLOCKS and runs:
                runs.append(Run(" ", -1))
            elif type(node) is NavigableString and not any(_is_hidden(up) for up in node.parents if up is not cell):
                runs.extend(self._stream.get_runs(str(node)))
        return tuple(runs)

    def _add_table(self, rows: list[list[Tag | None]]) -> bool:
        """Write a table of data; return False for a table that only lays out the page."""
        seen: dict[int, tuple[Run, ...]] = {}
        lines: list[tuple[tuple[Run, ...], ...]] = []
        for row in rows:
            cells: list[tuple[Run, ...]] = []
            for cell in row:
                if cell is None:
                    cells.append(())
                elif id(cell) in seen:
                    cells.append(tuple(Run(run.text, -1) for run in seen[id(cell)]))
                else:
                    seen[id(cell)] = self._get_cell(cell)
                    cells.append(seen[id(cell)])
            lines.append(tuple(cells))
        for line in lines:
            text = " ".join(clean_line("".join(run.text for run in cell)) for cell in line).strip()
            if text:
                self.drafts.append(Draft(text, Line(line, BlockKind.TABLE, table=self._tables), is_strong=True))
        self._tables += 1
        return True


def _get_span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(max(int(value), 1), _LARGEST_SPAN) if value.isdigit() else 1


def _get_rows(table: Tag) -> Iterator[list[Tag]]:
    for row in table.find_all("tr"):
        if row.find_parent("table") is table:
            yield row.find_all(["td", "th"], recursive=False)


def get_grid(table: Tag) -> list[list[Tag | None]]:
    """Return the cells of a data table with merged cells repeated; [] for a table that lays out a page.

    A table lays out a page when it holds another table, has fewer than two columns or rows, or a cell of prose
    with several paragraphs.
    """
    if table.find("table") is not None:
        return []
    rows = list(_get_rows(table))
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return []
    if any(len(cell.get_text(strip=True)) > 600 for row in rows for cell in row):
        return []
    grid: list[list[Tag | None]] = []
    hanging: dict[int, tuple[Tag, int]] = {}
    for row in rows:
        line, hanging = _fill_row(row, hanging)
        grid.append(line)
    return grid


def _fill_row(
    row: list[Tag], hanging: dict[int, tuple[Tag, int]]
) -> tuple[list[Tag | None], dict[int, tuple[Tag, int]]]:
    """Return a row with the cells that hang down from above, and what hangs into the next row, by column."""
    line: list[Tag | None] = []
    below: dict[int, tuple[Tag, int]] = {}
    waiting = row[::-1]
    last = max(hanging, default=-1)
    while waiting or len(line) <= last:
        column = len(line)
        if column in hanging:
            above, left = hanging[column]
            line.append(above)
            if left > 1:
                below[column] = (above, left - 1)
            continue
        if not waiting:
            line.append(None)
            continue
        cell = waiting.pop()
        down = _get_span(cell, "rowspan")
        for _ in range(_get_span(cell, "colspan")):
            if down > 1:
                below[len(line)] = (cell, down - 1)
            line.append(cell)
    return line, below


def parse_fragment(markup: str) -> Tag:
    """Return the tree of an article node's markup."""
    soup = BeautifulSoup(markup, "lxml")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    return soup
