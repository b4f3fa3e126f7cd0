"""Pages made of lines, in the shape readers give them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from etl.model import Block, BlockKind, OffsetMap, Page, PageText, Span


def make_page(
    lines: Sequence[str] | str,
    title: str | None = None,
    *,
    day: date | None = None,
    issuer_line: str | None = None,
    flags: tuple[str, ...] = (),
) -> Page:
    """Return a page; a line that begins with "# " is a heading, one in ** is bold."""
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for line in lines.strip().split("\n") if isinstance(lines, str) else lines:
        kind, level, text = BlockKind.TEXT, None, line.strip()
        if text.startswith("# "):
            kind, level, text = BlockKind.HEADING, 2, text[2:]
        elif text.startswith("**") and text.endswith("**") and len(text) > 4:
            kind, text = BlockKind.BOLD, text[2:-2]
        blocks.append(Block(Span(at, at + len(text)), kind, level))
        texts.append(text)
        at += len(text) + 1
    plain = "\n".join(texts)
    return Page(
        document_id="made",
        family="made",
        title=title,
        published_date=day,
        issuer_line=issuer_line,
        text=PageText(plain, tuple(blocks), OffsetMap((0,), (0,), (len(plain),))),
        flags=flags,
    )
