"""The online platforms on which a case's conduct happened or which were themselves handled.

Brands come from the word list; a brand that is also an everyday word, a company or a mere channel counts only under
the condition the list names. Channels of contact, payment and evidence, accounts of authorities that publish, and
brands inside the names of accounts or companies do not count. What is written stands, once per brand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from etl.alternation import group_words
from etl.extract.accounts import is_catchword
from etl.model import Evidence, Hit, Party, PlatformMention, Scope, Span
from etl.reference.brands import Platform, load_platform_names

# Words that make a name a platform: 百度|平台, 头条|账号“. Not 百度|一下.
_WORD_AFTER = re.compile(
    r"^[”\"》]?(?:(?:短视频|直播|社交|视频|电商|网购|搜索|资讯|交友|社区)?(?:平台|网站|论坛|社区|客户端|商城|软件)|网|App|APP|app|账号|账户|公众号|"
    r"号(?![码线召称])|用户|主播|博主|网红|达人|直播|网店|店铺|店|小店|旗舰店|公司|官方|热搜|热榜|话题|超话|群|吧|小程序|贴吧|竞价|推广|等[^，,。；;]{0,8}(?:平台|网站|软件|App)|"
    r"[“\"「])"
)
# Another word runs into the name: 东方头条, 深圳自如. Words that may stand before a brand do not.
_JOINED_BEFORE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9](?<![在于过用录对从向的及和与或、由被经等如是将把约谈为年月日网台])$"
)
# Before a place where something happens: 在|贝壳, 约谈|得物. Not 吃|花椒.
_PLACE_BEFORE = re.compile(r"(?:在|于|通过|利用|登录|借助|经由|约谈|处罚|入驻|网络平台|平台|网站|登上|对)[“\"《]?$")
# After such a place: 贝壳|上发布. Not 贝壳|很美.
_PLACE_AFTER = re.compile(
    r"^[”\"》]?(?:上|平台|、|（原|\(原|等|和|及|发布|发帖|发文|进行|开设|开播|注册|销售|售卖|里|内|中)"
)
# A channel where something is spread: 微信|群散布, QQ|群内售卖. Not 微信|群聊记录.
_CHANNEL_AFTER = re.compile(
    r"^群[“\"][^”\"\n]{1,16}[”\"](?:聊天|[内里中上]|发布|散布|转发|传播|称)|"
    r"^(?:(?:业主|好友|家长|工作|同学|亲友|购物|团购|交流|粉丝|小区|村民)?群(?!聊信息|聊记录)|群组|频道|朋友圈|账号(?!转账|收款)|公众|平台|直播|空间|号(?:上|发布|散布))[^，,。；;]{0,24}?"
    r"(?:发布|散布|传播|转发|造谣|编造|推送|推广|售卖|出售|销售|兜售|贩卖|倒卖|买卖|购买|收购|交换|发送|推荐|荐股|辱骂|侮辱|诽谤|谩骂|虚构|诈骗|关闭|封停|封禁|禁言|解散|注销|宣传|推销|宣称|组织|招揽|招募|引流|上传|传谣|兜揽)"
)
# 发至|微信群, 转发到|QQ群: what is sent into a channel.
_SENT_BEFORE = re.compile(
    r"(?:发|传|散布|分享|推送|投放|扩散)[^，,。；;“”]{0,3}[至到进往在][^，,。；;“”]{0,6}$|拉[入进至到]$"
)
_SENT_AFTER = re.compile(r"^[一-龥]{0,4}群(?!聊信息|聊记录)|^(?:朋友圈|空间)")
# 通过|微信|、快手直播销售. Not 通过微信、抖音联系.
_SPREAD_BEFORE = re.compile(r"(?:通过|利用|在|借助|使用|于)[“\"]?$")
_SPREAD_AFTER = re.compile(
    r"[”\"]?[、和及与][“\"]?(?P<brand>[\u4e00-\u9fffA-Za-z0-9]{2,6}?)[”\"]?(?:、[^，,。；;、]{2,8})?(?:等|平台|多个|直播间?|网络|上|进行)*"
    r"(?:发布|散布|传播|转发|造谣|编造|推送|推广|售卖|出售|销售|兜售|贩卖|直播|带货|发帖|发文)"
)
# 通过|微信|销售, 利用|QQ|出售: what is done through a channel alone. Not 通过微信联系买家出售.
_DONE_AFTER = re.compile(
    r"^(?:平台|软件)?(?:对外|公开|大量|多次|非法|违规|违法|上|等)?(?:销售|售卖|出售|贩卖|兜售|倒卖|买卖|推销|散布|传播|售假|招揽|推广|荐股|发布[^，,。；;]{0,6}(?:广告|虚假|谣言|商品))(?!者|商|方|渠道)"
)
# 收购他人|微信|号, |微信|号出租: accounts that are traded themselves.
_TRADED_BEFORE = re.compile(r"(?:收购|收买|出售|贩卖|倒卖|售卖|买卖|出租|租用|租借|收租)[^，,。；;、]{0,8}$")
_TRADED_AFTER = re.compile(r"^号[^，,。；;]{0,12}(?:出售|贩卖|出租|转卖|倒卖|售卖|租给|卖给|出借)")
# The name begins a company name: 抖音|信息服务有限公司. Not 快手|公司.
_BUSINESS_AFTER = re.compile(r"^[\u4e00-\u9fff]{1,8}(?:有限|股份|集团|分公司|公司)")
# Contact, payment, evidence: 聊天记录, 转账. Not 账号.
_CONTACT_AFTER = re.compile(
    r"^(?:聊天|私信(?:联系|沟通|交易|添加|告知)|转账|支付|付款|收款|昵称|红包|好友|沟通|联系|联络|客服|提现|(?:小店)?(?:后台)?(?:订单|交易|销售)(?:记录|截图|截屏|打印件)|账单|钱包|记录|支付凭证|扫码|扫一扫|认证|登录|头像|"
    r"(?:进行|等)?(?:沟通|联系|联络|支付|付款|转账))"
)
# The brand carries an announcement: 公众号|消息, 微博|通报. Not 公众号|“某某”发布谣言.
_PUBLISHES_AFTER = re.compile(
    r"^(?:平台)?上?(?:公开)?(?:回应|致歉|发声明|发布(?:致歉|情况|澄清)?(?:声明|说明))|"
    r"^(?:平台)?(?:\d{1,2}月\d{1,2}日)?(?:发布(?:的)?(?:消息|通报|公告|信息称|称)|发布消息|通报|消息|公布|发文称|获悉|报道|推送的|刊发|发出一[则份])"
)
# A source line or an invitation: 来源：, 欢迎关注官方. Not 通过.
_SOURCE_BEFORE = re.compile(
    group_words(
        r"(?:来源|关注|搜索|扫码(?![缴支付点停购租充骑乘借下])|转自|(?<!根)据|官方|欢迎|点击|下载)[^，,。；;“”]{0,6}$"
    )
)
# Names of accounts of authorities and the press: 网信某地, 平安某地. Not 某某说车.
_BODY_ACCOUNT = re.compile(
    r"网信|公安|警|发布|政法|检察|法院|市场监管|市监|通信|平安|中心|监管|新华|日报|晚报|新闻|央视"
)
# “甲新闻网”网站|违规开设栏目: a site that looks like a body's own but is handled.
_SITE_OFFENDS = re.compile(r"的?(?:违规|违法|未取得|未经|涉嫌|擅自)")
_NAME = r"[“\"]([^”\"，,。；;\s]{2,16})[”\"]"
_MINI = r"\s?(?:App|APP|app|客户端|(?:微信|支付宝|抖音|百度)?小程序)"
_FOR = (
    r"(?:招聘|求职|社交|交友|婚恋|语聊|外卖|点餐|直播|音频|短剧|购物|电商|团购|拼团|旅游|出行|打车|租车|租房|票务|购票|"
    r"货运|问诊|医疗|教育|游戏|借贷|交易)"
)
_RUNS = r"的?(?:实际|主要)?(?:开发)?(?:运营|经营|主办)(?:者|方|主体|单位|企业|公司|商)"
# Sites, apps and platforms outside the word list, by the name their firm gave them, where they are the place of what
# is told. The last group is the name; each pattern begins with characters the engine can leap to.
_NAMED_SITES = (
    # “甲”网站, “甲”App首页. Not 平台“账号名”.
    re.compile(
        rf"{_NAME}(?:(?:赌博|博彩|色情|淫秽|盗版|钓鱼|诈骗|虚假|假冒|投资|理财|交易|购物|"
        r"小说|影视|视频|游戏|外挂|社交|交友|接码|充值|非法){0,2}(?:网站|网络平台|直播平台|平台)|"
        r"(?:网上|线上|网络|电子)?商城(?!小程序)|(?:派单|接单|做单|刷单|兼职|众包|带货|外卖|团购|短剧|招聘|票务|租房|二手)(?:网站|平台)|"
        r"(?:游戏|网络|动漫|汽车|本地|社区)论坛(?!会|举办)|论坛(?=[一-龥]{0,4}(?:版块|板块|未|存在|违规)|网站)|"
        r"(?:聊天|直播|语聊|社交|交友|跑分)(?:软件|平台)(?:[上内中]|发布|招募|组织|传播)|"
        r"\s?(?:App|APP|app)(?:内|上|中|用户|首页|青少年|未(?!经)))"
    ),
    # 通过“甲”小程序发布
    re.compile(
        rf"[在于过用](?:(?<=[在于])|(?<=通过)|(?<=利用)){_NAME}\s?(?:微信)?小程序(?:[上内中])?"
        r"(?:播出|播放|发布|销售|售卖|上架|上线|传播|推广|开展)"
    ),
    # 本地论坛“甲”未审核
    re.compile(rf"(?:本地|属地|地方|民间|社区|网络|知名|的)论坛{_NAME}(?!发言|演讲|致辞|上表示)"),
    # 网站“甲”, 约谈“甲论坛”, 自建平台“甲”, 在某平台“甲”上销售
    re.compile(
        rf"网站{_NAME}|约谈了?(?=[“\"][^”\"]{{1,14}}(?:网|论坛|社区)[”\"]){_NAME}|"
        rf"(?:指定|自建|自有|运营|搭建|开办)的?(?:网络|交易|电商|网购)?平台{_NAME}|"
        rf"(?:在|于|通过|利用)[一-龥]{{0,10}}平台{_NAME}(?:上|内|中)?(?:发布|销售|售卖|上架|开设|传播|推广)"
    ),
    # “夜甲直播”传播淫秽物品案; not 主播“甲直播”
    re.compile(
        r"[“\"](?<![号播户间民吧主].)([^”\"，,。；;\s某]{1,10}(?:直播|语音|影院|影视|论坛|交友))[”\"]"
        r"(?=传播|组织|制作|侵犯|侵权|涉嫌|开设)"
    ),
    # 运营的“甲”小程序, 自建“甲”App, 在其“甲”App下单页面, 其运营的“甲”论坛
    re.compile(rf"(?:运营|经营|主办|旗下|上线|推出|自营|自建|在其)的?{_NAME}(?:{_MINI}|论坛|社区)"),
    # 约谈“甲”App的运营方, 乙公司（“甲”App运营主体）, “甲”App运营者未履行义务
    re.compile(rf"(?:约谈了?|（|\(){_NAME}{_MINI}{_RUNS}"),
    # 团购小程序“甲”内,有商户…; 色情直播平台“甲”
    re.compile(
        rf"(?:小程序(?<!微信小程序)|App|APP){_NAME}[内上]"
        r"(?![^，,。；;\n]{0,8}(?:举报|反映|查询|投诉|核[实验]|办理|申[请报诉]|下载|获悉))|"
        r"(?:色情|淫秽|涉黄|赌博|博彩|诈骗|跑分)(?:直播|聊天|交友|视频|投资|理财)?(?:平台|网站|软件|App|APP)"
        rf"{_NAME}"
    ),
    re.compile(rf"{_NAME}{_MINI}{_RUNS}(?=未|违反|拒不|存在)"),
    # “甲”小程序的运营主体…平台内经营者未核验, “甲”App的运营者,属第三方平台
    re.compile(
        rf"{_NAME}{_MINI}{_RUNS}(?=[^\n“]{{0,140}}?(?:第三方平台|平台内(?:有|的?经营|的?商)|入驻(?:商|平台|审核)|入网))"
    ),
    # 网络交易第三方平台“甲”的运营者, 第三方平台“甲”，未审核资质
    re.compile(rf"平台(?:(?<={_FOR}平台)|(?<=第三方平台)){_NAME}(?:{_RUNS}|(?=[，,]?(?:未|没有|对入驻|放任)))"),
    # 在“甲”App购买, 通过“甲”App从事. Not 可通过“甲”小程序反映.
    re.compile(
        rf"(?:在|通过|利用|经由)(?<![可请需应]在)(?<![可请需应]通过)(?<!可以在)(?<!可以通过){_NAME}{_MINI}"
        r"(?![^，,。；;\n]{0,8}(?:举报|反映|查询|投诉|核[实验]|办理|申[请报诉]|咨询|提交|预约|下载|公告|公布|获悉))"
    ),
    # 针对语音社交平台“甲”、交友小程序“乙”传播…; not 直播平台“擦边”问题
    re.compile(
        rf"(?:针对|约谈了?|对|、|，|,)[一-龥]{{0,4}}{_FOR}(?:平台|小程序){_NAME}"
        r"(?=[，,（(]|、[一-龥]|存在|传播|未|因|放任|的?(?:主要)?负责人|的?运营|开展|实施)"
        r"(?![^，,。；;\n]{0,6}(?:问题|现象|乱象|规则|条款|模式|活动))"
    ),
)
_SITE_WORDS = (
    "网站",
    "平台",
    "软件",
    "论坛",
    "商城",
    "约谈",
    "App",
    "APP",
    "app",
    "小程序",
    "客户端",
)  # one of them stands in every match
_FIRM_ENDS = ("公司", "合作社", "厂", "经营部", "商行", "医院", "学校", "幼儿园", "协会")
_MASKED = re.compile(r"某|\*|×|XX|xx")
# What an app of such a name does happens elsewhere: “跳广告神器”App.
_TOOLS = ("利器", "神器", "外挂", "插件", "辅助", "脚本", "工具箱")
# 访问境外|飞机|平台: where somebody went to get what is told. Not 登录|微信|.
_VISITED_BEFORE = re.compile(
    r"(?:访问|浏览|登录|登陆|进入)了?(?:境外|海外|国外)?(?:的)?(?:社交|聊天|通[讯信])?(?:软件|平台|网站)?[“\"]?$"
)
_VISITED_AFTER = re.compile(r"[”\"]?(?:平台|频道|论坛)")
# Between two brands of a list: 、 or ”“. Not 、某某、.
_BETWEEN = re.compile(r"^[”\"》]?[、和与及][“\"《]?$|^[”\"]?[“\"]$")


@lru_cache(maxsize=1)
def _entries() -> dict[str, Platform]:
    return {platform.platform_id: platform for platform in load_platform_names()}


def _brand_id(platform_id: str) -> str:
    entry = _entries()[platform_id]
    return entry.same_as or platform_id


def _in_quote(plain: str, span: Span) -> bool:
    """Return whether the brand stands inside a longer quoted text: an account's name, a post, a title."""
    low = max(plain.rfind("\n", 0, span.start), span.start - 40, 0)
    for left, right in ("“”", "「」", "《》", "【】"):
        opened = plain.rfind(left, low, span.start)
        if opened < 0 or plain.find(right, opened, span.start) >= 0:
            continue
        closed = plain.find(right, span.end, span.end + 40)
        if closed >= 0 and closed - opened - 1 > len(span) + 3:
            return True
    return False


def _quoted_before(plain: str, start: int) -> str:
    """Return the quoted name that ends right before: 网信某地 of “网信某地”微信公众号."""
    if not plain.endswith(_QUOTE_ENDS, 0, start):
        return ""
    found = _QUOTED_BEFORE.search(plain[max(0, start - 30) : start])
    return found.group(1) if found else ""


_OUTLETS = ("公众号", "官方微博", "视频号")
# 云谷市法院|微信公众号: a body's own account. Not 仿冒云谷市法院|微信公众号.
_BODY_BEFORE = re.compile(
    r"(?s)^(?!.*(?:仿冒|冒充|假冒)).*(?:法院|检察院|网信办|总局|管理局|公安局|公安厅|监管局|税务局|委员会|网安局|网警)(?:官方)?$"
)
_ACCOUNT_AFTER = re.compile(r"[“「]")
_QUOTE_ENDS = ("”", "」", "】", '"', "官方")
_QUOTED_BEFORE = re.compile(r"[“「【\"]([^”」】\"“\n]{1,24})[”」】\"](?:官方)?$")
_OWN_NAME = re.compile(r"(?:账号)?[“「]([^”」]{2,20})[”」]")


def _is_source(plain: str, span: Span, before: str, after: str) -> bool:
    """Return whether the brand only carries what an authority or paper publishes."""
    if span.of(plain).endswith(("公众号", "微博", "视频号")) and _PUBLISHES_AFTER.match(after):
        return True
    if span.of(plain).endswith(_OUTLETS) and _BODY_BEFORE.match(before) and not _ACCOUNT_AFTER.match(after):
        return True
    account = _quoted_before(plain, span.start)
    if account and (_PUBLISHES_AFTER.match(after) or _BODY_ACCOUNT.search(account)):
        return True
    own = _OWN_NAME.match(after)
    if own and _BODY_ACCOUNT.search(own.group(1)) and re.search("据|来源|关注", before[-12:]):
        return True
    return bool(_SOURCE_BEFORE.search(before)) or _is_in_source_line(plain, span)


# 来源：云谷晨报综合云谷法院，新浪微博
_SOURCE_LINE = re.compile(r"[（(]?(?:文章|信息|消息|稿件|内容|资料)?(?:来源|素材|供稿|综合)\s?[:：|]")
_LONGEST_LINE = 80


def _is_in_source_line(plain: str, span: Span) -> bool:
    """Return whether the brand stands in the line of sources, which holds no sentence."""
    start, end = plain.rfind("\n", 0, span.start) + 1, plain.find("\n", span.end)
    line = plain[start : end if end >= 0 else len(plain)]
    return len(line) <= _LONGEST_LINE and "。" not in line and _SOURCE_LINE.match(line) is not None


def _listed(scope: Scope, hits: Sequence[Hit]) -> set[Hit]:
    """Return the brands of lists in which one is a brand without any list: 抖音、贝壳、麦田, 贝壳、麦田等平台."""
    found: set[Hit] = set()
    run: list[Hit] = []
    for hit in hits:
        if run and not _BETWEEN.match(scope.plain[run[-1].span.end : hit.span.start]):
            run = []
        run.append(hit)
        if _is_plain_brand(scope, hit) or run[0] in found:
            found.update(run if run[0] not in found else run[-1:])
    return found


def _is_plain_brand(scope: Scope, hit: Hit) -> bool:
    """Return whether a brand is one without a list beside it."""
    after = scope.plain[hit.span.end : min(hit.span.end + 12, scope.span.end)]
    return _entries()[hit.key].only_with is None or bool(_WORD_AFTER.match(after))


def _meets(condition: str | None, is_listed: bool, before: str, after: str) -> bool:
    if condition is None:
        return not _CONTACT_AFTER.match(after)
    if condition == "platform_word":
        if _JOINED_BEFORE.search(before):
            return False
        placed = _PLACE_BEFORE.search(before) and _PLACE_AFTER.match(after)
        return bool(_WORD_AFTER.match(after) or placed or is_listed)
    if condition == "channel_word":
        if _SENT_AFTER.match(after) and _SENT_BEFORE.search(before):
            return True
        if (_DONE_AFTER.match(after) and _SPREAD_BEFORE.search(before)) or (
            after.startswith("号") and (_TRADED_BEFORE.search(before) or _TRADED_AFTER.match(after))
        ):
            return True
        if _VISITED_AFTER.match(after) and _VISITED_BEFORE.search(before):
            return True
        return bool(_CHANNEL_AFTER.match(after) or (_SPREAD_BEFORE.search(before) and _beside_a_brand(after)))
    return False


def _beside_a_brand(after: str) -> bool:
    """Tell a channel that opens a list of places where something is spread: 通过微信、快手直播销售."""
    match = _SPREAD_AFTER.match(after)
    entry = _entries().get(resolve_platform(match["brand"]) or "") if match else None
    return entry is not None and entry.only_with is None


def _counts(scope: Scope, hit: Hit, is_listed: bool) -> bool:
    entry = _entries()[hit.key]
    plain, span = scope.plain, hit.span
    before = plain[max(scope.span.start, span.start - 24) : span.start]
    after = plain[span.end : min(span.end + 40, scope.span.end)]
    if span.of(plain).endswith("小程序") and _is_cell(before, after):  # where an app of a table is offered
        return False
    if before.endswith(entry.not_before or ("某",)) or after.startswith(entry.not_after or ("\0",)):
        return False
    if _in_quote(plain, span) or _BUSINESS_AFTER.match(after) or _is_source(plain, span, before, after):
        return False
    return _meets(entry.only_with, is_listed, before, after)


def _is_cell(before: str, after: str) -> bool:
    """Tell whether a name fills a cell of a table."""
    return before.rstrip(" ").endswith(("\t", "|")) and after.lstrip(" ").startswith(("\t", "|"))


def _from_text(scope: Scope) -> Iterator[PlatformMention]:
    hits = list(scope.hits.within(scope.span, "platform"))
    if not hits:
        return
    listed = _listed(scope, hits)
    for hit in hits:
        if _counts(scope, hit, hit in listed):
            span = _without_kind(scope, hit.span)
            yield PlatformMention(span.of(scope.plain), Evidence(span, "platforms.brand"), _brand_id(hit.key))


def _without_kind(scope: Scope, span: Span) -> Span:
    """Return the brand without a word for its kind behind it: 淘宝 of 淘宝直播|间, 快手 of 快手App."""
    name = span.of(scope.plain)
    is_room = name.endswith("直播") and scope.plain.startswith("间", span.end)
    is_shop = name.endswith("网") and scope.plain.startswith("店", span.end)
    length = 2 if is_room else 1 if is_shop else 3 if name.lower().endswith("app") else 0
    stem = name[: len(name) - length]
    known = resolve_platform(stem) if length and len(stem) >= 2 else None
    return Span(span.start, span.start + len(stem)) if known else span


def _quoted_lines(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines with a quotation mark begin and end."""
    for line in plain[start:end].splitlines(keepends=True):
        if ("“" in line or '"' in line) and any(word in line for word in _SITE_WORDS):
            yield start, start + len(line)
        start += len(line)


def _from_sites(scope: Scope) -> Iterator[PlatformMention]:
    """Yield named sites and platforms outside the word list: “某名”网站."""
    start, end = scope.span.start, scope.span.end
    if scope.plain.find("“", start, end) < 0 and scope.plain.find('"', start, end) < 0:
        return
    lines = list(_quoted_lines(scope.plain, start, end))
    for found in (
        found for line in lines for pattern in _NAMED_SITES for found in pattern.finditer(scope.plain, *line)
    ):
        group = found.lastindex or 1
        name = found[group]
        is_body = _BODY_ACCOUNT.search(name) and not _SITE_OFFENDS.match(scope.plain, found.end())
        is_said = found[0].startswith("网站") and is_catchword(scope.plain, found.start(), found.end())
        if not (is_body or is_said or name.endswith(_FIRM_ENDS) or _MASKED.search(name) or name.endswith(_TOOLS)):
            span = Span(*found.span(group))
            yield PlatformMention(name, Evidence(span, "platforms.site"), resolve_platform(name))


def _from_parties(parties: Sequence[Party]) -> Iterator[PlatformMention]:
    for party in parties:
        if party.platform and not _MASKED.search(party.platform):
            yield PlatformMention(party.platform, party.evidence, resolve_platform(party.platform))
        elif party.type in ("platform", "website") and not (party.masked or party.name.endswith(_FIRM_ENDS)):
            yield PlatformMention(party.name, party.evidence, resolve_platform(party.name))


# 青枝平台未审核资质: a platform called by the telling part of its firm's name.
_OWN_PLATFORM = re.compile(
    r"(?:^|(?<=[\s，,。；;：:]))(?:经查|发现|查明)?(?P<name>[\u4e00-\u9fff]{2,5})(?:网络|在线)?平台(?=未|上|对|存在|为|将|没有|因|内|违)"
)
_PLACE_OF_FIRM = re.compile(r"[\u4e00-\u9fff]{2,4}[省市]|[\u4e00-\u9fff]{2}")
_NO_OWN_NAME = re.compile(r"网络|科技|信息|交易|电商|医药|服务|管理|商务|数字|互联|第三方|直播|本地|该|涉|某|其|相关")


def _from_firms(scope: Scope, parties: Sequence[Party]) -> Iterator[PlatformMention]:
    firms = [party.name for party in parties if party.type == "company" and not party.masked]
    start, end = scope.span.start, scope.span.end
    if not firms or scope.plain.find("平台", start, end) < 0:
        return
    for match in _OWN_PLATFORM.finditer(scope.plain, start, end):
        name = match["name"]
        for firm in () if _NO_OWN_NAME.search(name) else firms:
            at = firm.find(name)
            if at == 0 or (at > 0 and _PLACE_OF_FIRM.fullmatch(firm, 0, at)):
                yield PlatformMention(
                    name, Evidence(Span(*match.span("name")), "platforms.firm"), resolve_platform(name)
                )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {
        name.lower(): _brand_id(entry.platform_id)
        for entry in reversed(load_platform_names())
        for name in (entry.platform_name, *entry.aliases)
    }


def resolve_platform(name: str) -> str | None:
    """Return the id of the brand that a name stands for, or None.

    >>> resolve_platform("B站"), resolve_platform("新浪微博"), resolve_platform("某平台")
    ('bilibili', 'weibo', None)
    """
    return _by_name().get(name.strip("《》“”\"' ").removesuffix("平台").lower()) or _by_name().get(name.lower())


def get_platforms(scope: Scope, parties: Sequence[Party]) -> tuple[PlatformMention, ...]:
    """Return the platforms of a case in order of appearance, each brand once, by its proper name if that is written."""
    apps = {party.name for party in parties if party.type == "app"}
    sites = [mention for mention in _from_sites(scope) if mention.name not in apps]
    hosts = {mention.evidence.span.end + 1 for mention in sites}  # “甲”微信小程序 is called 甲
    brands = (mention for mention in _from_text(scope) if mention.evidence.span.start not in hosts)
    mentions = sorted((*brands, *sites, *_from_firms(scope, parties)), key=lambda item: item.evidence.span.start)
    found: dict[str, PlatformMention] = {}
    for mention in (*mentions, *_from_parties(parties)):
        key = mention.platform_id or mention.name
        if key not in found or (_is_proper(mention) and not _is_proper(found[key])):
            found[key] = mention
    return tuple(found.values())


def _is_proper(mention: PlatformMention) -> bool:
    """Return whether the brand is written with its proper name: 滴滴出行 rather than 滴滴."""
    entry = _entries().get(mention.platform_id or "")
    return entry is not None and entry.platform_name == mention.name
