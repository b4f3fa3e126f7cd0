"""Spiders: ColumnSpider runs any Source, FilesSpider takes saved pages. Neither reads text: they archive bytes."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from uuid import uuid4

from scrapy import Spider, signals
from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DontCloseSpider,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import FormRequest, Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.archive import Address, Archive, CrawlFinding, Listing, get_document_id
from crawlers.families import (
    Entry,
    ListPage,
    ListRequest,
    ListShapeError,
    get_first_request,
    get_given_entries,
    read_list,
)
from crawlers.families.entries import count_joined_links
from crawlers.fields import find_fields
from crawlers.files import FileProblemError, count_passed_over, find_files, is_warc, read_file, read_warc
from crawlers.health import OUTSIDE_HOURS, Ailment, build_finding, check_run, get_wording
from crawlers.links import get_attachment_urls
from crawlers.media import decode_text, get_link_suffix, is_no_file, parse_disposition_name, sniff_media_type
from crawlers.middlewares import (
    ForbiddenAddressError,
    RefusedError,
    RobotsForbiddenError,
    RunEndedError,
    is_allowed_host,
)
from crawlers.pipelines import FetchedPage
from crawlers.replay import RECORDED, Answer, NotRecordedError, RecordedRun
from crawlers.source import BEIJING, Source
from crawlers.tally import Report, Tally
from crawlers.warc import Headers

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

CAPPED = "capped"
_MAX_REFUSALS = 3
_LIST_PRIORITY, _ATTACHMENT_PRIORITY = 20, 10

_FAILURES: tuple[tuple[type[Exception], str, str], ...] = (
    (
        ForbiddenAddressError,
        "forbidden_address",
        "was not visited: {}; add the domain to allowed_domains if it belongs",
    ),
    (RobotsForbiddenError, "robots_forbidden", "was not visited: {}"),
    (ResponseDataLossError, "truncated", "broke off before its end; the next run tries again"),
    (DownloadTimeoutError, "timeout", "did not answer in time; the next run tries again"),
    (DownloadCancelledError, "too_large", "is larger than 50 MB and was left out"),
    (CannotResolveHostError, "unreachable", "has no address; see whether the host moved"),
    (DownloadConnectionRefusedError, "unreachable", "refuses the connection; the next run tries again"),
    (DownloadFailedError, "unreachable", "broke the connection ({}); the next run tries again"),
)
_RETRYABLE = {"truncated", "timeout", "unreachable", "server_error", "spider_error", "refused"}


class RecordingSpider(Spider):
    """A spider with a run of its own: it counts, records findings and reports progress."""

    archive: Archive
    tally: Tally
    recorded: RecordedRun | None = None

    def open_run(
        self, archive: Archive, kind: str, source_id: str | None, report: Report | None,
        recorded: RecordedRun | None = None,
    ) -> None:  # fmt: skip
        """Begin a run: from here on the spider counts. A run that is replayed keeps its name and its time."""
        self.archive = archive
        self.recorded = recorded
        now = datetime.now(UTC)
        self.tally = Tally(f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:8]}", kind, source_id, now)
        if recorded is not None:
            run = recorded.run
            self.tally = Tally(run.run_id, kind, source_id, run.started_at, finished_at=run.finished_at)
        self._report = report or (lambda event: None)

    def get_time(self) -> datetime:
        """Return the time: of the clock, or in a replay of the last answer."""
        return self.recorded.now if self.recorded else datetime.now(UTC)

    def record_outcome(self, url: str, outcome: str, document_id: str, *, is_duplicate: bool = False) -> None:
        """Count a document that was kept: new, changed or unchanged."""
        self.tally.counts.update(["fetched", outcome])
        if is_duplicate:
            self.tally.duplicates.add(url)
        self.report("document", url=url, outcome=outcome, document_id=document_id)

    def record_finding(self, finding: CrawlFinding) -> None:
        """Keep a finding and tell it."""
        self.archive.add_finding(finding)
        self.report("finding", code=finding.code, message=finding.message, severity=finding.severity, url=finding.url)

    def record_failure(self, code: str, message: str, url: str | None, severity: str = "warning") -> None:
        """Count and keep something that went wrong."""
        kind = "refused" if code.startswith(("refused", "robots")) else "empty" if code == "empty_page" else "failed"
        self.tally.counts[kind] += 1
        self.tally.is_interrupted |= code in _RETRYABLE or kind == "refused"
        self.record_finding(self.build_finding(code, message, url, severity))

    def build_finding(self, code: str, message: str, url: str | None = None, severity: str = "warning") -> CrawlFinding:
        """Return a finding of this run; in Chinese it is told by its name and remedy."""
        source_id = self.tally.source_id
        zh = get_wording(code).tell("zh", {})
        return CrawlFinding(code, message, severity, source_id, None, url, self.tally.run_id, self.get_time(), zh)

    def report(self, event: str, **details: Any) -> None:
        """Tell the caller's progress bar what happened."""
        self._report({"event": event, "source_id": self.tally.source_id, **details})

    def check_health(self, reason: str) -> Iterator[CrawlFinding]:
        """Yield what the finished run shows to be wrong with the source."""
        yield from ()


class ColumnSpider(RecordingSpider):
    """Walks the list of one source from the newest entry down, and archives what is not held yet."""

    name = "column"

    def __init__(
        self,
        source: Source,
        archive: Archive,
        *,
        since: date | None = None,
        today: date | None = None,
        report: Report | None = None,
        recorded: RecordedRun | None = None,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self.source = source
        self.since = since
        self.open_run(archive, "crawl", source.source_id, report, recorded)
        self.may_stop_early = recorded is None and since is None and _was_complete(archive, source.source_id)
        self.today = today or self.get_time().astimezone(BEIJING).date()
        self._is_dated = today is not None or not source.is_sample  # the sample site grows old and means nothing by it
        self.is_open = True
        self._seen: set[str] = set()
        self._first_page: tuple[str, ...] = ()
        self._off_site: Counter[str] = Counter()
        self._pages_without_news = 0
        self._limit: str | None = None
        self._has_looked_again = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.look_again, signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the request that opens the list, or those for the documents the source names."""
        if not (self.recorded or self.source.politeness.is_open(datetime.now(BEIJING).hour)):
            hours = self.source.politeness.hours
            self.is_open = False
            self.record_finding(
                self.build_finding("outside_hours", f"is only crawled at {hours} o'clock", None, "info")
            )
            return
        for request in self._request_missing_files():
            yield request
        first = get_first_request(self.source)
        if first is not None:
            yield self._build_list_request(first)
            return
        self.tally.is_complete = True
        given = get_given_entries(self.source)
        held = self._find_all_held(given)
        self._note_listed(given, held, 1, len(given))
        for request in self._request_entries(given, held):
            yield request

    def find_limit(self) -> str | None:
        """Return why nothing more may be asked for in this run, and tell it once."""
        if self._limit is not None or self.recorded is not None:
            return self._limit
        manners, now = self.source.politeness, datetime.now(UTC)
        if not manners.is_open(now.astimezone(BEIJING).hour):
            self._end_at(f"the end of its hours ({manners.hours} o'clock)")
        elif self.tally.count_bytes >= manners.max_bytes:
            self._end_at(f"{self.tally.count_bytes / 1e6:,.1f} MB, the cap of one run (max_bytes)")
        elif (now - self.tally.started_at).total_seconds() >= manners.max_seconds:
            self._end_at(f"{manners.max_seconds:,.0f} seconds, the cap of one run (max_seconds)")
        return self._limit

    def _end_at(self, what: str) -> None:
        self._limit = CAPPED
        self._note_cap(what)

    def _note_cap(self, what: str, url: str | None = None) -> None:
        """Tell that the run was cut, and see to it that the next one goes on."""
        if not self.tally.counts["capped"]:
            message = f"stopped at {what}; {self.tally.counts['fetched']} documents were fetched; the next run goes on"
            self.record_finding(self.build_finding(CAPPED, message, url or self.source.url, "info"))
        self.tally.counts["capped"] += 1
        self.tally.is_interrupted = True

    # Lists

    def _build_list_request(self, listing: ListRequest) -> Request:
        kwargs: dict[str, Any] = {
            "callback": self.parse_list,
            "errback": self.note_failure,
            "cb_kwargs": {"listing": listing},
            "headers": self._referer(),
            "priority": _LIST_PRIORITY,
            "dont_filter": True,
        }
        if listing.form is None:
            return Request(listing.url, **kwargs)
        return FormRequest(listing.url, formdata=dict(listing.form), **kwargs)

    def parse_list(self, response: Response, listing: ListRequest) -> Iterator[FetchedPage | Request]:
        """Archive a list page, ask for its entries and, while there is news, for the next page."""
        yield self._fetched(response, "list", None)
        if not response.body.strip():
            if listing.number <= 1:
                message = "answered with nothing; see whether the column moved"
                self.record_failure("empty_list", message, response.url, "error")
            return
        text = decode_text(response.body, _content_type(response))
        try:
            page = read_list(self.source, listing, text)
        except ListShapeError as error:
            self.record_failure("list_unreadable", f"{error}", response.url, "error")
            return
        if listing.number == 0:
            yield self._build_list_request(page.next) if page.next else self._fetched(response, "list", None)
            return
        joined = count_joined_links(text)
        if joined:
            message = f"{joined} links hold an absolute address joined to another; the inner one was followed"
            self.record_finding(self.build_finding("joined_links", message, response.url, "info"))
        yield from self._follow(page, listing, response.url)

    def _follow(self, page: ListPage, listing: ListRequest, url: str) -> Iterator[Request]:
        addresses = tuple(entry.url for entry in page.entries)
        self.tally.declared = page.total or self.tally.declared
        fresh = [entry for entry in page.entries if entry.url not in self._seen]
        held = self._find_all_held(fresh)
        self._note_listed(fresh, held, listing.number, page.total)
        if not fresh and page.skip is not None:
            yield self._build_list_request(page.skip)
            return
        if not fresh:
            self._note_end(addresses, listing, url)
            return
        if listing.number == 1:
            self._first_page = addresses
            self.tally.counts["first_page"] = len(addresses)
        has_news = any(entry.url not in held for entry in fresh)
        self._seen.update(addresses)
        yield from self._request_entries(fresh, held)
        following = page.next if self._may_go_on(page, listing, fresh, has_news) else page.skip
        if following is not None:
            yield self._build_list_request(following)

    def _note_listed(self, fresh: Sequence[Entry], held: Mapping[str, Address], number: int, total: int | None) -> None:
        for entry in fresh:
            self.tally.note_entry(entry.title, entry.date)
        self._compare_entries(fresh, held)
        self.report("list", number=number, listed=self.tally.counts["listed"], total=total)

    def _compare_entries(self, fresh: Sequence[Entry], held: Mapping[str, Address]) -> None:
        """Count entries that are held, those that moved to another date, and new addresses of what is held."""
        redated = {
            entry.url: entry.date
            for entry in fresh
            if entry.date and entry.url in held and held[entry.url].listed_date not in (None, entry.date)
        }
        self.tally.counts.update(known=len(held), redated=len(redated))
        if redated:
            self.archive.mark_redated(redated, self.get_time())
        shown = {entry.url for entry in fresh}
        for entry in fresh:
            if entry.url not in held:
                twins = self.archive.find_listed(self.source.source_id, Listing(entry.title, entry.date))
                if twins and not shown.intersection(twins):
                    self.tally.duplicates.add(entry.url)

    def _note_end(self, addresses: tuple[str, ...], listing: ListRequest, url: str) -> None:
        """The list ended without saying so: an empty page, or a page that came before."""
        self.tally.is_complete = self.tally.is_whole = self.tally.counts["listed"] > 0
        if not self.tally.is_complete:
            self.record_failure("empty_list", "lists nothing; see whether its markup changed", url, "error")
        elif addresses and addresses == self._first_page:
            listed, declared = self.tally.counts["listed"], self.tally.declared
            is_broken = listing.number == 2 or (declared or 0) > listed
            numbers = {"number": listing.number, "listed": listed}
            self.record_ailment(Ailment("page_one_repeated", numbers, "warning" if is_broken else "info"))

    def _may_go_on(self, page: ListPage, listing: ListRequest, fresh: Sequence[Entry], has_news: bool) -> bool:
        manners = self.source.politeness
        if page.next is None:
            self.tally.is_complete = self.tally.is_whole = True
            return False
        if self.since and all(entry.date and entry.date < self.since for entry in fresh):
            return False  # not complete: the next run without a date reads the rest
        self._pages_without_news = 0 if has_news else self._pages_without_news + 1
        if self.may_stop_early and self._pages_without_news > manners.overlap_pages:
            self.tally.is_complete = True
            return False
        if listing.number >= manners.max_list_pages or self.tally.counts["asked"] >= manners.max_documents:
            cap = "max_list_pages" if listing.number >= manners.max_list_pages else "max_documents"
            self._note_cap(f"page {listing.number} of the list, the cap of one run ({cap})", page.next.url)
            return False
        return True

    # Pages

    def _request_entries(self, entries: Sequence[Entry], held: Mapping[str, Address]) -> Iterator[Request]:
        for entry in entries:
            if self.since and entry.date and entry.date < self.since:
                continue
            headers = self._conditions(entry, held.get(entry.url))
            if headers is None or not self._is_on_site(entry.url):
                continue
            if self.recorded is None and self.tally.counts["asked"] >= self.source.politeness.max_documents:
                self._note_cap(f"{self.tally.counts['asked']} pages, the cap of one run (max_documents)")
                return
            yield self._build_page_request(entry.url, headers, Listing(entry.title, entry.date))

    def _build_page_request(self, url: str, headers: Mapping[str, str], listing: Listing) -> Request:
        self.tally.counts["asked"] += 1
        return Request(
            url,
            callback=self.parse_page,
            errback=self.note_failure,
            headers={**self._referer(), **headers},
            cb_kwargs={"listing": listing},
            meta={"handle_httpstatus_list": [304]},
            dont_filter=True,  # the filter would swallow a page that redirects to itself
        )

    def _conditions(self, entry: Entry, held: Address | None) -> dict[str, str] | None:
        """Return the headers for asking again, or None when the page is held and old enough to be left alone."""
        if held is None or self.recorded is not None:
            return {}
        recent = entry.date and (self.today - entry.date).days <= self.source.politeness.refetch_days
        return _get_conditions(held) if recent else None

    def look_again(self) -> None:
        """Ask for recent pages that the list no longer shows, or no longer near its top: some were withdrawn."""
        if self._has_looked_again or self._limit or not self.tally.counts["listed"] or not self.is_open:
            return
        self._has_looked_again = True
        first = self.today - timedelta(days=self.source.politeness.refetch_days)
        recent = self.archive.get_recent(self.source.source_id, max(first, self.since or first))
        missing = [(held, listing) for held, listing in recent if held.url not in self._seen]
        for held, listing in missing[: max(self.source.politeness.max_documents - self.tally.counts["asked"], 0)]:
            self._seen.add(held.url)
            assert self.crawler.engine is not None
            self.crawler.engine.crawl(self._build_page_request(held.url, _get_conditions(held), listing))
        if missing:
            raise DontCloseSpider

    def _request_missing_files(self) -> Iterator[Request]:
        """Yield requests for files that a run cut short, or a server out of order, left out."""
        since = _get_unfinished_since(self.archive, self.source.source_id, self.tally.run_id)
        if since is None:
            return
        for url, document_id in self.archive.get_pages_since(self.source.source_id, since):
            document = self.archive.get(document_id)
            if not document.media_type.startswith("text/html"):
                continue
            files = get_attachment_urls(decode_text(self.archive.read(document_id)), url, self.source.detail)
            held = self.archive.find_all(files)
            for file in files:
                if file not in held and file not in self._seen and self._is_on_site(file):
                    self._seen.add(file)
                    yield self._build_file_request(file, url, document_id, None)

    def _note_unchanged(self, response: Response) -> None:
        fetched = self._fetched(response, "page", None)
        self.archive.add_unchanged(
            response.url,
            fetched.retrieved_at,
            request_headers=fetched.request_headers,
            response_headers=fetched.response_headers,
        )
        self.tally.counts.update(["fetched", "unchanged"])

    def parse_page(self, response: Response, listing: Listing) -> Iterator[FetchedPage | Request]:
        """Archive a page and ask for its attachments."""
        if response.status == 304:
            self._note_unchanged(response)
            yield from self._ask_files_again(response)
            return
        if not response.body.strip():
            self.record_failure("empty_page", "answered 200 with nothing; the next run tries again", response.url)
            return
        page = self._fetched(response, "page", listing)
        yield page
        if page.media_type.startswith("text/html"):
            text = decode_text(response.body, _content_type(response))
            files = get_attachment_urls(text, response.url, self.source.detail)
            self.tally.note_fields(find_fields(text, self.source.detail, has_attachments=bool(files)))
            yield from self._request_attachments(response, files, get_document_id(page.body))

    def _ask_files_again(self, response: Response) -> Iterator[Request]:
        """Yield requests for the files of a page that has not changed: they may have."""
        held = self.archive.find(response.url)
        if held is None or held.document_id not in self.archive:
            return  # another archive holds it, and its files
        text = decode_text(self.archive.read(held.document_id))
        files = get_attachment_urls(text, response.url, self.source.detail)
        yield from self._request_attachments(response, files, held.document_id)

    def _request_attachments(self, response: Response, files: Sequence[str], parent: str) -> Iterator[Request]:
        for url in files:
            if url not in self._seen and self._is_on_site(url):
                self._seen.add(url)
                yield self._build_file_request(url, response.url, parent, self._find_held(url))

    def _build_file_request(self, url: str, page_url: str, parent: str, held: Address | None) -> Request:
        return Request(
            url,
            callback=self.parse_attachment,
            errback=self.note_failure,
            headers={"Referer": page_url, **(_get_conditions(held) if held else {})},
            cb_kwargs={"parent": parent},
            meta={"handle_httpstatus_list": [304]},
            priority=_ATTACHMENT_PRIORITY,
            dont_filter=True,
        )

    def parse_attachment(self, response: Response, parent: str) -> Iterator[FetchedPage]:
        """Archive an attachment below its page; an error page in a file's clothes is refused."""
        if response.status == 304:
            self._note_unchanged(response)
            return
        if not response.body:
            self.record_failure("empty_page", "the attachment is empty", response.url)
            return
        if is_no_file(response.body, _file_name(response) or response.url):
            self.record_failure("attachment_is_html", "is a web page, not the file it is named for", response.url)
            return
        yield self._fetched(response, "attachment", None, parent)

    # Answers and failures

    def _fetched(
        self, response: Response, role: str, listing: Listing | None, parent: str | None = None
    ) -> FetchedPage:
        request = response.request
        assert request is not None
        first = (request.meta.get("redirect_urls") or [request.url])[0]
        recorded: Answer | None = request.meta.get(RECORDED)
        return FetchedPage(
            url=response.url,
            body=response.body,
            media_type=sniff_media_type(response.body, _content_type(response), _file_name(response)),
            retrieved_at=recorded.when if recorded else datetime.now(UTC),
            source_id=self.source.source_id,
            role=role,
            status=response.status,
            method=request.method,
            requested_url=first,
            form=request.body,
            request_headers=recorded.request_headers if recorded else _headers(request),
            response_headers=recorded.response_headers if recorded else _headers(response),
            listing=listing,
            parent_document_id=parent,
            is_sample=self.source.is_sample,
        )

    def note_failure(self, failure: Failure) -> None:
        """Record why a request came to nothing; after a few refusals the run ends."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, RunEndedError):
            raise CloseSpider(str(error))
        if isinstance(error, NotRecordedError):
            return
        if isinstance(error, RefusedError):
            self._note_refusal(error, request.url)
            return
        if isinstance(error, HttpError):
            listing = request.cb_kwargs.get("listing")
            self._note_status(error.response, isinstance(listing, ListRequest) and listing.number > 1)
            return
        code, message = _explain(error)
        asked = (request.meta.get("redirect_urls") or [request.url])[0]
        self.record_failure(code, message, asked)

    def _note_refusal(self, error: RefusedError, url: str) -> None:
        if error.refusal.is_gone:
            self._note_vanished(url, error.refusal.message)
            return
        self.record_failure(error.refusal.code, f"{error.refusal.message}; not tried again in this run", url, "error")
        if error.refusal.ends_run or self.tally.counts["refused"] >= _MAX_REFUSALS:
            raise CloseSpider("refused")

    def _note_status(self, response: Response, is_further_list: bool) -> None:
        if is_further_list and response.status in (404, 410):
            self.tally.is_complete = self.tally.is_whole = True  # many lists end this way
        elif response.status in (404, 410):
            self._note_vanished(response.url, f"answers {response.status}")
        elif response.status >= 500:
            self.record_failure("server_error", f"answers {response.status} again and again", response.url)
        else:
            self.record_failure("http_error", f"answers {response.status}", response.url)

    def _note_vanished(self, url: str, why: str) -> None:
        if self.archive.find(url) is None:
            self.record_failure("not_found", why, url)
            return
        self.archive.mark_vanished(url, self.get_time())
        self.record_finding(self.build_finding("vanished", f"{why}; what was archived stays", url))

    def _find_held(self, url: str) -> Address | None:
        held = self.archive.find(url)
        return held if held and held.vanished_at is None else None

    def _find_all_held(self, entries: Sequence[Entry]) -> dict[str, Address]:
        held = self.archive.find_all([entry.url for entry in entries])
        return {url: address for url, address in held.items() if address.vanished_at is None}

    def _is_on_site(self, url: str) -> bool:
        host = urlsplit(url).hostname or ""
        if is_allowed_host(host, self.source.domains):
            return True
        self._off_site[host] += 1
        return False

    def _referer(self) -> dict[str, str]:
        return {"Referer": self.source.url} if self.source.politeness.referer and self.source.url else {}

    def check_health(self, reason: str) -> Iterator[CrawlFinding]:
        """Yield what the run shows, beside the runs before it, and links to elsewhere."""
        if self._off_site:
            hosts = ", ".join(sorted(self._off_site))
            message = f"{self._off_site.total()} links lead to {hosts}; add what belongs to allowed_domains"
            yield self.build_finding("off_site", message, self.source.url, "info")
        earlier = [run for run in self.archive.runs(self.source.source_id) if run.run_id != self.tally.run_id]
        run, days = self.tally.build_run(reason), self.archive.get_listed_days(self.source.source_id)
        for ailment in check_run(self.source, run, earlier, days, self.today, is_dated=self._is_dated):
            yield build_finding(ailment, self.source, run, self.get_time())

    def record_ailment(self, ailment: Ailment) -> None:
        """Keep and tell what is wrong while the run is still going on."""
        self.record_finding(build_finding(ailment, self.source, self.tally.build_run(), self.get_time()))


class FilesSpider(RecordingSpider):
    """Archives saved pages: HTML, archived markdown, text, PDF; folders are searched."""

    name = "files"

    def __init__(self, paths: Sequence[str], archive: Archive, *, report: Report | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.paths = [Path(path) for path in paths]
        self.open_run(archive, "import", None, report)

    async def start(self) -> AsyncIterator[FetchedPage]:
        """Yield the pages of the files; what cannot be read becomes a finding and the rest goes on."""
        files = list(find_files(self.paths))
        self.report("list", number=1, listed=len(files), total=len(files))
        self.tally.counts["listed"] = len(files)
        self.tally.is_complete = True
        for path in files:
            try:
                for page in _read_pages(path):
                    yield page
            except FileProblemError as problem:
                self.record_failure(problem.code, f"{path}: {problem}", f"file:{path.as_posix()}", "error")

    def check_health(self, reason: str) -> Iterator[CrawlFinding]:
        """Yield how many files of the folders were passed over because no notice has their kind."""
        others = count_passed_over(self.paths)
        if others:
            kinds = ", ".join(f"{count} {kind}" for kind, count in others.most_common(8))
            message = f"passed over, being of other kinds: {kinds}; name a file to have it read"
            yield self.build_finding("passed_over", message, severity="info")


def _read_pages(path: Path) -> Iterator[FetchedPage]:
    """Yield the page of a saved file, or all pages of a web archive."""
    if is_warc(path):
        yield from read_warc(path)
        return
    body, media_type = read_file(path)
    yield FetchedPage(f"file:{path.as_posix()}", body, media_type, datetime.now(UTC))


def _get_unfinished_since(archive: Archive, source_id: str, run_id: str) -> datetime | None:
    """Return when the first run began of those that did not end well since the last that did."""
    since = None
    for run in archive.runs(source_id):
        if run.run_id != run_id:
            since = None if run.reason == "complete" else since or run.started_at
    return since


def _was_complete(archive: Archive, source_id: str) -> bool:
    """Tell whether the last run of a source read its list down to what was held, with nothing left to try again."""
    runs = [run for run in archive.runs(source_id) if run.reason != OUTSIDE_HOURS]
    return bool(runs) and runs[-1].reason == "complete"


def _explain(error: BaseException | None) -> tuple[str, str]:
    if isinstance(error, IgnoreRequest) and "redirect" in str(error):
        return "redirect_loop", "redirects again and again"
    if isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error):
        return "too_large", "unpacks to more than 50 MB and was left out"
    for kind, code, message in _FAILURES:
        if isinstance(error, kind):
            return code, message.format(error)
    return "failed", f"{type(error).__name__}: {error}"


def _get_conditions(held: Address) -> dict[str, str]:
    """Return the headers that ask for an address only if it has changed."""
    etag = {"If-None-Match": held.etag} if held.etag else {}
    changed = {"If-Modified-Since": held.last_modified} if held.last_modified else {}
    return {**etag, **changed}


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def _file_name(response: Response) -> str:
    """Return a name for the bytes: of Content-Disposition, else the suffix the address ends with or carries."""
    given = parse_disposition_name((response.headers.get("Content-Disposition") or b"").decode("latin-1"))
    suffix = get_link_suffix(given or "") or get_link_suffix(response.url)
    return f"file{suffix}" if suffix else ""


def _headers(message: Request | Response) -> Headers:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in message.headers.items()
        for value in values
    ]
