"""The archive: the exact bytes of every version of every page, in WARC files, with an index beside them.

    archive = Archive(home)
    document = archive.add(url, body, "text/html", retrieved_at, source_id="samr-xw-zj")
    archive.read(document.document_id)

A record is on disk before the index knows it, and the index is rebuilt from the files, so a killed run loses at most
the record it was writing. Files are only ever appended to by the process that began them.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from uuid import uuid4

from crawlers import warc
from crawlers.warc import DamagedRecordError, Headers, TornRecordError, WarcRecord

_INDEX_VERSION = 2  # an older index is made again from the WARC files
_INDEX_SQL = Path(__file__).with_name("index.sql")
_ASKED_AT_ONCE = 500
_MAX_FILE_BYTES = 500 * 1024 * 1024


class ArchiveError(RuntimeError):
    """The archive cannot be opened or written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page says of a document before it is opened."""

    title: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one address at one time. `document_id` is a hash of the bytes alone.

    `first_seen_at` is when anything was first seen at the address, `retrieved_at` when these bytes were taken,
    `last_seen_at` when the address last gave them, `vanished_at` when it was found to be gone.
    """

    document_id: str
    url: str
    media_type: str
    retrieved_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime
    vanished_at: datetime | None
    source_id: str | None
    parent_document_id: str | None
    archive_file: str
    archive_offset: int
    count_bytes: int
    listing: Listing
    is_sample: bool
    status: int = 200
    role: str = "page"


@dataclass(frozen=True, slots=True)
class CrawlFinding:
    """Something that went wrong while collecting, with the place and what to do."""

    code: str
    message: str
    severity: str = "warning"
    source_id: str | None = None
    document_id: str | None = None
    url: str | None = None
    run_id: str | None = None
    found_at: datetime | None = None
    message_zh: str | None = None

    @property
    def finding_id(self) -> str:
        """Return the same id for the same trouble in every run, also when its numbers move."""
        parts = [self.code, self.source_id or "", self.url or self.document_id or self.message]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Run:
    """One source crawled once, or one import: what was listed, fetched and kept."""

    run_id: str
    kind: str  # crawl import
    started_at: datetime
    finished_at: datetime | None = None
    source_id: str | None = None
    count_listed: int = 0
    count_fetched: int = 0
    count_new: int = 0
    count_changed: int = 0
    count_unchanged: int = 0
    count_refused: int = 0
    count_failed: int = 0
    count_empty: int = 0
    newest_date: date | None = None
    reason: str | None = None
    count_declared: int | None = None  # entries the site says the list has
    count_known: int = 0  # listed and held before
    count_redated: int = 0  # of these: with another date than before
    count_duplicate: int = 0  # new addresses of what is held already
    count_first_page: int = 0  # entries of the list's first page
    count_listed_with_title: int = 0
    count_listed_with_date: int = 0
    count_examined: int = 0  # pages whose fields were looked at
    count_with_title: int = 0
    count_with_date: int = 0
    count_with_source: int = 0
    count_with_body: int = 0
    count_with_attachments: int = 0
    is_whole: bool = False  # the list was read to its end, not only to what was held


@dataclass(frozen=True, slots=True)
class Address:
    """What is held of one URL."""

    url: str
    document_id: str
    checked_at: datetime
    etag: str | None
    last_modified: str | None
    vanished_at: datetime | None
    listed_date: date | None = None


def parse_listing(title: str | None, day: str | None) -> Listing:
    """Return a listing from what a record or the index says.

    >>> parse_listing("通报", "2026-03-01")
    Listing(title='通报', date=datetime.date(2026, 3, 1))
    >>> parse_listing(None, None)
    Listing(title=None, date=None)
    """
    return Listing(title, date.fromisoformat(day) if day else None)


def get_document_id(body: bytes) -> str:
    """Return the id of a document: a hash of its bytes.

    >>> get_document_id(b"")
    'e3b0c44298fc1c149afbf4c8996fb924'
    """
    return hashlib.sha256(body).hexdigest()[:32]


class Archive:
    """The archive below a data folder, made when it is not there yet.

    Raises ArchiveError when the folder cannot be written or was made by a newer program.
    """

    def __init__(self, home: Path) -> None:
        self.home = Path(home)
        self.folder = self.home / "archive"
        self._lock = threading.RLock()
        self._writing: dict[bool, tuple[str, BinaryIO]] = {}
        self._elsewhere: dict[str, Address] = {}
        self._index = self._open_index()
        self._recover()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Writing

    def add(
        self,
        url: str,
        body: bytes,
        media_type: str,
        retrieved_at: datetime,
        *,
        source_id: str | None = None,
        request_headers: Headers = (),
        response_headers: Headers = (),
        status: int = 200,
        listing: Listing | None = None,
        parent_document_id: str | None = None,
        is_sample: bool = False,
        role: str = "page",
        requested_url: str | None = None,
        method: str = "GET",
        form: bytes = b"",
    ) -> Document:
        """Keep the bytes and return their document; bytes held already cost a revisit record only.

        `role` is page, attachment or list; lists are kept but are no documents. `requested_url` is the address that
        was asked for when a redirect led to `url`, `form` what was sent with it.
        """
        document_id = get_document_id(body)
        fields = {
            "Zhifa-Document-Id": document_id,
            "Zhifa-Media-Type": media_type,
            "Zhifa-Role": role,
            "Zhifa-Source-Id": source_id,
            "Zhifa-Parent-Id": parent_document_id,
            "Zhifa-Requested-Url": requested_url if requested_url != url else None,
            "Zhifa-Listed-Title": listing.title if listing else None,
            "Zhifa-Listed-Date": listing.date.isoformat() if listing and listing.date else None,
            "Zhifa-Sample": "true" if is_sample else None,
            "Zhifa-Form-Id": get_document_id(form) if form else None,
        }
        stated = {name: " ".join(value.split()) for name, value in fields.items() if value}
        with self._lock:
            held = self._find_capture(document_id)
            record = self._build_capture(url, body, retrieved_at, held, status, response_headers, stated)
            self._add_capture(
                url, retrieved_at, "revisit" if held else "response", record, response_headers, status, body, stated,
                request_headers, method, form,
            )  # fmt: skip
        return self.get(document_id)

    def _add_capture(
        self, url: str, when: datetime, kind: str, record: bytes, headers: Headers, status: int, body: bytes,
        stated: Mapping[str, str], request_headers: Headers, method: str = "GET", form: bytes = b"",
    ) -> None:  # fmt: skip
        """Write the record of an answer with that of its request, and index it."""
        request = warc.build_request(url, when, method, request_headers, {}, form) if request_headers else b""
        name, offset = self._append(record + request, "Zhifa-Sample" in stated)
        head = {"warc-target-uri": url, "warc-date": warc.format_date(when)}
        head |= {key.lower(): value for key, value in stated.items()}
        self._index_capture(name, WarcRecord(offset, len(record), kind, head, headers, status, body))
        self._close_record(name, offset + len(record) + len(request))

    def add_unchanged(
        self, url: str, when: datetime, *, request_headers: Headers = (), response_headers: Headers = ()
    ) -> None:
        """Record that the server says the address has not changed (304). Raises KeyError when nothing is held."""
        with self._lock:
            held = self.find(url)
            if held is None:
                raise KeyError(f"nothing is held of {url}")
            first = self._find_capture(held.document_id)
            if first is None:  # another archive holds it
                self._note("seen", {"url": url, "document_id": held.document_id}, when)
                return
            document = self.get(held.document_id)
            stated = {"Zhifa-Document-Id": held.document_id, "Zhifa-Role": document.role}
            if document.source_id:
                stated["Zhifa-Source-Id"] = document.source_id
            if document.is_sample:
                stated["Zhifa-Sample"] = "true"
            record = warc.build_revisit(
                url, when, digest=None, first_url=first[0], first_at=first[1], status=304,
                http_headers=response_headers, fields=stated,
            )  # fmt: skip
            self._add_capture(url, when, "revisit", record, response_headers, 304, b"", stated, request_headers)

    def mark_vanished(self, url: str, when: datetime) -> None:
        """Record that the address no longer gives its document. The document stays."""
        with self._lock:
            self._note("vanished", {"url": url}, when)

    def mark_redated(self, dates: Mapping[str, date], when: datetime) -> None:
        """Record that the list gives held addresses another date than before. What was said before stays."""
        with self._lock:
            self._note("redated", {"dates": {url: day.isoformat() for url, day in dates.items()}}, when)

    def add_finding(self, finding: CrawlFinding) -> None:
        """Keep a finding; one that was kept before is only dated anew."""
        when = finding.found_at or datetime.now(UTC)
        payload = {**asdict(finding), "finding_id": finding.finding_id, "found_at": when.isoformat()}
        with self._lock:
            self._note("finding", payload, when)

    def add_run(self, run: Run) -> None:
        """Keep what a run did; a run kept before under the same id is replaced."""
        payload = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(run).items()}
        with self._lock:
            self._note("run", payload, run.finished_at or run.started_at)

    # Reading

    def documents(self, *, latest_only: bool = False) -> Iterator[Document]:
        """Yield pages and attachments in the order they came; with `latest_only` without superseded versions."""
        latest = "and document_id in (select document_id from addresses)" if latest_only else ""
        rows = self._index.execute(
            f"{_DOCUMENT_SQL} where role != 'list' {latest} order by retrieved_at, document_id"
        ).fetchall()
        yield from map(_build_document, rows)

    def document_ids(self) -> list[str]:
        """Return the ids of pages and attachments in the order they came."""
        rows = self._index.execute(
            "select document_id from documents where role != 'list' order by retrieved_at, document_id"
        )
        return [document_id for (document_id,) in rows]

    def __contains__(self, document_id: str) -> bool:
        """Tell whether a document's bytes are held."""
        return self._find_capture(document_id) is not None

    def get(self, document_id: str) -> Document:
        """Return one document. Raises KeyError when it is not held."""
        row = self._index.execute(f"{_DOCUMENT_SQL} where document_id = ?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(f"document {document_id} is not in the archive")
        return _build_document(row)

    def read(self, document_id: str) -> bytes:
        """Return the bytes. Raises KeyError when not held, ArchiveError when the WARC file is gone or damaged."""
        return self.read_document(self.get(document_id))

    def read_document(self, document: Document) -> bytes:
        """Return the bytes of a document of this archive. Raises ArchiveError when the WARC file is gone or damaged."""
        path = self.folder / document.archive_file
        try:
            return warc.read_record(path, document.archive_offset).payload
        except (OSError, TornRecordError) as error:
            raise ArchiveError(f"{path.name} at {document.archive_offset}: {error}; restore the file") from error

    def find(self, url: str) -> Address | None:
        """Return what is held of an address, here or by what `learn` was told."""
        row = self._index.execute(f"{_HELD_SQL} where url = ?", (url,)).fetchone()
        elsewhere = self._elsewhere.get(url)
        if row is None:
            return elsewhere
        held = _build_address(row)
        return elsewhere if elsewhere and elsewhere.checked_at > held.checked_at else held

    def addresses(self, source_ids: Collection[str]) -> Iterator[Address]:
        """Yield what is held of the pages and attachments of some sources."""
        marks = ", ".join("?" * len(source_ids))
        sql = f"{_HELD_SQL} where role != 'list' and source_id in ({marks}) order by url"
        yield from map(_build_address, self._index.execute(sql, tuple(source_ids)).fetchall())

    def learn(self, addresses: Iterable[Address]) -> None:
        """Take note of what other archives hold, for as long as this one is open."""
        self._elsewhere.update((address.url, address) for address in addresses)

    def find_all(self, urls: Collection[str]) -> dict[str, Address]:
        """Return what is held of many addresses, in one question for every few hundred; the rest is left out."""
        rows = self._ask_many(f"{_HELD_SQL} where url in", urls)
        found = {address.url: address for address in map(_build_address, rows)}
        for url in urls if self._elsewhere else ():
            if (held := self.find(url)) is not None:
                found[url] = held
        return found

    def _ask_many(self, sql: str, values: Collection[str]) -> Iterator[Any]:
        """Yield the rows of a question about many values, which ends in `in`."""
        given = list(values)
        for start in range(0, len(given), _ASKED_AT_ONCE):
            part = given[start : start + _ASKED_AT_ONCE]
            yield from self._index.execute(f"{sql} ({', '.join('?' * len(part))})", part).fetchall()

    def get_listed_days(self, source_id: str) -> list[date]:
        """Return the days under which a source listed what is held of it, oldest first."""
        rows = self._index.execute(
            "select distinct listed_date from addresses"
            " where source_id = ? and role = 'page' and listed_date is not null order by 1",
            (source_id,),
        )
        return [date.fromisoformat(day) for (day,) in rows]

    def get_recent(self, source_id: str, since: date) -> list[tuple[Address, Listing]]:
        """Return the pages that a source listed under a day since then and that have not vanished, newest first."""
        rows = self._index.execute(
            f"select {_HELD_COLUMNS}, (select listed_title from documents d where d.document_id = a.document_id)"
            " from addresses a"
            " where source_id = ? and role = 'page' and vanished_at is null and listed_date >= ?"
            " order by listed_date desc, url",
            (source_id, since.isoformat()),
        ).fetchall()
        held = [(_build_address(address), title) for *address, title in rows]
        return [(address, Listing(title, address.listed_date)) for address, title in held]

    def get_pages_since(self, source_id: str, since: datetime) -> list[tuple[str, str]]:
        """Return address and document of the pages that were taken for a source since a time, oldest first."""
        return self._index.execute(
            "select distinct url, document_id from captures"
            " where source_id = ? and role = 'page' and retrieved_at >= ? order by retrieved_at, url",
            (source_id, since.astimezone(UTC).isoformat()),
        ).fetchall()

    def find_listed(self, source_id: str, listing: Listing) -> tuple[str, ...]:
        """Return the addresses of pages that the source listed under the same title and day."""
        if not (listing.title and listing.date):
            return ()
        rows = self._index.execute(
            "select url from documents where source_id = ? and listed_title = ? and listed_date = ?",
            (source_id, listing.title, listing.date.isoformat()),
        )
        return tuple(url for (url,) in rows)

    def findings(self) -> Iterator[CrawlFinding]:
        """Yield findings, oldest first."""
        rows = self._index.execute(
            "select last_found_at, code, message, severity, source_id, document_id, url, run_id, message_zh"
            " from findings order by found_at, finding_id"
        ).fetchall()
        names = ("code", "message", "severity", "source_id", "document_id", "url", "run_id", "message_zh")
        for found_at, *fields in rows:
            yield CrawlFinding(found_at=_at(found_at), **dict(zip(names, fields, strict=True)))

    def runs(self, source_id: str | None = None) -> Iterator[Run]:
        """Yield runs, oldest first: all, or those of one source."""
        names = ", ".join(_RUN_COLUMNS)
        where, values = ("where source_id = ?", (source_id,)) if source_id else ("", ())
        sql = f"select {names} from runs {where} order by started_at, run_id"
        for row in self._index.execute(sql, values).fetchall():
            yield _build_run(dict(zip(_RUN_COLUMNS, row, strict=True)))

    def verify(self) -> list[CrawlFinding]:
        """Hash every record again; return what is torn, damaged or missing, each with its file and address."""
        found: list[CrawlFinding] = []
        seen: set[tuple[str, int]] = set()
        for path in self.get_paths():
            found += self._verify_file(path, seen)
        rows = self._index.execute("select document_id, url, archive_file, archive_offset from documents").fetchall()
        gone = Counter(name for _, _, name, _ in rows if not (self.folder / name).exists())
        names = {name for (name,) in self._index.execute("select archive_file from files")} - self._names()
        for name in sorted(names | gone.keys()):
            message = f"{name} is gone, and with it {gone[name]} documents; restore the file"
            found.append(CrawlFinding("missing_file", message, "error"))
        found += [
            CrawlFinding("missing_record", f"{name} at {offset} does not hold {url}", "error", None, key, url)
            for key, url, name, offset in rows
            if name not in gone and (name, offset) not in seen
        ]
        return found

    def rebuild(self) -> None:
        """Make the index anew from the WARC files."""
        with self._lock:
            for table in _TABLES:
                self._index.execute(f"delete from {table}")
            self._recover()

    def refresh(self) -> None:
        """Index what was added to the folder since the archive was opened."""
        with self._lock:
            self._recover()

    def close(self) -> None:
        """Write everything to disk and let go of the files."""
        with self._lock:
            for _, file in self._writing.values():
                os.fsync(file.fileno())
                file.close()
            self._writing.clear()
            self._index.close()

    # The files

    def get_paths(self) -> list[Path]:
        """Return the WARC files, oldest first."""
        return sorted(self.folder.glob("*.warc.gz"))

    def _names(self) -> set[str]:
        return {path.name for path in self.get_paths()}

    def _append(self, record: bytes, is_sample: bool) -> tuple[str, int]:
        name, file = self._writing.get(is_sample) or self._begin_file(is_sample)
        offset = file.tell()
        if offset > _MAX_FILE_BYTES:
            file.close()
            name, file = self._begin_file(is_sample)
            offset = file.tell()
        try:
            file.write(record)
            file.flush()
        except OSError as error:
            raise ArchiveError(f"cannot write {self.folder / name}: {error.strerror}; free space and retry") from error
        return name, offset

    def _begin_file(self, is_sample: bool) -> tuple[str, BinaryIO]:
        kind = "sample" if is_sample else "zhifa"
        name = f"{kind}-{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:8]}.warc.gz"
        file = (self.folder / name).open("ab")
        info = {"software": "zhifa", "format": "WARC File Format 1.1", "isPartOf": "sample data" if is_sample else kind}
        file.write(warc.build_warcinfo(name, info))
        self._writing[is_sample] = (name, file)
        self._index.execute("insert or ignore into files values (?, ?)", (name, file.tell()))
        return name, file

    def _build_capture(
        self, url: str, body: bytes, when: datetime, held: tuple[str, datetime] | None, status: int,
        headers: Headers, fields: dict[str, str],
    ) -> bytes:  # fmt: skip
        if held is None and not warc.is_http(url):
            return warc.build_resource(url, body, when, media_type=fields["Zhifa-Media-Type"], fields=fields)
        if held is None:
            return warc.build_response(url, body, when, status=status, http_headers=headers, fields=fields)
        return warc.build_revisit(
            url, when, digest=warc.build_digest(body), first_url=held[0], first_at=held[1], status=status,
            http_headers=headers, fields=fields,
        )  # fmt: skip

    def _note(self, kind: str, payload: dict[str, Any], when: datetime) -> None:
        body = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
        record = warc.build_metadata(f"urn:zhifa:{kind}", when, body, {"Zhifa-Kind": kind})
        name, offset = self._append(record, is_sample=set(self._writing) == {True})
        self._index_note(kind, payload, when)
        self._close_record(name, offset + len(record))

    def _close_record(self, name: str, end: int) -> None:
        self._index.execute("update files set count_bytes = ? where archive_file = ?", (end, name))
        self._index.commit()

    def _verify_file(self, path: Path, seen: set[tuple[str, int]]) -> list[CrawlFinding]:
        """Return what is wrong with a file; `seen` learns where its records stand, the damaged ones among them."""
        found: list[CrawlFinding] = []

        def note(offset: int, error: TornRecordError, *, code: str | None = None) -> None:
            seen.add((path.name, offset))
            sql = "select url from captures where archive_file = ? and archive_offset = ?"
            row = self._index.execute(sql, (path.name, offset)).fetchone()
            kind = code or ("damaged_record" if isinstance(error, DamagedRecordError) else "torn_record")
            # What was never indexed was never said to be kept: a run was killed while it wrote.
            severity = "warning" if kind == "torn_record" and row is None else "error"
            of = f" of {row[0]}" if row else ""
            message = f"{path.name} at {offset}: the record{of} is no longer whole: {error}"
            found.append(CrawlFinding(kind, message, severity, None, None, row[0] if row else None))

        try:
            for record in warc.read_records(path, check=True, on_damage=note):
                if record.type not in ("response", "resource"):
                    continue
                seen.add((path.name, record.offset))
                if warc.build_digest(record.payload) != record.headers.get("warc-payload-digest"):
                    note(
                        record.offset, TornRecordError("its bytes are not those of its digest"), code="digest_mismatch"
                    )
        except OSError as error:
            found.append(CrawlFinding("unreadable_file", f"{path.name}: {error.strerror}; see to its rights", "error"))
        return found

    # The index

    def _open_index(self) -> sqlite3.Connection:
        path = self.folder / "index.sqlite3"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if os.access(self.folder, os.W_OK):
                index = sqlite3.connect(path, timeout=30, check_same_thread=False)
                index.execute("pragma journal_mode = wal")
                index.execute("pragma synchronous = normal")
            else:
                index = sqlite3.connect(
                    f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
                )
            self._check_version(index)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(f"cannot open the archive in {self.folder}: {error}; choose another --home") from error
        return index

    def _check_version(self, index: sqlite3.Connection) -> None:
        version = index.execute("pragma user_version").fetchone()[0]
        if version > _INDEX_VERSION:
            raise ArchiveError(
                f"{self.folder / 'index.sqlite3'} was made by a newer zhifa (index {version}); update it"
            )
        if version < _INDEX_VERSION:
            for table in _TABLES if version else ():
                index.execute(f"drop table if exists {table}")
            index.executescript(_INDEX_SQL.read_text("utf-8"))
            index.execute(f"pragma user_version = {_INDEX_VERSION}")
            index.commit()

    def _recover(self) -> None:
        """Index the records that reached a file but not the index."""
        if not os.access(self.folder, os.W_OK):
            return
        known = dict(self._index.execute("select archive_file, count_bytes from files"))
        for path in self.get_paths():
            start = known.get(path.name, 0)
            if path.stat().st_size > start:
                self._index_file(path, start)

    def _index_file(self, path: Path, start: int) -> None:
        end = start
        for record in warc.read_records(path, start, on_damage=_pass_over):
            self._index_record(path.name, record)
            end = record.offset + record.length
        self._index.execute("insert or replace into files values (?, ?)", (path.name, end))
        self._index.commit()

    def _index_record(self, name: str, record: WarcRecord) -> None:
        if record.type == "metadata" and "zhifa-kind" in record.headers:
            when = warc.parse_date(record.headers["warc-date"])
            self._index_note(record.headers["zhifa-kind"], json.loads(record.payload), when)
        if record.type in ("response", "resource", "revisit") and "zhifa-document-id" in record.headers:
            self._index_capture(name, record)

    def _index_capture(self, name: str, record: WarcRecord) -> None:
        head = record.headers
        document_id, url, role = head["zhifa-document-id"], head["warc-target-uri"], head.get("zhifa-role", "page")
        when, source_id = warc.parse_date(head["warc-date"]).isoformat(), head.get("zhifa-source-id")
        capture = (name, record.offset, url, document_id, when, role, source_id, record.type == "revisit")
        self._index.execute("insert or ignore into captures values (?, ?, ?, ?, ?, ?, ?, ?)", capture)
        if record.type != "revisit":
            self._index_document(name, record, document_id, url, role, when)
        self._index.execute(
            "update documents set last_seen_at = max(last_seen_at, ?),"
            " role = case when role = 'list' then ? else role end where document_id = ?",
            (when, role, document_id),
        )
        http = {key.lower(): value for key, value in record.http_headers}
        held = self.find(url) if record.status == 304 else None
        if held is not None:  # a 304 need not say again what it is known by
            known = {"etag": held.etag, "last-modified": held.last_modified}
            http = {**{name: value for name, value in known.items() if value}, **http}
        for address in {url, head.get("zhifa-requested-url", url)}:
            row = (
                address, document_id, source_id, role, when, when, http.get("etag"), http.get("last-modified"),
                head.get("zhifa-listed-date"),
            )  # fmt: skip
            self._index.execute(_ADDRESS_SQL, row)

    def _index_document(self, name: str, record: WarcRecord, document_id: str, url: str, role: str, when: str) -> None:
        head = record.headers
        row = (
            document_id, url, head.get("zhifa-media-type", "application/octet-stream"), role, record.status or 200,
            head.get("zhifa-source-id"), head.get("zhifa-parent-id"), "zhifa-sample" in head, len(record.payload),
            when, when, name, record.offset, head.get("zhifa-listed-title"), head.get("zhifa-listed-date"),
        )  # fmt: skip
        marks = ", ".join("?" * len(row))
        self._index.execute(f"insert or ignore into documents values ({marks})", row)

    def _index_note(self, kind: str, payload: dict[str, Any], when: datetime) -> None:
        at = when.astimezone(UTC).isoformat()
        if kind == "run":
            self._index_row("runs", {name: payload.get(name) for name in _RUN_COLUMNS})
        elif kind == "finding":
            first = self._index.execute(
                "select found_at from findings where finding_id = ?", (payload["finding_id"],)
            ).fetchone()
            self._index_row("findings", {**payload, "found_at": first[0] if first else at, "last_found_at": at})
        elif kind == "vanished":
            self._index.execute(
                "update addresses set vanished_at = ?, checked_at = ? where url = ? and checked_at <= ?",
                (at, at, payload["url"], at),
            )
        elif kind == "redated":
            rows = [(day, url) for url, day in payload["dates"].items()]
            self._index.executemany("update addresses set listed_date = ? where url = ?", rows)
        elif kind == "seen":
            self._index.execute(
                "update addresses set checked_at = ?, vanished_at = null where url = ? and checked_at <= ?",
                (at, payload["url"], at),
            )
            self._index.execute(
                "update documents set last_seen_at = max(last_seen_at, ?) where document_id = ?",
                (at, payload["document_id"]),
            )

    def _index_row(self, table: str, row: dict[str, Any]) -> None:
        marks = ", ".join("?" * len(row))
        self._index.execute(f"insert or replace into {table} ({', '.join(row)}) values ({marks})", tuple(row.values()))

    def _find_capture(self, document_id: str) -> tuple[str, datetime] | None:
        row = self._index.execute(
            "select url, retrieved_at from documents where document_id = ?", (document_id,)
        ).fetchone()
        return (row[0], _at(row[1])) if row else None


_RUN_COLUMNS = tuple(Run.__dataclass_fields__)
_TABLES = ("files", "captures", "documents", "addresses", "findings", "runs")

_DOCUMENT_SQL = """
select document_id, url, media_type, retrieved_at,
    coalesce((select min(first_seen_at) from addresses where addresses.url = documents.url), retrieved_at),
    last_seen_at,
    (select vanished_at from addresses where addresses.url = documents.url),
    source_id, parent_document_id, archive_file, archive_offset, count_bytes, listed_title, listed_date, is_sample,
    status, role
from documents
"""

_ADDRESS_SQL = """
insert into addresses (url, document_id, source_id, role, first_seen_at, checked_at, etag, last_modified, listed_date)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (url) do update set
    document_id = case when excluded.checked_at >= checked_at then excluded.document_id else document_id end,
    etag = case when excluded.checked_at >= checked_at then excluded.etag else etag end,
    last_modified = case when excluded.checked_at >= checked_at then excluded.last_modified else last_modified end,
    vanished_at = case when excluded.checked_at >= checked_at then null else vanished_at end,
    listed_date = case when excluded.checked_at >= checked_at then coalesce(excluded.listed_date, listed_date)
        else coalesce(listed_date, excluded.listed_date) end,
    source_id = coalesce(source_id, excluded.source_id),
    first_seen_at = min(first_seen_at, excluded.first_seen_at),
    checked_at = max(checked_at, excluded.checked_at)
"""


_HELD_COLUMNS = "url, document_id, checked_at, etag, last_modified, vanished_at, listed_date"
_HELD_SQL = f"select {_HELD_COLUMNS} from addresses"


def _build_address(row: Sequence[Any]) -> Address:
    url, document_id, checked_at, etag, last_modified, vanished_at, listed = row
    return Address(
        url, document_id, _at(checked_at), etag, last_modified, _at(vanished_at) if vanished_at else None,
        date.fromisoformat(listed) if listed else None,
    )  # fmt: skip


def _pass_over(offset: int, error: TornRecordError) -> None:
    """Leave out what is damaged: verify() tells of it, and what stands around it is whole."""


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _build_run(fields: dict[str, Any]) -> Run:
    """Return a run; what an older program did not count is zero."""
    read: dict[str, Callable[[Any], Any]] = {
        "started_at": _at,
        "finished_at": _at,
        "newest_date": date.fromisoformat,
        "is_whole": bool,
    }
    stated = {name: value for name, value in fields.items() if value is not None}
    return Run(**{name: read[name](value) if name in read else value for name, value in stated.items()})


def _build_document(row: Iterable[Any]) -> Document:
    (document_id, url, media_type, retrieved, first, last, vanished, source_id, parent, name, offset, size,
     title, listed, is_sample, status, role) = row  # fmt: skip
    return Document(
        document_id, url, media_type, _at(retrieved), _at(first), _at(last), _at(vanished) if vanished else None,
        source_id, parent, name, offset, size, parse_listing(title, listed),
        bool(is_sample), status, role,
    )  # fmt: skip
