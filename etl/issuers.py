"""The body that publishes a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.extract.authorities import resolve_authority
from etl.extract.bodies import Mention, Part, iter_bodies
from etl.lexicon import get_lexicon
from etl.model import CaseRecord, Evidence, Hits, Origin, Page, Span, Stated
from etl.outline import Outline

# Columns and accounts that are the voice of a body, with the names the text may give the body.
_VOICES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"网信中国|中国网信网|中国网信"), ("国家网信办", "中央网信办", "国家互联网信息办公室", "网信部门")),
    (re.compile(r"CVERC|国家计算机病毒应急处理中心|国家计算机病毒协同分析平台"), ("国家计算机病毒应急处理中心",)),
    (re.compile(r"CNCERT|国家互联网应急中心|国家计算机网络应急技术处理协调中心"), ("国家互联网应急中心",)),
    (re.compile(r"工信微报|工信部|工业和信息化部"), ("工信部", "工业和信息化部", "工业和信息化部信息通信管理局")),
    (re.compile(r"市说新语|市场监管总局|中国市场监管"), ("市场监管总局", "国家市场监督管理总局", "市场监管部门")),
    (re.compile(r"最高检|最高人民检察院|检察日报"), ("最高检", "最高人民检察院")),
    (re.compile(r"最高法|最高人民法院|人民法院报"), ("最高法", "最高人民法院")),
    (re.compile(r"公安部网安局"), ("公安部网安局", "公安部网络安全保卫局")),
    (re.compile(r"公安部"), ("公安部", "公安机关")),
    (
        re.compile(r"网络安全通报中心|网络与信息安全信息通报中心"),
        ("国家网络安全通报中心", "国家网络与信息安全信息通报中心"),
    ),
)
# 网信湖南 → 湖南省网信办, 湖南省委网信办.
_LOCAL_CAC = re.compile(r"网信(?P<place>[\u4e00-\u9fff]{2,6})|(?P<other>[\u4e00-\u9fff]{2,6})网信$")
_OFFICIAL = re.compile(
    r"网警|公安|警方|网信|检察|法院|通信管理局|市场监管|公安部|总局|政府|人民银行|证监|税务局|委员会|办公室|通报中心|应急中心|应急处理中心|研究所|监管局|部$|厅$"
)
_MEDIA = re.compile(
    r"安全圈|安全内参|FreeBuf|嘶吼|安全客|安全牛|Solidot|看雪|新闻网|日报|晚报|晨报|周刊|新华|央视|人民网|澎湃|财经|网信安全|信息安全|传媒|杂志|科技|资讯"
)
_PUBLISHES = re.compile(
    r"[:：](?!\s*(?:\n|$))|(?:近日|日前|今日|今天|\d+日)?(?:会同|联合)?[^。，；\n]{0,24}?(?:发布|公布|通报|公示|曝光|印发|启动|部署|开展|组织|约谈|查处|处置|发现处置|检测发现|就《|关于《|对外公布|召开|依法|加大|查获|侦破|破获)"
)
_SOURCE_WORD = re.compile("来源|转自|供稿|素材")
_SOURCE_HEAD = re.compile(r"(?:^|[\n（(【\[])\s*(?:文章|信息|消息|稿件|本文|内容|参考及|资料)?\Z")
_SOURCE_LINE = re.compile(
    r"(?:来源|转自|供稿|素材(?:来源)?)\s?[:：丨|/]\s*(?P<name>[^）)\]】\n，,。；;]{2,24})(?=[）)\]】\n]|$)"
)
_FOREIGN_BODY = re.compile(
    r"(?:美国|欧盟|英国|法国|德国|意大利|西班牙|荷兰|瑞典|挪威|芬兰|丹麦|爱尔兰|比利时|奥地利|瑞士|波兰|希腊|日本|韩国|印度|新加坡|澳大利亚|加拿大|巴西|俄罗斯|土耳其)"
    r"[\u4e00-\u9fff]{0,10}?(?:委员会|保护局|监管局|监管机构|专员公署|专员办公室|管理局|法院|司法部|保护机构|当局|证券交易委员会)"
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
    names = [page.issuer_line] if page.issuer_line else []
    if _ACCOUNT_WORD.search(page.text.plain, 0, _OPENING):
        names += [found["name"] for found in _ACCOUNT.finditer(page.text.plain, 0, _OPENING)]
    names += _source_lines(page.text.plain)
    return tuple(dict.fromkeys(re.sub(r"(?:微信)?(?:公众号|官网|网站|官微|微信|微博)$", "", name) for name in names))


def _source_lines(plain: str) -> Iterator[str]:
    for word in _SOURCE_WORD.finditer(plain):
        found = _SOURCE_LINE.match(plain, word.start())
        if found and _SOURCE_HEAD.search(plain, max(0, word.start() - 8), word.start()):
            yield found["name"].strip(' “”"《》')


def _first_in_text(plain: str, names: Iterable[str]) -> Span | None:
    """Return where the first of several names stands, the earliest in the text."""
    start = max(plain.find("\n"), 0)
    for low in (start, 0):
        found = [(at, -len(name)) for name in names if (at := plain.find(name, low)) >= 0]
        if found:
            at, length = min(found)
            return Span(at, at - length)
    return None


def _of_voice(page: Page, name: str, hits: Hits, end: int) -> Stated | None:
    """Return the body that an account or column speaks for, as the text names it."""
    plain = page.text.plain
    for pattern, names in _VOICES:
        if pattern.search(name):
            span = _first_in_text(plain[:end], names)
            return _stated(plain, span, "issuer.voice") if span else Stated(name)
    if found := _LOCAL_CAC.search(name):
        place = found["place"] or found["other"]
        for mention in iter_bodies(plain, hits, Span(0, end)):
            if mention.system == "cac" and mention.name.startswith(place):
                return _stated(plain, mention.span, "issuer.voice")
        return Stated(name)
    at = plain.find(name, 0, end)
    if _OFFICIAL.search(name) and not _MEDIA.search(name):
        return _stated(plain, Span(at, at + len(name)), "issuer.source") if at >= 0 else Stated(name)
    return None


def _stated(plain: str, span: Span, rule: str) -> Stated:
    return Stated(span.of(plain), Evidence(span, rule))


def _publishers(mentions: Iterable[Mention], plain: str) -> Iterator[Mention]:
    """Yield the bodies of which the text says that they publish, act or launch."""
    for mention in mentions:
        launches = plain.startswith("部署", mention.span.end)  # outside a case, yet the body whose notice it is
        if mention.is_generic or (mention.part is Part.OUTSIDE and not launches):
            continue
        start = mention.span.start
        if plain.rfind("《", max(0, start - 60), start) > plain.rfind("》", max(0, start - 60), start):
            continue  # part of the title of a document
        if _PUBLISHES.match(plain, mention.span.end):
            yield mention


# Accounts that the text reports: 根据“公安部网安局”微信公众号发布的消息, 【浙江网警】公众号发布.
_ACCOUNT = re.compile(
    r"[“【「《]?(?P<name>[\u4e00-\u9fffA-Za-z]{3,16})[”】」》]?(?:官方)?(?:微信)?(?:公众号|官方微信|官方微博|官方账号|官方网站|官网|官微|视频号)"
    r"[^，。\n]{0,8}?(?:发布|通报|消息|公布|披露|发文)"
)
_ACCOUNT_WORD = re.compile("公众号|官方|官网|官微|视频号")
_LABORATORY = re.compile(r"检验中心|检测中心|应急处理中心|评测中心|实验室|监测中心|研究院")
_HOST = re.compile(r"主办(?:单位)?\s?[:：]\s?(?P<name>[\u4e00-\u9fff]{4,30})")


def _in_title(page: Page, hits: Hits) -> str | None:
    plain, mentions = _title_bodies(page, hits)
    return next((mention.name for mention in _publishers(mentions, plain)), None)


def _after_title(page: Page, outline: Outline) -> int:
    """Return where the first paragraph after the title begins."""
    title = re.sub(r"\W", "", page.title or "")
    for paragraph in outline.paragraphs[:3]:
        if re.sub(r"\W", "", paragraph.of(page.text.plain)) != title:
            return paragraph.start
    return outline.paragraphs[0].start if outline.paragraphs else 0


def _in_opening(page: Page, outline: Outline, hits: Hits) -> Stated | None:
    start = _after_title(page, outline)
    span = Span(start, min(start + _OPENING, max(outline.body.end, start)))
    for mention in _publishers(iter_bodies(page.text.plain, hits, span), page.text.plain):
        return _stated(page.text.plain, mention.span, "issuer.opening")
    return None


# Bodies that handle without publishing, and names for several bodies at once.
_NOT_ISSUING = re.compile(r"检察|法院|^(?:金融管理|监管|执法|有关|主管)部门$")


def _of_cases(cases: Sequence[CaseRecord]) -> Stated | None:
    """Return the body whose own work the notice tells: the first specific one that handled the first case."""
    for case in cases[:1]:
        for mention in case.authorities:
            if resolve_authority(mention.name) and not _NOT_ISSUING.search(mention.name):
                return Stated(mention.name, Evidence(mention.evidence.span, "issuer.case", Origin.INFERRED))
    return None


def get_issuer(page: Page, outline: Outline, hits: Hits, kind: str, cases: Sequence[CaseRecord]) -> Stated | None:
    """Return the body that publishes the notice, as the text names it; None for media and compilations."""
    plain = page.text.plain
    if kind == "foreign":
        found = _FOREIGN_BODY.search(f"{page.title or ''}\n{plain}")
        return Stated(found[0]) if found else None
    if kind == "digest":
        host = _HOST.search(plain, 0, 4 * _OPENING)
        return _stated(plain, Span(*host.span("name")), "issuer.host") if host else None
    titled = _in_title(page, hits)
    if kind == "policy" and not titled and _EXPERT.search(page.title or ""):
        return None
    sources = get_sources(page)
    voices = [stated for name in sources if (stated := _of_voice(page, name, hits, outline.body.end))]
    if kind == "other" and len(sources) > _MAX_SOURCES:
        return None
    voice = voices[0] if voices else None
    if voice is None:
        opening = None if kind == "policy" and not titled else _in_opening(page, outline, hits)
        if opening and titled and _names_specifically(opening, titled):
            return opening
        return _placed(plain, titled) or opening or _of_cases(cases)
    if titled and voice.value.endswith(_KIND_NAMES) and voice.value[:-2] in titled:
        return _placed(plain, titled)  # 中央网信办 of the headline, not 网信部门
    if titled and not _same(voice.value, titled) and not _LABORATORY.search(titled):
        opening = _in_opening(page, outline, hits)
        return opening if opening and _names_specifically(opening, titled) else voice
    return voice


_KIND_NAMES = ("部门", "机关")


def _names_specifically(opening: Stated, titled: str) -> bool:
    """Return whether the announcement names the body of the headline, and not only its kind (网信部门)."""
    return _same(opening.value, titled) and not opening.value.endswith(_KIND_NAMES)


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
