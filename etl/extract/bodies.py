"""The names of bodies in a text, and what its sentences say each body does.

A body's name is a place, or the rank of a place named elsewhere (市网信办), and a word that names of bodies end in;
central bodies have names of their own; 山东、河北公安机关 names two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from heapq import merge
from typing import NamedTuple

from etl.extract.places import Place, is_within, lineage, read_chain, read_place_before
from etl.model import Hits, Scope, Span
from etl.reference.bodies import BodyWord, load_body_words, load_central_authorities, load_central_names
from etl.reference.places import NATIONAL


class Part(IntEnum):
    """What a sentence says a body does, weakest first."""

    OUTSIDE = 0  # guides, passes on a lead, receives a report, is quoted as a source
    SPEAKS = 1  # a spokesman says, it will
    NAMED = 2
    HANDLES = 3


class Mention(NamedTuple):
    """One name of a body in the text."""

    name: str
    span: Span
    system: str
    form: str  # central organ collective unit joint
    codes: tuple[str, ...]  # places it can belong to
    rank: str | None  # 市 of 市网信办
    zone: str | None
    seat: str  # what tells bodies of one system and place apart: 中级, 第二, 互联网 …
    is_generic: bool
    part: Part = Part.NAMED
    is_receiver: bool = False  # 接到报案: handles, but a name beside a later decision yields to it
    authority_id: str | None = None
    region_code: str | None = None


_STOP = re.compile("[。！？；;\n]")
_ORDINAL = "第[一二三四五六七八九十]"
# Words between a place and the word of its body: 郑州市|委|网信办, 吉林省|人民|检察院 stands in the body words.
_BEFORE_BODY = re.compile(rf"(?:党工委|党委|委|{_ORDINAL}|互联网|知识产权)$")
_BEFORE_ENDS = ("委", "网", "权", *"一二三四五六七八九十")
# Units of an office, part of its name: 某市公安局|网安支队, |城东分局. Not 某市公安局|民警.
_UNIT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}?分局|网络安全保卫(?:总队|支队|大队|部门)|网络警察(?:总队|支队|大队)|网安(?:总队|支队|大队|中队|部门)?|"
    r"网警(?:总队|支队|大队)?|网技(?:总队|支队|大队)|(?:刑侦|刑警|经侦|治安|反诈|食药环侦|食药侦|环食药侦|巡特警|禁毒)(?:总队|支队|大队)|"
    r"[\u4e00-\u9fff]{2,6}?派出所|第[一二三四五六七八九十]分院|第[一二三四五六七八九十]?稽查局|稽查局|执法稽查局|(?:综合|稽查|行政|综合行政)?执法(?:支队|大队|总队|局)|稽查(?:支队|大队|总队)|"
    r"[\u4e00-\u9fff]{2,4}(?:监管局|监督管理局|市场监管所|市场监督管理所|监管所)|"
    r"经济开发区分局|(?:高新|经开|开发)区?分局)"
)
# What follows the place in a local branch of a central body: 国家税务总局|杭州市|税务局.
_BRANCH = re.compile(r"税务局(?:第?[一二三四五六]?稽查局)?|监管分局|监管局|分行|中心支行|支行|分局|专员办|特派员办事处")
# What begins a new thought, not a unit: 某市公安局|对城东分局移交的案件.
_NO_UNIT = re.compile("[对向在和与及同把将由被经]|联合|会同|组织|指导|责成|移交|移送")
_JOINT_WORDS = (
    "市场监管|公安|网信|交通运输|交通|文化旅游|文旅|工信|通信管理|通信|税务|城管|卫健|卫生健康|教育|住建|房管|商务|广电|金融监管|金融|人社|"
    "发改|药监|农业农村|检察|宣传|应急|消防|知识产权|邮政|烟草|生态环境|自然资源|民政|司法"
)
# One phrase for several systems: 交通、网信、公安等六部门, 多部门. Not 网信部门.
_JOINT = re.compile(
    rf"(?:(?:{_JOINT_WORDS})(?:局|部门)?[、和与及]){{1,9}}(?:{_JOINT_WORDS})(?:局|部门)?等?"
    rf"(?:[一二三四五六七八九十多\d]+个?(?:部门|单位)|(?:相关|有关|职能|多个|多)?部门|联合执法组|执法人员|执法部门|联合工作组|单位)"
    rf"|(?:{_JOINT_WORDS})等(?:[一二三四五六七八九十多\d]+个?(?:部门|单位)|(?:相关|有关|职能|多个|多)?部门|联合执法组)"
    rf"|多个?部门(?:联合执法组)?|联合执法组"
)
# The middle of such a phrase: 、公安, 等六部门, 多部门.
_JOINT_HINT = re.compile(
    rf"[、和与及等多联](?:(?<=[、和与及])[{''.join(dict.fromkeys(word[0] for word in _JOINT_WORDS.split('|')))}]|"
    r"(?<=等)[一二三四五六七八九十多\d部单相有职联]|(?<=多)个?部门|(?<=联)合执法组)"
)
_CLAUSE_MARK = re.compile("[，,。；;]")
_LIST_JOINT = "、和与及"

# After a body behind 在: 的指导下, 统一部署下. Not 的指导意见.
_GUIDES_AFTER = re.compile(
    r"^(?:[^，,。；;]{0,30}?)?(?:的)?(?:统一|精心|大力|有力|直接|具体|业务|悉心|统筹|牵头)?(?:指导|领导|部署|支持|协助|配合|帮助|指挥|统筹|协调|组织|监督|督导|推动)(?:和[^，,。；;]{1,6})?下"
)
_ORDERED_BY = re.compile("按|根据|依据|落实")
# After a body behind 按照: 统一部署, 要求. Not 依法查处.
_ORDERS_AFTER = re.compile(r"^(?:的)?(?:统一|工作|有关|相关|专项)?(?:部署|要求|安排|授权|委托|通知|通报要求)")
# The body hands on or oversees: 移送的线索, 挂牌督办. Not 移送审查起诉, 通报下架.
_PASSES_AFTER = re.compile(
    r"^在[^，,。；;]{2,6}基础上|^(?:网站|官网)?(?:统一|联合|高度重视，?)?(?:指导|部署|挂牌|督办|交办|移交|移送|转办|转交|推送|转来|提供|下发|组织全国|通报的|发布的线索|反馈)"
    r"(?!公安机关|司法机关|检察机关|审查起诉|属地公安|下架|关闭)"
)
# The body wrote what others act upon: 联合发布的《公告》. Not 发布了《公告》.
_WRITES_AFTER = re.compile(r"^[^，,。；;《]{0,40}?(?:发布|印发|公布|制定|出台|下发)的[^，,。；;《]{0,8}《")
# The body is spoken to, used or feigned: 向, 移送, 配合, 冒充. Not 由, 被.
_TOWARDS = re.compile(
    r"(?:向|移送至?|移交至?|移送给|移交给|转交给?|转至|转给|报请|报送|上报|报告|报备|报经|配合|协助|引导|建议|会商|商请|提请|函请|抄送|诉至|起诉至|诉讼至|"
    r"上诉至|抗诉至|交由|交给|转由|来自|来源[：:]|素材[：:|]|供稿[：:]|文[：:|/]|图[：:|/]|据悉，?|举报到|投诉到|投诉至|致电|拨打|关注|拒不接受|服从|"
    r"组织|冒充|假冒|谎称|自称|伪造|伪装成|仿冒|假扮|联系|求助|咨询|告知|请求|"
    r"接到|收到|接|经报|呈报|报|对口|通报给?|反映给|督办，?由?)"
    r"(?:属地|当地|上级|辖区|有关|相关|有管辖权的|所在地|各地|全国|辖内|所属|同级|相应)?的?$"
)
# The body is only a source: 微信公众号, 官网, 机关报. Not 网站被关闭.
_QUOTED_AFTER = re.compile(
    r"^[”\"」】》]?(?:的)?(?:官方)?(?:机关报|机关刊|下属|直属|主管的|主办的|微信|微博|公众号|官网|官微|客户端|抖音号|视频号|账号|App|APP|网站(?:公布|发布|通报)|数据显示|统计)"
)
# The body speaks or plans: 提醒, 相关负责人表示, 将. Not 依法.
_SPEAKS_AFTER = re.compile(
    r"^[:：]|^[^，,。；;]{0,10}(?:分享|刊文|撰文|发文称)|^(?:网络安全|执法|办案)?(?:民警|检察官|法官|干警|工作人员|执法人员)?(?:郑重|特别|温馨|友情|再次|同时)?(?:提醒|提示|呼吁|倡议|建议|表示|介绍|指出|强调|有关负责人|相关负责人|负责人|新闻发言人|发言人|"
    r"有关部门负责人|将|备案号|备案|地址|电话)"
)
# 总局在官网公布某市某局…: what it publishes is another body's decision.
_PUBLISHES_ANOTHERS = re.compile(
    r"^(?:在[^，,。；;]{1,8})?(?:公布|发布|公开|披露|转发|通报)了?[^，,。；;]{2,14}(?:局|网信办|公安机关|分局|法院|检察院|警方)(?:对|的|作出|查处|办理|侦办)"
)
# After a body behind 在: 进行网络安全等级保护备案. Not 立案.
_REGISTERS_AFTER = re.compile(r"^(?:办理|进行|完成|履行|作出|的)?(?:[^，,。；;]{0,10})备案")
# The body acts, in the passive: 被, 由属地. Not 向.
_BY_BEFORE = re.compile(r"(?:由|被|经|遭|遭到|受到)(?:属地|当地|辖区|有关|相关)?的?$")
# The body hears of the case: 接通报, 民警收到. Not 依法受理.
_RECEIVES_AFTER = re.compile(
    r"^(?:近日|日前|民警|在工作中|工作中)?，?(?:接通报|接到|接报|接群众|接举报|接线索|收到|获取线索)"
)
# Anything a body does with a case: 依法约谈, 抓获, 判处. Not 位于.
_HANDLES_AFTER = re.compile(
    r"侦办|办理|侦破|破获|告破|破案|侦查|查处|查办|查获|查明|查封|查实|查证|核查|检查|巡查|调查|处罚|罚款|处以|处置|处理|惩处|惩治|打击|打掉|捣毁|斩断|摧毁|端掉|铲除|"
    r"抓获|抓捕|刑拘|拘留|逮捕|立案|采取|移送审查|移送|约谈|责令|警告|没收|吊销|下架|关闭|关停|封禁|禁言|注销|判处|判决|裁定|审结|审理|一审|二审|宣判|认定|认为|"
    r"驳回|维持|受理|公诉|批捕|批准|起诉|支持|依法|依据|根据|按照|依照|执法|通报|下达|作出|给予|予以|整治|督促|开展|启动|接到|接报|收到|发现|锁定|联合|会同|"
    r"联动|组织|部署|公布|曝光|罚|收缴|追缴|撤销|责成|介入|提级|组建|成立专案|成立专班|收网|出击|查|到达|赶至|赶到|进驻|要求|教育|训诫|传唤|侦结"
)
# A sentence that looks ahead or around: 下一步, 近年来. Not 近日.
_ASIDE = re.compile(r"^(?:下一步|今后|接下来|未来|下阶段|据介绍|近年来)")


@lru_cache(maxsize=1)
def _words() -> dict[str, BodyWord]:
    return {word.text: word for word in load_body_words()}


@lru_cache(maxsize=1)
def central_names() -> dict[str, tuple[str, str]]:
    return {name.name: (name.authority_id, name.system) for name in load_central_names()}


def _seat(name: str) -> str:
    """Return what tells bodies of one system and place apart.

    >>> [_seat(name) for name in ("北京市第二中级人民法院", "北京互联网法院", "北京市高级人民法院", "岳麓区检察院")]
    ['第二中级', '互联网', '高级', '']
    """
    if "院" not in name:
        return ""
    ordinal = re.search(_ORDINAL, name) or re.search(r"[一二三四五](?=中院|分院)", name)
    number = ordinal.group() if ordinal else ""
    if number and not number.startswith("第"):
        number = f"第{number}"
    kind = next((kind for kind in ("互联网", "知识产权", "金融", "铁路", "军事", "海事") if kind in name), "")
    if "法院" not in name and "院" not in name[-2:]:
        return ""
    level = "高级" if re.search("高级|高院", name) else "中级" if re.search("中级|中院", name) else ""
    return number + kind + level


def _is_quoted(plain: str, span: Span) -> bool:
    before, after = plain[max(span.start - 1, 0) : span.start], plain[span.end : span.end + 1]
    if before and before in '“"「【《‘' and after and after in '”"」】》’':
        return True
    opened = plain.rfind("《", max(span.start - 60, 0), span.start)
    return opened >= 0 and plain.find("》", opened, span.start) < 0 and "\n" not in plain[opened : span.start]


_REACH = 240  # characters of a sentence that are read before and after a name; sentences are shorter


def sentence_around(plain: str, span: Span, within: Span) -> Span:
    """Return the sentence around a name, within the stretch and within reach."""
    before, after = _around(plain, span, within)
    return Span(span.start - len(before), span.end + len(after))


def _around(plain: str, span: Span, within: Span) -> tuple[str, str]:
    """Return what the sentence of a name says before and after it."""
    low, high = max(within.start, span.start - _REACH), min(within.end, span.end + _REACH)
    before = _STOP.split(plain[low : span.start])[-1]
    stop = _STOP.search(plain, span.end, high)
    return before, plain[span.end : stop.start() if stop else high]


def get_part(plain: str, span: Span, within: Span) -> tuple[Part, bool]:
    """Return what the sentence of a name says the body does, and whether it only receives a report there."""
    before, after = _around(plain, span, within)
    if _is_outside(plain, span, before, after):
        return Part.OUTSIDE, False
    if _SPEAKS_AFTER.match(after) or (before and _ASIDE.match(before.lstrip())) or _PUBLISHES_ANOTHERS.match(after):
        return Part.SPEAKS, False
    receives = bool(_RECEIVES_AFTER.match(after))
    if _in_brackets_of_heading(before):
        return Part.NAMED, False
    if (before and _BY_BEFORE.search(before[-10:])) or _HANDLES_AFTER.search(after[:160]):
        return Part.HANDLES, receives
    return Part.NAMED, receives


def _in_brackets_of_heading(before: str) -> bool:
    """Return whether the name stands in the brackets of a case's title: 某人诈骗案（某检察院、某分局）."""
    return before.rfind("案") >= 0 and re.search("案[（(][^）)]*$", before) is not None


def _is_outside(plain: str, span: Span, before: str, after: str) -> bool:
    if _is_quoted(plain, span) or _QUOTED_AFTER.match(after) or _PASSES_AFTER.match(after):
        return True
    if "《" in after and _WRITES_AFTER.match(after):
        return True
    clause = _CLAUSE_MARK.split(before)[-1]
    if not clause:
        return False
    if "在" in clause and (_GUIDES_AFTER.match(after) or _REGISTERS_AFTER.match(after)):
        return True
    if _ORDERS_AFTER.match(after) and _ORDERED_BY.search(clause):
        return True
    return _TOWARDS.search(clause[-20:]) is not None


def iter_bodies(plain: str, hits: Hits, within: Span) -> Iterator[Mention]:
    """Yield every mention of a body in a stretch of the text, in order, with the part its sentence gives it."""
    reached = within.start
    listed: Mention | None = None
    single, joint = _single_in(plain, hits, within), list(_joint_in(plain, within))
    for mention in merge(joint, single, key=position) if joint else single:
        if mention.span.start < reached:
            continue
        if mention.name == "法院" and plain.endswith("审理", within.start, mention.span.start):
            start = mention.span.start - 2
            mention = mention._replace(name="审理法院", span=Span(start, mention.span.end))
        part, is_receiver = get_part(plain, mention.span, within)
        if listed is not None and listed.span.end == mention.span.end:
            part = listed.part
        found = mention
        if part is not Part.NAMED or is_receiver:
            found = mention._replace(part=part, is_receiver=is_receiver)
        listed = found if mention.form == "listed" else None
        reached = reached if listed else mention.span.end
        yield found


def find_bodies(scope: Scope, within: Span) -> tuple[Mention, ...]:
    """Return every mention of a body in a stretch of the text, in order, with the part its sentence gives it."""
    return find_bodies_in(scope, (within,))[0]


def find_bodies_in(scope: Scope, stretches: Sequence[Span]) -> list[tuple[Mention, ...]]:
    """Return the mentions of each of several stretches of the text."""
    plain, hits = scope.plain, scope.hits
    triggers = _triggers(plain, hits)
    return [
        _find_bodies(plain, hits, within) if triggers[bisect_left(triggers, within.start)] < within.end else ()
        for within in stretches
    ]


# What a name of several systems at once ends in.
_JOINT_END = re.compile("部门|单位|执法组")


@lru_cache(maxsize=4)
def _triggers(plain: str, hits: Hits) -> list[int]:
    """Return where in a text something stands that makes a body's name possible, and the end of the text."""
    named = [start for start, *_ in _named(plain, hits)]
    return [*sorted(named + [found.start() for found in _JOINT_END.finditer(plain)]), len(plain)]


@lru_cache(maxsize=4)
def _named(plain: str, hits: Hits) -> list[tuple[int, int, bool, str]]:
    """Return the words of bodies, each as start, end (negative), whether the body is local, and key; longest first."""
    whole = Span(0, len(plain))
    return sorted(
        (start, -end, kind == "body", key)
        for kind in ("authority", "body")
        for start, end, key in hits.bounds(whole, kind)
    )


@lru_cache(maxsize=256)
def _find_bodies(plain: str, hits: Hits, within: Span) -> tuple[Mention, ...]:
    found = list(iter_bodies(plain, hits, within))
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and _are_joined(plain, found[index - 1], found[index]):
            continue
        if any(mention.part is Part.OUTSIDE for mention in found[start:index]):  # 在甲、乙指导下: both guide
            found[start:index] = [mention._replace(part=Part.OUTSIDE) for mention in found[start:index]]
        start = index
    return tuple(found)


def _are_joined(plain: str, one: Mention, other: Mention) -> bool:
    return other.span.start - one.span.end == 1 and plain[one.span.end] in _LIST_JOINT


def position(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _joint_in(plain: str, within: Span) -> Iterator[Mention]:
    """Yield collective names of several systems: 某市交通、网信、公安等六部门."""
    at = within.start, within.end
    if _JOINT_END.search(plain, *at) is None or (hint := _JOINT_HINT.search(plain, *at)) is None:
        return
    for found in _JOINT.finditer(plain, max(within.start, hint.start() - 10), within.end):
        place = read_place_before(plain, found.start(), within.start)
        if place is None and not found.group().startswith(("多部门", "多个部门", "联合执法组")):
            start, rank = _rank_before(plain, found.start(), within.start)
        else:
            start, rank = (place.start if place else found.start()), None
        yield Mention(
            plain[start : found.end()],
            Span(start, found.end()),
            "joint",
            "joint",
            place.codes if place else (),
            rank,
            place.zone if place else None,
            "",
            is_generic=place is None and rank is None,
        )


def _single_in(plain: str, hits: Hits, within: Span) -> Iterator[Mention]:
    reached = within.start
    named = _named(plain, hits)
    for index in range(bisect_left(named, (within.start,)), len(named)):
        start, end, is_local, key = named[index]
        if start >= within.end:
            return
        if start < reached or -end > within.end or _is_prefix(plain, key, -end):
            continue
        span = Span(start, -end)
        if is_local:
            found = _local_mentions(plain, span, reached, within)
        else:
            found = _central_mention(plain, span, key, within)
        yield from found
        reached = max([reached, *(mention.span.end for mention in found)])


def _is_prefix(plain: str, system: str, end: int) -> bool:
    """Return whether a party committee or government only begins another name: 市委 of 市委网信办, 政府 of 政府网站."""
    if system not in ("party", "government"):
        return False
    after = plain[end : end + 12]
    if re.match("部门|网站|机关|采购|工作|信息|单位|数据|系统|规章|购买|组成|主要|领导", after):
        return True
    return any(after[:length] in _words() for length in range(len(after), 1, -1))


def _central_mention(plain: str, span: Span, authority_id: str, within: Span) -> list[Mention]:
    """Return the central body, or the local branch whose name begins with it (国家税务总局杭州市税务局)."""
    rest = read_chain(plain, span.end, min(span.end + 24, within.end))
    if rest is not None:
        branch = _BRANCH.match(plain, rest.end, within.end)
        if branch:
            system = load_central_authorities()[authority_id].system
            return [_local(plain, Span(span.start, branch.end()), system, "organ", rest.codes, None, None)]
    body = load_central_authorities()[authority_id]
    name = span.of(plain)
    return [
        Mention(
            name, span, body.system, "central", (NATIONAL,), None, None, authority_id, False, authority_id=authority_id
        )
    ]


def _local(
    plain: str, span: Span, system: str, form: str, codes: tuple[str, ...], rank: str | None, zone: str | None
) -> Mention:
    name = span.of(plain)
    return Mention(
        name, span, system, form, codes, rank, zone, _seat(name), not codes and rank is None and zone is None
    )


_RANK = re.compile(r"(?:全|我|该|本|某)?(自治区|省|市|州|盟|县|区|旗)$")
_RANK_ENDS = ("省", "市", "州", "盟", "县", "区", "旗")


def _rank_before(plain: str, end: int, low: int) -> tuple[int, str | None]:
    """Return where a rank that stands for a place begins, and the rank: 省公安厅, 全市网信部门, 我县公安局."""
    if not plain.endswith(_RANK_ENDS, low, end):
        return end, None
    found = _RANK.search(plain[max(low, end - 5) : end])
    if not found or plain[max(low, end - 3) : end].endswith(("县级市", "辖区")):
        return end, None
    return end - len(found.group()), found.group(1)


def _local_mentions(plain: str, hit: Span, low: int, within: Span) -> list[Mention]:
    """Return the bodies whose names end in the body word: one, or several for 山东、河北公安机关."""
    word = _words()[hit.of(plain)]
    begin = start = _skip_before_body(plain, hit.start, low)
    place = _read_place_among(plain, start, low) or read_place_before(plain, start, low)
    rank: str | None = None
    if place is None:
        start, rank = _rank_before(plain, start, low)
        if rank is None:
            start = hit.start - 2 if plain[max(low, hit.start - 2) : hit.start] in _NEARBY else hit.start
        if not _stands_alone(word) and not (rank and word.text in _RANKED):
            return []
    else:
        start = place.start
    end, form = _extend(plain, hit.end, within.end, word.form)
    end, codes, zone = _branch(plain, end, within.end, place)
    span = Span(start, end)
    first = _local(plain, span, word.system, form, codes, rank, zone)
    if place is None:
        return [first]
    tail = plain[max(begin, place.end) : end]
    if begin > place.end:  # 北京、上海等地公安机关
        first = first._replace(name=plain[place.start : place.end] + tail)
    return [*_listed(plain, place, tail, span, low, first), first]


_AMONG = re.compile("等(?:多?[地省市]|[省市区]{2,3})?$")


def _read_place_among(plain: str, end: int, low: int) -> Place | None:
    """Return the last place of a list that ends in 等地 before a body word."""
    found = _AMONG.search(plain[max(low, end - 4) : end]) if "等" in plain[max(low, end - 4) : end] else None
    return read_place_before(plain, end - len(found.group()), low) if found else None


def _stands_alone(word: BodyWord) -> bool:
    """Return whether a body word means a body without a place: 公安机关 does; 公安, 政府 and 网信 alone do not."""
    return word.system not in ("government", "party") and (len(word.text) > 2 or word.text in _SHORT_BODIES)


_NEARBY = {"当地", "属地", "地方", "辖区"}
_SHORT_BODIES = {"警方", "网警", "法院", "检方", "海关", "央行"}
_RANKED = {"公安", "网信", "网安", "政府", "政府办", "政府办公室", "人民政府", "纪委", "监委", "中院", "高院"}


def _skip_before_body(plain: str, end: int, low: int) -> int:
    """Return where the place before a body word ends: 郑州市 of 郑州市委网信办, 北京市 of 北京市第二中级人民法院."""
    while plain.endswith(_BEFORE_ENDS, low, end) and (found := _BEFORE_BODY.search(plain[max(low, end - 5) : end])):
        end -= len(found.group())
    return end


def _extend(plain: str, end: int, high: int, form: str) -> tuple[int, str]:
    """Return where the name ends with its units: 某市公安局|网安支队."""
    while found := _UNIT.match(plain, end, min(end + 16, high)):
        head = found.group()
        if head.endswith(("分局", "派出所", "监管局", "管理局", "监管所", "管理所")) and _NO_UNIT.match(head):
            break
        end += len(head)
    return end, form


_BRANCH_OFFICE = re.compile(r"([\u4e00-\u9fff]{2,4})(?:分局|(?:(?:市场)?监管局|监督管理局)\Z)")


def _branch(plain: str, end: int, high: int, place: Place | None) -> tuple[int, tuple[str, ...], str | None]:
    """Return the end of the name, its place and zone; a branch office (朝阳分局) belongs to the smaller place."""
    if place is None:
        return end, (), None
    codes = place.codes
    found = _BRANCH_OFFICE.search(plain, place.end, end) if plain.find("局", place.end, end) >= 0 else None
    if found:
        for cut in range(len(found.group(1)) - 1):
            inner = read_chain(found.group(1)[cut:])
            smaller = (
                tuple(code for code in inner.codes if any(is_within(code, outer) for outer in codes)) if inner else ()
            )
            if smaller:
                return end, smaller, place.zone
    return end, codes, place.zone


def _listed(plain: str, place: Place, tail: str, span: Span, low: int, first: Mention) -> list[Mention]:
    """Return the bodies of the places listed before: the 山东 of 山东、河北公安机关."""
    found: list[Mention] = []
    end = place.start
    while end > low and plain[end - 1] in _LIST_JOINT:
        other = read_place_before(plain, end - 1, low)
        if other is None or not other.codes or (other.is_weak and not _are_neighbours(other, place)):
            break
        name = plain[other.start : other.end] + tail
        found.append(
            first._replace(
                name=name, span=Span(other.start, span.end), codes=other.codes, zone=other.zone, form="listed"
            )
        )
        end = other.start
    return found[::-1]


def _are_neighbours(one: Place, other: Place) -> bool:
    parents = {lineage(code)[1:2] for code in one.codes}
    return any(lineage(code)[1:2] in parents for code in other.codes)


def read_body(text: str) -> Mention | None:
    """Return the body whose name the whole text is, or None."""
    whole = Span(0, len(text))
    for end in range(len(text), 3, -1):
        if text[:end] in central_names():
            found = _central_mention(text, Span(0, end), central_names()[text[:end]][0], whole)[0]
            return found if found.span == whole else None
    for start in range(1, len(text)):
        for end in range(len(text), start + 1, -1):
            found_here = _local_mentions(text, Span(start, end), 0, whole) if text[start:end] in _words() else []
            if found_here and found_here[-1].span == whole:
                return found_here[-1]
    return None
