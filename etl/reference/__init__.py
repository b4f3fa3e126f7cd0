"""Reference data as typed rows: what the facts refer to.

Each `load_` function returns the rows of one reference table (warehouse/schema/20_reference.sql), with the table's
columns as fields; data files stand beside this module and are read once. README.md names their origin.
"""

from __future__ import annotations

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

__all__ = [
    "MeasureArticleRow",
    "MeasurePenalty",
    "Provision",
    "Renumbering",
    "Statute",
    "StatuteAlias",
    "StatuteVersion",
    "load_measure_articles",
    "load_measure_penalties",
    "load_provisions",
    "load_renumbering",
    "load_statute_aliases",
    "load_statute_versions",
    "load_statutes",
]
