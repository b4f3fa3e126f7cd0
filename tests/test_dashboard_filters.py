"""Filters: what goes into the address comes back, and nonsense in an address does no harm."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dashboards.filters import Filters, parse_filters

VIEW = Path(__file__).parents[1] / "warehouse" / "views" / "60_cases_matching.sql"
CODES = st.text("abcdefgh-_0123456789", min_size=1, max_size=12)
MANY = st.lists(CODES, unique=True, max_size=3).map(tuple)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBERS = st.none() | st.integers(1, 10**9)
FILTERS = st.builds(
    Filters,
    systems=MANY,
    authorities=MANY,
    provinces=MANY,
    date_from=DAYS,
    date_to=DAYS,
    date_basis=st.sampled_from(["announced", "decided"]),
    statute=st.none() | CODES,
    article=NUMBERS,
    platforms=MANY,
    conducts=MANY,
    measures=MANY,
    amount_from=NUMBERS,
    amount_to=NUMBERS,
    party_types=MANY,
    kinds=MANY,
    text=st.text("直播虚假宣传 abc", max_size=20).map(str.strip),
)


def _as_lists(query: dict[str, str | list[str]]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in query.items()}


@given(FILTERS)
def test_filters_survive_the_address(filters: Filters) -> None:
    assert parse_filters(_as_lists(filters.to_query())) == filters


@given(st.dictionaries(st.sampled_from([*Filters.__slots__, "case"]), st.lists(st.text(max_size=8), max_size=3)))
def test_any_address_gives_filters_that_a_query_takes(query: dict[str, list[str]]) -> None:
    parameters = parse_filters(query).to_parameters()
    assert set(parameters) == set(Filters().to_parameters())


def test_default_filters_leave_the_address_clean_and_filter_nothing() -> None:
    assert Filters().to_query() == {}
    assert {name: value for name, value in Filters().to_parameters().items() if value is not None} == {
        "date_basis": "announced"
    }


def test_the_struct_holds_exactly_what_the_macro_takes() -> None:
    taken = set(re.findall(r"f\['([a-z_]+)'\]", VIEW.read_text(encoding="utf-8")))
    assert taken == set(Filters().to_parameters())


def test_the_date_basis_alone_is_no_filter() -> None:
    assert Filters(date_basis="decided").count_active == 0
    assert Filters(text="直播", systems=("cac",)).count_active == 2
