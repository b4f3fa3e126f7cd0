"""What every page shares: the warehouse, the language, the address, the frame around the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.filters import Filters, parse_filters
from dashboards.marks import mask_text
from dashboards.text import Lang, T, Text, label
from dashboards.theme import STYLE
from warehouse.connection import Warehouse, WarehouseError, open_warehouse

NO_VALUE = "–"  # an empty cell: not stated, or nothing to state
WAREHOUSE_FILE = "zhifa.duckdb"
FILTER_PAGES = frozenset({"overview", "cases"})
# What else a page keeps in its address, beside language and filters.
PICKS: Mapping[str, tuple[str, ...]] = {
    "cases": ("case",),
    "measures": ("order", "article"),
    "statutes": ("law",),
    "apps": ("app",),
}
HISTORY = 40  # addresses of our own that may still come back from a browser that lags behind


@st.cache_resource(show_spinner=False)
def _get_warehouse(path: str) -> Warehouse:
    return open_warehouse(path)


@st.cache_data(show_spinner=False, max_entries=400)
def _ask(path: str, version: str, name: str, params: dict[str, Any], _warehouse: Warehouse) -> pl.DataFrame:
    return _warehouse.query(name, **params)


@dataclass(frozen=True)
class Ui:
    """What a page needs: where the data is, the language, and the way to other pages."""

    home: Path
    lang: Lang
    page: str
    pages: Mapping[str, StreamlitPage] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.home / WAREHOUSE_FILE

    @property
    def warehouse(self) -> Warehouse:
        return _get_warehouse(str(self.path))

    @property
    def filters(self) -> Filters:
        chosen = st.session_state.get("filters")
        return chosen if isinstance(chosen, Filters) else Filters()

    def say(self, text: Text, **values: object) -> str:
        return text.of(self.lang, **values)

    def label(self, vocabulary: str, code: str | None) -> str:
        return label(vocabulary, code, self.lang)

    def name(self, row: Mapping[str, Any], stem: str = "name") -> str:
        """Return `name_zh` or `name_en` of a row."""
        return str(row[f"{stem}_{self.lang}"] or row[f"{stem}_zh"] or "")

    def ask(self, query: str, **params: Any) -> pl.DataFrame:
        """Return the answer to a named question, from memory while the warehouse has not changed."""
        warehouse = self.warehouse
        return _ask(str(self.path), warehouse.version, query, params, warehouse)

    def mask(self, rows: pl.DataFrame, column: str) -> pl.Series:
        """Return a column of texts, each without the names of its notice's natural persons."""
        names: dict[str, dict[str, str]] = {}
        for notice_id, name, shown in self.ask("cases_persons").iter_rows():
            names.setdefault(notice_id, {})[name] = shown
        masked = [
            mask_text(text or "", names.get(notice_id, {})).text
            for notice_id, text in rows.select("notice_id", column).iter_rows()
        ]
        return pl.Series(column, masked, dtype=pl.String)

    def persons(self, notice_id: str | None) -> dict[str, str]:
        """Return the names of one notice's natural persons with the form that may be shown."""
        rows = self.ask("cases_persons").filter(pl.col("notice_id").eq_missing(notice_id))
        return dict(rows.select("party_name", "display_name").iter_rows())

    def get_pick(self, name: str) -> str | None:
        value = st.session_state.get(f"pick_{name}")
        return str(value) if value else None

    def set_pick(self, name: str, value: str | None) -> None:
        st.session_state[f"pick_{name}"] = value

    def set_filters(self, filters: Filters) -> None:
        """Choose filters from outside the panel; its widgets start afresh from them."""
        st.session_state["filters"] = filters
        st.session_state["filters_round"] = st.session_state.get("filters_round", 0) + 1

    def open(self, page: str, *, filters: Filters | None = None, **picks: str | None) -> None:
        """Go to another page of the dashboard."""
        if filters is not None:
            self.set_filters(filters)
        for name in PICKS.get(page, ()):
            self.set_pick(name, picks.get(name))
        if page == self.page or page not in self.pages:
            st.rerun()
        st.switch_page(self.pages[page])


def adopt_address(page: str) -> Lang:
    """Take over what the address says and return the language.

    The address wins when the session is new, when it was typed or linked; the session wins when the address is one
    that this session wrote itself, or when another page was chosen from the menu.
    """
    state = st.session_state
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    written: list[Any] = state.setdefault("addresses", [])
    is_new = not written
    is_own = any(known == (page, given) for known in written)
    is_menu = not is_new and written[-1][0] != page and not given
    if is_new or not (is_own or is_menu):
        state["lang"] = "en" if given.get("lang", ["zh"])[-1] == "en" else "zh"
        if page in FILTER_PAGES:
            state["filters"] = parse_filters(given)
            state["filters_round"] = state.get("filters_round", 0) + 1
        for name in PICKS.get(page, ()):
            state[f"pick_{name}"] = given[name][-1] if given.get(name) else None
    return "en" if state.get("lang") == "en" else "zh"


def get_address(ui: Ui) -> dict[str, str | list[str]]:
    """Return the parameters that lead back to what this page shows."""
    address: dict[str, str | list[str]] = {"lang": "en"} if ui.lang == "en" else {}
    if ui.page in FILTER_PAGES:
        address |= ui.filters.to_query()
    for name in PICKS.get(ui.page, ()):
        value = ui.get_pick(name)
        if value:
            address[name] = value
    return address


def write_address(ui: Ui) -> None:
    """Put the page's state into the address, unless it stands there already."""
    address = get_address(ui)
    as_lists = {name: value if isinstance(value, list) else [value] for name, value in address.items()}
    written: list[Any] = st.session_state.setdefault("addresses", [])
    if not written or written[-1] != (ui.page, as_lists):
        written.append((ui.page, as_lists))
        del written[:-HISTORY]
    if {name: st.query_params.get_all(name) for name in st.query_params} != as_lists:
        st.query_params.from_dict(address)


def draw_frame(ui: Ui, title: Text) -> bool:
    """Draw the head of a page and return whether there is a warehouse to show."""
    st.html(STYLE)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(ui.say(title), anchor=False, width="content")
        st.segmented_control(
            ui.say(T.language),
            ["zh", "en"],
            default=ui.lang,
            required=True,
            format_func={"zh": "中文", "en": "English"}.__getitem__,
            label_visibility="collapsed",
            key="lang_switch",
            on_change=_switch_language,
        )
    if not ui.path.exists():
        st.subheader(ui.say(T.missing_title), anchor=False)
        st.info(ui.say(T.missing_body, path=ui.path, home=ui.home))
        return False
    try:
        info = ui.ask("overview_info").row(0, named=True)
    except WarehouseError as error:
        st.error(ui.say(T.unreadable_body, path=ui.path, reason=error))
        return False
    if info["has_sample"]:
        st.warning(
            ui.say(T.sample_banner if info["is_all_sample"] else T.sample_mixed_banner), icon=":material/science:"
        )
    return True


def _switch_language() -> None:
    st.session_state["lang"] = st.session_state["lang_switch"]


def draw_lead(ui: Ui, text: Text) -> None:
    """Draw the sentence that says what a page is for."""
    st.html(f'<p class="zf-lead">{ui.say(text)}</p>')
