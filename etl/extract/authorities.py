"""The bodies that decided or handled a case.

Each mention of a body is weighed by what its sentence says the body does: it handles the case, is merely named,
speaks or plans, or stands outside (guides, passes on a lead, receives a report). Bodies that handle win over those
merely named; a generic word (公安机关) counts when no specific body is named; when the case's own text names none, the
body that the introduction says handled all cases stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from zlib import crc32

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
from etl.extract.passages import get_passages, is_statute_text
from etl.extract.places import RANKS, choose, is_within, lineage, read_chain, regions_by_code
from etl.model import AuthorityMention, Evidence, Scope, Span
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
]

# What an introduction says a body did with all cases: 依法查处一批账号. Not 公布典型案例.
_HANDLES_ALL = re.compile(
    r"查处|处置|整治|处罚|约谈|下架|关闭|责令|打击|执法|清理|封禁|查办|惩治|惩处|督促|曝光|予以|立案|检查"
)
# A sentence that presents cases: 现将典型案例通报如下, 查处8起. Not 打掉一个团伙.
_PRESENTS = re.compile(r"典型|案例|如下|以下(?!简称)|一批|多起|\d+\s?[起件个]|[一二三四五六七八九十]起")


def _contexts(scope: Scope) -> Iterator[Span]:
    yield scope.span
    yield from (span for span in (scope.lead, scope.intro) if span is not None)


@lru_cache(maxsize=16)
def context_codes(scope: Scope) -> tuple[str, ...]:
    """Return the places that the case, its lead and its introduction name plainly, nearest first."""
    found = dict.fromkeys(key for span in _contexts(scope) for *_, key in scope.hits.bounds(span, "region"))
    codes = [key for key in found if "|" not in key]
    codes += [code for text in (scope.issuer, scope.title) if text and (code := _place_of(text))]
    return tuple(dict.fromkeys(codes))


@lru_cache(maxsize=64)
def _place_of(text: str) -> str | None:
    """Return the place that a publisher or a title begins with, if it can mean one only."""
    place = read_chain(text)
    return place.codes[0] if place and len(place.codes) == 1 else None


def _settle(mention: Mention, context: Sequence[str]) -> Mention:
    """Return the mention with its place and id chosen."""
    if mention.authority_id:
        return mention._replace(region_code=NATIONAL)
    if mention.name == "网信办" and not context:  # without any place, the office means the national one
        return mention._replace(region_code=NATIONAL, authority_id="cac")
    code = choose(mention.codes, context)
    if code is None and mention.rank:
        code = _of_rank(mention.rank, context)
    if code is None and mention.zone:
        code = _of_rank("市", context)
    if code is None and mention.is_generic:
        return mention._replace(authority_id=f"{mention.system}-unnamed")
    authority = _authority_in(mention.system, code, mention.seat, mention.zone) if code else None
    return mention._replace(region_code=code, authority_id=authority.authority_id if authority else None)


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
    "海事": "maritime", "高级": "high", "中级": "intermediate",
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
    return replace(base, authority_id=f"{base.authority_id}{slug}") if slug else base


def _key(mention: Mention) -> tuple[str, ...]:
    place = mention.region_code or mention.name
    return mention.system, place, mention.zone or "", mention.seat


def _merge(mentions: Sequence[Mention]) -> list[Mention]:
    """Return one mention per body: an office's name before a collective name, then the first that decides."""
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(_key(mention), []).append(mention)
    best = [_best(group) for group in groups.values()]
    return sorted((mention for mention in best if not _is_sum_of(mention, best)), key=position)


def _is_sum_of(mention: Mention, others: Sequence[Mention]) -> bool:
    """Return whether a collective name stands for offices that are named one by one within its place."""
    return (
        mention.form == "collective"
        and mention.zone is None
        and any(
            other.form == "organ"
            and other.system == mention.system
            and other.region_code is not None
            and mention.region_code is not None
            and is_within(other.region_code, mention.region_code)
            for other in others
        )
    )


def _best(group: Sequence[Mention]) -> Mention:
    offices = [mention for mention in group if mention.form in ("organ", "central")] or list(group)
    full = [mention for mention in offices if mention.rank is None] or offices
    deciding = [mention for mention in full if not mention.is_receiver] or full
    plain_names = [
        mention for mention in deciding if not re.search("[一二三四五]?中院|高院|[一二三四五]分院", mention.name)
    ]
    return (plain_names or deciding)[0]


def _choose_bodies(mentions: Sequence[Mention], context: Sequence[str]) -> list[Mention]:
    """Return the bodies of one stretch of text: specific ones by the strongest part they take, else generic ones."""
    inside = [mention for mention in mentions if mention.part > Part.OUTSIDE]
    near = tuple(code for mention in inside if not mention.rank and (code := choose(mention.codes, context)))
    settled = [_settle(mention, (near if mention.rank else ()) or context) for mention in inside]
    specific = [mention for mention in settled if not mention.is_generic]
    handling = [mention for mention in specific if mention.part is Part.HANDLES]
    local = [mention for mention in specific if mention.part is Part.NAMED and mention.form != "central"]
    generic = [mention for mention in settled if mention.is_generic and mention.part is Part.HANDLES]
    if handling or local or not generic:
        return _merge(handling or local or specific)
    return _merge_generic(generic)


def _merge_generic(mentions: Sequence[Mention]) -> list[Mention]:
    by_system: dict[str, Mention] = {}
    for mention in mentions:
        by_system.setdefault(mention.system, mention)
    return sorted(by_system.values(), key=position)


def _handles_all(scope: Scope, mention: Mention, within: Span) -> bool:
    """Return whether an introduction says that the body handled the cases, not merely that it publishes them."""
    if mention.system in ("court", "procuratorate") or mention.authority_id == "mps":
        return False
    sentence = sentence_around(scope.plain, mention.span, within)
    handles = _HANDLES_ALL.search(scope.plain, mention.span.end, sentence.end)
    return handles is not None and _PRESENTS.search(within.of(scope.plain)) is not None


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
            if not _PRESENTS.search(sentence_around(scope.plain, mention.span, span).of(scope.plain)):
                continue
            code = _settle(mention, context).region_code if mention.part > Part.OUTSIDE else None
            if code and code != NATIONAL:
                found.setdefault(code)
    publisher = resolve_authority(scope.issuer) if scope.issuer else None
    if not found and publisher and publisher.region_code and publisher.region_code != NATIONAL:
        found.setdefault(publisher.region_code)
    return tuple(found)


def _own_mentions(scope: Scope) -> Iterator[list[Mention]]:
    """Yield the mentions of the case's own text: first without a heading on a line of its own, then with it."""
    spans = [part.span for part in get_passages(scope) if not part.is_meaning and scope.span.contains(part.span)]
    told = [(span, found) for span, found in zip(spans, find_bodies_in(scope, spans), strict=True) if found]
    heading = scope.heading
    if heading is not None and heading.end < scope.span.end and "\n" in scope.plain[heading.end - 1 : heading.end + 1]:
        yield [mention for span, found in told if span.start >= heading.end for mention in found]
    yield [mention for _, found in told for mention in found]


def _own_bodies(scope: Scope, context: Sequence[str]) -> list[Mention]:
    """Return the bodies that the case's own text names; a specific one of the heading yields to those of the text."""
    chosen: list[Mention] = []
    for mentions in _own_mentions(scope):
        chosen = _choose_bodies(mentions, context)
        if any(not mention.is_generic for mention in chosen):
            break
    return chosen


def get_authorities(scope: Scope) -> tuple[AuthorityMention, ...]:
    """Return the bodies that decided or handled the case, in order of appearance, names as written."""
    context = context_codes(scope)
    chosen = _own_bodies(scope, context)
    rule = "authorities.case"
    for name, span in _shared(scope):
        if not chosen:
            found = find_bodies(scope, span)
            mentions = [each for each in found if name == "collective" or _handles_all(scope, each, span)]
            chosen = _choose_bodies(mentions, context)
            rule = f"authorities.{name}"
    return tuple(
        AuthorityMention(mention.name, Evidence(mention.span, rule), mention.authority_id, mention.region_code)
        for mention in chosen
    )


@lru_cache(maxsize=4096)
def resolve_authority(name: str) -> Authority | None:
    """Return the body that a name stands for; None for generic words and names this project does not know.

    >>> resolve_authority("国家网信办").authority_id, resolve_authority("长沙市网信办").authority_id
    ('cac', 'cac-430100')
    >>> resolve_authority("北京市公安局海淀分局").authority_id
    'mps-110108'
    >>> resolve_authority("有关部门") is None
    True
    """
    text = name.strip("《》“”\"' ")
    if text in central_names():
        return load_central_authorities()[central_names()[text][0]]
    body = read_body(text)
    code = choose(body.codes) if body is not None else None
    return _authority_in(body.system, code, body.seat, body.zone) if body is not None and code else None
