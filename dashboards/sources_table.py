"""The table of sources with their freshness, shown on two pages."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.shell import NO_VALUE, Ui
from dashboards.text import T


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
        "count_listed": T.col_listed,
        "count_new": T.col_new,
        "count_refused": T.col_refused,
        "count_failed": T.col_failed,
    }
    titles = {
        f"name_{ui.lang}": T.col_source,
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
            else ui.say(title)
            for column, title in titles.items()
        },
        key="sources_table",
    )
