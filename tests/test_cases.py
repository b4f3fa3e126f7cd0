"""Which stretches of a page are cases."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import check_linear_time
from made_page import make_page
from msgspec.structs import replace

from etl.cases import get_scopes
from etl.handling import get_handling, is_foreign_heading, is_foreign_title
from etl.kinds import get_kind
from etl.lexicon import get_lexicon
from etl.model import Page, Scope, Table
from etl.notice import extract_notice
from etl.outline import get_outline
from etl.pages import read_page

SHARED = os.environ.get("ZHIFA_SHARED")


def scopes_of(page: Page) -> tuple[Scope, ...]:
    return get_scopes(page, get_outline(page), get_lexicon().find(page.text.plain))


def firsts(page: Page) -> list[str]:
    return [scope.text.split("\n")[0][:12] for scope in scopes_of(page)]


HANDLED = [
    "经查，某公司未留存日志。某市网信办对该公司给予警告。",
    "民警依法对张某处以行政拘留五日。",
    "微博账号“甲乙丙丁”散布谣言，相关账号已关闭。",
    "江苏网警破获一案，抓获犯罪嫌疑人王某、李某。",
    "法院判决被告某科技公司赔偿原告一万元。",
    "某县网信办依法约谈了5家网站负责人。",
]
HANDLED += [
    "甲市网信办约谈“乙乙租房网”负责人。",
    "乙市网信办就“丙丙论坛”（某信息公司运营）主办者违规转载一事，责令其改正。",
    "主播“丁丁”在直播中辱骂他人，平台依要求对其禁播90天。",
]
HANDLED += ["网络主播李乙丙在直播中隐匿收入。税务局依法追缴税款，并处罚款30万元。"]
HANDLED += ["甲省证监局对乙某证券公司出具警示函。"]
HANDLED += ["近期，甲市网警成功打掉一个盗取客户数据的黑客团伙，扣押电脑2台。"]
HANDLED += ["王某（时任甲县银行支行经理）违规出售客户信息，禁止从事银行业工作5年。"]
HANDLED += [
    "微博账号“甲甲动漫”暂停营利，情节严重的“乙乙小屋”被封禁。",
    "该信息由某传媒公司搬运，甲县网信办已将线索移交当地网信部门。",
]
HANDLED += ["警方查明了以孟某为首的团伙。5月，专案组在三地收网，一举抓获犯罪嫌疑人10人。"]
HANDLED += ["孟某为博人眼球\n在某天深夜\n发帖编造谣言\n引来多人围观\n民警依法处以行政拘留三日"]
HANDLED += ["快手账号“山前丁丁”编造火灾视频，该账号已被依法依约处置。"]
NOT_HANDLED = [
    "云谷县网信办依法依约处置违规账号300余个。",
    "下一步，网信部门将依法处罚违法违规账号。",
    "违反前款规定的，处一万元以上十万元以下罚款。",
    "甲县银行禁止从事未经批准的活动。",
    "专项行动以来，累计处置账号2.4万余个，关闭网站300个。",
    "法国数据保护机构对某公司罚款一百万欧元。",
    "美国联邦法院判决某公司赔偿三千万美元。",
    "会议要求各平台加强管理，严厉打击网络水军。",
    "网警提醒广大网民，编造谣言将受到处罚。",
    "倒卖快递面单的当事人并不少见。过去一年，警方侦破了大量案件，多与离职人员有关。",
    "当事人不满十四周岁，无须承担刑事责任，但该处罚的仍要处罚。",
    "此次行动把挂人行为作为打击的重点，涉事网民应引以为戒。",
    "各级执法监管部门删除链接20万条。",
    "孟某在店里买了茶\n茶叶的味道与从前一样\n店员说销路一向很好\n每天都有许多人前来\n今年以来这条街上的生意格外红火\n民警依法处以行政拘留三日",
    "警方查明了以孟某为首的团伙。今年以来，全市共抓获犯罪嫌疑人310人。",
    "",
]
HANDLED += ["孟某、汪某编造谣言。经核实，该信息不实。民警走访了邻里。民警对该二人进行批评教育，责令删除。"]


@pytest.mark.parametrize("text", HANDLED)
def test_a_handling_is_told(text: str) -> None:
    assert get_handling(text).is_case


@pytest.mark.parametrize("text", NOT_HANDLED)
def test_no_handling_is_told(text: str) -> None:
    assert not get_handling(text).is_case


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("某社交公司违反GDPR被爱尔兰监管机构罚款", True),
        ("韩国对某汽车公司罚款两百万美元", True),
        ("网信办约谈美国某芯片公司", False),
        ("某市公安机关公布五起典型案例", False),
    ],
)
def test_titles_from_abroad(title: str, expected: bool) -> None:
    assert is_foreign_title(title) is expected


def test_headings_from_abroad() -> None:
    assert is_foreign_heading("境外动态")
    assert not is_foreign_heading("国内外动态")
    assert not is_foreign_heading("境内动态")


BULLETIN = """
# 丁市网信办公布3起典型案例
近日，丁市网信办依法查处一批案件，现将典型案例通报如下：
{0}甲科技公司未履行义务案。甲科技公司未留存日志，丁市网信办对其给予警告。
{1}乙商贸公司泄露信息案。乙商贸公司泄露信息，丁市网信办对其罚款五万元。
{2}丙培训学校违规收集信息案。丙培训学校违规收集信息，丁市网信办责令其改正。
下一步，丁市网信办将持续加大执法力度。
"""
NUMBERINGS = [
    ("案例一：", "案例二：", "案例三："),
    ("案例1 ", "案例2 ", "案例3 "),
    ("案例（一）", "案例（二）", "案例（三）"),
    ("一、", "二、", "三、"),
    ("（一）", "（二）", "（三）"),
    ("1.", "2.", "3."),
    ("1、", "2、", "3、"),
    ("（1）", "（2）", "（3）"),
    ("01 ", "02 ", "03 "),
    ("①", "②", "③"),
    ("1\n", "2\n", "3\n"),
]


@pytest.mark.parametrize("numbering", NUMBERINGS)
def test_items_of_a_bulletin(numbering: tuple[str, str, str]) -> None:
    page = make_page(BULLETIN.format(*numbering), "丁市网信办公布3起典型案例", day=date(2026, 2, 3))
    scopes = scopes_of(page)
    assert [any(name in scope.text for scope in scopes) for name in ("甲科技", "乙商贸", "丙培训")] == [True] * 3
    assert len(scopes) == 3
    assert "持续加大" not in scopes[-1].text
    assert scopes[0].intro is not None
    assert scopes[0].intro.of(page.text.plain).endswith("通报如下：")
    assert all(scope.document_date == date(2026, 2, 3) and not scope.is_only_case for scope in scopes)


def test_cases_inside_one_paragraph() -> None:
    page = make_page(
        [
            "丁市公安机关公布典型案例",
            "案例一：张某造谣案，张某被行政拘留五日，账号已关闭。案例二：李某造谣案，李某被行政拘留七日，账号已关闭。",
        ],
        "丁市公安机关公布2起典型案例",
    )
    assert [scope.text[:6] for scope in scopes_of(page)] == ["案例一：张某", "案例二：李某"]


def test_a_case_ends_before_warnings_and_closing_words() -> None:
    page = make_page(
        """
        案例一：甲公司案
        甲公司泄露信息，丁市公安局对其罚款五万元。
        ★警方提示：请设置口令。
        案例二：乙公司案
        乙公司泄露信息，丁市公安局对其警告。
        法律链接
        《某某法》第二条：违者处一万元以上五万元以下罚款。
        """,
        "丁市公安局公布两起典型案例",
    )
    one, two = scopes_of(page)
    assert one.text.endswith("罚款五万元。")
    assert two.text.endswith("对其警告。")


def test_a_case_ends_before_questions_of_the_press() -> None:
    page = make_page(
        """
        案例一：张某案
        民警依法对张某处以行政拘留五日。
        案例二：李某案
        民警依法对李某处以行政拘留三日。
        答记者问环节，支队长介绍今年已约谈企业12家次。
        """,
        "丁市公安局公布两起典型案例",
    )
    assert scopes_of(page)[1].text.endswith("拘留三日。")


PROSE = "孟某把改装好的遥控器交给苏某，由苏某卖给不知情的顾客，顾客每月都被悄悄扣去几元话费，很久没有人发觉。"


def test_captions_that_speak_of_a_case_are_no_heads_of_cases() -> None:
    lines = ["甲市公安局接到报案，很快将孟某抓获。", "警方提供的案件笔录", PROSE, "涉案遥控器"]
    page = make_page(
        "\n".join(["顾客的话费悄悄少了", *lines, f"{PROSE}甲市法院判处孟某有期徒刑二年。"]), "顾客的话费悄悄少了"
    )
    (scope,) = scopes_of(page)
    assert "很快将孟某抓获" in scope.text
    assert "判处孟某" in scope.text


# The end of a long story of 孟某, and whether the story is its case.
LATE = [
    ("甲市警方将孟某抓获。", True),
    ("甲市警方到达现场\n成功将孟某等\n9名犯罪嫌疑人抓获", True),
    ("甲市警方去年曾将倒卖遥控器的钱某抓获。", False),
    ("孟某至今没有消息。", False),
]


@pytest.mark.parametrize(("end", "is_told"), LATE)
def test_a_story_that_tells_its_measure_late(end: str, is_told: bool) -> None:
    title = "顾客的话费悄悄少了"
    page = make_page("\n".join([title, *[PROSE] * 20, end]), title)
    assert any(scope.text.startswith(title) for scope in scopes_of(page)) is is_told


BESIDE = """
    # 有人谎报行程被处理
    返乡应当如实登记。
    **乙县两人返乡隐瞒行程**
    {told}
    **甲市三人外出被处理**
    甲市公安局通报了典型案例。
    案例一：孟某，男，40岁
    孟某外出采购，已被甲市公安局行政拘留五日。
    案例二：苏某，男，30岁
    苏某外出送货，已被甲市公安局行政拘留三日。
    """


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("据乙县公安局通报，钱某隐瞒行程。乙县公安局对钱某处以行政拘留十日。", 3),
        ("据乙县公安局通报，返乡应当如实登记，拒不登记的将被行政拘留。", 2),
    ],
)
def test_a_headed_story_beside_a_heading_over_cases(told: str, count: int) -> None:
    page = make_page(BESIDE.format(told=told), "有人谎报行程被处理")
    assert len(scopes_of(page)) == count


@pytest.mark.parametrize(
    ("opening", "count"),
    [
        ("据丙市公安局通报，沈某借用他人健康码。丙市公安局对沈某处以行政拘留五日。", 4),
        ("据甲市公安局通报，孟某等人外出，孟某被甲市公安局行政拘留五日。", 3),  # told again below
        ("据丙市公安局通报，沈某如实登记，受到邻里称赞。", 3),
    ],
)
def test_the_first_of_several_stories_bears_no_heading(opening: str, count: int) -> None:
    told = "据乙县公安局通报，钱某隐瞒行程。乙县公安局对钱某处以行政拘留十日。"
    text = BESIDE.format(told=told).replace("返乡应当如实登记。", opening)
    assert len(scopes_of(make_page(text, "有人谎报行程被处理"))) == count


# Titles that count, over the story of one case, and whether they report on a campaign.
COUNTING = [
    ("30万余条顾客信息从网店泄露！", "single_case"),
    ("40万条信息被盗", "single_case"),
    ("甲市清理30万余条违规信息", "campaign"),
    ("甲市清理30万余条泄露信息", "campaign"),
]


@pytest.mark.parametrize(("title", "kind"), COUNTING)
def test_a_title_that_counts_what_leaked_is_no_report(title: str, kind: str) -> None:
    text = "甲市公安局接到报案。\n警方查明，孟某在仓库的电脑上装了木马。\n甲市公安局将孟某刑事拘留。"
    totals = "甲市公安局今年处置账号20个，清理信息30万条，关闭网站30家，约谈平台9家，下架应用5款。"
    page = make_page(f"{title}\n{totals if kind == 'campaign' else text}", title)
    assert extract_notice(page).kind == kind


ANSWERS = """
    {opening}
    {first}：云帆公司一案有什么背景？
    答：5月，甲市网信办对云帆公司立案调查，责令云帆公司提交材料。
    {second}：云帆公司有哪些违法行为？
    答：经查明，云帆公司违法收集个人信息，应当依法予以处罚。
    {third}：下一步有什么安排？
    答：甲市网信办将依法约谈、处罚违规公司。
    """
DECIDED = "7月1日，甲市网信办对云帆科技有限公司罚款五十万元。甲市网信办有关负责人就案件回答了记者提问。"


@pytest.mark.parametrize(
    "title", ["云帆公司被罚五十万元", "甲市网信办有关负责人就对云帆公司作出行政处罚的决定答记者问"]
)
@pytest.mark.parametrize(
    "marks",
    [
        ("一、问", "二、问", "三、问"),
        ("问", "问", "问"),
        ("记者", "记者", "记者"),
        ("Q1", "Q2", "Q3"),
        ("1.", "2.", "3."),
    ],
)
def test_questions_on_a_decision_are_no_cases_of_their_own(title: str, marks: tuple[str, str, str]) -> None:
    first, second, third = marks
    page = make_page(ANSWERS.format(opening=DECIDED, first=first, second=second, third=third), title)
    (scope,) = scopes_of(page)
    assert scope.text.startswith("7月1日")
    assert scope.text.endswith("予以处罚。")


def test_questions_on_the_law_after_an_example_are_no_part_of_it() -> None:
    lines = ["甲市网信办日前对孟某罚款一万元。", "问：怎样认定刷单？", "答：虚构交易的，处二十万元以上罚款。"]
    page = make_page("\n".join([*lines, *lines[1:]]), "普法问答：收到假货怎么办")
    assert all("虚构交易" not in scope.text for scope in scopes_of(page))


def test_questions_on_a_rule_tell_no_case() -> None:
    opening = "《甲市网络管理办法》近日公布。甲市网信办有关负责人就办法回答了记者提问。"
    lines = "一、问：为何制定办法？\n答：为了规范管理。\n二、问：违者怎么办？\n答：违规公司将被罚款。"
    page = make_page(f"{opening}\n{lines}", "甲市网络管理办法答记者问")
    assert scopes_of(page) == ()


def test_sentences_that_speak_of_every_case() -> None:
    page = make_page(
        """
        1.“甲甲甲”账号发布谣言。抖音账号“甲甲甲”编造谣言，账号已被关闭。
        2.“乙乙乙”账号发布谣言。抖音账号“乙乙乙”编造谣言，账号已被关闭。
        以上账号均已被纳入黑名单管理。
        """,
        "丁省网信办曝光典型案例",
    )
    scopes = scopes_of(page)
    assert len(scopes) == 2
    assert [span.of(page.text.plain) for span in scopes[0].collective] == ["以上账号均已被纳入黑名单管理。"]


DIGEST = """
# 网安周报第8期
国内动态
1. 甲市网信办处罚一家培训学校
甲市网信办近日对某培训学校作出行政处罚，给予警告。
（来源：网信甲市）
2. 乙市发布数据管理办法
乙市近日发布数据管理办法，共三十条。
（来源：乙市政府网站）
3. 丙市通报两起案例
3月5日，丙市网信办通报两起案例。
案例一：某医院泄露信息案。丙市网信办对该医院罚款二万元。
案例二：某酒店泄露信息案。丙市网信办对该酒店给予警告。
（来源：网信丙市）
**境外动态**
1. 法国数据保护机构对一家公司罚款
法国数据保护机构对某公司罚款二百万欧元。
（来源：外媒）
2. 某社交公司面临诉讼
美国联邦法院受理该案，裁定某社交公司赔偿。
（来源：外媒）
"""


def test_a_digest_tells_domestic_cases_only() -> None:
    abroad = "法国数据保护机构称，因两家广告公司违反规定，分别罚款二百万欧元。\n（来源：外媒）\n2. 某社交"
    page = make_page(DIGEST.replace("2. 某社交", abroad), "网安周报第8期")
    scopes = scopes_of(page)
    assert not any(scope.collective for scope in scopes)
    assert [scope.text[:8] for scope in scopes] == ["1. 甲市网信办", "案例一：某医院泄", "案例二：某酒店泄"]
    assert scopes[1].lead is not None
    assert "3月5日，丙市网信办通报" in scopes[1].lead.of(page.text.plain)
    assert all(scope.intro is None for scope in scopes)
    assert scopes[0].lead is None or "3月5日" not in scopes[0].lead.of(page.text.plain)


def test_a_single_case_is_the_whole_article() -> None:
    page = make_page(
        """
        # 某物业公司未履行义务被处罚
        近日，甲市公安局接到群众举报。
        **案情**
        经查，某物业公司随意放置业主信息，甲市公安局依法对该公司给予警告。
        **网警提醒**
        各单位应当妥善保管信息。
        """,
        "某物业公司未履行义务被处罚",
    )
    (scope,) = scopes_of(page)
    assert scope.is_only_case
    assert scope.text.startswith("某物业公司")
    assert "妥善保管" not in scope.text


def test_a_notice_that_calls_its_publisher_by_the_first_person_tells_its_case() -> None:
    lines = ["5月2日，有网民发帖称镇上桥塌了。", "经查，帖子由丁某（女，30岁）编造。我局依法对丁某行政拘留三日。"]
    page = make_page("\n".join(["情况通报", *lines, "警方提醒：请勿传谣。", "甲县公安局"]), "情况通报")
    (scope,) = scopes_of(page)
    assert "桥塌了" in scope.text


def test_the_title_alone_is_no_case_beside_the_text() -> None:
    title = "甲市网信办约谈“乙乙”“丙丙”平台"
    text = "针对“乙乙”“丙丙”平台放任低俗内容等问题，甲市网信办约谈平台运营方乙乙公司、丙丙公司。"
    assert len(scopes_of(make_page(f"{title}\n{text}", title))) == 1


def test_a_second_respondent_in_a_paragraph_of_its_own() -> None:
    page = make_page(
        """
        甲市网信办对星河科技公司罚款五万元。
        此外，甲市网信办还对云帆物流公司给予警告。
        """,
        "星河科技公司被罚五万元",
    )
    assert firsts(page) == ["甲市网信办对星河科技公司", "此外，甲市网信办还对云帆"]


# Texts that turn to another respondent, and where its case begins.
ANOTHER = [
    ("甲市网信办对星河科技公司罚款五万元。\n云帆物流公司也在同一天被罚款两万元。", "云帆物流公司也在同一天"),
    ("甲市网信办对星河科技公司罚款五万元，而云帆物流公司被罚款两万元。", "而云帆物流公司被罚款"),
    (
        "甲市网信办查处两起案件。对星河科技有限公司给予警告；对云帆物流有限公司罚款两万元。",
        "对云帆物流有限公司罚款",
    ),
    ("甲市网信办对星河科技公司罚款五万元。\n此外，甲市网信办对云帆物流公司给予警告。", "此外，甲市网信办对云帆"),
]
ANOTHER += [
    ("甲市网信办对星河科技公司罚款五万元。\n另一起案件中，云帆物流公司被责令改正。", "另一起案件中，云帆物流"),
]
ANOTHER += [
    ("甲市网信办对星河科技公司罚款五万元。另有一家公司“云帆”被甲市网信办责令改正。", "另有一家公司"),
    ("甲市网信办对星河科技公司罚款五万元。\n另一家叫“云帆轻食”，老板李某被责令改正。", "另一家叫“云帆轻食”"),
    ("甲市网信办对星河科技公司罚款五万元。\n另一名卖家张某没有执照，被甲市网信办罚款一万元。", "另一名卖家张某"),
]
# Texts that stay with one respondent, or tell nothing done to the other.
SAME = [
    "甲市警方抓获星河科技公司王某。\n另一名犯罪嫌疑人李某也被甲市警方抓获。",
    "甲市网信办对星河科技公司罚款五万元。\n另一家云帆公司没有受到处理。",
    "甲市网信办对星河科技公司罚款五万元；对其法定代表人罚款一万元。",
    "甲市网信办对星河科技公司给予警告；对该公司直接负责的主管人员罚款一万元。",
    "甲市网信办对星河科技公司罚款五万元。\n此外，云帆物流公司已自行注销。",
    "甲市网信办对星河科技公司罚款五万元。\n针对该公司的违法行为，甲市网信办责令其改正。",
    "甲市网信办对星河科技公司罚款五万元，而云帆物流公司表示将引以为戒。",
]


@pytest.mark.parametrize(("text", "second"), ANOTHER)
def test_another_respondent_is_another_case(text: str, second: str) -> None:
    scopes = scopes_of(make_page(text, "星河科技公司被罚五万元"))
    assert len(scopes) == 2
    assert scopes[1].text.startswith(second)


@pytest.mark.parametrize("text", SAME)
def test_one_respondent_is_one_case(text: str) -> None:
    assert len(scopes_of(make_page(text, "星河科技公司被罚五万元"))) == 1


# Introductions that tell the measure for every item after them.
FOR_ALL = [
    "以下账号均已被依法关闭：",
    "现对以下账号依法予以关闭：",
    "依法关闭一批违规账号，现通报如下：",
    "现将依法关闭的违规账号名单公布如下：",
]


@pytest.mark.parametrize("announcement", FOR_ALL)
def test_a_measure_announced_for_all(announcement: str) -> None:
    text = f"甲省网信办巡查网络。{announcement}\n1.抖音账号“志愿小甲”冒充老师。\n2.快手账号“志愿小乙”发布假消息。"
    assert len(scopes_of(make_page("# 甲省网信办处置账号\n" + text, "甲省网信办处置账号"))) == 2


@pytest.mark.parametrize("unit", ["以上", "此外", "下架", "以下账号", "对甲公司；", "而乙公司被", "案例1", "1.甲"])
def test_takes_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        page = make_page([unit * count, "甲市网信办对星河科技公司罚款五万元。"], "星河科技公司被罚五万元")
        return lambda: scopes_of(page)

    check_linear_time(prepare, 2_000)


@pytest.mark.parametrize(
    ("title", "opening", "line"),
    [
        ("网安周讯第3期", "【执法动态】", "◆ 5月6日，甲市网信办对某{n}票务公司罚款10万元，给予警告。\n"),
        (
            "网安周讯第3期",
            "【执法动态】",
            "# 甲市网信办处罚某{n}票务公司\n◆ 5月6日，甲市网信办对某{n}票务公司罚款10万元，给予警告。\n",
        ),
        ("平台反垄断研究", "平台垄断何以成为问题，值得思考。", "{n}年后，知网被处8760万元罚款,"),
        (
            "甲市专项行动成效显著",
            "专项行动以来，查处案件60起。",
            "甲县市场监管局对徐{n}某罚款2000元，关闭“甲{n}网站”网站。",
        ),
        ("平台反垄断研究", "平台垄断何以成为问题，值得思考。", "{n}年后，知网被处8760万元罚款。"),
    ],
)
def test_many_cases_take_linear_time(title: str, opening: str, line: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        page = make_page([opening, *"".join(line.format(n=n) for n in range(count)).splitlines()], title)
        return lambda: scopes_of(page)

    check_linear_time(prepare, 300)


def test_a_measure_told_once_for_a_whole_list() -> None:
    page = make_page(
        """
        考试期间，甲省网信办处置一批账号，以下账号均已被依法关闭：
        1.抖音账号“志愿小甲”冒充老师。
        2.快手账号“志愿小乙”发布假消息。
        下一步，甲省网信办将加强巡查。
        """,
        "甲省网信办处置一批违规账号",
    )
    scopes = scopes_of(page)
    assert len(scopes) == 2
    assert "均已被依法关闭" in scopes[0].collective[0].of(page.text.plain)


def test_rows_of_a_table_of_decisions() -> None:
    header = "序号\t当事人\t违法事实\t处罚决定"
    rows = ["1\t甲果蔬店\t短斤缺两\t甲市市场监管局罚款2000元", "2\t乙茶叶行\t虚假宣传\t甲市市场监管局警告"]
    page = make_page([header, *rows], "甲市市场监管局行政处罚公示")
    spans = tuple(block.span for block in page.text.blocks)
    table = Table(tuple(tuple(line.split("\t")) for line in (header, *rows)), spans, has_header=True)
    page = replace(page, tables=(table,))
    scopes = scopes_of(page)
    assert [scope.text for scope in scopes] == rows
    assert get_kind(page, get_outline(page), scopes) == "case_bulletin"


def test_items_under_signs_that_a_title_counts_by_their_noun() -> None:
    lines = [
        "某区市场监管局发布商标保护典型案例三件。",
        "▶甲某网店售假案",
        "甲某网店销售侵权鞋，区市场监管局罚款3万元。",
        "▶代运营服务案",
        "受托方替商家躲避检查，收取服务费，罚款2万元。",
        "▶乙商行刹车片案",
        "进价只有正品三成，不知情的说法没有被采信，没收刹车片，罚款1万元。",
    ]
    page = make_page(["某区晒出成绩单 三案入选", *lines], "某区晒出成绩单 三案入选")
    assert firsts(page) == ["▶甲某网店售假案", "▶代运营服务案", "▶乙商行刹车片案"]
    assert extract_notice(page).declared_count == 3


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("另查明，网民李某散布相关谣言，我局已对其批评教育并训诫。", 2),
        ("供货方也没躲过去。乙市市场监管局另案查明，乙乙食品有限公司掺假，罚款9万元。", 2),
        ("无独有偶，同行也出了事。本月初，丁市市场监管局对丁丁外卖有限公司作出处罚，罚款3万元。", 2),
        ("该公司还存在其他问题，县公安局另案调查。", 1),
        ("另查明，甲甲贸易有限公司曾因虚假宣传被罚款1万元。", 1),
    ],
)
def test_a_story_that_goes_on_to_somebody_else(second: str, count: int) -> None:
    title = "甲市市场监管局对甲甲贸易有限公司罚款5万元"
    page = make_page([title, "经查，甲甲贸易有限公司虚假宣传，甲市市场监管局对其罚款5万元。", second], title)
    assert len(scopes_of(page)) == count


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("在长沙，也有人为此付了代价。长沙市公安局查明，乙乙网络有限公司未留存日志，对其罚款5万元。", 2),
        ("再往前数，去年12月，甘肃省兰州市网信办对“丙丙点餐”小程序运营者作出处罚，给予警告。", 2),
        ("类似的案件并不少见。成都市网信办还对丁丁物业有限公司处以警告，责令改正。", 2),
        # of the same place, by another body and without words of transition
        ("成都市公安局对甲甲科技有限公司的主管人员陈某罚款1万元。", 1),
        # of the firm told of before
        ("长沙市公安局另对甲甲科技有限公司罚款3万元。", 1),
        # the same case goes on elsewhere
        ("随后，专案组联合长沙市公安局打掉一个窝点，抓获孟某等5人。", 1),
        ("日前，长沙市岳麓区人民法院对该团伙主犯孟某判处有期徒刑三年。", 1),
        # nobody was handled
        ("长沙市网信办提醒，乙乙网络有限公司等企业应当留存日志。", 1),
    ],
)
def test_a_story_of_bodies_of_several_places(second: str, count: int) -> None:
    title = "点餐先授权？这门生意被罚了"
    first = "4月2日，成都市网信办通报，甲甲科技有限公司的小程序强制索取手机号，该办对其罚款2万元。"
    page = make_page([title, "扫码点餐先弹出授权，不少食客都遇到过。", first, second], title)
    assert len(scopes_of(page)) == count


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("乙乙商务有限公司被警告，并处罚款6万元。原因包括：未核实商户。", 2),
        ("乙乙商务有限公司因违规留存数据，被长沙分行罚款6万元。", 2),
        ("乙乙商务有限公司、丙丙数据股份有限公司均被责令改正；丁丁网络有限公司违反规定被罚款3万元。", 3),
        ("4月5日，乙乙商务有限公司违规经营罚款人民币6万元。", 2),
        # of the staff of the firm, of the firm told of before, of nobody who bears a measure
        ("甲甲支付有限公司董事李某被罚款1万元。", 1),
        ("乙乙商务有限公司总经理孟某被罚款1万元。", 1),
        ("甲甲支付有限公司此前曾被罚款1万元。", 1),
        ("乙乙商务有限公司表示，将核实商户。", 1),
        ("对乙乙商务有限公司的处罚正在办理，不排除被罚款。", 1),
    ],
)
def test_firms_that_bear_measures_one_after_the_other(second: str, count: int) -> None:
    opening = "4月2日，湖南省长沙市市场监管局公布多条处罚信息，3家支付机构合计被罚逾9万元。"
    lines = [opening, "其中，罚得最多的是甲甲支付有限公司，因超范围经营被罚款8万元。", second]
    title = "支付机构领罚单"
    record = extract_notice(make_page([title, *lines], title))
    assert len(record.cases) == count
    assert count == 1 or record.plain[record.cases[0].span.start :].startswith("其中")
    assert all(case.authorities[0].name == "湖南省长沙市市场监管局" for case in record.cases)


@pytest.mark.parametrize(
    ("heading", "count"), [("判决", 1), ("裁判结果", 1), ("【裁判主文】", 1), ("这批人都被判决了，典型案例如下：", 3)]
)
def test_the_parts_of_a_judgment_under_its_heading(heading: str, count: int) -> None:
    title = "非法留存账号300万余条，甲甲公司这个案件判了"
    lines = [
        "甲市乙区人民法院经审理查明，甲甲数据有限公司未经许可留存用户账号密码。",
        heading,
        "一、被告单位甲甲数据有限公司犯侵犯公民个人信息罪，判处罚金人民币3万元。",
        "二、被告人孟某犯侵犯公民个人信息罪，判处有期徒刑三年，缓刑四年，并处罚金人民币5万元。",
        "三、被告人姜某犯侵犯公民个人信息罪，判处有期徒刑二年，缓刑三年，并处罚金人民币2万元。",
    ]
    scopes = scopes_of(make_page([title, *lines], title))
    assert len(scopes) == count
    assert count > 1 or (scopes[0].text.startswith(title) and scopes[0].text.endswith(lines[-1]))


def test_the_only_item_left_of_a_bulletin() -> None:
    title = "某市市场监管局发布第二批直播典型案例"
    item = "一、某区市场监管局查处甲甲商务有限公司虚假宣传案"
    told = "经查，甲甲商务有限公司虚构主播履历。4月，某区市场监管局依法对其罚款2万元。"
    page = make_page([title, "近期各级市场监管部门查办了一批案件。", item, told], title)
    scopes = scopes_of(page)
    assert [scope.text for scope in scopes] == [f"{item}\n{told}"]
    assert get_kind(page, get_outline(page), scopes) == "case_bulletin"


def test_a_story_whose_opening_counts_its_cases() -> None:
    title = "坊间热议的两名主播偷税案"
    lines = [
        "税务部门4月2日对外公布两起网络主播偷税案件。",
        "成都市税务局稽查局查明，网络主播李某隐匿收入。该局对李某追缴税款并处罚款30万元。",
        "另一起案件发生在湖南。长沙市税务局稽查局查明，网络主播孟某少缴税款，对其罚款20万元。",
        "税务局有关负责人表示，将继续加强监管。",
    ]
    page = make_page([title, *lines], title)
    scopes = scopes_of(page)
    assert [scope.text for scope in scopes] == lines[1:3]
    assert get_kind(page, get_outline(page), scopes) == "case_bulletin"


def test_short_headings_below_the_line_on_when_a_page_was_published() -> None:
    title = "某区法院公布两起诈骗案"
    lines = [
        "2024-05-06 09:06 来源：某晚报 作者：通讯员",
        "5月6日，乙区人民法院对两起案件公开宣判，几名被告人分别获刑，旁听的人坐满了法庭。",
        "“兼职”成了帮凶",
        "孟某把银行卡借给别人转账，前后三天收了四千元。法院审理认为，孟某构成犯罪，判处其有期徒刑七个月。",
        "夫妻店里的生意",
        "与孟某不同，姜某做的是批发，经乙区人民检察院审查起诉查明，姜某拉来十一人开设账户。",
        "案发后，姜某被乙区公安局抓获，对自己所做的事没有隐瞒。",
        "乙区人民法院审理后，判处姜某有期徒刑二年，并处罚金四万元。",
    ]
    scopes = scopes_of(make_page([title, *lines], title))
    assert [scope.text.split("\n")[0] for scope in scopes] == [lines[2], lines[4]]
    assert scopes[1].text.endswith(lines[-1])


def test_an_essay_on_rulings_tells_its_cases_in_passing() -> None:
    lines = [
        "客户常问，系统是外包公司做的，凭什么罚我？这个问题在法律里其实早有答案，只是很多人没有认真读过。",
        "先看一个例子。甲市某医院泄露信息，甲市公安局对其罚款五万元。",
        "民事一面也在变。乙市乙区法院前不久判的一个案子，消费者被骗3万元，订票代理公司拿不出证据，法院判令该公司赔偿1.2万元。",
        "给企业的建议有三点：合同里写清楚测试环境禁用真实数据，每年现场检查一次，发现事件先报告再找责任。",
    ]
    page = make_page(["数据泄露以后——兼谈受托者的责任", *lines], "数据泄露以后——兼谈受托者的责任")
    scopes = scopes_of(page)
    assert [scope.text[:6] for scope in scopes] == ["先看一个例子", "乙市乙区法院"]
    assert get_kind(page, get_outline(page), scopes) == "policy"


def with_table(page: Page, header: str, rows: list[str]) -> Page:
    lines = {block.span.of(page.text.plain): block.span for block in page.text.blocks}
    spans = tuple(lines[line] for line in (header, *rows))
    return replace(page, tables=(Table(tuple(tuple(line.split("\t")) for line in (header, *rows)), spans, True),))


def test_a_row_on_the_staff_of_the_firm_above_belongs_to_its_case() -> None:
    header = "当事人名称\t违法行为\t处罚内容"
    rows = [
        "甲县银行\t违规查询\t罚款20万元",
        "王某（时任甲县银行行长）\t对违规查询负有责任\t罚款1万元",
        "李某（时任丁县银行行长）\t对泄露信息负有责任\t罚款2万元",
    ]
    page = with_table(make_page([header, *rows], "某市分行处罚公示"), header, rows)
    assert [scope.text for scope in scopes_of(page)] == ["\n".join(rows[:2]), rows[2]]


@pytest.mark.parametrize(("said", "names"), [("我办", ["浏阳市网信办"]), ("有关部门", [])])
def test_who_lists_its_own_decisions_in_a_table_decided_them(said: str, names: list[str]) -> None:
    title = "浏阳市网信办行政处罚信息公开"
    header, rows = "被处罚人\t违法事实\t处罚结果", ["某商会\t未处置漏洞\t警告", "某公司\t未备案\t罚款1万元"]
    page = make_page([title, f"现将{said}今年作出的行政处罚案件予以公开。", header, *rows], title)
    for case in extract_notice(with_table(page, header, rows)).cases:
        assert [each.name for each in case.authorities] == names


def test_a_table_of_one_decision_on_a_page_without_sections() -> None:
    header, row = "被处罚人\t违法事实\t处罚结果", "某商会\t未处置漏洞\t警告"
    page = make_page(["行政处罚信息", header, row], "行政处罚信息")
    assert [scope.text for scope in scopes_of(with_table(page, header, [row]))] == [row]


def test_items_beside_a_table_of_decisions_in_a_digest() -> None:
    header = "被罚机构\t事由\t处罚内容\t机关"
    rows = ["乙村镇银行\t未留存日志\t警告\t某银行乙市分行", "丙银行\t违规查询\t罚款3万元\t某银行丙市分行"]
    lines = [
        "一、处罚动态",
        "1.甲公司泄露信息被罚",
        "甲市网信办对甲某科技公司罚款5万元。",
        "2.丁公司未备案被查",
        "丁市网信办对丁某科技公司给予警告。",
        "二、罚单一览",
        header,
        *rows,
    ]
    page = with_table(make_page(lines, "数据合规双周刊（第3期）"), header, rows)
    assert firsts(page) == ["1.甲公司泄露信息被罚", "2.丁公司未备案被查", *(row[:12] for row in rows)]


def test_what_a_case_means_belongs_to_it() -> None:
    page = make_page(
        """
        案例一：张某案
        【基本案情】
        张某造谣，甲县人民法院判处张某有期徒刑一年。
        【典型意义】
        本案准确适用法律。
        【网警提示】
        请勿造谣。
        案例二：李某案
        李某造谣，甲县人民法院判处李某拘役三个月。
        """,
        "甲县人民法院发布典型案例",
    )
    first, second = scopes_of(page)
    assert first.text.endswith("本案准确适用法律。")
    assert second.text.endswith("三个月。")


def test_demands_after_a_measure_do_not_undo_it() -> None:
    assert get_handling("甲市网信办约谈“乙乙”平台，要求其不得再犯，逾期将依法处罚。").is_case
    assert not get_handling("甲市网信办将对“乙乙”平台依法进行约谈。").is_case


NOTHING = [
    (
        "甲部门印发《某某管理办法》",
        "第一条 为了规范管理，制定本办法。\n第二条 经营者应当诚信。\n第三条 违者罚款。\n"
        "第四条 某公司不得说谎。\n第五条 本办法自公布之日起施行。",
    ),
    ("甲省网信办启动“清朗”专项行动", "甲省网信办启动专项行动，将依法关闭违规账号，处罚违规公司。"),
    ("甲省网信办公布专项行动成效", "专项行动以来，累计关闭账号2万个，约谈网站300家，处罚网站20家，查处案件50起。"),
    ("某社交公司违反GDPR被罚", "爱尔兰数据保护委员会对某社交公司罚款三亿欧元。"),
    ("甲部门通报20款违规App", "经检测，20款App存在问题，逾期不整改的将予以下架。\n《某记账》（版本1.0，某应用市场）。"),
    ("专家解读：如何看待新规", "新规规定，某公司违反规定的将被处罚。实践中已有公司被处罚，应当引以为戒。"),
]


@pytest.mark.parametrize(("title", "text"), NOTHING)
def test_no_case_at_all(title: str, text: str) -> None:
    assert scopes_of(make_page(text, title)) == ()


def test_named_apps_taken_down_are_one_case() -> None:
    page = make_page(
        "经查，“口袋算盘”等3款App拒不整改，依法予以下架。\n“晨光日历”等9款App限期整改，逾期未完成的予以下架。",
        "甲部门通报12款违规App",
    )
    (scope,) = scopes_of(page)
    assert "口袋算盘" in scope.text


def test_apps_of_an_earlier_list_that_are_taken_down_are_a_case_of_their_own_paragraph() -> None:
    lines = ["截至目前，尚有12款App未完成整改。", "此外，此前通报的“口袋算盘”“晨光日历”2款App予以下架。"]
    (scope,) = scopes_of(make_page("\n".join(lines), "甲部门通报12款违规App"))
    assert scope.text.startswith("此外")


def test_an_app_whose_firm_is_punished_is_a_case_beside_those_taken_down() -> None:
    taken_down = "尚有2款App未完成整改，我局决定对下列2款App予以下架：“口袋算盘”“晨光日历”。"
    law = "依据《电信和互联网用户个人信息保护规定》，"
    other = f"此外，针对“云溪搬家”App拒不整改的情况，我局{law}责令其运营者甲云溪科技有限公司改正，罚款2万元。"
    texts = [each.text for each in scopes_of(make_page([taken_down, other], "甲部门关于下架2款App的通报"))]
    assert texts == [taken_down, other]
    plan = "此外，针对拒不整改的运营者，我局将依法罚款。"
    assert len(scopes_of(make_page([taken_down, plan], "甲部门关于下架2款App的通报"))) == 1


def test_unnamed_apps_taken_down_are_none() -> None:
    page = make_page("上期通报的App中，仍有5款未整改，现已下架。\n本期20款App存在问题。", "甲部门通报20款违规App")
    assert scopes_of(page) == ()


DECISIONS = [
    ("我局决定：", "一、责令甲云溪公司改正；", "二、没收违法所得2万元；", "三、对甲云溪公司罚款5万元。"),
    (
        "根据上述规定，我局作出如下处罚决定：",
        "（一）对甲云溪公司给予警告；",
        "（二）对时任经理李某罚款1万元。",
    ),
    ("法院判决如下：", "1.被告甲云溪公司立即停止侵权；", "2.判处李某有期徒刑一年，缓刑二年。"),
]


@pytest.mark.parametrize("lines", DECISIONS)
def test_the_measures_of_a_decision_are_no_cases_of_their_own(lines: tuple[str, ...]) -> None:
    facts = "经查，甲云溪公司（负责人李某）未经许可提供咨询，甲市网信办立案调查。该公司违反了有关规定。"
    page = make_page("\n".join(("当事人：甲云溪公司。", facts, *lines, "甲市网信办")), "甲市网信办查处甲云溪公司")
    assert len(scopes_of(page)) == 1
    parts = ("一、违法事实", facts, "二、处罚依据及决定", *lines, "此外，对乙云溪公司给予警告，处罚款一万元。")
    page = make_page("\n".join(("当事人：甲云溪公司。", *parts)), "甲市网信办行政处罚决定书（甲云溪公司）")
    (scope,) = scopes_of(page)
    assert scope.text.startswith("当事人")
    assert all(line in scope.text for line in lines)


@pytest.mark.parametrize(
    "first", ["第一起，是", "第一起是", "第一个案例，", "第一个典型案例是", "第一件：", "第一起案件为"]
)
def test_cases_that_are_counted_in_words(first: str) -> None:
    second = first.replace("一", "二")
    lines = (
        "下面通报两起案件。",
        f"{first}王某造谣案。甲市公安局对其行政拘留五日。",
        f"{second}某公司泄露信息案。甲市网信办对其罚款。",
    )
    assert firsts(make_page("\n".join(lines), "甲市召开发布会")) == [lines[1][:12], lines[2][:12]]


def test_cases_that_an_official_tells_one_after_another() -> None:
    page = make_page(
        "主持人：欢迎参加发布会。\n李主任：一年来全省查处谣言案件212起，关停账号900个。下面，我介绍两起有代表性的案件。\n"
        "第一起，是甲市的一起谣言案。网民王某编造灾情，甲市公安局对其行政拘留五日。\n"
        "第二起，发生在乙市。张某发帖捏造事实，乙市公安局对其罚款五百元。\n记者：请问今年有什么打算？\n李主任：将继续整治。",
        "甲省召开打击谣言工作成效发布会",
    )
    assert firsts(page) == ["第一起，是甲市的一起谣言", "第二起，发生在乙市。张某"]
    assert scopes_of(page)[1].text.endswith("五百元。")


NEWS = [
    "5月6日，甲市网信办对某票务公司罚款10万元，给予警告。",
    "国家某局就某指引公开征求意见，截止7月10日，逾期不再受理。",
    "乙市公安局破获一起案件，嫌疑人许某被刑事拘留。",
    "爱尔兰数据保护委员会对某社交公司罚款三亿欧元。",
]


@pytest.mark.parametrize("rubric", ["【执法动态】", "# 监管动态", "本周要闻"])
@pytest.mark.parametrize("sign", ["◆ ", "●", "▶"])
def test_news_that_signs_alone_set_off(rubric: str, sign: str) -> None:
    page = make_page(
        [rubric, *(sign + line for line in NEWS), "【行业动态】", sign + "某公司举办沙龙。"], "网安周讯第3期"
    )
    assert [scope.text.removeprefix(sign) for scope in scopes_of(page)] == [NEWS[0], NEWS[2]]


@pytest.mark.parametrize(("lead", "day"), [("浏阳市网信办通报两起案件。", "2024-05-03"), ("会议召开。", None)])
def test_an_item_of_a_digest_dates_all_cases_it_tells(lead: str, day: str | None) -> None:
    lines = [
        "# 数据安全周报第3期",
        "**1.浏阳两家公司被罚**",
        f"5月3日，{lead}{NAMES[0]}泄露信息，浏阳市网信办对该公司罚款五万元。",
        f"另一起案件中，{NAMES[1]}未留存日志，浏阳市网信办对该公司给予警告。",
        "**2.某标准发布**",
        "某标准今日发布。",
    ]
    page = replace(make_page("\n".join(lines), "数据安全周报第3期"), published_date=date(2024, 5, 9))
    records = extract_notice(page).cases
    assert len(records) == 2
    dates = [each.value for each in records[1].dates]
    assert dates == ([day] if day else [])


def test_news_that_stand_alone_under_a_rubric() -> None:
    for rubrics in (("【执法动态】", "【行业动态】"), ("一、执法动态", "二、行业动态"), ("# 监管动态", "# 产业要闻")):
        page = make_page([rubrics[0], *NEWS, rubrics[1], "某公司举办沙龙，欢迎报名参加。"], "网安周讯第3期")
        assert [scope.text for scope in scopes_of(page)] == [NEWS[0], NEWS[2]]


@pytest.mark.parametrize("body", ["长沙市生态环境局", "湖南省商务厅", "长沙市医疗保障局", "长沙市农业农村局"])
def test_a_story_of_one_case_by_any_body_of_the_dictionary(body: str) -> None:
    text = f"经查，某科技公司在其网站发布虚假信息。2026年3月1日，{body}对某科技公司给予警告，并罚款2万元。"
    assert len(scopes_of(make_page(text, "某科技公司被罚款2万元"))) == 1
    abroad = text.replace(body, f"{body}转载消息称，荷兰数据保护局")
    assert not scopes_of(make_page(abroad, "某科技公司被罚款2万元"))


ACCOUNTS = [
    "**摆拍卖惨。**抖音账号“山前小雨”摆拍卖惨，带货敛财，该账号已被关闭。",
    "编造灾情。微博账号“云谷快报”编造洪水视频，相关账号已被禁言60日。",
    "假冒医生。快手账号“青枝大夫”假冒名医推销保健品，账号已关闭。",
]


def test_paragraphs_that_only_their_announcement_tells_as_cases() -> None:
    opening = "近期，甲省网信办依法处置一批账号。现通报部分典型案例。"
    page = make_page([opening, *ACCOUNTS, "甲省网信办提醒，请勿造谣。"], "甲省网信办处置违规账号")
    assert [scope.text.lstrip("*")[:4] for scope in scopes_of(page)] == ["摆拍卖惨", "编造灾情", "假冒医生"]
    two = make_page([opening, *ACCOUNTS[:2], "甲省网信办提醒，请勿造谣。"], "甲省网信办处置违规账号")
    assert len(scopes_of(two)) < 2


@pytest.mark.parametrize(("head", "count"), [("典型案例", 2), ("【部分案例】", 2), ("工作要求", 0)])
def test_paragraphs_under_a_line_that_only_calls_them_cases(head: str, count: int) -> None:
    told = (
        "今年3月，浏阳市公安局网安大队侦破一起贩卖信息案件，抓获中介人员8名。",
        "今年4月，华容县公安局发现有人贩卖信息，立案侦查，成功将其抓获。",
    )
    lines = ["行动以来，全省公安机关侦破案件80起，抓获犯罪嫌疑人229名，查获信息900余万条。", head, *told]
    page = make_page(["湖南“净网”行动抓获229名嫌疑人", *lines], "湖南“净网”行动抓获229名嫌疑人")
    assert [scope.text for scope in scopes_of(page)] == list(told[:count])
    general = "各地公安机关抓获犯罪嫌疑人20名，成效明显。"
    page = make_page(["湖南“净网”行动抓获229名嫌疑人", *lines[:2], told[0], general], "湖南“净网”行动抓获229名嫌疑人")
    assert len(scopes_of(page)) < 2


def test_what_a_campaign_counts_is_no_case() -> None:
    lines = (
        f"抖音、快手平台从严处置“{kind}”类账号2.{n}万余个，已关闭账号“山前{n}”。" for n, kind in enumerate("甲乙丙")
    )
    page = make_page(["甲省网信办开展专项行动，现公布典型处置案例。", *lines], "甲省网信办处置违规账号")
    assert len(scopes_of(page)) < 2


LINE = st.sampled_from(
    [
        "# 甲市公布案例",
        "案例一：某公司泄露信息，甲市网信办罚款五万元。",
        "案例二：某学校泄露信息，甲市网信办给予警告处罚。",
        "1. 某医院泄露信息，甲市网信办给予警告处罚。",
        "2. 张某造谣，甲市公安局对其行政拘留五日。",
        "**某酒店被甲市公安局处罚**",
        "网警提醒：请注意。",
        "【典型意义】",
        "下一步，甲市网信办将加强执法。",
        "（来源：网信甲市）",
        "END",
    ]
)


@given(st.lists(LINE, max_size=25), st.sampled_from([None, "甲市公布典型案例", "网安周报第3期", "某公司被罚五万元"]))
def test_spans_are_ordered_disjoint_and_inside_the_body(lines: list[str], title: str | None) -> None:
    page = make_page(lines, title)
    body = get_outline(page).body
    reached = 0
    for scope in scopes_of(page):
        assert reached <= scope.span.start < scope.span.end
        assert body.contains(scope.span)
        assert scope.text == scope.text.rstrip()
        reached = scope.span.end
        for part in (scope.intro, scope.lead, *scope.collective):
            assert part is None or not part.overlaps(scope.span)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED, reason="ZHIFA_SHARED names no folder of real notices: nothing real was read")
def test_the_monthly_digest_of_the_corpus() -> None:
    from etl.pages import read_page

    folder = Path(SHARED or "")
    (path,) = folder.glob("corpus/seeds/002_*.txt")
    page = read_page(path.read_bytes(), document_id="seed", media_type="text/plain")
    gold = json.loads((folder / "gold/dev/seeds__002.json").read_text(encoding="utf-8"))
    texts = ["".join(scope.text.split()) for scope in scopes_of(page)]
    found = sum(any("".join(case["start"].split()) in text for text in texts) for case in gold["cases"])
    assert found >= 46
    assert len(texts) <= 52


def test_a_list_under_an_introduction_that_says_all_were_handled_gives_a_case_an_item() -> None:
    page = make_page(
        [
            "# 网络治理周报第12期",
            "**一周动态**",
            "**1.涉农直播乱象专项行动曝光典型案例**",
            "近日，甲省网信办依法依规查处一批违规账号。现将典型案例通报如下：",
            "1.“田埂上的阿措”等账号虚构助农人设。",
            "2.“果园小满”等账号编造滞销信息。",
            "**2.乙部门召开座谈会**",
            "会议要求持续做好有关工作。",
        ],
        title="网络治理周报第12期",
    )
    assert firsts(page) == ["1.“田埂上的阿措”等账", "2.“果园小满”等账号编"]


def test_the_only_case_of_a_digest_is_found_beside_news_from_abroad() -> None:
    page = make_page(
        [
            "# 数据安全每周简报第9期",
            "**某国芯片企业遭勒索组织攻击**",
            "2024年5月6日，某勒索组织声称攻击了一家境外芯片企业，并索要赎金。",
            "**乙县一诊所因数据泄露被罚2万元**",
            "2024年5月8日，湖南省岳阳市华容县网信办查明某诊所未履行数据安全保护义务，责令改正，罚款2万元。",
        ],
        title="数据安全每周简报第9期",
    )
    assert firsts(page) == ["乙县一诊所因数据泄露被罚"]


def test_one_of_two_numbered_items_of_a_digest_tells_a_case() -> None:
    page = make_page(
        [
            "## 安全热点周报第9期",
            "**安全事件**",
            "**3.某国一保险企业的客户数据遭出售**",
            "5月6日海外媒体消息，该企业称约五万名客户的资料在论坛挂牌，已报警处理。",
            "**4.偷删公司训练数据，一名程序员获刑**",
            "5月8日，湖南省岳阳市岳阳楼区检察院公布一起案件。王某登录公司服务器，删除训练数据。"
            "法院以破坏计算机信息系统罪，对王某判处有期徒刑四年。",
        ],
        title="安全热点周报第9期",
    )
    assert firsts(page) == ["4.偷删公司训练数据，一"]


def test_headlines_listed_before_a_part_that_counts_from_two_are_no_case() -> None:
    heads = ["甲县某企业被黑客控制，甲县网信办罚款5万元", "某国一医院遭勒索", "乙部门公布一项办法"]
    told = "5月8日，湖南省岳阳市华容县网信办查明某企业未履行义务，依据《网络安全法》对该企业罚款5万元。"
    lines = [*(f"• {head}" for head in heads), "PART02 安全事件", f"1.{heads[0]}", told]
    lines += [f"2.{heads[1]}", "海外媒体消息，该医院系统瘫痪。", "PART03 政策法规", f"1.{heads[2]}", "该办法现已施行。"]
    page = make_page(["# 安全热点周报第9期", *lines], title="安全热点周报第9期")
    assert [scope.text.split("\n")[0] for scope in scopes_of(page)] == [f"1.{heads[0]}"]


def test_a_platform_is_interviewed_for_what_it_sold() -> None:
    told = "云谷商报讯 4月2日，湖南省长沙市网信办等五部门，因京东售卖违禁出版物，依法约谈网站负责人，并责令整改。"
    assert len(firsts(make_page(["京东回应称将全面整改", told], title="京东回应称将全面整改"))) == 1


TOLD = "未履行网络安全保护义务。浏阳市网信办依据《网络安全法》，对该公司给予警告。"
NAMES = ("甲科技有限公司", "乙商贸有限公司", "丙数据有限公司")
OPENING = "浏阳市网信办现将3起典型案例通报如下："
MARKS = [
    ("1.", "2.", "3."),
    ("一、", "二、", "三、"),
    ("（一）", "（二）", "（三）"),
    ("（1）", "（2）", "（3）"),
    ("①", "②", "③"),
    ("案例一：", "案例二：", "案例三："),
    ("【案例1】", "【案例2】", "【案例3】"),
    ("第一起：", "第二起：", "第三起："),
]


@pytest.mark.parametrize("join", ["", "\n"])
@pytest.mark.parametrize("marks", MARKS)
def test_cases_announced_and_counted_on_lines_or_within_one(marks: tuple[str, ...], join: str) -> None:
    items = join.join(f"{mark}{name}{TOLD}" for mark, name in zip(marks, NAMES, strict=True))
    page = make_page(f"# 浏阳市网信办公布3起典型案例\n{OPENING}{join}{items}", "浏阳市网信办公布3起典型案例")
    found = [scope.text for scope in scopes_of(page)]
    assert [next(name for name in NAMES if name in text) for text in found] == list(NAMES)
    assert all(sum(name in text for name in NAMES) == 1 for text in found)


PARAGRAPHS = [
    [f"{name}{TOLD}" for name in NAMES],
    [line for name in NAMES for line in (f"{name}不守规矩案", f"{name}{TOLD}")],
    [line for name in NAMES for line in (f"{name}未留存日志。", f"浏阳市网信办对{name}给予警告。")],
    [line for name in NAMES for line in (f"{name}{TOLD}", "目前，问题均已整改。")],
]


@pytest.mark.parametrize("lines", PARAGRAPHS)
def test_paragraphs_without_a_number_are_the_cases_when_they_are_as_many_as_published(lines: list[str]) -> None:
    text = "\n".join(["# 浏阳市网信办公布3起典型案例", OPENING, *lines, "下一步，浏阳市网信办将持续加大力度。"])
    found = [scope.text for scope in scopes_of(make_page(text, "浏阳市网信办公布3起典型案例"))]
    assert [text.split("\n")[0] for text in found] == lines[:: len(lines) // 3]
    assert [next(name for name in NAMES if name in text) for text in found] == list(NAMES)


def test_paragraphs_of_one_story_are_one_case() -> None:
    lines = [f"{NAMES[0]}{TOLD}", f"{NAMES[0]}另被浏阳市网信办责令改正。"]
    page = make_page(["# 浏阳市网信办处罚一家公司", *lines], "浏阳市网信办处罚一家公司")
    assert len(scopes_of(page)) == 1


def test_measures_counted_within_a_sentence_are_one_case() -> None:
    text = f"浏阳市网信办对{NAMES[0]}作出如下处理：1.给予警告；2.罚款五万元。"
    page = make_page(["# 浏阳市网信办公布典型案例", text], "浏阳市网信办公布典型案例")
    assert len(scopes_of(page)) == 1


NAMELESS = ("“甲说事”账号散布谣言，误导公众。", "“乙看点”账号冒充媒体，发布虚假新闻。", "“丙主播”账号诱导打赏。")
FOR_ALL = "以上账号均已被依法关闭。"


@pytest.mark.parametrize("join", ["", "\n"])
@pytest.mark.parametrize("marks", [("1.", "2.", "3."), ("一、", "二、", "三、"), ("案例一：", "案例二：", "案例三：")])
def test_a_measure_told_once_after_the_last_item_is_that_of_every_item(marks: tuple[str, ...], join: str) -> None:
    items = [mark + text for mark, text in zip(marks, NAMELESS, strict=True)]
    text = "\n".join(["# 网信浏阳", "现将3起典型案例通报如下：", *items]) + join + FOR_ALL
    scopes = scopes_of(make_page(text, "浏阳市网信办公布典型案例"))
    assert [scope.text for scope in scopes] == items
    assert all([span.of(scope.plain) for span in scope.collective] == [FOR_ALL] for scope in scopes)


def test_what_the_last_case_says_of_its_own_accounts_stays_with_it() -> None:
    items = [
        "案例一：“甲说事”账号散布谣言，已被永久关闭。",
        "案例二：“乙看点”“丙主播”账号诱导打赏。上述账号均已被依法关闭。",
    ]
    scopes = scopes_of(make_page(["# 网信浏阳", *items], "浏阳市网信办公布典型案例"))
    assert [scope.text for scope in scopes] == items


def test_an_essay_tells_of_an_offender_in_passing() -> None:
    told = "例如，李某在网上辱骂他人，被公安机关处以行政拘留五日。"
    lines = (
        "网络暴力为害甚烈，治理网络暴力要从源头抓起，形成多方共治的格局。" * 3,
        f"根据刑法，侮辱他人的，应当追究责任。{told}各方应当共同努力。",
        "平台要承担主体责任，对发布违法信息的账号依法处置，营造清朗空间。" * 3,
    )
    page = make_page(lines, "专家观点 | 依法治理网络暴力")
    scopes = scopes_of(page)
    assert [scope.text for scope in scopes] == [told]
    assert get_kind(page, get_outline(page), scopes) == "policy"


def test_an_essay_on_persons_in_general_tells_no_case() -> None:
    lines = (
        "对某些人编造谣言的，应当依法处罚。假设张某造谣，应当承担责任。",
        "某平台的做法值得借鉴：该平台关闭了一批账号。",
    )
    assert scopes_of(make_page(lines, "专家观点 | 网络谣言如何治理")) == ()


def test_an_essay_tells_of_a_judgment_against_a_masked_firm() -> None:
    told = "云谷区人民法院审结的一起案件中，某公司运营的App未设青少年模式，法院判决其赔偿3万元。"
    lines = ("未成年人模式形同虚设。" * 9, told, "各平台应当落实责任。" * 9)
    assert [scope.text for scope in scopes_of(make_page(lines, "关注 | 未成年人模式如何落实，专家建议"))] == [told]


def test_an_essay_tells_of_a_judgment_on_a_defendant_without_a_name() -> None:
    told = "一位歌手长期遭受辱骂，遂向法院起诉。法院认定被告的帖文构成侮辱，应赔偿损失。"
    general = "法院可以判令被告承担侵权责任，受害人应当及时取证。"
    lines = ("网络暴力为害甚烈。" * 9, told, general, "平台应当落实责任。" * 9)
    assert [scope.text for scope in scopes_of(make_page(lines, "观点 | 共同抵制网暴"))] == [told]


def test_a_plan_tells_of_an_offender_in_passing() -> None:
    told = "某职校学生用AI伪造他人不雅照片，已被公安机关立案侦查；"
    tasks = [f"{n}是整治利用AI制作发布不良信息，督促平台完善审核机制，压实主体责任。" for n in "一二三四五"]
    page = make_page((told, *tasks), "云谷市网信办开展“清朗·整治AI技术滥用”专项行动")
    assert [scope.text for scope in scopes_of(page)] == [told]
    assert extract_notice(page).kind == "campaign"


def test_an_essay_tells_of_a_fine_for_a_known_company() -> None:
    told = "平台经济需要规范。2022年，知网被处8760万元罚款，震动业界；此后各平台都应当整改。"
    lines = (told, "对违法平台可处一百万元罚款。")
    assert [scope.text for scope in scopes_of(make_page(lines, "专家观点 | 平台治理"))] == [
        "2022年，知网被处8760万元罚款，震动业界；"
    ]


def test_the_first_case_may_begin_in_the_line_of_the_introduction() -> None:
    names = ("童某", "廖某", "冯某")
    told = [f"{name}在群内辱骂他人。衡山县公安局依法对其予以行政拘留5日。" for name in names]
    titles = [f"{n}、{name}侮辱他人案" for n, name in enumerate(names, 1)]
    opening = f"近日，湖南公安网安部门依法打击了一批网络暴力案件。{titles[0]}"
    page = make_page((opening, told[0], titles[1], told[1], titles[2], told[2]), "湖南警方打击网络暴力典型案例")
    assert firsts(page) == titles


def test_what_is_told_of_those_named_before_is_no_total() -> None:
    told = "QQ群组“云谷互助”以返利为诱饵诈骗。群组已被解散，公安机关抓获犯罪嫌疑人3人。"
    assert get_handling(told).is_case
    assert get_handling("法院认为某公司构成不正当竞争，判决其赔偿损失及合理开支共计80万元。").is_case
    assert get_handling("某影音公司屏蔽他人广告。法院判令被告赔偿经济损失及合理费用共计80万元。").measures == 1
    assert not get_handling("行动声势浩大。关闭违规账号2万个，抓获犯罪嫌疑人300人。").is_case
    law = "依据《中华人民共和国电子商务法》第七十六条，"
    assert get_handling(f"丙某未公示证照。{law}罚款800元。").is_case
    assert get_handling("网络主播丁某少缴税款。该局对其加收滞纳金，并处罚款共计60万元。").is_case
    assert not get_handling("行动声势浩大。全年累计罚款共计60万元，共查处200件。").is_case


UNNUMBERED_ITEMS = [
    [line for name in NAMES for line in (f"▶ 查处{name}", f"浏阳市网信办查明，{name}{TOLD}")],
    [f"● {name}{TOLD}" for name in NAMES],
    [f"【{name}】近日，{name}{TOLD}" for name in NAMES],
    [line for name in NAMES for line in (f"【{name}违法案】", f"{name}{TOLD}")],
    [line for name in NAMES for line in (f"{name}不守规矩，警告！", f"经查，{name}{TOLD}")],
    [line for name in NAMES for line in ("案由：不留存日志", f"当事人：{name}", f"经查，{name}{TOLD}")],
]


@pytest.mark.parametrize("title", ["浏阳市网信办公布典型案例", "浏阳网信执法快讯"])
@pytest.mark.parametrize("lines", UNNUMBERED_ITEMS)
def test_items_without_a_number_under_signs_brackets_and_bare_headlines(title: str, lines: list[str]) -> None:
    text = "\n".join([title, "近期，浏阳市网信办查处一批案件，现通报三起典型案例。", *lines, "网信提醒：请守法经营。"])
    found = [scope.text for scope in scopes_of(make_page(text, title))]
    assert [text.split("\n")[0] for text in found] == lines[:: len(lines) // 3]
    assert [next(name for name in NAMES if name in text) for text in found] == list(NAMES)
    assert not any("守法经营" in text for text in found)


ONE_STORY = [
    ["● 案件线索", "民警发现有人出售住户信息，立案侦查，锁定赵某。", "● 收网", "5月20日，浏阳市公安局抓获赵某等5人。"],
    ["事情的经过", f"{NAMES[0]}泄露信息，浏阳市网信办立案调查。", "处罚决定", f"浏阳市网信办对{NAMES[0]}罚款五万元。"],
    [
        "公司做错了什么？",
        f"调查发现，{NAMES[0]}把客户照片放在公开目录里，被责令关闭目录。",
        "结果如何？",
        "浏阳市网信办认为，该公司未尽义务，依据《数据安全法》处罚款五万元，对主管沈某罚款一万元。",
    ],
    ["【案情】王某收货后发现材质与宣传不符。", "【裁判】浏阳市人民法院判决甲商贸公司退一赔三。", "【评析】应当守法。"],
]


@pytest.mark.parametrize("title", ["甲某侵犯公民个人信息案", "指导性案例37号：甲某侵犯公民个人信息案"])
@pytest.mark.parametrize("head", ["【裁判结果】", "三、判决结果"])
def test_a_reported_case_whose_result_stands_far_down(title: str, head: str) -> None:
    facts = "被告人甲某从网上下载客户信息后转手出售，并多次将其提供给他人用于推销。" * 20
    page = make_page(
        [title, "【基本案情】", facts, head, "浏阳市人民法院以侵犯公民个人信息罪判处被告人甲某有期徒刑一年。"], title
    )
    assert len(scopes_of(page)) == 1
    assert not scopes_of(make_page([title, "【基本案情】", facts, "浏阳市人民法院尚未开庭。"], title))


LED = "甲市网信办披露了2起违法典型案例。"
RUNNING = [
    LED + "乙市某餐饮公司未留存日志。对此，甲市网信办对乙市某餐饮公司给予警告。"
    "丙县某物流公司未采取防护措施。对此，甲市网信办对丙县某物流公司罚款一万元。",
    LED + "乙市某餐饮公司未留存日志，被甲市网信办警告；丙县某物流公司泄露数据，被甲市网信办罚款一万元。",
    "乙市某餐饮公司未留存日志，被甲市网信办警告；丙县某物流公司泄露数据，被甲市网信办罚款一万元。",
]


@pytest.mark.parametrize("text", RUNNING)
def test_cases_of_running_text_that_are_as_many_as_published(text: str) -> None:
    found = scopes_of(make_page(["甲市网信办公布2起典型案例", text], "甲市网信办公布2起典型案例"))
    assert [each.text[:7] for each in found] == ["乙市某餐饮公司", "丙县某物流公司"]


@pytest.mark.parametrize(("first", "second", "count"), [("魏某", "涂某", 2), ("魏某", "魏某", 1)])
def test_headlines_that_name_who_was_punished_set_cases_off(first: str, second: str, count: int) -> None:
    told = "8月，网民{}编造房屋倒塌的虚假视频，引发恐慌，现已被云谷县公安机关依法行政拘留。"
    lines = [line for name in (first, second) for line in (f"{name}散布不实信息", told.format(name))]
    assert len(scopes_of(make_page(["编谣言的后果", "来源：云谷警方", *lines]))) == count


def test_two_measures_against_one_firm_are_one_case_of_running_text() -> None:
    text = "甲市网信办通报2起案件。乙市某餐饮公司被甲市网信办警告。该公司拒不改正，又被罚款一万元。"
    assert len(scopes_of(make_page(["乙市某餐饮公司两次被罚", text], "乙市某餐饮公司两次被罚"))) == 1


@pytest.mark.parametrize("mark", ["{}", "【{}】", "**{}**", "{}："])
def test_cases_under_nothing_but_the_name_of_a_place(mark: str) -> None:
    title = "丁市教育局关于违规培训案例的通报"
    lines = [title, "检查机构913家。现将2起案例通报如下：", mark.format("甲区"), "甲区教育局前往检查。"]
    lines += ["发现问题：甲区启明教育咨询公司无证开班。", "处理结果：责令甲区启明教育咨询公司停止办学，罚款1万元。"]
    lines += [mark.format("乙县"), "乙县教育局收到线索。", "发现问题：乙县居民李某在家中开班。"]
    lines += ["处理结果：责令李某改正，给予警告。", "请广大家长不要选择无证机构。"]
    found = scopes_of(make_page(lines, title))
    assert [each.text.strip("【")[:2] for each in found] == ["甲区", "乙县"]
    assert [each.text[-3:] for each in found] == ["万元。", "警告。"]


@pytest.mark.parametrize(("rumour", "truth"), [("谣言：", "真相："), ("【网传】", "【真相】"), ("谣言{}：", "辟谣：")])
def test_a_round_up_of_rumours_tells_who_was_punished(rumour: str, truth: str) -> None:
    lines = [rumour.format("一") + "云溪下周停水？", truth + "供水公司称并无此事。"]
    lines += [rumour.format("二") + "云溪有人走失？", truth + "系编造，王某被云溪市公安局行政拘留。"]
    lines += [rumour.format("三") + "云溪发现猛兽？", truth + "系编造，张某被云溪市公安局罚款五百元。"]
    found = scopes_of(make_page(["这些说法是真的吗", *lines], "这些说法是真的吗"))
    assert [each.text for each in found] == ["\n".join(lines[2:4]), "\n".join(lines[4:])]


def test_news_on_several_firms_tells_each_in_its_own_paragraph() -> None:
    lines = ["多家咨询机构接连被罚", "近日，多地证监局披露罚单。", "湖南证监局对甲咨询（湖南）有限公司责令改正。"]
    lines += ["比这更重的是罚款。四川证监局对乙咨询（四川）有限公司罚款五万元。"]
    found = scopes_of(make_page(lines, lines[0]))
    assert [each.text for each in found] == lines[2:]
    lines[3] = "业内人士称，甲咨询（湖南）有限公司将被湖南证监局罚款五万元。"
    assert len(scopes_of(make_page(lines, lines[0]))) == 1


def test_the_opening_that_names_all_firms_is_no_case_beside_them() -> None:
    lines = ["网络安全执法：三家单位被罚", "甲市公安局通报，某中学、某宾馆、某物流公司未落实等级保护，均被处罚。"]
    lines += ["某中学网站被篡改，甲市公安局给予警告。", "某宾馆未留存日志，甲市公安局责令其改正。"]
    lines += ["某物流公司泄露数据，甲市公安局罚款五万元。"]
    assert [each.text for each in scopes_of(make_page(lines, lines[0]))] == lines[2:]


def test_items_behind_the_name_of_a_place() -> None:
    lines = ["丁省通报互联网医疗典型案例", "甲市：某互联网医院超范围诊疗，甲市卫健委对其罚款三万元。"]
    lines += ["乙市：某诊所直播卖处方药，乙市市场监管局对其罚款五万元。"]
    lines += ["丙市：某主播没有资格在线问诊，丙市卫健委对其罚款两万元。"]
    assert [each.text for each in scopes_of(make_page(lines, lines[0]))] == lines[1:]


@pytest.mark.parametrize("stop", ["。", "；"])
def test_an_item_that_tells_several_cases(stop: str) -> None:
    among = "一、多地查办了一批未审核内容的案件。其中，甲市某文化公司被甲市网信办罚款一万元"
    lines = ["丙省网信办公布典型案例", f"{among}{stop}乙县某传媒公司被乙县网信办责令改正。"]
    lines += ["二、丁市网信办对丁市某物流公司罚款五万元。"]
    found = [each.text for each in scopes_of(make_page(lines, lines[0]))]
    assert [each[:7] for each in found] == ["一、多地查办了", "乙县某传媒公司", "二、丁市网信办"]


EVENT = [
    "一、对报道所涉的甲食品有限公司立案调查，责令其停业整改。",
    "二、浏阳市市场监管局约谈园区管理方乙物业有限公司负责人，责令其限期整改。",
    "三、涉事主播“丙某直播”的账号已被平台封禁。",
]


@pytest.mark.parametrize(
    ("title", "lead", "count"),
    [
        ("关于媒体反映某园区售假问题的情况通报", "浏阳市市场监管局高度重视，立即核查，现将有关情况通报如下：", 1),
        ("关于网传某园区售假一事的情况说明", "浏阳市市场监管局第一时间成立调查组，现将处置情况说明如下：", 1),
        ("云溪食堂用变质食材？官方回应", "近日，有网民反映此事。云溪县立即成立调查组，现将情况通报如下：", 1),
        ("关于3起媒体反映问题的情况通报", "浏阳市市场监管局高度重视，立即核查，现将有关情况通报如下：", 3),
        ("浏阳市市场监管局公布典型案例", "现将典型案例通报如下：", 3),
    ],
)
def test_what_became_of_one_event_is_one_case(title: str, lead: str, count: int) -> None:
    page = make_page([title, lead, *EVENT], title)
    assert len(scopes_of(page)) == count


@pytest.mark.parametrize("lines", ONE_STORY)
def test_the_parts_of_one_story_are_no_items(lines: list[str]) -> None:
    title = "浏阳市公安局通报一起案件"
    assert len(scopes_of(make_page("\n".join([title, "浏阳市通报案件查处经过。", *lines]), title))) == 1


def test_signs_before_totals_are_no_cases() -> None:
    lines = ["● 依法约谈网站平台23家，罚款9家。", "● 关闭违法网站45个，下架应用12款。"]
    page = make_page("\n".join(["浏阳市网信系统2024年执法成效", *lines]), "浏阳市网信系统2024年执法成效")
    assert not scopes_of(page)


INTERVIEWS = [
    f"5月{day}日，浏阳市网信办约谈“{name}”负责人，要求限期整改。" for day, name in ((1, "甲论坛"), (3, "乙在线"))
]


def test_a_paragraph_for_each_firm_the_title_counts_is_a_case() -> None:
    title = "浏阳市网信办约谈两家平台"
    opening = "近期，浏阳市网信办先后约谈“甲论坛”“乙在线”两家平台负责人。"
    page = make_page("\n".join([title, opening, *INTERVIEWS, "两家平台表示认真整改。"]), title)
    assert [scope.text for scope in scopes_of(page)] == INTERVIEWS


def test_paragraphs_that_speak_of_all_firms_are_one_case() -> None:
    title = "浏阳市网信办处罚两家公司"
    lines = [
        f"浏阳市网信办对{NAMES[0]}、{NAMES[1]}分别罚款三万元。",
        "两家公司均未留存日志，浏阳市网信办责令其限期改正。",
    ]
    assert len(scopes_of(make_page("\n".join([title, *lines]), title))) == 1


@pytest.mark.parametrize("mark", ["案例{han}｜", "", "云川｜"])
def test_bold_headings_that_name_a_case_each_are_cases_under_a_title(mark: str) -> None:
    named = (
        "云川市甲区市场监管局查处某加油站价格欺诈案",
        "丙县市场监管局查处青枝茶行侵犯商标权案",
        "丁区市场监管局查处某超市不当有奖销售案",
    )
    told = (
        "该站标示直降一元，结算时并未优惠，多收价款300元。依据《价格法》，罚款1万元。",
        "当事人贴标销售。没收茶叶8盒，罚款5万元。",
        "抽奖活动最高奖为价值6万元的汽车使用权，超过法定限额。当事人被罚款6万元。",
    )
    items = [
        f"**{mark.format(han=han)}{heading}**\n{text}" for han, heading, text in zip("壹贰叁", named, told, strict=True)
    ]
    body = "\n\n".join(["# 2025年查办行动典型案例（第三批）", *items])
    page = read_page(body.encode(), document_id="d", media_type="text/markdown")
    record = extract_notice(page)
    assert record.kind == "case_bulletin"
    assert [record.plain[case.span.start : case.span.end].split("\n")[1] for case in record.cases] == list(told)


SUMS = "专项行动开展以来，全市网信系统共约谈网站平台86家，关闭违法网站42家，清理违法信息3.6万条，查处案件19件。"
IN_PASSING = [
    "云谷县市场监管局对在网上出售捕兽夹的徐某罚款2000元。",
    "5月9日，云谷县公安局打掉一个倒卖信息的团伙，抓获黎某等9人，查获信息46万条。目前，9人均已移送审查起诉。",
    "依法关闭“山前观察网”“云谷民生在线”等未经许可从事互联网新闻信息服务的网站。",
    "对存在低俗问题的抖音、快手、虎牙等平台，依法予以约谈、限期整改；",
    "云谷县一家农资公司网站被植入跳转链接，云谷县公安局对公司罚款1万元，对负责人熊某罚款五千元。",
    "云谷县网信办对存在违规行为的“青枝公社”“云谷资讯”等12家网站依法约谈并责令限期整改。",
    "4月2日，云谷县公安局接到报警，称有人网上售假。经查，仇某所售为假货，被处以行政拘留五日。",
    "云谷警方侦破“青枝之家”售卖盗版剧本案，抓获犯罪嫌疑人7人；",
    "抖音账号“山前老李”编造决堤消息，云谷县网信办约谈其使用人，账号被禁言30天。",
    "其中，“云谷在线网”“山前头条网”未经许可从事新闻服务，云谷县网信办依法注销其备案。",
    "云谷县网信办发现，甲云谷咨询有限公司购入住户信息。3月，云谷县网信办对该公司罚款2万元，对主管冯某罚款1万元。",
]
ONLY_SUMS = [
    "云谷县公安局侦破案件203起，抓获犯罪嫌疑人170人，关停账号346个。",
    "云谷县公安局副局长李某介绍，全县共打掉团伙12个，抓获犯罪嫌疑人305名。",
    "云谷县网信办依法处置账号“山前老李”“云谷快讯”等380个。",
    "云谷县公安局侦办案件480余起，关停“网络水军”账号230万余个。",
    "市网信办指导平台关闭“山前观察网”“云谷民生在线”等账号。",
    "会同公安部门督促平台下架“地弓”“捕鸟网”等禁用工具信息463条，屏蔽店铺36家。",
    "对涉黄、涉赌等网站，依法予以关闭，处罚3家大型网站平台。",
    "下一步，云谷县网信办将依法约谈“山前网”“云谷网”等网站平台。",
]


@pytest.mark.parametrize("told", IN_PASSING)
def test_a_report_on_a_campaign_tells_a_case_between_its_totals(told: str) -> None:
    page = make_page(
        [SUMS, f"全市查处编造谣言人员118名。{told}", "此外，开展普法宣传410场次。"], "甲市专项行动成效显著"
    )
    scopes = scopes_of(page)
    assert [scope.text for scope in scopes] == [told]
    assert get_kind(page, get_outline(page), scopes) == "campaign"


def test_a_report_that_is_mostly_cases_is_a_bulletin() -> None:
    told = [text for text in IN_PASSING if "团伙" not in text and "接到" not in text]
    page = make_page([f"{SUMS}部分情况如下。", *told], "甲市三季度执法工作情况")
    scopes = scopes_of(page)
    assert len(scopes) > 2
    assert get_kind(page, get_outline(page), scopes) == "case_bulletin"


def test_the_cases_of_one_paragraph_of_a_report() -> None:
    told = [
        "云谷区法院以侵犯著作权罪判处被告人马某某有期徒刑三年；",
        "云谷市文化执法支队对汪某处以罚款10万元。汪某的网站已关闭。",
    ]
    page = make_page([SUMS, "".join(told)], "甲市专项行动成效显著")
    assert [scope.text for scope in scopes_of(page)] == told


@pytest.mark.parametrize("line", ONLY_SUMS)
def test_what_a_report_on_a_campaign_sums_up_is_no_case(line: str) -> None:
    assert scopes_of(make_page([SUMS, line], "甲市专项行动成效显著")) == ()


def test_a_case_of_a_report_begins_where_somebody_is_first_named() -> None:
    told = ("青枝大学学生史某开发了接收短信的软件，借此牟利。", "近日，云谷区人民法院判处史某有期徒刑六个月。")
    for title in ("甲市专项行动成效显著", "网安周刊第3期"):
        page = make_page([SUMS, "警方这样提示商家。" + told[0], told[1]], title)
        assert [scope.text for scope in scopes_of(page)] == ["\n".join(told)]


BY_PLACE = [
    "江苏苏州查处“云中书屋”网站侵权案，判处袁某某有期徒刑一年；",
    "四川成都侦破“青竹平台”开设赌场案，判处孙某某有期徒刑三年；",
    "湖南长沙查处湘水书店盗版案，作出罚款2万元的行政处罚。",
]


def test_cases_that_a_report_tells_by_the_place_that_handled_them() -> None:
    told = "".join(BY_PLACE)
    record = extract_notice(
        make_page([SUMS, f"各级部门查办了一批大案。其中，{told}", SUMS * 3], "云帆行动：删除链接20万条")
    )
    assert record.kind == "campaign"
    assert [case.region and case.region.name for case in record.cases] == [
        "江苏省苏州市",
        "四川省成都市",
        "湖南省长沙市",
    ]


def test_a_word_that_is_no_place_tells_no_case_of_a_report() -> None:
    page = make_page(
        [SUMS, "各部门持续查处销售盗版图书案，罚款2万元；集中侦破开设赌场案，处理多人。"], "甲市专项行动成效显著"
    )
    assert scopes_of(page) == ()


INLINE = (
    "江西赣州“云舟”传播淫秽物品案。今年2月，赣州市公安局破获一起案件，抓获犯罪嫌疑人周某。经查，周某搭建平台牟利。",
    "福建福州“山鹿”侵犯著作权案。今年3月，福州市公安局查获一起案件，邬某被依法逮捕。",
)


def test_cases_that_a_paragraph_names_in_sentences_of_their_own() -> None:
    page = make_page(["云溪办通报典型案例。上半年查处案件52起。" + "".join(INLINE)])
    assert [scope.text for scope in scopes_of(page)] == list(INLINE)
    assert extract_notice(page).kind == "case_bulletin"
    told = "甲市公安局破获云舟诈骗案。周某被依法逮捕。该案是当地首例，警方说，是一起侵犯个人信息的案。赃款已追回。"
    assert len(scopes_of(make_page(["近日，甲市公安局通报典型案例。" + told]))) < 2


def test_the_one_item_that_is_left_of_a_bulletin() -> None:
    item = ["1. 甲市谭某某运营盗版应用案", "甲市公安局云谷分局查明，谭某某盗取作品牟利。目前，谭某某已被批准逮捕。"]
    page = make_page(["# 云溪四部门发布“云帆”专项行动十大案件", "为做好警示，现发布典型案例：", *item])
    page = replace(page, title="云溪四部门发布“云帆”专项行动十大案件")
    record = extract_notice(page)
    assert [case.span.of(record.plain) for case in record.cases] == ["\n".join(item)]
    assert (record.kind, record.declared_count) == ("case_bulletin", 10)
    assert (
        extract_notice(make_page("# 云溪市启动“云帆”专项行动\n将重点整治十类问题。", "云溪市启动“云帆”专项行动")).cases
        == ()
    )


def test_the_last_item_under_a_bare_headline_ends_with_its_measure() -> None:
    first = [
        "甲州文化传播有限公司刷单案",
        "甲州市市场监管局查明，该公司虚构交易，依法对其罚款20万元，并责令其停止违法行为。",
    ]
    second = [
        "乙州网络科技有限公司刷单案",
        "2021年3月，乙州市市场监管局接到协助调查函，要求对乙州网络科技有限公司的管理系统进行协查。",
        "经查，当事人在多个平台为他人店铺刷单，指定购买产品后仅寄发小礼品，增加虚假订单。",
        "办案单位依据反不正当竞争法责令停止刷单，罚款30万元。",
    ]
    page = make_page(
        [
            "# 丙州公布一批刷单案",
            "时间：2022-03-10 来源：丙州日报",
            "为净化市场，丙州市开展执法，公布一批案例。",
            *first,
            *second,
        ]
    )
    page = replace(page, title="丙州公布一批刷单案")
    assert [scope.text for scope in scopes_of(page)] == ["\n".join(first), "\n".join(second)]
    closing = "下一步，丙州市将继续加大执法力度，依法查处刷单行为。"
    page = make_page(["# 丙州公布一批刷单案", "丙州市公布一批案例。", *first, *second, closing])
    assert closing not in scopes_of(replace(page, title="丙州公布一批刷单案"))[-1].text


TOGETHER = [
    "例如，云谷伟业医药有限公司在互联网发布未经审查的药品广告，夸大功效。",
    "青山心悦科技有限公司以直播形式发布食品广告，宣称产品具有治疗功效。",
]


def test_cases_whose_measure_is_told_once_behind_them() -> None:
    lead = "当天披露的一批广告典型案例，涉及未经审查发布广告等内容。"
    after = "目前，市场监管部门已依法对典型案例中相关主体、当事人作出相应处罚。"
    page = make_page(["前三季度查处案件2200件", lead, *TOGETHER, after])
    assert [scope.text for scope in scopes_of(page)] == TOGETHER
    page = make_page(["前三季度查处案件2200件", lead, *TOGETHER, "目前，市场监管部门正在调查相关案例。"])
    assert scopes_of(page) == ()
