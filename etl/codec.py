"""Records as JSON: an exact form for the record store, and the shape of the gold labels."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from etl.model import (
    App,
    CaseRecord,
    Citation,
    DateMention,
    DateRole,
    Evidence,
    Metric,
    Money,
    NoticeRecord,
    OtherAmount,
    Party,
    Penalty,
)
from etl.reference.app_problems import get_problem_codes

Json = Any  # what json.loads gives


def record_to_json(record: NoticeRecord) -> str:
    """Return a record as one line of JSON; values that equal their default are left out."""
    return msgspec.json.encode(record).decode()


_read_record = msgspec.json.Decoder(NoticeRecord).decode


def record_from_json(text: str) -> NoticeRecord:
    """Return the record that `record_to_json` wrote; raises msgspec.ValidationError when a field is missing or wrong.

    >>> record = NoticeRecord("d1", None, None, "other", True, "正文")
    >>> record_from_json(record_to_json(record)) == record
    True
    """
    return _read_record(text)


def to_gold(record: NoticeRecord, doc_id: str) -> dict[str, Json]:
    """Return a record in the shape of the gold labels, with the text of each case and the evidence of each value."""
    return {
        "doc_id": doc_id,
        "kind": record.kind,
        "usable": record.usable,
        "issuer": record.issuer.value if record.issuer else None,
        "issuer_evidence": _evidence(record, record.issuer.evidence if record.issuer else None),
        "declared_count": record.declared_count,
        "declared_count_evidence": _evidence(record, record.declared_evidence),
        "title": record.title,
        "published_date": record.published_date.isoformat() if record.published_date else None,
        "cases": [_case(record, case) for case in record.cases],
        "apps": [_app(record, app) for app in record.apps],
        "metrics": [_metric(record, metric) for metric in record.metrics],
        "measure_statute_id": record.measure_statute_id,
        "measure_articles": [
            {
                "article": each.article,
                "chapter": each.chapter,
                "statute_id": each.statute_id,
                "start": each.span.start,
                "end": each.span.end,
            }
            for each in record.measure_articles
        ],
        "flags": list(record.flags),
        "findings": [
            {"code": each.code, "message": each.message, "severity": each.severity} for each in record.findings
        ],
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _evidence(record: NoticeRecord, evidence: Evidence | None) -> dict[str, Json] | None:
    if evidence is None:
        return None
    span = evidence.span
    return {
        "start": span.start,
        "end": span.end,
        "quote": span.of(record.plain),
        "rule": evidence.rule_id,
        "origin": evidence.origin.value,
    }


def get_case_date(case: CaseRecord) -> DateMention | None:
    """Return the date of decision, else of announcement; of several the one that stands first in `dates`."""
    for role in (DateRole.DECIDED, DateRole.ANNOUNCED):
        dates = [each for each in case.dates if each.role is role]
        if dates:
            return dates[0]
    return None


def _case(record: NoticeRecord, case: CaseRecord) -> dict[str, Json]:
    stated = get_case_date(case)
    text = case.span.of(record.plain)
    return {
        "n": case.number,
        "start": text[:30].split("\n")[0],
        "text": text,
        "span": [case.span.start, case.span.end],
        "authority": [each.name for each in case.authorities],
        "authority_evidence": [_evidence(record, each.evidence) for each in case.authorities],
        "region": case.region.name if case.region else None,
        "region_evidence": _evidence(record, case.region.evidence if case.region else None),
        "date": stated.value if stated else None,
        "date_evidence": _evidence(record, stated.evidence if stated else None),
        "dates": [
            {"value": each.value, "role": each.role.value, "evidence": _evidence(record, each.evidence)}
            for each in case.dates
        ],
        "parties": [_party(record, each) for each in case.parties],
        "platforms": [each.name for each in case.platforms],
        "platforms_evidence": [_evidence(record, each.evidence) for each in case.platforms],
        # The labels' list knows no "unknown": a case always carries a code.
        "conduct": [each.code for each in case.conduct] or ["other"],
        "conduct_evidence": [_evidence(record, each.evidence) for each in case.conduct],
        "citations": [_citation(record, each) for each in case.citations],
        "penalties": [_penalty(record, each) for each in case.penalties],
        "other_amounts": [_amount(record, each) for each in case.other_amounts],
    }


def _party(record: NoticeRecord, party: Party) -> dict[str, Json]:
    return {
        "name": party.name,
        "type": party.type,
        "masked": party.masked,
        "platform": party.platform,
        "evidence": _evidence(record, party.evidence),
    }


def _citation(record: NoticeRecord, citation: Citation) -> dict[str, Json]:
    return {
        "statute": citation.statute,
        "article": citation.article,
        "paragraph": citation.paragraph,
        "item": citation.item,
        "role": citation.role,
        "form": citation.form.value,
        "statute_id": citation.statute_id,
        "version": citation.version,
        "sub_article": citation.sub_article,
        "evidence": _evidence(record, citation.evidence),
    }


def _penalty(record: NoticeRecord, penalty: Penalty) -> dict[str, Json]:
    return {
        "type": penalty.type,
        "amount_cny": _yuan(penalty.money),
        "days": penalty.days,
        "on": penalty.on,
        "quote": penalty.evidence.span.of(record.plain),
        "evidence": _evidence(record, penalty.evidence),
    }


def _amount(record: NoticeRecord, amount: OtherAmount) -> dict[str, Json]:
    return {
        "kind": amount.kind,
        "amount_cny": _yuan(amount.money),
        "quote": amount.evidence.span.of(record.plain),
        "evidence": _evidence(record, amount.evidence),
    }


def _yuan(money: Money | None) -> int | float | None:
    """Return a sum in yuan; None for a sum in another currency, which is never converted."""
    return _number(money.amount) if money is not None and money.currency == "CNY" else None


def _app(record: NoticeRecord, app: App) -> dict[str, Json]:
    return {
        "name": app.name,
        "version": app.version,
        "store": app.store,
        "kind": app.kind,
        "operator": app.operator,
        "issues": list(app.issues),
        "problem_codes": list(dict.fromkeys(code for issue in app.issues for code in get_problem_codes(issue))),
        "evidence": _evidence(record, app.evidence),
    }


def _metric(record: NoticeRecord, metric: Metric) -> dict[str, Json]:
    return {
        "quote": metric.evidence.span.of(record.plain),
        "value": _number(metric.value),
        "unit": metric.unit,
        "evidence": _evidence(record, metric.evidence),
    }
