"""Which fields of a detail page are where the source says they are: the pulse by which a changed layout is felt."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from crawlers.families.entries import parse_list_date
from crawlers.source import DetailSelectors

FIELDS = ("title", "date", "source", "body", "attachments")
_TITLE = "meta[name=ArticleTitle], h1, h2, title"
_BODY_CHARACTERS = 40


def find_fields(text: str, detail: DetailSelectors, *, has_attachments: bool = False) -> frozenset[str]:
    """Return the fields that a page fills. What the source declares no selector for is looked for anywhere.

    >>> detail = DetailSelectors(title="h1", date=".when", body="#content")
    >>> page = "<h1>通报</h1><p class=when>2026-03-01</p><div id=content>" + "正文。" * 20 + "</div>"
    >>> sorted(find_fields(page, detail))
    ['body', 'date', 'title']
    >>> sorted(find_fields("<h1></h1>", detail, has_attachments=True))
    ['attachments']
    """
    root = LexborHTMLParser(text)
    whole = "" if detail.date and detail.body else _read(root, "body")
    found = {
        "title": bool(_read(root, detail.title or _TITLE)),
        "date": parse_list_date(_read(root, detail.date) if detail.date else whole) is not None,
        "source": bool(detail.source and _read(root, detail.source)),
        "body": bool(_read(root, detail.body)) if detail.body else len(whole) >= _BODY_CHARACTERS,
        "attachments": has_attachments,
    }
    return frozenset(name for name, is_there in found.items() if is_there)


def _read(root: LexborHTMLParser, selector: str) -> str:
    """Return the text of the first match that has any, of a `meta` element its content."""
    try:
        return next((said for node in root.css(selector) if (said := _say(node))), "")
    except SelectolaxError:  # `zhifa sources check` names it
        return ""


def _say(node: LexborNode) -> str:
    said = (node.attributes.get("content") or "") if node.tag == "meta" else node.text(separator=" ")
    return said.strip()
