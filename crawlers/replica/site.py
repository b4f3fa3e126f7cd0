"""Which address of the replica gives what: a pure map from requests to answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, urlsplit

from crawlers.families.static_pages import get_page_url
from crawlers.replica import pages
from crawlers.replica.files import build_file
from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.source import DocumentListing, FormApiListing, JpaasListing, Source, WechatListing, load_replica_sources

Rows = list[tuple[SampleNotice, str]]
_ROBOTS = "User-agent: *\nDisallow: /admin/\n"


@dataclass(frozen=True)
class Answer:
    """What the site answers."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Route = Callable[[Mapping[str, str]], Answer | None]  # None when the request is for another column of the host


class Site:
    """The replica without its network: `answer` gives the page of a host, a path and a form."""

    def __init__(self, *, page_size: int = 8, repeats_page_one: bool = False) -> None:
        self.page_size = page_size
        self.repeats_page_one = repeats_page_one  # also hides how many pages there are
        self.sources = load_replica_sources()

    def answer(self, host: str, target: str, form: Mapping[str, str]) -> Answer:
        """Return the answer to a request; `target` is the path with its query."""
        path = urlsplit(target).path
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        if path == "/robots.txt":
            return Answer(_ROBOTS.encode(), "text/plain")
        page = self._routes.get((host, path))
        found = page({**query, **form}) if page else None
        if found is not None:
            return found
        if "/attach/" in path or path.endswith(("downloadfile.jsp", "downfile.jsp")):
            return _build_attachment(query.get("filepath") or query.get("id") or PurePosixPath(path).stem)
        return Answer("<html><body>404 页面不存在</body></html>".encode(), status=404)

    def get_rows(self, source: Source) -> Rows:
        """Return a column's notices, newest first, with their addresses."""
        mine = [notice for notice in load_notices() if notice.source_id == source.source_id]
        return [(notice, get_detail_path(source, notice)) for notice in mine]

    @cached_property
    def _routes(self) -> dict[tuple[str, str], Route]:
        routes: dict[tuple[str, str], Route] = {}
        for source in self.sources.values():
            host = source.domains[0]
            for notice, path in self.get_rows(source):
                routes[host, path] = _fixed(build_page(source, notice))
            for path, page in self._list_routes(source).items():
                before = routes.get((host, path))
                routes[host, path] = _either(before, page) if before else page
        return routes

    def _list_routes(self, source: Source) -> dict[str, Route]:
        listing, rows = source.listing, self.get_rows(source)
        if isinstance(listing, DocumentListing | WechatListing):
            return {}
        if isinstance(listing, JpaasListing):
            query = _jpaas_query(source)
            shell = _fixed(pages.build_jpaas_shell(source.name_zh, query))
            api = "/api-gateway/jpaas-publish-server/front/page/build/unit"
            return {urlsplit(source.url or "").path: shell, api: lambda given: self._jpaas(source, rows, given)}
        if isinstance(listing, FormApiListing):
            return {listing.endpoint: lambda given: self._form(source, rows, given)}
        if source.family == "hanweb":
            return {
                urlsplit(source.url or "").path: _fixed(pages.build_hanweb_list(source.name_zh, rows[:15], len(rows))),
                "/module/web/jpage/dataproxy.jsp": lambda given: _hanweb_more(rows, given),
            }
        if source.family == "search_api":
            return {urlsplit(source.url or "").path: lambda given: self._search(source, rows, given)}
        return self._static(source, rows)

    def _jpaas(self, source: Source, rows: Rows, given: Mapping[str, str]) -> Answer | None:
        if given.get("pageId") != _jpaas_query(source)["pageId"]:
            return None
        number = int(json.loads(given.get("paramJson", "{}")).get("pageNo", 1))
        shown = self._slice(rows, number)
        total = 0 if self.repeats_page_one else len(rows)
        text = pages.build_jpaas_answer(shown, total, number, self.page_size)
        return Answer(text.encode(), "application/json; charset=utf-8")
        return None

    def _form(self, source: Source, rows: Rows, given: Mapping[str, str]) -> Answer | None:
        listing = source.listing
        assert isinstance(listing, FormApiListing)
        if given.get("channelCode") != listing.form["channelCode"]:
            return None
        size = int(given.get("perPage", "20"))
        start = (int(given.get("pageno", "1")) - 1) * size
        text = pages.build_form_answer(rows[start : start + size], source.domains[0])
        return Answer(text.encode(), "application/json; charset=utf-8")

    def _search(self, source: Source, rows: Rows, given: Mapping[str, str]) -> Answer:
        found = [row for row in rows if given.get("huopro", "") in row[0].title]
        shown = self._slice(found, int(given.get("page", "1")))
        return _html(pages.build_plain_list(source.name_zh, shown, f"共{len(found)}条"))

    def _static(self, source: Source, rows: Rows) -> dict[str, Route]:
        count = max(-(-len(rows) // self.page_size), 1)
        extra = 2 if self.repeats_page_one else 0
        routes: dict[str, Route] = {}
        for number in range(1, count + 1 + extra):
            shown = self._slice(rows, number)
            routes[urlsplit(get_page_url(source, number)).path] = _fixed(self._build_list(source, shown, number, count))
        return routes

    def _build_list(self, source: Source, shown: Rows, number: int, count: int) -> str:
        if source.family == "static_one_based":
            return pages.build_static_list(source.name_zh, shown, None)
        if source.family == "static_zero_based":
            return pages.build_static_list(source.name_zh, shown, None if self.repeats_page_one else count)
        position = "" if self.repeats_page_one else f"当前页次 {number}/{count} 页"
        return pages.build_plain_list(source.name_zh, shown, position)

    def _slice(self, rows: Rows, number: int) -> Rows:
        start = (number - 1) * self.page_size
        if start >= len(rows) and self.repeats_page_one:
            start = 0
        return rows[start : start + self.page_size]


def get_detail_path(source: Source, notice: SampleNotice) -> str:
    """Return a notice's address on its site, in the dialect of the family."""
    day = notice.date
    folder = urlsplit(source.url or "/").path.rsplit("/", 1)[0]
    if source.family == "jpaas":
        return f"{folder}/art/{day.year}/art_{notice.key}.html"
    if source.family in ("static_one_based", "form_api"):
        return f"/{day:%Y-%m}/{day:%d}/c_17{notice.number}00.htm"
    if source.family == "hanweb":
        return f"/art/{day.year}/{day.month}/{day.day}/art_113_{notice.number}.html"
    if source.family == "static_list_n":
        return f"{folder}/{day.year}/{day.month}/{day.day}/{notice.key}.shtml"
    if source.family == "static_id_n":
        return f"/zixun/xiangqing/{notice.number}.html"
    if source.family == "wechat":
        return f"/s/{notice.notice_id}"
    if source.family == "documents":
        return f"/wenjian/{notice.notice_id}.html"
    return f"{folder}/{day:%Y%m}/t{day:%Y%m%d}_{notice.number}.html"


def build_page(source: Source, notice: SampleNotice) -> str:
    """Return a notice's page in the markup of the family."""
    builders = {
        "jpaas": pages.build_jpaas_page,
        "static_one_based": pages.build_static_page,
        "form_api": pages.build_static_page,
        "hanweb": pages.build_hanweb_page,
        "wechat": pages.build_wechat_page,
    }
    return builders.get(source.family, pages.build_plain_page)(notice)


def _jpaas_query(source: Source) -> dict[str, str]:
    listing = source.listing
    assert isinstance(listing, JpaasListing)
    made_up = re.sub(r"\W", "", source.source_id)
    return {
        "parseType": listing.parse_type,
        "webId": listing.web_id or f"web{made_up}",
        "tplSetId": listing.tpl_set_id or f"tpl{made_up}",
        "pageType": "column",
        "tagId": listing.tag_id or "当前栏目_list",
        "editType": "null",
        "pageId": listing.page_id or f"page{made_up}",
    }


def _hanweb_more(rows: Rows, given: Mapping[str, str]) -> Answer:
    start, end = int(given.get("startrecord", "1")), int(given.get("endrecord", "1"))
    return Answer(pages.build_hanweb_store(rows[start - 1 : end], len(rows)).encode(), "text/xml; charset=utf-8")


def _build_attachment(key: str) -> Answer:
    for notice in load_notices():
        for file in notice.attachments:
            if file.key == key:
                given = f"attachment; filename*=UTF-8''{quote(f'../../{file.name}')}"  # no name to trust
                headers = (("Content-Disposition", given),)
                return Answer(build_file(file), "application/octet-stream", headers=headers)
    return Answer(b"", status=404)


def _html(text: str) -> Answer:
    return Answer(text.encode())


def _fixed(text: str) -> Route:
    return lambda given: _html(text)


def _either(first: Route, second: Route) -> Route:
    """Two columns of one host may share an address: the first that knows the request answers."""
    return lambda given: first(given) or second(given)
