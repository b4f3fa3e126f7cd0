"""Static lists: page 2 is index_1.html (zero-based), index_2.html (one-based), list_2.shtml or <id>_2.html."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from crawlers.families.entries import read_entries
from crawlers.families.listing import ListPage, ListRequest
from crawlers.source import Source, StaticListing

# createPageHTML(67,0,"index","html"); total:'134' beside perPage; 当前页次 1/4 页; 共67页
_PAGES = re.compile(r"createPageHTML\(\s*['\"]?(\d+)|当前页次\D{0,10}\d+\s*/\s*(\d+)|共\s*(\d+)\s*页")


def get_first_request(source: Source) -> ListRequest:
    """Return the request for the first page, which is the column's own address."""
    return ListRequest(source.url or "")


def read_list(source: Source, request: ListRequest, text: str) -> ListPage:
    """Return the entries of a page; without a declared number of pages the list goes on while entries come."""
    entries = read_entries(text, request.url, source.entry)
    found = _PAGES.search(text)
    pages = int(next(number for number in found.groups() if number)) if found else None
    has_more = request.number < pages if pages else bool(entries)
    number = request.number + 1
    return ListPage(entries, None, ListRequest(get_page_url(source, number), number) if has_more else None)


def get_page_url(source: Source, number: int) -> str:
    """Return the address of a list page by its number, counted from 1."""
    listing = source.listing
    assert isinstance(listing, StaticListing)
    url = source.url or ""
    if number == 1:
        return url
    shown = number - 1 if listing.family == "static_zero_based" else number
    if listing.page_url:
        return urljoin(url, listing.page_url.replace("{n}", str(shown)))
    return urljoin(url, _page_name(listing.family, urlsplit(url).path, shown))


def _page_name(family: str, path: str, shown: int) -> str:
    """Return the file name of a further page.

    >>> _page_name("static_zero_based", "/zwxx/scjgdt/", 1)
    'index_1.html'
    >>> _page_name("static_one_based", "/wxzw/wxfb/A093702index_1.htm", 2)
    'A093702index_2.htm'
    >>> _page_name("static_list_n", "/scsjgj/c101376/list.shtml", 2)
    'list_2.shtml'
    >>> _page_name("static_id_n", "/zixun/gengduo/104.html", 2)
    '104_2.html'
    >>> _page_name("static_one_based", "/node/344", 2)
    '344_2'
    """
    name = path.rsplit("/", 1)[-1]
    if not name:
        return f"{'list' if family == 'static_list_n' else 'index'}_{shown}.html"
    if "." not in name:
        return f"{name}_{shown}"
    stem, dot, suffix = name.rpartition(".")
    if family != "static_id_n":
        stem = re.sub(r"_\d+$", "", stem)
    return f"{stem}_{shown}{dot}{suffix}"
