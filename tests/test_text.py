"""Clean text and the way back to the source."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.model import BlockKind, Span
from etl.text import Line, Run, build_line, build_page_text, clean_line, fold_width

TUNED = [
    ("处置账号 4 万余个", "处置账号4万余个"),
    ("加强警 戒，严格整 治", "加强警戒，严格整治"),
    ("２０２５年１２月", "2025年12月"),
    ("ＡＰＰ与ＳＤＫ", "APP与SDK"),
    ("处罚款\u200b5\u00ad万元", "处罚款5万元"),
    ("使用 Android SDK 开发", "使用Android SDK开发"),
    ("Hi App 下架", "Hi App下架"),
    ("　　近日，某局通报。", "近日，某局通报。"),
    ("《甲法》 《乙法》", "《甲法》《乙法》"),
    ("第三条  为了加强监督", "第三条 为了加强监督"),
    ("第一章  总  则", "第一章 总则"),
    ("案例一　某公司案", "案例一 某公司案"),
    ("02 某公司被罚", "02 某公司被罚"),
    ("12 月 5 日，某局", "12月5日，某局"),
    ("1 某某日历 2.3.1 某市场 违规收集", "1 某某日历 2.3.1 某市场 违规收集"),
    ("账号“崔＊＊”被关闭", "账号“崔**”被关闭"),
    ("⽹络安全⻓效机制", "网络安全长效机制"),
    ("下降１２．５％", "下降12.5%"),
    ("a\t b", "a b"),
    ("罚款1,000元,责令改正;经查:某App,某小程序", "罚款1,000元，责令改正；经查：某App，某小程序"),
    ("某公司 , 某店", "某公司，某店"),
    ("近日某局(某市)通报!", "近日某局(某市)通报！"),
]
HELD_OUT = [
    ("共 下 架 app 36 款 ，责令 整改", "共下架app 36款，责令整改"),
    ("依据\xa0《网络安全法》\xa0第二十一条", "依据《网络安全法》第二十一条"),
    ("Live E-commerce rules", "Live E-commerce rules"),
    ("\ufeff通报", "通报"),
    ("某局联合 某局开展检查，共 3 次", "某局联合某局开展检查，共3次"),
    ("详见https://a.example/b?c=1,2:3", "详见https://a.example/b?c=1,2:3"),
    ("Apps: Hi, Yo; 10:30", "Apps: Hi, Yo; 10:30"),
]
EMPTY = ["", " ", "\u3000\u3000", "\u200b\ufeff", "\xa0 \t"]
ALPHABET = st.sampled_from(
    [*list("某局罚款万元的，。；《》（）“”0123456789abcXYZ .、,:;!?"), "\u3000", "\xa0", "\u200b", "Ａ", "９", "\t"]
)

WIDE_MARKS = dict(zip(",:;!?", "，：；！？", strict=True))


@pytest.mark.parametrize(("raw", "clean"), TUNED + HELD_OUT)
def test_clean_line(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


@pytest.mark.parametrize("raw", EMPTY)
def test_nothing_is_left(raw: str) -> None:
    assert clean_line(raw) == ""
    assert build_page_text([build_line(raw, [(0, len(raw))])]).blocks == ()


@given(st.text(ALPHABET, max_size=80))
def test_clean_text_holds_no_junk_and_folding_keeps_length(raw: str) -> None:
    clean = clean_line(raw)
    assert clean == clean.strip()
    assert not set(clean) & set("\u200b\u3000\xa0\t９Ａ")
    assert "  " not in clean
    assert len(fold_width(raw)) == len(raw)


@given(st.lists(st.text(ALPHABET, max_size=40), max_size=12))
def test_every_character_leads_back(lines: list[str]) -> None:
    source = "\n".join(lines)
    ranges, at = [], 0
    for line in lines:
        ranges.append((at, at + len(line)))
        at += len(line) + 1
    text = build_page_text(build_line(source, [found]) for found in ranges)
    assert "\n\n" not in text.plain
    assert text.plain == text.plain.strip("\n")
    for block, line in text.lines():
        assert block.span.of(text.plain) == line
        for i in range(block.span.start, block.span.end):
            back = text.offsets.to_source(Span(i, i + 1))
            assert back is not None
            assert text.plain[i] in (one := fold_width(back.of(source)), WIDE_MARKS.get(one))


@given(st.text(st.sampled_from("某局依法对该公司处以罚款并责令改正"), min_size=4, max_size=30), st.data())
def test_stray_spaces_and_wide_forms_change_nothing(sentence: str, data: st.DataObject) -> None:
    sentence = sentence + "，罚款12万元。"
    spaced = "".join(char + data.draw(st.sampled_from(["", " ", "\xa0", "\u200b"])) for char in sentence)
    wide = spaced.replace("1", "１").replace("2", "２")
    for variant in (spaced, wide):
        stripped = clean_line(variant).replace("1 2", "12")
        assert stripped == clean_line(sentence)


def test_runs_of_one_line_may_come_from_several_places() -> None:
    source = "该公司作出警\n\n- 3 -\n\n告处罚"
    text = build_page_text([build_line(source, [(0, 6), (15, 18)])])
    assert text.plain == "该公司作出警告处罚"
    found = text.offsets.to_source(Span(5, 7))
    assert found is not None
    assert found.of(source) == "警\n\n- 3 -\n\n告"


def test_cells_are_joined_by_tabs_and_inserted_text_has_no_source() -> None:
    line = Line(((Run("甲", 3),), (), (Run("乙", -1),)), BlockKind.TABLE, table=0)
    text = build_page_text([line])
    assert text.plain == "甲\t\t乙"
    assert text.offsets.to_source(Span(0, 1)) == Span(3, 4)
    assert text.offsets.to_source(Span(3, 4)) is None


@pytest.mark.parametrize("unit", ["某 ", "１２　", "（", "a\u200b", "1 某 2.3 ", "　某某", "\t"])
def test_cleaning_takes_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        line = unit * count
        return lambda: clean_line(line)

    check_linear_time(prepare, 4_000)
