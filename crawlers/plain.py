"""Parts of Scrapy without what a crawl of ours never looks at: they cost more than a third of the time of a page."""

from __future__ import annotations

from typing import Any

from scrapy.logformatter import LogFormatter
from scrapy.statscollectors import StatsCollector


class TroubleFormatter(LogFormatter):
    """Writes of failures only: what was crawled and kept stands in the archive and in its runs."""

    def crawled(self, *args: Any, **more: Any) -> None:  # type: ignore[override]
        return None

    def scraped(self, *args: Any, **more: Any) -> None:  # type: ignore[override]
        return None


class PlainStats(StatsCollector):
    """Scrapy's counters without a look at every access for an argument that is no longer used."""

    __getattribute__ = object.__getattribute__
