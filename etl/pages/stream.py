"""Where a text node of a parsed page stood in the decoded source: a forward scan over the text between tags."""

from __future__ import annotations

import html
import re
from bisect import bisect_right

from etl.text import Run

# Tags, comments and the insides of scripts; text is what lies between. Entities split the text further.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|textarea|template)\b[^>]*>.*?(?:</\1\s*>|\Z)|"
    r"<[!/?a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<[!/?a-zA-Z][^<>]*>?",
    re.S | re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?|\r\n?")

# How far ahead of the last node a node is looked for; keeps pages the parser rearranged linear.
_WINDOW = 100_000


class TextStream:
    """The visible text of an HTML source with the offset of every character."""

    def __init__(self, source: str) -> None:
        parts: list[str] = []
        self.segments: list[str] = []  # the text between two tags each
        self._stream_starts: list[int] = []
        self._source_starts: list[int] = []
        self._length = 0
        at = 0
        for match in _MARKUP.finditer(source):
            self._add(source, at, match.start(), parts)
            at = match.end()
        self._add(source, at, len(source), parts)
        self.text = "".join(parts)
        self._at = 0

    def _push(self, text: str, start: int, parts: list[str]) -> None:
        self._stream_starts.append(self._length)
        self._source_starts.append(start)
        parts.append(text)
        self._length += len(text)

    def _add(self, source: str, start: int, end: int, parts: list[str]) -> None:
        at, first = start, len(parts)
        for match in _ENTITY.finditer(source, start, end):
            if at < match.start():
                self._push(source[at : match.start()], at, parts)
            text = "\n" if match[0][0] == "\r" else html.unescape(match[0])
            self._push(text, match.start(), parts)
            at = match.end()
        if at < end:
            self._push(source[at:end], at, parts)
        if start < end:
            self.segments.append("".join(parts[first:]))

    def seek(self, text: str) -> None:
        """Move to the first place where the text stands."""
        found = self.text.find(text)
        self._at = max(found, 0)

    def get_runs(self, node_text: str) -> tuple[Run, ...]:
        """Return the node's text as runs of the source, searching forward from the last node found.

        Text that stands nowhere ahead becomes a run without a source (start -1).
        """
        begin = self.text.find(node_text, self._at, self._at + _WINDOW + len(node_text))
        if begin < 0:
            return (Run(node_text, -1),)
        end = begin + len(node_text)
        self._at = end
        runs: list[Run] = []
        i = bisect_right(self._stream_starts, begin) - 1
        while begin < end:
            piece = self._stream_starts[i]
            stop = self._stream_starts[i + 1] if i + 1 < len(self._stream_starts) else len(self.text)
            stop = min(stop, end)
            runs.append(Run(self.text[begin:stop], self._source_starts[i] + begin - piece))
            begin = stop
            i += 1
        return tuple(runs)
