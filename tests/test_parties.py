"""Who is handled: parties, their kind, host platform, mask and credit code."""

from __future__ import annotations

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.parties import get_parties, is_credit_code
from etl.lexicon import get_lexicon
from etl.model import Party, Scope, Span

_PIECES = st.sampled_from(
    (
        "云谷市网信办", "对", "某公司", "李某", "王某某", "陈某珠", "邱**", "被",
        "罚款", "警告", "、", ",", "。", "\n", "“山谷”",
        "微博账号", "抖音", "等3款App", "网站", "(女,15岁)", "判处", "有期徒刑",
        "主管人员", "分别", "该公司", "于某", "公司", "某",
        "《网络安全法》", "约谈", "平台", "1万元", "等账号", "小程序",
        "x", "91350100M000100Y43", "责令", "一家", "案例一:",
    )
)  # fmt: skip


def scope_of(text: str, **more: Span) -> Scope:
    return Scope(text, Span(0, len(text)), get_lexicon().find(text), **more)  # type: ignore[arg-type]


def parties(text: str) -> tuple[Party, ...]:
    return get_parties(scope_of(text))


def shown(text: str) -> str:
    return "|".join(f"{p.type}:{p.name}" + (f"@{p.platform}" if p.platform else "") for p in parties(text))


@pytest.mark.parametrize(("text", "expected"), load_rows("parties", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("parties", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("parties", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["", *(text for (text,) in load_rows("parties", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert shown(text) == ""


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("公安机关对某公司给予警告。", True),
        ("公安机关对云谷商贸有限公司给予警告。", False),
        ("网民李某造谣,被行政拘留5日。", True),
        ("抖音账号“某某说车”已被关闭。", True),
        ("抖音账号“老周说车”已被关闭。", False),
        ("公安机关对主管人员罚款1万元。", True),
        ("市局对林小川给予警告。", False),
    ],
)
def test_masked(text: str, masked: bool) -> None:
    assert [party.masked for party in parties(text)] == [masked]


def test_credit_code_is_read_only_with_a_valid_check_digit() -> None:
    valid = parties("对云谷商贸有限公司(统一社会信用代码:91350100M000100Y43)处以罚款。")
    wrong = parties("对云谷商贸有限公司(统一社会信用代码:91350100M000100Y44)处以罚款。")
    assert [party.credit_code for party in (*valid, *wrong)] == ["91350100M000100Y43", None]


def test_a_wrong_letter_is_no_credit_code() -> None:
    assert not is_credit_code("91350100I000100Y43")


def test_the_heading_outside_the_case_names_an_unnamed_firm() -> None:
    heading = "某企业受到行政处罚"
    plain = heading + "\n属地一企业未留存网络日志,网信办对该企业予以警告。"
    scope = Scope(plain, Span(len(heading) + 1, len(plain)), get_lexicon().find(plain), heading=Span(0, len(heading)))
    assert [party.name for party in get_parties(scope)] == ["某企业"]


def test_a_collective_sentence_counts_as_measure_on_accounts() -> None:
    case = "网民李某在抖音账号“山谷老周”发布谣言,被行政拘留5日。"
    plain = case + "\n上述账号均已关闭。"
    alone = Scope(plain, Span(0, len(case)), get_lexicon().find(plain))
    together = Scope(
        plain, Span(0, len(case)), get_lexicon().find(plain), collective=(Span(len(case) + 1, len(plain)),)
    )
    assert [party.type for party in get_parties(alone)] == ["person"]
    assert [party.type for party in get_parties(together)] == ["person", "account"]


def test_a_developer_in_a_table_of_apps_is_no_party() -> None:
    row = "\n1\t青枝茶\t泉州某茶业有限公司\t2.3.1\t应用宝\t违规收集个人信息"
    assert parties("市局对“蓝湖租房”等2款APP进行下架,其余限期整改。" + row)[0].name == "蓝湖租房"
    assert parties("市局通报下列应用,责令整改。" + row) == ()


@pytest.mark.parametrize("source", ["应用宝\t2.3.1", "微信小程序\t/", "某应用市场\tV1.0.27"])
def test_a_developer_is_no_party_where_the_store_stands_before_the_version(source: str) -> None:
    row = f"\n1\t青枝茶\t泉州青枝茶业有限公司\t{source}\t违规收集个人信息"
    assert parties("市局决定对下列应用进行下架。" + row) == ()


@pytest.mark.parametrize("mark", ["|", "\t"])
def test_a_row_of_a_table_names_its_respondent_in_the_column_for_it(mark: str) -> None:
    head = mark.join(("序号", "当事人名称（姓名）", "违法行为类型", "行政处罚内容", "作出决定机关名称"))
    rows = (
        ("1", "星河（云谷）支付有限公司", "违反商户管理规定", "警告，罚款6万元", "云谷银行蓝湖分行"),
        ("2", "林知秋（时任星河支付有限公司总经理）", "对未按规定报送报告负有责任", "罚款1万元", "云谷银行蓝湖分行"),
        ("3", "云谷青枝物联有限公司", "未落实实名登记", "罚款5万元，对直接负责的主管人员龚某罚款2万元", "云谷银行"),
    )
    lines = [mark.join(row) for row in rows]
    plain = "\n".join((head, *lines))
    hits, found = get_lexicon().find(plain), []
    for line in lines:
        at = plain.index(line)
        found.append([(p.type, p.name) for p in get_parties(Scope(plain, Span(at, at + len(line)), hits))])
    third = [("company", "云谷青枝物联有限公司"), ("person", "龚某")]
    assert found == [[("company", "星河（云谷）支付有限公司")], [("person", "林知秋")], third]


def test_the_rows_of_a_firm_and_its_staff_are_one_case_with_all_of_them() -> None:
    head = "| 公示日期 | 被罚机构 | 违法行为类型 | 处罚内容 |"
    rows = (
        "| 5月2日 | 云谷青枝支付有限公司 | 违反商户管理规定 | 罚款6万元；时任风控部经理龚某罚款1万元 |",
        "| 5月2日 | 林知秋（时任云谷青枝支付有限公司总经理） | 对违反商户管理规定负有责任 | 罚款1万元 |",
    )
    plain = "\n".join((head, *rows))
    scope = Scope(plain, Span(plain.index(rows[0]), len(plain)), get_lexicon().find(plain))
    expected = [("company", "云谷青枝支付有限公司"), ("person", "龚某"), ("person", "林知秋")]
    assert [(p.type, p.name) for p in get_parties(scope)] == expected


@pytest.mark.parametrize(("measure", "count"), [("约谈；责令平台关闭账号", 2), ("罚款1万元", 1)])
def test_a_row_on_who_runs_an_account_names_it_where_it_is_closed(measure: str, count: int) -> None:
    head = "| 序号 | 当事人 | 主要违法事实 | 处罚种类 | 决定日期 |"
    row = f"| 3 | 林某（抖音账号“云谷鉴车老周”运营者） | 编造测试结果 | {measure} | 2025-08-29 |"
    plain = f"{head}\n{row}"
    found = get_parties(Scope(plain, Span(len(head) + 1, len(plain)), get_lexicon().find(plain)))
    assert [party.name for party in found] == ["林某", "云谷鉴车老周"][:count]


_REPEATED = (
    "“甲”", "某", "李某、", "对主管人员、", "公司", "账号“甲”、", "月", "判处李某",
    "微博@山谷", "抖音、", "时任", "甲银行分行", "郭某拓、", "一家", "某平台“甲”", "对云谷酒店、", "(", "因被",
    "甲|", "当事人|甲|乙|丙\n", "对存在低俗的抖音、快手", "针对抖音、快手等平台，",
)  # fmt: skip


@pytest.mark.parametrize("piece", _REPEATED)
def test_long_repetitive_texts_take_linear_time(piece: str) -> None:
    check_linear_time(lambda count: lambda: parties(piece * count), 600 // len(piece))


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_spans_quote_names_in_order(text: str) -> None:
    found = parties(text)
    starts = [party.evidence.span.start for party in found]
    assert starts == sorted(starts)
    for party in found:
        assert party.name
        assert party.evidence.span.of(text).replace("\n", "").strip() == party.name


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(party.evidence.span.end <= len(text) for party in parties(text))


_CHARS = st.sampled_from(
    "某李王张赵公司平台网站店院校对被因罚款警告约谈责令判处账号主播、，。；：“”（）《》()*@·0123456789一家等\n ABapp"
)


@settings(max_examples=150, deadline=None)
@given(st.text(_CHARS, max_size=120))
def test_random_chinese_digits_and_brackets_are_read(text: str) -> None:
    for party in parties(text):
        assert party.evidence.span.of(text).replace("\n", "").strip() == party.name
