"""The provisions a case cites: which instrument, which article, and whether it was breached or applied."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from etl.alternation import group_words
from etl.extract.passages import Passage
from etl.extract.selection import get_spans, get_triggers, select_passages
from etl.model import Citation, CitationForm, Evidence, Scope, Span
from etl.numerals import parse_ordinal
from etl.reference.law import load_statute_aliases
from etl.resolve import statute_version_on

_NUMBER = r"[一二三四五六七八九十百千零〇两\d]{1,11}"
# 《X》 with at most one nested title: 《关于适用〈X〉的解释》, 《关于修改《X》的决定》.
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,90})》")
# One unit of a provision: 第二十一条之一, 第一、二款, 第(三)项; not 二十一条例, 第二、三项行为违反.
_UNIT = re.compile(
    rf"第?\s?[（(]?({_NUMBER}(?:\s?[）)]?\s?(?:、|,|和|及|或|至|到|—|-|～|~|(?<=[）)]))\s?第?[（(]?{_NUMBER})*)\s?[）)]?\s?(条|款|项|目)(?!例|(?:违法)?行为[违涉依构均])"
    rf"(?:之([一二三四五六七八九十](?:、之[一二三四五六七八九十])*)(?!规定))?"
)
# What may stand between units: 、和至, a quoted wording, a remark in brackets; not (一)项.
_CONNECTOR = re.compile(
    r"(?:[、,，和及与或以者至到—\-～~的之\s]|规定的?|中的?|里的?|“[^”\n]{1,200}”|"
    r"[（(](?![一二三四五六七八九十\d]{1,3}[）)])[^（）()\n]{1,60}[）)])*"
)
_RANGE = re.compile(r"[至到—\-～~]")
_SPLIT = re.compile(r"、|,|和|及|或")
# What may stand between a title and its first article: (以下简称“办法”), (2019年修正), 的, 之, 中.
_AFTER_TITLE = re.compile(
    r"\s?(?:[（(](?:[^（）()\n]|[（(][^（）()\n]*[）)]){1,60}[）)])?\s?(?:的|之|中的?|里的?|有关|相关|关于)?\s?"
)
_NO_PROVISION = frozenset("、,，。;；:：》”和及与等")  # no article follows a title before these
_DEFINITION = re.compile(
    r"《((?:[^《》\n]|《[^《》\n]*》){2,90})》\s?[（(](?:以下|下)?简?称(?:为|作)?[:：]?\s?"
    r"[《“\"]?([^《》“”\"（）()\n]{1,20})[》”\"]?[）)]"
)
_SHORTENED = re.compile(r"》\s?[（(](?:以下|下)?简?称")  # what _DEFINITION cannot do without
_IN_DEFINITION = re.compile(r"[（(](?:以下|下)?(?:统|简)?称(?:为|作)?[:：]?\s?$")

_VIOLATED = (
    r"涉嫌违反|违反|违背|触犯|有悖于?|有违|不符合|不(?:依法)?履行|违法依据|"
    r"(?:未能?|没有?)(?:严格|认真|有效|切实|完全)?(?:依法)?(?:按照|依照|履行|落实|遵守|执行|按)"
)
_BASIS = (
    r"法律依据|处罚依据|执法依据|依据|根据|依照|按照|遵照|参照|援引|"
    r"引用的(?:[都均也]?是)?|适用的(?:法条|条款)?是|依(?=[《该同])|按(?=[《该])|据(?=《)"
)
_MARKER = re.compile(group_words(rf"{_VIOLATED}|{_BASIS}"))
_BASES = frozenset(
    ["法律依据", "处罚依据", "执法依据", "依据", "根据", "依照", "按照", "遵照", "参照", "援引", "依", "按", "据"]
)
# From a marker to the first title: 了国家网信办, 2021年施行的; never over a comma.
_GAP = re.compile(r"[^,，。;；!？?\n《》]{0,30}")
# Between titles of one list.
_LIST_GAP = re.compile(
    r"(?:[、,，和及与或\s]|以及|并|依据|根据|依照|以|等|规定的?|之规定|的有关|有关|相关|的相关|的|要求|部门|"
    r"(?:等)?(?:法律法规|法律|行政法规|法规|规章|规范性文件|条款|内容)|"
    r"(?:国家|全国|我国|最高人民法院|最高人民检察院|[\u4e00-\u9fff]{2,8}(?:省|市|区)))*"
)
_INSERTED = re.compile(r"^\s?[（(][^）)\n]{1,60}[）)]|“[^”\n]*”")
_STOP = re.compile(r"[,，。;；!?？\n]")
_TEACHING = re.compile(r"(?:学习|培训|宣传|宣讲|普及|教育|贯彻|落实好|遵守|掌握|解读)")

_MARKED = re.compile(rf"(?:{_VIOLATED}|{_BASIS})$")
# 民法典规定,…: a law that is told without 《》 and article.
_STATES = re.compile(r"(?:也|均|都|已|中)?(?:明确|明文)?规定[,，了]")

_LAW = re.compile(r"(?:法|[总通]则|条例|规定|办法|细则|解释|法典|实施细则|法律)$")
_LAW_LIKE = re.compile(
    r"(?:规则|决定|意见|规范|准则|标准|基准|方法|要求|通知|公告|规程|通则|目录|指引|清单|批复|纪要|程序|条款|名录)$"
)
_NO_INSTRUMENT = re.compile(
    r"(?:书|协议|合同|记录|报告|方案|计划|声明|隐私政策|公约|倡议|笔录|名单|手册|制度|日报|杂志|守则|函|表|证|问答|案例|说明|"
    r"(?:做|看|想|说|魔|书|手|玩|打|战|兵|算|用|写|吃|疗|减肥|养生)法)$"
)
_ISSUED = re.compile(
    r"(?:发布|印发|签订|签署|下达|送达|制作|出具|下发|制定|公布|起草|通过|审议|出台|征求|修订)(?:了|的)?(?:关于)?$"
)
_SUFFIX_NOTE = re.compile(r"[（(][^（）()]*(?:修正|修订|试行|暂行|征求意见稿|年|号)[^（）()]*[）)]$")
_BARE_LAW = re.compile(
    rf"(?:{_VIOLATED}|{_BASIS}|、|和|及)了?((?:[\u4e00-\u9fff]){{2,26}}?(?:条例|规定|办法|细则|法))(?=第{_NUMBER}条)"
)
_LAW_AND_ARTICLE = re.compile("[例定法则]第")  # what _BARE_LAW cannot do without
_BACK = re.compile(
    r"(?:本|该|同一?|上述|前述|此)(?:部)?(法规|法律|法|条例|办法|规定|细则|解释|规则|决定)(?:的|之|中)?(?=第)|"
    r"(?:同|该|本|前|上述)(条|款)(?:的|之)?(?=第)"
)


class Provision(Struct, frozen=True):
    """Article, paragraph and item as cited; `end` is where the reference stops in the text."""

    article: int | None = None
    sub_article: int | None = None
    paragraph: int | None = None
    item: int | None = None


class Mention(Struct, frozen=True):
    """An instrument named in a sentence, with the provisions that follow it."""

    span: Span
    statute: str
    form: CitationForm
    provisions: tuple[Provision, ...]
    role: str | None = None


def get_citations(scope: Scope) -> tuple[Citation, ...]:
    """Return the provisions cited within the case, one entry per instrument, article, paragraph, item and role.

    Laws of warnings, of quoted statute text and of paragraphs about the future are left out. An instrument without
    article or role is left out when the case cites it otherwise.
    """
    mentions: list[Mention] = []
    for _, passage, signs in select_passages(scope, _signs(scope)):
        mentions += _mentions(scope, passage, signs, mentions)
    return _unique([citation for mention in mentions for citation in _citations(scope, mention)])


# 《, an article, and what refers back without either: 前款, 该法.
_SIGN = re.compile("《|条|前(?=[两二]?[款项])|该(?=[法办条细])|本(?=[法办条细])")


def _signs(scope: Scope) -> list[tuple[int, str]]:
    """Return where an instrument or an article may be named, and by which sign: 《, 条 or a law's id."""
    plain = scope.plain
    signs = [
        (match.start(), "《" if match[0] == "《" else "条")
        for span in get_spans(scope)
        for match in _SIGN.finditer(plain, span.start, span.end)
    ]
    return signs + get_triggers(scope, "statute")


def parse_provisions(text: str) -> tuple[Provision, ...]:
    """Return the provisions a reference names, ranges written out.

    >>> [(p.article, p.paragraph, p.item) for p in parse_provisions("第二十一条第一款第(一)项、第二十五条")]
    [(21, 1, 1), (25, None, None)]
    >>> [(p.article, p.paragraph) for p in parse_provisions("第十条第一款至第三款")]
    [(10, 1), (10, 2), (10, 3)]
    >>> parse_provisions("之规定")
    ()
    """
    return _read_provisions(text, 0, len(text), Provision())[0]


def _read_provisions(plain: str, start: int, end: int, context: Provision) -> tuple[tuple[Provision, ...], int]:
    """Read the units from `start` on; `context` is the article a reference like 第二款 belongs to."""
    found: list[Provision] = []
    at, stop, is_range = start, start, False
    while match := _UNIT.match(plain, at, end):
        numbers = _numbers(match[1])
        if not numbers:
            break
        subs: list[int | None] = [parse_ordinal(text) for text in match[3].split("、之")] if match[3] else [None]
        _add_units(found, numbers, match[2], subs, context, is_range=is_range)
        stop = match.end()
        gap = _CONNECTOR.match(plain, stop, end)
        at = gap.end() if gap else stop
        is_range = gap is not None and _RANGE.search(gap[0]) is not None
    return tuple(found), stop


def _numbers(text: str) -> list[int]:
    """Return the numbers of 一、二 or 十至十二, at most 80; nothing when one of them is no number."""
    numbers: list[int] = []
    for part in _SPLIT.split(re.sub(r"[）)][（(]", "、", text.replace(" ", ""))):
        ends = [parse_ordinal(bound.strip("第（()）")) for bound in _RANGE.split(part) if bound.strip("第（()）")]
        if not ends or None in ends:
            return []
        bounds = [bound for bound in ends if bound is not None]
        numbers += bounds if len(bounds) == 1 else range(bounds[0], min(bounds[-1], bounds[0] + 80) + 1)
    return numbers


def _add_units(
    found: list[Provision],
    numbers: list[int],
    unit: str,
    subs: list[int | None],
    context: Provision,
    *,
    is_range: bool,
) -> None:
    last = found[-1] if found else context
    if is_range and found:
        numbers = _filled(last, numbers, unit)
    if unit == "条":
        found += (Provision(article=n) for n in numbers[:-1])
        found += (Provision(article=numbers[-1], sub_article=sub) for sub in subs)
        return
    if unit == "目":
        return
    made = [_below(last, unit, n) for n in numbers]
    if found and _is_open(found[-1], unit):
        found.pop()
    found += made


def _filled(last: Provision, numbers: list[int], unit: str) -> list[int]:
    """Write out 第一款至第三款: the numbers between the last one read and this one, and this one."""
    before = {"条": last.article, "款": last.paragraph, "项": last.item}.get(unit)
    if before is None or not 0 < numbers[0] - before <= 80:
        return numbers
    return [*range(before + 1, numbers[0]), *numbers]


def _below(last: Provision, unit: str, number: int) -> Provision:
    if unit == "款":
        return Provision(last.article, last.sub_article, number)
    return Provision(last.article, last.sub_article, last.paragraph, number)


def _is_open(last: Provision, unit: str) -> bool:
    """Tell whether the unit specifies the provision read last rather than adding one: 第一条 + 第二款."""
    return last.item is None and (last.paragraph is None or unit == "项")


def _mentions(scope: Scope, passage: Passage, signs: frozenset[str], before: list[Mention]) -> list[Mention]:
    """Return the instruments a sentence cites, in order, with their roles."""
    span = passage.span
    found = list(_titled(scope, span)) if "《" in signs else []
    if not signs <= {"《"}:
        found = sorted((*found, *_bare(scope, span, found)), key=_start)
    if "条" in signs:
        found = sorted((*found, *_back_references(scope.plain, span, found, before)), key=_start)
    roles = _with_labels(scope.plain, _with_roles(scope.plain, span, found))
    return _kept(scope, span, roles) if found else []


def _start(mention: Mention) -> int:
    return mention.span.start


def _titled(scope: Scope, span: Span) -> Iterator[Mention]:
    plain = scope.plain
    for match in _TITLE.finditer(plain, span.start, span.end):
        low = max(span.start, match.start() - 8)
        if plain.find("称", low, match.start()) >= 0 and _IN_DEFINITION.search(plain, low, match.start()):
            continue
        provisions, end = _provisions_after(plain, match.end(), span.end)
        form = CitationForm.FULL
        name = _statute_name(match[1])
        if defined := _defined_name(plain, name, match.start()):
            name, form = defined, CitationForm.SHORT
        yield Mention(Span(match.start(), end if provisions else match.end()), name, form, provisions)


def _provisions_after(plain: str, start: int, limit: int) -> tuple[tuple[Provision, ...], int]:
    """Return the articles that follow a title, and where they end."""
    if start < limit and plain[start] in _NO_PROVISION:
        return (), start
    after = _AFTER_TITLE.match(plain, start, limit)
    provisions, end = _read_provisions(plain, after.end() if after else start, limit, Provision())
    return (provisions, end) if provisions and provisions[0].article is not None else ((), start)


def _bare(scope: Scope, span: Span, titled: list[Mention]) -> Iterator[Mention]:
    """Yield laws named without 《》: with an article, or by their full name right after 违反 or 依据."""
    plain, taken, listed = scope.plain, span.start, -2
    for start, end, _ in scope.hits.bounds(span, "statute"):
        if start < taken or _last_starting_by(end - 1, titled, reaching=start):
            continue
        if plain.startswith(("》", "律", "规"), end) and not _STATES.match(plain, end, span.end):
            continue
        is_listed = start == listed + 1 and plain[listed] in "、和及与"
        mention = _bare_mention(plain, Span(start, end), span, is_listed=is_listed)
        if mention:
            taken = listed = mention.span.end
            yield mention
    yield from _bare_local(plain, span)


def _bare_mention(plain: str, name: Span, sentence: Span, *, is_listed: bool = False) -> Mention | None:
    text = _statute_name(name.of(plain))
    text = _defined_name(plain, text, name.start) or text
    provisions, end = _read_provisions(plain, name.end, sentence.end, Provision())
    if provisions and provisions[0].article is not None:
        return Mention(Span(name.start, end), text, CitationForm.SHORT, provisions)
    before = plain[max(sentence.start, name.start - 12) : name.start].removesuffix("中华人民共和国").removesuffix("了")
    marker = _MARKED.search(before) or _STATES.match(plain, name.end, sentence.end)
    if (marker or is_listed) and len(text) > 2 and _LAW.search(text):
        return Mention(name, text, CitationForm.SHORT, ())
    return None


def _bare_local(plain: str, span: Span) -> Iterator[Mention]:
    """Yield laws that no dictionary knows, named without 《》 after a marker and with an article."""
    if _LAW_AND_ARTICLE.search(plain, span.start, span.end) is None:
        return
    for match in _BARE_LAW.finditer(plain, span.start, span.end):
        markers = _MARKER.finditer(plain, match.start(1), match.end(1))
        start = max((marker.end() for marker in markers), default=match.start(1))
        name = _statute_name(plain[start : match.end(1)].removeprefix("了"))
        provisions, end = _read_provisions(plain, match.end(1), span.end, Provision())
        if provisions and len(name) > 3 and resolve_statute(name) is None and not _BACK.match(plain, start):
            yield Mention(Span(start, end), name, CitationForm.SHORT, provisions)


def _back_references(plain: str, span: Span, found: list[Mention], before: list[Mention]) -> Iterator[Mention]:
    """Yield 该法第五十九条, 同条第二款 and articles that a marker names without their law."""
    for match in _BACK.finditer(plain, span.start, span.end):
        target = _last_before(match.start(), found, before, kind=match[1])
        if target is None or _last_starting_by(match.end() - 1, found, reaching=match.start()):
            continue
        context = target.provisions[-1] if match[2] and target.provisions else Provision()
        context = replace(context, item=None, paragraph=context.paragraph if match[2] == "款" else None)
        provisions, end = _read_provisions(plain, match.end(), span.end, context)
        if provisions and provisions[0].article is not None:
            yield Mention(Span(match.start(), end), target.statute, CitationForm.BACK_REFERENCE, provisions)
    yield from _implied(plain, span, found, before)
    yield from _alone(plain, span, found, before)


# 依据前款规定, 依据该法: references that name no article of their own.
_ALONE = re.compile(
    group_words(
        rf"(?:{_VIOLATED}|{_BASIS})(?:了|其)?(?P<ref>前(?P<two>[两二])?(?P<before>[款条项])|(?:同一|[同该本])(?P<same>条|款)款?|"
        r"[该本]部?(?P<law>法(?!律)|条例|办法|细则))(?!第|例|规(?!定)|人|院|定|庭)"
    )
)


def _alone(plain: str, span: Span, found: list[Mention], before: list[Mention]) -> Iterator[Mention]:
    for match in _ALONE.finditer(plain, span.start, span.end):
        place = Span(match.start("ref"), match.end("ref"))
        target = _last_before(place.start, found, before, kind=match["law"], with_article=not match["law"])
        if target is None:
            continue
        provisions: tuple[Provision, ...] = ()
        if not match["law"]:
            unit = match["before"] or match["same"]
            provisions = tuple(dict.fromkeys(_up_to(p, unit) for p in target.provisions[-2 if match["two"] else -1 :]))
        yield Mention(place, target.statute, CitationForm.BACK_REFERENCE, provisions)


def _up_to(provision: Provision, unit: str) -> Provision:
    """Return the article, paragraph or item that 前条, 前款 or 前项 stands for."""
    if unit == "条":
        return Provision(provision.article, provision.sub_article)
    return provision if unit == "项" else replace(provision, item=None)


_IMPLIED = re.compile(group_words(rf"(?:{_VIOLATED}|{_BASIS})(?:了|其)?(?=第{_NUMBER}条)"))


def _implied(plain: str, span: Span, found: list[Mention], before: list[Mention]) -> Iterator[Mention]:
    for match in _IMPLIED.finditer(plain, span.start, span.end):
        target = _last_before(match.start(), found, before)
        provisions, end = _read_provisions(plain, match.end(), span.end, Provision())
        if target and provisions:
            yield Mention(Span(match.end(), end), target.statute, CitationForm.BACK_REFERENCE, provisions)


_BACK_REACH = 50  # instruments that a back reference may reach over
_KINDS = {"法": r"(?:法|法典)$", "法律": r"(?:法|法典)$", "法规": r"(?:条例|规定|办法)$"}


def _last_before(
    at: int, found: list[Mention], before: list[Mention], kind: str | None = None, *, with_article: bool = False
) -> Mention | None:
    """Return the instrument cited last before a place, of the kind that 该法 or 该办法 names."""
    ending = re.compile(_KINDS.get(kind, re.escape(kind) + "$")) if kind else None
    end = bisect_left(found, at, key=_start)
    for mention in chain(reversed(found[max(0, end - _BACK_REACH) : end]), reversed(before[-_BACK_REACH:])):
        if with_article and not mention.provisions:
            continue
        if ending is None or ending.search(_SUFFIX_NOTE.sub("", mention.statute)):
            return mention
    return None


def _last_starting_by(at: int, mentions: Sequence[Mention], *, reaching: int) -> Mention | None:
    """Return the last mention that starts at or before a place, if it reaches beyond another place."""
    i = bisect_right(mentions, at, key=_start)
    return mentions[i - 1] if i and mentions[i - 1].span.end > reaching else None


def _with_roles(plain: str, span: Span, mentions: list[Mention]) -> list[Mention]:
    """Give each mention the role of the marker that governs it, directly or through the list it stands in."""
    made: list[Mention] = []
    floor, last = span.start, None
    for i, mention in enumerate(mentions):
        role = _role_at(plain, floor, mention.span.start)
        if role is None and made and _is_listed(plain, floor, mention.span.start):
            role = last
        if role is None and mention.provisions and _is_named_conduct(plain, mentions, i):
            role = "violated"
        made.append(replace(mention, role=role) if role else mention)
        floor, last = mention.span.end, role
    return made


# What a column, a row or a line is headed by when it names the law: 处罚依据, 违反条款, 法律依据:.
_LABEL = re.compile(
    r"[\W\d_]*(?:主要|行政)?(?:(?P<violated>(?:违法|违规|定性)依据|违反的?(?:法律法规|法律|法规|条款|规定|条文)+(?:名称)?)|"
    r"(?P<basis>(?:处罚|法律|执法|处理|处置|适用|裁量)?依据(?:的?(?:法律法规|法律|法规|条款|名称))?))\s?(?:[(（][^()（）\n]{0,12}[)）])?"
)
_LABEL_OF_LINE = re.compile(_LABEL.pattern + "[】」]?[:：]")


def _with_labels(plain: str, mentions: list[Mention]) -> list[Mention]:
    """Give mentions without a marker the role that the head of their column, row or line tells."""
    if all(mention.role for mention in mentions):
        return mentions
    return [m if m.role else replace(m, role=_labelled_role(plain, m.span.start)) for m in mentions]


def _labelled_role(plain: str, at: int) -> str | None:
    start = plain.rfind("\n", 0, at) + 1
    if plain.find("\t", start, at) < 0:
        label = _LABEL_OF_LINE.match(plain, start, at)
        return label.lastgroup if label else None
    cells = plain[start:at].split("\t")
    if beside := _LABEL.fullmatch(cells[-2]):
        return beside.lastgroup
    heads = _heads(plain)
    i = bisect_left(heads, start, key=lambda head: head[0])
    end = plain.find("\n", at)
    if not i or plain.count("\t", start, end if end >= 0 else len(plain)) != heads[i - 1][1]:
        return None
    return heads[i - 1][2].get(len(cells) - 1)


@lru_cache(maxsize=8)
def _heads(plain: str) -> tuple[tuple[int, int, dict[int, str]], ...]:
    """Return where the head of a table with a column of laws begins, its tabs, and the roles of such columns."""
    heads: list[tuple[int, int, dict[int, str]]] = []
    start = 0
    for line in plain.split("\n"):
        if "\t" in line and ("依据" in line or "违反" in line) and "《" not in line:
            cells = line.split("\t")
            roles = {i: found.lastgroup for i, cell in enumerate(cells) if (found := _LABEL.fullmatch(cell))}
            if roles:
                heads.append((start, len(cells) - 1, {i: role for i, role in roles.items() if role}))
        start += len(line) + 1
    return tuple(heads)


# 构成《某法》第九条所指的虚假宣传行为, 属于《某法》第九条禁止的行为.
_AMOUNTS_TO = ("构成", "构成了", "属于")
_SUCH_CONDUCT = re.compile(r"[^，,。；;\n]{0,24}?(?:规定|所指|所述|所称|禁止|列举)的?[^，,。；;\n]{0,40}行为")

# 其做法与《某法》第九条的规定不符.
_AT_ODDS = re.compile(r"之?的?(?:有关|相关)?(?:规定|要求|条款)?(?:明显|严重)?(?:不相?符|不一致|相悖|相违|相抵触)")


def _is_named_conduct(plain: str, mentions: Sequence[Mention], index: int) -> bool:
    """Return whether the sentence says that something is the conduct an article forbids, or at odds with it."""
    span = mentions[index].span
    before = plain[max(0, span.start - 12) : span.start].removesuffix("中华人民共和国")
    if before.endswith(("与", "同")):
        end = span.end
        for mention in mentions[index + 1 :]:  # 与A、B的规定不符
            if not _is_listed(plain, end, mention.span.start):
                break
            end = mention.span.end
        return _AT_ODDS.match(plain, end) is not None
    return before.endswith(_AMOUNTS_TO) and _SUCH_CONDUCT.match(plain, span.end) is not None


def _role_at(plain: str, floor: int, at: int) -> str | None:
    """Return the role of the last marker between `floor` and `at` when nothing but its object follows it."""
    role, end = None, floor
    for match in _MARKER.finditer(plain, max(floor, at - 60), at + 1):
        if match.end() > at:
            break
        role, end = match[0], match.end()
    if role is None:
        return None
    role = "basis" if role in _BASES or role.startswith(("引用的", "适用的")) else "violated"
    gap = plain[end:at].lstrip(":： ")
    if len(gap) > 30 or _STOP.search(gap):
        return None
    return None if role == "basis" and _TEACHING.search(gap) else role


def _is_listed(plain: str, floor: int, at: int) -> bool:
    gap = plain[floor:at]
    if "\t" in gap:  # the cells of a table
        return False
    gap = _INSERTED.sub("", gap)
    return len(gap) <= 60 and _LIST_GAP.fullmatch(gap) is not None


def _kept(scope: Scope, span: Span, mentions: list[Mention]) -> list[Mention]:
    """Leave out titles that are no instruments."""
    told = [m for m in mentions if m.role != "basis" or not _is_threat(scope.plain, span, m)]
    return [m for m in told if m.form is not CitationForm.FULL or _is_instrument(scope, span, m)]


# 对拒不整改的,将依法依据…: what is announced for those who do not comply.
_THREAT = re.compile(
    r"(?:(?:对|凡|凡是|如|如果|若|对于)[^,，。;；]{2,30}[的者]|(?:逾期|拒不|仍不|仍未|屡教不改|再次|一旦)[^,，。;；]{0,24})[,，]?"
    r"[^,，。;；]{0,12}将[^,，。;；]{0,6}(?:依据|根据|依照|按照)[^,，。;；]{0,4}$"
)


def _is_threat(plain: str, sentence: Span, mention: Mention) -> bool:
    before = plain[max(sentence.start, mention.span.start - 60) : mention.span.start]
    return "将" in before[-16:] and _THREAT.search(before) is not None


def _is_instrument(scope: Scope, sentence: Span, mention: Mention) -> bool:
    """Tell a law, rule or normative document from an app, a book, an agreement or a form."""
    if resolve_statute(mention.statute) is not None:
        return not (mention.role is None and not mention.provisions and _is_issued(scope.plain, sentence, mention))
    name = _SUFFIX_NOTE.sub("", mention.statute)
    name = re.sub(r"[（(][一二三四五六七八九十试行暂\d]{1,3}[）)]$", "", name)
    if _NO_INSTRUMENT.search(name) or any(scope.hits.within(mention.span, "platform")):
        return False
    if _LAW.search(name):
        return len(name) > 2 and not (not mention.provisions and _is_issued(scope.plain, sentence, mention))
    is_cited = mention.role is not None or bool(mention.provisions) or len(name) > 12
    if not (is_cited and _LAW_LIKE.search(name)):
        return False
    return mention.role is not None or bool(mention.provisions) or not _is_issued(scope.plain, sentence, mention)


def _is_issued(plain: str, sentence: Span, mention: Mention) -> bool:
    return _ISSUED.search(plain[max(sentence.start, mention.span.start - 8) : mention.span.start]) is not None


def _defined_name(plain: str, name: str, at: int) -> str | None:
    """Return the full name a short title was given before, 《办法》 or 《网数条例》; None when it needs none."""
    if len(name) > 10:
        return None
    return next((full for start, short, full in _definitions(plain) if start < at and short == name != full), None)


@lru_cache(maxsize=8)
def _definitions(plain: str) -> tuple[tuple[int, str, str], ...]:
    """Return where a short title is defined, the short title and the full name, in order."""
    if _SHORTENED.search(plain) is None:
        return ()
    return tuple((m.start(), m[2].strip(), _statute_name(m[1])) for m in _DEFINITION.finditer(plain))


@lru_cache(maxsize=4096)
def _statute_name(text: str) -> str:
    """Return the name as cited, without 中华人民共和国 and stray spaces.

    >>> _statute_name("中华人民共和国网络安全法"), _statute_name("关于适用〈中华人民共和国民法典〉的解释")
    ('网络安全法', '关于适用〈民法典〉的解释')
    """
    return _LOOSE_SPACE.sub("", text).replace("中华人民共和国", "")


_LOOSE_SPACE = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")


@lru_cache(maxsize=4096)
def resolve_statute(name: str) -> str | None:
    """Return the id of a statute by any of its names, with or without 中华人民共和国 and year; None when unknown.

    >>> resolve_statute("网络安全法"), resolve_statute("数据安全法(2021年)"), resolve_statute("养生大法")
    ('cybersecurity-law', 'data-security-law', None)
    """
    ids = _statute_ids()
    known = name.translate(_BRACKETS)
    return ids.get(known) or ids.get(re.sub(r"\((?:\d|[一二三四五六七八九十]{4}|修|试行|暂行)[^()]*\)$", "", known))


_BRACKETS = str.maketrans("（）〈〉", "()《》")


@lru_cache(maxsize=1)
def _statute_ids() -> dict[str, str]:
    return {a.alias.translate(_BRACKETS).replace("中华人民共和国", ""): a.statute_id for a in load_statute_aliases()}


def _citations(scope: Scope, mention: Mention) -> Iterator[Citation]:
    statute_id = resolve_statute(mention.statute)
    version = statute_version_on(statute_id, scope.document_date) if statute_id else None
    rule = f"citations.{mention.form.value}"
    for provision in mention.provisions or (Provision(),):
        yield Citation(
            statute=mention.statute,
            evidence=Evidence(mention.span, rule),
            form=mention.form,
            statute_id=statute_id,
            version=version,
            article=provision.article,
            sub_article=provision.sub_article,
            paragraph=provision.paragraph,
            item=provision.item,
            role=mention.role,
        )


def _unique(citations: list[Citation]) -> tuple[Citation, ...]:
    """Keep the first of equal entries; drop one without role that the case also has with a role."""
    if len(citations) < 2:
        return tuple(citations)
    seen: dict[tuple[object, ...], Citation] = {}
    for c in citations:
        seen.setdefault((*_place(c), c.role), c)
    placed = {_place(c) for c in seen.values() if c.role}
    statutes = {_key(c) for c in seen.values() if c.role or c.article}
    return tuple(
        c
        for c in seen.values()
        if c.role or (_place(c) not in placed and (c.article is not None or _key(c) not in statutes))
    )


def _key(citation: Citation) -> str:
    return citation.statute_id or citation.statute


def _place(c: Citation) -> tuple[object, ...]:
    return _key(c), c.article, c.sub_article, c.paragraph, c.item
