"""Pages a second over the loopback with every byte archived; beside a bare Scrapy spider on the same pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from bench.measure import Result, seconds_of
from crawlers.archive import Archive
from crawlers.run import crawl_sources
from crawlers.source import Source

COUNT = 1500
BODY = ("<html><head><meta charset=utf-8></head><body>" + "<p>某市市场监督管理局公布一批案例。</p>" * 400).encode()
BARE = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(f"{sys.argv[1]}/{number}.html")
    def parse(self, response):
        pass
process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "ROBOTSTXT_OBEY": True,
                          "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False})
process.crawl(Bare)
process.start()
"""


class _Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        found = self.path.endswith(".html")
        body = BODY + self.path.encode() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _serve() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def run() -> Iterator[Result]:
    """Yield pages a second; each side runs in a process of its own, its start included."""
    with _serve() as site:
        ours = seconds_of(lambda: _crawl(site), repeat=1)
        bare = seconds_of(lambda: _crawl_bare(site), repeat=1)
    yield Result("crawl with archive", COUNT / ours, "pages/s", "bare Scrapy spider that keeps nothing", COUNT / bare)


def _crawl(site: str) -> None:
    source = Source.model_validate(
        {
            "source_id": "bench",
            "name_zh": "测速",
            "name_en": "Benchmark",
            "url": f"{site}/",
            "allow_private_addresses": True,
            "listing": {"family": "documents", "urls": [f"{site}/{number}.html" for number in range(COUNT)]},
            "politeness": {"delay_seconds": 0, "concurrency": 16, "max_documents": COUNT},
        }
    )
    with TemporaryDirectory() as folder:
        crawl_sources(Path(folder), [source])
        with Archive(Path(folder)) as archive:
            held = sum(1 for _ in archive.documents())
    if held != COUNT:
        raise RuntimeError(f"{held} of {COUNT} pages are in the archive: the crawl is not what is measured")


def _crawl_bare(site: str) -> None:
    subprocess.run([sys.executable, "-c", BARE, site, str(COUNT)], check=True)
