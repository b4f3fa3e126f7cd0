"""The outline of a page: enumerators and headings as a tree of sections, and what is no body text.

Levels come from the sequence of the markers, not from their shape: 1. may stand above （一） in one text and below it
in the next, and numbering restarts inside digests. Every step is one pass over the lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from etl.enumerators import (
    MAY_OPEN,
    InlineItem,
    Marker,
    Style,
    find_second_items,
    get_inline_items,
    get_marker,
    names_part,
)
from etl.model import BlockKind, Page, Span

UNNUMBERED = frozenset({Style.HEADING, Style.BOLD, Style.BRACKET})
# Styles that are never chance numbers at the head of a line.
STRONG = frozenset({Style.CASE, Style.PART, Style.CHAPTER, Style.ARTICLE})
# Styles that are chance numbers where no neighbour goes before or after them.
_ONLY_LINKED = frozenset({Style.BARE, Style.PADDED})
_RANK = {Style.PART: 0, Style.CHAPTER: 1, Style.ARTICLE: 2}


class Section(Struct, frozen=True):
    """A stretch of the body under one enumerator or heading, with everything below it."""

    span: Span
    heading: Span
    level: int  # 0 is the outermost
    style: Style
    ordinal: int | None
    parent: int | None  # index into Outline.sections
    is_bold: bool = False  # the page sets the heading off from the text


class Outline(Struct, frozen=True):
    """Sections in order of appearance. `body` is the article without its foot; `asides` are warnings and teaching."""

    sections: tuple[Section, ...]
    body: Span
    contents: tuple[Span, ...] = ()  # tables of contents, inside or before the body
    asides: tuple[Span, ...] = ()
    footer: Span | None = None
    paragraphs: tuple[Span, ...] = ()  # lines of the body outside contents, in order
    children: tuple[tuple[int, ...], ...] = ()

    def of_style(self, style: Style) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.style is style)


class _Line(Struct, frozen=True):
    span: Span
    text: str
    kind: BlockKind
    level: int | None
    marker: Marker | None
    is_set_off: bool


# The first line of an article's foot: 往期推荐, END, 责任编辑：…; not 来源：网信湖南 (which stands inside digests too).
_FOOT = re.compile(
    r"[\s*•·▼↓—\-=>【\[(（#]*(?:"
    r"往期(?:推荐|回顾|精彩|文章|内容)|精彩(?:推荐|回顾)|推荐阅读|相关(?:阅读|推荐|热文|文章|新闻)|延伸阅读|阅读推荐|热门(?:推荐|文章)"
    r"|前情回顾|上期回顾|近期(?:热文|文章)|更多(?:精彩|资讯|内容|推荐)|END\b|-?\s?end\s?-?$|如若转载|转载(?:请|须|声明)|版权声明|免责声明"
    r"|责任编辑|责编|编辑[:：丨|]|编辑部$|校对[:：]|审核[:：]|监制[:：]|预览时标签不可点|继续滑动看下一个|轻触阅读原文|阅读原文$"
    r"|微信扫一扫|长按识别|扫码(?:关注|订阅|加入)|点击下图|戳[“\"]?阅读原文|点赞|点个(?:赞|在看)|分享至|发表评论|你可能感兴趣"
    r"|最新文章|文章目录|合作电话|投稿邮箱|商务合作|联系我们|关于我们|本文(?:为|作者)[^。]{0,12}(?:观点|作者|未经)"
    r"|以上内容(?:仅|来)|感谢您的(?:支持|阅读)|欢迎关注|关注我们$"
    r")"
)
# Whole sentences that stand in feet.
_FOOT_TEXT = re.compile(
    r"版权|转载|免责|本站|公众号|扫码|本文(?:仅|内容|来源)|侵权|投稿|订阅|备案|http|©|Copyright|粉丝"
)
# Words of notices, which no foot holds: 责令注销备案, 公众号被关闭.
_TOLD = re.compile("处罚|罚款|责令|约谈|警告|查处|拘留|立案|没收|抓获|依法")
# Warnings, statute text and teaching between or after cases: 网警提醒：…, ★…, 【典型意义】, 法律链接. Not 提醒该公司….
_ASIDE = re.compile(
    r"[\s*•·●◆▶▼★☆※【\[(（“\"]*(?:[一二三四五六七八九十\d]{1,2}[、.．]\s?)?(?:"
    r"(?:网警|警方|民警|公安机关|公安|检察官|法官|律师|专家|网信|网信办|网信部门|安全|温馨|风险|消费|监管|特别|友情|郑重|普法|法律|执法)"
    r"(?:部门|机关|君)?(?:温馨|特别|郑重)?(?:提醒|提示|说法|有话要?说|寄语|普法|链接|科普|建议|小?课堂)(?=$|[】\]:：，,!！\s”）)*])"
    r"|(?:典型|社会|案例|法治|指导|普法|警示|法律)(?:意义|启示|警示|价值)|法(?:律|条|规)(?:链接|依据链接|小?贴士|知识|条文)|相关法(?:条|律|规)(?:链接|规定)?"
    r"|以案(?:释法|说法|为鉴|促改|示警)|(?:案例|案件)(?:评析|点评|警示|启示|解读|分析)|法律(?:法规)?(?:链接|解读|依据[:：]?$)"
    r"|普法(?:时间|小课堂|课堂|链接)|网安(?:提醒|提示|科普)|(?:官方)?(?:安全)?防范建议|思考与启示|启示(?:与|和)建议|专家(?:解读|观点|点评)"
    r"|小编(?:划重点|有话说|点评|解读|提示|提醒|说法)|(?:数据)?合规(?:建议|启示|提示|提醒)(?=$|[】\]:：])"
    r")"
)
_STAR = re.compile(r"\s*[★☆]\s*(?!.{0,12}(?:案|公司|某))")
# Heads that lead back from teaching to facts: 【基本案情】, 裁判结果.
_FACTS = re.compile(
    r"[\s【\[*（(]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?[【\[]?(?:基本案情|基本情况|简要案情|案情(?:简介|回顾|概要)?|案件(?:情况|详情|经过|回放)"
    r"|诉讼过程|裁判(?:结果|要旨)|判决结果|(?:处罚|处理|查处|处置)(?:结果|情况|决定)|违法(?:事实|行为)|检察机关履职|调查(?:与|和)处理)"
)
# Rubrics of a digest, which are no part of the headline before or after them: 国内要闻, 02 境外动态.
RUBRIC = re.compile(
    r"[\W_]*(?:(?:P(?:art|ART)\.?\s?)?[一二三四五六七八九十\d]{1,2}[、.．\s]?\s?)?"
    r"(?:国内|国外|国际|境内|境外|海外|行业|监管|执法|司法|政策|产业|安全|技术|漏洞|数据|网络|本周|热点|重点|业界|企业|事件|案件|案例|处罚|罚单)"
    r"{1,3}(?:要闻|动态|资讯|新闻|速递|快讯|预警|热点|观察|动向|速览|聚焦|法规|案例|事件|案件)[\W_]*"
)
_CONTENTS_HEAD = re.compile(
    r"[\s*【\[#•·]*(?:目\s?录|contents|文章目录|新闻速览|本期(?:要点|目录|导读|看点|内容)|导\s?读|要闻速览|内容(?:提要|概要))[\s】\]:：]*$",
    re.I,
)
# A line of a table of contents ends in leaders or a tab and a page number: “5. 标题 ...... 12”.
_PAGE_NUMBER = re.compile(r"(?:[.．…·]{2,}\s*|\t\s*|\s{2,})\d{1,4}\s*$")
# A table of contents: so many titles at least, each so long, told no more often.
_ENDS_PAGED = frozenset("0123456789 ")
_ENDS_SENTENCE = frozenset("。；，：")  # no title without a number does
_MIN_TITLES, _MIN_KEY, _MAX_TITLE, _MAX_TELLINGS = 3, 6, 160, 4


def _get_lines(page: Page) -> list[_Line]:
    plain = page.text.plain
    may_be_part = names_part(plain)
    lines: list[_Line] = []
    table, set_off = BlockKind.TABLE, (BlockKind.HEADING, BlockKind.BOLD)
    for block in page.text.blocks:
        span, kind = block.span, block.kind
        text = plain[span.start : span.end]
        may_be_marked = kind is not table and (may_be_part or text[:1] in MAY_OPEN)
        marker = get_marker(text, may_be_part) if may_be_marked else None
        lines.append(_Line(span, text, kind, block.level, marker, kind in set_off))
    return lines


_KEY, _HEAD = 24, 60  # characters that tell a heading from others, without and with what stands between words
_WORDS = re.compile(r"[\w\n]+")


def _title_of(text: str, marker: Marker | None) -> str:
    """Return a line without its enumerator and a page number."""
    start = marker.end if marker and len(text) > marker.end else 0
    if len(text) > start + _HEAD:
        return text[start : start + _HEAD]
    text = text[start:].rstrip()
    if not text[-1:].isdigit():
        return text
    bare = text.rstrip("0123456789")
    return bare if len(text) - len(bare) <= 4 else text[:-4]


def _title_keys(lines: Sequence[_Line]) -> list[str]:
    """Return the first words of each title, without spaces and punctuation; "" for lines that are none."""
    titles = [
        _title_of(text, line.marker)
        if _MIN_KEY <= len(text := line.text) < _MAX_TITLE
        and (line.marker is not None or text[-1] not in _ENDS_SENTENCE)
        else ""
        for line in lines
    ]
    # one pass over all is soonest
    words = "".join(_WORDS.findall("\n".join(titles).replace("_", "")))
    return [key[:_KEY] for key in words.split("\n")]


def _find_contents(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Return the line ranges that list headings which the body repeats, or that end in page numbers."""
    keys = _title_keys(lines)
    counts = Counter(keys)
    left = {key: count for key, count in counts.items() if count > 1 and len(key) >= _MIN_KEY}
    found = {i for i, line in enumerate(lines) if line.text[-1:] in _ENDS_PAGED and _is_paged(line.text)}
    for i in [i for i, key in enumerate(keys) if key in left] if left else ():
        left[keys[i]] -= 1
        if left[keys[i]] > 0 and counts[keys[i]] <= _MAX_TELLINGS:
            found.add(i)
    if len(found) < _MIN_TITLES:
        return []
    ranges: list[tuple[int, int]] = []
    start = previous = -9
    seen: set[str] = set()
    for i in [*sorted(found), len(lines) + 9]:
        key = keys[i] if i < len(lines) else ""
        is_apart = i - previous > 3 or any(len(line.text) > _MAX_TITLE for line in lines[previous + 1 : i])
        if is_apart or (key in seen and key in left):  # the first title told again begins the body
            count = len(seen)
            if (
                count >= _MIN_TITLES
                and count * 2 >= previous + 1 - start
                and not _is_label_run(lines[start : previous + 1])
            ):
                ranges.append((start, previous + 1))
            start, seen = i, set()
        previous = i
        seen.add(key or str(i))
    return [_with_head(lines, low, high) for low, high in ranges]


def _is_paged(text: str) -> bool:
    return len(text) < _MAX_TITLE and _PAGE_NUMBER.search(text[-24:].rstrip()) is not None


def _is_label_run(lines: Sequence[_Line]) -> bool:
    """A run that holds whole paragraphs is text, not a table of contents."""
    return sum(len(line.text) > 60 and line.text.rstrip().endswith(("。", "；", ";")) for line in lines) * 3 > len(
        lines
    )


def _with_head(lines: Sequence[_Line], low: int, high: int) -> tuple[int, int]:
    """Take in the heading 目录 when it stands a few short lines before the run."""
    for i in range(low - 1, max(low - 8, -1), -1):
        if len(lines[i].text) > 100:
            break
        if _CONTENTS_HEAD.match(lines[i].text):
            return i, high
    return low, high


_MAX_ENTRY = 60  # characters


def _find_lists_of_titles(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Yield the line ranges of numbered titles under 目录, whatever the body calls its parts."""
    for head, line in enumerate(lines):
        if "录" not in line.text[:12] or not _CONTENTS_HEAD.match(line.text):
            continue
        entries = list(takewhile(_is_entry, lines[head + 1 :]))
        ordinals = [entry.marker.ordinal for entry in entries if entry.marker]
        count = next((i for i, ordinal in enumerate(ordinals) if ordinal != i + 1), len(ordinals))
        if count >= _MIN_TITLES:
            yield head, head + 1 + count


def _is_entry(line: _Line) -> bool:
    """Return whether a line is a title with a number; labels like 案例1 stand in the body too."""
    is_numbered = line.marker is not None and line.marker.style is not Style.CASE
    return is_numbered and len(line.text) <= _MAX_ENTRY and line.text[-1] not in _ENDS_SENTENCE


def _is_body_text(text: str) -> bool:
    return (
        len(text) >= 45
        and text.rstrip()[-1:] in "。！？；”）)："
        and (not _FOOT_TEXT.search(text) or _TOLD.search(text) is not None)
    )


def _find_foot(lines: Sequence[_Line]) -> int:
    """Return the index of the first line of the foot, after which no paragraph of the article stands."""
    last_text = next((i for i in range(len(lines) - 1, 0, -1) if _is_body_text(lines[i].text)), 0)
    for i in range(last_text + 1, len(lines)):
        if _FOOT.match(lines[i].text[:40]):
            return i
    return len(lines)


def _mark_successors(lines: Sequence[_Line], marked: Sequence[int]) -> tuple[set[int], set[int]]:
    """Return the lines whose number is followed, and those whose number is preceded, by its neighbour."""
    followed: set[int] = set()
    preceded: set[int] = set()
    last: dict[tuple[Style, int], tuple[int, int]] = {}
    for i in marked:
        marker = lines[i].marker
        if marker is None or (ordinal := marker.ordinal) is None:
            continue
        key = (marker.style, marker.depth)
        number, at = last.get(key, (0, -1))
        step = ordinal - number
        if at >= 0 and 0 < step <= 3:
            followed.add(at)
            if step == 1:
                preceded.add(i)
        if at < 0 or ordinal == 1 or 0 < step <= 3:
            last[key] = (ordinal, i)
    return followed, preceded


class _Draft(Struct):
    """A section that is still being read."""

    index: int
    key: tuple[Style, int]
    start: int
    heading: Span
    level: int
    ordinal: int | None
    parent: int | None
    is_bold: bool
    end: int = 0


class _Builder:
    """Places markers into a tree, one after the other."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.stack: list[_Draft] = []
        self.closed: dict[tuple[Style, int], tuple[int, int]] = {}  # key → last ordinal, depth in the stack

    def close(self, depth: int, at: int) -> None:
        while len(self.stack) > depth:
            draft = self.stack.pop()
            draft.end = at
            if draft.ordinal is not None:
                self.closed[draft.key] = (draft.ordinal, len(self.stack))

    def open(
        self, depth: int, key: tuple[Style, int], ordinal: int | None, start: int, heading: Span, bold: bool
    ) -> None:
        stack, drafts = self.stack, self.drafts
        if len(stack) > depth:
            self.close(depth, start)
        draft = _Draft(len(drafts), key, start, heading, len(stack), ordinal, stack[-1].index if stack else None, bold)
        stack.append(draft)
        drafts.append(draft)

    def depth_of(self, key: tuple[Style, int]) -> int | None:
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].key == key:
                return depth
        return None

    def find_depth(self, key: tuple[Style, int], ordinal: int, is_linked: bool) -> int | None:
        """Return the depth at which a numbered marker belongs, or None when it is no marker."""
        style = key[0]
        depth = self.depth_of(key)
        if depth is not None:
            gap = ordinal - (self.stack[depth].ordinal or 0)
            return depth if 0 < gap <= 3 or ordinal == 1 or style in STRONG or is_linked else None
        if key in self.closed and self.closed[key][0] + 1 == ordinal and self.closed[key][1] <= len(self.stack):
            return self.closed[key][1]
        if ordinal != 1 and not is_linked and style not in STRONG:
            return None
        return self._depth_of_new(key)

    def _depth_of_new(self, key: tuple[Style, int]) -> int:
        style, sub = key
        if style is Style.DOTTED:
            for depth, entry in enumerate(self.stack):
                if entry.key[0] is Style.DOTTED and entry.key[1] >= sub:
                    return depth
        if style in _RANK:
            for depth, entry in enumerate(self.stack):
                if _RANK.get(entry.key[0], 9 if entry.key[0] not in UNNUMBERED else -1) > _RANK[style]:
                    return depth
        return len(self.stack)


def _heading_span(line: _Line, following: _Line | None) -> Span:
    """Return the title of a section: the marked line, its first sentence, or the line after a bare number."""
    marker = line.marker
    start = line.span.start
    if marker and not line.text[marker.end :].strip():
        if following and len(following.text) <= 60 and following.marker is None and "。" not in following.text:
            return Span(start, following.span.end)
        return line.span
    if line.is_set_off or len(line.text) <= 60:
        return line.span
    stop = line.text.find("。", 0, 110)
    if stop < 0:
        return line.span if len(line.text) <= 110 else Span(start, start + (marker.end if marker else 0))
    return Span(start, start + stop + 1)


def _depth_of_heading(builder: _Builder, line: _Line, followed: set[int], numbered_at: dict[int, int]) -> int:
    """Return where an unnumbered heading belongs: beside its like, but below a numbered section that goes on."""
    rank = line.level or 9
    for depth, entry in enumerate(builder.stack):
        style, level = entry.key
        if style is Style.BRACKET or (style in (Style.HEADING, Style.BOLD) and level >= rank):
            inner = builder.stack[depth + 1 :]
            if any(numbered_at.get(each.index, -1) in followed for each in inner):
                continue
            return depth
    return len(builder.stack)


def _build_sections(lines: Sequence[_Line], skip: set[int], high: int) -> list[_Draft]:
    builder = _Builder()
    marked = [i for i, line in enumerate(lines[:high]) if line.marker is not None or line.is_set_off]
    followed, preceded = _mark_successors(lines, marked)
    numbered_at: dict[int, int] = {}  # draft → line
    previous_heading = -2
    for i in marked:
        line = lines[i]
        marker = line.marker
        if i in skip:
            continue
        if marker and marker.ordinal is not None:
            linked = i in followed or i in preceded
            key = (marker.style, marker.depth)
            depth = None
            if linked or marker.style not in _ONLY_LINKED:
                depth = builder.find_depth(key, marker.ordinal, linked)
            if depth is not None:
                numbered_at[len(builder.drafts)] = i
                heading = _heading_span(line, lines[i + 1] if i + 1 < high else None)
                builder.open(depth, key, marker.ordinal, line.span.start, heading, line.is_set_off)
                previous_heading = i
                continue
        if marker and marker.style is Style.BRACKET:
            key = (Style.BRACKET, 0)
            depth = builder.depth_of(key)
            builder.open(len(builder.stack) if depth is None else depth, key, None, line.span.start, line.span, True)
            continue
        if not line.is_set_off or len(line.text) > 90 or (line.kind is BlockKind.BOLD and line.text.endswith("。")):
            continue
        goes_on = previous_heading == i - 1 and builder.drafts and lines[i - 1].is_set_off
        if goes_on and (RUBRIC.fullmatch(line.text) or RUBRIC.fullmatch(lines[i - 1].text)):
            goes_on = False
        if goes_on and line.text.endswith("案") and line.kind is not lines[i - 1].kind:
            goes_on = False  # the first case under the title of the page
        if goes_on and not (_FACTS.match(line.text) or _ASIDE.match(line.text)):
            draft = builder.drafts[-1]
            draft.heading = Span(draft.heading.start, line.span.end)
            previous_heading = i
            continue
        depth = _depth_of_heading(builder, line, followed, numbered_at)
        style = Style.HEADING if line.kind is BlockKind.HEADING else Style.BOLD
        builder.open(depth, (style, line.level or 9), None, line.span.start, line.span, True)
        previous_heading = i
    end = lines[high - 1].span.end if high else 0
    builder.close(0, end)
    return builder.drafts


def _find_listing(plain: str, lines: Sequence[_Line], high: int) -> list[int]:
    """Return the lines that may hold a list, in order."""
    starts = [line.span.start for line in lines[:high]]
    holding = {bisect_right(starts, sign) - 1 for sign in find_second_items(plain)}
    return sorted(i for i in holding if i >= 0)


def _add_inline(
    plain: str, lines: Sequence[_Line], drafts: Sequence[_Draft], skip: set[int], high: int
) -> list[Section]:
    """Return all sections in order, with the items of lists inside paragraphs as sections of their own."""
    sections: list[Section] = []
    new_index: list[int] = []  # draft → section
    holders: list[int] = []

    def add_drafts(end: int) -> None:
        at, count = len(new_index), len(drafts)
        while at < count and (draft := drafts[at]).start <= end:
            index = len(sections)
            new_index.append(index)
            holders.append(index)
            parent = None if draft.parent is None else new_index[draft.parent]
            span = Span(draft.start, max(draft.end, draft.start))
            sections.append(
                Section(span, draft.heading, draft.level, draft.key[0], draft.ordinal, parent, draft.is_bold)
            )
            at += 1

    for i in _find_listing(plain, lines, high):
        line = lines[i]
        if len(line.text) < 40 or line.kind is BlockKind.TABLE or i in skip:
            continue
        if items := get_inline_items(line.text):
            start = line.span.start
            add_drafts(start)
            while holders and sections[holders[-1]].span.end <= start:
                holders.pop()
            sections.extend(_inline_sections(line, items, holders[-1] if holders else None, sections))
    add_drafts(lines[high - 1].span.start if high else -1)
    return sections


def _inline_sections(
    line: _Line, items: Sequence[InlineItem], holder: int | None, sections: list[Section]
) -> list[Section]:
    """Return the items of a list inside the line; when the line itself is the first item, cut that one short."""
    starts = [line.span.start + item.start for item in items]
    ends = [*starts[1:], line.span.end]
    style, level = (Style.CASE if items[0].style is Style.CASE else Style.CLAUSE), 0
    first = 0
    parent = holder
    if holder is not None:
        own = sections[holder]
        level = own.level + 1
        if own.span.start == starts[0]:
            if own.span.end > line.span.end or own.style is not items[0].style:
                return []
            sections[holder] = replace(own, span=Span(starts[0], ends[0]), heading=_clip(own.heading, ends[0]))
            style, level, parent, first = own.style, own.level, own.parent, 1
    found: list[Section] = []
    for item, start, end in list(zip(items, starts, ends, strict=True))[first:]:
        stop = line.text.find("。", item.end, item.end + 90)
        heading = Span(start, line.span.start + (stop + 1 if stop > 0 else item.end))
        found.append(Section(Span(start, end), _clip(heading, end), level, style, item.ordinal, parent))
    return found


def _clip(span: Span, end: int) -> Span:
    return Span(span.start, min(span.end, end))


# What the first character of a warning or of teaching is, after marks and an enumerator.
_ASIDE_FIRST = frozenset("网警民公检法律专安温风消监特友情郑重普执典社案指以官防思启相★☆")
_MARKS = ' \t*•·●◆▶▼※【[(（“"一二三四五六七八九十0123456789、.．'
_MAY_OPEN_ASIDE = _ASIDE_FIRST.union(_MARKS)


def _opens_aside(text: str) -> bool:
    head = text[:48]
    if head.lstrip(_MARKS)[:1] not in _ASIDE_FIRST:
        return False
    return bool(_ASIDE.match(head) or _STAR.match(head[:20]))


def _find_asides(lines: Sequence[_Line], sections: Sequence[Section], skip: set[int], high: int) -> list[Span]:
    """Return the stretches that warn, teach or quote statutes, each up to the next section or facts."""
    cues = [
        i
        for i in range(high)
        if (text := lines[i].text)[:1] in _MAY_OPEN_ASIDE and i not in skip and _opens_aside(text)
    ]
    asides: list[Span] = []
    end = lines[high - 1].span.end if high else 0
    enclosing = _enclosing_ends(sections, [lines[i].span.start for i in cues], end + 1)
    for number, (i, holder_end) in enumerate(zip(cues, enclosing, strict=True)):
        stop = cues[number + 1] if number + 1 < len(cues) else high
        last = next(
            (k for k in range(i + 1, stop) if lines[k].span.start >= holder_end or _FACTS.match(lines[k].text[:40])),
            stop,
        )
        asides.append(Span(lines[i].span.start, lines[last].span.start if last < high else end))
    return asides


def _enclosing_ends(sections: Sequence[Section], starts: Sequence[int], otherwise: int) -> Iterator[int]:
    """Yield for each place the end of the innermost section it opens or stands in."""
    open_sections: list[Section] = []
    at = 0
    for start in starts:
        while at < len(sections) and sections[at].span.start <= start:
            if sections[at].style is not Style.CLAUSE:
                _close_before(open_sections, sections[at].span.start)
                open_sections.append(sections[at])
            at += 1
        _close_before(open_sections, start)
        yield open_sections[-1].span.end if open_sections else otherwise


def _close_before(sections: list[Section], start: int) -> None:
    while sections and sections[-1].span.end <= start:
        sections.pop()


def get_outline(page: Page) -> Outline:
    """Return the outline of a page.

    Headings, enumerated sections and inline lists become sections in order of appearance; a table of contents, the
    foot of the article and warnings are given as spans of their own. Takes time linear in the text.
    """
    lines = _get_lines(page)
    if not lines:
        return Outline((), Span(0, 0))
    high = _find_foot(lines)
    contents = [(low, min(top, high)) for low, top in _find_contents(lines[:high]) if low < high]
    if not contents:
        contents = list(_find_lists_of_titles(lines[:high]))
    skip = {i for low, top in contents for i in range(low, top)}
    drafts = _build_sections(lines, skip, high)
    sections = _add_inline(page.text.plain, lines, drafts, skip, high)
    end = lines[high - 1].span.end if high else 0
    footer = Span(lines[high].span.start, lines[-1].span.end) if high < len(lines) else None
    return Outline(
        tuple(sections),
        Span(0, end),
        tuple(Span(lines[low].span.start, lines[top - 1].span.end) for low, top in contents),
        tuple(_find_asides(lines, sections, skip, high)),
        footer,
        tuple([line.span for i, line in enumerate(lines[:high]) if i not in skip]),
        _children(sections),
    )


def _children(sections: Sequence[Section]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in sections]
    for i, section in enumerate(sections):
        if section.parent is not None:
            found[section.parent].append(i)
    return tuple(map(tuple, found))
