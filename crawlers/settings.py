"""Scrapy settings: polite by default, and what a single source asks for."""

from __future__ import annotations

import os
from typing import Any

from crawlers.source import Source

VERSION = "0.1"
MAX_BYTES = 50 * 1024 * 1024
REPLICA_DOMAIN = "replica.example"

BASE: dict[str, Any] = {
    "BOT_NAME": "zhifa",
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": "zhifa",
    "CONCURRENT_REQUESTS": 16,
    "DOWNLOAD_DELAY_JITTER": 0.5,
    "CONCURRENT_ITEMS": 1,  # one archive, one writer: a hundred waiting workers a page cost more than the page
    "WARN_ON_GENERATOR_RETURN_VALUE": False,
    "COOKIES_ENABLED": True,
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9",
    },
    "DOWNLOAD_MAXSIZE": MAX_BYTES,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "REDIRECT_MAX_TIMES": 5,
    "RETRY_TIMES": 2,
    "RETRY_HTTP_CODES": [500, 502, 503, 504, 408],  # 412, 429 and 521 mean no
    "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
    "METAREFRESH_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOGSTATS_INTERVAL": 0,
    "LOG_LEVEL": "ERROR",
    "LOG_VERSIONS": [],
    "LOG_FORMATTER": "crawlers.plain.TroubleFormatter",
    "STATS_CLASS": "crawlers.plain.PlainStats",
    "STATS_DUMP": False,
    "DOWNLOADER_STATS": False,
    "REFERER_ENABLED": False,  # a source says itself whether its pages are asked for with one
    "URLLENGTH_LIMIT": 4000,
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        "crawlers.middlewares.LimitMiddleware": 40,
        "crawlers.middlewares.AddressMiddleware": 50,
        "crawlers.middlewares.RobotsMiddleware": 100,
        "crawlers.middlewares.RefusalMiddleware": 545,
        "crawlers.packing.PackingMiddleware": 595,  # before the packing is undone
        "crawlers.middlewares.WaitMiddleware": 555,
        "crawlers.middlewares.ReplicaMiddleware": 745,
    },
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    },
    "ITEM_PIPELINES": {"crawlers.pipelines.ArchivePipeline": 100},
    "EXTENSIONS": {
        "crawlers.extensions.RunRecorder": 100,
        "scrapy.extensions.logcount.LogCount": None,
        "scrapy.extensions.memusage.MemoryUsage": None,
        "scrapy.extensions.feedexport.FeedExporter": None,
    },
}


def build_settings(source: Source | None = None, *, replica_url: str | None = None) -> dict[str, Any]:
    """Return the settings of a crawl; `ZHIFA_CONTACT` names the person whom a site may write to."""
    settings = dict(BASE, USER_AGENT=get_user_agent(), REPLICA_URL=replica_url)
    if source is None:
        return settings
    manners = source.politeness
    settings |= {
        "DOWNLOAD_DELAY": manners.delay_seconds,
        "DOWNLOAD_TIMEOUT": manners.timeout_seconds,
        # No more than can be sent at once: what waits in the downloader could no longer be called back.
        "CONCURRENT_REQUESTS": manners.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": manners.concurrency,
        "AUTOTHROTTLE_ENABLED": manners.delay_seconds > 0,
        "AUTOTHROTTLE_START_DELAY": manners.delay_seconds,
        "DOWNLOAD_VERIFY_CERTIFICATES": manners.verify_certificates,
    }
    if manners.legacy_tls:
        settings["DOWNLOADER_CLIENT_TLS_CIPHERS"] = "DEFAULT:@SECLEVEL=0"
    return settings


def build_replay_settings(source: Source) -> dict[str, Any]:
    """Return the settings of a replay: the archive answers, so nothing is waited for and nobody asked."""
    settings = build_settings(source)
    kept = {name: settings["DOWNLOADER_MIDDLEWARES"][name] for name in _NEEDED_IN_REPLAY}
    absent = dict.fromkeys(settings["DOWNLOADER_MIDDLEWARES"].keys() - kept.keys())
    scrapys = dict.fromkeys(f"scrapy.downloadermiddlewares.{name}" for name in _NOT_IN_REPLAY)
    return settings | {
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS": 1,  # in the order of the crawl that was recorded
        "DOWNLOADER_MIDDLEWARES": {**absent, **scrapys, **kept, "crawlers.replay.ReplayMiddleware": 60},
    }


_NEEDED_IN_REPLAY = ("crawlers.middlewares.AddressMiddleware", "crawlers.middlewares.RefusalMiddleware")
_NOT_IN_REPLAY = (
    "retry.RetryMiddleware", "redirect.RedirectMiddleware", "httpcompression.HttpCompressionMiddleware",
    "cookies.CookiesMiddleware", "httpproxy.HttpProxyMiddleware",
)  # fmt: skip


def get_user_agent() -> str:
    """Return the name under which the crawler visits.

    >>> os.environ["ZHIFA_CONTACT"] = "a@b.example"; get_user_agent()
    'zhifa/0.1 (+a@b.example)'
    """
    contact = os.environ.get("ZHIFA_CONTACT", "").strip()
    return f"zhifa/{VERSION} (+{contact})" if contact else f"zhifa/{VERSION}"
