"""Page text to facts, every field, on one core; beside JioNLP's money extraction alone and jieba's tagger alone."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measure import Result, seconds_of
from bench.texts import load_bodies, read_pages
from etl.lexicon import get_lexicon
from etl.notice import extract_notice

YARDSTICK_CHARACTERS = 60_000  # the yardsticks are slow: they see the first stretch of the same text


def run() -> Iterator[Result]:
    """Yield megabytes of UTF-8 text and notices a second."""
    bodies = load_bodies()
    pages = read_pages(bodies)
    texts = [page.text.plain for page in pages]
    megabytes = _megabytes("".join(texts))
    sample = "\n".join(texts)[:YARDSTICK_CHARACTERS]
    lexicon = get_lexicon()

    facts = seconds_of(lambda: [extract_notice(page) for page in pages])
    reading = seconds_of(lambda: read_pages(bodies))
    dictionary = seconds_of(lambda: [lexicon.find(text) for text in texts])
    money = seconds_of(lambda: _find_money(sample), repeat=1)
    tags = seconds_of(lambda: _tag(sample), repeat=1)

    speed = megabytes / facts
    yield Result(
        "facts from page text, every field", speed, "MB/s", "JioNLP extract_money alone", _megabytes(sample) / money
    )
    yield Result("facts from page text, every field", speed, "MB/s", "jieba.posseg alone", _megabytes(sample) / tags)
    yield Result("facts from page text, every field", len(pages) / facts, "notices/s")
    yield Result("dictionary pass", megabytes / dictionary, "MB/s", "facts from page text", speed)
    yield Result("reading pages", megabytes / reading, "MB/s", "facts from page text", speed)


def _megabytes(text: str) -> float:
    return len(text.encode()) / 1e6


def _find_money(text: str) -> None:
    import jionlp

    for line in text.split("\n"):
        jionlp.ner.extract_money(line)


def _tag(text: str) -> None:
    from jieba import posseg

    for _ in posseg.cut(text):
        pass
