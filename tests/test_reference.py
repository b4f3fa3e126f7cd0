"""Reference data: every table loads, keys are unique, and rows point to rows that exist."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import etl.reference as reference
from etl.reference.bodies import load_body_words, load_central_names, load_systems
from etl.reference.brands import load_platform_names
from etl.reference.build_regions import short_name

TABLES = {
    "statutes": (reference.load_statutes, ("statute_id",), 141),
    "statute_versions": (reference.load_statute_versions, ("statute_id", "version"), 188),
    "provisions": (reference.load_provisions, ("provision_id",), 441),
    "measure_articles": (reference.load_measure_articles, ("measure", "article"), 116),
    "renumbering": (reference.load_renumbering, (), 316),
    "measure_penalties": (reference.load_measure_penalties, (), 109),
    "conduct_types": (reference.load_conduct, ("conduct_code",), 32),
    "conduct_taxonomy": (reference.load_conduct_taxonomy, ("taxonomy_code",), 53),
    "penalty_types": (reference.load_penalty_types, ("penalty_type",), 31),
    "app_problems": (reference.load_app_problems, ("problem_code",), 45),
    "platforms": (reference.load_platforms, ("platform_id",), 120),
    "regions": (reference.load_regions, ("region_code",), 3000),
    "authorities": (reference.load_authorities, ("authority_id",), 1000),
}
GUIDE_CONDUCT = (
    "false_advertising ai_fabrication prohibited_goods counterfeit_ip food_safety price_violation brushing "
    "unfair_competition monopoly platform_duty rumour vulgar_content illegal_content account_impersonation incitement "
    "pi_processing pi_trade data_security network_security hacking account_trade fraud gambling illegal_finance minors "
    "tipping tax unlicensed_operation consumer_rights other"
)
GUIDE_PENALTIES = (
    "fine confiscate_gains confiscate_goods fine_and_confiscation warning criticism order_correct order_stop "
    "suspend_business revoke_licence remove_app close_account mute_account ban_live restrict_monetisation "
    "restrict_traffic delete_content close_site interview detention criminal_measure referral judgment criminal_fine "
    "compensation file_case education blacklist unspecified_penalty other"
)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_load_with_unique_keys(name: str) -> None:
    load, key, least = TABLES[name]
    rows: tuple[Any, ...] = load()
    assert len(rows) >= least
    assert load() is rows
    if key:
        keys = Counter(tuple(getattr(row, column) for column in key) for row in rows)
        assert keys.most_common(1)[0][1] == 1


@pytest.mark.parametrize("name", sorted(TABLES))
def test_texts_are_neither_empty_nor_padded(name: str) -> None:
    for row in TABLES[name][0]():
        for field in fields(row):
            value = getattr(row, field.name)
            assert not isinstance(value, str) or (value == value.strip() and (value or "article" in field.name)), row


def test_rows_point_to_statutes_that_exist() -> None:
    ids = {statute.statute_id for statute in reference.load_statutes()}
    assert {alias.statute_id for alias in reference.load_statute_aliases()} == ids
    assert {provision.statute_id for provision in reference.load_provisions()} <= ids
    assert {article.statute_id for article in reference.load_measure_articles()} <= ids
    assert {row.statute_id for row in reference.load_renumbering()} <= ids


def test_an_alias_names_one_statute() -> None:
    aliases = Counter(alias.alias for alias in reference.load_statute_aliases())
    assert aliases.most_common(1)[0][1] == 1
    assert not any(alias.startswith("《") for alias in aliases)


@pytest.mark.parametrize(
    "name",
    [
        "消费者权益保护法实施条例",
        "网络信息内容生态治理规定",
        "互联网用户账号信息管理规定",
        "计算机信息网络国际联网安全保护管理办法",
        "未成年人网络保护条例",
        "互联网广告管理办法",
        "移动互联网应用程序信息服务管理规定",
        "网络预约出租汽车经营服务管理暂行办法",
        "信息安全等级保护管理办法",
        "保险法",
    ],
)
def test_instruments_of_market_and_network_notices_are_known(name: str) -> None:
    assert name in {alias.alias for alias in reference.load_statute_aliases()}


def test_guessed_renumberings_are_marked() -> None:
    guesses = [row for row in reference.load_renumbering() if not row.is_confirmed]
    assert len(guesses) == 30
    assert all(row.relation == "unconfirmed" for row in guesses)
    assert not any("?" in row.new_article for row in reference.load_renumbering())


def test_versions_of_a_statute_follow_each_other() -> None:
    by_statute: dict[str, list[Any]] = {}
    for version in reference.load_statute_versions():
        by_statute.setdefault(version.statute_id, []).append(version)
    for versions in by_statute.values():
        dated = sorted((v for v in versions if v.effective_from), key=lambda v: v.effective_from)
        for earlier, later in pairwise(dated):
            assert earlier.effective_to is None or earlier.effective_to < later.effective_from


def test_the_guides_conduct_codes_are_complete() -> None:
    codes = [row.conduct_code for row in reference.load_conduct()]
    assert codes == [*GUIDE_CONDUCT.split(), "unknown", "unassigned"]
    assert {row.conduct_code for row in reference.load_conduct_taxonomy()} <= set(GUIDE_CONDUCT.split())


def test_the_guides_penalty_types_are_complete() -> None:
    types = {row.penalty_type: row for row in reference.load_penalty_types()}
    assert list(types) == [*GUIDE_PENALTIES.split(), "unknown", "unassigned"]
    money = {name for name, row in types.items() if row.is_money}
    assert money == {
        "fine", "confiscate_gains", "confiscate_goods", "fine_and_confiscation", "criminal_fine", "compensation"
    }  # fmt: skip
    assert (types["judgment"].severity or 0) > (types["fine"].severity or 0) > (types["warning"].severity or 0)


def test_regions_hang_together() -> None:
    regions = {region.region_code: region for region in reference.load_regions()}
    assert regions["000000"].full_name == "全国"
    assert regions["431026"].full_name == "湖南省郴州市汝城县"
    assert regions["110105"].full_name == "北京市朝阳区"
    assert regions["429004"].full_name == "湖北省仙桃市"
    assert sum(region.level == "province" for region in regions.values()) == 34
    assert all(region.name_en for region in regions.values() if region.level == "province")
    for region in regions.values():
        assert region.parent_code is None or region.parent_code in regions
        assert re.fullmatch(r"\d{6}", region.region_code)


def test_local_bodies_are_named_by_rule() -> None:
    bodies = {body.authority_id: body for body in reference.load_authorities()}
    assert bodies["cac"].short_name == "国家网信办"
    assert bodies["mps-430000"].authority_name == "湖南省公安厅"
    assert bodies["court-430100"].authority_name == "长沙市中级人民法院"
    assert bodies["samr-430100"].authority_name == "长沙市市场监督管理局"
    assert not any((body.region_code or "").startswith(("71", "81", "82")) for body in bodies.values())


def test_names_of_bodies_and_brands_are_unambiguous() -> None:
    central = Counter(name.name for name in load_central_names())
    brands = Counter(name for entry in load_platform_names() for name in (entry.platform_name, *entry.aliases))
    assert central.most_common(1)[0][1] == 1
    assert brands.most_common(1)[0][1] == 1
    systems = {*load_systems(), "joint"}
    assert {word.system for word in load_body_words()} <= systems
    conditions = {entry.only_with for entry in load_platform_names()}
    assert conditions == {None, "platform_word", "channel_word", "handled"}
    ids = {platform.platform_id for platform in reference.load_platforms()}
    assert {entry.same_as for entry in load_platform_names() if entry.same_as} <= ids


@given(st.text(alphabet="甲乙丙市县区州盟省族自治旗", min_size=2, max_size=8))
def test_a_short_name_is_never_a_single_character(name: str) -> None:
    assert len(short_name(name)) >= 2
