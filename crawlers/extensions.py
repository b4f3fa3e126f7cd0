"""Scrapy extension: every run leaves a record of what it did, and says when it was not healthy."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals

from crawlers.health import OUTSIDE_HOURS

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RunRecorder:
    """Writes the run when the spider opens (so that a killed run is known) and again when it closes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.spider_error, signals.spider_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_opened(self, spider: Any) -> None:
        spider.archive.add_run(spider.tally.build_run())

    def spider_closed(self, spider: Any, reason: str) -> None:
        if not getattr(spider, "is_open", True):
            reason = OUTSIDE_HOURS
        for finding in spider.check_health(reason):
            spider.record_finding(finding)
        run = spider.tally.build_run(reason)
        spider.archive.add_run(run)
        for name, value in asdict(run).items():  # where every monitor made for Scrapy looks
            self.crawler.stats.set_value(f"zhifa/{name}", value)

    def spider_error(self, failure: Any, spider: Any) -> None:
        spider.record_failure("spider_error", f"{failure.type.__name__}: {failure.getErrorMessage()}", None)
