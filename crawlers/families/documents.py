"""Single documents given by their addresses, WeChat articles among them: no list is asked for."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawlers.families.listing import Entry
from crawlers.source import DocumentListing, Source, WechatListing

_WECHAT_KEYS = ("__biz", "mid", "idx", "sn")


def get_entries(source: Source) -> tuple[Entry, ...]:
    """Return one entry an address, each address once."""
    listing = source.listing
    assert isinstance(listing, DocumentListing | WechatListing)
    clean = clean_wechat_url if isinstance(listing, WechatListing) else str
    return tuple(Entry(url, None, None) for url in dict.fromkeys(map(clean, listing.urls)))


def clean_wechat_url(url: str) -> str:
    """Return the lasting address of an article: of a long address only the four keys that name it.

    >>> clean_wechat_url("http://mp.weixin.qq.com/s?__biz=M==&mid=1&idx=1&sn=a&chksm=b&scene=27#rd")
    'https://mp.weixin.qq.com/s?__biz=M%3D%3D&mid=1&idx=1&sn=a'
    >>> clean_wechat_url("https://mp.weixin.qq.com/s/abc?from=x")
    'https://mp.weixin.qq.com/s/abc'
    """
    parts = urlsplit(url)
    scheme = "https" if parts.hostname == "mp.weixin.qq.com" else parts.scheme
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name in _WECHAT_KEYS]
    return urlunsplit((scheme, parts.netloc, parts.path, urlencode(kept), ""))
