"""The body that publishes a notice. The notation of the examples: tests/tables/issuers.tsv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time
from made_page import make_page

from etl.issuers import get_issuer, get_sources
from etl.lexicon import get_lexicon
from etl.model import Page
from etl.notice import extract_notice
from etl.outline import get_outline


def page_of(line: str, title: str, text: str) -> Page:
    return make_page([title, *text.split("\n")], title, issuer_line=None if line == "-" else line)


def issuer_of(line: str, title: str, text: str) -> str | None:
    issuer = extract_notice(page_of(line, title, text)).issuer
    return issuer.value if issuer else None


@pytest.mark.parametrize(("line", "title", "text", "expected"), load_rows("issuers", "tuned"))
def test_tuned(line: str, title: str, text: str, expected: str) -> None:
    assert issuer_of(line, title, text) == expected


@pytest.mark.parametrize(("line", "title", "text", "expected"), load_rows("issuers", "held_out"))
def test_held_out(line: str, title: str, text: str, expected: str) -> None:
    assert issuer_of(line, title, text) == expected


@pytest.mark.parametrize(("line", "title", "text", "expected"), load_rows("issuers", "bugs"))
def test_bugs(line: str, title: str, text: str, expected: str) -> None:
    assert issuer_of(line, title, text) == expected


@pytest.mark.parametrize(("line", "title", "text"), load_rows("issuers", "nothing"))
def test_must_return_nothing(line: str, title: str, text: str) -> None:
    assert issuer_of(line, title, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("荷兰数据保护局对一家公司罚款290万欧元。", "荷兰数据保护局"),
        ("欧盟的反垄断执法机构欧盟委员会发布指控书。", "欧盟委员会"),
        ("西班牙监管机构重罚一家公司。据报道,西班牙数据保护局宣布罚款290万欧元。", "西班牙数据保护局"),
        ("瑞典金融监管机构 FI 对一家银行罚款。", "FI"),
        ("挪威监管机构AI办公室对一家公司罚款。", "挪威监管机构"),
        ("荷兰监管机构对一家公司罚款。此前,法国数据保护局也曾罚款。", "荷兰监管机构"),
        ("信息专员办公室(ICO)宣布对一家警局罚款。", "信息专员办公室"),
        ("一家公司同FTC达成和解,支付600万美元。", "FTC"),
        ("得州总检察长起诉一家车企。", "得州总检察长"),
        ("某公司在海外被罚。", None),
    ],
)
def test_regulators_abroad(text: str, expected: str | None) -> None:
    page = page_of("-", "海外动态", text)
    issuer = get_issuer(page, get_outline(page), get_lexicon().find(page.text.plain), "foreign", ())
    assert (issuer.value if issuer else None) == expected


def test_of_joint_publishers_without_commas_the_first_counts() -> None:
    page = page_of("-", "决定", "交通运输部工业和信息化部公安部商务部关于修改《某某管理办法》的决定\n现予公布。")
    issuer = get_issuer(page, get_outline(page), get_lexicon().find(page.text.plain), "measure", ())
    assert issuer is not None
    assert issuer.value == "交通运输部"


@pytest.mark.parametrize(
    "line",
    [
        "（来源：网信云溪）",
        "文章来源自：网信云溪",
        "信息来源:网信云溪",
        "【转自：网信云溪】",
        "来源丨网信云溪",
        "▍来源：网信云溪",
        "来源 ▏网信云溪",
        "本文转载自：网信云溪",
        "稿源：网信云溪",
        "以上内容来源：网信云溪，侵删",
        "来源：网信云溪 转载请注明",
        "来源：综合自网信云溪",
        "（来源：网信云溪官网，编辑：小李）",
        "来源：网信云溪（ID：wxyx）",
        "来源：网信云溪 发布时间：2025-05-06 浏览次数：12",
    ],
)
def test_source_lines(line: str) -> None:
    assert get_sources(page_of("-", "标题", f"某公司被罚款。\n{line}")) == ("网信云溪",)


@pytest.mark.parametrize("line", ["确保数据具有合法来源：不得窃取", "电力来源:风、光", "素材均来自网络"])
def test_no_source_lines(line: str) -> None:
    assert get_sources(page_of("-", "标题", line)) == ()


_PIECES = "国家网信办|长沙市网信办|来源：|网信长沙|据|消息|发布|、|（|）|《|》|\n|。|,|公安部|关于|的决定|12|近日"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_PIECES.split("|")), max_size=30), st.sampled_from(["-", "网信长沙", "工信部", "（"]))
def test_evidence_quotes_the_name(words: list[str], line: str) -> None:
    page = page_of(line, "通报", "".join(words))
    outline = get_outline(page)
    issuer = get_issuer(page, outline, get_lexicon().find(page.text.plain), "single_case", ())
    if issuer and issuer.evidence:
        assert issuer.evidence.span.of(page.text.plain) == issuer.value


def test_takes_linear_time() -> None:
    unit = "来源：某地。据长沙市网信办消息,工业和信息化部、公安部、"

    def prepare(count: int) -> Callable[[], object]:
        page = page_of("网信株洲", "标题", unit * count)
        outline, hits = get_outline(page), get_lexicon().find(page.text.plain)
        return lambda: get_issuer(page, outline, hits, "single_case", ())

    check_linear_time(prepare, 200)
