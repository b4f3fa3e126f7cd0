"""Timing shared by the benchmarks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the report: `value` in `unit`, beside `other` (the yardstick) in the same unit."""

    name: str
    value: float
    unit: str
    other_name: str | None = None
    other: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.other if self.other else None


def seconds_of(work: Callable[[], object], *, repeat: int = 5) -> float:
    """Return the least wall time of one call, after one call to warm up: other work on the machine only adds to it."""
    work()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


class Turns:
    """Tasks of many items that take turns, for the least wall time of every item.

    Other work on the machine slows a stretch of minutes; turns far apart let every task meet a quiet one.
    """

    def __init__(self, **tasks: tuple[Callable[[Any], object], Sequence[Any]]) -> None:
        """Name each task: the work, and the items it is done with."""
        self._tasks = tasks
        self._least = {name: [float("inf")] * len(items) for name, (_, items) in tasks.items()}

    def take(self, *, rounds: int = 4) -> None:
        """Let every task take all its items, once to warm up and then in every round."""
        for name, (work, items) in self._tasks.items():
            least = self._least[name]
            for item in items:
                work(item)
            for _ in range(rounds):
                for place, item in enumerate(items):
                    start = time.perf_counter()
                    work(item)
                    least[place] = min(least[place], time.perf_counter() - start)

    def seconds(self, name: str) -> float:
        """Return the least wall time of every item of a task, added up."""
        return sum(self._least[name])
