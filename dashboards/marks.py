"""A text with its extracted values marked: masking, segments and safe HTML.

All functions are pure; whatever comes from a notice is escaped before it reaches the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """One value's place in a text: `[start, end)` characters, its field and what the tip says."""

    start: int
    end: int
    field: str
    tip: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text covered by the same marks throughout, innermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text without natural persons' names, and where each replaced stretch stood and stands."""

    text: str
    cuts: tuple[tuple[int, int, int, int], ...]  # old start, old end, new start, new end

    def move(self, offset: int, *, is_end: bool = False) -> int:
        """Return where an offset of the original text stands; inside a name, the name's start or end."""
        shift = 0
        for old_start, old_end, new_start, new_end in self.cuts:
            if offset <= old_start:
                break
            if offset < old_end:
                return new_end if is_end else new_start
            shift = new_end - old_end
        return offset + shift


def mask_text(text: str, names: Mapping[str, str]) -> MaskedText:
    """Return the text with every name replaced by the form that may be shown, longest names first.

    >>> mask_text("对张小明罚款", {"张小明": "张某某"}).text
    '对张某某罚款'
    >>> mask_text("对张某罚款", {}).text
    '对张某罚款'
    """
    ordered = sorted((name for name in names if name and name in text), key=len, reverse=True)
    if not ordered:
        return MaskedText(text, ())
    pieces: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    position = length = 0
    while position < len(text):
        name = next((name for name in ordered if text.startswith(name, position)), None)
        piece = text[position] if name is None else names[name]
        if name is not None:
            cuts.append((position, position + len(name), length, length + len(piece)))
        pieces.append(piece)
        position += 1 if name is None else len(name)
        length += len(piece)
    return MaskedText("".join(pieces), tuple(cuts))


def move_marks(marks: Iterable[Mark], masked: MaskedText, *, base: int, end: int) -> tuple[Mark, ...]:
    """Return the marks that lie in `[base, end)` of the notice as offsets into the masked text of that stretch."""
    return tuple(
        Mark(
            masked.move(mark.start - base), masked.move(mark.end - base, is_end=True), mark.field, mark.tip, mark.anchor
        )
        for mark in marks
        if base <= mark.start < mark.end <= end
    )


def get_segments(length: int, marks: Sequence[Mark]) -> tuple[Segment, ...]:
    """Return the stretches of a text, in order and without gaps, each with the marks that cover it.

    >>> marks = [Mark(1, 4, "party", "", "a"), Mark(2, 3, "date", "", "b")]
    >>> [(segment.start, segment.end, len(segment.marks)) for segment in get_segments(5, marks)]
    [(0, 1, 0), (1, 2, 1), (2, 3, 2), (3, 4, 1), (4, 5, 0)]
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    edges = sorted({0, length, *(mark.start for mark in inside), *(mark.end for mark in inside)})
    by_width = sorted(inside, key=lambda mark: mark.end - mark.start)
    return tuple(
        Segment(start, end, tuple(mark for mark in by_width if mark.start <= start and end <= mark.end))
        for start, end in pairwise(edges)
    )


def render_text(text: str, marks: Sequence[Mark], colours: Mapping[str, str]) -> str:
    """Return the text as HTML with its marks coloured by field; tips appear on hover and focus."""
    anchored: set[str] = set()
    pieces: list[str] = []
    for segment in get_segments(len(text), marks):
        words = escape(text[segment.start : segment.end])
        pieces.append(_render_mark(segment, words, colours, anchored) if segment.marks else words)
    return f'<div class="zf-text" lang="zh-CN">{"".join(pieces)}</div>'


def _render_mark(segment: Segment, words: str, colours: Mapping[str, str], anchored: set[str]) -> str:
    first = segment.marks[0]
    anchors = [mark.anchor for mark in segment.marks if mark.anchor not in anchored]
    anchored.update(anchors)
    tip = "\n".join(dict.fromkeys(mark.tip for mark in segment.marks))
    parts = [f'style="background:{colours.get(first.field, "#eee")}"', f'data-tip="{escape(tip)}"', 'tabindex="0"']
    if anchors:
        parts.append(f'id="{escape(anchors[0])}"')
    if len(segment.marks) > 1:
        parts.append("data-also")
    further = "".join(f'<span id="{escape(anchor)}"></span>' for anchor in anchors[1:])
    return f"{further}<mark {' '.join(parts)}>{words}</mark>"


def render_legend(fields: Sequence[tuple[str, str, int]], colours: Mapping[str, str]) -> str:
    """Return the key to the colours as HTML, from (field, name, number of values)."""
    items = (
        f'<span><i style="background:{colours.get(field, "#eee")}"></i>{escape(name)} {count}</span>'
        for field, name, count in fields
    )
    return f'<div class="zf-legend">{"".join(items)}</div>'


def escape_markdown(text: str) -> str:
    """Return a text that markdown shows as it is: no link, image, icon or formula comes out of it.

    >>> print(escape_markdown("![a](http://b) $x$ :red[c]"))
    \\!\\[a\\]\\(http\\://b\\) \\$x\\$ \\:red\\[c\\]
    """
    return "".join("\\" + letter if letter in "\\`*_{}[]()#+-.!|~$:<>&" else letter for letter in text)
