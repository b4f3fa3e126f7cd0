"""What was done: codes of conduct with the words that show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from etl.extract.narrative import get_narrative
from etl.model import Conduct, Evidence, Hit, Origin, Scope, Span
from etl.numerals import parse_ordinal

_ENOUGH = 4.0  # the least strength of a code that is found at all
_FAINT = 3.0  # … of a code where nothing stronger is found
_SHARE = 0.6  # a further code needs this share of the best code's strength
_CLEAR = 5.0  # the least strength of a further code
# How or against whom, not what: these stand beside whatever else was done.
_SIDE = frozenset({"ai_fabrication", "minors", "fraud"})
_SIDE_SHARE = 0.5
_CEILING = 12.0  # strength above which the best code sets no higher bar for the others
_MOST = 3
_HEADING_GAIN = 1.2
_DAMPING = 1.5  # how fast further words of a code lose weight
_TERMS_COUNTED = 6  # a long text repeats itself: only the strongest words of a code add up
# The named body or its plans speak, not the case: …等法律法规, 要求该公司加强网络安全….
_DEMANDED = re.compile(
    r"(?:要求|督促|提醒|承诺|表示|强化|学习|加强|健全|提高|建立健全|防范|严防|避免)[^，,。；;]{0,22}$"
)
# 遭黑客攻击, 防范网络入侵: who suffers hacking did not hack.
_SUFFERED = re.compile(r"(?:遭|被|受到?|防范|防止|抵御|免受|避免)[^，,。；;人]{0,12}$")
# Words that show a duty was failed: whoever was hacked is handled then, not who hacked.
_DUTY = re.compile(
    r"(?:未|不)(?:依法|严格|完全|按[^，,。；;]{0,6})?(?:履行|落实|采取|留存|制定|建立|尽到)|日志|等级保护|"
    r"落实不到位|主体责任|未及时注销"
)
_ATTACK = re.compile(r"黑客|入侵|侵入|木马|控制|勒索病毒|恶意|破解|破坏")
# 该单位表示,将…; 要求该公司…,建立…: a whole sentence of promises and demands.
_PROMISED = re.compile(
    r"(?:公司|单位|企业|学校|医院|负责人|平台|机构|运营者|开发区|部门)(?:均|也|已)?(?:表示|承诺|表态)[,，:：]|"
    r"要求(?:该|各|涉事|相关|其他|被约谈)(?:单位|公司|企业|平台|网站|学校|医院|机构|开发区|部门)"
)
_STOLEN = re.compile(r"窃取|盗取|窃走")
# What a platform let pass is its users' conduct, not its own.
_LET_PASS = re.compile(
    r"(?:平台|网站|论坛|社区|应用商店)[^，,。；;]{0,40}(?:未|没有)[^，,。；;]{0,16}"
    r"(?:审核|核验|审查|处置|处理|管理|制止|下架)"
)
_OF_USERS = frozenset(
    {"prohibited_goods", "vulgar_content", "rumour", "counterfeit_ip", "food_safety", "false_advertising"}
)
_QUOTED_LAW = re.compile(r"《[^《》]{0,40}$")
_STATUTES = (
    (
        re.compile(
            r"违反[^。；;]{0,20}《[^》]{0,12}网络安全法》|《[^》]{0,12}网络安全法》第(?:二十[一五]|五十九|六十一)条"
        ),
        "network_security",
        "SEC-01",
    ),
    (re.compile(r"《[^》]{0,12}数据安全法》第(?:二十七|二十九|四十五)条"), "data_security", "SEC-04"),
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
)
_STATUTE_WEIGHT = 3.0
# What single words cannot say: who does what to what.
_PATTERNS = (
    (
        re.compile(
            r"(?:宣称|声称|号称|宣传)[^，,。；;]{0,14}(?:代替[^，,。；;]{0,3}药|治疗|治愈|根治|降糖|降压|降脂|减肥|抗癌|"
            r"见效|功效|疗效|药效|第一|最[好佳优强]|100%|百分之百)"
        ),
        "false_advertising",
        5.0,
        "ADV-02",
    ),
    (
        re.compile(
            r"(?:标注|标称|标示|宣传|宣称|介绍)[^。；;]{0,24}[，,](?:但)?(?:实际|实为|经[查核])[^，,。；;]{0,8}(?:未|没有|并非|无|不)"
        ),
        "false_advertising",
        4.0,
        "ADV-01",
    ),
    (
        re.compile(r"(?:标价|公示价格|规定价格|政府定价|政府指导价)[^，,。；;]{0,6}(?:加收|加价|多收|收费|收取|销售)"),
        "price_violation",
        5.0,
        "MKT-06",
    ),
    (
        re.compile(
            r"(?:信息|姓名|电话|手机号|面单|名单|简历|档案)[^，,。；;]{0,8}(?:卖给|出售给|贩卖|倒卖|转卖|售卖|非法提供给)"
        ),
        "pi_trade",
        5.0,
        "PI-07",
    ),
    (
        re.compile(
            r"[将把](?:他人|对方|其|受害人|被害人|同学|邻居|前?女友|前?男友|前[夫妻])[^，,。；;]{0,6}"
            r"(?:姓名|电话|住址|照片|身份证|个人信息|隐私|信息)[^。；;]{0,16}(?:发布|公布|发[到至在]|曝光|公开|上传|张贴)"
        ),
        "incitement",
        5.0,
        "CONTENT-04",
    ),
    (
        re.compile(r"骗取[^，,。；;]{0,12}(?:押金|费用|定金|订金|货款|保证金|财物|资金|报名费|手续费|会费|钱款)"),
        "fraud",
        5.0,
        "CRIME-02",
    ),
    (
        re.compile(
            r"(?:承诺|许诺|宣称|声称|以)[^，,。；;]{0,8}(?:高额|高息|保本|稳赚|固定)[^，,。；;]{0,6}(?:返利|收益|回报|利息|分红)"
        ),
        "illegal_finance",
        5.0,
        "FIN-01",
    ),
    (
        re.compile(
            r"(?:收购|购买|出售|倒卖|贩卖|出租|转卖)[^，,。；;]{0,10}(?:微信号|QQ号|抖音号|快手号|小红书号|实名号|小号)"
        ),
        "account_trade",
        5.0,
        "CRIME-02",
    ),
    (re.compile(r"没有[^，,。；;]{0,10}(?:依据|证据|报告)(?:支持|证明|佐证)"), "false_advertising", 4.0, "ADV-01"),
    (
        re.compile(
            r"作弊[^，,。；;]{0,6}(?:器材|设备|耳机|工具)[^，,。；;]{0,4}(?:出售|销售|售卖)?|(?:出售|销售|售卖)[^，,。；;]{0,8}作弊"
        ),
        "prohibited_goods",
        5.0,
        "GOODS-01",
    ),
    (
        re.compile(r"无证(?![据明])[^，,。；;]{0,8}(?:开展|从事|经营|提供|运营|营运|采编|办学)"),
        "unlicensed_operation",
        5.0,
        "PLAT-08",
    ),
    (
        re.compile(
            r"(?:强制|必须|强行)[^，,。；;]{0,8}(?:提供|填写|授权|关注|注册)[^，,。；;]{0,8}"
            r"(?:手机号|生日|身份证|个人信息|位置|公众号|姓名)"
        ),
        "pi_processing",
        5.0,
        "PI-03",
    ),
    (
        re.compile(r"(?:购得|买来|买到|收购|购买)[^，,。；;]{0,10}(?:名册|名单|电话号码|个人信息|个人资料)"),
        "pi_trade",
        5.0,
        "PI-07",
    ),
    (
        re.compile(r"绕过[^，,。；;]{0,8}(?:验证|认证|检测|限制|风控|防护)"),
        "hacking",
        5.0,
        "CRIME-01",
    ),
    (re.compile(r"赌(?:大小|单双|局|客|钱|输赢|注)"), "gambling", 5.0, "-"),
    (re.compile(r"(?:索要|勒索|要挟)[^，,。；;]{0,14}(?:费|钱|财物|合作|款)"), "other", 4.0, "CRIME-03"),
    (re.compile(r"(?:植入|跳转|篡改|挂)[^，,。；;]{0,10}(?:赌博|博彩|色情|违法)"), "network_security", 5.0, "SEC-03"),
    (
        re.compile(
            r"(?:违规|非法|强制|擅自|过度|超范围|未经|违法|频繁)[^，,。；;]{0,10}(?:收集|采集|使用|处理|"
            r"查询)[^，,。；;]{0,14}(?:信息|人脸|数据|手机号)"
        ),
        "pi_processing",
        5.0,
        "PI-03",
    ),
    (
        re.compile(r"未[^，,。；;]{0,14}(?:添加|标注|显式|显著)[^，,。；;]{0,4}(?:标识|标明)"),
        "ai_fabrication",
        4.0,
        "AI-02",
    ),
    (
        re.compile(r"(?:虚构|虚报|夸大|谎称)[^，,。；;]{0,8}(?:功效|产地|荣誉|疗效|销量|成交|身份|人设|资质|年份)"),
        "false_advertising",
        4.0,
        "ADV-01",
    ),
    (re.compile(r"(?:虚构|虚假)[^，,。；;]{0,6}(?:成交|销量|下单|订单|评价|交易)"), "brushing", 5.0, "MKT-01"),
    (re.compile(r"(?:出租|出借|租用)[^，,。；;]{0,8}(?:账号|银行卡|电话卡)"), "account_trade", 5.0, "CRIME-02"),
    (
        re.compile(r"(?:未|没有)[^，,。；;]{0,8}(?:公示|展示|亮)[^，,。；;]{0,8}(?:执照|主体|信息|证照)"),
        "consumer_rights",
        4.0,
        "PLAT-03",
    ),
    (re.compile(r"强制[^，,。；;]{0,4}(?:购物|消费|搭售)|过期不退|假一赔|不予退"), "consumer_rights", 4.0, "PLAT-07"),
    (
        re.compile(r"销售[^，,。；;]{0,8}(?:不合格|不达标|掺假|三无|毒)(?!食品|蘑菇)"),
        "prohibited_goods",
        5.0,
        "GOODS-03",
    ),
    (re.compile(r"销售[^，,。；;]{0,6}假冒"), "counterfeit_ip", 5.0, "GOODS-02"),
    (re.compile(r"非法(?:获取|收集|购买|买卖|提供)[^，,。；;]{0,12}信息"), "pi_trade", 5.0, "PI-07"),
    (
        re.compile(
            r"(?:窃取|盗取|倒卖|贩卖|出售)[^，,。；;]{0,10}(?:个人|公民|用户|客户|业主|学生|患者|物流|寄递|车辆|"
            r"住户)[^，,。；;]{0,6}信息"
        ),
        "pi_trade",
        5.0,
        "PI-07",
    ),
    (
        re.compile(r"(?:购买|收购|出售|买卖|转卖|倒卖|贩卖|兜售)[^，,。；;]{0,12}(?:账号|账户)"),
        "account_trade",
        5.0,
        "CRIME-02",
    ),
    (
        re.compile(r"(?:抹黑|诋毁|唱衰|攻击|炒作)[^，,。；;]{0,12}(?:企业|产品|品牌|公司|汽车|商家)"),
        "unfair_competition",
        5.0,
        "MKT-02",
    ),
    (
        re.compile(r"(?:辱骂|诋毁|侮辱|攻击|抹黑)[^，,。；;]{0,12}(?:运动员|教练|裁判|球员|选手|明星|艺人)"),
        "incitement",
        5.0,
        "CONTENT-06",
    ),
    (re.compile(r"(?:公开|发布|多次)[^，,。；;]{0,6}(?:辱骂|谩骂|侮辱)"), "vulgar_content", 4.0, "CONTENT-02"),
    (
        re.compile(r"(?:伪造|虚构|编造)[^，,。；;]{0,14}(?:聊天记录|截图|图片|视频|信息|事实|故事|剧情|言论|文章)"),
        "rumour",
        4.0,
        "CONTENT-03",
    ),
    (re.compile(r"(?:约谈[^，,。；;]{0,40}平台|平台[^，,。；;]{0,24}约谈)"), "platform_duty", 4.0, "PLAT-05"),
    (re.compile(r"(?:实施|进行|从事)[^，,。；;]{0,8}诈骗"), "fraud", 5.0, "CRIME-02"),
    (re.compile(r"(?:不规范|虚假|不实)[^，,。；;]{0,6}测评"), "unfair_competition", 4.0, "MKT-02"),
    (
        re.compile(r"(?:销售|售卖|推销|兜售)[^，,。；;]{0,8}(?:药品|保健品|医美|处方药)"),
        "prohibited_goods",
        3.0,
        "GOODS-05",
    ),
    (
        re.compile(r"(?:篡改|伪造)[^，,。；;]{0,8}(?:监测|学时|考勤|系统|后台|检测)[^，,。；;]{0,4}数据"),
        "hacking",
        5.0,
        "CRIME-01",
    ),
    (
        re.compile(
            r"(?:未|没有|不)[^，,。；;]{0,10}(?:审核|核验|管理|处置)[^，,。；;]{0,10}(?:信息|内容|账号|商家|经营者)"
        ),
        "platform_duty",
        4.0,
        "PLAT-05",
    ),
)

# What cited provisions are about, for cases that do not say in words what was done: statute, articles or none for any,
# code, finer code.
_PROVISIONS: tuple[tuple[str, str, str, str], ...] = (
    ("cybersecurity-law", "21 23 25 33 34 38 59 60", "network_security", "SEC-01"),
    ("cybersecurity-law", "24 61 64", "platform_duty", "PLAT-01"),
    ("cybersecurity-law", "27 63 66", "hacking", "CRIME-01"),
    ("cybersecurity-law", "22 40 41 42 43", "pi_processing", "PI-01"),
    ("cybersecurity-law", "44", "pi_trade", "PI-07"),
    ("cybersecurity-law", "46 67", "illegal_content", "CONTENT-01"),
    ("cybersecurity-law", "47 68 69", "platform_duty", "CONTENT-01"),
    ("data-security-law", "27 29 30 45", "data_security", "SEC-04"),
    ("network-data-security-regulation", "", "data_security", "SEC-04"),
    ("ciip-regulation", "", "network_security", "SEC-01"),
    ("mlps-measures", "", "network_security", "SEC-02"),
    ("personal-information-protection-law", "5 6 7 9 10 13 14 15 16 17 23 25 26 29 66", "pi_processing", "PI-01"),
    ("personal-information-protection-law", "51 57", "data_security", "SEC-04"),
    ("app-violation-identification-method", "", "pi_processing", "PI-01"),
    ("necessary-pi-scope-provisions", "", "pi_processing", "PI-03"),
    ("telecom-pi-provisions", "", "pi_processing", "PI-01"),
    ("face-recognition-measures", "", "pi_processing", "PI-06"),
    ("credit-reporting-regulation", "", "pi_processing", "PI-02"),
    ("advertising-law", "", "false_advertising", "ADV-01"),
    ("internet-advertising-measures", "", "false_advertising", "ADV-01"),
    ("medical-ad-measures", "", "false_advertising", "ADV-02"),
    ("anti-unfair-competition-law", "8 20 25", "false_advertising", "ADV-01"),
    ("anti-unfair-competition-law", "", "unfair_competition", "MKT-03"),
    ("network-aucl-provisions", "", "unfair_competition", "MKT-03"),
    ("anti-monopoly-law", "", "monopoly", "MKT-04"),
    ("abuse-of-dominance-provisions", "", "monopoly", "MKT-04"),
    ("price-law", "", "price_violation", "MKT-05"),
    ("price-violation-penalty-regulation", "", "price_violation", "MKT-05"),
    ("price-marking-provisions", "", "price_violation", "MKT-06"),
    ("promotion-conduct-provisions", "", "unfair_competition", "MKT-05"),
    ("product-quality-law", "", "prohibited_goods", "GOODS-03"),
    ("tobacco-monopoly-law", "", "prohibited_goods", "GOODS-01"),
    ("e-cigarette-measures", "", "prohibited_goods", "GOODS-01"),
    ("wildlife-protection-law", "", "prohibited_goods", "GOODS-01"),
    ("drug-administration-law", "", "prohibited_goods", "GOODS-05"),
    ("drug-online-sales-measures", "", "prohibited_goods", "GOODS-05"),
    ("medical-device-regulation", "", "prohibited_goods", "GOODS-05"),
    ("device-online-sales-measures", "", "prohibited_goods", "GOODS-05"),
    ("cosmetics-regulation", "43 61", "false_advertising", "ADV-02"),
    ("cosmetics-regulation", "", "prohibited_goods", "GOODS-05"),
    ("trademark-law", "", "counterfeit_ip", "GOODS-02"),
    ("copyright-law", "", "counterfeit_ip", "GOODS-02"),
    ("patent-law", "", "counterfeit_ip", "GOODS-02"),
    ("food-safety-law", "62 131", "platform_duty", "PLAT-01"),
    ("food-safety-law", "73 140", "false_advertising", "ADV-02"),
    ("food-safety-law", "", "food_safety", "GOODS-04"),
    ("online-catering-measures", "", "food_safety", "GOODS-04"),
    ("online-food-violation-measures", "", "platform_duty", "PLAT-01"),
    ("ecommerce-law", "15 16 76", "consumer_rights", "PLAT-03"),
    ("ecommerce-law", "17 85", "false_advertising", "ADV-01"),
    ("ecommerce-law", "18 19 20 21 49 77 78", "consumer_rights", "PLAT-07"),
    ("ecommerce-law", "12 75", "unlicensed_operation", "PLAT-08"),
    ("ecommerce-law", "27 28 29 30 31 32 33 34 35 36 37 38 39 42 45 80 81 82 83 84", "platform_duty", "PLAT-05"),
    ("platform-rules-measures-116", "", "platform_duty", "PLAT-06"),
    ("live-commerce-measures-117", "25 26 59", "consumer_rights", "PLAT-03"),
    ("live-commerce-measures-117", "34 35", "false_advertising", "ADV-01"),
    ("live-commerce-measures-117", "37", "ai_fabrication", "AI-02"),
    ("live-commerce-measures-117", "44", "brushing", "MKT-01"),
    ("live-commerce-measures-117", "21 50 66", "other", "CRIME-03"),
    ("live-commerce-measures-117", "", "platform_duty", "PLAT-05"),
    ("live-marketing-measures", "", "platform_duty", "PLAT-05"),
    ("network-transaction-supervision-measures", "12 42", "consumer_rights", "PLAT-03"),
    ("network-transaction-supervision-measures", "", "consumer_rights", "PLAT-07"),
    ("consumer-protection-law", "", "consumer_rights", "PLAT-07"),
    ("consumer-law-implementing-regulation", "", "consumer_rights", "PLAT-07"),
    ("seven-day-return-measures", "", "consumer_rights", "PLAT-07"),
    ("contract-supervision-measures", "", "consumer_rights", "PLAT-07"),
    ("consumer-infringement-penalty-measures", "", "consumer_rights", "PLAT-07"),
    ("unlicensed-business-measures", "", "unlicensed_operation", "PLAT-08"),
    ("telecom-regulation", "", "unlicensed_operation", "PLAT-08"),
    ("news-service-provisions", "", "unlicensed_operation", "PLAT-08"),
    ("online-publishing-provisions", "", "unlicensed_operation", "PLAT-08"),
    ("icp-filing-measures", "", "unlicensed_operation", "PLAT-08"),
    ("tax-collection-law", "", "tax", "FIN-04"),
    ("platform-tax-reporting-regulation", "", "platform_duty", "PLAT-02"),
    ("pyramid-selling-regulation", "", "illegal_finance", "FIN-03"),
    ("illegal-fundraising-regulation", "", "illegal_finance", "FIN-01"),
    ("securities-law", "", "illegal_finance", "FIN-01"),
    ("anti-telecom-fraud-law", "", "fraud", "CRIME-02"),
    ("lottery-regulation", "", "gambling", "-"),
    ("generative-ai-measures", "", "platform_duty", "AI-03"),
    ("algorithm-provisions", "", "platform_duty", "AI-03"),
    ("deep-synthesis-provisions", "", "ai_fabrication", "AI-01"),
    ("labeling-of-ai-content-measures", "", "ai_fabrication", "AI-02"),
    ("account-info-provisions", "", "account_impersonation", "CONTENT-05"),
    ("comment-service-provisions", "", "platform_duty", "CONTENT-01"),
    ("ecological-governance-provisions", "", "illegal_content", "CONTENT-01"),
    ("cyberviolence-provisions", "", "incitement", "CONTENT-04"),
    ("minors-protection-law", "", "minors", "CONTENT-07"),
    ("minors-network-protection-regulation", "", "minors", "CONTENT-07"),
    ("children-pi-provisions", "", "minors", "CONTENT-07"),
    ("heroes-martyrs-law", "", "illegal_content", "CONTENT-01"),
)
_CITATION = re.compile(r"[^《。;；\n]{0,60}")
_ARTICLE = re.compile(r"第([〇零一二三四五六七八九十百\d]+)条")


@dataclass(frozen=True, slots=True)
class _Clue:
    """A word or citation that speaks for a code."""

    code: str
    weight: float
    taxonomy_code: str | None
    span: Span
    origin: Origin
    rule_id: str


@lru_cache(maxsize=4096)
def _parse_key(key: str) -> tuple[tuple[str, float, str | None], ...]:
    """Return what a word of the dictionary stands for: codes with weight and finer code.

    >>> _parse_key("rumour:4:CONTENT-03+other:2:-")
    (('rumour', 4.0, 'CONTENT-03'), ('other', 2.0, None))
    """
    parts = (part.split(":") for part in key.split("+"))
    return tuple((code, float(weight), None if taxonomy == "-" else taxonomy) for code, weight, taxonomy in parts)


def _is_told(plain: str, hit: Hit, low: int, is_heading: bool = False) -> bool:
    """Return whether the word tells what was done; a heading sums up, it makes no demands."""
    before = plain[max(low, hit.span.start - 44) : hit.span.start]
    if _QUOTED_LAW.search(before):
        return False
    return is_heading or not (_DEMANDED.search(before) or _is_promised(plain, low, hit.span))


def _is_promised(plain: str, low: int, span: Span) -> bool:
    start = max(low, plain.rfind("。", low, span.start) + 1)
    return _PROMISED.search(plain, max(start, span.start - 300), span.start) is not None


def _headline(scope: Scope, lines: tuple[Span, ...]) -> Span | None:
    """Return the line that sums the case up: its heading, or the first sentence of an item that names accounts."""
    if scope.heading:
        return scope.heading
    if not lines:
        return None
    first = lines[0]
    stop = re.search(r"[。\n]", scope.plain[first.start : first.end])
    end = first.start + stop.start() if stop else first.end
    return Span(first.start, end) if end - first.start <= 60 else None


def _from_terms(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    headline = _headline(scope, lines)
    outside = [headline] if headline and not scope.span.contains(headline) else []
    for line in (*outside, *lines):
        for hit in scope.hits.within(line, "conduct"):
            is_heading = scope.heading is not None and scope.heading.contains(hit.span)
            if not _is_told(scope.plain, hit, line.start, is_heading):
                continue
            gain = _HEADING_GAIN if headline and headline.contains(hit.span) else 1.0
            for code, weight, taxonomy in _meanings(scope.plain, hit, line.start):
                yield _Clue(code, weight * gain, taxonomy, hit.span, Origin.STATED, "conduct.term")


def _meanings(plain: str, hit: Hit, low: int) -> tuple[tuple[str, float, str | None], ...]:
    meanings = _parse_key(hit.key)
    is_attack = meanings[0][0] == "hacking" and _ATTACK.search(hit.span.of(plain))
    if is_attack and _SUFFERED.search(plain, max(low, hit.span.start - 16), hit.span.start):
        return (("network_security", 4.0, "SEC-03"),)
    if meanings[0][0] in _OF_USERS and _is_let_pass(plain, low, hit.span):
        return ()
    is_theft = meanings[0][0] == "pi_trade" and _STOLEN.search(hit.span.of(plain))
    if is_theft and _SUFFERED.search(plain, max(low, hit.span.start - 16), hit.span.start):
        return (("data_security", 4.0, "SEC-04"),)
    return meanings


def _is_let_pass(plain: str, low: int, span: Span) -> bool:
    start = max(low, span.start - 30)
    match = _LET_PASS.search(plain, start, span.end + 40)
    return match is not None and match.start() < span.start and span.end < match.end()


def _from_statutes(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    for line in lines:
        if scope.plain.find("《", line.start, line.end) < 0:
            continue
        for pattern, code, taxonomy in _STATUTES:
            match = pattern.search(scope.plain, line.start, line.end)
            if match:
                span = Span(match.start(), match.end())
                yield _Clue(code, _STATUTE_WEIGHT, taxonomy, span, Origin.INFERRED, "conduct.statute")


def _from_patterns(scope: Scope, lines: tuple[Span, ...]) -> Iterator[_Clue]:
    for line in lines:
        for pattern, code, weight, taxonomy in _PATTERNS:
            match = pattern.search(scope.plain, line.start, line.end)
            if match and not _DEMANDED.search(scope.plain, max(line.start, match.start() - 40), match.start()):
                span = Span(match.start(), match.end())
                finer = None if taxonomy == "-" else taxonomy
                yield _Clue(code, weight, finer, span, Origin.STATED, "conduct.pattern")


def _score(clues: list[_Clue], plain: str) -> float:
    """Return the strength of a code: its strongest word counts whole, every further one less."""
    best: dict[str, float] = {}
    for clue in clues:
        word = clue.span.of(plain)
        best[word] = max(best.get(word, 0.0), clue.weight)
    ranked = sorted(best.values(), reverse=True)[:_TERMS_COUNTED]
    return sum(weight / float(place**_DAMPING) for place, weight in enumerate(ranked, 1))


def _is_about(articles: str, cited: frozenset[str]) -> bool:
    return not articles or not cited.isdisjoint(articles.split())


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
            rows = [row for row in _PROVISIONS if row[0] == hit.key]
            about = [row for row in rows if _is_about(row[1], cited)] if numbers or len(rows) == 1 else []
            for _, _, code, taxonomy in about[:1]:
                finer = None if taxonomy == "-" else taxonomy
                span = Span(hit.span.start, numbers[-1].end() if numbers else hit.span.end)
                yield _Clue(code, _ENOUGH, finer, span, Origin.INFERRED, "conduct.provision")


def _from_context(scope: Scope) -> Iterator[_Clue]:
    """Yield what the lines around the case say all of it is about: an item's lead, the title, the introduction."""
    is_item = scope.heading is not None or scope.lead is not None
    is_shared = scope.intro is not None or not is_item  # a compilation's title speaks of other items too
    title = scope.title.strip() if scope.title and is_shared else ""
    at = scope.plain.find(title) if title else -1
    titles = [Span(at, at + len(title))] if at >= 0 else []
    for line in (*titles, *(span for span in (scope.lead, scope.intro) if span)):
        for hit in scope.hits.within(line, "conduct"):
            if _is_told(scope.plain, hit, line.start):
                for code, weight, taxonomy in _meanings(scope.plain, hit, line.start):
                    yield _Clue(code, weight, taxonomy, hit.span, Origin.INFERRED, "conduct.context")


def _grouped(clues: Iterable[_Clue]) -> dict[str, list[_Clue]]:
    groups: dict[str, list[_Clue]] = defaultdict(list)
    for clue in clues:
        groups[clue.code].append(clue)
    return groups


def _ranked(clues: dict[str, list[_Clue]], scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda code: (-scores[code], clues[code][0].span))


def _scores(scope: Scope, lines: tuple[Span, ...], clues: dict[str, list[_Clue]]) -> dict[str, float]:
    scores = {code: _score(found, scope.plain) for code, found in clues.items()}
    if "hacking" in scores and "network_security" in scores:
        failed_duty = any(_DUTY.search(scope.plain, line.start, line.end) for line in lines)
        is_victim = failed_duty or scores["hacking"] < scores["network_security"]
        del scores["hacking" if is_victim else "network_security"]
    return scores


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
    lines = get_narrative(scope)
    clues = _grouped((*_from_terms(scope, lines), *_from_patterns(scope, lines), *_from_statutes(scope, lines)))
    scores = _scores(scope, lines, clues)
    ranked = _ranked(clues, scores)
    if not ranked or scores[ranked[0]] < _ENOUGH:
        return _fallback(scope, lines, clues)
    best = min(scores[ranked[0]], _CEILING)
    chosen = [code for code in ranked if code == ranked[0] or scores[code] >= max(_CLEAR, _share(code) * best)]
    return tuple(_conduct(code, clues[code]) for code in chosen[:_MOST])


def _share(code: str) -> float:
    return _SIDE_SHARE if code in _SIDE else _SHARE


def _conduct(code: str, clues: list[_Clue]) -> Conduct:
    best = max(clues, key=lambda clue: clue.weight)
    return Conduct(code, Evidence(best.span, best.rule_id, best.origin), best.taxonomy_code)
