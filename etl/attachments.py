"""A notice and the files published with it: which files those are, and what they add to the notice.

Every document is read on its own, whenever it comes. What belongs together is found anew from the links of the pages
for every build, so that neither the order of documents nor a file that changed alone makes a difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from crawlers.archive import Archive, Document
from etl.model import App, Finding, NoticeRecord
from etl.notice import check_counts, get_declared
from etl.store import RecordStore, StoredRecord
from etl.stories import build_text_key, is_alike

Pair = tuple[Document, StoredRecord | None]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file published with a notice, by the name the page gives it, and what was read from it."""

    document: Document
    name: str | None
    stored: StoredRecord | None

    @property
    def record(self) -> NoticeRecord | None:
        return self.stored.record if self.stored else None

    @property
    def problem_code(self) -> str | None:
        """Return why the file could not be read; None when it was read, or not tried yet."""
        return self.stored.finding.code if self.stored and self.stored.finding else None


@dataclass(frozen=True, slots=True)
class Attached:
    """The files of each page, by the page's document, and the documents that are files of some readable page."""

    of_page: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)
    claimed: frozenset[str] = frozenset()


NOTHING_ATTACHED = Attached()


@dataclass(frozen=True, slots=True)
class JoinedNotice:
    """A notice with its files. `record` is the page's own, with kind, flags and findings that the files are counted in.

    `parts` are the records that facts are taken from, each with the text its spans count in: the page's own first, then
    one for every file that was read, without the facts that the notice has already.
    """

    record: NoticeRecord
    parts: tuple[NoticeRecord, ...]

    @property
    def count_cases(self) -> int:
        return sum(len(part.cases) for part in self.parts)

    @property
    def count_apps(self) -> int:
        return len({fold_app_name(app.name) for part in self.parts for app in part.apps})


class Attacher:
    """Finds the files of any pages among the documents of an archive, which may hold more than one asks about."""

    def __init__(self, documents: Sequence[Document], archive: Archive, store: RecordStore) -> None:
        self._archive, self._store = archive, store
        self._files = {each.document_id: each for each in documents if each.role == "attachment"}
        self._children: dict[str, list[Document]] = defaultdict(list)
        for file in self._files.values():
            self._children[file.parent_document_id or ""].append(file)

    def __call__(self, pairs: Sequence[Pair]) -> Attached:
        if not self._files:
            return NOTHING_ATTACHED
        return find_attachments(pairs, self._children, self._find, self._store.get_many)

    def _find(self, url: str) -> Document | None:
        address = self._archive.find(url)
        return self._files.get(address.document_id) if address else None


def find_attachments(
    pairs: Iterable[Pair],
    children: Mapping[str, Sequence[Document]],
    find: Callable[[str], Document | None],
    get_many: Callable[[Sequence[str]], Mapping[str, StoredRecord]],
) -> Attached:
    """Return which files belong to the pages among the pairs, and which of the pairs are files of a readable page.

    A page's files are those it links to, in the order of the links, then those that were taken for it although its
    links do not tell; `children` holds the latter by page, `find` gives the newest document of an address. A file taken
    for a page that cannot be read is a notice of its own, so that nothing is lost, and belongs to no other page.
    """
    pages: dict[str, list[tuple[Document, str | None]]] = {}
    files: dict[str, Document] = {}
    for document, stored in pairs:
        if document.role == "attachment":
            files[document.document_id] = document
        elif stored is not None and stored.record is not None:
            found = _find_files(document, stored.record, children, find)
            pages |= {document.document_id: found} if found else {}
            files |= {file.document_id: file for file, _ in found}
    held = get_many(sorted({*files, *(file.parent_document_id or "" for file in files.values())}))
    claimed = frozenset(name for name, file in files.items() if _is_readable(held.get(file.parent_document_id or "")))
    return Attached(
        {
            page: tuple(
                Attachment(file, name, held.get(file.document_id))
                for file, name in found
                if file.document_id in claimed
            )
            for page, found in pages.items()
        },
        claimed,
    )


def _is_readable(stored: StoredRecord | None) -> bool:
    return stored is not None and stored.is_readable


def _find_files(
    page: Document,
    record: NoticeRecord,
    children: Mapping[str, Sequence[Document]],
    find: Callable[[str], Document | None],
) -> list[tuple[Document, str | None]]:
    found: dict[str, tuple[Document, str | None]] = {}
    for link in record.attachments:
        file = find(link.url)
        if file is not None and file.role == "attachment":
            found.setdefault(file.document_id, (file, link.name))
    for file in sorted(children.get(page.document_id, ()), key=lambda file: file.url):
        newest = find(file.url)
        if newest is not None and newest.document_id == file.document_id:
            found.setdefault(file.document_id, (file, None))
    return list(found.values())


def join_attachments(record: NoticeRecord, attachments: Sequence[Attachment]) -> JoinedNotice:
    """Return the notice with what its files add: apps, and cases, numbers and articles of a law where the page has none
    of its own. An app that both name is taken from where more is said of it. A file that repeats the page or another
    file adds nothing.
    """
    if not attachments:
        return JoinedNotice(record, (record,))
    files = [each.record for each in attachments if each.record is not None]
    best = _find_fullest_apps([record, *files])
    own = replace(record, apps=_keep_apps(record, 0, best))
    parts = [own, *_get_parts(record, files, best)]
    kind = _get_kind(record, parts)
    declared = record.declared_count, record.declared_evidence
    if kind != record.kind and declared[0] is None:
        declared = get_declared(record.title or "", record.plain, kind)
    joined = replace(
        own,
        kind=kind,
        declared_count=declared[0],
        declared_evidence=declared[1],
        usable=record.usable or any(part.apps or part.cases for part in parts[1:]),
        flags=(*record.flags, *(flag for flag in _get_flags(attachments) if flag not in record.flags)),
    )
    whole = replace(
        joined,
        apps=tuple(app for part in parts for app in part.apps),
        cases=tuple(case for part in parts for case in part.cases),
    )
    kept = [finding for finding in record.findings if finding.code != "count_mismatch"]
    joined = replace(joined, findings=(*check_counts(whole), *kept, *_find_left_out(attachments, parts)))
    return JoinedNotice(joined, (joined, *parts[1:]))


def _find_fullest_apps(records: Sequence[NoticeRecord]) -> dict[str, int]:
    """Return for each app which of the records says most of it; of equals the first."""
    best: dict[str, tuple[int, int]] = {}
    for number, record in enumerate(records):
        for app in record.apps:
            said = sum(value is not None for value in (app.version, app.store, app.operator)) + bool(app.issues)
            name = fold_app_name(app.name)
            best[name] = max(best.get(name, (-1, 0)), (said, -number))
    return {name: -number for name, (_, number) in best.items()}


def _keep_apps(record: NoticeRecord, number: int, best: Mapping[str, int]) -> tuple[App, ...]:
    return tuple(app for app in record.apps if best[fold_app_name(app.name)] == number)


def _get_parts(record: NoticeRecord, files: Sequence[NoticeRecord], best: Mapping[str, int]) -> Iterator[NoticeRecord]:
    """Yield the files' records, each without what stands in the notice already."""
    texts = [build_text_key(record.plain)]
    for number, file in enumerate(files, 1):
        text = build_text_key(file.plain)
        is_repeated = any(is_alike(text, other) for other in texts)
        texts.append(text)
        is_list = bool(file.apps)  # what stands around a list of apps is no case
        yield replace(
            file,
            apps=_keep_apps(file, number, best),
            cases=() if record.cases or is_repeated or is_list else file.cases,
            metrics=() if record.metrics or is_repeated else file.metrics,
            measure_articles=() if record.measure_articles or is_repeated else file.measure_articles,
        )


def fold_app_name(name: str) -> str:
    """Return the name by which apps are told apart.

    >>> fold_app_name("Ｅ 购") == fold_app_name("e购")
    True
    """
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", name)).lower()


def _get_kind(record: NoticeRecord, parts: Sequence[NoticeRecord]) -> str:
    """Return the kind of the notice; a page that tells nothing itself is what its files hold."""
    if record.kind not in ("other", "policy") or record.cases or record.apps:
        return record.kind
    count = sum(len(part.cases) for part in parts)
    if count:
        return "single_case" if count == 1 else "case_bulletin"
    return "app_list" if any(part.apps for part in parts) else record.kind


def _get_flags(attachments: Sequence[Attachment]) -> Iterator[str]:
    codes = {attachment.problem_code for attachment in attachments} - {None}
    flagged = {flag for each in attachments if each.record for flag in each.record.flags}
    if "needs_ocr" in codes | flagged:
        yield "needs_ocr"
    if codes:
        yield "unread_attachment"


def _find_left_out(attachments: Sequence[Attachment], parts: Sequence[NoticeRecord]) -> Iterator[Finding]:
    """Yield what was read from files and does not count, because the page tells cases of its own."""
    counted = {part.document_id: len(part.cases) for part in parts}
    for attachment in attachments:
        file = attachment.record
        if file is not None and parts[0].cases and not file.apps and len(file.cases) > counted[file.document_id]:
            yield Finding(
                "attachment_cases",
                f"{attachment.name or attachment.document.url} tells {len(file.cases)} cases, taken for those of the "
                "page and not counted again; compare them",
                "info",
            )
