"""The tables and views of the warehouse, as DuckDB's own catalogue tells them.

`schema/*.sql` and `views/*.sql` are the one definition of a column. A view's column that keeps the name of a column
of a base table and has no comment of its own takes over that column's comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

FOLDER = Path(__file__).parent
SCHEMA_VERSION = 2
SEARCH_PATH = "main,base"  # bare names find the friendly views first, then the base tables


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table or view; the comment's two languages apart."""

    name: str
    type: str
    is_nullable: bool
    comment_zh: str
    comment_en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A base table or a view. `key` holds the columns of the primary key, if there is one."""

    schema: str
    name: str
    is_view: bool
    comment_zh: str
    comment_en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def read_sql(folder: str) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each SQL file of a folder of this package, in order of path."""
    for path in sorted((FOLDER / folder).glob("*.sql")):
        yield path.stem, path.read_text(encoding="utf-8")


def write_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty base tables in the connection's current database."""
    connection.execute("begin")
    for _, sql in read_sql("schema"):
        connection.execute(sql)
    connection.execute("insert into base.warehouse_info values ('schema_version', $v)", {"v": str(SCHEMA_VERSION)})
    connection.execute("commit")


def write_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views, and give their columns the comments of the base columns they show."""
    connection.execute("begin")
    for _, sql in read_sql("views"):
        connection.execute(sql)
    relations = get_relations(connection)
    tables = [relation for relation in relations if not relation.is_view]
    for view in (relation for relation in relations if relation.is_view):
        for name, comment in _inherit_comments(view, tables).items():
            text = comment.replace("'", "''")
            connection.execute(f"comment on column {view.schema}.{view.name}.{name} is '{text}'")
    connection.execute("commit")


def _inherit_comments(view: Relation, tables: Sequence[Relation]) -> dict[str, str]:
    """Return comments for the view's bare columns, each from the table most like the view that has the column."""
    shown = {column.name for column in view.columns}
    likeness = {table.name: len(shown & {column.name for column in table.columns}) for table in tables}
    found: dict[str, str] = {}
    for table in sorted(tables, key=lambda table: -likeness[table.name]):
        for column in table.columns:
            found.setdefault(column.name, f"{column.comment_zh} / {column.comment_en}")
    return {
        column.name: found[column.name] for column in view.columns if not column.comment_en and column.name in found
    }


def get_relations(connection: duckdb.DuckDBPyConnection) -> tuple[Relation, ...]:
    """Return the views of main and then the base tables, each with its columns in order."""
    rows = connection.execute(_RELATIONS_SQL).fetchall()
    columns = _columns_by_relation(connection.execute(_COLUMNS_SQL).fetchall())
    keys = dict(connection.execute(_KEYS_SQL).fetchall())
    return tuple(
        Relation(
            schema, name, is_view, *_split(comment), columns[schema, name],
            () if is_view else tuple(keys.get(name, ())),
        )
        for schema, name, is_view, comment in rows
    )  # fmt: skip


@lru_cache(maxsize=1)
def get_columns() -> dict[str, dict[str, pl.DataType]]:
    """Return polars types by table and column, read back from the DDL."""
    with duckdb.connect() as connection:
        write_tables(connection)
        tables = [name for (name,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'base' order by table_oid"
        ).fetchall()]  # fmt: skip
        return {name: dict(connection.sql(f"select * from base.{name} limit 0").pl().schema) for name in tables}


def _columns_by_relation(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[str, str], tuple[Column, ...]]:
    found: dict[tuple[str, str], tuple[Column, ...]] = {}
    for schema, relation, name, type_, is_nullable, comment in rows:
        column = Column(name, type_.lower(), is_nullable, *_split(comment))
        found[schema, relation] = (*found.get((schema, relation), ()), column)
    return found


def _split(comment: str | None) -> tuple[str, str]:
    """Return the Chinese and the English half of a comment.

    >>> _split("案件 / Cases")
    ('案件', 'Cases')
    >>> _split(None)
    ('', '')
    """
    chinese, _, english = (comment or "").partition(" / ")
    return chinese, english


_RELATIONS_SQL = """
select schema_name, view_name as name, true as is_view, comment, view_oid as oid
from duckdb_views() where not internal and database_name = current_database() and schema_name in ('main', 'base')
union all
select schema_name, table_name, false, comment, table_oid
from duckdb_tables() where not internal and database_name = current_database() and schema_name = 'base'
order by schema_name = 'base', is_view, oid
"""
_RELATIONS_SQL = f"select schema_name, name, is_view, comment from ({_RELATIONS_SQL})"
_COLUMNS_SQL = """
select schema_name, table_name, column_name, data_type, is_nullable, comment
from duckdb_columns() where not internal and database_name = current_database() order by table_oid, column_index
"""
_KEYS_SQL = """
select table_name, constraint_column_names from duckdb_constraints()
where constraint_type = 'PRIMARY KEY' and database_name = current_database()
"""
