"""Apps, mini-programs and SDKs named in notices."""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

from dashboards.charts import Bar, chart_bars, chart_months
from dashboards.marks import escape_markdown
from dashboards.shell import NO_VALUE, Ui, draw_lead
from dashboards.text import T

LISTED = 2000
TOP = 10


def show(ui: Ui) -> None:
    """Draw the page."""
    draw_lead(ui, T.apps_lead)
    totals = ui.ask("apps_totals").row(0, named=True)
    if not totals["count_apps"]:
        st.info(ui.say(T.empty_apps))
        return
    with st.container(horizontal=True):
        st.metric(ui.say(T.apps_kpi), f"{totals['count_apps']:,}", border=True)
        st.metric(ui.say(T.kpi_notices), f"{totals['count_notices']:,}", border=True)
    _draw_charts(ui, totals["count_undated"])
    rows = _draw_search(ui)
    picked = ui.get_pick("app")
    if picked:
        _draw_mentions(ui, picked)
    _draw_table(ui, rows)


def _draw_charts(ui: Ui, count_undated: int) -> None:
    counts = ui.ask("apps_counts")
    months = _fill_months(ui.ask("apps_months"))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(ui.say(T.apps_trend_title), anchor=False)
        spec = chart_months(list(months), list(months.values()), rule_name=ui.say(T.rule_line))
        st.echarts_chart(spec, height=290, key="apps_months", alt=ui.say(T.apps_trend_title))
        if count_undated:
            st.caption(ui.say(T.apps_left_out, n=count_undated))
    with right:
        for field, title in (("issue", T.apps_issues_title), ("store", T.apps_stores_title)):
            rows = counts.filter(pl.col("field") == field).head(TOP).to_dicts()
            if rows:
                st.subheader(ui.say(title), anchor=False)
                spec = chart_bars([Bar(row["name"], row["count_apps"]) for row in rows], label_width=220)
                st.echarts_chart(spec, height=27 * len(rows) + 16, key=f"chart_{field}", alt=ui.say(title))


def _fill_months(rows: pl.DataFrame) -> dict[date, int]:
    """Return the count of every month from the first to the last, zero where nothing was named."""
    if not rows.height:
        return {}
    counts = dict(zip(rows["month"].to_list(), rows["count_apps"].to_list(), strict=True))
    months = pl.date_range(min(counts), max(counts), interval="1mo", eager=True).to_list()
    return {month: counts.get(month, 0) for month in months}


def _draw_search(ui: Ui) -> pl.DataFrame:
    counts = ui.ask("apps_counts")
    options = {field: counts.filter(pl.col("field") == field)["name"].to_list() for field in ("issue", "store")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(ui.say(T.apps_search), key="apps_search", max_chars=60).strip()
        any_words = ui.say(T.filter_any)
        issue = st.selectbox(
            ui.say(T.apps_issue), options["issue"], index=None, placeholder=any_words, key="apps_issue"
        )
        store = st.selectbox(
            ui.say(T.apps_store), options["store"], index=None, placeholder=any_words, key="apps_store"
        )
    return ui.ask("apps_list", text=text or None, issue=issue, store=store, count_rows=LISTED)


def _draw_table(ui: Ui, rows: pl.DataFrame) -> None:
    if not rows.height:
        st.info(ui.say(T.nothing_here))
        return
    st.caption(f"{ui.say(T.apps_listed, n=rows.height)} {ui.say(T.apps_pick)}")
    kinds = [ui.label("app_kind", kind) for kind in rows["app_kind"].to_list()]
    config = st.column_config
    table = rows.select(
        "app_name",
        pl.Series("app_kind", kinds, dtype=pl.String),
        "count_notices",
        "newest_date",
        "issues",
        "versions",
        "stores",
        "operators",
    )
    state = st.dataframe(
        table,
        hide_index=True,
        placeholder=NO_VALUE,
        height=460,
        on_select="rerun",
        selection_mode="single-cell",
        key="apps_table",
        column_config={
            "app_name": config.TextColumn(ui.say(T.col_app), width=150),
            "app_kind": config.TextColumn(ui.say(T.col_app_kind), width=70),
            "count_notices": config.NumberColumn(ui.say(T.col_notices), width=60),
            "newest_date": config.DateColumn(ui.say(T.col_newest), format="YYYY-MM-DD", width=95),
            "issues": config.TextColumn(ui.say(T.col_issues), width=330),
            "versions": config.TextColumn(ui.say(T.col_versions), width=130),
            "stores": config.TextColumn(ui.say(T.col_stores), width=120),
            "operators": config.TextColumn(ui.say(T.col_operator), width=200),
        },
    )
    cells = state["selection"]["cells"]
    name = rows["app_name"][cells[0][0]] if cells else None
    if name and name != ui.get_pick("app"):
        ui.set_pick("app", name)
        st.rerun()


def _draw_mentions(ui: Ui, name: str) -> None:
    rows = ui.ask("apps_mentions", app_name=name)
    if not rows.height:
        return
    st.subheader(ui.say(T.apps_mentions, app=escape_markdown(name)), anchor=False)
    config = st.column_config
    rows = rows.with_columns(
        file_name=pl.when("is_attachment").then(pl.coalesce("attachment_name", pl.lit(ui.say(T.unnamed_attachment)))),
        file_url=pl.when("is_attachment").then("document_url"),
    )
    files = ("file_name", "file_url") if rows["is_attachment"].any() else ()
    st.dataframe(
        rows.select(
            "announced_date",
            "title",
            "issuer_name",
            "issue_text",
            "app_version",
            "store_name",
            "operator_name",
            "url",
            *files,
        ),
        hide_index=True,
        placeholder=NO_VALUE,
        key="app_mentions",
        column_config={
            "announced_date": config.DateColumn(ui.say(T.col_announced), format="YYYY-MM-DD", width=95),
            "title": config.TextColumn(ui.say(T.col_title), width=280),
            "issuer_name": config.TextColumn(ui.say(T.proof_issuer), width=130),
            "issue_text": config.TextColumn(ui.say(T.col_issues), width=220),
            "app_version": config.TextColumn(ui.say(T.col_versions), width=80),
            "store_name": config.TextColumn(ui.say(T.col_stores), width=90),
            "operator_name": config.TextColumn(ui.say(T.col_operator), width=180),
            "url": config.LinkColumn(ui.say(T.col_link), display_text="↗", width=50),
            "file_name": config.TextColumn(ui.say(T.col_attachment), width=160),
            "file_url": config.LinkColumn(ui.say(T.col_attachment_link), display_text="↗", width=50),
        },
    )
