"""Which version of a statute was in force on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from etl.reference.law import StatuteVersion, load_statute_versions
from etl.resolve import statute_version_on

DATED = [v for v in load_statute_versions() if v.effective_from is not None]


@pytest.mark.parametrize("version", DATED, ids=lambda v: f"{v.statute_id}-{v.version}")
def test_a_version_is_in_force_on_its_first_and_last_day(version: StatuteVersion) -> None:
    assert version.effective_from is not None
    assert statute_version_on(version.statute_id, version.effective_from) == version.version
    if version.effective_to:
        assert statute_version_on(version.statute_id, version.effective_to) == version.version


def test_no_version_before_the_first() -> None:
    first = min(v.effective_from for v in DATED if v.statute_id == "cybersecurity-law" and v.effective_from)
    assert statute_version_on("cybersecurity-law", first - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("statute_id", "day", "expected"),
    [
        ("cybersecurity-law", date(2025, 12, 31), "2016"),
        ("cybersecurity-law", date(2026, 1, 1), "2025"),
        ("anti-unfair-competition-law", date(2025, 10, 14), "2019"),
        ("anti-unfair-competition-law", date(2025, 10, 15), "2025"),
        ("public-security-administration-punishments-law", date(2026, 1, 1), "2025"),
        ("cybersecurity-law", None, None),
        ("data-security-law", None, "2021"),
        ("no-such-statute", date(2026, 1, 1), None),
    ],
)
def test_known_days(statute_id: str, day: date | None, expected: str | None) -> None:
    assert statute_version_on(statute_id, day) == expected
