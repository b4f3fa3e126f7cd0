"""Fill the reference tables from `etl.reference` and the registry of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

import duckdb
import polars as pl

from crawlers.source import load_replica_sources, load_sources
from etl import reference
from warehouse.catalogue import get_columns

LOADERS = {
    "authorities": "load_authorities",
    "regions": "load_regions",
    "platforms": "load_platforms",
    "statutes": "load_statutes",
    "statute_versions": "load_statute_versions",
    "provisions": "load_provisions",
    "measure_articles": "load_measure_articles",
    "measure_penalties": "load_measure_penalties",
    "renumbering": "load_renumbering",
    "conduct_types": "load_conduct",
    "conduct_taxonomy": "load_conduct_taxonomy",
    "penalty_types": "load_penalty_types",
}

# The two values of every closed list that stand for no entry.
_OPEN_ENDS = """
insert or ignore into base.authorities (authority_id, authority_name, short_name, name_en, system, level) values
    ('unknown', '未说明', '未说明', 'Not stated', 'unknown', 'unknown'),
    ('unassigned', '未识别', '未识别', 'Not recognised', 'unassigned', 'unassigned');
insert or ignore into base.platforms (platform_id, platform_name, name_en) values
    ('unknown', '未说明', 'Not stated'), ('unassigned', '未识别', 'Not recognised');
insert or ignore into base.statutes (statute_id, statute_name, short_name, name_en, aliases) values
    ('unknown', '未说明', '未说明', 'Not stated', []), ('unassigned', '未识别', '未识别', 'Not recognised', []);
insert or ignore into base.conduct_types values
    ('unknown', '未说明', 'Not stated'), ('unassigned', '未识别', 'Not recognised');
insert or ignore into base.penalty_types (penalty_type, name_zh, name_en, is_money, family) values
    ('unknown', '未说明', 'Not stated', false, 'unknown'),
    ('unassigned', '未识别', 'Not recognised', false, 'unassigned');
"""


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the reference tables of the connection's current database, in the same order every time."""
    for table, name in LOADERS.items():
        load = getattr(reference, name, tuple)
        insert_rows(connection, table, (_row(item, get_columns()[table]) for item in load()))
    insert_rows(connection, "sources", _source_rows())
    connection.execute(_OPEN_ENDS)


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows given as mappings from column to value; columns left out become null."""
    schema = get_columns()[table]
    frame = pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
    insert_frame(connection, table, frame)


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Insert a frame whose columns are the table's."""
    if frame.is_empty():
        return
    connection.register("incoming", frame)
    try:
        connection.execute(f"insert into base.{table} by name select * from incoming")
    finally:
        connection.unregister("incoming")


def _row(item: Any, columns: Mapping[str, pl.DataType]) -> dict[str, Any]:
    """Return the fields of a reference row that the table has; tuples become lists."""
    names = {field.name for field in fields(item)} & columns.keys()
    return {name: list(value) if isinstance(value := getattr(item, name), tuple) else value for name in names}


def _source_rows() -> Iterator[dict[str, Any]]:
    authorities: Iterable[Any] = getattr(reference, "load_authorities", tuple)()
    ids = {authority.authority_name: authority.authority_id for authority in authorities}
    for source in (*load_sources().values(), *load_replica_sources().values()):
        row = {name: getattr(source, name, None) for name in get_columns()["sources"]}
        yield row | {
            "authority_id": ids.get(source.authority or "", "unassigned") if source.authority else None,
            "caveats": "; ".join(source.caveats) or None,
        }
