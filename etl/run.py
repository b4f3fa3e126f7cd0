"""Drive the pure middle over an archive: documents in, records out, incremental and in parallel."""

from __future__ import annotations

import gc
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from crawlers.archive import Archive, Document
from crawlers.source import DetailSelectors, load_usable_sources
from etl.codec import record_from_json, record_to_json
from etl.lexicon import get_lexicon
from etl.model import Finding, NoticeRecord
from etl.notice import extract_notice
from etl.pages import UnreadableDocument, read_page
from etl.store import RecordStore

BATCH = 16
AHEAD = 8  # batches that wait for each other process; some take a tenth of the time of others
_OBJECTS_BEFORE_COLLECTION = 50_000
WORTH_A_POOL = 256  # documents; fewer are read sooner than a second process has started
Progress = Callable[[int, int], None]  # done, total


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a record, or the finding that says why there is none."""

    document_id: str
    record_json: str | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class ExtractReport:
    """Counts of documents; `findings` names every document that could not be read."""

    count_documents: int
    count_extracted: int
    count_known: int
    findings: tuple[tuple[str, Finding], ...]  # (url, finding)


@lru_cache(maxsize=1)
def extractor_version() -> str:
    """Return a digest of the code and reference data that decide what is extracted.

    A record made by another version is made again; nothing else needs to be invalidated by hand.
    """
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def extract_document(document: Document, body: bytes, selectors: DetailSelectors | None) -> Outcome:
    """Return the record of one document, or the finding that it cannot be read."""
    try:
        page = read_page(
            body,
            document_id=document.document_id,
            media_type=document.media_type,
            url=document.url,
            selectors=selectors,
        )
    except UnreadableDocument as problem:
        severity = "warning" if document.role == "attachment" else "error"  # the notice itself is read
        finding = Finding(problem.code, f"{document.url.removeprefix('file:')}: {problem.message}", severity)
        return Outcome(document.document_id, None, finding)
    return Outcome(document.document_id, record_to_json(extract_notice(page)), None)


def extract_all(home: Path, *, processes: int | None = None, on_progress: Progress | None = None) -> ExtractReport:
    """Extract every document archived below a data folder that this version of the extractor has not read yet."""
    version = extractor_version()
    with Archive(home) as archive, RecordStore(home) as store:
        held = archive.document_ids()
        known = store.document_ids(version)
    waiting = [document_id for document_id in held if document_id not in known]
    sources, _ = load_usable_sources()
    read = partial(_extract_batch, home, {name: source.detail for name, source in sources.items()})
    others = (processes or os.cpu_count() or 1) - 1 if len(waiting) >= WORTH_A_POOL else 0
    found: dict[str, Finding] = {}
    done = 0
    with _start_processes(others) as pool, Archive(home) as archive, RecordStore(home) as store:
        for outcomes in _outcomes(read, waiting, pool, others):
            store.put_many(version, [(o.document_id, o.record_json, o.finding) for o in outcomes])
            found |= {o.document_id: o.finding for o in outcomes if o.finding}
            done += len(outcomes)
            if on_progress:
                on_progress(done, len(waiting))
        findings = tuple((archive.get(name).url, found[name]) for name in waiting if name in found)
    return ExtractReport(len(held), len(waiting), len(held) - len(waiting), findings)


def read_record(outcome: Outcome) -> NoticeRecord | None:
    return record_from_json(outcome.record_json) if outcome.record_json else None


@contextmanager
def _start_processes(count: int) -> Iterator[Executor | None]:
    """Start processes that read beside this one, before it opens the archive: copies must not share open databases."""
    if not count:
        yield None
        return
    get_lexicon()  # a copy has it then
    with ProcessPoolExecutor(count, get_context(_start_method()), initializer=get_lexicon) as pool:
        pool.submit(os.getpid)  # the first task starts them
        yield pool


def _start_method() -> str:
    """Return how processes start: as copies with everything loaded where a copy is safe, in a program of one thread."""
    threads = Path("/proc/self/task")
    return "fork" if threads.is_dir() and len(list(threads.iterdir())) == 1 else "spawn"


def _outcomes(
    read: Callable[[Sequence[str]], list[Outcome]], document_ids: Sequence[str], pool: Executor | None, others: int
) -> Iterator[list[Outcome]]:
    """Yield the outcomes of the documents, a batch at a time; this process reads too while it waits for the others."""
    batches = (document_ids[start : start + BATCH] for start in range(0, len(document_ids), BATCH))
    if pool is None:
        yield from map(read, batches)
        return
    running = deque((pool.submit(read, batch), batch) for batch in islice(batches, others * AHEAD))
    while running:
        if running[0][0].done():
            yield running.popleft()[0].result()
            running.extend((pool.submit(read, batch), batch) for batch in islice(batches, 1))
        elif (own := next(batches, None)) is not None:
            yield read(own)
        elif running[-1][0].cancel():
            yield read(running.pop()[1])
        else:
            yield running.popleft()[0].result()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Let the garbage collector look for cycles a seventieth as often: facts hold none, and looking costs a tenth."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _extract_batch(home: Path, selectors: Mapping[str, DetailSelectors], document_ids: Sequence[str]) -> list[Outcome]:
    with collecting_rarely(), Archive(home) as archive:
        documents = map(archive.get, document_ids)
        return [extract_document(d, archive.read_document(d), selectors.get(d.source_id or "")) for d in documents]
