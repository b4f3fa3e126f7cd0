"""List mechanisms: pure functions from the bytes of a list page to its entries and the next request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crawlers.families import documents, form_api, hanweb, jpaas, search_api, static_pages
from crawlers.families.listing import Entry, ListPage, ListRequest, ListShapeError
from crawlers.source import Source

__all__ = ["Entry", "ListPage", "ListRequest", "ListShapeError", "get_first_request", "get_given_entries", "read_list"]


@dataclass(frozen=True)
class _Family:
    get_first_request: Callable[[Source], ListRequest]
    read_list: Callable[[Source, ListRequest, str], ListPage]


_STATIC = _Family(static_pages.get_first_request, static_pages.read_list)
_FAMILIES = {
    "jpaas": _Family(jpaas.get_first_request, jpaas.read_list),
    "hanweb": _Family(hanweb.get_first_request, hanweb.read_list),
    "static_zero_based": _STATIC,
    "static_one_based": _STATIC,
    "static_list_n": _STATIC,
    "static_id_n": _STATIC,
    "form_api": _Family(form_api.get_first_request, form_api.read_list),
    "search_api": _Family(search_api.get_first_request, search_api.read_list),
}


def get_first_request(source: Source) -> ListRequest | None:
    """Return the request that opens a source's list, or None when its documents are given one by one."""
    family = _FAMILIES.get(source.family)
    return family.get_first_request(source) if family else None


def get_given_entries(source: Source) -> tuple[Entry, ...]:
    """Return the documents a source names itself."""
    return documents.get_entries(source) if source.family in ("documents", "wechat") else ()


def read_list(source: Source, request: ListRequest, text: str) -> ListPage:
    """Return what a list page holds. Raises ListShapeError when it is not what the family expects."""
    return _FAMILIES[source.family].read_list(source, request, text)
