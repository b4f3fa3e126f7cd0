"""What one run has done so far, and how it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from crawlers.archive import Run

Report = Callable[[dict[str, Any]], None]


@dataclass
class Tally:
    """Counts of a run. `is_complete` tells whether the list was read down to what an earlier run already held."""

    run_id: str
    kind: str
    source_id: str | None
    started_at: datetime
    counts: Counter[str] = field(default_factory=Counter)
    newest_date: date | None = None
    declared: int | None = None  # entries the site says the list has
    duplicates: set[str] = field(default_factory=set)  # new addresses of what is held already
    is_complete: bool = False
    is_whole: bool = False  # the list was read to its end
    is_interrupted: bool = False  # something may succeed next time
    count_bytes: int = 0
    finished_at: datetime | None = None  # of a run that is replayed

    def note_entry(self, title: str | None, listed: date | None) -> None:
        """Count one line of a list."""
        self.counts["listed"] += 1
        self.counts["listed_with_title"] += bool(title)
        if listed is None:
            return
        self.counts["listed_with_date"] += 1
        if self.newest_date is None or listed > self.newest_date:
            self.newest_date = listed

    def note_fields(self, found: Collection[str]) -> None:
        """Count the fields of one detail page."""
        self.counts.update(["examined", *(f"with_{name}" for name in found)])

    def build_run(self, reason: str | None = None) -> Run:
        """Return the record of the run; without a reason it is still going on."""
        if reason == "finished":
            reason = "complete" if self.is_complete and not self.is_interrupted else "partial"
        finished_at = (self.finished_at or datetime.now(UTC)) if reason else None
        return Run(
            self.run_id, self.kind, self.started_at, finished_at, self.source_id,
            newest_date=self.newest_date, reason=reason, count_declared=self.declared,
            count_duplicate=len(self.duplicates), is_whole=self.is_whole,
            **{f"count_{name}": self.counts[name] for name in _COUNTED},
        )  # fmt: skip


_COUNTED = tuple(
    name.removeprefix("count_")
    for name in Run.__dataclass_fields__
    if name.startswith("count_") and name not in ("count_declared", "count_duplicate")
)
