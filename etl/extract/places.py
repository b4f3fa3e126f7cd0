"""Names of places: which places a name can mean, and chains of names (山东烟台福山) read to the smallest place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from etl.reference.places import NATIONAL, Region, load_regions, load_zones

# Ranks that stand for a place named elsewhere (省公安厅, 市网信办); 全市 and 我市 mean the same.
RANKS = {
    "省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city", "县": "county", "区": "county",
    "旗": "county",
}  # fmt: skip
# 郑州高新区, 某经开区: a zone without a place of its own in the list counts to the place before it.
ZONE = re.compile(
    r"(?:(?:国家级?)?(?:高新技术产业|高新|新技术|经济技术|经济|临空经济|空港|综合)?(?:技术)?(?:开发|产业园|示范|合作|实验|(?:自由贸易)?试验|保税|旅游度假)区|"
    r"高新区|经开区|新区|自贸区|示范区|园区|管委会)$"
)
ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "辽": "210000", "吉": "220000", "黑": "230000",
    "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000", "鲁": "370000",
    "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000", "渝": "500000",
    "川": "510000", "蜀": "510000", "黔": "520000", "滇": "530000", "陕": "610000", "甘": "620000", "陇": "620000",
    "青": "630000", "宁": "640000", "新": "650000", "藏": "540000", "蒙": "150000",
}  # fmt: skip


class Place(Struct, frozen=True):
    """A chain of place names in a text. `codes` are the places it can mean, empty when they contradict each other."""

    start: int
    end: int
    codes: tuple[str, ...]
    is_weak: bool  # only a short name that may be an everyday word
    zone: str | None = None  # 高新区, 郑东新区: a zone, which belongs to the place but has bodies of its own
    rank: str | None = None  # 市 of 市网信办: the place itself is named elsewhere


@lru_cache(maxsize=1)
def regions_by_code() -> dict[str, Region]:
    """Return the places by code."""
    return {region.region_code: region for region in load_regions()}


def _spellings(region: Region) -> dict[str, bool]:
    """Return the names of a place, each with whether it is weak."""
    names = {region.region_name: region.region_name in BARE}
    if region.short_name not in WORDS:
        names.setdefault(region.short_name, region.has_weak_short_name)
    if region.region_name.endswith("新区") and region.short_name == region.region_name:
        names.setdefault(region.region_name[:-2], True)
    if region.region_name.endswith("自治州"):
        names.setdefault(f"{region.short_name}州", False)
    return names


BARE = {"城区", "郊区", "矿区", "东区", "西区"}
# 公安县, but 公安局; 会同县, but 会同有关部门: these short names are words of the trade.
WORDS = {
    "共和",
    "公安",
    "互助",
    "通道",
    "会同",
    "合作",
    "中方",
    "资源",
    "商城",
    "南部",
    "天等",
    "解放",
    "新建",
    "大方",
    "民权",
    "惠民",
}


@lru_cache(maxsize=1)
def place_names() -> dict[str, tuple[tuple[str, ...], bool]]:
    """Return every name with the codes it can mean, the higher places first, and whether it is weak."""
    found: dict[str, tuple[list[str], bool]] = {}
    for region in sorted(load_regions(), key=_height):
        if region.region_code == NATIONAL:
            continue
        for name, is_weak in _spellings(region).items():
            codes, was_weak = found.setdefault(name, ([], is_weak))
            codes.append(region.region_code)
            found[name] = (codes, was_weak and is_weak)
    for zone in load_zones():
        found.setdefault(zone.name, ([zone.region_code], False))
    return {name: (tuple(codes), is_weak) for name, (codes, is_weak) in found.items()}


def _height(region: Region) -> int:
    return ("country", "province", "city", "county", "former").index(region.level)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(zone.name for zone in load_zones())


@lru_cache(maxsize=2)
def _lengths(by_end: bool) -> dict[str, tuple[int, ...]]:
    """Return how long the names are that begin (or end) with two given characters, the longest first."""
    found: dict[str, set[int]] = {}
    for name in place_names():
        found.setdefault(name[-2:] if by_end else name[:2], set()).add(len(name))
    return {pair: tuple(sorted(lengths, reverse=True)) for pair, lengths in found.items()}


@lru_cache(maxsize=8192)
def lineage(code: str) -> tuple[str, ...]:
    """Return a place and all places above it, smallest first, without the country.

    >>> lineage("431026")
    ('431026', '431000', '430000')
    """
    places = regions_by_code()
    chain: list[str] = []
    while code and code != NATIONAL and code in places:
        chain.append(code)
        code = places[code].parent_code or ""
    return tuple(chain)


def is_within(inner: str, outer: str) -> bool:
    """Return whether a place lies in another or is the same."""
    return outer == NATIONAL or outer in lineage(inner)


def common_place(codes: Iterable[str]) -> str | None:
    """Return the smallest place that all places share; None when they lie in different provinces.

    >>> common_place(["110106", "110114"]), common_place(["370000", "130000"]), common_place(["431026", "431000"])
    ('110000', None, '431000')
    """
    chains = [lineage(code) for code in codes]
    if not chains:
        return None
    return next((code for code in chains[0] if all(code in chain for chain in chains[1:])), None)


def narrow(codes: Sequence[str], outer: Sequence[str]) -> tuple[str, ...]:
    """Return those places that lie within one of the outer ones."""
    return tuple(code for code in codes if any(is_within(code, other) and code != other for other in outer))


def _name_before(plain: str, end: int, low: int) -> int | None:
    """Return where the longest name begins that ends at `end`, or None."""
    names = place_names()
    for length in _lengths(True).get(plain[end - 2 : end] if end >= 2 else "", ()):
        if end - length >= low and plain[end - length : end] in names:
            return end - length
    return None


def _name_after(plain: str, start: int, high: int) -> int | None:
    """Return where the longest name ends that begins at `start`, or None."""
    names = place_names()
    for length in _lengths(False).get(plain[start : start + 2], ()):
        if start + length <= high and plain[start : start + length] in names:
            return start + length
    return None


def _zone_before(plain: str, end: int, low: int) -> tuple[int, str] | None:
    found = ZONE.search(plain[max(low, end - 12) : end])
    return (end - len(found.group()), found.group()) if found else None


def _named_zone(plain: str, start: int, zone: str, low: int) -> tuple[int, str]:
    """Return where a zone with a name of its own begins, and its name: 武汉|东湖新技术开发区."""
    if _name_before(plain, start, low) is None:
        for at in range(start - 2, max(start - 5, low), -1):
            found = _name_before(plain, at, low)
            if found is not None and not place_names()[plain[found:at]][1]:
                return at, plain[at:start] + zone
    return start, zone


_ZONE_ENDS = ("区", "会")


def read_place_before(plain: str, end: int, low: int = 0) -> Place | None:
    """Return the chain of place names that ends at `end`, or None.

    >>> place = read_place_before("近日,山东烟台福山公安机关", 9)
    >>> place.codes, place.start
    (('370611',), 3)
    >>> read_place_before("当地公安机关", 2) is None
    True
    """
    start, zone = end, None
    names = _names_before(plain, start, low)
    if not names:
        found = _zone_before(plain, end, low) if plain.endswith(_ZONE_ENDS, low, end) else None
        if found is None:
            return None
        start, zone = _named_zone(plain, *found, low)
        names = _names_before(plain, start, low)
    for name in names:
        start -= len(name)
    codes, is_weak, zones = _read_names(tuple(names[::-1]))
    if zone is None and zones:
        zone = zones[-1]
    return Place(start, end, codes, is_weak and zone is None, zone)


def _names_before(plain: str, end: int, low: int) -> list[str]:
    """Return the names that stand one after the other before `end`, the longest that fit, the last first."""
    known, lengths = place_names(), _lengths(True)
    names: list[str] = []
    while at_end := lengths.get(plain[end - 2 : end]):
        for length in at_end:
            start = end - length
            if start >= low and (name := plain[start:end]) in known:
                names.append(name)
                end = start
                break
        else:
            break
    return names


@lru_cache(maxsize=8192)
def _read_names(names: tuple[str, ...]) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """Return what the last of the names can mean after those before it, whether all are weak, and which are zones."""
    known = place_names()
    codes: tuple[str, ...] = ()
    is_weak = True
    for name in names:
        options, weak = known[name]
        inner = narrow(options, codes) if codes else options
        if codes and not inner:
            inner = tuple(code for code in options if code in codes) or (codes if weak else options)
        codes = inner
        is_weak = is_weak and weak
    return codes, is_weak, tuple(name for name in names if name in _zone_names())


def read_chain(plain: str, start: int = 0, high: int | None = None) -> Place | None:
    """Return the chain of place names that begins at `start`, longest names first, or None.

    >>> read_chain("大理州洱源县某医院").codes
    ('532930',)
    """
    high = len(plain) if high is None else min(high, len(plain))
    names: list[str] = []
    at = start
    while (end := _name_after(plain, at, high)) is not None:
        names.append(plain[at:end])
        at = end
    if not names:
        return None
    codes, is_weak, zones = _read_names(tuple(names))
    return Place(start, at, codes, is_weak, zones[0] if zones else None)


def choose(codes: Sequence[str], context: Sequence[str] = ()) -> str | None:
    """Return the one place that is meant: the only one, the one within a place of the context, or the highest one.

    Two places of the same height without a telling context stay undecided (None).

    >>> choose(("110105", "220104")), choose(("110105", "220104"), ("220000",)), choose(("220000",))
    (None, '220104', '220000')
    """
    if len(codes) <= 1:
        return codes[0] if codes else None
    for depth in (3, 2, 1):
        outer = [other for other in context if len(lineage(other)) == depth]
        near = [code for code in codes if any(is_within(code, other) for other in outer)]
        if near:
            return min(near, key=lambda code: len(lineage(code))) if _is_one_chain(near) else None
    heights = [_height(regions_by_code()[code]) for code in codes]
    top = min(heights)
    return codes[heights.index(top)] if heights.count(top) == 1 else None


def _is_one_chain(codes: Sequence[str]) -> bool:
    deepest = max(codes, key=lambda code: len(lineage(code)))
    return all(code in lineage(deepest) for code in codes)
