"""The same text published twice: which notices tell one story, which cases are one, and which of them stand for it.

Precision first: a wrong merge hides a case, a missed one counts it twice. Nothing is deleted; every notice and every
case points at the one that stands for it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from etl.model import CaseRecord, NoticeRecord

_MIN_TEXT = 100  # letters; shorter texts (a title, a pointer to an attachment) are the same too easily
_MIN_CASE = 60
_NOISE = re.compile(r"[\W_]+")  # "罚款 5 万元。" → "罚款5万元"; digits and letters stay


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
    text_digest: str | None
    case_digests: tuple[str | None, ...]


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
) -> NoticeKey:
    """Return what linking needs of a record and its document."""
    return NoticeKey(
        notice_id=record.document_id,
        url=url,
        first_seen_at=first_seen_at,
        retrieved_at=retrieved_at,
        announced_date=announced_date,
        is_usable=record.usable,
        is_complete="truncated" not in record.flags,
        is_official=is_official,
        text_digest=get_digest(record.plain, at_least=_MIN_TEXT),
        case_digests=_get_case_digests(record.cases, record.plain),
    )


def get_digest(text: str, *, at_least: int = 0) -> str | None:
    """Return a digest of a text's letters and digits alone, or None when there are too few of them.

    >>> get_digest("罚款５万元。") == get_digest("罚款 5 万元")
    True
    >>> get_digest("罚款5万元") == get_digest("罚款6万元")
    False
    >>> get_digest("通报", at_least=100) is None
    True
    """
    letters = _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
    if len(letters) < at_least:
        return None
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def link_stories(keys: Iterable[NoticeKey]) -> StoryLinks:
    """Return which notices tell the same story and which cases are the same; the order of the keys is of no account.

    Notices are one story when they came from one address (versions of a page) or their texts are the same but for
    spaces and punctuation. Cases are one case when their texts are the same, or when they stand at the same place of
    two notices of one story with equally many cases.
    """
    notices = {key.notice_id: key for key in sorted(keys, key=lambda key: key.notice_id)}
    stories = Groups(notices)
    for same in _same_notices(notices.values()):
        stories.join(same)
    superseded = _get_superseded(notices.values())
    ranks = {notice_id: _rank(key, notice_id in superseded) for notice_id, key in notices.items()}
    story_ids: dict[str, str] = {}
    canonical: set[str] = set()
    for members in stories:
        first = min(members, key=lambda notice_id: (notices[notice_id].first_seen_at, notice_id))
        story_ids.update(dict.fromkeys(members, first))
        canonical.add(min(members, key=ranks.__getitem__))
    return StoryLinks(story_ids, frozenset(canonical), _link_cases(notices, stories, canonical, ranks))


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

    def __iter__(self) -> Iterator[list[str]]:
        members: dict[str, list[str]] = defaultdict(list)
        for key in self._parent:
            members[self.find(key)].append(key)
        return iter(members.values())


Rank = tuple[bool, bool, bool, bool, bool, bool, date, datetime, str]


def _rank(key: NoticeKey, is_superseded: bool) -> Rank:
    """Order of preference for standing for a story; the least wins."""
    return (
        not key.is_usable,
        is_superseded,
        not key.is_complete,
        not key.is_official,
        not key.case_digests,
        key.announced_date is None,
        key.announced_date or date.max,
        key.first_seen_at,
        key.notice_id,
    )


def _get_case_digests(cases: Sequence[CaseRecord], plain: str) -> tuple[str | None, ...]:
    """Return a digest a case; a text told twice in one notice keeps two, so that the notice keeps two cases."""
    seen: Counter[str] = Counter()
    digests: list[str | None] = []
    for case in cases:
        digest = get_digest(case.span.of(plain), at_least=_MIN_CASE)
        if digest is not None:
            seen[digest] += 1
            digest = f"{digest}#{seen[digest]}"
        digests.append(digest)
    return tuple(digests)


def _same_notices(keys: Iterable[NoticeKey]) -> Iterator[list[str]]:
    by_mark: dict[Hashable, list[str]] = defaultdict(list)
    for key in keys:
        by_mark["url", key.url].append(key.notice_id)
        if key.text_digest is not None:
            by_mark["text", key.text_digest].append(key.notice_id)
    return (same for same in by_mark.values() if len(same) > 1)


def _get_superseded(keys: Iterable[NoticeKey]) -> set[str]:
    """Return the notices of which the same address later gave another version."""
    by_url: dict[str, list[NoticeKey]] = defaultdict(list)
    for key in keys:
        by_url[key.url].append(key)
    return {
        older.notice_id
        for versions in by_url.values()
        for older in sorted(versions, key=lambda key: (key.retrieved_at, key.notice_id))[:-1]
    }


def _link_cases(
    notices: Mapping[str, NoticeKey], stories: Groups, canonical: set[str], ranks: Mapping[str, Rank]
) -> dict[str, str]:
    cases = {
        get_case_id(notice_id, number): (notice_id, number, digest)
        for notice_id, key in notices.items()
        for number, digest in enumerate(key.case_digests, 1)
    }
    same = Groups(cases)
    by_digest: dict[str, list[str]] = defaultdict(list)
    for case_id, (_, _, digest) in cases.items():
        if digest is not None:
            by_digest[digest].append(case_id)
    for case_ids in by_digest.values():
        same.join(case_ids)
    for members in stories:
        for pair in _aligned_cases(notices, members, canonical):
            same.join(pair)
    links: dict[str, str] = {}
    for members in same:
        best = min(members, key=lambda case_id: (ranks[cases[case_id][0]], cases[case_id][1]))
        links.update((case_id, best) for case_id in members if case_id != best)
    return links


def _aligned_cases(
    notices: Mapping[str, NoticeKey], members: Sequence[str], canonical: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of cases at the same place of a story's notice and of the notice that stands for the story."""
    standing = next(notice_id for notice_id in members if notice_id in canonical)
    count = len(notices[standing].case_digests)
    for notice_id in members:
        if notice_id != standing and len(notices[notice_id].case_digests) == count:
            for number in range(1, count + 1):
                yield get_case_id(standing, number), get_case_id(notice_id, number)
