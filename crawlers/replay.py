"""A recorded crawl, run again: the archive answers in place of the network, each run of it in its own time.

    recording = Recording(home)
    for run in recording.runs:
        recording.select(run).take(Request(url))

The spiders decide anew what to ask for and how to read it; what the archive does not hold is not asked of anybody.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

from crawlers import warc
from crawlers.archive import Archive, ArchiveError, Document, Listing, Run, get_document_id, parse_listing
from crawlers.warc import ORIGINAL, Headers, TornRecordError, WarcRecord

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

RECORDED = "recorded"
_NOT_FOR_REPLAY = {"content-length", "content-encoding", "transfer-encoding"}


class NotRecordedError(IgnoreRequest):
    """The archive holds no answer to the request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer; a page that was found gone answers 404, one that had not changed 304."""

    url: str
    requested_url: str
    when: datetime
    status: int
    role: str = "page"
    source_id: str | None = None
    document_id: str | None = None
    form_id: str | None = None
    media_type: str = "application/octet-stream"
    listing: Listing | None = None
    parent_document_id: str | None = None
    is_sample: bool = False
    response_headers: Headers = ()
    request_headers: Headers = ()


class Recording:
    """The runs of an archive with their answers. Raises ArchiveError when there is no archive to read."""

    def __init__(self, home: Path) -> None:
        if not any((Path(home) / "archive").glob("*.warc.gz")):
            raise ArchiveError(f"{home} holds no archive; name a data folder whose archive/ has WARC files")
        self.archive = Archive(home)
        self._answers = sorted(_read_answers(self.archive), key=lambda answer: answer.when)
        self.runs = tuple(run for run in self.archive.runs() if run.kind == "crawl")

    def select(self, run: Run) -> RecordedRun:
        """Return the answers that a run was given: those of its source until the next run of it began."""
        later = [other.started_at for other in self.runs if other.source_id == run.source_id]
        end = min((begun for begun in later if begun > run.started_at), default=None)
        mine = [
            answer
            for answer in self._answers
            if answer.source_id == run.source_id
            and run.started_at <= answer.when
            and (end is None or answer.when < end)
        ]
        return RecordedRun(run, mine, self.archive)

    def imported(self) -> Iterator[tuple[Answer, bytes]]:
        """Yield what was never crawled but taken from saved files, oldest first."""
        for answer in self._answers:
            if answer.source_id is None and answer.document_id:
                yield answer, self.archive.read(answer.document_id)

    def close(self) -> None:
        """Let go of the files."""
        self.archive.close()


class RecordedRun:
    """The answers of one run. `now` is the time of the last one that was taken."""

    def __init__(self, run: Run, answers: list[Answer], archive: Archive) -> None:
        self.run = run
        self.now = run.started_at
        self._archive = archive
        self._left: dict[tuple[str, str | None], deque[Answer]] = defaultdict(deque)
        for answer in answers:
            self._left[answer.requested_url, answer.form_id].append(answer)

    def take(self, request: Request) -> tuple[Answer, bytes]:
        """Return the next answer to a request and its body. Raises NotRecordedError when there is none left."""
        form_id = get_document_id(request.body) if request.body else None
        waiting = self._left.get((request.url, form_id)) or self._left.get((request.url, None))
        if not waiting:
            raise NotRecordedError(f"{request.url} is not in the archive")
        answer = waiting.popleft()
        self.now = max(self.now, answer.when)
        has_body = answer.document_id and answer.status not in (304, 404)
        return answer, self._archive.read(answer.document_id or "") if has_body else b""

    def count_left(self) -> Counter[str]:
        """Return how many answers nobody asked for, by their role."""
        return Counter(answer.role for answers in self._left.values() for answer in answers)


class ReplayMiddleware:
    """Answers every request of a replay from the archive."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        spider: Any = self.crawler.spider
        answer, body = spider.recorded.take(request)
        request.meta[RECORDED] = answer
        if answer.url != request.url:
            request.meta["redirect_urls"] = [request.url]
        headers: dict[str, list[str]] = defaultdict(list)
        for name, value in answer.response_headers:
            if name.lower() not in _NOT_FOR_REPLAY:
                headers[name].append(value)
        kind = responsetypes.from_args(
            headers={b"Content-Type": answer.media_type.encode("latin-1", "replace")}, url=answer.url, body=body
        )
        return kind(answer.url, status=answer.status, headers=headers, body=body)


def _read_answers(archive: Archive) -> Iterator[Answer]:
    """Yield the answers of all files; the request that follows an answer is part of it."""
    sources: dict[str, str | None] = {}
    for path in archive.get_paths():
        last: Answer | None = None
        for record in warc.read_records(path, on_damage=_pass_over):
            if record.type == "request" and last is not None:
                last = replace(last, request_headers=record.http_headers)
                continue
            if last is not None:
                yield last
            last = _read_answer(archive, record)
            if last is not None and last.source_id:
                sources[last.url] = sources[last.requested_url] = last.source_id
            elif last is not None and last.status == 404:
                last = replace(last, source_id=sources.get(last.url))
        if last is not None:
            yield last


def _read_answer(archive: Archive, record: WarcRecord) -> Answer | None:
    head = record.headers
    if head.get("zhifa-kind") in ("vanished", "seen"):
        return _read_note(archive, record)
    if record.type not in ("response", "resource", "revisit") or "zhifa-document-id" not in head:
        return None
    url = head["warc-target-uri"]
    document = _find_document(archive, head["zhifa-document-id"])
    return Answer(
        url=url,
        requested_url=head.get("zhifa-requested-url", url),
        when=warc.parse_date(head["warc-date"]),
        status=record.status or 200,
        role=head.get("zhifa-role", "page"),
        source_id=head.get("zhifa-source-id"),
        document_id=head["zhifa-document-id"] if document else None,
        form_id=head.get("zhifa-form-id"),
        media_type=head.get("zhifa-media-type") or (document.media_type if document else "application/octet-stream"),
        listing=parse_listing(head.get("zhifa-listed-title"), head.get("zhifa-listed-date")),
        parent_document_id=head.get("zhifa-parent-id"),
        is_sample="zhifa-sample" in head,
        response_headers=_restore(record.http_headers),
    )


def _read_note(archive: Archive, record: WarcRecord) -> Answer | None:
    """Return the answer behind a note: that an address was gone, or (in older archives) had not changed."""
    note, when = warc.read_json(record), warc.parse_date(record.headers["warc-date"])
    held = archive.find(note["url"])
    if held is None:
        return None
    document = _find_document(archive, held.document_id)
    status = 404 if record.headers["zhifa-kind"] == "vanished" else 304
    source_id = document.source_id if document else None
    return Answer(note["url"], note["url"], when, status, source_id=source_id, document_id=note.get("document_id"))


def _find_document(archive: Archive, document_id: str) -> Document | None:
    try:
        return archive.get(document_id)
    except KeyError:
        return None


def _restore(headers: Headers) -> Headers:
    """Return the headers as they came: those kept under another name get theirs back."""
    kept = {name.removeprefix(ORIGINAL).lower() for name, _ in headers if name.startswith(ORIGINAL)} | {
        "content-length"
    }
    return [
        (name.removeprefix(ORIGINAL), value)
        for name, value in headers
        if name.startswith(ORIGINAL) or name.lower() not in kept
    ]


def _pass_over(offset: int, error: TornRecordError) -> None:
    """Leave out what is damaged: `zhifa archive verify` tells of it."""
