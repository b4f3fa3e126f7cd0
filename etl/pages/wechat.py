"""Reader of saved WeChat articles."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborHTMLParser

from crawlers.source import BEIJING
from etl.model import Page
from etl.pages.errors import UnreadableDocument
from etl.pages.head import EARLIEST_YEAR
from etl.pages.html import Head, build_html_page, get_value
from etl.pages.stream import TextStream

_MARKS = re.compile(r"id=[\"']?js_content|var\s+msg_title|mmbiz\.qpic\.cn|id=[\"']?js_name|weui-msg")
# Seconds since 1970 of the publication. Matches `var ct = "1767920400";`, `ori_create_time = '1767920400'`.
_CREATED = re.compile(r"\b(?:var\s+ct|oriCreateTime|ori_create_time|create_time)\s*[=:]\s*[\"']?(\d{9,10})\b")
_TITLE = re.compile(r"var\s+msg_title\s*=\s*[\"'](?P<title>.*?)[\"'](?:\.html\(false\))?\s*;")
_NAME = re.compile(r"var\s+nickname\s*=\s*(?:htmlDecode\()?[\"'](?P<name>[^\"']{1,60})[\"']")
_DEAD = (
    (
        "deleted",
        re.compile(
            "该内容已被发布者删除|已被发布者删除|此内容因违规无法查看|内容已被投诉|该公众号已迁移|账号已(?:被封|注销)"
        ),
    ),
    ("challenge_page", re.compile("环境异常|去验证|操作频繁|访问过于频繁")),
    ("bad_link", re.compile("参数错误|链接已过期|页面不存在")),
)
_REMEDIES = {
    "deleted": "The publisher or the platform removed this article; look for a mirror or an archived copy.",
    "challenge_page": "WeChat answered with a check of the visitor, not the article; save the page from a browser.",
    "bad_link": "WeChat does not know this link (参数错误); copy the article's full address again.",
}


def is_wechat(source: str) -> bool:
    """Tell whether HTML is an article page of WeChat's official accounts."""
    return _MARKS.search(source) is not None


def _check_alive(source: str, tree: LexborHTMLParser) -> None:
    body = tree.body.text(deep=True) if tree.body else ""
    visible = re.sub(r"\s+", "", body)
    article = tree.css_first("#js_content")
    if article is not None and len(article.text(deep=True).strip()) > 20:
        return
    for code, pattern in _DEAD:
        if pattern.search(visible[:3000]) or (len(visible) < 200 and pattern.search(source[:20000])):
            raise UnreadableDocument(code, _REMEDIES[code])


def get_created_date(source: str) -> date | None:
    """Return the day of publication in China from the page's own time stamp.

    >>> get_created_date('var ct = "1767920400";')
    datetime.date(2026, 1, 9)
    >>> get_created_date("var other = 1") is get_created_date('var ct = "100000000"') is None
    True
    """
    match = _CREATED.search(source)
    if not match:
        return None
    created = datetime.fromtimestamp(int(match[1]), UTC).astimezone(BEIJING).date()
    return created if created.year >= EARLIEST_YEAR else None


def read_wechat(source: str, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of a WeChat article. Raises UnreadableDocument for removed articles and challenges."""
    tree = LexborHTMLParser(source)
    _check_alive(source, tree)
    stated = _TITLE.search(source)
    title = get_value(tree, ("#activity-name", "meta[property='og:title']")) or (stated["title"] if stated else None)
    named = _NAME.search(source)
    account = get_value(tree, ("#js_name", "meta[property='og:article:author']")) or (named["name"] if named else None)
    article = tree.css_first("#js_content") or tree.css_first("#js_article")
    if article is None:
        raise UnreadableDocument(
            "no_text", "The WeChat page holds no article text; open it in a browser and save it whole."
        )
    created = get_created_date(source)
    stream = TextStream(source)
    stream.seek(title or "")
    head = Head(title, created.isoformat() if created else None, account)
    return build_html_page(source, tree, article, head, stream, document_id=document_id, family="wechat", url=url)
