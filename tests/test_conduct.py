"""What was done: codes of conduct."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.conduct import get_conduct
from etl.lexicon import CUES, get_lexicon, read_cues
from etl.model import Conduct, Origin, Scope, Span
from etl.reference import load_conduct, load_conduct_taxonomy, load_statute_versions, load_statutes
from etl.reference.conduct import PatternGate, load_conduct_patterns, load_conduct_provisions

CODES = frozenset(row.conduct_code for row in load_conduct()) - {"unknown", "unassigned"}


def found(text: str) -> tuple[Conduct, ...]:
    return get_conduct(Scope(text, Span(0, len(text)), get_lexicon().find(text)))


def codes(text: str) -> list[str]:
    return sorted(conduct.code for conduct in found(text))


@pytest.mark.parametrize(("text", "expected"), load_rows("conduct", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert codes(text) == sorted(expected.split())


@pytest.mark.parametrize(("text", "expected"), load_rows("conduct", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert codes(text) == sorted(expected.split())


@pytest.mark.parametrize(("text", "expected"), load_rows("conduct", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert codes(text) == sorted(expected.split())


@pytest.mark.parametrize(("text", "expected"), load_rows("conduct", "headed"))
def test_headed(text: str, expected: str) -> None:
    heading, body = text.split("\n", 1)
    assert sorted(conduct.code for conduct in get_conduct(scope_with(heading, body))) == sorted(expected.split())


@pytest.mark.parametrize("text", ["", *(text for (text,) in load_rows("conduct", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert codes(text) == []


def test_every_word_of_the_dictionary_stands_for_known_codes() -> None:
    finer = {row.taxonomy_code for row in load_conduct_taxonomy()}
    for term in read_cues(CUES / "conduct.txt"):
        for meaning in term.key.split("+"):
            code, weight, taxonomy = meaning.split(":")
            assert code in CODES, term.text
            assert 1 <= int(weight) <= 6, term.text
            assert taxonomy == "-" or taxonomy in finer, term.text


def test_patterns_and_provisions_stand_for_known_codes() -> None:
    finer = {row.taxonomy_code for row in load_conduct_taxonomy()} | {None}
    meanings = [each.meaning for each in load_conduct_patterns()]
    assert all(code in CODES and 1 <= weight <= 6 and taxonomy in finer for code, weight, taxonomy in meanings)
    rows = [row for found in load_conduct_provisions().values() for row in found]
    assert all(row.conduct_code in CODES and row.taxonomy_code in finer for row in rows)


def test_provisions_are_those_of_known_versions() -> None:
    known = {statute.statute_id for statute in load_statutes()}
    versions = {(each.statute_id, each.version) for each in load_statute_versions()}
    for statute_id, rows in load_conduct_provisions().items():
        assert statute_id in known
        assert all(row.version is None or (statute_id, row.version) in versions for row in rows), statute_id


@pytest.mark.parametrize(
    "text", [text for text, _ in (*load_rows("conduct", "tuned"), *load_rows("conduct", "held_out"))]
)
def test_the_gate_lets_every_pattern_through_that_matches(text: str) -> None:
    patterns = load_conduct_patterns()
    opened = PatternGate(patterns).patterns_in(text, 0, len(text))
    assert [each for each in patterns if each.pattern.search(text)] == [e for e in opened if e.pattern.search(text)]


def test_every_code_has_words() -> None:
    used = {meaning.split(":")[0] for term in read_cues(CUES / "conduct.txt") for meaning in term.key.split("+")}
    assert used == CODES


def test_a_finer_code_comes_with_the_code() -> None:
    (conduct,) = found("网站首页被篡改为博彩页面。")
    assert (conduct.code, conduct.taxonomy_code) == ("network_security", "SEC-03")


def test_a_breached_statute_alone_is_too_faint() -> None:
    assert found("违反《数据安全法》有关规定,罚款五万元。") == ()


def test_what_words_show_is_stated() -> None:
    assert [conduct.evidence.origin for conduct in found("该公司组织刷单,虚构交易。")] == [Origin.STATED]


def scope_of(around: str, body: str, **more: object) -> Scope:
    plain = around + "\n" + body
    hits = get_lexicon().find(plain)
    return Scope(plain, Span(len(around) + 1, len(plain)), hits, **more)  # type: ignore[arg-type]


def scope_with(heading: str, body: str) -> Scope:
    plain = heading + "\n" + body
    return Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), heading=Span(0, len(heading)))


def test_the_title_speaks_for_a_case_that_says_nothing() -> None:
    title = "云谷市网信办公布网络谣言典型案例"
    scope = scope_of(title, "案例一:周某被行政拘留五日。", title=title)
    assert [(c.code, c.evidence.rule_id) for c in get_conduct(scope)] == [("rumour", "conduct.context")]


def test_the_title_of_a_compilation_speaks_for_no_item() -> None:
    title = "一周要闻:多人因网络谣言被罚"
    body = "案例一:周某被行政拘留五日。"
    heading = Span(len(title) + 1, len(title) + 5)
    assert get_conduct(scope_of(title, body, title=title, heading=heading)) == ()


def test_a_cited_provision_is_inferred() -> None:
    (conduct,) = found("依据《数据安全法》第四十五条第一款,给予警告。")
    assert (conduct.code, conduct.evidence.origin) == ("data_security", Origin.INFERRED)


def test_an_article_is_read_in_the_version_of_the_day() -> None:
    text = "依据《网络安全法》第六十一条,给予警告。"
    days = (date(2025, 6, 1), date(2026, 6, 1))
    scopes = [Scope(text, Span(0, len(text)), get_lexicon().find(text), document_date=day) for day in days]
    assert [[c.code for c in get_conduct(scope)] for scope in scopes] == [["platform_duty"], ["network_security"]]


def test_a_heading_names_what_a_long_story_says_little_of() -> None:
    plain = "甲某诈骗、组织他人偷越国境案\n甲某等人实施电信网络诈骗,诈骗团伙设诈骗窝点,以诈骗罪被判刑。"
    scope = Scope(plain, Span(0, len(plain)), get_lexicon().find(plain), heading=Span(0, plain.index("\n")))
    assert {c.code for c in get_conduct(scope)} == {"fraud", "other"}


def test_words_of_a_quoted_sentence_weigh_less() -> None:
    assert codes("他们发布“某公司涉嫌股权非法集资”等文章,向企业索要删帖费,敲诈勒索案。") == ["brushing", "other"]


def test_a_bare_item_is_about_what_all_are_announced_to_be_about() -> None:
    lead = "公安机关公布打击“网络水军”典型案例"
    scope = scope_of(lead, "1.某地侦破甲某等人敲诈勒索案", lead=Span(0, len(lead)))
    assert [c.code for c in get_conduct(scope)] == ["other", "brushing"]
    assert get_conduct(scope)[1].evidence.origin is Origin.INFERRED


def test_a_line_that_sums_a_campaign_up_tells_nothing_of_the_case() -> None:
    case = "账号摆拍失实视频,负责人被约谈。"
    totals = "据了解,专项行动开展以来,该县网信部门已排查账号214个,协调处置有害信息26条。"
    assert codes(case + "\n" + totals) == ["rumour"]
    assert codes("据悉,当事人去年以来共销售假药300盒。") == ["prohibited_goods"]


_PIECES = st.sampled_from(
    (
        "散布谣言",
        "漏洞",
        "数据泄露",
        "《网络安全法》",
        "违反",
        "第二十一条",
        "。",
        ",",
        "\n",
        "诈骗",
        "要求",
        "加强",
        "黑客",
        "遭",
        "饭圈",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_spans_quote_and_codes_are_few(text: str) -> None:
    conducts = found(text)
    assert len(conducts) <= 3
    assert len({conduct.code for conduct in conducts}) == len(conducts)
    for conduct in conducts:
        assert conduct.code in CODES
        assert conduct.evidence.span.of(text)


def test_time_is_linear() -> None:
    unit = "该公司要求学习《网络安全法》,宣称根治,违规收集用户信息,“某公司涉嫌非法集资案”,散布谣言。"

    def prepare(count: int) -> Callable[[], object]:
        text = unit * count
        scope = Scope(text, Span(0, len(text)), get_lexicon().find(text))
        return lambda: get_conduct(scope)

    check_linear_time(prepare, 40)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert len(found(text)) <= 3
