"""The files published with notices of the replica, by the end of their name."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from crawlers.replica.notices import SampleFile
from crawlers.replica.office import build_docx, build_xlsx
from crawlers.replica.pdf import build_pdf

_PARTS = {".doc": "WordDocument", ".wps": "WordDocument", ".xls": "Workbook", ".et": "Workbook"}


def build_file(file: SampleFile) -> bytes:
    """Return the bytes of a file; of kinds that nothing here reads only what tells them apart."""
    suffix = PurePosixPath(file.name).suffix
    if suffix == ".xlsx":
        return build_xlsx(file.text)
    if suffix == ".docx":
        return build_docx(file.text)
    if suffix in _PARTS:
        return _build_old(_PARTS[suffix], file.text)
    return build_pdf(file.text) if suffix == ".pdf" else _build_zip(suffix, file.text)


def _build_old(part: str, text: str) -> bytes:
    """Return what an office file of the old kind begins with, and a directory that names its part."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + f"{part}\0{text}".encode("utf-16-le")


def _build_zip(suffix: str, text: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr(ZipInfo("OFD.xml" if suffix == ".ofd" else "名单.txt"), text)
    return packed.getvalue()
