"""A sentence of a digest that punishes several companies, each for itself, tells a case of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from etl.extract.regions import get_region
from etl.model import CaseRecord, Party, Scope, Span

_ORGANISATIONS = frozenset({"company", "institution"})
_BREAK = re.compile(r"[。；;\n]")


def split_by_bearer(case: CaseRecord, scope: Scope) -> tuple[CaseRecord, ...]:
    """Return the case, or one a company when its only sentence gives each of several companies a measure of its own.

    甲公司、乙公司分别被罚款2万元、5万元 is two decisions; 对甲公司、乙公司给予警告 is one, and so is what a company and
    its staff bear for the same act.
    """
    bearers = sorted(case.parties, key=_start_of)
    if len(bearers) < 2 or case.heading is not None or not _bear_each_their_own(case, bearers, scope.text):
        return (case,)
    starts = [case.span.start, *(bearer.evidence.span.start for bearer in bearers[1:]), case.span.end]
    return tuple(
        _share(case, scope, bearer, Span(low, high))
        for bearer, (low, high) in zip(bearers, pairwise(starts), strict=True)
    )


def _bear_each_their_own(case: CaseRecord, bearers: Sequence[Party], text: str) -> bool:
    names = {bearer.name for bearer in bearers}
    return (
        "分别" in text
        and not _BREAK.search(text.rstrip("。；;\n"))
        and all(bearer.type in _ORGANISATIONS and case.span.contains(bearer.evidence.span) for bearer in bearers)
        and len({_start_of(bearer) for bearer in bearers}) == len(bearers)
        and {penalty.on for penalty in case.penalties} == names
    )


def _share(case: CaseRecord, scope: Scope, bearer: Party, span: Span) -> CaseRecord:
    return replace(
        case,
        span=span,
        region=get_region(replace(scope, span=span), case.authorities) or case.region,
        parties=(bearer,),
        penalties=tuple(penalty for penalty in case.penalties if penalty.on == bearer.name),
    )


def _start_of(party: Party) -> int:
    return party.evidence.span.start
