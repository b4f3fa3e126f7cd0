"""The parties of a case: who is sanctioned or handled in it, not who is hurt, informs, employs or is merely named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from etl.extract.accounts import AccountMention, find_accounts
from etl.extract.narrative import get_narrative
from etl.extract.organisations import OrganisationMention, find_anaphors, find_organisations, find_singles
from etl.extract.persons import COMPOUND, SURNAMES, PersonMention, find_persons
from etl.model import Evidence, Hit, Party, Scope, Span

_STOP = re.compile(r"[。；;！？!?\n]")
_SANCTION = (
    r"罚款|处罚|处以|警告|约谈|责令|拘留|教育|通报批评|查封|吊销|关[停闭]|停业|整改|立案|处置|处理|下架|强制措施|"
    r"判处|判决|赔偿|列入|法律责任|"
    r"罚没|没收|问责|追责|罚|注销|改正|刑拘|逮捕|查处|追究|禁言|封禁|停播|下达|作出|采取|给予|批评"
)
_MEASURE = re.compile(_SANCTION)
# 对甲公司…, 责令甲公司, 约谈了甲公司: the words directly before a party that bears a measure.
_OBJECT = re.compile(
    r"(?:对|责令|约谈了?|处罚了?|追究|查处了?|督促|判令|判决|认定|给予|叫停|关停|吊销|要求|处以|"
    r"查封)(?:[^，,。；;：:、]{1,26}、){0,9}"
    r"(?:(?!使用|利用|发现|接到|成立|遭|被)[^，,。；;：:]){0,22}$"
)
_OBJECT_LIST = re.compile(r"(?:对|约谈了?|处罚了?|查处了?)[^。；;]{0,120}$")
_FINED = re.compile(r"罚款|责令|警告|没收|约谈|停业整顿|吊销")
_PASSIVE = re.compile(
    r"(?:(?:因|由于|存在)[^。；;\n]{1,90})?[^。；;\n]{0,24}?(?:被|遭|受到|收到|吃)[^，,。；;\n]{0,24}?"
    rf"(?:罚|{_SANCTION})"
)
_OFFENCE = re.compile(
    r"(?:运营|开发|主办|经营|提供)的[“《]|"
    r"(?:旗下|所属|所使用|使用|运营|开办|开发|主办|经营|提供|管理|建设)?(?:的|"
    r"所)?[^，,。；;、]{0,14}?(?:"
    r"未(?!成年|婚)|不履行|不落实|落实[^，,。]{0,14}不到位|"
    r"不到位|不规范|存在|涉嫌|违反|违法|违规|擅自|因(?!此)|"
    r"非法|没有|超范围|拒不|疏于|缺乏|"
    r"在[^，,。]{1,24}(?:过程中|中|期间|时)|在[^，,。；;]{2,40}(?:注册|开设|发布|销售|售卖|宣传|直播)|购买|使用|"
    r"发布|篡改|伪造|为(?:牟|谋|开展|博|吸引|提高|使|[^，,。]{2,30}(?:提供|开发|建设|运维|搭建))|利用|滥用|出现|"
    r"致使|导致|虚假|编造|"
    r"受托|受[^，,。]{1,12}委托|无[^，,。]{0,6}(?:制度|许可|证|资质)|以[^，,。]{1,20}(?:名义|方式)|长期|多次|通过|"
    r"收集|泄露|发生|采用|被[^，,。]{0,6}篡改)"
)
# 甲公司虚假宣传案; not 甲公司系统被破坏案, 甲公司诉乙公司案.
_CASE_OF = re.compile(r"(?:(?!被|遭|诉|与)[^，,。；;、\s]){0,24}案(?=$|\s)")
_SUBJECT_BEFORE = re.compile(
    r"(?:^|一家|一所|一个|经营者|运营者|运营主体|运营单位|主办者|当事人|企业|[，,。；;：:\n“”\"'、》）)]|发现|查明|"
    r"查实|显示|认定|经查|通报|披露|获悉|反映|属地|"
    r"辖区内?|我[市县区]|"
    r"本市|针对|由于|因|关于|侦破|破获|"
    r"\d[、.．]|\s|案)$"
)
_VICTIM_AFTER = re.compile(
    r"(?:的)?[^，,。；;]{0,8}?(?:报案|报警|受害|损失|被(?:骗|盗|害|敲诈|侵害)|遭(?:受|到)?(?:诈骗|敲诈|损失|抹黑|"
    r"诋毁|侵害)|商誉|名誉|形象|员工下班|等实施|(?:实施|进行)[^，,。]{0,8}(?:攻击|入侵|渗透|敲诈|诋毁|抹黑))"
)
_VICTIM_BEFORE = re.compile(
    r"(?:入侵|攻击|诋毁|抹黑|敲诈|冒充|假冒|仿冒|侵入|窃取|窃得|要挟|勒索|骚扰|接到|接辖区|被害|受害|损害|侵害|"
    r"针对|向|联系|伪装成|破坏|导致)(?:辖区|杭州|多家)?[^，,。；;：:]{0,4}$"
)
_EMPLOYER_AFTER = re.compile(
    r"(?:的)?(?:内部|原|前|在职|离职|时任|涉案|大客户|运营|市场|财务|营销|销售|后台|客服|外包)?(?:员工|职员|"
    r"工作人员|职工|软件工程师|工程师|程序员|"
    r"技术(?:人员|总监|员)|副?总经理|副?经理|部门?(?:副?部?长|经理|主管|负责人)|营销部|业务员|高管|实习生|客服|"
    r"创始人|股东|老板|门卫|保安|司机|店员|收银员|"
    r"(?:法定代表人|负责人|法人)[^，,。；;表]{0,2}(?:某|[*＊]))"
)
_EMPLOYER_BEFORE = re.compile(
    r"(?:作为|就职于|任职于|供职于|在|通过|系|原|从|与|和[^，,。]{0,6}所在|借助|经由|为了?|成立|开办|开设|创办|"
    r"注册|设立|组建|收购|旗下|前往|冒用|以)"
    r"(?:[两三四五六七八九十\d多]+家|了)?[^，,。；;：:]{0,3}$"
)
_OTHER_BEFORE = re.compile(
    r"(?:原告|第三人|上诉人|被侵权人|投诉人|委托人|供应商|合作方|客户|竞争对手|建设单位|委托方|报案人|"
    r"举报人)[^，,。；;]{0,3}$"
)
_DEFENDANT = re.compile(r"(?:被告单位|被告人?|当事人|处罚对象|被处罚人|违法主体|被处罚单位)[为系:：]?\s?$")
# A person after these words is no party: 被害人张某, 市民李某, 民警王某; 联系负责人刘某索要.
_PERSON_ASIDE = re.compile(
    r"(?:被害人|受害人|受害者|被侵害人|被害单位|举报人|报警人|报案人|投诉人|原告|事主|患者|"
    r"顾客|消费者|买家|客户|旅客|乘客|投资人|投资者|"
    r"辩护人|律师|民警|警官|警员|记者|教练员?|运动员|证人|死者|伤者|老人|女友|前女友|房东|租客|家长|孩子|女儿|儿子|"
    r"检察官|法官|演员|明星|艺人|局长|主任|书记|"
    r"科长|支队长|大队长|所长|处长|专家|教授|研究员)[^，,。；;、]{0,2}$|"
    r"(?:联系|敲诈|骚扰|诈骗|勒索|威胁|辱骂|侮辱|诽谤|跟踪|骗取|殴打|要挟|诋毁|冒充|假冒|仿冒|攻击|曝光|接到|"
    r"骗走)(?!罪)"
    r"(?:(?!犯罪嫌疑|违法|被告)[^，,。；;]){0,12}$"
)
# 云谷服装店(经营者:张某某): the person behind a firm that is named itself.
_OWNER = re.compile(
    r"[店行厂馆社坊部铺吧堂园屋场站所院心司业户商][(（]"
    r"(?:经营者|业主|负责人|法定代表人|投资人|法人)(?:姓名)?[:：为]?\s?$"
)
# 市民张某报警 informs, 市民吕某销售假货 offends.
_NEIGHBOUR = re.compile(r"(?:市民|群众|村民|居民|住户|业主|路人)[^，,。；;、]{0,2}$")
_INFORMS = re.compile(r"[^，,。；;]{0,14}?(?:报警|报案|举报|投诉|反映|求助|称|被骗|被盗|遭|购买|接到)")
_PERSON_ASIDE_AFTER = re.compile(
    r"(?:及时|随即|立即|遂|便|马上|发现后|因此)?(?:报警|报案|被骗|受骗|上当|损失|向警方求助|求助|索赔|维权|投诉)|"
    r"[(（](?:另案|在逃|已判|已另案|另处|不起诉)|"
    r"(?:表示|介绍|告诉|坦言|说道|向记者)|(?:的)?(?:合法权益|个人信息|隐私|名誉|身份证|照片|肖像)(?:被|遭|受)"
)
_HURT = re.compile(r"(?:原告|被害人|受害人|受害者|举报人|报警人|证人|第三人)[^，,。；;、]{0,2}$")
# 与李某发生纠纷, 将李某的照片发布, 对李某辱骂, 影响李某生活: what is done to a person.
_DONE_TO = (
    (
        re.compile(r"(?:与|和|跟)[^，,。；;]{0,6}$"),
        re.compile(r"[^，,。；;]{0,6}?(?:存在|发生|有|产生)[^，,。；;]{0,8}(?:矛盾|纠纷|争执|口角|过节)"),
    ),
    (
        re.compile(r"(?:将|把|泄露|公开|发布|散布|曝光)[^，,。；;]{0,6}$"),
        re.compile(r"的?(?:个人信息|隐私|照片|家庭|住址|姓名|视频|电话|身份)"),
    ),
    (
        re.compile(r"(?:给|对)[^，,。；;]{0,4}$"),
        re.compile(
            r"(?:本人)?(?:造成|进行)?[^，,。；;]{0,4}(?:侮辱|辱骂|诽谤|诋毁|造谣|抹黑|骚扰|敲诈|殴打|谩骂|攻击|"
            r"造成|影响|伤害)"
        ),
    ),
    (
        re.compile(r"(?:影响|损害|侵害|侵犯)了?[^，,。；;]{0,4}$"),
        re.compile(r"[^，,。；;]{0,6}(?:生活|工作|名誉|权益|形象|隐私|学习)"),
    ),
)
_SUPPLIER = re.compile(r"向[^，,。；;]{0,34}$")
_SUPPLIED = re.compile(r"[^，,。；;]{0,24}?(?:收购|购买|收取|借用|索要|推销|出售|租用|回收|买)")
_EMPLOYEE = re.compile(r"(?:负责人|法定代表人|法人|员工|工作人员|经理|技术人员|股东|高管|监事|董事)$")
_JUDGMENT = re.compile(r"[^。；;\n]*(?:判处|判决)[^。\n]*")
_SENTENCED = re.compile(
    r"(?:判处|判决|处罚|拘留|刑拘|逮捕|强制措施|抓获|罚款|警告|提起公诉|归案|查获|约谈|教育|罚金|有期徒刑|处分|"
    r"训诫)"
)
_PENAL = re.compile(r"刑事拘留|刑拘|逮捕|强制措施|判处|判决|有期徒刑|行政拘留|拘留|公诉|抓获|罪")
_ACCOUNT_MEASURE = re.compile(
    r"(?:账号|帐号|公众号|主播|直播间|视频号|群组|自媒体|店铺|网店)[^。\n]{0,40}?(?:已|被|予以|依法|依约|采取|"
    r"均)[^。\n]{0,14}?"
    r"(?:关闭|关停|封禁|封停|禁言|停播|禁播|注销|处置|限流|暂停|解散|取缔|约谈|下架|清退|黑名单)|"
    r"(?:关闭|关停|封禁|封停|禁言|处置|注销|清理|解散|约谈|查处|下架|暂停)[^。\n]{0,40}?(?:账号|帐号|公众号|主播|"
    r"直播间|视频号|群组|自媒体|店铺)"
)
_SITE_MEASURE = re.compile(
    r"(?:网站|网址|平台|站点|论坛)[^。\n]{0,50}?(?:关闭|关停|注销|约谈|查封|停止|整改|封堵|处罚|警告|下线|取缔|查处)|"
    r"(?:关闭|关停|注销|约谈|查封|封堵|取缔|处置|打掉|责令|处罚)[^。\n]{0,40}?(?:网站|网址|备案|平台|站点)"
)
_APP_MEASURE = re.compile(r"下架|整改|查处|处罚|约谈|通报|改正|警告|罚|处置|关停")
_ROLE = (
    r"(?:(?:该|其|公司|单位|企业|建设单位|项目|网站|平台|医院|学校|部门|主要|直接|相关|其他|有关|第三方|安全|技术|"
    r"分管|负责|责任|的|网络|运营|涉事|总)*)"
    r"(?:主管人员|责任人员|责任人|负责人|负责同志|经办人|管理人员|法定代表人|工作人员|业务人员)"
)
_ROLE_ITEM = re.compile(rf"{_ROLE}$")
_SHARED = re.compile(
    r"(?:对|追究|给予)(?P<who>[^，,。；;：:]{2,60}?)(?:等\d*人|\d+人)?(?P<verb>(?:的|予以|分别|各自?|均|依法|处以?|"
    r"作出|做出|给予|进行|实施了?|采取)*"
    r"(?:行政)?(?:罚款|警告|处罚|罚|法律责任|处分|批评教育|诫勉|问责|[\d一二三四五六七八九十])|"
    r"作出[^，,。；;]{0,30}(?:处罚|决定|处分)|处以?[^，,。；;]{0,20}(?:罚款|警告)|"
    r"给予[^，,。；;]{0,16}(?:警告|处罚|罚款|处分)|进行了?[^，,。；;]{0,6}(?:罚款|处罚))"
)
_LINK = re.compile(r"(?:[(（][^()（）]{1,16}[)）])?\s?(?:、|和|与|及|以及|,|，)\s?")
_SPLIT = re.compile(r"、|以及|及其|和|与|及")
_GROUP = re.compile(
    r"(?:对|约谈|处罚|查处|责令|关闭|关停|下架)(?:了)?(?:涉事的?|存在[^，,。]{0,12}的|违规的?|相关)?"
    r"(?P<name>(?:\d+|[两三四五六七八九十百]+)余?(?:家|所|款|名|个)[^，,。；;：:、]{0,22}?(?:负责人|学校|企业|公司|"
    r"机构|平台|网站|门店|商户|酒店|医院|店铺|驾校|单位))"
    r"(?=[，,。；;\n]|进行|处以|予以|给予|作出|开展|依法|立案|分别|$)"
)
_GANG = re.compile(r"某[^，,。；;]{0,3}[“\"]?[一-龥A-Z]{2,8}[”\"]?(?:犯罪)?团伙")
_MASKED_ROLE = re.compile(
    r"(?P<name>(?:某|一名|一)[一-龥]{0,8}?(?:工作人员|员工|职工|辅警|教师|医生|护士|主播|网民|男子|女子|博主|学生|"
    r"村民|店主|网红))"
    r"(?=[^，,。；;]{0,14}?(?:非法|编造|发布|散布|出售|购买|传播|利用|擅自|泄露|在))"
)
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLACE = re.compile(
    r"^(?:(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|"
    r"海南|四川|贵州|云南|西藏|陕西|"
    r"甘肃|青海|宁夏|新疆|内蒙古)(?:省|市|自治区)?)?(?:[一-龥]{2,3}[市县区])?"
)
_MERE_PLACE = re.compile(r"(?:在|通过|利用|借助|于|从|至|入驻|登录|打开|使用|经|到|多家?|各)$")
_NETWORK_KINDS = frozenset(("platform", "website", "app"))


@dataclass
class _Candidate:
    """A possible party with all places it is named at and the marks for and against it."""

    name: str
    type: str
    is_masked: bool
    is_bare: bool
    spans: list[Span] = field(default_factory=list)
    is_measured: bool = False
    is_offender: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """The scope's text with what every judgement needs."""

    scope: Scope
    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return self.scope.plain

    def before(self, span: Span, length: int = 40) -> str:
        start = max(self.scope.span.start, span.start - length)
        for stop in _STOP.finditer(self.plain, start, span.start):
            start = stop.end()
        return self.plain[start : span.start]

    def after(self, span: Span, length: int = 140) -> str:
        end = min(self.scope.span.end, span.end + length)
        stop = _STOP.search(self.plain, span.end, end)
        return self.plain[span.end : stop.start() if stop else end]

    def search(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(self.plain, span.start, span.end) for span in self.spans)

    def finditer(self, pattern: re.Pattern[str], *clues: str) -> Iterator[re.Match[str]]:
        """Yield the matches in the lines that hold one of the clues, in all lines when none is given."""
        whole = self.scope.span
        present = [clue for clue in clues if self.plain.find(clue, whole.start, whole.end) >= 0]
        if clues and not present:
            return
        for span in self.spans:
            if clues and not any(self.plain.find(clue, span.start, span.end) >= 0 for clue in present):
                continue
            yield from pattern.finditer(self.plain, span.start, span.end)


def is_credit_code(code: str) -> bool:
    """Tell whether a unified social credit code has eighteen valid characters and the right check digit.

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y44"), is_credit_code("9135")
    (True, False, False)
    """
    if not _CREDIT_CODE.fullmatch(code):
        return False
    total = sum(_CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def _find_credit_code(reading: _Reading, span: Span) -> str | None:
    text = reading.plain[span.end : min(reading.scope.span.end, span.end + 60)]
    match = _CREDIT_CODE.search(text)
    return match[0] if match and is_credit_code(match[0]) else None


# --- organisations -----------------------------------------------------------------------------------------------


def _mark_organisation(reading: _Reading, candidate: _Candidate, span: Span) -> None:
    before, after = reading.before(span), reading.after(span)
    if _is_measured(before, after):
        candidate.is_measured = True
    elif _is_bystander(before, after):
        candidate.is_aside = True
    elif _SUBJECT_BEFORE.search(before[-8:] or "\n") and _offends(after):
        candidate.is_offender = True


def _offends(after: str) -> bool:
    return bool(_OFFENCE.match(after) or _CASE_OF.match(after))


def _is_bystander(before: str, after: str) -> bool:
    """Tell an organisation that is hurt, employs the offender or is otherwise only named."""
    if any(pattern.search(before) for pattern in (_OTHER_BEFORE, _VICTIM_BEFORE, _EMPLOYER_BEFORE)):
        return True
    return bool(_VICTIM_AFTER.match(after) or _EMPLOYER_AFTER.match(after))


def _share_marks(reading: _Reading, candidates: Sequence[_Candidate]) -> None:
    """Let what is said of the last name of a list (甲公司、乙公司均…) count for the names before it."""
    places = sorted(((s, c) for c in candidates for s in c.spans), key=lambda place: place[0])
    for (span, candidate), (next_span, follower) in reversed(list(pairwise(places))):
        if _LINK.fullmatch(reading.plain, span.end, next_span.start):
            candidate.is_measured |= follower.is_measured
            if candidate.is_measured and not follower.is_aside and _governs_list(reading, span, next_span):
                follower.is_measured = True
            candidate.is_offender |= follower.is_offender


def _governs_list(reading: _Reading, first: Span, last: Span) -> bool:
    """Tell whether a verb before a list governs all of it: 约谈甲公司、乙公司; 对甲公司、乙公司罚款, not …核查."""
    verb = _OBJECT.search(reading.before(first))
    return verb is not None and (verb[0][0] != "对" or bool(_MEASURE.search(reading.after(last)[:70])))


def _is_measured(before: str, after: str) -> bool:
    if _DEFENDANT.search(before):
        return True
    if _OBJECT.search(before) and (_MEASURE.search(after) or not before.rstrip().endswith("对")):
        verb = _OBJECT.search(before)
        return verb is not None and (verb[0][0] != "对" or bool(_MEASURE.search(after[:70])))
    is_of_staff = _EMPLOYER_AFTER.match(after) or re.match(r"[^，,。]{0,12}(?:员工|人员)", after)
    return bool(_PASSIVE.match(after)) and not is_of_staff


def _family(kind: str) -> frozenset[str]:
    if kind in ("company", "institution", "unknown", "government"):
        return frozenset(("company", "institution", "unknown", "government"))
    return frozenset((kind, "company"))


_HEADS = {
    **dict.fromkeys(("公司", "企业", "集团", "银行", "酒店", "店铺", "网店", "门店", "驾校", "厂"), "company"),
    **dict.fromkeys(("景区", "超市", "商行", "商家"), "company"),
    **dict.fromkeys(("医院", "院", "学校", "学院", "职院", "协会"), "institution"),
    **dict.fromkeys(("App", "APP", "app", "小程序"), "app"),
    **dict.fromkeys(("部门", "开发区"), "government"),
    "平台": "platform",
    "网站": "website",
}


def _fits(candidate: _Candidate, head: str) -> bool:
    if head in candidate.name:
        return True
    if head == "校":
        return bool(re.search(r"[中小大]学$|学院$|幼儿园$|高校$", candidate.name))
    kind = _HEADS.get(head)
    if kind is None:
        return head == "当事人" or candidate.type in ("company", "institution", "unknown", "government", "website")
    if head == "企业":
        return candidate.type == "company"
    if kind in ("platform", "website"):
        return candidate.type in ("platform", "website")
    return candidate.type == kind and head in candidate.name[-4:]


def _resolve_anaphors(reading: _Reading, candidates: list[_Candidate], has_persons: bool) -> None:
    """Let 对该公司处以… count for the company named before it; 当事人 may be one where no person is named."""
    for anaphor in find_anaphors(reading.plain, reading.spans):
        if anaphor.head == "当事人" and has_persons:
            continue
        before, after = reading.before(anaphor.span), reading.after(anaphor.span)
        is_measured = _is_measured(before, after)
        if not is_measured and not _offends(after):
            continue
        named = [c for c in candidates if c.spans[0].start < anaphor.span.start and _fits(c, anaphor.head)]
        chosen = next((c for c in named if c.is_offender or c.is_measured), None)
        chosen = chosen or next((c for c in reversed(named) if not c.is_aside), None) or (named[-1] if named else None)
        if not chosen and is_measured and anaphor.head == "部门":
            name = anaphor.span.of(reading.plain)
            candidates.append(_Candidate(name, "government", True, False, [anaphor.span], True))
        elif chosen and is_measured:
            chosen.is_measured = True
        elif chosen and not chosen.is_aside:
            chosen.is_offender = True


def _stem(name: str) -> str:
    """Return the telling part of an organisation's name: without place, mask, and words of its kind."""
    bare = re.sub(r"(?:有限责任公司|股份有限公司|有限公司|公司|集团|企业)$", "", name)
    return bare.rpartition("某")[2] or _PLACE.sub("", bare)


def _is_same(one: str, other: str) -> bool:
    if one == other or one.endswith(other) or other.endswith(one):
        return True
    short, long = sorted((_stem(one), _stem(other)), key=len)
    if "某" in one or "某" in other:
        return len(short) >= 2 and short == long
    return len(short) >= 2 and short in long


def _group_organisations(
    mentions: Iterable[OrganisationMention], taken: Sequence[Span], headline: Span | None
) -> list[_Candidate]:
    """Return one candidate for each organisation; the body's name goes before a bare one and before the headline's."""
    groups: list[_Candidate] = []
    for mention in mentions:
        if any(mention.span.overlaps(span) for span in taken):
            continue
        known = next((g for g in groups if g.type == mention.type and _is_same(g.name, mention.name)), None)
        if known is None:
            known = _Candidate(mention.name, mention.type, mention.is_masked, mention.is_bare)
            groups.append(known)
        elif not mention.is_bare and (known.is_bare or _stands_in(known, headline) or _is_firmer(mention, known)):
            known.name, known.is_bare, known.is_masked = mention.name, False, mention.is_masked
            known.spans.insert(0, mention.span)
        known.spans.append(mention.span)
    return groups


def _is_firmer(mention: OrganisationMention, known: _Candidate) -> bool:
    """Tell a legal name (某软件公司) from a loose one said before (某软件企业)."""
    return mention.name.endswith("公司") and known.name.endswith(("企业", "厂商"))


def _stands_in(candidate: _Candidate, headline: Span | None) -> bool:
    return headline is not None and all(headline.contains(span) for span in candidate.spans)


def _headline(scope: Scope) -> Span | None:
    """Return the first line of a scope of several lines when it is a heading: short, without a full stop."""
    end = scope.plain.find("\n", scope.span.start, scope.span.end)
    if end < 0 or end - scope.span.start > 60 or "。" in scope.plain[scope.span.start : end - 1]:
        return None
    return Span(scope.span.start, end)


def _get_organisations(reading: _Reading, taken: Sequence[Span], has_persons: bool) -> list[_Candidate]:
    plain, hits = reading.plain, reading.scope.hits
    mentions = [m for m in find_organisations(plain, reading.spans, hits) if not _is_mere_place(reading, m)]
    candidates = _group_organisations(mentions, taken, _headline(reading.scope))
    for candidate in candidates:
        for span in candidate.spans:
            _mark_organisation(reading, candidate, span)
    if not any(c.is_measured or c.is_offender for c in candidates):
        for single in find_singles(plain, reading.spans, hits):
            if not any(single.span.overlaps(span) for c in candidates for span in c.spans):
                name, at = _named_in_heading(reading, single)
                candidates.append(_Candidate(name, single.type, True, False, [at]))
                _mark_organisation(reading, candidates[-1], single.span)
            candidates.sort(key=lambda c: c.spans[0])
    _share_marks(reading, candidates)
    _resolve_anaphors(reading, candidates, has_persons)
    return _choose_organisations(reading, candidates, has_persons)


def _named_in_heading(reading: _Reading, single: OrganisationMention) -> tuple[str, Span]:
    """Return the masked name the heading or lead line has for 属地一企业 (某企业), else the words of the text."""
    scope = reading.scope
    outside = [span for span in (scope.heading, scope.lead) if span]
    for mention in find_organisations(scope.plain, outside, scope.hits):
        if mention.is_masked and _family(mention.type) & _family(single.type):
            return mention.name, mention.span
    return single.name, single.span


def _is_mere_place(reading: _Reading, mention: OrganisationMention) -> bool:
    return mention.type in _NETWORK_KINDS and bool(_MERE_PLACE.search(reading.before(mention.span)))


def _choose_organisations(reading: _Reading, candidates: list[_Candidate], has_persons: bool) -> list[_Candidate]:
    chosen = [c for c in candidates if c.is_measured or (c.is_offender and not c.is_aside and not has_persons)]
    if not chosen and not has_persons:
        chosen = [c for c in candidates if c.is_offender] or _only_named(reading, candidates)
    if len(chosen) > 1:
        special = [c for c in chosen if not c.is_bare]
        chosen = [c for c in chosen if not c.is_bare or not any(c.type == s.type for s in special)]
    body = [c for c in chosen if not _stands_in(c, _headline(reading.scope))]
    chosen = [c for c in chosen if c in body or not _is_retold(c, body)]
    if any(c.type not in _NETWORK_KINDS for c in chosen):
        chosen = [c for c in chosen if c.type not in _NETWORK_KINDS]
    return chosen


def _only_named(reading: _Reading, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the first organisation named as a subject where a measure has no object (责令改正,罚款1万元)."""
    if not reading.search(_FINED):
        return []
    subjects = (c for c in candidates if not c.is_aside and c.type in ("company", "institution"))
    named = (c for c in subjects if any(_SUBJECT_BEFORE.search(reading.before(s)[-8:] or "\n") for s in c.spans))
    first = next(named, None)
    return [first] if first else []


def _is_retold(candidate: _Candidate, body: Sequence[_Candidate]) -> bool:
    """Tell a masked name of the headline (某软件厂商) that the body replaces by its own (某软件公司)."""
    return candidate.is_masked and any(other.is_masked and other.type == candidate.type for other in body)


# --- persons -----------------------------------------------------------------------------------------------------


def _group_persons(mentions: Iterable[PersonMention]) -> dict[str, list[PersonMention]]:
    groups: dict[str, list[PersonMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.name, []).append(mention)
    for name in list(groups):
        longer = [other for other in groups if other != name and other.startswith(name)]
        if longer and _are_listed(groups[name], groups[longer[0]]):
            continue
        if name.endswith("某") and longer and len(groups[name]) <= len(groups[longer[0]]):
            groups[longer[0]] += groups.pop(name)
    return groups


def _are_listed(one: Sequence[PersonMention], other: Sequence[PersonMention]) -> bool:
    """Tell two people named side by side (丁某山、丁某) from one named twice."""
    pairs = ((a.span, b.span) for a in one for b in other)
    return any(a.end + 1 == b.start or b.end + 1 == a.start for a, b in pairs)


def _is_aside(reading: _Reading, mention: PersonMention) -> bool:
    before, after = reading.before(mention.span), reading.after(mention.span)
    if _DEFENDANT.search(before):
        return False
    if _PERSON_ASIDE.search(before) or _PERSON_ASIDE_AFTER.match(after) or _OWNER.search(before):
        return True
    if _NEIGHBOUR.search(before) and _INFORMS.match(after):
        return True
    if any(ahead.search(before) and behind.match(after) for ahead, behind in _DONE_TO):
        return True
    return bool(_SUPPLIER.search(before) and _SUPPLIED.match(after))


def _is_mostly_aside(reading: _Reading, mentions: Sequence[PersonMention], asides: Sequence[PersonMention]) -> bool:
    """Tell a victim, plaintiff or informant who is also named without that word, but bears no measure."""
    if any(_is_sentenced(reading, mention) for mention in mentions):
        return False
    return len(asides) * 2 >= len(mentions) or any(_HURT.search(reading.before(m.span)) for m in asides)


def _is_sentenced(reading: _Reading, mention: PersonMention) -> bool:
    return bool(_SENTENCED.search(reading.before(mention.span, 80) + reading.after(mention.span)))


def _get_persons(reading: _Reading, found: Iterable[PersonMention]) -> list[_Candidate]:
    candidates = []
    for name, mentions in _group_persons(found).items():
        asides = [mention for mention in mentions if _is_aside(reading, mention)]
        if len(asides) == len(mentions) or (asides and _is_mostly_aside(reading, mentions, asides)):
            continue
        if any(re.match(r"[(（](?:另案|在逃|已另案)", reading.after(m.span)) for m in asides):
            continue
        if not mentions[0].is_masked and not any(_is_sentenced(reading, m) for m in mentions):
            continue
        named = sorted(mentions, key=lambda mention: (mention.name != name, mention.span))
        candidate = _Candidate(name, "person", mentions[0].is_masked, False, [mention.span for mention in named])
        candidate.is_measured = any(_is_sentenced(reading, m) for m in mentions)
        candidate.is_aside = all(_EMPLOYEE.search(reading.before(m.span)) for m in mentions)
        candidates.append(candidate)
    return _only_judged(reading, candidates)


def _only_judged(reading: _Reading, candidates: list[_Candidate]) -> list[_Candidate]:
    """Keep only the persons a judgment names one by one (判处甲某…, 判处乙某…), all when it says 甲某等人."""
    judged: set[str] = set()
    for match in reading.finditer(_JUDGMENT, "判处", "判决"):
        if re.search(r"某[^，,。；;]{0,3}等(?:\d|[一二三四五六七八九十]|人)|等\d*人|被告(?:向|赔偿)", match[0]):
            return candidates
        judged |= {c.name for c in candidates if any(match.start() <= s.start < match.end() for s in c.spans)}
    return [c for c in candidates if c.name in judged] if judged else candidates


# --- roles, groups, accounts -------------------------------------------------------------------------------------


def _get_roles(reading: _Reading, has_persons: bool) -> list[_Candidate]:
    """Return persons known by their role alone who bear a measure of their own."""
    found: dict[str, _Candidate] = {}
    for match in reading.finditer(_SHARED, "责任", "负责", "主管", "人员", "经办", "法定代表"):
        at = match.start("who")
        for part in _split_with_places(match["who"]):
            item = re.sub(r"^(?:依法|分别|对|该(?=公司))+", "", part[0])
            start = at + part[1] + len(part[0]) - len(item)
            is_new = not any(name.endswith(item) for name in found)
            if _ROLE_ITEM.fullmatch(item) and is_new and "某" not in item:
                found[item] = _Candidate(item, "person", True, False, [Span(start, start + len(item))], True)
    if not found and not has_persons:
        for match in reading.finditer(_MASKED_ROLE, "某", "一名", "一"):
            start = match.start("name")
            found.setdefault(
                match["name"], _Candidate(match["name"], "person", True, False, [Span(start, match.end("name"))], True)
            )
            break
    return list(found.values())


def _split_with_places(text: str) -> Iterator[tuple[str, int]]:
    at = 0
    for match in _SPLIT.finditer(text):
        yield text[at : match.start()], at
        at = match.end()
    yield text[at:], at


def _get_groups(reading: _Reading, others: Sequence[_Candidate]) -> list[_Candidate]:
    found = []
    for match in reading.finditer(_GROUP, "家", "所", "款", "名", "个"):
        span = Span(match.start("name"), match.end("name"))
        is_named = re.match(r"[^，,。；;]{0,8}某", reading.after(span)) or "”等" in reading.before(span)
        is_warned = match[0][0] == "对" and not re.match(
            r"(?:依法|分别)?(?:处|予以|给予|作出|立案|罚)", reading.after(span)
        )
        if not is_named and not is_warned and not any(span.overlaps(s) for o in others for s in o.spans):
            found.append(_Candidate(match["name"], "group", True, False, [span], True))
    if not others and not found:
        for match in reading.finditer(_GANG, "团伙"):
            return [_Candidate(match[0], "group", True, False, [Span(match.start(), match.end())])]
    return found[:1]


def _get_accounts(reading: _Reading, organisations: Sequence[_Candidate], persons: Sequence[_Candidate]) -> list[Party]:
    mentions = find_accounts(reading.plain, reading.spans, reading.scope.hits)
    if not mentions:
        return []
    text = "\n".join(span.of(reading.plain) for span in reading.spans)
    text += "\n" + "\n".join(span.of(reading.plain) for span in reading.scope.collective)
    firms = [o for o in organisations if o.type not in _NETWORK_KINDS]
    is_firm_case = bool(firms)
    allowed = {
        "account": bool(_ACCOUNT_MEASURE.search(text)) or not (is_firm_case or (persons and _PENAL.search(text))),
        "app": bool(_APP_MEASURE.search(text)) and not firms and not (persons and _PENAL.search(text)),
        "website": bool(_SITE_MEASURE.search(text)) and not firms and not (persons and _PENAL.search(text)),
        "platform": bool(_MEASURE.search(text)) and not firms and not persons,
        "company": True,
    }
    return _merge_accounts(mention for mention in mentions if allowed[mention.type])


def _merge_accounts(mentions: Iterable[AccountMention]) -> list[Party]:
    found: dict[str, Party] = {}
    for mention in mentions:
        known = found.get(mention.name)
        if known is None or (known.platform is None and mention.platform):
            found[mention.name] = Party(
                mention.name,
                known.type if known else mention.type,
                mention.is_masked,
                known.evidence if known else Evidence(mention.span, f"parties.{mention.type}"),
                mention.platform,
            )
    return list(found.values())


# --- objects of a measure named without quotes or legal form -----------------------------------------------------

_LISTED = re.compile(
    r"(?:对|约谈了?|处罚了?)(?P<list>[^，,。；;：:、等]{2,26}(?:、[^，,。；;：:、等]{1,26})*)(?P<etc>等)?(?P<count>"
    r"(?:\d+|多)家)?(?P<noun>[一-龥]{0,10}?(?:平台|企业|公司|机构|单位)?)"
    r"(?P<verb>进行|开展|采取|实施|处以|处罚|作出|给予|予以|依法|罚款|立案|联合约谈|约谈|[，,。])"
)
_LIST_CLUE = re.compile(r"平台|财险|人寿|保险|证券|基金|信托|期货")
_INSURER = re.compile(r"[一-龥]{2,6}(?:财险|人寿|保险|证券|基金|信托|期货)")
_BRAND_SUBJECT = re.compile(r"(?:^|[，,：:“”\n\s]|旗下的|针对|关于|判定|认定)$")
_BRAND_PASSIVE = re.compile(
    r"(?:平台|公司|[(（][^()（）]{1,20}[)）])?(?!账号|用户|主播|上|群|号)(?:[^，,。；;]{0,24}?)被(?:有关部门|"
    r"网信办|约谈|要求|责令|罚|处|警告|下架|立案)"
)
_BRAND_OBJECT = re.compile(r"(?:约谈了?|对)$")
# 判定甲滥用市场支配地位, 认定乙违反…: a brand found to have broken the law.
_BRAND_JUDGED = re.compile(r"(?:判定|认定|裁定)$")
_BRAND_OFFENDS = re.compile(r"(?:滥用|违反|违法|未|实施|存在|构成)")
_BRAND_FINED = re.compile(
    r"(?:公司|集团|[(（][^()（）]{1,20}[)）])?(?:的(?:行政)?(?:处罚|罚款)|处以?|作出|开出|罚款|"
    r"[^，,。；;]{0,16}被[^，,。；;]{0,8}罚)"
)
_BRANDLIKE = re.compile(r"[一-龥A-Za-z0-9]{2,10}")


def _get_listed(reading: _Reading, others: Sequence[_Candidate]) -> list[_Candidate]:
    """Return platforms and firms known by their brand that a measure names as its object: 对甲、乙等平台约谈."""
    found: dict[str, _Candidate] = {}
    hits = reading.scope.hits
    spans = [
        s for s in reading.spans if any(hits.within(s, "platform")) or _LIST_CLUE.search(reading.plain, s.start, s.end)
    ]
    for match in (match for span in spans for match in _LISTED.finditer(reading.plain, span.start, span.end)):
        is_platforms = "平台" in (match["noun"] or "")
        for part, offset in _split_with_places(match["list"]):
            name = re.sub(r"^(?:依法|属地|涉事|分别|互联网|对)+|(?:网站)?平台$|[(（].*$", "", part)
            start = match.start("list") + offset + part.find(name) if name else 0
            span = Span(start, start + len(name))
            brand = any(hit.span == span for hit in hits.within(span, "platform"))
            if not name or any(span.overlaps(s) for o in others for s in o.spans):
                continue
            if _INSURER.fullmatch(name):
                found.setdefault(name, _Candidate(name, "company", False, False, [span], True))
            elif brand or (is_platforms and match["etc"] and _BRANDLIKE.fullmatch(name) and "平台" not in name):
                found.setdefault(name, _Candidate(name, "platform", False, False, [span], True))
    return list(found.values())


def _get_brands(reading: _Reading, *, has_persons: bool) -> list[_Candidate]:
    """Return platforms that are the subject or object of a measure without a list: 甲平台被要求限期整改.

    A brand that is fined stands for its company. Beside persons only a brand that is fined counts.
    """
    found: dict[str, _Candidate] = {}
    for span in reading.spans:
        for hit in reading.scope.hits.within(span, "platform"):
            before, after = reading.before(hit.span), reading.after(hit.span)
            is_object = bool(_BRAND_OBJECT.search(before))
            is_judged = bool(_BRAND_JUDGED.search(before) and _BRAND_OFFENDS.match(after))
            is_subject = bool(_BRAND_SUBJECT.search(before) and _BRAND_PASSIVE.match(after))
            is_fined = is_judged or ((is_object or is_subject) and bool(_BRAND_FINED.match(after)))
            if is_fined or (not has_persons and (is_subject or is_object)):
                name = _fullest(reading, hit)
                kind = "company" if is_fined else "platform"
                found.setdefault(name, _Candidate(name, kind, False, False, [hit.span], True))
    return list(found.values())


def _fullest(reading: _Reading, hit: Hit) -> str:
    """Return the longest name the case gives a brand: 青桔出行 where 青桔 is named later."""
    name = hit.span.of(reading.plain)
    others = (other for span in reading.spans for other in reading.scope.hits.within(span, "platform"))
    same = (other.span.of(reading.plain) for other in others if other.key == hit.key)
    return max([name, *(other for other in same if other.startswith(name))], key=len)


# --- respondents of a case's title -------------------------------------------------------------------------------

# 云谷市山前“好物仓”虚构原价案: what stands before the first word for an offence.
_TITLED = re.compile(
    r"(?:[\[【(（]?(?:案例)?[一二三四五六七八九十\d]{0,3}[\]】)）]?[、.．:：\s]?\s?)?"
    r"(?P<name>[^，,。；;：:\s]{2,24}?)(?P<etc>等)?"
    r"(?=(?:未(?!成年)|虚构|虚假|夸大|销售|违法|违规|发布|拒不|拒绝|泄露|组织|利用|通过|冒用|侵犯|侵害|以次充好|"
    r"超范围|超过|强制|擅自|不正当|不合理|宣传|宣称|价格|刷单|仿冒|假冒|伪造|篡改|恶意|诱导|无证|经营|使用|生产|编造|"
    r"传播|散布|不履行|不执行|哄抬|为[^，,。；;]{2,12}提供)"
    r"[^。；;\n]{0,40}案(?:[。\s]|$))"
)
_TITLED_QUOTE = re.compile(r"[“「](?P<quoted>[^”」]{2,16})[”」](?P<noun>[一-龥A-Za-z]{0,6})$")
_TITLED_KIND = re.compile(r"(?:店|行|厂|馆|社|坊|部|铺|吧|堂|园|城|屋|庄|场|站|所|电商|超市|直播间|网店|店铺)$")
_TITLED_TYPES = {
    **dict.fromkeys(("直播间", "账号", "公众号", "主播"), "account"),
    **dict.fromkeys(("App", "APP", "小程序"), "app"),
    **{"网站": "website", "平台": "platform"},
}
_NOT_TITLED = re.compile(r"部门|机关|[局委院办]$|查处|督促|诉")


def _get_titled(reading: _Reading) -> list[_Candidate]:
    """Return the respondent a case's title names before its offence: 某地“好物仓”虚构原价案; none without a measure."""
    start = reading.scope.span.start
    match = _TITLED.match(reading.plain, start, reading.scope.span.end)
    if match is None or not reading.search(_MEASURE) or _NOT_TITLED.search(match["name"]):
        return []
    at, end = match.start("name"), match.end("name")
    if quoted := _TITLED_QUOTE.search(match["name"]):
        kind = _TITLED_TYPES.get(quoted["noun"], "unknown")
        span = Span(at + quoted.start("quoted"), at + quoted.end("quoted"))
        return [_Candidate(quoted["quoted"], kind, "某" in quoted["quoted"], False, [span], True)]
    name, span = match["name"], Span(at, end)
    if not _begins_with_place(reading, span) or not _TITLED_KIND.search(name):
        return []
    kind = next((kind for noun, kind in _TITLED_TYPES.items() if name.endswith(noun)), "company")
    return [_Candidate(name, kind, "某" in name, False, [span], True)]


def _begins_with_place(reading: _Reading, span: Span) -> bool:
    hits = (hit for kind in ("region", "place") for hit in reading.scope.hits.within(span, kind))
    return any(hit.span.start == span.start and hit.span.end < span.end for hit in hits)


# 当事人:王记小吃店(经营者:王某某), 被处罚人姓名:赵某: the field of a decision's form.
_LABELLED = re.compile(
    r"(?:^|(?<=[。；;\n\t|]))\s?"
    r"(?:行政相对人|(?:被处罚)?当事人|被处罚(?:人|单位|对象)|处罚(?:对象|相对人)|违法主体|违法行为人)"
    r"(?:名称|姓名|姓名或名称|名称或姓名|[（(][^（）()\n]{1,8}[）)])?\s?[:：\t|]\s?"
    r"(?P<name>[^，,。；;、：:\s（(|]{2,40})"
)
_LABELLED_KIND = re.compile(r"(?:[店行厂馆社坊部铺吧堂园城屋庄场站所院户]|公司|中心|学校|超市|企业|协会)$")
_LABELLED_PERSON = re.compile(rf"(?:{COMPOUND}|[{SURNAMES}])[一-龥某*＊×]{{1,3}}|[一-龥]{{1,6}}·[一-龥]{{1,8}}")


def _get_labelled(reading: _Reading, others: Sequence[_Candidate]) -> list[_Candidate]:
    """Return the parties that a form names in its field for them and no other rule has found."""
    found: dict[str, _Candidate] = {}
    for match in reading.finditer(_LABELLED, "当事人", "处罚", "相对人", "违法"):
        name, span = match["name"], Span(match.start("name"), match.end("name"))
        if any(span.overlaps(other) for candidate in others for other in candidate.spans):
            continue
        if _LABELLED_KIND.search(name):
            kind = "institution" if name.endswith(("院", "学校", "协会")) else "company"
        elif _LABELLED_PERSON.fullmatch(name):
            kind = "person"
        else:
            continue
        found.setdefault(name, _Candidate(name, kind, bool(_MASKED_NAME.search(name)), False, [span], True))
    return list(found.values())


_MASKED_NAME = re.compile(r"[某*＊×]")
# “山野老周”虚构病情引流,账号被关闭: a handle in quotes that begins a sentence and offends.
_HANDLE = re.compile(
    r"(?:^|(?<=[。；;\n：:、]))\s?[“「](?P<name>[^”」\n]{2,16})[”」](?=(?:长期|多次|恶意|为[^，,。；;]{1,8}[，,]?)?"
    r"(?:虚构|发布|编造|散布|摆拍|冒充|假冒|仿冒|炒作|传播|诱导|利用|以|通过|宣称|谎称|伪造|煽动|炫耀|直播|歪曲|"
    r"抹黑|集纳|蹭))"
)


def _get_handles(reading: _Reading) -> list[_Candidate]:
    """Return handles in quotes without a word for what they are, where the case tells of a measure against accounts."""
    if not reading.search(_ACCOUNT_CLOSED):
        return []
    found: dict[str, _Candidate] = {}
    for match in reading.finditer(_HANDLE, "“", "「"):
        name, span = match["name"], Span(match.start("name"), match.end("name"))
        found.setdefault(name, _Candidate(name, "account", "某" in name, False, [span], True))
    return list(found.values())


_ACCOUNT_CLOSED = re.compile(
    r"(?:账号|帐号|主播|直播间|店铺)[^。\n]{0,20}?(?:关闭|关停|封禁|禁言|停播|注销|处置|限流)|"
    r"(?:关闭|封禁|禁言|处置|注销)[^。\n]{0,14}?(?:账号|帐号|直播间)"
)

# 约谈广岭星舟文化、云谷鲸落互娱等4家机构: firms by their short names with a place.
_FIRM_LIST = re.compile(
    r"(?:约谈了?|对|处罚了?|查处了?)(?P<list>[^，,。；;：:、“”\n]{3,16}(?:[、和][^，,。；;：:、“”\n]{3,16})+?)(?:等)?"
    r"(?:\d{1,2}|[两三四五六七八九十])家(?=[^，,。；;：:、]{0,10}(?:机构|企业|公司|平台|单位))"
)


# 对青桔出行处人民币80亿元罚款: a firm by its brand alone as the object of a fine.
_FINED_OBJECT = re.compile(
    r"(?<![针面应相反])对(?P<name>(?![其该上述涉相两三此本当各])[一-龥A-Za-z0-9]{2,8}?)"
    r"(?:处以?|罚款|罚没|开出|作出)(?:了)?(?:人民币)?\s?[\d.,]+\s?[万亿]?余?元"
)
_NO_FIRM = re.compile(
    r"[人员者方户的]$|责任|主管|负责|法定|经理|董事|个人|公司$|机构|单位|企业|部门|账号|网站|行为|问题|主播|平台|某|处罚"
)


def _get_fined(reading: _Reading) -> list[_Candidate]:
    """Return firms known by their brand alone that a fine names as its object."""
    found: dict[str, _Candidate] = {}
    for match in reading.finditer(_FINED_OBJECT, "元"):
        name = match["name"]
        if not _NO_FIRM.search(name):
            span = Span(match.start("name"), match.end("name"))
            found.setdefault(name, _Candidate(name, "company", False, False, [span], True))
    return list(found.values())


def _get_firms(reading: _Reading) -> list[_Candidate]:
    """Return the firms of a list without legal forms, where each begins with a place."""
    for match in reading.finditer(_FIRM_LIST, "家"):
        at = match.start("list")
        parts = [(part, Span(at + low, at + low + len(part))) for part, low in _split_with_places(match["list"])]
        if all(_begins_with_place(reading, span) for _, span in parts):
            return [_Candidate(part, "company", "某" in part, False, [span], True) for part, span in parts]
    return []


def _to_party(reading: _Reading, candidate: _Candidate) -> Party:
    rule = f"parties.{candidate.type}"
    code = _find_credit_code(reading, candidate.spans[0]) if candidate.type in ("company", "institution") else None
    return Party(candidate.name, candidate.type, candidate.is_masked, Evidence(candidate.spans[0], rule), None, code)


def _without_bystanders(persons: list[_Candidate], organisations: Sequence[_Candidate]) -> list[_Candidate]:
    if not any(organisation.is_measured for organisation in organisations):
        return persons
    return [person for person in persons if not person.is_aside or person.is_measured]


def get_parties(scope: Scope) -> tuple[Party, ...]:
    """Return the sanctioned or handled subjects of the case, in order of appearance.

    Named and individually masked persons, organisations, accounts, apps, sites and platforms; persons known by their
    role alone who bear a measure of their own; a counted group that alone bears one. `platform` is the brand that hosts
    an account, as written. Victims, informants, employers and platforms merely named are left out.
    """
    reading = _Reading(scope, get_narrative(scope))
    mentions = find_persons(reading.plain, reading.spans)
    persons = _get_persons(reading, mentions)
    taken = [mention.span for mention in mentions]
    has_offenders = any(person.is_measured for person in persons) or (bool(persons) and reading.search(_PENAL))
    organisations = _get_organisations(reading, taken, has_offenders)
    persons = _without_bystanders(persons, organisations)
    labelled = _get_labelled(reading, [*organisations, *persons])
    organisations += [candidate for candidate in labelled if candidate.type != "person"]
    persons += [candidate for candidate in labelled if candidate.type == "person"]
    accounts = _get_accounts(reading, organisations, persons)
    if any(party.type in _NETWORK_KINDS for party in accounts):
        organisations = [o for o in organisations if o.type not in _NETWORK_KINDS]
    quoted = [party.evidence.span for party in accounts]
    organisations = [o for o in organisations if not any(s.overlaps(q) for s in o.spans for q in quoted)]
    persons = [p for p in persons if not all(any(s.overlaps(q) for q in quoted) for s in p.spans)]
    roles = _get_roles(reading, bool(persons or organisations or accounts))
    listed = _get_listed(reading, [*organisations, *persons])
    if not (organisations or accounts or listed):
        listed = _get_firms(reading) or _get_brands(reading, has_persons=bool(persons)) or _get_fined(reading)
        taken = [span for person in persons for span in person.spans]
        listed = [c for c in listed if not any(span.overlaps(other) for span in c.spans for other in taken)]
    if not (organisations or persons or accounts or listed):
        listed = _get_titled(reading) or _get_handles(reading)
    named = bool(accounts or listed)
    groups = [] if named else _get_groups(reading, [*organisations, *persons, *roles])
    found = [_to_party(reading, c) for c in (*persons, *organisations, *listed, *roles, *groups)] + accounts
    return tuple(sorted(found, key=lambda party: party.evidence.span))
