"""Administrative divisions to county level (GB/T 2260) and the development zones counted to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl.reference.law import read_rows

NATIONAL = "000000"


@dataclass(frozen=True, slots=True)
class Region:
    """A place. `full_name` is what a notice's region is completed to: 湖南省郴州市汝城县."""

    region_code: str
    region_name: str
    full_name: str
    name_en: str | None
    level: str  # country province city county former
    parent_code: str | None
    province_code: str | None
    short_name: str
    has_weak_short_name: bool  # short name counts only beside a superior place or a body


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone and the code of the place it is counted to."""

    name: str
    region_code: str


def _full_name(code: str, rows: dict[str, dict[str, str | None]]) -> str:
    names: list[str] = []
    while code and code != NATIONAL:
        names.append(rows[code]["name"] or "")
        code = rows[code]["parent"] or ""
    return "".join(reversed(names)) or "全国"


@lru_cache(maxsize=1)
def load_regions() -> tuple[Region, ...]:
    """Return all places, the country first."""
    rows = {row["code"] or "": row for row in read_rows("regions.csv")}
    return tuple(
        Region(
            region_code=code,
            region_name=row["name"] or "",
            full_name=_full_name(code, rows),
            name_en=row["name_en"],
            level=row["level"] or "",
            parent_code=row["parent"],
            province_code=None if code == NATIONAL else code[:2] + "0000",
            short_name=row["short"] or "",
            has_weak_short_name=row["is_weak"] == "1",
        )
        for code, row in rows.items()
    )


@lru_cache(maxsize=1)
def load_zones() -> tuple[Zone, ...]:
    """Return the development zones."""
    return tuple(Zone(row["name"] or "", row["code"] or "") for row in read_rows("zones.csv"))
