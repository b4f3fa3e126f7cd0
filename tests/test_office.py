"""Spreadsheets, text documents and ruled PDF tables: read with their tables, and refused when they are no honest files.

The fixtures were saved by openpyxl and python-docx; everything else is packed here by hand.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from crawlers.replica.office import build_docx, build_xlsx
from crawlers.replica.pdf import build_pdf
from etl.model import BlockKind, Page, Span
from etl.notice import extract_notice
from etl.pages import UnreadableDocument, read_page
from etl.pages.office import HIGHEST_RATIO, MOST_PARTS, OfficeFile
from etl.pages.pdf import get_pdf_text

FIXTURES = Path(__file__).parent / "pages"
ROWS = [
    ["序号", "应用名称", "版本", "来源", "所涉问题"],
    ["1", "云溪记账", "2.1.0", "应用宝", "违规收集个人信息"],
    ["2", "云溪天气", "1.0.8", "小米应用商店", "账号注销难"],
]


def read(body: bytes, media_type: str = "application/octet-stream", url: str | None = None) -> Page:
    return read_page(body, document_id="d", media_type=media_type, url=url)


def get_code(body: bytes, media_type: str = "application/octet-stream", url: str | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(body, media_type, url)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) > 20
    return caught.value.code


def join_rows(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def repack(body: bytes, changes: dict[str, bytes | str]) -> bytes:
    """Return an office file with some parts put in the place of its own."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(body)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return packed.getvalue()


def test_a_spreadsheet_keeps_its_table() -> None:
    page = read((FIXTURES / "apps_openpyxl.xlsx").read_bytes())
    assert (page.family, page.title, page.flags) == ("sheet", "云溪省存在问题的App名单", ("hidden_sheet",))
    first, second = page.tables
    assert first.has_header
    assert first.rows[1] == (
        "1", "云溪记账", "云溪记账科技有限公司", "2.1", "应用宝", "2025-03-01", "违规收集个人信息",
    )  # fmt: skip
    assert first.rows[2][3] == "5.0", "as the sheet shows the number"
    assert first.rows[2][6] == "违规收集个人信息", "a merged cell is repeated"
    assert first.rows[3][1] == "云溪点餐（商家版）"
    assert second.rows == (("名称", "问题"), ("云溪挂号", "超范围收集个人信息"))
    assert "底稿" not in page.text.plain
    kinds = {line: block.kind for block, line in page.text.lines()}
    assert kinds["小程序"] is BlockKind.HEADING
    assert kinds["注：版本以检测时为准。"] is BlockKind.TEXT
    apps = extract_notice(page).apps
    assert [(app.name, app.version) for app in apps] == [
        ("云溪记账", "2.1"), ("云溪天气", "5.0"), ("云溪点餐（商家版）", "1.0.8-beta"), ("云溪挂号", None),
    ]  # fmt: skip


def test_a_text_document_keeps_headings_and_tables() -> None:
    page = read((FIXTURES / "cases_python_docx.docx").read_bytes())
    assert (page.family, page.title) == ("word", "云溪市典型案例汇编")
    assert [(block.kind, line) for block, line in page.text.lines() if block.table is None] == [
        (BlockKind.HEADING, "云溪市典型案例汇编"),
        (BlockKind.BOLD, "案例一：云溪某公司未履行保护义务案"),
        (BlockKind.TEXT, "云溪市网信办依据《网络安全法》，对云溪某公司罚款1万元。"),
        (BlockKind.TEXT, "特此通报。"),
        (BlockKind.HEADING, "二、下一步工作"),
    ]
    assert page.tables[0].rows == (
        ("序号", "应用名称", "所涉问题"),
        ("1", "云溪出行", "违规收集个人信息"),
        ("2", "云溪菜篮", "违规收集个人信息"),
        ("3", "合计两款", "合计两款"),
    )


BUILDERS: list[Callable[[str], bytes]] = [build_xlsx, build_docx, build_pdf]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_every_kind_of_file_gives_the_same_list(build: Callable[[str], bytes]) -> None:
    page = read(build(f"存在问题的App名单\n{join_rows(ROWS)}\n以上应用应当在十日内完成整改。"))
    assert [list(row) for row in page.tables[0].rows] == ROWS
    assert page.title == "存在问题的App名单"
    assert page.text.plain.endswith("以上应用应当在十日内完成整改。")
    apps = [(app.name, app.version, app.store, *app.issues) for app in extract_notice(page).apps]
    assert apps == [tuple(row[1:]) for row in ROWS[1:]]


@given(st.lists(st.lists(st.text("甲乙丙丁abc12. ", max_size=6), min_size=2, max_size=5), min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_rows_quote_their_lines_and_nothing_is_lost(rows: list[list[str]]) -> None:
    lines = [f"| {' | '.join(cell.strip() for cell in row)} |" for row in rows]
    words = {cell.strip() for row in rows for cell in row if cell.strip()}
    for build in (build_xlsx, build_docx):
        if not words:
            assert get_code(build("\n".join(lines))) == "empty"
            continue
        page = read(build("\n".join(lines)))
        for table in page.tables:
            for cells, span in zip(table.rows, table.row_spans, strict=True):
                assert span.of(page.text.plain) == "\t".join(cells)
        said = page.text.plain.replace(" ", "")
        assert all(word.replace(" ", "") in said for word in words if not word.isdigit())


def test_offsets_lead_back_to_the_cells() -> None:
    page = read(build_xlsx(join_rows(ROWS)))
    source = "\n".join("\t".join(row) for row in ROWS)
    at = page.text.plain.index("云溪天气")
    back = page.text.offsets.to_source(Span(at, at + 4))
    assert back is not None
    assert back.of(source) == "云溪天气"


def test_a_table_as_text_is_read() -> None:
    for mark, encoding in ((",", "utf-8-sig"), (";", "gb18030"), ("\t", "utf-8")):
        body = "\r\n".join(mark.join(row) for row in ROWS).encode(encoding)
        assert [list(row) for row in read(body, "text/csv", "https://a.example/list.csv").tables[0].rows] == ROWS


def test_a_ruled_table_runs_over_pages_of_a_pdf() -> None:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("zh", fontName="STSong-Light", fontSize=10, leading=13, wordWrap="CJK")
    issue = "违规收集个人信息；App强制、频繁、过度索取权限；欺骗误导用户下载"
    rows = [["序号", "应用名称", "版本", "所涉问题"]]
    rows += [[str(i), f"云溪{i}号记账本专业版", f"{i}.20.{i}", issue] for i in range(1, 61)]
    rows[2][3] = ""  # merged with the one above
    cells = [[Paragraph(cell, style) for cell in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (3, 1), (3, 2))]
    packed = io.BytesIO()
    SimpleDocTemplate(packed, pagesize=A4).build(
        [
            Paragraph("附件：存在问题的App名单", style),
            Table(cells, [40, 90, 60, 200], style=TableStyle(grid)),
            Paragraph("以上应用应当完成整改。", style),
        ]
    )
    page = read(packed.getvalue())
    assert packed.getvalue().count(b"/Type /Page\n") >= 3
    assert len(page.tables) == 1, "the header stands on the first page only"
    rows[2][3] = issue
    assert [list(row) for row in page.tables[0].rows] == rows
    assert page.text.plain.endswith("以上应用应当完成整改。")
    apps = extract_notice(page).apps
    assert [app.name for app in apps] == [row[1] for row in rows[1:]]
    for table in page.tables:
        for cells_, span in zip(table.rows, table.row_spans, strict=True):
            assert span.of(page.text.plain) == "\t".join(cells_)


def test_drawn_boxes_that_hold_no_table_change_nothing() -> None:
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed)
    canvas.drawString(72, 700, "A notice in a frame, with a line under it.")
    canvas.rect(60, 680, 400, 60)
    canvas.line(60, 650, 460, 650)
    canvas.save()
    assert get_pdf_text(packed.getvalue()).strip() == "A notice in a frame, with a line under it."


def test_pages_that_are_pictures_are_flagged() -> None:
    words = build_pdf("关于问题应用的通报，下列应用应当整改，名单见下页。")
    picture = build_pdf("[图]")
    whole = pypdfium2.PdfDocument.new()
    for part in (words, picture):
        whole.import_pages(pypdfium2.PdfDocument(part))
    packed = io.BytesIO()
    whole.save(packed)
    assert "needs_ocr" not in read(words).flags
    assert "needs_ocr" in read(packed.getvalue()).flags
    assert get_code(picture) == "needs_ocr"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def build_zip(names: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as file:
        for name, data in names.items():
            file.writestr(name, data)
    return packed.getvalue()


FOREIGN = [
    ("doc_file", OLE + "WordDocument".encode("utf-16-le"), "application/msword", None),
    ("xls_file", OLE + "Workbook".encode("utf-16-le"), "application/octet-stream", None),
    ("wps_file", OLE + "WordDocument".encode("utf-16-le"), "application/vnd.ms-works", None),
    ("wps_file", OLE + "WordDocument".encode("utf-16-le"), "application/octet-stream", "https://a.example/a.wps"),
    ("xls_file", OLE + "Workbook".encode("utf-16-le"), "application/octet-stream", "https://a.example/a.et"),
    ("encrypted_file", OLE + "EncryptedPackage".encode("utf-16-le"), "application/octet-stream", None),
    ("office_file", OLE, "application/octet-stream", None),
    ("ofd_file", build_zip({"OFD.xml": b"<ofd/>"}), "application/ofd", None),
    ("zip_file", build_zip({"list.txt": b"1"}), "application/zip", None),
    ("zip_file", build_zip({"inner.xlsx": build_xlsx(join_rows(ROWS))}), "application/zip", None),
    ("ppt_file", build_zip({"ppt/presentation.xml": b"<p/>"}), "application/zip", None),
    ("rtf_file", b"{\\rtf1\\ansi a}", "application/msword", "https://a.example/a.doc"),
    ("mhtml_file", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "application/msword", None),
    ("rar_file", b"Rar!\x1a\x07\x00" + bytes(50), "application/octet-stream", None),
    ("7z_file", b"7z\xbc\xaf\x27\x1c" + bytes(50), "application/octet-stream", None),
]


@pytest.mark.parametrize(
    ("code", "body", "media_type", "url"), FOREIGN, ids=[f"{row[0]}-{i}" for i, row in enumerate(FOREIGN)]
)
def test_files_of_other_kinds_are_told_by_name(code: str, body: bytes, media_type: str, url: str | None) -> None:
    assert get_code(body, media_type, url) == code


def test_a_spreadsheet_saved_as_html_is_read_as_such() -> None:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table>{table}</table></body></html>'
    page = read(body.encode(), "application/vnd.ms-excel", "https://a.example/a.xls")
    assert [list(row) for row in page.tables[0].rows] == ROWS


# Files that are no honest ones

LAUGHS = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{LAUGHS}]><sst><si><t>&e9;</t></si></sst>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst><si><t>&e;</t></si></sst>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE], ids=["entities in entities", "entity from a file"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_is_refused(text: str, encoding: str) -> None:
    part = text.replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding)
    assert get_code(repack(build_xlsx(join_rows(ROWS)), {"xl/sharedStrings.xml": part})) == "xml_entities"
    assert get_code(repack(build_docx("正文。"), {"word/document.xml": part})) == "xml_entities"


def test_a_part_that_unpacks_to_far_more_is_refused() -> None:
    big = b"<sst>" + b" " * (HIGHEST_RATIO * 20_000) + b"</sst>"
    assert get_code(repack(build_xlsx(join_rows(ROWS)), {"xl/sharedStrings.xml": big})) == "archive_bomb"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    """The directory says 100 bytes; reading stops there, and what is cut is no whole XML."""
    body = bytearray(repack(build_docx("正文。"), {"word/document.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}))
    with ZipFile(io.BytesIO(bytes(body))) as file:
        size = file.getinfo("word/document.xml").file_size.to_bytes(4, "little")
    at = body.rindex(size)
    body[at : at + 4] = (100).to_bytes(4, "little")
    assert get_code(bytes(body)) in ("broken_office_file", "archive_bomb")


def test_too_many_parts_are_refused() -> None:
    parts = {f"xl/media/{i}.png": b"" for i in range(MOST_PARTS + 1)}
    assert get_code(build_zip({"xl/workbook.xml": b"<workbook/>", **parts})) == "archive_bomb"


SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def build_sheet(rows: str, merges: str = "") -> bytes:
    return repack(build_xlsx(join_rows(ROWS)), {SHEET: f"{HEAD}{rows}</sheetData>{merges}</worksheet>"})


def test_far_corners_and_vast_merges_cost_nothing() -> None:
    """A cell at the far corner of a sheet must not make a grid of all between; nor must a merge of everything."""
    cell = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    rows = f'<row r="1">{cell.format("A1", "甲")}</row><row r="1048576">{cell.format("XFD1048576", "乙")}</row>'
    page = read(build_sheet(rows, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))
    assert page.text.plain.split() == ["甲", "甲", "乙"] or page.text.plain.split() == ["甲", "甲", "甲", "乙"]


def test_a_sheet_larger_than_any_list_is_refused() -> None:
    wide = "".join(
        f'<row r="{i}">' + "".join(f'<c t="n"><v>{j}</v></c>' for j in range(300)) + "</row>" for i in range(1, 4)
    )
    assert get_code(build_sheet(wide)) == "too_large"


def test_one_long_string_named_by_many_cells_is_refused() -> None:
    rows = "".join(f'<row r="{i}"><c t="s"><v>0</v></c><c t="n"><v>1</v></c></row>' for i in range(1, 301))
    strings = f"<sst><si><t>{'长' * 100_000}</t></si></sst>"
    assert get_code(repack(build_sheet(rows), {"xl/sharedStrings.xml": strings})) == "too_large"


def test_deep_xml_ends_in_a_named_problem() -> None:
    deep = "<w:sdt>" * 3000 + "</w:sdt>" * 3000
    document = f'<w:document xmlns:w="http://x"><w:body>{deep}</w:body></w:document>'
    assert get_code(repack(build_docx("正文。"), {"word/document.xml": document})) in ("broken_office_file", "empty")


BROKEN = [
    ("cut in the middle", lambda body: body[: len(body) // 2]),
    ("a part of noise", lambda body: repack(body, {SHEET: b"\x00\xff" * 40})),
    ("no workbook", lambda body: repack(body, {"xl/workbook.xml": b""})),
    ("a string that is not there", None),
]


@pytest.mark.parametrize("name", [row[0] for row in BROKEN])
def test_damaged_files_are_named(name: str) -> None:
    spoil = dict(BROKEN)[name]
    if spoil is None:
        page = read(build_sheet('<row r="1"><c t="s"><v>99</v></c><c t="n"><v>7</v></c></row>'))
        assert page.text.plain == "7"
        return
    assert get_code(spoil(build_xlsx(join_rows(ROWS)))) == "broken_office_file"


def test_a_locked_part_is_named() -> None:
    body = bytearray(build_docx("正文。"))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := body.find(mark, at + 1)) >= 0:
            body[at + place] |= 1
    assert get_code(bytes(body)) == "encrypted_file"


def test_names_in_an_archive_are_no_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"../../evil.txt": b"x", "/abs.txt": b"x", "xl\\..\\evil.txt": b"x"}
    read(repack(build_xlsx(join_rows(ROWS)), dict(names)))
    assert list(tmp_path.iterdir()) == []
    links = '<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>'
    file = OfficeFile(repack(build_xlsx(join_rows(ROWS)), {"xl/_rels/workbook.xml.rels": links}))
    assert file.get_targets("xl/workbook.xml") == {"rId1": "etc/passwd"}, "a name within the archive, and nothing else"
    assert file.read("etc/passwd") is None


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_noise_behind_the_mark_of_a_zip_never_breaks_the_reader(noise: bytes) -> None:
    for body in (b"PK\x03\x04" + noise, build_docx("正文。")[:-40] + noise, OLE[:8] + noise):
        with contextlib.suppress(UnreadableDocument):
            read(body)


@pytest.mark.parametrize("build", [build_xlsx, build_docx], ids=lambda build: build.__name__)
def test_reading_takes_linear_time(build: Callable[[str], bytes]) -> None:
    def prepare(count: int) -> Callable[[], object]:
        body = build("\n".join(f"| {i} | 应用{i} | {i}.0 | 应用宝 |" for i in range(count)))
        return lambda: read(body)

    check_linear_time(prepare, 150)
