"""Which version of a statute was in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from etl.model import Citation, DateMention, DateRole
from etl.reference.law import StatuteVersion, load_statute_versions


@lru_cache(maxsize=4096)
def statute_version_on(statute_id: str, on: date | None) -> str | None:
    """Return the version of a statute in force on a day; None when unknown.

    A statute with a single version needs no day. A day on which no version is known to have been in force gives None.

    >>> [statute_version_on("cybersecurity-law", day) for day in (date(2025, 12, 31), date(2026, 1, 1))]
    ['2016', '2025']
    >>> statute_version_on("cybersecurity-law", None), statute_version_on("no-such-law", date(2026, 1, 1))
    (None, None)
    """
    versions = _versions().get(statute_id, ())
    if len(versions) == 1 and on is None:
        return versions[0].version
    return next((v.version for v in versions if on is not None and _is_in_force(v, on)), None)


def get_act_date(dates: Sequence[DateMention], document_date: date | None) -> date | None:
    """Return the day by which the law of a case is chosen: that of the act, else of the decision, the news, the page.

    An act that went on counts by its last day. A year alone chooses no version and is passed over.

    >>> from etl.model import Evidence, Span
    >>> told = DateMention("2025-12", DateRole.DECIDED, Evidence(Span(0, 1), "dates.decided"))
    >>> get_act_date([told], date(2026, 1, 15)), get_act_date([], None)
    (datetime.date(2025, 12, 1), None)
    """
    for role in (DateRole.CONDUCT, DateRole.DECIDED, DateRole.ANNOUNCED):
        days = [each.value for each in dates if each.role is role and len(each.value) >= 7]
        if days:
            return date.fromisoformat(max(f"{day}-01"[:10] for day in days))
    return document_date


def resolve_versions(citations: Sequence[Citation], on: date | None) -> tuple[Citation, ...]:
    """Return the citations with the version of each statute in force on a day."""
    return tuple(_with_version(each, on) for each in citations)


def _with_version(citation: Citation, on: date | None) -> Citation:
    version = statute_version_on(citation.statute_id, on) if citation.statute_id else citation.version
    return citation if version == citation.version else replace(citation, version=version)


def _is_in_force(version: StatuteVersion, on: date) -> bool:
    """`effective_to` is the last day in force, or the first day of the next version: the later version wins."""
    return (version.effective_from is None or version.effective_from <= on) and (
        version.effective_to is None or on <= version.effective_to
    )


@lru_cache(maxsize=1)
def _versions() -> dict[str, tuple[StatuteVersion, ...]]:
    """Versions of each statute, newest first."""
    found: dict[str, list[StatuteVersion]] = {}
    for version in load_statute_versions():
        found.setdefault(version.statute_id, []).append(version)
    return {
        statute_id: tuple(sorted(versions, key=lambda v: v.effective_from or date.min, reverse=True))
        for statute_id, versions in found.items()
    }
