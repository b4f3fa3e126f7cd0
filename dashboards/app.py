"""The dashboard: `streamlit run dashboards/app.py -- --home DIR` (or ZHIFA_HOME; `zhifa serve` does it for you)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

if __name__ == "__main__":  # streamlit puts this folder on the path, not the one above it
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.screens import about, apps, cases, measures, overview, quality, statutes
from dashboards.shell import Ui, adopt_address, draw_frame, write_address
from dashboards.text import Lang, T, Text

ICON = Path(__file__).with_name("icon.svg")

PAGES: Mapping[str, tuple[Text, str, Callable[[Ui], None]]] = {
    "overview": (T.page_overview, ":material/monitoring:", overview.show),
    "cases": (T.page_cases, ":material/gavel:", cases.show),
    "measures": (T.page_measures, ":material/menu_book:", measures.show),
    "statutes": (T.page_statutes, ":material/balance:", statutes.show),
    "apps": (T.page_apps, ":material/apps:", apps.show),
    "quality": (T.page_quality, ":material/fact_check:", quality.show),
    "about": (T.page_about, ":material/info:", about.show),
}


def get_home(arguments: list[str]) -> Path:
    """Return the data folder: `--home`, else ZHIFA_HOME, else `data` where the program was started."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--home", type=Path, default=None)
    known, _ = parser.parse_known_args(arguments)
    return Path(known.home or os.environ.get("ZHIFA_HOME") or "data").expanduser().resolve()


def show_page(name: str, home: Path, pages: Mapping[str, StreamlitPage] | None = None) -> None:
    """Draw one page with its frame and put its state into the address."""
    title, _, show = PAGES[name]
    ui = Ui(home, adopt_address(name), name, pages or {})
    if draw_frame(ui, title):
        show(ui)
    write_address(ui)


def main() -> None:
    home = get_home(sys.argv[1:])
    lang: Lang = "en" if st.session_state.get("lang", st.query_params.get("lang")) == "en" else "zh"
    st.set_page_config(page_title=T.app_name.of(lang), page_icon=ICON, layout="wide")
    pages: dict[str, StreamlitPage] = {}

    def build_page(name: str) -> StreamlitPage:
        title, icon, _ = PAGES[name]

        def draw() -> None:
            show_page(name, home, pages)

        return st.Page(draw, title=title.of(lang), icon=icon, url_path=name, default=name == "overview")

    pages.update({name: build_page(name) for name in PAGES})
    st.navigation(list(pages.values()), position="top").run()


if __name__ == "__main__":
    main()
