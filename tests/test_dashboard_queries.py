"""The dashboard's named queries on a real file in the real schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sample_warehouse import build_empty, build_sample, sample_rows

from crawlers.health import STATES
from dashboards.charts import BUCKETS
from dashboards.filters import Filters
from dashboards.text import LABELS
from warehouse.connection import Warehouse, load_queries, open_warehouse

PREFIXES = ("overview_", "cases_", "measures_", "apps_", "sources_", "accuracy_")
ARGUMENTS: dict[str, Any] = {
    "filters": Filters().to_parameters(),
    "count_rows": 50,
    "case_id": "none",
    "measure": 117,
    "article": 34,
    "statute_id": "live-commerce-measures-117",
    "app_name": "栗子天气",
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return open_warehouse(build_sample(tmp_path_factory.mktemp("home") / "zhifa.duckdb"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return open_warehouse(build_empty(tmp_path_factory.mktemp("home") / "zhifa.duckdb"))


def _ask(warehouse: Warehouse, name: str, **arguments: Any) -> pl.DataFrame:
    takes = load_queries()[name].params
    return warehouse.query(name, **{k: v for k, v in {**ARGUMENTS, **arguments}.items() if k in takes})


def _count(warehouse: Warehouse, **chosen: Any) -> int:
    totals = _ask(warehouse, "overview_totals", filters=Filters(**chosen).to_parameters())
    return int(totals["count_cases"][0])


def _own_queries() -> Iterator[str]:
    for name, query in load_queries().items():
        if name.startswith(PREFIXES) and set(query.params) <= {*ARGUMENTS, "text", "issue", "store"}:
            yield name


@pytest.mark.parametrize("name", list(_own_queries()))
def test_every_query_runs_on_an_empty_and_on_a_full_file(name: str, empty: Warehouse, warehouse: Warehouse) -> None:
    assert _ask(empty, name).columns == _ask(warehouse, name).columns


def test_totals_count_a_story_told_twice_once(warehouse: Warehouse) -> None:
    rows = sample_rows()
    assert any(not case["is_canonical"] for case in rows["cases"])
    assert _count(warehouse) == sum(1 for case in rows["cases"] if case["is_canonical"])


def test_the_trend_and_the_undated_make_up_the_total(warehouse: Warehouse) -> None:
    for basis in ("announced", "decided"):
        chosen = Filters(date_basis=basis).to_parameters()  # type: ignore[arg-type]
        totals = _ask(warehouse, "overview_totals", filters=chosen).row(0, named=True)
        trend = _ask(warehouse, "overview_trend", filters=chosen)
        assert totals["count_undated"] > 0
        assert trend["count_cases"].sum() + totals["count_undated"] == totals["count_cases"]
        assert (trend["count_fined"] <= trend["count_cases"]).all()


def test_the_trend_has_every_month_of_its_range(warehouse: Warehouse) -> None:
    rows = sample_rows()
    gap = {"date_from": date(2024, 1, 1), "date_to": date(2026, 12, 31), "measures": ("detention",)}
    months = _ask(warehouse, "overview_trend", filters=Filters(**gap).to_parameters())["month"].to_list()  # type: ignore[arg-type]
    assert months == pl.date_range(months[0], months[-1], interval="1mo", eager=True).to_list()
    assert rows["penalties"]


def test_regions_and_the_unplaced_make_up_the_total(warehouse: Warehouse) -> None:
    assert _ask(warehouse, "overview_regions")["count_cases"].sum() == _count(warehouse)


def test_a_stated_zero_is_apart_from_a_sum_not_stated(warehouse: Warehouse) -> None:
    rows = sample_rows()
    counted = {case["case_id"] for case in rows["cases"] if case["is_canonical"]}
    fines = [p["amount_cny"] for p in rows["penalties"] if p["penalty_type"] == "fine" and p["case_id"] in counted]
    buckets = dict(_ask(warehouse, "overview_fines").select("bucket", "count_fines").iter_rows())
    assert buckets["zero"] == fines.count(0) > 0
    assert buckets["not_stated"] == fines.count(None) > 0
    assert set(buckets) <= set(BUCKETS) == set(LABELS["bucket"])


@pytest.mark.parametrize(
    "chosen",
    [
        {"systems": ("cac",)},
        {"authorities": ("samr-330100",)},
        {"provinces": ("330000",)},
        {"date_from": date(2026, 2, 1)},
        {"date_to": date(2025, 1, 1), "date_basis": "decided"},
        {"statute": "live-commerce-measures-117"},
        {"statute": "live-commerce-measures-117", "article": 34},
        {"platforms": ("douyin", "weibo")},
        {"conducts": ("rumour",)},
        {"measures": ("detention",)},
        {"amount_from": 100_000},
        {"amount_to": 0},
        {"party_types": ("person",)},
        {"kinds": ("digest",)},
        {"text": "直播 刷单"},
    ],
    ids=lambda chosen: "-".join(chosen),
)
def test_each_filter_narrows_and_the_list_agrees_with_the_count(warehouse: Warehouse, chosen: dict[str, Any]) -> None:
    parameters = Filters(**chosen).to_parameters()
    count = _count(warehouse, **chosen)
    assert 0 < count < _count(warehouse)
    assert _ask(warehouse, "cases_list", filters=parameters, count_rows=1000).height == count
    assert _ask(warehouse, "cases_export", filters=parameters).height == count


def test_filters_together_narrow_further(warehouse: Warehouse) -> None:
    cac, fined = {"systems": ("cac",)}, {"measures": ("fine",)}
    both = _count(warehouse, **cac, **fined)
    assert 0 < both < min(_count(warehouse, **cac), _count(warehouse, **fined))


def test_an_upper_limit_of_zero_finds_stated_zeros_only(warehouse: Warehouse) -> None:
    rows = _ask(warehouse, "cases_list", filters=Filters(amount_to=0).to_parameters())
    assert set(rows["fine_cny"].cast(pl.Float64).to_list()) == {0.0}


def test_a_hidden_name_is_found_by_no_search_and_shown_by_no_list(warehouse: Warehouse) -> None:
    rows = sample_rows()
    hidden = {p["party_name"] for p in rows["case_parties"] if p["is_natural_person"] and not p["is_masked"]}
    assert hidden
    shown = _ask(warehouse, "cases_list", count_rows=1000)["party_names"].str.join("、").item()
    exported = _ask(warehouse, "cases_export").write_csv()
    for name in hidden:
        assert _count(warehouse, text=name) == 0
        assert _count(warehouse, text=name[1:]) == 0
        assert name not in shown
        assert name not in exported


def test_every_value_of_a_case_points_at_its_words(warehouse: Warehouse) -> None:
    rows = sample_rows()
    case = max(rows["cases"], key=lambda case: len(case["case_text"]))
    card = _ask(warehouse, "cases_card", case_id=case["case_id"]).row(0, named=True)
    values = _ask(warehouse, "cases_values", case_id=case["case_id"])
    fields = set(values["field"].to_list())
    assert {"authority", "party", "platform", "conduct", "citation", "penalty"} <= fields <= set(LABELS["field"])
    assert card["plain_text"][card["span_start"] : card["span_end"]] == card["case_text"]
    for row in values.filter(pl.col("field").is_in(["authority", "platform"])).to_dicts():
        assert card["plain_text"][row["span_start"] : row["span_end"]] == row["value_text"]


def test_an_article_counts_the_cases_its_filter_finds(warehouse: Warehouse) -> None:
    cited = _ask(warehouse, "measures_articles").filter(pl.col("count_cases") > 0)
    assert cited.height >= 2
    for row in cited.to_dicts():
        assert row["count_cases"] == _count(warehouse, statute=row["statute_id"], article=row["article"])


def test_every_article_of_both_orders_is_listed_in_order(empty: Warehouse) -> None:
    rows = _ask(empty, "measures_articles")
    assert dict(rows["measure"].value_counts().iter_rows()) == {117: 69, 116: 47}
    assert rows.filter(pl.col("measure") == 117)["article"].to_list() == list(range(1, 70))


def test_the_penalty_map_of_an_article_names_where_it_is_punished(empty: Warehouse) -> None:
    rows = _ask(empty, "measures_penalties", measure=117, article=34)
    assert rows.height
    assert all(article.startswith("34") for article in rows["duty_article"])
    punishing = _ask(empty, "measures_penalties", measure=117, article=62)
    assert all(article.startswith("62") for article in punishing["penalty_article"])


def test_differences_of_declared_counts_come_first(warehouse: Warehouse) -> None:
    rows = _ask(warehouse, "sources_declared")
    sizes = rows["difference"].abs().to_list()
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0


def test_only_the_latest_accuracy_is_the_latest(warehouse: Warehouse) -> None:
    latest = _ask(warehouse, "accuracy_latest")
    assert latest["measured_at"].n_unique() == 1
    assert latest.height * 2 == _ask(warehouse, "accuracy_history").height


def test_options_are_counted_like_the_filters_they_make(warehouse: Warehouse) -> None:
    options = _ask(warehouse, "cases_options").to_dicts()
    names = {"system": "systems", "authority": "authorities", "province": "provinces", "platform": "platforms"}
    names |= {"conduct": "conducts", "measure": "measures", "party_type": "party_types", "kind": "kinds"}
    assert {row["field"] for row in options} == {*names, "statute"}
    for row in options[::3]:
        chosen = {"statute": row["code"]} if row["field"] == "statute" else {names[row["field"]]: (row["code"],)}
        assert row["count_cases"] == _count(warehouse, **chosen), row


def test_app_search_finds_names_and_operators(warehouse: Warehouse) -> None:
    every = _ask(warehouse, "apps_list")
    assert _ask(warehouse, "apps_list", text="栗子")["app_name"].to_list() == ["栗子天气"]
    assert 0 < _ask(warehouse, "apps_list", text="商贸").height <= every.height
    assert _ask(warehouse, "apps_list", text="无此应用").height == 0


def test_a_quote_in_a_search_is_only_a_quote(warehouse: Warehouse, tmp_path: Path) -> None:
    assert _count(warehouse, text="'; drop table cases; --") == 0
    assert _count(warehouse) > 0


def test_the_health_of_sources_is_that_of_their_last_run(warehouse: Warehouse) -> None:
    (ailment,) = _ask(warehouse, "sources_ailments").to_dicts()
    assert (ailment["code"], ailment["source_id"], ailment["count_findings"]) == ("field_lost", "demo-samr", 1)
    assert ailment["message_zh"].startswith("正文")
    assert dict(_ask(warehouse, "sources_states").iter_rows()) == {"attention": 1, "healthy": 2, "no_target": 1}
    rows = {row["source_id"]: row for row in _ask(warehouse, "sources_list").to_dicts()}
    assert (rows["demo-samr"]["state"], rows["demo-samr"]["share_with_body"]) == ("attention", 0.25)
    assert (rows["demo-cac"]["state"], rows["demo-cac"]["share_with_date"]) == ("healthy", 0.975)
    assert rows["blocked-host"]["share_with_body"] is None


def test_every_state_of_a_source_has_a_label() -> None:
    assert LABELS["state"].keys() == STATES.keys()
