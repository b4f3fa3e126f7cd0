"""Every dictionary of the project, found in one pass over a text.

`get_lexicon().find(plain)` gives the `Hits` of a page: within one kind leftmost-longest and never overlapping;
hits of different kinds may overlap (a region inside an authority's name). Kinds and keys:

    authority   central bodies with all their names               key: authority_id (cac, samr-total …)
    body        what local bodies' names end in (网信办, 公安局)    key: system (cac, mps, samr …)
    region      names and safe short names of places               key: region codes, joined by | for namesakes
    place       short names that may be everyday words (和平, 朝阳)  key: the same; trust only beside a body or place
    platform    brands of online platforms and their aliases       key: platform_id
    statute     names and aliases of laws, without 《》             key: statute_id
    <file name> one kind per file of etl/reference/cues/*.txt      key: second column

To register a word list, add `etl/reference/cues/<kind>.txt`: one entry a line, `term<TAB>key` (the key may be left
out: then it is the term), `#` starts a comment line. A term may stand in several files; within one file it stands
once. Terms are plain strings, not patterns; a term that begins or ends with a Latin letter or digit is found only
where no other letter or digit adjoins it (X in “X平台”, not in “XX公司”). Matching is case-sensitive; terms with Latin
letters are also entered in lower, upper and capitalised form, terms with full-width brackets in half-width ones too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from daachorse import CharwiseDoubleArrayAhoCorasick

from etl.extract.places import place_names
from etl.model import HitRows, Hits
from etl.reference import load_statute_aliases
from etl.reference.bodies import load_body_words, load_central_names
from etl.reference.brands import load_platform_names

CUES = Path(__file__).parent / "reference" / "cues"


@dataclass(frozen=True, slots=True)
class Term:
    """One dictionary entry."""

    text: str
    kind: str
    key: str


class LexiconError(ValueError):
    """A word list that must be mended; the message names the file or kind and the term."""


def read_cues(path: Path) -> tuple[Term, ...]:
    """Return the terms of one word list; raises LexiconError on an empty or repeated term."""
    terms: dict[str, Term] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, _, key = (part.strip() for part in line.partition("\t"))
        if not text or text in terms:
            raise LexiconError(f"{path.name}, line {number}: term {text!r} is empty or stands twice; remove the line")
        terms[text] = Term(text, path.stem, key or text)
    return tuple(terms.values())


def load_terms(cues: Path = CUES) -> Iterator[Term]:
    """Yield the entries of every dictionary."""
    yield from (Term(statute.alias, "statute", statute.statute_id) for statute in load_statute_aliases())
    yield from (Term(central.name, "authority", central.authority_id) for central in load_central_names())
    yield from (Term(word.text, "body", word.system) for word in load_body_words())
    for name, (codes, is_weak) in place_names().items():
        yield Term(name, "place" if is_weak else "region", "|".join(codes))
    for platform in load_platform_names():
        yield from (
            Term(name, "platform", platform.platform_id) for name in (platform.platform_name, *platform.aliases)
        )
    for path in sorted(cues.glob("*.txt")):
        yield from read_cues(path)


_HALF_BRACKETS = str.maketrans("（）", "()")


def _spellings(text: str) -> set[str]:
    if len(text) > 1 and any("A" <= char <= "z" for char in text):
        return {text, text.lower(), text.upper(), text.capitalize()}
    return {text, text.translate(_HALF_BRACKETS)}


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Lexicon:
    """An automaton over all terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Build the automaton; raises LexiconError when one kind gives a term two keys."""
        meanings: dict[str, dict[str, str]] = defaultdict(dict)
        for term in terms:
            for text in _spellings(term.text):
                if meanings[text].setdefault(term.kind, term.key) != term.key:
                    raise LexiconError(
                        f"{term.kind}: {text!r} has two keys, {meanings[text][term.kind]} and {term.key}"
                    )
        self.terms = tuple(meanings)
        self._kinds = tuple(dict.fromkeys(kind for found in meanings.values() for kind in found))
        slots = {kind: slot for slot, kind in enumerate(self._kinds)}
        # A term of two kinds is entered twice.
        entries = [(text, slots[kind], key) for text, found in meanings.items() for kind, key in found.items()]
        self._bounded = tuple((_is_word(text[0]), _is_word(text[-1])) for text, *_ in entries)
        self._entries = tuple(
            (slot, key, any(bounded)) for (_, slot, key), bounded in zip(entries, self._bounded, strict=True)
        )
        self._automaton = CharwiseDoubleArrayAhoCorasick([text for text, *_ in entries])

    def _stands_alone(self, index: int, start: int, end: int, plain: str) -> bool:
        left, right = self._bounded[index]
        if left and start and _is_word(plain[start - 1]):
            return False
        return not (right and end < len(plain) and _is_word(plain[end]))

    def find(self, plain: str) -> Hits:
        """Return all hits of the text."""
        rows = tuple(map(HitRows, self._kinds))
        columns = [(row.starts, row.ends, row.keys) for row in rows]
        reached = [0] * len(rows)
        entries = self._entries
        # Matches come in the order of their ends.
        for start, end, index in self._automaton.find_overlapping(plain):
            slot, key, is_bounded = entries[index]
            if is_bounded and not self._stands_alone(index, start, end, plain):
                continue
            starts, ends, keys = columns[slot]
            if start < reached[slot]:
                last = starts[-1]
                if start > last or (start < last and not _make_room(starts, ends, keys, start)):
                    continue  # within or across a hit that began earlier
                if start == last:
                    reached[slot] = ends[-1] = end
                    keys[-1] = key
                    continue
            reached[slot] = end
            starts.append(start)
            ends.append(end)
            keys.append(key)
        return Hits(rows=rows)


def _make_room(starts: list[int], ends: list[int], keys: list[str], start: int) -> bool:
    """Remove the hits that a later end with this start covers; return False when an earlier hit stands in the way.

    Whatever is removed lies within the new hit, and whatever once stood in the way can only give place to a hit that
    covers both: what is left at the end is leftmost-longest.
    """
    first = len(starts)
    while first and starts[first - 1] >= start:
        first -= 1
    if first and ends[first - 1] > start:
        return False
    del starts[first:], ends[first:], keys[first:]
    return True


@lru_cache(maxsize=1)
def get_lexicon() -> Lexicon:
    """Return the lexicon over all dictionaries, built once."""
    return Lexicon(load_terms())
