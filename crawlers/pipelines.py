"""Item pipeline: every fetched answer goes into the archive before anything else happens to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from crawlers.archive import Archive, Listing
from crawlers.warc import Headers

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(frozen=True)
class FetchedPage:
    """The bytes of one answer, with what the archive keeps about it."""

    url: str
    body: bytes
    media_type: str
    retrieved_at: datetime
    source_id: str | None = None
    role: str = "page"
    status: int = 200
    method: str = "GET"
    form: bytes = b""
    requested_url: str | None = None
    request_headers: Headers = ()
    response_headers: Headers = ()
    listing: Listing | None = None
    parent_document_id: str | None = None
    is_sample: bool = False


class ArchivePipeline:
    """Keeps FetchedPage items and counts what was new, changed or unchanged."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: FetchedPage) -> FetchedPage:
        spider = self.crawler.spider
        archive: Archive = spider.archive  # type: ignore[union-attr]
        before = archive.find(item.url)
        document = archive.add(
            item.url, item.body, item.media_type, item.retrieved_at,
            source_id=item.source_id, request_headers=item.request_headers, response_headers=item.response_headers,
            status=item.status, listing=item.listing, parent_document_id=item.parent_document_id,
            is_sample=item.is_sample, role=item.role, requested_url=item.requested_url, method=item.method,
            form=item.form,
        )  # fmt: skip
        if item.role != "list":
            outcome = (
                "new" if before is None else "unchanged" if before.document_id == document.document_id else "changed"
            )
            is_duplicate = outcome == "new" and item.role == "page" and document.url != item.url
            spider.record_outcome(  # type: ignore[union-attr]
                item.url, outcome, document.document_id, is_duplicate=is_duplicate
            )
        return item
