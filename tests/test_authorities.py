"""Bodies of a case. The notation of the examples: tests/tables/authorities.tsv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.authorities import (
    Part,
    find_bodies,
    get_authorities,
    get_shared_places,
    resolve_authority,
    with_publisher,
)
from etl.lexicon import get_lexicon
from etl.model import Scope, Span
from etl.reference import load_authorities


def scope_of(text: str, issuer: str | None = None) -> Scope:
    intro, mark, _ = text.partition("##")
    plain = text.replace("##", "\n")
    start = len(intro) + 1 if mark else 0
    first = Span(0, len(intro)) if mark else None
    return Scope(plain, Span(start, len(plain)), get_lexicon().find(plain), intro=first, issuer=issuer)


def named(text: str) -> str:
    return " ".join(mention.name for mention in get_authorities(scope_of(text)))


def test_a_publisher_that_acts_with_another() -> None:
    scope = scope_of("我局高度重视,会同浏阳市公安局约谈了该公司负责人。")
    publisher = "浏阳市市场监督管理局"
    both = [each.name for each in with_publisher(scope, get_authorities(scope), publisher)]
    assert both == [publisher, "浏阳市公安局"]
    alone = scope_of("我局接到举报。浏阳市公安局约谈了该公司负责人。")
    assert [each.name for each in with_publisher(alone, get_authorities(alone), publisher)] == ["浏阳市公安局"]


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        ("湘潭警方辟谣。违法行为人朱某已被我局依法行政拘留。", "湘潭市公安局雨湖分局", "湘潭市公安局雨湖分局"),
        ("湘潭警方辟谣。违法行为人朱某已被依法行政拘留。", "湘潭市公安局雨湖分局", "湘潭警方"),
        ("湘潭警方抓获朱某,我局已吊销其执照。", "湘潭市市场监督管理局", "湘潭警方"),
        ("长沙警方抓获朱某,朱某已被我局依法行政拘留。", "湘潭市公安局雨湖分局", "长沙警方"),
    ],
)
def test_a_publisher_that_its_headline_calls_the_police(text: str, publisher: str, expected: str) -> None:
    scope = scope_of(text)
    assert [each.name for each in with_publisher(scope, get_authorities(scope), publisher)] == [expected]


@pytest.mark.parametrize(("text", "expected"), load_rows("authorities", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("authorities", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("authorities", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize("text", ["", "\n", *(text for (text,) in load_rows("authorities", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert named(text) == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("国家网信办", "cac"),
        ("中央网信办", "cac"),
        ("国家互联网信息办公室", "cac"),
        ("国家市场监督管理总局", "samr"),
        ("工信部", "miit"),
        ("最高检", "spp"),
        ("CVERC", "cverc"),
        ("长沙市网信办", "cac-430100"),
        ("长沙市委网信办", "cac-430100"),
        ("湖北武汉网警", "mps-420100"),
        ("浙江省公安厅", "mps-330000"),
        ("北京市公安局朝阳分局", "mps-110105"),
        ("大理洱源公安机关", "mps-532930"),
        ("江苏省通信管理局", "miit-320000"),
        ("安徽通管局", "miit-340000"),
        ("国家税务总局杭州市税务局稽查局", "tax-330100"),
        ("国家金融监督管理总局湖北监管局", "nfra-420000"),
        ("中国人民银行长沙中心支行", "pboc-430100"),
        ("北京互联网法院", "court-110000-internet"),
        ("北京市第二中级人民法院", "court-110000-2-intermediate"),
        ("郑州市中级人民法院", "court-410100"),
        ("江苏省高级人民法院", "court-320000"),
        ("北京市人民检察院第二分院", "procuratorate-110000-2"),
        ("有关部门", None),
        ("公安机关", None),
        ("市网信办", None),
        ("朝阳区网信办", None),
        ("某科技有限公司", None),
        ("", None),
    ],
)
def test_resolves_to_one_body(name: str, expected: str | None) -> None:
    found = resolve_authority(name)
    assert (found.authority_id if found else None) == expected


def test_ids_of_stored_bodies_resolve_to_themselves() -> None:
    stored = [
        body for body in load_authorities() if body.level == "central" or body.region_code in ("430100", "330000")
    ]
    assert len(stored) > 50
    for body in stored:
        found = resolve_authority(body.short_name)
        assert found is not None, body
        assert found.authority_id == body.authority_id


def test_a_relative_name_takes_its_place_from_the_bodies_beside_it() -> None:
    text = "安仁县网信办联合县公安局对曹某进行约谈教育。"
    assert [mention.authority_id for mention in get_authorities(scope_of(text))] == ["cac-431028", "mps-431028"]


def test_the_introduction_counts_only_when_the_case_names_no_body() -> None:
    intro = "甲地网信部门依法查处多起案件。长沙市网信办依法查处一批账号,现通报如下。##"
    assert named(intro + "某账号散布谣言,已被关闭。") == "长沙市网信办"
    assert named(intro + "株洲市网信办约谈某账号运营者。") == "株洲市网信办"


def test_courts_that_publish_cases_did_not_decide_them() -> None:
    assert named("最高人民法院发布打击网络犯罪典型案例。##案例一:王某被判处有期徒刑一年。") == ""


def test_a_heading_on_its_own_line_yields_to_the_text() -> None:
    plain = "上海公安网安部门破获一起案件\n上海虹口公安分局网安部门查获胡某。"
    heading = Span(0, plain.index("\n"))
    scope = Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), heading=heading)
    assert [mention.name for mention in get_authorities(scope)] == ["上海虹口公安分局网安部门"]


def test_the_title_a_bulletin_gives_a_case_counts() -> None:
    plain = "湖南公安机关侦破钱某网络诈骗案\n2025年3月,湖南常德公安机关打掉该团伙。"
    heading = Span(0, plain.index("\n"))
    scope = Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), heading=heading)
    assert [mention.name for mention in get_authorities(scope)] == ["湖南公安机关", "湖南常德公安机关"]


def test_the_text_calls_the_office_of_the_title_by_its_own_name() -> None:
    plain = "湖南省长沙市岳麓区市场监管局查处某公司虚假宣传案\n岳麓区市场监督管理局对某公司罚款三万元。"
    scope = Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), heading=Span(0, plain.index("\n")))
    assert [mention.name for mention in get_authorities(scope)] == ["岳麓区市场监督管理局"]


def test_the_office_of_a_team_decides_where_it_is_named_or_speaks_of_itself() -> None:
    text = "长沙市公安局岳麓分局网安大队将史某抓获。岳麓分局依法对史某行政拘留十日。"
    assert named(text) == "长沙市公安局岳麓分局"
    assert named(text.replace("岳麓分局依法", "民警依法")) == "长沙市公安局岳麓分局网安大队"
    assert named("浏阳市公安局网安大队巡查网络,查处一批谣言。##7月9日,我局对刘某行政拘留五日。") == "浏阳市公安局"


def test_officers_act_for_the_police_of_the_introduction() -> None:
    intro = "浏阳市公安局网安大队巡查网络。现公布3起典型案例。##"
    assert named(intro + "丁某转发谣言,民警对丁某进行批评教育。") == "浏阳市公安局"
    assert named(intro + "丁某冒充民警行骗,账号已关闭。") == ""


def test_places_of_the_introduction_and_the_publisher() -> None:
    assert get_shared_places(scope_of("长沙市网信办依法查处一批账号。##某账号被关闭。")) == ("430100",)
    assert get_shared_places(scope_of("某账号被关闭。", issuer="株洲市网信办")) == ("430200",)
    assert get_shared_places(scope_of("某账号被关闭。", issuer="国家网信办")) == ()


def test_parts_are_told_apart() -> None:
    text = "在省委网信办的指导下,长沙市网信办依法约谈某公司;株洲市网信办有关负责人表示将加强监管。"
    scope = scope_of(text)
    parts = {mention.name: mention.part for mention in find_bodies(scope, scope.span)}
    assert parts == {"省委网信办": Part.OUTSIDE, "长沙市网信办": Part.HANDLES, "株洲市网信办": Part.SPEAKS}


_PIECES = (
    "长沙市|公安局|网信办|、|和|在|的指导下|依法|约谈|分局|岳麓|朝阳|人民法院|"
    "第二|中级|“|”|（|）|《|》|。|,|\n|委|市|某公司|罚款"
)
_WORDS = st.lists(st.sampled_from(_PIECES.split("|")), max_size=40)


@settings(max_examples=150, deadline=None)
@given(_WORDS)
def test_spans_lie_in_the_case_and_quote_the_end_of_the_name(words: list[str]) -> None:
    plain = "".join(words)
    for mention in get_authorities(scope_of(plain)):
        quote = mention.evidence.span.of(plain)
        assert mention.name
        assert quote.endswith(mention.name[-2:])


_CHARACTERS = st.text(
    "长沙市岳麓区网信办公安局检察院法院部门、和与在由被指导下对(（)）《》“”12\n。,罚查处等地", max_size=60
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), _CHARACTERS))
def test_any_text_is_read(text: str) -> None:
    scope = scope_of(text)
    assert all(mention.evidence.span.end <= len(scope.plain) for mention in get_authorities(scope))
    assert all(mention.span.of(scope.plain) for mention in find_bodies(scope, scope.span))


def test_the_text_names_the_body_before_its_headline() -> None:
    title = "云南省市场监管局依法对某网站作出处罚"
    plain = f"{title}\n近日,云南省市场监督管理局依法对某网站作出罚款十万元的行政处罚。"
    scope = Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), title=title)
    assert [mention.name for mention in get_authorities(scope)] == ["云南省市场监督管理局"]
    plain = f"{title}\n该网站未公示规则,被罚款十万元。"
    scope = Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), title=title)
    assert [mention.name for mention in get_authorities(scope)] == ["云南省市场监管局"]


@pytest.mark.parametrize(
    "unit", ["长沙市公安局岳麓分局网安大队、", "山东、", "公安、交通、网信等六部门", "等地公安机关", "高新区", "《"]
)
def test_takes_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        scope = scope_of(unit * count)
        return lambda: get_authorities(scope)

    check_linear_time(prepare, 200)
