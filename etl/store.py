"""What extraction has made of each document: a record, or the finding that says why there is none.

    with RecordStore(home) as store:
        store.put(extractor_version(), record)

One row a document, in `HOME/records.sqlite3`; a newer extractor's answer takes the place of an older one's. Everything
here can be made again from the archive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from etl.codec import record_from_json, record_to_json
from etl.model import Finding, NoticeRecord, Span

_SCHEMA = """
create table if not exists records (
    document_id text primary key, extractor_version text not null, record text, finding text,
    check ((record is null) != (finding is null)))
"""
_CHUNK = 500


class StoreError(RuntimeError):
    """The record store cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One document's answer: `record` when it could be read, else `finding`."""

    document_id: str
    extractor_version: str
    record: NoticeRecord | None
    finding: Finding | None

    @property
    def is_readable(self) -> bool:
        return self.record is not None


class RecordStore:
    """The records below a data folder. Raises StoreError when the file cannot be opened or written."""

    def __init__(self, home: Path) -> None:
        self.path = Path(home) / "records.sqlite3"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path)
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = normal")
            self._connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"cannot open {self.path}: {error}; make the folder writable or move the file away"
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        (count,) = self._connection.execute("select count(*) from records").fetchone()
        return int(count)

    def put(self, version: str, record: NoticeRecord) -> None:
        """Keep the record of a document that could be read."""
        self.put_many(version, [(record.document_id, record_to_json(record), None)])

    def put_unreadable(self, version: str, document_id: str, finding: Finding) -> None:
        """Keep why a document could not be read."""
        self.put_many(version, [(document_id, None, finding)])

    def put_many(self, version: str, rows: Iterable[tuple[str, str | None, Finding | None]]) -> None:
        """Keep many answers in one transaction, each a document id with a record as JSON or with a finding."""
        values = [
            (document_id, version, record, None if record is not None else _finding_to_json(finding))
            for document_id, record, finding in rows
        ]
        try:
            with self._connection:
                self._connection.executemany("insert or replace into records values (?, ?, ?, ?)", values)
        except sqlite3.Error as error:
            raise StoreError(f"cannot write {self.path}: {error}; free space or make the file writable") from error

    def get(self, document_id: str, version: str | None = None) -> StoredRecord | None:
        """Return what is held of a document, by that version of the extractor when one is given."""
        held = self.get_many([document_id]).get(document_id)
        return held if held and version in (None, held.extractor_version) else None

    def get_many(self, document_ids: Sequence[str]) -> dict[str, StoredRecord]:
        """Return what is held of the documents, by id."""
        found: dict[str, StoredRecord] = {}
        for start in range(0, len(document_ids), _CHUNK):
            chunk = document_ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            rows = self._connection.execute(f"select * from records where document_id in ({marks})", list(chunk))
            found.update((row[0], self._build(row)) for row in rows)
        return found

    def document_ids(self, version: str | None = None) -> set[str]:
        """Return the documents with an answer, by that version of the extractor when one is given."""
        rows = self._connection.execute(
            "select document_id from records where ? is null or extractor_version = ?", (version, version)
        )
        return {document_id for (document_id,) in rows}

    def records(self) -> Iterator[StoredRecord]:
        """Yield every answer, ordered by document id, without holding more than one."""
        for row in self._connection.execute("select * from records order by document_id"):
            yield self._build(row)

    def _build(self, row: tuple[Any, ...]) -> StoredRecord:
        document_id, version, record, finding = row
        try:
            return StoredRecord(
                document_id,
                version,
                record_from_json(record) if record is not None else None,
                _finding_from_json(finding) if finding is not None else None,
            )
        except msgspec.MsgspecError as error:
            raise StoreError(
                f"{self.path}: the record of document {document_id} cannot be read ({error}); "
                "move the file away and run `zhifa extract` again, which makes every record anew"
            ) from error

    def versions(self) -> dict[str, int]:
        """Return how many answers each version of the extractor has given."""
        rows = self._connection.execute(
            "select extractor_version, count(*) from records group by extractor_version order by extractor_version"
        )
        return dict(rows.fetchall())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _finding_to_json(finding: Finding | None) -> str:
    if finding is None:
        raise ValueError("an answer needs a record or a finding")
    return msgspec.json.encode([finding.code, finding.message, finding.severity, finding.span]).decode()


def _finding_from_json(text: str) -> Finding:
    return Finding(*msgspec.json.decode(text, type=tuple[str, str, str, Span | None]))
