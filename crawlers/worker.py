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
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawlers.archive import Archive, ArchiveError, CrawlFinding
from crawlers.middlewares import GuardedResolver
from crawlers.replay import RecordedRun, Recording
from crawlers.settings import build_replay_settings, build_settings
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
    # One resolver serves the process; the rest belongs to each crawler.
    process = AsyncCrawlerProcess(Settings({"LOG_LEVEL": "ERROR", "TWISTED_DNS_RESOLVER": GuardedResolver}))
    chain = _JOBS[job["kind"]](process, archive, job)
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
    sources = [Source.model_validate(data) for data in job["sources"]]
    GuardedResolver.open(sources)
    hosts = group_by_host(sources)

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
            for number, source in enumerate(sources):
                if number:  # the host knows of no columns: between two of them it waits as between two pages
                    await asyncio.sleep(source.politeness.delay_seconds)
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


async def _replay(process: AsyncCrawlerProcess, archive: Archive, job: dict[str, Any]) -> bool:
    sources = {data["source_id"]: Source.model_validate(data) for data in job["sources"]}
    recording = Recording(Path(job["recording"]))
    try:
        if not job["source_ids"]:
            _keep_imported(recording, archive)
        for run in recording.runs:
            source = sources.get(run.source_id or "")
            if source is None:
                continue
            recorded = recording.select(run)
            crawler = Crawler(ColumnSpider, build_replay_settings(source))
            ends = _hear_end(crawler)
            await process.crawl(crawler, source, archive, report=_report, recorded=recorded)
            if ends == ["shutdown"]:
                return True
            _end_replay(archive, recorded)
    finally:
        recording.close()
    return False


def _keep_imported(recording: Recording, archive: Archive) -> None:
    for answer, body in recording.imported():
        document = archive.add(
            answer.url, body, answer.media_type, answer.when, status=answer.status, listing=answer.listing,
            parent_document_id=answer.parent_document_id, is_sample=answer.is_sample, role=answer.role,
            requested_url=answer.requested_url, request_headers=answer.request_headers,
            response_headers=answer.response_headers,
        )  # fmt: skip
        _report({"event": "document", "source_id": None, "url": answer.url, "outcome": "new",
                 "document_id": document.document_id})  # fmt: skip


def _end_replay(archive: Archive, recorded: RecordedRun) -> None:
    """Let the run end as it was recorded, and tell of answers that nobody asked for."""
    run = next(run for run in archive.runs(recorded.run.source_id) if run.run_id == recorded.run.run_id)
    archive.add_run(replace(run, finished_at=recorded.run.finished_at, reason=recorded.run.reason))
    left = recorded.count_left()
    if left:
        kinds = ", ".join(f"{count} {role}" for role, count in sorted(left.items()))
        message = f"recorded and not asked for again: {kinds}; the declaration or the reading of its lists has changed"
        finding = CrawlFinding("not_replayed", message, "warning", run.source_id, None, None, run.run_id, recorded.now)
        archive.add_finding(finding)
        _report({"event": "finding", "source_id": run.source_id, "code": finding.code, "message": message,
                 "severity": finding.severity, "url": None})  # fmt: skip


_JOBS = {"import": _import, "crawl": _crawl, "replay": _replay}


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
