"""What a list page is read into, whatever its mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class ListShapeError(ValueError):
    """A list page is not what its family expects; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: where the page is, and what the list says of it."""

    url: str
    title: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A request for one list page. `number` counts from 1; a shell page that only leads to the list is 0."""

    url: str
    number: int = 1
    form: tuple[tuple[str, str], ...] | None = None  # sent by POST when given
    state: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListPage:
    """The entries of a page, the total the site declares, and the request for the next page.

    `skip` is the request to go on with when a page brings nothing new: the next keyword of a search.
    """

    entries: tuple[Entry, ...] = ()
    total: int | None = None
    next: ListRequest | None = None
    skip: ListRequest | None = None
