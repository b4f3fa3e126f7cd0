"""What one run has done so far, and how it tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
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
    is_complete: bool = False
    is_interrupted: bool = False  # something may succeed next time

    def note_date(self, listed: date | None) -> None:
        if listed and (self.newest_date is None or listed > self.newest_date):
            self.newest_date = listed

    def build_run(self, reason: str | None = None) -> Run:
        """Return the record of the run; without a reason it is still going on."""
        counts = self.counts
        if reason == "finished":
            reason = "complete" if self.is_complete and not self.is_interrupted else "partial"
        return Run(
            self.run_id, self.kind, self.started_at, datetime.now(UTC) if reason else None, self.source_id,
            counts["listed"], counts["fetched"], counts["new"], counts["changed"], counts["unchanged"],
            counts["refused"], counts["failed"], counts["empty"], self.newest_date, reason,
        )  # fmt: skip
