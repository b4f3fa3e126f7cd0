"""Documents in, records out: by one process or by several, the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import etl.run
from crawlers.archive import Archive
from etl.run import ExtractReport, extract_all
from etl.store import RecordStore

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
NOTICE = "# 某市网信办通报一起案例\n\n某市网信办依据《网络安全法》对第{0}网络公司作出警告，并处罚款{0}万元。\n"


def _extract(home: Path, processes: int) -> tuple[ExtractReport, dict[str, str]]:
    with Archive(home) as archive, RecordStore(home) as store:
        for number in range(1, 60):
            archive.add(f"file:{number}.md", NOTICE.format(number).encode(), "text/markdown", WHEN)
            if number % 20 == 0:
                archive.add(f"file:{number}.pdf", f"%PDF-1.4 broken {number}".encode(), "application/pdf", WHEN)
        report = extract_all(archive, store, processes=processes)
        return report, {held.document_id: repr(held.record or held.finding) for held in store.records()}


def test_several_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(etl.run, "WORTH_A_POOL", 1)
    monkeypatch.setattr(etl.run, "BATCH", 3)
    alone, records_alone = _extract(tmp_path / "one", 1)
    together, records_together = _extract(tmp_path / "two", 2)
    assert records_together == records_alone
    assert together == alone
    assert alone.count_extracted == 61
    assert [url for url, _ in alone.findings] == ["file:20.pdf", "file:40.pdf"]


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    _extract(tmp_path, 1)
    report, records = _extract(tmp_path, 2)
    assert (report.count_extracted, report.count_known, len(records)) == (0, 61, 61)
