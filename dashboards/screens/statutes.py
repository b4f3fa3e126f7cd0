"""Statutes that the cases cite: how often, which article, in which role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.filters import Filters
from dashboards.shell import NO_VALUE, Ui, draw_lead
from dashboards.text import T, say_day, say_range

Row = Mapping[str, Any]


def show(ui: Ui) -> None:
    """Draw the page."""
    draw_lead(ui, T.statutes_lead)
    statutes = ui.ask("measures_statutes")
    if not statutes.height:
        st.info(ui.say(T.empty_statutes, home=ui.home))
        return
    picked = statutes.filter(pl.col("statute_id") == (ui.get_pick("law") or "")).to_dicts()
    if picked:
        _draw_statute(ui, picked[0])
        return
    count_cited = statutes.filter(pl.col("count_cases") > 0).height
    st.caption(f"{ui.say(T.statutes_count, n=statutes.height, m=count_cited)} {ui.say(T.statute_pick)}")
    _draw_list(ui, statutes)


def _draw_list(ui: Ui, statutes: pl.DataFrame) -> None:
    text = st.text_input(ui.say(T.statute_search), key="statute_search", max_chars=60).strip().lower()
    hay = pl.concat_str("statute_name", "name_zh", "name_en", separator=" ").str.to_lowercase()
    rows = statutes.filter(hay.str.contains(text, literal=True)) if text else statutes
    if not rows.height:
        st.info(ui.say(T.nothing_here))
        return
    config = st.column_config
    levels = [ui.label("level", level) if level else "" for level in rows["level"].to_list()]
    table = rows.select(
        pl.col(f"name_{ui.lang}").alias("name"),
        "count_cases",
        "count_violated",
        "count_basis",
        "count_articles",
        pl.Series("level", levels, dtype=pl.String),
        "effective_date",
    )
    state = st.dataframe(
        table,
        hide_index=True,
        placeholder=NO_VALUE,
        height=600,
        on_select="rerun",
        selection_mode="single-cell",
        key="statutes_table",
        column_config={
            "name": config.TextColumn(ui.say(T.col_statute), width=380),
            "count_cases": config.NumberColumn(ui.say(T.col_cases)),
            "count_violated": config.NumberColumn(ui.say(T.col_violated)),
            "count_basis": config.NumberColumn(ui.say(T.col_basis)),
            "count_articles": config.NumberColumn(ui.say(T.col_articles_cited)),
            "level": config.TextColumn(ui.say(T.col_level)),
            "effective_date": config.DateColumn(ui.say(T.col_effective), format="YYYY-MM-DD"),
        },
    )
    cells = state["selection"]["cells"]
    if cells:
        ui.set_pick("law", rows["statute_id"][cells[0][0]])
        st.rerun()


def _draw_statute(ui: Ui, statute: Row) -> None:
    st.button(ui.say(T.back), icon=":material/arrow_back:", on_click=ui.set_pick, args=("law", None), key="law_back")
    st.subheader(f"{statute['statute_name']}", anchor=False)
    versions = ui.ask("measures_versions", statute_id=statute["statute_id"]).to_dicts()
    spans = [_say_version(ui, row) for row in versions]
    english = f"{statute['name_en']}　" if ui.lang == "en" else ""
    st.caption(english + "；".join(spans))
    if len(versions) > 1:
        st.caption(ui.say(T.version_note))
    _draw_articles(ui, statute)


def _say_version(ui: Ui, row: Row) -> str:
    start = say_day(row["effective_from"], ui.lang)
    if row["effective_to"] is None:
        return f"{row['version']}：{ui.say(T.in_force_since, a=start)}"
    return f"{row['version']}：{ui.say(T.in_force_until, a=start, b=say_day(row['effective_to'], ui.lang))}"


def _draw_articles(ui: Ui, statute: Row) -> None:
    rows = ui.ask("measures_statute_articles", statute_id=statute["statute_id"]).to_dicts()
    if not rows:
        st.info(ui.say(T.statute_uncited))
        return
    table = pl.DataFrame(
        [
            {
                "article": ui.say(T.article_none) if row["article"] is None else str(row["article"]),
                "count_cases": row["count_cases"],
                "count_violated": row["count_violated"],
                "count_basis": row["count_basis"],
                "range": say_range(row["fine_min_cny"], row["fine_max_cny"], ui.lang),
                "conduct": ui.name(row, "conduct"),
                "versions": row["versions"] or "",
            }
            for row in rows
        ]
    )
    st.caption(ui.say(T.article_cases_pick))
    config = st.column_config
    state = st.dataframe(
        table,
        hide_index=True,
        placeholder=NO_VALUE,
        height=560,
        on_select="rerun",
        selection_mode="single-cell",
        key="statute_articles",
        column_config={
            "article": config.TextColumn(ui.say(T.col_article), width=80),
            "count_cases": config.NumberColumn(ui.say(T.col_cases), width=80),
            "count_violated": config.NumberColumn(ui.say(T.col_violated), width=90),
            "count_basis": config.NumberColumn(ui.say(T.col_basis), width=90),
            "range": config.TextColumn(ui.say(T.col_range), width=150),
            "conduct": config.TextColumn(ui.say(T.col_provision), width=460),
            "versions": config.TextColumn(ui.say(T.col_versions), width=120),
        },
    )
    cells = state["selection"]["cells"]
    if cells and rows[cells[0][0]]["count_cases"]:
        ui.open("cases", filters=Filters(statute=statute["statute_id"], article=rows[cells[0][0]]["article"]))
