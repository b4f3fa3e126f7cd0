"""Links of a detail page that lead to its attachments. Text is not read here."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from crawlers.families.entries import resolve_link
from crawlers.media import get_link_suffix
from crawlers.source import DetailSelectors

_PARSER = html.HTMLParser(encoding="utf-8")
_DOWNLOADS = ("downloadfile.jsp", "/filemanager/", "/attach/")


def get_attachment_urls(text: str, base_url: str, detail: DetailSelectors) -> tuple[str, ...]:
    """Return the addresses of attachments in page order: files linked from the body, PDF viewers opened up."""
    if not text.strip():
        return ()
    root = html.document_fromstring(text.encode(), parser=_PARSER)
    scopes = root.cssselect(detail.body) if detail.body else []
    found: dict[str, None] = {}
    for scope in scopes or [root]:
        found.update(dict.fromkeys(_find_files(scope, base_url)))
    for selector in detail.attachments:
        for link in root.cssselect(selector):
            url = resolve_link(base_url, link.get("href") or link.get("src") or link.get("fileurl") or "")
            if url:
                found[url] = None
    return tuple(found)


def _find_files(scope: HtmlElement, base_url: str) -> Iterator[str]:
    for node in scope.iter("a", "iframe", "embed", "object"):
        target = node.get("href") or node.get("fileurl") or node.get("src") or node.get("data") or ""
        if node.tag != "a":
            target = _open_viewer(target)
        url = resolve_link(base_url, target)
        if url and (get_link_suffix(target, node.text_content() or "") or any(part in url for part in _DOWNLOADS)):
            yield url


def _open_viewer(target: str) -> str:
    """Return the file a viewer shows: `viewer.html?file=/a.pdf` → `/a.pdf`."""
    query = parse_qs(urlsplit(target).query)
    shown = query.get("file") or query.get("fileurl")
    return urljoin(target, shown[0]) if shown else target
