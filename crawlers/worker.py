"""The child process that runs Scrapy: a job comes in as JSON on standard input, events go out as JSON lines.

A process can start Scrapy's reactor once; a child for every crawl lets callers crawl as often as they like.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawlers.archive import Archive, ArchiveError
from crawlers.settings import build_settings
from crawlers.shared_crawl import CrawlColumn, SharedCrawl, SharedScheduler
from crawlers.shared_queue import ColumnQueue, QueueError, SharedQueue
from crawlers.source import Source, group_by_host
from crawlers.spiders import ColumnSpider, FilesSpider

_HOSTS_AT_ONCE = 8


def main() -> int:
    """Run the job and return the exit status: 0 done, 1 the archive cannot be used, 130 interrupted."""
    job = json.load(sys.stdin)
    try:
        with Archive(Path(job["home"])) as archive:
            return _run(job, archive)
    except ArchiveError as error:
        _report({"event": "error", "message": str(error)})
        return 1


def _run(job: dict[str, Any], archive: Archive) -> int:
    process = AsyncCrawlerProcess(Settings({"LOG_LEVEL": "ERROR"}))  # the rest belongs to each crawler
    chain = _import(process, archive, job) if job["kind"] == "import" else _crawl(process, archive, job)
    state = {"interrupted": False}

    async def follow() -> None:
        try:
            state["interrupted"] = await chain
        except QueueError as error:
            _report({"event": "error", "message": str(error)})
        except Exception as error:  # a fault of the program, told once and clearly
            _report({"event": "error", "message": f"{type(error).__name__}: {error}"})
            raise
        finally:
            _stop_reactor()

    task = asyncio.get_event_loop().create_task(follow())
    process.start(stop_after_crawl=False)
    if not task.done():
        return 130
    return 130 if state["interrupted"] else 0


async def _import(process: AsyncCrawlerProcess, archive: Archive, job: dict[str, Any]) -> bool:
    crawler = Crawler(FilesSpider, build_settings())
    ends = _hear_end(crawler)
    await process.crawl(crawler, job["paths"], archive, report=_report)
    return ends == ["shutdown"]


async def _crawl(process: AsyncCrawlerProcess, archive: Archive, job: dict[str, Any]) -> bool:
    since, today = (date.fromisoformat(job[name]) if job.get(name) else None for name in ("since", "today"))
    hosts = group_by_host(map(Source.model_validate, job["sources"]))

    async def crawl_column(
        source: Source, column: ColumnQueue | None = None, tell: Callable[[Crawler], None] = lambda crawler: None
    ) -> str:
        settings = build_settings(source, replica_url=job["replica_url"])
        crawler = Crawler(ColumnSpider, settings if column is None else {**settings, "SCHEDULER": SharedScheduler})
        tell(crawler)
        ends = _hear_end(crawler)
        await process.crawl(crawler, source, archive, since=since, today=today, report=_report, column=column)
        return ends[0] if ends else "shutdown"

    if job.get("queue"):
        return await _crawl_shared(job, hosts, archive, crawl_column)
    gate = asyncio.Semaphore(_HOSTS_AT_ONCE)

    async def crawl_host(sources: Sequence[Source]) -> bool:
        async with gate:
            for source in sources:
                if await crawl_column(source) == "shutdown":
                    return True
        return False

    return any(await asyncio.gather(*map(crawl_host, hosts.values())))


async def _crawl_shared(
    job: dict[str, Any], hosts: Mapping[str, Sequence[Source]], archive: Archive, crawl_column: CrawlColumn
) -> bool:
    with SharedQueue(**job["queue"]) as queue:
        crawl = SharedCrawl(queue, hosts, archive, crawl_column)
        kind = "sample site" if job["replica_url"] else "real sites"
        began_at = crawl.join(f"{kind}, since {job['since'] or 'the beginning'}")
        if began_at:
            _report({"event": "joined", "source_id": None, "began_at": began_at})
        return await crawl.run(_HOSTS_AT_ONCE)


def _hear_end(crawler: Crawler) -> list[str]:
    """Return a list that will hold why the spider ended."""
    ends: list[str] = []
    crawler.signals.connect(lambda reason: ends.append(reason), signals.spider_closed, weak=False)
    return ends


def _stop_reactor() -> None:
    from twisted.internet import reactor  # imported late: the import chooses the reactor

    running: Any = reactor
    if running.running:
        running.stop()


def _report(event: dict[str, Any]) -> None:
    try:
        sys.stdout.write(json.dumps(event, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:  # whoever asked for the crawl is gone: end in good order
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    raise SystemExit(main())
