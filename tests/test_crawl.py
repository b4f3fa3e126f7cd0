"""Real crawls of the replica over the loopback: whole, incremental, interrupted, and with every fault it knows."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Request

from crawlers.archive import Archive, get_document_id
from crawlers.families import ListRequest
from crawlers.replica import FAULTS, Replica
from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.replica.site import get_detail_path
from crawlers.run import CrawlReport, Progress, UnknownSourceError, choose_sources, crawl, crawl_sources
from crawlers.settings import get_user_agent
from crawlers.source import Source, load_replica_sources, load_sources
from crawlers.spiders import ColumnSpider
from crawlers.warc import read_records

SOURCES = load_replica_sources()
NOTICES = load_notices()
Whole = tuple[Path, CrawlReport, list[Progress], CrawlReport]
Faulty = tuple[Path, dict[str, str], CrawlReport, CrawlReport]


def _url(notice: SampleNotice) -> str:
    source = SOURCES[notice.source_id]
    return f"http://{source.domains[0]}{get_detail_path(source, notice)}"


def _of(source_id: str) -> list[SampleNotice]:
    return [notice for notice in NOTICES if notice.source_id == source_id]


def _crawl(home: Path, site: Replica, *source_ids: str, **more: object) -> CrawlReport:
    sources = [SOURCES[name] for name in source_ids] if source_ids else list(SOURCES.values())
    return crawl_sources(home, sources, replica_url=site.base_url, **more)  # type: ignore[arg-type]


def _codes(report: CrawlReport, source_id: str | None = None) -> Counter[str]:
    return Counter(found.code for found in report.findings if source_id in (None, found.source_id))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Two crawls of the whole replica, one after the other."""
    home = tmp_path_factory.mktemp("whole")
    steps: list[Progress] = []
    first = crawl(home, replica=True, on_progress=steps.append)
    second = crawl(home, replica=True)
    return home, first, steps, second


def test_every_notice_is_archived_once(whole: Whole) -> None:
    home, first, _, _ = whole
    with Archive(home) as archive:
        pages = [document for document in archive.documents() if document.role == "page"]
        assert sorted(document.url for document in pages) == sorted(map(_url, NOTICES))
        assert all(document.is_sample for document in archive.documents())
        assert archive.verify() == []
    assert first.findings == ()
    assert {run.reason for run in first.runs} == {"complete"}
    assert first.count_new == len(first.document_ids)


def test_list_dates_and_titles_are_kept(whole: Whole) -> None:
    home, _, _, _ = whole
    with Archive(home) as archive:
        listed = {document.url: document.listing for document in archive.documents() if document.listing.title}
    for notice in NOTICES:
        if SOURCES[notice.source_id].family not in ("wechat", "documents"):
            title = notice.title.replace("\n", "")
            assert (listed[_url(notice)].title, listed[_url(notice)].date) == (title, notice.date)


def test_attachments_hang_below_their_page(whole: Whole) -> None:
    home, _, _, _ = whole
    given = {_url(notice) for notice in NOTICES if notice.attachments}
    with Archive(home) as archive:
        files = [document for document in archive.documents() if document.role == "attachment"]
        assert {archive.get(document.parent_document_id or "").url for document in files} == given
        for document in files:
            assert "html" not in document.media_type
            is_pdf = archive.read(document.document_id).startswith(b"%PDF")
            assert is_pdf == (document.media_type == "application/pdf")


def test_progress_is_told(whole: Whole) -> None:
    _, first, steps, _ = whole
    assert steps[-1].done == first.count_new
    assert all(step.total is None or step.done <= step.total for step in steps)
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_a_second_crawl_finds_nothing_new(whole: Whole) -> None:
    _, _, _, second = whole
    assert second.count_new == second.count_changed == 0
    assert second.document_ids == ()
    assert second.findings == ()


def test_declared_bodies_stand_in_the_archived_pages(
    whole: Whole,
) -> None:
    home, _, _, _ = whole
    with Archive(home) as archive:
        for notice in NOTICES:
            found = archive.find(_url(notice))
            assert found is not None
            text = archive.read(found.document_id).decode()
            assert "虚构" in text
            assert re.findall(r"[\u4e00-\u9fff]{2,}", notice.body)[0] in text


@pytest.fixture(scope="module")
def first_page_faults(
    tmp_path_factory: pytest.TempPathFactory,
) -> Faulty:
    """One fault on one page of a column each time, then the same site sound again."""
    home = tmp_path_factory.mktemp("faults")
    faults = {
        "empty": "empty_page",
        "404": "not_found",
        "412": "refused_412",
        "500": "server_error",
        "500_once": "",
        "hang": "timeout",
        "truncated": "truncated",
        "reset": "unreachable",
        "redirect_loop": "redirect_loop",
        "redirect_private": "forbidden_address",
        "captcha": "refused_captcha",
        "wrong_charset": "",
        "gbk": "",
        "large": "too_large",
        "521": "refused_521",
    }
    columns = [name for name in SOURCES if SOURCES[name].family not in ("wechat", "documents", "search_api")]
    notices = [_of(column)[row] for row in range(2) for column in columns][: len(faults)]
    places = {_url(notice).removeprefix("http://"): fault for notice, fault in zip(notices, faults, strict=True)}
    hung = notices[list(faults).index("hang")].source_id
    sources = [_with(name, politeness={"timeout_seconds": 6}) if name == hung else SOURCES[name] for name in columns]
    with Replica(places) as site:
        faulty = crawl_sources(home, sources, replica_url=site.base_url)
    with Replica() as site:
        sound = _crawl(home, site, *columns)
    expected = {_url(notice): code for notice, code in zip(notices, faults.values(), strict=True)}
    return home, expected, faulty, sound


def test_each_fault_is_named(first_page_faults: Faulty) -> None:
    _, expected, faulty, _ = first_page_faults
    named = {finding.url: finding.code for finding in faulty.findings}
    assert named == {url: code for url, code in expected.items() if code}
    assert all(finding.message for finding in faulty.findings)


def test_nothing_is_lost_for_good_and_nothing_invented(
    first_page_faults: Faulty,
) -> None:
    home, expected, _, _ = first_page_faults
    with Archive(home) as archive:
        held = {document.url for document in archive.documents() if document.role == "page"}
        assert set(expected) <= held
        assert held <= set(map(_url, NOTICES))
        assert archive.verify() == []


def test_a_sound_site_gives_the_missing_pages_and_nothing_twice(
    first_page_faults: Faulty,
) -> None:
    _, expected, _, sound = first_page_faults
    assert sound.count_new == sum(bool(code) for code in expected.values())
    assert sound.findings == ()


def test_a_wrong_charset_keeps_the_exact_bytes(
    first_page_faults: Faulty,
) -> None:
    home, _, _, _ = first_page_faults
    with Archive(home) as archive:
        kinds = {document.media_type for document in archive.documents() if document.role == "page"}
    assert "text/html; charset=iso-8859-1" in kinds
    assert "text/html" in kinds


LIST_FAULTS = [
    ("sample-samr-cases", "samr.replica.example/xw/zj/index.html", "empty", "empty_list"),
    ("sample-ca-apps", "ca.replica.example/api-gateway/*", "html_as_file", "list_unreadable"),
    ("sample-cac-releases", "cac.replica.example/wxzw/*", "412", "refused_412"),
    ("sample-amr-exposure", "amr.replica.example/col/*", "html_as_file", "list_unreadable"),
    ("sample-province-amr", "scjgj.replica.example/zwxx/scjgdt/", "html_as_file", "empty_list"),
    ("sample-court-cases", "court.replica.example/robots.txt", "403", "robots_forbidden"),
    ("sample-police-releases", "police.replica.example/robots.txt", "captcha", "robots_forbidden"),
    ("sample-wechat-articles", "mp.replica.example/s/*", "captcha", "refused_captcha"),
]


def test_a_list_that_fails_is_never_taken_for_an_empty_one(tmp_path: Path) -> None:
    with Replica({pattern: fault for _, pattern, fault, _ in LIST_FAULTS}) as site:
        report = _crawl(tmp_path, site, *(name for name, *_ in LIST_FAULTS))
        asked = site.requests
    for name, _, _, code in LIST_FAULTS:
        assert code in _codes(report, name), name
    assert {run.reason for run in report.runs} <= {"partial", "refused"}
    assert report.count_new == 0
    assert asked["cac.replica.example/wxzw/wxfb/A000001index_1.htm"] == 1, "a refusal is not tried again"
    assert not any(place.startswith("court") and "robots" not in place for place in asked)


def test_page_one_for_ever_ends_and_a_page_in_a_files_clothes_is_refused(tmp_path: Path) -> None:
    columns = ("sample-samr-cases", "sample-cac-releases", "sample-province-amr", "sample-police-releases")
    with Replica({"ca.replica.example/cms_files/*": "html_as_file"}, page_size=4, repeats_page_one=True) as site:
        report = _crawl(tmp_path, site, *columns, "sample-ca-apps")
    count = sum(len(notice.attachments) for notice in _of("sample-ca-apps"))
    assert _codes(report) == {
        "page_one_repeated": len(columns) + 1, "attachment_is_html": count, "many_failures": 1
    }  # fmt: skip
    with Archive(tmp_path) as archive:
        held = {document.url for document in archive.documents() if document.source_id == "sample-ca-apps"}
    assert held == set(map(_url, _of("sample-ca-apps")))


def test_a_page_that_vanished_or_changed_is_noticed(tmp_path: Path) -> None:
    source = SOURCES["sample-ca-apps"].model_copy(
        update={"politeness": SOURCES["sample-ca-apps"].politeness.model_copy(update={"refetch_days": 20_000})}
    )
    gone, edited, *_ = _of("sample-ca-apps")
    place = {name: _url(notice).removeprefix("http://") for name, notice in (("gone", gone), ("edited", edited))}
    with Replica() as site:
        crawl_sources(tmp_path, [source], replica_url=site.base_url)
    with Replica({place["gone"]: "404", place["edited"]: "gbk"}) as site:
        report = crawl_sources(tmp_path, [source], replica_url=site.base_url)
    assert _codes(report) == {"vanished": 1}
    assert (report.count_new, report.count_changed) == (0, 1)
    with Archive(tmp_path) as archive:
        document = archive.get(archive.find(_url(gone)).document_id)  # type: ignore[union-attr]
        assert document.vanished_at is not None
        assert archive.read(document.document_id)
        versions = [version for version in archive.documents() if version.url == _url(edited)]
        assert len(versions) == 2
    (run,) = report.runs
    others = _of("sample-ca-apps")[2:]
    files = sum(len(notice.attachments) for notice in [edited, *others])
    assert run.count_unchanged == len(others) + files, "the others and all files are asked for and answer 304"


def test_since_goes_back_to_a_date(tmp_path: Path) -> None:
    with Replica() as site:
        report = _crawl(tmp_path, site, "sample-cac-releases", since=date(2026, 1, 1))
    fresh = [notice for notice in _of("sample-cac-releases") if notice.date >= date(2026, 1, 1)]
    assert 0 < report.count_new == len(fresh) < len(_of("sample-cac-releases"))


def test_a_killed_crawl_goes_on_where_it_was(tmp_path: Path) -> None:
    columns = ("sample-samr-cases",)
    code = (
        "import sys; from pathlib import Path; from crawlers.run import crawl_sources;"
        "from crawlers.source import load_replica_sources as load; sources = load();"
        f"crawl_sources(Path(sys.argv[1]), [sources[name] for name in {columns!r}], replica_url=sys.argv[2])"
    )
    slow = SOURCES[columns[0]]
    with Replica({_url(notice).removeprefix("http://"): "slow" for notice in _of(slow.source_id)[6:]}) as site:
        child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), site.base_url], start_new_session=True)
        _wait_for(lambda: _count(tmp_path) >= 4)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    before = _count(tmp_path)
    assert 4 <= before < len(_of(slow.source_id))
    with Replica() as site:
        report = _crawl(tmp_path, site, *columns)
    assert report.count_new == len(_of(slow.source_id)) - before
    with Archive(tmp_path) as archive:
        assert [finding for finding in archive.verify() if finding.severity == "error"] == []


def test_a_crawl_ends_when_its_caller_is_gone(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from crawlers.run import crawl_sources;"
        "from crawlers.source import load_replica_sources as load;"
        "crawl_sources(Path(sys.argv[1]), [load()['sample-samr-cases']], replica_url=sys.argv[2])"
    )
    with Replica({"samr.replica.example/xw/zj/art/202[45]/*": "slow"}) as site:
        child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), site.base_url])
        _wait_for(lambda: _count(tmp_path) >= 2)
        child.kill()
        child.wait()
        _wait_for(lambda: _last_reason(tmp_path) is not None)
    assert _last_reason(tmp_path) == "shutdown"


def test_control_c_leaves_a_whole_archive(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from crawlers.run import crawl_sources;"
        "from crawlers.source import load_replica_sources as load;"
        "r = crawl_sources(Path(sys.argv[1]), [load()['sample-samr-cases']], replica_url=sys.argv[2]);"
        "print(r.is_interrupted)"
    )
    with Replica({"samr.replica.example/xw/zj/art/2024/*": "slow"}) as site:
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), site.base_url],
            start_new_session=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        _wait_for(lambda: _count(tmp_path) >= 4)
        os.killpg(child.pid, signal.SIGINT)
        out, _ = child.communicate(timeout=120)
    assert out.strip() == "True"
    with Archive(tmp_path) as archive:
        assert archive.verify() == []
        (run,) = archive.runs()
        assert run.reason == "shutdown"


def test_robots_txt_and_private_addresses_are_respected(tmp_path: Path) -> None:
    def declare(name: str, *urls: str, **more: object) -> Source:
        listing = {"family": "documents", "urls": urls}
        manners = {"delay_seconds": 0, "timeout_seconds": 20}
        data = {"source_id": name, "name_zh": "内", "name_en": name, "listing": listing, "politeness": manners, **more}
        return Source.model_validate(data)

    with Replica() as site:
        address = f"{site.base_url}/wenjian/policy-2026-01-20.html"
        kept_out = declare("outside", address, "http://10.1.2.3/b.html")
        let_in = declare("inside", address, allow_private_addresses=True)
        forbidden = declare("forbidden", "http://cac.replica.example/admin/x.html", is_sample=True)
        report = crawl_sources(tmp_path, [kept_out, let_in, forbidden], replica_url=site.base_url)
        assert site.requests["cac.replica.example/admin/x.html"] == 0
    assert _codes(report, "forbidden") == {"robots_forbidden": 1, "nothing_collected": 1}
    assert _codes(report, "outside") == {"forbidden_address": 2, "nothing_collected": 1}
    told = _codes(report, "inside")
    assert told == {"not_found": 1, "nothing_collected": 1}, "the server is reached, but knows its pages by host name"


def test_sources_are_chosen_by_what_they_are() -> None:
    registry = load_sources()
    chosen = choose_sources(registry, None)
    assert chosen
    assert all(source.is_target and not source.is_sample for source in chosen)
    assert {source.source_id for source in choose_sources(registry, None, replica=True)} == set(SOURCES)
    with pytest.raises(UnknownSourceError, match="no source nowhere"):
        choose_sources(registry, ["nowhere"])
    with pytest.raises(UnknownSourceError, match="--replica"):
        choose_sources(registry, ["sample-ca-apps"])


def test_faults_have_to_exist() -> None:
    with pytest.raises(ValueError, match="no fault"):
        Replica({"*": "nonsense"})
    assert all(FAULTS.values())


def test_the_same_bytes_have_the_same_id() -> None:
    assert get_document_id(b"a") == get_document_id(b"a") != get_document_id(b"b")


def _count(home: Path) -> int:
    if not (home / "archive").is_dir():
        return 0
    with Archive(home) as archive:
        return sum(document.role == "page" for document in archive.documents())


def _last_reason(home: Path) -> str | None:
    with Archive(home) as archive:
        return list(archive.runs())[-1].reason


def _wait_for(condition: object, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def _with(source_id: str, **changes: object) -> Source:
    data = SOURCES[source_id].model_dump(mode="json", exclude_none=True)
    for key, value in changes.items():
        data[key] = {**data.get(key, {}), **value} if isinstance(value, dict) else value
    return Source.model_validate(data)


def test_an_unhealthy_list_is_told(tmp_path: Path) -> None:
    old = _with("sample-court-cases", expect={"min_entries": 50, "newest_within_days": 30})
    capped = _with("sample-cac-releases", politeness={"max_documents": 3})
    closed = _with("sample-police-releases", politeness={"hours": "0-0"})
    with Replica() as site:
        report = crawl_sources(tmp_path, [old, capped, closed], replica_url=site.base_url)
        follow_up = crawl_sources(tmp_path, [SOURCES[capped.source_id]], replica_url=site.base_url)
    assert _codes(report, old.source_id) == {"too_few_entries": 1, "stale": 1}
    assert _codes(report, capped.source_id) == {"capped": 1}
    assert _codes(report, closed.source_id) == {"outside_hours": 1}
    assert follow_up.count_new == len(_of(capped.source_id)) - 3, "the next run takes what the cap left"


def test_a_host_is_visited_slowly_and_alone(tmp_path: Path) -> None:
    slow = {"delay_seconds": 0.4, "concurrency": 1}
    sources = [_with("sample-cac-enforcement", politeness=slow), _with("sample-court-cases", politeness=slow)]
    with Replica() as site:
        crawl_sources(tmp_path, sources, replica_url=site.base_url)
    with Archive(tmp_path) as archive:
        times = [
            document.retrieved_at for document in archive.documents() if document.source_id == sources[1].source_id
        ]
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(times)]
    assert gaps
    assert min(gaps) > 0.15, "half the delay, which jitter may leave"


def test_requests_and_answers_are_kept_as_evidence(whole: Whole) -> None:
    home, _, _, _ = whole
    records = [record for path in home.glob("archive/sample-*.warc.gz") for record in read_records(path)]
    kinds = Counter(record.type for record in records)
    assert kinds["response"] > len(NOTICES)
    assert kinds["request"] == kinds["response"] + kinds["revisit"]
    agents = {dict(record.http_headers).get("User-Agent") for record in records if record.type == "request"}
    assert agents == {get_user_agent()}
    assert all("zhifa-sample" in record.headers for record in records if record.type == "response")


def test_links_to_other_hosts_are_counted_and_told(tmp_path: Path) -> None:
    body = '<li><a href="http://other.example/t20260101_1.html">甲</a></li><li><a href="t20260101_2.html">乙</a></li>'
    source = SOURCES["sample-province-amr"]
    with Archive(tmp_path) as archive:
        spider = ColumnSpider(source, archive)
        request = Request(source.url or "")
        response = HtmlResponse(request.url, body=body.encode(), request=request)
        yielded = list(spider.parse_list(response, ListRequest(request.url)))
        told = {finding.code: finding for finding in spider.check_health("finished")}
    asked = [item.url for item in yielded if isinstance(item, Request)]
    assert asked[0] == "http://scjgj.replica.example/zwxx/scjgdt/t20260101_2.html"
    assert not any("other.example" in url for url in asked)
    assert "1 links lead to other.example" in told["off_site"].message
