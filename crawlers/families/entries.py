"""Entries of a list page by its links: titles cleaned, dates taken from the line and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

from crawlers.families.listing import Entry
from crawlers.source import EntrySelectors

# 2026-04-28, [2026/4/28], 2026年4月28日; not 2026年第4批, not 12026-04-28
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
# A date at either end of a link's text: 公告 2026.1.5, [2026-04-28] 公告; not 关于2026年2月1日起施行的公告
_EDGE_DATE = re.compile(rf"^\s*[\[(]?{_DATE.pattern}日?[\])]?|[\[(]?{_DATE.pattern}日?[\])]?\s*$")
# A detail page of the common systems: art_1a2b.html, t20260428_1.shtml, c_1779.htm, post_12.html, 32 hex digits …
DETAIL_PATTERN = (
    r"/art_[0-9a-f_]+\.html?|/t\d{8}_\d+\.s?html?|/c_\d{10,}\.htm|/post_\d+\.html|/[0-9a-f]{32}\.s?html"
    r"|/xiangqing/\d+\.html|/c\d+/content\.html|/detail_\d{4}_\d{2}/\d{2}/\d+\.html"
)
_DOC_TITLE = re.compile(r"_docTitle\s*=\s*(['\"])(.*?)\1", re.S)
# An absolute address that was joined to another as if it were relative: /x/https://a.example/c_1.htm,
# https://a.examplehttps://a.example/c_1.htm; not /go?url=https://a.example/.
JOINED = re.compile(r"[^?#]+?(?P<inner>https?://[^?#]+\.[^?#]*.*)", re.I | re.S)
_EARLIEST_YEAR = 1995  # no regulator had a site before; 1970 is a lost date
_STEPS_UP = 3


def read_entries(fragment: str, base_url: str, selectors: EntrySelectors) -> tuple[Entry, ...]:
    """Return the entries in page order, each address once. Relative links are joined to `base_url`."""
    root = _parse(fragment)
    if root is None:
        return ()
    urls = _find_links(root, base_url, selectors)
    pairs = _by_item(root, urls, selectors) if selectors.item else _by_pattern(urls)
    found: dict[str, Entry] = {}
    for line, link in pairs:
        url = urls[link]
        if url not in found:
            found[url] = Entry(url, _read_title(link), _read_date(line, link, selectors.date))
    return tuple(found.values())


def resolve_link(base_url: str, href: str) -> str | None:
    """Return the absolute address of a link, or None when it leads to no page.

    >>> resolve_link("https://a.example/x/index.html", " ./202604/t20260428_1.html#top")
    'https://a.example/x/202604/t20260428_1.html'
    >>> resolve_link("https://a.example/x/", "//b.example/c_1.htm")
    'https://b.example/c_1.htm'
    >>> resolve_link("https://a.example/x/", "/x/https://a.example/c_1.htm")  # an absolute address joined to another
    'https://a.example/c_1.htm'
    >>> resolve_link("https://a.example/x/", "javascript:void(0)") is None
    True
    """
    href = href.strip().replace("\n", "").replace("\t", "")
    joined = JOINED.match(href)
    href = joined["inner"] if joined else href
    try:
        url = urljoin(base_url, href).split("#", 1)[0]
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and host and href else None


def count_joined_links(text: str) -> int:
    """Return how many links of a list page hold an absolute address joined to another.

    >>> count_joined_links('<a href="/x/http://a.example/1.html">1</a><a href=http://a.example/2.html>2</a>')
    1
    """
    return sum(JOINED.match(match[1]) is not None for match in _HREF.finditer(text) if "://" in match[1][5:])


_HREF = re.compile(r"""\bhref\s*=\s*\\?["']?([^"'\s>\\]+)""", re.I)


def parse_list_date(text: str | None) -> date | None:
    """Return the first full date of a text; impossible and lost dates (1970) are None.

    >>> parse_list_date("[2026/4/28]")
    datetime.date(2026, 4, 28)
    >>> parse_list_date("2026年第4批") is None
    True
    >>> parse_list_date("1970-01-01") is None
    True
    """
    for match in _DATE.finditer(text or ""):
        year, month, day = map(int, match.groups())
        try:
            return date(year, month, day) if year >= _EARLIEST_YEAR else None
        except ValueError:
            continue
    return None


def clean_title(text: str | None) -> str | None:
    """Return a title on one line, without tags; a break beside Chinese leaves no gap.

    >>> clean_title("关于出口\\n转内销的<br/>通知 App")
    '关于出口转内销的通知 App'
    >>> clean_title("  ") is None
    True
    """
    plain = re.sub(r"<[^<>]*>", "", unescape(text or "")).replace("\u00a0", " ").replace("\u3000", " ")
    plain = re.sub(r"(?<=[^\x00-\x7f])\s*[\r\n\t]+\s*|\s*[\r\n\t]+\s*(?=[^\x00-\x7f])", "", plain)
    return " ".join(plain.split()) or None


def _parse(fragment: str) -> HtmlElement | None:
    cleaned = fragment.replace("\x00", "")
    if not cleaned.strip():
        return None
    return html.document_fromstring(
        f"<body>{cleaned}" if "<body" not in cleaned.lower() else cleaned.encode(), parser=_PARSER
    )


_PARSER = html.HTMLParser(encoding="utf-8")


def _find_links(root: HtmlElement, base_url: str, selectors: EntrySelectors) -> dict[HtmlElement, str]:
    """Return the links that may be entries with their addresses, in page order."""
    pattern = re.compile(selectors.link_pattern or ("" if selectors.item else DETAIL_PATTERN))
    found = ((link, resolve_link(base_url, link.get("href", ""))) for link in root.cssselect(selectors.link))
    return {link: url for link, url in found if url and pattern.search(url)}


def _by_item(
    root: HtmlElement, urls: dict[HtmlElement, str], selectors: EntrySelectors
) -> Iterable[tuple[HtmlElement, HtmlElement]]:
    for item in root.cssselect(selectors.item or "*"):
        link = next((node for node in item.iter() if node in urls), None)
        if link is not None:
            yield item, link


def _by_pattern(urls: dict[HtmlElement, str]) -> Iterable[tuple[HtmlElement, HtmlElement]]:
    counts: dict[HtmlElement, set[str]] = {}
    for link, url in urls.items():
        for parent in link.iterancestors():
            counts.setdefault(parent, set()).add(url)
    for link in urls:
        yield _widest(link, counts), link


def _widest(link: HtmlElement, counts: dict[HtmlElement, set[str]]) -> HtmlElement:
    """Return the widest element around a link that holds no other entry."""
    line = link
    for _, parent in zip(range(_STEPS_UP), link.iterancestors(), strict=False):
        if parent.tag in ("body", "table", "tbody") or len(counts[parent]) > 1:
            break
        line = parent
    return line


def _read_title(link: HtmlElement) -> str | None:
    scripted = _DOC_TITLE.search("".join(script.text or "" for script in link.iter("script")))
    if scripted:
        return clean_title(scripted[2])
    stated, shown = clean_title(link.get("title")), clean_title(_EDGE_DATE.sub("", _text(link)))
    if stated and shown and shown.replace(" ", "").startswith(stated.replace(" ", "")):
        return shown  # a line break may stand within a word of the attribute, or end it where it is not quoted
    return stated or shown


def _read_date(line: HtmlElement, link: HtmlElement, selector: str | None) -> date | None:
    if selector:
        return next((found for node in line.cssselect(selector) if (found := parse_list_date(_text(node)))), None)
    inside = _text(link)
    found = parse_list_date(_text(line).replace(inside, " ", 1) if inside else _text(line))
    edge = _EDGE_DATE.search(inside)
    return found or parse_list_date(edge[0] if edge else None)


def _text(node: HtmlElement) -> str:
    return " ".join(part for part in node.itertext() if part.strip())
