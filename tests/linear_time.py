"""The proof that an act takes linear time: ten times the input may not take four times its share."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES_LARGER = 10
LIMIT = 4 * TIMES_LARGER
TRIALS = 6


def check_linear_time(prepare: Callable[[int], Callable[[], object]], small: int) -> None:
    """Fail when the act prepared for ten times `small` takes more than forty times as long (a square would take 100).

    The best of several trials counts on either side, so a busy machine gives no verdict of its own.
    """
    least = {small: float("inf"), TIMES_LARGER * small: float("inf")}
    for _ in range(TRIALS):
        for size in least:
            act = prepare(size)
            start = time.process_time()
            act()
            least[size] = min(least[size], time.process_time() - start)
        few, many = least.values()
        if many < LIMIT * max(few, 0.0005):
            return
    raise AssertionError(f"{small} units took {few:.4f} s, {TIMES_LARGER * small} took {many:.4f} s")
