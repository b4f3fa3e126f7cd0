"""Requests as JSON text: what a queue outside the process holds of them. Nothing in the text is ever executed."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections import Counter
from datetime import date, datetime
from typing import Any

from scrapy import Spider
from scrapy.http import Request

from crawlers.archive import Listing
from crawlers.families import Entry, ListRequest

_RECORDS: dict[str, type] = {kind.__name__: kind for kind in (Entry, Listing, ListRequest)}
_FIELDS = ("url", "method", "headers", "body", "cookies", "meta", "encoding", "priority", "dont_filter", "flags",
           "cb_kwargs")  # fmt: skip


def encode_request(request: Request, spider: Spider) -> str:
    """Return a request as text. Raises TypeError when it carries something that is no plain value."""
    data = request.to_dict(spider=spider)
    kept = {name: to_plain(data[name]) for name in _FIELDS}
    return json.dumps({**kept, "callback": data["callback"], "errback": data["errback"]}, ensure_ascii=False)


def decode_request(text: str, spider: Spider) -> Request:
    """Return the request of a text. Its callbacks are methods of the spider; others raise ValueError."""
    data = json.loads(text)
    fields = {name: from_plain(data[name]) for name in _FIELDS}
    callbacks = {name: _get_method(spider, data[name]) for name in ("callback", "errback")}
    return Request(**fields, **callbacks)


def to_plain(value: Any) -> Any:
    """Return a value as JSON knows it; what JSON does not know is tagged.

    >>> to_plain({"when": date(2026, 5, 1), "body": b"a"})
    {'when': {'$date': '2026-05-01'}, 'body': {'$bytes': 'YQ=='}}
    >>> to_plain(None) is None, to_plain(["a", 1])
    (True, ['a', 1])
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, list):
        return [to_plain(part) for part in value]
    if isinstance(value, tuple | set | frozenset):
        return {f"${type(value).__name__}": [to_plain(part) for part in value]}
    if isinstance(value, dict):
        return _map_to_plain(value)
    if type(value).__name__ in _RECORDS:
        fields = {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {f"${type(value).__name__}": fields}
    raise TypeError(f"{type(value).__name__} cannot be put into a queue; give requests plain values")


def from_plain(value: Any) -> Any:
    """Return the value that `to_plain` made plain. Raises ValueError on a tag that is none of ours.

    >>> from_plain(to_plain((date(2026, 5, 1), b"a")))
    (datetime.date(2026, 5, 1), b'a')
    """
    if isinstance(value, list):
        return [from_plain(part) for part in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and (tag := next(iter(value))).startswith("$"):
        return _read_tagged(tag[1:], value[tag])
    return {key: from_plain(part) for key, part in value.items()}


def _map_to_plain(value: dict[Any, Any]) -> dict[str, Any]:
    if type(value) is dict and all(isinstance(key, str) and not key.startswith("$") for key in value):
        return {key: to_plain(part) for key, part in value.items()}
    pairs = [[to_plain(key), to_plain(part)] for key, part in value.items()]
    return {"$Counter" if isinstance(value, Counter) else "$dict": pairs}


def _read_tagged(tag: str, value: Any) -> Any:
    if tag == "bytes":
        return base64.b64decode(value)
    if tag == "date":
        return date.fromisoformat(value)
    if tag == "datetime":
        return datetime.fromisoformat(value)
    if tag in ("tuple", "set", "frozenset"):
        return {"tuple": tuple, "set": set, "frozenset": frozenset}[tag](from_plain(value))
    if tag in ("dict", "Counter"):
        pairs = {from_plain(key): from_plain(part) for key, part in value}
        return Counter(pairs) if tag == "Counter" else pairs
    if tag in _RECORDS:
        return _RECORDS[tag](**{name: from_plain(part) for name, part in value.items()})
    raise ValueError(f"the queue holds a value of an unknown kind: {tag}")


def _get_method(spider: Spider, name: str | None) -> Any:
    if name is None:
        return None
    method = getattr(spider, name, None)
    if name.startswith("_") or not callable(method):
        raise ValueError(f"the queue names {name}, which is no callback of the spider")
    return method
