"""A site search asked by keyword: JSON rows (MIIT, NDRC) or an HTML list (search.cac.gov.cn)."""

from __future__ import annotations

from urllib.parse import urlencode, urljoin

from crawlers.families.entries import read_entries
from crawlers.families.form_api import build_entries, find_rows, read_json
from crawlers.families.listing import ListPage, ListRequest
from crawlers.source import SearchApiListing, Source


def get_first_request(source: Source) -> ListRequest:
    """Return the request for the first page of the first keyword."""
    return _build_request(source, 0, 1, 1)


def read_list(source: Source, request: ListRequest, text: str) -> ListPage:
    """Return the entries; after the last page of a keyword the next keyword follows."""
    listing = _listing(source)
    if listing.items:
        fields = (listing.url_field, listing.title_field, listing.date_field)
        entries = tuple(build_entries(find_rows(read_json(text), listing.items), fields, request.url))
    else:
        entries = read_entries(text, request.url, source.entry)
    keyword, page = int(request.state["keyword"]), int(request.state["page"])
    is_last = keyword + 1 == len(listing.keywords)
    skip = None if is_last else _build_request(source, keyword + 1, 1, request.number + 1)
    following = _build_request(source, keyword, page + 1, request.number + 1) if entries else skip
    return ListPage(entries, None, following, skip)


def _build_request(source: Source, keyword: int, page: int, number: int) -> ListRequest:
    listing = _listing(source)
    word = listing.keywords[keyword]
    params = {
        name: value.replace("{page}", str(page)).replace("{keyword}", word) for name, value in listing.params.items()
    }
    url = f"{urljoin(source.url or '', listing.endpoint)}?{urlencode(params)}"
    return ListRequest(url, number, state={"keyword": str(keyword), "page": str(page)})


def _listing(source: Source) -> SearchApiListing:
    assert isinstance(source.listing, SearchApiListing)
    return source.listing
