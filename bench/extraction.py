"""Page text to facts, every field, on one core; beside JioNLP's money extraction alone and jieba's tagger alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Result, Turns
from bench.texts import load_bodies, media_type_of, read_pages
from crawlers.archive import Archive
from etl.lexicon import get_lexicon
from etl.notice import extract_notice
from etl.run import collecting_rarely, extract_all

COPIES, MORE = 3, 10  # of every text in an archive, and how many times more to see whether memory grows
ROUNDS = 3  # in which all that is measured takes turns: other work on the machine only adds to a time
YARDSTICK_STEP, YARDSTICK_CHARACTERS = 4, 2_000  # the yardsticks are slow: the first stretch of every fourth text


def run() -> Iterator[Result]:
    """Yield megabytes of UTF-8 text and notices a second."""
    bodies = load_bodies()
    pages = read_pages(bodies)
    texts = [page.text.plain for page in pages]
    megabytes = _megabytes("".join(texts))
    sample = [text[:YARDSTICK_CHARACTERS] for text in texts[::YARDSTICK_STEP]]
    size = _megabytes("".join(sample))
    turns = Turns(
        facts=(extract_notice, pages),
        reading=(lambda body: read_pages([body]), bodies),
        dictionary=(get_lexicon().find, texts),
    )
    yardsticks = Turns(money=(_find_money, sample), tags=(_tag, sample))
    one = two = float("inf")
    memory_of_many = 0.0
    _, memory_of_few = _extract_archive(bodies, COPIES, 1)
    for _ in range(ROUNDS):
        with collecting_rarely():
            turns.take(rounds=6)
        seconds, memory = _extract_archive(bodies, COPIES * MORE, 1)
        one, memory_of_many = min(one, seconds), max(memory_of_many, memory)
        two = min(two, _extract_archive(bodies, COPIES * MORE, 2)[0])

    yardsticks.take()  # last: their hundreds of megabytes would lie between our own
    speed = megabytes / turns.seconds("facts")
    money, tags = size / yardsticks.seconds("money"), size / yardsticks.seconds("tags")
    yield Result("facts from page text, every field", speed, "MB/s", "JioNLP extract_money alone", money)
    yield Result("facts from page text, every field", speed, "MB/s", "jieba.posseg alone", tags)
    yield Result("facts from page text, every field", len(pages) / turns.seconds("facts"), "notices/s")
    dictionary, reading = megabytes / turns.seconds("dictionary"), megabytes / turns.seconds("reading")
    yield Result("dictionary pass", dictionary, "MB/s", "facts from page text", speed)
    yield Result("reading pages", reading, "MB/s", "facts from page text", speed)
    few = len(bodies) * COPIES
    many = few * MORE
    name = f"{many:,} documents from archive to records, two processes"
    yield Result(name, many / two, "documents/s", "one process", many / one)
    yield Result(f"memory over {many:,} documents", memory_of_many, "MiB", f"over {few:,}", memory_of_few)


def _extract_archive(bodies: list[tuple[str, bytes]], copies: int, processes: int) -> tuple[float, float]:
    """Return the seconds and the peak MiB of reading `copies` of every text from an archive, in a fresh process."""
    with TemporaryDirectory() as folder, ProcessPoolExecutor(1, get_context("spawn")) as pool:
        _fill(Path(folder), bodies, copies)
        return pool.submit(_timed_extraction, Path(folder), processes).result()


def _fill(home: Path, bodies: list[tuple[str, bytes]], copies: int) -> None:
    when = datetime(2026, 1, 1, tzinfo=UTC)
    with Archive(home) as archive:
        for number in range(copies):
            for name, body in bodies:
                # a last line makes every copy a document of its own
                archive.add(f"file:{number}/{name}", body + f"\n{number} {name}\n".encode(), media_type_of(body), when)


def _timed_extraction(home: Path, processes: int) -> tuple[float, float]:
    get_lexicon()
    start = time.perf_counter()
    extract_all(home, processes=processes)
    return time.perf_counter() - start, _peak_mebibytes()


def _peak_mebibytes() -> float:
    """Return the peak of this program alone; the peak that getrusage tells is handed down by the parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


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
