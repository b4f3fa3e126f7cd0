"""Online platform brands with their other names, operators and the conditions under which a name counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl.reference.law import read_yaml


@dataclass(frozen=True, slots=True)
class Platform:
    """A brand. `only_with` names the condition for names that are everyday words or mere channels (platforms.yml)."""

    platform_id: str
    platform_name: str
    name_en: str | None
    operator_name: str | None
    category: str | None
    aliases: tuple[str, ...]
    only_with: str | None  # platform_word channel_word handled
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    same_as: str | None  # a short name with a condition of its own stands for this brand


@lru_cache(maxsize=1)
def load_platform_names() -> tuple[Platform, ...]:
    """Return every entry of the word list, short names with conditions of their own included."""
    return tuple(
        Platform(
            platform_id=str(entry["id"]),
            platform_name=str(entry["name"]),
            name_en=entry.get("en"),
            operator_name=entry.get("operator"),
            category=entry.get("category"),
            aliases=tuple(map(str, entry.get("aliases", ()))),
            only_with=entry.get("only_with"),
            not_before=tuple(entry.get("not_before", ())),
            not_after=tuple(entry.get("not_after", ())),
            same_as=entry.get("same_as"),
        )
        for entry in read_yaml("platforms.yml")
    )


@lru_cache(maxsize=1)
def load_platforms() -> tuple[Platform, ...]:
    """Return the brands, one row each."""
    return tuple(platform for platform in load_platform_names() if platform.same_as is None)
