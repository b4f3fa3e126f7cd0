"""What counts, what is missing, how to cite."""

from __future__ import annotations

import streamlit as st

from dashboards.shell import Ui
from dashboards.text import T, say_day


def show(ui: Ui) -> None:
    """Draw the page."""
    info = ui.ask("overview_info").row(0, named=True)
    left, right = st.columns(2, gap="large")
    with left:
        for text in (T.about_case, T.about_null, T.about_dates, T.about_persons):
            st.markdown(ui.say(text))
    with right:
        for text in (T.about_limits, T.about_licence, T.about_cite):
            st.markdown(ui.say(text))
        citation = ui.say(
            T.about_citation,
            version=ui.warehouse.version,
            cases=f"{info['count_canonical_cases']:,}",
            notices=f"{info['count_notices']:,}",
            oldest=say_day(info["oldest_date"], ui.lang),
            newest=say_day(info["newest_date"], ui.lang),
        )
        st.code(citation, language=None, wrap_lines=True)
        st.markdown(ui.say(T.about_now))
        with st.container(horizontal=True):
            st.metric(ui.say(T.col_documents), f"{info['count_documents']:,}", border=True)
            st.metric(ui.say(T.col_notices), f"{info['count_notices']:,}", border=True)
            st.metric(ui.say(T.col_cases), f"{info['count_canonical_cases']:,}", border=True)
            st.metric(ui.say(T.apps_kpi), f"{info['count_apps']:,}", border=True)
