"""Bodies that handle cases: central ones by name, local ones by rule from system × place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from etl.reference.law import read_yaml
from etl.reference.places import NATIONAL, Region, load_regions

# What names of enforcement teams consist of: 文化市场|综合行政|执法|支队.
_TEAM_KINDS = ("", "综合", "行政", "综合行政")
_TEAMS = ("局", "队", "支队", "大队", "总队")


@dataclass(frozen=True, slots=True)
class Authority:
    """A body. Ids are the central body's key (`cac`) or system and place (`cac-430100`)."""

    authority_id: str
    authority_name: str
    short_name: str
    name_en: str | None
    system: str
    level: str  # central province city county unnamed
    region_code: str | None


@dataclass(frozen=True, slots=True)
class CentralName:
    """One of the names of a central body."""

    name: str
    authority_id: str
    system: str


@dataclass(frozen=True, slots=True)
class BodyWord:
    """What the names of a system's local bodies end in. `form`: organ, unit of an organ, or collective."""

    text: str
    system: str
    form: str


# Systems whose provincial and city bodies stand in the warehouse from the start; others come when a case names them.
MAIN_SYSTEMS = ("cac", "samr", "mps", "miit", "nrta", "mct", "procuratorate", "court", "tax", "nfra", "csrc", "nmpa")


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    loaded = read_yaml("authorities.yml")
    if not isinstance(loaded, dict):
        raise ValueError("reference data: authorities.yml must hold a mapping")
    return loaded


@lru_cache(maxsize=1)
def load_central_names() -> tuple[CentralName, ...]:
    """Return every name of every central body."""
    return tuple(
        CentralName(name, authority_id, entry["system"])
        for authority_id, entry in _catalogue()["central"].items()
        for name in dict.fromkeys((*entry["names"], entry["name"]))
    )


@lru_cache(maxsize=1)
def load_body_words() -> tuple[BodyWord, ...]:
    """Return the words that names of local bodies end in; a word's first form stands."""
    found: dict[str, BodyWord] = {}
    for system, forms in _catalogue()["bodies"].items():
        for form in ("organ", "collective", "unit"):
            for text in forms.get(form, ()):
                found.setdefault(text, BodyWord(text, system, form))
        for head, kind, team in product(forms.get("teams", ()), _TEAM_KINDS, _TEAMS):
            found.setdefault(f"{head}{kind}执法{team}", BodyWord(f"{head}{kind}执法{team}", system, "organ"))
    return tuple(found.values())


def _template(entry: dict[str, Any], level: str, short: bool) -> str:
    plain = "short" if short else "full"
    special = {"county": "county", "province": "province_short" if short else "province"}.get(level, plain)
    return str(entry.get(special, entry[plain]))


def build_authority(system: str, region: Region) -> Authority:
    """Return the body of a system in a place, named by rule.

    >>> from etl.reference.places import load_regions
    >>> changsha = next(region for region in load_regions() if region.region_code == "430100")
    >>> build_authority("cac", changsha).short_name
    '长沙市网信办'
    """
    entry = _catalogue()["systems"][system]
    level = "county" if region.level == "former" else region.level
    english = f"{entry['en']}, {region.name_en or region.full_name}"
    return Authority(
        authority_id=f"{system}-{region.region_code}",
        authority_name=_template(entry, level, False).format(p=region.region_name),
        short_name=_template(entry, level, True).format(p=region.region_name),
        name_en=english,
        system=system,
        level=level,
        region_code=region.region_code,
    )


@lru_cache(maxsize=1)
def load_central_authorities() -> dict[str, Authority]:
    """Return the central bodies by id."""
    return {
        authority_id: Authority(
            authority_id, entry["name"], entry["names"][0], entry["en"], entry["system"], "central", NATIONAL
        )
        for authority_id, entry in _catalogue()["central"].items()
    }


@lru_cache(maxsize=1)
def load_systems() -> dict[str, str]:
    """Return the systems with their Chinese names."""
    return {system: entry["zh"] for system, entry in _catalogue()["systems"].items()}


def build_unnamed(system: str) -> Authority:
    """Return what stands for a body of a system that a notice leaves unnamed: 公安机关, 有关部门.

    >>> build_unnamed("mps").authority_id, build_unnamed("mps").short_name
    ('mps-unnamed', '公安（未具名）')
    """
    entry = _catalogue()["systems"][system]
    name = f"{entry['zh']}（未具名）"
    return Authority(f"{system}-unnamed", name, name, f"{entry['en']}, not named", system, "unnamed", None)


@lru_cache(maxsize=1)
def load_authorities() -> tuple[Authority, ...]:
    """Return central bodies, the provincial and city bodies of the main systems, and one unnamed body a system."""
    systems = _catalogue()["systems"]
    local = [
        build_authority(system, region)
        for system in MAIN_SYSTEMS
        for region in load_regions()
        if region.level in systems[system].get("levels", ("province", "city"))
        and (region.province_code or "") < "710000"
    ]
    return (*load_central_authorities().values(), *local, *map(build_unnamed, systems))
