"""From bytes to pages: `read_page` tells the family of a document by its content and calls the reader."""

from __future__ import annotations

import re

from etl.model import Page
from etl.pages.archive_markdown import is_markdown, read_archive_markdown
from etl.pages.decode import decode_body, inflate
from etl.pages.errors import UnreadableDocument
from etl.pages.html import Selectors, read_html
from etl.pages.pdf import read_pdf
from etl.pages.plain_text import read_plain_text
from etl.pages.wechat import is_wechat, read_wechat

__all__ = ["UnreadableDocument", "read_page"]

_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<div[\s>]|<p[\s>]|<table[\s>]", re.I)
_TEXT_HTML = re.compile(_HTML.pattern.decode(), re.I)
# Families that are neither text nor PDF, by their first bytes, and what to do with them.
_FOREIGN = (
    (b"PK\x03\x04", "office_file", "This is an office file or archive; save it as PDF or text and import that."),
    (b"\xd0\xcf\x11\xe0", "office_file", "This is an old office file; save it as PDF or text and import that."),
    (b"\x89PNG", "image_file", "This is a picture; run OCR on it and import the text."),
    (b"\xff\xd8\xff", "image_file", "This is a picture; run OCR on it and import the text."),
    (b"GIF8", "image_file", "This is a picture; run OCR on it and import the text."),
    (b"Rar!", "office_file", "This is an archive; unpack it and import its files."),
)


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
    for mark, code, remedy in _FOREIGN:
        if body.startswith(mark):
            raise UnreadableDocument(code, remedy)
    is_html = _is_html(body, media_type)
    if is_html and len(body) > 50_000_000:
        raise UnreadableDocument("too_large", "The page exceeds 50 MB; save the article alone and import that.")
    source = decode_body(body, media_type, is_html=is_html)
    if is_markdown(source):
        return read_archive_markdown(source, document_id=document_id, url=url)
    if is_html or _TEXT_HTML.match(source.lstrip("\ufeff \t\r\n")[:200]):
        if is_wechat(source):
            return read_wechat(source, document_id=document_id, url=url)
        return read_html(source, document_id=document_id, url=url, selectors=selectors)
    return read_plain_text(source, document_id=document_id, url=url)
