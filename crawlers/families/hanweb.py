"""Hanweb jpage (NRTA, Jiangsu, older Zhejiang): CDATA records in the page, more of them from dataproxy.jsp."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawlers.families.entries import read_entries
from crawlers.families.listing import ListPage, ListRequest, ListShapeError
from crawlers.source import EntrySelectors, HanwebListing, Source

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.S | re.I)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>|\btotalRecord\s*[:=]\s*['\"]?(\d+)", re.I)
_PROXY = re.compile(r"""['"](?P<url>[^'"]*dataproxy\.jsp[^'"]*)['"]""", re.I)
# columnid=113&unitid=54, columnid:113, 'unitid':'54'
_PARAM = re.compile(r"""['"]?\b(columnid|unitid|webid|appid|col|path|webname|permissiontype|sourceContentType)['"]?"""
                    r"""\s*[:=]\s*['"]?([^'"&,;\s<>}]+)""", re.I)  # fmt: skip


def get_first_request(source: Source) -> ListRequest:
    """Return the request for the column page."""
    return ListRequest(source.url or "")


def read_list(source: Source, request: ListRequest, text: str) -> ListPage:
    """Return the records of the column page or of a dataproxy answer."""
    records = _RECORD.findall(text)
    if not records and request.number == 1:
        raise ListShapeError("the page holds no <record><![CDATA[…]]>; see whether the column moved")
    selectors = source.entry if source.entry.item or source.entry.link_pattern else _ANY_LINK
    entries = tuple(entry for record in records for entry in read_entries(record, source.url or "", selectors)[:1])
    found = _TOTAL.search(text)
    total = int(found[1] or found[2]) if found else int(request.state.get("total", 0)) or None
    held = int(request.state.get("held", 0)) + len(records)
    if not records or (total is not None and held >= total):
        return ListPage(entries, total)
    return ListPage(entries, total, _build_next(source, request, text, held, total))


_ANY_LINK = EntrySelectors(link_pattern=r"\S")


def _build_next(source: Source, request: ListRequest, text: str, held: int, total: int | None) -> ListRequest | None:
    query = _read_query(source, text) if request.number == 1 else dict(request.state)
    if "columnid" not in {name.lower() for name in query}:
        return None
    listing = source.listing
    assert isinstance(listing, HanwebListing)
    state = {**query, "held": str(held), **({"total": str(total)} if total else {})}
    window = {"startrecord": held + 1, "endrecord": held + listing.per_page, "perpage": listing.per_page}
    params = {name: value for name, value in query.items() if name not in ("held", "total")}
    url = f"{urljoin(source.url or '', listing.proxy)}?{urlencode({**window, **params})}"
    return ListRequest(url, request.number + 1, state=state)


def _read_query(source: Source, text: str) -> dict[str, str]:
    proxy = _PROXY.search(text)
    query = dict(parse_qsl(urlsplit(proxy["url"].replace("&amp;", "&")).query)) if proxy else {}
    for name, value in _PARAM.findall(text):
        query.setdefault(name, value)
    for name in ("startrecord", "endrecord", "perpage", "page"):
        query.pop(name, None)
    return query
