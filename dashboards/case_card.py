"""One case: its text with every value marked, the facts, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboards.marks import Mark, MaskedText, escape_markdown, mask_text, move_marks, render_legend, render_text
from dashboards.shell import Ui
from dashboards.text import T, say_day, say_money
from dashboards.theme import FIELD_COLOURS

Row = Mapping[str, Any]
FIELDS = tuple(FIELD_COLOURS)
BARE_HEADING = 8  # 案例十二： and the like


def draw_card(ui: Ui, case: Row) -> None:
    """Draw the card of one case."""
    values = ui.ask("cases_values", case_id=case["case_id"]).to_dicts()
    persons = ui.persons(case["notice_id"])
    st.subheader(_say_heading(ui, case, persons), anchor=False)
    if not case["is_canonical"]:
        st.info(ui.say(T.not_canonical))
    if "truncated" in case["flags"]:
        st.warning(ui.say(T.truncated_text))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _draw_text(ui, case, values, mask_text(case["case_text"], persons))
        _draw_related(ui, case)
    with right:
        st.markdown(f"**{ui.say(T.case_facts)}**", help=ui.say(T.case_facts_hint))
        st.html(render_facts(ui, case, values, persons))
        st.markdown(f"**{ui.say(T.case_proof)}**")
        st.html(render_proof(ui, case, persons))


def _say_heading(ui: Ui, case: Row, persons: Mapping[str, str]) -> str:
    """Return the case's own heading; one that only counts (案例1) gives way to the notice's title and the number."""
    heading, title = ((case[name] or "").strip() for name in ("heading_text", "title"))
    number = ui.say(T.case_number, n=case["case_number"])
    words = heading if len(heading) > BARE_HEADING else " · ".join(filter(None, (title, number)))
    first = mask_text(words, persons).text.splitlines()[0]
    return escape_markdown(first if len(first) <= 80 else first[:79] + "…")


def build_marks(ui: Ui, values: Sequence[Row]) -> tuple[Mark, ...]:
    """Return the place of every value that has one, with the tip that names its field, rule and origin."""
    return tuple(
        Mark(row["span_start"], row["span_end"], row["field"], _say_tip(ui, row), _get_anchor(row))
        for row in values
        if row["span_start"] is not None
    )


def _get_anchor(row: Row) -> str:
    return f"v-{row['field']}-{row['position']}"


def _say_tip(ui: Ui, row: Row) -> str:
    head = f"{ui.label('field', row['field'])}：{say_value(ui, row)}"
    return f"{head}\n{ui.say(T.rule)} {row['rule_id']} · {ui.label('origin', row['origin'])}"


def say_value(ui: Ui, row: Row) -> str:
    """Return one value in words; a sum that is not stated says so and is never zero."""
    words = {
        "date": f"{row['value_text']} {ui.label('role', row['role'])}",
        "party": _say_party(ui, row),
        "conduct": ui.name(row),
        "citation": _say_citation(ui, row),
        "penalty": _say_penalty(ui, row),
        "amount": f"{ui.label('amount_kind', row['code'])} {_say_sum(ui, row)}",
    }
    return str(words.get(row["field"], row["value_text"]))


def _say_party(ui: Ui, row: Row) -> str:
    host = f" @ {row['borne_by']}" if row["borne_by"] else ""
    return f"{row['value_text']}{host} · {ui.label('party_type', row['code'])}"


def _say_citation(ui: Ui, row: Row) -> str:
    return f"{row['value_text']} · {ui.label('role', row['role'])}"


def _say_sum(ui: Ui, row: Row) -> str:
    about = ui.say(T.approximate) if row["is_approximate"] else ""
    return about + (ui.say(T.sum_not_stated) if row["amount_cny"] is None else say_money(row["amount_cny"], ui.lang))


def _say_penalty(ui: Ui, row: Row) -> str:
    parts = [ui.name(row)]
    if row["role"] == "money":
        parts.append(_say_sum(ui, row))
    if row["days"] is not None:
        parts.append(ui.say(T.days, n=row["days"]))
    if row["borne_by"]:
        parts.append(ui.say(T.of_party, who=row["borne_by"]))
    return " · ".join(parts)


def _draw_text(ui: Ui, case: Row, values: Sequence[Row], masked: MaskedText) -> None:
    marks = move_marks(build_marks(ui, values), masked, base=case["span_start"], end=case["span_end"])
    st.markdown(f"**{ui.say(T.case_text)}**", help=ui.say(T.case_text_hint))
    counts = {name: sum(1 for row in values if row["field"] == name) for name in FIELDS}
    legend = [(name, ui.label("field", name), count) for name, count in counts.items() if count]
    st.html(render_legend(legend, FIELD_COLOURS) + render_text(masked.text, marks, FIELD_COLOURS))


def render_facts(ui: Ui, case: Row, values: Sequence[Row], persons: Mapping[str, str]) -> str:
    """Return the facts as an HTML table, one row a field; fields the text does not state say so."""
    rows = []
    for name in FIELDS:
        own = [row for row in values if row["field"] == name]
        none = f'<span class="none">{escape(ui.say(T.not_stated))}</span>'
        cells = "".join(_render_value(ui, case, row, persons) for row in own) or none
        rows.append(f"<tr><th>{escape(ui.label('field', name))}</th><td>{cells}</td></tr>")
    return f'<table class="zf-facts">{"".join(rows)}</table>'


def _render_value(ui: Ui, case: Row, row: Row, persons: Mapping[str, str]) -> str:
    words = escape(mask_text(say_value(ui, row), persons).text)
    colour = FIELD_COLOURS[row["field"]]
    chip = f'<span class="chip" style="background:{colour}">{words}</span>'
    proof = escape(ui.label("origin", row["origin"]))
    if row["span_start"] is None:
        return f'<span class="v">{chip}<small>{proof} · {escape(ui.say(T.no_proof))}</small></span>'
    title = escape(f"{ui.say(T.rule)} {row['rule_id']}")
    if case["span_start"] <= row["span_start"] and row["span_end"] <= case["span_end"]:
        link = f'<a href="#{escape(_get_anchor(row))}" title="{title}">{chip}</a>'
        return f'<span class="v">{link}<small>{proof}</small></span>'
    quote = mask_text(case["plain_text"][row["span_start"] : row["span_end"]], persons).text
    outside = escape(f"{ui.say(T.outside)} “{quote}”")
    return f'<span class="v" title="{title}">{chip}<small>{proof} {outside}</small></span>'


def render_link(url: str | None, words: str) -> str:
    """Return a link that opens a web page, or the bare words when the address is no web address."""
    if url is None or not is_web_address(url):
        return escape(words)
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def render_permanent_link(ui: Ui, case_id: str) -> str:
    """Return a link to the case's own address, in the language shown."""
    address = "cases?" + urlencode({"case": case_id, **({"lang": "en"} if ui.lang == "en" else {})})
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer"><code>{escape(address)}</code></a>'


def render_proof(ui: Ui, case: Row, persons: Mapping[str, str]) -> str:
    """Return where the case comes from as an HTML list: notice, counts, document, archive."""
    title = mask_text(case["title"] or "", persons).text or ui.say(T.not_stated)
    rows = {
        T.proof_notice: f"{escape(title)}<br>{_render_source(ui, case)}",
        T.proof_issuer: escape(case["issuer_name"] or ui.say(T.not_stated)),
        T.proof_kind: escape(ui.label("kind", case["kind"])),
        T.proof_announced: escape(_say_announced(ui, case)),
        T.proof_counts_label: _render_counts(ui, case),
        T.proof_source: escape(ui.name(case, "source_name") or case["source_id"] or ui.say(T.imported_file)),
        T.proof_first_seen: escape(say_day(case["first_seen_at"], ui.lang)),
        T.proof_retrieved: escape(say_day(case["retrieved_at"], ui.lang)),
        **({T.proof_attachment: _render_attachment(ui, case)} if case["is_attachment"] else {}),
        T.proof_document: f"<code>{escape(case['document_id'])}</code>",
        T.permanent_link: render_permanent_link(ui, case["case_id"]),
        T.proof_archive: f"<code>{escape(case['archive_file'] or '–')}</code>",
    }
    vanished = ""
    if case["vanished_at"]:
        vanished = (
            f'<p class="zf-warn">{escape(ui.say(T.proof_vanished, day=say_day(case["vanished_at"], ui.lang)))}</p>'
        )
    items = "".join(f"<dt>{escape(ui.say(name))}</dt><dd>{value}</dd>" for name, value in rows.items())
    return f'{vanished}<dl class="zf-proof">{items}</dl>'


def _render_source(ui: Ui, case: Row) -> str:
    return render_link(case["url"], ui.say(T.open_source if is_web_address(case["url"]) else T.no_web_address))


def _render_attachment(ui: Ui, case: Row) -> str:
    """Return the name of the file that the case was read from, and a link to it."""
    name = escape(case["attachment_name"] or ui.say(T.unnamed_attachment))
    return f"{name}<br>{render_link(case['document_url'], ui.say(T.open_attachment))}"


def is_web_address(url: str | None) -> bool:
    """Return whether the address may be offered as a link."""
    return bool(url) and urlsplit(url).scheme in ("http", "https")


def _say_announced(ui: Ui, case: Row) -> str:
    origin = f" · {ui.label('origin', case['announced_date_origin'])}" if case["announced_date_origin"] else ""
    return say_day(case["notice_date"], ui.lang) + origin


def _render_counts(ui: Ui, case: Row) -> str:
    if case["count_declared"] is None:
        return escape(ui.say(T.count_not_declared))
    parsed = case["count_apps"] if case["kind"] == "app_list" else case["count_cases"]
    words = escape(ui.say(T.proof_counts, declared=case["count_declared"], parsed=parsed))
    return words if parsed == case["count_declared"] else f'<span class="zf-warn">{words}</span>'


def _draw_related(ui: Ui, case: Row) -> None:
    related = ui.ask("cases_related", case_id=case["case_id"])
    rows = related.with_columns(ui.mask(related, "title")).to_dicts()
    for relation, title in (("same_case", T.related_same_case), ("same_notice", T.related_same_notice)):
        own = [row for row in rows if row["relation"] == relation]
        if not own:
            continue
        with st.expander(f"{ui.say(title)} ({len(own)})", expanded=relation == "same_case"):
            for row in own:
                st.button(
                    _say_related(ui, row),
                    type="tertiary",
                    on_click=ui.set_pick,
                    args=("case", row["case_id"]),
                    key=f"related_{row['case_id']}",
                )


def _say_related(ui: Ui, row: Row) -> str:
    parts = [ui.say(T.case_number, n=row["case_number"]), row["party_names"], row["authority_text"]]
    if row["relation"] == "same_case":
        parts = [say_day(row["announced_date"], ui.lang), row["title"], *parts]
    return escape_markdown(" · ".join(part for part in parts if part))
