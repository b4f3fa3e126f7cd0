"""A PDF with a Chinese text layer, made of nothing but the standard library: the font is named, not embedded."""

from __future__ import annotations

from collections.abc import Iterator

_TOP, _BOTTOM, _LEFT, _WIDTH = 790, 60, 50, 495  # points
_STEP, _SIZE, _CELL_SIZE = 18, 11, 9


def build_pdf(text: str) -> bytes:
    """Return a PDF with one line of text a line; the same text always gives the same bytes.

    Lines that begin with `|` are rows of a ruled table, which runs on over pages without a second header. A text of
    nothing but `[图]` is a picture, as of a scanned page.

    >>> build_pdf("名单")[:8]
    b'%PDF-1.4'
    """
    sheets = list(_build_sheets([line for line in text.strip().splitlines() if "---" not in line]))
    first = 6  # objects 1 to 5 are the catalogue, the page tree and the font
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0"
        " /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for i, stream in enumerate(sheets):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 2 * i + 1} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return _assemble(objects)


def _build_sheets(lines: list[str]) -> Iterator[str]:
    """Yield the drawing of each page."""
    drawn: list[str] = []
    y = _TOP
    for line in lines:
        if line == "[图]":
            drawn.append(f"q 400 0 0 500 90 200 cm {_PICTURE} Q")
            continue
        cells = [_wrap(cell.strip(), line.count("|") - 1) for cell in line.strip("| ").split("|")]
        is_row = line.lstrip().startswith("|")
        height = max(map(len, cells)) * 12 + 8 if is_row else _STEP
        if y - height < _BOTTOM:
            yield "\n".join(drawn)
            drawn, y = [], _TOP
        drawn.append(_draw_row(cells, y, height) if is_row else _draw(line, _LEFT, y, _SIZE))
        y -= height
    yield "\n".join(drawn)


# A picture of one grey dot, drawn large.
_PICTURE = "BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI"


def _wrap(text: str, count_columns: int) -> list[str]:
    """Return the lines of a cell as its column is wide."""
    fits = max(_WIDTH // max(count_columns, 1) // _CELL_SIZE - 1, 1)
    return [text[i : i + fits] for i in range(0, len(text), fits)] or [""]


def _draw_row(cells: list[list[str]], y: int, height: int) -> str:
    width = _WIDTH / len(cells)
    top = y + 12
    boxes = [f"{_LEFT + i * width:.1f} {top - height} {width:.1f} {height} re S" for i in range(len(cells))]
    words = [
        _draw(line, _LEFT + i * width + 3, y - 12 * j, _CELL_SIZE)
        for i, lines in enumerate(cells)
        for j, line in enumerate(lines)
    ]
    return "\n".join(["0.5 w", *boxes, *words])


def _draw(text: str, x: float, y: int, size: int) -> str:
    return f"BT /F1 {size} Tf {x:.1f} {y} Td <{text.encode('utf-16-be').hex().upper()}> Tj ET"


def _assemble(objects: list[str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)
