"""Downloader middlewares: where a crawl may go, what robots.txt says, and which answers mean no."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import signals
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.resolver import CachingThreadedResolver
from scrapy.robotstxt import ProtegoRobotParser
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawlers.media import decode_text
from crawlers.refusals import Refusal, get_refusal
from crawlers.settings import REPLICA_DOMAIN
from crawlers.source import Source

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


_MAX_CHALLENGE_BYTES = 60_000  # longer pages are no challenges, and decoding them twice costs time


class RefusedError(IgnoreRequest):
    """The site said no."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class ForbiddenAddressError(IgnoreRequest):
    """The address lies outside what the source allows."""


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt forbids the address, or could not be read."""


class RunEndedError(IgnoreRequest):
    """The run has come to its end before the request was sent; the next run asks again."""


class LimitMiddleware:
    """Ends a run at its caps and when its hours are over: what is on its way is kept, nothing more is asked for."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        find_limit = getattr(self.crawler.spider, "find_limit", None)
        limit = find_limit() if find_limit else None
        if limit is not None:
            raise RunEndedError(limit)

    def process_response(self, request: Request, response: Response) -> Response:
        tally = getattr(self.crawler.spider, "tally", None)
        if tally is not None:
            tally.count_bytes += len(response.body)
        return response


class WaitMiddleware:
    """Waits as long as a busy server asks (Retry-After of 429 and 503); when that is too long the run ends."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._is_over = False
        crawler.signals.connect(self.hold, signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def hold(self, response: Response, request: Request) -> None:
        """Keep every request to the host back for a while; this is heard before the next one is sent."""
        seconds = self._read_wait(response)
        self._is_over |= seconds is not None and seconds > self._longest
        engine: Any = self.crawler.engine
        slot = engine.downloader.slots.get(request.meta.get("download_slot"))
        if slot is not None and seconds is not None and seconds <= self._longest:
            slot.delay = slot.delay or 0.01  # a slot without delay looks at no clock
            slot.lastseen = max(slot.lastseen, monotonic() + seconds)

    def process_request(self, request: Request) -> None:
        if self._is_over:
            raise RunEndedError("refused")

    def process_response(self, request: Request, response: Response) -> Response | Request:
        seconds = self._read_wait(response)
        if seconds is None:
            return response
        if seconds > self._longest:
            until = (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M UTC")
            raise RefusedError(Refusal("refused_wait", f"asks to stay away until {until}", ends_run=True))
        spider = self.crawler.spider
        assert spider is not None
        return get_retry_request(request, spider=spider, reason=f"{response.status} asks to wait") or response

    @property
    def _longest(self) -> float:
        source = getattr(self.crawler.spider, "source", None)
        return source.politeness.max_wait_seconds if source else 0.0

    def _read_wait(self, response: Response) -> float | None:
        if response.status not in (429, 503):
            return None
        return parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC))


class AddressMiddleware:
    """Lets a crawl reach the source's own domains only, and private addresses only when the source says so."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._private: dict[str, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        source = getattr(self.crawler.spider, "source", None)
        if source is None:
            return
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not is_allowed_host(host, source.domains):
            raise ForbiddenAddressError(f"{host or parts.scheme} is none of the source's domains")
        if source.allow_private_addresses or (source.is_sample and host.endswith(REPLICA_DOMAIN)):
            return
        if host not in self._private:
            self._private[host] = await _is_private(host)
        if self._private[host]:
            raise ForbiddenAddressError(f"{host} is a private address")

    def process_exception(self, request: Request, exception: Exception) -> None:
        host = urlsplit(request.url).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in GuardedResolver.refused:
            raise ForbiddenAddressError(f"{host} has turned into a private address")


class GuardedResolver(CachingThreadedResolver):
    """Gives no private address for a name but those in `open_hosts`: what is checked is what is connected to."""

    open_hosts: ClassVar[set[str]] = set()
    refused: ClassVar[set[str]] = set()

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if not _is_ip(name) and is_private_ip(address) and not is_allowed_host(name, tuple(self.open_hosts)):
            self.refused.add(name)
            raise DNSLookupError(f"{name} is a private address")
        return address

    @classmethod
    def open(cls, sources: Iterable[Source]) -> None:
        """Let sources that say so, and the proxies of this machine, have private addresses."""
        proxies = (urlsplit(url).hostname for url in getproxies().values())
        mine = (host for source in sources if source.allow_private_addresses for host in source.domains)
        cls.open_hosts = {*filter(None, proxies), *mine}


class RobotsMiddleware:
    """Obeys robots.txt; a refusal, a challenge or silence on robots.txt itself counts as no."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._rules: dict[str, asyncio.Future[ProtegoRobotParser | str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        parts = urlsplit(request.url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if place not in self._rules:
            self._rules[place] = asyncio.ensure_future(self._fetch_rules(place))
        rules = await asyncio.shield(self._rules[place])
        if isinstance(rules, str):
            raise RobotsForbiddenError(f"robots.txt {rules}, which is no permission")
        if not rules.allowed(request.url, self.crawler.settings["ROBOTSTXT_USER_AGENT"]):
            raise RobotsForbiddenError("robots.txt forbids the address")

    async def _fetch_rules(self, url: str) -> ProtegoRobotParser | str:
        """Return the rules of a host, or why they could not be read. No robots.txt (404) forbids nothing."""
        request = Request(url, priority=1000, meta={"dont_obey_robotstxt": True}, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except Exception as error:
            return f"could not be read ({type(error).__name__})"
        refusal = get_refusal(response.status, decode_text(response.body), response.url)
        if refusal is not None:
            return refusal.message
        if response.status >= 500:
            return f"answers {response.status}"
        body = b"" if response.status >= 400 else response.body
        return ProtegoRobotParser.from_crawler(self.crawler, body)


class RefusalMiddleware:
    """Turns challenge pages and blocks into RefusedError, so that they are neither retried nor kept as pages."""

    def process_response(self, request: Request, response: Response) -> Response:
        if request.meta.get("dont_obey_robotstxt"):
            return response
        is_page = isinstance(response, TextResponse) and len(response.body) < _MAX_CHALLENGE_BYTES
        text = decode_text(response.body) if is_page else ""
        refusal = get_refusal(response.status, text, response.url)
        if refusal is not None:
            raise RefusedError(refusal)
        return response


class ReplicaMiddleware:
    """Leads the replica's host names, which exist nowhere, to the local server that serves them."""

    def __init__(self, replica_url: str | None) -> None:
        self.replica_url = replica_url

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.get("REPLICA_URL"))

    def process_request(self, request: Request) -> None:
        if self.replica_url and (urlsplit(request.url).hostname or "").endswith(REPLICA_DOMAIN):
            request.meta["proxy"] = self.replica_url


def parse_retry_after(value: bytes | None, now: datetime) -> float | None:
    """Return for how many seconds a server asks to be left alone; it gives seconds or a date.

    >>> noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    >>> parse_retry_after(b"30", noon), parse_retry_after(b"Sun, 01 Mar 2026 12:01:00 GMT", noon)
    (30.0, 60.0)
    >>> parse_retry_after(b"soon", noon) is None, parse_retry_after(None, noon) is None
    (True, True)
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds(), 0.0)


def is_allowed_host(host: str, domains: tuple[str, ...]) -> bool:
    """Tell whether a host is one of the domains or below one.

    >>> is_allowed_host("www.samr.gov.cn", ("samr.gov.cn",)), is_allowed_host("notsamr.gov.cn", ("samr.gov.cn",))
    (True, False)
    """
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def is_private_ip(text: str) -> bool:
    """Tell whether an IP address is not one of the public internet.

    >>> is_private_ip("127.0.0.1"), is_private_ip("8.8.8.8"), is_private_ip("::ffff:10.0.0.1")
    (True, False, True)
    """
    address = ipaddress.ip_address(text.split("%", 1)[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text.split("%", 1)[0])
    except ValueError:
        return False
    return True


async def _is_private(host: str) -> bool:
    if _is_ip(host):
        return is_private_ip(host)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False  # unknown here: the download itself fails, or a proxy knows the way
    return any(is_private_ip(str(info[4][0])) for info in found)
