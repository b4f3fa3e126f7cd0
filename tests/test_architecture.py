"""The rooms of the project and the one way of their imports."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("crawlers", "etl", "warehouse", "dashboards")


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize(("room", "later"), [(room, ROOMS[i + 1 :]) for i, room in enumerate(ROOMS)])
def test_imports_run_one_way(room: str, later: tuple[str, ...]) -> None:
    files = list((ROOT / room).rglob("*.py"))
    assert files
    forbidden = {*later, "zhifa", "tests", "bench"}
    against = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports_of(path)
        if name.split(".")[0] in forbidden
    ]
    assert not against


def test_the_pure_middle_touches_neither_network_nor_clock() -> None:
    """Only the driver and the store of `etl` may do input and output."""
    edge = {"run.py", "store.py"}
    forbidden = {
        "socket",
        "urllib.request",
        "requests",
        "httpx",
        "time",
        "sqlite3",
        "subprocess",
        "scrapy",
        "duckdb",
        "streamlit",
    }
    against = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / "etl").rglob("*.py")
        if path.name not in edge
        for name in imports_of(path)
        if name in forbidden
    ]
    assert not against


def test_pages_of_the_dashboard_hold_no_sql() -> None:
    files = list((ROOT / "dashboards").rglob("*.py"))
    assert files
    against = [
        path.name
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and "select " in node.value.lower()
        and " from " in node.value.lower()
    ]
    assert not against


def test_no_lock_file_names_an_index() -> None:
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_the_tracked_files_name_no_machine_path() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: the tracked files cannot be listed")
    machine_paths = ("/" + "work/", "/" + "root/", "/" + "home/")
    against = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".yml", ".toml", ".sql", ".txt", ".csv", ".lock", ".json", ""}
            and path.is_file()
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            against += [f"{name}: {p}" for p in machine_paths if f" {p}" in text or f'"{p}' in text]
    assert not against
