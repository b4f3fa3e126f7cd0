"""Where the data comes from, how fresh and how accurate it is, and what needs a person."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards.charts import Score, chart_accuracy, chart_declared, chart_history
from dashboards.shell import NO_VALUE, Ui, draw_lead
from dashboards.sources_table import draw_ailments, draw_sources
from dashboards.text import T, say_day

LISTED = 2000


def show(ui: Ui) -> None:
    """Draw the page."""
    draw_lead(ui, T.quality_lead)
    if not ui.ask("overview_info")["count_documents"][0]:
        st.info(ui.say(T.empty_quality, home=ui.home))
    names = (T.tab_sources, T.tab_accuracy, T.tab_counts, T.tab_findings)
    drawers = (_draw_sources, _draw_accuracy, _draw_counts, _draw_findings)
    for tab, draw in zip(st.tabs([ui.say(name) for name in names]), drawers, strict=True):
        with tab:
            draw(ui)


def _draw_sources(ui: Ui) -> None:
    draw_ailments(ui)
    st.caption(ui.say(T.sources_caption))
    draw_sources(ui, is_full=True)
    rows = ui.ask("sources_list").filter(~pl.col("is_target") & (pl.col("count_documents") == 0))
    if rows.height:
        with st.expander(f"{ui.say(T.sources_not_target)} ({rows.height})"):
            st.dataframe(
                rows.select(f"name_{ui.lang}", "reason"),
                hide_index=True,
                placeholder=NO_VALUE,
                key="not_targets",
                column_config={f"name_{ui.lang}": ui.say(T.col_source), "reason": ui.say(T.col_reason)},
            )


def _draw_accuracy(ui: Ui) -> None:
    rows = ui.ask("accuracy_latest")
    if not rows.height:
        st.info(ui.say(T.accuracy_none))
        return
    for gold_set in rows["gold_set"].unique(maintain_order=True).to_list():
        own = rows.filter(pl.col("gold_set") == gold_set)
        day = say_day(own["measured_at"][0].date(), ui.lang)
        st.caption(ui.say(T.accuracy_caption, day=day, gold=gold_set))
        scores = [
            Score(ui.label("accuracy", row["field"]), row["f1_score"], row["f1_low"], row["f1_high"])
            for row in own.to_dicts()
        ]
        spec = chart_accuracy(scores)
        height = 26 * len(scores) + 50
        st.echarts_chart(spec, height=height, key=f"accuracy_{gold_set}", alt=ui.say(T.tab_accuracy))
        _draw_scores(ui, own, gold_set)
    _draw_history(ui)


def _draw_scores(ui: Ui, rows: pl.DataFrame, gold_set: str) -> None:
    fields = [ui.label("accuracy", field) for field in rows["field"].to_list()]
    titles = {
        "field": T.col_field,
        "precision_score": T.col_precision,
        "recall_score": T.col_recall,
        "f1_score": T.col_f1,
        "count_gold": T.col_gold,
    }
    st.dataframe(
        rows.select(pl.Series("field", fields, dtype=pl.String), *list(titles)[1:]),
        hide_index=True,
        placeholder=NO_VALUE,
        key=f"scores_{gold_set}",
        column_config={
            column: st.column_config.NumberColumn(ui.say(title), format="%.3f" if column.endswith("_score") else "%d")
            if column != "field"
            else ui.say(title)
            for column, title in titles.items()
        },
    )


def _draw_history(ui: Ui) -> None:
    rows = ui.ask("accuracy_history")
    times = sorted(rows["measured_at"].unique().to_list())
    if len(times) < 2:
        return
    st.markdown(f"**{ui.say(T.accuracy_history)}**")
    values = {(row["field"], row["measured_at"]): row["f1_score"] for row in rows.to_dicts()}
    fields = rows["field"].unique(maintain_order=True).to_list()
    scores = {ui.label("accuracy", name): [values.get((name, time)) for time in times] for name in fields}
    spec = chart_history([f"{time:%Y-%m-%d}" for time in times], scores)
    st.echarts_chart(spec, height=300, key="accuracy_history", alt=ui.say(T.accuracy_history))


def _draw_counts(ui: Ui) -> None:
    rows = ui.ask("sources_declared")
    if not rows.height:
        st.info(ui.say(T.counts_none))
        return
    same = rows.filter(pl.col("difference") == 0).height
    st.caption(ui.say(T.counts_caption, n=rows.height, same=same))
    rows = rows.with_columns(ui.mask(rows, "title"))
    pairs = list(rows.select("title", "count_declared", "count_parsed").iter_rows())
    names = (ui.say(T.counts_axis_declared), ui.say(T.counts_axis_parsed))
    st.echarts_chart(chart_declared(pairs, names=names), height=360, key="declared", alt=ui.say(T.tab_counts))
    if st.toggle(ui.say(T.only_different), value=same < rows.height, key="only_different"):
        rows = rows.filter(pl.col("difference") != 0)
    config = st.column_config
    st.dataframe(
        rows.select("announced_date", "title", "count_declared", "count_parsed", "difference", "url"),
        hide_index=True,
        placeholder=NO_VALUE,
        key="declared_table",
        column_config={
            "announced_date": config.DateColumn(ui.say(T.col_announced), format="YYYY-MM-DD", width=95),
            "title": config.TextColumn(ui.say(T.col_title), width=420),
            "count_declared": config.NumberColumn(ui.say(T.col_declared)),
            "count_parsed": config.NumberColumn(ui.say(T.col_parsed)),
            "difference": config.NumberColumn(ui.say(T.col_difference), format="%+d"),
            "url": config.LinkColumn(ui.say(T.col_link), display_text="↗", width=50),
        },
    )


def _draw_findings(ui: Ui) -> None:
    counts = ui.ask("sources_finding_counts")
    if not counts.height:
        st.success(ui.say(T.findings_none))
    else:
        _draw_finding_tables(ui, counts)
    flags = ui.ask("sources_flags")
    if flags.height:
        st.markdown(f"**{ui.say(T.flags_title)}**")
        names = [ui.label("flag", flag) for flag in flags["flag"].to_list()]
        st.dataframe(
            flags.with_columns(pl.Series("flag", names, dtype=pl.String)),
            hide_index=True,
            placeholder=NO_VALUE,
            key="flags",
            column_config={"flag": ui.say(T.col_flag), "count_notices": ui.say(T.col_count)},
        )


def _draw_finding_tables(ui: Ui, counts: pl.DataFrame) -> None:
    severities = {code: ui.label("severity", code) for code in ("error", "warning", "info")}
    with st.container(horizontal=True):
        for code, name in severities.items():
            total = counts.filter(pl.col("severity") == code)["count_findings"].sum()
            st.metric(name, f"{total:,}", border=True)
    codes = counts["code"].to_list()
    picked = st.selectbox(ui.say(T.col_code), codes, index=None, placeholder=ui.say(T.filter_any), key="finding_code")
    rows = ui.ask("sources_findings", count_rows=LISTED)
    rows = rows.filter(pl.col("code") == picked) if picked else rows
    config = st.column_config
    st.dataframe(
        rows.select(
            pl.col("severity").replace(severities),
            "code",
            ui.mask(rows, "message_zh" if ui.lang == "zh" else "message").alias("message"),
            "source_id",
            "url",
        ),
        hide_index=True,
        placeholder=NO_VALUE,
        key="findings_table",
        column_config={
            "severity": config.TextColumn(ui.say(T.col_severity), width=70),
            "code": config.TextColumn(ui.say(T.col_code), width=150),
            "message": config.TextColumn(ui.say(T.col_message), width=560),
            "source_id": config.TextColumn(ui.say(T.col_source), width=130),
            "url": config.LinkColumn(ui.say(T.col_link), display_text="↗", width=50),
        },
    )
