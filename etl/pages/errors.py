"""The one error a reader raises: a document that cannot be read, and what to do about it."""

from __future__ import annotations


class UnreadableDocument(Exception):  # noqa: N818 - the name every caller agreed on
    """A document no reader can turn into text. `code` names the reason, the message the remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
