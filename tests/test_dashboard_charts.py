"""Chart specifications, without a browser."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboards.charts import (
    BUCKETS,
    TILES,
    Bar,
    Score,
    Spec,
    chart_accuracy,
    chart_bars,
    chart_declared,
    chart_fines,
    chart_history,
    chart_months,
    chart_regions,
    chart_trend,
)
from dashboards.theme import ACCENT, BASE, EMPTY
from etl import reference

MONTHS = [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]


def _trend(months: list[date]) -> Spec:
    counts = list(range(len(months)))
    return chart_trend(months, counts, counts, names=("other", "fined"), rule_name="rule")


def test_trend_stacks_cases_with_a_fine_below_the_others() -> None:
    spec = chart_trend(MONTHS[:2], [1, 2], [3, 4], names=("other", "fined"), rule_name="rule")
    assert [(line["name"], line["data"]) for line in spec["series"]] == [("fined", [1, 2]), ("other", [3, 4])]
    assert {line["stack"] for line in spec["series"]} == {"all"}


def test_the_rule_line_stands_before_february_2026() -> None:
    spec = _trend(MONTHS)
    ruler = spec["xAxis"][1]
    assert (ruler["min"], ruler["max"]) == (0, 5)
    assert spec["series"][-1]["markLine"]["data"] == [{"xAxis": 3}]  # three months before it


@pytest.mark.parametrize("months", [[], MONTHS[:2], [date(2026, 5, 1)]])
def test_no_rule_line_outside_of_the_months(months: list[date]) -> None:
    assert "markLine" not in json.dumps(_trend(months))
    assert "markLine" not in json.dumps(chart_months(months, [1] * len(months), rule_name="rule"))


def test_bars_keep_their_order_and_colours() -> None:
    spec = chart_bars(
        [Bar("a", 3, tail="30%"), Bar("b", 2, is_accent=True), Bar("c", 1, is_muted=True)], is_selectable=True
    )
    data = spec["series"][0]["data"]
    assert spec["yAxis"]["data"] == ["a", "b", "c"]
    assert spec["yAxis"]["inverse"] is True
    assert [bar["itemStyle"]["color"] for bar in data] == [BASE, ACCENT, EMPTY]
    assert data[0]["label"]["formatter"].endswith("30%")
    assert spec["series"][0]["selectedMode"] == "single"


def test_fines_without_a_sum_stand_apart_from_zero() -> None:
    names = {code: code for code in BUCKETS}
    data = chart_fines({"zero": 2, "not_stated": 7}, names, axis_name="n")["series"][0]["data"]
    by_code = dict(zip(BUCKETS, data, strict=True))
    assert (by_code["zero"]["value"], by_code["not_stated"]["value"], by_code["from_1"]["value"]) == (2, 7, 0)
    assert by_code["not_stated"]["itemStyle"]["color"] == EMPTY != by_code["zero"]["itemStyle"]["color"]


def test_the_tile_map_has_every_province_once() -> None:
    provinces = {region.region_code for region in reference.load_regions() if region.level == "province"}
    assert set(TILES) == provinces
    assert len({(column, row) for column, row, _, _ in TILES.values()}) == len(TILES)


@pytest.mark.parametrize(("is_latin", "sign"), [(False, "粤"), (True, "GD")])
def test_tiles_carry_their_counts(is_latin: bool, sign: str) -> None:
    spec = chart_regions({"440000": 5, "000000": 9}, {"440000": "广东省：5"}, is_latin=is_latin)
    tile = next(tile for tile in spec["series"][0]["data"] if tile["name"] == "广东省：5")
    assert tile["value"][2] == 5
    assert tile["label"]["formatter"] == f"{sign}\n5"
    assert spec["visualMap"]["max"] == 5  # central bodies have no tile


def test_accuracy_leaves_out_what_was_not_measured() -> None:
    spec = chart_accuracy(
        [Score("case", 0.9, 0.85, 0.95), Score("app", None, None, None), Score("date", 0.8, None, None)]
    )
    assert spec["yAxis"]["data"] == ["case  0.90", "date  0.80"]
    assert len(spec["series"][0]["data"]) == 1
    assert spec["xAxis"]["min"] <= 0.8


def test_history_keeps_gaps() -> None:
    spec = chart_history(["a", "b", "c"], {"case": [0.9, None]})
    assert spec["series"][0]["data"] == [0.9, None]
    assert spec["series"][0]["connectNulls"] is False


def test_declared_and_parsed_counts_that_differ_stand_out() -> None:
    data = chart_declared([("same", 3, 3), ("other", 4, 3)], names=("d", "p"))["series"][0]["data"]
    assert [dot["itemStyle"]["color"] for dot in data] == [BASE, ACCENT]


@pytest.mark.parametrize(
    "spec",
    [
        _trend([]),
        chart_bars([]),
        chart_fines({}, {code: code for code in BUCKETS}, axis_name="n"),
        chart_regions({}, {}),
        chart_months([], [], rule_name="rule"),
        chart_accuracy([]),
        chart_history([], {}),
        chart_declared([], names=("d", "p")),
    ],
)
def test_charts_without_rows_are_plain_json(spec: Spec) -> None:
    assert json.loads(json.dumps(spec)) == spec
