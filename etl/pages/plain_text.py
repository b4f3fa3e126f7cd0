"""Reader of plain text: articles saved as text, and the text layer of a PDF taken by another program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.model import BlockKind, Page, PageText
from etl.pages.archive_markdown import get_tables
from etl.pages.furniture import Draft, drop_furniture
from etl.pages.head import get_date_line, get_source_name, get_text_flags, parse_stated_date
from etl.pages.paragraphs import REPEAT_MARK, ROW_MARK, get_paragraphs
from etl.text import Line, Run, build_line, build_page_text

# A date line of a web page or magazine. Matches "2025-12-03 10:20", "某某网· 2026-01-07 06:29", "2026年1月15日".
_DATE_LINE = re.compile(
    r"(?:.{0,40}[·|丨\s:：])?\s*(?:19|20)\d\d(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|年\d{1,2}月\d{1,2}日)(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)

# The mark above a file's own title. Matches "附件", "附件1：", "附表二"; must not match "附件清单".
_ATTACHED = re.compile(r"附[件表]\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
# Matches "主办单位：某研究所", "当前位置：首页>通知"; must not match "通报：某某案".
_LABEL = re.compile(
    r"(?:您?的?当前|所在)位置|(?:主办|承办|协办|联合主办|主管|发布|技术支持|出版)(?:单位|机构|机关)?\s*[:：]|[（(]"
)


def _get_title(lines: list[str]) -> str | None:
    """Return the first line that reads like a headline: of some length, no sentence, not the name of a site."""
    for line in lines[:12]:
        if (
            6 <= len(line) <= 90
            and not _LABEL.match(line)
            and not _DATE_LINE.fullmatch(line)
            and line[-1] not in "。；，：:"
            and re.search("[\u4e00-\u9fff]{4}", line)
        ):
            return line
    return next((line for line in lines[:3] if 2 <= len(line) <= 60 and not _ATTACHED.fullmatch(line)), None)


def _get_issuer_line(lines: list[str]) -> str | None:
    for line in lines[:60]:
        match = re.match(
            r"(?:主办单位|发布单位|发布机构|发布机关|信息来源|来源|主管单位)\s*[:：]\s*(.{2,40}?)(?:\s|$)", line
        )
        if match:
            return match[1]
    return None


def _get_date_text(lines: list[str]) -> str | None:
    return next((line for line in lines[:40] if len(line) <= 60 and _DATE_LINE.fullmatch(line)), None)


def _ends_cut(source: str) -> bool:
    return re.search(r"[^\s.…。](?:\.{3}|…)\s*\Z", source) is not None and 7000 < len(source) < 10000


def read_plain_text(source: str, *, document_id: str, url: str | None = None, family: str = "plain_text") -> Page:
    """Return the page of a plain text, broken lines and pages healed."""
    drafts = [Draft(line.text, line) for line in _build_lines(source, is_wrapped=family == "pdf") if line.text]
    body, cut_flags = drop_furniture(drafts)
    text = build_page_text(draft.line for draft in body)
    flags = (*(("truncated",) if _ends_cut(source) else ()), *_short_flag(text))
    return build_text_page(text, document_id=document_id, family=family, url=url, flags=flags, last_flags=cut_flags)


def _build_lines(source: str, *, is_wrapped: bool) -> Iterator[Line]:
    """Yield paragraphs and rows of ruled tables; rows with nothing between them are one table."""
    table, is_open, width = 0, False, 0
    for ranges in get_paragraphs(source, is_wrapped=is_wrapped):
        start, end = ranges[0]
        if not is_wrapped or source[start] != ROW_MARK:
            table, is_open = table + is_open, False
            yield build_line(source, ranges).clean()
            continue
        cells = tuple(_build_cells(source, start + 1, end))
        table += is_open and len(cells) != width
        is_open, width = True, len(cells)
        yield Line(cells, BlockKind.TABLE, table=table)


def _build_cells(source: str, start: int, end: int) -> Iterator[tuple[Run, ...]]:
    for cell in source[start:end].split("\t"):
        if cell.startswith(REPEAT_MARK):
            yield (Run(cell[1:], -1),)
        else:
            yield (Run(cell, start),) if cell else ()
        start += len(cell) + 1


def build_text_page(
    text: PageText,
    *,
    document_id: str,
    family: str,
    url: str | None,
    flags: tuple[str, ...] = (),
    last_flags: tuple[str, ...] = (),
) -> Page:
    """Return the page of a text without a head of its own: title, date and source are looked for in its lines."""
    lines = text.plain.split("\n") if text.plain else []
    return Page(
        document_id=document_id,
        family=family,
        title=_get_title([line for block, line in text.lines() if block.table is None]),
        published_date=parse_stated_date(_get_date_text(lines)) or parse_stated_date(get_date_line(lines)),
        issuer_line=_get_issuer_line(lines) or get_source_name(lines),
        text=text,
        tables=get_tables(text),
        flags=(*flags, *get_text_flags(text.plain), *last_flags),
        url=url,
    )


def _short_flag(text: PageText) -> tuple[str, ...]:
    return ("title_only",) if len(text.plain) < 60 and len(text.blocks) <= 2 else ()
