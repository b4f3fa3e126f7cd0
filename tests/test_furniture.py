"""What is cut off an article, and above all what is not: our own texts in the shape of real pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.model import BlockKind
from etl.pages import read_page
from etl.pages.furniture import Draft, drop_furniture, is_promotion
from etl.text import Line

PROSE = "经查，丁市甲乙丙科技有限公司未按规定留存网络日志，丁市网信办依法对该公司给予警告，并责令其限期改正。"
MORE = "丁市网信办有关负责人介绍，辖区网络运营者应当对照法律要求开展自查，及时消除隐患，切实保护用户的合法权益。"
# Lines that look like footers and may yet stand amid an article.
LOOKALIKES = [
    "“丁丁”是丁市甲乙丙科技有限公司的注册商标",
    "如有侵权行为可向丁市知识产权局投诉",
    "分享到网上的照片被人盗用",
    "该网站未取得ICP备案，涉案主机在外地",
    "上一条：案件来源",
    "本文由丁市网警原创发布",
    "打印本页",
    "收藏",
]
INTERFACE = ["预览时标签不可点", "微信扫一扫关注该公众号", "继续滑动看下一个", "轻触阅读原文"]
FOOTERS = ["如若转载，请注明原文地址", "上一篇：某地召开会议", "版权所有 丁市网信办", "阅读原文"]


def drafts(*lines: str) -> list[Draft]:
    return [Draft(line, Line(())) for line in lines]


def kept(*lines: str) -> list[str]:
    return [draft.text for draft in drop_furniture(drafts(*lines))[0]]


@pytest.mark.parametrize("line", LOOKALIKES)
def test_prose_after_a_lookalike_is_kept(line: str) -> None:
    text = kept("丁市公布一起案例", PROSE, line, MORE, PROSE)
    assert text.count(PROSE) == 2
    assert MORE in text


@pytest.mark.parametrize("line", INTERFACE)
def test_interface_strings_end_the_article_whatever_follows(line: str) -> None:
    assert kept("丁市公布一起案例", PROSE, line, MORE, MORE) == ["丁市公布一起案例", PROSE]


@pytest.mark.parametrize("line", FOOTERS)
def test_footers_end_the_article_when_little_follows(line: str) -> None:
    assert kept("丁市公布一起案例", PROSE, line, "网站地图", "友情链接") == ["丁市公布一起案例", PROSE]


@pytest.mark.parametrize(
    "sentence",
    [
        "涉案白酒上的标志是丁市老窖厂的注册商标，执法人员当场查处。",
        "版权归丁市广播电视台所有的节目被盗播，网站被责令改正。",
        "该公司的内容版权属于他人，丁市版权局对其罚款五千元。",
    ],
)
def test_a_sentence_of_the_notice_is_no_footer(sentence: str) -> None:
    assert sentence in kept("丁市公布一起案例", PROSE, sentence, MORE)
    assert sentence in kept("丁市公布一起案例", PROSE, MORE, sentence)


def test_rows_of_names_below_a_source_line_are_kept() -> None:
    lines = ["丁市公布名单", "来源：丁市网信办", "甲软件（1.0版）", "乙软件（2.0版）", "丙软件（3.0版）"]
    assert kept(*lines) == lines


def test_rows_that_state_a_filing_number_are_kept() -> None:
    header = ["序号", "应用名称", "备案号", "版本"]
    rows = [header, *([str(n), f"甲乙{n}", f"丁ICP备2023000{n}号-2A", "1.0"] for n in range(1, 6))]
    table = [Draft(" ".join(row), Line((), BlockKind.TABLE, table=0)) for row in rows]
    text = [draft.text for draft in drop_furniture([*drafts("丁市通报5款App", PROSE), *table])[0]]
    assert len(text) == 2 + len(rows)


def test_much_prose_behind_the_end_is_flagged() -> None:
    cut = drafts("丁市公布一起案例", PROSE, "预览时标签不可点", *[MORE] * 8)
    assert drop_furniture(cut)[1] == ("cut_prose",)
    assert drop_furniture(drafts("丁市公布一起案例", PROSE, "预览时标签不可点", "网站地图"))[1] == ()
    assert drop_furniture(drafts("丁市公布一起案例", *[PROSE] * 8))[1] == ()


@pytest.mark.parametrize(
    ("media_type", "source"),
    [
        ("text/plain", "丁市公布一起典型案例\n{0}\n预览时标签不可点\n{1}\n"),
        ("text/markdown", "# 丁市公布一起典型案例\n\n{0}\n\n预览时标签不可点\n\n{1}\n\n**完**\n"),
        (
            "text/html",
            "<html><head><title>丁市公布一起典型案例</title></head><body><article><p>{0}</p><p>预览时标签不可点</p>"
            "<p>{1}</p></article></body></html>",
        ),
    ],
)
def test_every_family_of_pages_tells_what_was_cut(media_type: str, source: str) -> None:
    body = source.format(PROSE, ("</p><p>" if "html" in media_type else "\n\n").join([MORE] * 8)).encode()
    page = read_page(body, document_id="d", media_type=media_type)
    assert "cut_prose" in page.flags
    assert PROSE in page.text.plain
    assert MORE not in page.text.plain


def test_a_sentence_about_a_measure_is_no_promotion() -> None:
    assert not is_promotion("扫码后即被扣款的商家被罚款五千元。")
    assert is_promotion("扫码关注")


@given(st.lists(st.sampled_from([PROSE, MORE, *LOOKALIKES]), min_size=1, max_size=12))
def test_no_sentence_is_lost_while_two_more_follow(lines: list[str]) -> None:
    text = kept("丁市公布一起案例", *lines, MORE, MORE)
    assert [line for line in text if line in (PROSE, MORE)] == [
        line for line in [*lines, MORE, MORE] if line in (PROSE, MORE)
    ]


def test_rows_of_a_list_that_name_a_filing_number_are_no_footer() -> None:
    rows = [f"| {n} | 丁丁跑腿{n} | 丁市甲公司 | 丁ICP备20000{n}号 | 1.0.{n} | 应用宝 |" for n in range(1, 6)]
    table = ["| 序号 | 应用名称 | 主办者 | 备案号 | 版本 | 来源 |", "| --- | --- | --- | --- | --- | --- |", *rows]
    text = "\n".join(["# 丁市通信管理局关于下架5款应用的通报", "", PROSE, "", *table, "", "丁ICP备12345号"])
    page = read_page(text.encode(), document_id="x", media_type="text/markdown", url="https://x.example")
    assert "丁丁跑腿5" in page.text.plain
    assert "12345" not in page.text.plain
