"""A form that answers with a JSON list (CAC `/cms/JsonList`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from crawlers.families.entries import clean_title, parse_list_date, resolve_link
from crawlers.families.listing import Entry, ListPage, ListRequest, ListShapeError
from crawlers.source import FormApiListing, Source


def get_first_request(source: Source) -> ListRequest:
    """Return the request for the first page of the form's list."""
    return _build_request(source, 1)


def read_list(source: Source, request: ListRequest, text: str) -> ListPage:
    """Return the entries of a JSON answer; the list ends with an empty or short page."""
    listing = _listing(source)
    answer = read_json(text)
    rows = find_rows(answer, listing.items)
    fields = (listing.url_field, listing.title_field, listing.date_field)
    entries = tuple(build_entries(rows, fields, source.url or ""))
    total = next((int(answer[key]) for key in ("total", "count") if str(answer.get(key, "")).isdigit()), None)
    held = (request.number - 1) * listing.page_size + len(rows)
    has_more = bool(rows) and (held < total if total is not None else len(rows) >= listing.page_size)
    return ListPage(entries, total, _build_request(source, request.number + 1) if has_more else None)


def read_json(text: str) -> dict[str, Any]:
    """Return a JSON object. Raises ListShapeError when the answer is anything else."""
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise ListShapeError("the answer is no JSON; see whether the address still gives the list") from error
    if not isinstance(answer, dict):
        raise ListShapeError("the answer is JSON but no object")
    return answer


def find_rows(answer: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """Return the list at a dotted path of the answer."""
    found: Any = answer
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, list):
        raise ListShapeError(f"the answer has no list under {path}")
    return [row for row in found if isinstance(row, dict)]


def build_entries(rows: list[dict[str, Any]], fields: tuple[str, str, str], base_url: str) -> Iterable[Entry]:
    """Yield an entry for every row with an address."""
    url_field, title_field, date_field = fields
    for row in rows:
        url = resolve_link(base_url, str(row.get(url_field) or ""))
        if url:
            yield Entry(url, clean_title(str(row.get(title_field) or "")), parse_list_date(str(row.get(date_field))))


def _build_request(source: Source, number: int) -> ListRequest:
    listing = _listing(source)
    form = tuple((name, value.replace("{page}", str(number))) for name, value in listing.form.items())
    return ListRequest(urljoin(source.url or "", listing.endpoint), number, form)


def _listing(source: Source) -> FormApiListing:
    assert isinstance(source.listing, FormApiListing)
    return source.listing
