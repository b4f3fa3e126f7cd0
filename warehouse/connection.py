"""Read the warehouse by named questions.

    warehouse = open_warehouse(home / "zhifa.duckdb")
    warehouse.query("cases_by_month", since=date(2025, 1, 1))

The file is attached read-only from a connection in memory, so that a build may replace it at any time; the next query
sees the new file. One `Warehouse` may be shared by threads: every query runs on a cursor of its own.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.catalogue import SCHEMA_VERSION, read_sql, write_tables, write_views
from warehouse.reference import load_reference

QUERY_FOLDERS = ("queries", "queries/cookbook")

_PARAMETER = re.compile(r"\$([a-z_]+)")
_HEADER = re.compile(r"^-- (zh|en|answers|param [a-z_]+): (.*)$")


class WarehouseError(RuntimeError):
    """The warehouse cannot be used; the message says what to do."""


class NewerSchema(WarehouseError):  # noqa: N818
    """The file was made by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of `queries/`: its titles, what it answers, and its parameters with what each means."""

    name: str
    title_zh: str
    title_en: str
    answers: str
    params: dict[str, str]
    sql: str


@lru_cache(maxsize=1)
def load_queries() -> dict[str, NamedQuery]:
    """Return every named question, by name: those of the dashboards and those of the analysts' cookbook."""
    return {name: parse_query(name, sql) for folder in QUERY_FOLDERS for name, sql in read_sql(folder)}


def parse_query(name: str, sql: str) -> NamedQuery:
    """Return a named question from its file's text.

    >>> query = parse_query("q", "-- zh: 案件数\\n-- en: Cases\\n-- param since: first day\\nselect $since as day")
    >>> query.title_zh, query.title_en, query.params
    ('案件数', 'Cases', {'since': 'first day'})
    """
    comments = [line for line in sql.splitlines() if line.startswith("--")]
    head = {match[1]: match[2] for line in comments if (match := _HEADER.match(line))}
    plain = " ".join(line.removeprefix("--").strip() for line in comments if not _HEADER.match(line))
    body = "\n".join(line for line in sql.splitlines() if not line.startswith("--")).strip()
    params = {param: head.get(f"param {param}", "") for param in dict.fromkeys(_PARAMETER.findall(body))}
    return NamedQuery(name, head.get("zh", name), head.get("en", name), head.get("answers", plain), params, body)


class Warehouse:
    """A DuckDB file opened for reading; an empty one of the same shape while the file does not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._identity: tuple[int, ...] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._info: dict[str, str] = {}

    def query(self, name: str, /, **params: Any) -> pl.DataFrame:
        """Return the answer to a named question. Parameters left out are null.

        Raises KeyError for an unknown question, TypeError for an unknown parameter.
        """
        question = load_queries()[name]
        if unknown := params.keys() - question.params.keys():
            takes = ", ".join(question.params) or "no parameters"
            raise TypeError(f"query {name} takes {takes}, not {', '.join(sorted(unknown))}")
        return self.sql(question.sql, {param: params.get(param) for param in question.params})

    def sql(self, sql: str, params: dict[str, Any] | None = None) -> pl.DataFrame:
        """Return the answer to any one reading statement. Bare names mean views first, then base tables."""
        with self.cursor() as cursor:
            answer: pl.DataFrame = cursor.sql(sql, params=params).pl()
            return answer

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor of one's own on the file as it is now; it keeps that file until it is closed."""
        cursor = self._attach().cursor()
        try:
            cursor.execute(_USE)
            yield cursor
        finally:
            cursor.close()

    @property
    def version(self) -> str:
        """When the file was built (ISO, UTC), or `empty`; changes with every build."""
        return self.info.get("built_at", "empty")

    @property
    def info(self) -> dict[str, str]:
        """Return what the file says about itself (warehouse_info)."""
        self._attach()
        return dict(self._info)

    @property
    def is_empty(self) -> bool:
        """Whether there is no file yet."""
        return self.version == "empty"

    def close(self) -> None:
        """Let go of the file; a later query opens it again."""
        with self._lock:
            self._connection, self._identity = None, None

    def _attach(self) -> duckdb.DuckDBPyConnection:
        """Return a connection to the file as it is now."""
        identity = _get_identity(self.path)
        with self._lock:
            if self._connection is None or identity != self._identity:
                connection = _open_empty() if identity is None else _open_file(self.path)
                self._info = dict(connection.execute("select key, value from warehouse.base.warehouse_info").fetchall())
                self._connection, self._identity = connection, identity
            return self._connection


def open_warehouse(path: Path | str) -> Warehouse:
    """Return the warehouse at a path, whether or not the file exists yet.

    The first query raises NewerSchema or WarehouseError when the file cannot be used.
    """
    return Warehouse(Path(path))


def check_schema_version(path: Path) -> None:
    """Check that a file may be replaced by this program; no file is fine.

    Raises NewerSchema when a newer program made it, WarehouseError when it is no warehouse.
    """
    if not path.exists():
        return
    connection = _connect(path)
    try:
        version = _schema_version(connection, path)
    finally:
        connection.close()
    if version > SCHEMA_VERSION:
        raise NewerSchema(f"{path} has schema {version}, this zhifa knows {SCHEMA_VERSION}; update zhifa")


_USE = "set timezone = 'UTC'; set search_path = 'warehouse.main,warehouse.base'"


def _get_identity(path: Path) -> tuple[int, ...] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    quoted = str(path).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as warehouse (read_only)")
    except duckdb.Error as error:
        connection.close()
        reason = str(error).splitlines()[0]
        raise WarehouseError(f"{path} cannot be opened: {reason}; move it away and run zhifa build") from error
    return connection


def _open_file(path: Path) -> duckdb.DuckDBPyConnection:
    connection = _connect(path)
    version = _schema_version(connection, path)
    if version > SCHEMA_VERSION:
        raise NewerSchema(f"{path} has schema {version}, this zhifa knows {SCHEMA_VERSION}; update zhifa")
    if version < SCHEMA_VERSION:
        raise WarehouseError(f"{path} was made by an older zhifa (schema {version}); run zhifa build")
    return connection


def _open_empty() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as warehouse")
    connection.execute("use warehouse")
    write_tables(connection)
    load_reference(connection)
    write_views(connection)
    return connection


def _schema_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    try:
        rows = connection.execute(_SCHEMA_VERSION_SQL).fetchall()
    except duckdb.Error as error:
        raise WarehouseError(f"{path} is no warehouse of zhifa; move it away and run zhifa build") from error
    if not rows:
        raise WarehouseError(f"{path} does not say its schema version; move it away and run zhifa build")
    return int(rows[0][0])


_SCHEMA_VERSION_SQL = "select value from warehouse.base.warehouse_info where key = 'schema_version'"
