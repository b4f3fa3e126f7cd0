"""What a reader has chosen: one frozen value, written to and read from the page's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

DateBasis = Literal["announced", "decided"]
MAX_TERMS = 8


@dataclass(frozen=True, slots=True)
class Filters:
    """Every filter of the overview and the cases; an empty one does not filter."""

    systems: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    date_basis: DateBasis = "announced"
    statute: str | None = None
    article: int | None = None
    platforms: tuple[str, ...] = ()
    conducts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    amount_from: int | None = None
    amount_to: int | None = None
    party_types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""

    @property
    def count_active(self) -> int:
        """How many filters narrow the choice; the date's kind alone does not."""
        return sum(1 for name, value in _values(self) if name != "date_basis" and value not in ((), None, ""))

    def to_parameters(self) -> dict[str, Any]:
        """Return the struct that the queries' `$filters` takes: null where nothing is chosen."""
        struct: dict[str, Any] = {
            name: (list(value) or None) if isinstance(value, tuple) else value
            for name, value in _values(self)
            if name != "text"
        }
        words = self.text.split()[:MAX_TERMS]
        return {**struct, "terms": words or None}

    def to_query(self) -> dict[str, str | list[str]]:
        """Return the address parameters of these filters; defaults are left out.

        >>> Filters(systems=("cac", "samr"), article=17).to_query()
        {'systems': ['cac', 'samr'], 'article': '17'}
        """
        default = Filters()
        query: dict[str, str | list[str]] = {}
        for name, value in _values(self):
            if value != getattr(default, name):
                query[name] = list(value) if isinstance(value, tuple) else str(value)
        return query


def _values(filters: Filters) -> list[tuple[str, Any]]:
    return [(field.name, getattr(filters, field.name)) for field in fields(filters)]


def parse_filters(query: Mapping[str, Sequence[str]]) -> Filters:
    """Return the filters an address names; parameters that make no sense are ignored.

    >>> parse_filters({"systems": ["cac"], "article": ["x"], "date_from": ["2026-02-01"]})
    ... # doctest: +NORMALIZE_WHITESPACE +ELLIPSIS
    Filters(systems=('cac',), ..., date_from=datetime.date(2026, 2, 1), ..., article=None, ...)
    >>> parse_filters({}) == Filters()
    True
    """
    chosen: dict[str, Any] = {}
    for field in fields(Filters):
        given = [value for value in query.get(field.name, ()) if value]
        if not given:
            continue
        if isinstance(field.default, tuple):
            chosen[field.name] = tuple(dict.fromkeys(given))
        else:
            chosen[field.name] = _parse_single(field.name, given[-1])
    return Filters(**{name: value for name, value in chosen.items() if value is not None})


def _parse_single(name: str, value: str) -> Any:
    if name in ("date_from", "date_to"):
        return parse_day(value)
    if name in ("article", "amount_from", "amount_to"):
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 12 else None
    if name == "date_basis":
        return value if value in ("announced", "decided") else None
    return value


def parse_day(value: str) -> date | None:
    """Return an ISO day, or None when the text is not one.

    >>> parse_day("2026-02-01"), parse_day("2026-02-31")
    (datetime.date(2026, 2, 1), None)
    """
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
