"""From bytes to pages: `read_page` tells the family of a document by its content and calls the reader."""

from __future__ import annotations

from etl.model import Page
from etl.pages.archive_markdown import parse_front_matter, read_archive_markdown
from etl.pages.decode import decode_body
from etl.pages.errors import UnreadableDocument
from etl.pages.plain_text import read_plain_text

__all__ = ["UnreadableDocument", "read_page"]


def read_page(
    body: bytes, *, document_id: str, media_type: str, url: str | None = None, selectors: object | None = None
) -> Page:
    """Return the page of a document."""
    source = decode_body(body, media_type)
    if parse_front_matter(source):
        return read_archive_markdown(source, document_id=document_id, url=url)
    return read_plain_text(source, document_id=document_id, url=url)
