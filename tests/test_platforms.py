"""Platforms of a case. The notation of the examples: tests/tables/platforms.tsv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.platforms import get_platforms, resolve_platform
from etl.lexicon import get_lexicon
from etl.model import Evidence, Party, PlatformMention, Scope, Span
from etl.reference import load_platforms


def platforms_of(text: str, *parties: Party) -> tuple[PlatformMention, ...]:
    return get_platforms(Scope(text, Span(0, len(text)), get_lexicon().find(text)), parties)


def named(text: str) -> str:
    return " ".join(mention.name for mention in platforms_of(text))


@pytest.mark.parametrize("mark", ["\t", " | "])
def test_the_store_in_a_table_of_apps_is_no_platform(mark: str) -> None:
    assert named("下架下列应用。\n" + mark.join(("1", "青枝充电", "泉州青枝公司", "微信小程序", "/", "违规收集"))) == ""


def party(name: str, type_: str, platform: str | None = None) -> Party:
    return Party(name, type_, False, Evidence(Span(0, 1), "test"), platform)


@pytest.mark.parametrize(("text", "expected"), load_rows("platforms", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("platforms", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("platforms", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert named(text) == expected


@pytest.mark.parametrize("text", ["", "\n", *(text for (text,) in load_rows("platforms", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert named(text) == ""


def test_hosts_of_parties_and_handled_platforms_are_added_once() -> None:
    text = "抖音账号“甲”和某平台“乙”被关闭。"
    found = platforms_of(
        text, party("甲", "account", "抖音"), party("乙", "account", "豆瓣"), party("丙网", "platform")
    )
    assert [mention.name for mention in found] == ["抖音", "豆瓣", "丙网"]


def test_a_platform_is_called_by_its_firms_name() -> None:
    firm = party("云谷青枝达科技有限公司", "company")
    assert [mention.name for mention in platforms_of("经查,青枝达平台未审核资质。", firm)] == ["青枝达"]
    assert platforms_of("经查,科技平台未审核资质。", firm) == ()
    assert platforms_of("经查,蓝湖达平台未审核资质。", firm) == ()


def test_masked_hosts_are_left_out() -> None:
    assert platforms_of("某账号被关闭。", party("某账号", "account", "某短视频平台")) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("抖音", "douyin"),
        ("抖音短视频", "douyin"),
        ("新浪微博", "weibo"),
        ("B站", "bilibili"),
        ("bilibili", "bilibili"),
        ("公众号", "weixin-oa"),
        ("视频号", "weixin-channels"),
        ("头条", "toutiao"),
        ("推特", "x"),
        ("小红书平台", "xiaohongshu"),
        ("某平台", None),
        ("", None),
    ],
)
def test_resolves_brands(name: str, expected: str | None) -> None:
    assert resolve_platform(name) == expected


def test_every_stored_brand_resolves_to_itself() -> None:
    brands = load_platforms()
    assert len(brands) >= 120
    for brand in brands:
        assert resolve_platform(brand.platform_name) == brand.platform_id


_WORDS = st.lists(st.sampled_from(["抖音", "微博", "微信", "X", "账号", "平台", "公司", *"“”、在群某。"]), max_size=30)


@settings(max_examples=150, deadline=None)
@given(_WORDS)
def test_every_mention_is_quoted_at_its_span(words: list[str]) -> None:
    text = "".join(words)
    found = platforms_of(text)
    assert all(mention.evidence.span.of(text) == mention.name for mention in found)
    assert len({mention.platform_id or mention.name for mention in found}) == len(found)


_CHARACTERS = st.text("抖音快手微博信号账平台网站“”（）《》某在群、,。某0123456789Xx\n", max_size=80)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), _CHARACTERS))
def test_any_text_is_read(text: str) -> None:
    assert all(mention.evidence.span.of(text) == mention.name for mention in platforms_of(text))


@pytest.mark.parametrize("unit", ["贝壳、麦田、百度、“头条”,", "“甲乙”网站", "“", "抖音", "网站“"])
def test_takes_linear_time(unit: str) -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = unit * count
        scope = Scope(text, Span(0, len(text)), get_lexicon().find(text))
        return lambda: get_platforms(scope, ())

    check_linear_time(prepare, 400)
