"""Reader of regulators' web pages: the article by the source's selectors, by usual containers, or by density."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.links import FILE_ATTRIBUTES, FILE_TAGS, get_file_url, get_named_url
from crawlers.media import get_link_suffix, get_suffix_type
from etl.model import AttachmentLink, BlockKind, Page
from etl.pages.archive_markdown import get_tables
from etl.pages.blocks import LineMaker, parse_fragment
from etl.pages.errors import UnreadableDocument
from etl.pages.furniture import Draft, drop_furniture, is_byline
from etl.pages.head import get_source_name, get_text_flags, parse_stated_date
from etl.pages.stream import TextStream
from etl.text import Line, build_page_text, clean_line


class Selectors(Protocol):
    """CSS selectors of a source's detail pages, each a selector, several, or None."""

    @property
    def title(self) -> str | Sequence[str] | None: ...
    @property
    def date(self) -> str | Sequence[str] | None: ...
    @property
    def source(self) -> str | Sequence[str] | None: ...
    @property
    def body(self) -> str | Sequence[str] | None: ...


# Article containers of government site software, the narrowest first.
_CONTAINERS = (
    "#UCAP-CONTENT", "#js_content", ".TRS_Editor", ".trs_editor_view", ".TRS_UEDITOR", ".trs_paper_default",
    "#BodyLabel", "#con_con", ".Three_xilan_07", ".zt_xilan_07", ".v_news_content", "#vsb_content", "#zoom",
    "#Zoom", "#zoomcon", ".pages_content", ".article-content", ".article_content", ".articleContent",
    ".news_content", ".content_text", ".con_text", ".detail-content", ".detail_content", ".text_con",
    ".TRS_PreAppend", "#articleContent", "#ArticleContent", "#detailContent", ".bt-content", ".view_content",
    ".zwxl-article", ".xxgk-content", ".art_con", ".article-body", ".entry-content", ".post-content",
    "[itemprop=articleBody]", ".main-content", "article", "#content", ".content",
)  # fmt: skip
_TITLES = (
    "meta[name=ArticleTitle i]",
    "meta[property='og:title']",
    ".article-title",
    "h1",
    "h2.title",
    ".title",
    "title",
)
_DATES = (
    "meta[name=PubDate i]",
    "meta[name=publishdate i]",
    "meta[property='article:published_time']",
    "meta[itemprop=datePublished]",
)
_SOURCES = ("meta[name=ContentSource i]", "meta[name=source i]")
_SITES = ("meta[name=SiteName i]", "meta[property='og:site_name']")
_DAY = r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
# Matches "发布时间：2025-12-03", "日期：2025年9月8日"; must not match "检测时间：2025年9月8日".
_STATED_DATE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:发布(?:时间|日期)|发文日期|成文日期|发稿时间|时间|日期)\s*[:：]?\s*(?P<labelled>{_DAY})"
)
_DATE_LINE = re.compile(rf"\s*(?P<labelled>{_DAY})(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*")
_STATED_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|来源|发布机构|发布单位)\s*[:：]\s*(?P<name>[^\s|｜【】\[\]]{2,40})"
)
_CHALLENGE = re.compile(
    r"(?:环境异常|访问验证|安全验证|请完成验证|人机验证|Just a moment|Access Denied|您的访问被拒绝|请开启JavaScript)"
)
_LARGEST_HTML = 50_000_000


def _as_tuple(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def _select(tree: LexborHTMLParser, selectors: Iterable[str]) -> Iterable[LexborNode]:
    for selector in selectors:
        try:
            yield from tree.css(selector)
        except ValueError:
            continue


def get_value(tree: LexborHTMLParser, selectors: Iterable[str]) -> str | None:
    """Return the text, or the content of a meta element, of the first node that has any."""
    for node in _select(tree, selectors):
        raw = node.attributes.get("content") if node.tag == "meta" else node.text(deep=True)
        text = clean_line(re.sub(r"\s+", " ", raw or ""))
        if text:
            return text
    return None


def _text_size(node: LexborNode) -> int:
    return len(re.sub(r"\s+", "", node.text(deep=True) or ""))


def _link_size(node: LexborNode) -> int:
    return sum(_text_size(link) for link in node.css("a"))


def _find_densest(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the smallest block that holds most of the page's running text."""
    scores: dict[int, tuple[float, LexborNode]] = {}
    for paragraph in tree.css("p, td, pre, br"):
        holder = paragraph if paragraph.tag in ("td", "pre") else paragraph.parent
        if holder is None or holder.mem_id in scores:
            continue
        scores[holder.mem_id] = (_text_size(holder) - 2.0 * _link_size(holder), holder)
    for block in tree.css("div, section, article"):
        if block.mem_id not in scores and not block.css_first("div, section, p, table"):
            scores[block.mem_id] = (_text_size(block) - 2.0 * _link_size(block), block)
    if not scores:
        return tree.body
    best, node = max(scores.values(), key=lambda scored: scored[0])
    return node if best > 30 else tree.body


def find_article(tree: LexborHTMLParser, selectors: Selectors | None) -> LexborNode | None:
    """Return the node of the article: the source's selector, a usual container with text, or the densest block."""
    for node in _select(tree, _as_tuple(selectors.body) if selectors else ()):
        if _text_size(node) or node.css_first("img, table, a"):
            return node
    for node in _select(tree, _CONTAINERS):
        size = _text_size(node)
        if size >= 60 and _link_size(node) < size * 0.5:
            return node
    return _find_densest(tree)


def _trim_site(title: str) -> str:
    """Return a window title without the site's name behind it.

    >>> _trim_site("关于某类应用的通报_某省通信管理局"), _trim_site("关注 | 某局通报")
    ('关于某类应用的通报', '关注 | 某局通报')
    """
    head, mark, tail = re.fullmatch(r"(.*?)(?:\s*([_-])\s*([^_-]*))?", title, re.S).groups()  # type: ignore[union-attr]
    return head if mark and len(head) >= 6 and len(tail) <= 24 else title


def _get_title(tree: LexborHTMLParser, selectors: Selectors | None) -> str | None:
    chosen = get_value(tree, _as_tuple(selectors.title) if selectors else ())
    if chosen:
        return chosen
    for selector in _TITLES:
        title = get_value(tree, (selector,))
        if title and len(title) >= 4:
            return _trim_site(title) if selector == "title" else title
    return None


def _get_attachments(
    tree: LexborHTMLParser, article: LexborNode, url: str | None, selectors: Selectors | None
) -> tuple[AttachmentLink, ...]:
    """Return the files that the article, or else the page, links to, and those the source's selectors name."""
    found: dict[str, AttachmentLink] = {}
    body = list(_select(tree, _as_tuple(selectors.body) if selectors else ()))
    scopes: list[LexborNode | LexborHTMLParser] = [*body, article] if body else [article, tree]
    for scope in scopes:
        for node in scope.css(",".join(FILE_TAGS)):
            target = _get_target(node)
            label = (node.text(deep=True) or "") if node.tag == "a" and target else ""
            address = get_file_url(url or "", node.tag or "", target, label) if target else None
            if address:
                found.setdefault(address, _build_attachment(address, target, label))
    for node in _select(tree, getattr(selectors, "attachments", ())):
        target = _get_target(node)
        address = get_named_url(url or "", target)
        if address:
            found.setdefault(address, _build_attachment(address, target, node.text(deep=True) or ""))
    return tuple(found.values())


def _get_target(node: LexborNode) -> str:
    return next((value.strip() for name in FILE_ATTRIBUTES if (value := node.attributes.get(name))), "")


def _build_attachment(address: str, target: str, label: str) -> AttachmentLink:
    name = clean_line(re.sub(r"\s+", " ", label)) or _get_file_name(address)
    suffix = get_link_suffix(target, label)
    return AttachmentLink(address, name, get_suffix_type(suffix) if suffix else None)


def _get_file_name(address: str) -> str:
    """Return the name at the end of an address; nothing for one that a machine made up.

    >>> _get_file_name("https://a.example/x/list.pdf"), _get_file_name("https://a.example/0f20b7f21cb1c20d83db5a.pdf")
    ('list.pdf', '')
    """
    name = unquote(urlsplit(address).path.rsplit("/", 1)[-1])
    return "" if re.match(r"[0-9a-f]{16,}(?:\.|$)|\d{6,}(?:\.|$)", name) else name


@dataclass(frozen=True, slots=True)
class Head:
    title: str | None
    date_text: str | None
    source: str | None


def _get_text_after(stream: TextStream, title: str | None) -> str:
    """Return the visible text from the headline on, one line for each stretch between tags."""
    lines = [line for segment in stream.segments if (line := re.sub(r"[\s\u00a0\u3000]+", " ", segment).strip())]
    start = next((i for i, line in enumerate(lines) if title and title[:12] in line and i), 0)
    return "\n".join(lines[start : start + 120])[:6000]


def _find_stated_date(near: str) -> str | None:
    """Return the labelled date after the headline, or the date that is a line of its own right under it."""
    stated = _STATED_DATE.search(near)
    if stated:
        return stated["labelled"]
    alone = next((match for line in near.split("\n")[:8] if (match := _DATE_LINE.fullmatch(line))), None)
    return alone["labelled"] if alone else None


def _get_head(tree: LexborHTMLParser, stream: TextStream, selectors: Selectors | None) -> Head:
    title = _get_title(tree, selectors)
    date_text = get_value(tree, _as_tuple(selectors.date) if selectors else ()) or get_value(tree, _DATES)
    source = get_value(tree, _as_tuple(selectors.source) if selectors else ()) or get_value(tree, _SOURCES)
    near = _get_text_after(stream, title)
    if not parse_stated_date(date_text):
        date_text = _find_stated_date(near)
    if not source:
        named = _STATED_SOURCE.search(near)
        source = named["name"] if named else None
    source = re.sub(r"^(?:信息|文章|稿件)?(?:来源|发布机构)\s*[:：]\s*", "", source) if source else None
    return Head(title, date_text, source or get_value(tree, _SITES))


def build_title_line(stream: TextStream, title: str | None) -> list[Line]:
    """Return the headline as the first line, with its place in the source when the page shows it in one piece."""
    if not title:
        return []
    return [Line((stream.get_runs(title),), BlockKind.HEADING, 1)]


def _drop_head_lines(drafts: list[Draft], title: str | None) -> list[Draft]:
    """Return the article's lines without the headline and the date line that some containers hold."""
    folded = re.sub(r"\W+", "", title or "")
    while drafts and (
        not drafts[0].text
        or (folded and re.sub(r"\W+", "", drafts[0].text) == folded)
        or is_byline(drafts[0].text)
        or (_STATED_DATE.search(drafts[0].text) and len(drafts[0].text) <= 80)
    ):
        drafts = drafts[1:]
    return drafts


def get_list_flags(drafts: Sequence[Draft], plain: str, title: str | None) -> tuple[str, ...]:
    """Return `title_only` and `image_list` where they hold; what stands in pictures `needs_ocr`."""
    images = sum(1 for draft in drafts if draft.is_image)
    size = len(plain) - len(title or "")
    flags = []
    if size < 30 and not images:
        flags.append("title_only")
    if images and (size < 200 or re.search(r"(?:如下|名单|清单|附件)[^。]{0,12}[:：]?\s*\Z", plain)):
        flags += ["image_list", "needs_ocr"]
    return tuple(flags)


def build_html_page(
    source: str,
    tree: LexborHTMLParser,
    article: LexborNode,
    head: Head,
    stream: TextStream,
    *,
    document_id: str,
    family: str,
    url: str | None,
    selectors: Selectors | None = None,
) -> Page:
    """Return the page of an article node once head and container are known."""
    title_lines = build_title_line(stream, head.title)
    markup = article.html or ""
    drafts = _drop_head_lines(LineMaker(stream).read(parse_fragment(markup)), head.title)
    body, cut_flags = drop_furniture(drafts)
    text = build_page_text([*title_lines, *(draft.line for draft in body if draft.text)])
    return Page(
        document_id=document_id,
        family=family,
        title=head.title,
        published_date=parse_stated_date(head.date_text),
        issuer_line=get_source_name([draft.text for draft in body]) or head.source,
        text=text,
        tables=get_tables(text),
        attachments=_get_attachments(tree, article, url, selectors),
        flags=(*get_list_flags(body, text.plain, head.title), *get_text_flags(text.plain), *cut_flags),
        url=url,
    )


def read_html(source: str, *, document_id: str, url: str | None = None, selectors: Selectors | None = None) -> Page:
    """Return the page of a web page. Offsets lead into the decoded HTML.

    Raises UnreadableDocument for challenge pages, pages without text and pages over 50 MB.
    """
    if len(source) > _LARGEST_HTML:
        raise UnreadableDocument("too_large", "The page exceeds 50 MB; save the article alone and import that.")
    tree = LexborHTMLParser(source)
    stream = TextStream(source)
    if len(stream.text.strip()) < 400 and _CHALLENGE.search(source):
        raise UnreadableDocument(
            "challenge_page", "The site answered with a check of the visitor, not the article; fetch it later."
        )
    head = _get_head(tree, stream, selectors)
    article = find_article(tree, selectors)
    if article is None or not (head.title or stream.text.strip()):
        raise UnreadableDocument(
            "no_text", "The page holds no text; it is probably filled in by a script. Save it from a browser."
        )
    stream.seek(head.title or "")
    return build_html_page(
        source, tree, article, head, stream, document_id=document_id, family="html", url=url, selectors=selectors
    )
