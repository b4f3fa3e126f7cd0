"""jpaas (MIIT, communications administrations, SAMR): shell page → build/unit API → JSON with an HTML fragment."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import urlencode, urljoin

from crawlers.families.entries import read_entries
from crawlers.families.listing import ListPage, ListRequest, ListShapeError
from crawlers.source import JpaasListing, Source

_API = "/api-gateway/jpaas-publish-server/front/page/build/unit"
# queryData="{'parseType':'buildstatic','webId':'8d82…'}"; the attribute's case varies
_QUERY = re.compile(r"""<script[^>]*?\bqueryData\s*=\s*"([^"]+)"[^>]*>""", re.I | re.S)
_URL = re.compile(r"""\burl\s*=\s*"([^"]+)\"""", re.I)
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*['"]([^'"]*)['"]""")
_COUNT = re.compile(r"""\bcount\s*=\s*["']?(\d+)""", re.I)
_ROWS = re.compile(r"""\brows\s*=\s*["']?(\d+)""", re.I)
_KEYS = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")
_LIST_TAGS = ("当前栏目_list", "内容区域", "ajax分页", "右侧内容")


def get_first_request(source: Source) -> ListRequest:
    """Return the request for the first list page when the ids are declared, else for the shell that holds them."""
    listing = _listing(source)
    if not listing.is_known:
        return ListRequest(source.url or "", 0)
    query = {
        "parseType": listing.parse_type,
        "webId": listing.web_id or "",
        "tplSetId": listing.tpl_set_id or "",
        "pageType": "column",
        "tagId": listing.tag_id or "",
        "editType": "null",
        "pageId": listing.page_id or "",
    }
    return _build_request(urljoin(source.url or "", _API), query, 1, listing.page_size)


def read_list(source: Source, request: ListRequest, text: str) -> ListPage:
    """Return the entries of an API answer, or the way to the API when the shell page was asked for."""
    if request.number == 0:
        return ListPage(next=_read_shell(source, text))
    fragment = _read_fragment(text)
    entries = read_entries(fragment, source.url or "", source.entry)
    total, rows = _number(_COUNT, fragment), _number(_ROWS, fragment)
    has_more = request.number * rows < total if total and rows else bool(entries)
    query = {name: request.state[name] for name in _KEYS if name in request.state}
    size = rows or _listing(source).page_size
    api = request.url.split("?", 1)[0]
    return ListPage(entries, total, _build_request(api, query, request.number + 1, size) if has_more else None)


def _read_shell(source: Source, text: str) -> ListRequest:
    found = []
    for match in _QUERY.finditer(text):
        query = dict(_PAIR.findall(unescape(match[1])))
        url = _URL.search(match[0])
        if {"webId", "pageId", "tagId"} <= query.keys():
            found.append((query, urljoin(source.url or "", url[1] if url else _API)))
    if not found:
        raise ListShapeError("the page holds no script with queryData; see whether the column moved")
    wanted = (_listing(source).tag_id, *_LIST_TAGS)
    best = min(found, key=lambda pair: wanted.index(pair[0]["tagId"]) if pair[0]["tagId"] in wanted else len(wanted))
    query = {name: best[0][name] for name in _KEYS if name in best[0]}
    return _build_request(best[1], query, 1, _listing(source).page_size)


def _build_request(api: str, query: dict[str, str], number: int, size: int | None) -> ListRequest:
    paging: dict[str, int] = {"pageNo": number}
    if size:
        paging["pageSize"] = size
    params = {**query, "paramJson": json.dumps(paging, separators=(",", ":"))}
    return ListRequest(f"{api}?{urlencode(params)}", number, state=query)


def _read_fragment(text: str) -> str:
    try:
        answer = json.loads(text)
        fragment = answer["data"]["html"]
    except (ValueError, KeyError, TypeError) as error:
        raise ListShapeError(f"the API answered without data.html ({type(error).__name__})") from error
    if not isinstance(fragment, str):
        raise ListShapeError("the API answered with an empty data.html")
    return fragment


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None


def _listing(source: Source) -> JpaasListing:
    assert isinstance(source.listing, JpaasListing)
    return source.listing
