"""The warehouse as plain files for others: Parquet and CSV with a README and the data dictionary.

Only what may be published leaves: natural persons are masked in names and in every text, whole notices stay behind
(their address is given), and every total counts each case once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow.parquet as pq

from etl.masking import mask_in_text
from warehouse.catalogue import Relation, get_relations
from warehouse.connection import Warehouse, WarehouseError, open_warehouse
from warehouse.dictionary import build_dictionary

FORMATS = ("parquet", "csv")

_BATCH = 20_000
_LEFT_OUT = frozenset({"plain_text"})
_FACTS = {
    "documents",
    "notices",
    "attachments",
    "texts",
    "cases",
    "citations",
    "penalties",
    "amounts",
    "apps",
    "metrics",
    "findings",
    "coverage",
}
Names = dict[str, tuple[str, ...]]  # natural persons named in full, by notice


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: rows a table, in the folder."""

    folder: Path
    counts: dict[str, int]


def export_tables(path: Path, folder: Path, formats: Sequence[str] = FORMATS) -> ExportReport:
    """Write every view and reference table of the warehouse at `path` into a folder, one file a table and format.

    Raises WarehouseError when there is no warehouse or the folder cannot be written, ValueError for an unknown format.
    """
    if unknown := set(formats) - set(FORMATS):
        raise ValueError(f"unknown format {', '.join(sorted(unknown))}; choose from {', '.join(FORMATS)}")
    warehouse = open_warehouse(path)
    if warehouse.is_empty:
        raise WarehouseError(f"there is no warehouse at {path}; run zhifa build")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with warehouse.cursor() as cursor:
            names = _get_names(cursor)
            counts = {r.name: _export(cursor, r, names, folder, formats) for r in _get_exported(cursor)}
        _write_documents(folder, warehouse, counts, formats)
    except OSError as error:
        raise WarehouseError(
            f"cannot write in {folder}: {error.strerror}; make it writable or choose another"
        ) from error
    return ExportReport(folder, counts)


def _get_exported(cursor: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Return the views and the reference tables; facts leave only through the views."""
    return [
        relation
        for relation in get_relations(cursor)
        if relation.schema == "main"
        or not (relation.is_view or relation.name in _FACTS or relation.name.startswith(("case_", "notice_")))
    ]


def _get_names(cursor: duckdb.DuckDBPyConnection) -> Names:
    rows = cursor.execute(
        "select notice_id, list(distinct party_name) from base.case_parties inner join base.cases using (case_id)"
        " where is_natural_person and party_name != display_name group by notice_id"
    ).fetchall()
    return {notice_id: tuple(names) for notice_id, names in rows}


def _export(
    cursor: duckdb.DuckDBPyConnection, relation: Relation, names: Names, folder: Path, formats: Sequence[str]
) -> int:
    columns = ", ".join(f'"{column.name}"' for column in relation.columns if column.name not in _LEFT_OUT)
    sql = f"select {columns} from {relation.schema}.{relation.name}"
    count = 0
    with _Writer(folder, relation.name, formats) as write:
        for batch in cursor.sql(sql).to_arrow_reader(_BATCH):
            frame = pl.DataFrame(pl.from_arrow(batch))
            write(mask_frame(frame, names))
            count += len(frame)
        if count == 0:
            write(cursor.sql(f"{sql} limit 0").pl())
    return count


def mask_frame(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Return the frame with the names of a notice's natural persons masked in all words of its rows."""
    if "notice_id" not in frame.columns or not names:
        return frame
    of_row = [names.get(notice_id, ()) for notice_id in frame["notice_id"]]
    if not any(of_row):
        return frame
    masked = [
        pl.Series(name, list(map(_mask_value, frame[name], of_row)), dtype=frame[name].dtype)
        for name, kind in frame.schema.items()
        if kind in (pl.String, pl.List(pl.String)) and not name.endswith(("_id", "_ids", "_code", "_codes", "url"))
    ]
    return frame.with_columns(masked)


def _mask_value(value: Any, names: tuple[str, ...]) -> Any:
    if value is None or not names:
        return value
    if isinstance(value, str):
        return mask_in_text(value, names)
    return [mask_in_text(item, names) for item in value]


class _Writer:
    """Writes the batches of one table to one file a format."""

    def __init__(self, folder: Path, name: str, formats: Sequence[str]) -> None:
        self._parquet = folder / f"{name}.parquet" if "parquet" in formats else None
        self._csv = (folder / f"{name}.csv").open("wb") if "csv" in formats else None
        self._writer: pq.ParquetWriter | None = None
        self._count = 0

    def __enter__(self) -> Callable[[pl.DataFrame], None]:
        return self._write

    def __exit__(self, *error: object) -> None:
        if self._writer is not None:
            self._writer.close()
        if self._csv is not None:
            self._csv.close()

    def _write(self, frame: pl.DataFrame) -> None:
        if self._parquet is not None:
            table = frame.to_arrow()
            self._writer = self._writer or pq.ParquetWriter(self._parquet, table.schema, compression="zstd")
            self._writer.write_table(table)
        if self._csv is not None:
            is_first = self._count == 0
            _flatten(frame).write_csv(self._csv, include_header=is_first, include_bom=is_first)
        self._count += 1


def _flatten(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with lists as text, their items separated by semicolons."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).cast(pl.List(pl.String)).list.join("; ") for name in lists)


def _write_documents(folder: Path, warehouse: Warehouse, counts: dict[str, int], formats: Sequence[str]) -> None:
    readme = _build_readme(warehouse.info, counts, formats)
    (folder / "README.md").write_text(readme, encoding="utf-8")
    (folder / "data-dictionary.md").write_text(build_dictionary(), encoding="utf-8")


def _build_readme(info: dict[str, str], counts: dict[str, int], formats: Sequence[str]) -> str:
    sample = _SAMPLE if info.get("is_sample") == "true" else ""
    rows = "\n".join(f"| {name} | {count} |" for name, count in counts.items())
    return _README.format(sample=sample, rows=rows, formats=", ".join(formats), **info)


_SAMPLE = "**虚构的样例数据，不得引用。 Fictional sample data: do not cite.**\n\n"
_README = """# 执法数据导出 / Export of zhifa

{sample}构建时间 / Built: {built_at}
结构版本 / Schema: {schema_version}
格式 / Formats: {formats}

自然人姓名已隐名；公告全文未导出，请见原网址。空值 = 未写明，0 = 写明为零。
每个案件只计一次，`v_evidence` 含转载。各列含义见 data-dictionary.md；CSV 为 UTF-8，列表以分号分隔。

Natural persons are masked; whole notices are left out, see their address. Null = not stated, 0 = stated as zero.
Each case counts once; `v_evidence` holds republications too. Columns: data-dictionary.md. CSV: UTF-8, lists separated
by semicolons.

| 表 / Table | 行 / Rows |
|---|---:|
{rows}
"""
