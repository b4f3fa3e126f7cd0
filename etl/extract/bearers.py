"""Who bears a measure, when a case handles several parties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.model import Party, Span

_REACH = 600  # characters before a measure in which its bearer may stand
_SEPARATOR = re.compile(r"[、,，]|以及|和|及|与")
# 对甲公司处以, 对其给予; not 对网站内容审核不严.
_TOWARDS = re.compile(
    r"对[^,，。;；\n]{1,60}?(?:给予|予以|处以?|作出|做出|进行|采取|罚|依法|实施|判处|均|分别|开展|立案)"
)
_ROLE = re.compile(r"(?:人员|负责人|主管|经理|法人|法定代表人|某+|公司|企业|单位|医院|学校|机构)$")
# A role that bears a measure of its own beside the one party named.
_ROLE_ALONE = re.compile(
    r"对(?:其|该[^,，。;；、]{1,4}的?)?((?:直接负责的)?(?:主管人员|负责人)|(?:其他)?直接责任人员?|法定代表人|相关责任人员?|店长|店主|经营者)(?![、和及与])"
)
# 该公司, but not 该公司负责人.
_THIS = re.compile(
    r"该(公司|企业|厂|店|医院|学校|学院|机构|平台|网站|单位)(?!的?[^,，、和及与对]{0,6}(?:负责人|人员|主管|法定代表人))"
)
# Persons who are not named bear it: |多人被警告, |3名责任人员被处罚.
_UNNAMED = re.compile(
    r"(?:另有|另|还有|其中)?(?:多|数|\d{1,3}|[两三四五六七八九十]{1,3})(?:人|[名位][^，,。；;]{0,8}?(?:人员?|高管|员工|主管))被"
)
_TYPES_OF = {
    **dict.fromkeys(["公司", "企业", "厂", "店"], ("company",)),
    **dict.fromkeys(["医院", "学校", "学院", "机构"], ("institution",)),
    **dict.fromkeys(["平台", "网站"], ("website", "platform", "app")),
    "单位": ("company", "institution", "government"),
}


def get_bearers(plain: str, sentence: Span, span: Span, parties: Sequence[Party]) -> tuple[str, ...]:
    """Return the parties a measure at `span` falls on; empty when all bear it or the text does not tell them apart."""
    if not parties:
        return ()
    if len(parties) == 1:
        low = max(sentence.start, span.start - _REACH)
        if plain.find("对", low, span.start) < 0:
            return ()
        role = _ROLE_ALONE.search(plain, _clause_start(plain, sentence, span), span.start)
        return (role[1],) if role else ()
    start = _clause_start(plain, sentence, span)
    towards = plain.rfind("对", start, span.start)
    named = _named(plain, Span(towards, span.end), parties) if towards > start else ()
    if not named:
        named = _named(plain, Span(start, span.end), parties)
    if not named and _UNNAMED.match(plain, start, span.end):
        return ()
    if not named:
        named = _named(plain, Span(_object_start(plain, sentence, span), span.end), parties)
    return named if len(named) < len(parties) else ()


def share_out(
    plain: str, sentence: Span, span: Span, count: int, parties: Sequence[Party], bearers: Sequence[str]
) -> list[str | None]:
    """Return the bearer of each of `count` sums in order: 甲、乙分别被罚1万元、2万元."""
    if count == 1:
        return ["、".join(bearers) or None]
    clause = plain[_clause_start(plain, sentence, span) : span.start]
    names = _listed(clause, parties) if "分别" in clause else []
    if len(names) != count:
        names = _listed(plain[_object_start(plain, sentence, span) : span.start], parties)
    return [*names] if len(names) == count and all(map(_is_bearer, names)) else [None] * count


def _is_bearer(name: str) -> bool:
    return len(name) <= 24 and _ROLE.search(name) is not None


def _clause_start(plain: str, sentence: Span, span: Span) -> int:
    low = max(sentence.start, span.start - _REACH)
    before = plain[low : span.start]
    return low + max(map(before.rfind, ",，;；:：")) + 1


def _object_start(plain: str, sentence: Span, span: Span) -> int:
    """Return where the stretch that may name the bearers begins: the last 对 a person or body, else the sentence."""
    low = max(sentence.start, span.start - _REACH)
    low = max(low, plain.rfind("；", low, span.start) + 1)
    return max([low, *(match.start() for match in _TOWARDS.finditer(plain, low, span.start))])


def _named(plain: str, span: Span, parties: Sequence[Party]) -> tuple[str, ...]:
    """Return the parties named in a stretch of text, and the only organisation for 该公司."""
    text = span.of(plain)
    found = {party.name: at for party in parties if (at := text.find(party.name)) >= 0}
    for match in _THIS.finditer(text) if "该" in text else ():
        only = _only_of(parties, _TYPES_OF[match[1]])
        if only:
            found.setdefault(only, match.start())
    if len(found) < 2:
        return tuple(found)
    names = sorted(found, key=found.__getitem__)
    return tuple(name for name in names if not any(name != other and name in other for other in names))


def _only_of(parties: Sequence[Party], types: Sequence[str]) -> str | None:
    names = [party.name for party in parties if party.type in types]
    return names[0] if len(names) == 1 else None


def _listed(text: str, parties: Sequence[Party]) -> list[str]:
    """Return the members of a list of bearers as named by the parties, or as written."""
    body = re.sub(r"^(?:.*?对|[而其中另同时此外]+)", "", text)
    body = re.sub(r"(?:分别|均|各|给予|予以|处以?|作出|做出|被|依法|行政|处罚|罚款|进行|并处|共).*$", "", body)
    parts = (part.strip() for part in _SEPARATOR.split(body))
    return [_party_of(part, parties) or part.removeprefix("该") for part in parts if part]


def _party_of(text: str, parties: Sequence[Party]) -> str | None:
    for party in parties:
        if party.name in text or text in party.name:
            return party.name
    match = re.search(r"(公司|企业|厂|店|医院|学校|学院|机构|平台|网站|单位)$", text)
    return _only_of(parties, _TYPES_OF[match[1]]) if match else None
