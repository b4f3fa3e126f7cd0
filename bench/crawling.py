"""Pages a second beside a bare Scrapy spider that keeps nothing; memory over a long run; a long list of old news."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from scrapy.http import HtmlResponse, Request

from bench.measure import Result
from bench.site import read_rate, serve
from crawlers.archive import Archive, Listing
from crawlers.families import Entry, ListPage, ListRequest
from crawlers.run import crawl_sources
from crawlers.source import Source
from crawlers.spiders import ColumnSpider

COUNT = 2_000
ROUNDS = 3
LONG = 20_000
KNOWN, PER_PAGE = 100_000, 100
FIRST = date(2020, 1, 1)
BARE = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(f"{sys.argv[1]}/{number}.html")
    def parse(self, response):
        pass
process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "ROBOTSTXT_OBEY": True,
                          "DOWNLOAD_DELAY": 0, "TELNETCONSOLE_ENABLED": False})
process.crawl(Bare)
process.start()
"""


def run() -> Iterator[Result]:
    """Yield pages a second (the start of both processes left out), memory, and the time for a list of known pages."""
    with serve() as site:
        ours, bare = [], []
        for _ in range(ROUNDS):  # in turns, so that both meet the same machine
            bare.append(_crawl_bare(site))
            ours.append(_crawl(site))
        yield Result("crawl with archive", max(ours), "pages/s", "bare Scrapy spider that keeps nothing", max(bare))
        early, late = _measure_memory(site)
    yield Result(f"memory after {LONG:,} pages", late, "MB", f"after {COUNT:,} pages", early)
    compared, read = _list_known()
    yield Result(f"{KNOWN:,} known entries of a list compared with the archive", compared, "s")
    yield Result(f"the same, the {KNOWN // PER_PAGE:,} list pages read from HTML", read, "s")


def _crawl(site: str) -> float:
    with TemporaryDirectory() as folder:
        crawl_sources(Path(folder), [_build_source(site, COUNT)])
        rate = read_rate(site)
        _check(Path(folder), COUNT)
    return rate


def _crawl_bare(site: str) -> float:
    subprocess.run([sys.executable, "-c", BARE, site, str(COUNT)], check=True)
    return read_rate(site)


def _measure_memory(site: str) -> tuple[float, float]:
    """Return the megabytes of the crawling process after 2,000 and after 20,000 pages of one run."""
    held: dict[int, float] = {}
    with TemporaryDirectory() as folder:
        job = {"kind": "crawl", "home": folder, "since": None, "replica_url": None}
        job["sources"] = [_build_source(site, LONG).model_dump(mode="json")]  # type: ignore[assignment]
        command = [sys.executable, "-m", "crawlers.worker"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(json.dumps(job))
            child.stdin.close()
            events = (json.loads(line)["event"] for line in child.stdout)
            for count, _ in enumerate((event for event in events if event == "document"), 1):
                if count in (COUNT, LONG - 50):
                    held[count] = _resident(child.pid)
        _check(Path(folder), LONG)
    return held[COUNT], held[LONG - 50]


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _list_known() -> tuple[float, float]:
    """Return the seconds in which a spider compares a list with what is held, and in which it reads its pages too."""
    data = _build_source("http://list.example", 1).model_dump(mode="json")
    listing = {"family": "static_one_based", "page_url": "index_{n}.html"}
    manners = {"max_list_pages": KNOWN, "overlap_pages": KNOWN, "refetch_days": 0}
    source = Source.model_validate({**data, "listing": listing, "politeness": manners})
    entries = [
        Entry(f"http://list.example/2020-01/01/c_{n:010d}.htm", f"关于第{n}号的通报", FIRST + timedelta(n % 2000))
        for n in range(KNOWN)
    ]
    with TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        now = datetime.now(UTC)
        for entry in entries:
            said, body = Listing(entry.title, entry.date), entry.url.encode()
            archive.add(entry.url, body, "text/html", now, listing=said, source_id=source.source_id)
        parts = [entries[start : start + PER_PAGE] for start in range(0, KNOWN, PER_PAGE)]
        pages = list(map(_build_list, parts))
        return _time(source, archive, parts, None), _time(source, archive, parts, pages)


def _time(source: Source, archive: Archive, parts: list[list[Entry]], pages: list[bytes] | None) -> float:
    spider = ColumnSpider(source, archive)
    began = time.perf_counter()
    for number, part in enumerate(parts, 1):
        request = Request(f"http://list.example/index_{number}.html")
        asked = ListRequest(request.url, number)
        if pages is None:
            found = list(spider._follow(ListPage(tuple(part), next=asked), asked, request.url))
        else:
            response = HtmlResponse(request.url, body=pages[number - 1], request=request, encoding="utf-8")
            found = [item for item in spider.parse_list(response, asked) if isinstance(item, Request)]
        if len(found) > 1 or spider.tally.counts["known"] != number * PER_PAGE:
            raise RuntimeError("pages that are held were not known")
    return time.perf_counter() - began


def _build_list(entries: list[Entry]) -> bytes:
    rows = (f'<li><a href="{entry.url}">{entry.title}</a><span>{entry.date}</span></li>' for entry in entries)
    return f"<html><body><ul>{''.join(rows)}</ul></body></html>".encode()


def _build_source(site: str, count: int) -> Source:
    return Source.model_validate(
        {
            "source_id": "bench",
            "name_zh": "测速",
            "name_en": "Benchmark",
            "url": f"{site}/",
            "allow_private_addresses": True,
            "listing": {"family": "documents", "urls": [f"{site}/{number}.html" for number in range(count)]},
            "detail": {"title": "meta[name=ArticleTitle]", "date": "meta[name=PubDate]", "body": "div#c, #zoom"},
            "politeness": {"delay_seconds": 0, "concurrency": 16, "max_documents": count},
        }
    )


def _check(home: Path, count: int) -> None:
    with Archive(home) as archive:
        held = sum(1 for _ in archive.documents())
    if held != count:
        raise RuntimeError(f"{held} of {count} pages are in the archive: the crawl is not what is measured")
