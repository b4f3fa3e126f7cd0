"""The body that publishes a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from etl.extract.authorities import resolve_authority
from etl.extract.bodies import Mention, Part, central_names, get_part, iter_bodies
from etl.extract.places import choose, is_within, read_chain, regions_by_code
from etl.lexicon import get_lexicon
from etl.model import CaseRecord, Evidence, Hits, Origin, Page, Span, Stated
from etl.outline import Outline
from etl.reference.bodies import Authority, load_central_names

# Columns and accounts that are the voice of a central body, and the collective name a text may give it instead.
_VOICES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("网信中国|中国网信"), "cac"),
    (re.compile("CVERC|国家计算机病毒协同分析平台"), "cverc"),
    (re.compile("CNCERT"), "cncert"),
    (re.compile("工信微报"), "miit"),
    (re.compile("市说新语|中国市场监管(?!报)"), "samr"),
    (re.compile("(?<![省市州区])网络安全通报中心"), "ncnotify"),
)
_COLLECTIVE = {"cac": "网信部门", "samr": "市场监管部门", "mps": "公安机关"}
# What may follow a body's name in the name of its site, account or office: 公安部|新闻传媒. Not 商务部|研究院.
_VOICE_END = re.compile(r"(?:新闻|官方|政务|发布|网|办公厅|秘书局|[A-Za-z]|[\u4e00-\u9fff]{2,10}[局司厅]).*|")
# 网信湖南 → 湖南省网信办, 平安北京 → 北京市公安局: what stands before or after the place in the name of an account.
_LOCAL_VOICES = {
    "网信": "cac", "平安": "mps", "公安": "mps", "市场监管": "samr", "市监": "samr", "检察": "procuratorate",
    "税务": "tax", "通信业": "miit", "药监": "nmpa", "卫健": "health", "文旅": "mct",
}  # fmt: skip
_OFFICIAL = re.compile(
    r"网警|公安|警方|网信|检察|法院|通信管理局|市场监管|公安部|总局|政府|人民银行|证监|税务局|委员会|办公室|通报中心|应急中心|应急处理中心|研究所|监管局|部$|厅$"
)
_MEDIA = re.compile(
    r"安全圈|安全内参|FreeBuf|嘶吼|安全客|安全牛|Solidot|看雪|新闻网|日报|晚报|晨报|周刊|新华|央视|人民网|澎湃|财经|网信安全|信息安全|传媒|杂志|科技|资讯|法研|广电$|观察|评论|论坛|智库|笔记|报(?:社|网)?$|电视台|广播|律师|律所|研究院|学院|大学|出版社|客户端"
)
_PUBLISHES = re.compile(
    r"[:：](?!\s*(?:\n|$))|(?:近日|日前|今日|今天|\d+日)?(?:会同|联合)?[^。，；\n《]{0,24}?(?:(?:发布|公布|通报|公示|曝光|印发|公告)(?!的)|启动|部署|开展|组织|约谈|查处|处置|[检监]测发现|联合执法|就《|关于(?:修改|废止)?《|召开|举行(?=[^。，；\n]{0,10}会)|(?:处罚|执法)(?:决定|案件)?信息公[开示]|依法|加大|查获|侦破|破获|宣布|起草)"
    r"|(?:网站|官网)?(?:消息|通报)[,，:：]|(?:处|网站|官网)?(?:获悉|了解到)|关于[^。\n]{2,80}?的(?:公告|通告|通报|通知|公示|决定|意见)"
    r"|(?:有关|相关)?负责人[^，。；\n]{0,10}?(?:介绍|通报)|[^。；\n]{0,60}?[，,]现(?:予以|将[^，。\n]{0,16})?(?:通报|公布|公示)"
    r"|[^。；\n]{0,60}?[，,](?:并|现|从中)*(?:选取|选出|筛选|遴选|挑选|精选)[^，。；\n]{0,24}?(?:发布|公布|公开|通报|曝光)"
    r"|(?:网站|官网)?(?:近日|日前)?(?:发布|公布|公示|披露|公开)的[^，。；\n]{0,20}显示"
)
# 某局聚焦直播乱象,加强执法。现公布6起案例: who acts is who publishes.
_THEN_PUBLISHES = re.compile(
    r"[^。；\n《]{4,120}。\s?(?:现(?!场|年|有|阶段)[^。；\n]{0,30}?(?:通报|公布|公示|曝光|公开|发布)"
    r"|(?:部分|有关|相关|具体)?(?:典型)?(?:案例|案件|情况)(?:通报)?如下|以下(?:是|为)[^。；\n]{0,12}案例)"
)
_SOURCE_WORDS = ("来源", "转自", "转载自", "供稿", "稿源", "素材")
_SOURCE_HEAD = re.compile(
    r"(?:^|[\n（(【\[]|(?:20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|:\d\d)日?[\]】）)]?)\s*[▍▎▏|●■◆◇★※*·>—-]{0,3}\s*"
    r"(?:文章|信息|消息|稿件|本文|(?:以上|部分)?内容|参考及|资料|图文|案例|原文|新闻|发布|视频)?\Z"
)
_SOURCE_LINE = re.compile(
    r"(?:来源(?:自|于)?|转载?自|供稿|稿源|素材(?:来源)?)\s?[:：丨|/▏]\s*(?:综合自)?(?P<name>[^）)\]】\n，,。；;]{2,24}?)"
    r"(?=[）)\]】\n]|$|\s+(?:20\d\d|(?:发布|更新)?(?:时间|日期)|作者|记者|责任编辑|责编|编辑|审核|浏览|点击|阅读|字体|字号|打印|分享|转载|原文|等)"
    r"|(?:发布时间|更新时间|分享到|浏览量|浏览次数|阅读量|点击数|字体|字号|[【\[]?打印|责任编辑|(?:作者|编辑|记者)[:：])"
    r"|[，,]\s?(?:侵|如有|编辑|责编|版权|转载|作者|审核|有删)|[（(](?:ID|微信|有删|略有|节选))"
)
_FOREIGN_BODY = re.compile(
    r"(?:美国|欧盟|英国|法国|德国|意大利|西班牙|荷兰|瑞典|挪威|芬兰|丹麦|爱尔兰|比利时|奥地利|瑞士|波兰|希腊|日本|韩国|印度|新加坡|澳大利亚|加拿大|巴西|俄罗斯|土耳其"
    r"|葡萄牙|捷克|匈牙利|罗马尼亚|克罗地亚|卢森堡|马来西亚|印尼|泰国|越南|菲律宾|墨西哥|阿根廷|南非|尼日利亚|肯尼亚|以色列|新西兰|乌克兰"
    r"|加州|加利福尼亚州|得州|德克萨斯州|纽约州)"
    r"(?:(?!的)[\u4e00-\u9fff]){0,10}?(?:委员会(?:办公室)?|保护局|监管局|监管机构|专员公署|专员办公室|管理局|法院|司法部|保护机构|当局|证券交易委员会|法庭|财政部|商务部"
    r"|总检察长(?:办公室)?|检察官办公室|公众服务部|运输部|国土安全部|警察厅|审查局|竞争局)"
)
_OPENING = 700
_MAX_SOURCES = 3  # a page with more is a list of snippets


def _title_bodies(page: Page, hits: Hits) -> tuple[str, Iterator[Mention]]:
    """Return the text that holds the title, and the bodies that the title names."""
    plain, title = page.text.plain, page.title or ""
    line = f"{title}\n"
    if plain.startswith(line):
        return plain, iter_bodies(plain, hits, Span(0, len(title)))
    at = plain.find(f"\n{line}", 0, _OPENING)
    if at >= 0:
        return plain, iter_bodies(plain, hits, Span(at + 1, at + 1 + len(title)))
    return title, iter_bodies(title, get_lexicon().find(title), Span(0, len(title)))


def get_sources(page: Page) -> tuple[str, ...]:
    """Return the names in the source lines of a page, the page's own line first."""
    names = [_SOURCE_LABEL.sub("", page.issuer_line)] if page.issuer_line else []
    bylines = [*_bylines(page.text.plain)]
    names = [*bylines, *names] if names and "、" in names[0] else [*names, *bylines]  # 素材：甲网警、乙网警
    names += _accounts(page.text.plain)
    names += _source_lines(page.text.plain)
    parts = (part for name in names for part in _BETWEEN.split(name))
    return tuple(dict.fromkeys(name for part in parts if (name := _CHANNEL.sub("", part).strip(_MARKS))))


_BETWEEN = re.compile("[、/|｜&]|\\s和\\s")
_MARKS = ' “”"《》【】「」'
_SOURCE_LABEL = re.compile("^(?:信息|文章|消息|稿件)?来源\\s?[:：]\\s*")
_CHANNEL = re.compile("”?(?:官方|微信|门户)*(?:公众号|官网|网站|官微|微信|微博|抖音号|视频号|账号)(?:转载)?$|转载$")


def _bylines(plain: str) -> Iterator[str]:
    """Yield the bodies named alone, or beside a date, in one of the lines around the title."""
    for line in plain[:_HEAD].split("\n")[:_HEAD_LINES]:
        if len(line) <= 2 * _MAX_NAME and (found := _BYLINE.fullmatch(line)) and resolve_authority(found["name"]):
            yield found["name"]


_HEAD, _HEAD_LINES = 300, 4
_BYLINE = re.compile(
    r"\s*(?:20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\s\d:]*|(?:发布|发文|公布|公示|制发)(?:单位|机构|机关|部门)\s?[:：]\s*)?"
    r"(?P<name>[\u4e00-\u9fff]{4,30}?)(?:\s*(?:发布)?(?:时间|日期)?[:：]?\s*20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\s\d:]*"
    r"(?:\s*(?:发表于)?[\u4e00-\u9fff]{2,4})?)?"
)


def _is_byline(plain: str, at: int) -> bool:
    """Return whether a name begins a line around the title that holds only it and a date."""
    if at >= _HEAD or (at and plain[at - 1] != "\n"):
        return False
    line = plain[at:].partition("\n")[0]
    return "20" in line and _BYLINE.fullmatch(line) is not None


def _accounts(plain: str) -> Iterator[str]:
    reached = 0
    for word in _NEWS.finditer(plain, 0, _OPENING):
        if found := _NEWS_OF.search(plain, max(0, word.start() - 24), word.end()):
            yield _BESIDE_NAME.sub("", found["name"])
    if not any(word in plain[:_OPENING] for word in _ACCOUNT_CHANNELS):
        return
    for word in _ACCOUNT_WORD.finditer(plain, 0, _OPENING):
        low = max(reached, word.start() - 26)
        found = _ACCOUNT.search(plain, low, min(word.end() + 40, _OPENING)) or _AS_ACCOUNT.search(
            plain, low, word.end() + 6
        )
        if found:
            reached = found.end()
            yield _BESIDE_NAME.sub("", found["name"])


def _source_lines(plain: str) -> Iterator[str]:
    for start in sorted(start for word in _SOURCE_WORDS for start in _places_of(word, plain)):
        found = _SOURCE_LINE.match(plain, start)
        if found and _SOURCE_HEAD.search(plain, max(0, start - 20), start):
            yield found["name"].strip(' “”"《》')


def _places_of(word: str, plain: str) -> Iterator[int]:
    at = plain.find(word)
    while at >= 0:
        yield at
        at = plain.find(word, at + len(word))


@lru_cache(maxsize=1)
def _names_of() -> dict[str, tuple[str, ...]]:
    """Return the names of each central body, an office of a ministry among those of the ministry."""
    found: dict[str, list[str]] = {}
    for entry in load_central_names():
        found.setdefault(entry.authority_id, []).append(entry.name)
    found["miit"] += found["miit-txgl"]
    return {authority_id: tuple(names) for authority_id, names in found.items()}


@lru_cache(maxsize=256)
def _central_voice(account: str) -> str | None:
    """Return the central body that an account or column speaks for.

    >>> _central_voice("网信中国"), _central_voice("公安部新闻传媒"), _central_voice("商务部研究院")
    ('cac', 'mps', None)
    """
    for pattern, authority_id in _VOICES:
        if pattern.search(account):
            return authority_id
    for length in range(len(account), 1, -1):
        known = central_names().get(account[:length])
        if known:
            office = "miit" if known[0] == "miit-txgl" else known[0]
            return office if _VOICE_END.fullmatch(account, length) else None
    return None


def _of_central(page: Page, hits: Hits, authority_id: str, span: Span, end: int) -> Stated | None:
    """Return a central body as the text names it: where it announces, in the headline, anywhere, or by its kind."""
    plain, names = page.text.plain, _names_of()[authority_id]
    named = [
        Span(low, high)
        for low, high, key in hits.bounds(Span(0, end), "authority")
        if key == authority_id or plain[low:high] in names
    ]
    specific = [each for each in named if not each.of(plain).endswith(_KIND_NAMES)]
    announcing = (each for each in specific if span.contains(each) and _announces(plain, hits, each, span))
    if found := next(announcing, None):
        return _stated(plain, _first_of_list(plain, hits, found), "issuer.voice")
    in_title = [name for name in names if name in (page.title or "") and not name.endswith(_KIND_NAMES)]
    if in_title:
        return _placed(plain, max(in_title, key=len))
    body = [each for each in specific if each.start >= span.start]
    if body or specific:
        return _stated(plain, (body or specific)[0], "issuer.voice")
    at = plain.find(collective, 0, end) if (collective := _COLLECTIVE.get(authority_id, "")) else -1
    return _stated(plain, Span(at, at + len(collective)), "issuer.voice") if at >= 0 else None


def _first_of_list(plain: str, hits: Hits, name: Span) -> Span:
    """Return the first of the central bodies joined by 、 or 和 up to a name."""
    for low, high, _ in reversed([*hits.bounds(Span(max(0, name.start - 120), name.start), "authority")]):
        if high + 1 != name.start or plain[high] not in "、和与及":
            break
        name = Span(low, high)
    return name


def _of_voice(page: Page, name: str, hits: Hits, span: Span, end: int) -> Stated | None:
    """Return the body that an account or column speaks for, as the text names it."""
    office = _OFFICE.fullmatch(name)
    if office and resolve_authority(office["body"]):
        name = office["body"]
    plain, body = page.text.plain, resolve_authority(_formal(name))
    is_local = body is not None and body.level != "central"
    if not is_local and (authority_id := _central_voice(name)):
        return _of_central(page, hits, authority_id, span, end) or Stated(name)
    if _MEDIA.search(name):
        return None
    if local := _local_voice(_formal(name)):
        told = _of_local(plain, hits, *local, Span(0, end))
        if (
            told and told.evidence and told.evidence.span.start < span.start
        ):  # the headline's name; the text's before it
            again = _of_local(plain, hits, *local, span)
            told = again if again and again.evidence and _is_announcing(plain, hits, again.evidence.span) else told
        return told or Stated(name)
    if body is None:
        return None
    told = _of_local(plain, hits, body.system, body.region_code, Span(0, end)) if body.region_code else None
    if (at := plain.find(name, 0, end)) >= 0:
        is_source = any(word in plain[max(0, at - 6) : at] for word in _SOURCE_WORDS) or _is_byline(plain, at)
        is_account = is_source and name.endswith(("网警", "警方", "公安"))
        if is_source and not is_account and body.region_code:  # a name that only the source line writes so
            told = (
                None
                if plain.find(name, at + 1, end) >= 0
                else _beside_line(plain, hits, body, Span(at, at + len(name)), end)
            )
        return told if told and (is_account or is_source) else _stated(plain, Span(at, at + len(name)), "issuer.source")
    return told if told and not (told.value[0] in "省市区县州" and read_chain(told.value) is None) else Stated(name)


def _beside_line(plain: str, hits: Hits, body: Authority, line: Span, end: int) -> Stated | None:
    """Return the office of a source line as the headline names it, else as the first paragraphs do."""
    behind = plain.find("\n", line.end)
    for within in (Span(0, line.start), Span(behind, min(behind + _OPENING, end)) if behind >= 0 else None):
        told = _of_local(plain, hits, body.system, body.region_code or "", within) if within else None
        if told and told.value.endswith(_OFFICES) and read_chain(told.value):
            return told
    return None


_OFFICES = ("局", "厅", "办", "办公室", "委", "委员会", "院")


def _formal(account: str) -> str:
    """Return the name of an account with its place in full and without what only accounts are called.

    >>> _formal("首都税务"), _formal("云溪网警巡查执法"), _formal("云溪发布")
    ('北京税务', '云溪网警', '云溪')
    """
    return _ACCOUNT_TAIL.sub("", account.replace("首都", "北京", 1) if account.startswith("首都") else account)


_OFFICE = re.compile("(?P<body>[\u4e00-\u9fff]{4,}?[局厅会院])[\u4e00-\u9fff]{1,10}[处科]")  # 某省某局|某某处
_ACCOUNT_TAIL = re.compile("(?:官方)?(?:发布|巡查执法|在线|微警务|政务)$")


@lru_cache(maxsize=256)
def _local_voice(account: str) -> tuple[str, str] | None:
    """Return the system and the place of the body that a local account speaks for.

    >>> _local_voice("网信湖南"), _local_voice("平安北京"), _local_voice("网信安全")
    (('cac', '430000'), ('mps', '110000'), None)
    """
    for word, system in _LOCAL_VOICES.items():
        for part in (account.removeprefix(word), account.removesuffix(word)):
            if (
                part != account
                and (found := read_chain(part))
                and found.end == len(part)
                and (code := choose(found.codes))
            ):
                return system, code
    return None


def _of_local(plain: str, hits: Hits, system: str, region_code: str, within: Span) -> Stated | None:
    """Return the first name in the text of the body of a system in a place, a collective one only without another."""
    collective: Stated | None = None
    ranked: Stated | None = None
    for mention in iter_bodies(plain, hits, within):
        if mention.system != system or (collective and (mention.form == "collective" or mention.part is Part.OUTSIDE)):
            continue
        if mention.rank:  # 市委网信办
            if (
                not ranked
                and mention.form == "organ"
                and regions_by_code()[region_code].full_name.endswith(mention.rank)
            ):
                ranked = _stated(plain, mention.span, "issuer.voice")
            continue
        if (body := resolve_authority(mention.name)) and body.region_code == region_code:
            stated = _stated(plain, mention.span, "issuer.voice")
            if mention.form != "collective":
                return stated
            collective = stated
    return collective or ranked


def _stated(plain: str, span: Span, rule: str) -> Stated:
    return Stated(span.of(plain), Evidence(span, rule))


def _publishers(mentions: Iterable[Mention], plain: str, hits: Hits) -> Iterator[Mention]:
    """Yield the bodies of which the text says that they publish, act or launch."""
    for mention in mentions:
        launches = _SPEAKS.match(plain, mention.span.end) is not None
        if (mention.is_generic and mention.name != "网信办") or (mention.part is Part.OUTSIDE and not launches):
            continue
        if mention.name.endswith("部门") and _NOT_ISSUING.search(mention.name):
            continue
        if _is_announcing(plain, hits, mention.span) or _THEN_PUBLISHES.match(plain, mention.span.end):
            yield mention


# Outside a case, yet the body whose notice it is: 部署专项行动, 网站公布.
_SPEAKS = re.compile(
    r"部署|(?:官方)?(?:网站|官网)(?:近日|日前|今日|今天)?(?:公布|发布|通报|公示)(?!的)|(?:网站|官网)(?:公布|发布|公示)的[^，。；\n]{0,20}显示"
)


def _announces(plain: str, hits: Hits, name: Span, within: Span) -> bool:
    if not _is_announcing(plain, hits, name):
        return False
    return (
        _SPEAKS.match(plain, name.end) is not None
        or get_part(plain, name.start, name.end, within)[0] is not Part.OUTSIDE
    )


def _is_announcing(plain: str, hits: Hits, name: Span) -> bool:
    """Return whether the words after a name, or after the names joined to it, say that the body publishes or acts."""
    start = name.start
    if plain.rfind("《", max(0, start - 60), start) > plain.rfind("》", max(0, start - 60), start):
        return False  # part of the title of a document
    if plain[start - 1 : start] == "被" and plain[name.end - 1] == "院":  # 被某法院依法判处
        return False
    if plain.startswith(("附件", "附:", "附：", "附录"), plain.rfind("\n", 0, start) + 1):
        return False
    end = name.end
    for low, high, _ in hits.bounds(Span(end, min(end + 200, len(plain))), "authority"):
        if low - end > 1 or (low > end and plain[end] not in "、和与及 "):
            break
        end = high
    if plain[start - 1 : start] == "据" and plain.startswith(("，", ","), end):
        return True
    ends = (name.end, end) if end > name.end else (name.end,)
    return any(
        _PUBLISHES.match(plain, at) or (plain.startswith(_ON_LAW, at) and _DRAFTS.match(plain, at)) for at in ends
    )


_ON_LAW = ("根据", "依据", "依照", "按照", "近日", "日前", "近期")
# 根据《某某法》等法律,起草了《某某规定》; 近日依据《某某法》,组织检测.
_DRAFTS = re.compile(
    r"(?:(?:近日|日前|近期)[，,]?(?:根据|依据|依照|按照))?[^。\n]{2,160}?[，,]\s*(?:(?:现|组织|研究|会同[^，,。\n]{2,20}?)?"
    r"(?:起草|制定|修订|公布|发布|决定)|组织|委托|持续|开展|抽查|检查|督促|责令|约谈|依法|对)"
)


# Accounts that the text reports: 根据“公安部网安局”微信公众号发布的消息, 【浙江网警】公众号发布.
_ACCOUNT = re.compile(
    r"[“【「《]?(?P<name>[\u4e00-\u9fffA-Za-z]{3,16})[”】」》]?(?:官方)?(?:微信)?(?:公众号|官方微信|官方微博|官方账号|官方网站|官网|官微|视频号)"
    r"[^，。\n]{0,8}?(?:发布|通报|消息|公布|披露|发文)"
)
# 据某网安局官方公众号,近期…: the account alone.
_AS_ACCOUNT = re.compile(
    r"(?:^|[\n。])(?:根据|据)[“【「《]?(?P<name>[\u4e00-\u9fffA-Za-z]{3,16}?)[”】」》]?(?:官方)?(?:微信)?(?:公众号|官方微信|官方微博|官网|官微|视频号)[,，]"
)
# What a sentence says before and after the name: 据|某市网信办, 某总局|在官网.
_BESIDE_NAME = re.compile("^(?:近?日|根据|据|从|记者从|经|由)|(?:在|通过|于|的)$")
# An account without its channel: 据网信湖南消息,….
_NEWS = re.compile("消息[,，:：]")
_NEWS_OF = re.compile(r"(?:^|[\n，,。]|据)(?P<name>[\u4e00-\u9fff]{4,12}?)(?:\d{1,2}月)?(?:\d{1,2}日)?消息[,，:：]$")
_ACCOUNT_CHANNELS = ("公众号", "官", "视频号")
_ACCOUNT_WORD = re.compile("公众号|官方|官网|官微|视频号")
_LABORATORY = re.compile(r"检验中心|检测中心|应急处理中心|评测中心|实验室|监测中心|研究院")
_HOST = re.compile(r"主办(?:单位)?\s?[:：]\s?(?P<name>[\u4e00-\u9fff]{4,30})")


def _in_title(page: Page, hits: Hits) -> str | None:
    plain, mentions = _title_bodies(page, hits)
    return next((found.name for found in _publishers(mentions, plain, hits) if not found.is_generic), None)


def _after_title(page: Page, outline: Outline) -> int:
    """Return where the first paragraph after the title begins."""
    plain, title = page.text.plain, _NO_LETTER.sub("", page.title or "")
    for paragraph in outline.paragraphs[:3]:
        first = _LETTER.search(plain, paragraph.start, paragraph.end)
        if first and not title.startswith(first[0]):
            return paragraph.start
        if _NO_LETTER.sub("", paragraph.of(plain)) != title:
            return paragraph.start
    return outline.paragraphs[0].start if outline.paragraphs else 0


_NO_LETTER, _LETTER = re.compile(r"\W"), re.compile(r"\w")


def _opening_of(page: Page, outline: Outline) -> Span:
    start = _after_title(page, outline)
    return Span(start, min(start + _OPENING, max(outline.body.end, start)))


def _in_opening(page: Page, span: Span, hits: Hits) -> Stated | None:
    plain = page.text.plain
    for mention in _publishers(iter_bodies(plain, hits, span), plain, hits):
        if mention.is_generic:  # 网信办 alone is the national one
            return _of_central(page, hits, "cac", span, len(plain)) or _stated(plain, mention.span, "issuer.opening")
        return _stated(plain, mention.span, "issuer.opening")
    if plain.find(_ATTENDS, span.start, span.end) < 0:
        return None
    mentions = (each for each in iter_bodies(plain, hits, span) if plain.startswith(_ATTENDS, each.span.end))
    return next((_stated(plain, each.span, "issuer.opening") for each in mentions if not each.is_generic), None)


def _kind_of_office(plain: str, hits: Hits, span: Span) -> Stated | None:
    """Return the kind of office that publishes cases as its own work where no office is named: 网信部门公布3起案例."""
    for mention in iter_bodies(plain, hits, span):
        is_kind = mention.is_generic and mention.form == "collective" and mention.name.endswith(_KIND_NAMES)
        is_aside = mention.part is Part.OUTSIDE or _NOT_ISSUING.search(mention.name)
        if is_kind and not is_aside and _PRESENTS.match(plain, mention.span.end):
            return _stated(plain, mention.span, "issuer.opening")
    return None


# 网信部门今天公布3起案例; 网信部门督促平台处置一批账号。现将典型案例通报如下.
_PRESENTS = re.compile(
    r"(?:近日|日前|今日|今天|昨日|\d+日)?(?:公布|发布|通报|曝光|公开)[^，。；\n]{0,24}(?:案|情况)"
    r"|[^。；\n《]{4,120}。\s?现[^。；\n]{0,30}?(?:通报|公布|公示|曝光|公开|发布)"
)


def _reported(plain: str, hits: Hits, span: Span) -> Stated | None:
    """Return the body of which the first sentence of an article reports that it published a document."""
    stop = _SENTENCE_END.search(plain, span.start, span.end)
    first = Span(span.start, stop.start() if stop else span.end)
    if plain.find("布", first.start, first.end) < 0 and plain.find("印发", first.start, first.end) < 0:
        return None
    for mention in iter_bodies(plain, hits, first):
        if not mention.is_generic and _REPORTED.match(plain, mention.span.end, first.end):
            return _stated(plain, mention.span, "issuer.opening")
    return None


_SENTENCE_END = re.compile("[。！？\n]")
# 某协会发布《某某报告》; 某部根据《某某方案》的要求,编制发布了《某某清单》.
_REPORTED = re.compile(
    r"(?:(?:根据|依据|按照)[^。\n]{2,200}?[，,])?(?:近日|日前|今日|正式|在?官网)?(?:联合)?(?:编制|制定|修订)?(?:并|后)?(?:发布|公布|印发)了?(?:题为)?《"
)
_ATTENDS = "高度重视"  # 某部高度重视用户权益保护工作。近期,我部组织检测


def _signed(page: Page, outline: Outline) -> Stated | None:
    """Return the body that signs the notice: the first of the last lines that are nothing but a body's name."""
    plain = page.text.plain
    last = [line for line in outline.paragraphs[-_SIGNING:] if line.end <= outline.body.end]
    for line in last:
        if _MIN_NAME <= len(line) <= _MAX_NAME and resolve_authority(line.of(plain)):
            return _stated(plain, line, "issuer.signed")
    for line in last:
        found = _SIGNED_IN_LINE.search(plain, max(line.start, line.end - 2 * _MAX_NAME), line.end)
        if found and resolve_authority(found["name"]):
            return _stated(plain, Span(*found.span("name")), "issuer.signed")
    return None


# The signature of a text whose lines were run together: …依法打击。某市公安局某某分局2025年3月8日.
_SIGNED_IN_LINE = re.compile(r"。\s?(?P<name>[\u4e00-\u9fff]{4,28}[局厅部办委院会队])\s?20\d\d年\d{1,2}月\d{1,2}日\Z")


# A name that a headline may give otherwise: in the heading of an order, or before its spokesman.
_FORMAL_NAME = re.compile("令|(?:有关|相关)?负责人[^就]{0,10}?(?:介绍|通报)")


def _is_formal(plain: str, stated: Stated) -> bool:
    return stated.evidence is not None and _FORMAL_NAME.match(plain, stated.evidence.span.end) is not None


_SIGNING = 8  # lines
_MIN_NAME, _MAX_NAME = 3, 30  # characters
# Bodies that handle without publishing, and names for several bodies at once.
_NOT_ISSUING = re.compile(r"检察|法院|^(?:金融管理|监管|执法|有关|主管)部门$")


def _of_case(case: CaseRecord, opening: Span) -> Stated | None:
    """Return the body whose own work the notice tells throughout: the first specific one that handled its case, where
    the notice begins with it.
    """
    for mention in case.authorities:
        if mention.evidence.span.start > opening.start + _LEAD:
            return None
        if resolve_authority(mention.name) and not _NOT_ISSUING.search(mention.name):
            return Stated(mention.name, Evidence(mention.evidence.span, "issuer.case", Origin.INFERRED))
    return None


_LEAD = 200  # characters


def get_issuer(page: Page, outline: Outline, hits: Hits, kind: str, cases: Sequence[CaseRecord]) -> Stated | None:
    """Return the body that publishes the notice, as the text names it; None for media and compilations."""
    issuer = _find_issuer(page, outline, hits, kind, cases)
    signed = _signed(page, outline) if issuer and issuer.value.endswith("队") else None
    is_unit = issuer and signed and issuer.value != signed.value and issuer.value.startswith(signed.value)
    if is_unit:
        return signed  # 某县公安局网安大队查明…, signed 某县公安局
    return _whole_police(page, issuer) or issuer if issuer else None


def _whole_police(page: Page, issuer: Stated) -> Stated | None:
    """Return the police of a place in place of a unit of theirs, where the headline speaks of them: 某县警方公布."""
    unit = _POLICE_UNIT.fullmatch(issuer.value)
    if unit is None or not _POLICE_SPEAK.search(page.title or ""):
        return None
    found = re.search(rf"{unit['body']}(?!.{{0,8}}队)", page.text.plain)
    return _stated(page.text.plain, Span(*found.span()), "issuer.voice") if found else None


_POLICE_UNIT = re.compile("(?P<body>[\u4e00-\u9fff]{2,14}公安局)[\u4e00-\u9fff]{2,8}队")
_POLICE_SPEAK = re.compile("警方|公安(?!局|厅|部)")


# What a platform that speaks for itself calls its notice: 某平台关于处置违规账号的公告.
_PLATFORM_TITLE = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z]{2,10}?)(?:平台|安全中心)?关于[^。\n]{2,60}(?:公告|通告|公示|声明)"
)
_PLATFORM_SIGNS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,12}(?:安全中心|治理中心|运营团队|管理团队|社区|平台)")


def _of_platform(page: Page, outline: Outline, hits: Hits) -> Stated | None:
    """Return the platform whose own notice the page is: its title begins with its name, or it signs what it addresses
    to its users.
    """
    plain = page.text.plain
    if "关于" not in (page.title or ""):
        return None
    if titled := _PLATFORM_TITLE.match(page.title or ""):
        name = titled["name"]
        known = get_lexicon().find(name).bounds(Span(0, len(name)), "platform")
        if any((low, high) == (0, len(name)) for low, high, _ in known):
            return _placed(plain, name)
    if plain.find("亲爱的", 0, _OPENING) < 0:
        return None
    last = (line for line in outline.paragraphs[-_SIGNING:] if len(line) <= _MAX_NAME and line.end <= outline.body.end)
    return next(
        (_stated(plain, line, "issuer.signed") for line in last if _PLATFORM_SIGNS.fullmatch(line.of(plain))), None
    )


def _find_issuer(page: Page, outline: Outline, hits: Hits, kind: str, cases: Sequence[CaseRecord]) -> Stated | None:
    plain = page.text.plain
    if kind == "foreign":
        return _abroad(f"{page.title or ''}\n{plain}")
    if kind == "digest":
        host = _HOST.search(plain, 0, 4 * _OPENING)
        return _stated(plain, Span(*host.span("name")), "issuer.host") if host else None
    if platform := _of_platform(page, outline, hits):
        return platform
    titled = _in_title(page, hits)
    if kind == "policy" and not titled and _EXPERT.search(page.title or ""):
        return None
    sources = get_sources(page)
    span = _opening_of(page, outline)
    voices = [stated for name in sources if (stated := _of_voice(page, name, hits, span, outline.body.end))]
    if kind == "other" and len(sources) > _MAX_SOURCES:
        return None
    voice = voices[0] if voices else None
    if voice is None:
        tells_law = kind == "policy" and _ISSUANCE.search(page.title or "") is not None
        if kind != "policy" or titled or tells_law:
            opening = _in_opening(page, span, hits)
        else:
            opening = _reported(plain, hits, span)
        if opening is None and (tells_law or kind == "measure") and not titled:
            opening = _of_state_council(plain, span)
        names_office = opening and titled and (_names_specifically(opening, titled) or _is_office_of(opening, titled))
        if opening and names_office and not _is_formal(plain, opening):
            return opening
        signed = _signed(page, outline) if kind != "policy" else None
        own = _of_case(cases[0], span) if cases and kind == "single_case" else None
        stated = _placed(plain, titled) or signed or opening or own or _official(sources)
        return stated or (_kind_of_office(plain, hits, span) if cases else None)
    if voice.evidence is None and (signed := _signed(page, outline)):
        return signed
    is_office = titled is not None and titled.startswith(voice.value)  # 某税务局|第二稽查局
    if titled and not is_office and not _same(voice.value, titled) and not _LABORATORY.search(titled):
        opening = _in_opening(page, span, hits)
        return opening if opening and _names_specifically(opening, titled) else voice
    return voice


# The news is that something came out: 《某某条例》公布, 《某某办法》答记者问, 公布典型案例. Not 学习《某某条例》的思考.
_ISSUANCE = re.compile(
    r"》[^《》]{0,8}?(?:发布|公布|印发|出台|答记者问|征求意见|全文|施行)|(?:发布|公布|印发|出台)[^《》]{0,8}?《|(?:发布|公布|通报)[^《》]{0,16}?案例"
    r"|(?:发布|公布|印发|出台)[^《》]{0,12}(?:意见|办法|规定|条例|通知|指南|方案|公告|规则|标准|措施)$"
)
_STATE_COUNCIL = re.compile(
    r"(?P<name>国务院(?:办公厅)?)(?:(?:总理[\u4e00-\u9fff]{2,3}?)?(?:近日|日前|今天|\d+日|正式)?(?:签署|公布|发布|印发)"
    r"|(?<=\n国务院)令|(?<=\n中华人民共和国国务院)令|令第\d+号公布)"
)


def _of_state_council(plain: str, within: Span) -> Stated | None:
    """Return the State Council where the opening says that it issued a rule."""
    found = _STATE_COUNCIL.search(plain, within.start, within.end)
    return _stated(plain, Span(*found.span("name")), "issuer.opening") if found else None


def _official(sources: Sequence[str]) -> Stated | None:
    """Return the first account that sounds official, though no body is known by its name."""
    return next((Stated(name) for name in sources if _sounds_official(name)), None)


def _sounds_official(name: str) -> bool:
    return bool(_OFFICIAL.search(name)) and not _MEDIA.search(name) and not _FOREIGN_BODY.match(name)


def _abroad(text: str) -> Stated | None:
    """Return the first body abroad; a name of its kind (某国监管机构) yields to a proper one of the same country."""
    found = _FOREIGN_BODY.search(text)
    if found is None:
        short = _FOREIGN_SHORT.search(text, 0, 2 * _OPENING)
        return Stated(short[0]) if short else None
    if not found[0].endswith(_FOREIGN_KINDS):
        return Stated(found[0])
    same = [each for each in _FOREIGN_BODY.finditer(text, found.end(), 2 * _OPENING) if each[0][:2] == found[0][:2]]
    names = (name for each in (found, *same) if (name := _proper_name(text, each)))
    return Stated(next(names, found[0]))


def _proper_name(text: str, found: re.Match[str]) -> str | None:
    """Return the name of a body abroad: its own, or the Latin one behind its kind (某国监管机构 XYZ)."""
    if not found[0].endswith(_FOREIGN_KINDS):
        return found[0]
    latin = _LATIN_NAME.match(text, found.end())
    return latin["name"] if latin else None


_LATIN_NAME = re.compile(r" ?(?!AI|APP|IT|VPN|GDPR|DSA|DMA)(?P<name>(?:[A-Z][a-z]+ )?[A-Z]{2,6})(?![A-Za-z])")


_FOREIGN_SHORT = re.compile(
    r"联邦(?:贸易|通信)委员会|信息专员办公室|(?<![A-Za-z])(?:FTC|FCC|SEC|CNIL|DPC|EDPB|EDPS|AEPD|ICO|PIPC|KFTC|CMA|ACCC|OAIC)(?![A-Za-z])"
)
_FOREIGN_KINDS = ("机构", "当局")
_KIND_NAMES = ("部门", "机关")


def _names_specifically(opening: Stated, titled: str) -> bool:
    """Return whether the announcement names the body of the headline, and not only its kind (网信部门)."""
    if not _same(opening.value, titled):
        return False
    if opening.value.endswith(_KIND_NAMES):
        return titled.endswith(_KIND_NAMES) and resolve_authority(opening.value) is not None
    return True


def _is_office_of(opening: Stated, titled: str) -> bool:
    """Return whether the announcement names the police office that the headline calls by its city: 某市警方."""
    office, police = resolve_authority(opening.value), resolve_authority(titled)
    if not (office and police and titled.endswith("警方") and opening.value.endswith("局")):
        return False
    return office.system == police.system and is_within(office.region_code or "", police.region_code or "")


def _placed(plain: str, name: str | None) -> Stated | None:
    """Return a name with its first place in the text, if it stands there."""
    if name is None:
        return None
    at = plain.find(name)
    return _stated(plain, Span(at, at + len(name)), "issuer.title") if at >= 0 else Stated(name)


_EXPERT = re.compile(r"专家|解读|评论|观点|前沿|时评|访谈|研究|分析|思考")


def _same(one: str, other: str) -> bool:
    first, second = resolve_authority(one), resolve_authority(other)
    if first and second:
        return first.authority_id == second.authority_id
    return one.endswith(other) or other.endswith(one)
