"""The table of sources with their freshness, shown on two pages."""

from __future__ import annotations

import polars as pl
import streamlit as st

from crawlers.health import get_wording
from dashboards.shell import NO_VALUE, Ui
from dashboards.text import T

SHARES = {
    "share_with_title": T.col_has_title,
    "share_with_date": T.col_has_date,
    "share_with_body": T.col_has_body,
}


def draw_ailments(ui: Ui) -> None:
    """Draw how many sources fare how, and what the last run of each found."""
    states = ui.ask("sources_states")
    with st.container(horizontal=True):
        for state, count in states.iter_rows():
            st.metric(ui.label("state", state), f"{count:,}", border=True)
    rows = ui.ask("sources_ailments").filter(pl.col("severity") != "info")
    if not rows.height:
        if "healthy" in states["state"]:
            st.success(ui.say(T.ailments_none))
        return
    st.markdown(f"**{ui.say(T.ailments_title)}**")
    wordings = [get_wording(code) for code in rows["code"]]
    names = [wording.zh if ui.lang == "zh" else wording.en for wording in wordings]
    severities = {code: ui.label("severity", code) for code in ("error", "warning")}
    config = st.column_config
    st.dataframe(
        rows.select(
            pl.col("severity").replace(severities),
            pl.Series("finding", names, dtype=pl.String),
            f"name_{ui.lang}",
            pl.col("message_zh" if ui.lang == "zh" else "message").alias("message"),
            "count_findings",
            pl.col("found_at").dt.date(),
            "url",
        ),
        hide_index=True,
        placeholder=NO_VALUE,
        key="ailments",
        column_config={
            "severity": config.TextColumn(ui.say(T.col_severity), width=70),
            "finding": config.TextColumn(ui.say(T.col_finding), width=130),
            f"name_{ui.lang}": config.TextColumn(ui.say(T.col_source), width=200),
            "message": config.TextColumn(ui.say(T.col_message), width=520),
            "count_findings": config.NumberColumn(ui.say(T.col_count), width=60),
            "found_at": config.DateColumn(ui.say(T.col_found), format="YYYY-MM-DD", width=95),
            "url": config.LinkColumn(ui.say(T.col_link), display_text="↗", width=50),
        },
    )


def draw_sources(ui: Ui, *, is_full: bool = False) -> None:
    """Draw what came from each source and how fresh it is; `is_full` adds the last run."""
    rows = ui.ask("sources_list")
    rows = rows.filter(pl.col("is_target") | (pl.col("count_documents") > 0))
    if not is_full:
        rows = rows.filter(pl.col("count_documents") > 0)
    if not rows.height:
        st.info(ui.say(T.sources_none))
        return
    runs = {
        "newest_listed_date": T.col_listed_newest,
        "count_listed": T.col_listed,
        "count_declared": T.col_declared_total,
        "count_new": T.col_new,
        "count_refused": T.col_refused,
        "count_failed": T.col_failed,
        **SHARES,
    }
    states = [ui.label("state", state) if state else None for state in rows["state"]]
    rows = rows.with_columns(pl.Series("state", states, dtype=pl.String))
    titles = {
        f"name_{ui.lang}": T.col_source,
        "state": T.col_state,
        "newest_announced_date": T.col_newest,
        "oldest_announced_date": T.col_oldest,
        "last_retrieved_at": T.col_retrieved,
        "median_lag_days": T.col_lag,
        "count_notices": T.col_notices,
        "count_cases": T.col_cases,
        "count_without_date": T.col_undated,
        **(runs if is_full else {}),
    }
    shown = rows.select(list(titles)).with_columns(pl.col("last_retrieved_at").dt.date())
    st.dataframe(
        shown,
        hide_index=True,
        placeholder=NO_VALUE,
        column_config={
            column: st.column_config.DateColumn(ui.say(title), format="YYYY-MM-DD")
            if shown.schema[column] == pl.Date
            else st.column_config.NumberColumn(ui.say(title), format="percent")
            if column in SHARES
            else ui.say(title)
            for column, title in titles.items()
        },
        key="sources_table",
    )
