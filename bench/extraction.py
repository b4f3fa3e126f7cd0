"""Page text to facts, every field, on one core; beside JioNLP's money extraction alone and jieba's tagger alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Result, seconds_of
from crawlers.replica import load_notices
from etl.model import Page
from etl.notice import extract_notice
from etl.pages import read_page

YARDSTICK_CHARACTERS = 60_000  # the yardsticks are slow; they see the first stretch of the same text


def run() -> Iterator[Result]:
    bodies = list(_bodies())
    pages = [_page(name, body) for name, body in bodies]
    texts = [page.text.plain for page in pages]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    sample = "\n".join(texts)[:YARDSTICK_CHARACTERS]
    sample_megabytes = len(sample.encode()) / 1e6

    facts = seconds_of(lambda: [extract_notice(page) for page in pages])
    reading = seconds_of(lambda: [_page(name, body) for name, body in bodies])
    money = sample_megabytes / seconds_of(lambda: _jionlp_money(sample), repeat=1)
    tagger = sample_megabytes / seconds_of(lambda: _jieba_tags(sample), repeat=1)

    yield Result("facts from page text, all fields", megabytes / facts, "MB/s", "JioNLP extract_money alone", money)
    yield Result("facts from page text, all fields", megabytes / facts, "MB/s", "jieba.posseg alone", tagger)
    yield Result("notices to facts", len(pages) / facts, "notices/s")
    yield Result("reading pages", megabytes / reading, "MB/s", "facts from page text", megabytes / facts)


def _bodies() -> Iterator[tuple[str, bytes]]:
    """Real notices when ZHIFA_SHARED names them, else the replica's."""
    shared = os.environ.get("ZHIFA_SHARED")
    if shared:
        for path in sorted((Path(shared) / "corpus").rglob("*.*")):
            if path.suffix in {".md", ".txt"}:
                yield path.name, path.read_bytes()
        return
    for notice in load_notices():
        yield notice.id, notice.markdown().encode()


def _page(name: str, body: bytes) -> Page:
    return read_page(body, document_id=name, media_type="text/markdown", url=name)


def _jionlp_money(text: str) -> None:
    import jionlp

    for line in text.split("\n"):
        jionlp.ner.extract_money(line) if False else jionlp.extract_money(line)


def _jieba_tags(text: str) -> None:
    from jieba import posseg

    for _ in posseg.cut(text):
        pass
