"""The replica is what it says: fictional, marked, in the shape of the real systems, and readable to the last notice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from crawlers.replica import Replica
from crawlers.replica.notices import NOTICES_FOLDER, SAMPLE_MARK, SampleNotice, load_notices
from crawlers.replica.site import Site, get_detail_path
from crawlers.source import load_replica_sources
from etl.pages import read_page

NOTICES = load_notices()
SITE = Site()
KINDS = {"app_list", "campaign", "case_bulletin", "digest", "foreign", "interview", "measure", "other", "policy"}
KINDS |= {"single_case"}


def test_there_are_notices_of_every_kind_and_time() -> None:
    assert len(NOTICES) >= 60
    assert {notice.expect["kind"] for notice in NOTICES} == KINDS
    assert min(notice.date for notice in NOTICES) <= date(2024, 1, 31)
    assert date(2026, 10, 1) <= max(notice.date for notice in NOTICES) <= date(2026, 10, 31)
    assert sum(notice.date >= date(2026, 2, 1) for notice in NOTICES) >= 25
    assert any(notice.attachments for notice in NOTICES)


@pytest.mark.parametrize("measure", ["直播电商监督管理办法", "网络交易平台规则监督管理办法"])
def test_the_measures_are_cited_only_once_they_exist(measure: str) -> None:
    citing = [notice for notice in NOTICES if re.search(f"(?:依据|根据|违反)[^。]*《{measure}》", notice.body)]
    assert len(citing) >= 3
    assert min(notice.date for notice in citing) >= date(2026, 1, 7), "it was published in January 2026"


def test_ids_and_titles_are_single() -> None:
    assert max(Counter(notice.notice_id for notice in NOTICES).values()) == 1
    assert max(Counter(notice.key for notice in NOTICES).values()) == 1


def test_every_column_has_a_source_and_every_source_notices() -> None:
    columns = {f"sample-{path.stem}" for path in NOTICES_FOLDER.glob("*.yml")}
    assert columns == set(load_replica_sources()) == {notice.source_id for notice in NOTICES}


def test_sources_are_marked_as_sample_and_live_nowhere() -> None:
    for source in load_replica_sources().values():
        assert source.is_sample
        assert all(domain.endswith(".replica.example") for domain in source.domains)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.notice_id)
def test_a_page_reads_as_it_was_written(notice: SampleNotice) -> None:
    source = SITE.sources[notice.source_id]
    path = get_detail_path(source, notice)
    answer = SITE.answer(source.domains[0], path, {})
    assert SAMPLE_MARK in answer.body.decode()
    page = read_page(answer.body, document_id="d", media_type=answer.media_type, url=path, selectors=source.detail)
    assert re.sub(r"\s", "", page.title or "") == re.sub(r"\s", "", notice.title)
    assert page.published_date == notice.date
    assert page.issuer_line == notice.issuer
    assert SAMPLE_MARK not in page.text.plain
    said = re.sub(r"\W", "", notice.words.replace("---", ""))
    assert said[:200] in re.sub(r"\W", "", page.text.plain)


def test_it_serves_by_host_name_on_the_loopback_only() -> None:
    with Replica() as site:
        assert site.base_url.startswith("http://127.0.0.1:")
        opener = build_opener(ProxyHandler({"http": site.base_url}))
        robots = opener.open("http://cac.replica.example/robots.txt").read()
        tagged = opener.open("http://cac.replica.example/wxzw/wxfb/A000001index_1.htm")
        again = Request(tagged.url, headers={"If-None-Match": tagged.headers["ETag"]})
        assert b"Disallow: /admin/" in robots
        assert b"href=/2" in tagged.read(), "attributes are unquoted"
        with pytest.raises(OSError, match="304"):
            opener.open(again)
        with pytest.raises(OSError, match="404"):
            opener.open("http://nobody.replica.example/")
        assert site.requests["cac.replica.example/robots.txt"] == 1


def test_addresses_do_not_depend_on_the_run() -> None:
    other = Site()
    for notice in NOTICES:
        source = other.sources[notice.source_id]
        path = get_detail_path(source, notice)
        assert other.answer(source.domains[0], path, {}).body == SITE.answer(source.domains[0], path, {}).body
