"""Spreadsheets and text documents of the replica, made of nothing but the standard library.

The same text always gives the same bytes. Lines that begin with `|` are rows of a table, `## ` begins a sheet or a
heading, other lines are captions or paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from itertools import groupby
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def build_xlsx(text: str) -> bytes:
    """Return a spreadsheet; captions are merged across their sheet, numbers are kept as numbers.

    >>> build_xlsx("| 序号 | 名称 |")[:2]
    b'PK'
    """
    sheets = list(_split_sheets(text))
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{i}.xml": _build_sheet(rows, strings) for i, (_, rows) in enumerate(sheets, 1)}
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, (name, _) in enumerate(sheets, 1)
    )
    shared = "".join(f"<si><t>{escape(string)}</t></si>" for string in strings)
    parts |= {
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINKS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _build_links(
            {f"rId{i}": ("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)}
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">{shared}</sst>',
    }
    return _pack(parts, "xl/workbook.xml", f"{_MAIN}spreadsheetml.sheet.main+xml")


def build_docx(text: str) -> bytes:
    """Return a text document with headings, bold lines, paragraphs and tables.

    >>> build_docx("## 一、名单")[:2]
    b'PK'
    """
    body: list[str] = []
    for is_table, group in groupby(filter(str.strip, text.splitlines()), lambda line: line.lstrip().startswith("|")):
        lines = list(group)
        body += [_build_word_table(_split_rows(lines))] if is_table else map(_build_paragraph, lines)
    style = '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{style}</w:styles>',
    }
    return _pack(parts, "word/document.xml", f"{_MAIN}wordprocessingml.document.main+xml")


_MAIN = "application/vnd.openxmlformats-officedocument."


def _split_sheets(text: str) -> Iterator[tuple[str, list[str]]]:
    name, rows = "Sheet1", list[str]()
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("## "):
            if rows:
                yield name, rows
            name, rows = line[3:].strip(), []
        else:
            rows.append(line)
    yield name, rows


def _split_rows(lines: Sequence[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines if "---" not in line]


def _build_sheet(lines: Sequence[str], strings: dict[str, int]) -> str:
    width = max(
        (len(cells) for line in lines if line.lstrip().startswith("|") for cells in _split_rows([line])), default=1
    )
    rows: list[str] = []
    merged: list[str] = []
    for line in lines:
        for cells in _split_rows([line]) if line.lstrip().startswith("|") else [[line.strip()]]:
            number = len(rows) + 1
            if len(cells) == 1 < width:
                merged.append(f'<mergeCell ref="A{number}:{chr(64 + width)}{number}"/>')
            shown = "".join(
                _build_cell(f"{chr(65 + i)}{number}", cell, strings) for i, cell in enumerate(cells) if cell
            )
            rows.append(f'<row r="{number}">{shown}</row>')
    merges = f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_SHEET}"><sheetData>{"".join(rows)}</sheetData>{merges}</worksheet>'


def _build_cell(place: str, text: str, strings: dict[str, int]) -> str:
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def _build_paragraph(line: str) -> str:
    text = line.strip()
    if text.startswith("## "):
        return f'<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>{escape(text[3:])}</w:t></w:r></w:p>'
    bold = "<w:rPr><w:b/></w:rPr>" if text.startswith("**") and text.endswith("**") else ""
    return f'<w:p><w:r>{bold}<w:t xml:space="preserve">{escape(text.strip("*"))}</w:t></w:r></w:p>'


def _build_word_table(rows: Sequence[Sequence[str]]) -> str:
    lines = (
        "<w:tr>" + "".join(f"<w:tc>{_build_paragraph(cell) if cell else '<w:p/>'}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _build_links(links: Mapping[str, tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="{key}" Type="{_LINKS}/{kind}" Target="{target}"/>' for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _pack(parts: Mapping[str, str], main: str, kind: str) -> bytes:
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    whole = {"[Content_Types].xml": types, "_rels/.rels": _build_links({"rId1": ("officeDocument", main)}), **parts}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, text in whole.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            file.writestr(info, _HEAD + text)
    return packed.getvalue()
