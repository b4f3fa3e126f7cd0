"""Reader of text documents (docx): paragraphs, headings, bold lines and the rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from etl.model import BlockKind, Page
from etl.pages.errors import UnreadableDocument
from etl.pages.office import OfficeFile
from etl.pages.plain_text import build_text_page
from etl.text import Line, Run, build_page_text, clean_line

MOST_CELLS = 400_000
_DOCUMENT = "word/document.xml"
_MOST_COLUMNS = 256
_PROSE = 600  # characters of a cell that only lays out the page
# Parts whose text is not the document's: deleted words, field codes, the older twin of a drawing, footnotes' marks.
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sectPr", "tblPr", "trPr"})
_HOLDERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body"})
_PICTURES = frozenset({"blip", "imagedata"})
_HEADING = re.compile(r"(?:heading|标题|toc 标题)\s*([1-6])", re.I)
_TOO_LARGE = "The document holds more than any notice has; save the part that matters alone and import that."

Names = dict[str, tuple[str, bool]]  # of each paragraph style: its name, and whether it is bold


def read_docx(file: OfficeFile, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of a text document. Offsets lead into its paragraphs and cells, a line break after each.

    Raises UnreadableDocument when it holds nothing but pictures, or nothing at all.
    """
    root = file.parse(_DOCUMENT)
    body = next(root.iter("{*}body"), None) if root is not None else None
    if body is None:
        raise UnreadableDocument("broken_office_file", "The document has no text part inside; fetch it again.")
    maker = _LineMaker(_read_styles(file))
    maker.read(body)
    text = build_page_text(maker.lines)
    pictures = sum(_name(part) in _PICTURES for part in body.iter())
    size = len(re.sub(r"\s+", "", text.plain))
    if pictures and size < 8:
        raise UnreadableDocument(
            "needs_ocr", "The document holds pictures and no text; run OCR on them and import the result."
        )
    if not size:
        raise UnreadableDocument("empty", "The document holds no text; see whether it was saved with its content.")
    flags = ("image_list", "needs_ocr") if pictures and size < 200 else ()
    return build_text_page(text, document_id=document_id, family="word", url=url, flags=flags)


def _read_styles(file: OfficeFile) -> Names:
    root = file.parse("word/styles.xml")
    names: Names = {}
    for style in root.iter("{*}style") if root is not None else ():
        name = next((_get(part, "val") for part in style.iterchildren("{*}name")), "")
        names[_get(style, "styleId")] = (name, any(map(_is_on, style.iterfind("./{*}rPr/{*}b"))))
    return names


class _LineMaker:
    """Walks the body and collects its lines."""

    def __init__(self, styles: Names) -> None:
        self.lines: list[Line] = []
        self._styles = styles
        self._at = 0
        self._tables = 0
        self._cells = 0

    def read(self, holder: etree._Element) -> None:
        """Add the lines of everything in a holder."""
        for child in holder.iterchildren(etree.Element):
            name = _name(child)
            if name == "p":
                self._add_paragraph(child)
            elif name == "tbl":
                self._add_table(child)
            elif name in _HOLDERS:
                self.read(child)

    def _take(self, text: str) -> Run:
        run = Run(text, self._at)
        self._at += len(text) + 1
        return run

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        level, is_bold_style = self._get_style(paragraph)
        text = get_text(paragraph)
        if clean_line(text):
            is_bold = is_bold_style or _is_bold(paragraph)
            kind = BlockKind.HEADING if level else BlockKind.BOLD if is_bold else BlockKind.TEXT
            for part in filter(str.strip, text.split("\n")):
                self.lines.append(Line(((self._take(part),),), kind, level))
        for box in _find_boxes(paragraph):
            self.read(box)

    def _get_style(self, paragraph: etree._Element) -> tuple[int | None, bool]:
        """Return the level of a heading and whether its style is bold."""
        name, is_bold = self._styles.get(
            next((_get(part, "val") for part in paragraph.iterfind("./{*}pPr/{*}pStyle")), ""), ("", False)
        )
        stated = _HEADING.fullmatch(name)
        if stated or name.lower() in ("title", "标题"):
            return int(stated[1]) if stated else 1, is_bold
        outline = next((_get(part, "val") for part in paragraph.iterfind("./{*}pPr/{*}outlineLvl")), "")
        return (int(outline) + 1 if outline.isdigit() and int(outline) < 6 else None), is_bold

    def _add_table(self, table: etree._Element) -> None:
        rows = [_read_row(row) for row in _find_all(table, "tr")]
        self._cells += sum(map(len, rows))
        if self._cells > MOST_CELLS or max(map(len, rows), default=0) > _MOST_COLUMNS:
            raise UnreadableDocument("too_large", _TOO_LARGE)
        if _is_layout(rows):
            for cell in (cell for row in _find_all(table, "tr") for cell in _find_all(row, "tc")):
                self.read(cell)
            return
        above: list[str] = []
        for row in rows:
            cells: list[tuple[Run, ...]] = []
            texts: list[str] = []
            for column, (text, repeats) in enumerate(row):
                value = (above[column] if column < len(above) else "") if repeats == "above" else text
                texts.append(value)
                cells.append(() if not value else (Run(value, -1),) if repeats else (self._take(value),))
            above = texts
            self.lines.append(Line(tuple(cells), BlockKind.TABLE, table=self._tables))
        self._tables += 1


def _read_row(row: etree._Element) -> list[tuple[str, str]]:
    """Return the cells of a row: text, and what a part of a merged cell repeats, `left` or `above`."""
    before = next((_get(part, "val") for part in row.iterfind("./{*}trPr/{*}gridBefore")), "")
    cells: list[tuple[str, str]] = [("", "")] * (min(int(before), _MOST_COLUMNS) if before.isdigit() else 0)
    for cell in _find_all(row, "tc"):
        width = next((_get(part, "val") for part in cell.iterfind("./{*}tcPr/{*}gridSpan")), "1")
        merge = next(cell.iterfind("./{*}tcPr/{*}vMerge"), None)
        text = " ".join(filter(None, (get_text(part).replace("\n", " ").strip() for part in cell.iter("{*}p"))))
        hangs = merge is not None and _get(merge, "val") != "restart"
        span = min(int(width), _MOST_COLUMNS + 1) if width.isdigit() else 1
        cells += [("", "above")] * span if hangs else [(text, ""), *[(text, "left")] * (span - 1)]
    return cells


def _is_layout(rows: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Tell whether a table only lays out the page: one column or row, or a cell of prose."""
    is_line = len(rows) < 2 or max(map(len, rows), default=0) < 2
    return is_line or any(len(text) > _PROSE for row in rows for text, _ in row)


def get_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph without that of the boxes in it; breaks are line breaks."""
    return "".join(_walk_text(paragraph))


def _walk_text(node: etree._Element) -> Iterator[str]:
    for child in node.iterchildren(etree.Element):
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield "\t"
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _SKIPPED and name not in ("txbxContent", "tbl"):
            yield from _walk_text(child)


def _find_boxes(node: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a paragraph, each once although files often hold an older twin of it."""
    for child in node.iterchildren(etree.Element):
        if _name(child) == "txbxContent":
            yield child
        elif _name(child) not in _SKIPPED:
            yield from _find_boxes(child)


def _find_all(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of a name, through content controls but not into tables within."""
    for child in node.iterchildren(etree.Element):
        if _name(child) == name:
            yield child
        elif _name(child) in _HOLDERS:
            yield from _find_all(child, name)


def _is_bold(paragraph: etree._Element) -> bool:
    """Tell whether all runs that say anything are bold."""
    runs = [run for run in paragraph.iterfind("./{*}r") if "".join(_walk_text(run)).strip()]
    return bool(runs) and all(any(map(_is_on, run.iterfind("./{*}rPr/{*}b"))) for run in runs)


def _is_on(mark: etree._Element) -> bool:
    return _get(mark, "val") not in ("0", "false", "off")


def _get(node: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace."""
    return next((str(value) for key, value in node.items() if key.rpartition("}")[2] == name), "")


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]
