"""How a crawl behaves over time: what it asks again, what it leaves alone, when it ends, and what it never does."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Request
from small_site import Page, SmallSite
from typer.testing import CliRunner

from crawlers import run as run_module
from crawlers.archive import Archive, ArchiveError, Listing
from crawlers.families import ListRequest
from crawlers.middlewares import is_private_ip
from crawlers.replica import Replica
from crawlers.replica.notices import load_notices
from crawlers.replica.site import get_detail_path
from crawlers.run import CrawlReport, UnknownSourceError, crawl_sources, replay
from crawlers.settings import BASE, build_replay_settings, build_settings
from crawlers.source import BEIJING, Source, load_replica_sources
from crawlers.spiders import ColumnSpider
from crawlers.warc import read_records
from zhifa import app

TODAY = datetime.now(BEIJING).date()
REPLAYED = ("sample-ca-apps", "sample-cac-releases", "sample-cac-enforcement")


def _page(text: str, *links: str) -> Page:
    anchors = "".join(f'<p><a href="{link}">附件</a></p>' for link in links)
    return Page(f"<html><head><title>{text}</title></head><body><p>{text}</p>{anchors}</body></html>".encode())


def _list(*rows: tuple[str, date]) -> Page:
    lines = "".join(f'<li><a href="{path}">关于{path}的通报</a><span>{day}</span></li>' for path, day in rows)
    return Page(f"<html><body><ul>{lines}</ul></body></html>".encode())


def _codes(report: CrawlReport) -> Counter[str]:
    return Counter(finding.code for finding in report.findings)


def _message(report: CrawlReport, code: str) -> str:
    return next(finding.message for finding in report.findings if finding.code == code)


def _numbered(count: int, size: int = 200) -> dict[str, Page]:
    return {f"/{n}.html": _page(f"第{n}号通报" + "。" * size) for n in range(count)}


def _static_list(site: SmallSite, **manners: object) -> Source:
    listing = {"family": "static_one_based", "page_url": "/index_{n}.html"}
    entry = {"link_pattern": r"/n/\d+\.html"}
    return site.declare(listing=listing, entry=entry, url=f"{site.url}/index.html", manners=manners)


# Again and again


def test_recent_pages_are_asked_for_again_also_when_the_list_drops_them(tmp_path: Path) -> None:
    old = TODAY - timedelta(days=90)
    pages = {f"/n/{n}.html": _page(f"第{n}号") for n in range(5)}
    rows = [(f"/n/{n}.html", TODAY) for n in range(4)]
    with SmallSite({**pages, "/index.html": _list(*rows, ("/n/4.html", old))}) as site:
        source = _static_list(site)
        assert crawl_sources(tmp_path, [source]).count_new == 5
        site.visits.clear()
        site.pages["/index.html"] = _list(*rows[:2], ("/n/4.html", old))
        site.pages["/n/1.html"] = _page("第1号，已更正")
        del site.pages["/n/2.html"]
        report = crawl_sources(tmp_path, [source])
        asked = site.visits
    assert {visit.path for visit in asked} >= {f"/n/{n}.html" for n in range(4)}
    assert "/n/4.html" not in {visit.path for visit in asked}, "old and held"
    assert all("If-None-Match" in visit.headers for visit in asked if visit.path.startswith("/n/"))
    assert (report.count_new, report.count_changed, report.count_unchanged) == (0, 1, 2)
    assert _codes(report)["vanished"] == 1
    with Archive(tmp_path) as archive:
        held = {document.url.removeprefix(site.url): document for document in archive.documents(latest_only=True)}
        assert held["/n/2.html"].vanished_at is not None
        assert archive.read(held["/n/2.html"].document_id) == pages["/n/2.html"].body
        versions = [document for document in archive.documents() if document.url.endswith("/n/1.html")]
        assert len(versions) == 2
        assert held["/n/3.html"].listing.date == TODAY, "what the list said of it stays"
    records = [record for path in tmp_path.glob("archive/*.warc.gz") for record in read_records(path)]
    unmodified = [record for record in records if record.type == "revisit" and record.status == 304]
    assert len(unmodified) == 2
    assert all(record.headers["warc-profile"].endswith("server-not-modified") for record in unmodified)


def test_a_list_is_read_to_the_first_page_without_news_and_one_more(tmp_path: Path) -> None:
    day = TODAY - timedelta(days=200)
    pages = {f"/n/{n}.html": _page(f"第{n}号") for n in range(13)}

    def show(first: int) -> dict[str, Page]:
        names = [f"/index{'' if n == 1 else f'_{n}'}.html" for n in range(1, 7)]
        return {
            name: _list(*((f"/n/{k}.html", day) for k in range(first + 2 * n, first + 2 * n + 2)))
            for n, name in enumerate(names)
        }

    with SmallSite({**pages, **show(1)}) as site:
        source = _static_list(site)
        assert crawl_sources(tmp_path, [source]).count_new == 12
        site.visits.clear()
        site.pages.update(show(0))
        report = crawl_sources(tmp_path, [source])
        asked = site.asked
        site.visits.clear()
        back_fill = crawl_sources(tmp_path, [source], since=day)
        asked_since = site.asked
    assert (report.count_new, report.runs[0].reason) == (1, "complete")
    assert [asked[f"/index{n}.html"] for n in ("", "_2", "_3", "_4")] == [1, 1, 1, 0]
    assert back_fill.count_new == 0
    assert asked_since["/index_6.html"] == 1, "a back-fill does not stop at what is held"


def test_files_that_a_run_left_out_are_fetched_by_the_next(tmp_path: Path) -> None:
    pdf = Page(b"%PDF-1.4 fictional", headers={"Content-Type": "application/pdf"})
    day = TODAY - timedelta(days=400)
    pages = {"/index.html": _list(("/n/1.html", day)), "/n/1.html": _page("第1号", "/f/a.pdf", "/f/b.pdf")}
    with SmallSite({**pages, "/f/a.pdf": pdf, "/f/b.pdf": Page(status=500)}) as site:
        source = _static_list(site)
        first = crawl_sources(tmp_path, [source])
        assert [run.reason for run in first.runs] == ["partial"]
        site.pages["/f/b.pdf"] = Page(b"%PDF-1.4 also fictional", headers={"Content-Type": "application/pdf"})
        site.visits.clear()
        second = crawl_sources(tmp_path, [source])
        asked = site.asked
    assert (second.count_new, second.runs[0].reason) == (1, "complete")
    assert (asked["/f/b.pdf"], asked["/f/a.pdf"], asked["/n/1.html"]) == (1, 0, 0)
    with Archive(tmp_path) as archive:
        files = [document for document in archive.documents() if document.role == "attachment"]
        assert {archive.get(file.parent_document_id or "").url for file in files} == {f"{site.url}/n/1.html"}
        assert len(files) == 2


def test_known_entries_cost_no_question_each(tmp_path: Path) -> None:
    day = date(2020, 1, 1)
    with SmallSite({}) as site:
        source = _static_list(site)
        rows = [(f"/n/{n}.html", day) for n in range(300)]
        with Archive(tmp_path) as archive:
            for path, _ in rows:
                archive.add(f"{site.url}{path}", path.encode(), "text/html", datetime.now(UTC),
                            source_id=source.source_id, listing=Listing("题", day))  # fmt: skip
            spider = ColumnSpider(source, archive)
            request = Request(f"{site.url}/index.html")
            response = HtmlResponse(request.url, body=_list(*rows).body, request=request)
            questions: list[str] = []
            archive._index.set_trace_callback(questions.append)
            asked = [
                found.url
                for found in spider.parse_list(response, ListRequest(request.url))
                if isinstance(found, Request)
            ]
            archive._index.set_trace_callback(None)
    assert spider.tally.counts["listed"] == spider.tally.counts["known"] == 300
    assert not any("/n/" in url for url in asked)
    assert len(questions) <= 8


# Ends


def test_a_cap_cuts_a_run_with_a_word_and_the_next_run_goes_on(tmp_path: Path) -> None:
    caps = {"max_bytes": 20_000, "max_documents": 4, "max_seconds": 0.8}
    pages = {f"/{cap}{path}": page for cap in caps for path, page in _numbered(8, 2_000).items()}
    slow = {path: Page(page.body, seconds=0.3 if "seconds" in path else 0) for path, page in pages.items()}
    mine = {cap: [path for path in pages if cap in path] for cap in caps}
    with SmallSite(slow) as site:
        columns = [site.declare(cap.replace("_", "-"), *mine[cap], manners={cap: value}) for cap, value in caps.items()]
        cut = crawl_sources(tmp_path, columns)
        rest = crawl_sources(tmp_path, [site.declare(cap.replace("_", "-"), *mine[cap]) for cap in caps])
        assert {path: site.asked[path] for path in pages} == dict.fromkeys(pages, 1), "nothing lost, nothing twice"
    assert [run.reason in ("capped", "partial") for run in cut.runs] == [True] * 3
    assert all(run.count_new < 8 for run in cut.runs)
    assert _codes(cut) == {"capped": 3}
    for cap in caps:
        (message,) = (f.message for f in cut.findings if f.source_id == cap.replace("_", "-"))
        assert f"({cap})" in message
        assert "the next run goes on" in message
    assert cut.count_new + rest.count_new == len(pages)


def test_a_run_ends_with_its_hours(tmp_path: Path) -> None:
    hour = datetime.now(BEIJING).hour
    hours = f"{(hour + 5) % 24}-{(hour + 7) % 24}"
    with SmallSite({}) as site, Archive(tmp_path) as archive:
        spider = ColumnSpider(site.declare(manners={"hours": hours}), archive)
        assert (spider.find_limit(), spider.find_limit()) == ("capped", "capped")
        (finding,) = archive.findings()
    assert f"the end of its hours ({hours} o'clock)" in finding.message


def test_a_busy_server_gets_the_time_it_asks_for(tmp_path: Path) -> None:
    pages = {f"/{status}{path}": page for status in (429, 503) for path, page in _numbered(4).items()}
    busy = {status: Page(status=status, headers={"Retry-After": "3"}) for status in (429, 503)}
    tomorrow = Page(status=429, headers={"Retry-After": "86400"})
    late = {f"/late{path}": page for path, page in _numbered(5).items()} | {"/late/1.html": tomorrow}
    with SmallSite({**pages, **late}) as site:
        for status, page in busy.items():
            sound = pages[f"/{status}/1.html"]
            site.pages[f"/{status}/1.html"] = lambda count, sound=sound, page=page: sound if count else page
        columns = [site.declare(f"busy-{s}", *(path for path in pages if path.startswith(f"/{s}"))) for s in busy]
        report = crawl_sources(tmp_path, [*columns, site.declare("late", *late)])
        visits, asked = site.visits, site.asked
    for status in busy:
        refused = next(visit.answered_at for visit in visits if visit.path == f"/{status}/1.html")
        assert min(v.arrived_at - refused for v in visits if v.arrived_at > refused) > 2.5, "nobody knocked meanwhile"
    assert [run.count_new for run in report.runs] == [4, 4, 1]
    assert _codes(report)["refused_wait"] == 1
    assert "asks to stay away until" in _message(report, "refused_wait")
    assert report.runs[-1].reason == "refused"
    assert [asked[f"/late/{n}.html"] for n in range(5)] == [1, 1, 0, 0, 0], "and a day is not waited for"


# Manners


def test_columns_of_one_host_stand_in_one_queue(tmp_path: Path) -> None:
    slow = {path: Page(page.body, seconds=0.2) for path, page in _numbered(6).items()}
    with SmallSite(slow) as site:
        paths = list(slow)
        columns = [site.declare(f"column-{n}", *paths[2 * n : 2 * n + 2]) for n in range(3)]
        other = site.declare("other", "/0.html", url="http://elsewhere.example/", allowed_domains=["127.0.0.1"])
        report = crawl_sources(tmp_path, [*columns, other])
        assert site.most_at_once == 1
    assert report.count_new == 6


def test_delay_jitter_and_throttle_are_set() -> None:
    with SmallSite({}) as site:
        source = site.declare("demo", "/0.html", manners={"delay_seconds": 0.2, "concurrency": 2})
    settings = build_settings(source)
    assert (settings["DOWNLOAD_DELAY"], settings["DOWNLOAD_DELAY_JITTER"]) == (0.2, 0.5)
    assert (settings["AUTOTHROTTLE_ENABLED"], settings["AUTOTHROTTLE_START_DELAY"]) == (True, 0.2)
    assert settings["CONCURRENT_REQUESTS"] == settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 2
    assert not build_replay_settings(source)["AUTOTHROTTLE_ENABLED"]


# Safety


def test_a_name_that_turns_private_after_it_was_looked_at_is_not_visited(tmp_path: Path) -> None:
    """The first look-up of the name gives a public address, the one that connects a private one."""
    code = (
        "import socket, sys\n"
        "real = socket.getaddrinfo\n"
        "def look(host, *more, **named):\n"
        "    shown = '93.184.216.34' if host == 'rebound.example' else host\n"
        "    return real(shown, *more, **named)\n"
        "socket.getaddrinfo = look\n"
        "socket.gethostbyname = lambda host: '127.0.0.1'\n"
        "from crawlers.worker import main\n"
        "sys.exit(main())\n"
    )
    with SmallSite(_numbered(2)) as site:
        places = {host: f"http://{host}:{site.port}" for host in ("rebound.example", "inside.example")}
        kept_out = site.declare(
            "kept-out",
            url=places["rebound.example"],
            listing={"family": "documents", "urls": [places["rebound.example"] + "/0.html"]},
            allow_private_addresses=False,
        )
        let_in = site.declare(
            "let-in",
            url=places["inside.example"],
            listing={"family": "documents", "urls": [places["inside.example"] + "/1.html"]},
        )
        job = {"kind": "crawl", "home": str(tmp_path), "since": None, "replica_url": None}
        job["sources"] = [source.model_dump(mode="json") for source in (kept_out, let_in)]  # type: ignore[assignment]
        subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(job),
            text=True,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=300,
        )
        assert set(site.asked) == {"/robots.txt", "/1.html"}
        assert {visit.headers["Host"] for visit in site.visits} == {f"inside.example:{site.port}"}
    with Archive(tmp_path) as archive:
        assert {finding.source_id for finding in archive.findings()} == {"kept-out"}


def test_names_from_servers_are_no_paths_and_a_flood_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIFA_CONTACT", "desk@zhifa.example")
    name = {"Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="../../../evil.pdf"'}
    flood = gzip.compress(b"<html>" + b" " * (BASE["DOWNLOAD_MAXSIZE"] + 1))
    pages = {
        "/0.html": _page("第0号", "/f/..%2f..%2fevil.pdf", "/down?file=../../evil.pdf"),
        "/f/..%2f..%2fevil.pdf": Page(b"%PDF-1.4 fictional", headers=name),
        "/down?file=../../evil.pdf": Page(b"%PDF-1.4 also fictional", headers=name),
        "/flood.html": Page(flood, headers={"Content-Encoding": "gzip"}),
    }
    home = tmp_path / "a" / "b" / "home"
    with SmallSite(pages) as site:
        report = crawl_sources(home, [site.declare("demo", "/0.html", "/flood.html")])
        agents = {visit.headers["User-Agent"] for visit in site.visits}
    assert report.count_new == 3
    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.parent for path in written} == {Path("a/b/home/archive")}
    assert not any("evil" in str(path) for path in written)
    assert {finding.url for finding in report.findings if finding.code == "too_large"} == {f"{site.url}/flood.html"}
    assert agents == {"zhifa/0.1 (+desk@zhifa.example)"}


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "0.0.0.0", "100.64.0.1"]
)
def test_private_addresses_are_known(address: str) -> None:
    assert is_private_ip(address)


# Replay


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three crawls of some columns of the replica: whole; one page gone and one edited; sound again."""
    home = tmp_path_factory.mktemp("recorded")
    often = {"politeness": {"delay_seconds": 0, "refetch_days": 20_000}}
    registry = load_replica_sources()
    sources = [Source.model_validate({**registry[name].model_dump(mode="json"), **often}) for name in REPLAYED]
    mine = [notice for notice in load_notices() if notice.source_id == "sample-cac-releases"]
    gone, edited = (
        f"{registry[notice.source_id].domains[0]}{get_detail_path(registry[notice.source_id], notice)}"
        for notice in mine[:2]
    )
    for faults in ({}, {gone: "404", edited: "gbk"}, {}):
        with Replica(faults) as site:
            crawl_sources(home, sources, replica_url=site.base_url)
    with Archive(home) as archive:
        archive.add("file:saved/a.html", "<p>存</p>".encode(), "text/html", datetime.now(UTC))
    return home


def _state(home: Path) -> tuple[object, ...]:
    with Archive(home) as archive:
        assert archive.verify() == []
        rows = sorted(
            (d.document_id, d.url, d.role, d.listing.title, str(d.listing.date), d.media_type, d.parent_document_id,
             d.source_id, d.status, d.is_sample, d.retrieved_at, d.first_seen_at, d.last_seen_at, d.vanished_at)
            for d in archive.documents()
        )  # fmt: skip
        held = {url: archive.find(url) for _, url, *_ in rows}
        runs = [
            (r.run_id, r.source_id, r.started_at, r.finished_at, r.reason, r.count_listed, r.count_new, r.count_changed,
             r.count_unchanged)
            for r in archive.runs() if r.kind == "crawl"
        ]  # fmt: skip
    return rows, held, runs


def test_a_replay_gives_the_same_documents_without_a_network(recorded: Path, tmp_path: Path) -> None:
    report = replay(tmp_path, recorded)  # the replica is closed: there is nobody to ask
    assert {finding.code for finding in report.findings} <= {"vanished"}
    before, after = _state(recorded), _state(tmp_path)
    assert after[0] == before[0], "documents with what the lists said of them"
    assert after[1] == before[1], "addresses with their ETag and when they were last looked at"
    assert after[2] == before[2], "runs"
    kinds = [
        Counter(record.type for path in home.glob("archive/*.warc.gz") for record in read_records(path)
                if record.type in ("response", "revisit", "request", "resource"))
        for home in (recorded, tmp_path)
    ]  # fmt: skip
    assert kinds[0] == kinds[1], "and the evidence: requests, answers, revisits"


def test_a_replay_tells_what_is_no_longer_asked_for(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = load_replica_sources()["sample-cac-releases"]
    changed = source.model_copy(update={"entry": source.entry.model_copy(update={"link_pattern": r"/never/"})})
    monkeypatch.setattr(run_module, "load_usable_sources", lambda: ({source.source_id: changed}, []))
    report = replay(tmp_path, recorded, [source.source_id])
    assert "page" in _message(report, "not_replayed")
    assert report.count_new == 0


def test_a_replay_needs_an_archive_of_another_folder(recorded: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="choose another --home"):
        replay(recorded, recorded)
    with pytest.raises(ArchiveError, match="holds no archive"):
        replay(tmp_path / "new", tmp_path / "nothing")
    with pytest.raises(UnknownSourceError, match="no source nowhere"):
        replay(tmp_path / "new", recorded, ["nowhere"])


def test_the_command_line_replays(tmp_path: Path) -> None:
    with Archive(tmp_path / "old") as archive:
        kept = archive.add("file:saved/a.html", "<p>存</p>".encode(), "text/html", datetime.now(UTC))
    runner = CliRunner()
    both = runner.invoke(app, ["crawl", "--from-archive", str(tmp_path / "old"), "--replica", "--home", str(tmp_path)])
    assert both.exit_code == 2
    done = runner.invoke(app, ["crawl", "--from-archive", str(tmp_path / "old"), "--home", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    with Archive(tmp_path / "new") as archive:
        assert [document.document_id for document in archive.documents()] == [kept.document_id]
        assert archive.read(kept.document_id) == "<p>存</p>".encode()
