"""Reader of PDF files with a text layer."""

from __future__ import annotations

import re

import pypdfium2 as pdfium

from etl.model import Page
from etl.pages.errors import UnreadableDocument
from etl.pages.plain_text import read_plain_text

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
    """Return the text layer, pages separated by a form feed, lines by a line feed.

    Raises UnreadableDocument for locked, damaged and image-only files.
    """
    document = _open(body)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    text = "\f".join(page.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "") for page in pages)
    if len(re.sub(r"\s+", "", text)) < 8 * len(pages):
        raise UnreadableDocument(
            "needs_ocr", "The PDF holds pictures and no text; run OCR on it and import the result."
        )
    return text


def read_pdf(body: bytes, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of a PDF; offsets lead into the text of `get_pdf_text`."""
    return read_plain_text(get_pdf_text(body), document_id=document_id, url=url, family="pdf")
