"""The region of a case. The notation of the examples: tests/tables/regions.tsv."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from example_tables import load_rows
from hypothesis import given, settings
from hypothesis import strategies as st
from linear_time import check_linear_time

from etl.extract.authorities import get_authorities
from etl.extract.places import choose, common_place, is_within, lineage, place_names, read_chain, read_place_before
from etl.extract.regions import get_region, resolve_region
from etl.lexicon import get_lexicon
from etl.model import RegionMention, Scope, Span
from etl.reference import load_regions, load_zones


def region_of(text: str, issuer: str | None = None) -> RegionMention | None:
    intro, mark, _ = text.partition("##")
    plain = text.replace("##", "\n")
    start = len(intro) + 1 if mark else 0
    first = Span(0, len(intro)) if mark else None
    scope = Scope(plain, Span(start, len(plain)), get_lexicon().find(plain), intro=first, issuer=issuer)
    return get_region(scope, get_authorities(scope))


def shown(text: str) -> str:
    found = region_of(text)
    return found.name if found else "-"


@pytest.mark.parametrize(("text", "expected"), load_rows("regions", "tuned"))
def test_tuned(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("regions", "held_out"))
def test_held_out(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), load_rows("regions", "bugs"))
def test_bugs(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["", "\n", *(text for (text,) in load_rows("regions", "nothing"))])
def test_must_return_nothing(text: str) -> None:
    assert shown(text) == "-"


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("湖南省", (), "430000"),
        ("湖南", (), "430000"),
        ("湘", (), "430000"),
        ("沪", (), "310000"),
        ("内蒙古", (), "150000"),
        ("长沙市岳麓区", (), "430104"),
        ("恩施州", (), "422800"),
        ("大理", (), "532900"),
        ("大理市", (), "532901"),
        ("海南", (), "460000"),
        ("430100", (), "430100"),
        ("全国", (), "000000"),
        ("鼓楼区", (), None),
        ("鼓楼区", ("江苏省", "南京市"), "320106"),
        ("鼓楼区", ("福州市",), "350102"),
        ("西湖区", ("江西",), "360103"),
        ("朝阳区", ("110000",), "110105"),
        ("下城区", (), "330103"),
        ("苏州工业园区", (), "320500"),
        ("某市", (), None),
        ("", (), None),
    ],
)
def test_resolves_names(name: str, context: tuple[str, ...], expected: str | None) -> None:
    found = resolve_region(name, context)
    assert (found.region_code if found else None) == expected


def test_every_full_name_resolves_to_its_own_place() -> None:
    for region in load_regions():
        if region.level == "former":  # 沙县 is also the short name of 沙县区, its successor
            continue
        found = resolve_region(region.full_name)
        assert found is not None, region
        assert found.region_code == region.region_code


def test_every_zone_counts_to_a_known_place() -> None:
    codes = {region.region_code for region in load_regions()}
    assert all(zone.region_code in codes for zone in load_zones())


def test_chains_are_read_from_both_ends() -> None:
    assert read_chain("汝城县网信办").codes == ("431026",)  # type: ignore[union-attr]
    place = read_place_before("今日湖南郴州汝城公安机关", 8)
    assert place is not None
    assert (place.start, place.codes) == (2, ("431026",))
    assert read_place_before("有关公安机关", 2) is None


def test_the_region_of_the_publisher_stands_for_nameless_bodies() -> None:
    found = region_of("公安机关依法对刘某行政拘留。", issuer="株洲市网信办")
    assert found is not None
    assert (found.region_code, found.evidence.rule_id) == ("430200", "regions.shared")


_CODES = st.sampled_from([region.region_code for region in load_regions()])


@given(st.lists(_CODES, min_size=1, max_size=4))
def test_the_common_place_holds_all(codes: list[str]) -> None:
    common = common_place(codes)
    assert common is None or all(is_within(code, common) for code in codes)


@given(_CODES)
def test_lineage_ends_in_a_province(code: str) -> None:
    chain = lineage(code)
    assert not chain or chain[-1].endswith("0000")


@given(st.lists(_CODES, max_size=4), st.lists(_CODES, max_size=3))
def test_a_choice_is_one_of_the_options(codes: list[str], context: list[str]) -> None:
    assert choose(codes, context) in {None, *codes}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*list(place_names())[:400], "某公司", "公安局", "网民", "人,", "。"]), max_size=12))
def test_spans_lie_in_the_text(words: list[str]) -> None:
    text = "".join(words)
    found = region_of(text)
    assert found is None or found.evidence.span.end <= len(text)


def test_takes_linear_time() -> None:
    def prepare(count: int) -> Callable[[], object]:
        text = "长沙某公司、鼓楼区某店、对苏州某厂处罚," * count
        scope = Scope(text, Span(0, len(text)), get_lexicon().find(text))
        return lambda: get_region(scope, ())

    check_linear_time(prepare, 400)
