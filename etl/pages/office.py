"""The parts of an office file: a zip archive of XML, opened with limits and without trust.

Parts are looked up by name and read into memory; nothing is unpacked to disk, archives inside are not followed, and XML
that brings its own entities is refused.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from etl.pages.errors import UnreadableDocument

LARGEST_PART = 60_000_000  # bytes, unpacked
LARGEST_WHOLE = 120_000_000
MOST_PARTS = 5_000
HIGHEST_RATIO = 300  # of unpacked to packed bytes; sheets of one repeated row reach about 100
_SMALL = 2_000_000  # bytes up to which the ratio is of no account

_BOMB = "The file unpacks to far more than it holds, which honest files do not; ask the publisher for another copy."
_BROKEN = "The office file is damaged ({}); fetch it again."
_LOCKED = "The office file is locked with a password; remove the lock and import it again."
_ENTITIES = "The XML in the office file defines entities of its own, which honest files do not; it was not read."


class OfficeFile:
    """The named parts of a docx, xlsx or similar file.

    Raises UnreadableDocument for damaged and locked files, for zip bombs and for XML with entities.
    """

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(body))
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise UnreadableDocument("broken_office_file", _BROKEN.format(error)) from error
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise UnreadableDocument("archive_bomb", _BOMB)
        self._parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in parts}
        self._left = LARGEST_WHOLE

    @property
    def names(self) -> frozenset[str]:
        """The names of the parts, in lower case."""
        return frozenset(self._parts)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None when there is none of that name."""
        part = self._parts.get(name.lstrip("/").lower())
        if part is None:
            return None
        _check_size(part)
        try:
            with self._zip.open(part) as file:
                data = file.read(min(LARGEST_PART, self._left) + 1)
        except RuntimeError as error:
            raise UnreadableDocument("encrypted_file", _LOCKED) from error
        except (BadZipFile, OSError, EOFError, ValueError, zlib.error) as error:
            raise UnreadableDocument("broken_office_file", _BROKEN.format(error)) from error
        self._left -= len(data)
        if len(data) > LARGEST_PART or self._left < 0:
            raise UnreadableDocument("archive_bomb", _BOMB)
        return data

    def parse(self, name: str) -> etree._Element | None:
        """Return the root element of an XML part, or None when there is none of that name."""
        data = self.read(name)
        if data is None:
            return None
        check_xml(data)
        try:
            return etree.fromstring(data, _build_parser())
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument("broken_office_file", _BROKEN.format(error)) from error

    def walk(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Yield each element of some names of an XML part once it is whole, and forget it then."""
        data = self.read(name)
        if data is None:
            return
        check_xml(data)
        events = etree.iterparse(
            BytesIO(data), events=("end",), tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False, no_network=True, load_dtd=False,
        )  # fmt: skip
        try:
            for _, element in events:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument("broken_office_file", _BROKEN.format(error)) from error

    def get_targets(self, name: str) -> dict[str, str]:
        """Return the parts that a part refers to, by the id of the reference."""
        folder, _, base = name.rpartition("/")
        root = self.parse(f"{folder}/_rels/{base}.rels")
        if root is None:
            return {}
        return {
            link.get("Id", ""): _join(folder, link.get("Target", ""))
            for link in root.iter("{*}Relationship")
            if link.get("TargetMode") != "External"
        }


def check_xml(data: bytes) -> None:
    """Raise UnreadableDocument when XML defines a document type, in any encoding: it may define entities there."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:200] else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise UnreadableDocument("xml_entities", _ENTITIES)


def _check_size(part: ZipInfo) -> None:
    is_dense = part.file_size > _SMALL and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1)
    if is_dense or part.file_size > LARGEST_PART:
        raise UnreadableDocument("archive_bomb", _BOMB)


def _build_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _join(folder: str, target: str) -> str:
    """Return the name of a part as another part refers to it.

    >>> _join("xl", "worksheets/sheet1.xml"), _join("xl", "/xl/a.xml"), _join("xl", "../docProps/b.xml")
    ('xl/worksheets/sheet1.xml', 'xl/a.xml', 'docProps/b.xml')
    """
    names: list[str] = []
    for name in target.split("/") if target.startswith("/") else [*folder.split("/"), *target.split("/")]:
        if name == "..":
            del names[-1:]
        elif name not in ("", "."):
            names.append(name)
    return "/".join(names)
