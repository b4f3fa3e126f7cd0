"""Saved pages on disk: which files there are, and their bytes with a media type."""

from __future__ import annotations

import gzip
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawlers.archive import Listing
from crawlers.media import is_binary_junk, sniff_media_type
from crawlers.pipelines import FetchedPage
from crawlers.warc import parse_date

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_TEXT_BYTES = 20 * 1024 * 1024
_SUFFIXES = {
    ".warc",
    ".html",
    ".htm",
    ".shtml",
    ".xhtml",
    ".md",
    ".markdown",
    ".txt",
    ".json",
    ".pdf",
    ".docx",
    ".xlsx",
    ".csv",
}


class FileProblemError(ValueError):
    """A file that cannot be imported; the message says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def find_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield given files as they are, and of given folders every file of a known kind, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from (found for found in _walk(path) if _suffix(found) in _SUFFIXES)
        else:
            yield path


def count_passed_over(paths: Sequence[Path]) -> Counter[str]:
    """Return how many files of the given folders are of no known kind, by the end of their name."""
    return Counter(
        found.suffix.lower() or found.name
        for path in paths
        if path.is_dir()
        for found in _walk(path)
        if _suffix(found) not in _SUFFIXES
    )


def _walk(folder: Path) -> Iterator[Path]:
    for found in sorted(folder.rglob("*")):
        if found.is_file() and not any(part.startswith(".") for part in found.relative_to(folder).parts):
            yield found


def read_file(path: Path) -> tuple[bytes, str]:
    """Return the bytes and the media type. Raises FileProblemError when there is nothing to read in the file."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise FileProblemError("too_large", f"holds {size >> 20} MB, more than 50 MB; split it or leave it out")
        body = path.read_bytes()
    except OSError as error:
        raise FileProblemError(
            "unreadable_file", f"{error.strerror or error}; check the path and its rights"
        ) from error
    if body.startswith(b"\x1f\x8b"):
        body = _unpack(body)
    _check_body(body)
    media_type = media_type_of(path, body)
    if media_type.startswith(("text/", "application/json")) and len(body) > MAX_TEXT_BYTES:
        raise FileProblemError("too_large", f"holds {len(body) >> 20} MB of text; no notice is that long, leave it out")
    return body, media_type


def is_warc(path: Path) -> bool:
    """Tell whether a file is a web archive.

    >>> is_warc(Path("a.warc.gz")), is_warc(Path("a.html.gz"))
    (True, False)
    """
    return _suffix(path) == ".warc"


def read_warc(path: Path) -> Iterator[FetchedPage]:
    """Yield the pages and files of a web archive, ours or another's, with what it says of them.

    Raises FileProblemError where the archive is damaged; what stands before has been yielded.
    """
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                page = _read_record(record) if record.rec_type in ("response", "resource") else None
                if page is not None:
                    yield page
        _check_end(path)
    except OSError as error:
        raise FileProblemError(
            "unreadable_file", f"{error.strerror or error}; check the path and its rights"
        ) from error
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError) as error:
        raise FileProblemError("unreadable_file", f"is a damaged web archive ({error}); fetch it again") from error


def _check_end(path: Path) -> None:
    """Raise EOFError when a gzip file is cut off, which the reader of records passes over in silence."""
    if path.suffix != ".gz":
        return
    with gzip.open(path) as file:
        while file.read(1 << 20):
            pass


def _read_record(record: Any) -> FetchedPage | None:
    head = {name.lower(): value for name, value in record.rec_headers.headers}
    http = record.http_headers
    status = int(http.get_statuscode()) if http else 200
    body = record.content_stream().read()
    if status != 200 or not body.strip() or head["warc-target-uri"].endswith("/robots.txt"):
        return None
    listed = head.get("zhifa-listed-date")
    declared = http.get_header("content-type") if http else head.get("content-type")
    return FetchedPage(
        head["warc-target-uri"],
        body,
        head.get("zhifa-media-type") or sniff_media_type(body, declared),
        parse_date(head["warc-date"]),
        source_id=head.get("zhifa-source-id"),
        role=head.get("zhifa-role", "page"),
        requested_url=head.get("zhifa-requested-url"),
        response_headers=tuple(http.headers) if http else (),
        listing=Listing(head.get("zhifa-listed-title"), date.fromisoformat(listed) if listed else None),
        parent_document_id=head.get("zhifa-parent-id"),
        is_sample="zhifa-sample" in head,
    )


def media_type_of(path: Path, body: bytes | None = None) -> str:
    """Return the media type of a saved page by its bytes, and by its name where bytes do not tell.

    >>> media_type_of(Path("notices/a.md"), "# 通报".encode())
    'text/markdown'
    """
    name = path.name.removesuffix(".gz")
    return sniff_media_type(path.read_bytes()[:65536] if body is None else body, None, name)


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()


def _check_body(body: bytes) -> None:
    if not body.strip():
        raise FileProblemError("empty_file", "is empty; save the page again")
    if is_binary_junk(body):
        raise FileProblemError(
            "unreadable_file", "is neither a page, a PDF nor text in UTF-8 or GB18030; save it again"
        )


def _unpack(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        plain = unpacker.decompress(body, MAX_FILE_BYTES + 1)
    except zlib.error as error:
        raise FileProblemError("unreadable_file", f"is a damaged gzip file ({error}); fetch it again") from error
    if len(plain) > MAX_FILE_BYTES:
        raise FileProblemError("too_large", "unpacks to more than 50 MB; leave it out")
    if not unpacker.eof:
        raise FileProblemError("unreadable_file", "is half a gzip file: it ends early; fetch it again")
    return gzip.decompress(body) if unpacker.unused_data else plain
