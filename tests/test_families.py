"""List pages of every mechanism become entries and the next request."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.families import Entry, ListRequest, ListShapeError, get_first_request, get_given_entries, read_list
from crawlers.families.entries import clean_title, count_joined_links, parse_list_date, read_entries, resolve_link
from crawlers.source import EntrySelectors, Source


def _source(family: str, url: str = "https://a.example/zwgk/tzgg/index.html", **more: Any) -> Source:
    entry = more.pop("entry", {})
    return Source.model_validate(
        {
            "source_id": "demo", "name_zh": "示例", "name_en": "Demo", "url": url, "entry": entry,
            "listing": {"family": family, **more},
        }
    )  # fmt: skip


def _first(source: Source) -> ListRequest:
    request = get_first_request(source)
    assert request is not None
    return request


QUERY = (
    "{'parseType':'buildstatic','webId':'w1','tplSetId':'t1','pageType':'column',"
    "'tagId':'%s','editType':'null','pageId':'p1'}"
)


class TestJpaas:
    def test_the_shell_leads_to_the_unit(self) -> None:
        source = _source("jpaas")
        script = f'<script url="/api-gateway/x/build/unit" queryData="{QUERY % "当前栏目_list"}"></script>'
        page = read_list(source, _first(source), f"<html>{script}</html>")
        assert page.entries == ()
        assert page.next is not None
        assert page.next.number == 1
        assert page.next.url.startswith("https://a.example/api-gateway/x/build/unit?parseType=buildstatic&webId=w1")
        assert "paramJson=%7B%22pageNo%22%3A1%7D" in page.next.url

    def test_of_several_queries_the_list_is_taken(self) -> None:
        source = _source("jpaas")
        scripts = "".join(f'<script querydata="{QUERY % tag}"></script>' for tag in ("右侧导航", "内容区域", "页脚"))
        page = read_list(source, _first(source), scripts)
        assert page.next is not None
        assert page.next.state["tagId"] == "内容区域"

    def test_known_ids_save_the_shell_and_the_misspelling_stays(self) -> None:
        ids = {"web_id": "w", "page_id": "p", "tpl_set_id": "t", "tag_id": "内容区域", "parse_type": "bulidstatic"}
        request = _first(_source("jpaas", **ids, page_size=24))
        assert request.number == 1
        assert "parseType=bulidstatic" in request.url
        assert "%22pageSize%22%3A24" in request.url

    def test_paging_goes_by_count_and_rows(self) -> None:
        source = _source("jpaas")
        html = "<li><a href='/x/art/2026/art_%032x.html' title='甲'>甲</a><span>2026-03-0%d</span></li>"
        lines = "".join(html % (i, i) for i in (1, 2)) + '<div class="pagination" count="5" rows="2"></div>'
        request = ListRequest("https://a.example/api?x=1", 1, state={"webId": "w1"})
        second = read_list(source, request, json.dumps({"data": {"html": lines}})).next
        assert second is not None
        assert second.number == 2
        third = read_list(source, second, json.dumps({"data": {"html": lines}})).next
        assert third is not None
        assert read_list(source, third, json.dumps({"data": {"html": lines}})).next is None

    @pytest.mark.parametrize(
        "text", ["", "<html>维护中</html>", '{"code":"500"}', '{"data":null}', '{"data":{"html":null}}']
    )
    def test_other_answers_are_told(self, text: str) -> None:
        source = _source("jpaas")
        with pytest.raises(ListShapeError):
            read_list(source, ListRequest("https://a.example/api", 1), text)
        with pytest.raises(ListShapeError, match="queryData"):
            read_list(source, ListRequest("https://a.example/", 0), text)


class TestHanweb:
    RECORD = "<record><![CDATA[<li><a href='/art/2026/5/%d/art_113_%d.html' title='公告%d'>公告…</a><span>[2026-05-0%d]</span></li>]]></record>"

    def test_records_and_the_way_to_more(self) -> None:
        source = _source("hanweb", "https://a.example/col/col113/index.html", per_page=2)
        records = "".join(self.RECORD % (i, i, i, i) for i in (1, 2))
        script = "url:'/module/web/jpage/dataproxy.jsp?webid=1&amp;columnid=113&amp;unitid=54',totalRecord:5"
        page = read_list(source, _first(source), f"<datastore>{records}</datastore><script>{script}</script>")
        assert [entry.title for entry in page.entries] == ["公告1", "公告2"]
        assert page.entries[0].date == date(2026, 5, 1)
        assert page.total == 5
        assert page.next is not None
        assert "startrecord=3&endrecord=4&perpage=2&webid=1&columnid=113&unitid=54" in page.next.url
        more = read_list(source, page.next, "".join(self.RECORD % (i, i, i, i) for i in (3, 4)))
        assert more.next is not None
        assert "startrecord=5" in more.next.url
        assert read_list(source, more.next, self.RECORD % (5, 5, 5, 5)).next is None

    def test_an_empty_proxy_answer_ends_the_list(self) -> None:
        source = _source("hanweb")
        request = ListRequest("https://a.example/module/web/jpage/dataproxy.jsp", 2, state={"columnid": "1"})
        assert read_list(source, request, "<datastore></datastore>").next is None

    def test_a_page_without_records_is_told(self) -> None:
        with pytest.raises(ListShapeError, match="CDATA"):
            read_list(_source("hanweb"), ListRequest("https://a.example/"), "<html></html>")


STATIC = [
    ("static_zero_based", "https://a.example/zwxx/", "https://a.example/zwxx/index_1.html"),
    ("static_zero_based", "https://a.example/gg/index.shtml", "https://a.example/gg/index_1.shtml"),
    ("static_one_based", "https://a.example/wxfb/A1index_1.htm", "https://a.example/wxfb/A1index_2.htm"),
    ("static_one_based", "https://a.example/1073/index.html", "https://a.example/1073/index_2.html"),
    ("static_list_n", "https://a.example/c10/list.shtml", "https://a.example/c10/list_2.shtml"),
    ("static_list_n", "https://a.example/c10/", "https://a.example/c10/list_2.html"),
    ("static_id_n", "https://a.example/gengduo/104.html", "https://a.example/gengduo/104_2.html"),
]


@pytest.mark.parametrize(("family", "url", "second"), STATIC)
def test_static_pages_know_what_page_two_is_called(family: str, url: str, second: str) -> None:
    source = _source(family, url)
    line = '<li><a href="./202604/t20260428_1.html">甲公告</a><span>2026-04-28</span></li>'
    page = read_list(source, _first(source), line)
    assert page.next is not None
    assert page.next.url == second
    assert page.entries[0].date == date(2026, 4, 28)
    assert read_list(source, page.next, "<html></html>").next is None


def test_declared_pages_end_a_static_list() -> None:
    source = _source("static_zero_based", "https://a.example/zwxx/")
    line = '<a href="t20260428_1.html">甲公告</a><script>createPageHTML(2,0,"index","html")</script>'
    second = read_list(source, _first(source), line).next
    assert second is not None
    assert read_list(source, second, line).next is None


def test_a_page_name_may_be_given() -> None:
    source = _source("static_one_based", "https://a.example/x/", page_url="/x/p{n}.html")
    page = read_list(source, _first(source), '<a href="/a/t20260428_1.html">甲</a>')
    assert page.next is not None
    assert page.next.url == "https://a.example/x/p2.html"


class TestFormApi:
    def _source(self) -> Source:
        form = {"channelCode": "A1", "perPage": "2", "pageno": "{page}"}
        return _source("form_api", endpoint="/cms/JsonList", form=form, page_size=2)

    def test_rows_and_paging(self) -> None:
        source = self._source()
        first = _first(source)
        assert dict(first.form or ()) == {"channelCode": "A1", "perPage": "2", "pageno": "1"}
        rows = [
            {"topic": f"标题{i}", "infourl": f"//a.example/c_{i}.htm", "pubtime": "2026-02-03 10:00:00"} for i in (1, 2)
        ]
        page = read_list(source, first, json.dumps({"list": rows}))
        assert page.entries[0] == Entry("https://a.example/c_1.htm", "标题1", date(2026, 2, 3))
        assert page.next is not None
        assert dict(page.next.form or ())["pageno"] == "2"
        assert read_list(source, page.next, json.dumps({"list": rows[:1]})).next is None
        assert read_list(source, page.next, json.dumps({"list": []})).entries == ()

    @pytest.mark.parametrize("text", ["<html>", "[]", '{"rows":[]}', '{"list":null}'])
    def test_other_answers_are_told(self, text: str) -> None:
        with pytest.raises(ListShapeError):
            read_list(self._source(), _first(self._source()), text)


def test_a_search_goes_through_its_keywords() -> None:
    params = {"q": "{keyword}", "page": "{page}"}
    source = _source("search_api", endpoint="/s", params=params, keywords=["App", "小程序"])
    first = _first(source)
    line = '<li><a href="/2026-01/02/c_1767312000000.htm">App通报</a><span>2026-01-02</span></li>'
    second = read_list(source, first, line).next
    assert second is not None
    assert second.url.endswith("q=App&page=2")
    other = read_list(source, second, "<html></html>").next
    assert other is not None
    assert other.url.endswith("q=%E5%B0%8F%E7%A8%8B%E5%BA%8F&page=1")
    assert read_list(source, other, "<html></html>").next is None


def test_a_json_search_names_its_fields() -> None:
    source = _source("search_api", endpoint="/s", params={"p": "{page}"}, items="data.rows", date_field="docDate")
    answer = {"data": {"rows": [{"url": "/a.html", "title": "甲", "docDate": "2026/3/4"}]}}
    assert read_list(source, _first(source), json.dumps(answer)).entries == (
        Entry("https://a.example/a.html", "甲", date(2026, 3, 4)),
    )


def test_given_documents_are_entries() -> None:
    urls = ["https://mp.weixin.qq.com/s/a?scene=1", "https://mp.weixin.qq.com/s/a", "https://mp.weixin.qq.com/s/b"]
    source = _source("wechat", urls=urls)
    assert get_first_request(source) is None
    assert [entry.url[-1] for entry in get_given_entries(source)] == ["a", "b"]
    assert get_given_entries(_source("jpaas")) == ()


# ruff: noqa: E501
LINES = [
    ("unquoted attributes", "<li><h5><a href=//a.example/2026-04/30/c_1779289298718765.htm title=专项行动>专项…</a></h5><div class=times>2026-04-30</div></li>", "专项行动", date(2026, 4, 30)),
    ("date before the link", "<li><span>2026-09-20</span><a href='/art_ab.html'>意见</a></li>", "意见", date(2026, 9, 20)),
    ("date within the link", "<li><a href='/art_ab.html'>公告<i>2026.1.5</i></a></li>", "公告", date(2026, 1, 5)),
    ("date in a sibling item", "<ul><li><a href='/art_ab.html'>公告</a></li><li>2026-01-05</li></ul><ul><li><a href='/art_ac.html'>二</a></li><li>2025-01-05</li></ul>", "公告", date(2026, 1, 5)),
    ("date in a table cell", "<table><tr><td><a href='/art_ab.html'>公告</a></td><td>[2026-01-05]</td></tr></table>", "公告", date(2026, 1, 5)),
    ("no date", "<li><a href='/art_ab.html'>公告</a></li>", "公告", None),
    ("lost date", "<li><a href='/art_ab.html'>公告</a><span>1970-01-01</span></li>", "公告", None),
    ("date within the title", "<li><a href='/art_ab.html'>关于2026年2月1日起施行的公告</a></li>", "关于2026年2月1日起施行的公告", None),
    ("break in the attribute", "<li><a href='/art_ab.html' title='关于开展直\n播检查的通知'>关于开展直播检查的通知</a></li>", "关于开展直播检查的通知", None),
    ("tag in the attribute", "<li><a href='/art_ab.html' title='第一行&lt;br/&gt;第二行'>第一行</a></li>", "第一行第二行", None),
    ("title in a script", "<li><a href='/xxfb/t20260101_1.html'><script>var _docTitle='关于公示的通知';</script></a></li>", "关于公示的通知", None),
    ("bare relative link", "<li><a href=t20260105_1.html>公告</a><span>2026-01-05</span></li>", "公告", date(2026, 1, 5)),
    ("upper case tags", "<LI><A HREF='/art_ab.html'>公告</A><SPAN>2026/01/05</SPAN></LI>", "公告", date(2026, 1, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("line", "title", "when"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_a_line_gives_title_and_date(line: str, title: str, when: date | None) -> None:
    (entry, *_) = read_entries(line, "https://a.example/x/", EntrySelectors())
    assert entry.title == title
    assert entry.date == when


def test_navigation_is_no_entry() -> None:
    page = (
        "<a href='/index.html'>首页</a><a href='javascript:void(0)'>更多</a><a href='/about/art.html'>关于</a><a>空</a>"
    )
    assert read_entries(page, "https://a.example/", EntrySelectors()) == ()
    assert read_entries("", "https://a.example/", EntrySelectors()) == ()
    assert read_entries("\x00  ", "https://a.example/", EntrySelectors()) == ()


def test_selectors_win_over_the_pattern() -> None:
    page = "<div class=row><b>2026-01-02</b><a href='/n/5'>五</a></div><div class=side><a href='/n/6'>六</a></div>"
    selectors = EntrySelectors(item="div.row", date="b", link_pattern=r"/n/\d+")
    assert read_entries(page, "https://a.example/", selectors) == (
        Entry("https://a.example/n/5", "五", date(2026, 1, 2)),
    )


DATES_FROM_NOTHING = [
    "2026年第4批",
    "1970-13-01 2026-01-02",
    "2026-13-01",
    "总第57批",
    "20260428",
    "1234567-01-01",
    "",
    None,
]


@pytest.mark.parametrize("text", DATES_FROM_NOTHING)
def test_no_date_is_made_up(text: str | None) -> None:
    assert parse_list_date(text) is None


def test_titles_are_cleaned_once() -> None:
    title = clean_title(" 市场监管总局\u3000公布<br>典型案例\n（第2批） ")
    assert title == "市场监管总局 公布典型案例（第2批）"
    assert clean_title(title) == title


BASES = [
    "https://a.example/x/y/index.html", "https://a.example/x/", "http://a.example", "http://a.example:8080/q?p=/a/../b",
    "http://a.example/x/../y/", "http://a.example//x/y", "HTTPS://A.example/q", "https://a.example/x;p/y?[1]#z",
    "http://[::1]/x", "https://a.example/中/y", "ftp://a.example/b", "/x/y", "",
]  # fmt: skip
PLAIN_PARTS = ["x", "t2026_1.html", "c%20d", "~e", "/", "/", "./", "../"]
PARTS = [
    *PLAIN_PARTS, "..", ".", "//", "?", "#", "?q=1&r=/a/..", "&", ";", ":", "@", "\\", "[", " ", "\t", "\n", "\r", "\x1f", "中", "℀", "１",
]  # fmt: skip
STARTS = [
    "",
    "/",
    "./",
    "../",
    "../../",
    "http://b.example",
    "https://a.example:81/",
    "HTTP://b.example/",
    "//b.example",
    "mailto:",
    "?",
]


def _join_by_the_book(base_url: str, href: str) -> str | None:
    href = href.strip().replace("\n", "").replace("\t", "")
    try:
        url = urljoin(base_url, href).split("#", 1)[0]
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and host and href else None


@settings(max_examples=1500, deadline=None)
@given(
    st.sampled_from(BASES),
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(PLAIN_PARTS), max_size=6) | st.lists(st.sampled_from(PARTS), max_size=8),
)
def test_links_are_joined_as_urljoin_joins_them(base_url: str, start: str, parts: list[str]) -> None:
    href = start + "".join(parts)
    assert resolve_link(base_url, href) == _join_by_the_book(base_url, href)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_joined_links_are_counted_however_they_are_quoted(count: int) -> None:
    plain = "<a href=\"https://a.example/c_1.htm\">1</a><a href=http://a.example/c_2.htm>2</a><a href='/c_3.htm'>3</a>"
    joined = '<a href=/x/https://a.example/c_4.htm>4</a><a href="https://a.examplehttp://a.example/c_5.htm">5</a>'
    assert count_joined_links(plain + count * joined + '"url":"http://a.example/"') == 2 * count
    assert count_joined_links(plain * 2 + count * "<a href=\\'//a.example:80/http://b.example/x.htm\\'>6</a>") == count


NESTED = [
    ("texts around a comment", "<li><a href='/post_1.html'>公<!-- 2024-01-01 -->告</a><i>甲</i><!-- 2023-01-01 --></li>", "公 告", None),
    ("texts within texts", "<li><a href='/post_1.html'>关于<b>二</b>月的<i>公告</i></a><p><em>日期 <b>2026-01-05</b></em></p></li>", "关于 二 月的 公告", date(2026, 1, 5)),
    ("year in the title", "<li><a href='/post_1.html'>2026年公告（2025年第3号）</a><b>2026.2.3</b></li>", "2026年公告（2025年第3号）", date(2026, 2, 3)),
    ("entity in the title", "<li><a href='/post_1.html'>甲&amp;乙&lt;丙&gt; &nbsp;丁</a></li>", "甲&乙 丁", None),
    ("number before the year", "<li><a href='/post_1.html'>公告</a>12026-01-05 2026-01-06</li>", "公告", date(2026, 1, 6)),
    ("empty script", "<li><a href='/post_1.html' title='公告'><script>var _docTitle = '';</script></a></li>", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "title", "when"), [row[1:] for row in NESTED], ids=[row[0] for row in NESTED])
def test_nested_lines_give_title_and_date(line: str, title: str | None, when: date | None) -> None:
    assert read_entries(line, "https://a.example/x/", EntrySelectors()) == (
        Entry("https://a.example/post_1.html", title, when),
    )


def test_a_line_ends_where_another_entry_begins() -> None:
    page = (
        "<div><div><a href='/post_1.html'>甲</a><a href='/post_1.html'>甲</a><i>2026-01-01</i></div>"
        "<div><a href='/post_2.html'>乙</a><div><a href='/post_3.html'>丙</a><i>2026-01-03</i></div></div></div>"
    )
    found = {entry.title: entry.date for entry in read_entries(page, "https://a.example/", EntrySelectors())}
    assert found == {"甲": date(2026, 1, 1), "乙": None, "丙": date(2026, 1, 3)}
