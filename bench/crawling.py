"""Pages a second over the loopback with every byte archived; beside a bare Scrapy spider on the same pages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Result, seconds_of
from crawlers.archive import Archive
from crawlers.replica import Replica
from crawlers.run import crawl_sources
from crawlers.source import Source, load_replica_sources

BARE = """
import json, sys, scrapy
from scrapy.crawler import CrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url, proxy in json.loads(sys.argv[1]):
            yield scrapy.Request(url, meta={"proxy": proxy}, dont_filter=True)
    def parse(self, response):
        pass
process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "ROBOTSTXT_OBEY": True})
process.crawl(Bare)
process.start()
"""


def run() -> Iterator[Result]:
    """Yield pages a second; each side starts its own process."""
    sources = list(load_replica_sources().values())
    with Replica() as site:
        urls = _held_urls(sources, site.base_url)
        ours = seconds_of(lambda: _crawl(sources, site.base_url), repeat=2)
        bare = seconds_of(lambda: _crawl_bare(urls, site.base_url), repeat=2)
    yield Result("crawl with archive", len(urls) / ours, "pages/s", "bare Scrapy spider, pages only", len(urls) / bare)


def _crawl(sources: list[Source], base_url: str) -> None:
    with TemporaryDirectory() as folder:
        crawl_sources(Path(folder), sources, replica_url=base_url)


def _held_urls(sources: list[Source], base_url: str) -> list[str]:
    with TemporaryDirectory() as folder:
        crawl_sources(Path(folder), sources, replica_url=base_url)
        with Archive(Path(folder)) as archive:
            return [document.url for document in archive.documents()]


def _crawl_bare(urls: list[str], base_url: str) -> None:
    job = json.dumps([(url, base_url) for url in urls])
    subprocess.run([sys.executable, "-c", BARE, job], check=True)
