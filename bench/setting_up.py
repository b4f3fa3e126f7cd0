"""Seconds from a fresh clone to a built warehouse, and of the second run."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Result

ROOT = Path(__file__).parent.parent


def run() -> Iterator[Result]:
    """Yield the wall time of `make run SERVE=0` in a copy of the tracked files, without and with its environment."""
    with TemporaryDirectory() as folder:
        clone = Path(folder) / "zhifa"
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in listed.splitlines():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
        first, second = _run(clone), _run(clone)
    yield Result("make run, fresh clone", first, "s")
    yield Result("make run, second time", second, "s", "first time", first)


def _run(clone: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["make", "run", "SERVE=0"], cwd=clone, check=True, capture_output=True)
    return time.perf_counter() - start
