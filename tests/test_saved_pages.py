"""The nine saved real pages give the right entries and fields.

The pages are others' and stay outside the project, so titles are compared by their digest. Their collector trimmed six
of them: dates became tokens such as {{DATE}}, which are no dates, and addresses relative to the root of the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers.families import Entry, ListPage, ListRequest, get_first_request, read_list
from crawlers.fields import find_fields
from crawlers.links import get_attachment_urls
from crawlers.source import Source, load_sources
from etl.pages import read_page

pytestmark = pytest.mark.shared
REGISTRY = load_sources()
PAGES = {
    "cac_detail__c_1784217637474922_trimmed.html", "cac_wxan__list_trimmed.html",
    "miit_app_tzgg__rendered_dom_list.html", "miit_app_tzgg__shell_raw.html", "miit_app_tzgg__shell_raw2.html",
    "miit_detail__art_ebc8c235_trimmed.html", "miit_yjzj__jpaas_unit_response_trimmed.json",
    "samr_detail__art_68686f05_trimmed.html", "samr_zjdc__jpaas_unit_response_trimmed.json",
}  # fmt: skip
APP_COLUMN = "https://www.miit.gov.cn/jgsj/xgj/APPqhyhqyzxzzxd/tzgg"


@pytest.fixture(scope="module")
def saved() -> Path:
    shared = os.environ.get("ZHIFA_SHARED")
    if not shared:
        pytest.skip("ZHIFA_SHARED is unset: the nine saved real pages were not read")
    return Path(shared) / "sources" / "saved"


def _digest(texts: Sequence[str | None]) -> str:
    return hashlib.sha256("\n".join(text or "" for text in texts).encode()).hexdigest()[:16]


def _titles(entries: Sequence[Entry]) -> str:
    return _digest([entry.title for entry in entries])


def _at_root(name: str, root: str) -> Source:
    """Return a source of the registry as the trimmed pages see it: their addresses begin at the root of the site."""
    return REGISTRY[name].model_copy(update={"url": root})


def test_these_are_all_of_them(saved: Path) -> None:
    assert {path.name for path in saved.iterdir()} - {"INDEX.tsv"} == PAGES


@pytest.mark.parametrize("name", ["miit_app_tzgg__shell_raw.html", "miit_app_tzgg__shell_raw2.html"])
def test_the_shell_leads_to_the_very_request_the_registry_declares(saved: Path, name: str) -> None:
    declared = REGISTRY["miit-app-tzgg"]
    listing = {"family": "jpaas"}
    unknown = Source.model_validate({**declared.model_dump(mode="json"), "listing": listing})
    shell = get_first_request(unknown)
    assert shell == ListRequest(f"{APP_COLUMN}/index.html", 0)
    page = read_list(unknown, shell, (saved / name).read_text("utf-8"))
    assert page.entries == ()
    assert page.next is not None
    asked, known = urlsplit(page.next.url), urlsplit(get_first_request(declared).url)  # type: ignore[union-attr]
    assert (asked.netloc, asked.path) == (known.netloc, known.path)
    assert parse_qs(asked.query) == parse_qs(known.query)
    assert parse_qs(asked.query)["pageId"] == ["ebb511ab5c974de38b61bdc0198ce370"]


APP_NOTICES = """
2026-07-02 f693410a 57 | 2026-05-21 1341de88 56 | 2026-03-13 a3980a1f 55 | 2026-01-06 7f9d7cd7 54
2025-12-09 2b42ed55 53 | 2025-11-10 07653a94 52 | 2025-10-28 a6316a4f 51 | 2025-10-22 567bc4fa -
2025-09-18 3bb3d903 50 | 2025-08-04 49276355 49 | 2025-06-26 86c457bf 48 | 2025-05-29 4e47e92d 47
2025-04-21 535fe276 46 | 2024-12-27 d7339475 45 | 2024-11-13 cba6e258 44 | 2024-09-29 0dc6d0ba 43
2024-08-27 58f2294b 42 | 2024-07-29 3ffc6945 41 | 2024-06-28 26b82a0f 40 | 2024-06-19 ebd513f5 39
2024-05-24 fe17d2da 38 | 2024-03-14 e075c0ae 37 | 2024-01-22 79f5aadc 36 | 2023-12-15 a9e1af00 35
"""  # day, first digits of the address, number of the batch


def test_the_app_column_lists_24_notices_of_73(saved: Path) -> None:
    html = (saved / "miit_app_tzgg__rendered_dom_list.html").read_text("utf-8")
    request = get_first_request(REGISTRY["miit-app-tzgg"])
    assert request is not None
    page = read_list(REGISTRY["miit-app-tzgg"], request, json.dumps({"data": {"html": html}}))
    expected = [row.split() for row in re.split(r"[|\n]", APP_NOTICES.strip())]
    assert len(page.entries) == len(expected) == 24
    for entry, (day, digits, batch) in zip(page.entries, expected, strict=True):
        assert entry.date == date.fromisoformat(day)
        year = day[:4]
        assert re.fullmatch(rf"{APP_COLUMN}/art/{year}/art_{digits}[0-9a-f]{{24}}\.html", entry.url)
        found = re.search(r"总第(\d+)批", entry.title or "")
        assert (found[1] if found else "-") == batch
    assert _titles(page.entries) == "36c33dfeaef26f7b"
    assert page.total == 73
    assert page.next is not None
    assert parse_qs(urlsplit(page.next.url).query)["paramJson"] == ['{"pageNo":2,"pageSize":24}']


def _read_unit(saved: Path, name: str, source: Source) -> ListPage:
    return read_list(source, ListRequest(source.url or "", 1, state={"webId": "w"}), (saved / name).read_text("utf-8"))


def test_the_consultations_of_miit(saved: Path) -> None:
    page = _read_unit(
        saved, "miit_yjzj__jpaas_unit_response_trimmed.json", _at_root("miit-yjzj", "https://www.miit.gov.cn/")
    )
    place = "https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_"
    assert [(entry.url, entry.date) for entry in page.entries] == [
        (f"{place}03d6631242cd45c5bef6e8d62571beff.html", date(2026, 9, 20)),
        (f"{place}ebc8c235df1b4582bcbdb5b54a1d0125.html", date(2026, 9, 14)),
        (f"{place}8f612a418b71457e9cc49b424cc01937.html", date(2026, 9, 11)),
        (f"{place}3c2e4c31f3174237ba8575b3d8a8745d.html", date(2026, 9, 4)),
    ]
    assert _titles(page.entries) == "a50bb2fdcb83585e"


def test_the_consultations_of_samr(saved: Path) -> None:
    source = _at_root("samr-xw-zj", "https://www.samr.gov.cn/")
    page = _read_unit(saved, "samr_zjdc__jpaas_unit_response_trimmed.json", source)
    place = "https://www.samr.gov.cn/hd/zjdc/art/2026/art_"
    assert [(entry.url, entry.date) for entry in page.entries] == [
        (f"{place}7690dba6fb90477cae8299c67f7966d9.html", None),
        (f"{place}52ab04656e214654b6255ef099d6bc01.html", None),
        (f"{place}fa9c0ba512ff4d8790aff5abd4c3ef65.html", None),
        (f"{place}68686f054fe043b6b62c21f50e230b79.html", None),
        (f"{place}9229ca8fad4f4df5b65af58ff2bdb025.html", None),
    ]
    assert _titles(page.entries) == "f95db088f1b10f25", "the line breaks within the title attributes are gone"


def test_the_static_list_of_cac(saved: Path) -> None:
    source = _at_root("cac-wxan", "https://www.cac.gov.cn/")
    text = (saved / "cac_wxan__list_trimmed.html").read_text("utf-8")
    page = read_list(source, ListRequest(source.url or ""), text)
    assert [(entry.url, entry.date) for entry in page.entries] == [
        ("https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm", None),
        ("https://www.cac.gov.cn/2026-06/26/c_1784217637474922.htm", None),
        ("https://www.cac.gov.cn/2026-07/29/c_1787072711938509.htm", None),
        ("https://www.cac.gov.cn/2026-09/03/c_1790185079976128.htm", None),
    ]
    assert _titles(page.entries) == "0dd4e9cde35096b0"
    assert page.total is None


MIIT_PAGE = "https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_ebc8c235df1b4582bcbdb5b54a1d0125.html"
SAMR_PAGE = "https://www.samr.gov.cn/hd/zjdc/art/2026/art_68686f054fe043b6b62c21f50e230b79.html"
CAC_PAGE = "https://www.cac.gov.cn/2026-06/26/c_1784217637474922.htm"
DETAILS = [
    ("miit_detail__art_ebc8c235_trimmed.html", "miit-yjzj", MIIT_PAGE, date(2026, 9, 14), "无线电管理局",
     ["/cms_files/filemanager/1226211233/attach/20269/2d8db4c8e8a940009b16a4fd0a6d68e7.pdf"]),
    ("samr_detail__art_68686f05_trimmed.html", "samr-xw-zj", SAMR_PAGE, date(2026, 9, 1), "网络交易监督管理司",
     ["/cms_files/filemanager/1647978232/attach/20268/e1bd69e8fd014d2fb29b43d07081aab6.wps",
      "/cms_files/filemanager/1647978232/attach/20268/b32ae9fc482a4f1a8be9ad25933e0793.wps"]),
    ("cac_detail__c_1784217637474922_trimmed.html", "cac-wxan", CAC_PAGE, None, None,
     ["/2026-06/26/cms/pub/interact/downloadfile.jsp"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "source_id", "url", "published", "issuer", "files"), DETAILS, ids=["miit", "samr", "cac"]
)
def test_a_detail_page_gives_its_fields(
    saved: Path, name: str, source_id: str, url: str, published: date | None, issuer: str | None, files: list[str]
) -> None:
    body = (saved / name).read_bytes()
    detail = REGISTRY[source_id].detail
    page = read_page(body, document_id=name, media_type="text/html", url=url)
    assert page.published_date == published
    assert page.issuer_line == issuer
    fields = find_fields(body.decode("utf-8"), detail)
    wanted = {"title", "body", *(["date"] if published else []), *(["source"] if issuer else [])}
    assert fields == wanted
    found = get_attachment_urls(body.decode("utf-8"), url, detail)
    assert [urlsplit(file).path for file in found] == files
    assert [urlsplit(file.url).path for file in page.attachments] == files
    assert len(set(found)) == len(files)
    assert len(page.text.plain) > 200


def test_details_have_the_titles_of_their_lists(saved: Path) -> None:
    lists = [
        _read_unit(saved, "miit_yjzj__jpaas_unit_response_trimmed.json", _at_root("miit-yjzj", "https://www.miit.gov.cn/")),
        _read_unit(saved, "samr_zjdc__jpaas_unit_response_trimmed.json", _at_root("samr-xw-zj", "https://www.samr.gov.cn/")),
        read_list(
            _at_root("cac-wxan", "https://www.cac.gov.cn/"), ListRequest("https://www.cac.gov.cn/"),
            (saved / "cac_wxan__list_trimmed.html").read_text("utf-8"),
        ),
    ]  # fmt: skip
    listed = {entry.url: entry.title for page in lists for entry in page.entries}
    for name, _, url, *_ in DETAILS:
        page = read_page((saved / name).read_bytes(), document_id=name, media_type="text/html", url=url)
        assert page.title == listed[url]
