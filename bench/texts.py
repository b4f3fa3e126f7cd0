"""The texts the benchmarks read: real notices when ZHIFA_SHARED names them, else the replica's."""

from __future__ import annotations

import os
from pathlib import Path

from crawlers.replica.notices import build_html, load_notices
from etl.model import Page
from etl.pages import read_page


def load_bodies() -> list[tuple[str, bytes]]:
    """Return names and bytes of about 2 MB of notices."""
    shared = os.environ.get("ZHIFA_SHARED")
    if shared:
        paths = sorted(p for p in (Path(shared) / "corpus").rglob("*") if p.suffix in {".md", ".txt"})
        return [(path.name, path.read_bytes()) for path in paths]
    notices = load_notices()
    return [(f"{n.notice_id}-{i}", _build_page(n.title, n.body)) for i in range(20) for n in notices]


def read_pages(bodies: list[tuple[str, bytes]]) -> list[Page]:
    return [read_page(body, document_id=name, media_type=media_type_of(body), url=name) for name, body in bodies]


def _build_page(title: str, body: str) -> bytes:
    text = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><article>{build_html(body)}</article>"
    return text.encode()


def media_type_of(body: bytes) -> str:
    return "text/html" if body.startswith(b"<html>") else "text/markdown"
