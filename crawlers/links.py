"""Links of a detail page that lead to its attachments. Text is not read here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qs, urljoin, urlsplit

from lxml import html
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement
from w3lib.url import safe_url_string

from crawlers.families.entries import resolve_link
from crawlers.media import get_link_suffix
from crawlers.source import DetailSelectors

FILE_TAGS = ("a", "iframe", "embed", "object")
FILE_ATTRIBUTES = ("href", "fileurl", "src", "data")  # in the order in which they are believed

_PARSER = html.HTMLParser(encoding="utf-8")
_DOWNLOADS = ("downloadfile.jsp", "/filemanager/", "/attach/")
# What any address or label of a file holds; looked for first, because most links lead to pages.
_MAYBE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|csv|zip|rar|7z)\b|downloadfile\.jsp|/filemanager/|/attach/|file", re.I
)
_PARTS = (
    *(".pdf", ".doc", ".xls", ".wps", ".et", ".ofd", ".csv", ".zip", ".rar", ".7z", "/attach/", "file"),
    *("&#46;", "&#x2e;", "&period;"),  # a point written as an entity
)
# Pages that show a file: /pdf/web/viewer.html, /pdfjs/index.html, /generic/web/viewer.html; not /review/1.html.
_VIEWER = re.compile(r"(?:^|/)(?:viewer|pdf-?viewer|pdf\.?js)[^/]*(?:/|$)", re.I)
_SHOWN = ("file", "fileurl", "pdfurl", "url", "src")


def get_attachment_urls(text: str, base_url: str, detail: DetailSelectors) -> tuple[str, ...]:
    """Return the addresses of attachments in page order: files linked from the body, PDF viewers opened up."""
    if not text.strip() or not (detail.attachments or _may_name_a_file(text)):
        return ()
    root = html.document_fromstring(text.encode(), parser=_PARSER)
    scopes = _compile(detail.body)(root) if detail.body else []
    found: dict[str, None] = {}
    for scope in scopes or [root]:
        found.update(dict.fromkeys(_find_files(scope, base_url)))
    for selector in detail.attachments:
        for link in _compile(selector)(root):
            url = get_named_url(base_url, _get_target(link))
            if url:
                found[url] = None
    return tuple(found)


def get_file_url(base_url: str, tag: str, target: str, label: str) -> str | None:
    """Return the address of the file that a link or frame leads to, or None when it leads to no file.

    >>> get_file_url("https://a.example/x/1.html", "iframe", "/pdf/web/viewer.html?file=/attach/b.pdf", "")
    'https://a.example/attach/b.pdf'
    >>> get_file_url("https://a.example/x/1.html", "a", "/download?id=5", "名单.docx")
    'https://a.example/download?id=5'
    >>> get_file_url("https://a.example/x/1.html", "a", "/x/2.html", "下一篇") is None
    True
    """
    if not (_MAYBE.search(target) or _MAYBE.search(label)):
        return None
    shown = open_viewer(target, is_frame=tag != "a")
    if not (get_link_suffix(shown, label) or any(part in shown for part in _DOWNLOADS)):
        return None
    return get_named_url(base_url, shown)


def get_named_url(base_url: str, target: str) -> str | None:
    """Return the absolute address of a link as it is sent to the server, or None when it leads nowhere.

    >>> get_named_url("https://a.example/", "/附件.pdf")
    'https://a.example/%E9%99%84%E4%BB%B6.pdf'
    """
    url = resolve_link(base_url, open_viewer(target))
    return safe_url_string(url) if url else None


def open_viewer(target: str, *, is_frame: bool = False) -> str:
    """Return the file a viewer page shows; other addresses come back as they are.

    A frame shows what its address names as `file`, whatever the page in it is called.

    >>> open_viewer("viewer.html?file=%2Fa.pdf"), open_viewer("/down?file=a.pdf")
    ('/a.pdf', '/down?file=a.pdf')
    """
    try:
        parts = urlsplit(target.strip())
    except ValueError:
        return target
    is_viewer = _VIEWER.search(parts.path) is not None
    if not parts.query or not (is_viewer or is_frame):
        return target
    query = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    shown = next((query[name] for name in (_SHOWN if is_viewer else _SHOWN[:2]) if name in query), None)
    return urljoin(target, shown) if shown else target


def _may_name_a_file(text: str) -> bool:
    """Tell whether any link of a page can lead to a file: most pages have none, and are not parsed to learn it."""
    lowered = text.lower()
    return any(part in lowered for part in _PARTS)


@lru_cache(256)
def _compile(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _find_files(scope: HtmlElement, base_url: str) -> Iterator[str]:
    for node in scope.iter(*FILE_TAGS):
        url = get_file_url(base_url, node.tag, _get_target(node), node.text_content() or "")
        if url:
            yield url


def _get_target(node: HtmlElement) -> str:
    return next((value for name in FILE_ATTRIBUTES if (value := node.get(name))), "")
