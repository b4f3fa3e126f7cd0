"""Reader of archived articles: markdown with a front matter of title, url, source and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from crawlers.source import BEIJING
from etl.model import AttachmentLink, BlockKind, Page, PageText, Span, Table
from etl.pages.furniture import Draft, drop_furniture, is_byline, is_promotion
from etl.pages.head import get_date_line, get_source_name, get_text_flags, parse_stated_date
from etl.text import Line, Run, build_page_text, clean_line, clean_runs, join_kept

# Fields, maybe with lists of tags set in below them.
_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(?P<fields>[A-Za-z_]+:[^\n]*\r?\n(?:(?:[A-Za-z_]+:|[ \t]+\S|- )[^\n]*\r?\n)*)"
    r"---[ \t]*(?:\r?\n|\Z)"
)
_FIELD = re.compile(r"^([A-Za-z_]+):[ \t]*(.*?)[ \t\r]*$", re.M)
_URL = r"\((?:[^()\s\\]|\\.|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)"
_IMAGE = re.compile(rf"!\[(?:[^\]\\\n]|\\.)*\]{_URL}")
_LINK = re.compile(rf"\[((?:[^\[\]\\\n]|\\.)*)\]({_URL})")
# What inline mark-up removes, in one pass; group 1 keeps its text.
_MARKUP = re.compile(
    rf"{_IMAGE.pattern}|[\[【]{{1,3}}(?:外刊-)?阅读原文\]?(?:{_URL})?[\]】]?(?:{_URL})?|"
    rf"(?<!!)\[(?=(?:[^\[\]\\\n]|\\.|{_IMAGE.pattern})*\]\()|\](?P<url>{_URL})|"
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!<>~|-])|\*+|`+|~~|<(?=https?://[^>\s]*>)|(?<=\S)>(?=\s|$)|"
    r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>\n]{0,4000})?/?>|&(?P<entity>#x?[0-9a-fA-F]{1,6}|amp|lt|gt|nbsp|quot|middot|ldquo|rdquo);"
)
# Any character that may be mark-up; lines without one are taken as they are.
_SIGNS = re.compile(r"[!\[\]\\*`~<>&#]")
_BULLET = re.compile(r"\s*[+-]\s")
_OPENS_MARKUP = re.compile(r"[!\[【\]\\*`~<>&]")  # the first character of whatever _MARKUP matches
_PREFIX = re.compile(r"\s*(?:>\s*)*(?:(?P<heading>#{1,6})(?:\s+|$)|(?P<item>[*+-]\s+))?(?P<inner>#{1,6}\s+)?")
_BOLD = re.compile(r"(?:\*\*(?:[^*\n]|\\\*)+?\*\*[\s*]*)+")
_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*|\s*(?:[-*_]\s*){3,}")
_RULE_SIGNS = frozenset("|:-*_")
_TABLE_RULE = re.compile(r"^\|?(?:[ \t]*:?-{2,}:?[ \t]*\|){2,}[ \t]*(?:-{2,}:?)?[ \t\r]*$", re.M)
_HEAD_LINES = 8  # lines that stand above an article
_LAST_LINES = 4
_BOLD_LINE = re.compile(r"^\*\*[^*\n]+\*\*\s*$", re.M)
# A link or picture that the end of the archived text cuts. Matches "![](https://exa", "[https://exa".
_BROKEN_MARKUP = re.compile(r"!?\[[^\]]*(?:\]\(\S*)?\Z")
_HTML_BREAK = re.compile(r"</(?:p|tr|div|li|h\d|section|table)>|<br\s*/?>")
# The line under the headline of an export without front matter. Matches "原创 某甲  某某网警   2024-12-14 08:25".
_SIGNED = re.compile(r"(?:原创\s+)?(?P<names>\S.{0,60}?)\s+(?P<date>20\d\d-\d\d-\d\d)(?:\s+\d\d:\d\d)?\s*")
# The card of the account that an article was taken from. Matches "以下文章来源于某某发布，作者某甲".
_CARD = re.compile(r"以下文章来源于(?P<name>[^，,]{2,30})(?:[，,].*)?")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "quot": '"', "middot": "·", "ldquo": "“", "rdquo": "”"}
_ATTACHMENT_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)(?![a-z\d])", re.I)
_ATTACHMENT = re.compile(rf"{_ATTACHMENT_NAME.pattern}(?:[?#]|\Z)", re.I)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    title: str | None
    url: str | None
    source: str | None
    date: str | None
    end: int  # offset behind the front matter


def parse_front_matter(source: str) -> FrontMatter | None:
    """Return the fields of the front matter, or None when the text starts with none.

    >>> parse_front_matter("---\\ntitle: 某局通报\\ndate: 2025-12-03\\n---\\n正文").date
    '2025-12-03'
    >>> parse_front_matter("正文") is None
    True
    """
    match = _FRONT_MATTER.match(source)
    if not match:
        return None
    fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(match["fields"])}
    value = fields.get
    return FrontMatter(
        value("title") or None, value("url"), value("source"), _read_feed_date(value("date")), match.end()
    )


def _read_feed_date(text: str | None) -> str | None:
    """Return the day in China of a time as feeds write it, other texts as they are.

    >>> _read_feed_date("Tue, 31 Dec 2024 22:10:00 GMT"), _read_feed_date("2024-12-31"), _read_feed_date(None)
    ('2025-01-01', '2024-12-31', None)
    """
    if not text or not text[0].isalpha():
        return text
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return text
    return (when.astimezone(BEIJING) if when.tzinfo else when).date().isoformat()


def _decode_entity(name: str) -> str:
    if name.startswith("#"):
        digits = name[1:]
        return chr(int(digits[1:], 16) if digits[:1] in "xX" else int(digits))
    return _ENTITIES[name]


def _find_markup(source: str, start: int, end: int) -> Iterator[re.Match[str]]:
    while opening := _OPENS_MARKUP.search(source, start, end):
        match = _MARKUP.match(source, opening.start(), end)
        if match:
            yield match
        start = match.end() if match else opening.end()


def _get_runs(source: str, start: int, end: int) -> tuple[Run, ...]:
    """Return the text of a stretch of markdown without its mark-up."""
    runs: list[Run] = []
    at = start
    masks = _masks(source, start, end) if _MAY_MASK.search(source, start, end) else ()
    for match in _find_markup(source, start, end):
        if match.start() in masks:
            continue
        if at < match.start():
            runs.append(Run(source[at : match.start()], at))
        if match["escaped"]:
            runs.append(Run(match["escaped"], match.end() - 1))
        elif match["entity"]:
            runs.append(Run(_decode_entity(match["entity"]), match.start()))
        at = match.end()
    if at < end:
        runs.append(Run(source[at:end], at))
    return tuple(runs)


def _masks(source: str, start: int, end: int) -> frozenset[int]:
    """Return where stars begin that hide a part of a name, 王** or 李*: behind a surname alone, opening no emphasis.

    >>> text = "张*平、王**、**李某**被罚"
    >>> sorted(_masks(text, 0, len(text)))
    [1, 5]
    >>> _masks("**主要事实：**王某", 0, 11), _masks("下半句的重点**", 0, 8)
    (frozenset(), frozenset())
    """
    found: list[int] = []
    is_open = False
    for stars in _STARS.finditer(source, start, end):
        at, stop = stars.span()
        is_cut = stop - at == 1 or not (stop < end and source[stop].isalnum())
        if not is_open and is_cut and _SURNAME_ALONE.search(source[max(start, at - 2) : at]):
            found.append(at)
        else:
            is_open = not is_open
    return frozenset(found)


_STARS = re.compile(r"(?<!\\)\*+")
_MAY_MASK = re.compile(r"\*(?<=\w\*)")
_SURNAME_ALONE = re.compile("(?:\\A|[^\u4e00-\u9fff*])[\u4e00-\u9fff]\\Z")


def _join(runs: Sequence[Run]) -> str:
    return clean_line("".join(run.text for run in runs))


_BETWEEN_LINKS = "·|、*#-—– \t\u3000\u200b\xa0"


def _read_line(source: str, start: int, end: int) -> Draft:
    """Return the draft of one line outside tables."""
    if not (_SIGNS.search(source, start, end) or _BULLET.match(source, start, end)):
        line = Line(((Run(source[start:end], start),),)).clean()
        return Draft(line.text, line)
    if source.startswith("![", start) and _IMAGE.fullmatch(source, start, end):
        return Draft("", Line(()), is_image=True)
    prefix = _PREFIX.match(source, start, end)
    begin = prefix.end() if prefix else start
    raw = source[begin:end]
    runs = _get_runs(source, begin, end)
    cleaned = clean_runs(runs) if runs else ("", [])
    text = join_kept(cleaned)
    hashes = prefix and (prefix["heading"] or prefix["inner"])
    kind, level = BlockKind.TEXT, None
    if hashes:
        kind, level = BlockKind.HEADING, len(hashes.strip())
    elif "**" in raw and len(raw) <= 2000 and _BOLD.fullmatch(_IMAGE.sub("", raw).strip(" \u200b\ufeff\xa0")):
        kind = BlockKind.BOLD
    is_link = (
        bool(text)
        and "](" in raw
        and raw.lstrip(_BETWEEN_LINKS)[:1] in ("[", "!")
        and not clean_line(_LINK.sub("", _IMAGE.sub("", raw))).strip(_BETWEEN_LINKS)
    )
    return Draft(
        text,
        Line((runs,), kind, level, cleaned=cleaned),
        is_link=is_link,
        is_item=bool(prefix and prefix["item"]),
        is_image=not text and _IMAGE.search(raw) is not None,
        is_strong=kind is not BlockKind.TEXT,
    )


def _split_cells(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of the cells of a row between bars."""
    bars = [match.start() for match in re.compile(r"(?<!\\)\|").finditer(source, start, end)]
    inner = [bar for bar in bars if source[start:bar].strip()] if bars else []
    edges = [bars[0] if not source[start : bars[0]].strip() else start - 1, *inner]
    if source[edges[-1] + 1 : end].strip():
        edges.append(end)
    return [(a + 1, b) for a, b in pairwise(edges)]


@dataclass(slots=True)
class _Grid:
    """A markdown table under way: cells of runs, row by row."""

    rows: list[list[tuple[Run, ...]]]
    has_image: bool = False

    def to_drafts(self, number: int) -> list[Draft]:
        """Return one draft a row; a table of one column is layout and gives plain lines."""
        rows = [row for row in self.rows if any(_join(cell) for cell in row)]
        width = max((sum(1 for cell in row if _join(cell)) for row in rows), default=0)
        if not rows and self.has_image:
            return [Draft("", Line(()), is_image=True)]
        if width < 2:
            return [Draft(_join(cell), Line((cell,))) for row in rows for cell in row if _join(cell)]
        return [
            Draft(" ".join(map(_join, row)), Line(tuple(row), BlockKind.TABLE, table=number), is_strong=True)
            for row in rows
        ]


def _get_lines(source: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the lines; HTML left in a line ends it where its paragraphs and rows end."""
    while start < len(source):
        end = source.find("\n", start)
        end = len(source) if end < 0 else end
        if source.find("</", start, end) >= 0:
            for match in _HTML_BREAK.finditer(source, start, end):
                yield start, match.start()
                start = match.end()
        yield start, end
        start = end + 1


def _get_drafts(source: str, start: int) -> list[Draft]:
    """Return the lines of the whole archive file, navigation and all; blank lines are left out."""
    drafts: list[Draft] = []
    grid = _Grid([])
    number = 0
    for begin, end in _get_lines(source, start):
        line = source[begin:end]
        stripped = line.strip()
        is_rule = stripped[:1] in _RULE_SIGNS and _RULE.fullmatch(line) is not None
        if "|" in stripped and _is_row(source, stripped, end, is_open=bool(grid.rows)):
            if not is_rule:
                grid.has_image = grid.has_image or _IMAGE.search(line) is not None
                grid.rows.append([_get_runs(source, a, b) for a, b in _split_cells(source, begin, end)])
            continue
        if grid.rows:
            made = grid.to_drafts(number)
            number += any(draft.line.table is not None for draft in made)
            drafts += made
            grid = _Grid([])
        if stripped and not is_rule:
            draft = _read_line(source, begin, end)
            if draft.text or draft.is_image:
                drafts.append(draft)
    return drafts + grid.to_drafts(number)


def _is_row(source: str, line: str, end: int, *, is_open: bool) -> bool:
    """Return whether a line is a row of a table; without a bar before it, it stands over a rule or in an open table."""
    if line.startswith("|"):
        return len(line) > 1
    return line.count("|") > 1 and (is_open or _TABLE_RULE.match(source, end + 1) is not None)


def _fold_title(text: str) -> str:
    return _BETWEEN_WORDS.sub("", text).lower()


_BETWEEN_WORDS = re.compile(r"[\W_]+")


def _find_body(drafts: Sequence[Draft], title: str | None) -> int:
    """Return the index behind the last line that repeats the title before most of the prose."""
    if not title:
        return 0
    folded, longest = _fold_title(title), 2 * len(title) + 20
    total = sum(len(draft.text) for draft in drafts if draft.is_prose)
    ahead, start = total, 0
    for i, draft in enumerate(drafts):
        if ahead * 2 < total:
            break
        if folded and len(folded) <= len(draft.text) <= longest and _fold_title(draft.text) == folded:
            start = i + 1
        ahead -= len(draft.text) if draft.is_prose else 0
    return start


def _is_like(name: str, other: str | None) -> bool:
    if not other:
        return False
    return name == other or (len(name) >= 6 and name[:6] == other[:6])


_MAX_ACCOUNT = 24  # characters; what is longer is text that begins with the name of its publisher


def _find_account(drafts: Sequence[Draft], source_name: str | None) -> str | None:
    """Return the account that the footer of the article names, or None."""
    for i, draft in enumerate(drafts):
        if draft.text == "轻触阅读原文":
            names = [later.text for later in drafts[i + 1 : i + 4] if later.text and not later.is_image]
            return names[0] if names and names[0] != "向上滑动看下一个" else None
    for draft in drafts[:5]:
        if 0 < len(draft.text) <= _MAX_ACCOUNT and _is_like(draft.text, source_name):
            return draft.text
    return None


def _skip_signature(drafts: Sequence[Draft], account: str | None) -> tuple[int, str | None]:
    """Return how many lines after the headline name author and account, and the account."""
    short: list[int] = []
    for i, draft in enumerate(drafts[:6]):
        if draft.text == "在小说阅读器中沉浸阅读":
            break
        if not draft.text:
            if short:
                break
            continue
        if draft.is_strong or len(draft.text) > 24 or re.search("[，。：！？；、]", draft.text):
            break
        short.append(i)
    named = [i for i in short if account and drafts[i].text == account]
    if named:
        return named[-1] + 1, account
    if not short:
        return 0, account
    if account is None and (len(short) == 1 or drafts[short[0]].text == "原创"):
        return short[-1] + 1, drafts[short[-1]].text
    return (0, account) if account else (short[0] + 1, drafts[short[0]].text)


def _find_card(drafts: Sequence[Draft]) -> tuple[int, int, str | None]:
    """Return the range of lines near the top that present the account an article was taken from, and its name."""
    for i, draft in enumerate(drafts[:6]):
        card = _CARD.fullmatch(draft.text)
        if not card:
            continue
        dots = [j for j in range(i + 1, min(i + 7, len(drafts))) if drafts[j].text in (".", "。")]
        if not dots:
            return i, i + 1, card["name"]
        end = dots[0] + 1
        described = end + 1 < len(drafts) and _presents_account(drafts[end].text)
        return i, end + described, card["name"]
    return 0, 0, None


def _presents_account(text: str) -> bool:
    """Tell whether a paragraph under a card presents the account, not the news."""
    if not 0 < len(text) <= 240 or re.match(r"近日|近期|日前|\d{1,4}[年月]", text):
        return False
    presents = re.search("简称|成立于|官方|账号|直属|致力|媒体|杂志|智库", text)
    return presents is not None or not re.search(r"\d{1,2}月|近日|近期|日前|现将|通报如下", text)


def _skip_signed(drafts: Sequence[Draft]) -> tuple[int, str | None, str | None]:
    """Return the length of the line of account and date under the headline, the account and the date."""
    for i, draft in enumerate(drafts[:2]):
        runs = draft.line.cells[0] if draft.line.cells else ()
        match = _SIGNED.fullmatch("".join(run.text for run in runs).strip())
        if match:
            return i + 1, re.split(r"\s{2,}", match["names"].strip())[-1], match["date"]
    return 0, None, None


_LABEL = re.compile(r"[【\[]?(?:典型)?案例\s?[一二三四五六七八九十\d]")


def _skip_bylines(drafts: Sequence[Draft]) -> int:
    """Return how many lines after a website's headline are date, author, counters and categories."""
    for i, draft in enumerate(drafts[:24]):
        text = draft.text
        if not text or is_byline(text) or is_promotion(text) or (draft.is_link and len(text) <= 16):
            continue
        if len(text) <= 12 and not draft.is_strong and text[-1] not in "：:。；！？" and not _LABEL.match(text):
            continue
        return i
    return 0


def _is_truncated(source: str) -> bool:
    body = source.rstrip()
    return body.endswith(("...", "…")) and len(body) > 7000


def _drop_ellipsis(line: Line) -> Line:
    *head, last = line.cells[-1]
    text = last.text.rstrip().removesuffix("...").removesuffix("…")
    return Line((*line.cells[:-1], (*head, Run(text, last.start))), line.kind, line.level, line.table)


def _get_attachments(source: str, start: int, url: str | None) -> tuple[AttachmentLink, ...]:
    found: dict[str, AttachmentLink] = {}
    if _ATTACHMENT_NAME.search(source, start) is None:
        return ()
    for match in _LINK.finditer(source, start):
        target = match[2][1:-1].split()[0] if match[2][1:-1].strip() else ""
        if _ATTACHMENT.search(target):
            address = urljoin(url or "", target)
            found.setdefault(address, AttachmentLink(address, clean_line(match[1].replace("*", ""))))
    return tuple(found.values())


def get_tables(text: PageText) -> tuple[Table, ...]:
    """Return the tables of a page text from its table lines; the first row is the header when it has no digits."""
    rows: dict[int, list[tuple[Span, tuple[str, ...]]]] = {}
    for block, line in text.lines():
        if block.table is not None:
            rows.setdefault(block.table, []).append((block.span, tuple(line.split("\t"))))
    return tuple(
        Table(
            tuple(cells for _, cells in found),
            tuple(span for span, _ in found),
            has_header=len(found) > 1 and not re.search(r"\d", "".join(found[0][1])),
        )
        for _, found in sorted(rows.items())
    )


# Leads to a list of names. Matches "通报存在问题APP名单", "予以下架处置的55款App"; must not match "要点如下".
_LIST_LEAD = re.compile(
    r"(?:(?:名单|清单)(?:如下|见(?:下图|附图|图))?(?:（.{0,20}）)?|(?:款|个)[^。]{0,24}(?:App|APP|app|应用|小程序|账号)(?:如下)?)[:：]?\Z"
)


def _leads_to_image(body: Sequence[Draft], i: int) -> bool:
    """Tell whether a line that leads to a list is followed by a picture, a line in brackets between them at most."""
    text = body[i].text
    after = body[i + 2] if body[i + 1].text.startswith("（") and i + 2 < len(body) else body[i + 1]
    return after.is_image and 0 < len(text) <= 120 and _LIST_LEAD.search(text) is not None


def _get_flags(body: Sequence[Draft], text: PageText, truncated: bool) -> tuple[str, ...]:
    flags = ["truncated"] if truncated else []
    first = text.blocks[0].span.of(text.plain) if text.blocks else ""
    if len(text.plain) - (0 if "。" in first else len(first)) < 30:  # a text in one line may have no title
        flags.append("title_only")
    if any(_leads_to_image(body, i) for i in range(len(body) - 1)):
        flags += ["image_list", "needs_ocr"]
    return (*flags, *get_text_flags(text.plain))


def _find_title_line(drafts: Sequence[Draft], title: str | None, start: int) -> list[Line]:
    for draft in drafts[:start][::-1]:
        if title and _fold_title(draft.text) == _fold_title(title):
            return [Line(draft.line.cells, BlockKind.HEADING, 1)]
    return []


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the article starts and what stands above it."""

    start: int
    card: tuple[int, int]  # range of lines that present another account, counted from `start`
    account: str | None
    date_text: str | None


def _drop_account_lines(drafts: Sequence[Draft], account: str | None) -> list[Draft]:
    return [draft for i, draft in enumerate(drafts) if i > 3 or not account or draft.text != account]


def _read_head(drafts: Sequence[Draft], start: int, matter: FrontMatter, address: str | None) -> _Head:
    skipped, account, date_text = _skip_signed(drafts[start:])
    if skipped:
        start += skipped
    else:
        date_text = matter.date
        account = _find_account(drafts[start:], matter.source)
        if account or urlsplit(address or "").netloc.endswith("weixin.qq.com"):
            skipped, account = _skip_signature(drafts[start:], account)
        else:
            skipped, account = _skip_bylines(drafts[start:]), matter.source
        start += skipped
    begin, end, taken_from = _find_card(drafts[start:])
    return _Head(start, (begin, end), taken_from or account, date_text)


# What stands above a headline: 当前位置：首页 > 新闻 > 正文, 首页 / 视频 / 正文, 发布时间：…, 云溪新闻网_门户网站.
_ABOVE_HEADLINE = re.compile(
    r"[您你]?(?:现在|当前|所在)[^，。]{0,6}位置|[^。]*(?:>|》|/| )\s*正文|[^，。>]{1,12}>"
    r"|(?:发布|更新)?时间|来源|浏览|date\b|[^，。]{2,12}网[_|]"
)
# What opens the text itself: 云溪社3月5日电, 云溪讯(记者…), 近日，…; and labels of items: 案例一.
_OPENS_TEXT = re.compile(
    r"[^，。]{0,24}(?:日电|讯[ (（]|[日月]消息)|近日|日前"
    r"|[【\[]?(?:典型)?案例\s?[一二三四五六七八九十\d]|[(（]|[一1][、.．]|\d{1,4}[年月]"
)
_ENDS_DATED = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\Z")  # 云溪.新闻汇总 2024-05-06
_MAX_HEADLINE, _MIN_OPENING = 60, 40  # characters


def _is_opening(draft: Draft) -> bool:
    return len(draft.text) >= _MIN_OPENING and "。" in draft.text


def _find_headline(drafts: Sequence[Draft]) -> int | None:
    """Return the index of the headline above the prose of a text without a stated title."""
    at = next((i for i, draft in enumerate(drafts) if draft.text and not _ABOVE_HEADLINE.match(draft.text)), None)
    title = "" if at is None else drafts[at].text
    if not 8 <= len(title) <= _MAX_HEADLINE or title[-1] in "。，：；,:;" or not any(map(_is_opening, drafts[at:])):
        return None
    return None if _OPENS_TEXT.match(title) or _ENDS_DATED.search(title) else at


def read_archive_markdown(source: str, *, document_id: str, url: str | None = None) -> Page:
    """Return the page of an archived article. Offsets lead into the decoded file, front matter included."""
    matter = parse_front_matter(source) or FrontMatter(None, None, None, None, 0)
    address = url or matter.url
    drafts = _get_drafts(source, matter.end)
    title = matter.title or next((draft.text for draft in drafts if draft.line.level == 1), None)
    headline = _find_headline(drafts) if title is None and matter.end else None
    if title is None and not matter.end:
        title = next((draft.text for draft in drafts[:3] if 6 <= len(draft.text) <= 90), None)
    if headline is not None:
        title = drafts[headline].text
    title_end = _find_body(drafts, title) if headline is None else headline + 1
    is_signed = headline is None  # below a bare headline all is text
    head = (
        _read_head(drafts, title_end, matter, matter.url or url) if is_signed else _Head(title_end, (0, 0), None, None)
    )
    lines = _find_title_line(drafts, title, title_end)
    cut = drafts[-1] if drafts and _is_truncated(source) else None
    if cut:
        kept = "" if _BROKEN_MARKUP.match(cut.text) else cut.text
        line = _drop_ellipsis(cut.line) if kept else Line(())
        drafts[-1] = Draft(kept, line, cut.is_link, cut.is_item, False, cut.is_strong)
    article = drafts[head.start :]
    article = [*article[: head.card[0]], *article[head.card[1] :]]
    article = _drop_account_lines(article, head.account)
    body, cut_flags = drop_furniture(article)
    around = (*drafts[:_HEAD_LINES], *drafts[-_LAST_LINES:])
    stated = head.date_text or get_date_line([draft.text for draft in around if draft.text])
    truncated = cut is not None and bool(body) and body[-1] is drafts[-1]
    text = build_page_text([*lines, *(draft.line for draft in body if draft.text)])
    return Page(
        document_id=document_id,
        family="archive_markdown",
        title=title,
        published_date=parse_stated_date(stated),
        issuer_line=get_source_name([draft.text for draft in body]) or head.account,
        text=text,
        tables=get_tables(text),
        attachments=_get_attachments(source, matter.end, address),
        flags=(*_get_flags(body, text, truncated), *cut_flags),
        url=address,
    )


def is_markdown(source: str) -> bool:
    """Tell whether a text without front matter is markdown: by a headline at its head, bold lines or a ruled table."""
    is_headed = re.match(r"\s*#\s+\S", source) is not None
    return is_headed or _TABLE_RULE.search(source) is not None or len(_BOLD_LINE.findall(source)) > 1
