"""Numbers a campaign reports."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.metrics import drop_repeats, get_metrics, get_results
from etl.model import Span


def find(text: str) -> list[tuple[Decimal, str | None]]:
    metrics = get_metrics(text, Span(0, len(text)))
    for metric in metrics:
        assert any(char in metric.evidence.span.of(text) for char in "0123456789一二三四五六七八九十百千")
    return [(metric.value, metric.unit) for metric in metrics]


TUNED = [
    ("累计清理违法信息4万余条，处置账号13万余个。", [("40000", "条"), ("130000", "个")]),
    ("查处涉网案件1.95万件，责令整改网站6.5万个次。", [("19500", "件"), ("65000", "个次")]),
    (
        "共破获案件574起，抓获犯罪嫌疑人4385名，查明涉案资金129.5亿元。",
        [("574", "起"), ("4385", "名"), ("12950000000", "元")],
    ),
    ("筛查房源130余万条，下架违规房源480余条。", [("1300000", "条"), ("480", "条")]),
    ("对26起重点案件挂牌督办。", [("26", "起")]),
    ("发布治理公告和典型案例28期。", [("28", "期")]),
    ("为425家重点企业提供安全指导服务。", [("425", "家")]),
    ("累计覆盖超过1300家。", [("1300", "家")]),
    ("暂停营利权限30个，将42个屡罚屡犯的账号主体列入黑名单。", [("30", "个"), ("42", "个")]),
    ("培训基层干部7万余名。", [("70000", "名")]),
    ("关停直播3.2万余场，解散群组1500余个。", [("32000", "场"), ("1500", "个")]),
    (
        "有力应对暴雨等58起突发事件，抢修恢复基站2.1万站次、光缆760公里，出动车辆3.4万辆次。",
        [("58", "起"), ("21000", "站次"), ("760", "公里"), ("34000", "辆次")],
    ),
    ("市局会同12个成员单位检查网店45家。", [("45", "家")]),
    ("向公安机关报送线索34条，全市接报警情11起。", [("34", "条"), ("11", "起")]),
    ("下架“青枝聊天”“云谷棋牌”等380款App。", [("380", "款")]),
    ("在入驻平台的90家互联网企业中，督促3家整改。", [("3", "家")]),
    ("通报批评9家次,行政处罚9家次;8家企业被纳入不良名单。", [("9", "家次"), ("9", "家次"), ("8", "家")]),
]
HELD_OUT = [
    ("对14.2万家网店亮照信息实行比对，清退无证店铺320家。", [("142000", "家"), ("320", "家")]),
    ("调解消费纠纷2.1万件。", [("21000", "件")]),
    ("发放宣传册5万册。", [("50000", "册")]),
    ("出动执法人员1,205人次，检查经营主体3,400户。", [("1205", "人次"), ("3400", "户")]),
    ("约谈平台三十余家，下架商品两千余件。", [("30", "家"), ("2000", "件")]),
    ("拦截涉诈电话2.6亿次。", [("260000000", "次")]),
    ("注销虚假账号十二万个。", [("120000", "个")]),
    ("完成监督抽检560批次，第8批次名单另行公布。", [("560", "批次")]),
]
NOTHING = [
    "发布会上公布了3起典型案例。",
    "会议部署8项重点任务，聚焦6类突出问题。",
    "专项行动为期3个月，自2025年12月5日起开展。",
    "依据第二十条、第三十一条处罚。",
    "处十万元以上二十万元以下罚款。",
    "依据《管理办法》二十四条处置。",
    "通报第8批应用，总第43批。",
    "力争整改率达到100%。",
    "下半年将检查企业30家。",
    "处置“云溪甲”“云溪乙”等50个虚假项目。",
    "该公司成立于2015年，注册地在云溪区3号楼。",
    "网信部门将开展一系列整治。",
    "市场监管局联合公安局等14部门开展专项检查。",
    "某犯罪团伙制作外挂程序，涉案金额达3000万元，警方开展侦查。",
]


@pytest.mark.parametrize(("text", "expected"), TUNED + HELD_OUT)
def test_values_and_units(text: str, expected: list[tuple[str, str]]) -> None:
    assert find(text) == [(Decimal(value), unit) for value, unit in expected]


@pytest.mark.parametrize("text", NOTHING)
def test_no_result_is_told(text: str) -> None:
    assert find(text) == []


def test_the_same_result_told_twice_counts_once() -> None:
    assert len(find("累计发现并处置安全漏洞1939个。推动1939个安全漏洞完成整改。")) == 1
    assert len(find("关闭违规群组1000余个。对1000余个应用采取下架措施。")) == 2


def test_only_the_span_is_read() -> None:
    text = "清理信息10条。处置账号20个。下架商品30件。"
    start = text.index("处置")
    metrics = get_metrics(text, Span(start, text.index("下架")))
    assert [metric.value for metric in metrics] == [Decimal(20)]
    assert metrics[0].evidence.span.of(text) == "处置账号20个"


@given(st.text(st.sampled_from(list("处置账号万亿余个条起0123456789.,第《》，。一二十百某\n")), max_size=120))
def test_random_text_never_breaks(text: str) -> None:
    for metric in get_metrics(text, Span(0, len(text))):
        assert metric.value > 0
        assert metric.unit is not None
        assert metric.evidence.span.of(text).endswith(metric.unit)


@pytest.mark.parametrize("unit", ["1个", "处置1万个，", "9", "万", "十", "，"])
def test_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = "处置" + unit * count
        return lambda: get_metrics(text, Span(0, len(text)))

    check_linear_time(prepare, 800)


RESULTS = [
    ("2024年，云溪市检察机关共起诉网络犯罪1300余人。", ["1300"]),
    ("今年以来，云谷警方共侦破案件120余起，抓获嫌疑人400余名。", ["120", "400"]),
    ("截至目前，平台对3200个违规账号进行了阶梯式处理；对150个群组进行了限制。", ["3200", "150"]),
    ("云岭通管局开展专项整治，截至目前，尚有6款小程序未按要求完成整改。", ["6"]),
    ("近一周以来，各平台累计拦截违规信息40万余条，处置账号850个。", ["400000", "850"]),
    ("云谷省通管局介绍，今年以来累计检测App 32批次，下架违规App 120余款。", ["32", "120"]),
    # news that sums up no enforcement
    ("云岭通管局通报，经抽查，共发现24款App存在问题。", []),
    ("云溪软件修复71个漏洞，其中30个为高危。", []),
    ("去年全年，云溪安全共拦截25亿次网络攻击。", []),
    ("《云溪规定》分五章，共五十八条，规范处理个人信息活动。", []),
    ("十七家行业组织共同编制指南。", []),
    ("某公司全年服务客户8000家。", []),
]


@pytest.mark.parametrize(("text", "expected"), RESULTS)
def test_results_among_other_news(text: str, expected: list[str]) -> None:
    assert [str(metric.value) for metric in get_results(text, Span(0, len(text)))] == expected


def test_a_number_told_again_counts_once() -> None:
    text = "累计处置违规账号2.4万余个。\n截至目前，已处置违规账号2.4万余个，关闭网站24000个。"
    metrics = get_results(text, Span(0, len(text)))
    assert [str(one.value) for one in drop_repeats(text, metrics)] == ["24000", "24000"]
    assert [one.evidence.span.of(text) for one in drop_repeats(text, metrics)][1] == "关闭网站24000个"
