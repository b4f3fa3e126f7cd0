"""From bytes to pages: `read_page` tells the family of a document by its content and calls the reader."""

from __future__ import annotations

import re

from crawlers.media import get_binary_type, get_link_suffix, get_type_suffix
from etl.model import Page
from etl.pages.archive_markdown import is_markdown, parse_front_matter, read_archive_markdown
from etl.pages.decode import decode_body, inflate
from etl.pages.errors import UnreadableDocument
from etl.pages.html import Selectors, read_html
from etl.pages.office import OfficeFile
from etl.pages.pdf import read_pdf
from etl.pages.plain_text import read_plain_text
from etl.pages.sheets import read_csv, read_xlsx
from etl.pages.wechat import is_wechat, read_wechat
from etl.pages.words import read_docx

__all__ = ["UnreadableDocument", "read_page"]

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<div[\s>]|<p[\s>]|<table[\s>]", re.I)
_TEXT_HTML = re.compile(_HTML.pattern.decode(), re.I)
_SAVE = "save it as PDF, docx or xlsx and import that."
# Kinds of file that are kept and not read, and what to do with them.
_UNREAD = {
    "application/msword": ("doc_file", f"This is an old Word file (.doc); {_SAVE}"),
    "application/vnd.ms-excel": ("xls_file", f"This is an old spreadsheet (.xls, .et); {_SAVE}"),
    "application/vnd.ms-powerpoint": ("ppt_file", f"These are slides (.ppt); {_SAVE}"),
    "application/vnd.ms-works": ("wps_file", f"This is a WPS document (.wps); {_SAVE}"),
    "application/x-ole-storage": ("office_file", f"This is an office file of an old kind; {_SAVE}"),
    "application/encrypted": ("encrypted_file", "The office file is locked with a password; remove the lock."),
    "application/ofd": ("ofd_file", "This is an OFD document (.ofd); save it as PDF and import that."),
    "application/rtf": ("rtf_file", f"This is a rich text file (.rtf, often named .doc); {_SAVE}"),
    "multipart/related": ("mhtml_file", "This is a web page in one file (.mht, often named .doc); save it as HTML."),
    "application/zip": ("zip_file", "This is an archive; unpack it and import its files."),
    "application/vnd.rar": ("rar_file", "This is an archive; unpack it and import its files."),
    "application/x-7z-compressed": ("7z_file", "This is an archive; unpack it and import its files."),
    "image/png": ("image_file", "This is a picture; run OCR on it and import the text."),
    "image/jpeg": ("image_file", "This is a picture; run OCR on it and import the text."),
    "image/gif": ("image_file", "This is a picture; run OCR on it and import the text."),
    "image/bmp": ("image_file", "This is a picture; run OCR on it and import the text."),
    "image/tiff": ("image_file", "This is a picture; run OCR on it and import the text."),
    "image/webp": ("image_file", "This is a picture; run OCR on it and import the text."),
}


def _is_html(body: bytes, media_type: str) -> bool:
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"---"):
        return False
    if head.startswith(b"<") and _HTML.search(head):
        return True
    return "html" in media_type.lower() and _HTML.search(body[:200_000]) is not None


def read_page(
    body: bytes, *, document_id: str, media_type: str, url: str | None = None, selectors: Selectors | None = None
) -> Page:
    """Return the page of a document; its family is told by content first, by media type second.

    Raises UnreadableDocument, whose `message` is one line that names the remedy, for bodies that hold no text:
    empty, binary, damaged, locked, pictures only, removed at the source, too large.
    """
    body = inflate(body)
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return read_pdf(body, document_id=document_id, url=url)
    if body.startswith(b"PK\x03\x04"):
        return _read_office(body, document_id=document_id, url=url)
    kind = get_binary_type(body, get_link_suffix(url or "") or get_type_suffix(media_type))
    if kind in _UNREAD:
        raise UnreadableDocument(*_UNREAD[kind])
    is_html = _is_html(body, media_type)
    if is_html and len(body) > 50_000_000:
        raise UnreadableDocument("too_large", "The page exceeds 50 MB; save the article alone and import that.")
    source = decode_body(body, media_type, is_html=is_html)
    if media_type.startswith("text/csv") and not is_html:
        return read_csv(source, document_id=document_id, url=url)
    if parse_front_matter(source) or (not is_html and is_markdown(source)):
        return read_archive_markdown(source, document_id=document_id, url=url)
    if is_html or _TEXT_HTML.match(source.lstrip("\ufeff \t\r\n")[:200]):
        if is_wechat(source):
            return read_wechat(source, document_id=document_id, url=url)
        return read_html(source, document_id=document_id, url=url, selectors=selectors)
    return read_plain_text(source, document_id=document_id, url=url)


def _read_office(body: bytes, *, document_id: str, url: str | None) -> Page:
    """Return the page of a zip archive that is an office file."""
    file = OfficeFile(body)
    if "xl/workbook.xml" in file.names:
        return read_xlsx(file, document_id=document_id, url=url)
    if "word/document.xml" in file.names:
        return read_docx(file, document_id=document_id, url=url)
    if "ofd.xml" in file.names:
        raise UnreadableDocument(*_UNREAD["application/ofd"])
    if "ppt/presentation.xml" in file.names:
        raise UnreadableDocument(*_UNREAD["application/vnd.ms-powerpoint"])
    raise UnreadableDocument(*_UNREAD["application/zip"])
