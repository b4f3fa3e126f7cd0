"""Trends, levers beside fines, who and what most, where, and how fresh."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboards.charts import (
    BUCKETS,
    MONEY_MEASURES,
    TILES,
    Bar,
    chart_bars,
    chart_fines,
    chart_regions,
    chart_trend,
    has_rule,
)
from dashboards.filter_panel import draw_filters
from dashboards.filters import Filters
from dashboards.shell import Ui, draw_lead
from dashboards.sources_table import draw_sources
from dashboards.text import T, Text, say_money, say_share

TOP = 8
NO_CODE = frozenset({"unknown", "unassigned"})  # not stated, not recognised: no case list of their own


def show(ui: Ui) -> None:
    """Draw the page."""
    draw_lead(ui, T.overview_lead)
    if not ui.ask("overview_info")["count_canonical_cases"][0]:
        st.info(ui.say(T.empty_cases, home=ui.home))
        return
    filters = draw_filters(ui)
    chosen = filters.to_parameters()
    totals = ui.ask("overview_totals", filters=chosen).row(0, named=True)
    if not totals["count_cases"]:
        st.info(ui.say(T.no_match))
        return
    _draw_totals(ui, totals)
    _draw_trend(ui, filters, totals)
    left, right = st.columns(2, gap="large")
    with left:
        height = _draw_mix(ui, chosen, totals)
    with right:
        _draw_regions(ui, chosen, height)
    _draw_tops(ui, filters)
    st.subheader(ui.say(T.fresh_title), anchor=False)
    st.caption(ui.say(T.fresh_caption))
    draw_sources(ui)


def _draw_totals(ui: Ui, totals: dict[str, Any]) -> None:
    fined, cases = totals["count_fined"], totals["count_cases"]
    with st.container(horizontal=True, gap="small"):
        st.metric(ui.say(T.kpi_cases), f"{cases:,}", help=ui.say(T.kpi_cases_help), border=True)
        st.metric(ui.say(T.kpi_notices), f"{totals['count_notices']:,}", border=True)
        st.metric(
            ui.say(T.kpi_fined),
            f"{say_share(fined, cases)} · {fined:,}",
            help=ui.say(T.kpi_fined_help, n=fined, m=totals["count_fined_with_amount"]),
            border=True,
        )
        money_help = ui.say(T.kpi_fine_help)
        st.metric(ui.say(T.kpi_fine_total), say_money(totals["fine_cny"], ui.lang), help=money_help, border=True)
        st.metric(
            ui.say(T.kpi_fine_median), say_money(totals["median_fine_cny"], ui.lang), help=money_help, border=True
        )


def _draw_trend(ui: Ui, filters: Filters, totals: dict[str, Any]) -> None:
    basis = ui.say(T.trend_decided if filters.date_basis == "decided" else T.trend_announced)
    rows = ui.ask("overview_trend", filters=filters.to_parameters())
    st.subheader(ui.say(T.trend_title), anchor=False)
    if rows.height:
        fined = rows["count_fined"].to_list()
        others = (rows["count_cases"] - rows["count_fined"]).to_list()
        names = (ui.say(T.series_other), ui.say(T.series_fined))
        spec = chart_trend(rows["month"].to_list(), fined, others, names=names, rule_name=ui.say(T.rule_line))
        st.echarts_chart(spec, height=320, key="trend", alt=ui.say(T.trend_title))
    left_out = totals["count_undated"]
    remark = ui.say(T.trend_left_out, n=left_out, basis=basis) if left_out else ui.say(T.trend_all_dated)
    line = ui.say(T.trend_line) if has_rule(rows["month"].to_list()) else ""
    st.caption(" ".join(filter(None, (ui.say(T.trend_by, basis=basis), line, remark))))


def _draw_mix(ui: Ui, chosen: dict[str, Any], totals: dict[str, Any]) -> int:
    """Draw the levers and return the chart's height, so that its neighbour can match it."""
    cases = totals["count_cases"]
    bars = [
        Bar(
            ui.name(row),
            row["count_cases"],
            is_accent=row["penalty_type"] in MONEY_MEASURES,
            tail=say_share(row["count_cases"], cases),
        )
        for row in ui.ask("overview_measures", filters=chosen).to_dicts()
    ]
    st.subheader(ui.say(T.mix_title), anchor=False)
    share = say_share(totals["count_fined"], cases)
    st.caption(ui.say(T.mix_caption, share=share, n=totals["count_without_measure"]))
    height = 25 * len(bars) + 16
    if bars:
        st.echarts_chart(chart_bars(bars, label_width=_wide(ui)), height=height, key="mix", alt=ui.say(T.mix_title))
    return height


def _wide(ui: Ui) -> int:
    """Return the room for names beside bars: English ones are longer."""
    return 220 if ui.lang == "en" else 160


def _draw_fines(ui: Ui, chosen: dict[str, Any]) -> None:
    rows = ui.ask("overview_fines", filters=chosen)
    if not rows.height:
        return
    counts = dict(zip(rows["bucket"].to_list(), rows["count_fines"].to_list(), strict=True))
    names = {code: ui.label("bucket", code) for code in BUCKETS}
    st.subheader(ui.say(T.fines_title), anchor=False)
    st.caption(ui.say(T.fines_caption))
    spec = chart_fines(counts, names, axis_name=ui.say(T.fines_axis))
    st.echarts_chart(spec, height=230, key="fines", alt=ui.say(T.fines_title))


def _draw_regions(ui: Ui, chosen: dict[str, Any], height: int) -> None:
    rows = ui.ask("overview_regions", filters=chosen).to_dicts()
    counts = {row["province_code"]: row["count_cases"] for row in rows}
    names = {row["province_code"]: f"{ui.name(row)}：{row['count_cases']}" for row in rows if row["province_code"]}
    unplaced = sum(row["count_cases"] for row in rows if row["province_code"] not in {*TILES, "000000"})
    st.subheader(ui.say(T.region_title), anchor=False)
    st.caption(ui.say(T.region_caption, national=counts.get("000000", 0), unplaced=unplaced))
    spec = chart_regions(counts, names, is_latin=ui.lang == "en")
    st.echarts_chart(spec, height=min(max(height, 330), 600), key="regions", alt=ui.say(T.region_title))


def _draw_tops(ui: Ui, filters: Filters) -> None:
    st.caption(ui.say(T.top_hint))
    left, right = st.columns(2, gap="large")
    with left:
        _draw_fines(ui, filters.to_parameters())
        _draw_top(ui, filters, "overview_authorities", "authority_id", T.top_authorities)
        _draw_top(ui, filters, "overview_platforms", "platform_id", T.top_platforms)
    with right:
        _draw_top(ui, filters, "overview_conduct", "conduct_code", T.top_conduct)
        _draw_top(ui, filters, "overview_statutes", "statute_id", T.top_statutes)
        _draw_party_types(ui, filters)


def _draw_top(ui: Ui, filters: Filters, query: str, key: str, title: Text) -> None:
    rows = ui.ask(query, filters=filters.to_parameters(), count_rows=TOP).to_dicts()
    if not rows:
        return
    st.subheader(ui.say(title), anchor=False)
    bars = [Bar(ui.name(row), row["count_cases"], is_muted=row[key] in NO_CODE) for row in rows]
    spec = chart_bars(bars, is_selectable=True, label_width=_wide(ui))
    state = st.echarts_chart(spec, height=27 * len(rows) + 16, key=query, on_select="rerun", alt=ui.say(title))
    selected = [index for group in state["selection"]["selected"] for index in group["data_indices"]]
    if selected and rows[selected[0]][key] not in NO_CODE:
        ui.open("cases", filters=_narrow(filters, key, rows[selected[0]][key]))


def _draw_party_types(ui: Ui, filters: Filters) -> None:
    rows = ui.ask("overview_party_types", filters=filters.to_parameters()).to_dicts()
    if not rows:
        return
    st.subheader(ui.say(T.party_types_title), anchor=False)
    bars = [Bar(ui.label("party_type", row["party_type"]), row["count_cases"]) for row in rows]
    spec = chart_bars(bars, label_width=_wide(ui))
    st.echarts_chart(spec, height=27 * len(rows) + 16, key="party_types", alt=ui.say(T.party_types_title))


def _narrow(filters: Filters, key: str, code: str) -> Filters:
    """Return the filters with one more condition: the bar that was clicked."""
    match key:
        case "statute_id":
            return replace(filters, statute=code, article=None)
        case "authority_id":
            return replace(filters, authorities=(code,))
        case "platform_id":
            return replace(filters, platforms=(code,))
        case _:
            return replace(filters, conducts=(code,))
