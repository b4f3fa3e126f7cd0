"""The closed vocabularies: what was done, and what was imposed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from etl.reference.law import read_rows, read_yaml

MONEY_FAMILY = "money"


@dataclass(frozen=True, slots=True)
class ConductType:
    conduct_code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class TaxonomyRow:
    """A finer kind of conduct, rolled up to `conduct_code`."""

    taxonomy_code: str
    group_code: str
    group_zh: str
    group_en: str
    name_zh: str
    name_en: str
    conduct_code: str
    articles_117: str | None
    articles_116: str | None


@dataclass(frozen=True, slots=True)
class PenaltyType:
    penalty_type: str
    name_zh: str
    name_en: str
    is_money: bool
    severity: int | None
    family: str


@lru_cache(maxsize=1)
def load_conduct() -> tuple[ConductType, ...]:
    """Return the codes of conduct that cases carry, `unknown` and `unassigned` last."""
    return tuple(ConductType(code, zh, en) for code, (zh, en) in read_yaml("conduct.yml")["types"].items())


@lru_cache(maxsize=1)
def load_conduct_taxonomy() -> tuple[TaxonomyRow, ...]:
    """Return the finer taxonomy with each row's conduct code."""
    codes = read_yaml("conduct.yml")["taxonomy"]
    return tuple(
        TaxonomyRow(
            taxonomy_code=row["code"] or "",
            group_code=row["group_code"] or "",
            group_zh=row["group_zh"] or "",
            group_en=row["group_en"] or "",
            name_zh=(row["zh_terms"] or "").split("|")[0],
            name_en=row["en_term"] or "",
            conduct_code=codes[row["code"]],
            articles_117=None if row["articles_117"] == "none" else row["articles_117"],
            articles_116=None if row["articles_116"] == "none" else row["articles_116"],
        )
        for row in read_rows("conduct_taxonomy.csv")
    )


@lru_cache(maxsize=1)
def load_penalty_types() -> tuple[PenaltyType, ...]:
    """Return the kinds of measures with family and rank of severity."""
    return tuple(
        PenaltyType(code, zh, en, family == MONEY_FAMILY or code == "compensation", severity, family)
        for code, (zh, en, family, severity) in read_yaml("penalty_types.yml").items()
    )
