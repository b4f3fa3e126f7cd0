"""`python -m bench [name …]`: run the benchmarks, print them, and write bench/results.json."""

from __future__ import annotations

import json
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.measure import Result

NAMES = ("extraction", "loading", "crawling", "setting_up")
RESULTS = Path(__file__).with_name("results.json")


def main() -> int:
    names = sys.argv[1:] or list(NAMES)
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    held = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for name in names:
        results = list(import_module(f"bench.{name}").run())
        held[name] = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "python": _interpreter(),
            "results": [_to_row(result) for result in results],
        }
        RESULTS.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", "utf-8")
        Console().print(_build_table(name, results))
    return 0


def _interpreter() -> str:
    """Return version and build: one build of a version may run a fifth faster than another."""
    return f"{platform.python_version()}, built {platform.python_build()[1]} with {platform.python_compiler()}"


def _to_row(result: Result) -> dict[str, object]:
    row = {"name": result.name, "value": round(result.value, 3), "unit": result.unit}
    if result.other_name and result.other is not None and result.ratio is not None:
        row |= {"beside": result.other_name, "other": round(result.other, 3), "ratio": round(result.ratio, 3)}
    return row


def _build_table(name: str, results: list[Result]) -> Table:
    table = Table("what", "figure", "beside", "its figure", "ratio", title=name, title_justify="left")
    for r in results:
        other = f"{r.other:,.2f} {r.unit}" if r.other is not None else ""
        ratio = f"{r.ratio:,.2f}" if r.ratio is not None else ""
        table.add_row(r.name, f"{r.value:,.2f} {r.unit}", r.other_name or "", other, ratio)
    return table


if __name__ == "__main__":
    sys.exit(main())
