"""WARC records as bytes: one gzip member a record, so that each can be read alone by its offset."""

from __future__ import annotations

import base64
import hashlib
import json
import mmap
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from warcio.archiveiterator import ArchiveIterator

Headers = Sequence[tuple[str, str]]

ORIGINAL = "X-Archive-Orig-"
# The body is kept decoded, so these would lie about it; they are kept under another name.
_TRANSFER_HEADERS = {"content-encoding", "transfer-encoding", "content-length"}
_CHUNK = 1 << 16
_MEMBER_START = b"\x1f\x8b\x08\x00"
_FIELD = re.compile(rb"^([\w-]+):[ \t]*(.*?)\r?$", re.M)
_LEVEL = 5  # level 9 takes twice the time for 3 % fewer bytes
_HTTP_RESPONSE = "application/http; msgtype=response"
_PROFILES = "http://netpreserve.org/warc/1.1/revisit"


class TornRecordError(ValueError):
    """The record at an offset is cut off, as after a power failure."""


class DamagedRecordError(TornRecordError):
    """The record is there, but its bytes are not those that were written."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record as read back: its type, its own headers, the HTTP headers and the payload."""

    offset: int
    length: int
    type: str
    headers: Mapping[str, str]
    http_headers: Headers
    status: int | None
    payload: bytes


def build_digest(body: bytes) -> str:
    """Return the payload digest as WARC writes it.

    >>> build_digest(b"")
    'sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ===='
    """
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode("ascii")


def build_response(
    url: str, body: bytes, when: datetime, *, status: int, http_headers: Headers, fields: Mapping[str, str]
) -> bytes:
    """Return a response record as one gzip member."""
    stated = {"WARC-Payload-Digest": build_digest(body), **fields}
    block = _http_response(status, http_headers, len(body)) + body
    return _build_record("response", url, when, _HTTP_RESPONSE, block, stated)


def build_resource(url: str, body: bytes, when: datetime, *, media_type: str, fields: Mapping[str, str]) -> bytes:
    """Return a resource record as one gzip member: bytes that came without HTTP, as saved files do."""
    return _build_record("resource", url, when, media_type, body, {"WARC-Payload-Digest": build_digest(body), **fields})


def build_revisit(
    url: str, when: datetime, *, digest: str | None, first_url: str, first_at: datetime, status: int,
    http_headers: Headers, fields: Mapping[str, str],
) -> bytes:  # fmt: skip
    """Return a revisit record: the same bytes as the record of `first_url` at `first_at`, also after a 304."""
    stated = {
        "WARC-Profile": f"{_PROFILES}/{'server-not-modified' if status == 304 else 'identical-payload-digest'}",
        "WARC-Refers-To-Target-URI": first_url,
        "WARC-Refers-To-Date": format_date(first_at),
        **({"WARC-Payload-Digest": digest} if digest else {}),
        **fields,
    }
    block = _http_response(status, http_headers, None) if is_http(url) else b""
    return _build_record("revisit", url, when, _HTTP_RESPONSE, block, stated)


def build_request(
    url: str, when: datetime, method: str, http_headers: Headers, fields: Mapping[str, str], body: bytes = b""
) -> bytes:
    """Return a request record: the request line, the headers that were sent and the form, if there was one."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sized = [("Content-Length", str(len(body)))] if body else []
    kept = [(name, value) for name, value in http_headers if name.lower() != "content-length"]
    block = _http_head(f"{method} {target} HTTP/1.1", [*_clean(kept), *sized]) + body
    return _build_record("request", url, when, "application/http; msgtype=request", block, fields)


def build_metadata(url: str, when: datetime, payload: bytes, fields: Mapping[str, str]) -> bytes:
    """Return a metadata record with a JSON payload."""
    return _build_record("metadata", url, when, "application/json", payload, fields)


def build_warcinfo(filename: str, info: Mapping[str, str]) -> bytes:
    """Return the record that opens a file and says who wrote it."""
    block = "".join(f"{name}: {value}\r\n" for name, value in info.items() if value).encode()
    return _build_record(
        "warcinfo", "", datetime.now(UTC), "application/warc-fields", block, {"WARC-Filename": filename}
    )


def read_record(path: Path, offset: int, *, check: bool = False) -> WarcRecord:
    """Return the record that starts at the offset; with `check` its block is hashed again.

    Raises TornRecordError when it is cut off, DamagedRecordError when its bytes changed, OSError without the file.
    """
    with path.open("rb") as file:
        file.seek(offset)
        length, raw = _read_member(file.read)
    if check:
        _check_block(raw)
    return _parse_record(raw, offset, length)


def read_records(
    path: Path, start: int = 0, *, check: bool = False, on_damage: Callable[[int, TornRecordError], None] | None = None
) -> Iterator[WarcRecord]:
    """Yield the complete records from an offset on.

    Where one is cut off or damaged `on_damage` is told and the reading goes on behind it; without it the error is
    raised.
    """
    size = path.stat().st_size
    offset: int | None = start
    while offset is not None and offset < size:
        try:
            record = read_record(path, offset, check=check)
        except TornRecordError as error:
            if on_damage is None:
                raise
            on_damage(offset, error)
            offset = _find_member(path, offset + 1)
            continue
        yield record
        offset += record.length


def _find_member(path: Path, start: int) -> int | None:
    """Return where the next readable record begins."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        place = view.find(_MEMBER_START, start)
        while place >= 0:
            if _begins_record(view[place : place + _CHUNK]):
                return place
            place = view.find(_MEMBER_START, place + 1)
    return None


def _begins_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(head, 8).startswith(b"WARC/")
    except zlib.error:
        return False


def _check_block(raw: bytes) -> None:
    head, _, rest = raw.partition(b"\r\n\r\n")
    fields = dict(_FIELD.findall(head))
    stated = fields.get(b"warc-block-digest") or fields.get(b"WARC-Block-Digest")
    if not stated:
        return
    name, _, digest = stated.decode("ascii").partition(":")
    block = rest[: int(fields[b"Content-Length"])]
    if name in ("sha1", "sha256") and base64.b32encode(hashlib.new(name, block).digest()).decode() != digest:
        raise DamagedRecordError("its bytes are not those of its digest")


def read_json(record: WarcRecord) -> dict[str, Any]:
    """Return the payload of a metadata record."""
    found: dict[str, Any] = json.loads(record.payload)
    return found


def is_http(url: str) -> bool:
    """Tell whether an address is one of the web."""
    return url.startswith(("http://", "https://"))


def format_date(when: datetime) -> str:
    """Return a WARC date with microseconds.

    >>> format_date(datetime(2026, 2, 1, tzinfo=UTC))
    '2026-02-01T00:00:00.000000Z'
    """
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_date(text: str) -> datetime:
    """Return the time of a WARC date, with or without fractions.

    >>> parse_date("2026-02-01T00:00:00Z").isoformat()
    '2026-02-01T00:00:00+00:00'
    """
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def _build_record(
    kind: str, url: str, when: datetime, media_type: str, block: bytes, fields: Mapping[str, str]
) -> bytes:
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Date: {format_date(when)}",
        *(f"{name}: {value}" for name, value in fields.items()),
        f"WARC-Block-Digest: {build_digest(block)}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(block)}",
    ]
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    parts = ("\r\n".join(head) + "\r\n\r\n").encode(), block, b"\r\n\r\n"
    return packer.compress(b"".join(parts)) + packer.flush()


def _clean(headers: Headers) -> list[tuple[str, str]]:
    return [(name, " ".join(value.split())) for name, value in headers]


def _http_response(status: int, headers: Headers, length: int | None) -> bytes:
    kept = [
        (f"{ORIGINAL}{name}" if name.lower() in _TRANSFER_HEADERS else name, value) for name, value in _clean(headers)
    ]
    if length is not None:
        kept.append(("Content-Length", str(length)))
    return _http_head(f"HTTP/1.1 {status} {_phrase(status)}".strip(), kept)


def _http_head(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _read_member(read: object) -> tuple[int, bytes]:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    parts: list[bytes] = []
    taken = 0
    while not unpacker.eof:
        chunk = read(_CHUNK)  # type: ignore[operator]
        if not chunk:
            raise TornRecordError("the record ends early")
        try:
            parts.append(unpacker.decompress(chunk))
        except zlib.error as error:
            raise DamagedRecordError(f"its bytes changed ({error})") from error
        taken += len(chunk)
    return taken - len(unpacker.unused_data), b"".join(parts)


def _parse_record(raw: bytes, offset: int, length: int) -> WarcRecord:
    for record in ArchiveIterator(BytesIO(raw)):
        http = record.http_headers
        payload = record.content_stream().read() if record.rec_type != "revisit" else b""
        status = int(http.get_statuscode()) if http is not None and record.rec_type != "request" else None
        return WarcRecord(
            offset,
            length,
            record.rec_type,
            {name.lower(): value for name, value in record.rec_headers.headers},
            tuple(http.headers) if http is not None else (),
            status,
            payload,
        )
    raise TornRecordError("the record is empty")
