"""Every notice of the replica, read from a page in the shape of the real sites, yields what a careful reader finds."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import pytest

from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.replica.site import Site, get_detail_path
from etl.model import NoticeRecord, Page
from etl.notice import extract_notice
from etl.pages import read_page

NOTICES = load_notices()
SITE = Site()
_by_id = pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.notice_id)


@cache
def _read(key: str) -> tuple[Page, NoticeRecord]:
    notice = next(each for each in NOTICES if each.key == key)
    source = SITE.sources[notice.source_id]
    path = get_detail_path(source, notice)
    answer = SITE.answer(source.domains[0], path, {})
    page = read_page(answer.body, document_id=key, media_type=answer.media_type, url=path, selectors=source.detail)
    return page, extract_notice(page)


@_by_id
def test_kind_cases_declared_and_apps(notice: SampleNotice) -> None:
    _, record = _read(notice.key)
    found = {
        "kind": record.kind,
        "cases": len(record.cases),
        "declared": record.declared_count,
        "apps": len(record.apps),
    }
    expected = {"declared": None, "apps": 0} | notice.expect
    flags, _ = expected.pop("flags", []), expected.pop("joined", {})
    assert found == expected
    assert set(flags) <= set(record.flags)


@_by_id
def test_no_line_is_lost(notice: SampleNotice) -> None:
    page, _ = _read(notice.key)
    text = re.sub(r"[\W_]", "", page.text.plain)
    lines = [cell for line in notice.words.split("\n") for cell in (line.split("|") if "|" in line else [line])]
    wanted = [bare for line in lines if (bare := re.sub(r"[\W_]", "", line))]
    assert [line for line in wanted if line not in text] == []


@_by_id
def test_cases_stand_in_order_and_apart(notice: SampleNotice) -> None:
    _, record = _read(notice.key)
    spans = [case.span for case in record.cases]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert [case.number for case in record.cases] == list(range(1, len(spans) + 1))


@_by_id
def test_what_the_notice_declares_is_quoted_where_it_stands(notice: SampleNotice) -> None:
    page, record = _read(notice.key)
    if record.declared_count is None:
        assert record.declared_evidence is None
    elif record.declared_evidence is not None:
        assert re.search(r"[\d一二三四五六七八九十两]", record.declared_evidence.span.of(page.text.plain))
