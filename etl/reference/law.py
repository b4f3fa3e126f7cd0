"""Statutes, their versions and provisions, the two measures article by article, and renumbered articles."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Statute:
    statute_id: str
    statute_name: str
    short_name: str
    name_en: str | None
    level: str | None
    effective_date: date | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatuteAlias:
    """A name under which notices cite a statute."""

    alias: str
    statute_id: str
    is_canonical: bool


@dataclass(frozen=True, slots=True)
class StatuteVersion:
    statute_id: str
    version: str
    effective_from: date | None
    effective_to: date | None
    count_articles: int | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Provision:
    """One penalty tier of an article. `tier` names it (base, serious …); amounts are in yuan, 0 means "up to"."""

    provision_id: str
    statute_id: str
    version: str | None
    article: int | None
    sub_article: int | None
    paragraph: int | None
    item: str | None
    tier: str | None
    conduct_zh: str | None
    conduct_en: str | None
    penalised_subject: str | None
    measures: str | None
    fine_min_cny: Decimal | None
    fine_max_cny: Decimal | None
    person_fine_min_cny: Decimal | None
    person_fine_max_cny: Decimal | None
    base_rule: str | None
    detention_days: str | None
    enforcer: str | None
    is_verified: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class MeasureArticleRow:
    """An article of Order 116 or 117."""

    measure: int
    article: int
    statute_id: str
    chapter_number: int | None
    chapter_zh: str | None
    chapter_en: str | None
    bound_subjects: tuple[str, ...]
    duty_zh: str | None
    duty_en: str | None
    duty_types: tuple[str, ...]
    penalty_articles: str | None
    onward_provisions: str | None
    fine_min_cny: Decimal | None
    fine_max_cny: Decimal | None
    fine_tiers: str | None
    enforcer: str | None
    note: str | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class MeasurePenalty:
    """From a duty in Order 116 or 117 to the limb that punishes its breach and the statute it leads on to."""

    measure: int
    duty_article: str
    penalised_subject: str | None
    penalty_article: str | None
    route: str | None
    onward_provision: str | None
    fine_tiers: str | None
    other_measures: str | None
    enforcer: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Renumbering:
    """An article's number before and after an amendment; guesses are kept with `is_confirmed` false."""

    statute_id: str
    old_version: str
    old_article: str
    new_version: str
    new_article: str
    relation: str
    cutover_date: date | None
    is_confirmed: bool


MEASURES = {116: "platform-rules-measures-116", 117: "live-commerce-measures-117"}


def read_rows(name: str) -> Iterator[dict[str, str | None]]:
    """Yield the rows of a CSV file of this folder, empty cells as None."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: value or None for key, value in row.items()}


def read_yaml(name: str) -> Any:
    """Return a YAML file of this folder, read by the fast loader where there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _integer(text: str | None) -> int | None:
    return int(text) if text else None


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _text(row: dict[str, str | None], key: str) -> str:
    value = row[key]
    if value is None:
        raise ValueError(f"reference data: column {key} is empty in {row}; fill it in")
    return value


@lru_cache(maxsize=2)
def _statutes_in(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(read_yaml(name)["statutes"])


def _catalogue() -> tuple[dict[str, Any], ...]:
    return (*_statutes_in("statutes.yaml"), *_statutes_in("statutes_more.yaml"))


@lru_cache(maxsize=1)
def load_statute_aliases() -> tuple[StatuteAlias, ...]:
    """Return every name of every statute, each name once."""
    found: dict[str, StatuteAlias] = {}
    for row in read_rows("aliases.csv"):
        alias = _text(row, "alias").strip("《》")
        found.setdefault(alias, StatuteAlias(alias, _text(row, "statute_id"), row["is_canonical"] == "true"))
    for entry in _statutes_in("statutes_more.yaml"):
        name = entry["name_zh"]
        for alias in (name, name.removeprefix("中华人民共和国"), *entry.get("aliases", ())):
            found.setdefault(alias, StatuteAlias(alias, entry["id"], alias == name))
    return tuple(found.values())


@lru_cache(maxsize=1)
def load_statutes() -> tuple[Statute, ...]:
    """Return the statutes with all their aliases; `short_name` is the name without 中华人民共和国."""
    aliases: dict[str, list[str]] = {}
    for alias in load_statute_aliases():
        aliases.setdefault(alias.statute_id, []).append(alias.alias)
    return tuple(
        Statute(
            statute_id=entry["id"],
            statute_name=entry["name_zh"],
            short_name=entry["name_zh"].removeprefix("中华人民共和国"),
            name_en=entry["name_en"],
            level=entry["level"],
            effective_date=_date(entry.get("effective")),
            aliases=tuple(aliases.get(entry["id"], ())),
        )
        for entry in _catalogue()
    )


@lru_cache(maxsize=1)
def load_statute_versions() -> tuple[StatuteVersion, ...]:
    """Return the versions of each statute with the days on which they were in force."""
    return tuple(
        StatuteVersion(
            statute_id=entry["id"],
            version=version["version"],
            effective_from=_date(version["effective_from"]),
            effective_to=_date(version["effective_to"]),
            count_articles=version["articles"],
            is_verified=bool(version["verified"]),
        )
        for entry in _catalogue()
        for version in entry.get("versions", ())
    )


def _provision(row: dict[str, str | None]) -> Provision:
    article, _, sub_article = (row["article"] or "").partition("-")
    return Provision(
        provision_id=_text(row, "provision_id"),
        statute_id=_text(row, "statute_id"),
        version=row["version"],
        article=_integer(article),
        sub_article=_integer(sub_article),
        paragraph=_integer((row["paragraph"] or "").partition("-")[0]),
        item=row["item"],
        tier=row["tier"],
        conduct_zh=row["conduct_zh"],
        conduct_en=row["conduct_en"],
        penalised_subject=row["penalised_subject"],
        measures=row["measures"],
        fine_min_cny=_decimal(row["fine_min_cny"]),
        fine_max_cny=_decimal(row["fine_max_cny"]),
        person_fine_min_cny=_decimal(row["person_fine_min_cny"]),
        person_fine_max_cny=_decimal(row["person_fine_max_cny"]),
        base_rule=row["base_rule"],
        detention_days=row["detention_days"],
        enforcer=row["enforcer"],
        is_verified=row["verified"] == "true",
        note=row["note"],
    )


@lru_cache(maxsize=1)
def load_provisions() -> tuple[Provision, ...]:
    """Return the penalty provisions, one row per article and tier."""
    return tuple(map(_provision, read_rows("provisions.csv")))


def _measure_article(row: dict[str, str | None]) -> MeasureArticleRow:
    measure = int(_text(row, "measure"))
    return MeasureArticleRow(
        measure=measure,
        article=int(_text(row, "article")),
        statute_id=MEASURES[measure],
        chapter_number=_integer(row["chapter_no"]),
        chapter_zh=row["chapter_zh"],
        chapter_en=row["chapter_en"],
        bound_subjects=_listed(row["bound_subject"]),
        duty_zh=row["duty_zh"],
        duty_en=row["duty_en"],
        duty_types=_listed(row["duty_types"]),
        penalty_articles=row["penalty_articles_in_measure"],
        onward_provisions=row["onward_statute_articles"],
        fine_min_cny=_decimal(row["fine_min_cny"]),
        fine_max_cny=_decimal(row["fine_max_cny"]),
        fine_tiers=row["fine_tiers_main"],
        enforcer=row["enforcer"],
        note=row["note"],
        is_verified=row["verified"] == "true",
    )


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(";") if part.strip() not in ("", "none"))


@lru_cache(maxsize=1)
def load_measure_articles() -> tuple[MeasureArticleRow, ...]:
    """Return every article of Orders 116 and 117: who is bound, by which duty, and what a breach costs."""
    return tuple(_measure_article(row) for measure in MEASURES for row in read_rows(f"measures_{measure}.csv"))


@lru_cache(maxsize=1)
def load_measure_penalties() -> tuple[MeasurePenalty, ...]:
    """Return the map from duties of Orders 116 and 117 to the limbs that punish their breach."""
    return tuple(
        MeasurePenalty(
            measure=int(_text(row, "measure")),
            duty_article=_text(row, "duty_article"),
            penalised_subject=row["penalised_subject"],
            penalty_article=row["penalty_article"],
            route=row["route"],
            onward_provision=row["onward_provision"],
            fine_tiers=row["fine_tiers"],
            other_measures=row["other_measures"],
            enforcer=row["enforcer"],
            note=row["note"],
        )
        for row in read_rows("measures_penalty_map.csv")
    )


@lru_cache(maxsize=1)
def load_renumbering() -> tuple[Renumbering, ...]:
    """Return old and new article numbers; an unconfirmed pair is a guess and carries `is_confirmed` false."""
    return tuple(
        Renumbering(
            statute_id=_text(row, "statute_id"),
            old_version=_text(row, "old_version"),
            old_article=row["old_article"] or "",
            new_version=_text(row, "new_version"),
            new_article=(row["new_article"] or "").lstrip("?"),
            relation=_text(row, "relation"),
            cutover_date=_date(row["cutover"]),
            is_confirmed=row["relation"] != "unconfirmed",
        )
        for row in read_rows("renumbering.csv")
    )
