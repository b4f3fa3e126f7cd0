"""Records and documents as rows and frames of the warehouse's tables.

The rows of a document depend on the document, its record and the story links alone, so batches may come in any order
and size. The columns come from the DDL, which is their one definition; a row that names another column is an error.
"""

from __future__ import annotations

import calendar
import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

import polars as pl

from crawlers.archive import Document
from etl.attachments import NOTHING_ATTACHED, Attached, Attachment, JoinedNotice, fold_app_name, join_attachments
from etl.masking import mask_in_text, mask_person_name
from etl.model import (
    App,
    CaseRecord,
    DateMention,
    DateRole,
    Evidence,
    Finding,
    Money,
    NoticeRecord,
    OtherAmount,
    Party,
    Penalty,
)
from etl.reference import load_authorities
from etl.reference.app_problems import get_problem_codes
from etl.store import StoredRecord
from etl.stories import NoticeKey, StoryLinks, build_notice_key, get_case_id

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Columns = Mapping[str, Mapping[str, pl.DataType]]

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")  # 2025-12 and 2025, not 12-03
_KINDS_OF_NAME = {"company": "organisation", "institution": "organisation", "government": "organisation"}


def build_frames(
    pairs: Iterable[tuple[Document, StoredRecord | None]],
    links: StoryLinks,
    columns: Columns,
    attached: Attached = NOTHING_ATTACHED,
) -> dict[str, pl.DataFrame]:
    """Return a frame for every table that the documents have rows for, with exactly the columns of the DDL.

    A record that does not fit the tables is left out and named by a finding `unbuildable_record`.
    """
    rows: Rows = defaultdict(list)
    for document, stored in pairs:
        for table, added in build_rows(document, stored, links, attached).items():
            rows[table] += added
    return {table: _build_frame(table, found, columns[table]) for table, found in rows.items() if found}


def build_rows(
    document: Document, stored: StoredRecord | None, links: StoryLinks, attached: Attached = NOTHING_ATTACHED
) -> Rows:
    """Return the rows of one document by table; `stored` is None while it has not been read.

    A page brings the facts of the files published with it; such a file gives no notice of its own.
    """
    rows: Rows = {"documents": [_document_row(document, stored)]}
    if stored is None:
        return rows
    if stored.record is None:
        return rows | {"findings": _finding_rows([stored.finding] if stored.finding else [], document, "read", None)}
    if document.document_id in attached.claimed:
        found = [] if stored.record.apps else [each for each in stored.record.findings if each.code != "count_mismatch"]
        return rows | {"findings": _finding_rows(found, document, "extract", None)}
    files = attached.of_page.get(document.document_id, ())
    try:
        return rows | _record_rows(document, join_attachments(stored.record, files), files, links)
    except (ValueError, ArithmeticError) as error:
        finding = Finding("unbuildable_record", f"{document.url}: {error}; extract it again and report it", "error")
        return rows | {"findings": _finding_rows([finding], document, "build", None)}


def get_notice_key(document: Document, record: NoticeRecord, files: Sequence[Attachment] = ()) -> NoticeKey:
    """Return what linking stories needs to know of a document, its record and the files published with it."""
    announced, _ = get_announced_date(document, record)
    joined = join_attachments(record, files)
    return build_notice_key(
        joined.record,
        url=document.url,
        first_seen_at=document.first_seen_at,
        retrieved_at=document.retrieved_at,
        announced_date=announced,
        is_official=document.source_id is not None,
        cases=tuple((case, part.plain) for part in joined.parts for case in part.cases),
    )


def get_announced_date(document: Document, record: NoticeRecord) -> tuple[date | None, str | None]:
    """Return the day of announcement and where it comes from: the page, else the list page, else nothing.

    The day of the crawl is no announcement and never stands in for one.
    """
    if record.published_date is not None:
        return record.published_date, "stated"
    if document.listing.date is not None:
        return document.listing.date, "listing"
    return None, None


def parse_partial_date(text: str) -> tuple[date, date] | None:
    """Return the first and last day that an ISO date, possibly partial, can mean.

    >>> [day.isoformat() for day in parse_partial_date("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> parse_partial_date("2025-12-03") == (date(2025, 12, 3), date(2025, 12, 3))
    True
    >>> parse_partial_date("2025-13") is parse_partial_date("12-03") is None
    True
    """
    match = _PARTIAL_DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or "1"), int(day or "1"))
        last_month = first.month if month else 12
        last_day = first.day if day else calendar.monthrange(first.year, last_month)[1]
        return first, date(first.year, last_month, last_day)
    except ValueError:
        return None


def get_party_id(party: Party, case_id: str, position: int) -> str:
    """Return the id of a party: its credit code's, else its name's within its kind.

    A masked name, a natural person or a group is someone else in every case, so that its id is the case's own.
    """
    if party.credit_code:
        return _hash("code", party.credit_code)
    if party.masked or party.type in ("person", "group", "unknown"):
        return _hash("case", case_id, str(position))
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", party.name)).lower()
    return _hash("name", _KINDS_OF_NAME.get(party.type, party.type), name, party.platform or "")


def _build_frame(table: str, rows: Sequence[Row], schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    if unknown := {name for row in rows for name in row} - schema.keys():
        raise KeyError(f"table {table} has no column {', '.join(sorted(unknown))}")
    return pl.DataFrame({name: [row.get(name) for row in rows] for name in schema}, schema=dict(schema), strict=True)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _document_row(document: Document, stored: StoredRecord | None) -> Row:
    return {
        "document_id": document.document_id,
        "url": document.url,
        "source_id": document.source_id,
        "parent_document_id": document.parent_document_id,
        "media_type": document.media_type,
        "count_bytes": document.count_bytes,
        "retrieved_at": document.retrieved_at,
        "first_seen_at": document.first_seen_at,
        "last_seen_at": document.last_seen_at,
        "vanished_at": document.vanished_at,
        "archive_file": document.archive_file,
        "archive_offset": document.archive_offset,
        "listed_title": document.listing.title,
        "listed_date": document.listing.date,
        "is_sample": document.is_sample,
        "is_readable": None if stored is None else stored.is_readable,
    }


def _record_rows(document: Document, joined: JoinedNotice, files: Sequence[Attachment], links: StoryLinks) -> Rows:
    record = joined.record
    announced, _ = get_announced_date(document, record)
    persons = [
        party.name for part in joined.parts for case in part.cases for party in case.parties if _is_person(party)
    ]
    rows: Rows = defaultdict(list)
    rows["notices"].append(_notice_row(document, joined, persons, links))
    rows["attachments"] = list(_attachment_rows(record.document_id, files, persons))
    rows["apps"] = list(_app_rows(joined))
    rows["metrics"] = list(_metric_rows(joined))
    rows["notice_measure_articles"] = list(_measure_article_rows(joined))
    rows["findings"] = _finding_rows(record.findings, document, "extract", record.document_id)
    number = 0
    for part in joined.parts:
        shown = mask_in_text(part.plain, persons)
        for case in part.cases:
            number += 1
            case_id = get_case_id(record.document_id, number)
            row = _case_row(case, part.plain, announced) | _get_masked_words(case, part.plain, shown)
            canonical_id = links.get_canonical_case(case_id)
            rows["cases"].append(
                row
                | {
                    "case_id": case_id,
                    "notice_id": record.document_id,
                    "document_id": part.document_id,
                    "case_number": number,
                    "canonical_case_id": canonical_id,
                    "is_canonical": canonical_id == case_id,
                }
            )
            for table, added in _fact_rows(case, case_id).items():
                rows[table] += added
    return rows


def _is_person(party: Party) -> bool:
    return party.type == "person"


def _notice_row(document: Document, joined: JoinedNotice, persons: Sequence[str], links: StoryLinks) -> Row:
    record = joined.record
    announced, origin = get_announced_date(document, record)
    issuer = record.issuer
    title = record.title or document.listing.title
    return {
        "notice_id": record.document_id,
        "document_id": document.document_id,
        "source_id": document.source_id,
        "url": document.url,
        "title": title,
        "kind": record.kind,
        "is_usable": record.usable,
        "issuer_name": issuer.value if issuer else None,
        "issuer_authority_id": record.issuer_authority_id or ("unassigned" if issuer else None),
        "issuer_region_code": _get_region_code(record.issuer_authority_id),
        **_span(issuer.evidence if issuer else None, "issuer_"),
        "announced_date": announced,
        "announced_date_origin": origin,
        "first_seen_at": document.first_seen_at,
        "retrieved_at": document.retrieved_at,
        "vanished_at": document.vanished_at,
        "count_declared": record.declared_count,
        **_span(record.declared_evidence, "declared_"),
        "count_cases": joined.count_cases,
        "count_apps": joined.count_apps,
        "story_id": links.story_ids.get(record.document_id, record.document_id),
        "is_canonical": record.document_id in links.canonical_notices,
        "is_sample": document.is_sample,
        "measure_statute_id": next((part.measure_statute_id for part in joined.parts if part.measure_statute_id), None),
        "flags": list(record.flags),
        "plain_text": record.plain,
        "shown_title": _unless_same(mask_in_text(title, persons), title) if title else None,
        "shown_text": _unless_same(mask_in_text(record.plain, persons), record.plain),
    }


def _attachment_rows(notice_id: str, files: Sequence[Attachment], persons: Sequence[str]) -> Iterator[Row]:
    for position, file in enumerate(files, 1):
        record = file.record
        text = record.plain if record else None
        yield {
            "notice_id": notice_id,
            "position": position,
            "document_id": file.document.document_id,
            "url": file.document.url,
            "attachment_name": file.name or (record.title if record else None),
            "media_type": file.document.media_type,
            "is_readable": None if file.stored is None else file.stored.is_readable,
            "problem_code": file.problem_code,
            "count_cases": len(record.cases) if record else None,
            "count_apps": len(record.apps) if record else None,
            "plain_text": text,
            "shown_text": _unless_same(mask_in_text(text, persons), text) if text else None,
        }


def _get_masked_words(case: CaseRecord, plain: str, shown: str) -> Row:
    """Return the case's words with persons masked; `shown` is the text so masked, of the same length."""
    heading = case.heading
    return {
        "shown_heading": _unless_same(heading.of(shown), heading.of(plain)) if heading else None,
        "shown_text": _unless_same(case.span.of(shown), case.span.of(plain)),
    }


def _unless_same(masked: str, text: str) -> str | None:
    return masked if masked != text else None


def _case_row(case: CaseRecord, plain: str, announced: date | None) -> Row:
    """Return what a case says of itself; `plain` is the text its spans count in."""
    decided = _first_date(case.dates, DateRole.DECIDED)
    span = parse_partial_date(decided) if decided else None
    region = case.region
    return {
        "heading_text": case.heading.of(plain) if case.heading else None,
        "case_text": case.span.of(plain),
        "span_start": case.span.start,
        "span_end": case.span.end,
        "authority_names": [authority.name for authority in case.authorities],
        "authority_ids": [authority.authority_id or "unassigned" for authority in case.authorities],
        "region_code": region.region_code if region else None,
        "region_name": region.name if region else None,
        **_span(region.evidence if region else None, "region_"),
        "region_rule_id": region.evidence.rule_id if region else None,
        "region_origin": region.evidence.origin.value if region else None,
        "conduct_date": _last_date(case.dates, DateRole.CONDUCT),
        "decided_date": decided,
        "decided_on": span[0] if span and span[0] == span[1] else None,
        "announced_date": announced,
    }


def _first_date(dates: Sequence[DateMention], role: DateRole) -> str | None:
    """Return the date of a role that stands first: the day of the decision precedes other decided days."""
    return next((mention.value for mention in dates if mention.role == role), None)


def _last_date(dates: Sequence[DateMention], role: DateRole) -> str | None:
    """Return the latest date of a role."""
    return max((mention.value for mention in dates if mention.role == role), default=None)


def _fact_rows(case: CaseRecord, case_id: str) -> Rows:
    shown = {party.name: _get_display_name(party) for party in case.parties if party.type == "person"}
    facts: dict[str, Iterable[tuple[Row, Evidence]]] = {
        "case_authorities": (
            ({"authority_id": a.authority_id or "unassigned", "authority_name": a.name}, a.evidence)
            for a in case.authorities
        ),
        "case_parties": (
            (_party_values(party, case_id, position), party.evidence) for position, party in enumerate(case.parties, 1)
        ),
        "case_platforms": (
            ({"platform_id": p.platform_id or "unassigned", "platform_name": p.name}, p.evidence)
            for p in case.platforms
        ),
        "case_conduct": (
            ({"conduct_code": c.code, "taxonomy_code": c.taxonomy_code}, c.evidence) for c in case.conduct
        ),
        "case_dates": ((_date_values(mention), mention.evidence) for mention in case.dates),
        "citations": (
            (
                {
                    "statute_id": c.statute_id or "unassigned",
                    "statute_name": c.statute,
                    "statute_version": c.version,
                    "article": c.article,
                    "sub_article": c.sub_article,
                    "paragraph": c.paragraph,
                    "item": c.item,
                    "role": c.role or "unknown",
                    "form": c.form.value,
                },
                c.evidence,
            )
            for c in case.citations
        ),
        "penalties": ((_penalty_values(penalty, shown), penalty.evidence) for penalty in case.penalties),
        "amounts": ((_amount_values(amount), amount.evidence) for amount in case.other_amounts),
    }
    return {table: list(_positioned("case_id", case_id, found)) for table, found in facts.items()}


def _positioned(key: str, value: str, facts: Iterable[tuple[Row, Evidence]]) -> Iterator[Row]:
    for position, (values, evidence) in enumerate(facts, 1):
        yield {key: value, "position": position, **values, **_proof(evidence)}


def _party_values(party: Party, case_id: str, position: int) -> Row:
    return {
        "party_id": get_party_id(party, case_id, position),
        "party_name": party.name,
        "display_name": _get_display_name(party),
        "party_type": party.type,
        "is_masked": party.masked,
        "is_natural_person": party.type == "person",
        "host_platform_name": party.platform,
        "credit_code": party.credit_code,
    }


def _get_display_name(party: Party) -> str:
    return mask_person_name(party.name) if party.type == "person" else party.name


def _date_values(mention: DateMention) -> Row:
    span = parse_partial_date(mention.value)
    if span is None:
        raise ValueError(f"{mention.value!r} is no ISO date")
    return {"role": mention.role.value, "date_text": mention.value, "date_from": span[0], "date_to": span[1]}


def _penalty_values(penalty: Penalty, shown: Mapping[str, str]) -> Row:
    names = penalty.on.split("、") if penalty.on else []
    money = _money_values(penalty.money)
    return {
        "penalty_type": penalty.type,
        **money,
        "has_amount": money["amount"] is not None,
        "detention_days": penalty.days,
        "borne_by": penalty.on,
        "borne_by_display": "、".join(shown.get(name, name) for name in names) or None,
    }


def _amount_values(amount: OtherAmount) -> Row:
    return {"amount_kind": amount.kind, **_money_values(amount.money), "is_approximate": amount.money.approximate}


def _money_values(money: Money | None) -> Row:
    """Return the columns of a sum; without a sum all are null, which is not zero."""
    if money is None or money.amount is None:
        return {"amount": None, "amount_cny": None, "currency": None, "is_approximate": None}
    amount = money.amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {
        "amount": amount,
        "amount_cny": amount if money.currency == "CNY" else None,
        "currency": money.currency,
        "is_approximate": money.approximate,
    }


def _app_rows(joined: JoinedNotice) -> Iterator[Row]:
    numbers: dict[str, int] = {}
    facts = (
        (
            _app_values(app, issue, numbers.setdefault(fold_app_name(app.name), len(numbers) + 1))
            | {"document_id": part.document_id},
            app.evidence,
        )
        for part in joined.parts
        for app in part.apps
        for issue in app.issues or (None,)
    )
    return _positioned("notice_id", joined.record.document_id, facts)


def _app_values(app: App, issue: str | None, number: int) -> Row:
    return {
        "app_number": number,
        "app_name": app.name,
        "app_kind": app.kind,
        "app_version": app.version,
        "store_name": app.store,
        "operator_name": app.operator,
        "issue_text": issue,
        "problem_codes": list(get_problem_codes(issue)) if issue else None,
    }


def _metric_rows(joined: JoinedNotice) -> Iterator[Row]:
    facts = (
        (
            {
                "document_id": part.document_id,
                "metric_value": metric.value.quantize(Decimal("0.0001")),
                "unit": metric.unit,
                "quote_text": metric.evidence.span.of(part.plain),
            },
            metric.evidence,
        )
        for part in joined.parts
        for metric in part.metrics
    )
    return _positioned("notice_id", joined.record.document_id, facts)


def _measure_article_rows(joined: JoinedNotice) -> Iterator[Row]:
    named = {
        (article.statute_id or "unassigned", article.article): (article, part)
        for part in reversed(joined.parts)
        for article in reversed(part.measure_articles)
    }
    for (statute_id, number), (article, part) in sorted(named.items(), key=lambda entry: entry[0]):
        yield {
            "notice_id": joined.record.document_id,
            "document_id": part.document_id,
            "statute_id": statute_id,
            "article": number,
            "chapter": article.chapter,
            "article_text": article.span.of(part.plain),
            "span_start": article.span.start,
            "span_end": article.span.end,
        }


def _finding_rows(findings: Iterable[Finding], document: Document, stage: str, notice_id: str | None) -> list[Row]:
    rows: dict[str, Row] = {}
    for finding in findings:
        start, end = (finding.span.start, finding.span.end) if finding.span else (None, None)
        finding_id = _hash(stage, document.document_id, finding.code, finding.message, str(start), str(end))
        rows[finding_id] = {
            "finding_id": finding_id,
            "severity": finding.severity,
            "code": finding.code,
            "message": finding.message,
            "stage": stage,
            "source_id": document.source_id,
            "document_id": document.document_id,
            "notice_id": notice_id,
            "url": document.url,
            "span_start": start,
            "span_end": end,
        }
    return list(rows.values())


def _proof(evidence: Evidence) -> Row:
    return {**_span(evidence, ""), "rule_id": evidence.rule_id, "origin": evidence.origin.value}


def _span(evidence: Evidence | None, prefix: str) -> Row:
    """Return the columns of a proof's place; an empty span stands for no sentence."""
    if evidence is None or not evidence.span:
        return {f"{prefix}span_start": None, f"{prefix}span_end": None}
    return {f"{prefix}span_start": evidence.span.start, f"{prefix}span_end": evidence.span.end}


def _get_region_code(authority_id: str | None) -> str | None:
    """Return the region of a body; ids of local bodies hold its code, `court-440100-internet`."""
    if authority_id is None:
        return None
    code = re.search(r"-(\d{6})(?:-|$)", authority_id)
    return code[1] if code else _authority_regions().get(authority_id)


@lru_cache(maxsize=1)
def _authority_regions() -> dict[str, str | None]:
    return {authority.authority_id: authority.region_code for authority in load_authorities()}
