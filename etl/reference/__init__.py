"""Reference data as typed rows: what the facts refer to.

Each `load_` function returns the rows of one reference table (warehouse/schema/20_reference.sql), with the table's
columns as fields; data files stand beside this module and are read once. README.md names their origin.
"""

from __future__ import annotations

from etl.reference.app_problems import AppProblem, load_app_problems
from etl.reference.bodies import Authority, load_authorities
from etl.reference.brands import Platform, load_platforms
from etl.reference.law import (
    MeasureArticleRow,
    MeasurePenalty,
    Provision,
    Renumbering,
    Statute,
    StatuteAlias,
    StatuteVersion,
    load_measure_articles,
    load_measure_penalties,
    load_provisions,
    load_renumbering,
    load_statute_aliases,
    load_statute_versions,
    load_statutes,
)
from etl.reference.places import Region, Zone, load_regions, load_zones
from etl.reference.vocabulary import (
    ConductType,
    PenaltyType,
    TaxonomyRow,
    load_conduct,
    load_conduct_taxonomy,
    load_penalty_types,
)

__all__ = [
    "AppProblem",
    "Authority",
    "ConductType",
    "MeasureArticleRow",
    "MeasurePenalty",
    "PenaltyType",
    "Platform",
    "Provision",
    "Region",
    "Renumbering",
    "Statute",
    "StatuteAlias",
    "StatuteVersion",
    "TaxonomyRow",
    "Zone",
    "load_app_problems",
    "load_authorities",
    "load_conduct",
    "load_conduct_taxonomy",
    "load_measure_articles",
    "load_measure_penalties",
    "load_penalty_types",
    "load_platforms",
    "load_provisions",
    "load_regions",
    "load_renumbering",
    "load_statute_aliases",
    "load_statute_versions",
    "load_statutes",
    "load_zones",
]
