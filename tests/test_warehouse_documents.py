"""What the warehouse says about itself: comments, dictionary, cookbook, exports."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse_home import Home, build_app_list, build_bulletin
from warehouse.build import build_warehouse, run_checks
from warehouse.catalogue import Relation, get_columns, get_relations, read_sql, write_tables, write_views
from warehouse.connection import WarehouseError, load_queries
from warehouse.dictionary import build_dictionary, check_documents, get_cookbook
from warehouse.export import export_tables, mask_frame

PARAMS = {
    "article": 59,
    "case_id": "none-1",
    "count_days": 90,
    "count_rows": 10,
    "day": date(2026, 2, 1),
    "name": "云杉岭",
    "notice_id": "none",
    "seen_at": datetime(2026, 1, 1, tzinfo=UTC),
    "since": date(2026, 1, 1),
    "statute_id": "cybersecurity-law",
    "until": date(2026, 12, 31),
    "words": "网络日志",
}
ANSWERED = {
    "articles_of_statute",
    "cases_citing_article",
    "cases_of_party",
    "count_by_month",
    "detention_by_conduct",
    "mix_of_measures",
    "search_cases",
    "seen_since",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("built"))
    home.add(build_bulletin(""))
    home.add(build_app_list(""), url="https://notices.example/apps.html", listed=date(2026, 3, 12))
    build_warehouse(home.folder)
    return home


@pytest.fixture(scope="module")
def relations() -> tuple[Relation, ...]:
    with duckdb.connect() as connection:
        write_tables(connection)
        write_views(connection)
        return get_relations(connection)


def test_every_table_view_and_column_is_explained_in_both_languages(relations: tuple[Relation, ...]) -> None:
    assert len(relations) > 40
    bare = [
        f"{relation.name}.{getattr(part, 'name', '')}"
        for relation in relations
        for part in (relation, *relation.columns)
        if not re.search("[一-鿿]", part.comment_zh) or not re.search("[a-z]{2}", part.comment_en)
    ]
    assert not bare


def test_columns_follow_the_naming_rules(relations: tuple[Relation, ...]) -> None:
    types = {"_date": "date", "_at": "timestamp with time zone", "is_": "boolean", "has_": "boolean", "_cny": "decimal"}
    partial = {"conduct_date", "decided_date"}  # ISO dates that may lack day and month
    wrong = [
        f"{relation.name}.{column.name} is {column.type}"
        for relation in relations
        for column in relation.columns
        for mark, kind in types.items()
        if (column.name.startswith(mark) if mark.endswith("_") else column.name.endswith(mark))
        and column.name not in partial
        and not column.name.startswith("count_")
        and not column.type.startswith(kind)
    ]
    assert not wrong


def test_the_documents_are_current() -> None:
    assert not check_documents(), "run python -m warehouse.dictionary"


def test_the_dictionary_names_every_column(relations: tuple[Relation, ...]) -> None:
    text = build_dictionary()
    assert all(f"| `{column.name}` | {column.type} |" in text for r in relations for column in r.columns)


def test_every_question_has_titles_an_answer_and_explained_parameters() -> None:
    lacking = [
        query.name
        for query in load_queries().values()
        if query.title_zh == query.name or query.title_en == query.name or not query.answers
        or not all(query.params.values())
    ]  # fmt: skip
    assert not lacking


def test_no_two_questions_share_a_name() -> None:
    names = [name for folder in ("queries", "queries/cookbook") for name, _ in read_sql(folder)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [query.name for query in get_cookbook()])
def test_the_cookbook_runs_in_plain_duckdb(name: str, built: Home) -> None:
    query = load_queries()[name]
    assert query.params.keys() <= PARAMS.keys()
    with duckdb.connect(built.file, read_only=True) as connection:
        frame = connection.sql(query.sql, params={param: PARAMS[param] for param in query.params}).pl()
    assert frame.columns
    assert name not in ANSWERED or not frame.is_empty()


def test_the_cookbook_is_large_enough_to_be_useful() -> None:
    assert len(get_cookbook()) >= 15


def test_every_check_states_its_severity_and_passes_on_an_empty_warehouse() -> None:
    assert len(list(read_sql("checks"))) >= 10
    with duckdb.connect() as connection:
        write_tables(connection)
        write_views(connection)
        assert run_checks(connection) == []


def test_an_export_holds_every_view_and_no_full_name(built: Home, tmp_path: Path) -> None:
    report = export_tables(built.file, tmp_path / "out")
    assert report.counts["v_cases"] == 3
    assert report.counts["statutes"] > 100
    assert "case_parties" not in report.counts
    for name, count in report.counts.items():
        frame = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert len(frame) == count
        assert "林晓棠" not in str(frame.to_dicts()), name
        assert "林晓棠" not in (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8-sig"), name
    cases = pl.read_parquet(tmp_path / "out" / "v_cases.parquet")
    assert "林某某编造传播谣言案" in "".join(cases["case_text"])
    assert cases.schema["authority_names"] == pl.List(pl.String)
    assert cases.schema["fine_cny"] == pl.Decimal(38, 2)


def test_an_export_explains_itself(built: Home, tmp_path: Path) -> None:
    export_tables(built.file, tmp_path, formats=["csv"])
    assert not list(tmp_path.glob("*.parquet"))
    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| v_cases | 3 |" in readme
    assert "Fictional" not in readme
    assert (tmp_path / "data-dictionary.md").read_text(encoding="utf-8") == build_dictionary()
    assert (tmp_path / "v_cases.csv").read_bytes().startswith(b"\xef\xbb\xbfcase_id,")


def test_an_export_of_samples_says_so(tmp_path: Path) -> None:
    home = Home(tmp_path / "data")
    home.add(build_bulletin(""), is_sample=True)
    build_warehouse(home.folder)
    export_tables(home.file, tmp_path / "out", formats=["csv"])
    assert "Fictional sample data" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_an_export_without_a_warehouse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="run zhifa build"):
        export_tables(tmp_path / "none.duckdb", tmp_path / "out")


def test_an_unknown_format_is_refused(built: Home, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown format xls; choose from parquet, csv"):
        export_tables(built.file, tmp_path, formats=["xls"])


def test_masking_leaves_other_notices_and_ids_alone() -> None:
    frame = pl.DataFrame(
        {
            "notice_id": ["a", "b"],
            "case_id": ["林晓棠-1", "x"],
            "words": ["林晓棠说", "林晓棠说"],
            "names": [["林晓棠"], []],
        }
    )
    assert mask_frame(frame, {"a": ("林晓棠",)}).rows() == [
        ("a", "林晓棠-1", "林某某说", ["林某某"]),
        ("b", "x", "林晓棠说", []),
    ]


def test_columns_are_read_back_from_the_ddl() -> None:
    columns = get_columns()
    assert columns["penalties"]["amount_cny"] == pl.Decimal(18, 2)
    assert columns["cases"]["authority_names"] == pl.List(pl.String)
    assert columns["notices"]["retrieved_at"] == pl.Datetime("us", "Etc/UTC") or columns["notices"][
        "retrieved_at"
    ] == pl.Datetime("us", "UTC")
