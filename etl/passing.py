"""Cases told in passing: in essays, in articles that are no notices, and between the totals of a campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from etl.alternation import group_words
from etl.case_text import CLAUSE_END, CLOSING, IN_BULK, MASKED, MAX_ITEM, NAMED, SENTENCE, Reader, Unit, points_back
from etl.handling import BRAND, SURNAMES
from etl.model import Span

# Somebody masked: 李某, 陈某某, 某科技公司, 某“云听”App; not 某些.
_SOMEBODY = re.compile(
    rf"某(?:(?P<person>(?<=[{SURNAMES}]某)(?![些种年月日时]|某?[\u4e00-\u9fff]{{0,8}}?(?:公司|企业|平台|单位|网站|账号)))|"
    r"(?=[\u4e00-\u9fff“”]{0,10}?(?:公司|企业|平台|网站|医院|学校|银行|酒店|学生|男子|女子|App|APP)))"
)
# A judgment on somebody called by nothing but the part: 法院认定被告的帖文构成侮辱.
_JUDGED = re.compile("法院(?:经?审理|一审|终审)?(?:后)?(?:认定|认为|判决|判令)[^。；\\n]{0,6}被告(?!人)")
# One case of a court that somebody writes about: 某区法院前不久判的一个案子.
_ONE_RULING = re.compile(
    r"法院[^，。；\n]{0,10}(?:判决?|审理|审结|宣判|裁判)[了过的][^，。；\n]{0,6}(?:一[个起件宗例])[^，。；\n]{0,12}(?:案|纠纷)"
)
_EXAMPLE_LEAD = re.compile("[^。\\n]{0,14}(?:例子|案例|案子)。")  # 看一个今年的例子。
_SUPPOSED = re.compile("如果|假如|(?<!虚)假设|倘若|若(?!干)")


def get_examples(reader: Reader) -> list[Unit]:
    """Return what an article that is no notice tells in passing of somebody masked or sued: 例如,李某…被判处….

    A firm counts only where a body is named that handled it. Each goes from the sentence that names them to the last
    one of the paragraph that tells a measure.
    """
    units: list[Unit] = []
    if not any(word in reader.plain for word in ("某", "被告", "法院")):
        return units
    for line in reader.outline.paragraphs:
        named = _SOMEBODY.search(reader.plain, line.start, line.end)
        judged = None if named else _JUDGED.search(reader.plain, line.start, line.end)
        ruling = None if named or judged else _ONE_RULING.search(reader.plain, line.start, line.end)
        at = named or ruling
        start = at.start() if at else line.start
        if not (named or judged or ruling) or line.end > reader.outline.body.end or not reader.is_telling(line):
            continue
        sentences = [Span(*each.span()) for each in SENTENCE.finditer(reader.plain, line.start, line.end)]
        told = [each for each in sentences if each.end > start]
        last = next((each for each in reversed(told) if reader.account.of(each).measures), None)
        if last is None:
            continue
        before = sentences[-len(told) - 1] if len(told) < len(sentences) else told[0]
        is_lead = _EXAMPLE_LEAD.fullmatch(reader.plain, before.start, before.end) is not None
        span = reader.strip(Span((before if is_lead else told[0]).start, last.end))
        handling = reader.account.of(span)
        is_told = named is None or named["person"] is not None or handling.is_mainland
        if handling.is_case and is_told and not _SUPPOSED.search(reader.plain, span.start, span.end):
            units.append(Unit(span, None, None, handling))
    return units


# 飞鸟出行被处10亿元罚款, 飞鸟案的10亿元罚款.
_BRAND_FINED = re.compile(
    rf"{BRAND}(?:公司|集团)?(?:案|因|被|处以)[^。；\n]{{0,36}}?\d[\d.]*\s?[万亿][余多]?元[^。；\n]{{0,4}}罚"
)


def get_fined_brands(reader: Reader) -> list[Unit]:
    """Return the clauses of an essay that tell how much a known company was fined."""
    units: list[Unit] = []
    if "元" not in reader.plain or "罚" not in reader.plain:
        return units
    reached = 0
    for found in _BRAND_FINED.finditer(reader.plain):
        if found.start() < reached:
            continue
        floor, limit = max(reached, found.start() - MAX_ITEM), min(len(reader.plain), found.end() + MAX_ITEM)
        low = max(floor, *(reader.plain.rfind(mark, floor, found.start()) + 1 for mark in "。；\n"))
        clause = CLAUSE_END.search(reader.plain, found.end(), limit)
        reached = clause.end() if clause else limit
        span = reader.strip(Span(low, reached))
        handling = reader.account.of(span)
        if handling.measures and not handling.foreign:
            units.append(Unit(span, None, None, handling))
    return units


# Somebody a report on a campaign tells apart: 李某, 青山某网店, 河东百货有限公司, 一家木器厂, “云中书屋”网站.
_ONE_OF_MANY = re.compile(
    group_words(
        rf"某(?:(?<=[{SURNAMES}]某)(?![些种年月日时]|某?[^，。；\n]{{0,3}}?(?:介绍|表示|说|告诉|指出|强调|认为))"
        r"|(?=(?:[\u4e00-\u9fff]{0,10}?|“[^”\n]{1,10}”)(?:公司|企业|平台|网站|医院|学校|银行|酒店|店|社|学院|中心|厂|App|APP)))"
        r"|(?:有限|责任|集团|股份)公司(?<=[\u4e00-\u9fff（）()]{6})"
        r"|(?:账号|公众号|视频号|小程序|论坛|主播|博主)“(?=[^”\n]{2,20}”(?![^，。；\n]{0,40}等\d))"
        r"|一(?:家|所)(?=[\u4e00-\u9fff]{2,10}(?:公司|企业|店|厂|平台|学校|医院|机构|超市|商行))"
        r"|”(?<=[^“”]{3}”)(?=[\u4e00-\u9fff]{0,2}(?:网站|平台|App|APP|账号|公众号|小程序|直播间|网店|店铺|软件)(?![^，。；]{0,4}\d))"
        r"(?<!水军”)(?<!媒体”)(?<!黑嘴”)|”(?<=[^“”]{3}[网坛]”)(?=[^，。；“”]{0,6}(?:未|违|擅|冒|存在))|”(?<=[^“”]{3}”)(?=[^，。；“”\n]{2,24}案(?=[，。；]))(?![^，。；]{0,8}(?:专项|行动|系列|期间|类))"
    )
)
# Handled by name in one stroke: 关闭“甲网”“乙论坛”等网站, 约谈了“甲”“乙”等6家平台.
_NAMED_TOGETHER = re.compile(
    group_words(
        r"(?:关闭|关停|下架|约谈|处罚|查处|封禁|取缔|警告)了?[^，。；\n“”]{0,8}“[^”\n]{3,20}”[、和]?“[^”\n]{3,20}”"
        r"[^，。；\n]{0,60}?(?:网站|平台|App|APP|应用|账号|企业|公司|服务商|公众号|小程序|直播间|店铺)"
        r"|对(?=[^。；，\n“”]{0,40}“)[^。；，\n“”]{0,40}“[^”\n]{3,20}”[、和]?“[^”\n]{3,20}”等?(?:\d{1,2}[个家款])?[^，。；\n“”]{0,8}?"
        r"(?:网站|平台|App|APP|账号|企业|公司|公众号|小程序|直播间)[，,]?(?:均|已)?(?:依法|分别|予以)"
    )
)
# 对…的甲网、乙网等12家网站，依法予以….
_SITE = r"[\u4e00-\u9fff]{2,8}(?:直播|网|App|APP|论坛|视频)"
_LISTED_BRANDS = re.compile(
    rf"对[^。；，\n]{{0,80}}?(?:{BRAND}、{BRAND}|{_SITE}、{_SITE})[^。；，\n]{{0,60}}等"
    r"(?:\d+[余多]?[个家款])?[^，。；的\n]{0,10}(?:平台|网站|App|APP|应用|公司|企业)[，,](?:均|已)?依法"
)
_TOGETHER = (_NAMED_TOGETHER, _LISTED_BRANDS)
_OFFICE = re.compile(r"[市县区州旗](?:分?局|警方|网警)|[\u4e00-\u9fff]{2}警方")
_BROKEN = re.compile(r"(?:侦破|破获|查处|查办)了?“[^”\n]{3,20}”[^，。；\n“”]{2,24}案(?=[，。；])")
# The day on which a case began: 5月6日，云谷警方接到报警.
_BEGAN = re.compile(
    r"(?:其中[，,])?(?:\d{4}年|今年|去年)?\d{1,2}月(?!以来|起)[^。]{0,60}(?:接到?报|报警|举报|线索|发现|巡查|检查)"
)
# 督促平台关闭…; not 指导市网信办约谈….
_ON_ORDER = re.compile(
    "(?:督促|指导|要求|推动|引导)(?!属地|[^，。；“”]{2,14}(?:网信办|网信部门|局|总队|支队|大队|机关))"
)
# A case told by the place that handled it: 江岸青山查处“云中书屋”侵权案，….
_BY_PLACE = re.compile(
    r"(?:其中[，,：:])?(?P<place>[\u4e00-\u9fff]{2,8}?)(?:公安|警方)?(?:成功|依法|连续)?(?:查处|查办|侦破|破获|侦办)了?(?=[^，。；\n]{4,40}案[，。；])"
)
_PIECE = re.compile(r"[^。！？；\n]+[。！？；]?[”’]?")
# What leads on to another subject: 此外, 下一步.
_GOES_ON = re.compile(r"\s*(?:此外|同时|另外|下一步|与此同时|[一二三四五六七八九]是|会同|全[省市区县国])")


def get_told_in_passing(reader: Reader) -> list[Unit]:
    """Return what a report on a campaign tells of single respondents between its totals.

    Each begins with a sentence or clause that names somebody and goes to the last one that tells a measure, before
    another one is named; an office is named in it, unless names of sites or apps are what was closed.
    """
    units: list[Unit] = []
    reached = 0
    for before, line in pairwise(reader.outline.paragraphs):
        if line.end > reader.outline.body.end or reader.is_aside(line) or not reader.account.tells_measure(line):
            continue
        if not _names_one(reader, line) or CLOSING.match(reader.plain[line.start : line.start + 80]):
            continue
        pieces = [Span(*each.span()) for each in _PIECE.finditer(reader.plain, line.start, line.end)]
        for unit in _passing_cases(reader, pieces):
            start = _named_above(reader, before, unit.span) if before.start >= reached else None
            span = unit.span if start is None else Span(start, unit.span.end)
            units.append(Unit(span, None, None, reader.account.of(span)))
            reached = span.end
    return units


def _named_above(reader: Reader, above: Span, span: Span) -> int | None:
    """Return where the paragraph above a case begins to tell of somebody masked whom the case names too."""
    names = set(MASKED.findall(reader.plain, span.start, span.end))
    pieces = [Span(*each.span()) for each in _PIECE.finditer(reader.plain, above.start, above.end)]
    return next((each.start for each in pieces if any(name in each.of(reader.plain) for name in names)), None)


def _passing_cases(reader: Reader, pieces: Sequence[Span]) -> Iterator[Unit]:
    """Yield the cases of the sentences and clauses of one paragraph."""
    firsts: list[int] = []
    known: set[str] = set()
    is_told = True  # a measure against those known
    for i, piece in enumerate(pieces):
        if _singles_out(reader, piece):
            names = set(NAMED.findall(reader.plain, piece.start, piece.end))
            is_another = is_told or not points_back(piece.of(reader.plain))
            if not firsts or (is_another and known.isdisjoint(names) and _begins_anew(reader, piece)):
                firsts.append(i)
                known = set()
                is_told = False
            known |= names
        is_told = is_told or _tells_of_one(reader, piece)
    reached = 0
    for first, stop in pairwise([*firsts, len(pieces)]):
        rest = range(first + 1, stop)
        own = [first, *takewhile(lambda i: not _GOES_ON.match(reader.plain, pieces[i].start), rest)]
        last = next((i for i in reversed(own) if _tells_of_one(reader, pieces[i])), None)
        if last is None:
            continue
        low = first - (first > reached and _leads_to(reader, pieces[first - 1]))
        span = reader.strip(Span(pieces[low].start, pieces[last].end))
        handling = reader.account.of(span)
        if not handling.foreign and (_find_together(reader, span) or _names_office(reader, span)):
            yield Unit(span, None, None, handling)
            reached = last + 1


def _leads_to(reader: Reader, piece: Span) -> bool:
    """Return whether a sentence of a report tells on what day a case began: 5月6日，云谷警方接到报警."""
    text = piece.of(reader.plain)
    return _BEGAN.match(text) is not None and IN_BULK.search(text) is None and not reader.account.of(piece).measures


def _tells_of_one(reader: Reader, piece: Span) -> bool:
    """Return whether a sentence or clause tells a measure taken, or that a case known by a name was solved."""
    return reader.account.of(piece).measures > 0 or _BROKEN.search(reader.plain, piece.start, piece.end) is not None


def _begins_anew(reader: Reader, piece: Span) -> bool:
    """Return whether a sentence or clause that names somebody tells of others than the one before it."""
    return _names_office(reader, piece) or _LISTED_BRANDS.match(reader.plain, piece.start, piece.end) is not None


def _singles_out(reader: Reader, piece: Span) -> bool:
    """Return whether a sentence or clause of a report names somebody, and not whom others are told to handle."""
    found = _names_one(reader, piece)
    return found is not None and _ON_ORDER.search(reader.plain, piece.start, found.start()) is None


def _names_one(reader: Reader, span: Span) -> re.Match[str] | None:
    """Return the words that tell somebody apart in a report, or how several named one by one were handled at once."""
    found = _ONE_OF_MANY.search(reader.plain, span.start, span.end) or _find_together(reader, span)
    return found or _find_by_place(reader, span)


def _find_together(reader: Reader, span: Span) -> re.Match[str] | None:
    """Return the words that tell at once how several were handled that are named one by one."""
    return next((found for each in _TOGETHER if (found := each.search(reader.plain, span.start, span.end))), None)


def _names_office(reader: Reader, span: Span) -> bool:
    is_named = reader.names_body(span) or _OFFICE.search(reader.plain, span.start, span.end) is not None
    return is_named or _find_by_place(reader, span) is not None


def _find_by_place(reader: Reader, span: Span) -> re.Match[str] | None:
    """Return the words with which a sentence or clause begins that tells which place handled a case."""
    found = _BY_PLACE.match(reader.plain, span.start, span.end)
    return found if found and reader.hits.holds(Span(*found.span("place")), "region") else None
