"""Join archives: what several workers collected becomes one archive."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from crawlers import warc
from crawlers.archive import Archive, ArchiveError, CrawlFinding
from crawlers.warc import TornRecordError

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class JoinReport:
    """What a join did: files that were taken in, documents that are new here, and what is wrong with the files."""

    count_files: int
    count_new: int
    findings: tuple[CrawlFinding, ...]


def join_archive(archive: Archive, other: Path) -> JoinReport:
    """Take in the WARC files of another data folder and return what was done; files that are here already are left.

    A record that a killed worker was writing is left behind and told. Raises ArchiveError when the folder holds no
    archive or is the archive's own.
    """
    folder = other / "archive"
    if folder.resolve() == archive.folder.resolve():
        raise ArchiveError(f"{other} is the archive itself; name the data folders of the others")
    paths = sorted(folder.glob("*.warc.gz"))
    if not paths:
        raise ArchiveError(f"{other} holds no archive; name a data folder, as given to --home")
    before = sum(1 for _ in archive.documents())
    findings: list[CrawlFinding] = []
    taken = [path for path in paths if _take_in(path, archive.folder / path.name, findings)]
    archive.refresh()
    return JoinReport(len(taken), sum(1 for _ in archive.documents()) - before, tuple(findings))


def _take_in(path: Path, target: Path, findings: list[CrawlFinding]) -> bool:
    """Copy the whole records of a file and tell whether anything came in."""
    held = target.stat().st_size if target.exists() else 0
    if held == path.stat().st_size:
        return False
    end = _check(path, findings)
    if held >= end:
        return False
    part = target.with_suffix(".part")
    try:
        with path.open("rb") as source, part.open("wb") as copy:
            while left := end - copy.tell():
                chunk = source.read(min(_CHUNK, left))
                if not chunk:
                    raise OSError(f"{path.name} became shorter while it was read")
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ArchiveError(f"cannot copy {path.name}: {error.strerror or error}; mend that and join again") from error
    return True


def _check(path: Path, findings: list[CrawlFinding]) -> int:
    """Return where the last whole record of a file ends; what is wrong with its records is added to the findings."""
    end = 0
    try:
        for record in warc.read_records(path):
            end = record.offset + record.length
            digest = record.headers.get("warc-payload-digest")
            if record.type in ("response", "resource") and warc.build_digest(record.payload) != digest:
                message = f"{path.name} at {record.offset}: the bytes changed"
                findings.append(CrawlFinding("digest_mismatch", message, "error"))
    except TornRecordError as error:
        message = f"{path.name}: {error}; what stands before it was taken in"
        findings.append(CrawlFinding("torn_record", message, "info"))
    return end
