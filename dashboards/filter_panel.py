"""The filters that the overview and the cases share, as widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboards.filters import Filters
from dashboards.shell import Ui
from dashboards.text import T, Text

LABELLED = frozenset({"system", "party_type", "kind"})  # codes named by the catalogue, not by the warehouse
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class _Panel:
    """Draws widgets that start from the chosen filters; a new round forgets what the widgets held."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.round = st.session_state.get("filters_round", 0)
        self.options = ui.ask("cases_options")

    def key(self, name: str) -> str:
        return f"filter_{name}_{self.round}"

    def names(self, field: str) -> dict[str, str]:
        rows = self.options.filter(pl.col("field") == field).to_dicts()
        shown = {
            row["code"]: self.ui.label(field, row["code"]) if field in LABELLED else self.ui.name(row) for row in rows
        }
        return {row["code"]: f"{shown[row['code']]} ({row['count_cases']})" for row in rows}

    def many(self, field: str, title: Text, chosen: Sequence[str]) -> tuple[str, ...]:
        names = self.names(field)
        options = [*names, *(code for code in chosen if code not in names)]
        picked = st.multiselect(
            self.ui.say(title),
            options,
            default=list(chosen),
            format_func=lambda code: names.get(code, code),
            placeholder=self.ui.say(T.filter_any),
            key=self.key(field),
        )
        return tuple(picked)

    def one(self, field: str, title: Text, chosen: str | None) -> str | None:
        names = self.names(field)
        options = [*names, *([chosen] if chosen and chosen not in names else [])]
        return st.selectbox(
            self.ui.say(title),
            options,
            index=options.index(chosen) if chosen else None,
            format_func=lambda code: names.get(code, code),
            placeholder=self.ui.say(T.filter_any),
            key=self.key(field),
        )

    def number(self, name: str, title: Text, chosen: int | None, *, least: int = 0, step: int = 1) -> int | None:
        value = st.number_input(
            self.ui.say(title),
            min_value=least,
            max_value=10**12,
            value=None if chosen is None else max(chosen, least),
            step=step,
            placeholder=self.ui.say(T.filter_any),
            key=self.key(name),
        )
        return None if value is None else int(value)

    def day(self, name: str, title: Text, chosen: date | None) -> date | None:
        kept = chosen if chosen and EARLIEST <= chosen <= LATEST else None
        value = st.date_input(
            self.ui.say(title),
            value=kept,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            key=self.key(name),
        )
        return value if isinstance(value, date) else None


def draw_filters(ui: Ui) -> Filters:
    """Draw the panel and return what is chosen now."""
    now = ui.filters
    panel = _Panel(ui)
    search, opener, clear = st.columns([5, 2, 1], vertical_alignment="bottom")
    text = search.text_input(
        ui.say(T.search), value=now.text, placeholder=ui.say(T.search_hint), key=panel.key("text"), max_chars=120
    )
    with opener.popover(_say_filters(ui, now), icon=":material/tune:", width="stretch"):
        chosen = _draw_choices(ui, panel, now, text)
    if clear.button(ui.say(T.filters_reset), width="stretch", disabled=now == Filters()):
        ui.set_filters(Filters())
        st.rerun()
    if chosen != now:
        st.session_state["filters"] = chosen
        st.rerun()
    return chosen


def _say_filters(ui: Ui, filters: Filters) -> str:
    return ui.say(T.filters_active, n=filters.count_active) if filters.count_active else ui.say(T.filters)


def _draw_choices(ui: Ui, panel: _Panel, now: Filters, text: str) -> Filters:
    left, right = st.columns(2)
    with left:
        date_from = panel.day("date_from", T.filter_date_from, now.date_from)
        systems = panel.many("system", T.filter_system, now.systems)
        authorities = panel.many("authority", T.filter_authority, now.authorities)
        provinces = panel.many("province", T.filter_province, now.provinces)
        statute = panel.one("statute", T.filter_statute, now.statute)
        article = panel.number("article", T.filter_article, now.article, least=1)
        kinds = panel.many("kind", T.filter_kind, now.kinds)
    with right:
        date_to = panel.day("date_to", T.filter_date_to, now.date_to)
        conducts = panel.many("conduct", T.filter_conduct, now.conducts)
        measures = panel.many("measure", T.filter_measure, now.measures)
        platforms = panel.many("platform", T.filter_platform, now.platforms)
        party_types = panel.many("party_type", T.filter_party_type, now.party_types)
        amount_from = panel.number("amount_from", T.filter_amount_from, now.amount_from, step=10000)
        amount_to = panel.number("amount_to", T.filter_amount_to, now.amount_to, step=10000)
    basis = st.segmented_control(
        ui.say(T.filter_date_basis),
        ["announced", "decided"],
        default=now.date_basis,
        required=True,
        format_func=lambda code: ui.say(T.basis_decided if code == "decided" else T.basis_announced),
        key=panel.key("basis"),
    )
    return Filters(
        systems=systems,
        authorities=authorities,
        provinces=provinces,
        date_from=date_from,
        date_to=date_to,
        date_basis="decided" if basis == "decided" else "announced",
        statute=statute,
        article=article if statute else None,
        platforms=platforms,
        conducts=conducts,
        measures=measures,
        amount_from=amount_from,
        amount_to=amount_to,
        party_types=party_types,
        kinds=kinds,
        text=text.strip(),
    )
