"""Downloader middleware: a packed answer that ends early is broken, whatever its stated length says."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Self

from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import ResponseDataLossError
from scrapy.http import Request, Response

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_CHUNK = 1 << 20


class PackingMiddleware:
    """Asks again for answers whose gzip data is cut, and gives them up as broken off after a few tries.

    The unpacker behind would take what there is for the whole page.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        packing = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if packing not in (b"gzip", b"x-gzip") or not response.body or is_whole(response.body):
            return response
        spider = self.crawler.spider
        assert spider is not None
        again = get_retry_request(request, spider=spider, reason="truncated")
        if again is None:
            raise ResponseDataLossError("the packed data ends early")
        return again


def is_whole(body: bytes) -> bool:
    """Tell whether gzip data reaches its end; data that is no gzip at all is left to others.

    >>> import gzip
    >>> body = gzip.compress(b"a" * 100)
    >>> is_whole(body), is_whole(body[:-9]), is_whole(b"<html>")
    (True, False, True)
    """
    if not body.startswith(b"\x1f\x8b"):
        return True
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    left = body
    try:
        while left and not unpacker.eof:
            plain = unpacker.decompress(left, _CHUNK)
            left = unpacker.unconsumed_tail
            if not plain and not left:
                break
    except zlib.error:
        return False
    return unpacker.eof
