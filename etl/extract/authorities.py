"""The bodies that decided or handled a case.

Each mention of a body is weighed by what its sentence says the body does: it handles the case, is merely named,
speaks or plans, or stands outside (guides, passes on a lead, receives a report). Bodies that handle win over those
merely named; a generic word (公安机关) counts when no specific body is named; when the case's own text names none, the
body that the introduction says handled all cases stands.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from etl.extract.bodies import (
    Mention,
    Part,
    central_names,
    find_bodies,
    find_bodies_in,
    position,
    read_body,
    sentence_around,
)
from etl.extract.passages import get_own_passages, is_statute_text
from etl.extract.places import RANKS, choose, is_within, lineage, read_chain, regions_by_code
from etl.model import AuthorityMention, Evidence, Hits, Origin, Scope, Span
from etl.reference.bodies import Authority, build_authority, load_central_authorities
from etl.reference.places import NATIONAL

__all__ = [
    "Mention",
    "Part",
    "context_codes",
    "find_bodies",
    "get_authorities",
    "get_shared_places",
    "resolve_authority",
    "with_publisher",
]

# What an introduction says a body did with all cases: 依法查处一批账号. Not 公布典型案例.
_HANDLES_ALL = re.compile(
    r"查处|处置|整治|处罚|罚单|约谈|下架|关闭|责令|打击|执法|清理|封禁|查办|办[理结]的|惩治|惩处|督促|曝光|予以|立案|检查|清查"
)
# A sentence that presents cases: 现将典型案例通报如下, 查处8起. Not 打掉一个团伙.
_PRESENTS = re.compile(
    r"典型|案例|如下|以下(?!简称)|一批|多起|起(?:(?<=\d起)|(?<=\d\s起)|(?<=[一二三四五六七八九十]起))|件(?:(?<=\d件)|(?<=\d\s件))"
    r"|个(?:(?<=\d个)|(?<=\d\s个))|家(?<=[\d两三四五六七八九十多数]家)[^，。；\n]{0,16}(?:约谈|罚|警告|责令)"
)

# What a section on the work of prosecutors tells of the case itself: 某分局以涉嫌诈骗罪立案侦查.
_INVESTIGATES = re.compile("立案侦查|侦查终结")


_HEAD = 160  # characters


def context_codes(scope: Scope) -> tuple[str, ...]:
    """Return the places that the case, its lead and its introduction name plainly, nearest first."""
    codes: list[str] = []
    for span in (scope.span, scope.lead, scope.intro):
        if span is not None:
            codes += _plain_codes(scope.hits, span.start, span.end)
    codes += [code for text in (scope.issuer, scope.title) if text and (code := _place_of(text))]
    if not codes:  # 发布单位：某县委网信办 at the head of the page
        codes += _plain_codes(scope.hits, 0, _HEAD)
    return tuple(dict.fromkeys(codes))


@lru_cache(maxsize=16)
def _plain_codes(hits: Hits, start: int, end: int) -> tuple[str, ...]:
    """Return the places that a stretch names plainly, in order."""
    row = hits.of("region")
    low = bisect_left(row.starts, start)
    keys = row.keys[low : bisect_right(row.ends, end, low)]
    return tuple(key for key in dict.fromkeys(keys) if "|" not in key)


@lru_cache(maxsize=64)
def _place_of(text: str) -> str | None:
    """Return the place that a publisher or a title begins with, if it can mean one only."""
    place = read_chain(text, 2 if text.startswith("中共") else 0)
    return place.codes[0] if place and len(place.codes) == 1 else None


_OUTSIDE, _NAMED, _HANDLES = Part.OUTSIDE, Part.NAMED, Part.HANDLES


class _Body(Struct, frozen=True):
    """A mention with the place and the id of its body, as far as they can be chosen."""

    mention: Mention
    region_code: str | None
    authority_id: str | None


def _settle(mention: Mention, context: Sequence[str]) -> _Body:
    """Return the mention with its place and id chosen."""
    if mention.authority_id:
        return _Body(mention, NATIONAL, mention.authority_id)
    if mention.name == "网信办" and not context:  # without any place, the office means the national one
        return _Body(mention, NATIONAL, "cac")
    code = choose(mention.codes, context)
    if code is None and mention.rank:
        code = _of_rank(mention.rank, context)
    if code is None and mention.zone:
        code = _of_rank("市", context)
    if code is None:
        return _Body(mention, None, f"{mention.system}-unnamed" if mention.is_generic else None)
    return _Body(mention, code, _authority_in(mention.system, code, mention.seat, mention.zone).authority_id)


def _of_rank(rank: str, context: Sequence[str]) -> str | None:
    level = RANKS[rank]
    codes = dict.fromkeys(code for inner in context for code in lineage(inner) if _fits(code, level))
    return next(iter(codes)) if len(codes) == 1 else None


def _fits(code: str, level: str) -> bool:
    region = regions_by_code()[code]
    return region.level == level or (
        level == "city" and region.region_name.endswith("市") and region.level == "province"
    )


_SEAT_SLUGS = {
    "互联网": "internet", "知识产权": "ip", "金融": "finance", "铁路": "railway", "军事": "military",
    "海事": "maritime", "地方": "local", "高级": "high", "中级": "intermediate",
}  # fmt: skip


@lru_cache(maxsize=4096)
def _authority_in(system: str, code: str, seat: str, zone: str | None = None) -> Authority:
    """Return the body of a system in a place; bodies with a seat or zone of their own get it in the id."""
    base = build_authority(system, regions_by_code()[code])
    if (seat, base.level) in (("高级", "province"), ("中级", "city")):
        seat = ""
    slug = seat
    for word, english in _SEAT_SLUGS.items():
        slug = slug.replace(word, f"-{english}")
    slug = re.sub("第([一二三四五六七八九])", lambda found: f"-{'一二三四五六七八九'.index(found.group(1)) + 1}", slug)
    if zone:
        slug += f"-zone-{crc32(zone.encode()) & 0xFFFF:04x}"
    return dataclasses.replace(base, authority_id=f"{base.authority_id}{slug}") if slug else base


def _merge(bodies: Sequence[_Body]) -> list[_Body]:
    """Return one mention per body: an office's name before a collective name, then the first that decides."""
    if len(bodies) == 1:
        return list(bodies)
    groups: dict[tuple[str, str, str | None, str], list[_Body]] = {}
    for body in bodies:
        mention = body.mention
        place = body.region_code or mention.name
        seat = "队" if mention.system == "mct" and mention.name.endswith(_OWN_TEAMS) else mention.seat
        groups.setdefault((mention.system, place, mention.zone, seat), []).append(body)
    best = [group[0] if len(group) == 1 else _best(group) for group in groups.values()]
    return sorted((body for body in best if not _is_sum_of(body, best)), key=_position)


# A team that acts in its own name beside the office of its place: 某市文化市场综合执法支队 and 某市文化和旅游局.
_OWN_TEAMS = ("执法队", "执法大队", "执法支队", "执法总队")


def _position(body: _Body) -> tuple[int, int]:
    return position(body.mention)


def _is_sum_of(body: _Body, others: Sequence[_Body]) -> bool:
    """Return whether a collective name stands for offices that are named one by one within its place."""
    mention, region_code = body.mention, body.region_code
    if mention.form != "collective" or mention.zone is not None or region_code is None:
        return False
    return any(
        other.mention.form == "organ"
        and other.mention.system == mention.system
        and other.region_code is not None
        and is_within(other.region_code, region_code)
        for other in others
    )


_SHORT_COURT = re.compile(
    "中院|高院|[一二三四五]分院|(?<!人民)(?<!中级)(?<!高级)(?<!联网)(?<!海事)(?<!运输)(?<!金融)(?<!产权)(?<!军事)法院\\Z"
)


def _best(group: Sequence[_Body]) -> _Body:
    offices = [body for body in group if body.mention.form in ("organ", "central")] or group
    full = [body for body in offices if body.mention.rank is None] or offices
    deciding = [body for body in full if not body.mention.is_receiver] or full
    first = next((body for body in deciding if not _SHORT_COURT.search(body.mention.name)), deciding[0])
    name = first.mention.name
    if not name.endswith(("队", "网安部门")):
        return first
    whole = (body for body in deciding if body.mention.name in name and not name.endswith(body.mention.name))
    return next(whole, first)  # 某省某市某分局网安大队检查发现, 某市某分局罚款


def _choose_bodies(mentions: Sequence[Mention], context: Sequence[str]) -> list[_Body]:
    """Return the bodies of one stretch of text: specific ones by the strongest part they take, else generic ones."""
    inside, specific, handling, generic = [], [], [], []
    for mention in mentions:
        part = mention.part
        if part is _OUTSIDE:
            continue
        inside.append(mention)
        if not mention.is_generic:
            specific.append(mention)
            if part is _HANDLES:
                handling.append(mention)
        elif part is _HANDLES:
            generic.append(mention)
    local = handling or [each for each in specific if each.part is _NAMED and each.form != "central"]
    if not local and generic:
        by_system = {mention.system: mention for mention in reversed(generic)}
        return [_settle(mention, context) for mention in sorted(by_system.values(), key=position)]
    chosen = local or specific
    if any(mention.is_receiver for mention in chosen):
        chosen = _without_reporters(chosen)
    near = context
    if any(mention.rank for mention in chosen):
        unranked = (choose(mention.codes, context) for mention in inside if not mention.rank)
        near = tuple(filter(None, unranked)) or context
    return _merge([_settle(mention, near if mention.rank else context) for mention in chosen])


def _without_reporters(chosen: list[Mention]) -> list[Mention]:
    """Return the mentions without the police stations that only hear of a case which another police body handles."""
    acting = {each.name for each in chosen if each.system == "mps" and not each.is_receiver}
    if all(name.endswith("派出所") for name in acting):
        return chosen
    return [each for each in chosen if not each.name.endswith("派出所") or each.name in acting]


_OF_ALL = re.compile("各[级地][^，。；、\\n]{0,6}\\Z")  # 各级版权|执法部门 are nobody


def _handles_all(scope: Scope, mention: Mention, within: Span) -> bool:
    """Return whether an introduction says that the body handled the cases, not merely that it publishes them."""
    if mention.system in ("court", "procuratorate") or mention.authority_id == "mps":
        return False
    if mention.is_generic and _OF_ALL.search(
        scope.plain, max(within.start, mention.span.start - 8), mention.span.start
    ):
        return False
    sentence = sentence_around(scope.plain, mention.span, within)
    handles = _HANDLES_ALL.search(scope.plain, mention.span.end, sentence.end)
    return handles is not None and _PRESENTS.search(within.of(scope.plain)) is not None


_NO_LETTER = re.compile(r"\W")
_SLACK = 8  # characters that a title may have lost in the text: blanks, marks


def _is_titled(scope: Scope, mention: Mention) -> bool:
    """Return whether a name stands in the title above the text, which may call the body otherwise than the text."""
    if not scope.title:
        return False
    start = scope.plain.rfind("\n", 0, mention.span.start) + 1
    line = scope.plain[start : start + len(scope.title) + _SLACK].partition("\n")[0]
    return _NO_LETTER.sub("", line) == _NO_LETTER.sub("", scope.title)


# The line under a title that names the account and the time: 云谷文旅执法 2025年3月8日 18:05 云谷.
_ACCOUNT_LINE = re.compile(r"(?:原创 ?)?[^\W\d]{2,16} ?20\d\d[年-]\d{1,2}[月-]\d{1,2}日? ?\d{1,2}:\d\d")


def _is_account(scope: Scope, mention: Mention) -> bool:
    """Return whether a name begins the line of the account that sent the notice out."""
    start = scope.plain.rfind("\n", 0, mention.span.start) + 1
    return start == mention.span.start and _ACCOUNT_LINE.match(scope.plain, start) is not None


def _shared(scope: Scope) -> Iterator[tuple[str, Span]]:
    """Yield what speaks for several cases, nearest first."""
    yield from ((name, span) for name, span in (("lead", scope.lead), ("intro", scope.intro)) if span is not None)
    yield from (("collective", span) for span in scope.collective if not is_statute_text(scope.plain, span))


def get_shared_places(scope: Scope) -> tuple[str, ...]:
    """Return the places of the local bodies of which lead or introduction say that they present the cases, or of
    the publisher."""
    context = context_codes(scope)
    found: dict[str, None] = {}
    for _, span in _shared(scope):
        for mention in find_bodies(scope, span):
            if mention.part is Part.OUTSIDE:
                continue
            code = _settle(mention, context).region_code
            if not code or code == NATIONAL or code in found:
                continue
            if _PRESENTS.search(sentence_around(scope.plain, mention.span, span).of(scope.plain)):
                found.setdefault(code)
    publisher = resolve_authority(scope.issuer) if scope.issuer else None
    if not found and publisher and publisher.region_code and publisher.region_code != NATIONAL:
        found.setdefault(publisher.region_code)
    return tuple(found)


# Before a body that is turned to and may act then: 向某县邮政管理局制发检察建议.
_TURNED_TO = ("向", "移送", "移送至", "移送给", "移交", "移交至", "移交给", "转交", "诉至", "起诉至")
_NEAR = 80  # characters


def _with_addressed(plain: str, told: list[list[Mention]]) -> list[list[Mention]]:
    """Return the mentions; a body that the text turns to handles where its kind is said to act: 邮政管理部门罚款."""
    acting = {
        each.system: each.span.start
        for found in told
        for each in found
        if each.is_generic and each.part is Part.HANDLES
    }
    if plain.find("该院", told[0][0].span.end, told[-1][-1].span.end + _NEAR) >= 0:
        acting.setdefault("court", told[-1][-1].span.end)
    addressed = _addressed(plain, told)
    for each in addressed:
        said = (
            plain.find(f"该{each.name[-1]}", each.span.end, each.span.end + _NEAR) if each.name[-1] in "局委办" else -1
        )
        if said >= 0:
            acting.setdefault(each.system, said)
    if not acting:
        return told
    known = {each.system for found in told for each in found if not each.is_generic and each.part is not Part.OUTSIDE}
    return [
        [
            replace(each, part=Part.HANDLES)
            if each in addressed and each.system not in known and each.span.start < acting.get(each.system, -1)
            else each
            for each in found
        ]
        for found in told
    ]


def _addressed(plain: str, told: list[list[Mention]]) -> list[Mention]:
    """Return the bodies to which the text turns, one by one or in a list: 向甲市公安局、文旅局送达检察建议."""
    found: list[Mention] = []
    for each in (each for stretch in told for each in stretch if each.part is Part.OUTSIDE and not each.is_generic):
        is_next = bool(found) and each.span.start - found[-1].span.end == 1 and plain[found[-1].span.end] in "、和与及"
        if is_next or plain.endswith(_TURNED_TO, 0, each.span.start):
            found.append(each)
    return found


# A body that only comes upon a matter and leaves it to another: 某网信办巡查发现…。某网信办将线索移交|某公安局.
_HANDS_ON = re.compile(
    "(?:随即|立即|及时|遂|已|依法|第一时间)*将(?:该|此|相关|有关|上述|违法|犯罪|违法犯罪|涉嫌|问题|案件)*线索(?:依法|及时|同步)?(?:移[交送]|转[交递]|推送|通报)(?:至|给)?"
)
_COMES_UPON = re.compile("[^，。；\n对]{0,16}(?:发现|监测到|接到|收到|巡查)")


def _without_forwarders(plain: str, told: list[list[Mention]]) -> list[list[Mention]]:
    """Return the mentions; a body that only comes upon a matter and hands it on to one that handles is outside."""
    specific = [each for found in told for each in found if not each.is_generic]
    handing = {(each.system, each.codes) for each in specific if _HANDS_ON.match(plain, each.span.end)}
    if len(handing) != 1:
        return told
    own = [each for each in specific if (each.system, each.codes) in handing]
    others = any(each.part is Part.HANDLES and each not in own for each in specific)
    if not others or not all(
        _HANDS_ON.match(plain, each.span.end) or _COMES_UPON.match(plain, each.span.end) for each in own
    ):
        return told
    return [[replace(each, part=Part.OUTSIDE) if each in own else each for each in found] for found in told]


# The title that a bulletin gives a case: 某地公安机关侦破钱某诈骗案. Not the headline 某地网警破获一起诈骗案.
_TITLE_OF_CASE = re.compile(
    "(?:公安机关|警方|网警|网安部门|[局队])(?:侦破|查处|侦办|办理|破获|打掉)(?!一)[^\n]*案[。\\s]*$"
)


def _own_bodies(scope: Scope, context: Sequence[str]) -> list[_Body]:
    """Return the bodies that the case's own text names; a specific one of the heading yields to those of the text."""
    spans = (
        told.span
        for told in get_own_passages(scope)
        if not told.is_meaning or _INVESTIGATES.search(scope.plain, told.span.start, told.span.end)
    )
    told = find_bodies_in(scope, spans)
    if not told:
        return []
    told = _with_addressed(scope.plain, told)
    if scope.plain.find("线索", scope.span.start, scope.span.end) >= 0:
        told = _without_forwarders(scope.plain, told)
    heading = scope.heading
    if heading is None and scope.title and scope.plain.startswith(f"{scope.title}\n", scope.span.start):
        heading = Span(scope.span.start, scope.span.start + len(scope.title))
    titled = heading if heading is not None and _TITLE_OF_CASE.search(heading.of(scope.plain)) else None
    if heading is not None and heading.end < scope.span.end and "\n" in scope.plain[heading.end - 1 : heading.end + 1]:
        later = [mention for found in told for mention in found if found[0].span.start >= heading.end]
        chosen = _choose_bodies(later, context)
        if titled is not None and not _are_named_in(told, titled, chosen, context):
            chosen = []
        if any(not body.mention.is_generic for body in chosen):
            return chosen
    return _choose_bodies([mention for found in told for mention in found], context)


def _are_named_in(told: list[list[Mention]], title: Span, chosen: Sequence[_Body], context: Sequence[str]) -> bool:
    """Return whether the text names every office again that the title of its case names, maybe by a longer name."""
    again = {(body.mention.system, body.region_code) for body in chosen if body.mention.form == "organ"}
    named = [each for found in told for each in found if title.contains(each.span) and not each.is_generic]
    return bool(named) and all(
        each.form == "organ" and (each.system, _settle(each, context).region_code) in again for each in named
    )


# How a publisher names itself: 我局依法对其罚款.
_OFFICERS = ("民警依法", "民警对", "民警将", "民警遂", "民警当场")
_SELF = ("本院", "我院", "我局", "本局", "我委", "我办", "我厅", "我支队", "我大队")


def _publisher(scope: Scope, chosen: Sequence[_Body], context: Sequence[str]) -> _Body | None:
    """Return the one body of the introduction where the case calls it by 我局 or 本院, where a court of first instance
    tells its own cases and calls itself 法院, or where only 民警 act."""
    is_court = any(each.mention.system == "court" for each in chosen)
    is_self = any(scope.plain.find(word, scope.span.start, scope.span.end) >= 0 for word in _SELF)
    short = {each.mention.system for each in chosen if each.mention.form == "organ" or _is_bare_kind(each.mention)}
    is_police = not chosen and any(scope.plain.find(word, scope.span.start, scope.span.end) >= 0 for word in _OFFICERS)
    if scope.intro is None or not (is_court or is_self or short or is_police):
        return None
    named = [each for each in find_bodies(scope, scope.intro) if not each.is_generic and each.part is not Part.OUTSIDE]
    bodies = _merge([_settle(each, context) for each in named]) if named else []
    if len(bodies) != 1:
        return None
    name = bodies[0].mention
    if is_police and not is_self:
        return _office_of(bodies[0]) if name.system == "mps" and name.form != "central" else None
    if not (is_court or is_self) and name.system not in short:
        return None
    is_kind = any(_is_bare_kind(each.mention) for each in chosen)
    if is_kind and (name.name.endswith("系统") or not any(_handles_all(scope, each, scope.intro) for each in named)):
        return None
    if any(scope.plain.find(word, scope.span.start, scope.span.end) >= 0 for word in ("我局", "本局")):
        return _office_of(bodies[0])
    is_first_instance = name.system == "court" and name.form != "central" and not name.seat.endswith(("中级", "高级"))
    return bodies[0] if not is_court or is_first_instance else None


def _are_appealed_to(chosen: Sequence[_Body]) -> bool:
    """Return whether a case names none but courts of appeal: 本院判令…,某市中级人民法院维持原判."""
    return all(each.mention.system == "court" and each.mention.seat.endswith(("中级", "高级")) for each in chosen)


def _is_bare_kind(mention: Mention) -> bool:
    """Return whether a case calls its body by nothing but the kind of office: 网信部门. Not 属地网信部门, 公安机关."""
    return mention.form == "collective" and mention.system == "cac" and mention.name == "网信部门"


def _office_of(body: _Body) -> _Body:
    """Return the office of a team: 某县公安局 of 某县公安局网安大队."""
    name, start = body.mention.name, body.mention.span.start
    end = name.rfind("局") + 1
    if not end or not name.endswith(("队", "所")):
        return body
    return _Body(
        replace(body.mention, name=name[:end], span=Span(start, start + end)), body.region_code, body.authority_id
    )


# A team of a branch office, and what a branch office called by its own name does: 城东分局|依法对其罚款.
_TEAM = re.compile("(?P<branch>[^\\W局市区县]{2,3}分局)[^局]{2,12}队\\Z")
_DOES = ("依", "根据", "对", "决定", "作出", "给予")


def _decided_by_office(scope: Scope, body: _Body) -> bool:
    """Return whether the branch office of a team acts after it, called by nothing but its own name."""
    team = _TEAM.search(body.mention.name)
    if team is None:
        return False
    at = scope.plain.find(team["branch"], body.mention.span.end, scope.span.end)
    return at >= 0 and scope.plain.startswith(_DOES, at + len(team["branch"]))


def get_authorities(scope: Scope) -> tuple[AuthorityMention, ...]:
    """Return the bodies that decided or handled the case, in order of appearance, names as written."""
    context = context_codes(scope)
    chosen, rule = _own_bodies(scope, context), "authorities.case"
    chosen = [_office_of(body) if _decided_by_office(scope, body) else body for body in chosen]
    if all(body.mention.is_generic for body in chosen) and (publisher := _publisher(scope, chosen, context)):
        chosen = [publisher, *(body for body in chosen if body.mention.system != publisher.mention.system)]
        rule = "authorities.publisher"
    elif _are_appealed_to(chosen) and (publisher := _publisher(scope, chosen, context)):
        chosen = [publisher, *chosen]
    if not chosen:
        for name, span in _shared(scope):
            found = find_bodies(scope, span)
            mentions = [each for each in found if name == "collective" or _handles_all(scope, each, span)]
            after = [each for each in mentions if not _is_titled(scope, each) and not _is_account(scope, each)]
            chosen, rule = _choose_bodies(after, context), f"authorities.{name}"
            if not any(not body.mention.is_generic for body in chosen):
                chosen = _choose_bodies(mentions, context)
            if chosen:
                break
    return tuple(
        AuthorityMention(body.mention.name, Evidence(body.mention.span, rule), body.authority_id, body.region_code)
        for body in chosen
    )


def with_publisher(
    scope: Scope, authorities: tuple[AuthorityMention, ...], publisher: str
) -> tuple[AuthorityMention, ...]:
    """Return the bodies of a case; where it names none, or the police of the place alone (某市警方), but calls the
    publisher of the notice 我局, the publisher.
    """
    if any(each.region_code for each in authorities) and not _are_police_around(authorities, publisher):
        return _with_host(scope, authorities, publisher)
    said = (
        Span(at, at + len(word))
        for word in _SELF
        if (at := scope.plain.find(word, scope.span.start, scope.span.end)) >= 0
    )
    place, body = next(said, None) or _self_in_intro(scope), resolve_authority(publisher)
    if place is None or body is None:
        return authorities
    evidence = Evidence(place, "authorities.publisher", Origin.INFERRED)
    return (AuthorityMention(publisher, evidence, body.authority_id, body.region_code),)


def _are_police_around(authorities: tuple[AuthorityMention, ...], publisher: str) -> bool:
    """Return whether a case names nothing but the police of the place in which an office that publishes it lies."""
    code, body = authorities[0].region_code, resolve_authority(publisher)
    if len(authorities) > 1 or not code or not authorities[0].name.endswith(("警方", "网警", "公安")):
        return False
    if body is None or body.system != "mps" or not publisher.endswith("局"):
        return False
    return is_within(body.region_code or "", code)


# An introduction in which the publisher presents what it decided itself: 现将我办2025年作出的行政处罚案件公开.
_OWN_CASES = re.compile(
    "(?P<self>[我本](?:局|办|委|厅|支队|大队|院))[^。；\n]{0,40}?(?:作出|查处|查办|办理|办结|处罚)的"
)


def _self_in_intro(scope: Scope) -> Span | None:
    """Return where the introduction says that the publisher decided all cases."""
    if scope.intro is None or scope.plain.find("的", scope.intro.start, scope.intro.end) < 0:
        return None
    found = _OWN_CASES.search(scope.plain, scope.intro.start, scope.intro.end)
    return Span(*found.span("self")) if found else None


# The publisher acts together with the body named: 我局高度重视,会同|某管委会.
_HOSTS = re.compile(r"(?P<self>[我本](?:局|办|委|厅|支队|大队))[^。；\n]{0,20}?(?:会同|联合)\Z")


def _with_host(scope: Scope, authorities: tuple[AuthorityMention, ...], publisher: str) -> tuple[AuthorityMention, ...]:
    """Return the bodies of a case, before them the publisher that calls itself 我局 and acts with the first of them."""
    start = authorities[0].evidence.span.start
    found = _HOSTS.search(scope.plain, max(0, start - 32), start)
    body = resolve_authority(publisher) if found else None
    if found is None or body is None or any(each.authority_id == body.authority_id for each in authorities):
        return authorities
    evidence = Evidence(Span(*found.span("self")), "authorities.publisher", Origin.INFERRED)
    return (AuthorityMention(publisher, evidence, body.authority_id, body.region_code), *authorities)


@lru_cache(maxsize=4096)
def resolve_authority(name: str) -> Authority | None:
    """Return the body that a name stands for; None for generic words and names this project does not know.

    >>> resolve_authority("国家网信办").authority_id, resolve_authority("长沙市网信办").authority_id
    ('cac', 'cac-430100')
    >>> resolve_authority("北京市公安局海淀分局").authority_id
    'mps-110108'
    >>> resolve_authority("中共长沙市委网络安全和信息化委员会办公室").authority_id
    'cac-430100'
    >>> resolve_authority("有关部门") is None
    True
    """
    text = name.strip("《》“”\"' ").removeprefix("中共")
    if text in central_names():
        return load_central_authorities()[central_names()[text][0]]
    body = read_body(text)
    code = choose(body.codes) if body is not None else None
    return _authority_in(body.system, code, body.seat, body.zone) if body is not None and code else None
