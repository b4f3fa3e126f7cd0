"""The region of a case: the smallest stated place of the bodies that handled it or of the respondent.

The bodies' places come first; a respondent's place inside them is smaller and wins. Without a body's place the
respondent's stands. Two provinces leave the region open. Native places (江苏苏州人) and places where things merely
happened do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from etl.extract.authorities import context_codes, get_shared_places
from etl.extract.places import (
    ABBREVIATIONS,
    choose,
    common_place,
    is_within,
    lineage,
    read_chain,
    regions_by_code,
)
from etl.model import AuthorityMention, Evidence, Origin, RegionMention, Scope, Span
from etl.reference.places import NATIONAL, Region

# What follows the place of a respondent: 郴州某公司, 洱源县某医院, 盘锦银行, 阿克苏地区网民安某.
_RESPONDENT_AFTER = re.compile(
    r"(?:(?:一|两|[0-9]+)(?:[家名个]|男子|女子|网民|公司|企业|学校|医院|单位)|某|网民|市民|居民|村民|男子|女子|"
    r"[\u4e00-\u9fff]某{1,2}[\u4e00-\u9fff]?(?=[，,、。因通在为的经销利用发等组])|[\u4e00-\u9fffA-Za-z（）()]{0,12}?"
    r"(?:有限责任公司|有限公司|公司|银行|医院|诊所|学校|学院|中学|小学|幼儿园|酒店|宾馆|超市|商行|商贸|经营部|经销部|工作室|工厂|厂|店|"
    r"合作社|药房|大药房|(?<!举报)(?<!应急)(?<!检测)(?<!监测)(?<!通报)(?<!指挥)中心|集团|景区|企业|单位|协会|事务所|门诊部|美容院))"
)
# A stated address: 活动地:, 注册地位于. Not 途经.
_STATED_BEFORE = re.compile(r"(?:活动地|所在地|住所地?|现住地?|居住地|经营地|注册地|地址|地点|位于)[:：]?$")
# A native place: 江苏苏州|人, 湖南|籍. Not 苏州|人民法院.
_NATIVE_AFTER = re.compile(r"(?:籍|人[，,）)、。]|人士|户籍)")
# A victim, a way, a rumour: 入侵|某地某公司, 前往|某地. Not 查处|某地某公司.
_NOT_RESPONDENT = re.compile(
    r"(?:向|入侵|攻击|窃取|侵入|受害|被害|致使|以|将|在|到|至|赴|从|途经|前往|逃往|躲藏在?|冒充|谎称|关于|报案人|举报人|原告|[包卖租让]给)[^，,。；;：:、]{0,4}$"
)


# What is done to a respondent, not to a victim: 对|某地某公司|作出警告. Not 对|某地某公司|实施渗透.
_HANDLED_AFTER = re.compile(
    r"^[^，,。；;]{0,40}?(?:作出|处以|处罚|给予|予以|罚款|警告|约谈|立案|责令|下达|依法|进行行政|开展调查|进行调查|采取|"
    r"(?:行政)?拘留|刑拘|下架|关闭|封禁|注销|没收|吊销|查处|查封|批评|训诫|停业)"
)


def resolve_region(name: str, context: Sequence[str] = ()) -> Region | None:
    """Return the place that a name means; None when it is no place or could be several.

    `context` holds codes or names of places that tell namesakes apart.

    >>> resolve_region("湖南省郴州市汝城县").region_code, resolve_region("恩施").full_name
    ('431026', '湖北省恩施土家族苗族自治州')
    >>> resolve_region("朝阳区") is None, resolve_region("朝阳区", ["北京市"]).region_code
    (True, '110105')
    >>> resolve_region("郑州高新区").full_name, resolve_region("全国").region_code, resolve_region("远方")
    ('河南省郑州市', '000000', None)
    """
    text = name.strip("《》“”\"' ")
    places = regions_by_code()
    if text in ("全国", "中国", "中央", "国家"):
        return places[NATIONAL]
    if text in ABBREVIATIONS:
        return places[ABBREVIATIONS[text]]
    if text in places:
        return places[text]
    chain = read_chain(text)
    if chain is None:
        return None
    codes = [region.region_code for item in context if (region := resolve_region(item))]
    code = choose(chain.codes, codes)
    return places[code] if code else None


def _respondent_places(scope: Scope, within: Span, context: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """Yield the places that the text gives as a respondent's, with their spans."""
    reached = within.start
    plain = scope.plain
    for start in _place_starts(scope, within):
        if start < reached:
            continue
        chain = read_chain(plain, start, min(start + 30, within.end))
        if chain is None:
            continue
        reached = chain.end
        if _is_of_body(scope, chain.end, within):
            continue
        span = Span(chain.start, chain.end)
        code = choose(chain.codes, context)
        if code and code < "710000" and _is_respondents(plain, span, within, chain.is_weak):
            yield code, span


def _is_of_body(scope: Scope, end: int, within: Span) -> bool:
    """Return whether the place that ends here belongs to a body's name: 上饶市网信办."""
    for start, *_ in scope.hits.bounds(Span(end, min(end + 6, within.end)), "body"):
        return all("\u4e00" <= char <= "\u9fff" for char in scope.plain[end:start])
    return False


def _place_starts(scope: Scope, within: Span) -> list[int]:
    starts: list[int] = []
    for kind in ("region", "place"):
        row = scope.hits.of(kind)
        inside = row.range_of(within)
        starts += row.starts[inside.start : inside.stop]
    return sorted(starts)


# A place named for its offices: 江岸青山|查处“云中书屋”侵权案.
_HANDLES_AFTER = re.compile(r"(?:成功|依法|连续)?(?:查处|查办|侦破|破获|侦办)")


def _is_respondents(plain: str, span: Span, within: Span, is_weak: bool) -> bool:
    before = plain[max(within.start, span.start - 10) : span.start]
    after = plain[span.end : min(span.end + 24, within.end)]
    if _STATED_BEFORE.search(before) or (_HANDLES_AFTER.match(after) and before[-1:] in "，。；：\n"):
        return True
    if _NATIVE_AFTER.match(after) or _NOT_RESPONDENT.search(before) or _is_quoted(plain, span, within):
        return False
    if is_weak and not after.startswith("某"):
        return False
    if before.endswith(("对", "针对")) and not _HANDLED_AFTER.match(plain[span.end : min(span.end + 60, within.end)]):
        return False
    return bool(_RESPONDENT_AFTER.match(after))


def _is_quoted(plain: str, span: Span, within: Span) -> bool:
    """Return whether the place stands in a quotation: a rumour, a slogan, an account's name."""
    opened = plain.rfind("“", max(within.start, span.start - 80), span.start)
    return opened >= 0 and plain.find("”", opened, span.start) < 0


def _refine(code: str, places: Sequence[tuple[str, Span]]) -> str:
    """Return the respondents' place when all of it lies within the bodies' place, else the bodies' place."""
    inner = [place for place, _ in places if is_within(place, code) and place != code]
    if not inner:
        return code
    smallest = common_place(dict.fromkeys(inner))
    return smallest if smallest and is_within(smallest, code) else code


def _shared_place(places: Sequence[tuple[str, Span]]) -> str | None:
    """Return the smallest of places that lie in one another, else the place that holds all."""
    if not places:
        return None
    deepest = max((place for place, _ in places), key=lambda place: len(lineage(place)))
    if all(place in lineage(deepest) for place, _ in places):
        return deepest
    return common_place(dict.fromkeys(place for place, _ in places))


def _of_authorities(authorities: Sequence[AuthorityMention]) -> tuple[str | None, bool]:
    """Return the smallest place of the bodies, and whether they contradict each other (two provinces)."""
    codes = [mention.region_code for mention in authorities if mention.region_code]
    local = [code for code in codes if code != NATIONAL]
    if not local:
        return (NATIONAL if codes else None), False
    deepest = max(local, key=lambda code: len(lineage(code)))
    if all(code in lineage(deepest) for code in local):
        return deepest, False
    shared = common_place(local)
    return shared, shared is None


def get_region(scope: Scope, authorities: Sequence[AuthorityMention]) -> RegionMention | None:
    """Return the region of a case with its official full name, or None when none or several are stated."""
    context = context_codes(scope)
    code, contradict = _of_authorities(authorities)
    if contradict:
        return None
    is_own = any(mention.evidence.rule_id == "authorities.case" for mention in authorities)
    if code == NATIONAL and not is_own:  # the body of the introduction; the case may name its respondent's place
        places = list(_respondent_places(scope, scope.span, context))
        if found := _shared_place(places):
            return _mention(found, places[0][1], "regions.respondent")
    if code == NATIONAL:
        return _mention(NATIONAL, authorities[0].evidence.span, "regions.central")
    near = (code, *context) if code else context
    is_smallest = code is not None and regions_by_code()[code].level == "county"
    places = [] if is_smallest else list(_respondent_places(scope, scope.span, near))
    if code:
        span = next(mention.evidence.span for mention in authorities if mention.region_code)
        return _mention(_refine(code, places), span, "regions.authority")
    if places:
        found = _shared_place(places)
        return _mention(found, places[0][1], "regions.respondent") if found else None
    if authorities and (local := _place_at_hand(scope, authorities[0].evidence.span)):
        return _mention(local[0], local[1], "regions.at_hand", Origin.INFERRED)
    shared = get_shared_places(scope) if authorities else ()
    found = common_place(shared)
    return _mention(found, authorities[0].evidence.span, "regions.shared", Origin.INFERRED) if found else None


# 网传“某区一商场爆炸”，经当地警方核查不实: the region is that of the rumour.
def _place_at_hand(scope: Scope, body: Span) -> tuple[str, Span] | None:
    """Return the only place that the case names, be it in a rumour, before a body that it calls the local one."""
    if "当地" not in scope.plain[max(0, body.start - 2) : body.end]:
        return None
    named = scope.hits.bounds(Span(scope.span.start, body.start), "region")
    places = {key: Span(start, end) for start, end, key in named}
    if any("|" in key for key in places):
        return None
    deepest = max(places, key=lambda code: len(lineage(code)), default=None)
    if deepest is None or deepest >= "710000" or not all(code in lineage(deepest) for code in places):
        return None
    return deepest, places[deepest]


def _mention(code: str, span: Span, rule: str, origin: Origin = Origin.STATED) -> RegionMention:
    return RegionMention(regions_by_code()[code].full_name, code, Evidence(span, rule, origin))
