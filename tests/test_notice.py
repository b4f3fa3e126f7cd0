"""From a page to the record of a notice: kind, issuer, counts, flags and findings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time
from made_page import make_page

from etl.codec import to_gold
from etl.model import Evidence, NoticeRecord
from etl.notice import extract_notice, get_declared, is_shuffled

SHARED = os.environ.get("ZHIFA_SHARED")

CASES = "\n".join(
    f"案例{n}：{name}未履行义务案。{name}未留存日志，浏阳市网信办对其给予警告。"
    for n, name in (("一", "甲科技有限公司"), ("二", "乙商贸有限公司"), ("三", "丙培训学校"))
)
APPS = "\n".join(
    [
        "经检测，3款App违法违规收集使用个人信息，名单通报如下。",
        "1、未公开收集使用规则。涉及2款应用如下：",
        "《口袋算盘》（版本1.0.2，应用宝）、《晨光日历》（版本2.3，华为应用市场）。",
        "2、无隐私政策。涉及1款移动应用如下：",
        "《云朵便签》（版本0.9，小米应用商店）。",
    ]
)
RULE = "\n".join(
    [
        "某某数据管理办法",
        "第一章 总则",
        "第一条 为了规范数据管理，制定本办法。",
        "第二条 本办法适用于丁省。",
        "第二章 责任",
    ]
    + [f"第{n}条 经营者应当诚实，不得泄露信息，违者处一万元以上五万元以下罚款。" for n in "三四五六七"]
)
KINDS = [
    (
        "app_list",
        "某检测中心检测发现9款违法移动应用",
        "未公开收集使用规则。涉及2款App如下：\n《云溪出行》（版本2.3.1，应用宝）、《云溪米》（版本1.0.2，应用宝）。",
    ),
    (
        "app_list",
        "某省通信管理局关于侵害用户权益行为App的通报",
        "经检测，部分App存在问题，名单见附件，逾期不整改的将依法处置。",
    ),
    (
        "single_case",
        "某证监局行政处罚决定书（王某）",
        "当事人：王某。经查，王某无证荐股。某证监局决定：\n一、责令王某改正；\n二、对王某罚款5万元。",
    ),
    (
        "case_bulletin",
        "某省公安厅召开打击谣言工作成效发布会",
        "下面通报两起案件。\n第一起，王某造谣被某市公安局行政拘留五日。\n第二起，张某造谣被某县公安局罚款五百元。",
    ),
    ("case_bulletin", "浏阳市网信办公布3起典型案例", CASES),
    ("single_case", "甲公司泄露信息被罚五万元", "经查，甲科技有限公司泄露信息，浏阳市网信办对该公司罚款五万元。"),
    ("app_list", "某省通信管理局通报3款违规App", APPS),
    (
        "interview",
        "浏阳市网信办约谈两家公司",
        "浏阳市网信办依法约谈甲科技有限公司、乙商贸有限公司负责人，要求立即整改。",
    ),
    (
        "policy",
        "晒单、挂人……谁在消费你的个人信息？",
        "记者梳理了身边的官司。\n● 案例\n家住甲市的廖某公开他人证件，浏阳市法院判决其赔偿两千元。\n"
        "网店店主蓝某公布买家电话，醴陵市公安局对蓝某处以行政拘留三日。\n云溪市网信办今年7月约谈了某网络科技公司负责人，要求整改。",
    ),
    ("campaign", "湖南省网信办启动“清朗”专项行动", "湖南省网信办部署专项行动，将重点整治网络谣言，关闭违规账号。"),
    (
        "campaign",
        "“挂人”，坚决打击！",
        "云溪在线\n某省网信办部署进一步加强“挂人”问题整治工作\n近日，某省网信办印发通知，深入开展整治，"
        "依法处罚3家大型网站平台，公布典型案例。",
    ),
    (
        "campaign",
        "网信办专项整治弹窗：不得推送八卦",
        "网信办近日宣布，将面向浏览器等应用，明确整改要求，视情暂停弹窗功能。",
    ),
    ("policy", "专项治理工作组发布自评估指南", "工作组近日发布自评估指南，供运营者对照自查。"),
    ("campaign", "清朗行动成效显著", "专项行动期间，累计清理信息3万条，处置账号500个，关闭网站20家，约谈平台12家。"),
    ("measure", "某某数据管理办法", RULE),
    (
        "policy",
        "六问六答：个人信息保护法企业要注意什么",
        "若某公司违法处理信息，可处罚款，情节严重的责令停业。\n某公司来信问：会被罚款吗？",
    ),
    (
        "case_bulletin",
        "浏阳市两家公司不守规矩被罚",
        "甲科技有限公司未留存日志，浏阳市网信办给予警告。\n乙商贸有限公司泄露信息，浏阳市网信办罚款五万元。",
    ),
    ("policy", "专家解读：数据管理办法的三个看点", "办法明确了责任，某公司若违反将被处罚。专家认为应当尽快落实。"),
    ("policy", "湖南省网信办印发数据管理办法", "湖南省网信办近日印发数据管理办法，自公布之日起施行。"),
    ("foreign", "某社交公司违反GDPR被罚三亿欧元", "爱尔兰数据保护委员会对某社交公司罚款三亿欧元。"),
    ("other", "今天天气晴朗", "湖边的樱花开了，游人很多，大家都很高兴，交警也在维持秩序。"),
    (
        "case_bulletin",
        "云溪市网信办通报一批恶意营销账号",
        "云溪市网信办近日处置一批账号。现通报部分典型案例。\n抖音账号“山里阿妹甲”虚构身世卖货。该账号已关闭。\n"
        "快手账号“溪边老郑乙”蹭炒热点。该账号已被禁言。\n微博账号“雾里看花丙”造谣引流。该账号已关闭。",
    ),
    (
        "case_bulletin",
        "代写论文、刷榜冲量……云溪查处一批违法网络服务案件",
        "云溪市网信办近日依法查处了一批典型案件。\n某教育科技公司代写论文，云溪市网信办对其罚款1万元。\n"
        "某文化传播公司刷榜冲量，云溪市网信办约谈其负责人。\n此外，某网络公司运营的“山雀”App信息低俗，云溪市网信办责令其限期整改。",
    ),
    (
        "digest",
        "这些说法是真的吗",
        "谣言：云溪下周停水？\n真相：供水公司称并无此事。\n谣言：云溪有人走失？\n真相：系编造，王某被云溪市公安局行政拘留。",
    ),
    (
        "case_bulletin",
        "两名网民编造地震谣言被行政处罚",
        "网民张某编造地震视频，云溪市公安局对其行政拘留五日。\n网民刘某转发不实视频，云溪县公安局对其罚款五百元。",
    ),
    (
        "digest",
        "多家支付机构接连收到罚单",
        "多地监管局近日更新公示信息。\n甲支付有限公司被湖南监管局罚款五万元。\n乙支付有限公司被四川监管局给予警告。",
    ),
    (
        "single_case",
        "多家媒体报道的支付机构被罚",
        "多地用户投诉一家机构。\n甲支付有限公司被湖南监管局罚款五万元。\n甲支付有限公司还被湖南监管局给予警告。",
    ),
    (
        "digest",
        "盘点丨五月数据领域处罚（2起）",
        "1. 长沙市网信办处罚一家学校\n长沙市网信办对某学校给予警告。\n"
        "2. 浏阳警方抓获两人\n浏阳警方抓获倒卖信息的张某、李某。",
    ),
    (
        "case_bulletin",
        "云溪市网信办发布近期网络安全执法典型案例",
        "1.某科技公司网页篡改案。云溪市网信办对该公司给予警告。",
    ),
    ("campaign", "云溪市部署开展“云帆”专项行动 严查大案要案", "云溪市将重点整治刷单，关闭违规账号。"),
    (
        "digest",
        "网安周报第8期",
        "1. 长沙市网信办处罚一家学校\n长沙市网信办对某学校给予警告。\n2. 某软件存在漏洞\n某软件存在漏洞，厂商已修复。",
    ),
]


def test_a_numbered_list_of_news_is_a_digest() -> None:
    news = [
        "1、今日多云。",
        "2、云溪新桥通车。",
        "3、网民王某造谣，被云溪市公安局行政拘留五日。",
        "4、樱花开放。",
        "5、球队获胜。",
    ]
    assert extract_notice(make_page(news)).kind == "digest"
    assert extract_notice(make_page(news[:2] + news[3:])).kind == "other"
    assert extract_notice(make_page([f"{n}、{news[2][2:]}" for n in range(1, 6)])).kind != "digest"


def record_of(title: str, text: str, **page: object) -> NoticeRecord:
    return extract_notice(make_page(f"# {title}\n{text}", title, **page))  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "title", "text"), KINDS)
def test_the_kind_of_a_notice(kind: str, title: str, text: str) -> None:
    assert record_of(title, text).kind == kind


def test_a_bulletin_is_read_whole() -> None:
    record = record_of("浏阳市网信办公布3起典型案例", CASES, day=date(2026, 3, 4), issuer_line="网信浏阳")
    assert [case.number for case in record.cases] == [1, 2, 3]
    assert record.declared_count == 3
    assert record.issuer is not None
    assert record.issuer.value == "浏阳市网信办"
    assert record.issuer_authority_id == "cac-430181"
    assert all(case.authorities[0].name == "浏阳市网信办" for case in record.cases)
    assert all(case.penalties[0].type == "warning" for case in record.cases)
    assert not [finding for finding in record.findings if finding.code == "count_mismatch"]


def test_a_count_that_differs_is_told_not_mended() -> None:
    record = record_of("浏阳市网信办公布5起典型案例", CASES)
    (finding,) = [finding for finding in record.findings if finding.code == "count_mismatch"]
    assert record.declared_count == 5
    assert len(record.cases) == 3
    assert "5" in finding.message
    assert "3" in finding.message


DECLARED = [
    ("浏阳市网信办公布3起典型案例", CASES, 3),
    ("全年办理刷单案25件 浏阳市网信办公布3起典型案例", CASES, 3),
    ("浏阳市网信办公布三起典型案例", CASES, 3),
    ("浏阳市网信办查处三家公司", "现将3起典型案例通报如下：\n" + CASES, 3),
    ("浏阳市网信办公布典型案例", "此次公布的案例共有3件。\n" + CASES, 3),
    ("某省通信管理局通报3款违规App", APPS, 3),
    ("某省通信管理局通报2款小程序和1款SDK", APPS, 3),
    ("浏阳市网信办发布典型案例", "现发布3件依法查处提供、销售、使用违规产品的典型案例。\n" + CASES, 3),
    ("浏阳市网信办公布典型案例", "去冬查处案件412起。下面，向大家介绍三起有代表性的案件。\n" + CASES, 3),
    ("浏阳市网信办公布典型案例", "浏阳市网信办查处3起案件，情况如下：\n" + CASES, 3),
    ("浏阳市网信办公布第3批典型案例", CASES, None),
    ("浏阳市网信办处置 30 余个违规账号", "浏阳市网信办同时公布了3起典型案例。\n" + CASES, 3),
    ("浏阳市网信办公布第3批典型案例", CASES + "\n看完这三个案例，你的系统备案了吗？", 3),
    ("浏阳市网信办公布第3批典型案例", CASES + "\n看完这四个案例，你的系统备案了吗？", 4),
    ("浏阳市网信办通报", "共检查网站86家，查处违规行为25起。现将其中的3起案例通报如下：\n" + CASES, 3),
    ("浏阳市网信办行政处罚公示", "现将9月作出的行政处罚决定(共3件)公示如下:\n" + CASES, 3),
    ("浏阳市网信办依法处置违规账号", "浏阳市网信办依法关闭违规账号3个。现将名单公告如下:\n“甲”、“乙”、“丙”", 3),
    ("浏阳市网信办依法处置违规账号", "浏阳市网信办依法关闭违规账号3个。现将部分名单公告如下:\n“甲”、“乙”", None),
    ("浏阳市网信办公布典型案例", "今年以来累计查处案件25起。\n" + CASES, None),
    ("某公司泄露3万条信息被罚", "浏阳市网信办对甲科技有限公司罚款五万元，涉及3万条信息。", None),
    ("盘点｜三月个人信息领域处罚一览（2起）", "1. 甲县网信办警告一家学校\n甲县网信办对某学校给予警告。", 2),
]


@pytest.mark.parametrize(("title", "text", "count"), DECLARED)
def test_declared_counts(title: str, text: str, count: int | None) -> None:
    record = record_of(title, text)
    assert record.declared_count == count
    if record.declared_evidence:
        assert record.declared_evidence.span.of(record.plain).strip("起款件例个家")


ISSUERS = [
    ("网信浏阳", "浏阳公布典型案例", CASES, "浏阳市网信办"),
    (None, "浏阳市网信办公布典型案例", CASES, "浏阳市网信办"),
    (None, "三家公司被处罚", "近日，浏阳市网信办通报一批案例。\n" + CASES, "浏阳市网信办"),
    ("某某科技日报", "三家公司被处罚", "据“长沙网警”微信公众号发布的消息，三家公司被处罚。\n" + CASES, "长沙网警"),
    (None, "最高法发布典型案例", "最高人民法院现发布3件典型案例。\n" + CASES, "最高人民法院"),
    (
        "国家网络安全通报中心",
        "公安部通报3款应用",
        "按照《公安部关于开展检查的公告》要求，经某检验中心检测，3款应用存在问题，现通报如下。\n" + CASES,
        "国家网络安全通报中心",
    ),
    (
        "中国网信网",
        "中央网信办部署“清朗”专项行动",
        "各省、自治区网信办，某兵团党委网信办：\n各级网信部门要压实平台责任，切实维护网络秩序，及时处置违规账号。",
        "中央网信办",
    ),
    (None, "专家解读：数据管理办法", "办法由丁省发布，专家认为意义重大。", None),
    (None, "网安周报第8期", "1. 长沙市网信办处罚学校\n长沙市网信办对某学校给予警告。\n（来源：网信长沙）", None),
    (None, "某社交公司违反GDPR被罚", "爱尔兰数据保护委员会对某社交公司罚款三亿欧元。", "爱尔兰数据保护委员会"),
]


@pytest.mark.parametrize(("line", "title", "text", "issuer"), ISSUERS)
def test_issuers(line: str | None, title: str, text: str, issuer: str | None) -> None:
    record = record_of(title, text, issuer_line=line)
    assert (record.issuer.value if record.issuer else None) == issuer


def test_the_text_of_a_measure_is_recognised() -> None:
    record = record_of(
        "《直播电商监督管理办法》发布",
        RULE.replace("某某数据管理办法", "直播电商监督管理办法"),
    )
    assert record.measure_statute_id == "live-commerce-measures-117"
    assert [article.article for article in record.measure_articles] == [1, 2, 3, 4, 5, 6, 7]
    assert record.measure_articles[0].chapter == "第一章 总则"
    assert record.measure_articles[-1].chapter == "第二章 责任"
    assert "statute_text" in record.flags
    assert record.cases == ()


def test_two_measures_in_one_page_are_kept_apart() -> None:
    one = RULE.replace("某某数据管理办法", "网络交易平台规则监督管理办法")
    two = RULE.replace("某某数据管理办法", "直播电商监督管理办法")
    record = record_of("网安周报第8期", f"1. 平台新规发布\n{one}\n2. 直播新规发布\n{two}")
    assert [(article.article, article.statute_id) for article in record.measure_articles] == [
        (number, statute)
        for statute in ("platform-rules-measures-116", "live-commerce-measures-117")
        for number in range(1, 8)
    ]


def test_a_quoted_article_is_no_measure_text() -> None:
    record = record_of("甲公司被罚", CASES + "\n第二条 经营者应当诚信。\n第三条 违者罚款。")
    assert record.measure_articles == ()


@pytest.mark.parametrize(
    ("sentence", "authority", "place"),
    [
        ("我局决定对云帆公司罚款3万元。我局已协调网信部门封禁其账号。", "湖南证监局", "湖南省"),
        ("经公安机关移送,本局决定对云帆公司罚款5万元。", "湖南证监局", "湖南省"),
        ("浏阳市网信办对云帆公司给予警告。我局予以转发。", "浏阳市网信办", "湖南省长沙市浏阳市"),
    ],
)
def test_the_publisher_decides_what_the_notice_says_of_itself(sentence: str, authority: str, place: str) -> None:
    title = "关于对云帆公司采取行政监管措施的情况通报"
    text = f"近期,云帆公司未经许可直播荐股,违反《证券法》第一百二十条。{sentence}"
    (case,) = extract_notice(make_page([title, text], title, issuer_line="湖南证监局")).cases
    assert [each.name for each in case.authorities] == [authority]
    assert case.region is not None
    assert case.region.name == place


@pytest.mark.parametrize(
    ("source", "body", "place"),
    [
        ("浏阳市公安局", "公安机关", "湖南省长沙市浏阳市"),
        ("浏阳晚报", "公安机关", None),
        ("浏阳市公安局", "岳阳市公安局", "湖南省岳阳市"),
    ],
)
def test_police_without_a_place_are_those_of_the_publisher(source: str, body: str, place: str | None) -> None:
    text = f"# 编谣言，拘！\n来源：{source}\n近日，网民魏某编造房屋倒塌的谣言，已被{body}依法行政拘留。"
    (case,) = extract_notice(make_page(text, "编谣言，拘！")).cases
    assert (case.region.name if case.region else None) == place


def test_apps_are_not_cases() -> None:
    record = record_of("某省通信管理局通报3款违规App", APPS)
    assert [app.name for app in record.apps] == ["口袋算盘", "晨光日历", "云朵便签"]
    assert record.cases == ()


def test_the_apps_of_a_list_are_parties_where_the_following_are_taken_down() -> None:
    opening = "我局依据《网络安全法》对以下APP进行下架。名单如下："
    title = "某局关于下架2款侵害用户权益APP的通报"
    listed = record_of(title, f"{opening}\n1. “云溪拼车”（版本3.2.0，应用宝）\n2. “云溪米”（2.4，小米应用商店）")
    assert [[party.name for party in case.parties] for case in listed.cases] == [["云溪拼车", "云溪米"]]
    assert not record_of(title, f"{opening}\n见附件。").cases


@pytest.mark.parametrize(
    ("first", "names"),
    [("“云溪拼车”等2款", {"云溪拼车", "云溪米", "蓝湖购"}), ("“云溪拼车”等4款", {"云溪拼车", "蓝湖购"})],
)
def test_the_first_app_of_a_group_stands_for_those_listed_below(first: str, names: set[str]) -> None:
    text = (
        f"我局决定对{first}App予以下架，对“蓝湖购”等1款App责令整改。名单如下：\n"
        "1. “云溪拼车”（版本3.2.0，应用宝）\n2. “云溪米”（2.4，小米应用商店）\n3. “蓝湖购”（1.4.2，豌豆荚）"
    )
    (case,) = record_of("某局关于侵害用户权益App的通报，其中2款下架", text).cases
    assert {party.name for party in case.parties} == names


@pytest.mark.parametrize(
    ("title", "decision", "count"),
    [
        ("云溪省通信管理局关于下架2款App的通报", "我局已组织应用商店完成处置。", 0),
        ("云溪省通信管理局关于下架2款App的通报", "我局决定组织应用商店下架。", 2),
        ("云溪省通信管理局通报2款问题App", "我局决定对其予以下架。", 2),
        ("云溪省通信管理局通报2款问题App", "逾期不整改的，我局将对其予以下架。", 0),
        ("云溪省通信管理局通报2款问题App", "上期通报的5款App已下架。", 0),
    ],
)
def test_apps_taken_down_by_a_word_that_points_back_or_by_the_title(title: str, decision: str, count: int) -> None:
    text = (
        f"经复测，仍有2款App未完成整改。{decision}名单如下：\n"
        "- 云溪出行（2.3.0，应用宝），违规收集个人信息；\n- 蓝湖购（1.4.2，豌豆荚），未提供隐私政策。"
    )
    cases = record_of(title, text).cases
    assert sum(len(case.parties) for case in cases) == count


def test_numbers_of_a_campaign_item_in_a_digest() -> None:
    record = record_of(
        "网安周报第8期",
        "1. 湖南省网信办公布专项行动成果\n专项行动以来，累计处置违规账号2.4万余个。\n"
        "2. 丁公司发布手机\n新手机卖出3万台。",
    )
    assert [metric.value for metric in record.metrics] == [Decimal(24000)]


def test_what_a_platform_did_by_its_own_rules_is_no_case() -> None:
    lines = (
        "亲爱的青枝视频用户：",
        "一、治理情况\n近日，平台共清理违规短视频2380条，处置违规账号916个。",
        "二、处置示例",
        "1.摆拍孤儿卖货，如账号“山里阿*”“云谷小石**”，平台已予以封禁。",
        "2.身着仿制制服直播，如账号“退伍老*”“铁血**”，平台已予以禁言。",
        "三、协助执法\n7月28日，云谷县公安局将冒充平台人员的武某某抓获，现已依法刑事拘留。",
    )
    record = extract_notice(make_page("\n".join(lines), "关于治理摆拍等违规行为的公告（第7期）"))
    assert record.kind == "campaign"
    assert [case.span.of(record.plain)[:5] for case in record.cases] == ["7月28日"]
    assert [int(one.value) for one in record.metrics] == [2380, 916]


@pytest.mark.parametrize("label", ["▍Case {} ", "案例{}：", "▌案例{}："])
def test_what_a_platform_did_by_its_own_rules_is_a_case_where_it_is_published_as_one(label: str) -> None:
    told = ("账号“云谷院长”仿冒名医，站方已永久封禁该账号。", "账号“山前快报”编造停运谣言，站方已对其禁言30天。")
    items = [f"{label.format(n)}{text}" for n, text in enumerate(told, 1)]
    lines = ("亲爱的用户：", "站方依据《青枝社区公约》开展治理。", "二、典型案例", *items)
    record = extract_notice(make_page("\n".join(lines), "【站方公告】关于仿冒、造谣行为的治理公告"))
    assert [case.span.of(record.plain) for case in record.cases] == items


def test_numbers_of_a_case_that_a_campaign_tells_in_passing_are_no_results() -> None:
    lines = (
        "行动期间，全市共关闭违法网站42家，清理违法信息3.6万条，约谈平台19家，查处案件8件。",
        "其中，云谷县公安局抓获黎某等9人，查获学籍、住址等信息46万条，关闭“山前网”“云谷网”等196家网站。",
    )
    record = extract_notice(make_page(lines, "甲市专项行动成效显著"))
    assert record.kind == "campaign"
    assert len(record.cases) == 1
    assert [int(one.value) for one in record.metrics] == [42, 36000, 19, 8, 196]


def test_numbers_of_a_campaign_beside_cases_under_one_rubric() -> None:
    text = (
        "【执法动态】\n◆ 甲市网信办对某票务公司罚款10万元，给予警告。\n"
        "◆ “清朗”专项行动开展以来，累计清理虚假信息2万余条，处置账号730个。\n【行业动态】\n◆ 某公司举办沙龙。"
    )
    record = record_of("网安周讯第3期", text)
    assert len(record.cases) == 1
    assert [int(metric.value) for metric in record.metrics] == [20000, 730]


def test_numbers_told_after_an_interview_in_a_digest() -> None:
    text = (
        "1. 甲市网信办约谈星河科技公司\n7月2日，甲市网信办约谈星河科技公司，要求其自查。\n"
        "截至7月9日，该公司累计清理违规信息1.7万余条。\n2. 乙市网信办处罚云帆物流公司\n"
        "乙市网信办对云帆物流公司罚款五万元，该公司累计泄露信息3万条。"
    )
    record = record_of("网安周报第9期", text)
    assert [metric.value for metric in record.metrics] == [Decimal(17000)]


def test_a_list_of_apps_counts_those_left_open() -> None:
    text = "近期对本地应用进行检查，截至目前尚有7款APP未完成整改，现予以通报。\n甲应用\n乙应用"
    assert record_of("关于侵害用户权益行为APP的通报（2024年第3批）", text).declared_count == 7
    also = "\n另，我局依据《规定》组织对此前通报的“丙应用”“丁应用”2款APP予以下架。"
    assert record_of("关于侵害用户权益行为APP的通报（2024年第3批）", text + also).declared_count == 7
    assert get_declared("关于APP的通报", "检查了20款APP，尚有7款APP未完成整改，现予以通报。", "app_list")[0] == 20


DECLARED_CASES = [
    ("从各地查办的案件中选取10件，现予公布。", 10),
    ("现公布6起，供各单位对照。", 6),
    ("依法查办一批案件。现选取其中四起向社会公布，以期警示。", 4),
    ("某高院从全省审结的案件中遴选典型案例7件，供社会参考。", 7),
    ("某总局日前发布广告监管典型案例9起。", 9),
    ("从去年的案件中选取一些，现予公布。", None),
    ("共办理行政案件12起，现选出其中3起公布。", 3),
    ("上半年全国查处各类案件5200余起。", None),
    ("全省共办理行政案件87起，警告51人，关停违规网络应用69款。", None),
    ("某局发布云帆行动十大典型案例。", 10),
    ("现发布云帆行动执法十大类典型案例。", None),
    ("行动启动至今，共侦办刑事案件430余起，今天对外公布其中5起典型案例。", 5),
]


def test_what_a_campaign_orders_is_not_declared() -> None:
    assert get_declared("某部检测61万款APP，责令整改422款", "", "campaign")[0] is None
    assert get_declared("某部公布专项行动3起典型案例", "", "campaign")[0] == 3


@pytest.mark.parametrize(("text", "count"), DECLARED_CASES)
def test_the_count_of_published_cases_is_no_total(text: str, count: int | None) -> None:
    assert get_declared("某市公布典型案例", text, "case_bulletin")[0] == count
    assert get_declared("破案430余起！某市晒出成绩单", text, "case_bulletin")[0] == count


def test_a_title_over_links_alone_is_not_usable() -> None:
    assert not record_of(
        "安全动态回顾：某局通报三款应用", "3月4日—10日动态回顾\n2月25日—3月3日动态回顾\n2月动态回顾"
    ).usable
    assert record_of(
        "某局通报三款应用", "现将检查发现问题的三款应用通报如下，请运营者限期整改：\n甲应用\n乙应用\n丙应用"
    ).usable


def test_flags_and_usability() -> None:
    assert not record_of("某公司被罚", "").usable
    assert not extract_notice(make_page("某公司被罚", "某公司被罚", flags=("title_only",))).usable
    title = "云谷网警查处3起个人信息案件"
    assert extract_notice(make_page(title, title, flags=("title_only",))).kind == "case_bulletin"
    foreign = record_of("某社交公司违反GDPR被罚三亿欧元", "爱尔兰数据保护委员会对某社交公司罚款三亿欧元。")
    assert "foreign_only" in foreign.flags
    traditional = record_of("某公司被處罰", "經查，該公司違規開展業務，有關單位責令該公司進行整改，並給予警告處罰。")
    assert "traditional" in traditional.flags
    assert "truncated" in record_of("某公司被罚", CASES, flags=("truncated",)).flags


def test_shuffled_sentences_make_a_page_unusable() -> None:
    text = "三是落实责任。一是开展自查。四是组织验收。二是限期整改。六是总结经验。五是上报结果。"
    assert is_shuffled(text)
    record = record_of("某市网信办部署检查", text)
    assert not record.usable
    assert "spun" in record.flags


def evidences(value: object) -> list[Evidence]:
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return [each for item in value for each in evidences(item)]
    names = getattr(type(value), "__struct_fields__", ())
    return [each for name in names for each in evidences(getattr(value, name))]


LINE = st.sampled_from(
    CASES.split("\n")
    + APPS.split("\n")
    + RULE.split("\n")[:4]
    + [
        "1. 某医院泄露信息，长沙市网信办对其罚款二万元。",
        "网警提醒：请注意。",
        "专项行动以来，累计处置账号300个。",
        "（来源：网信长沙）",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINE, max_size=15), st.sampled_from([title for _, title, _ in KINDS]))
def test_every_value_is_quoted_from_the_text(lines: list[str], title: str) -> None:
    record = record_of(title, "\n".join(lines))
    for evidence in evidences(record):
        assert 0 <= evidence.span.start <= evidence.span.end <= len(record.plain)
    for case in record.cases:
        for party in case.parties:
            assert party.evidence.span.of(record.plain)
        for penalty in case.penalties:
            assert penalty.evidence.span.end <= len(record.plain)


APART = [
    "甲市子米业有限公司、乙市丑商贸有限公司分别被罚款2万元、5万元。",
    "甲市子米业有限公司、乙市丑商贸有限公司、丙市寅食品有限公司分别被罚款2万元、5万元、8万元。",
]
IN_COMMON = [
    "甲市子米业有限公司、乙市丑商贸有限公司均被罚款2万元。",
    "甲市市场监管局对甲市子米业有限公司、乙市丑商贸有限公司给予警告。",
    "甲市市场监管局对甲市子米业有限公司及其法定代表人李某分别处以罚款2万元、1万元。",
    "甲市子米业有限公司被罚款2万元，产品来自乙市丑商贸有限公司。",
]


BEFORE = "甲市市场监管局依法对甲市卯粮油有限公司作出吊销营业执照的行政处罚。"


def digest_of(sentence: str) -> NoticeRecord:
    other = "2. 丁省市场监管局处罚一家学校\n丁省市场监管局对丁省卯培训学校罚款三万元。"
    return record_of("执法周报第8期", f"1. 掺假大米涉事企业受罚\n{BEFORE}此外，{sentence}\n{other}")


@pytest.mark.parametrize("sentence", APART)
def test_a_sentence_of_a_digest_that_punishes_companies_apart_tells_a_case_of_each(sentence: str) -> None:
    cases = [case for case in digest_of(sentence).cases if "卯" not in case.parties[0].name]
    names = [case.parties[0].name for case in cases]
    assert names == sentence.split("分别")[0].split("、")
    assert all(len(case.parties) == 1 and len(case.penalties) == 1 for case in cases)
    amounts = [case.penalties[0].money.amount for case in cases if case.penalties[0].money]
    assert amounts == [Decimal(n) for n in (20000, 50000, 80000)][: len(names)]


@pytest.mark.parametrize("sentence", IN_COMMON)
def test_what_companies_bear_in_common_is_one_case(sentence: str) -> None:
    cases = [case for case in digest_of(sentence).cases if all("卯" not in party.name for party in case.parties)]
    assert len(cases) == 1


def test_companies_of_one_item_of_a_bulletin_are_one_case() -> None:
    record = record_of(
        "甲市市场监管局公布2起典型案例",
        f"案例一：掺假大米案。{APART[0]}\n案例二：虚假宣传案。甲市市场监管局对甲市辰商店罚款一万元。",
    )
    assert [len(case.parties) for case in record.cases] == [2, 1]


def test_the_same_page_gives_the_same_record() -> None:
    page = make_page(CASES, "浏阳市网信办公布3起典型案例")
    assert extract_notice(page) == extract_notice(page)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED, reason="ZHIFA_SHARED names no folder of real notices: nothing real was read")
def test_the_labelled_notices_of_the_corpus() -> None:
    from etl.pages import read_page

    folder = Path(SHARED or "")
    sys.path.insert(0, str(folder / "gold"))
    try:
        from score import score_document  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    tallies: dict[str, list[int]] = {}
    for path in sorted((folder / "gold/dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = folder / "corpus" / gold["doc_id"]
        media = "text/markdown" if source.suffix == ".md" else "text/plain"
        page = read_page(source.read_bytes(), document_id=gold["doc_id"], media_type=media)
        for name, counts in score_document(gold, to_gold(extract_notice(page), gold["doc_id"]), []).items():
            tally = tallies.setdefault(name, [0, 0, 0])
            for i, count in enumerate(counts):
                tally[i] += count
    f1 = {name: 2 * tp / (2 * tp + fp + fn) for name, (tp, fp, fn) in tallies.items() if tp + fp + fn}
    floors = {"case": 0.94, "kind": 0.94, "usable": 0.98, "issuer": 0.90, "declared_count": 0.95}
    assert {name: f1[name] for name in floors if f1[name] < floors[name]} == {}


def test_parties_do_not_make_up_for_a_missing_case() -> None:
    bulletin = make_page(
        [
            "甲省网信办公布3起典型案例。",
            "案例一：子公司、丑公司未履行数据安全保护义务案。甲省网信办对甲市子数据有限公司、甲市丑数据有限公司给予警告。",
            "案例二：寅公司未留存日志案。甲省网信办对甲市寅数据有限公司给予警告。",
        ],
        title="甲省网信办公布3起典型案例",
        day=date(2026, 3, 1),
    )
    record = extract_notice(bulletin)
    assert record.declared_count == 3
    assert len(record.cases) == 2
    assert "count_mismatch" in {finding.code for finding in record.findings}


UNITS = [
    "一、",
    "（",
    "1.",
    "《",
    "“",
    "9",
    "第一条",
    "案例1",
    "【",
    "①",
    "此外，",
    "；对甲公司罚款",
    "某公司被罚款1万元。",
]


@pytest.mark.parametrize("join", ["", "\n"])
@pytest.mark.parametrize("unit", [*UNITS, "".join(UNITS[:9]), "".join(UNITS)])
def test_the_whole_extraction_takes_linear_time(unit: str, join: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        page = make_page((unit + join) * count, "浏阳市网信办公布3起典型案例")
        return lambda: extract_notice(page)

    check_linear_time(prepare, max(20, 600 // len(unit)))


def test_a_body_that_handled_all_cases_in_a_closing_sentence_is_that_of_each() -> None:
    untold = "\n".join(line.split("，浏阳市网信办")[0] + "。" for line in CASES.split("\n"))
    closing = "针对上述违法行为，浏阳市网信办依据《网络安全法》，对三家单位分别给予警告。"
    record = record_of("浏阳公布3起典型案例", f"{untold}\n{closing}")
    assert len(record.cases) == 3
    assert all([body.name for body in case.authorities] == ["浏阳市网信办"] for case in record.cases)
    assert all([penalty.type for penalty in case.penalties] == ["warning"] for case in record.cases)
    assert {finding.code for finding in record.findings} <= {"unassigned_statute"}


STORIES = [
    ("湖南公安查处3起网络谣言案件", "长沙市公安局查处张某编造谣言案，对张某处以行政拘留五日。", ("3", "1")),
    ("三家公司被罚", "浏阳市网信办对甲科技有限公司给予警告，对乙商贸有限公司罚款一万元。", ("3", "2")),
    ("两家公司被罚", "浏阳市网信办对甲科技有限公司给予警告，对乙商贸有限公司罚款一万元。", None),
    ("浏阳市网信办查处第3起案件", "浏阳市网信办对甲科技有限公司给予警告，责令限期改正。", None),
    ("某公司泄露3万条信息被罚", "浏阳市网信办对甲科技有限公司罚款五万元，责令限期改正。", None),
]


@pytest.mark.parametrize(("title", "text", "numbers"), STORIES)
def test_what_the_title_of_a_single_story_counts_is_checked(
    title: str, text: str, numbers: tuple[str, str] | None
) -> None:
    record = record_of(title, text)
    messages = [finding.message for finding in record.findings if finding.code == "count_mismatch"]
    assert record.kind == "single_case"
    assert len(messages) == (numbers is not None)
    assert all(number in message for message in messages for number in numbers or ())


def test_a_list_of_which_nothing_was_read_differs_from_its_count() -> None:
    record = record_of("某省通信管理局通报35款违规App", "经检测，35款App违法违规收集使用个人信息，名单见图。")
    assert [finding.code for finding in record.findings] == ["count_mismatch"]
