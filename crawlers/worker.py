"""The child process that runs Scrapy: a job comes in as JSON on standard input, events go out as JSON lines.

A process can start Scrapy's reactor once; a child for every crawl lets callers crawl as often as they like.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawlers.archive import Archive, ArchiveError
from crawlers.settings import build_settings
from crawlers.source import Source
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
    await process.crawl(crawler, job["paths"], archive, report=_report)
    return _was_interrupted(crawler)


async def _crawl(process: AsyncCrawlerProcess, archive: Archive, job: dict[str, Any]) -> bool:
    since = date.fromisoformat(job["since"]) if job["since"] else None
    by_host: dict[str, list[Source]] = defaultdict(list)
    for data in job["sources"]:
        source = Source.model_validate(data)
        by_host[source.domains[0] if source.domains else ""].append(source)
    gate = asyncio.Semaphore(_HOSTS_AT_ONCE)

    async def crawl_host(sources: Sequence[Source]) -> bool:
        async with gate:
            for source in sources:
                crawler = Crawler(ColumnSpider, build_settings(source, replica_url=job["replica_url"]))
                await process.crawl(crawler, source, archive, since=since, report=_report)
                if _was_interrupted(crawler):
                    return True
        return False

    return any(await asyncio.gather(*map(crawl_host, by_host.values())))


def _was_interrupted(crawler: Crawler) -> bool:
    return bool(crawler.stats.get_value("finish_reason") == "shutdown")


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
