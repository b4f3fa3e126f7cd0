"""What was done: codes of conduct with the words that show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from msgspec import Struct

from etl.alternation import group_words
from etl.extract.narrative import get_narrative
from etl.model import Conduct, Evidence, Origin, Scope, Span
from etl.numerals import parse_ordinal
from etl.reference.conduct import Meaning, get_pattern_gate, load_conduct_provisions, parse_meanings
from etl.resolve import statute_version_on

_ENOUGH = 4.0  # the least strength of a code that is found at all
_FAINT = 3.0  # … of a code where nothing stronger is found
_SHARE = 0.6  # a further code needs this share of the best code's strength
_CLEAR = 5.0  # the least strength of a further code
# How or against whom, not what: these stand beside whatever else was done.
_SIDE = frozenset({"ai_fabrication", "minors", "fraud", "unlicensed_operation"})
_SIDE_SHARE = 0.5
_NO_BAR = frozenset({"ai_fabrication", "other"})  # faking and extortion set no bar for what was done with them
# What a charge named by the heading brings with it: a 未明码标价案 tells of dishes, a 商业诋毁案 of untrue posts.
_TRAPPINGS = {
    "price_violation": frozenset({"consumer_rights", "false_advertising", "food_safety", "fraud"}),
    "unfair_competition": frozenset({"rumour", "brushing", "hacking", "pi_processing"}),
    "false_advertising": frozenset(
        {"consumer_rights", "rumour", "illegal_content", "account_impersonation", "prohibited_goods", "food_safety"}
    ),
    "consumer_rights": frozenset({"pi_processing", "platform_duty", "price_violation", "monopoly"}),
    "food_safety": frozenset({"prohibited_goods", "consumer_rights", "brushing"}),
    "counterfeit_ip": frozenset(
        {"prohibited_goods", "false_advertising", "rumour", "illegal_content", "unfair_competition"}
    ),
    "brushing": frozenset(
        {"consumer_rights", "account_impersonation", "account_trade", "false_advertising", "unfair_competition"}
    ),
    "hacking": frozenset({"unfair_competition", "consumer_rights"}),
    "other": frozenset({"unfair_competition", "illegal_finance", "platform_duty", "gambling", "consumer_rights"}),
    "gambling": frozenset({"illegal_finance", "consumer_rights"}),
    "fraud": frozenset({"vulgar_content", "illegal_content", "consumer_rights", "account_impersonation", "other"}),
    "tax": frozenset({"brushing", "tipping", "fraud"}),
    "platform_duty": frozenset(
        {"unlicensed_operation", "gambling", "prohibited_goods", "food_safety", "monopoly", "account_impersonation"}
        | {"false_advertising"}
    ),
    "rumour": frozenset({"food_safety", "prohibited_goods", "price_violation", "consumer_rights"}),
    "ai_fabrication": frozenset({"account_impersonation"}),
    "pi_processing": frozenset({"platform_duty", "false_advertising"}),
    **dict.fromkeys(("data_security", "network_security"), frozenset({"platform_duty"})),
}
# What a person faked by artificial intelligence is made to serve; that it looks like somebody is part of the faking.
_SERVED = frozenset({"false_advertising", "rumour", "fraud"})
# The law under which it was punished tells which of two duties was failed.
_DUTIES = {"data_security": "数据安全法", "network_security": "网络安全法"}
_AT_LENGTH = 7.5  # the least strength of what a charge brings with it, and of a duty that is not named
_CEILING = 12.0  # strength above which the best code sets no higher bar for the others
_MOST = 3
# Laws of these matters are cited for much else.
_CITED_FOR_MUCH = frozenset({"platform_duty", "network_security", "illegal_content", "fraud"})
# 公布打击“网络水军”违法犯罪典型案例
_ANNOUNCED = re.compile(r"[^\n。，,；;：:]{2,40}典型案[例件]")
_BARE = 60  # characters of a case that is hardly more than its heading
_HEADING_GAIN = 1.2
_NAMED = 4 * _HEADING_GAIN  # the least weight of a word by which a heading names a code beside others
_QUOTED_MORE = 6  # characters of a quotation beside the word, from which on it is a sentence
_POSTS = (
    "文章",
    "视频",
    "信息",
    "消息",
    "言论",
    "图片",
    "谣言",
    "帖",
    "等文章",
    "等视频",
    "等信息",
    "等谣言",
    "等不实",
    "等虚假",
)
_QUOTED_SHARE = 0.5  # of a word within a quotation: a rumour's or a post's words, not the notice's
# Further words of a code lose weight, and a long text repeats itself: only the strongest six add up.
_DAMPING = tuple(float(place**1.5) for place in range(1, 7))
# The named body or its plans speak, not the case: …等法律法规, 要求该公司加强网络安全….
_DEMANDS = (
    "要求",
    "督促",
    "提醒",
    "承诺",
    "表示",
    "表态",
    "强化",
    "学习",
    "加强",
    "健全",
    "提高",
    "防范",
    "严防",
    "谨防",
    "避免",
    r"责令[^，,。；;]{0,6}(?:清理|排查|整治)",
)
# 要求会员刷脸, 承诺稳赚, 为提高销量刷单, 学习机: the offender's own doing.
_OWN_DOING = re.compile(
    r"要求(?:用户|消费者|商家|商户|顾客|客户|业主|骑手|会员|学员|住户|住客|旅客|乘客|游客|家长|求职者|对方|受害人|被害人|扫|刷|录|填|授权|转账|"
    r"缴|先付)|督促(?:整治|治理|保护)|表示(?:可|能)|学习(?:机|平台|资料|软件|班|网|中心|卡|用品)|"
    r"提高[^，,。；;]{0,6}(?:销量|排名|人气|流量|信誉|点击|关注|知名|业绩|曝光|热度|转化|粉丝|价格|收费|售价)|"
    r"承诺(?![^，,。；;]{0,6}(?:将|今后|不再|整改|加强|严格|遵守|依法|规范|落实|切实|杜绝|做好|履行|提高|完善|删除|永不|配合))"
)
_DEMAND_REACH = 22  # characters of the same clause that a demand reaches
_DEMANDED = re.compile("|".join(rf"{word}[^，,。；;]{{0,{_DEMAND_REACH}}}\Z" for word in _DEMANDS))
_AS_DEMANDED = frozenset("按照合未没不")  # 未按要求, 未提醒 tell what was not done
_NOT_DONE = re.compile("未[^，,。；;]{0,4}$")  # 未依法建立健全
# 对中奖承诺拒不兑现, 要求未落实…的单位整改: what was left undone is told, not demanded.
# 未发现售假, 不构成价格欺诈: what was not found. Not 未发现并处置, 不存在的房源.
_DENIED = re.compile(r"(?:未发现(?!并|和|、)|没有发现|不存在(?!的)|(?:不|未)构成(?!犯罪)|不属于)[^，,。；;]{0,14}$")
# 曾因虚假宣传被罚: an earlier case.
_EARLIER = re.compile(r"曾(?:经|多次)?因[^，,。；;]{0,20}$")
_EARLIER_SHARE = 0.5
_UNDONE = ("拒不", "拒绝", "未履行", "未落实", "未采取", "未建立", "未兑现")
# 遭黑客攻击, 防范网络入侵: who suffers hacking did not hack.
_SUFFERED = re.compile(
    r"(?:遭|被|受到?|沦为|防范|防止|抵御|免受|避免)[^，,。；;人]{0,12}$|被(?:他?人|不法人员|不明人员|嫌疑人)[^，,。；;人]{0,8}$"
)
# 为3个未备案网站提供接入: of whom another was served.
_SERVED_BY = re.compile(r"(?:为|向|给|对)[\d一二两三四五六七八九十百千余多家个]{0,7}$")
# 云谷某医疗美容门诊部: a word within a name tells no conduct.
_NAME_GOES_ON = ("门诊部", "诊所", "有限公司", "有限责任")
# 鉴于其系未成年人: the offender's own age.
_OWN_AGE = re.compile("(?:系|属|属于|均为|其为|尚为|因|尚)$")
_TO_GUARDIANS = re.compile(
    r"[^，,。；;]{0,4}(?:由|被)[^，,。；;]{0,4}(?:监护人|家长|家属|父母)[^，,。；;]{0,4}(?:领回|带回|管教|教育)"
)
# 致使部分卡被用于诈骗, 卖给诈骗窝点: what others did with it.
_USED_FOR = re.compile(
    group_words(
        r"(?:被|致使?|造成|导致)[^，,。；;]{0,16}(?:用于|用来|利用)[^，,。；;]{0,8}$|"
        r"[，,、]用于[^，,。；;]{0,8}$|(?:卖|售)给[^，,。；;]{0,6}$|(?:流向|流入)[^，,。；;]{0,10}$"
    )
)
# 编造食品安全问题: what was only made up.
_MADE_UP = re.compile(r"(?:虚构|编造|捏造|杜撰|造谣)[^，,。；;“]{0,8}$")
_OF_RUMOURS = frozenset({"food_safety", "prohibited_goods"})
# “三无”螺蛳粉: goods of no known maker that are eaten.
_EATEN = re.compile(
    r"”?[一-龥]{0,4}?(?:食品|糕|饼|米粉|蛳粉|辣粉|面条|面包|酱|肉|食用油|酒|茶|糖|蜂蜜|燕窝|零食|小吃|熟食|辣条|豆|海鲜|"
    r"水产|干货|卤|饮料|咖啡)"
)
_FOOD: Meaning = ("food_safety", 6.0, "GOODS-04")
# 天然A货翡翠: of jade the best grade, not a copy.
_JADE = re.compile("翡翠|玉|手镯|B货")
_GRADE: Meaning = ("false_advertising", 4.0, "ADV-01")
# 发布虚假的减肥茶广告: an advertisement, not a rumour.
_ADVERT = re.compile("[^，,。；;]{0,8}(?:广告|宣传|促销|房源|招聘)")
_UNTRUE_ADVERT: Meaning = ("false_advertising", 5.0, "ADV-01")
# 仿冒某地理标志商标: goods, not an account.
_MADE_LIKE = re.compile("[^，,。；;账号网站公官]{0,10}(?:商标|地理标志|品牌|包装|商品|产品|装潢|名牌|名酒)")
_COPY: Meaning = ("counterfeit_ip", 5.0, "GOODS-02")
_JUDGED = re.compile(r"(?:构成|认定)[^，,。；;\n]{0,24}$")
# 据了解,专项行动开展以来,全市已处置有害信息26条: what was done in all.
_SUMMING = ("据了解", "据悉", "据介绍", "据统计", "今年以来", "近年来", "截至目前", "自今年", "专项行动")
_TOTALS = re.compile(
    r"[^。\n]{0,50}(?:以来|截至|专项行动|统计)[^。\n]{0,80}?(?:累计|共|已|先后)[^。\n]{0,12}"
    r"(?:处置|清理|查处|查办|办理|受理|约谈|检查|排查|侦办|侦破|破获|关闭|下架|督促)[^。\n]{0,40}\d"
)
# Words that show a duty was failed: whoever was hacked is handled then, not who hacked.
_DUTY = re.compile(
    r"(?:未|不)(?:依法|严格|完全|按[^，,。；;]{0,6})?(?:履行|落实|采取|留存|制定|建立|尽到)|日志|等级保护|"
    r"落实不到位|主体责任|未及时注销"
)
_DISMISSED = re.compile(r"驳回了?(?:原告|商家|公司|企业|其|[一-龥]某[一-龥]{0,2})?的?(?:全部|诉讼请求|诉请|起诉)")
_UNFOUNDED = re.compile(
    r"(?:不|未|尚未|并未|并不)构成|不应认定|基本属实|未达[^，,。；;]{0,8}程度|(?:没有|不具有|不存在|并?无)过错|未(?:超出|超过)[^，,。；;]{0,6}(?:限度|范围)"
)
_AWARDED = re.compile(
    r"判令|(?:判决|判处|责令|改判)[^。；;\n]{0,30}(?:赔偿|支付|停止|删除|道歉|退[还赔]|有期徒刑|罚)|处以|罚款|行政拘留"
)
_TWICE = ("一案双查", "一案双罚", "双向追责", "倒查")
# Who is caught or sentenced hacked: 利用漏洞入侵系统的嫌疑人被抓获.
_CAUGHT = re.compile(r"嫌疑人|抓获|落网|有期徒刑|刑事强制措施")
_SUFFERED_AS: dict[str, tuple[re.Pattern[str], Meaning]] = {
    "hacking": (
        re.compile(r"黑客|入侵|侵入|木马|控制|勒索病毒|恶意|破解|破坏|攻击|肉鸡|植入"),
        ("network_security", 4.0, "SEC-03"),
    ),
    "pi_trade": (re.compile(r"窃取|盗取|窃走"), ("data_security", 4.0, "SEC-04")),
}
# 该单位表示,将…; 要求该公司…,建立…: a whole sentence of promises and demands.
_PROMISED = re.compile(
    group_words(
        r"(?:公司|单位|企业|学校|医院|负责人|平台|机构|运营者|开发区|部门)(?:均|也|已)?(?:表示|承诺|表态)[,，:：]|"
        r"要求(?:该|各|涉事|相关|其他|被约谈)(?:单位|公司|企业|平台|网站|学校|医院|机构|开发区|部门)|"
        r"(?:约谈|会议|会上|会谈|现场|同时|强调|[办局院]还?)要求[，,:：]"
    )
)
# 在办理一起侵犯公民个人信息案中发现…: the case that led to this one.
_LED_HERE = re.compile(r"(?:办理|侦办|侦破|查办|查处|审理)[^,，。;；]{0,30}?案件?(?:的?过程)?(?:中|时|期间)")
# 平台存在大量招嫖信息,未审核: what users put there.
_HOSTED = re.compile(r"(?:存在|出现|充斥|含有)[^,，。;；]{0,30}$")
_THINGS = ("信息", "内容", "视频", "帖", "问题", "商品", "链接", "弹幕", "评论", "词条")
_HOSTED_THINGS = re.compile(rf"[^,，。;；]{{0,12}}?(?:{'|'.join(_THINGS)})")
_LEFT_THERE = re.compile(r"未[^,，。;；]{0,24}(?:审核|核验|实名|处置|管理|制止|义务|责任)|不力|不到位|不严")
# 网站被篡改为涉黄页面: what others put on a hacked page.
_PLANTED = re.compile(r"(?:被|遭)[^，,。；;]{0,12}(?:篡改|植入|加挂|挂马|挂上|替换|攻击)[^。；;]{0,28}$")
_OF_INTRUDERS = frozenset({"vulgar_content", "illegal_content", "gambling"})
# What a platform let pass is its users' conduct, not its own.
_LET_PASS = re.compile(
    r"(?:平台|网站|论坛|社区|应用商店)[^，,。；;]{0,40}(?:未|没有)[^，,。；;]{0,16}"
    r"(?:审核|核验|审查|处置|处理|管理|制止|下架)"
)
_OF_USERS = frozenset(
    {
        "prohibited_goods",
        "rumour",
        "counterfeit_ip",
        "food_safety",
        "false_advertising",
        "gambling",
        "fraud",
    }
)
# Codes whose words mean something else where they are suffered or let pass.
_DEPENDENT = _OF_USERS | _OF_INTRUDERS | _SUFFERED_AS.keys() | {"minors"}
_DATA_DUTIES = re.compile(r"《[^》]{0,12}数据安全法》第(?:二十七|二十九|四十五)条")
_STATUTES = (
    (
        re.compile(
            r"违反[^。；;]{0,20}《[^》]{0,12}网络安全法》|《[^》]{0,12}网络安全法》第(?:二十[一五]|五十九|六十一)条"
        ),
        "network_security",
        "SEC-01",
    ),
    (_DATA_DUTIES, "data_security", "SEC-04"),
    (re.compile(r"违反[^。；;]{0,20}《[^》]{0,12}数据安全法》"), "data_security", "SEC-04"),
    (re.compile(r"违反[^。；;]{0,20}《[^》]{0,12}个人信息保护法》"), "pi_processing", "PI-01"),
    (re.compile(r"违反[^。；;]{0,30}《[^》]{0,12}广告法》"), "false_advertising", "ADV-01"),
    (re.compile(r"违反[^。；;]{0,30}《[^》]{0,12}反不正当竞争法》"), "unfair_competition", "MKT-03"),
    (re.compile(r"违反[^。；;]{0,30}《[^》]{0,12}食品安全法》"), "food_safety", "GOODS-04"),
    (
        re.compile(r"违反[^。；;]{0,30}《[^》]{0,12}(?:价格法|明码标价和禁止价格欺诈规定)》"),
        "price_violation",
        "MKT-05",
    ),
    (re.compile(r"违反[^。；;]{0,30}《[^》]{0,12}商标法》"), "counterfeit_ip", "GOODS-02"),
    (re.compile(r"违反[^。；;]{0,30}《[^》]{0,12}反电信网络诈骗法》"), "fraud", "CRIME-02"),
    (
        re.compile(
            r"《[^》]{0,12}(?:网络安全法》第(?:四十七|六十八)|食品安全法》第(?:六十二|一百三十一)|"
            r"电子商务法》第(?:二十[七九]|三十八|四十五|八十[一二三四]?))条"
        ),
        "platform_duty",
        "PLAT-05",
    ),
    (re.compile(r"《[^》]{0,12}食品安全法》第(?:三十五|一百二十二)条"), "unlicensed_operation", "PLAT-08"),
    (re.compile(r"《[^》]{0,12}个人信息保护法》第五十一条"), "data_security", "SEC-04"),
    (re.compile(r"《[^》]{0,12}化妆品监督管理条例》第(?!四十三|六十一)"), "prohibited_goods", "GOODS-05"),
    (re.compile(r"《[^》]{0,12}反垄断法》第"), "monopoly", "MKT-04"),
    (re.compile(r"《[^》]{0,12}(?:著作权法|信息网络传播权保护条例|专利法)》第"), "counterfeit_ip", "GOODS-02"),
    (re.compile(r"《[^》]{0,12}税收征收管理法》第"), "tax", "FIN-04"),
)
# Articles that are about one thing only.
_FIRM = frozenset({"platform_duty", "prohibited_goods", "unlicensed_operation", "monopoly", "tax"})
_STATUTE_WEIGHT = 3.0
# Laws and articles of a single matter, and what they say is done.
_SINGLE_MATTER = frozenset({"false_advertising", "counterfeit_ip", "price_violation"})
_SINGLE_MATTER_WEIGHT = 5.0
_CITATION = re.compile(r"[^《。;；\n]{0,60}")
_ARTICLE = re.compile(r"第([〇零一二三四五六七八九十百\d]+)条")


class _Clue(Struct, frozen=True):
    """A word or citation that speaks for a code."""

    code: str
    weight: float
    taxonomy_code: str | None
    start: int
    end: int
    origin: Origin
    rule_id: str


def _is_demanded(plain: str, low: int, at: int) -> bool:
    """Tell whether what follows is only demanded, learnt or guarded against: 加强个人信息保护."""
    if plain.startswith(_UNDONE, at):
        return False
    start = max(low, at - _DEMAND_REACH - 2)
    while found := _DEMANDED.search(plain, start, at):
        stop = found.start()
        is_left_undone = plain[stop - 1 : stop] in _AS_DEMANDED or _NOT_DONE.search(plain, max(low, stop - 5), stop)
        if not is_left_undone and not _OWN_DOING.match(plain, stop):
            return True
        start = found.start() + 1
    return False


def _is_denied_or_earlier(plain: str, low: int, at: int) -> bool:
    low = max(low, at - 26)
    if low == at:
        return False
    text = plain[low:at]
    if "曾" in text and _EARLIER.search(text):
        return True
    return ("不" in text or "未" in text or "没有" in text) and _DENIED.search(text) is not None


class _Line:
    """A line of the case, with the places in it where someone promises."""

    __slots__ = ("has_quotes", "has_titles", "may_deny", "others", "plain", "promises", "start", "tells_earlier")

    def __init__(self, plain: str, span: Span) -> None:
        self.plain, self.start = plain, span.start
        text = plain[span.start : span.end]
        self.has_titles = "《" in text
        self.has_quotes = "“" in text
        self.may_deny = "发现" in text or "不存在" in text or "构成" in text or "不属于" in text
        self.tells_earlier = "曾" in text
        may_promise = "要求" in text or "表示" in text or "承诺" in text or "表态" in text
        self.promises = [m.span() for m in _PROMISED.finditer(plain, span.start, span.end)] if may_promise else ()

        has_others = "案" in text and ("案中" in text or "案件中" in text or "案时" in text or "过程中" in text)
        self.others = [m.span() for m in _LED_HERE.finditer(plain, span.start, span.end)] if has_others else ()

    def is_promised(self, at: int) -> bool:
        floor = max(self.plain.rfind("。", self.start, at) + 1, at - 300)
        return any(floor <= start and end <= at for start, end in self.promises)

    def is_told(self, at: int) -> bool:
        """Tell whether a word at a place tells what was done."""
        if _is_demanded(self.plain, self.start, at) or (self.promises and self.is_promised(at)):
            return False
        if self.others and any(start <= at < end for start, end in self.others):
            return False
        if self.may_deny and _DENIED.search(self.plain, max(self.start, at - 20), at):
            return False
        return not (self.has_titles and self.is_in_title(at))

    def is_earlier(self, at: int) -> bool:
        """Tell whether a word tells of an earlier case."""
        return self.tells_earlier and _EARLIER.search(self.plain, max(self.start, at - 26), at) is not None

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether a word stands amid a longer quotation: “某公司涉嫌非法集资”, not “开盒”."""
        opened = self.plain.rfind("“", max(self.start, start - 60), start)
        closed = self.plain.find("”", opened, opened + 90) if opened >= 0 else -1
        return closed >= end and closed - opened > end - start + _QUOTED_MORE

    def is_posted(self, start: int, end: int) -> bool:
        """Tell whether a word stands among others in the quoted words of a post: “某小学食物中毒”文章."""
        opened = self.plain.rfind("“", max(self.start, start - 30), start)
        closed = self.plain.find("”", opened, opened + 40) if opened >= 0 else -1
        is_longer = closed >= end and closed - opened > end - start + 3
        return is_longer and self.plain.startswith(_POSTS, closed + 1)

    def is_in_title(self, at: int) -> bool:
        """Tell whether a place lies inside the name of a law."""
        low = max(self.start, at - 41)
        return self.plain.rfind("《", low, at) > self.plain.rfind("》", low, at)


def _without_totals(scope: Scope, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the lines without those that only sum a campaign up; the first line stays."""
    plain = scope.plain
    return tuple(
        line
        for line in lines
        if line.start == scope.span.start
        or not (plain.startswith(_SUMMING, line.start) and _TOTALS.match(plain, line.start, line.end))
    )


def _headline(scope: Scope, lines: tuple[Span, ...]) -> Span | None:
    """Return the line that sums the case up: its heading, or the first sentence of an item that names accounts."""
    if scope.heading:
        return scope.heading
    if not lines:
        return None
    start, end = lines[0].start, lines[0].end
    for stop in "。\n":
        at = scope.plain.find(stop, start, end)
        end = at if at >= 0 else end
    return Span(start, end) if end - start <= 60 else None


def _from_terms(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    plain, rows = scope.plain, scope.hits.of("conduct")
    starts, ends, keys = rows.starts, rows.ends, rows.keys
    headline = _headline(scope, lines)
    # A heading sums up, it makes no demands.
    first, last = _bounds(scope.heading)
    top, bottom = _bounds(headline)
    outside = [headline] if headline and not scope.span.contains(headline) else []
    for span in (*outside, *lines):
        found = rows.range_of(span)
        if not found:
            continue
        line = _Line(plain, span)
        for i in found:
            start, end = starts[i], ends[i]
            is_heading = first <= start and end <= last
            if line.is_in_title(start) if is_heading else not line.is_told(start):
                continue
            if plain.startswith(_NAME_GOES_ON, end):
                continue
            gain = _HEADING_GAIN if top <= start and end <= bottom else 1.0
            if line.tells_earlier and line.is_earlier(start):
                gain *= _EARLIER_SHARE
            is_posted = False
            if line.has_quotes:
                if line.is_quoted(start, end):
                    gain *= _QUOTED_SHARE
                is_posted = gain >= 1 and line.is_posted(start, end)
            for code, weight, finer in _meanings(plain, keys[i], start, end, line.start):
                share = _QUOTED_SHARE if is_posted and code != "rumour" else 1.0
                yield _Clue(code, weight * gain * share, finer, start, end, Origin.STATED, "conduct.term")


def _bounds(span: Span | None) -> tuple[int, int]:
    """Return where a span starts and ends; bounds that hold nothing without a span."""
    return (span.start, span.end) if span else (0, -1)


def _meanings(plain: str, key: str, start: int, end: int, low: int) -> tuple[Meaning, ...]:
    meanings = parse_meanings(key)
    first = meanings[0][0]
    if first == "unlicensed_operation" and _SERVED_BY.search(plain, max(low, start - 10), start):
        return ()
    if first == "account_impersonation" and plain.startswith("仿冒", start) and _MADE_LIKE.match(plain, end, end + 16):
        return (_COPY,)
    if first not in _DEPENDENT:
        return meanings
    if first == "counterfeit_ip" and plain.startswith("A货", start):
        return (_GRADE,) if _JADE.search(plain, max(low, start - 12), end + 12) else meanings
    if first == "minors" and (
        _OWN_AGE.search(plain, max(low, start - 4), start) or _TO_GUARDIANS.match(plain, end, end + 24)
    ):
        return ()
    if first in _OF_INTRUDERS and _PLANTED.search(plain, max(low, start - 44), start):
        return ()
    if first == "fraud" and _USED_FOR.search(plain, max(low, start - 30), start):
        return ()
    if first == "prohibited_goods" and plain.find("三无", start, end) >= 0 and _EATEN.match(plain, end, end + 8):
        return (_FOOD,)
    if first == "rumour" and plain.startswith("发布虚假", start) and _ADVERT.match(plain, end, end + 12):
        return (_UNTRUE_ADVERT,)
    if first in _OF_RUMOURS and _MADE_UP.search(plain, max(low, start - 12), start):
        return ()
    if first in _OF_USERS and (_is_let_pass(plain, low, start, end) or _is_hosted(plain, low, start, end)):
        return ()
    if first in _SUFFERED_AS and _SUFFERED.search(plain, max(low, start - 16), start):
        pattern, suffered = _SUFFERED_AS[first]
        return (suffered,) if pattern.search(plain, start, end) else meanings
    return meanings


def _is_let_pass(plain: str, low: int, start: int, end: int) -> bool:
    low, high = max(low, start - 30), end + 40
    if plain.find("未", low, high) < 0 and plain.find("没有", low, high) < 0:
        return False
    match = _LET_PASS.search(plain, low, high)
    return match is not None and match.start() < start and end < match.end()


def _is_hosted(plain: str, low: int, start: int, end: int) -> bool:
    """Tell whether a platform only failed to see to what its users put there."""
    if _HOSTED.search(plain, max(low, start - 36), start) is None:
        return False
    if not plain.endswith(_THINGS, start, end) and _HOSTED_THINGS.match(plain, end) is None:
        return False
    return _LEFT_THERE.search(plain, end, end + 80) is not None


def _from_statutes(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    for line in lines:
        if scope.plain.find("《", line.start, line.end) < 0:
            continue
        text = line.of(scope.plain)
        if "违反" not in text and "》第" not in text:
            continue
        for pattern, code, taxonomy in _STATUTES:
            match = pattern.search(scope.plain, line.start, line.end)
            if match:
                is_plain = code in _SINGLE_MATTER or pattern is _DATA_DUTIES or code in _FIRM
                weight = _SINGLE_MATTER_WEIGHT if is_plain else _STATUTE_WEIGHT
                yield _Clue(code, weight, taxonomy, *match.span(), Origin.INFERRED, "conduct.statute")


def _from_patterns(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    gate = get_pattern_gate()
    for span in lines:
        for each in gate.patterns_in(scope.plain, span.start, span.end):
            match = each.pattern.search(scope.plain, span.start, span.end)
            if match is None or _is_demanded(scope.plain, span.start, match.start()):
                continue
            if _is_denied_or_earlier(scope.plain, span.start, match.start()):
                continue
            code, start = each.meaning[0], match.start()
            if code == "fraud" and _USED_FOR.search(scope.plain, max(span.start, start - 30), start):
                continue
            if not (code in _SUFFERED_AS and _SUFFERED.search(scope.plain, max(span.start, start - 16), start)):
                yield _Clue(*each.meaning, *match.span(), Origin.STATED, "conduct.pattern")


def _score(clues: list[_Clue], plain: str) -> float:
    """Return the strength of a code: its strongest word counts whole, every further one less."""
    if len(clues) == 1:
        return clues[0].weight
    best: dict[str, float] = {}
    for clue in clues:
        word = plain[clue.start : clue.end]
        if clue.weight > best.get(word, 0.0):
            best[word] = clue.weight
    ranked = sorted(best.values(), reverse=True)
    return sum([weight / part for weight, part in zip(ranked, _DAMPING, strict=False)])


def _cited_articles(plain: str, start: int, limit: int) -> list[re.Match[str]]:
    """Return the articles named after a law, before the next law or the end of the sentence."""
    reach = _CITATION.match(plain, start, limit)
    return list(_ARTICLE.finditer(plain, start, reach.end())) if reach else []


def _from_provisions(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    """Yield what the provisions cited in the case are about; a law of many matters says little without articles."""
    for line in lines:
        for hit in scope.hits.within(line, "statute"):
            numbers = _cited_articles(scope.plain, hit.span.end, line.end)
            cited = frozenset(str(parse_ordinal(number[1])) for number in numbers)
            version = statute_version_on(hit.key, scope.document_date)
            rows = [
                row
                for row in load_conduct_provisions().get(hit.key, ())
                if None in (version, row.version) or row.version == version
            ]
            is_clear = bool(numbers) or len(rows) == 1
            about = next((row for row in rows if is_clear and (not row.articles or row.articles & cited)), None)
            if about:
                end = numbers[-1].end() if numbers else hit.span.end
                code, finer = about.conduct_code, about.taxonomy_code
                yield _Clue(code, _ENOUGH, finer, hit.span.start, end, Origin.INFERRED, "conduct.provision")


def _from_context(scope: Scope) -> Iterator[_Clue]:
    """Yield what the lines around the case say all of it is about: an item's lead, the title, the introduction."""
    is_item = scope.heading is not None or scope.lead is not None
    is_shared = scope.intro is not None or not is_item  # a compilation's title speaks of other items too
    title = scope.title.strip() if scope.title and is_shared else ""
    at = scope.plain.find(title) if title else -1
    titles = [Span(at, at + len(title))] if at >= 0 else []
    for span in (*titles, *(span for span in (scope.lead, scope.intro) if span)):
        line = _Line(scope.plain, span)
        for start, end, key in scope.hits.bounds(span, "conduct"):
            if line.is_told(start):
                for code, weight, finer in _meanings(scope.plain, key, start, end, span.start):
                    yield _Clue(code, weight, finer, start, end, Origin.INFERRED, "conduct.context")


def _grouped(clues: Iterable[_Clue]) -> dict[str, list[_Clue]]:
    groups: dict[str, list[_Clue]] = defaultdict(list)
    for clue in clues:
        groups[clue.code].append(clue)
    return groups


def _ranked(clues: dict[str, list[_Clue]], scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda code: (-scores[code], clues[code][0].start, clues[code][0].end))


def _scores(scope: Scope, lines: tuple[Span, ...], clues: dict[str, list[_Clue]]) -> dict[str, float]:
    scores = {code: _score(found, scope.plain) for code, found in clues.items()}
    if "hacking" in scores and "network_security" in scores and not _is_looked_into_twice(scope, scores):
        failed_duty = any(_DUTY.search(scope.plain, line.start, line.end) for line in lines)
        is_caught = any(_CAUGHT.search(scope.plain, line.start, line.end) for line in lines)
        is_victim = failed_duty or (scores["hacking"] < scores["network_security"] and not is_caught)
        del scores["hacking" if is_victim else "network_security"]
    if "unlicensed_operation" in scores and "network_security" in scores:
        words = [scope.plain[clue.start : clue.end] for clue in clues["network_security"]]
        if any("备案" in word and "公安" in word for word in words):
            del scores["unlicensed_operation"]  # filing with the police is a duty of security
    return scores


def _dismissed(scope: Scope, lines: tuple[Span, ...]) -> tuple[Conduct, ...]:
    """Return `other` where a court dismissed the claim as unfounded, for then nothing of what was claimed was done."""
    for line in lines:
        at = scope.plain.find("驳回", line.start, line.end)
        match = _DISMISSED.search(scope.plain, at, line.end) if at >= 0 else None
        if (
            match
            and any(_UNFOUNDED.search(scope.plain, each.start, each.end) for each in lines)
            and not any(_AWARDED.search(scope.plain, each.start, each.end) for each in lines)
        ):
            return (Conduct("other", Evidence(Span(*match.span()), "conduct.dismissed", Origin.STATED), None),)
    return ()


def _is_looked_into_twice(scope: Scope, scores: dict[str, float]) -> bool:
    """Tell whether both who hacked and who let it happen are handled: 一案双查."""
    if min(scores["hacking"], scores["network_security"]) < _CLEAR:
        return False
    return any(scope.plain.find(word, scope.span.start, scope.span.end) >= 0 for word in _TWICE)


def _fallback(scope: Scope, lines: tuple[Span, ...], faint: dict[str, list[_Clue]]) -> tuple[Conduct, ...]:
    """Return the one code that provisions cited, faint words of the case or the lines around it speak for."""
    for clues in (_grouped(_from_provisions(scope, lines)), faint, _grouped(_from_context(scope))):
        scores = {code: _score(found, scope.plain) for code, found in clues.items()}
        stated = [code for code in _ranked(clues, scores) if any(clue.origin is Origin.STATED for clue in clues[code])]
        usable = stated if clues is faint else _ranked(clues, scores)
        if usable and scores[usable[0]] >= _FAINT:
            return (_conduct(usable[0], clues[usable[0]]),)
    return ()


def get_conduct(scope: Scope) -> tuple[Conduct, ...]:
    """Return one to three codes of conduct, the best supported first; an empty tuple when nothing shows any.

    Words of the dictionary and, more faintly, the statutes breached speak for codes; words inside names of laws and in
    what the offender is told to do from now on do not count. A case that does not say what was done takes one code
    from the articles it cites, else from faint words, else from title, lead or introduction.
    """
    lines = _without_totals(scope, get_narrative(scope))
    if dismissed := _dismissed(scope, lines):
        return dismissed
    clues = _grouped(chain(_from_terms(scope, lines), _from_patterns(scope, lines), _from_statutes(scope, lines)))
    scores = _scores(scope, lines, clues)
    ranked = _ranked(clues, scores)
    if not ranked or scores[ranked[0]] < _ENOUGH:
        return _fallback(scope, lines, clues)
    charges = [code for code in ranked if _is_in_heading(clues[code], scope.heading)]
    may_judge = any(scope.plain.find(word, scope.span.start, scope.span.end) >= 0 for word in ("构成", "认定"))
    judged = {code for code in ranked if may_judge and _is_judged(scope.plain, clues[code])}
    mentioned = _mentioned(scope, lines, clues, charges or _foremost(ranked)) - judged
    ranked = [code for code in ranked if code not in mentioned or scores[code] >= _AT_LENGTH]
    if "ai_fabrication" in ranked and not _SERVED.isdisjoint(code for code in ranked if scores[code] >= _CLEAR):
        ranked = [code for code in ranked if code != "account_impersonation"]
    best = min(max((scores[code] for code in ranked if code not in _NO_BAR), default=0.0), _CEILING)
    chosen = [
        code
        for code in ranked
        if code == ranked[0] or code in charges or code in judged or scores[code] >= max(_CLEAR, _share(code) * best)
    ]
    if len(chosen) < _MOST:
        chosen += _borne_out(scope, lines, clues, [code for code in ranked if code not in chosen], scores)
    found = [_conduct(code, clues[code]) for code in chosen[:_MOST]]
    if len(scope.span) <= _BARE and len(found) < _MOST:
        found += _shared(scope, frozenset(chosen))
    return tuple(found)


def _borne_out(
    scope: Scope,
    lines: tuple[Span, ...],
    clues: dict[str, list[_Clue]],
    faint: Sequence[str],
    scores: dict[str, float],
) -> list[str]:
    """Return the codes of faint words that a provision cited in the case is about."""
    stated = [
        code
        for code in faint
        if code not in _CITED_FOR_MUCH
        and scores[code] >= _FAINT
        and any(clue.origin is Origin.STATED for clue in clues[code])
    ]
    if not stated:
        return []
    cited = {clue.code for clue in _from_provisions(scope, lines)}
    return [code for code in stated if code in cited]


def _shared(scope: Scope, told: frozenset[str]) -> list[Conduct]:
    """Return what all the cases announced together are about, for a case of a single line: “水军”典型案例."""
    announced = [
        match.span()
        for around in (scope.lead, scope.intro)
        if around
        for match in _ANNOUNCED.finditer(scope.plain, around.start, around.end)
    ]
    clues = _grouped(
        clue
        for clue in _from_context(scope)
        if any(low <= clue.start and clue.end <= high for low, high in announced) and clue.weight > 3
    )
    return [_conduct(code, found) for code, found in clues.items() if len(clues) == 1 and code not in told]


def _foremost(ranked: Sequence[str]) -> Sequence[str]:
    """Return the best supported code; beside how a thing was faked, also what was done with it."""
    return ranked[: 2 if ranked[0] == "ai_fabrication" else 1]


def _mentioned(
    scope: Scope, lines: tuple[Span, ...], clues: dict[str, list[_Clue]], charges: Sequence[str]
) -> frozenset[str]:
    """Return the codes that are but mentioned beside others: what a charge brings with it, and of two failed duties the
    one that is not named where the other is.
    """
    found = {code for charge in charges for code in _TRAPPINGS.get(charge, ()) if code not in charges}
    if _DUTIES.keys() <= clues.keys():
        named = {duty for duty, law in _DUTIES.items() if _is_named(scope.plain, lines, law, clues[duty])}
        if len(named) == 1:
            found |= _DUTIES.keys() - named
    return frozenset(found)


def _is_named(plain: str, lines: tuple[Span, ...], law: str, clues: Sequence[_Clue]) -> bool:
    """Tell whether a duty is named by its law or in so many words: 未履行数据安全保护义务."""
    return any(plain.find(law, line.start, line.end) >= 0 for line in lines) or any(
        "履行" in word or "落实" in word for word in (plain[clue.start : clue.end] for clue in clues)
    )


def _is_in_heading(clues: Sequence[_Clue], heading: Span | None) -> bool:
    """Tell whether the case's heading names a code outright."""
    return heading is not None and any(
        c.weight >= _NAMED and heading.start <= c.start and c.end <= heading.end for c in clues
    )


def _is_judged(plain: str, clues: Sequence[_Clue]) -> bool:
    """Tell whether the authority says in so many words what the conduct amounts to: 构成虚假宣传的违法行为."""
    return any(
        clue.weight >= _CLEAR and clue.rule_id == "conduct.term" and _JUDGED.search(plain, clue.start - 28, clue.start)
        for clue in clues
        if clue.start >= 28
    )


def _share(code: str) -> float:
    return _SIDE_SHARE if code in _SIDE else _SHARE


def _conduct(code: str, clues: list[_Clue]) -> Conduct:
    best = clues[0] if len(clues) == 1 else max(clues, key=_WEIGHT)
    return Conduct(code, Evidence(Span(best.start, best.end), best.rule_id, best.origin), best.taxonomy_code)


_WEIGHT = attrgetter("weight")
