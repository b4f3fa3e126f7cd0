"""The names of bodies in a text, and what its sentences say each body does.

A body's name is a place, or the rank of a place named elsewhere (市网信办), and a word that names of bodies end in;
central bodies have names of their own; 山东、河北公安机关 names two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from heapq import merge

from msgspec import Struct
from msgspec.structs import replace

from etl.alternation import find_begun, group_words
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


# In the words of a module a member is found sooner than in its class.
_OUTSIDE, _SPEAKS, _NAMED, _HANDLES = Part


class Mention(Struct, frozen=True):
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
    authority_id: str | None = None  # of a central body


class BodyName(Struct, frozen=True):
    """A name of a body before its sentence is read; the fields are those of a mention."""

    text: str
    start: int
    end: int
    system: str
    form: str
    codes: tuple[str, ...]
    rank: str | None
    zone: str | None
    seat: str
    is_generic: bool
    authority_id: str | None = None


_STOP = re.compile("[。！？；;\n]")
_ORDINAL = "第[一二三四五六七八九十]"
_NUMBERED = re.compile(rf"{_ORDINAL}|[一二三四五](?=中院|分院)")
# Words between a place and the word of its body: 郑州市|委|网信办, 吉林省|人民|检察院 stands in the body words.
_BEFORE_BODY = re.compile(rf"(?:党工委|党委|委|{_ORDINAL}|互联网|知识产权)$")
_BEFORE_ENDS = frozenset("委网权一二三四五六七八九十")
# Units of an office, part of its name: 某市公安局|网安支队, |城东分局. Not 某市公安局|民警.
_UNIT = re.compile(
    r"(?=网|[\u4e00-\u9fff]{0,12}[局队所院])"  # what a unit begins with or ends in: decides at a glance
    r"(?:[\u4e00-\u9fff]{2,4}?分局|[\u4e00-\u9fff]{2,8}?(?:开发|投资|示范|度假|园|新|管理|合作|保税|工业|风景|景|林)区分局|网络安全保卫(?:总队|支队|大队|部门)|网络警察(?:总队|支队|大队)|网安(?:总队|支队|大队|中队|部门)?|"
    r"网警(?:总队|支队|大队)?|网技(?:总队|支队|大队)|(?:刑侦|刑警|经侦|治安|反诈|食药环侦|食药侦|环食药侦|食药环犯罪侦查|刑事侦查|经济犯罪侦查|网络安全(?:保卫)?和技术侦查|交警|巡特警|禁毒)(?:总队|支队|大队)|"
    r"[\u4e00-\u9fff]{2,6}?派出所|第[一二三四五六七八九十]分院|第[一二三四五六七八九十]?稽查局|稽查局|执法稽查局|(?:综合|稽查|行政|综合行政)?执法(?:支队|大队|总队|局|队)|稽查(?:支队|大队|总队)|"
    r"[\u4e00-\u9fff]{2,4}(?:监管局|监督管理局|市场监管所|市场监督管理所|监管所)|"
    r"经济开发区分局|(?:高新|经开|开发)区?分局)"
)
# What follows the place in a local branch of a central body: 国家税务总局|杭州市|税务局.
_BRANCH = re.compile(
    r"税务局(?:第?[一二三四五六七八九]?稽查局)?|监管分局|监管局|分行|中心支行|支行|中心支局|分局|总部|营业管理部|专员办|特派员办事处"
)
# A zone of the place of such a branch: 国家税务总局西安|经济技术开发区|税务局.
_ZONE = re.compile("[\u4e00-\u9fff]{2,12}?(?:开发区|新区|高新区|保税区|示范区|园区)(?=税务局|监管|分局)")
# What begins a new thought, not a unit: 某市公安局|对城东分局移交的案件.
_NO_UNIT = re.compile("[对向在和与及同把将由被]|经(?![济开])|联合|会同|组织|指导|责成|移交|移送")
_JOINT_WORDS = (
    "市场监管|公安|网信|交通运输|交通|文化旅游|文旅|工信|通信管理|通信|税务|城管|卫健|卫生健康|教育|住建|房管|商务|广电|金融监管|金融|人社|"
    "发改|药监|农业农村|检察|宣传|应急|消防|知识产权|邮政|烟草|生态环境|自然资源|民政|司法"
)
# One phrase for several systems: 交通、网信、公安等六部门, 多部门. Not 网信部门.
_JOINT_STARTS = "".join(dict.fromkeys(word[0] for word in _JOINT_WORDS.split("|")))
_JOINT = re.compile(
    rf"(?:(?:{_JOINT_WORDS})(?:局|部门)?[、和与及]){{1,9}}(?:{_JOINT_WORDS})(?:局|部门)?等?"
    rf"(?:[一二三四五六七八九十多\d]+个?(?:部门|单位)|(?:相关|有关|职能|多个|多)?部门|联合执法组|执法人员|执法部门|联合工作组|单位)"
    rf"|(?:{_JOINT_WORDS})等(?:[一二三四五六七八九十多\d]+个?(?:部门|单位)|(?:相关|有关|职能|多个|多)?部门|联合执法组)"
    rf"|多个?部门(?:联合执法组)?|联合执法组"
)
_JOINT_BEGINS = re.compile(f"[{_JOINT_STARTS}多联]")
# The middle of such a phrase: 、公安, 等六部门, 多部门.
_JOINT_HINT = re.compile(
    rf"[、和与及等多联](?:(?<=[、和与及])[{_JOINT_STARTS}]|"
    r"(?<=等)[一二三四五六七八九十多\d部单相有职联]|(?<=多)个?部门|(?<=联)合执法组)"
)
_LIST_JOINT = "、和与及"

# After a body behind 在: 的指导下, 统一部署下. Not 的指导意见.
_GUIDES_AFTER = re.compile(
    r"^(?:[^，,。；;]{0,30}?)?(?:的)?(?:统一|精心|大力|有力|直接|具体|业务|悉心|统筹|牵头)?(?:指导|领导|部署|支持|协助|配合|帮助|指挥|统筹|协调|组织|监督|督导|推动)(?:和[^，,。；;]{1,6})?下"
)
_ORDERED_BY = re.compile("按|根据|依据|落实")
# After a body behind 按照: 统一部署, “某行动”工作要求, 《…通知》等工作部署. Not 依法查处.
_ORDERS_AFTER = re.compile(
    r"^(?:的)?(?:“[^”]{1,20}”|(?:《[^》\n]*》(?:[（(][^）)\n]*[）)])?[、和]?)*等?)(?:统一|工作|有关|相关|专项)*(?:部署|要求|安排|授权|委托|通知|通报要求)"
)
# The body wrote what others act upon: 联合发布的《公告》. Not 发布了《公告》.
_WRITES_AFTER = re.compile(r"^[^，,。；;《]{0,40}?(?:发布|印发|公布|制定|出台|下发)的[^，,。；;《]{0,8}《")
# The body is spoken to, used or feigned: 向, 移送, 配合, 冒充. Not 由, 被.
_TOWARDS = re.compile(
    group_words(
        r"(?:向|移送至?|移交至?|移送给|移交给|转交给?|转至|转给|[已均]转|报请|报送|上报|报告|报备|报经|配合|协助|引导|建议|会商|商请|提请|函请|抄送|诉至|起诉至|诉讼至|"
        r"上诉至|抗诉至|交由|交给|转由|来自|来源[：:]|素材[：:|]|供稿[：:]|文[：:|/]|图[：:|/]|据悉，?|举报到|投诉到|投诉至|致电|拨打|关注|拒不接受|服从|"
        r"组织|冒充|假冒|谎称|自称|伪造|伪装成|仿冒|假扮|联系|求助|咨询|告知|请求|"
        r"接到|收到|接|经报|呈报|报|对口|通报给?|反映给|督办，?由?)"
        r"(?:属地|当地|上级|辖区|有关|相关|有管辖权的|所在地|各地|全国|辖内|所属|同级|相应)?的?$"
    )
)
# The body is only a source: 微信公众号, 官网, 机关报; not 网站被关闭. Or it hands on or oversees: 移送的线索,
# 挂牌督办; not 移送审查起诉, 通报下架.
_OUTSIDE_AFTER = (
    r"[\u4e00-\u9fff]{0,5}[〔\[【（(]20\d\d[〕\]】）)]|(?:令|公告)\s?(?:20\d\d年)?第\s?\d{1,4}\s?号[）)]|"
    r"[”\"」】》]?(?:的)?(?:官方)?(?:机关报|机关刊|下属|直属|主管的|主办的|微信|微博|公众号|官网|官微|客户端|抖音号|视频号|账号|App|APP|网站(?:公布|发布|通报)|数据显示|统计)"
    r"|的?(?:政务|化妆品|药品|食品|医疗器械|产品|企业|信用|信息|监管|注册|许可|域名|专利|商标)*"
    r"(?:数据|查询|备案|公示|检索)+(?:信息)?(?:系统|平台|数据库|网站)"
    r"|在[^，,。；;]{2,6}基础上|(?:网站|官网)?(?:统一|联合|高度重视，?)?(?:指导|部署|挂牌|督办|交办|移交|移送|转办|转交|推送|转来|提供|下发|组织全国|通报的|发布的线索|反馈)"
    r"(?!公安机关|司法机关|检察机关|审查起诉|属地公安|下架|关闭)"
)
# The body speaks or plans: 提醒, 相关负责人表示, 将; not 依法. Or what it publishes is another body's decision:
# 总局在官网公布某市某局….
_SPEAKS_AFTER = (
    r"[:：]|[^，,。；;]{0,10}(?:分享|刊文|撰文|发文称)|(?:网络安全|执法|办案)?(?:民警|检察官|法官|干警|工作人员|执法人员)?(?:郑重|特别|温馨|友情|再次|同时)?(?:提醒|提示|呼吁|倡议|建议|表示|介绍|指出|强调|(?:有关部门|有关|相关)?负责人(?!(?:集体|依法|再次)?约谈)|新闻发言人|发言人|"
    r"将(?!(?!依法|依规|对|会|继续|持续|严|按|根据|视|从|适时|及时|进一步)[^，,。；;]{1,24}?(?:抓获|抓捕|捉拿|刑拘|拘留|逮捕|传唤|归案))|备案号|备案|地址|电话)"
    r"|[也还亦]?(?:近日|日前)?(?:联合)?(?:印发|出台|起草)了?《"
    r"|在?接受[^，,。；;]{0,16}采访"
    r"|(?:近日|日前|官网)?(?:发布|公布|公开|公示|披露)的[^，,。；;]{0,14}(?:书|单|信息|公告|文件)显示"
    r"|(?:在[^，,。；;]{1,8})?(?:公布|发布|公开|披露|转发|通报)了?[^，,。；;]{2,14}(?:局|网信办|公安机关|分局|法院|检察院|警方)(?:对|的|作出|查处|办理|侦办)"
)
# A court publishes what others decided: 最高人民法院|发布一批指导性案例.
_PUBLISHES_CASES = re.compile("(?:近日|今日|日前|联合)?(?:发布|公布)[^，,。；;]{0,30}案例")
# After a body behind 在: 进行网络安全等级保护备案. Not 立案.
_REGISTERS_AFTER = re.compile(r"^(?:办理|进行|完成|履行|作出|的)?(?:[^，,。；;]{0,10})备案")
# The body acts, in the passive: 被, 由属地. Not 向.
_BY_BEFORE = re.compile(r"(?:由|被|经|遭|遭到|受到)(?:属地|当地|辖区|有关|相关)?的?$")
# The body hears of the case: 接通报, 民警收到. Not 依法受理.
_RECEIVES_AFTER = (
    r"(?:近日|日前|民警|在工作中|工作中)?，?(?:接连|陆续|多次)?"
    r"(?:接通报|接到|接报|接群众|接举报|接线索|接[^，,。；;]{1,12}(?:报警|报案|举报|投诉)|收到|获取线索|曾[于经在\d]|(?:社区)?(?:民警)?(?:入户)?走访)"
)
# The three in one, the first that fits counts.
_AFTER = re.compile(f"(?P<outside>{_OUTSIDE_AFTER})|(?P<speaks>{_SPEAKS_AFTER})|(?P<receives>{_RECEIVES_AFTER})")
# Anything a body does with a case: 依法约谈, 抓获, 判处. Not 位于.
_HANDLES_AFTER = re.compile(
    group_words(
        r"侦办|办理|侦破|破获|告破|破案|侦查|查处|查办|查获|查明|查封|查实|查证|核查|检查|巡查|调查|处罚|罚款|处以|处置|处理|惩处|惩治|打击|打掉|捣毁|斩断|摧毁|端掉|铲除|"
        r"抓获|抓捕|刑拘|拘留|逮捕|立案|采取|移送审查|移送|约谈|责令|警告|没收|吊销|下架|关闭|关停|封禁|禁言|注销|判处|判决|裁定|审结|审理|一审|二审|宣判|认定|认为|"
        r"驳回|维持|受理|公诉|公益诉讼|检察建议|批捕|批准|起诉|支持|依法|依据|根据|按照|依照|执法|通报|下达|作出|给予|予以|整治|督促|开展|启动|接到|接报|接[^，,。；;]{1,12}(?:报警|报案|举报|投诉)|收到|发现|锁定|联合|会同|"
        r"联动|组织|部署|公布|曝光|罚|收缴|追缴|撤销|责成|介入|提级|组建|成立专案|成立专班|收网|出击|查|到达|赶至|赶到|进驻|要求|教育|训诫|提醒谈话|诫勉谈话|监管谈话|传唤|侦结|制发|取缔|取保|冻结|扣押|追究|列入|受案|结案"
    )
)
# A sentence that looks ahead or around: 下一步, 近年来. Not 近日.
_ASIDE = ("下一步", "今后", "接下来", "未来", "下阶段", "据介绍", "近年来")


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
    ordinal = _NUMBERED.search(name)
    number = ordinal.group() if ordinal else ""
    if number and not number.startswith("第"):
        number = f"第{number}"
    kind = next((kind for kind in ("互联网", "知识产权", "金融", "铁路", "军事", "海事") if kind in name), "")
    if "法院" not in name and "院" not in name[-2:]:
        return ""
    level = "高级" if "高级" in name or "高院" in name else "中级" if "中级" in name or "中院" in name else ""
    return number + kind + level


def _is_quoted(plain: str, start: int, end: int) -> bool:
    if plain[end : end + 1] in _CLOSING and start and plain[start - 1] in '“"「【《‘' and end < len(plain):
        return True
    opened = plain.rfind("《", start - 60 if start > 60 else 0, start)
    return opened >= 0 and plain.find("》", opened, start) < 0 and plain.find("\n", opened, start) < 0


_CLOSING = '”"」】》’'
_REACH = 240  # characters of a sentence that are read before and after a name; sentences are shorter


def sentence_around(plain: str, span: Span, within: Span) -> Span:
    """Return the sentence around a name, within the stretch and within reach."""
    before, after = _around(plain, span.start, span.end, within)
    return Span(span.start - len(before), span.end + len(after))


def _around(plain: str, start: int, end: int, within: Span) -> tuple[str, str]:
    """Return what the sentence of a name says before and after it."""
    low, high = within.start, within.end
    if low < start - _REACH:
        low = start - _REACH
    if high > end + _REACH:
        high = end + _REACH
    stop = _STOP.search(plain, low, high)
    if stop is None:
        return plain[low:start], plain[end:high]
    if stop.start() >= end:
        return plain[low:start], plain[end : stop.start()]
    stop = _STOP.search(plain, end, high)
    return _STOP.split(plain[low:start])[-1], plain[end : stop.start() if stop else high]


def get_part(plain: str, start: int, end: int, within: Span) -> tuple[Part, bool]:
    """Return what the sentence of a name says the body does, and whether it only receives a report there."""
    before, after = _around(plain, start, end, within)
    if after.startswith(("审查", "批")) and plain.startswith("检察", end - 3) and _PROSECUTES_AFTER.match(after):
        return _HANDLES, False
    found = _AFTER.match(after)
    kind = found.lastgroup if found else None
    if kind == "outside" or _is_quoted(plain, start, end) or _is_outside(before, after):
        return _OUTSIDE, False
    if kind == "speaks" or (before and before.lstrip().startswith(_ASIDE)):
        return _SPEAKS, False
    if before.endswith("据") and after.startswith(("，", ",")):  # 据某网信办，…: who tells it
        return _SPEAKS, False
    if plain[end - 1] in "院法检" and _PUBLISHES_CASES.match(after):
        return _SPEAKS, False
    receives = kind == "receives"
    if "案" in before and _IN_BRACKETS.search(before):
        return _NAMED, False
    if plain.startswith("举报中心", end - 4) and after.startswith(_VERIFIES):
        return _NAMED, False
    if ("：" in before or ":" in before) and _LABEL.search(before):
        return _HANDLES, False
    if _HANDLES_AFTER.search(after, 0, 160) or (before and _BY_BEFORE.search(before[-10:])):
        return _HANDLES, receives
    return _NAMED, receives


# The body stands behind its label: 处罚机关：某市公安局.
_LABEL = re.compile(
    "(?:处罚|执法|决定|查处|办案|办理|处理|承办|审理)(?:机关|单位|部门|机构|法院)[:：]\\s?(?:[^，。；:：]{2,40}[、和])?$"
)
# A procuratorate to which a case goes on: 移送某检察院|审查起诉, 提请某检察院|批准逮捕.
_PROSECUTES_AFTER = re.compile("审查(?:起诉|逮捕|批捕)|批准逮捕|批捕")
# What a reporting centre finds out, upon which others act: 经某省互联网举报中心|核实,相关信息不实.
_VERIFIES = ("核实", "核查", "查证", "求证")
# The name stands in the brackets of a case's title: 某人诈骗案（某检察院、某分局）.
_IN_BRACKETS = re.compile("案[（(][^）)]*$")


def _is_outside(before: str, after: str) -> bool:
    if "《" in after and _WRITES_AFTER.match(after):
        return True
    clause = before[max(before.rfind("，"), before.rfind(",")) + 1 :]
    if not clause:
        return False
    if "在" in clause and (_GUIDES_AFTER.match(after) or _REGISTERS_AFTER.match(after)):
        return True
    if _ORDERED_BY.search(clause) and _ORDERS_AFTER.match(after):
        return True
    return _TOWARDS.search(clause[-20:]) is not None


def iter_bodies(plain: str, hits: Hits, within: Span) -> Iterator[Mention]:
    """Yield every mention of a body in a stretch of the text, in order, with the part its sentence gives it."""
    reached = within.start
    listed: Part | None = None
    listed_end = -1
    single, joint = _single_in(plain, hits, within), _joint_in(plain, within)
    if short := [each for each in _short_offices(plain, hits) if within.start <= each.start and each.end <= within.end]:
        joint = sorted([*joint, *short], key=_name_position)
    former: BodyName | None = None
    for name in merge(joint, single, key=_name_position) if joint else single:
        if name.start < reached:
            continue
        if name.is_generic and former is not None and _shares_place(plain, former, name):
            name = replace(name, codes=former.codes, zone=former.zone, is_generic=False)
        former = name
        text, start, end, form = name.text, name.start, name.end, name.form
        if text == "法院" and plain.endswith("审理", within.start, start):
            text, start = "审理法院", start - 2
        part, is_receiver = get_part(plain, start, end, within)
        if end == listed_end and listed is not None:
            part = listed
        if part is _HANDLES and form == "central" and plain.startswith("消息", end):
            part = _SPEAKS
        if form == "listed":
            listed, listed_end = part, end
        else:
            listed, reached = None, end
        yield Mention(
            text,
            Span(start, end),
            name.system,
            form,
            name.codes,
            name.rank,
            name.zone,
            name.seat,
            name.is_generic,
            part,
            is_receiver,
            name.authority_id,
        )


# What joins the offices of one place: 某市网信办、|公安局, 某市网信办会同|公安局.
_JOINS = ("、", "和", "与", "及", "以及", "会同", "联合")


def _shares_place(plain: str, former: BodyName, name: BodyName) -> bool:
    """Return whether an office named without its place stands in a list with one of another system that has one."""
    return (
        name.form == former.form == "organ"
        and name.system != former.system
        and bool(former.codes)
        and name.start - former.end <= 2
        and plain[former.end : name.start] in _JOINS
    )


def _name_position(name: BodyName) -> tuple[int, int]:
    return name.start, -name.end


def find_bodies(scope: Scope, within: Span) -> tuple[Mention, ...]:
    """Return every mention of a body in a stretch of the text, in order, with the part its sentence gives it."""
    return _find_bodies(scope.plain, scope.hits, within)


def find_bodies_in(scope: Scope, stretches: Iterable[Span]) -> list[list[Mention]]:
    """Return the mentions of each of several stretches, in the order of the text, that names bodies."""
    plain, hits = scope.plain, scope.hits
    triggers, trigger = _triggers(plain, hits), -1
    told: list[list[Mention]] = []
    for within in stretches:
        if trigger >= within.end:
            continue
        if trigger < within.start:
            trigger = triggers[bisect_left(triggers, within.start)]
        if trigger < within.end and (found := _mentions_in(plain, hits, within)):
            told.append(found)
    return told


@lru_cache(maxsize=4)
def _triggers(plain: str, hits: Hits) -> list[int]:
    """Return where in a text something stands that makes a body's name possible, and the end of the text."""
    short = (each.end - 1 for each in _short_offices(plain, hits))
    return sorted([*hits.of("authority").starts, *hits.of("body").starts, *_joint_ends(plain), *short])


# What a name of several systems at once ends in.
_JOINT_ENDS = ("部门", "单位", "执法组")


def _joint_ends(plain: str) -> list[int]:
    """Return where in a text the last words of joint names stand, and the end of the text."""
    found = [len(plain)]
    for word in _JOINT_ENDS:
        at = plain.find(word)
        while at >= 0:
            found.append(at)
            at = plain.find(word, at + 1)
    return found


def _named(hits: Hits, within: Span) -> list[tuple[int, int, bool, str]]:
    """Return the words of bodies in a stretch, longest first: start, end (negative), whether it is local, and key."""
    row = hits.of("body")
    found = [(row.starts[i], -row.ends[i], True, row.keys[i]) for i in row.range_of(within)]
    row = hits.of("authority")
    found += [(row.starts[i], -row.ends[i], False, row.keys[i]) for i in row.range_of(within)]
    if len(found) > 1:
        found.sort()
    return found


@lru_cache(maxsize=16)
def _find_bodies(plain: str, hits: Hits, within: Span) -> tuple[Mention, ...]:
    triggers = _triggers(plain, hits)
    if triggers[bisect_left(triggers, within.start)] >= within.end:
        return ()
    return tuple(_mentions_in(plain, hits, within))


def _mentions_in(plain: str, hits: Hits, within: Span) -> list[Mention]:
    found = list(iter_bodies(plain, hits, within))
    if len(found) < 2 or not any(mention.part is _OUTSIDE for mention in found):
        return found
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and _are_joined(plain, found[index - 1], found[index]):
            continue
        if any(mention.part is _OUTSIDE for mention in found[start:index]):  # 在甲、乙指导下: both guide
            found[start:index] = [replace(mention, part=_OUTSIDE) for mention in found[start:index]]
        start = index
    return found


def _are_joined(plain: str, one: Mention, other: Mention) -> bool:
    return other.span.start - one.span.end == 1 and plain[one.span.end] in _LIST_JOINT


def position(mention: Mention) -> tuple[int, int]:
    return mention.span.start, -mention.span.end


def _joint_in(plain: str, within: Span) -> list[BodyName]:
    """Return the collective names of several systems: 某市交通、网信、公安等六部门."""
    low, high = within.start, within.end
    for word in _JOINT_ENDS:
        if plain.find(word, low, high) >= 0:
            break
    else:
        return []
    hint = _JOINT_HINT.search(plain, low, high)
    if hint is None:
        return []
    return [
        _joint_name(plain, found, low)
        for found in find_begun(_JOINT_BEGINS, _JOINT, plain, max(low, hint.start() - 10), high)
    ]


def _joint_name(plain: str, found: re.Match[str], low: int) -> BodyName:
    start, end = found.span()
    rank: str | None = None
    place = read_place_before(plain, start, low)
    if place is not None:
        start = place.start
    elif not found[0].startswith(("多部门", "多个部门", "联合执法组")):
        start, rank = _rank_before(plain, start, low)
    codes, zone = (place.codes, place.zone) if place else ((), None)
    is_generic = place is None and rank is None
    return BodyName(plain[start:end], start, end, "joint", "joint", codes, rank, zone, "", is_generic)


# An office called by its place alone, in a report of the offices of its city: 某县局根据线索,查获….
_SHORT_END = re.compile("局(?<=[县区市旗]局)")
_SHORT_DOES = re.compile(
    "(?:随即|立即|迅速|已|在[^，。；\n]{2,16}?)?(?:依|根据|按照|对(?!外)|将|立案|查[获处办实明扣]|端掉|捣毁|责令|约谈|给予|处以|没收|罚款|联合|会同|执法人员|开展|接到|破获|移送)"
)


@lru_cache(maxsize=4)
def _short_offices(plain: str, hits: Hits) -> tuple[BodyName, ...]:
    """Return the offices that a text calls by the full name of their place and 局, of the system it names most."""
    found = list(_SHORT_END.finditer(plain))
    if not found and "分局" not in plain:
        return ()
    systems = [key for key in hits.of("body").keys if key not in _BEGINNINGS]
    if not systems:
        return ()
    system = max(dict.fromkeys(systems), key=systems.count)
    ends = (one.start() for one in found if _SHORT_DOES.match(plain, one.end()))
    places = ((end, place) for end in ends if (place := read_place_before(plain, end)) and not place.zone)
    offices = [
        BodyName(
            plain[place.start : end + 1], place.start, end + 1, system, "organ", place.codes, None, None, "", False
        )
        for end, place in places
        if end - place.start > 2 and place.codes and not _is_named_in_full(plain, hits, plain[place.start : end])
    ]
    return (*offices, *_short_branches(plain, system)) if "分局" in plain else tuple(offices)


# A branch office called by its place alone: 6月,|城东分局|依据…. Not 市公安局城东分局.
_BEFORE_BRANCH = frozenset("，,。；;：:\n \t\u3000由被经月日")


def _short_branches(plain: str, system: str) -> Iterator[BodyName]:
    """Yield the branch offices that a text never calls by more than the name of their place."""
    end = plain.find("分局")
    while end >= 0:
        for start in (end - 3, end - 2):
            if start < 0 or (start and plain[start - 1] not in _BEFORE_BRANCH):
                continue
            place, name = read_chain(plain[start:end]), plain[start : end + 2]
            is_whole = place is not None and place.end == end - start
            if place and is_whole and _SHORT_DOES.match(plain, end + 2) and f"局{name}" not in plain:
                yield BodyName(name, start, end + 2, system, "organ", place.codes, None, None, "", False)
        end = plain.find("分局", end + 2)


def _is_named_in_full(plain: str, hits: Hits, place: str) -> bool:
    """Return whether a text names an office of the place by its whole name: 某县市场监管局 beside 某县局."""
    starts = hits.of("body").starts
    at = plain.find(place)
    while at >= 0:
        index = bisect_left(starts, at + len(place))
        if index < len(starts) and starts[index] == at + len(place):
            return True
        at = plain.find(place, at + 1)
    return False


def _single_in(plain: str, hits: Hits, within: Span) -> Iterator[BodyName]:
    reached, high = within.start, within.end
    for start, end, is_local, key in _named(hits, within):
        end = -end
        if start < reached or (key in _BEGINNINGS and _is_beginning(plain, end)):
            continue
        if is_local:
            for name in _local_names(plain, start, end, reached, high):
                reached = max(reached, name.end)
                yield name
        else:
            name = _central_name(plain, start, end, key, high)
            reached = max(reached, name.end)
            yield name


# Systems whose words may only begin another name: 市委 of 市委网信办, 政府 of 政府网站.
_BEGINNINGS = ("party", "government")
_BEGINS = re.compile("部门|网站|机关|采购|工作|信息|单位|数据|系统|规章|购买|组成|主要|领导")


def _is_beginning(plain: str, end: int) -> bool:
    """Return whether another word of a body, or one that no body's name goes before, follows."""
    after = plain[end : end + 16]
    if _BEGINS.match(after):
        return True
    return any(after[:length] in _words() for length in range(len(after), 1, -1))


def _central_name(plain: str, start: int, end: int, authority_id: str, high: int) -> BodyName:
    """Return the central body, or the local branch whose name begins with it (国家税务总局杭州市税务局)."""
    rest = read_chain(plain, end, min(end + 24, high))
    system = load_central_authorities()[authority_id].system
    zone = _ZONE.match(plain, rest.end, high) if rest is not None else None
    if rest is not None and (branch := _BRANCH.match(plain, zone.end() if zone else rest.end, high)):
        return _local(plain, start, branch.end(), system, "organ", rest.codes, None, zone[0] if zone else None)
    return BodyName(
        plain[start:end], start, end, system, "central", (NATIONAL,), None, None, authority_id, False, authority_id
    )


def _local(
    plain: str,
    start: int,
    end: int,
    system: str,
    form: str,
    codes: tuple[str, ...],
    rank: str | None,
    zone: str | None,
) -> BodyName:
    text = plain[start:end]
    seat = _seat(text) if "院" in text else "地方" if "地方金融" in text else ""
    is_generic = not codes and rank is None and zone is None
    return BodyName(text, start, end, system, form, codes, rank, zone, seat, is_generic)


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


def _local_names(plain: str, hit: int, hit_end: int, low: int, high: int) -> list[BodyName]:
    """Return the bodies whose names end in the body word: one, or several for 山东、河北公安机关."""
    word = _words()[plain[hit:hit_end]]
    begin = start = _skip_before_body(plain, hit, low) if plain[hit - 1 : hit] in _BEFORE_ENDS else hit
    place = _read_place_among(plain, start, low) or read_place_before(plain, start, low)
    if place is not None and place.is_weak and word.text == "派出所":
        place = None  # 城北派出所: a station of the town, not of the county of that name
    end = hit_end
    if place is None:
        start, rank = _rank_before(plain, start, low)
        if not _stands_alone(word) and not (rank and word.text in _RANKED):
            return []
        if rank is None:
            start = hit - 2 if hit - 2 >= low and plain[hit - 2 : hit] in _NEARBY else hit
        end = _skip_units(plain, end, high)
        name = _local(plain, start, end, word.system, word.form, (), rank, None)
        if start == hit and word.text == "派出所" and (station := _STATION.search(plain, max(low, hit - 6), hit)):
            return [replace(name, text=plain[station.start() : end], start=station.start(), is_generic=False)]
        return [name]
    start = place.start
    if start and plain.startswith(_WITH_COUNTY, start) and plain[start - 1] in _NAME_ENDS:
        start = place.end - 1  # 某局会同|县公安局
        return [_local(plain, start, _skip_units(plain, end, high), word.system, word.form, (), "县", None)]
    end = _skip_units(plain, end, high)
    codes = _branch(plain, end, place) if plain.find("局", place.end, end) >= 0 else place.codes
    name = _local(plain, start, end, word.system, word.form, codes, None, place.zone)
    tail = place.end
    if begin > tail:  # 北京、上海等地公安机关
        name = replace(name, text=plain[start:tail] + plain[begin:end])
        tail = begin
    names = [name, *_siblings(plain, name, place, high)] if plain.endswith("分局", start, end) else [name]
    if start > low and plain[start - 1] in _LIST_JOINT:
        return [*_listed(plain, place, plain[tail:end], low, name), *names]
    return names


# The name of a police station that stands without its city: 。|城东镇|派出所|依法…, 由|城东|派出所|….
_STATION = re.compile(
    "(?:(?<=[，。；、：\n由经被])|(?<!\\w))(?!辖区|属地|当地|所属|附近|公安|户籍)[^\\W到至向往去回在某的了该对与和]{2,4}(?<![地区])\\Z"
)
# Counties whose names a sentence may write after a body without meaning them: 和县, 会同县.
_WITH_COUNTY = ("和县", "会同县")
_NAME_ENDS = "局办委院队厅所部门关"
_AMONG = re.compile("(?:等(?:多?[地省市]|[省市区]{2,3})?|(?:等?[两二三四五六七八九十]|多)地)$")


def _read_place_among(plain: str, end: int, low: int) -> Place | None:
    """Return the last place of a list that ends in 等地 or 两地 before a body word."""
    before = plain[end - 4 if end - 4 > low else low : end]
    found = _AMONG.search(before) if "等" in before or before.endswith("地") else None
    return read_place_before(plain, end - len(found.group()), low) if found else None


def _stands_alone(word: BodyWord) -> bool:
    """Return whether a body word means a body without a place: 公安机关 does; 公安, 政府 and 网信 alone do not."""
    return word.system not in _PLACED and (len(word.text) > 2 or word.text in _SHORT_BODIES)


_PLACED = ("government", "party", "consumer", "weather")
_NEARBY = {"当地", "属地", "地方", "辖区"}
_SHORT_BODIES = {"警方", "网警", "法院", "检方", "海关", "央行"}
_RANKED = {"公安", "网信", "网安", "政府", "政府办", "政府办公室", "人民政府", "纪委", "监委", "中院", "高院"}


def _skip_before_body(plain: str, end: int, low: int) -> int:
    """Return where the place before a body word ends: 郑州市 of 郑州市委网信办, 北京市 of 北京市第二中级人民法院."""
    while plain[end - 1 : end] in _BEFORE_ENDS and (found := _BEFORE_BODY.search(plain[max(low, end - 5) : end])):
        end -= len(found.group())
    return end


def _skip_units(plain: str, end: int, high: int) -> int:
    """Return where the name ends with its units: 某市公安局|网安支队."""
    while found := _UNIT.match(plain, end, end + 16 if end + 16 < high else high):
        head = found.group()
        if head.endswith(_BRANCH_UNITS) and _NO_UNIT.match(head) and not _begins_with_place(head):
            break
        end += len(head)
    return end


def _begins_with_place(head: str) -> bool:
    """Return whether a unit is named after a place whose name begins like 和 or 向: 和平|分局, 同安|派出所."""
    place = read_chain(head)
    return place is not None and head[place.end :] in _BRANCH_UNITS


_BRANCH_UNITS = ("分局", "派出所", "监管局", "管理局", "监管所", "管理所")
_BRANCH_OFFICE = re.compile(r"([\u4e00-\u9fff]{2,4})(?:分局|(?:(?:市场)?监管局|监督管理局)\Z)")


def _branch(plain: str, end: int, place: Place) -> tuple[str, ...]:
    """Return the places a name can belong to; a branch office (朝阳分局) belongs to the smaller place."""
    found = _BRANCH_OFFICE.search(plain, place.end, end)
    if found:
        for cut in range(len(found.group(1)) - 1):
            inner = read_chain(found.group(1)[cut:])
            codes = inner.codes if inner else ()
            smaller = tuple(code for code in codes if _is_inside(code, place))
            if smaller:
                return smaller
    return place.codes


_SIBLING = re.compile(rf"[{_LIST_JOINT}]([\u4e00-\u9fff]{{2,3}})分局")


def _siblings(plain: str, first: BodyName, place: Place, high: int) -> Iterator[BodyName]:
    """Yield the branch offices named after the first by their own places: 某市公安局城东分局和|城西分局."""
    end = first.end
    while found := _SIBLING.match(plain, end, high):
        inner = read_chain(found[1])
        codes = tuple(code for code in (inner.codes if inner else ()) if _is_inside(code, place))
        if not codes:
            return
        start, end = found.start(1), found.end()
        yield replace(first, text=plain[start:end], start=start, end=end, codes=codes, zone=None)


def _is_inside(code: str, place: Place) -> bool:
    return any(is_within(code, outer) for outer in place.codes)


def _listed(plain: str, place: Place, tail: str, low: int, last: BodyName) -> list[BodyName]:
    """Return the bodies of the places listed before: the 山东 of 山东、河北公安机关."""
    found: list[BodyName] = []
    end = place.start
    while end > low and plain[end - 1] in _LIST_JOINT:
        other = read_place_before(plain, end - 1, low)
        if other is None or not other.codes or (other.is_weak and not _are_neighbours(other, place)):
            break
        text = plain[other.start : other.end] + tail
        found.append(replace(last, text=text, start=other.start, codes=other.codes, zone=other.zone, form="listed"))
        end = other.start
    return found[::-1]


def _are_neighbours(one: Place, other: Place) -> bool:
    parents = {lineage(code)[1:2] for code in one.codes}
    return any(lineage(code)[1:2] in parents for code in other.codes)


def read_body(text: str) -> BodyName | None:
    """Return the body whose name the whole text is, or None."""
    size = len(text)
    for end in range(size, 3, -1):
        if text[:end] in central_names():
            name = _central_name(text, 0, end, central_names()[text[:end]][0], size)
            return name if name.start == 0 and name.end == size else None
    for start in range(1, size):
        for end in range(size, start + 1, -1):
            found = _local_names(text, start, end, 0, size) if text[start:end] in _words() else []
            if found and found[-1].start == 0 and found[-1].end == size:
                return found[-1]
    return None
