"""Readers: from bytes to pages. The fixtures are written for this project; parties and places are fictional."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from linear_time import check_linear_time

from etl.model import BlockKind, Page, Span
from etl.pages import UnreadableDocument, read_page
from etl.pages.decode import decode_body
from etl.text import fold_width

FIXTURES = Path(__file__).parent / "pages"
SHARED = os.environ.get("ZHIFA_SHARED")
NARROW = dict(zip("，：；！？", ",:;!?", strict=True))


@dataclass(frozen=True)
class Chosen:
    title: str | None = None
    date: str | None = None
    source: str | None = None
    body: str | None = None


def read(name: str, media_type: str = "text/html", selectors: Chosen | None = None) -> Page:
    body = (FIXTURES / name).read_bytes()
    return read_page(
        body, document_id="d1", media_type=media_type, url="https://www.example.gov.cn/a/1.html", selectors=selectors
    )


def check_offsets(page: Page, source: str) -> None:
    """Every mapped character stands at its place in the source; entities stand at their ampersand."""
    for block, line in page.text.lines():
        assert block.span.of(page.text.plain) == line
        for i in range(block.span.start, block.span.end):
            back = page.text.offsets.to_source(Span(i, i + 1))
            if back is None:
                continue
            there = fold_width(back.of(source)).replace("\n", " ")
            assert there in (page.text.plain[i], "&", NARROW.get(page.text.plain[i])), (page.text.plain[i], there)


def test_archived_bulletin_is_the_article_alone() -> None:
    page = read("archived_bulletin.md", "text/markdown")
    assert page.family == "archive_markdown"
    assert page.title == "关注 | 云溪市网信办通报3起典型案例"
    assert page.published_date == date(2025, 11, 20)
    assert page.issuer_line == "网信云溪"
    lines = page.text.plain.split("\n")
    assert lines[0].startswith("关注")
    assert lines[1] == "近期，云溪市网信办依据《网络安全法》，依法查处3起违法案件，现将典型案例通报如下："
    assert lines[-1] == "（来源：网信云溪）"
    for junk in ("往期回顾", "约谈两家平台", "阅读器", "蓝字", "二维码", "知道了", "某编辑", "原创", "![", "]("):
        assert junk not in page.text.plain
    assert "账号“云溪**说”" in page.text.plain
    assert "并处罚款1万元。办案详情" in page.text.plain
    kinds = {line: block.kind for block, line in page.text.lines()}
    assert kinds["案例一：云溪某科技公司未履行网络安全保护义务案"] is BlockKind.BOLD
    assert page.tables[0].rows == (("应用名称", "版本"), ("云溪出行", "2.3.1"), ("云溪|菜篮", "1.0"))
    assert page.tables[0].has_header
    assert page.flags == ()
    check_offsets(page, (FIXTURES / "archived_bulletin.md").read_text("utf-8"))


def test_the_fetch_date_never_becomes_the_date() -> None:
    body = (FIXTURES / "archived_bulletin.md").read_text("utf-8").replace("date: 2025-11-20\n", "", 1)
    page = read_page(body.encode(), document_id="d1", media_type="text/markdown")
    assert page.published_date is None


def test_archived_website_loses_navigation_and_footer() -> None:
    page = read("archived_website.md", "text/markdown")
    assert page.text.plain.split("\n")[1:] == [
        "近日，云溪通信管理局组织第三方检测机构对属地应用开展抽查，发现两款应用存在违规收集个人信息的问题。",
        "通报要求相关企业在十五日内完成整改，逾期未整改的，将依法予以下架处置，并纳入信用记录管理。",
    ]
    assert page.issuer_line == "示例安全网"


@pytest.mark.parametrize(
    "source",
    [
        "# 云溪市通报两起案件\n\n**一**\n\n近日，云溪市网信办处罚甲公司。\n",
        "云溪市通报两起案件\n\n**谣言案，罚！**\n\n张某被罚。\n\n**泄露案，罚！**\n\n甲公司被罚。\n",
        "# 云溪市通报两起案件\n\n云溪市网信办处罚甲公司。\n",
    ],
)
def test_markdown_of_no_known_export_has_a_title_and_bold_lines(source: str) -> None:
    page = read_page(source.encode(), document_id="a.md", media_type="text/markdown")
    assert (page.family, page.title) == ("archive_markdown", "云溪市通报两起案件")
    assert "*" not in page.text.plain
    assert "#" not in page.text.plain
    assert page.text.blocks[0].kind is BlockKind.HEADING


def test_an_archived_article_of_an_account_names_it_wherever_the_archive_keeps_it() -> None:
    source = (
        "---\ntitle: 云溪市通报两起案件\nurl: https://mp.weixin.qq.com/s/a\nsource: a feed\n---\n\n"
        "# 云溪市通报两起案件\n\n云溪网警\n\n![]()\n\n云溪市公安局依法对张某处以行政拘留五日的处罚。\n"
    )
    url = "https://archive.example/wechat/a.md"
    page = read_page(source.encode(), document_id="a.md", media_type="text/markdown", url=url)
    assert page.issuer_line == "云溪网警"
    elsewhere = source.replace("mp.weixin.qq.com", "news.example")
    page = read_page(elsewhere.encode(), document_id="a.md", media_type="text/markdown", url=url)
    assert page.issuer_line == "a feed"


def test_export_without_front_matter_names_account_and_date() -> None:
    page = read("export_without_front_matter.md", "text/plain")
    assert (page.family, page.published_date, page.issuer_line) == ("archive_markdown", date(2024, 12, 14), "云溪公安")
    assert page.text.plain.split("\n")[1:] == ["12月3日，云溪市公安局依法对张某处以行政拘留五日的处罚。"]


def test_front_matter_with_lists_and_the_date_of_a_feed() -> None:
    head = "---\ntitle: 云溪市通报一起案件\ncategories: \n - 新媒体\ndate: Tue, 31 Dec 2024 22:10:00 GMT\n---\n\n"
    page = read_page(f"{head}<p>张某被罚款。</p>".encode(), document_id="d", media_type="text/markdown")
    assert (page.title, page.published_date) == ("云溪市通报一起案件", date(2025, 1, 1))
    assert page.text.plain == "张某被罚款。"
    page = read_page(b"---\ntitle: A\n - b\nc\n---\n", document_id="d", media_type="text/markdown")
    assert page.title != "A"  # a line that is neither field nor entry


def test_a_paragraph_that_begins_with_its_publisher_is_no_signature() -> None:
    told = "云溪市通信管理局组织检查，书面要求违规应用限期整改，尚有三款应用未完成整改，现予以通报。"
    head = "---\ntitle: 关于应用的通报\nsource: 云溪市通信管理局\ndate: 2025-01-02\n---\n\n# 关于应用的通报\n\n"
    page = read_page(f"{head}云溪市通信管理局\n\n{told}\n".encode(), document_id="d", media_type="text/markdown")
    assert page.text.plain.split("\n")[1:] == [told]
    page = read_page(f"{head}{told}\n\n上述应用应当整改。\n".encode(), document_id="d", media_type="text/markdown")
    assert told in page.text.plain


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("云溪市公布一批虚假宣传案", "时间：2024-05-06 来源：云溪日报"), "云溪市公布一批虚假宣传案"),
        (("当前位置：首页 > 新闻 > 正文", "云溪市公布一批虚假宣传案"), "云溪市公布一批虚假宣传案"),
        (("近日，云溪市公布一批虚假宣传案",), None),
        (("云溪社5月6日电 本市公布虚假宣传案",), None),
        (("云溪镜像.新闻汇总 2024-05-06",), None),
        (("案例二：甲公司发布虚假广告案",), None),
        (("云溪市公布虚假宣传案如下：",), None),
        (("警方通报",), None),
    ],
)
def test_headline_above_prose_of_an_archive_that_states_none(lines: tuple[str, ...], title: str | None) -> None:
    told = "云溪市市场监管局查明，甲公司发布虚假广告，依据《广告法》对其处以罚款3万元，并责令其在相应范围内消除影响。"
    source = "---\nurl: http://a.cn/1\n---\n\n" + "\n\n".join([*lines, told]) + "\n"
    page = read_page(source.encode(), document_id="d", media_type="text/markdown")
    assert page.title == title
    assert told in page.text.plain


def test_front_matter_with_tags_and_a_date_in_words() -> None:
    head = "---\ntitle: '云溪市查处5款应用'\ntags:\n - 新媒体\n - 资讯\ndate: Fri, 06 Aug 2021 07:10:14 GMT\n---\n\n"
    page = read_page(f"{head}云溪市查处5款应用，责令其整改。\n".encode(), document_id="d", media_type="text/markdown")
    assert (page.title, page.published_date) == ("云溪市查处5款应用", date(2021, 8, 6))
    assert "新媒体" not in page.text.plain


def test_a_caption_that_repeats_the_headline_hides_no_text() -> None:
    first, title = (
        "云溪市交通运输局对甲公司等四家平台公司进行约谈，要求其立即整改存在的突出问题。" * 2,
        "云溪市约谈四家平台公司",
    )
    source = f"---\nurl: http://a.cn/1\n---\n\n{title}\n\n{first}\n\n{title}\n\n{first}\n"
    assert first in read_page(source.encode(), document_id="d", media_type="text/markdown").text.plain


def test_cut_archive_is_flagged() -> None:
    body = (FIXTURES / "archived_website.md").read_text("utf-8").split("本文为作者")[0]
    long = (
        body + "\n\n".join(f"第{i}家企业被要求限期完成整改并提交书面报告。" for i in range(400)) + "，依据有关规...\n"
    )
    page = read_page(long.encode(), document_id="d1", media_type="text/markdown")
    assert "truncated" in page.flags
    assert page.text.plain.endswith("依据有关规")


def test_title_only_and_pictures_for_a_list() -> None:
    head = "---\ntitle: 云溪局通报12款应用\ndate: 2025-01-02\n---\n\n# 云溪局通报12款应用\n\n"
    assert read_page(head.encode(), document_id="d", media_type="text/markdown").flags == ("title_only",)
    alone = (
        "---\nurl: http://news.example/1\n---\n\n近日，云溪局对一家公司开展检查，发现该公司未履行义务，依法给予警告。\n"
    )
    assert read_page(alone.encode(), document_id="d", media_type="text/markdown").flags == ()
    pictures = (
        head
        + "近日，云溪局对应用开展检测，发现十二款应用存在问题。\n\n附件：存在问题的应用名单\n\n![](https://a.cn/1.png)\n"
    )
    assert read_page(pictures.encode(), document_id="d", media_type="text/markdown").flags == (
        "image_list",
        "needs_ocr",
    )


def test_government_page() -> None:
    page = read("government.html")
    assert (page.family, page.title) == ("html", "关于侵害用户权益应用的通报")
    assert page.published_date == date(2025, 12, 3)
    assert page.issuer_line == "信息通信管理处"
    lines = page.text.plain.split("\n")
    assert lines[1] == "依据《网络安全法》“有关规定”，我局对省内应用开展检测，发现2款应用存在问题，现予以通报。"
    assert lines[2] == "一、通报名单"
    assert lines[-2:] == ["云溪省通信管理局", "2025年12月3日"]
    assert "隐藏" not in page.text.plain
    assert "ICP" not in page.text.plain
    assert page.tables[0].rows[3] == (
        "2",
        "云溪菜篮",
        "云溪菜篮商贸有限公司",
        "1.0.8",
        "华为应用市场",
        "违规收集个人信息",
    )
    assert page.tables[0].has_header
    assert [(link.url, link.name, link.media_type) for link in page.attachments] == [
        ("https://www.example.gov.cn/files/list.pdf", "应用名单.pdf", "application/pdf")
    ]
    check_offsets(page, (FIXTURES / "government.html").read_text("utf-8"))


def test_row_spans_quote_their_rows() -> None:
    page = read("government.html")
    for table in page.tables:
        for cells, span in zip(table.rows, table.row_spans, strict=True):
            assert span.of(page.text.plain) == "\t".join(cells)


def test_selectors_of_the_source_win() -> None:
    chosen = Chosen(title="h1", date=".info", source="meta[name=ContentSource]", body=".article-content table")
    page = read("government.html", selectors=chosen)
    assert page.text.plain.split("\n")[1].startswith("序号\t应用名称")
    assert page.published_date == date(2025, 12, 3)
    missed = read("government.html", selectors=Chosen(body="#nowhere"))
    assert missed.text.plain == read("government.html").text.plain


def test_page_without_known_container_is_found_by_density() -> None:
    page = read("bare_page.html")
    assert page.title == "云溪区市场监管局公布一起案件"
    assert page.published_date == date(2025, 9, 8)
    assert page.issuer_line == "云溪区市场监管局"
    assert "罚款二十万元" in page.text.plain
    assert "政务公开" not in page.text.plain
    assert "网站地图" not in page.text.plain


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", None])
def test_gb18030_under_a_wrong_label(declared: str | None) -> None:
    """A page that says gb2312 and holds GB18030 must not lose its rare characters."""
    text = (FIXTURES / "bare_page.html").read_text("utf-8").replace("云溪某商贸", "云溪㒩镕某商贸")
    text = text.replace('<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else "")
    page = read_page(text.encode("gb18030"), document_id="d", media_type=f"text/html; charset={declared}")
    assert "云溪㒩镕某商贸有限公司" in page.text.plain


def test_wechat_page() -> None:
    page = read("wechat.html")
    assert (page.family, page.title) == ("wechat", "云溪市公安局公布2起网络谣言案件")
    assert page.issuer_line == "云溪网警"
    assert page.published_date == date(2026, 1, 9)
    assert [(block.kind, line) for block, line in page.text.lines()][1:] == [
        (BlockKind.BOLD, "案例一"),
        (BlockKind.TEXT, "2025年12月5日，云溪市公安局依法对李某处以行政拘留三日的处罚。"),
        (BlockKind.BOLD, "案例二"),
        (BlockKind.TEXT, "网民王某编造虚假警情，被处以罚款五百元。"),
    ]
    check_offsets(page, (FIXTURES / "wechat.html").read_text("utf-8"))


def test_magazine_pages_are_healed() -> None:
    page = read("magazine.txt", "text/plain")
    lines = page.text.plain.split("\n")
    assert page.published_date == date(2026, 1, 15)
    assert page.issuer_line == "云溪市网络安全协会"
    assert page.title == "云溪网络治理观察"
    assert any("实名认证机制，非法牟利" in line for line in lines)
    assert any(line.endswith("并定期发布治理公告。（来源：网信云溪）") for line in lines)
    assert "1.云溪市公安局破获一起破坏计算机信息系统案 2" in lines
    assert "1.云溪市公安局破获一起破坏计算机信息系统案" in lines
    assert "- 2 -" not in page.text.plain
    assert "涉案金额4万余元" in page.text.plain
    check_offsets(page, (FIXTURES / "magazine.txt").read_text("utf-8"))


def test_lines_broken_at_a_column_are_joined_and_headings_are_not() -> None:
    broken = (
        "云溪市市场监管局公布典型案例\n\n"
        "一、某商贸公司虚假宣传案\n"
        "云溪市市场监管局执法人员在检查中发现，当事人在其网店页面宣传\n"
        "商品具有治疗作用，经查明，该商品为普通食品，不具有其宣传的功\n"
        "效，当事人的行为违反了有关法律规定，云溪市市场监管局依法对其\n"
        "作出罚款的行政处罚。\n"
        "二、某科技公司刷单案\n"
        "当事人组织人员虚构交易，提高网店的销量和信誉，欺骗误导消费者\n"
        "，云溪市市场监管局依法责令其停止违法行为，并处以二十万元罚款\n"
        "的行政处罚。\n"
    )
    page = read_page(broken.encode(), document_id="d", media_type="text/plain")
    lines = page.text.plain.split("\n")
    assert lines[1] == "一、某商贸公司虚假宣传案"
    assert lines[2].endswith("作出罚款的行政处罚。")
    assert lines[3] == "二、某科技公司刷单案"
    assert "二十万元罚款的行政处罚" in lines[4]
    assert len(lines) == 5


def make_pdf(pages: list[list[str]], *, header: str | None = None, password: str | None = None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("STSong-Light", 12)
        if header:
            canvas.drawString(72, 810, header)
        for i, line in enumerate(lines):
            canvas.drawString(72, 770 - 18 * i, line)
        canvas.drawString(290, 30, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pdf_with_text_layer() -> None:
    first = [
        "云溪省通信管理局通报",
        "云溪省通信管理局组织检测机构对应用进行检查，发现部分应用存在违规收",
        "集个人信息的问题，相关企业应当立即整改并提交整改报告，逾期未整",
    ]
    pages = [first, ["改的，依法予以下架。", "特此通报。"], ["云溪省通信管理局"]]
    page = read_page(make_pdf(pages, header="云溪通信监管简报"), document_id="d", media_type="application/pdf")
    assert page.family == "pdf"
    assert page.text.plain.split("\n") == [
        "云溪省通信管理局通报",
        "云溪省通信管理局组织检测机构对应用进行检查，发现部分应用存在违规收集个人信息的问题，"
        "相关企业应当立即整改并提交整改报告，逾期未整改的，依法予以下架。",
        "特此通报。",
        "云溪省通信管理局",
    ]


UNREADABLE = [
    ("empty", b"", "text/html"),
    ("empty", b"  \n ", "text/plain"),
    ("undecodable", bytes(range(256)) * 40, "text/html"),
    ("broken_gzip", gzip.compress(b"<html><body>" + random.Random(0).randbytes(4000), mtime=0)[:900], "text/html"),
    ("image_file", b"\x89PNG\r\n\x1a\n" + bytes(200), "image/png"),
    ("broken_office_file", b"PK\x03\x04" + bytes(200), "application/zip"),
    ("broken_pdf", b"%PDF-1.7\nnothing", "application/pdf"),
    ("too_large", b"<html><body>" + b"a" * 50_000_001, "text/html"),
    ("too_large", gzip.compress(b"<html>" + b"a" * 60_000_000, 1, mtime=0), "text/html"),
    ("deleted", (FIXTURES / "wechat_deleted.html").read_bytes(), "text/html"),
    (
        "challenge_page",
        "<html><body><div class='weui-msg'>环境异常，完成验证后即可继续访问</div></body></html>".encode(),
        "text/html",
    ),
    ("bad_link", "<html><body><div class='weui-msg'>参数错误</div></body></html>".encode(), "text/html"),
]


@pytest.mark.parametrize(("code", "body", "media_type"), UNREADABLE, ids=lambda value: str(value)[:14])
def test_unreadable_bodies_name_the_remedy(code: str, body: bytes, media_type: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_page(body, document_id="d", media_type=media_type)
    assert caught.value.code == code
    assert "\n" not in caught.value.message
    assert len(caught.value.message) > 20


def test_locked_and_picture_pdf() -> None:
    with pytest.raises(UnreadableDocument) as locked:
        read_page(make_pdf([["通报"]], password="secret"), document_id="d", media_type="application/pdf")
    assert locked.value.code == "encrypted_pdf"
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableDocument) as picture:
        read_page(buffer.getvalue(), document_id="d", media_type="application/pdf")
    assert picture.value.code == "needs_ocr"


def test_packed_page_and_decoding() -> None:
    body = gzip.compress((FIXTURES / "government.html").read_bytes())
    page = read_page(body, document_id="d", media_type="text/html")
    assert page.title == "关于侵害用户权益应用的通报"
    assert decode_body("通报".encode("utf-16"), "text/plain") == "通报"
    assert decode_body("\ufeff通报".encode(), "text/plain") == "通报"


@pytest.mark.parametrize("unit", ["（", "1. ", "某\n", "- 3 -\n", "《某》", "[", "**", "#a", "“", "1\n\n"])
@pytest.mark.parametrize("head", ["", "---\ntitle: 某\n---\n", "<html><body><p>"])
def test_reading_takes_linear_time(head: str, unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        body = (head + unit * count).encode()

        def read() -> None:
            with contextlib.suppress(UnreadableDocument):
                read_page(body, document_id="d", media_type="text/plain")

        return read

    check_linear_time(prepare, 800)


def test_traditional_characters_are_flagged() -> None:
    text = "國家網信辦對違規賬號進行處罰，責令關閉網站，並將有關資訊通報個別機構。"
    assert "traditional" in read_page(text.encode(), document_id="d", media_type="text/plain").flags


@pytest.mark.shared
@pytest.mark.skipif(not SHARED, reason="ZHIFA_SHARED names no folder of real notices: nothing real was read")
def test_real_notices_lead_back_and_hold_no_footers() -> None:
    paths = sorted(Path(SHARED or "", "corpus").glob("*/*"))[::3]
    assert paths
    for path in paths:
        body = path.read_bytes()
        page = read_page(body, document_id=path.name, media_type="text/plain")
        source = decode_body(body, "text/plain")
        assert page.text.plain, path
        assert "微信扫一扫" not in page.text.plain, path
        assert "![" not in page.text.plain, path
        check_offsets(page, source)


def test_rows_between_bars_and_headlines_of_a_plain_text() -> None:
    lines = [
        "# 云溪分行处罚信息公示表",
        "（公示第3号）",
        "",
        "| 序号 | 当事人 | 处罚内容 |",
        "|:--:|:--|---|",
        "| 1 | 云溪某支付公司 | 警告，罚款3万元 |",
        "| 2 | 云溪某信息公司 | |",
        "",
        "说明：本表所列内容以决定书为准，当事人不服的可以申请复议",
        "| 这一行只有一条线",
    ]
    page = read_page("\n".join(lines).encode(), document_id="x", media_type="text/plain")
    assert page.title == "云溪分行处罚信息公示表"
    assert [table.rows for table in page.tables] == [
        (("序号", "当事人", "处罚内容"), ("1", "云溪某支付公司", "警告，罚款3万元"), ("2", "云溪某信息公司", ""))
    ]
    assert page.text.plain.split("\n")[-2:] == [
        "说明：本表所列内容以决定书为准，当事人不服的可以申请复议",
        "这一行只有一条线",
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_ruled_table_tells_markdown(ending: str) -> None:
    lines = ["云溪分行处罚信息公示", "| 序号 | 当事人 |", "|---|:--:|", "| 1 | 云溪某支付公司 |", "以上信息现予公示。"]
    page = read_page(ending.join(lines).encode(), document_id="x", media_type="text/plain")
    assert [table.rows for table in page.tables] == [(("序号", "当事人"), ("1", "云溪某支付公司"))]
    assert "以上信息现予公示。" in page.text.plain.split("\n")


def test_rows_of_a_ruled_table_without_bars_around_them() -> None:
    lines = [
        "云溪分行处罚信息",
        "现按甲|乙|丙三项分列如下，内容以处罚决定书为准。",
        "序号 | 当事人 | 事由",
        "---|---|---|",
        "1 | 云溪某支付公司 | 未报送",
        "公示",
    ]
    page = read_page("\n".join(lines).encode(), document_id="x", media_type="text/plain")
    assert [table.rows for table in page.tables] == [
        (("序号", "当事人", "事由"), ("1", "云溪某支付公司", "未报送")),
    ]
    assert "现按甲|乙|丙三项分列如下，内容以处罚决定书为准。" in page.text.plain.split("\n")


def test_stars_behind_a_surname_alone_hide_a_name() -> None:
    lines = [
        "# 云溪市通报处罚信息",
        "| 当事人 | 事由 |",
        "|---|---|",
        "| 王** | **虚假宣传**，拒不改正 |",
        "| 李*（个体户） | 编造评价 |",
        "**主要事实：**钱某与孙**、**周某**一同编造评价。",
        "上一行的重点",
        "到此为止**",
    ]
    page = read_page("\n".join(lines).encode(), document_id="a.md", media_type="text/markdown")
    assert [row[0] for row in page.tables[0].rows[1:]] == ["王**", "李*（个体户）"]
    assert page.tables[0].rows[1][1] == "虚假宣传，拒不改正"
    assert page.text.plain.split("\n")[-3:] == [
        "主要事实：钱某与孙、周某一同编造评价。",
        "上一行的重点",
        "到此为止",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "来源：某市税务局　　发布时间：2025-05-16 09:00",
        "某省市场监督管理局　2025年5月16日",
        "原创 小编 某某发布 2025-05-16 18:20 湖南",
        "公示日期：2025年5月16日",
        "2025-05-16 10:36 本文来源：某某周刊 作者：某甲",
        "信息来源：某省市场监督管理局　发布时间：2025年05月16日",
        "来源：某某晚报 2025-05-16 07:42 通讯员 某甲 记者 某乙",
        "某某晨报 2025-05-16",
        "2025-05-16 07:40　某某晚报　记者 某甲　A+ A-",
        "2025-05-16T07:03:00",
        "某某网警 2025-05-16 18:00 发表于湖南",
        "某市通信管理局 发布日期：2025-05-16",
    ],
)
def test_dates_under_a_headline(line: str) -> None:
    text = f"# 某局公布三起典型案例\n\n{line}\n\n近日,某局对三家公司罚款。\n\n案例一\n\n某公司被罚款。\n"
    page = read_page(text.encode(), document_id="a.md", media_type="text/markdown", url="a.md")
    assert page.published_date == date(2025, 5, 16)


@pytest.mark.parametrize("line", ["（发布时间：2025年5月16日　来源：某局官网）", "（某局微信公众号 2025-05-16）"])
def test_dates_among_the_last_lines(line: str) -> None:
    text = "# 某局公布三起典型案例\n\n" + "近日,某局对三家公司罚款。\n\n" * 8 + line + "\n"
    page = read_page(text.encode(), document_id="a.md", media_type="text/markdown", url="a.md")
    assert page.published_date == date(2025, 5, 16)


def test_the_day_under_a_signature_is_that_of_the_page() -> None:
    text = "# 情况通报\n\n" + "某公司已停业。\n\n" * 8 + "某某市市场监督管理局\n\n2025年5月16日\n"
    page = read_page(text.encode(), document_id="a.md", media_type="text/markdown", url="a.md")
    assert page.published_date == date(2025, 5, 16)
    unsigned = text.replace("某某市市场监督管理局\n\n", "")
    page = read_page(unsigned.encode(), document_id="a.md", media_type="text/markdown", url="a.md")
    assert page.published_date is None


@pytest.mark.parametrize("line", ["2025-05-16 某局发布通报", "2025年5月16日，某局约谈两家公司负责人"])
def test_a_date_before_an_event_is_not_that_of_the_page(line: str) -> None:
    text = f"# 某局公布三起典型案例\n\n{line}\n\n" + "该公司未履行义务。\n\n" * 8
    page = read_page(text.encode(), document_id="a.md", media_type="text/markdown", url="a.md")
    assert page.published_date is None


def test_a_date_that_a_sentence_tells_is_not_that_of_the_page() -> None:
    text = "# 某局公布三起典型案例\n\n某局 2025年5月16日对三家公司罚款。\n\n" + "该公司未履行义务。\n\n" * 8
    page = read_page(text.encode(), document_id="a.md", media_type="text/markdown", url="a.md")
    assert page.published_date is None
