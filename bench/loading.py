"""Rows a second into the warehouse, with keys, checks and views; beside a bare DuckDB load of the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from bench.measure import Result, seconds_of
from bench.texts import load_bodies
from crawlers.archive import Archive
from etl.run import extract_all
from warehouse.build import build_warehouse

FACTS = (
    "documents", "notices", "cases", "case_parties", "case_authorities", "case_platforms", "case_conduct", "case_dates",
    "citations", "penalties", "amounts", "apps", "metrics", "notice_measure_articles",
)  # fmt: skip


def run() -> Iterator[Result]:
    """Yield fact rows a second from stored records to a published file."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        _fill(home)
        counts = build_warehouse(home).counts
        rows = sum(counts.get(name, 0) for name in FACTS)
        build = seconds_of(lambda: build_warehouse(home))
        bare = seconds_of(lambda: _load_bare(home))
    yield Result(
        "records to published warehouse", rows / build, "rows/s", "bare DuckDB copy of the same rows", rows / bare
    )


def _fill(home: Path) -> None:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    with Archive(home) as archive:
        for name, body in load_bodies():
            # a comment makes every copy a document of its own
            archive.add(f"file:{name}", body + f"\n<!-- {name} -->".encode(), "text/html", when)
    extract_all(home)


def _load_bare(home: Path) -> None:
    bare = home / "bare"
    shutil.rmtree(bare, ignore_errors=True)
    bare.mkdir()
    connection = duckdb.connect(bare / "bare.duckdb")
    connection.execute(f"attach '{home / 'zhifa.duckdb'}' as held (read_only)")
    for name in FACTS:
        connection.execute(f"create table {name} as from held.base.{name}")
    connection.close()
