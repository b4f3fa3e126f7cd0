"""What bytes are, by what they begin with first and by what the server or the name says second."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

_BY_SUFFIX = {
    ".html": "text/html", ".htm": "text/html", ".shtml": "text/html", ".xhtml": "text/html", ".jhtml": "text/html",
    ".md": "text/markdown", ".markdown": "text/markdown", ".txt": "text/plain", ".json": "application/json",
    ".pdf": "application/pdf", ".doc": "application/msword", ".xls": "application/vnd.ms-excel",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".wps": "application/vnd.ms-works", ".et": "application/vnd.ms-excel", ".ofd": "application/ofd",
    ".zip": "application/zip", ".rar": "application/vnd.rar", ".7z": "application/x-7z-compressed",
    ".rtf": "application/rtf", ".csv": "text/csv",
}  # fmt: skip
ATTACHMENT_SUFFIXES = (
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".csv", ".rtf", ".zip", ".rar", ".7z",
)  # fmt: skip
_MAGIC = (
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"{\\rtf", "application/rtf"),
    (b"MIME-Version:", "multipart/related"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What old office files name their parts, in the encoding they use, the telling ones first.
_OLE_PARTS = (
    ("EncryptedPackage", "application/encrypted"),
    ("Workbook", "application/vnd.ms-excel"),
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Book", "application/vnd.ms-excel"),
)
_OFFICE_HTML = re.compile(rb"urn:schemas-microsoft-com:office|ProgId content=[\"']?(?:Excel|Word)", re.I)
_PAGE_NAME = re.compile(r"\.[sx]?html?(?:[?#]|\Z)", re.I)
_PARAMETER = re.compile(r"(filename\*?)\s*=\s*(\"[^\"]*\"|[^;]+)", re.I)
_HTML_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)


def sniff_media_type(body: bytes, declared: str | None = None, name: str = "") -> str:
    """Return the media type; of a declared text type the charset is kept.

    >>> sniff_media_type(b"%PDF-1.7", "text/html", "a.html")
    'application/pdf'
    >>> sniff_media_type(b"<!DOCTYPE html><p>", "text/html; charset=GBK")
    'text/html; charset=gbk'
    >>> sniff_media_type("# 标题".encode(), None, "notice.md")
    'text/markdown'
    >>> sniff_media_type(b"\\x00\\x01\\x02\\x03")
    'application/octet-stream'
    """
    found = _by_magic(body, name)
    if found and found != "text/html":
        return found
    stated, _, rest = (declared or "").lower().partition(";")
    stated = stated.strip()
    charset = re.search(r"charset\s*=\s*['\"]?([\w-]+)", rest)
    base = found or _by_name(name) or (stated if "/" in stated else None) or _guess(body)
    if stated.startswith(("text/", "application/json")) and not name and not found:
        base = stated
    return f"{base}; charset={charset[1]}" if charset and base.startswith("text/") else base


def is_html(body: bytes) -> bool:
    """Tell whether the bytes begin like an HTML page."""
    return bool(_HTML_START.match(body[:4096]))


def is_no_file(body: bytes, name: str) -> bool:
    """Tell whether bytes that a link promises to be a file are a page or a message instead.

    Office programs save sheets and texts as HTML too, and say so in it.

    >>> is_no_file(b"<html>404</html>", "a.pdf"), is_no_file(b"<script>alert(1)</script>", "a.pdf")
    (True, True)
    >>> is_no_file(b"%PDF-1.4", "a.pdf"), is_no_file(b"1,2", "a.csv"), is_no_file(b'{"code":500}', "/down?id=1")
    (False, False, True)
    >>> is_no_file(b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', "a.xls")
    False
    """
    if _by_magic(body, "") not in (None, "text/html"):
        return False
    suffix = get_link_suffix(name)
    if is_html(body):
        return not _OFFICE_HTML.search(body[:4096]) and (suffix is not None or not _PAGE_NAME.search(name))
    if suffix is None:
        return body.lstrip()[:1] in (b"<", b"{")  # a script that says the file is gone, or an answer of an API
    return suffix != ".csv" and not is_binary_junk(body)


def is_binary_junk(body: bytes) -> bool:
    """Tell whether the bytes are neither a known format nor text in any Chinese encoding."""
    if _by_magic(body, ""):
        return False
    head = body[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    if controls > len(head) // 100:
        return True
    return not any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def get_link_suffix(url: str, label: str = "") -> str | None:
    """Return the suffix of the file a link leads to, from its path, its query or its label.

    >>> get_link_suffix("/attach/20268/a.wps?fileName=x")
    '.wps'
    >>> get_link_suffix("/cms/pub/interact/downloadfile.jsp?filepath=a&fText=%E8%A1%A8.xlsx")
    '.xlsx'
    >>> get_link_suffix("/index.html") is None
    True
    """
    parts = urlsplit(url)
    names = [parts.path, *(value for values in parse_qs(parts.query).values() for value in values), label.strip()]
    for name in names:
        suffix = PurePosixPath(unquote(name)).suffix.lower()
        if suffix in ATTACHMENT_SUFFIXES:
            return suffix
    return None


def parse_disposition_name(value: str | None) -> str | None:
    """Return the file name that a Content-Disposition header gives, without any folder before it.

    The name is for telling what the bytes are and for showing; it is never the name of a file on disk.

    >>> parse_disposition_name("attachment; filename=\\"a.xlsx\\"; size=12")
    'a.xlsx'
    >>> parse_disposition_name("attachment; filename*=UTF-8''%E8%A1%A8.docx; filename=x.docx")
    '表.docx'
    >>> parse_disposition_name("attachment; filename=../../etc/a.pdf"), parse_disposition_name("inline")
    ('a.pdf', None)
    """
    fields = {match[1].lower(): match[2].strip("\"' ") for match in _PARAMETER.finditer(value or "")}
    name = fields.get("filename*", "").rpartition("''")[2] or fields.get("filename", "")
    return re.split(r"[/\\\\]", unquote(name))[-1].strip() or None


def get_suffix_type(suffix: str) -> str | None:
    """Return the media type that a file name's suffix stands for.

    >>> get_suffix_type(".pdf"), get_suffix_type(".exe")
    ('application/pdf', None)
    """
    return _BY_SUFFIX.get(suffix)


def get_type_suffix(media_type: str) -> str | None:
    """Return the suffix of files of a media type.

    >>> get_type_suffix("application/vnd.ms-works"), get_type_suffix("text/html; charset=gbk"), get_type_suffix("x/y")
    ('.wps', '.html', None)
    """
    kind = media_type.partition(";")[0].strip().lower()
    return next((suffix for suffix, named in _BY_SUFFIX.items() if named == kind), None)


def get_binary_type(body: bytes, suffix: str | None = None) -> str | None:
    """Return the media type of bytes that are neither text, PDF nor zip, or None.

    Old office files are told apart by the names of their parts; WPS writes the same format, so its suffix counts.

    >>> get_binary_type(b"{\\\\rtf1"), get_binary_type(b"<html>")
    ('application/rtf', None)
    """
    if body.startswith(_OLE):
        return _by_parts(body, suffix)
    found = next((kind for mark, kind in _MAGIC if body.startswith(mark)), None)
    is_picture = found != "image/bmp" or (len(body) > 14 and body[6:10] == b"\0\0\0\0")
    return found if is_picture else None


def _by_parts(body: bytes, suffix: str | None) -> str:
    found = next((kind for name, kind in _OLE_PARTS if name.encode("utf-16-le") in body), None)
    if suffix in (".et", ".wps") and found != "application/encrypted":
        return _BY_SUFFIX[suffix]
    return found or _BY_SUFFIX.get(suffix if suffix in (".doc", ".xls") else "", "application/x-ole-storage")


def _by_magic(body: bytes, name: str) -> str | None:
    if body.startswith(b"%PDF-") or (b"%PDF-" in body[:1024] and not is_html(body)):
        return "application/pdf"
    if body.startswith(b"PK\x03\x04"):
        return _by_zip(body)
    found = get_binary_type(body, get_link_suffix(name))
    return found or ("text/html" if is_html(body) else None)


def _by_zip(body: bytes) -> str:
    head = body[:20000] + body[-20000:]
    if b"xl/workbook.xml" in head:
        return _BY_SUFFIX[".xlsx"]
    if b"word/document.xml" in head:
        return _BY_SUFFIX[".docx"]
    return _BY_SUFFIX[".ofd"] if b"OFD.xml" in head else "application/zip"


def _by_name(name: str) -> str | None:
    return _BY_SUFFIX.get(PurePosixPath(urlsplit(name).path).suffix.lower()) if name else None


def _guess(body: bytes) -> str:
    return "application/octet-stream" if is_binary_junk(body) else "text/plain"


def _decodes(head: bytes, encoding: str) -> bool:
    for cut in range(4):  # the window may end inside a character
        try:
            head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def decode_text(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a page. Bytes that are valid UTF-8 are UTF-8 whatever the header says; else GB18030 is tried.

    >>> decode_text("罚款".encode("gb18030"), "text/html; charset=iso-8859-1")
    '罚款'
    >>> decode_text("罚款".encode(), "text/html; charset=gbk")
    '罚款'
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    stated = re.search(r"charset\s*=\s*['\"]?([\w-]+)", content_type or "", re.I)
    declared = stated[1] if stated else _declared_in(body)
    try:
        return body.decode("gb18030" if declared.lower() in ("gbk", "gb2312", "gb18030") else declared, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _declared_in(body: bytes) -> str:
    found = re.search(rb"charset\s*=\s*['\"]?([\w-]+)", body[:4096], re.I)
    return found[1].decode("ascii") if found else "utf-8"
