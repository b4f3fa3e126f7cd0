"""A case as the judgement about its parties reads it: the lines that tell, and what surrounds a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from etl.extract.narrative import get_narrative
from etl.model import Scope, Span

_STOPS = "。；;！？!?\n"
SANCTION = (
    r"罚款|处罚|处以|警告|约谈|责令|拘留|教育|通报批评|查封|吊销|关[停闭]|停业|整改|立案|处置|处理|下架|强制措施|"
    r"判处|判决|赔偿|列入|法律责任|"
    r"罚没|没收|问责|追责|罚|注销|改正|刑拘|逮捕|查处|追究|禁言|封禁|停播|下达|作出|采取|给予|批评"
)
MEASURE = re.compile(SANCTION)
PENAL = re.compile(r"刑事拘留|刑拘|逮捕|强制措施|判处|判决|有期徒刑|行政拘留|拘留|公诉|抓获|罪")
NETWORK_KINDS = frozenset(("platform", "website", "app"))


class Candidate(Struct):
    """A possible party with all places it is named at and the marks for and against it."""

    name: str
    type: str
    is_masked: bool
    is_bare: bool
    spans: list[Span] = []
    is_measured: bool = False
    is_offender: bool = False
    is_aside: bool = False


def find_all(plain: str, characters: str, start: int, end: int) -> list[int]:
    """Return the places of some characters in a stretch of text, one character after the other.

    >>> find_all("甲。乙;丙。丁", ";。", 2, 7), find_all("甲", "。", 0, 1)
    ([3, 5], [])
    """
    text = plain[start:end]
    places: list[int] = []
    for char in characters:
        if char in text:
            at = text.find(char)
            while at >= 0:
                places.append(start + at)
                at = text.find(char, at + 1)
    return places


def _join(spans: Sequence[Span]) -> list[Span]:
    runs: list[Span] = []
    start = end = -1
    for span in spans:
        if span.start != end:
            if end >= 0:
                runs.append(Span(start, end))
            start = span.start
        end = span.end
    return [*runs, Span(start, end)] if end >= 0 else []


class Reading:
    """The scope's text with what every judgement needs.

    `spans` are the `lines` that tell what happened, `told` their text, `runs` the stretches of lines that follow each
    other: names never reach over a line break, so they may be looked for in a whole run. `has_platforms` tells whether
    the case names a platform of the dictionary.
    """

    __slots__ = ("_stops", "has_platforms", "hits", "lines", "plain", "runs", "scope", "spans", "told")

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.plain = scope.plain
        self.hits = scope.hits
        self.spans = get_narrative(scope)
        self.runs = _join(self.spans)
        self.has_platforms = scope.hits.holds(scope.span, "platform")
        self.lines = [scope.plain[span.start : span.end] for span in self.spans]
        self.told = "\n".join(self.lines)
        low, high = scope.span.start, scope.span.end
        self._stops = [low - 1, *sorted(find_all(scope.plain, _STOPS, low, high)), high]

    def before(self, span: Span, length: int = 40) -> str:
        """Return what stands before a name in its sentence."""
        end = span.start
        first = self._stops[bisect_left(self._stops, end) - 1] + 1
        return self.plain[first if first > end - length else end - length : end]

    def after(self, span: Span, length: int = 140) -> str:
        """Return what stands behind a name in its sentence."""
        start = span.end
        at = bisect_left(self._stops, start, 1)
        stop = self._stops[at] if at < len(self._stops) else start
        return self.plain[start : stop if stop < start + length else start + length]

    def around(self, span: Span, before: int = 40, after: int = 140) -> tuple[str, str]:
        """Return what stands before and behind a name in its sentence."""
        start, end, stops = span.start, span.end, self._stops
        at = bisect_left(stops, start, 1)
        if at == len(stops) or stops[at] < end:  # not within one sentence of the case
            return self.before(span, before), self.after(span, after)
        first, stop = stops[at - 1] + 1, stops[at]
        return (
            self.plain[first if first > start - before else start - before : start],
            self.plain[end : stop if stop < end + after else end + after],
        )

    def search(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a pattern stands in what is told."""
        return pattern.search(self.told) is not None

    def holds(self, words: Iterable[str]) -> bool:
        """Tell whether one of the words stands in what is told."""
        told = self.told
        for word in words:  # noqa: SIM110
            if word in told:
                return True
        return False

    def finditer(self, pattern: re.Pattern[str], clues: Iterable[str]) -> Iterator[re.Match[str]]:
        """Yield the matches in the lines that hold one of the characters without which there is none."""
        clues = [clue for clue in clues if clue in self.told]
        for span, line in zip(self.spans, self.lines, strict=True) if clues else ():
            for clue in clues:
                if clue in line:
                    yield from pattern.finditer(self.plain, span.start, span.end)
                    break
