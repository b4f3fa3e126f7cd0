"""Timing shared by the benchmarks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


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


def seconds_of_each(work: Callable[[Item], object], items: Sequence[Item], *, repeat: int = 9) -> float:
    """Return the least wall time of every item, added up, after one round to warm up.

    A round takes every item once. Other work on the machine, which slows one item in one round, is not counted.
    """
    least = [float("inf")] * len(items)
    for item in items:
        work(item)
    for _ in range(repeat):
        for place, item in enumerate(items):
            start = time.perf_counter()
            work(item)
            least[place] = min(least[place], time.perf_counter() - start)
    return sum(least)
