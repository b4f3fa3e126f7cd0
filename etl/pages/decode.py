"""Bytes to text: compression, encodings and the bodies that hold no text at all."""

from __future__ import annotations

import gzip
import re
import zlib

from w3lib.encoding import html_to_unicode

from etl.pages.errors import UnreadableDocument

LARGEST_TEXT = 50_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def inflate(body: bytes) -> bytes:
    """Return the body, unpacked when it is gzip. Raises UnreadableDocument when the packing is damaged or too large."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(body, LARGEST_TEXT + 1)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableDocument("broken_gzip", f"The gzip data is damaged ({error}); fetch the page again.") from error
    if len(plain) > LARGEST_TEXT:
        raise UnreadableDocument(
            "too_large", "The unpacked page exceeds 50 MB; save the article alone and import that."
        )
    if not unpacker.eof:
        raise UnreadableDocument("broken_gzip", "The gzip data stops half-way; fetch the page again.")
    return plain


def _looks_binary(text: str) -> bool:
    sample = text[:20000]
    odd = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    return odd > max(8, len(sample) // 50)


def _decode_strict(body: bytes) -> str | None:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return body.decode(name, "replace")
    for name in ("utf-8", "gb18030"):
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def decode_body(body: bytes, media_type: str, *, is_html: bool = False) -> str:
    """Return the decoded text. Raises UnreadableDocument for empty bodies, binary data and unknown encodings.

    UTF-8 is tried before what the page declares, GB18030 stands in for GB2312 and GBK.
    """
    if not body.strip():
        raise UnreadableDocument("empty", "The file is empty; fetch or save the page again.")
    text = _decode_strict(body)
    if text is None and is_html:
        text = html_to_unicode(media_type, body)[1]
    if text is None:
        text = body.decode("utf-8", "replace")
        if text.count("\ufffd") > len(text) // 200:
            text = body.decode("gb18030", "replace")
    if _looks_binary(text):
        raise UnreadableDocument(
            "undecodable",
            "The bytes are no readable text in UTF-8 or GB18030; save the page as UTF-8 and import it again.",
        )
    return text
