"""A worker of a shared crawl: it takes hosts from the shared queue and crawls their columns with the usual spiders."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.http import Request, Response

from crawlers.archive import Archive
from crawlers.pipelines import FetchedPage
from crawlers.request_codec import decode_request, encode_request, from_plain, to_plain
from crawlers.shared_queue import ColumnQueue, Lease, LeaseLostError, QueueError, SharedQueue
from crawlers.source import BEIJING, Source

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

CrawlColumn = Callable[[Source, ColumnQueue, Callable[[Any], None]], Awaitable[str]]

_SETTLE_SECONDS = 0.2
_TOKEN = "shared_queue_token"
_KEPT = ("_seen", "_first_page", "_off_site", "_pages_without_news")  # what the spider knows of its list by now
_OF_ONE_RUN = {"run_id", "kind", "source_id", "started_at"}
_UNFINISHED = ("shutdown", "lease_lost", "queue_lost")  # ends after which another worker goes on with the column


class SharedScheduler(BaseScheduler):
    """Scrapy's scheduler over the column's requests in the shared queue.

    A request is finished when the engine is done with it: its page is archived and its links are in the queue.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._taken: dict[str, Request] = {}
        self._state = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Take over what another worker left of the column."""
        self._spider = cast(Any, spider)
        self._column: ColumnQueue = self._spider.column
        self.crawler.signals.connect(self._publish, signals.item_scraped)
        if self._column.left_behind is not None:
            self._restore(from_plain(json.loads(self._column.left_behind)))
        self._settle_soon()
        self._is_open = self._spider.source.politeness.is_open(datetime.now(BEIJING).hour)

    def close(self, reason: str) -> None:
        """Finish what is done; after an orderly end nothing of the column is left."""
        self._tick.cancel()
        if self._column.trouble or reason in ("lease_lost", "queue_lost"):
            return
        try:
            self._settle()
            if reason not in _UNFINISHED:
                self._column.close()
        except QueueError as error:
            self._fail(error)

    def enqueue_request(self, request: Request) -> bool:
        """Add a request; one that was asked for before in this crawl, by whomever, is dropped."""
        is_again = _TOKEN in request.meta  # a redirect or another try of a request that was taken
        name = getattr(request.callback, "__name__", "")
        if self._column.trouble:
            return False
        key = "" if is_again else f"{self.crawler.request_fingerprinter.fingerprint(request).hex()}:{name}"
        try:
            return self._column.push(encode_request(request, self._spider), priority=request.priority, key=key)
        except QueueError as error:
            self._fail(error)
            return False

    def next_request(self) -> Request | None:
        """Return the request to send next, if one waits."""
        if self._column.trouble:
            return None
        try:
            self._settle()
            taken = self._column.take() if self._is_open else None
            request = decode_request(taken[1], self._spider) if taken else None
        except Exception as error:  # whatever it is: the engine would ask again for ever
            self._fail(error)
            return None
        if request is None or taken is None:
            return None
        token = taken[0]
        request.meta[_TOKEN] = token
        self._taken[token] = request
        return request

    def has_pending_requests(self) -> bool:
        """Tell whether requests wait."""
        if self._column.trouble:
            return False
        try:
            self._settle()
            return self._is_open and len(self._column) > 0
        except Exception as error:
            self._fail(error)
            return False

    def _settle_soon(self) -> None:
        """Settle again and again: an engine that is busy does not ask for the next request, which would do it."""
        if not self._column.trouble:
            try:
                self._settle()
            except Exception as error:
                self._fail(error)
        self._tick = asyncio.get_running_loop().call_later(_SETTLE_SECONDS, self._settle_soon)

    def _settle(self) -> None:
        """Take out of the queue what the engine is done with, and keep what the spider knows by now."""
        slot = self.crawler.engine._slot if self.crawler.engine else None
        working = slot.inprogress if slot else set()
        done = [token for token, request in self._taken.items() if request not in working]
        if not done:
            return
        state = json.dumps(to_plain(self._build_state()), ensure_ascii=False)
        self._column.finish(done, "" if state == self._state else state)
        self._state = state
        for token in done:
            del self._taken[token]

    def _build_state(self) -> dict[str, dict[str, Any]]:
        """Return what the next worker has to know: what was counted so far and what the list was seen to hold."""
        tally = self._spider.tally
        counted = {part.name: getattr(tally, part.name) for part in fields(tally) if part.name not in _OF_ONE_RUN}
        return {"tally": counted, "spider": {name: getattr(self._spider, name) for name in _KEPT}}

    def _restore(self, state: dict[str, dict[str, Any]]) -> None:
        for name, value in state["tally"].items():
            setattr(self._spider.tally, name, value)
        for name in _KEPT:
            setattr(self._spider, name, state["spider"][name])
        self._spider.tally.is_interrupted = True  # part of the column lies in another worker's archive

    def _publish(self, item: FetchedPage, response: Response | None) -> None:
        if item.role == "list" or self._column.trouble:
            return
        archive: Archive = self._spider.archive
        held = (archive.find(url) for url in {item.url, item.requested_url or item.url})
        try:
            self._column.publish(address for address in held if address)
        except QueueError as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """End the spider: its requests stay in the queue for whoever comes next."""
        self._column.trouble = (
            error if isinstance(error, QueueError) else QueueError(f"{type(error).__name__}: {error}")
        )
        _end_soon(self.crawler, error)


class SharedCrawl:
    """The part of one worker in a shared crawl."""

    def __init__(
        self, queue: SharedQueue, hosts: Mapping[str, Sequence[Source]], archive: Archive, crawl_column: CrawlColumn
    ) -> None:
        self._queue = queue
        self._hosts = hosts
        self._archive = archive
        self._crawl_column = crawl_column
        self._is_stopped = False

    def join(self, options: str) -> str | None:
        """Join the crawl and tell what the archive holds; return since when the crawl has been going on, if it has."""
        columns = {host: _get_ids(sources) for host, sources in self._hosts.items()}
        joined = self._queue.join(columns, options, datetime.now(UTC))
        for host, names in columns.items():
            self._queue.publish(host, self._archive.addresses(names))
        return joined.began_at if joined.was_going_on else None

    async def run(self, places: int) -> bool:
        """Serve hosts, several at once, until every column is done; return whether somebody stopped it."""
        served = await asyncio.gather(*(self._serve() for _ in range(places)), return_exceptions=True)
        for outcome in served:  # every place has ended, so that no spider is cut off
            if isinstance(outcome, BaseException):
                raise outcome
        if not self._is_stopped:
            self._queue.end()
        return self._is_stopped

    async def _serve(self) -> None:
        while not self._is_stopped:
            left = set(self._queue.get_left(source.source_id for group in self._hosts.values() for source in group))
            if not left:
                return
            waiting = {h: _get_delay(g) for h, g in self._hosts.items() if not left.isdisjoint(_get_ids(g))}
            lease = self._queue.take_host(waiting)
            if lease is None:  # others serve them all; one of them may die
                await asyncio.sleep(min(1.0, self._queue.lease_seconds / 10))
                continue
            await self._serve_host(lease)

    async def _serve_host(self, lease: Lease) -> None:
        sources = self._hosts[lease.host]
        crawlers: list[Crawler] = []
        beat = asyncio.ensure_future(self._keep_alive(lease, crawlers))
        try:
            self._archive.learn(self._queue.read_book(lease.host))
            left = set(self._queue.get_left(_get_ids(sources)))
            for number, source in enumerate(source for source in sources if source.source_id in left):
                if number:  # the host knows of no columns: between two of them it waits as between two pages
                    await asyncio.sleep(source.politeness.delay_seconds)
                column = self._queue.get_column(lease, source.source_id)
                column.take_over()
                reason = await self._crawl_column(source, column, crawlers.append)
                crawlers.clear()
                if reason == "queue_lost":
                    raise column.trouble or QueueError(f"the queue {self._queue.name} does not answer any more")
                if reason in _UNFINISHED:
                    self._is_stopped |= reason == "shutdown"
                    return
            self._queue.release(lease)
        except LeaseLostError:
            return
        except BaseException:
            self._is_stopped = True
            raise
        finally:
            beat.cancel()

    async def _keep_alive(self, lease: Lease, crawlers: Sequence[Crawler]) -> None:
        """Renew the lease until cancelled; without it the host is left at once."""
        while True:
            await asyncio.sleep(self._queue.lease_seconds / 3)
            try:
                self._queue.renew(lease)
            except QueueError as error:
                for crawler in crawlers:
                    _end_soon(crawler, error)
                return


def _get_ids(sources: Sequence[Source]) -> list[str]:
    return [source.source_id for source in sources]


def _get_delay(sources: Sequence[Source]) -> float:
    return max(source.politeness.delay_seconds for source in sources)


_tasks: set[asyncio.Task[None]] = set()  # the loop itself holds no more than a weak reference


def _end_soon(crawler: Crawler, error: Exception) -> None:
    """End a spider as soon as its engine is at leisure; one that has ended by then is left alone."""
    task = asyncio.ensure_future(_end(crawler, "lease_lost" if isinstance(error, LeaseLostError) else "queue_lost"))
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _end(crawler: Crawler, reason: str) -> None:
    if crawler.engine is not None and crawler.engine.spider is not None:
        await crawler.engine.close_spider_async(reason=reason)
