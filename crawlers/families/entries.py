"""Entries of a list page by its links: titles cleaned, dates taken from the line and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.cssselect import CSSSelector

from crawlers.families.listing import Entry
from crawlers.source import EntrySelectors

# 2026-04-28, [2026/4/28], 2026年4月28日; not 2026年第4批, not 12026-04-28
_DATE = re.compile(r"((?:1(?<!\d1)9|2(?<!\d2)0)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
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
_BEFORE_ADDRESS = tuple(f"{before}{scheme}" for before in "\"' >" for scheme in ("http", "https"))
# Addresses that are joined by setting them behind the site or the folder: no empty name, none that begins with a dot.
_NAME = r"[A-Za-z0-9_%~-][A-Za-z0-9_%~.-]*"
_SITE = r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?"
_PATH = rf"/(?:{_NAME}/)*(?:{_NAME})?"
_PLAIN_BASE = re.compile(rf"({_SITE})(/(?:{_NAME}/)*)(?:{_NAME})?(?:\?[!-\"$-~]*)?")
_PLAIN_LINK = re.compile(
    rf"(?:(?P<site>{_SITE})?{_PATH}|(?P<up>\./|(?:\.\./)+)?{_NAME}(?:/{_NAME})*/?)(?:\?[A-Za-z0-9_%~.=&/-]+)?"
)
_EARLIEST_YEAR = 1995  # no regulator had a site before; 1970 is a lost date
_STEPS_UP = 3


def read_entries(fragment: str, base_url: str, selectors: EntrySelectors) -> tuple[Entry, ...]:
    """Return the entries in page order, each address once. Relative links are joined to `base_url`."""
    cleaned = fragment.replace("\x00", "")
    if not cleaned.strip():
        return ()
    root, is_scripted = _parse(cleaned), "_docTitle" in cleaned
    urls = _find_links(root, base_url, selectors)
    pairs = _by_item(root, urls, selectors) if selectors.item else _by_pattern(urls)
    found: dict[str, Entry] = {}
    for line, link in pairs:
        url = urls[link]
        if url not in found:
            inside = _text(link)
            scripted = _find_script(link) if is_scripted else None
            title = _read_title(link, inside) if scripted is None else clean_title(scripted)
            found[url] = Entry(url, title, _read_date(line, inside, selectors.date))
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
    base, plain = _split_base(base_url), _PLAIN_LINK.fullmatch(href)
    return (_join_plain(base, href, plain) if base and plain else None) or _join(base_url, href)


@lru_cache(maxsize=256)
def _split_base(base_url: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the site of an address and its folders from the innermost out, or None when it is no plain one."""
    match = _PLAIN_BASE.fullmatch(base_url)
    if match is None:
        return None
    site, names = match[1], match[2].split("/")[1:-1]
    return site, tuple("/".join([site, *names[:count], ""]) for count in range(len(names), -1, -1))


def _join_plain(base: tuple[str, tuple[str, ...]], href: str, plain: re.Match[str]) -> str | None:
    """Return what urljoin would, or None when the link leads up beyond the root."""
    site, folders = base
    if plain.lastgroup == "site":
        return href
    if href.startswith("/"):
        return site + href
    if plain.lastgroup is None:
        return folders[0] + href
    up = plain["up"]
    steps = up.count("../")
    return folders[steps] + href[len(up) :] if steps < len(folders) else None


def _join(base_url: str, href: str) -> str | None:
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
    if all(before.endswith(_BEFORE_ADDRESS) for before in text.split("://")[:-1]):
        return 0
    return sum(JOINED.match(href) is not None for href in _HREF.findall(text) if "://" in href[5:])


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
    match = _DATE.search(text) if text else None
    while match:
        year, month, day = map(int, match.groups())
        if year < _EARLIEST_YEAR:
            return None
        try:
            return date(year, month, day)
        except ValueError:
            match = _DATE.search(match.string, match.end())
    return None


def clean_title(text: str | None) -> str | None:
    """Return a title on one line, without tags; a break beside Chinese leaves no gap.

    >>> clean_title("关于出口\\n转内销的<br/>通知 App")
    '关于出口转内销的通知 App'
    >>> clean_title("  ") is None
    True
    """
    text = text or ""
    if text.isprintable() and "<" not in text and "&" not in text:
        return " ".join(text.split()) or None
    plain = re.sub(r"<[^<>]*>", "", unescape(text)).replace("\u00a0", " ").replace("\u3000", " ")
    plain = re.sub(r"(?<=[^\x00-\x7f])\s*[\r\n\t]+\s*|\s*[\r\n\t]+\s*(?=[^\x00-\x7f])", "", plain)
    return " ".join(plain.split()) or None


def _parse(cleaned: str) -> etree._Element:
    has_body = "<body" in cleaned or "<body" in cleaned.lower()
    page = cleaned if has_body else f"<body>{cleaned}"
    return html.document_fromstring(page.encode("utf-8", "replace"), parser=_PARSER)


_PARSER = etree.HTMLParser(encoding="utf-8")


@lru_cache(maxsize=256)
def _compile(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _find_links(root: etree._Element, base_url: str, selectors: EntrySelectors) -> dict[etree._Element, str]:
    """Return the links that may be entries with their addresses, in page order."""
    is_entry = re.compile(selectors.link_pattern or ("" if selectors.item else DETAIL_PATTERN)).search
    found = ((link, resolve_link(base_url, link.get("href", ""))) for link in _compile(selectors.link)(root))
    return {link: url for link, url in found if url and is_entry(url)}


def _by_item(
    root: etree._Element, urls: dict[etree._Element, str], selectors: EntrySelectors
) -> Iterable[tuple[etree._Element, etree._Element]]:
    for item in _compile(selectors.item or "*")(root):
        link = next((node for node in item.iter() if node in urls), None)
        if link is not None:
            yield item, link


def _by_pattern(urls: dict[etree._Element, str]) -> Iterable[tuple[etree._Element, etree._Element]]:
    held: dict[etree._Element, str | None] = {}  # the address that an element holds, None when there are more
    for link, url in urls.items():
        for parent in link.iterancestors():
            known = held.setdefault(parent, url)
            if known is None:
                break  # so do all around it
            if known != url:
                held[parent] = None
    for link in urls:
        yield _widest(link, held), link


def _widest(link: etree._Element, held: dict[etree._Element, str | None]) -> etree._Element:
    """Return the widest element around a link that holds no other entry."""
    line = link
    for _ in range(_STEPS_UP):
        parent = line.getparent()
        if parent is None or parent.tag in ("body", "table", "tbody") or held[parent] is None:
            break
        line = parent
    return line


def _find_script(link: etree._Element) -> str | None:
    """Return the title that a script within the link would write."""
    scripted = _DOC_TITLE.search("".join(script.text or "" for script in link.iter("script")))
    return scripted[2] if scripted else None


def _read_title(link: etree._Element, inside: str) -> str | None:
    undated = _EDGE_DATE.sub("", inside) if _has_year(inside) else inside
    stated, shown = clean_title(link.get("title")), clean_title(undated)
    if stated and shown and shown.replace(" ", "").startswith(stated.replace(" ", "")):
        return shown  # a line break may stand within a word of the attribute, or end it where it is not quoted
    return stated or shown


def _read_date(line: etree._Element, inside: str, selector: str | None) -> date | None:
    if selector:
        return next((found for node in _compile(selector)(line) if (found := parse_list_date(_text(node)))), None)
    whole = _text(line)
    found = parse_list_date(whole.replace(inside, " ", 1) if inside else whole)
    edge = _EDGE_DATE.search(inside) if found is None and _has_year(inside) else None
    return found or parse_list_date(edge[0] if edge else None)


def _has_year(text: str) -> bool:
    return "20" in text or "19" in text


def _text(node: etree._Element) -> str:
    """Return the texts of a node with a space between them; what is blank is left out."""
    text: str = node.text or ""
    if not len(node):
        return "" if text.isspace() else text
    parts = [text]
    for child in node:
        if len(child):
            parts += child.itertext()
        elif isinstance(child.tag, str):  # no comment
            parts.append(child.text)
        parts.append(child.tail)
    return " ".join([part for part in parts if part and not part.isspace()])
