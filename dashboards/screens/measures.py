"""Orders 117 and 116, article by article: the duty, who is bound, the range of fine, the cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboards.charts import Bar, chart_bars
from dashboards.filters import Filters
from dashboards.marks import escape_markdown
from dashboards.shell import NO_VALUE, Ui, draw_lead
from dashboards.text import T, say_day, say_other_measures, say_provisions, say_range, say_tiers

Row = Mapping[str, Any]
ORDERS = {"117": T.order_117, "116": T.order_116}
CITED_SHOWN = 12


def show(ui: Ui) -> None:
    """Draw the page."""
    draw_lead(ui, T.measures_lead)
    articles = ui.ask("measures_articles")
    if not articles.height:
        st.info(ui.say(T.empty_measures, home=ui.home))
        return
    order = _draw_order(ui)
    own = articles.filter(pl.col("measure") == int(order))
    st.caption(ui.say(T.measures_count, n=own.height, m=own.filter(pl.col("count_cases") > 0).height))
    _draw_cited(ui, own)
    rows = _narrow(ui, own)
    picked = ui.get_pick("article")
    chosen = own.filter(pl.col("article").cast(pl.String) == picked).to_dicts() if picked else []
    if chosen:
        with st.container(border=True):
            _draw_article(ui, chosen[0])
    _draw_table(ui, rows)


def _draw_order(ui: Ui) -> str:
    now = ui.get_pick("order")
    picked = st.segmented_control(
        ui.say(T.which_order),
        list(ORDERS),
        default=now if now in ORDERS else "117",
        required=True,
        format_func=lambda code: ui.say(ORDERS[code]),
        label_visibility="collapsed",
        key="order",
    )
    order = str(picked or "117")
    if now is not None and now != order:
        ui.set_pick("article", None)
    ui.set_pick("order", order)
    return order


def _draw_cited(ui: Ui, rows: pl.DataFrame) -> None:
    cited = rows.filter(pl.col("count_cases") > 0).sort("count_cases", "article", descending=[True, False])
    if not cited.height:
        return
    bars = [
        Bar(f"{ui.say(T.article_title, article=row['article'])} {ui.name(row, 'duty')}", row["count_cases"])
        for row in cited.head(CITED_SHOWN).to_dicts()
    ]
    st.subheader(ui.say(T.chart_duties), anchor=False)
    spec = chart_bars(bars, label_width=300)
    st.echarts_chart(spec, height=27 * len(bars) + 16, key="cited", alt=ui.say(T.chart_duties))


def _narrow(ui: Ui, rows: pl.DataFrame) -> pl.DataFrame:
    chapters = dict.fromkeys(ui.name(row, "chapter") for row in rows.to_dicts() if row["chapter_zh"])
    bound = sorted({code for codes in rows["bound_subjects"].to_list() for code in codes if code != "none"})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chapter = st.selectbox(
            ui.say(T.col_chapter), list(chapters), index=None, placeholder=ui.say(T.all_chapters), key="chapter"
        )
        subject = st.selectbox(
            ui.say(T.col_bound),
            bound,
            index=None,
            format_func=lambda code: ui.label("bound", code),
            placeholder=ui.say(T.all_bound),
            key="bound",
        )
        is_fined = st.toggle(ui.say(T.only_fined), key="only_fined")
        is_cited = st.toggle(ui.say(T.only_cited), key="only_cited")
    if chapter:
        rows = rows.filter(pl.col(f"chapter_{ui.lang}") == chapter)
    if subject:
        rows = rows.filter(pl.col("bound_subjects").list.contains(subject))
    if is_fined:
        rows = rows.filter(pl.col("fine_max_cny").is_not_null())
    return rows.filter(pl.col("count_cases") > 0) if is_cited else rows


def _draw_table(ui: Ui, rows: pl.DataFrame) -> None:
    names = get_statute_names(ui)
    table = pl.DataFrame(
        [
            {
                "article": row["article"],
                "duty": ui.name(row, "duty"),
                "bound": [ui.label("bound", code) for code in row["bound_subjects"] if code != "none"],
                "range": say_range(row["fine_min_cny"], row["fine_max_cny"], ui.lang),
                "cases": row["count_cases"],
                "penalty": row["penalty_articles"] or "",
                "onward": say_provisions(row["onward_provisions"], names, ui.lang),
                "enforcer": ui.label("enforcer", row["enforcer"]),
                "chapter": ui.name(row, "chapter"),
            }
            for row in rows.to_dicts()
        ],
        schema_overrides={"bound": pl.List(pl.String)},
    )
    if not table.height:
        st.info(ui.say(T.nothing_here))
        return
    st.caption(ui.say(T.article_pick))
    config = st.column_config
    state = st.dataframe(
        table,
        hide_index=True,
        placeholder=NO_VALUE,
        height=520,
        on_select="rerun",
        selection_mode="single-cell",
        key="articles_table",
        column_config={
            "article": config.NumberColumn(ui.say(T.col_article), width=50),
            "chapter": config.TextColumn(ui.say(T.col_chapter), width=140),
            "duty": config.TextColumn(ui.say(T.col_duty), width=330),
            "bound": config.ListColumn(ui.say(T.col_bound), width=160),
            "range": config.TextColumn(ui.say(T.col_range), width=130),
            "penalty": config.TextColumn(ui.say(T.col_penalty_article), width=90),
            "onward": config.TextColumn(ui.say(T.col_onward), width=200),
            "enforcer": config.TextColumn(ui.say(T.col_enforcer), width=80),
            "cases": config.NumberColumn(ui.say(T.col_cases), width=60),
        },
    )
    cells = state["selection"]["cells"]
    article = str(table["article"][cells[0][0]]) if cells else None
    if article and article != ui.get_pick("article"):
        ui.set_pick("article", article)
        st.rerun()


def get_statute_names(ui: Ui) -> dict[str, str]:
    """Return the short name of every statute by its id."""
    return {row["statute_id"]: ui.name(row) for row in ui.ask("measures_statutes").to_dicts()}


def _draw_article(ui: Ui, row: Row) -> None:
    st.subheader(
        f"{ui.say(ORDERS[str(row['measure'])])} · {ui.say(T.article_title, article=row['article'])}", anchor=False
    )
    st.markdown(ui.name(row, "duty"))
    if not row["is_verified"]:
        st.warning(ui.say(T.unverified))
    facts = {
        T.col_chapter: ui.name(row, "chapter"),
        T.col_bound: "、".join(ui.label("bound", code) for code in row["bound_subjects"]),
        T.col_range: say_range(row["fine_min_cny"], row["fine_max_cny"], ui.lang),
        T.col_onward: say_provisions(row["onward_provisions"], get_statute_names(ui), ui.lang),
        T.col_enforcer: ui.label("enforcer", row["enforcer"]),
        T.col_note: row["note"],
    }
    st.caption("　".join(f"{ui.say(name)}：{value}" for name, value in facts.items() if value))
    _draw_penalties(ui, row)
    _draw_wording(ui, row)
    st.button(
        f"{ui.say(T.cases_cite, n=row['count_cases'])} · {ui.say(T.see_cases)}",
        icon=":material/gavel:",
        disabled=not row["count_cases"],
        key="see_cases",
    )
    if st.session_state.get("see_cases"):
        ui.open("cases", filters=Filters(statute=row["statute_id"], article=row["article"]))


def _draw_penalties(ui: Ui, row: Row) -> None:
    rows = ui.ask("measures_penalties", measure=row["measure"], article=row["article"]).to_dicts()
    names = get_statute_names(ui)
    st.markdown(f"**{ui.say(T.penalty_map)}**")
    if not rows:
        st.caption(ui.say(T.no_penalty_map))
        return
    table = [
        {
            ui.say(T.col_duty): penalty["duty_article"],
            ui.say(T.col_subject): "、".join(
                ui.label("subject" if code == "see measure" else "bound", code)
                for code in (penalty["penalised_subject"] or "").split(";")
                if code
            ),
            ui.say(T.col_penalty_article): penalty["penalty_article"] or "",
            ui.say(T.col_route): ui.label("route", penalty["route"]) if penalty["route"] else "",
            ui.say(T.col_onward): say_provisions(penalty["onward_provision"], names, ui.lang),
            ui.say(T.col_tiers): say_tiers(penalty["fine_tiers"], ui.lang),
            ui.say(T.col_other_measures): say_other_measures(penalty["other_measures"], ui.lang),
            ui.say(T.col_enforcer): ui.label("enforcer", penalty["enforcer"]),
        }
        for penalty in rows
    ]
    st.dataframe(pl.DataFrame(table), hide_index=True, placeholder=NO_VALUE, key="penalty_map", height="content")


def _draw_wording(ui: Ui, row: Row) -> None:
    texts = ui.ask("measures_texts", statute_id=row["statute_id"], article=row["article"]).to_dicts()
    if not texts:
        return
    with st.expander(ui.say(T.article_texts)):
        st.text(texts[0]["article_text"])
        st.caption(
            f"{escape_markdown(texts[0]['title'] or texts[0]['url'])} · {say_day(texts[0]['announced_date'], ui.lang)}"
        )
