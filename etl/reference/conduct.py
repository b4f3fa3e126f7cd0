"""What shows what was done beyond single words: patterns, and what cited provisions are about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from daachorse import CharwiseDoubleArrayAhoCorasick
from msgspec import Struct

from etl.reference.law import FOLDER, read_rows

Meaning = tuple[str, float, str | None]  # code, weight, finer code


@dataclass(frozen=True, slots=True)
class ConductPattern:
    """A pattern tried only where one of its words stands."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]
    meaning: Meaning


class ConductProvision(Struct, frozen=True):
    """What articles of a version of a statute are about; no version stands for every one, no articles for all."""

    version: str | None
    articles: frozenset[str]
    conduct_code: str
    taxonomy_code: str | None


@lru_cache(maxsize=4096)
def parse_meanings(key: str) -> tuple[Meaning, ...]:
    """Return what a word of the dictionary stands for: codes with weight and finer code.

    >>> parse_meanings("rumour:4:CONTENT-03+other:2:-")
    (('rumour', 4.0, 'CONTENT-03'), ('other', 2.0, None))
    """
    parts = (part.split(":") for part in key.split("+"))
    return tuple((code, float(weight), None if finer == "-" else finer) for code, weight, finer in parts)


@lru_cache(maxsize=1)
def load_conduct_patterns() -> tuple[ConductPattern, ...]:
    """Return the rows of conduct_patterns.txt in order."""
    lines = (FOLDER / "conduct_patterns.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_pattern(*line.split("\t")) for line in lines if line and not line.startswith("#"))


def _pattern(words: str, pattern: str, meaning: str) -> ConductPattern:
    written = re.sub(r"~(\d+)", r"[^，,。；;]{0,\1}", pattern.replace("@", f"(?:{words})"))
    return ConductPattern(tuple(words.split("|")), re.compile(written), parse_meanings(meaning)[0])


@lru_cache(maxsize=1)
def load_conduct_provisions() -> dict[str, tuple[ConductProvision, ...]]:
    """Return what the provisions of each statute are about, the more exact rows first."""
    found: dict[str, list[ConductProvision]] = defaultdict(list)
    for row in read_rows("conduct_provisions.csv"):
        articles = frozenset((row["articles"] or "").split())
        found[row["statute_id"] or ""].append(
            ConductProvision(row["version"], articles, row["conduct_code"] or "", row["taxonomy_code"])
        )
    return {statute_id: tuple(rows) for statute_id, rows in found.items()}


class PatternGate:
    """Tells which patterns a stretch of text may hold, by one pass over it for all their words."""

    def __init__(self, patterns: tuple[ConductPattern, ...]) -> None:
        self._patterns = patterns
        opened: dict[str, int] = defaultdict(int)  # word → the patterns it opens, a bit for each
        for place, each in enumerate(patterns):
            for word in each.words:
                opened[word] |= 1 << place
        self._words = CharwiseDoubleArrayAhoCorasick(list(opened))
        self._opened = tuple(opened.values())
        self._of_mask = lru_cache(maxsize=4096)(self._select)

    def patterns_in(self, plain: str, start: int, end: int) -> tuple[ConductPattern, ...]:
        """Return the patterns to try between two places, in their order."""
        mask = 0
        for _, _, word in self._words.find_overlapping(plain[start:end]):
            mask |= self._opened[word]
        return self._of_mask(mask) if mask else ()

    def _select(self, mask: int) -> tuple[ConductPattern, ...]:
        return tuple(each for i, each in enumerate(self._patterns) if mask >> i & 1)


@lru_cache(maxsize=1)
def get_pattern_gate() -> PatternGate:
    return PatternGate(load_conduct_patterns())
