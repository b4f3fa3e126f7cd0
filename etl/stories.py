"""The same text published twice: which notices tell one story, which cases are one, and which of them stand for it.

Precision first: a wrong merge hides a case, a missed one counts it twice. Nothing is deleted; every notice and every
case points at the one that stands for it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nsmallest

from rensa import RMinHash, RMinHashLSH

from etl.model import CaseRecord, NoticeRecord

_MIN_TEXT = 100  # letters; shorter texts (a title, a pointer to an attachment) are the same too easily
_MIN_CASE = 60
_SHINGLE = 5
_HASHES, _BANDS = 128, 32
_ALIKE = 0.8  # share of shingles; bulletins of one series with other numbers reach 0.78
_ALIKE_WITHOUT_MARK = 0.9
_LONG_NAME = 5  # 某软件科技公司 says more than 李某
_SAME_NUMBERS = 0.9
_MAX_NUMBERS = 64
_DAYS_APART = 60
_NOISE = re.compile(r"[\W_]+")  # "罚款 5 万元。" → "罚款5万元"; digits and letters stay
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class TextKey:
    """What comparing needs to know of a text; `digest` and `sketch` are None when it is too short to compare.

    `numbers` are checksums of the numbers it names, of many only a choice that every text makes in the same way.
    """

    digest: str | None
    sketch: RMinHash | None
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What linking needs to know of one case."""

    text: TextKey
    parties: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """What linking needs to know of one notice."""

    notice_id: str
    url: str
    first_seen_at: datetime
    retrieved_at: datetime
    announced_date: date | None
    is_usable: bool
    is_complete: bool
    is_official: bool
    declared_count: int | None
    text: TextKey
    cases: tuple[CaseKey, ...]


@dataclass(frozen=True, slots=True)
class StoryLinks:
    """Story and standing of every notice, and the case that stands for each case that is not its own."""

    story_ids: Mapping[str, str]
    canonical_notices: frozenset[str]
    canonical_cases: Mapping[str, str]

    def get_canonical_case(self, case_id: str) -> str:
        return self.canonical_cases.get(case_id, case_id)


def get_case_id(notice_id: str, number: int) -> str:
    """Return the id of a notice's n-th case.

    >>> get_case_id("9f86d081884c7d65", 3)
    '9f86d081884c7d65-3'
    """
    return f"{notice_id}-{number}"


def build_notice_key(
    record: NoticeRecord,
    *,
    url: str,
    first_seen_at: datetime,
    retrieved_at: datetime,
    announced_date: date | None,
    is_official: bool,
    cases: Iterable[tuple[CaseRecord, str]] | None = None,
) -> NoticeKey:
    """Return what linking needs of a record and its document.

    `cases` are all cases of the notice with the text of each when some stand in files published with it.
    """
    return NoticeKey(
        notice_id=record.document_id,
        url=url,
        first_seen_at=first_seen_at,
        retrieved_at=retrieved_at,
        announced_date=announced_date,
        is_usable=record.usable,
        is_complete="truncated" not in record.flags,
        is_official=is_official,
        declared_count=record.declared_count,
        text=build_text_key(record.plain, at_least=_MIN_TEXT),
        cases=tuple(
            _build_case_key(case, plain)
            for case, plain in (cases if cases is not None else ((case, record.plain) for case in record.cases))
        ),
    )


def build_text_key(text: str, *, at_least: int = 0) -> TextKey:
    """Return what comparing needs of a text: a digest and a sketch of its letters and digits, and its numbers.

    >>> build_text_key("罚款５万元。").digest == build_text_key("罚款 5 万元").digest
    True
    >>> build_text_key("罚款5万元").digest == build_text_key("罚款6万元").digest
    False
    >>> build_text_key("通报", at_least=100).digest is None
    True
    """
    flat = unicodedata.normalize("NFKC", text).lower()
    letters = _NOISE.sub("", flat)
    sums = {zlib.crc32(number.encode()) for number in _NUMBER.findall(flat)}
    numbers = frozenset(nsmallest(_MAX_NUMBERS, sums))
    if len(letters) < at_least:
        return TextKey(None, None, numbers)
    sketch = RMinHash(num_perm=_HASHES, seed=1)
    sketch.update([letters[i : i + _SHINGLE] for i in range(max(len(letters) - _SHINGLE + 1, 1))])
    return TextKey(hashlib.sha256(letters.encode()).hexdigest()[:32], sketch, numbers)


def is_alike(one: TextKey, other: TextKey) -> bool:
    """Say whether two texts are the same but for small changes, and name the same numbers."""
    fewer = min(len(one.numbers), len(other.numbers))
    if len(one.numbers & other.numbers) < _SAME_NUMBERS * fewer:
        return False
    return _get_likeness(one, other) >= _ALIKE


def _get_likeness(one: TextKey, other: TextKey) -> float:
    """Return the estimated share of common shingles; texts too short to compare have none."""
    if one.sketch is None or other.sketch is None:
        return 0.0
    likeness: float = one.sketch.jaccard(other.sketch)
    return likeness


def link_stories(keys: Iterable[NoticeKey]) -> StoryLinks:
    """Return which notices tell the same story and which cases are the same; the order of the keys is of no account.

    Notices are one story when they came from one address (versions of a page), or when their texts are alike, name the
    same numbers and lie within two months. Cases are one case when their texts are alike in the same way and they share
    a party, or when they stand at the same place of two notices of one story with equally many cases.
    """
    notices = {key.notice_id: key for key in sorted(keys, key=lambda key: key.notice_id)}
    stories = Groups(notices)
    for versions in _group(notices, lambda key: key.url):
        stories.join(versions)
    texts = {notice_id: key.text for notice_id, key in notices.items()}
    stories.join_pairs(
        (one, other) for one, other in find_alike(texts) if _may_be_one_story(notices[one], notices[other])
    )
    ranks = _rank_notices(notices)
    story_ids: dict[str, str] = {}
    canonical: dict[str, str] = {}
    for members in stories:
        first = min(members, key=lambda notice_id: (notices[notice_id].first_seen_at, notice_id))
        story_ids.update(dict.fromkeys(members, first))
        canonical.update(dict.fromkeys(members, min(members, key=ranks.__getitem__)))
    return StoryLinks(story_ids, frozenset(canonical.values()), _link_cases(notices, canonical, ranks))


def find_alike(texts: Mapping[str, TextKey]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names of texts that are alike; equal texts are paired with the first of them only."""
    index = RMinHashLSH(threshold=_ALIKE, num_perm=_HASHES, num_bands=_BANDS)
    first_of: dict[str, str] = {}
    compared: list[str] = []
    for name, text in texts.items():
        if text.digest is None or text.sketch is None:
            continue
        first = first_of.setdefault(text.digest, name)
        if first != name:
            yield first, name
            continue
        near = (compared[number] for number in index.query(text.sketch))
        yield from ((other, name) for other in near if is_alike(texts[other], text))
        index.insert(len(compared), text.sketch)
        compared.append(name)


class Groups:
    """Disjoint groups of keys that grow by joining; iterates over the groups in the order of their first members."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, keys: Sequence[str]) -> None:
        roots = sorted({self.find(key) for key in keys})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def join_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        for pair in pairs:
            self.join(pair)

    def __iter__(self) -> Iterator[list[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for key in self._parent:
            members[self.find(key)].append(key)
        return iter(members.values())


Rank = tuple[bool, bool, bool, bool, bool, bool, date, datetime, str]


def _rank_notices(notices: Mapping[str, NoticeKey]) -> dict[str, Rank]:
    """Return the preference of each notice for standing for its story; the least wins."""
    newest = {
        max(versions, key=lambda notice_id: (notices[notice_id].retrieved_at, notice_id))
        for versions in _group(notices, lambda key: key.url)
    }
    return {
        notice_id: (
            not key.is_usable,
            notice_id not in newest,
            not key.is_complete,
            not key.is_official,
            not key.cases,
            key.announced_date is None,
            key.announced_date or date.max,
            key.first_seen_at,
            notice_id,
        )
        for notice_id, key in notices.items()
    }


def _group(notices: Mapping[str, NoticeKey], mark: Callable[[NoticeKey], str]) -> list[list[str]]:
    """Return the notices that share a mark."""
    groups: dict[str, list[str]] = defaultdict(list)
    for notice_id, key in notices.items():
        groups[mark(key)].append(notice_id)
    return list(groups.values())


def _may_be_one_story(one: NoticeKey, other: NoticeKey) -> bool:
    """Say whether nothing speaks against two notices of like text being one story."""
    counts = {one.declared_count, other.declared_count} - {None}
    shared = frozenset(name for case in one.cases for name in case.parties) & {
        name for case in other.cases for name in case.parties
    }
    return len(counts) < 2 and _is_near_in_time(one, other) and _is_telling(one.text, other.text, shared)


def _is_telling(one: TextKey, other: TextKey, shared_parties: frozenset[str]) -> bool:
    """Say whether two texts of like words share something of their own: a number, a party's name, or nearly all words.

    Bulletins of one body follow one pattern; without such a mark only the pattern may be what is alike.
    """
    if one.numbers & other.numbers or any(len(name) >= _LONG_NAME for name in shared_parties):
        return True
    return _get_likeness(one, other) >= _ALIKE_WITHOUT_MARK


def _is_near_in_time(one: NoticeKey, other: NoticeKey) -> bool:
    if one.announced_date is None or other.announced_date is None:
        return True
    return abs((one.announced_date - other.announced_date).days) <= _DAYS_APART


def _build_case_key(case: CaseRecord, plain: str) -> CaseKey:
    parties = frozenset(_NOISE.sub("", party.name) for party in case.parties)
    return CaseKey(build_text_key(case.span.of(plain), at_least=_MIN_CASE), parties)


def _link_cases(
    notices: Mapping[str, NoticeKey], canonical: Mapping[str, str], ranks: Mapping[str, Rank]
) -> dict[str, str]:
    places = {
        get_case_id(notice_id, number): (notice_id, number)
        for notice_id, key in notices.items()
        for number in range(1, len(key.cases) + 1)
    }
    keys = {case_id: notices[notice_id].cases[number - 1] for case_id, (notice_id, number) in places.items()}
    pairs = _pair_alike_cases(notices, keys, places)
    pairs += [
        pair for pair in _pair_aligned_cases(notices, canonical) if _may_be_one_case(keys[pair[0]], keys[pair[1]])
    ]
    same = CaseGroups(keys, {case_id: notice_id for case_id, (notice_id, _) in places.items()})
    for pair in sorted(pairs):
        same.join(pair)
    links: dict[str, str] = {}
    for members in same:
        best = min(members, key=lambda case_id: (ranks[places[case_id][0]], places[case_id][1]))
        links.update((case_id, best) for case_id in members if case_id != best)
    return links


class CaseGroups(Groups):
    """Groups of cases that never hold two cases of one notice: what one notice tells twice stays two cases."""

    def __init__(self, keys: Iterable[str], notice_of: Mapping[str, str]) -> None:
        super().__init__(keys)
        self._notices = {case_id: {notice_of[case_id]} for case_id in self._parent}

    def join(self, keys: Sequence[str]) -> None:
        roots = {self.find(key) for key in keys}
        held = [self._notices[root] for root in roots]
        if len(roots) < 2 or len(set().union(*held)) < sum(map(len, held)):
            return
        super().join(keys)
        self._notices[self.find(keys[0])] = set().union(*held)


def _pair_alike_cases(
    notices: Mapping[str, NoticeKey], keys: Mapping[str, CaseKey], places: Mapping[str, tuple[str, int]]
) -> list[tuple[str, str]]:
    return [
        (one, other)
        for one, other in find_alike({case_id: key.text for case_id, key in keys.items()})
        if _may_be_one_case(keys[one], keys[other])
        and _is_telling(keys[one].text, keys[other].text, keys[one].parties & keys[other].parties)
        and _is_near_in_time(notices[places[one][0]], notices[places[other][0]])
    ]


def _may_be_one_case(one: CaseKey, other: CaseKey) -> bool:
    """Say whether two cases share a party, as far as both name one."""
    return not one.parties or not other.parties or bool(one.parties & other.parties)


def _pair_aligned_cases(notices: Mapping[str, NoticeKey], canonical: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of cases at the same place of a notice and of the notice that stands for its story."""
    for notice_id, standing in canonical.items():
        count = len(notices[standing].cases)
        if notice_id != standing and len(notices[notice_id].cases) == count:
            for number in range(1, count + 1):
                yield get_case_id(standing, number), get_case_id(notice_id, number)
