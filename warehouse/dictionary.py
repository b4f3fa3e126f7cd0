"""The data dictionary and the cookbook, written from DuckDB's own catalogue and the named questions.

`python -m warehouse.dictionary` writes both below docs/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from warehouse.catalogue import SCHEMA_VERSION, Relation, get_relations, read_sql, write_tables, write_views
from warehouse.connection import NamedQuery, load_queries

DOCS = Path(__file__).parent.parent / "docs"

_INTRODUCTION = f"""# 数据字典 / Data dictionary

由仓库目录生成，请勿手改：`python -m warehouse.dictionary`。结构版本 {SCHEMA_VERSION}。
Generated from the catalogue of the warehouse, not to be edited by hand. Schema version {SCHEMA_VERSION}.

- 空值 = 原文未写明；0 = 原文写明为零；`unknown` = 原文未说明封闭列表中的值；`unassigned` = 原文所述尚未收录。
  Null = the source does not say; 0 = it says zero; `unknown` = it says nothing of a closed list; `unassigned` = it says
  something our list does not hold yet.
- 统计请用 `main` 中的视图（`v_…`）：每篇报道、每个案件只计一次。`base` 中的表保留全部行，含转载与旧版本。
  Count with the views of `main` (`v_…`): each story and each case once. The tables of `base` keep every row,
  republications and old versions included.
- 偏移量以公告的 `plain_text` 为准，按字符从 0 起：`substring(plain_text, span_start + 1, span_end - span_start)`。
  Spans count characters of the notice's `plain_text` from 0.
- 日期各有其列：违法行为、处理决定、公布、首次见到；公布日期绝不取采集日期。
  Conduct, decision, announcement and first sight have columns of their own; the day of the crawl is no announcement.
"""

_COOKBOOK = """# 常用查询 / Cookbook

由 `warehouse/queries/cookbook/` 生成，请勿手改：`python -m warehouse.dictionary`。
每个查询都经过测试，可直接在 DuckDB 中运行（`$参数` 代入数值；未给的参数为空）。
Generated from `warehouse/queries/cookbook/`. Every question is tested and runs in plain DuckDB; give each `$parameter`
a value, null where it says so.
"""


def build_dictionary() -> str:
    """Return the data dictionary as Markdown: views first, then base tables."""
    with duckdb.connect() as connection:
        write_tables(connection)
        write_views(connection)
        relations = get_relations(connection)
    views = [relation for relation in relations if relation.schema == "main"]
    tables = [relation for relation in relations if relation.schema == "base"]
    parts = [
        _INTRODUCTION,
        "## 视图 / Views\n",
        *(_describe(relation) for relation in views),
        "## 基表 / Base tables\n",
        *(_describe(relation) for relation in tables),
    ]
    return "\n".join(parts)


def build_cookbook() -> str:
    """Return the named questions for analysts as Markdown, each with its parameters and SQL."""
    return "\n".join([_COOKBOOK, *map(_describe_query, get_cookbook())])


def get_cookbook() -> list[NamedQuery]:
    """Return the named questions meant for analysts."""
    return [load_queries()[name] for name, _ in read_sql("queries/cookbook")]


def write_documents(folder: Path = DOCS) -> None:
    """Write both documents into a folder."""
    (folder / "data-dictionary.md").write_text(build_dictionary(), encoding="utf-8")
    (folder / "cookbook.md").write_text(build_cookbook(), encoding="utf-8")


def _describe(relation: Relation) -> str:
    name = relation.name if relation.schema == "main" else f"{relation.schema}.{relation.name}"
    key = f"\n主键 / Key: {', '.join(f'`{column}`' for column in relation.key)}\n" if relation.key else ""
    lines = [f"### `{name}`\n", f"{relation.comment_zh}  \n{relation.comment_en}\n{key}", *_table(relation)]
    return "\n".join(lines) + "\n"


def _table(relation: Relation) -> Iterator[str]:
    yield "| 列 / Column | 类型 / Type | 可空 / Null | 说明 | Meaning |"
    yield "|---|---|---|---|---|"
    for column in relation.columns:
        null = "" if relation.is_view else "是 / yes" if column.is_nullable else "否 / no"
        yield _cells(f"`{column.name}`", column.type, null, column.comment_zh, column.comment_en)


def _describe_query(query: NamedQuery) -> str:
    params = [f"- `{name}`: {meaning}" for name, meaning in query.params.items()]
    parts = [f"## {query.title_zh} / {query.title_en}\n", f"`{query.name}`: {query.answers}\n", *params]
    return "\n".join([*parts, *([""] if params else []), "```sql", query.sql, "```", ""])


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def check_documents(folder: Path = DOCS) -> Iterable[str]:
    """Return the names of the documents that differ from what would be written now."""
    wanted = {"data-dictionary.md": build_dictionary(), "cookbook.md": build_cookbook()}
    return [
        name
        for name, text in wanted.items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
    ]


if __name__ == "__main__":
    write_documents()
