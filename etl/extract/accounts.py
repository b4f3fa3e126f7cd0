"""Names of accounts, apps and sites as notices write them: in quotes beside a word for what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from etl.alternation import group_words
from etl.model import Hits, Span

_QUOTED = r"[“\"「『《][^“”\"」』》\n]{1,40}[”\"」』》](?:\([^()（）]{1,30}\)|（[^()（）]{1,30}）)?"
_QUOTES = '“"「『《'
# Possessive and bounded: a list that leads to no noun must not be tried again from every end.
_LIST = rf"{_QUOTED}(?:\s?[、,，和及与]?\s?{_QUOTED}){{0,200}}+"
_HANDLE = (
    r"自媒体账号|网络账号|直播账号|账号|帐号|微信公众号|公众号|微信视频号|视频号|订阅号|服务号|抖音号|快手号|"
    r"小红书号|微博号|百家号|网易号|搜狐号|"
    r"头条号|企鹅号|大鱼号|微信号|卖家|达人|微商|博主|主播|网红|大V|UP主|up主|Up主|吧主|用户|网民|网友|直播间|微博|网店|店铺|小店|"
    r"微信群|"
    r"QQ群|群组|贴吧|超话|频道"
)
_APPS = r"APP|App|app|应用程序|应用软件|小程序|SDK|手机应用|客户端|应用|软件|游戏"
_SITES = r"网站|网址|站点|论坛"
# 抖音账号“甲”“乙”, 主播“丙”.
_HANDLE_FIRST = re.compile(rf"(?P<noun>{_HANDLE})(?:负责人|名称|名为|昵称|名|为|是|:|：|@|\s)?(?P<list>{_LIST})")
# “甲”等账号, “乙”微信公众号, “丙”“丁”等多位网络主播.
_LIST_FIRST = re.compile(
    rf"(?P<list>{_LIST})(?:\s?等)?(?:\d+|[一二三四五六七八九十百千两多数]+)?余?(?:个|位|名|家|款|"
    rf"批)?(?P<between>[一-龥A-Za-z]{{0,12}}?)"
    rf"(?P<noun>{_HANDLE})"
)
# “甲”等3家仿冒银行的自媒体: the noun stands at the end of a long description.
_LIST_COUNTED = re.compile(
    rf"(?P<list>{_LIST})\s?等\s?\d+(?:个|家|名)[^。；;，,\n]{{12,48}}?的(?P<noun>{_HANDLE}|自媒体)"
)
# 处置甲、乙等一批违规账号: a list without quotes.
# 微博账号@山谷老周 发布: a handle by its sign.
_AT = re.compile(
    r"(?<![A-Za-z0-9._-])@(?P<name>[一-龥A-Za-z0-9_·-]{2,20}?)"
    r"(?=[\s，,。、；;：:（(”\"]|发布|发文|发帖|编造|散布|传播|因|被|已|等|长期|多次|存在|恶意|的|$)"
)
_PLAIN_LIST = re.compile(
    r"(?:处置|关闭|封禁|查处|禁言|封停)(?:了)?(?P<list>[^，,。；;、“”\"\n和等的]{2,20}(?:、[^，,。；;“”\"\n、]{2,20})"
    r"+?)等"
    r"[^。；;\n]{0,60}?(?:账号|主播|直播间|自媒体)"
)
_NOUN_BEFORE = re.compile(rf"(?P<noun>{_HANDLE})(?:名称|名为|昵称|名|为|是|:|：)?\s?$")
_APP_FIRST = re.compile(rf"(?P<noun>{_APPS})(?:名称|名为|:|：)?(?P<list>{_LIST})")
_APP_LIST = re.compile(
    rf"(?P<list>{_LIST})(?:\s?等)?\s?(?:\d+|[一二三四五六七八九十百千两多数]+)?余?(?:个|"
    rf"款)?(?P<between>[一-龥]{{0,10}}?)(?P<noun>{_APPS})"
)
# 下架“甲”“乙”等30款涉赌、窃取隐私的App: the noun stands at the end of a long description.
_APP_COUNTED = re.compile(
    rf"(?:下架|关停)了?(?P<list>{_LIST})\s?等\s?\d+余?(?:款|个)[^。；;“”\n]{{1,48}}?(?P<noun>APP|App|app|应用程序|小程序)"
)
_APP_INCLUDED = re.compile(
    rf"(?:款|个)[一-龥]{{0,12}}?\s?(?P<noun>{_APPS})(?:(?:予以|依法|进行|作出|全网)*(?:下架|通报|处置|整改)(?:处理|处置)?)?\s?[,，(（:：]?(?:分别为|分别是|包括|包含|即|"
    rf"为)(?P<list>[^。；;\n,，]{{2,160}})"
)
_SITE_FIRST = re.compile(rf"(?P<noun>{_SITES})(?:名称|名为|:|：)?(?P<list>{_LIST})")
_SITE_LIST = re.compile(
    rf"(?P<list>{_LIST})(?:\s?等)?(?:\d+|[一二三四五六七八九十百千两多数]+)?余?(?:个|"
    rf"家)?(?P<between>[一-龥]{{0,8}}?)(?P<noun>{_SITES})"
)
# 约谈“云谷论坛”(某公司运营)主要负责人: a site told by its name.
_SITE_CALLED = re.compile(
    r"(?:约谈|处罚|查处|责令|关闭|关停)了?[“「](?P<name>[^”」，,。；;\s]{1,14}(?:网|论坛|社区|门户|在线))[”」]"
    r"(?=(?:[(（][^()（）]{2,30}[)）])?的?(?:主要|相关|有关)?(?:负责人|责任人|运营者|运营方|运营主体|运营单位|主办者|开办者|"
    r"主办单位|[，,。；;]))"
)
_PLATFORM_FIRST = re.compile(rf"(?P<noun>平台)(?<![一-龥]平台)(?P<list>{_LIST})")
# 约谈招聘平台“甲”, 对外卖平台“乙”开展约谈: the platform is told by its kind and its name.
_PLATFORM_OF_KIND = re.compile(
    r"(?:对|约谈了?)(?:属地|本地|辖区内?|一家)?(?P<first>(?:招聘|求职|外卖|直播|短视频|视频|音频|短剧|购物|电商|社交|交友|婚恋|旅游|出行|打车|网约车|租房|房产"
    rf"|问诊|医疗|教育|培训|游戏|资讯|二手|货运|票务|团购|借贷|理财|支付|网络)(?P<noun>平台)(?P<list>{_LIST}))"
)
# 百度平台“甲”、小红书平台用户“乙”: what a platform's name leads to is an account on it.
_HOSTED = re.compile(rf"平台(?:的?(?:用户|网民|账户|作者|博主))?(?P<list>{_LIST})")
_LETTERS = re.compile(r"[一-龥A-Za-z]*")
_PLATFORM_LIST = re.compile(
    rf"(?P<list>{_LIST})(?:\s?等)?(?:\d+|[两三四五六七八九十]+)?(?:个|"
    rf"家)?(?P<between>[一-龥]{{0,8}}?)(?P<noun>平台)(?!账号|账户|上|发布|内|"
    rf"用户)"
)
# 爱**网、买*心等网站, 微**理等应用程序: names masked in the middle, without quotes.
_STARRED_NAME = r"[一-龥A-Za-z0-9]{1,4}[*＊]{1,4}[一-龥A-Za-z0-9]{1,4}"
_STARRED = re.compile(
    rf"(?:关闭|关停|下架|对|处置|查处|封禁|清退|约谈|注销)(?:了)?(?P<list>[一-龥A-Za-z0-9]{{1,3}}[*＊]{{1,4}}[一-龥A-Za-z0-9]{{1,4}}?(?:、{_STARRED_NAME}?)*)"
    rf"(?:等(?:\d+|[一二三四五六七八九十百千两多]+)?余?(?:个|款|家)?[^，,。；;\n]{{0,16}}?"
    rf"(?P<noun>网站|站点|平台|应用程序|APP|App|小程序|软件|MCN机构|机构|公司|账号(?!的)|主播|直播间)|"
    rf"(?P<own>网站|平台|应用程序|APP|App|小程序))"
)
_STARRED_TYPES = {
    **dict.fromkeys(("网站", "站点", "平台"), "website"),
    **dict.fromkeys(("应用程序", "APP", "App", "小程序", "软件"), "app"),
    **dict.fromkeys(("MCN机构", "机构", "公司"), "company"),
}
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9@./-])((?:[A-Za-z0-9*-]+\.)+(?:com|cn|net|org|top|xyz|vip|cc|info|site|"
    r"shop)(?:\.cn)?)(?![A-Za-z0-9@/])"
)
# A word for what is quoted right before a quotation mark or close behind one: no other line needs the patterns.
_NOUN_ENDS = "".join(sorted({noun[-1] for noun in f"{_HANDLE}|{_APPS}|{_SITES}|平台|账户|作者".split("|")}))
_BESIDE = re.compile(
    r"[“\"「『《”」』》](?:(?<=[”」](?<=[网坛区户线].))|(?<=[构会N]“)|"
    rf"(?<=[{_NOUN_ENDS}人称为名昵是:：@\s][“\"「『《])|(?<=[”\"」』》])(?:\([^()（）]{{1,30}}\)|（[^()（）]{{1,30}}）)?(?:\s?等\s?\d|"
    r"(?:\s?等)?\s?(?:\d+|[一二三四五六七八九十百千两多数]+)?余?(?:个|位|名|家|款|批)?[一-龥A-Za-z]{0,12}?"
    rf"(?:{group_words(f'{_HANDLE}|{_APPS}|{_SITES}|平台')})))"
)
# What the patterns for each kind need: a cheap look before they run over the lines.
_HANDLE_CLUE = re.compile(
    "号|卖家|达人|微商|播|主|V|户|民|友|吧|超|直播间|微博|网店|网红|店铺|小店|微信群|群组|频道|自媒体"
)
_PLAIN_CLUE = re.compile("账号|主播|直播间|自媒体")
_APP_CLUE = re.compile("APP|App|app|应用|小程序|SDK|客户端|软件|游戏")
_SITE_CLUE = re.compile("网站|网址|站点|论坛|平台")
_ADDRESS_CLUE = re.compile(r"\.(?:com|cn|net|org|top|xyz|vip|cc|info|site|shop)")
_THESE = re.compile(r"(?:上述|以上|这)[\d两三四五六七八九十]{1,3}[家个款]|注销其(?:网站)?备案")
_ONE = re.compile(
    r"[“\"「『《](?P<name>[^”\"」』》]{1,40})[”\"」』》](?P<more>\([^()（）]{1,20}\)|（[^()（）]{1,20}）)?"
)
# What stands before 账号 without being a brand: 网络账号, 相关账号, 多个平台账号.
_MODIFIERS = re.compile(
    r"(?:自媒体|网络|相关|违规|违法|多个|部分|个人|社交|热点|财经|某|该|其|名为|所属|涉事|关联|同名|平台|上|的|等|"
    r"在|和|及|与|为|对|用|通过|利用|开设|注册|运营|"
    r"管理|官方|个|名|位|家|款|余|批|大量|一些|有的|两|[一二三四五六七八九十\d]+|短视频|视频|直播|电商|认证|实名|"
    r"头部|知名|粉丝|百万|千万|万粉|"
    r"其中|包括|涉及|关闭|封禁|禁言|处置|下架|查处|清理|约谈|责令|使用|经营|登录|巡查|发现|经查|网民|网友|用户|"
    r"男子|女子|主播|博主|某某?|虚假|仿冒|恶意)"
)
# What may stand between “甲” and 账号: 等多个违规网络; not 通过, 利用.
_BETWEEN = re.compile(
    r"(?:自媒体|网络|本地|属地|当地|辖区|省内|市内|相关|违规|违法|多个|多名|个人|社交|热点|财经|股评|房产|汽车|教育|医疗|知名|头部|短视频|视频|"
    r"直播|电商|平台|上|的|等|个|名|位|家|款|"
    r"余|批|一批|\d|虚假|仿冒|恶意|百万|千万|万粉|粉丝|认证|营销|所谓|关联|同名|矩阵|涉事|违法违规|转世|变相|复出|马甲|小号|备用)*"
)
_HOST_OF_NOUN = {
    **{noun: noun for noun in ("微信公众号", "公众号", "微信视频号", "视频号", "百家号", "网易号", "搜狐号", "头条号")},
    **{"抖音号": "抖音", "快手号": "快手", "小红书号": "小红书", "微博": "微博", "微博号": "微博"},
    **{"企鹅号": "企鹅号", "大鱼号": "大鱼号", "微信群": "微信", "微信号": "微信", "QQ群": "QQ"},
}
_OFFICIAL = re.compile(
    r"网信|网警|公安|警方|检察|法院|网安|发布$|日报|晚报|新闻|消协|消费者协会|税务|市场监管|政府|通信管理|电视台|"
    r"国家网络安全通报|工信"
)
_TOLD_BY = re.compile(r"[^。；;\n]{0,12}(?:消息|发布|通报|公布|披露|获悉|推送|刊发|报道|公告|通告|文章称|发文)")
_STATUTES = ("法", "条例", "规定", "办法", "细则", "意见", "通知", "决定", "公告", "协议", "政策", "规范", "标准")
_NO_NAME = re.compile(
    r"^(?:团播|秀场|连麦|标题党|小作文|自媒体|黑稿|两卡|水军|网络水军|"
    r"饭圈|清朗.*|净网.*|蹭热点|带节奏|擦边|软色情|黑嘴|开盒|人肉|沙雕.*|AI.{0,4}|零容忍|内鬼|卡农|跑分|"
    r"双11|两高一弱|案例|典型案例|社工库|卡商|黑产|灰产|杀猪盘|一键[^店坊馆社号室家]*|粉丝|流量|打赏|带货|直播|账号|网红|老师|专家)$"
)
# 来源:“云谷发布”微信公众号: where the text was taken from.
_SOURCE = ("来源:", "来源：", "来源: ", "来源： ", "转自", "转载自", "综合自")
# 平台“先行退款”规则: what the platform has, not what it is called.
_FEATURE_BEHIND = re.compile(r"(?:服务|交易|营销|管理)?(?:规则|条款|功能|模式|协议|机制|活动|标签|标识|按钮|频道)")
# 该平台“理财课堂”频道: a part of what is named.
_HOLDS_CHANNELS = ("平台", "网站", "App", "APP", "客户端", "软件", "开设的", "设置的", "首页")
# 冒充“云谷发布”账号: the account imitated.
_IMITATED = ("冒充", "仿冒", "假冒", "冒用", "盗用", "仿照", "模仿")
# 售卖“抢单神器”网店: what is sold there.
_SOLD = ("售卖", "出售", "销售", "叫卖", "兜售", "贩卖", "倒卖", "贩售", "制售")
_BOUND = frozenset('，,。；;：:、“”"「」『』《》()（）\n ！？')


class AccountMention(Struct, frozen=True):
    """A place where an account, app, site or platform is named in quotes."""

    span: Span
    name: str
    type: str
    platform: str | None
    is_masked: bool
    is_object: bool = False  # of a measure: 约谈“甲论坛”负责人


def _names(plain: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    for match in _ONE.finditer(plain, start, end):
        name = match["name"].replace("\n", "").strip()
        if name and not _NO_NAME.match(name) and not (match[0][0] == "《" and name.endswith(_STATUTES)):
            yield Span(match.start("name"), match.end("name")), name


def _run_before(plain: str, end: int, low: int) -> str:
    """Return the run of letters directly before `end`, back to a stop."""
    start = end
    while start > low and plain[start - 1] not in _BOUND and end - start < 14:
        start -= 1
    return plain[start:end]


def _brand_before(plain: str, end: int, low: int, hits: Hits) -> str | None:
    """Return the platform brand directly before `end`, None when there is none or several share the place."""
    if plain.endswith("平台", low, end):
        end -= 2
        if plain.endswith("等", low, end):
            return None
    for hit in hits.within(Span(max(low, end - 12), end), "platform"):
        if hit.span.end == end:
            return None if _shares_place(plain, hit.span.start, low, hits) else hit.span.of(plain)
    run = _run_before(plain, end, low)
    for match in _MODIFIERS.finditer(run):
        run_start = match.end()
        if run_start == len(run):
            return None
    parts = [part for part in _MODIFIERS.split(run) if part]
    brand = parts[-1] if parts and run.endswith(parts[-1]) else ""
    return brand if 1 <= len(brand) <= 6 and _looks_like_brand(brand) else None


def _shares_place(plain: str, start: int, low: int, hits: Hits) -> bool:
    """Tell a brand that closes a list of brands (抖音、快手平台账号)."""
    if start - 1 <= low or plain[start - 1] not in "、和及与":
        return False
    return any(hit.span.end == start - 1 for hit in hits.within(Span(max(low, start - 12), start), "platform"))


def _looks_like_brand(text: str) -> bool:
    return bool(
        re.fullmatch(r"[A-Za-z]{1,10}", text)
        or re.search(
            r"(?:网|号|微博|视频|社区|论坛|头条|红书|快手|抖音|站|直播|知乎|豆瓣|贴吧|微信|淘宝|拼多多|京东|闲鱼|"
            r"陌陌|火山|哔哩哔哩|bilibili|百度|西瓜|虎牙|斗鱼|映客|帝)$",
            text,
        )
    )


def _host(plain: str, noun: str, at: int, low: int, hits: Hits) -> str | None:
    """Return the platform that hosts the account, as written, from the words around its noun."""
    brand = _brand_before(plain, at, low, hits)
    own = _HOST_OF_NOUN.get(noun)
    if brand and own in ("百家号", "视频号", "公众号") and brand in ("百度", "微信"):
        return brand + own
    if brand and noun == "视频号":
        return brand if brand.endswith("视频") else brand + "视频"
    return brand or own


def _is_told(plain: str, name: str, end: int) -> bool:
    """Tell an account that only passes news on: “网信湖南”微信公众号通报."""
    return bool(_OFFICIAL.search(name) and _TOLD_BY.match(plain, end))


def _accounts(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _HANDLE_FIRST.finditer(plain, span.start, span.end):
        if plain.endswith(_SOURCE, span.start, match.start()):
            continue
        host = _host(plain, match["noun"], match.start("noun"), span.start, hits)
        for place, name in _names(plain, match.start("list"), match.end("list")):
            if not _is_told(plain, name, match.end()):
                own = _bracket_host(plain, place.end, hits) or host
                yield AccountMention(place, name, "account", own, _is_masked(name))
    for match in _LIST_FIRST.finditer(plain, span.start, span.end):
        if plain.endswith(_IMITATED + _SOLD + _SOURCE, span.start, match.start()):
            continue
        if match["noun"] == "频道" and plain.endswith(_HOLDS_CHANNELS, span.start, match.start()):
            continue
        if not _BETWEEN.fullmatch(match["between"]) and not _is_host(match, hits):
            continue
        host = _host(plain, match["noun"], match.start("noun"), match.start("between"), hits)
        host = host or _brand_before(plain, match.start("list"), span.start, hits)
        for place, name in _names(plain, match.start("list"), match.end("list")):
            if not _is_told(plain, name, match.end()):
                own = _bracket_host(plain, place.end, hits) or host
                yield AccountMention(place, name, "account", own, _is_masked(name))


def _bracket_host(plain: str, end: int, hits: Hits) -> str | None:
    """Return the platform that a bracket behind the quotation mark names: “甲”(抖音)."""
    if plain[end + 1 : end + 2] not in ("(", "（"):
        return None
    close = hits.of("platform").end_of(end + 2)
    return plain[end + 2 : close] if close > 0 and plain[close : close + 1] in (")", "）") else None


def _hosted(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _HOSTED.finditer(plain, span.start, span.end):
        end = match.start()
        words = len(_LETTERS.match(plain[max(span.start, end - 8) : end][::-1])[0])  # type: ignore[index]
        if words >= 2 and (host := _brand_before(plain, end, end - words, hits)):
            for place, name in _names(plain, match.start("list"), match.end("list")):
                yield AccountMention(place, name, "account", host, _is_masked(name))


def _counted(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _LIST_COUNTED.finditer(plain, span.start, span.end):
        for place, name in _names(plain, match.start("list"), match.end("list")):
            yield AccountMention(place, name, "account", None, _is_masked(name))


def _signed(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _AT.finditer(plain, span.start, span.end):
        before = _NOUN_BEFORE.search(plain, max(span.start, match.start() - 8), match.start())
        if before:
            host = _host(plain, before["noun"], before.start("noun"), span.start, hits)
            name = match["name"]
            yield AccountMention(Span(match.start("name"), match.end("name")), name, "account", host, _is_masked(name))


def _plain_accounts(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    if plain.find("、", span.start, span.end) < 0:
        return
    for match in _PLAIN_LIST.finditer(plain, span.start, span.end):
        at = match.start("list")
        for name in match["list"].split("、"):
            if name:
                yield AccountMention(Span(at, at + len(name)), name, "account", None, _is_masked(name))
            at += len(name) + 1


def _is_host(match: re.Match[str], hits: Hits) -> bool:
    """Tell whether the words between “甲” and 账号 are a brand: “甲”抖音账号."""
    rest = re.sub(r"平台$|等$|^等?(?:多个)?", "", match["between"])
    end = match.end("between") - (2 if match["between"].endswith("平台") else 0)
    known = any(hit.span.end == end for hit in hits.within(Span(match.start("between"), end), "platform"))
    return known or _looks_like_brand(rest)


def _quoted_apps(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for pattern in (_APP_FIRST, _APP_LIST):
        for match in pattern.finditer(plain, span.start, span.end):
            if match["noun"] in ("软件", "应用", "游戏") and pattern is _APP_FIRST:
                continue
            is_object = plain.endswith(_TAKEN_DOWN, span.start, match.start())
            for place, name in _names(plain, match.start("list"), match.end("list")):
                yield AccountMention(place, name, "app", None, _is_masked(name), is_object)


def _counted_apps(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _APP_COUNTED.finditer(plain, span.start, span.end):
        for place, name in _names(plain, match.start("list"), match.end("list")):
            yield AccountMention(place, name, "app", None, _is_masked(name), True)


_TAKEN_DOWN = ("下架", "下架了", "关停", "关停了")


def _plain_apps(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _APP_INCLUDED.finditer(plain, span.start, span.end):
        if any(quote in match["list"] for quote in '“"《'):
            continue
        at = match.start("list")
        for part in re.split(r"([、,，])", match["list"]):
            name = re.sub(r"等(?:\d+款.*)?$", "", part).strip()
            if 1 < len(name) <= 20 and part not in "、,，":
                start = plain.find(name, at)
                yield AccountMention(Span(start, start + len(name)), name, "app", None, _is_masked(name))
            at += len(part)


def _starred(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _STARRED.finditer(plain, span.start, span.end):
        at, parts = match.start("list"), match["list"].split("、")
        kind = _STARRED_TYPES.get(match["noun"] or match["own"], "account")
        for part in parts:
            yield AccountMention(Span(at, at + len(part)), part, kind, None, True)
            at += len(part) + 1


_OWNERS = ("公司", "企业", "集团", "单位", "机构", "医院", "学校", "学院", "中心", "协会", "酒店", "研究院")
_SITE_NAME_ENDS = ("网”", "在线”", "论坛”", "社区”", "网站”", "门户”", "资讯”", ".com”", ".cn”")


def is_catchword(plain: str, start: int, end: int) -> bool:
    """Tell what a firm's own site is said to do (某公司网站“裸奔”) from a site's name; the noun begins at `start`.

    >>> is_catchword("云谷公司网站“裸奔”", 4, 10), is_catchword("云谷公司网站“云谷在线”", 4, 12)
    (True, False)
    """
    return plain.endswith(_OWNERS, 0, start) and not plain.endswith(_SITE_NAME_ENDS, start, end)


def _quoted_sites(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for pattern in (_SITE_FIRST, _SITE_LIST, _PLATFORM_LIST, _PLATFORM_FIRST, _PLATFORM_OF_KIND):
        for match in pattern.finditer(plain, span.start, span.end):
            kind = "platform" if match["noun"] == "平台" else "website"
            is_feature = pattern is _PLATFORM_FIRST and _FEATURE_BEHIND.match(plain, match.end())
            if "《" in match["list"] or is_feature:
                continue
            if pattern is _SITE_FIRST and is_catchword(plain, match.start(), match.end()):
                continue
            start = match.start("first" if pattern is _PLATFORM_OF_KIND else 0)
            for place, name in _names(plain, match.start("list"), match.end("list")):
                is_object = _is_object(kind, plain, start, match.end(), span)
                yield AccountMention(place, name, kind, None, _is_masked(name), is_object)


# 约谈“甲论坛”运营单位乙公司: the firm is named, and handled.
_OPERATED = re.compile(
    r"的?(?:运营|主办|开办|经营)(?:方|者|单位|主体|企业|公司)[^，,。；;、]{2,24}(?:公司|集团|中心|工作室)"
)
# 针对“甲”“乙”存在的问题,约谈上述2家平台负责人; “甲网”未经许可…,注销其备案: quoted names whose kind a later word tells.
_THESE_BEHIND = re.compile(
    r"(?:(?:约谈了?|责令|处罚了?|对|关停了?|下架了?|封禁了?|关闭了?)(?:上述|以上|这)(?:\d{1,3}|[两三四五六七八九十]{1,2})(?:家|个|款)"
    r"(?:涉事|违规|属地|本地|网络)*|注销其(?:网站)?(?=备案))"
    r"(?P<noun>网站平台|网站|平台|论坛|App|APP|小程序|公众号|账号|直播间|网店|店铺|备案)"
)
_THESE_NAMED = re.compile(
    rf"(?:针对|发现|查明|指出|显示|^|[，,。；;：:])\s?(?P<list>{_LIST})(?:等)?(?=存在|因|未|涉嫌|违反|出现|长期|多次)"
)
_THESE_TYPES = {
    **dict.fromkeys(("网站平台", "平台"), "platform"),
    **dict.fromkeys(("网站", "论坛", "备案"), "website"),
    **dict.fromkeys(("App", "APP", "小程序"), "app"),
}


def _these(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _THESE_NAMED.finditer(plain, span.start, span.end):
        told = _THESE_BEHIND.search(plain, match.end(), min(match.end() + 200, span.end))
        kind = _THESE_TYPES.get(told["noun"], "account") if told else ""
        for place, name in _names(plain, match.start("list"), match.end("list")) if told else ():
            yield AccountMention(place, name, kind, None, _is_masked(name), True)


# 抖音（2个） over “甲”、“乙”, or 快手平台（2个）：甲、乙: a list of accounts under the platform that hosts them.
_HEAD_COUNT = re.compile(r"[（(]\s?(?:共\s?)?\d{1,3}\s?[个家][)）]")
_HEAD_BEFORE = re.compile(r"[\s一二三四五六七八九十\d、.．（()）*#●◆■▶]{0,8}")
_HEAD_AFTER = re.compile(
    r"(?:平台|网站)?(?:违规|违法|被处置|被关闭)?(?:账号|帐号|用户|主播)?(?:名单)?\s?(?P<count>[（(]\s?(?:共\s?)?\d{1,3}\s?[个家][)）])\s?[:：]?\s*"
)
_WHOLE_LIST = re.compile(_LIST)
_BARE_NAMES = re.compile(r"[^，,。；;：:“”\"（()）\s]{2,20}(?:、[^，,。；;：:“”\"（()）\s]{2,20})+")


def _headed(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    line = plain[span.start : span.end].rstrip()
    count = _HEAD_COUNT.search(line)
    low, at = span.start, span.start + (count.end() if count else 0)
    end = at
    if count is None:
        low, end = plain.rfind("\n", 0, max(span.start - 1, 0)) + 1, max(span.start - 1, 0)
    hit = next(iter(hits.within(Span(low, end), "platform")), None) if low < end < low + 40 else None
    if not (
        hit and _HEAD_BEFORE.fullmatch(plain, low, hit.span.start) and _HEAD_AFTER.fullmatch(plain, hit.span.end, end)
    ):
        return
    at += len(plain[at : span.end]) - len(plain[at : span.end].lstrip(" :：\u3000"))
    stop = span.start + len(line.rstrip("。；;"))
    host = hit.span.of(plain)
    if _WHOLE_LIST.fullmatch(plain, at, stop):
        for place, name in _names(plain, at, stop):
            yield AccountMention(place, name, "account", host, _is_masked(name))
    elif _BARE_NAMES.fullmatch(plain, at, stop) and f"{plain.count('、', at, stop) + 1}个" in plain[low:end]:
        for part in re.finditer(r"[^、]+", plain[at:stop]):
            place = Span(at + part.start(), at + part.end())
            yield AccountMention(place, part[0], "account", host, _is_masked(part[0]))


# MCN机构“甲”运营账号…,对该机构约谈: an agency by its short name, where agencies bear a measure.
_AGENCY_FIRST = re.compile(rf"(?:MCN|MCN机构|经纪机构|传媒机构|直播机构|直播公会|公会)(?P<list>{_LIST})")
_AGENCY_BORNE = re.compile(
    r"(?:机构|公会)[^。；;，,\n]{0,24}?(?:约谈|罚款|责令|清退|警告|黑名单|处置|注销)|"
    r"(?:约谈|责令|处罚|对|清退|处置)了?(?:该|涉事|上述|相关|违规)?(?:MCN)?(?:机构|公会)"
)


# 约谈“甲”“乙”两家MCN机构, 对“甲”公会予以清退: agencies told by what stands behind their names.
_AGENCY_LIST = re.compile(
    rf"(?P<verb>约谈了?|对|清退了?|处罚了?)(?P<list>{_LIST})(?:等)?(?:(?:\d+|[两三四五六七八九十]+)家)?"
    r"(?:网络|涉事|属地|违规)*(?:MCN机构|MCN公司|经纪机构|经纪公司|传媒机构|直播机构|直播公会|公会)"
)


def _agencies(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _AGENCY_LIST.finditer(plain, span.start, span.end):
        if match["verb"] != "对" or _BORNE.match(plain, match.end(), span.end):
            for place, name in _names(plain, match.start("list"), match.end("list")):
                yield AccountMention(place, name, "company", None, _is_masked(name))
    for match in _AGENCY_FIRST.finditer(plain, span.start, span.end):
        names = list(_names(plain, match.start("list"), match.end("list")))
        is_borne = _AGENCY_BORNE.search(plain, match.end(), min(match.end() + 300, span.end)) is not None
        for place, name in names:
            if is_borne or plain.endswith(("约谈", "约谈了", "清退", "对"), span.start, match.start()):
                yield AccountMention(place, name, "company", None, _is_masked(name))


# 约谈“甲”平台, 对“甲”平台予以警告; not 约谈“甲”平台运营方某公司.
_OF_PLATFORM = re.compile(r"[^，,。；;、]{0,16}(?:公司|集团|某)")
_SHUT = re.compile(r"[^。；;\n“]{0,40}?(?:被|已|予以)(?:依法|永久|予以)*(?:关闭|关停|查封|封堵|注销)(?!账号|用户)")
_BORNE = re.compile(
    r"(?:依法|分别|进行|开展|实施|采取)*(?:约谈|罚款|处罚|处以|警告|立案|予以|给予|作出|责令|下达|处置|封禁|关停)"
)


def _is_object(kind: str, plain: str, start: int, end: int, line: Span) -> bool:
    """Tell whether a quoted platform is what a measure is directed at."""
    if _OF_PLATFORM.match(plain, end, line.end):
        return False
    if kind == "website" and _SHUT.match(plain, end, line.end):
        return True
    if plain.endswith(("约谈", "约谈了", "处罚了", "查处了", "关停", "关停了", "责令"), line.start, start):
        return True
    return plain.endswith("对", line.start, start) and _BORNE.match(plain, end, line.end) is not None


# “云谷在线”“山前论坛”因未履行责任,被约谈: sites told by their names as the subject of a measure.
_SITES_SUBJECT = re.compile(
    r"(?:^|(?<=[，,。；;：:\s]))(?P<list>(?:[“「][^”」，,。；;\s]{1,12}(?:网|论坛|社区|门户|在线|热线|信息港)[”」](?:网站?)?[、和及与]?){1,12})"
    r"(?:等)?(?:因|未|存在)[^。；;\n“]{0,90}?被[^，,。；;\n]{0,18}(?:约谈|责令|罚|警告|处罚|查处|关停|关闭)(?!账号)"
)


def _called_sites(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in (
        _SITES_SUBJECT.finditer(plain, span.start, span.end) if plain.find("被", span.start, span.end) >= 0 else ()
    ):
        for place, name in _names(plain, match.start("list"), match.end("list")):
            yield AccountMention(place, name, "website", None, _is_masked(name), True)
    for match in _SITE_CALLED.finditer(plain, span.start, span.end):
        if _OPERATED.match(plain, match.end("name") + 1, span.end):
            continue
        name = match["name"]
        yield AccountMention(
            Span(match.start("name"), match.end("name")), name, "website", None, _is_masked(name), True
        )


def _addresses(plain: str, span: Span, hits: Hits) -> Iterator[AccountMention]:
    for match in _ADDRESS.finditer(plain, span.start, span.end):
        yield AccountMention(Span(match.start(1), match.end(1)), match[1], "website", None, "*" in match[1])


def _is_masked(name: str) -> bool:
    return _MASK.search(name) is not None


_MASK = re.compile(r"某|[*＊×]|[xX]{2,}")
_Reader = Callable[[str, Span, Hits], Iterator[AccountMention]]


def _holds(line: str, characters: str) -> bool:
    for char in characters:  # noqa: SIM110
        if char in line:
            return True
    return False


def _quoted_readers(text: str) -> list[_Reader]:
    """Return what can find anything in the lines with a quotation mark of a text."""
    readers: list[_Reader] = [_hosted] if "平台" in text else []
    readers += [_accounts, _counted] if _HANDLE_CLUE.search(text) else []
    readers += [_quoted_apps] if _APP_CLUE.search(text) else []
    readers += [_counted_apps] if "等" in text and ("下架" in text or "关停" in text) and _APP_CLUE.search(text) else []
    readers += [_quoted_sites] if _SITE_CLUE.search(text) else []
    readers += [_agencies] if "MCN" in text or "机构" in text or "公会" in text else []
    return [*readers, _called_sites]


def _bare_readers(text: str) -> list[tuple[str, _Reader]]:
    """Return what can find anything in the lines that hold one of some characters."""
    readers: list[tuple[str, _Reader]] = [("*", _starred)] if "*" in text else []
    readers += [("@", _signed)] if "@" in text else []
    has_list = "、" in text and "等" in text
    has_verb = has_list and ("处置" in text or "封" in text or "关闭" in text or "查处" in text or "禁言" in text)
    readers += [("等", _plain_accounts)] if has_verb and _PLAIN_CLUE.search(text) else []
    readers += [("、”", _headed)] if "账号" in text and _HEAD_COUNT.search(text) else []
    readers += [("款个", _plain_apps)] if ("款" in text or "个" in text) and _APP_CLUE.search(text) else []
    readers += [(".", _addresses)] if "." in text and _ADDRESS_CLUE.search(text) else []
    return readers


def find_accounts(plain: str, spans: Sequence[Span], hits: Hits) -> list[AccountMention]:
    """Return accounts, apps, sites and platforms named in quotes, in order; the first reading of a place stands.

    >>> text = "微信公众号“山谷财评”“云上观车”、蓝鸟微博账号“老周说”等捏造信息,“小溪App”网站运营者"
    >>> found = find_accounts(text, [Span(0, len(text))], Hits(()))
    >>> [(mention.name, mention.platform) for mention in found if mention.type == "account"]
    [('山谷财评', '微信公众号'), ('云上观车', '微信公众号'), ('老周说', '蓝鸟微博')]
    >>> [mention.name for mention in found if mention.type == "website"]
    ['小溪App']
    """
    if not spans:
        return []
    found: dict[int, AccountMention] = {}
    text = plain[spans[0].start : spans[-1].end]
    bare, quoted = _bare_readers(text), None
    has_quotes = _holds(text, _QUOTES)
    has_these = has_quotes and _THESE.search(text) is not None
    for span in spans if has_quotes or bare else ():
        line = plain[span.start : span.end]
        readers = [reader for marks, reader in bare if _holds(line, marks)] if bare else []
        if has_quotes and _holds(line, _QUOTES) and _BESIDE.search(line):
            quoted = quoted or _quoted_readers(text)
            readers = quoted + readers
        if has_these and _holds(line, _QUOTES):
            readers = [_these, *readers]
        for reader in readers:
            for mention in reader(plain, span, hits):
                known = found.setdefault(mention.span.start, mention)
                if known.platform is None and mention.platform and mention.type == known.type:
                    found[mention.span.start] = replace(known, platform=mention.platform)
    return [found[start] for start in sorted(found)]
