"""Tables of examples: tests/tables/<name>.tsv with the columns set, text and what is expected of it.

Sets: tuned (rules were made with them), held_out (never tuned), bugs (once wrong), nothing (must return nothing).
A line break in a text is written \\n. Lines that begin with # say why the rows below them are there.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "tables"


def load_rows(name: str, set_: str) -> list[tuple[str, ...]]:
    """Return the rows of one set as tuples of the columns after the first; raises ValueError when there are none."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    rows = [tuple(cell.replace("\\n", "\n") for cell in row[1:]) for row in cells if row[0] == set_]
    if not rows:
        raise ValueError(f"tests/tables/{name}.tsv has no rows of the set {set_!r}")
    return rows
