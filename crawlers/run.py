"""Crawl sources or import saved pages: the two ways into the archive, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from crawlers.archive import Archive, ArchiveError, CrawlFinding, Run
from crawlers.replica import Replica
from crawlers.shared_queue import SharedQueue
from crawlers.source import Source, SourceError, load_usable_sources

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl or an import has come; `total` is None while no list has told it."""

    source_id: str | None
    done: int
    total: int | None
    url: str | None = None


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl did: a run for every source, what went wrong, and the documents that are new or changed."""

    runs: tuple[Run, ...]
    findings: tuple[CrawlFinding, ...]
    document_ids: tuple[str, ...]
    is_interrupted: bool = False
    joined_at: str | None = None  # when the shared crawl began that this one joined

    @property
    def count_new(self) -> int:
        return sum(run.count_new for run in self.runs)

    @property
    def count_changed(self) -> int:
        return sum(run.count_changed for run in self.runs)

    @property
    def count_unchanged(self) -> int:
        return sum(run.count_unchanged for run in self.runs)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file: its path as given, its document and whether that was new, changed or unchanged."""

    path: str
    document_id: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `findings` names every file that was left out."""

    files: tuple[ImportedFile, ...]
    findings: tuple[CrawlFinding, ...]
    is_interrupted: bool = False

    @property
    def document_ids(self) -> tuple[str, ...]:
        return tuple(file.document_id for file in self.files)

    @property
    def count_new(self) -> int:
        return sum(file.outcome == "new" for file in self.files)

    @property
    def count_changed(self) -> int:
        return sum(file.outcome == "changed" for file in self.files)

    @property
    def count_unchanged(self) -> int:
        return sum(file.outcome == "unchanged" for file in self.files)


class UnknownSourceError(ValueError):
    """A source that is not in the registry, or that must not be crawled."""


def crawl(
    home: Path,
    source_ids: Sequence[str] | None = None,
    *,
    replica: bool = False,
    since: date | None = None,
    queue: str | None = None,
    on_progress: OnProgress | None = None,
) -> CrawlReport:
    """Crawl sources into the archive and return what was done; without ids all targets, or the whole replica.

    With the address of a `queue` the work is shared with other workers (docs/sharing-a-crawl.md). A wrong declaration
    is left out and told in the findings. Raises UnknownSourceError on a wrong id, ArchiveError when the archive cannot
    be used and QueueError when the queue cannot.
    """
    registry, wrong = load_usable_sources()
    left_out = {error.source_id for error in wrong}
    named = [name for name in source_ids or () if name not in left_out]
    sources = choose_sources(registry, named, replica=replica) if named or not source_ids else []
    with ExitStack() as stack:
        site = stack.enter_context(Replica()) if replica else None
        url = site.base_url if site else None
        report = crawl_sources(home, sources, replica_url=url, since=since, queue=queue, on_progress=on_progress)
    return replace(report, findings=(*map(build_source_finding, wrong), *report.findings))


def build_source_finding(error: SourceError) -> CrawlFinding:
    """Return the finding that tells of a wrong declaration."""
    return CrawlFinding("wrong_source", str(error), "error", error.source_id)


def crawl_sources(
    home: Path,
    sources: Sequence[Source],
    *,
    replica_url: str | None = None,
    since: date | None = None,
    today: date | None = None,
    queue: str | None = None,
    lease_seconds: float = 30.0,
    on_progress: OnProgress | None = None,
) -> CrawlReport:
    """Crawl the given declarations; `replica_url` is the running replica when they are its columns.

    `today` is the day by which pages are recent and lists stale, by default that of Beijing.
    With a `queue` a host is another worker's when this one has been silent for `lease_seconds`.
    """
    if queue:
        SharedQueue(queue).close()  # a wrong address is told before anything begins
    job = {
        "kind": "crawl",
        "home": str(home),
        "sources": [source.model_dump(mode="json") for source in sources],
        "since": since.isoformat() if since else None,
        "today": today.isoformat() if today else None,
        "replica_url": replica_url,
        "queue": {"url": queue, "lease_seconds": lease_seconds} if queue else None,
    }
    return _report_on(home, job, on_progress)


def replay(
    home: Path, recording: Path, source_ids: Sequence[str] | None = None, *, on_progress: OnProgress | None = None
) -> CrawlReport:
    """Crawl what an archive recorded into another one, without any network, and return what was done.

    Every recorded run is made again in its own time by the declarations and the code of today: the same documents
    under the same ids, unless what they ask for has changed (`not_replayed` tells it). Raises UnknownSourceError on a
    wrong id and ArchiveError when either archive cannot be used.
    """
    if home.resolve() == recording.resolve():
        raise ArchiveError(f"{recording} cannot be replayed into itself; choose another --home")
    registry, wrong = load_usable_sources()
    unknown = [name for name in source_ids or () if name not in registry]
    if unknown:
        raise UnknownSourceError(f"no source {', '.join(unknown)}; `zhifa sources` lists them")
    job = {
        "kind": "replay",
        "home": str(home),
        "recording": str(recording),
        "source_ids": list(source_ids or ()),
        "sources": [registry[name].model_dump(mode="json") for name in source_ids or registry],
    }
    report = _report_on(home, job, on_progress)
    return replace(report, findings=(*map(build_source_finding, wrong), *report.findings))


def _report_on(home: Path, job: dict[str, Any], on_progress: OnProgress | None) -> CrawlReport:
    """Do the job and return what the archive says of it."""
    known = _run_ids(home)
    events = list(_follow(job, on_progress))
    with Archive(home) as archive:
        runs = tuple(run for run in archive.runs() if run.run_id not in known)
        ids = {run.run_id for run in runs}
        findings = tuple(finding for finding in archive.findings() if finding.run_id in ids)
    documents = [e["document_id"] for e in events if e["event"] == "document" and e["outcome"] != "unchanged"]
    joined_at = next((event["began_at"] for event in events if event["event"] == "joined"), None)
    return CrawlReport(runs, findings, tuple(dict.fromkeys(documents)), _is_interrupted(events), joined_at)


def import_files(home: Path, paths: Sequence[Path], *, on_progress: OnProgress | None = None) -> ImportReport:
    """Put saved pages into the archive and return what became of each file.

    Raises ArchiveError when the archive cannot be used; an unreadable file is a finding, and the rest goes on.
    """
    known = _run_ids(home)
    events = list(_follow({"kind": "import", "home": str(home), "paths": [str(path) for path in paths]}, on_progress))
    files = tuple(
        ImportedFile(event["url"].removeprefix("file:"), event["document_id"], event["outcome"])
        for event in events
        if event["event"] == "document"
    )
    with Archive(home) as archive:
        ids = {run.run_id for run in archive.runs()} - known
        findings = tuple(finding for finding in archive.findings() if finding.run_id in ids)
    return ImportReport(files, findings, _is_interrupted(events))


def choose_sources(
    registry: Mapping[str, Source], source_ids: Sequence[str] | None, *, replica: bool = False
) -> list[Source]:
    """Return the sources to crawl. Raises UnknownSourceError on an unknown id and on one that is no target."""
    if not source_ids:
        return [source for source in registry.values() if source.is_target and source.is_sample == replica]
    unknown = [name for name in source_ids if name not in registry]
    if unknown:
        raise UnknownSourceError(f"no source {', '.join(unknown)}; `zhifa sources` lists them")
    for name in source_ids:
        if not registry[name].is_target:
            raise UnknownSourceError(f"{name} is no target: {registry[name].reason}")
        if registry[name].is_sample and not replica:
            raise UnknownSourceError(f"{name} belongs to the sample site; crawl it with --replica")
    return [registry[name] for name in source_ids]


def _run_ids(home: Path) -> set[str]:
    with Archive(home) as archive:
        return {run.run_id for run in archive.runs()}


def _follow(job: dict[str, Any], on_progress: OnProgress | None) -> Iterator[dict[str, Any]]:
    """Run the job in a child and yield its events. Raises ArchiveError when the child cannot work."""
    child = subprocess.Popen(
        [sys.executable, "-m", "crawlers.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])},
        encoding="utf-8",
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(job))
    child.stdin.close()
    meter = _Meter(on_progress)
    try:
        for line in child.stdout:
            event = json.loads(line)
            if event["event"] == "error":
                raise ArchiveError(event["message"])
            meter.note(event)
            yield event
    except KeyboardInterrupt:  # the child got the signal too: let it close the archive
        yield {"event": "interrupted"}
    finally:
        for _ in child.stdout:  # a child that nobody hears would wait for ever to be heard
            pass
        status = child.wait()
    if status == 130:
        yield {"event": "interrupted"}
    elif status != 0:
        raise ArchiveError(f"the crawl ended with status {status}; see the messages above")


class _Meter:
    """Adds up the events of all sources for a progress bar."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._tell = on_progress
        self._done = 0
        self._totals: dict[str | None, int] = {}

    def note(self, event: dict[str, Any]) -> None:
        source_id = event.get("source_id")
        if event["event"] == "list":
            self._totals[source_id] = event["total"] or event["listed"]
        elif event["event"] == "document" or (event["event"] == "finding" and event["url"]):
            self._done += 1
        if self._tell:
            total = sum(self._totals.values()) or None
            self._tell(Progress(source_id, self._done, max(total, self._done) if total else None, event.get("url")))


def _is_interrupted(events: Sequence[Mapping[str, Any]]) -> bool:
    return any(event["event"] == "interrupted" for event in events)
