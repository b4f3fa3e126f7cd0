"""Which stretches of a page are cases: concrete past handlings of somebody by a mainland authority."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from etl.alternation import group_words
from etl.case_text import (
    ANNOUNCES_CASES,
    CLAUSE_END,
    CLAUSE_ENDS,
    CLOSING,
    COLLECTIVE,
    IN_BULK,
    MASKED,
    MAX_ITEM,
    NAMED,
    NOISE,
    SENTENCE,
    SENTENCE_ENDS,
    SUBJECT,
    Reader,
    Unit,
    points_back,
    stretches_with,
)
from etl.enumerators import Style
from etl.handling import is_foreign_heading, tells_measure
from etl.in_turn import get_turns
from etl.kinds import ON_SEVERAL_FIRMS, Form, get_form, get_handled_count
from etl.model import Hits, Page, Scope, Span
from etl.numerals import parse_ordinal
from etl.outline import RUBRIC, UNNUMBERED, Outline, Section
from etl.passing import get_examples, get_fined_brands, get_told_in_passing

# An introduction that tells the measure for every item after it: 以下账号均已被依法关闭：
_ANNOUNCES_ALL = re.compile(
    r"(?:以下|下列)[^。\n]{0,10}(?:账号|网站|平台|直播间|店铺|App|APP|公司|企业)[^。\n]{0,12}(?:已|均|被|予以|作出|给予)[^。\n]{0,12}"
    r"(?:关闭|封禁|禁言|处罚|处置|下架|停播|约谈|警告|注销)[^。\n]*$"
    r"|(?:依法|依规|依约|予以)[^。，\n]{0,8}(?:关闭|封禁|禁言|停播|注销)[^。，\n]{0,24}(?:账号|网站|直播间|店铺|群组)[^。\n]{0,16}如下[:：]?$"
)
# An introduction that says that those in the list were handled, not how: 依法查处一批违规账号。现将典型案例通报如下：
_HANDLED_ALL = re.compile(
    r"(?:依法|依规|依约)[^。，\n]{0,8}(?:查处|处置|关闭|封禁)[^。\n]{0,40}(?:账号|网站|平台|直播间|店铺|群组|App|APP)。"
    r"[^。\n]{0,30}案例[^。\n]{0,12}如下[:：]$"
)
_TOLD_FOR_ALL = re.compile(f"{_ANNOUNCES_ALL.pattern}|{_HANDLED_ALL.pattern}")
# Titles of news about rules and meetings: 国家网信办发布《…》.
ANNOUNCES_TEXT = re.compile(
    r"印发|发布[《“]|公布[《“]|出台|施行|征求|会议|座谈|论坛(?=$|[:：|丨》”]|[^，。]{0,8}(?:举办|举行|召开|开幕|闭幕|聚焦))|答记者问|通知[|丨]|清单|》发布"
)
# A sentence in which apps are taken down: 对“甲”等4款App予以下架.
_TAKEN_DOWN = re.compile("下架")
_NAMED_APP = re.compile(
    r"[“\"《][^”\"》]{1,20}[”\"》][^。\n]{0,40}(?:App|APP|应用|小程序)|(?:App|APP|应用|小程序)[^。\n]{0,12}包括"
)
_FOLLOWING_APPS = re.compile(r"(?:以下|下列|上述|以上)[^。\n]{0,16}(?:App|APP|应用|小程序)")
# 仍有6款App未完成整改。…决定对其予以下架.
_THOSE_APPS = re.compile(r"对(?:其|它们|该\d*款|这\d*款|前述\d*款)[^，。；\n]{0,16}下架")
_STATUTE_TITLE = re.compile(r"《[^》\n]{0,40}(?:法|规定|办法|条例|规范|通知|方法)》")
_NOT_YET = re.compile(
    r"逾期|将(?:依法|予以|按|组织|会)|应当|拒不[^。；]{0,12}(?:的，|将)|未(?:按|完成)[^。]{0,20}(?:将|的，)"
)
# Where a text turns to another respondent: 此外，…; 另一起案件中，…; ，而甲公司…被罚; 乙公司也被罚; ；对丙公司….
_TURN = "此外|另外|另据|另悉|另一起案|无独有偶|针对"
# Another seller or shop, not another suspect of the same case: 另一家叫…, 另有一名卖家….
_OTHER_ONE = (
    "有?一(?:[家款所间](?!月)|[名位个](?:卖家|店主|商家|商户|摊主|网民|网友|博主|主播|用户|经营者|微商|up主|UP主))"
)
_ANOTHER = re.compile(
    "|".join(
        (
            *(rf"{word}(?<![^。\n]{word})" for word in _TURN.split("|")[:-1]),
            r"针对(?<![^。\n]针对)(?:(?:建设|主管|监管|委托)单位|(?!该|此|上述|其|以上|前述)[^，。；\n]{2,40}(?:问题|行为)[，,])",
            rf"另(?<=[。\n]另)(?={_OTHER_ONE})",
            r"另(?<=\n另)(?=查明|经查)",
            r"另案(?=[^，。；\n]{0,6}(?:查明|查实|查处|处罚|处以|受到|被|对))(?!被?(?:告|处理))",
            r"而(?<=[。；;，,\n]而)(?=[^，。；\n]{2,60}被[^，。；\n]{0,4}(?:罚|处|列入|吊销|关闭|封|约谈|责令|注销))",
            *(
                rf"{mark}(?!{_TURN})(?=[^，。；\n]{{2,24}}(?:也|亦|同样)[^，。；\n]{{0,12}}被[^，。；\n]{{0,4}}(?:罚|处|约谈|责令))"
                for mark in (r"\n", "。")
            ),
        )
    )
)
_OTHER = re.compile(f"另(?:{_OTHER_ONE}|查明|经查)")
_HEAD = 700
_MIN_ITEM = 16  # characters; shorter items are headings or list entries
_MIN_LABELLED = 14
_PLAIN_ITEM_STYLES = frozenset(Style) - {Style.ARTICLE, Style.CHAPTER, Style.BRACKET, Style.CLAUSE}
# Headings of the parts of one story: 一、基本案情, 诉讼过程, 三、启示.
_PART_HEADING = re.compile(
    r"[\s【\[(（]*(?:(?:[一二三四五六七八九十\d]{1,3}|[(（][一二三四五六七八九十\d]{1,2}[)）])[、.．)）\s]*)?[\s【\[]*"
    r"(?:(?:基本|简要|案件|主要|涉案)?(?:案情|事实|背景|经过|概况|概述)(?:简介|回顾|概要)?|事件(?:背景|经过|概述|回顾)|诉讼(?:过程|经过)|(?:裁判|判决|审理|处罚|处理|查处|处置|执法)(?:结果|情况|要旨|决定|理由|过程|措施|依据)"
    r"|检察机关履职.{0,6}|违法(?:事实|行为|情况)|(?:典型|社会|法律|案例)(?:意义|启示|价值)|.{0,6}(?:提醒|提示|启示|警示|建议|总结|解读|分析|链接|法条|寄语|说法|点评|整改情况|合规要求)|存在(?:的)?问题|关键词|(?:检察|审判|公安|司法)机关(?:说法|认为)?|原因.{0,4}|结语)"
    r"[】\]\s:：]*$"
)


# What leads to the measures of one decision: 我局决定：一、责令改正；二、罚款….
_DECISION = re.compile(
    group_words(
        r"(?:决定|处罚|处理|判决|措施|意见|内容)(?:如下|为|是)?\s*[:：]\s*\Z|(?:决定|判决|作出|给予|处以|采取)(?:了?以下|如下|下列)[^。\n]{0,16}[:：]\s*\Z"
        r"|(?:判决|裁判|裁定)(?:结果|主文|内容|如下)?[】\]]?\s*\n\s*\Z"
    )
)
_FIRST_MEASURE = re.compile(
    r"[\s\d一二三四五六七八九十（()）、.．①-⑩]*(?:依法|依据[^，。；\n]{2,60}[，,])?(?:对(?!外)|给予|处以?|责令|没收|警告|罚款|予以|撤销|吊销|取消|通报批评|暂停|关闭|将|被告|驳回)"
)


def _runs(outline: Outline, indices: Iterable[int]) -> list[list[int]]:
    """Group sections that follow one another under one parent in one style."""
    runs: dict[tuple[int | None, Style], list[list[int]]] = {}
    sections = outline.sections
    for i in indices:
        section = sections[i]
        groups = runs.get((section.parent, section.style))
        if groups is None:
            runs[section.parent, section.style] = [[i]]
        elif section.ordinal == 1 and sections[groups[-1][-1]].ordinal is not None:
            groups.append([i])
        else:
            groups[-1].append(i)
    return [group for groups in runs.values() for group in groups]


def _labelled(reader: Reader) -> list[Unit]:
    """Return the items labelled 案例N, outermost ones, that tell a handling or belong to a run that does."""
    outline = reader.outline
    outer: list[int] = []
    end = -1
    for i, section in enumerate(outline.sections):
        if section.style is Style.CASE and section.span.start >= end and len(section.span) >= _MIN_LABELLED:
            outer.append(i)
            end = section.span.end
    units: list[Unit] = []
    runs = _runs(outline, outer)
    longest = max((len(outline.sections[i].span) for i in outer), default=0)
    for run in runs:
        if (
            len(runs) > 1
            and max(len(outline.sections[i].span) for i in run) * 4 < longest
            and _repeats(outline, run, runs)
        ):
            continue  # a list of titles before the cases themselves
        found = [reader.unit(i) for i in run]
        found[-1] = reader.cut_closing(found[-1])
        told = sum(unit.handling.measures > 0 for unit in found)
        foreign = sum(unit.handling.foreign > unit.handling.measures for unit in found)
        is_published = "案例" in (reader.page.title or "") and reader.form is not Form.OPINION
        if (is_published or told * 2 >= len(found)) and len(found) > foreign * 2:
            units += [unit for unit in found if unit.handling.foreign <= unit.handling.measures]
        else:
            units += [unit for unit in found if unit.handling.is_case]
    return units


def _repeats(outline: Outline, run: Sequence[int], runs: Sequence[Sequence[int]]) -> bool:
    """Return whether another run counts the same numbers."""
    ordinals = {outline.sections[i].ordinal for i in run}
    return any(
        other is not run and len(ordinals & {outline.sections[i].ordinal for i in other}) * 2 >= len(ordinals)
        for other in runs
    )


_TITLE_ENDS = " *】]）)。：:"


class _ItemFinder:
    """Finds cases among numbered and headed items that no label marks as cases."""

    def __init__(self, reader: Reader, taken: Sequence[Unit]) -> None:
        self.reader = reader
        self.sections = reader.outline.sections
        self.labelled = {unit.section for unit in taken}
        self.starts = [unit.span.start for unit in taken]
        self.ends = [unit.span.end for unit in taken]
        self.units: list[Unit] = []
        self.holders: dict[int, bool] = {}

    def find(self) -> list[Unit]:
        self.visit_all([i for i, section in enumerate(self.sections) if section.parent is None])
        return self.units

    def items(self, indices: Iterable[int]) -> list[int]:
        """Return the sections that may be items; what stands under 【导读】 and its like counts as their own level."""
        found: list[int] = []
        for i in indices:
            if self.sections[i].style is Style.BRACKET:
                found += self.items(self.reader.outline.children[i])
            elif self.sections[i].style in _PLAIN_ITEM_STYLES:
                found.append(i)
        return found

    def is_taken(self, span: Span) -> bool:
        at = bisect_right(self.ends, span.start)
        return at < len(self.starts) and self.starts[at] < span.end

    def visit_all(self, indices: Sequence[int]) -> None:
        for run in _runs(self.reader.outline, self.items(indices)):
            self.visit_run(run)

    def is_decision(self, run: Sequence[int]) -> bool:
        """Return whether the items are the measures of one decision: 决定如下：一、责令改正；二、处以罚款…."""
        first = self.sections[run[0]].span
        lead = self.reader.plain[max(0, first.start - 40) : first.start]
        return _DECISION.search(lead) is not None and _FIRST_MEASURE.match(first.of(self.reader.plain)) is not None

    def visit_run(self, run: Sequence[int]) -> None:
        if self.is_decision(run):
            return
        found = [*self.unnumbered_first(run), *(unit for i in run if (unit := self.visit(i)))]
        if self.reader.form is not Form.DIGEST:
            found = [unit for unit in found if not self.is_part(unit)]
        told_for_all = self.is_told_for_all(run) or self.is_told_after(run)
        if told_for_all and not any(self.holds_cases(i) for i in run):
            units = [unit for i in run if (unit := self.reader.unit(i)).handling.foreign == 0]
            self.units += [*units[:-1], *map(self.reader.cut_closing, units[-1:])]
            return
        if not found or self.is_one_story(run, found):
            return
        found = [*self.unheaded_first(run), *found]
        if len(run) > 1 and found[-1].section == run[-1]:
            found[-1] = self.reader.cut_closing(self.cut_to_size(run, found[-1]))
        announced = self.is_announced(run, found)
        if announced:
            cut = {unit.section: unit for unit in found if unit.section is not None}
            items = [cut.get(i) or self.reader.unit(i) for i in run if not self.holds_cases(i)]
            self.units += [unit for unit in found if unit.section is None]
            self.units += [unit for unit in items if self.is_item(unit)]
        elif self.reader.form is not Form.RESULTS:
            self.units += [unit for unit in found if self.is_case(unit)]

    def is_item(self, unit: Unit) -> bool:
        """Return whether an item of an announced run can be a case: not foreign, and told or at least titled."""
        handling = unit.handling
        return handling.foreign <= handling.measures and (
            handling.measures > 0 or "案" in unit.span.of(self.reader.plain)[:60]
        )

    def is_told_for_all(self, run: Sequence[int]) -> bool:
        """Return whether the line before a list tells the measure for every item: 以下账号均已被依法关闭："""
        if len(run) < 2:
            return False
        return _announcement_of_all(self.reader.plain, self.sections[run[0]].span.start, _TOLD_FOR_ALL) is not None

    def is_told_after(self, run: Sequence[int]) -> bool:
        """Return whether the measure of items announced as cases is told once for all at the end of the last one."""
        start = self.sections[run[0]].span.start
        return (
            len(run) > 1
            and ANNOUNCES_CASES.search(self.reader.plain, max(0, start - 160), start) is not None
            and self.reader.tells_for_all([self.reader.unit(i) for i in run]) is not None
        )

    def is_case(self, unit: Unit) -> bool:
        """Return whether an item tells a case; in a compilation it must be plain that the case is a mainland one."""
        handling = unit.handling
        if self.reader.form is not Form.DIGEST or handling.is_mainland:
            return handling.is_case
        return handling.is_case and not handling.foreign and "某" in unit.span.of(self.reader.plain)

    def is_part(self, unit: Unit) -> bool:
        return unit.section is not None and _is_part(self.sections[unit.section], self.reader.plain)

    def cut_to_size(self, run: Sequence[int], last: Unit) -> Unit:
        """Cut what follows the last item when every item before it is a single paragraph."""
        plain = self.reader.plain
        before = [self.sections[i].span for i in run[:-1]]
        if len(before) < 2 or any("\n" in span.of(plain).rstrip() for span in before):
            return last
        stop = plain.find("\n", last.span.start, last.span.end)
        if stop < 0:
            return last
        span = Span(last.span.start, stop)
        return replace(last, span=span, handling=self.reader.account.of(span))

    def unnumbered_first(self, run: Sequence[int]) -> list[Unit]:
        """Return the first item when its enumerator is lost: the text before 2、 that tells a case."""
        first = self.sections[run[0]]
        if first.ordinal != 2 or len(run) < 2:
            return []
        low = self.reader.outline.body.start if first.parent is None else self.sections[first.parent].heading.end + 1
        start = min(low, first.span.start)
        lost = _LOST_FIRST.search(self.reader.plain, start, first.span.start)
        if lost is None and first.parent is None:
            return []
        span = self.reader.strip(Span(lost.start() if lost else start, first.span.start))
        unit = Unit(span, None, None, self.reader.account.of(span))
        is_told = self.is_case(unit) and not self.reader.holds_contents(span)
        return [unit] if is_told and not self.is_taken(span) else []

    def unheaded_first(self, run: Sequence[int]) -> list[Unit]:
        """Return the case told before the first heading, when it masks somebody whom none of the headed ones names."""
        first = self.sections[run[0]]
        if first.style not in UNNUMBERED or len(run) < 2:
            return []
        plain = self.reader.plain
        low = self.reader.outline.body.start if first.parent is None else self.sections[first.parent].heading.end + 1
        span = self.reader.strip(Span(min(low, first.span.start), first.span.start))
        names = set(MASKED.findall(plain, span.start, span.end))
        unit = Unit(span, None, None, self.reader.account.of(span))
        is_apart = names.isdisjoint(MASKED.findall(plain, first.span.start, self.sections[run[-1]].span.end))
        return [unit] if names and is_apart and self.is_case(unit) and not self.is_taken(span) else []

    def is_one_story(self, run: Sequence[int], found: Sequence[Unit]) -> bool:
        """Return whether headed sections of a news article tell the same case: fewer than two, or shared names."""
        if self.reader.form is Form.DIGEST or self.sections[run[0]].style not in UNNUMBERED:
            return False
        if len(run) > 1 and (all(map(self.is_titled_as_case, run)) or any(map(self.holds_cases, run))):
            return False
        cases = [unit.span.of(self.reader.plain) for unit in found if unit.handling.is_case]
        masked = [set(MASKED.findall(text)) for text in cases]
        if len(cases) < 2 or any(one & other for one, other in pairwise(masked)) or any(map(points_back, cases[1:])):
            return True
        named = sum(bool(names or SUBJECT.search(text)) for names, text in zip(masked, cases, strict=True))
        return named < len(cases)

    def is_titled_as_case(self, index: int) -> bool:
        """Return whether a heading names a case of its own: 某局查处某公司虚假宣传案."""
        return _is_titled_as_case(self.reader, self.sections[index])

    def is_titled_item(self, index: int) -> bool:
        """Return whether a numbered section is titled as a case, or announced as one, and tells it: 1.某公司诈骗案."""
        section = self.sections[index]
        is_item = section.style is not Style.CLAUSE and _is_case_item(self.reader, section)
        return is_item and not _is_part(section, self.reader.plain) and self.reader.unit(index).handling.is_case

    def is_announced(self, run: Sequence[int], found: Sequence[Unit]) -> bool:
        """Return whether the run is published as cases and most of its items tell a handling."""
        if len(run) < 2 or len(found) * 2 <= len(run):
            return False
        start = self.sections[run[0]].span.start
        return ANNOUNCES_CASES.search(self.reader.plain[max(0, start - 160) : start]) is not None

    def visit(self, index: int) -> Unit | None:
        """Return the section as one candidate; None when it holds cases of its own or tells nothing."""
        section = self.sections[index]
        if index in self.labelled or self.is_abroad(section):
            return None
        if self.holds_cases(index):
            self.visit_all(self.reader.outline.children[index])
            return None
        if self.is_taken(section.span) or self.reader.holds_contents(section.span):
            return None
        unit = self.reader.unit(index)
        handling = unit.handling
        if not handling.measures or handling.measures < handling.foreign or len(unit.span) < _MIN_ITEM:
            return None
        if self.is_article(index):
            return None
        heading = section.heading.of(self.reader.plain)
        return None if ANNOUNCES_TEXT.search(heading) and not tells_measure(heading) and "案" not in heading else unit

    def is_article(self, index: int) -> bool:
        """Return whether the section is the whole page, a chapter or the text of a rule."""
        section, outline = self.sections[index], self.reader.outline
        children = outline.children[index]
        if len(section.span) * 5 > len(outline.body) * 4 or (len(section.span) > MAX_ITEM and children):
            return True
        if children and section.style in UNNUMBERED:
            parts = [i for i in self.items(children) if not _is_part(self.sections[i], self.reader.plain)]
            if parts and self.sections[parts[0]].ordinal:
                first = self.sections[parts[0]].span.start
                if first <= section.heading.end + 2 or (len(parts) > 1 and self.reader.form is Form.DIGEST):
                    return True  # a heading over numbered items
        title = self.reader.title_words
        if len(section.heading) >= len(title) > 8 and title == NOISE.sub("", section.heading.of(self.reader.plain)):
            return True
        return any(self.sections[i].style in (Style.ARTICLE, Style.CHAPTER) for i in children)

    def is_abroad(self, section: Section) -> bool:
        if len(section.heading) > 24:
            return False
        heading = section.heading.of(self.reader.plain)
        return is_foreign_heading(heading) and not re.search(r"[“”]|案", heading)

    def holds_cases(self, index: int) -> bool:
        below = self.reader.outline.children[index]
        if below and index not in self.holders:
            children = self.items(below)
            self.holders[index] = self.are_items(children) or self.is_compilation(index, children)
        return bool(below) and self.holders[index]

    def is_compilation(self, index: int, children: Sequence[int]) -> bool:
        """Return whether a section is a digest under its own title: every child is an item, be it the only case."""
        is_title = self.sections[index].parent is None and self.sections[index].style is Style.HEADING
        return (
            self.reader.form is Form.DIGEST
            and is_title
            and not all(_is_part(self.sections[i], self.reader.plain) for i in children)
            and any(self.reader.unit(i).handling.is_case for i in children)
        )

    def are_items(self, children: Sequence[int]) -> bool:
        """Return whether the children are items of their own, not the parts of one story."""
        if not children:
            return False
        if any(self.is_told_for_all(run) for run in _runs(self.reader.outline, children)):
            return True
        if any(self.is_taken(self.sections[i].span) or self.holds_cases(i) for i in children):
            return True
        if all(_is_part(self.sections[i], self.reader.plain) for i in children):
            return False
        if self.is_titled_item(children[0]):
            return True
        cases = 0
        for i in children:
            cases += self.reader.unit(i).handling.is_case
            if cases > 1:
                return True
        is_numbered = self.reader.form is Form.DIGEST and all(self.sections[i].ordinal for i in children)
        return cases == 1 and len(children) > (1 if is_numbered else 2)


# The first item's enumerator at the end of the introduction's line: 依法处置了5起案件。1、陈某诽谤案.
_LOST_FIRST = re.compile(r"(?:1|一)[、.．](?<=[。：:；]..)[^。\n]{2,40}案(?=[。：:\n])")


def _is_part(section: Section, plain: str) -> bool:
    return len(section.heading) <= 30 and _PART_HEADING.match(section.heading.of(plain)) is not None


def _find_units(reader: Reader) -> list[Unit]:
    labelled = _labelled(reader)
    items = _ItemFinder(reader, labelled).find()
    units = sorted([*labelled, *items], key=lambda unit: unit.span)
    kept: list[Unit] = []
    for unit in units:
        if not kept or unit.span.start >= kept[-1].span.end:
            kept.append(unit)
    return kept


# Columns of a table whose rows are decisions: 当事人 beside 处罚种类.
_RESPONDENT_COLUMN = re.compile(r"当事人|被处罚|被罚|受罚|相对人|处罚对象|(?:企业|单位|主体|公司|商户|姓名|个人)名?称?")
_DECISION_COLUMN = re.compile(r"处罚|处理|决定|措施|违法")


def _rows(reader: Reader) -> list[Unit]:
    """Return the rows of tables that list decisions, one case a row; those on the staff of the firm above belong to its
    case.
    """
    units: list[Unit] = []
    for table in reader.page.tables:
        header = "\t".join(table.rows[0]) if table.rows and table.has_header else ""
        respondent = _RESPONDENT_COLUMN.search(header)
        if not (respondent and _DECISION_COLUMN.search(header)):
            continue
        column = header.count("\t", 0, respondent.start())
        employer = ""
        for cells, span in zip(table.rows[1:], table.row_spans[1:], strict=True):
            handling = reader.account.of(span)
            if not handling.measures or handling.foreign:
                employer = ""
                continue
            name = cells[column].strip() if column < len(cells) else ""
            if len(employer) >= _MIN_EMPLOYER and employer in name and not name.startswith(employer):
                whole = Span(units[-1].span.start, span.end)
                units[-1] = replace(units[-1], span=whole, handling=reader.account.of(whole))
                continue
            units.append(Unit(span, None, None, handling))
            employer = name
    return units


_MIN_EMPLOYER = 4  # characters of the name of a firm that a row on one of its staff repeats


def _beside_rows(reader: Reader) -> list[Unit]:
    """Return the rows of the tables of decisions with the items of a compilation that stand beside them."""
    rows = _rows(reader)
    if not rows:
        return _find_units(reader)
    if reader.form is not Form.DIGEST:
        return rows
    items = _find_units(reader)
    beside = [item for item, count in zip(items, _count_overlaps(rows, items), strict=True) if not count]
    return sorted([*rows, *beside], key=lambda unit: unit.span)


# Signs that set off the items of a list without numbers: ▶ 某地：…, ● 某公司…案, 【某地】近日，….
_SIGNS = frozenset("▶►▷■□●○◆◇▲△★☆※◎▌▍▎→➤❖♦•·✦✅✔✓✘❌📌👉🔴🔺🔹🔸⚠🚫🔷🔶◉⊙▪◼◾➢➣☛►»")
_MIN_NEWS = 20  # characters
_MAX_NEWS_LINES = 4


def _signed_news(reader: Reader, units: Sequence[Unit]) -> list[Unit]:
    """Return the cases of a compilation with those that signs alone set off, or that stand alone under a rubric."""
    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    heads = _news_heads(reader, lines)
    sections = reader.outline.sections
    edges = sorted({line.start for line in heads}.union(*((each.span.start, each.span.end) for each in sections)))
    found: list[Unit] = []
    for head in heads:
        after = bisect_right(edges, head.start)
        stop = edges[after] if after < len(edges) else reader.outline.body.end
        span = reader.trim(Span(head.start, stop))
        handling = reader.account.of(span)
        is_news = span.of(reader.plain).count("\n") < _MAX_NEWS_LINES and not reader.holds_contents(span)
        if is_news and len(head) > 4 and handling.is_case and handling.is_mainland and not handling.foreign:
            found.append(Unit(span, None, None, handling))
    overlaps = _count_overlaps(found, units)
    kept = [
        unit
        for unit, count in zip(units, overlaps, strict=True)
        if count < (1 if _is_rubric(reader, unit.heading) else 2)
    ]
    new = [each for each, count in zip(found, _count_overlaps(kept, found), strict=True) if not count]
    return sorted([*kept, *new], key=lambda unit: unit.span) if new else list(units)


def _count_overlaps(units: Sequence[Unit], others: Sequence[Unit]) -> Iterator[int]:
    """Yield how many of the units each of the others overlaps; the units are in order and disjoint."""
    starts, ends = [unit.span.start for unit in units], [unit.span.end for unit in units]
    for other in others:
        yield max(bisect_left(starts, other.span.end) - bisect_right(ends, other.span.start), 0)


def _is_rubric(reader: Reader, heading: Span | None) -> bool:
    return heading is not None and len(heading) < 24 and RUBRIC.fullmatch(heading.of(reader.plain)) is not None


# The head of an item of a round-up of rumours: 谣言：…, 【网传】…, 谣言三：….
_RUMOUR = re.compile(r"[【\[(（]?(?:谣言|网传|传言|流言|谣传)[一二三四五六七八九十\d]{0,2}[】\])）:：]")


def _news_heads(reader: Reader, lines: Sequence[Span]) -> list[Span]:
    """Return the lines that begin with a sign or name a rumour, and the paragraphs of a rubric 二、执法动态 that holds
    nothing else.
    """
    heads = {line for line in lines if reader.plain[line.start] in _SIGNS}
    heads.update(line for line in lines if _RUMOUR.match(reader.plain, line.start, line.end))
    for section, below in zip(reader.outline.sections, reader.outline.children, strict=True):
        if not below and (section.style is Style.BRACKET or _is_rubric(reader, section.heading)):
            low = bisect_left(lines, section.span.start, key=lambda line: line.start)
            high = bisect_left(lines, section.span.end, key=lambda line: line.start)
            if heads.isdisjoint(lines[low:high]):
                heads.update(line for line in lines[low + 1 : high] if len(line) >= _MIN_NEWS)
    return sorted(heads)


def _whole(reader: Reader) -> list[Unit]:
    """Return the whole article as the only case when it tells one."""
    title = reader.page.title or ""
    span = reader.trim(reader.outline.body)
    handling = reader.account.of(span)
    if not (handling.is_case and (handling.has_body or reader.names_body(span))):
        return []
    top = Span(span.start, min(span.end, span.start + _HEAD))
    is_on_it = reader.account.of(top).is_case or tells_measure(title) or _is_reported_judgment(reader, title)
    if not (is_on_it or _names_early(reader, top, span)):
        return []
    units = _split(reader, span, get_turns(reader, span))
    if len(units) < 2:
        return units
    return [_without_opening(reader, units[0], len(units)), *units[1:-1], reader.cut_closing(units[-1])]


def _names_early(reader: Reader, top: Span, span: Span) -> bool:
    """Return whether a story that tells its measure late names the masked one who bears it at its top."""
    names = set(MASKED.findall(reader.plain, top.start, top.end))
    for above, line in pairwise(reader.outline.paragraphs if names else ()):
        if top.end < line.end <= span.end and reader.account.of(line).measures:
            told = [MASKED.findall(reader.plain, each.start, each.end) for each in (line, above)]
            if not names.isdisjoint(told[0] or told[1]):
                return True
    return False


# What an opening says of all cases: 公布两起案件, 宣判三起帮信案.
_COUNTS_CASES = re.compile(r"(?<![\d第])([2-9二两三四五六七八九])[起件宗][^。\n]{0,24}案")


# What an opening says of all firms that it goes on to name one by one: 多家支付机构被罚.
_MANY_FIRMS = re.compile(r"家(?<=[两二三四五六七八九多数\d]家)")


def _without_opening(reader: Reader, first: Unit, count: int) -> Unit:
    """Return the first case of a story without the paragraphs up to the one that counts so many cases, or without the
    sentences up to the first one that names a firm after one that counts many.
    """
    lines = [line for line in reader.outline.paragraphs if first.span.contains(line)]
    for line, after in pairwise(lines[1:]):
        found = _COUNTS_CASES.search(reader.plain, line.start, line.end)
        if found and parse_ordinal(found[1]) == count:
            return _begun_at(reader, first, after.start)
    firm = _FIRM.search(reader.plain, first.span.start, first.span.end)
    start = firm.start() if firm else first.span.start
    start = max(first.span.start, *(reader.plain.rfind(mark, 0, start) + 1 for mark in "。\n"))
    return _begun_at(reader, first, start) if _MANY_FIRMS.search(reader.plain, first.span.start, start) else first


def _begun_at(reader: Reader, unit: Unit, start: int) -> Unit:
    """Return the case without what stands before an offset, if the rest tells a case."""
    span = Span(start, unit.span.end)
    handling = reader.account.of(span)
    return replace(unit, span=span, handling=handling) if handling.is_case else unit


# The head of the part of a reported case that tells how it ended: 【裁判结果】.
_RESULT_HEAD = re.compile(
    r"[\s【\[*#(（]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?[【\[]?(?:(?:裁判|判决|审判|审理|处理|处罚|处置|查处|诉讼)(?:结果|情况|决定|过程)|检察机关(?:履职|监督)[^】\n]{0,6})[】\]\s:：*]*"
)


def _is_reported_judgment(reader: Reader, title: str) -> bool:
    """Return whether the page reports one case in parts under its name: 甲公司侵害商业秘密案, 【裁判结果】…."""
    if not title.rstrip(_TITLE_ENDS).endswith("案") or reader.published:
        return False
    lines = reader.outline.paragraphs
    return any(_RESULT_HEAD.match(reader.plain, line.start, line.end) for line in lines)


# Titles of the text of a decision: 行政处罚决定书（某某公司）, 行政监管措施决定书〔2025〕6号.
_DECISION_TITLE = re.compile(r"决定书\s*(?:[（(〔【\[].*)?$")
_RESPONDENT_LINE = re.compile(r"(?:当事人|被处罚人|被处罚单位|相对人)[^：:\n]{0,12}[：:]")


def _decision(reader: Reader) -> list[Unit]:
    """Return the whole page as one case when its title says that it is the text of one decision."""
    title = reader.page.title or ""
    if "决定书" not in title or not _DECISION_TITLE.search(title):
        return []
    lines = (line for line in reader.outline.paragraphs if _RESPONDENT_LINE.match(reader.plain, line.start, line.end))
    span = reader.trim(reader.outline.body)
    handling = reader.account.of(span)
    is_one = handling.is_case and len(list(lines)) < 2
    return [Unit(span, None, None, handling)] if is_one else []


# Titles of what became of one event that others told of: 关于网传某店使用过期原料问题的情况通报.
_ON_EVENT = re.compile(
    r"(?:反映|报道|网传|网络流传|网友|网民|媒体|视频|舆情|热点|一事|事件|传言)[^。\n]{0,60}?(?:通报|说明|回应|答复|公告|通告)\W*$"
)
_ON_SEVERAL_EVENTS = re.compile(r"案例|案件|典型|系列|批|谣言|[\d二两三四五六七八九十]起")
_REPORTED = re.compile(
    "有(?:网民|网友|媒体|群众|家长|市民|消费者)(?:反映|报道|曝光|发帖|投诉)|网传|媒体(?:报道|曝光)|引发[^。，]{0,8}关注"
)
# How such a notice begins: 我局高度重视，立即成立调查组…，现将有关情况通报如下.
_LOOKED_INTO = re.compile(
    r"(?:高度重视|第一时间|立即|随即|迅速|连夜|调查组|工作组|工作专班|核查|核实)[^\n]{0,120}?情况(?:通报|说明|公布|公告|回应|反馈)?如下"
)


def _one_event(reader: Reader) -> list[Unit]:
    """Return the whole page as one case when it tells what became of one event, whatever it numbers."""
    title = reader.page.title or ""
    opening = _LOOKED_INTO.search(reader.plain, 0, _HEAD)
    if opening is None or _ON_SEVERAL_EVENTS.search(title):
        return []
    if not _ON_EVENT.search(title) and not _REPORTED.search(reader.plain, 0, opening.start()):
        return []
    if any(section.style is Style.CASE for section in reader.outline.sections):
        return []
    span = reader.trim(reader.outline.body)
    handling = reader.account.of(span)
    is_told = handling.is_case and (handling.has_body or reader.names_body(span))
    return [Unit(span, None, None, handling)] if is_told else []


# A question to the authority, as its notices on large decisions put them: 问：本案的背景是什么, 二、为何处罚云帆公司？
_QUESTION = re.compile(
    r"[\s【（(*]*(?:(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?(?:(?:记者)?提?问|Q)[一二三四五六七八九十\d]{0,2}\s?[:：]"
    r"|(?:[一二三四五六七八九十\d]{1,2}[、.．)）]|记者\s?[:：])[^。\n]{4,80}[？?][\s】*]*$)"
)
_ON_WHAT_COMES = re.compile("下一步|下一阶段|今后|接下来|未来|将如何|还将")


def _questions(reader: Reader) -> list[Unit]:
    """Return the whole page as one case when its opening tells one on which an authority then answers questions, up to
    the one on what comes next.
    """
    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    questions = [line for line in lines if _QUESTION.match(reader.plain, line.start, line.end)]
    if len(questions) < 2 or reader.published or any(each.style is Style.CASE for each in reader.outline.sections):
        return []
    start = reader.outline.body.start
    is_on_law = reader.form is Form.OPINION and not tells_measure(reader.page.title or "")
    if is_on_law or not reader.account.of(Span(start, questions[0].start)).is_case:
        return []
    ahead = (line.start for line in questions[1:] if _ON_WHAT_COMES.search(reader.plain, line.start, line.end))
    span = reader.trim(Span(start, next(ahead, reader.outline.body.end)))
    return [Unit(span, None, None, reader.account.of(span))]


# Two respondents of one sentence, each with its own measure: 对甲公司…警告；对乙公司…罚款.
_EACH = re.compile(
    r"[；;](?:同时[，,]?)?(?:依法|依据[^，。；\n]{2,40}[，,])?对(?!其|该|上述|涉事|违法)(?P<name>[^，。；\n对某]{2,24}?(?:公司|集团|银行|医院|学校|学院|大学|中心|协会))"
    r"(?![^，。；\n]{0,6}(?:负责|人员|主管|法定|职工|员工))"
)


_FIRM = re.compile(r"公司(?<=(?:有限|责任|股份|集团)公司)")
# A firm by its full name that bears a measure: 甲有限公司因违规经营，被罚款2万元; not 甲有限公司经理李某被罚款.
_FIRM_BEARS = re.compile(
    rf"{_FIRM.pattern}(?![^，。；\n]{{0,6}}(?:负责|人员|主管|法定|职工|员工|经理|董事|总监))"
    r"[^。；;：:\n]{0,100}?(?:被[^，,。；;\n]{0,16}?(?:罚|警告|处以|责令|没收|吊销)|罚款)"
)
_FIRM_NAME = re.compile(rf"[^，,。；;：:、\n]{{2,28}}?{_FIRM.pattern}")
# What stands before its last word where a clause begins: 同年3月5日，甲有限; not 对甲有限, 据悉，甲有限.
_BEGINS_WITH_FIRM = re.compile(r"(?:[\d年月日同当 ]{2,12}[，,])?(?!由|该|上述|经|据)[^，,。；;：:\n对]{4,60}")


# A measure told as done to somebody, not a company that gave up by itself.
_BY_AUTHORITY = re.compile(
    r"被|罚|责令|约谈|查处|立案|拘留|批评教育|训诫|对[^，。；\n]{2,40}(?:处|作出|实施|给予|下达|予以|采取|进行)"
)


def _split(reader: Reader, span: Span, turns: Sequence[int] = ()) -> list[Unit]:
    """Return a stretch as one case, or several where it goes on to another respondent (此外，…) or at given turns."""
    starts = [span.start]
    body = span.start + _title_length(reader, span)
    for found in _ANOTHER.finditer(reader.plain, span.start, span.end):
        is_named_first = found[0] in ("。", "\n")
        start = found.end() if is_named_first else found.start()
        if found[0] == "另案":
            start = reader.plain.rfind("\n", max(span.start, start - MAX_ITEM), start) + 1 or span.start
        if start > body and _turns_to_another(reader, span, starts[-1], start, found.end(), is_named_first):
            starts.append(start)
    each = _EACH.finditer(reader.plain, span.start, span.end)
    starts = sorted({*starts, *(found.start() + 1 for found in each if _bears_its_own(reader.plain, span, found))})
    starts = sorted({*starts, *_other_firms(reader, span, body, starts)})
    starts = sorted({*starts, *(turn for turn in turns if not _is_split(reader.plain, starts, turn))})
    ends = [*starts[1:], span.end]
    spans = [reader.strip(Span(low, high)) for low, high in zip(starts, ends, strict=True)]
    return [Unit(each, None, None, reader.account.of(each)) for each in spans]


def _other_firms(reader: Reader, span: Span, body: int, starts: Sequence[int]) -> Iterator[int]:
    """Yield where a clause begins in which a firm bears a measure, after a firm of another name bore one."""
    plain, account = reader.plain, reader.account
    since = body
    for found in _FIRM_BEARS.finditer(plain, body, span.end):
        low = max(since, found.start() - MAX_ITEM)
        start = max(low, *(plain.rfind(mark, low, found.start()) + 1 for mark in "。；;：:\n"))
        since = max(since, *(each for each in starts if each <= start))
        if start <= since or not _BEGINS_WITH_FIRM.fullmatch(plain, start, found.start()):
            continue
        before = plain[since:start]
        names = _FIRM_NAME.findall(plain, start, found.end())
        is_other = _FIRM.search(before) and not any(name in before for name in names)
        end = CLAUSE_END.search(plain, found.end(), span.end)
        own = Span(start, end.end() if end else span.end)
        if is_other and account.of(Span(since, start)).measures and account.of(own).measures:
            yield start
            since = start


def _is_split(plain: str, starts: Sequence[int], turn: int) -> bool:
    """Return whether the paragraph that begins at a turn is split already."""
    stop = plain.find("\n", turn)
    at = bisect_left(starts, turn)
    return at < len(starts) and (stop < 0 or starts[at] < stop)


def _title_length(reader: Reader, span: Span) -> int:
    """Return how long the title of the page is at the head of a stretch with the break after it."""
    end = reader.plain.find("\n", span.start, span.end)
    is_title = end >= 0 and NOISE.sub("", reader.plain[span.start : end]) == reader.title_words
    return end + 1 - span.start if is_title else 0


def _turns_to_another(reader: Reader, span: Span, since: int, start: int, after: int, is_named_first: bool) -> bool:
    """Return whether a measure taken against a new respondent is told from `start` on, and one before it."""
    plain = reader.plain
    limit = min(span.end, start + MAX_ITEM)
    stop = plain.find("\n", after, limit)
    stop = stop if stop >= 0 else limit
    clause = CLAUSE_END.search(plain, after, stop)
    named_by = NAMED if _OTHER.match(plain, start) else SUBJECT
    names = [found[0] for found in named_by.finditer(plain, start, clause.end() if clause else stop)]
    if not names and clause and clause.end() < stop:  # 无独有偶，同行也没闲着。某局对甲公司…
        second = CLAUSE_END.search(plain, clause.end(), stop)
        names = [found[0] for found in named_by.finditer(plain, clause.end(), second.end() if second else stop)]
    if not names or not _BY_AUTHORITY.search(plain, start, stop):
        return False
    low = max(span.start, start - 4 * MAX_ITEM)
    is_new = is_named_first or any(plain.find(name, low, start) < 0 for name in names)
    account = reader.account
    return is_new and account.of(Span(start, stop)).is_case and account.of(Span(since, start)).measures > 0


def _bears_its_own(plain: str, span: Span, found: re.Match[str]) -> bool:
    """Return whether the clause before ；对乙公司… tells a measure against somebody else, and the one after it too."""
    start = found.start() + 1
    low = max(span.start, start - MAX_ITEM)
    before = plain[max(low, *(plain.rfind(mark, low, start - 1) + 1 for mark in "。\n")) : start]
    clause = CLAUSE_END.search(plain, found.end(), span.end)
    own = plain[start : clause.end() if clause else span.end]
    return "对" in before and found["name"] not in before and tells_measure(before) and tells_measure(own)


# What leads to the cases of one item: 多地查办了一批未审核内容的案件。其中，….
_AMONG = re.compile(
    r"(?:查办|查处|办理|办结|侦办|侦破|处罚|通报)了?[^。；\n]{0,20}?(?:一批|多起|数起|几起|[两二三四五2-5]起)[^。\n]{0,40}案[^。\n]{0,12}。\s?其中[，,：:]"
)


def _among(reader: Reader, unit: Unit) -> list[Unit]:
    """Return the cases of an item that tells several: each sentence with a measure against somebody else."""
    text = unit.span.of(reader.plain)
    found = _AMONG.search(text) if "其中" in text else None
    if found is None:
        return []
    told = Span(unit.span.start + found.end(), unit.span.end)
    parts = _up_to_measures(reader, told)
    parts = parts if len(parts) > 1 else _clauses(reader, told)
    if len(parts) < 2 or not _are_apart([part.of(reader.plain) for part in parts]):
        return []
    spans = [Span(unit.span.start, parts[0].end), *parts[1:]]
    units = [Unit(span, None, None, reader.account.of(span)) for span in map(reader.strip, spans)]
    units[0] = replace(units[0], heading=unit.heading, section=unit.section)
    return units if all(each.handling.is_case for each in units) else []


def _split_items(reader: Reader, units: Sequence[Unit]) -> list[Unit]:
    """Return the items of an article, those that tell of several respondents in parts."""
    found: list[Unit] = []
    for unit in units:
        style = None if unit.section is None else reader.outline.sections[unit.section].style
        if style is not Style.CASE and (among := _among(reader, unit)):
            found += among
            continue
        if style not in UNNUMBERED and reader.form is not Form.DIGEST:
            found.append(unit)
            continue
        first, *others = _split(reader, unit.span)
        found += [replace(unit, span=first.span, handling=first.handling), *others] if others else [unit]
    return found


def _inline_items(reader: Reader) -> list[Unit]:
    """Return the items of a list inside a paragraph that is announced as cases, each of which tells one."""
    sections = reader.outline.sections
    for run in _runs(reader.outline, (i for i, section in enumerate(sections) if section.style is Style.CLAUSE)):
        start = sections[run[0]].span.start
        units = [reader.unit(i) for i in run]
        if (
            len(units) > 1
            and ANNOUNCES_CASES.search(reader.plain, max(0, start - 160), start)
            and all(unit.handling.is_case and NAMED.search(unit.span.of(reader.plain)) for unit in units)
        ):
            return [*units[:-1], reader.cut_closing(units[-1])]
    return []


_TITLE_SENTENCE = re.compile(r"案[。：]")
_MAX_TITLE = 48  # characters


def _titled_inline(reader: Reader) -> list[Unit]:
    """Return the cases of a paragraph that names each in a sentence of its own: 甲市“云帆”诈骗案。今年2月，…."""
    for line in reader.outline.paragraphs:
        heads: list[Span] = []
        for found in _TITLE_SENTENCE.finditer(reader.plain, line.start, line.end):
            start = max(line.start, *(reader.plain.rfind(mark, line.start, found.start()) + 1 for mark in "。；，："))
            is_whole = reader.plain[start - 1 : start] in ("。", "：", "\n", "")
            if is_whole and _MIN_LABELLED <= found.end() - start <= _MAX_TITLE and found.end() < line.end:
                heads.append(Span(start, found.end()))
        if len(heads) > 1 and ANNOUNCES_CASES.search(reader.plain, max(0, heads[0].start - 160), heads[0].start):
            ends = [*(head.start for head in heads[1:]), line.end]
            spans = [reader.strip(Span(head.start, end)) for head, end in zip(heads, ends, strict=True)]
            units = [Unit(each, head, None, reader.account.of(each)) for each, head in zip(spans, heads, strict=True)]
            return units if sum(unit.handling.is_case for unit in units) * 2 > len(units) else []
    return []


def _told_together(reader: Reader) -> list[Unit]:
    """Return the paragraphs between an announcement and the sentence that tells the measure for all of them."""
    plain = reader.plain
    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    lead = len(lines)
    for last, line in enumerate(lines):
        if COLLECTIVE.search(plain, line.start, line.end) and reader.account.of(line).measures:
            told = lines[lead + 1 : last]
            is_untold = len(told) > 1 and not any(map(reader.account.tells_measure, told))
            if is_untold and _are_apart([each.of(plain) for each in told]):
                return [Unit(each, None, None, reader.account.of(each)) for each in told]
            lead = len(lines)
        if ANNOUNCES_CASES.search(plain, line.start, line.end):
            lead = last
    return []


_COUNTED = re.compile(r"(\d{1,2}|[二两三四五六七八九十])(?:家|个|款|名|所|起)")


def _counts(text: str, count: int) -> bool:
    """Return whether a text counts so many firms, accounts or cases."""
    return any(parse_ordinal(each) == count for each in _COUNTED.findall(text))


def _paragraphs(reader: Reader) -> list[Unit]:
    """Return the paragraphs that tell a case when they are as many as the title says are published.

    The lines between two of them belong to the later one where lines stand before the first one too.
    """
    handled = get_handled_count(reader.page.title or "")
    count = reader.published or handled
    if count is None:
        return []
    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    telling = [i for i, line in enumerate(lines) if i and reader.is_telling(line)]
    if len(telling) == count + 1 and _tells_of_all(reader, [lines[i] for i in telling], count):
        telling = telling[1:]
    if len(telling) != count:
        return _parts_of(reader, [lines[i] for i in telling], count)
    if not reader.published:
        texts = [lines[i].of(reader.plain) for i in telling]
        if not _are_apart(texts) or any(_counts(text, count) for text in texts):
            return []
    opening = [i for i in range(telling[0]) if i == 0 or ANNOUNCES_CASES.search(lines[i].of(reader.plain))]
    leads = telling[0] - opening[-1] > 1 and telling[-1] - telling[0] >= count
    firsts = [opening[-1] + 1, *(i + 1 for i in telling[:-1])] if leads else telling
    lasts = telling if leads else [*(i - 1 for i in telling[1:]), telling[-1]]
    spans = [reader.trim(Span(lines[low].start, lines[high].end)) for low, high in zip(firsts, lasts, strict=True)]
    return [Unit(span, None, None, reader.account.of(span)) for span in spans]


def _tells_of_all(reader: Reader, lines: Sequence[Span], count: int) -> bool:
    """Return whether the first paragraph tells of all whom the others tell of: it counts them, or names them too."""
    first, *others = [line.of(reader.plain) for line in lines]
    return _counts(first, count) or (_are_apart(others) and not _are_apart([first, *others]))


_CLAUSE = re.compile(r"[^；;\n]+[；;]?")


def _parts_of(reader: Reader, lines: Sequence[Span], count: int) -> list[Unit]:
    """Return the parts of fewer paragraphs when they are as many as published and each tells of somebody else: the
    clauses of a paragraph, or, where there is but one, each sentence with a measure and those before it.
    """
    if not lines or len(lines) > count:
        return []
    parts = [part for line in lines for part in _clauses(reader, line)]
    if len(parts) != count and len(lines) == 1:
        parts = _up_to_measures(reader, lines[0])
    if len(parts) != count or not _are_apart([part.of(reader.plain) for part in parts]):
        return []
    return [Unit(span, None, None, reader.account.of(span)) for span in map(reader.trim, parts)]


def _clauses(reader: Reader, line: Span) -> list[Span]:
    """Return the parts between semicolons when each tells a case, or else the line."""
    first = SENTENCE.match(reader.plain, line.start, line.end)
    start = first.end() if first and _PUBLISHES_HERE.search(first[0]) and first.end() < line.end else line.start
    parts = [Span(*found.span()) for found in _CLAUSE.finditer(reader.plain, start, line.end)]
    return parts if all(reader.account.of(part).is_case for part in parts) else [line]


def _up_to_measures(reader: Reader, line: Span) -> list[Span]:
    """Return the sentences of a paragraph in groups that each end with the one that tells a measure."""
    parts: list[Span] = []
    start = line.start
    for found in SENTENCE.finditer(reader.plain, line.start, line.end):
        if start == line.start and _PUBLISHES_HERE.search(found[0]):
            start = found.end()
        elif _BY_AUTHORITY.search(found[0]) and reader.account.of(Span(*found.span())).measures:
            parts.append(Span(start, found.end()))
            start = found.end()
    return parts


# The sentence that leads to the cases of its paragraph: 某局披露了2起典型案例.
_PUBLISHES_HERE = re.compile(r"(?:公布|通报|发布|曝光|公开|披露)[^。\n]{0,40}?(?:案例|案件|案)")

_MIN_PARAGRAPHS = 3  # of cases that nothing but their announcement tells from the parts of a story
_ANNOUNCEMENT = 40  # characters at the end of a paragraph that announces cases
_CASES_HEAD = re.compile(r"[\W_]*(?:典型|部分|相关)案例[\W_]*")  # alone on its line


def _announced(reader: Reader) -> list[Unit]:
    """Return the paragraphs that follow 现通报部分典型案例, when each tells a case of somebody else."""
    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    for i, line in enumerate(lines):
        if not ANNOUNCES_CASES.search(reader.plain, max(line.start, line.end - _ANNOUNCEMENT), line.end):
            continue
        if _CASES_HEAD.fullmatch(reader.plain, line.start, line.end):
            below = list(takewhile(lambda each: reader.account.of(each).measures > 0, lines[i + 1 :]))
            if len(below) > 1 and all(_is_of_office(reader, each) for each in below):
                return [Unit(each, None, None, reader.account.of(each)) for each in map(reader.trim, below)]
        telling = list(takewhile(reader.is_telling, lines[i + 1 :]))
        texts = [each.of(reader.plain) for each in telling]
        bulk = sum(IN_BULK.search(text) is not None for text in texts)
        if len(texts) >= _MIN_PARAGRAPHS and bulk * 3 <= len(texts) and _are_apart(texts):
            return [Unit(each, None, None, reader.account.of(each)) for each in map(reader.trim, telling)]
    return []


def _is_of_office(reader: Reader, line: Span) -> bool:
    """Return whether a paragraph names a local body before anything else is told, in its first sentence."""
    first = SENTENCE.match(reader.plain, line.start, line.end)
    return first is not None and reader.names_body(Span(*first.span()))


def _each_by_its_own(reader: Reader) -> list[Unit]:
    """Return the paragraphs of news on several firms when each names another one and the body that handled it."""
    if not ON_SEVERAL_FIRMS.search(reader.page.title or ""):
        return []

    def names_body(line: Span) -> bool:
        return reader.account.of(line).is_mainland or reader.names_body(line)

    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    telling = [line for i, line in enumerate(lines) if i and reader.is_telling(line) and names_body(line)]
    texts = [line.of(reader.plain) for line in telling]
    if len(texts) < 2 or not _are_apart(texts) or any(map(points_back, texts)):
        return []
    ends = [*(line.start for line in telling[1:]), telling[-1].end]
    spans = [reader.trim(Span(line.start, end)) for line, end in zip(telling, ends, strict=True)]
    return [Unit(span, None, None, reader.account.of(span)) for span in spans]


_MAX_HEADLINE = 48  # characters of a headline inside an article
_MIN_PROSE = 36
_BRACKETED = re.compile(r"[【\[［〔]([^】\]］〕\n]{2,30})[】\]］〕]")
_TAIL = frozenset("。；，：:、,;")
_MAX_PLACE = 14
# A line that is nothing but the name of a place: 云溪区, 【甲县】, 乙市：.
_PLACE_HEAD = re.compile(
    r"[【\[*#（(]*[\u4e00-\u9fff]{1,7}(?:省|市|区|县|旗|州|盟|镇|乡|街道|管委会)[】\])）*]*\s?[:：]?"
)
_PLACE_LEAD = re.compile(r"[\u4e00-\u9fff]{1,7}(?:省|市|区|县|旗|州|盟)\s?[:：]")


# A line on when and by whom a page was published: 2024-05-06 来源：…, 记者 ….
_PUBLICATION = re.compile(
    r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]|(?:发布|更新)?时间|(?:本报|通讯员|见习|首席)?(?:记者|通讯员)|来源|作者|文\s?[|/丨]|原创|发布时间"
)


def _sign_of(text: str, following: str) -> str | None:
    """Return the sign that marks a line as the head of an item, "" for a bare headline over prose, or None."""
    if text[:1] in _SIGNS and len(text) > 4:
        return text[0]
    if len(text) <= _MAX_PLACE and _PLACE_HEAD.fullmatch(text):
        return "市"
    if (place := _PLACE_LEAD.match(text)) and len(text) > place.end() + _MIN_ITEM:
        return "："
    if (found := _BRACKETED.match(text)) and (len(text) > found.end() + _MIN_PROSE or "。" in following):
        return "【"
    is_short = 4 < len(text) <= _MAX_HEADLINE and text[-1] not in _TAIL and "。" not in text
    if is_short and _PUBLICATION.match(text):
        return None
    return "" if is_short and len(following) >= _MIN_PROSE and "。" in following else None


def _titled(reader: Reader) -> list[Unit]:
    """Return the items that signs, brackets or bare headlines set off, where a notice publishes several cases."""
    if reader.form is Form.LISTING:
        return []
    lines = [line for line in reader.outline.paragraphs if line.end <= reader.outline.body.end]
    texts = [line.of(reader.plain) for line in lines]
    heads: dict[str, list[int]] = {}
    for i in range(1, len(lines)):
        sign = _sign_of(texts[i], texts[i + 1] if i + 1 < len(lines) else "")
        if sign is not None and not reader.is_aside(lines[i]):
            heads.setdefault(sign, []).append(i)
    if "" in heads:
        heads[""] = _with_lines_above(texts, heads[""])
    for sign in sorted(heads, key=lambda each: heads[each][0]):
        units = _items_under(reader, lines, heads[sign])
        if len(units) > 1 and _are_cases(reader, sign, units):
            return units
    return []


def _with_lines_above(texts: Sequence[str], heads: Sequence[int]) -> list[int]:
    """Return where items begin that have several short lines above their prose: 案由：…, 当事人：…."""
    above = [0]
    for low, head in pairwise(heads):
        lines = range(head - 1, low, -1)
        above.append(next((head - 1 - i for i in lines if len(texts[i]) > _MAX_HEADLINE or "。" in texts[i]), 0))
    shift = min([*above[1:], heads[0] - 1], default=0)
    return [head - shift for head in heads]


def _items_under(reader: Reader, lines: Sequence[Span], heads: Sequence[int]) -> list[Unit]:
    """Return the stretches between heads that tell a handling; the last one is as long as those before it."""
    size = max((later - earlier for earlier, later in pairwise(heads)), default=1)
    units: list[Unit] = []
    end = min(heads[-1] + size, len(lines))
    while end < len(lines) and _goes_on(reader, Span(lines[heads[-1]].start, lines[end - 1].end), lines[end]):
        end += 1
    if (told := _find_measure(reader, lines, heads[-1], end)) is not None:
        end = told + 1
    for i, stop in zip(heads, [*heads[1:], end], strict=True):
        span = reader.trim(Span(lines[i].start, lines[stop - 1].end))
        heading = _head_of(reader.plain, lines[i])
        units.append(Unit(span, heading, None, reader.account.of(span)))
    units[-1] = reader.cut_closing(units[-1])
    return [unit for unit in units if unit.handling.measures > 0 and unit.handling.foreign == 0]


def _find_measure(reader: Reader, lines: Sequence[Span], head: int, end: int) -> int | None:
    """Return the line behind an item that tells no measure which tells it, before any closing words."""
    if end == len(lines) or reader.account.of(Span(lines[head].start, lines[end - 1].end)).measures:
        return None
    rest = takewhile(
        lambda i: not reader.is_aside(lines[i]) and not CLOSING.match(lines[i].of(reader.plain)[:80]),
        range(end, len(lines)),
    )
    return next((i for i in rest if reader.account.of(lines[i]).measures), None)


def _goes_on(reader: Reader, told: Span, line: Span) -> bool:
    """Return whether a line tells a measure against somebody masked whom the item before it names."""
    if "某" not in line.of(reader.plain) or not reader.is_telling(line):
        return False
    return not set(MASKED.findall(told.of(reader.plain))).isdisjoint(MASKED.findall(line.of(reader.plain)))


def _head_of(plain: str, line: Span) -> Span | None:
    """Return the line when it is a headline, or its first sentence."""
    if len(line) <= _MAX_HEADLINE:
        return line
    stop = plain.find("。", line.start, min(line.end, line.start + 110))
    return Span(line.start, stop + 1) if stop >= 0 else None


def _are_cases(reader: Reader, sign: str, units: Sequence[Unit]) -> bool:
    """Return whether the items of a list without numbers are cases: as many as are published, or announced as such, or
    each one's headline names its respondent or tells its measure; and each of somebody else.
    """
    texts = [unit.span.of(reader.plain) for unit in units]
    if sign == "【" and len({text[: text.find("】")] for text in texts}) < len(texts):
        return False  # the parts of cases, which come again: 【基本案情】
    start = units[0].span.start
    if reader.published == len(units):
        return True
    if not all(unit.handling.is_case for unit in units) or not _are_apart(texts) or any(map(points_back, texts[1:])):
        return False
    if ANNOUNCES_CASES.search(reader.plain, max(0, start - 160), start):
        return True
    titles = [text.split("\n", 1)[0] for text in texts]
    return reader.form is not Form.RESULTS and all(
        _NAMES_CASE.search(title) or MASKED.search(title) or tells_measure(title) for title in titles
    )


_NAMES_CASE = re.compile("案(?<!涉案)(?<!办案)(?![件情卷])")  # 某公司虚假宣传案; not 涉案手机, 案件材料


_NOBODY = re.compile(r"该|上述|涉[案事]|相关|有关|[\d一二两三四五六七八九十多各]家|等(?:公司|企业|平台)")


_BEFORE_NAME = re.compile("^.*[对被由向]")  # 某局对甲公司 names 甲公司


def _are_apart(texts: Sequence[str]) -> bool:
    """Return whether each text names somebody whom no other one names."""
    names = [{_BEFORE_NAME.sub("", name) for name in NAMED.findall(text) if not _NOBODY.search(name)} for text in texts]
    told = Counter(name for own in names for name in own)
    return all(any(told[name] == 1 for name in own) for own in names)


def _takedown(reader: Reader) -> list[Unit]:
    """Return the article of an app list as one case when it takes down apps that its text names."""
    body = reader.outline.body
    title = reader.page.title or ""
    is_titled = "下架" in title and not _NOT_YET.search(title)
    for found in stretches_with(_TAKEN_DOWN, CLAUSE_ENDS, reader.plain, Span(0, body.end)):
        text = found.of(reader.plain)
        names_apps = _NAMED_APP.search(_STATUTE_TITLE.sub("", text)) or _FOLLOWING_APPS.search(text)
        points_back = _THOSE_APPS.search(text) or (is_titled and NOISE.sub("", text) != reader.title_words)
        if (names_apps or points_back) and not _NOT_YET.search(text):
            start = reader.plain.rfind("\n", 0, found.start) + 1
            is_other = reader.plain.startswith(("另", "此外"), start)  # of other apps than those of the list
            low = start if is_other else min(start, body.start)
            return _split(reader, reader.trim(Span(low, body.end)))
    return []


# How a platform speaks of what it did by its own rules; an authority must be named in what is a case.
_OWN_RULES = re.compile(
    group_words(
        "亲爱的[^，。！\\n]{0,12}(?:用户|创作者|商家)|[根依]据[^。\\n]{0,30}《[^》\\n]{0,16}(?:公约|自律[^》\\n]{0,6})》"
    )
)


def _units_of(reader: Reader) -> list[Unit]:
    if reader.form in (Form.MEASURE, Form.FOREIGN):
        return []
    if reader.form is Form.APP_LIST:
        return _takedown(reader)
    if reader.form is not Form.DIGEST and (asked := _questions(reader)):
        return asked
    if reader.form in (Form.OPINION, Form.PLAN):
        labelled = [unit for unit in _labelled(reader) if unit.handling.is_case]
        in_passing = get_fined_brands if reader.form is Form.OPINION else get_told_in_passing
        return labelled or get_examples(reader) or in_passing(reader)
    title = reader.page.title or ""
    if reader.form is Form.NEWS and ANNOUNCES_TEXT.search(title) and not tells_measure(title) and "案" not in title:
        return [unit for unit in _labelled(reader) if unit.handling.is_case]
    if reader.form is Form.NEWS and (decision := _decision(reader)):
        return decision
    if reader.form in (Form.NEWS, Form.RESULTS) and (event := _one_event(reader)):
        return event
    units = _beside_rows(reader)
    if reader.form is Form.DIGEST:
        units = _signed_news(reader, units)
    if len(units) < 2 and reader.form is not Form.DIGEST:
        inline = _inline_items(reader) or _titled_inline(reader)
        units = (
            inline or _titled(reader) or _paragraphs(reader) or _announced(reader) or _told_together(reader) or units
        )
    if units and _OWN_RULES.search(reader.plain, 0, _HEAD):
        units = [unit for unit in units if unit.handling.has_body or _is_labelled(reader, unit)]
    if reader.form in (Form.RESULTS, Form.DIGEST) and not units:
        return get_told_in_passing(reader)
    if len(units) < 2 and reader.form is Form.NEWS:
        units = _each_by_its_own(reader) or units
    if reader.form is not Form.NEWS or len(units) > 1:
        return _split_items(reader, units)
    whole = _whole(reader)
    first = units[0].section if units else None
    is_case = first is not None and _is_case_item(reader, reader.outline.sections[first])
    return (units if is_case or not whole else whole) or get_examples(reader)


def _is_labelled(reader: Reader, unit: Unit) -> bool:
    return unit.section is not None and reader.outline.sections[unit.section].style is Style.CASE


def _is_case_item(reader: Reader, section: Section) -> bool:
    """Return whether an item is labelled as a case, or numbered and titled or announced as one: 一、甲公司诈骗案."""
    if section.style is Style.CASE or section.ordinal is None:
        return section.style is Style.CASE
    before = reader.plain[max(0, section.span.start - _ANNOUNCEMENT) : section.span.start].rstrip()
    is_announced = before.endswith(("案例：", "案件：", "案例如下：", "案件如下："))
    return is_announced or _is_titled_as_case(reader, section)


def _is_titled_as_case(reader: Reader, section: Section) -> bool:
    return section.heading.of(reader.plain).partition("。")[0].rstrip(_TITLE_ENDS).endswith("案")


def get_scopes(page: Page, outline: Outline, hits: Hits, form: Form | None = None) -> tuple[Scope, ...]:
    """Return one scope a case, in order of appearance, disjoint.

    A labelled item (案例三), a numbered or headed item that tells a handling, or the whole article. Items told from
    abroad, plans, statutes and totals give none.
    """
    reader = Reader(page, outline, form or get_form(page, outline), hits)
    units = reader.cut_collective(_units_of(reader))
    collective = _collective(reader, units)
    return tuple(_scope(reader, units, i, hits, collective) for i in range(len(units)))


def _scope(reader: Reader, units: Sequence[Unit], i: int, hits: Hits, collective: tuple[Span, ...]) -> Scope:
    unit = units[i]
    return Scope(
        plain=reader.plain,
        span=unit.span,
        hits=hits,
        heading=unit.heading,
        intro=_intro(reader, units, i),
        lead=_lead(reader, units, i),
        collective=collective,
        document_date=reader.page.published_date,
        title=reader.page.title,
        is_only_case=len(units) == 1,
    )


def _parent(reader: Reader, unit: Unit) -> Section | None:
    if unit.section is None:
        return None
    parent = reader.outline.sections[unit.section].parent
    return None if parent is None else reader.outline.sections[parent]


def _intro(reader: Reader, units: Sequence[Unit], i: int) -> Span | None:
    """Return the text before the first case; a compilation and an essay have no introduction to their cases."""
    if reader.form is Form.DIGEST or (reader.form is Form.OPINION and units[i].section is None):
        return None
    start = reader.outline.body.start
    first = units[0].span.start
    return reader.strip(Span(start, first)) if first > start and first - start < 6000 else None


def _lead(reader: Reader, units: Sequence[Unit], i: int) -> Span | None:
    """Return heading and first lines of the item that holds the case."""
    parent = _parent(reader, units[i])
    if parent is None:
        return _sentence_on_several(reader, units, i)
    at = bisect_left(units, parent.span.start, key=lambda unit: unit.span.start)
    first = units[at].span.start
    title = reader.title_words
    if reader.form is Form.DIGEST and title and NOISE.sub("", parent.heading.of(reader.plain)) == title:
        inner = (each.span.start for each in reader.outline.sections if each.span.start > parent.heading.start)
        first = next(inner, first)  # other news before the first case is no lead of it
    return reader.strip(Span(parent.span.start, first)) if first > parent.span.start else None


# A sentence that leads to several cases: 3月5日，某市网信办通报两起案件.
_ON_SEVERAL = re.compile(
    r"[^。\n]*(?:通报|公布|披露|曝光|发布|查处|处罚)了?[^。，\n]{0,12}(?<![\d第])[2-9二两三四五六七八九](?:起|家|个)[^。\n]*。"
)


def _sentence_on_several(reader: Reader, units: Sequence[Unit], i: int) -> Span | None:
    """Return the sentence on several cases with which the item begins that an earlier case and this one share."""
    first = next((unit for unit in reversed(units[:i]) if unit.section is not None), None)
    if first is None or first.section is None or first.heading is None:
        return None
    section = reader.outline.sections[first.section].span
    found = _ON_SEVERAL.match(reader.plain, first.heading.end + 1) if section.contains(units[i].span) else None
    return Span(*found.span()) if found else None


def _collective(reader: Reader, units: Sequence[Unit]) -> tuple[Span, ...]:
    """Return the sentences outside the cases that speak of all of them; the news of a compilation have none."""
    if len(units) < 2 or reader.form is Form.DIGEST:
        return ()
    after = Span(units[-1].span.end, max(reader.outline.body.end, units[-1].span.end))
    found = stretches_with(COLLECTIVE, SENTENCE_ENDS, reader.plain, after)
    announced = _announcement_of_all(reader.plain, units[0].span.start, _ANNOUNCES_ALL)
    return (announced, *found) if announced else tuple(found)


def _announcement_of_all(plain: str, start: int, pattern: re.Pattern[str]) -> Span | None:
    """Return the words just before a list that tell the measure for every item: 以下账号均已被依法关闭："""
    at = max(0, start - 160)
    text = plain[at:start].rstrip()
    if "如下" not in text and "以下" not in text and "下列" not in text:
        return None
    last = max(text.rfind("。"), text.rfind("\n")) + 1
    before = max(text.rfind("。", 0, max(last - 1, 0)), text.rfind("\n", 0, max(last - 1, 0))) + 1
    low = next((low for low in (last, before) if pattern.search(text, low)), None)
    return None if low is None else Span(at + low, at + len(text))
