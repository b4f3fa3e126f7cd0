"""Documents in, records out: by one process or by several, the same."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.archive import Archive
from etl.store import RecordStore

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
NOTICE = "# 某市网信办通报一起案例\n\n某市网信办依据《网络安全法》对第{0}网络公司作出警告，并处罚款{0}万元。\n"
# A program of its own: whether it has one thread or several decides how it starts others.
EXTRACT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import etl.run

etl.run.WORTH_A_POOL, etl.run.BATCH, etl.run.AHEAD = 1, 3, 2
threads = ThreadPoolExecutor(1)
if sys.argv[3] == "spawn":
    threads.submit(int).result()
assert etl.run._start_method() == sys.argv[3] or not Path("/proc/self/task").is_dir()
report = etl.run.extract_all(Path(sys.argv[1]), processes=int(sys.argv[2]))
print(report.count_documents, report.count_extracted, report.count_known, *(url for url, _ in report.findings))
"""


def _fill(home: Path) -> None:
    with Archive(home) as archive:
        for number in range(1, 60):
            archive.add(f"file:{number}.md", NOTICE.format(number).encode(), "text/markdown", WHEN)
            if number % 20 == 0:
                body = f"%PDF-1.4 broken {number}".encode()
                archive.add(f"file:{number}.pdf", body, "application/pdf", WHEN)


def _extract(home: Path, processes: int, start: str = "fork") -> str:
    command = [sys.executable, "-c", EXTRACT, str(home), str(processes), start]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout.strip()


def _records(home: Path) -> dict[str, str]:
    with RecordStore(home) as store:
        return {held.document_id: repr(held.record or held.finding) for held in store.records()}


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_several_processes_find_what_one_finds(tmp_path: Path, start: str) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    _fill(one)
    _fill(two)
    assert _extract(one, 1) == _extract(two, 2, start) == "61 61 0 file:20.pdf file:40.pdf"
    assert _records(one) == _records(two)
    assert len(_records(one)) == 61
    assert _extract(two, 2, start) == "61 0 61"
