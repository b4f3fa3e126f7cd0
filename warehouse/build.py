"""Build the warehouse: a new file beside the old one, checked before it takes its place.

Readers keep the old file until the new one stands; a build that fails leaves the old file as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from crawlers.archive import Archive, CrawlFinding, Document
from crawlers.health import CUT_OFF, SourceHealth, load_health
from crawlers.run import build_source_finding
from crawlers.source import load_usable_sources
from etl.attachments import Attacher, Pair
from etl.frames import build_frames, get_notice_key
from etl.store import RecordStore
from etl.stories import NoticeKey, link_stories
from warehouse.catalogue import get_columns, read_sql, write_tables, write_views
from warehouse.connection import WarehouseError, check_schema_version
from warehouse.reference import insert_frame, insert_rows, load_local_authorities, load_reference

Progress = Callable[[int, int], None]  # documents done, of all

_BATCH = 500
_SHOWN = 5  # offending rows named in a message
_KEPT = 200  # findings kept of one check
_SEVERITY = re.compile(r"^-- severity: (error|warning|info)$", re.MULTILINE)


class WarehouseCheckFailed(WarehouseError):  # noqa: N818
    """A check found rows that must not be published; the message names them and the old file stands."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check of `checks/` found: one row an offence, with a message and where it is."""

    name: str
    severity: str
    offences: pl.DataFrame


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What stands in the new file: rows a table, and what the checks and the sources have to say."""

    path: Path
    built_at: datetime
    counts: dict[str, int]
    count_findings: dict[str, int]  # by severity


def build_warehouse(home: Path, *, on_progress: Progress | None = None, now: datetime | None = None) -> BuildReport:
    """Build `home/zhifa.duckdb` from the archive and the records, and return what stands in it.

    Raises WarehouseCheckFailed when a check fails, NewerSchema when the file in place was made by a newer program,
    WarehouseError when the folder cannot be written or another build is running. The file in place then stands.
    """
    path = Path(home) / "zhifa.duckdb"
    built_at = now or datetime.now(UTC)
    check_schema_version(path)
    with _new_file(path) as connection:
        with Archive(home) as archive, RecordStore(home) as store:
            load_reference(connection)
            _load_facts(connection, archive, store, on_progress)
            _load_operation(connection, archive, built_at)
            _load_accuracy(connection, Path(home) / "accuracy.json")
            _write_info(connection, built_at, store)
        load_local_authorities(connection)
        write_views(connection)
        connection.execute(_COVERAGE_SQL)
        _keep_findings(connection, run_checks(connection), built_at)
        counts = _count_rows(connection)
        severities = dict(
            connection.execute("select severity, count(*) from base.findings group by all order by all").fetchall()
        )
    return BuildReport(path, built_at, counts, severities)


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Return the checks that found something, errors first. Every check returns at least a column `message`."""
    results = [
        CheckResult(name, _get_severity(name, sql), connection.sql(sql).pl()) for name, sql in read_sql("checks")
    ]
    found = [result for result in results if not result.offences.is_empty()]
    return sorted(found, key=lambda result: (result.severity != "error", result.name))


def _get_severity(name: str, sql: str) -> str:
    match = _SEVERITY.search(sql)
    if match is None:
        raise ValueError(f"check {name} does not state its severity")
    return match[1]


@contextmanager
def _new_file(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to an empty warehouse beside `path`, which takes the place of `path` when all goes well."""
    new = path.with_name(path.name + ".new")
    _discard(new)
    connection = duckdb.connect()
    try:
        _attach_new(connection, new)
        write_tables(connection)
        yield connection
        connection.execute("checkpoint warehouse; use memory; detach warehouse")
        connection.close()
        os.replace(new, path)
    except duckdb.ConstraintException as error:
        raise WarehouseCheckFailed(f"{_first_line(error)}; {path} is as it was") from error
    except (OSError, duckdb.IOException) as error:
        reason = _first_line(error)
        raise WarehouseError(f"cannot write {path}: {reason}; free space or make the folder writable") from error
    finally:
        connection.close()
        for rest in (new, new.with_name(new.name + ".wal")):
            if rest.exists():
                rest.unlink()


def _attach_new(connection: duckdb.DuckDBPyConnection, new: Path) -> None:
    quoted = str(new).replace("'", "''")
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        # v1.4.0: files that DuckDB 1.4 and later open
        connection.execute(f"attach '{quoted}' as warehouse (storage_version 'v1.4.0')")
    except (duckdb.Error, OSError) as error:
        remedy = "make the folder writable" if new.parent.is_dir() else "choose another --home"
        raise WarehouseError(f"cannot write in {new.parent}: {_first_line(error)}; {remedy}") from error
    connection.execute("use warehouse; set timezone = 'UTC'")


def _discard(new: Path) -> None:
    """Remove what a killed build left. Raises WarehouseError while another build holds it."""
    if not new.exists():
        return
    try:
        duckdb.connect(new).close()
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise WarehouseError(f"another build is writing {new}; wait until it has ended") from error
    except duckdb.Error:
        pass
    new.unlink(missing_ok=True)


def _load_facts(
    connection: duckdb.DuckDBPyConnection, archive: Archive, store: RecordStore, on_progress: Progress | None
) -> None:
    documents = list(archive.documents())
    attach = Attacher(documents, archive, store)
    links = link_stories(_iterate_keys(documents, store, attach))
    done = 0
    for batch in _batches(documents):
        connection.execute("begin")
        pairs = _get_pairs(batch, store)
        for table, frame in build_frames(pairs, links, get_columns(), attach(pairs)).items():
            insert_frame(connection, table, frame)
        connection.execute("commit")
        done += len(batch)
        if on_progress:
            on_progress(done, len(documents))


def _iterate_keys(documents: Sequence[Document], store: RecordStore, attach: Attacher) -> Iterator[NoticeKey]:
    for batch in _batches(documents):
        pairs = _get_pairs(batch, store)
        attached = attach(pairs)
        for document, stored in pairs:
            if stored is not None and stored.record is not None and document.document_id not in attached.claimed:
                yield get_notice_key(document, stored.record, attached.of_page.get(document.document_id, ()))


def _get_pairs(batch: Sequence[Document], store: RecordStore) -> list[Pair]:
    held = store.get_many([document.document_id for document in batch])
    return [(document, held.get(document.document_id)) for document in batch]


def _batches(documents: Sequence[Document]) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _load_operation(connection: duckdb.DuckDBPyConnection, archive: Archive, built_at: datetime) -> None:
    insert_rows(connection, "runs", (asdict(run) for run in archive.runs()))
    registry, _ = load_usable_sources()
    healths = load_health(archive, registry)
    insert_rows(connection, "source_health", map(_build_health_row, healths))
    cut_off = [finding for health in healths for finding in health.findings if finding.code == CUT_OFF]
    insert_rows(
        connection,
        "findings",
        (
            {
                "finding_id": finding.finding_id,
                "severity": finding.severity,
                "code": finding.code,
                "message": finding.message,
                "message_zh": finding.message_zh,
                "stage": "crawl",
                "source_id": finding.source_id,
                "document_id": finding.document_id,
                "url": finding.url,
                "found_at": finding.found_at,
                "run_id": finding.run_id,
            }
            for finding in (*archive.findings(), *cut_off, *_find_wrong_sources(built_at))
        ),
    )


def _build_health_row(health: SourceHealth) -> dict[str, Any]:
    run = health.last_run
    return {
        "source_id": health.source.source_id,
        "state": health.state,
        "run_id": run.run_id if run else None,
        "last_run_at": run.started_at if run else None,
        "newest_date": health.newest_date,
        "count_held": health.count_held,
        "count_findings": sum(finding.severity != "info" for finding in health.findings),
    }


def _find_wrong_sources(built_at: datetime) -> Iterator[CrawlFinding]:
    _, wrong = load_usable_sources()
    for error in wrong:
        yield replace(build_source_finding(error), found_at=built_at)


def _load_accuracy(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Load the figures of the last measurements, a list of objects with the columns of the table."""
    if path.exists():
        rows = json.loads(path.read_text(encoding="utf-8"))
        insert_rows(
            connection, "accuracy", ({**r, "measured_at": datetime.fromisoformat(r["measured_at"])} for r in rows)
        )


def _write_info(connection: duckdb.DuckDBPyConnection, built_at: datetime, store: RecordStore) -> None:
    ((is_sample,),) = connection.execute("select coalesce(bool_and(is_sample), false) from base.notices").fetchall()
    info = {
        "built_at": built_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "is_sample": str(is_sample).lower(),
        "extractor_version": ", ".join(store.versions()) or "none",
        "duckdb_version": duckdb.__version__,
    }
    insert_rows(connection, "warehouse_info", ({"key": key, "value": value} for key, value in info.items()))


def _keep_findings(connection: duckdb.DuckDBPyConnection, results: Sequence[CheckResult], built_at: datetime) -> None:
    """Keep what the checks found as findings. Raises WarehouseCheckFailed when one of them is an error."""
    failed = [result for result in results if result.severity == "error"]
    if failed:
        raise WarehouseCheckFailed("; ".join(map(_describe, failed)) + "; the warehouse in place is as it was")
    for result in results:
        insert_rows(connection, "findings", _finding_rows(result, built_at))


def _describe(result: CheckResult) -> str:
    shown = ", ".join(result.offences["message"].head(_SHOWN))
    more = len(result.offences) - _SHOWN
    return f"check {result.name} failed: {shown}" + (f" and {more} more" if more > 0 else "")


def _finding_rows(result: CheckResult, built_at: datetime) -> Iterator[dict[str, Any]]:
    for row in result.offences.head(_KEPT).unique(maintain_order=True).iter_rows(named=True):
        mark = json.dumps([result.name, row], ensure_ascii=False, default=str, sort_keys=True)
        yield {
            **row,
            "finding_id": hashlib.sha256(mark.encode()).hexdigest()[:24],
            "severity": result.severity,
            "code": result.name,
            "stage": "build",
            "found_at": built_at,
        }


def _count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    union = " union all ".join(f"select '{table}', count(*) from base.{table}" for table in get_columns())
    return dict(connection.execute(union).fetchall())


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


_COVERAGE_SQL = """
insert into base.coverage
with held as (
    select source_id, count(*) as count_documents, max(last_seen_at) as last_retrieved_at
    from base.documents where source_id is not null group by source_id
),
published as (
    select source_id, count(*) as count_notices, min(announced_date) as oldest_announced_date,
        max(announced_date) as newest_announced_date,
        count(*) filter (where announced_date is null) as count_without_date,
        median(date_diff('day', announced_date, first_seen_at::date)) as median_lag_days
    from base.notices where is_canonical and source_id is not null group by source_id
),
handled as (
    select notices.source_id, count(*) as count_cases
    from base.cases inner join base.notices using (notice_id)
    where cases.is_canonical and notices.is_usable and notices.source_id is not null group by notices.source_id
)
select held.source_id, held.count_documents, coalesce(published.count_notices, 0), coalesce(handled.count_cases, 0),
    published.oldest_announced_date, published.newest_announced_date, held.last_retrieved_at,
    coalesce(published.count_without_date, 0), published.median_lag_days
from held
left join published using (source_id)
left join handled using (source_id)
order by held.source_id
"""
