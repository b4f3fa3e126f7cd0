"""Enumerators, levels, contents, warnings and feet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import check_linear_time
from made_page import make_page

from etl import enumerators
from etl.enumerators import Style, get_inline_items, get_marker
from etl.outline import Outline, get_outline

MARKERS = [
    ("案例一：甲公司案", Style.CASE, 1),
    ("案例1 甲公司案", Style.CASE, 1),
    ("案例（十二）甲公司案", Style.CASE, 12),
    ("【案例三】甲公司案", Style.CASE, 3),
    ("典型案例二：甲公司案", Style.CASE, 2),
    ("三、甲公司案", Style.HAN, 3),
    ("十一、甲公司案", Style.HAN, 11),
    ("（四）甲公司案", Style.HAN_PAREN, 4),
    ("(四) 甲公司案", Style.HAN_PAREN, 4),
    ("7. 甲公司案", Style.DECIMAL, 7),
    ("7、甲公司案", Style.DECIMAL, 7),
    ("No.2 甲公司案", Style.DECIMAL, 2),
    ("（8）甲公司案", Style.DECIMAL_PAREN, 8),
    ("8）甲公司案", Style.DECIMAL_PAREN, 8),
    ("01", Style.PADDED, 1),
    ("02 甲公司案", Style.PADDED, 2),
    ("③甲公司案", Style.CIRCLED, 3),
    ("5", Style.BARE, 5),
    ("第二章 管理", Style.CHAPTER, 2),
    ("第二十一条 经营者不得说谎。", Style.ARTICLE, 21),
    ("第二十一条经营者不得说谎。", Style.ARTICLE, 21),
    ("第三部分 各地动态", Style.PART, 3),
    ("每月观察四：各地动态", Style.PART, 4),
    ("2.1.3.各地动态", Style.DOTTED, 3),
    ("▶ 6. 甲公司案", Style.DECIMAL, 6),
    ("🔹3. 甲公司案", Style.DECIMAL, 3),
    ("📌二、甲公司案", Style.HAN, 2),
    ("2.10月9日，甲公司受罚。", Style.DECIMAL, 2),
    ("其一，甲公司受罚。", Style.WORD, 1),
    ("CASE 2 甲公司案", Style.CASE, 2),
    ("壹、甲公司案", Style.HAN, 1),
    ("⑵甲公司案", Style.CIRCLED, 2),
    ("Ⅲ、甲公司案", Style.ROMAN, 3),
    ("3丨甲公司案", Style.DECIMAL, 3),
    ("4：甲公司案", Style.DECIMAL, 4),
    ("第二起：甲公司案", Style.WORD, 2),
]
NOT_MARKERS = [
    "",
    "甲公司案",
    "1.5万元罚款已缴清",
    "2025年3月，甲公司受罚。",
    "12月3日消息",
    "案例10余起",
    "案例中，甲公司",
    "第二十一条第一款规定的义务",
    "第五条的规定",
    "010-5550000",
    "100家企业受检",
    "一是整改",
    "其一贯说谎",
    "10.5万元",
    "3：2",
    "8:30开会",
    "Cases 2",
]


@pytest.mark.parametrize(("line", "style", "ordinal"), MARKERS)
def test_an_enumerator_is_read(line: str, style: Style, ordinal: int) -> None:
    marker = get_marker(line)
    assert marker is not None
    assert (marker.style, marker.ordinal) == (style, ordinal)


@pytest.mark.parametrize("line", NOT_MARKERS)
def test_what_is_no_enumerator(line: str) -> None:
    assert get_marker(line) is None


def test_lists_inside_a_paragraph() -> None:
    line = "现通报如下：1.甲公司未备案。2.乙公司未备案。3.丙公司未备案。"
    assert [line[item.end : item.end + 3] for item in get_inline_items(line)] == ["甲公司", "乙公司", "丙公司"]
    assert [item.ordinal for item in get_inline_items("要求：一是自查，二是整改，三是报告。")] == [1, 2, 3]


@pytest.mark.parametrize("line", ["罚款1.5万元，没收2.5万元。", "一是整改。", "2.乙。3.丙。", ""])
def test_no_list_inside_a_paragraph(line: str) -> None:
    assert get_inline_items(line) == ()


def tree(outline: Outline, plain: str) -> list[tuple[int, str]]:
    return [(s.level, s.heading.of(plain)) for s in outline.sections if s.style is not Style.CLAUSE]


def test_levels_follow_the_sequence_and_numbers_restart() -> None:
    page = make_page(
        """
        月度观察一：事件
        1. 甲会召开
        会议在丁市召开。
        2. 乙会召开
        会议在戊市召开。
        月度观察二：执法
        （一）网信部门
        1. 甲市通报案例
        案例一：子公司案
        子公司受到警告。
        案例二：丑公司案
        丑公司受到警告。
        2. 乙市开会
        会议召开。
        （二）公安机关
        1. 丙市破案
        嫌疑人归案。
        """
    )
    assert tree(get_outline(page), page.text.plain) == [
        (0, "月度观察一：事件"),
        (1, "1. 甲会召开"),
        (1, "2. 乙会召开"),
        (0, "月度观察二：执法"),
        (1, "（一）网信部门"),
        (2, "1. 甲市通报案例"),
        (3, "案例一：子公司案"),
        (3, "案例二：丑公司案"),
        (2, "2. 乙市开会"),
        (1, "（二）公安机关"),
        (2, "1. 丙市破案"),
    ]


def test_the_same_styles_in_the_other_order() -> None:
    page = make_page(["1. 甲", "（一）子", "（二）丑", "2. 乙", "（一）寅"])
    assert [level for level, _ in tree(get_outline(page), page.text.plain)] == [0, 1, 1, 0, 1]


def test_a_number_on_its_own_line_takes_the_next_line_as_its_title() -> None:
    page = make_page(["1", "甲公司未备案案", "甲公司受到警告。", "2", "乙公司未备案案", "乙公司受到警告。"])
    assert [text for _, text in tree(get_outline(page), page.text.plain)] == ["1\n甲公司未备案案", "2\n乙公司未备案案"]


def test_a_lone_number_is_no_section() -> None:
    assert get_outline(make_page(["甲公司受到警告。", "7", "乙公司受到警告。"])).sections == ()


def test_bold_headings_stay_below_a_numbered_section_that_goes_on() -> None:
    page = make_page(["**一、甲公司案**", "**基本情况**", "甲公司撒谎。", "**二、乙公司案**", "乙公司撒谎。"])
    assert tree(get_outline(page), page.text.plain) == [(0, "一、甲公司案"), (1, "基本情况"), (0, "二、乙公司案")]


def test_a_rubric_is_no_part_of_the_headline_beside_it() -> None:
    page = make_page(
        [
            "**一周观察**",
            "**国内要闻**",
            "**甲公司受罚**",
            "甲公司撒谎。",
            "**境外动态**",
            "**乙公司受罚**",
            "乙公司撒谎。",
        ]
    )
    names = [name for _, name in tree(get_outline(page), page.text.plain)]
    assert names == ["一周观察", "国内要闻", "甲公司受罚", "境外动态", "乙公司受罚"]
    numbered = [
        "**01 政策动态**",
        "**甲法施行**",
        "甲法今起施行。",
        "**02 司法案例**",
        "**乙公司败诉**",
        "乙公司败诉了。",
    ]
    page = make_page(numbered)
    names = [name for _, name in tree(get_outline(page), page.text.plain)]
    assert names == ["01 政策动态", "甲法施行", "02 司法案例", "乙公司败诉"]


TOC = """
目录
1. 甲市网信办处罚一家培训学校 2
2. 乙市公安机关抓获造谣人员 5
3. 丙市市场监管局查处虚假广告 9
1. 甲市网信办处罚一家培训学校
甲市网信办对该学校给予警告。
2. 乙市公安机关抓获造谣人员
乙市公安机关抓获一人。
3. 丙市市场监管局查处虚假广告
丙市市场监管局罚款一万元。
"""


def test_a_table_of_contents_is_told_from_the_body() -> None:
    page = make_page(TOC)
    outline = get_outline(page)
    assert len(outline.contents) == 1
    assert outline.contents[0].of(page.text.plain).startswith("目录")
    assert len(outline.sections) == 3
    assert outline.sections[0].span.start >= outline.contents[0].end


LIST_OF_TITLES = ["目 录", "一、甲诉乙公司处罚案", "二、丙诉丁平台合同纠纷案", "三、戊某诈骗案"]


def test_numbered_titles_under_the_word_are_a_table_of_contents_whatever_the_body_calls_its_parts() -> None:
    body = ["案例一", "罚款并无不当", "法院判决驳回甲的请求。"]
    assert len(get_outline(make_page([*LIST_OF_TITLES, *body])).contents) == 1
    assert not get_outline(make_page([*LIST_OF_TITLES[:3], *body])).contents
    prose = [line for title in LIST_OF_TITLES[1:] for line in (title, "法院判决驳回请求。")]
    assert not get_outline(make_page([LIST_OF_TITLES[0], *prose])).contents


def test_leaders_make_a_table_of_contents_without_repetition() -> None:
    page = make_page(
        ["第一部分 概况......1", "第二部分 处罚......4", "第三部分 展望......8", "正文从这里开始，讲述全年情况。"]
    )
    assert len(get_outline(page).contents) == 1


def test_warnings_and_feet_are_set_apart() -> None:
    page = make_page(
        """
        案例一：甲公司案
        甲公司受到警告。
        网警提醒：
        各单位应当设置口令。
        案例二：乙公司案
        乙公司受到警告。
        【典型意义】
        本案说明诚信要紧。
        （来源：网信丁市）
        往期推荐
        丙公司被罚
        """
    )
    outline = get_outline(page)
    plain = page.text.plain
    assert [aside.of(plain).split("\n")[0] for aside in outline.asides] == ["网警提醒：", "【典型意义】"]
    assert "案例二" not in outline.asides[0].of(plain)
    assert outline.footer is not None
    assert outline.footer.of(plain).startswith("往期推荐")
    assert outline.body.end <= outline.footer.start


def test_a_warning_ends_with_the_section_it_opens_or_stands_in() -> None:
    page = make_page(
        """
        **先说要求**
        1. 自查口令
        2. 修补漏洞
        **甲公司案**
        甲公司受到警告。
        网警提醒：口令不可外借。
        设备应当定期检查。
        **乙公司案**
        乙公司受到警告。
        ▼法律链接
        单位应当留存日志。
        **丙公司案**
        丙公司受到警告。
        """
    )
    asides = [aside.of(page.text.plain).strip() for aside in get_outline(page).asides]
    assert asides == ["网警提醒：口令不可外借。\n设备应当定期检查。", "▼法律链接\n单位应当留存日志。"]


LINES = st.lists(
    st.sampled_from(
        [line for line, _, _ in MARKERS]
        + NOT_MARKERS[1:]
        + ["# 标题", "**小标题**", "网警提醒：", "【基本案情】", "目录", "END"]
    ),
    max_size=40,
)


@given(LINES)
def test_sections_are_ordered_nested_and_inside_the_body(lines: list[str]) -> None:
    page = make_page(lines)
    outline = get_outline(page)
    starts = [section.span.start for section in outline.sections]
    assert starts == sorted(starts)
    for section in outline.sections:
        assert outline.body.contains(section.span)
        assert section.span.start <= section.heading.start <= section.heading.end
        if section.parent is not None:
            parent = outline.sections[section.parent]
            assert parent.level < section.level
            assert parent.span.contains(section.span)
    for one, other in zip(outline.sections, outline.sections[1:], strict=False):
        assert one.span.end <= other.span.start or one.span.contains(other.span)
    for aside in (*outline.asides, *outline.contents):
        assert outline.body.contains(aside)


@pytest.mark.parametrize(
    "lines",
    [
        ["一、甲", "（一）乙", "1. 丙", "（1）丁"],
        ["（一）"],
        ["第一条 甲", "第二条 乙"],
        ["网警提醒：甲"],
        ["**标题甲**", "3"],
        ["1.甲。2.乙。3.丙。" * 8],
    ],
)
def test_the_time_is_linear_in_the_text(lines: list[str]) -> None:
    def prepare(count: int) -> Callable[[], object]:
        page = make_page(lines * count)
        return lambda: get_outline(page)

    check_linear_time(prepare, 200)


def test_every_sign_of_a_second_item_is_found() -> None:
    signs = {sign for *_, seconds in enumerators._INLINE for sign in seconds}
    assert {sign for sign in signs if [*enumerators.find_second_items(f"甲{sign}")]} == signs
