"""The passages of a case that hold a trigger: nothing else of it needs to be read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from etl.extract.passages import Passage, get_passages
from etl.model import Scope, Span


def get_spans(scope: Scope) -> tuple[Span, ...]:
    """Return the case's span and the sentences elsewhere that speak of every case."""
    if not scope.collective:
        return (scope.span,)
    return (scope.span, *(span for span in scope.collective if not scope.span.contains(span)))


def get_triggers(scope: Scope, kind: str) -> list[tuple[int, str]]:
    """Return place and key of the words of one dictionary in the case."""
    return [(start, key) for span in get_spans(scope) for start, _, key in scope.hits.bounds(span, kind)]


def select_passages(scope: Scope, triggers: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Passage, frozenset[str]]]:
    """Yield the passages that hold triggers, with their number among all passages of the case and the triggers' keys.

    >>> from etl.model import Hits
    >>> plain = "某公司被罚款1万元。该店已停业。某医院被警告。"
    >>> found = select_passages(Scope(plain, Span(0, len(plain)), Hits(())), [(4, "罚款"), (6, "元"), (19, "警告")])
    >>> [(number, passage.span.of(plain), sorted(keys)) for number, passage, keys in found]
    [(0, '某公司被罚款1万元。', ['元', '罚款']), (2, '某医院被警告。', ['警告'])]
    >>> list(select_passages(Scope(plain, Span(0, len(plain)), Hits(())), []))
    []
    """
    placed = list(triggers)
    if not placed:
        return
    passages = get_passages(scope)
    starts = [passage.span.start for passage in passages]
    order: Sequence[int] = range(len(passages))
    if scope.collective:
        order = sorted(order, key=starts.__getitem__)
        starts.sort()
    keys: dict[int, set[str]] = {}
    own: set[str] = set()  # keys of the passage from `low` to `high`
    low = high = 0
    for place, key in placed:
        if not low <= place < high:
            at = bisect_right(starts, place) - 1
            if at < 0 or place >= passages[order[at]].span.end:
                continue
            low, high = starts[at], passages[order[at]].span.end
            own = keys.setdefault(order[at], set())
        own.add(key)
    for number in sorted(keys):
        yield number, passages[number], frozenset(keys[number])
