"""Fill the reference tables from `etl.reference` and the registry of sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from typing import Any

import duckdb
import polars as pl

from crawlers.source import load_usable_sources
from etl import reference
from etl.reference.bodies import build_authority, load_systems
from warehouse.catalogue import get_columns

_LOCAL_ID = re.compile(r"(?P<system>[a-z_]+)-(?P<code>\d{6})(?P<seat>-.+)?")

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
    "app_problems": "load_app_problems",
}

# Closed lists hold two more values: the source does not say; it says something the list does not hold yet.
_OPEN_ENDS = {"unknown": ("未说明", "Not stated"), "unassigned": ("未识别", "Not recognised")}
_OPEN_LISTS: dict[str, Callable[[str, str, str], dict[str, Any]]] = {
    "authorities": lambda code, zh, en: {
        "authority_id": code, "authority_name": zh, "short_name": zh, "name_en": en, "system": code, "level": code,
    },
    "platforms": lambda code, zh, en: {"platform_id": code, "platform_name": zh, "name_en": en},
    "statutes": lambda code, zh, en: {
        "statute_id": code, "statute_name": zh, "short_name": zh, "name_en": en, "aliases": [],
    },
    "conduct_types": lambda code, zh, en: {"conduct_code": code, "name_zh": zh, "name_en": en},
    "penalty_types": lambda code, zh, en: {
        "penalty_type": code, "name_zh": zh, "name_en": en, "is_money": False, "family": code,
    },
}  # fmt: skip


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the reference tables of the connection's current database, in the same order every time."""
    for table in LOADERS:
        insert_frame(connection, table, _build_reference(table))
    insert_frame(connection, "sources", _build_sources())


def load_local_authorities(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the local bodies that facts name and the list does not hold: their ids say system and place."""
    rows = connection.execute(_MISSING_AUTHORITIES_SQL).fetchall()
    found = [body for authority_id, name in rows if (body := _build_local(authority_id, name))]
    insert_rows(connection, "authorities", (_row(item, get_columns()["authorities"]) for item in found))


def _build_local(authority_id: str, name: str) -> reference.Authority | None:
    """Return the body an id speaks of, `court-440100` or with a seat of its own `court-440100-internet`."""
    match = _LOCAL_ID.fullmatch(authority_id)
    region = _regions_by_code().get(match["code"]) if match else None
    if match is None or region is None or match["system"] not in load_systems():
        return None
    body = build_authority(match["system"], region)
    return replace(body, authority_id=authority_id, authority_name=name, short_name=name) if match["seat"] else body


@cache
def _regions_by_code() -> dict[str, reference.Region]:
    return {region.region_code: region for region in reference.load_regions()}


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows given as mappings from column to value; columns left out become null."""
    insert_frame(connection, table, _build_frame(table, rows))


def insert_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Insert a frame whose columns are the table's."""
    if frame.is_empty():
        return
    connection.register("incoming", frame)
    try:
        connection.execute(f"insert into base.{table} by name select * from incoming")
    finally:
        connection.unregister("incoming")


@cache
def _build_reference(table: str) -> pl.DataFrame:
    load = getattr(reference, LOADERS[table])
    frame = _build_frame(table, (_row(item, get_columns()[table]) for item in load()))
    if table not in _OPEN_LISTS:
        return frame
    held = set(frame[frame.columns[0]])
    ends = [_OPEN_LISTS[table](code, *names) for code, names in _OPEN_ENDS.items() if code not in held]
    return frame.vstack(_build_frame(table, ends))


@cache
def _build_sources() -> pl.DataFrame:
    return _build_frame("sources", _source_rows())


def _build_frame(table: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    schema = get_columns()[table]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


_MISSING_AUTHORITIES_SQL = """
select authority_id, min(name) as name
from (
    select authority_id, authority_name as name from base.case_authorities
    union all
    select issuer_authority_id, issuer_name from base.notices where issuer_authority_id is not null
)
where authority_id not in (select authority_id from base.authorities)
group by authority_id
order by authority_id
"""


def _row(item: Any, columns: Mapping[str, pl.DataType]) -> dict[str, Any]:
    """Return the fields of a reference row that the table has; tuples become lists."""
    names = {field.name for field in fields(item)} & columns.keys()
    return {name: list(value) if isinstance(value := getattr(item, name), tuple) else value for name in names}


def _source_rows() -> Iterator[dict[str, Any]]:
    ids = {authority.authority_name: authority.authority_id for authority in reference.load_authorities()}
    sources, _ = load_usable_sources()
    for source in sources.values():
        row = {name: getattr(source, name, None) for name in get_columns()["sources"]}
        yield row | {
            "authority_id": ids.get(source.authority or "", "unassigned") if source.authority else None,
            "caveats": "; ".join(source.caveats) or None,
        }
