"""The project's own real input and the gold labels, read from the folder in ZHIFA_SHARED."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawlers.files import read_file
from etl.codec import to_gold
from etl.model import NoticeRecord
from etl.notice import extract_notice
from etl.pages import read_page

ROOT = Path(__file__).parent.parent
SHARED = os.environ.get("ZHIFA_SHARED")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.xdist_group("real"),
    pytest.mark.skipif(SHARED is None, reason="ZHIFA_SHARED is unset: no real notices to read"),
]

KINDS = {"000": "policy", "001": "measure", "002": "digest", "003": "campaign", "004": "other"}
FLOORS = {
    "case": 0.97, "authority": 0.93, "region": 0.93, "date": 0.93, "party": 0.88, "party_type": 0.86,
    "platform": 0.88, "conduct": 0.88, "statute": 0.97, "citation_article": 0.96, "citation_full": 0.95,
    "citation_role": 0.92, "penalty_type": 0.94, "penalty_amount": 0.98, "detention_days": 1.0,
    "other_amount": 0.85, "app": 0.99, "app_version": 0.98, "app_store": 0.98, "metric": 0.85, "kind": 0.97,
    "usable": 0.98, "declared_count": 0.98, "issuer": 0.92,
}  # fmt: skip


def read(path: Path) -> NoticeRecord:
    body, media_type = read_file(path)
    return extract_notice(read_page(body, document_id=path.name, media_type=media_type, url=path.name))


@pytest.fixture(scope="module")
def seeds() -> dict[str, NoticeRecord]:
    return {path.name[:3]: read(path) for path in sorted(Path(str(SHARED), "corpus", "seeds").iterdir())}


@pytest.mark.parametrize("seed", KINDS)
def test_the_kind_of_every_seed(seeds: dict[str, NoticeRecord], seed: str) -> None:
    assert seeds[seed].kind == KINDS[seed]


def test_the_digest_gives_its_cases(seeds: dict[str, NoticeRecord]) -> None:
    label = next(Path(str(SHARED), "gold", "dev").glob("seeds__002*"))
    starts = [case["start"] for case in json.loads(label.read_text("utf-8"))["cases"]]
    plain = "".join(seeds["002"].plain.split())
    texts = ["".join(case.span.of(seeds["002"].plain).split()) for case in seeds["002"].cases]
    found = sum(any("".join(start.split())[:8] in text for text in texts) for start in starts)
    assert plain
    assert found >= 46
    assert len(texts) <= 50


def test_both_measures_are_read_article_by_article(seeds: dict[str, NoticeRecord]) -> None:
    articles = {(a.statute_id, a.article) for seed in ("001", "002") for a in seeds[seed].measure_articles}
    counts = Counter(statute for statute, _ in articles)
    assert counts["live-commerce-measures-117"] == 69
    assert counts["platform-rules-measures-116"] == 47


def quotes_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every piece of evidence of a notice's facts, however deep it lies."""
    if isinstance(value, dict):
        if {"start", "end", "quote", "rule"} <= value.keys():
            yield value
        for inner in value.values():
            yield from quotes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes_in(inner)


def test_every_quote_of_every_real_notice_is_found_at_its_span() -> None:
    count = 0
    for path in sorted(p for p in Path(str(SHARED), "corpus").rglob("*") if p.suffix in {".md", ".txt"}):
        record = read(path)
        for evidence in quotes_in(to_gold(record, path.name)):
            assert record.plain[evidence["start"] : evidence["end"]] == evidence["quote"], (path.name, evidence)
            assert evidence["rule"], (path.name, evidence)
            count += 1
    assert count > 2000


def test_accuracy_on_the_gold_labels_does_not_fall(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "zhifa.py"),
        "evaluate",
        str(Path(str(SHARED), "gold", "dev")),
        "--home",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    rows = json.loads((tmp_path / "accuracy.json").read_text("utf-8"))
    figures = {row["field"]: row["f1_score"] for row in rows}
    below = {field: (figures[field], floor) for field, floor in FLOORS.items() if figures[field] < floor}
    assert not below
