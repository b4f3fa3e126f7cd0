"""The list of cases, and one case with the proof of every value."""

from __future__ import annotations

import io
from typing import Any

import polars as pl
import streamlit as st

from dashboards.case_card import draw_card
from dashboards.filter_panel import draw_filters
from dashboards.filters import Filters
from dashboards.marks import escape_markdown
from dashboards.shell import NO_VALUE, Ui, draw_lead
from dashboards.text import T

LISTED = 2000


def show(ui: Ui) -> None:
    """Draw the page: one case when the address names one, else the list."""
    case_id = ui.get_pick("case")
    if case_id:
        _show_case(ui, case_id)
        return
    draw_lead(ui, T.cases_lead)
    if not ui.ask("overview_info")["count_canonical_cases"][0]:
        st.info(ui.say(T.empty_cases, home=ui.home))
        return
    filters = draw_filters(ui)
    rows = ui.ask("cases_list", filters=filters.to_parameters(), count_rows=LISTED)
    if not rows.height:
        st.info(ui.say(T.no_match))
        return
    _draw_count(ui, filters, rows.height)
    _draw_table(ui, rows)
    _draw_downloads(ui, filters)


def _draw_count(ui: Ui, filters: Filters, listed: int) -> None:
    count = ui.ask("overview_totals", filters=filters.to_parameters())["count_cases"][0]
    text = ui.say(T.cases_shown, n=f"{count:,}", m=listed) if count > listed else ui.say(T.cases_count, n=f"{count:,}")
    st.markdown(f"**{text}**")


def build_table(ui: Ui, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the list as it is shown: codes by their names, titles without persons' names."""
    names = {
        field: {
            row["code"]: ui.name(row) for row in ui.ask("cases_options").filter(pl.col("field") == field).to_dicts()
        }
        for field in ("conduct", "measure")
    }
    return rows.select(
        "announced_date",
        "authority_text",
        "party_names",
        pl.col("conduct_codes").list.eval(pl.element().replace(names["conduct"])),
        pl.col("penalty_types").list.eval(pl.element().replace(names["measure"])),
        pl.col("fine_cny").cast(pl.Float64),
        "citation_text",
        "platform_names",
        "region_name",
        "decided_date",
        ui.mask(rows, "notice_title"),
    )


def _draw_table(ui: Ui, rows: pl.DataFrame) -> None:
    config = st.column_config
    state = st.dataframe(
        build_table(ui, rows),
        hide_index=True,
        placeholder=NO_VALUE,
        height=560,
        on_select="rerun",
        selection_mode="single-cell",
        key="cases_table",
        column_config={
            "announced_date": config.DateColumn(ui.say(T.col_announced), format="YYYY-MM-DD", width=95),
            "authority_text": config.TextColumn(ui.say(T.col_authority), width=130),
            "party_names": config.TextColumn(ui.say(T.col_party), width=170),
            "conduct_codes": config.ListColumn(ui.say(T.col_conduct), width=150),
            "penalty_types": config.ListColumn(ui.say(T.col_measures), width=190),
            "fine_cny": config.NumberColumn(
                ui.say(T.col_fine), format="localized", help=ui.say(T.kpi_fine_help), width=95
            ),
            "citation_text": config.TextColumn(ui.say(T.col_law), width=180),
            "platform_names": config.TextColumn(ui.say(T.col_platform), width=80),
            "region_name": config.TextColumn(ui.say(T.col_region), width=110),
            "decided_date": config.TextColumn(ui.say(T.col_decided), width=90),
            "notice_title": config.TextColumn(ui.say(T.col_title), width=260),
        },
    )
    cells = state["selection"]["cells"]
    if cells:
        ui.set_pick("case", rows["case_id"][cells[0][0]])
        st.rerun()


def _draw_downloads(ui: Ui, filters: Filters) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            ui.say(T.download_csv),
            data=lambda: build_download(ui, filters).write_csv().encode("utf-8-sig"),
            file_name="zhifa-cases.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            ui.say(T.download_parquet),
            data=lambda: write_parquet(build_download(ui, filters)),
            file_name="zhifa-cases.parquet",
            mime="application/vnd.apache.parquet",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(ui.say(T.download_note))


def build_download(ui: Ui, filters: Filters) -> pl.DataFrame:
    """Return every chosen case, one a row, natural persons masked in names and titles."""
    rows = ui.ask("cases_export", filters=filters.to_parameters())
    return rows.with_columns(ui.mask(rows, "notice_title"))


def write_parquet(rows: pl.DataFrame) -> bytes:
    """Return the bytes of a Parquet file."""
    buffer = io.BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()


def _show_case(ui: Ui, case_id: str) -> None:
    card = ui.ask("cases_card", case_id=case_id)
    _draw_steps(ui, case_id)
    if not card.height:
        st.warning(ui.say(T.case_missing, case=escape_markdown(case_id)))
        return
    draw_card(ui, card.row(0, named=True))


def _draw_steps(ui: Ui, case_id: str) -> None:
    listed: list[Any] = ui.ask("cases_list", filters=ui.filters.to_parameters(), count_rows=LISTED)["case_id"].to_list()
    place = listed.index(case_id) if case_id in listed else None
    before = listed[place - 1] if place else None
    after = listed[place + 1] if place is not None and place + 1 < len(listed) else None
    with st.container(horizontal=True):
        for text, icon, target, is_off in (
            (T.back, ":material/arrow_back:", None, False),
            (T.previous, ":material/chevron_left:", before, before is None),
            (T.next, ":material/chevron_right:", after, after is None),
        ):
            st.button(ui.say(text), icon=icon, disabled=is_off, on_click=ui.set_pick, args=("case", target), key=icon)
