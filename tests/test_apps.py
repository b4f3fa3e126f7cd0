"""Apps named by a notice. Every name is fictional."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.apps import get_apps, parse_app_details
from etl.model import App, Hits, Page
from etl.pages import read_page
from etl.reference.app_problems import get_problem_codes, load_app_problems


def read(text: str) -> Page:
    return read_page(text.encode(), document_id="d", media_type="text/plain")


def find(text: str) -> tuple[App, ...]:
    page = read(text)
    apps = get_apps(page, Hits(()))
    for app in apps:
        assert app.evidence.span.of(page.text.plain) == app.name
    return apps


def facts(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(app.name, app.version, app.store) for app in find(text)]


Facts = list[tuple[str, str | None, str | None]]

TUNED: list[tuple[str, Facts]] = [
    (
        "尚有2款APP未完成整改，我局对以下APP进行下架。名单如下：\n"
        "1. “云溪拼车”（版本3.2.0，应用宝，云溪科技有限公司）\n2. “云溪米”（2.4，华为应用市场）",
        [("云溪拼车", "3.2.0", "应用宝"), ("云溪米", "2.4", "华为应用市场")],
    ),
    (
        "经检测，2款App及SDK存在问题，包括“云溪天气”（6.0.2版，应用宝）、“云溪定位”SDK（V2.2.0版）。",
        [("云溪天气", "6.0.2", "应用宝"), ("云溪定位", "V2.2.0", None)],
    ),
    (
        "检测发现2款App存在问题，包括云溪出行（1.2.3）、云溪米（2.3.4）。",
        [("云溪出行", "1.2.3", None), ("云溪米", "2.3.4", None)],
    ),
    (
        "1、未公开收集使用规则。涉及2款移动应用如下：\n《云溪出行》（版本2.3.1，应用宝）、《云溪菜篮》（微信小程序）。",
        [("云溪出行", "2.3.1", "应用宝"), ("云溪菜篮", None, "微信小程序")],
    ),
    (
        "涉及3款App如下：\n《甲云读书》（版本V1.0，360手机助手）、\n《乙云跑步》（3.2.1.0，vivo应用商店）、\n《丙云地图》（版本1，某品牌预装App）。",
        [
            ("甲云读书", "V1.0", "360手机助手"),
            ("乙云跑步", "3.2.1.0", "vivo应用商店"),
            ("丙云地图", "1", "某品牌预装App"),
        ],
    ),
    (
        "（1）15款移动应用无隐私政策，包括《云溪停车》（版本1.2.3，华为应用市场）等。",
        [("云溪停车", "1.2.3", "华为应用市场")],
    ),
    (
        "某局通报5款未按要求完成整改APP，包括云溪生、云气、云溪公交等。",
        [(name, None, None) for name in ("云溪生", "云气", "云溪公交")],
    ),
    (
        "“云溪地图”“火锅指南”2款App未公开收集规则，予以下架。",
        [("云溪地图", None, None), ("火锅指南", None, None)],
    ),
    (
        "经查，“云溪密室”等4款App存在问题，依法予以下架处置；“云溪壁纸”等78款App责令整改。",
        [("云溪密室", None, None), ("云溪壁纸", None, None)],
    ),
    (
        "《云溪听书》（版本8.1.0，华为应用市场（鸿蒙））、《云溪背词》（版本V5.5.11（0839）RLC，PP助手）",
        [("云溪听书", "8.1.0", "华为应用市场（鸿蒙）"), ("云溪背词", "V5.5.11（0839）RLC", "PP助手")],
    ),
    (
        "工信部“回头看”通报38款侵害用户权益App，涉及云溪浏览器、云溪云游戏等",
        [("云溪浏览器", None, None), ("云溪云游戏", None, None)],
    ),
]
HELD_OUT: list[tuple[str, Facts]] = [
    (
        "存在问题的2款APP如下：\n1.云溪相册（版本4.5.6，豌豆荚）\n2.云溪日历（7.8.9，小米应用商店）",
        [("云溪相册", "4.5.6", "豌豆荚"), ("云溪日历", "7.8.9", "小米应用商店")],
    ),
    ("下架2款侵害用户权益App：云溪钱包、云溪快送。", [("云溪钱包", None, None), ("云溪快送", None, None)]),
    (
        "依法下架“云溪甲”“云溪乙”“云溪丙”等3款小程序。",
        [("云溪甲", None, None), ("云溪乙", None, None), ("云溪丙", None, None)],
    ),
    ("《Cloud Creek+》（CloudCreek，6.0.1，应用宝）", [("Cloud Creek+", "6.0.1", "应用宝")]),
    ("未提供注销功能。涉及1款移动应用如下：\n《云溪SDK》（版本3.0.4，官网）", [("云溪SDK", "3.0.4", "官网")]),
    (
        "通报2款App及SDK，其中包括“云溪语音”（应用宝，6.0.2）以及“云溪推送”SDK（3.5.1）。",
        [("云溪语音", "6.0.2", "应用宝"), ("云溪推送", "3.5.1", None)],
    ),
    (
        '涉及1款App：《云溪停车》（版本6.0.1，安智市场）。另有内嵌于其中的"云溪统计"SDK（版本V4.2）静默读取列表。',
        [("云溪停车", "6.0.1", "安智市场"), ("云溪统计", "V4.2", None)],
    ),
]
ISSUES = [
    ("1.未公开收集使用规则，涉及2款App：《云溪记账》（版本3.1，应用宝）。", "未公开收集使用规则"),
    ("2、首次运行未提示用户阅读隐私政策。涉及4款：《云溪跑腿》（微信小程序）。", "首次运行未提示用户阅读隐私政策"),
    ("1.涉及“违规收集个人信息”问题的有：《云溪购》（版本3.3.0，应用宝）。", "违规收集个人信息"),
    ("3.涉及“SDK信息公示不到位”问题的有：云溪统计SDK（版本2.8.1）、云溪支付SDK（版本5.1.3）。", "SDK信息公示不到位"),
    ("（4）3款移动应用未经同意打开权限，包括《云溪投》（版本4.1，豌豆荚）等。", "未经同意打开权限"),
]
NOTHING = [
    "依据《网络安全法》（以下简称《网安法》）对12款App开展检测。",
    "发布《云溪省应用管理办法》（征求意见稿），涉及各类App。",
    "《人工智能治理框架》（2.0版）发布，对App提出要求。",
    "本次通报的69款移动应用，涉及金融、生活服务、社交等多个领域。",
    "前一期通报的64款违法违规移动应用，复测后仍有22款存在问题，已予以下架。",
    "“云**园”等四款App被处置。",
    "公安机关抓获12名犯罪嫌疑人。",
    "某App存在违规收集个人信息的问题。",
    "《关于开展App专项治理的公告》（2025年第8号）",
]


@pytest.mark.parametrize(("text", "expected"), TUNED + HELD_OUT)
def test_names_versions_and_stores(text: str, expected: Facts) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_app_is_named(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(("text", "issue"), ISSUES)
def test_issues_beside_the_names(text: str, issue: str | None) -> None:
    apps = find(text)
    assert apps
    assert {app.issues for app in apps} == {(issue,) if issue else ()}


def test_one_app_under_many_issues_is_one_app() -> None:
    text = (
        "1、无隐私政策。涉及1款移动应用如下：\n《云溪出行》（版本2.3.1，应用宝）\n"
        "2、未在征得用户同意后才开始收集个人信息。涉及2款移动应用如下：\n"
        "《云溪 出行》（版本9.9，官网）、《云溪菜篮》（微信小程序）"
    )
    first, second = find(text)
    assert (first.name, first.version, first.store) == ("云溪出行", "2.3.1", "应用宝")
    assert first.issues == ("无隐私政策", "未在征得用户同意后才开始收集个人信息")
    assert second.issues == ("未在征得用户同意后才开始收集个人信息",)


def test_a_headline_names_apps_where_the_text_names_none() -> None:
    headline = "关注 | 云溪米、青枝日历……某局通报17款违规APP（SDK）"
    assert [app.name for app in find(f"每日资讯\n{headline}\n某公司发布新版本……")] == ["云溪米", "青枝日历"]
    listed = "涉及1款App如下：\n《云溪米商家版》（版本2.3.1，应用宝）。"
    assert [app.name for app in find(f"{headline}\n{listed}")] == ["云溪米商家版"]


def test_kinds() -> None:
    names = "《云溪菜篮》（支付宝小程序）、《云溪推送SDK》（版本1.0，官网）、《云溪出行》（版本2.0，应用宝）"
    text = f"涉及3款移动应用如下：\n{names}"
    assert [app.kind for app in find(text)] == ["mini_program", "sdk", "app"]


def table(rows: list[str]) -> str:
    return "# 某局关于侵害用户权益App的通报\n\n**名单**\n\n" + "\n".join(rows) + "\n"


def test_table_with_header_on_the_first_page_only() -> None:
    rows = [
        "| 序号 | 应用名称 | 应用开发者 | 应用版本 | 应用来源 | 所涉问题 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| 1 | 云溪出行（司机版） | 云溪出行科技有限公司 | 2.3.1 | 应用宝 | 违规收集个人信息 |",
        "| 2 | 云溪菜篮 | 云溪菜篮商贸有限公司 | 1.0.8 | 华为应用市场 | 强制、频繁、过度索取权限 |",
        "",
        "续上页",
        "",
        "| 2 | 云溪菜篮 | 云溪菜篮商贸有限公司 | 1.0.8 | 华为应用市场 | 违规收集个人信息 |",
        "| 3 | 云溪相册 | 云溪影像有限公司 | V4.0.0 | 豌豆荚 | 超范围收集个人信息 |",
    ]
    apps = find(table(rows))
    assert [(app.name, app.version, app.store, app.operator) for app in apps] == [
        ("云溪出行（司机版）", "2.3.1", "应用宝", "云溪出行科技有限公司"),
        ("云溪菜篮", "1.0.8", "华为应用市场", "云溪菜篮商贸有限公司"),
        ("云溪相册", "V4.0.0", "豌豆荚", "云溪影像有限公司"),
    ]
    assert apps[1].issues == ("强制、频繁、过度索取权限", "违规收集个人信息")


def test_a_table_of_penalties_lists_no_apps() -> None:
    rows = [
        "| 序号 | 当事人名称 | 决定书文号 | 主要违法违规行为 | 处罚内容 |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 云谷青枝信息有限公司 | 云罚字〔2026〕1号 | 未经批准通过“青枝分期”APP放贷 | 罚款5万元 |",
    ]
    assert find(table(rows)) == ()


def test_shifted_cells_are_read_by_what_they_hold() -> None:
    rows = [
        "| 序号 | 应用名称 | 应用版本 | 应用来源 | 所涉问题 |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 云溪出行 | 2.3.1 | 应用宝 | 违规收集个人信息 |",
        "| 2 |  | 云溪菜篮 | 1.0.8 | 华为应用市场 | 违规收集个人信息 |",
        "| 云溪相册 | 3.3.3 | 应用宝 | 违规收集个人信息 |",
        "| 合计 | 3 |  |  |  |",
    ]
    assert [(app.name, app.version, app.store) for app in find(table(rows))] == [
        ("云溪出行", "2.3.1", "应用宝"),
        ("云溪菜篮", "1.0.8", "华为应用市场"),
        ("云溪相册", "3.3.3", "应用宝"),
    ]


def test_merged_cells_of_a_page() -> None:
    html = (
        "<html><body><h1>某局关于侵害用户权益应用的通报</h1><div class='article-content'><p>"
        "现将存在问题的应用通报如下，相关企业应当在限期内完成整改，逾期不整改的，将依法依规组织开展相关处置工作，请各有关单位认真落实。</p><table>"
        "<tr><th>序号</th><th>应用名称</th><th>版本</th><th>来源</th><th>问题</th></tr>"
        "<tr><td rowspan=2>1</td><td rowspan=2>云溪出行</td><td rowspan=2>2.3.1</td>"
        "<td rowspan=2>应用宝</td><td>违规收集个人信息</td></tr>"
        "<tr><td>强制索取权限</td></tr></table></div></body></html>"
    )
    page = read_page(html.encode(), document_id="d", media_type="text/html")
    (app,) = get_apps(page, Hits(()))
    assert (app.name, app.version, app.store) == ("云溪出行", "2.3.1", "应用宝")
    assert app.issues == ("违规收集个人信息", "强制索取权限")


def test_rows_of_a_table_that_lost_its_rules() -> None:
    text = (
        "某局关于应用的通报\n\n序号 应用名称 应用版本 应用来源 所涉问题\n"
        "1 云溪出行 2.3.1 应用宝 违规收集个人信息\n2 云溪菜篮 1.0.8 豌豆荚 强制索取权限\n"
    )
    assert facts(text) == [("云溪出行", "2.3.1", "应用宝"), ("云溪菜篮", "1.0.8", "豌豆荚")]


STACKED = ["序号", "应用名称", "应用主办者", "备案号", "应用版本", "应用来源", "所涉问题"]


def test_cells_of_a_table_that_stand_one_below_the_other() -> None:
    first = [
        "1",
        "云溪出行",
        "云溪科技有限公司",
        "云ICP备2023001号-3A",
        "2.3.1",
        "应用宝",
        "违规收集个人信息",
        "强制索权",
    ]
    second = ["2", "云溪菜篮", "云溪商贸有限公司", "云ICP备2023002号-1A", "1.0.8", "豌豆荚", "超范围收集个人信息"]
    text = "\n\n".join(["当前位置：首页>通知", "某局关于下架2款应用的通报", *STACKED, *first, *second])
    page = read_page(text.encode(), document_id="d", media_type="text/plain")
    assert page.title == "某局关于下架2款应用的通报"
    assert facts(text) == [("云溪出行", "2.3.1", "应用宝"), ("云溪菜篮", "1.0.8", "豌豆荚")]


@pytest.mark.parametrize(
    "lines",
    [
        ["序号", "当事人", "处罚内容", "1", "云溪科技有限公司", "罚款"],
        ["序号", "应用名称", "存在的问题及整改要求说明如下，请对照", "1", "云溪出行", "强制索权"],
        ["序号", "应用名称", "所涉问题", "以上各栏由企业填写"],
    ],
)
def test_lines_that_are_no_cells_of_a_list_of_apps(lines: list[str]) -> None:
    assert facts("\n\n".join(["某局关于2款应用的通报", *lines])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("版本1.2.3，应用宝", ("1.2.3", "应用宝", None)),
        ("版本号：1.2.3；某某商店", ("1.2.3", "某某商店", None)),
        ("1.2.3，云溪科技有限公司，豌豆荚", ("1.2.3", "豌豆荚", "云溪科技有限公司")),
        ("抖音小程序", (None, "抖音小程序", None)),
        ("试行", None),
        ("国令第790号", None),
        ("", None),
    ],
)
def test_details(text: str, expected: object) -> None:
    assert parse_app_details(text) == expected


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_white_space_and_wide_forms_change_no_app(rng: random.Random, count: int) -> None:
    entries = "、".join(f"《云溪{i}号》（版本{i}.2.3，应用宝）" for i in range(count))
    text = f"无隐私政策。涉及{count}款移动应用如下：\n{entries}。"
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() and rng.random() < 0.5 else char for char in text)
    spaced = "".join(char + ("\u200b" if rng.random() < 0.2 else "") for char in wide)
    assert facts(spaced) == facts(text)
    assert len(facts(text)) == count


@given(st.text(st.sampled_from(list("《》（）“”、，。：款App12.3版本应用宝等包括涉及如下\n\t 某")), max_size=200))
def test_random_text_never_breaks(text: str) -> None:
    page = read(text + "某")
    for app in get_apps(page, Hits(())):
        assert app.evidence.span.of(page.text.plain) == app.name


@pytest.mark.parametrize("unit", ["《甲》（", "“甲”", "3款App，包括甲、", "涉及2款App如下：\n", "、", "1 2.3 "])
def test_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        page = read("3款App" + unit * count)
        return lambda: get_apps(page, Hits(()))

    check_linear_time(prepare, 800)


def rows_of(header: list[str], *rows: list[str]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(app.kind, app.name, app.issues) for app in find(text)]


@pytest.mark.parametrize(("header", "kind"), [("SDK名称", "sdk"), ("小程序名称", "mini_program"), ("应用名称", "app")])
def test_the_header_says_what_the_rows_are(header: str, kind: str) -> None:
    text = table([rows_of(["序号", header, "版本号", "问题"], ["1", "云溪推送", "3.2", "违规收集个人信息"])])
    assert told(text) == [(kind, "云溪推送", ("违规收集个人信息",))]


def test_stores_that_offer_programs_without_installation() -> None:
    names = "《云溪点餐》（微信小程序）、《蓝湖停车》（支付宝小程序）、《青山》（快应用）、《绿水》（鸿蒙元服务）"
    apps = find(f"4款小程序存在问题：{names}。")
    assert [(app.kind, app.store) for app in apps] == [
        ("mini_program", "微信小程序"),
        ("mini_program", "支付宝小程序"),
        ("mini_program", "快应用"),
        ("mini_program", "鸿蒙元服务"),
    ]


def test_a_cell_with_several_problems() -> None:
    cell = "1.违规收集个人信息；2.超范围收集个人信息"
    text = table(
        [rows_of(["应用名称", "应用来源", "应用版本", "所涉问题"], ["云溪（极速版）", "应用宝", "1.2.0", cell])]
    )
    assert told(text) == [("app", "云溪（极速版）", ("违规收集个人信息", "超范围收集个人信息"))]


def test_a_row_with_a_problem_alone_belongs_to_the_app_above() -> None:
    text = table(
        [
            rows_of(
                ["序号", "APP名称", "版本号", "应用市场", "存在问题"],
                ["1", "云溪购", "1.2", "应用宝", "违规收集个人信息"],
                ["", "", "", "", "强制索取权限"],
                ["2", "蓝湖购", "1.3", "应用宝", ""],
            )
        ]
    )
    assert told(text) == [("app", "云溪购", ("违规收集个人信息", "强制索取权限")), ("app", "蓝湖购", ())]


def test_two_records_in_a_row() -> None:
    half = ["序号", "应用名称", "应用版本", "所涉问题"]
    row = ["1", "云溪购", "1.2", "违规收集个人信息", "2", "蓝湖购", "1.3", "强制索取权限"]
    assert told(table([rows_of(half + half, row)])) == [
        ("app", "云溪购", ("违规收集个人信息",)),
        ("app", "蓝湖购", ("强制索取权限",)),
    ]


def test_the_heading_over_a_table_states_the_problem() -> None:
    header = ["序号", "应用名称", "应用版本", "应用来源"]
    text = (
        "# 某局的通报\n\n**名单**\n\n一、未公开收集使用规则（1款）\n\n"
        + rows_of(header, ["1", "云溪购", "1.2", "应用宝"])
        + "\n\n二、超范围收集个人信息（1款）\n\n"
        + rows_of(header, ["1", "蓝湖购", "1.3", "应用宝"])
        + "\n"
    )
    assert told(text) == [("app", "云溪购", ("未公开收集使用规则",)), ("app", "蓝湖购", ("超范围收集个人信息",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "涉及“超范围收集个人信息”问题的App如下：\n1. 云溪出行（版本：3.1.2，来源：华为应用市场）\n"
            "2. 蓝湖读书（版本：2.0.0，来源：应用宝）\n",
            [("云溪出行", "3.1.2", "华为应用市场"), ("蓝湖读书", "2.0.0", "应用宝")],
        ),
        (
            "通报如下：\n1.应用名称：云溪出行，版本：3.1.2，应用来源：应用宝，所涉问题：违规收集个人信息\n",
            [("云溪出行", "3.1.2", "应用宝")],
        ),
        (
            "App名单如下：\n1、云溪看书，云溪某某文化有限公司，版本2.1.0，来源：乙云应用商店，问题：强制索取权限；\n"
            "（2）“蓝湖记账”（蓝湖网络有限公司），版本号：V3.0，应用来源：应用宝，存在问题：账号注销难。",
            [("云溪看书", "2.1.0", "乙云应用商店"), ("蓝湖记账", "V3.0", "应用宝")],
        ),
        (
            "App名单：\n1.《云溪外卖》，开发者：云溪网络有限公司，版本：4.1，下载渠道：App Store\n"
            "2.蓝湖视频，2.3版本，来源：豌豆荚",
            [("云溪外卖", "4.1", "App Store"), ("蓝湖视频", "2.3", "豌豆荚")],
        ),
        (
            "下架以下3款APP：云溪借款、蓝湖贷、山海钱包。",
            [(name, None, None) for name in ("云溪借款", "蓝湖贷", "山海钱包")],
        ),
        (
            "现对以下2款App予以通报：\n- 云溪出行（版本2.3.0，来源：应用宝），违规收集个人信息；\n"
            "③ 蓝湖购（V1.4.2，小米应用商店）：未提供隐私政策。",
            [("云溪出行", "2.3.0", "应用宝"), ("蓝湖购", "V1.4.2", "小米应用商店")],
        ),
        (
            "2款App存在问题：云溪出行（2.3.0，应用宝），违规收集个人信息；蓝湖购（1.4.2，豌豆荚），超范围收集。",
            [("云溪出行", "2.3.0", "应用宝"), ("蓝湖购", "1.4.2", "豌豆荚")],
        ),
        (
            "检测发现以下应用存在问题：\n1. 云溪出行（v2.3.1）：违规收集个人信息\n2. 蓝湖购（1.3.1）：强制索取权限",
            [("云溪出行", "v2.3.1", None), ("蓝湖购", "1.3.1", None)],
        ),
        ("截至目前，仍有2款APP（云溪购、蓝湖购）未完成整改。", [("云溪购", None, None), ("蓝湖购", None, None)]),
        (
            "3款SDK违规收集个人信息，包括“云溪推送SDK”“蓝湖统计SDK”。",
            [("云溪推送SDK", None, None), ("蓝湖统计SDK", None, None)],
        ),
    ],
)
def test_lists_in_prose_and_in_fields(text: str, expected: Facts) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "仍有5款APP（2025年第3批、总第40批）未完成整改。",
        "检测发现12款App（含小程序）存在问题。",
        "企业名称：云溪科技有限公司，版本：2.0",
        "App使用问题：\n1、及时升级软件，将App升级到最新版本2.0，关闭不用的权限。\n2.使用正版系统，版本10以上更安全。",
        "12款App涉及教育、购物、出行等多个领域，包括游戏类、工具类等。",
        "App使用提示：\n1. 云溪系统（版本2.0，应用宝）已发布，请及时升级。",
        "以下应用场景的问题较多：\n购物、出行、教育。",
        "云谷一款AI陪聊应用：向学生输出低俗内容",
    ],
)
def test_more_that_names_no_app(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("违规收集个人信息", ("164-1",)),
        ("APP强制、频繁、过度索取权限", ("164-5",)),
        ("APP频繁自启动和关联启动", ("164-6",)),
        ("欺骗误导用户下载APP", ("164-7",)),
        ("账号注销难", ("337-8",)),
        ("信息窗口行为违规", ("26-1",)),
        ("无隐私政策", ("191-1.1",)),
        ("未公开收集使用规则", ("191-1",)),
        ("未逐一列出收集、使用个人信息的目的、方式、范围", ("191-2.1",)),
        ("征得用户同意前就开始收集个人信息", ("191-3.1",)),
        ("未在征得用户同意后才开始收集个人信息", ("191-3.1",)),
        ("违反必要原则收集个人信息", ("191-4",)),
        ("实际收集个人信息的频率超出相关功能的必要范围", ("191-4.4",)),
        ("未经同意向他人提供个人信息", ("191-5",)),
        ("未向用户提供注销账户的途径和方式", ("191-6.1",)),
        ("注销账户的流程中设置不合理的条件", ("191-6.2",)),
        ("违规收集个人信息；超范围收集个人信息", ("164-1", "164-2")),
        ("未采取相应的加密、去标识化等安全技术措施", ()),
        ("", ()),
    ],
)
def test_problems_carry_the_code_of_a_standard_list(text: str, codes: tuple[str, ...]) -> None:
    assert get_problem_codes(text) == codes


def test_every_standard_name_is_recognised_as_itself() -> None:
    missed = [one.problem_code for one in load_app_problems() if one.problem_code not in get_problem_codes(one.name_zh)]
    assert not missed


@pytest.mark.parametrize(
    "piece", ["3款App（甲、", "应用名称：甲，", "《甲》（", "“甲”“乙”", "2款App违规收集，包括甲、", "（"]
)
def test_long_repetitive_lines_take_linear_time(piece: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        page = read("某App\n" + piece * count)
        return lambda: get_apps(page, Hits(()))

    check_linear_time(prepare, 1500 // len(piece))
