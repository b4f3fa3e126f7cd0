"""A page as the finders of cases read it: its stretches, what each tells, and the words that bound a case."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from etl.handling import BRAND, Handling, get_account
from etl.kinds import Form, get_stated_count
from etl.model import Hits, Page, Span
from etl.outline import Outline

# Words that announce a run of cases: 现将部分典型案例通报如下.
ANNOUNCES_CASES = re.compile(
    r"案例|通报如下|公布如下|曝光如下|起(?<=[\d二两三四五六七八九十]起).{0,12}(?:案|违法)|查处情况如下|典型案"
)
# Paragraphs with which a bulletin closes after its last case.
CLOSING = re.compile(
    r"\s*(?:看完(?:这|了|以上|上述|上面)|下一步|接下来|今后|为此|在此|以上|上述|在?(?:答记者问|回答记者)|同时[,，].{0,20}(?:提醒|呼吁)|近年来|据(?:了解|悉)[,，].{0,30}(?:累计|共|将)"
    r"|.{0,24}(?:有关)?(?:负责人|负责同志|相关人士)(?:表示|介绍|强调|指出|称)|.{0,30}(?:郑重|特别|温馨)?(?:提示|提醒|呼吁|敦促|正告|告诫)(?:广大|各|全|[:：,，])"
    r"|.{0,24}将(?:持续|继续|进一步|一如既往|始终|会同|严格|以此|坚决|切实)|[（(]?(?:来源|文章来源|信息来源|转自|原文链接|供稿|素材来源|综合自?|作者|记者|文字?|图)\s?[:：/丨|]"
    r"|网络(?:空间)?(?:不是|并非)法外之地|欢迎(?:广大)?(?:网民|群众|公众|市民|社会)|欢迎.{0,10}(?:举报|监督)|(?:请|希望|恳请|敬请)广大|广大(?:网民|群众|企业|市民|消费者|网络)|.{0,12}举报(?:电话|方式|渠道|邮箱)|阅读原文|https?://"
    r"|各(?:网站平台|平台|单位|企业|网络运营者|级)[^。]{0,10}(?:要|应|须)|.{0,20}(?:是|事关|关乎).{0,30}(?:不可|不容|必须)|.{0,6}法网恢恢|网络安全(?:无小事|为人民))"
)
COLLECTIVE = re.compile(
    r"(?:以上|上述|前述|涉及的|这些|两位|两家|三家)[^。！？\n]{0,16}(?:账号|网站|平台|直播间|人员|企业|公司|案件|案例|当事人|单位|网民|行为|店铺|群组|App|APP)"
    r"[^。！？\n]{0,24}(?:已|均|被|予以|依法|分别|违反|处)"
    r"|对[^。，\n]{0,24}案[例件]中的?[^。，\n]{0,6}(?:主体|当事人|企业|公司|单位)[^。\n]{0,8}(?:作出|予以|给予|进行|处)"
)
SENTENCE_ENDS = "。！？\n"
CLAUSE_ENDS = "。；;\n"
CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")
# Masked names, by which the sections of one story are told from items: 颜某, 某科技公司.
MASKED = re.compile(
    r"[\u4e00-\u9fff](?<![省市区县镇乡村州])某{1,2}(?![\u4e00-\u9fff]{0,6}(?:公司|企业))|某[\u4e00-\u9fff]{2,6}(?:公司|学校|医院)"
)
SUBJECT = re.compile(
    rf"[\u4e00-\u9fff]{{2,12}}?(?:[（(][\u4e00-\u9fff]{{2,6}}[）)][\u4e00-\u9fff]{{0,8}}?)?(?:公司|集团|银行|医院|学校|学院|单位|厂|店|景区|平台|协会|商会)|{BRAND}|纪委监委|监察委"
)
NOISE = re.compile(r"[\W_]+")
# Heads of the part of a case that says what it means: 【典型意义】.
_MEANING = re.compile(
    r"[\s【\[*]*(?:[一二三四五六七八九十\d]{1,2}[、.．]\s?)?(?:典型|社会|案例|法治|指导)(?:意义|启示|价值)|[\s【\[*]*以案"
)
MAX_ITEM = 5000  # characters; a longer section with parts of its own is a chapter


class Unit(Struct, frozen=True):
    """A candidate: its text, the section it comes from, and what it tells."""

    span: Span
    heading: Span | None
    section: int | None
    handling: Handling


class Reader:
    """A page with its outline; what a section tells is read once."""

    def __init__(self, page: Page, outline: Outline, form: Form, hits: Hits) -> None:
        self.page = page
        self.hits = hits
        self.outline = outline
        self.form = form
        self.plain = page.text.plain
        self.account = get_account(self.plain)
        self._units: dict[int, Unit] = {}
        self._contents_starts = [contents.start for contents in outline.contents]
        # What a case means belongs to it; warnings and statute texts do not.
        whole = outline.body  # 专家观点 over an article makes none of it an aside
        asides = (each for each in outline.asides if not each.contains(whole))
        self._asides = [each for each in asides if not _MEANING.match(each.of(self.plain)[:30])]
        self._aside_starts = [aside.start for aside in self._asides]
        self.title_words = NOISE.sub("", page.title or "")

    @cached_property
    def published(self) -> int | None:
        """How many cases the title, or else the opening, says are published."""
        return get_stated_count(self.page.title or "", self.plain)

    def is_aside(self, line: Span) -> bool:
        """Return whether a line stands in a warning or in teaching."""
        at = bisect_right(self._aside_starts, line.start) - 1
        return at >= 0 and line.start < self._asides[at].end

    def unit(self, index: int) -> Unit:
        unit = self._units.get(index)
        if unit is None:
            section = self.outline.sections[index]
            span = self.trim(section.span)
            unit = self._units[index] = Unit(span, section.heading, index, self.account.of(span))
        return unit

    def trim(self, span: Span) -> Span:
        """Cut a case before the warnings or the teaching that end it."""
        end = span.end
        at = bisect_left(self._aside_starts, end) - 1
        while at >= 0 and self._aside_starts[at] > span.start and self._asides[at].end >= end - 2:
            end = self._aside_starts[at]
            at -= 1
        return self.strip(span if end == span.end else Span(span.start, end))

    def holds_contents(self, span: Span) -> bool:
        """Return whether a table of contents stands in the span."""
        at = bisect_left(self._contents_starts, span.end) - 1
        return at >= 0 and self.outline.contents[at].end > span.start

    def strip(self, span: Span) -> Span:
        if not self.plain[span.end - 1 : span.end].isspace():
            return span
        return Span(span.start, span.start + len(span.of(self.plain).rstrip()))

    def names_body(self, span: Span) -> bool:
        """Return whether a text that never speaks of abroad names a local body of the dictionary."""
        return self.hits.holds(span, "body") and not self.account.is_abroad(span)

    def is_telling(self, line: Span) -> bool:
        """Return whether a line of the body tells a case by itself, and is neither opening, closing nor warning."""
        text = line.of(self.plain)
        return (
            self.account.of(line).is_case
            and not self.is_aside(line)
            and not ANNOUNCES_CASES.search(text[-30:])
            and not CLOSING.match(text[:80])
        )

    def tells_for_all(self, units: Sequence[Unit]) -> Span | None:
        """Return the sentence of the last item that tells a measure for all, when no item before it tells one."""
        if any(unit.handling.measures for unit in units[:-1]):
            return None
        last = units[-1].span
        found = stretches_with(COLLECTIVE, SENTENCE_ENDS, self.plain, last)
        return next((each for each in found if each.start > last.start and self.account.of(each).measures), None)

    def cut_collective(self, units: list[Unit]) -> list[Unit]:
        """Cut the sentence that speaks of all cases off the last one."""
        sentence = self.tells_for_all(units) if len(units) > 1 else None
        if sentence is None:
            return units
        span = self.strip(Span(units[-1].span.start, sentence.start))
        return [*units[:-1], replace(units[-1], span=span, handling=self.account.of(span))]

    def cut_closing(self, unit: Unit) -> Unit:
        """Cut the closing paragraphs of a bulletin off its last case."""
        first = self.plain.find("\n", unit.span.start, unit.span.end)
        at = first
        while 0 <= at < unit.span.end:
            stop = self.plain.find("\n", at + 1, unit.span.end)
            line = self.plain[at + 1 : stop if stop >= 0 else unit.span.end]
            is_heading_line = unit.heading is not None and at < unit.heading.end
            if CLOSING.match(line[:80]) and not is_heading_line:
                span = self.strip(Span(unit.span.start, at))
                return replace(unit, span=span, handling=self.account.of(span))
            at = stop
        return unit


SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?[”’]?")
# What a campaign counts, not a case: 从严处置2.1万余个.
IN_BULK = re.compile(r"\d(?:万余?|余|多)\s?(?:个|条|款|件|家|场|名|起|人次)")
_MASKED_PLACE = (
    "某[\u4e00-\u9fff]{0,8}?(?:中学|小学|大学|学院|幼儿园|宾馆|酒店|网吧|超市|药店|药房|商行|经营部|工作室"
    "|中心|银行|企业|机构|诊所|小程序|[Aa][Pp][Pp]|门诊部|网店|店铺|平台|网站|主播|博主)"
)
NAMED = re.compile(rf"{MASKED.pattern}|{_MASKED_PLACE}|“[^”\n]{{2,20}}”|{SUBJECT.pattern}")


def stretches_with(pattern: re.Pattern[str], edges: str, plain: str, span: Span) -> list[Span]:
    """Return the stretches between two edges in which the pattern is found, a closing mark included."""
    found: list[Span] = []
    at = span.start
    while match := pattern.search(plain, at, span.end):
        low = max(at, *(plain.rfind(mark, at, match.start()) + 1 for mark in edges))
        at = next((i + 1 for i in range(match.end() - 1, span.end) if plain[i] in edges), span.end)
        found.append(Span(low, at - (plain[at - 1] == "\n")))
    return found


# What speaks of somebody named before: 该公司, 该院.
_POINTING = re.compile("该(?:公司|企业|单位|平台|网站|院|校|店|厂|男子|女子)")
_NAMES_ONE = re.compile("某|公司|企业|单位|平台|集团|中心|银行|医院|学校|学院|[店厂“]|网站")


def points_back(text: str) -> bool:
    """Return whether a text speaks of 该公司 before it names anybody."""
    found = _POINTING.search(text)
    return found is not None and not _NAMES_ONE.search(text, 0, found.start())
