"""Reader of PDF files with a text layer."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from msgspec.structs import replace

from etl.model import Page
from etl.pages.errors import UnreadableDocument
from etl.pages.pdf_tables import get_page_text
from etl.pages.plain_text import read_plain_text

_LEAST = 8  # letters of a page that is more than a number
_PASSWORD_ERROR = re.compile("password", re.I)


def _open(body: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        if _PASSWORD_ERROR.search(str(error)):
            raise UnreadableDocument(
                "encrypted_pdf", "The PDF is locked with a password; remove the lock and import it again."
            ) from error
        raise UnreadableDocument("broken_pdf", f"The PDF is damaged ({error}); fetch it again.") from error


def get_pdf_text(body: bytes) -> str:
    """Return the text layer, pages separated by a form feed, lines by a line feed; a row of a ruled table is one line
    that begins with `ROW_MARK`.

    Raises UnreadableDocument for locked, damaged and image-only files.
    """
    return _read_pages(body)[0]


def _read_pages(body: bytes) -> tuple[str, bool]:
    """Return the text layer, and whether some pages are pictures without one."""
    document = _open(body)
    try:
        found = [(_clean(get_page_text(page)), page) for page in document]
        bare = [page for text, page in found if _count(text) < _LEAST]
        has_pictures = any(next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]), None) for page in bare)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("broken_pdf", f"The PDF is damaged ({error}); fetch it again.") from error
    finally:
        document.close()
    text = "\f".join(page for page, _ in found)
    if _count(text) < _LEAST * len(found):
        raise UnreadableDocument(
            "needs_ocr", "The PDF holds pictures and no text; run OCR on it and import the result."
        )
    return text, has_pictures


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "")


def _count(text: str) -> int:
    return len(re.sub(r"\s+", "", text))


def read_pdf(body: bytes, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of a PDF; offsets lead into the text of `get_pdf_text`."""
    text, has_pictures = _read_pages(body)
    page = read_plain_text(text, document_id=document_id, url=url, family="pdf")
    return replace(page, flags=(*page.flags, "needs_ocr")) if has_pictures else page
