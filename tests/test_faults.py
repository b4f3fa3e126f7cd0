"""Every fault of a careless or hostile site, over real HTTP: detected, named, nothing lost, nothing invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from crawlers.archive import Archive, Document
from crawlers.replica import FAULTS, Replica
from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.replica.site import get_detail_path
from crawlers.run import CrawlReport, crawl_sources
from crawlers.settings import MAX_BYTES
from crawlers.source import Source, load_replica_sources
from etl.pages import read_page

pytestmark = pytest.mark.xdist_group("faults")  # one process, so that each crawl is made once

SOURCES = load_replica_sources()
NOTICES = load_notices()


def get_url(notice: SampleNotice) -> str:
    source = SOURCES[notice.source_id]
    return f"http://{source.domains[0]}{get_detail_path(source, notice)}"


def get_place(notice: SampleNotice) -> str:
    return get_url(notice).removeprefix("http://")


def get_column(source_id: str) -> list[SampleNotice]:
    return [notice for notice in NOTICES if notice.source_id == source_id]


DRIPPING = "http://policy.replica.example/wenjian/policy-2026-01-20.html"


def build_impatient() -> Source:
    """Return a source of one page that waits only so long for an answer."""
    data = SOURCES["sample-policy-papers"].model_dump(mode="json", exclude_none=True)
    politeness = {**data["politeness"], "timeout_seconds": 4}
    return Source.model_validate({**data, "listing": {**data["listing"], "urls": [DRIPPING]}, "politeness": politeness})


def get_codes(report: CrawlReport, source_id: str | None = None) -> Counter[str]:
    return Counter(each.code for each in report.findings if source_id in (None, each.source_id))


def get_whole(names: Sequence[str]) -> dict[str, SampleNotice]:
    return {get_url(notice): notice for name in names for notice in get_column(name)}


def get_pages(home: Path) -> dict[str, Document]:
    with Archive(home) as archive:
        return {each.url: each for each in archive.documents() if each.role == "page"}


# Faults of a page, each on a page of its own

PAGE_FAULTS: Mapping[str, str] = {
    "endless": "too_large",
    "large": "too_large",
    "gzip_bomb": "too_large",
    "truncated": "truncated",
    "truncated_gzip": "truncated",
    "reset": "unreachable",
    "redirect_loop": "redirect_loop",
    "empty": "empty_page",
    "500_once": "",
    "wrong_charset": "",
    "gbk": "",
}
FAULTY = dict(zip((get_url(each) for each in get_column("sample-province-amr")), PAGE_FAULTS, strict=False))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Replica, CrawlReport, CrawlReport]:
    """A column whose pages have a fault each, crawled; then crawled again when the site is sound."""
    assert len(FAULTY) == len(PAGE_FAULTS)
    home = tmp_path_factory.mktemp("faults")
    sources = [SOURCES["sample-province-amr"], build_impatient()]
    faults = {url.removeprefix("http://"): fault for url, fault in (*FAULTY.items(), (DRIPPING, "drip"))}
    with Replica(faults) as site:
        faulty = crawl_sources(home, sources, replica_url=site.base_url)
    with Replica() as sound_site:
        sound = crawl_sources(home, sources, replica_url=sound_site.base_url)
    return home, site, faulty, sound


@pytest.mark.parametrize("fault", PAGE_FAULTS)
def test_a_fault_of_a_page_is_named(fault: str, crawled: tuple[Path, Replica, CrawlReport, CrawlReport]) -> None:
    _, _, faulty, _ = crawled
    url = next(url for url, name in FAULTY.items() if name == fault)
    told = [finding.code for finding in faulty.findings if finding.url == url]
    assert told == ([PAGE_FAULTS[fault]] if PAGE_FAULTS[fault] else [])


def test_a_slow_drip_is_given_up(crawled: tuple[Path, Replica, CrawlReport, CrawlReport]) -> None:
    _, _, faulty, _ = crawled
    assert get_codes(faulty, "sample-policy-papers")["timeout"] == 1


def test_nothing_is_lost_and_nothing_invented(crawled: tuple[Path, Replica, CrawlReport, CrawlReport]) -> None:
    home, _, faulty, sound = crawled
    notices = {get_url(notice): notice for notice in get_column("sample-province-amr")}
    lost = {url for url, fault in FAULTY.items() if PAGE_FAULTS[fault]}
    with_file = {url for url, notice in notices.items() if notice.attachments}
    assert faulty.count_new == len(notices) - len(lost) + len(with_file - lost)
    assert sound.count_new == len(lost) + len(with_file & lost) + 1, "the page that dripped comes too"
    with Archive(home) as archive:
        held = {each.url: archive.read(each.document_id) for each in archive.documents() if each.role == "page"}
        kinds = {each.url: each.media_type for each in archive.documents()}
        assert archive.verify() == []
    assert held.keys() == {*notices, DRIPPING}
    for url, body in held.items():
        if url == DRIPPING:
            continue
        page = read_page(body, document_id="d", media_type=kinds[url], url=url)
        words = re.findall(r"[\u4e00-\u9fff]{4,}", notices[url].words)
        assert words[0] in page.text.plain, FAULTY.get(url)
        assert words[-1] in page.text.plain, FAULTY.get(url)


def test_reading_stops_at_the_limit(crawled: tuple[Path, Replica, CrawlReport, CrawlReport]) -> None:
    _, site, _, _ = crawled
    sent = {fault: site.count_sent[url.removeprefix("http://")] for url, fault in FAULTY.items()}
    slack = 16 * 1024 * 1024  # what the buffers of the sockets and of the client take beyond
    assert sent["endless"] <= MAX_BYTES + slack, "200 MB were offered"
    assert sent["large"] <= slack, "its length is stated, so nothing of it is wanted"


def test_a_fault_that_passes_is_tried_again_and_a_broken_answer_too(
    crawled: tuple[Path, Replica, CrawlReport, CrawlReport],
) -> None:
    _, site, _, _ = crawled
    asked = {fault: site.requests[url.removeprefix("http://")] for url, fault in FAULTY.items()}
    assert asked["500_once"] == 2
    assert asked["truncated_gzip"] == 3
    assert asked["large"] == 1


# Refusals and files: one fault a column

REFUSED = {
    "sample-court-cases": "412",
    "sample-police-releases": "521",
    "sample-cac-releases": "captcha",
    "sample-samr-cases": "403",
}
FILES = {  # a script with a key, an address that says nothing, one named for a file
    "sample-cac-enforcement": ("cac.replica.example/*downloadfile.jsp", "message_as_file", "attachment_is_html"),
    "sample-amr-exposure": ("amr.replica.example/*downfile.jsp", "message_as_file", "attachment_is_html"),
    "sample-ca-apps": ("ca.replica.example/cms_files/*", "html_as_file", "attachment_is_html"),
    "sample-province-amr": ("scjgj.replica.example/attach/*", "empty", "empty_page"),
}


@pytest.fixture(scope="module")
def unwelcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Replica, CrawlReport]:
    """Columns of which one page is refused, and columns whose files are none."""
    home = tmp_path_factory.mktemp("unwelcome")
    faults = {get_place(get_column(name)[1]): fault for name, fault in REFUSED.items()}
    faults |= {pattern: fault for pattern, fault, _ in FILES.values()}
    with Replica(faults) as site:
        report = crawl_sources(home, [SOURCES[name] for name in (*REFUSED, *FILES)], replica_url=site.base_url)
    return home, site, report


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_named_and_not_insisted_on(name: str, unwelcome: tuple[Path, Replica, CrawlReport]) -> None:
    home, site, report = unwelcome
    refused = get_column(name)[1]
    assert get_codes(report, name) == {f"refused_{REFUSED[name]}": 1}
    assert site.requests[get_place(refused)] == 1
    held = {url for url, document in get_pages(home).items() if document.source_id == name}
    assert held == get_whole((name,)).keys() - {get_url(refused)}


@pytest.mark.parametrize("name", FILES)
def test_a_page_in_a_files_clothes_is_refused(name: str, unwelcome: tuple[Path, Replica, CrawlReport]) -> None:
    """Whatever its address looks like."""
    home, _, report = unwelcome
    count = sum(len(notice.attachments) for notice in get_column(name))
    assert get_codes(report, name)[FILES[name][2]] == count > 0
    with Archive(home) as archive:
        assert {each.role for each in archive.documents() if each.source_id == name} == {"page"}


# Faults of a list

LIST_FAULTS = {
    "sample-samr-cases": ("samr.replica.example/api-gateway/*", "title_breaks"),
    "sample-cac-releases": ("cac.replica.example/wxzw/wxfb/*", "title_breaks"),
    "sample-amr-exposure": ("amr.replica.example/col/*", "joined_href"),
    "sample-ca-apps": ("ca.replica.example/api-gateway/*", "joined_href"),
    "sample-court-cases": ("court.replica.example/zixun/gengduo/*", "undated"),
    "sample-police-releases": ("police.replica.example/wafb/list*", "undated"),
    "sample-cac-enforcement": ("cac.replica.example/cms/JsonList", "year_1970"),
    "sample-app-search": ("search.replica.example/cms/gjjs.html", "year_1970"),
    "sample-province-amr": ("scjgj.replica.example/zwxx/scjgdt/", "duplicated"),
}
HELD_BEFORE = ("sample-police-releases", "sample-cac-enforcement")
AGAIN = "sample-samr-again"  # another column with the entries of sample-samr-cases
Lists = tuple[Path, Replica, CrawlReport]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    """Columns with a fault in their list each; of two a sound list was read before."""
    home = tmp_path_factory.mktemp("lists")
    sources = [SOURCES[name] for name in LIST_FAULTS]
    again = SOURCES["sample-samr-cases"].model_copy(update={"source_id": AGAIN})
    with Replica() as site:
        crawl_sources(home, [SOURCES[name] for name in HELD_BEFORE], replica_url=site.base_url)
    with Replica(dict(LIST_FAULTS.values()), page_size=30) as site:
        report = crawl_sources(home, [*sources, again], replica_url=site.base_url)
    return home, site, report


def get_faulty(fault: str) -> tuple[str, ...]:
    return tuple(name for name, (_, each) in LIST_FAULTS.items() if each == fault)


@pytest.mark.parametrize("name", LIST_FAULTS)
def test_no_page_is_lost_or_invented_whatever_the_list_looks_like(name: str, lists: Lists) -> None:
    home, _, _ = lists
    with Archive(home) as archive:
        held = [each.url for each in archive.documents() if each.source_id == name and each.role == "page"]
        assert archive.verify() == []
    assert sorted(url.partition("?column")[0] for url in held) == sorted(get_whole((name,)))


@pytest.mark.parametrize("name", get_faulty("title_breaks"))
def test_titles_with_line_breaks_come_out_on_one_line(name: str, lists: Lists) -> None:
    home, _, report = lists
    notices = get_whole((name,))
    listed = {url: each.listing.title for url, each in get_pages(home).items() if url in notices}
    assert listed == {url: notice.title.replace("\n", "") for url, notice in notices.items()}
    assert get_codes(report, name) == {}


@pytest.mark.parametrize("name", [*get_faulty("undated"), *get_faulty("year_1970")])
def test_lost_dates_are_no_dates_and_are_told(name: str, lists: Lists) -> None:
    """The dates of the pages stand; a list that had dates and has none now has lost a field."""
    home, _, report = lists
    assert get_codes(report, name) == ({"field_lost": 1} if name in HELD_BEFORE else {})
    notices = get_whole((name,))
    with Archive(home) as archive:
        for url, document in get_pages(home).items():
            if url in notices:
                assert document.listing.date == (notices[url].date if name in HELD_BEFORE else None)
                body = archive.read(document.document_id)
                page = read_page(body, document_id="d", media_type="text/html", url=url, selectors=SOURCES[name].detail)
                assert page.published_date == notices[url].date


@pytest.mark.parametrize("name", get_faulty("joined_href"))
def test_addresses_joined_by_mistake_are_taken_apart_and_told(name: str, lists: Lists) -> None:
    _, _, report = lists
    assert get_codes(report, name) == {"joined_links": 1}


def test_entries_under_several_addresses_are_one_document_and_are_told(lists: Lists) -> None:
    home, _, report = lists
    (name,) = get_faulty("duplicated")
    assert get_codes(report, name) == {"duplicates": 1}
    with Archive(home) as archive:
        for url in get_whole((name,)):
            found = [archive.find(address) for address in (url, f"{url}?column=2", f"{url}?column=3")]
            assert len({each.document_id for each in found if each}) == 1
            assert None not in found


def test_two_columns_with_the_same_entries_fetch_each_page_once(lists: Lists) -> None:
    _, site, report = lists
    notices = get_column("sample-samr-cases")
    assert {site.requests[get_place(notice)] for notice in notices} == {1}
    listed = {run.source_id: run.count_listed for run in report.runs}
    assert listed[AGAIN] == listed["sample-samr-cases"] == len(notices)
    assert {run.reason for run in report.runs} == {"complete"}


def test_page_one_for_ever_ends_and_a_page_without_a_date_is_dated_by_its_list(tmp_path: Path) -> None:
    names = ("sample-court-cases", "sample-police-releases")
    pages = {"police.replica.example/wafb/20*": "year_1970"}
    with Replica(pages, page_size=2, repeats_page_one=True) as site:
        report = crawl_sources(tmp_path, [SOURCES[name] for name in names], replica_url=site.base_url)
    assert get_codes(report) == {"page_one_repeated": 2, "field_never_found": 1}
    notices = get_whole(names)
    assert get_pages(tmp_path).keys() == notices.keys()
    with Archive(tmp_path) as archive:
        for url, document in get_pages(tmp_path).items():
            assert document.listing.date == notices[url].date
            body = archive.read(document.document_id)
            detail = SOURCES[notices[url].source_id].detail
            page = read_page(body, document_id="d", media_type="text/html", selectors=detail, url=url)
            is_lost = "police" in url
            assert (b"1970-01-01" in body) is is_lost
            assert page.published_date == (None if is_lost else notices[url].date)


def test_every_fault_of_the_replica_is_tried_somewhere() -> None:
    tried = {"drip", *PAGE_FAULTS, *REFUSED.values(), *(fault for _, fault, _ in FILES.values())}
    tried |= {fault for _, fault in LIST_FAULTS.values()}
    elsewhere = {"404", "500", "slow", "hang", "redirect_private", "redated"}  # tests/test_crawl.py
    assert tried | elsewhere == FAULTS.keys()
