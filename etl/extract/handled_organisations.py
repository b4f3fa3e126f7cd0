"""Which organisations of a case are handled in it, not hurt, employing, supplying or merely named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from etl.extract.organisations import OrganisationMention, find_anaphors, find_organisations, find_singles
from etl.extract.reading import MEASURE, NETWORK_KINDS, SANCTION, Candidate, Reading
from etl.model import Scope, Span

# 对甲公司…, 责令甲公司, 约谈了甲公司: the words directly before a party that bears a measure.
_OBJECT = re.compile(
    r"(?:对|责令|约谈了?|处罚了?|追究|查处了?|督促|判令|判决|认定|给予|叫停|关停|吊销|要求|处以|"
    r"查封)(?:[^，,。；;：:、]{1,32}、){0,9}"
    r"(?:(?!使用|利用|发现|接到|成立|遭|被)[^，,。；;：:]){0,22}$"
)
_FINED = re.compile(r"罚款|责令|警告|没收|约谈|停业整顿|吊销")
_PASSIVE = re.compile(
    r"(?:[，,]?(?:此次|本次|这次|近日|日前|此前)?(?:因|由于|存在)[^。；;\n]{1,90})?[^。；;\n]{0,24}?(?:被|遭|受到|收到|吃)[^，,。；;\n]{0,24}?"
    rf"(?:罚|{SANCTION})"
)
# 李某在某超市偷拍,被拘留; 李某入侵某公司系统,被拘留: where or to whom it happened is not who bears the measure.
_AT_PLACE = re.compile(
    r"(?:(?<!存)在|从|到|前往|[潜进侵]入|入侵|攻击|诋毁|抹黑|敲诈|冒充|假冒|仿冒|要挟|勒索|骚扰|"
    r"侵害|损害|伪造|窃取|骗取|成立|开办|创办|注册|设立|组建|明知)了?$"
)
# 编造“某店打人”谣言, 以该公司名义诈骗: told by words alone.
_IN_WORDS = re.compile(r"[^“”，,。；;]{1,20}”|的?(?:名义|身份)")
# 甲公司在门禁系统采集人脸,…违反…,被处以警告: the subject of a long sentence that ends in its measure.
_LATE_PASSIVE = re.compile(
    r"(?!被|遭|的|与|和|等)[^。；;\n]{4,120}?违反[^。；;\n]{2,80}?[，,]被(?:[^，,。；;]{2,12}(?:局|网信办|部门|机关))?(?:依法)?(?:处|罚|责令|警告|给予|约谈|没收)"
)
_PASSIVE_CLUE = re.compile("[被遭受收吃]")
_OF_STAFF = re.compile(r"(?:(?![对未])[^，,。]){0,12}(?:员工|人员)")
_OFFENCE = re.compile(
    r"(?:运营|开发|主办|经营|提供)的[“《]|"
    r"(?:旗下|所属|所使用|使用|运营|开办|开发|主办|经营|提供|管理|建设)?(?:的|"
    r"所)?[^，,。；;、]{0,14}?(?:"
    r"未(?!成年|婚)|不履行|不落实|落实[^，,。]{0,14}不到位|"
    r"不到位|不规范|存在|涉嫌|违反|违法|违规|擅自|因(?!此)|"
    r"非法|没有|超范围|拒不|疏于|缺乏|"
    r"在[^，,。]{1,24}(?:过程中|中|期间|时)|在[^，,。；;]{2,40}(?:注册|开设|发布|销售|售卖|宣传|直播|提供|上传|上架|展示|公示|传播|投放|推广|标[注示]|宣称)|购买|使用|"
    r"发布|批量|抓取|爬取|抄袭|搬运|篡改|伪造|为(?:牟|谋|图|省(?![级市内委外直])|节省|方便|开展|博|吸引|提高|使|[^，,。]{2,30}(?:提供|开发|建设|运维|搭建))|利用|滥用|出现|"
    r"致使|导致|虚假|编造|"
    r"受托|受[^，,。]{1,12}委托|无[^，,。]{0,6}(?:制度|许可|证|资质)|以[^，,。]{1,20}(?:名义|方式)|长期|多次|通过|"
    r"同意[退赔]|对[^，,。；;]{2,40}?未(?!成年)|将[^，,。；;]{2,40}(?:转入|存入|存放|置于|公开|上传|用于)|收集|泄露|发生|采用|不严|形同虚设|流于形式|缺失|被[^，,。]{0,6}篡改|(?:组织|授意|指使|安排|雇[佣用请]|鼓动|招募)[^，,。；;]{0,10}(?:员工|人员|水军|刷手|主播|写手|他人|团队))"
)
# 甲公司虚假宣传案; not 甲公司系统被破坏案, 甲公司诉乙公司案.
_CASE_OF = re.compile(
    r"(?:[、和][^，,。；;、\s]{2,8}){0,3}(?:(?!被|遭|诉(?!讼案)|与)[^，,。；;、\s]){0,24}案(?=$|[\s。])"
)
_SUBJECT_BEFORE = re.compile(
    r"(?:^|^\*\*|一家|一所|一个|经营者|运营者|运营主体|运营单位|运营方|经营方|主办者|主办方|开发者|出品方|当事人|企业|商家|店家|卖家|[，,。；;：:\n“”\"'、》）)]|发现|查明|"
    r"查实|显示|认定|经查|检查|抽查|通报|披露|获悉|反映|投诉|举报|起诉|状告|属地|"
    r"辖区内?|我[市县区]|"
    r"本市|针对|由于|因|关于|侦破|破获|"
    r"\d[、.．]|\s|案|—|[①-⑳⑴-⒇▲△▶►●○◆■★※])$"
)
_VICTIM_AFTER = re.compile(
    r"[^。；;\n]{0,60}?[，,](?:随即|立即|遂|马上|便|及时|并|当即)(?:向[^，,。；;\n]{0,10})?(?:报警|报案)|"
    r"(?:的)?[^，,。；;]{0,8}?(?:报案|报警|受害|损失|被(?:骗|盗|害|敲诈|侵害)|遭(?:受|到)?(?:诈骗|敲诈|损失|抹黑|"
    r"诋毁|侵害)|商誉|名誉|形象|员工下班|等实施|(?:实施|进行)[^，,。]{0,8}(?:攻击|入侵|渗透|敲诈|诋毁|抹黑))"
)
_VICTIM_BEFORE = re.compile(
    r"(?:入侵|攻击|诋毁|抹黑|敲诈|冒充|假冒|仿冒|侵入|窃取|窃得|要挟|勒索|骚扰|接到|接辖区|被害|受害|损害|侵害|"
    r"针对|向|联系|伪装成|破坏|导致)(?:辖区|杭州|多家)?[^，,。；;：:]{0,4}$"
)
_EMPLOYER_AFTER = re.compile(
    r"(?:的)?(?:内部|原|前|在职|离职|时任|涉案|大客户|运营|市场|财务|营销|销售|后台|客服|外包|客户|业务|项目|区域|信贷|理财)?(?:员工|职员|"
    r"工作人员|职工|软件工程师|工程师|程序员|"
    r"技术(?:人员|总监|员)|副?总经理|副?经理|部门?(?:副?部?长|经理|主管|负责人)|营销部|业务员|高管|实习生|客服|"
    r"创始人|股东|老板|主播|演员|教师|老师|学生|医生|护士|门卫|保安|司机|店员|收银员|"
    r"(?:法定代表人|法人代表|负责人|法人)[^，,。；;表]{0,2}(?:某|[*＊]))"
)
# 对某公司员工李某罚款: the firm bears nothing.
_STAFF_AFTER = re.compile(
    r"的?[^，,。；;、对和及]{0,8}?(?:员工|职员|职工|店员|程序员|工程师|技术员|实习生|客服|业务员)[^，,。；;、]{0,3}[某*＊×]"
)
_EMPLOYER_BEFORE = re.compile(
    r"(?:作为|就职于|任职于|供职于|在|通过|系|原|从|与|和[^，,。]{0,6}所在|借助|经由|为了?|成立|开办|开设|创办|"
    r"注册|设立|组建|收购|旗下|前往|冒用|明知|以)"
    r"(?:[两三四五六七八九十\d多]+家|了)?[^，,。；;：:]{0,3}$"
)
_OTHER_BEFORE = re.compile(
    r"(?:原告|第三人|上诉人|被侵权人|投诉人|委托人|供应商|合作方|客户|竞争对手|建设单位|委托方|报案人|"
    r"举报人)[^，,。；;]{0,3}$"
)
DEFENDANT = re.compile(r"(?:判处|被告单位|被告人?|当事人|处罚对象|被处罚人|违法主体|被处罚单位)[为系:：]?\s?$")
# 当事人系某店经营者: the respondent is the person.
_OWNED_AFTER = re.compile(
    r"的?(?:实际|原|主要)?(?:经营者|负责人|法定代表人|法人|店主|老板|业主|股东|员工|职工|工作人员|主播|经理|控制人|合伙人|用户|会员)"
)
# 甲公司诉乙公司案, 甲公司与乙公司不正当竞争纠纷案, 判令乙公司赔偿甲公司: the plaintiff is handled in nothing.
_SUES = re.compile(
    r"诉(?![讼求状称至])|[与和](?:[^，,。；;\n]{2,36}?(?:纠纷|争议)[一二两]?案|"
    r"(?:(?!发生|存在|产生|引发|因)[^，,。；;\n]){6,36}?(?:纠纷|争议)[*\s]*$)"
)
# 向甲公司追缴税款, 向乙公司下达责令改正通知书
_DIRECTED = re.compile(
    r"(?:依法|当场)?(?:追缴|追征|(?:下达|送达|发出|开出|出具)了?[^，,。；;]{0,8}(?:责令|整改|改正|处罚|罚单|警告|警示))"
)
_PAID = re.compile(r"(?:赔偿|返还|退还|支付给?|补偿|赔付)(?:原告)?$")
_LINK = re.compile(r"(?:[(（][^()（）]{1,16}[)）])?\s?(?:、|和|与|及|以及|,|，)\s?")
_LONGEST_LINK = 24
_PLACE = re.compile(
    r"^(?:(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|"
    r"海南|四川|贵州|云南|西藏|陕西|"
    r"甘肃|青海|宁夏|新疆|内蒙古)(?:省|市|自治区)?)?(?:[一-龥]{2,3}[市县区])?"
)
_MERE_PLACE = re.compile(r"(?:在|通过|利用|借助|于|从|至|入驻|登录|打开|使用|经|到|多家?|各)$")


def _mark_organisation(reading: Reading, candidate: Candidate, span: Span) -> None:
    before, after = reading.around(span)
    if "”" in after and _WORN.match(after):
        candidate.is_aside = True
    elif _is_measured(before, after) or _is_sued(reading, before, after):
        candidate.is_measured = True
    elif _ADMITS.match(after) or (
        before.endswith("向") and _PAID_TO.match(after) and reading.holds(("调解", "消委", "消保"))
    ):
        candidate.is_offender = True
    elif _is_bystander(before, after):
        candidate.is_aside = True
    elif candidate.is_masked and before.endswith(("投诉", "举报")):
        return
    elif _SUBJECT_BEFORE.search(before[-8:] or "\n") or _is_quoted_in_place(reading, span):
        candidate.is_offender |= _offends(after)
        candidate.is_measured |= "违反" in after and _LATE_PASSIVE.match(after) is not None


# 甲公司负责人沈某承认刷单: a firm that owns up by its head.
_ADMITS = re.compile(
    r"的?(?:实际)?(?:负责人|法定代表人|经营者|总?经理|老板|店长)[^，,。；;、]{0,4}(?:承认|供认|交代|坦白|坦承|辩称|辩解)"
)
# 向甲公司交了学费: whom a consumer paid, where the two are brought to terms.
_PAID_TO = re.compile(r"(?:[交缴付]|支付|预[交付]|购买|购得|订购|报名|充值|转账)")


# 甲公司|2.3.1|应用宝|违规收集, 甲公司|应用宝|2.3.1, 甲公司|微信小程序|/: the developer in a table of apps.
_DEVELOPER = re.compile(
    r"\s*[\t|]\s*(?:[^\t|\n]{2,14}[\t|]\s*)?[vV]?\d+(?:\.\d+){1,4}\s*[\t|]|\s*[\t|]\s*[^\t|\n]{0,6}小程序\s*[\t|]"
)


# 李某与某公司服务合同纠纷案…判令被告赔偿: who is named second is sued.
_SUED_IN = re.compile(r"[^，,。；;\n]{0,24}?(?:纠纷|争议)(?:[一二两]?案|[*\s]*$)")
_AGAINST_DEFENDANT = re.compile("(?:判决|判令|责令|要求|对)被告(?!人)|判令其|判决其")


def _is_sued(reading: Reading, before: str, after: str) -> bool:
    """Tell an organisation that a case's title names as defendant, where the court orders something against it."""
    if before.endswith(("起诉", "状告")):  # 顾客起诉甲公司,称…判令被告
        return after[:1] in "，,。；;、" and reading.search(_AGAINST_DEFENDANT)
    return before.endswith(("与", "和", "诉")) and bool(_SUED_IN.match(after)) and reading.search(_AGAINST_DEFENDANT)


def _is_quoted_in_place(reading: Reading, span: Span) -> bool:
    """Tell a name with a quoted part that follows its place: 泉州“青枝”民宿."""
    return reading.plain[span.start] == "“" and reading.hits.of("region").start_of(span.start) >= 0


def _offends(after: str) -> bool:
    return bool(_OFFENCE.match(after) or _CASE_OF.match(after))


def _is_bystander(before: str, after: str) -> bool:
    """Tell an organisation that is hurt, employs the offender or is otherwise only named."""
    if _OTHER_BEFORE.search(before) or _VICTIM_BEFORE.search(before) or _EMPLOYER_BEFORE.search(before):
        return True
    return bool(_VICTIM_AFTER.match(after) or _EMPLOYER_AFTER.match(after))


def _share_marks(reading: Reading, candidates: Sequence[Candidate]) -> None:
    """Let what is said of the last name of a list (甲公司、乙公司均…) count for the names before it."""
    places = [(s, c) for c in candidates for s in c.spans]
    places.sort(key=lambda place: place[0].start)
    for (span, candidate), (next_span, follower) in reversed(list(pairwise(places))):
        if next_span.start - span.end <= _LONGEST_LINK and _LINK.fullmatch(reading.plain, span.end, next_span.start):
            candidate.is_measured |= follower.is_measured
            if candidate.is_measured and not follower.is_aside and _governs_list(reading, span, next_span):
                follower.is_measured = True
            candidate.is_offender |= follower.is_offender


def _are_side_by_side(reading: Reading, bare: Candidate, special: Candidate) -> bool:
    """Tell 某幼儿园 named beside another (泉州某小学、某幼儿园) from one that stands for it."""
    pairs = ((one, other) for one in bare.spans for other in special.spans)
    return any(other.end < one.start and _LINK.fullmatch(reading.plain, other.end, one.start) for one, other in pairs)


def _governs_list(reading: Reading, first: Span, last: Span) -> bool:
    """Tell whether a verb before a list governs all of it: 约谈甲公司、乙公司; 对甲公司、乙公司罚款, not …核查."""
    verb = _OBJECT.search(reading.before(first))
    return verb is not None and (verb[0][0] != "对" or bool(MEASURE.search(reading.after(last)[:70])))


# 编造某奶茶店卫生问题的谣言,被拘留: whom a rumour is about.
_TOLD_BEFORE = re.compile(r"(?:编造|捏造|散布|散播|造谣|虚构|杜撰)了?$")
_TOLD_BEHIND = re.compile(r"[^，,。；;“”]{0,24}?(?:谣言|信息|消息|言论|视频|谎言|图片|文章|帖文|内容)")


# 挂上“云谷电视台民生栏目”头像: whose name somebody wears.
_WORN = re.compile(r"[^“”，,。；;]{0,12}”的?(?:头像|名称|昵称|名义|字样|标识|标志|旗号|简介)")


def _is_measured(before: str, after: str) -> bool:
    if DEFENDANT.search(before[-8:]):
        return not (before.endswith(("系", "为", "是")) and _OWNED_AFTER.match(after))
    if _PAID.search(before[-5:]):
        return False
    if before.endswith(("向", "向涉案", "向涉事")) and _DIRECTED.match(after):
        return True
    verb = None if _STAFF_AFTER.match(after) else _OBJECT.search(before)
    if verb and (not before.rstrip().endswith("对") or MEASURE.search(after)):
        return verb[0][0] != "对" or MEASURE.search(after[:70]) is not None
    if _TOLD_BEFORE.search(before[-4:]) and _TOLD_BEHIND.match(after):
        return False
    if not _PASSIVE_CLUE.search(after) or _AT_PLACE.search(before[-3:]) or not _PASSIVE.match(after):
        return False
    return not (_EMPLOYER_AFTER.match(after) or _OF_STAFF.match(after) or _IN_WORDS.match(after))


def _family(kind: str) -> frozenset[str]:
    if kind in ("company", "institution", "unknown", "government"):
        return frozenset(("company", "institution", "unknown", "government"))
    return frozenset((kind, "company"))


_HEADS = {
    **dict.fromkeys(("公司", "企业", "集团", "银行", "酒店", "店铺", "网店", "门店", "驾校", "厂"), "company"),
    **dict.fromkeys(("景区", "超市", "商行", "商家"), "company"),
    **dict.fromkeys(
        ("会所", "营业厅", "营业部", "药店", "药房", "餐厅", "餐馆", "宾馆", "民宿", "网吧", "合作社"), "company"
    ),
    **dict.fromkeys(("事务所", "分行", "支行", "俱乐部", "商店", "商场", "影院", "影城"), "company"),
    **dict.fromkeys(("诊所", "门诊部", "幼儿园", "卫生院", "卫生室"), "institution"),
    **dict.fromkeys(("医院", "院", "学校", "学院", "职院", "协会"), "institution"),
    **dict.fromkeys(("App", "APP", "app", "小程序"), "app"),
    **dict.fromkeys(("部门", "开发区"), "government"),
    "平台": "platform",
    "网站": "website",
}


# Any body may be meant by these: a name that holds them is no better for it.
_GENERAL_HEADS = frozenset(("企业", "单位", "机构", "平台", "当事人", "部门"))


def _fits(candidate: Candidate, head: str) -> bool:
    if head in candidate.name:
        return True
    if head == "校":
        return bool(re.search(r"[中小大]学$|学院$|幼儿园$|高[校中]$", candidate.name))
    kind = _HEADS.get(head)
    if kind is None:
        return head == "当事人" or candidate.type in ("company", "institution", "unknown", "government", "website")
    if head == "企业":
        return candidate.type == "company"
    if kind in ("platform", "website"):
        return candidate.type in ("platform", "website")
    return candidate.type == kind and head in candidate.name[-4:]


# 甲公司报案称被攻击,检查发现该公司未落实制度: who was hurt and failed in a duty.
_BREACH = re.compile(r"[^，,。；;、]{0,10}?(?:未(?!成年|婚)|没有|违反|不履行|疏于|拒不|怠于)")


def _resolve_anaphors(reading: Reading, candidates: list[Candidate], has_persons: bool) -> None:
    """Let 对该公司处以… count for the company named before it; 当事人 may be one where no person is named."""
    if not candidates and "部门" not in reading.told:
        return
    begun = {span.start for candidate in candidates for span in candidate.spans}
    headline = _headline(reading.scope)
    for anaphor in find_anaphors(reading.plain, reading.runs):
        if anaphor.head == "当事人" and has_persons:
            continue
        start, end = anaphor.span.start, anaphor.span.end
        named = [c for c in candidates if any(span.start == end for span in c.spans)] if end in begun else []
        named = named or [c for c in candidates if c.spans[0].start < start and _fits(c, anaphor.head)]
        if len(named) > 1 and anaphor.head not in _GENERAL_HEADS:
            named = [c for c in named if anaphor.head in c.name] or named
        if not named and anaphor.head != "部门":
            continue
        before, after = reading.around(anaphor.span)
        is_measured = _is_measured(before, after)
        if not is_measured and not _offends(after):
            continue
        chosen = next((c for c in named if c.is_offender or c.is_measured), None)
        chosen = chosen or next((c for c in reversed(named) if not c.is_aside), None) or (named[-1] if named else None)
        if chosen and chosen.is_masked and _stands_in(chosen, headline):
            told = [c for c in named if c.type == chosen.type and not c.is_aside and not _stands_in(c, headline)]
            chosen = told[0] if len(told) == 1 and told[0].is_masked else chosen
        if not chosen and is_measured and anaphor.head == "部门":
            name = anaphor.span.of(reading.plain)
            candidates.append(Candidate(name, "government", True, False, [anaphor.span], True))
        elif chosen and is_measured:
            chosen.is_measured = True
        elif chosen and (not chosen.is_aside or (not has_persons and _BREACH.match(after) and reading.search(_FINED))):
            chosen.is_offender = True


@lru_cache(maxsize=256)
def _stem(name: str) -> str:
    """Return the telling part of an organisation's name: without place, mask, and words of its kind."""
    bare = re.sub(r"(?:有限责任公司|股份有限公司|有限公司|公司|集团|企业)$", "", name)
    return bare.rpartition("某")[2] if "某" in bare else _PLACE.sub("", bare)


def _is_same(one: str, other: str) -> bool:
    if one == other or one.endswith(other) or other.endswith(one):
        return True
    short, long = sorted((_stem(one), _stem(other)), key=len)
    if "某" in one or "某" in other:
        return len(short) >= 2 and short == long
    return len(short) >= 2 and (short in long or _is_shortened(short, long))


def _is_shortened(short: str, long: str) -> bool:
    """Tell a name said again without its middle: 青枝车行 of 青枝电动车行; beginning and end stay."""
    if len(short) < 4 or short[:2] != long[:2] or short[-2:] != long[-2:]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _group_organisations(
    mentions: Iterable[OrganisationMention], taken: Sequence[Span], headline: Span | None
) -> list[Candidate]:
    """Return one candidate for each organisation; the body's name goes before a bare one and before the headline's."""
    groups: list[Candidate] = []
    starts = [span.start for span in taken]
    for mention in mentions:
        at = bisect_left(starts, mention.span.start)
        if taken and any(mention.span.overlaps(span) for span in taken[max(at - 1, 0) : at + 1]):
            continue
        known = next((g for g in groups if g.type == mention.type and _is_same(g.name, mention.name)), None)
        if known is None and mention.is_masked and headline:
            known = next((g for g in groups if _stands_in(g, headline) and _is_shorter(g, mention)), None)
        if known is None:
            known = Candidate(mention.name, mention.type, mention.is_masked, mention.is_bare)
            groups.append(known)
        elif not mention.is_bare and (
            known.is_bare
            or (_stands_in(known, headline) and not _is_unplaced(mention, known))
            or _is_firmer(mention, known)
            or _is_placed(mention, known)
        ):
            known.name, known.is_bare, known.is_masked = mention.name, False, mention.is_masked
            known.spans.insert(0, mention.span)
        known.spans.append(mention.span)
    return groups


def _is_shorter(known: Candidate, mention: OrganisationMention) -> bool:
    """Tell the headline's short name (某建材公司) for what the text names more fully (云谷某新型建材公司)."""
    if not known.is_masked or known.type != mention.type or known.is_bare or mention.name.startswith(known.name):
        return False
    short, letters = _stem(known.name), iter(_stem(mention.name))
    return len(short) >= 2 and all(letter in letters for letter in short)


def _is_firmer(mention: OrganisationMention, known: Candidate) -> bool:
    """Tell a legal name (某软件公司, 青枝电子有限公司) from a loose one said before (某软件企业, 青枝公司)."""
    if mention.name.endswith("公司") and known.name.endswith(("企业", "厂商")):
        return True
    is_short = not known.name.endswith("有限公司") and known.name.endswith("公司")
    return is_short and mention.name.endswith("有限公司") and not (mention.is_masked or known.is_masked)


def _is_placed(mention: OrganisationMention, known: Candidate) -> bool:
    """Tell the name with its place (云谷某软件公司) from the same without one said before (某软件公司)."""
    return known.name[0] == "某" and known.name != mention.name and mention.name.endswith(known.name)


def _is_unplaced(mention: OrganisationMention, known: Candidate) -> bool:
    """Tell a name without its place (某软件公司, 青枝车行) from the fuller one in the headline (云谷某软件公司)."""
    if _TOWN.match(mention.name) and _COUNTY.match(known.name):
        return True
    if len(known.name) <= len(mention.name):
        return False
    if mention.name[0] == "某":
        return known.name.endswith(mention.name)
    return not (known.is_masked or mention.is_masked)


# 城关镇某网吧 in 云谷县某网吧: the town says less than the county.
_TOWN = re.compile(r"[一-龥]{1,4}(?:镇|乡|街道)某")
_COUNTY = re.compile(r"[一-龥]{1,12}[市县区旗]某")


def _stands_in(candidate: Candidate, headline: Span | None) -> bool:
    return headline is not None and all(headline.contains(span) for span in candidate.spans)


def _headline(scope: Scope) -> Span | None:
    """Return the heading a scope begins with: a short first line without a full stop, or a first sentence …案。"""
    start = scope.span.start
    told = scope.plain.find("案。", start, min(start + 60, scope.span.end))
    if told >= 0 and "。" not in scope.plain[start:told] and "\n" not in scope.plain[start:told]:
        return Span(start, told + 1)
    end = scope.plain.find("\n", scope.span.start, scope.span.end)
    if end < 0 or end - scope.span.start > 60 or "。" in scope.plain[scope.span.start : end - 1]:
        return None
    second = scope.plain.find("\n", end + 1, min(end + 60, scope.span.end))
    if second >= 0 and scope.plain.endswith("案例", start, end) and "。" not in scope.plain[end:second]:
        end = second  # the heading of a section above the case's own
    return Span(scope.span.start, end)


# 宜昌青枝信息技术有限公司(以下简称“青枝公司”): what the bracket calls the firm from there on.
_ALIAS = re.compile(r"[(（](?:以下)?(?:统称|简称|下称)[为:：]?\s?[“\"]?(?P<alias>[^“”\"()（）]{2,16})[”\"]?[)）]")


def _without_aliases(plain: str, mentions: Sequence[OrganisationMention]) -> list[OrganisationMention]:
    """Return the mentions with the full name where a bracket behind it introduced a short one."""
    full: dict[str, str] = {}
    for mention in mentions:
        if match := _ALIAS.match(plain, mention.span.end):
            full.setdefault(match["alias"], mention.name)
    return [replace(m, name=full[m.name], is_bare=False) if m.name in full else m for m in mentions]


def get_organisations(reading: Reading, taken: Sequence[Span], has_persons: bool) -> list[Candidate]:
    plain, hits = reading.plain, reading.hits
    mentions = [m for m in find_organisations(plain, reading.runs, hits) if not _is_mere_place(reading, m)]
    if "人民银行" in reading.told:  # the central bank's branches punish
        mentions = [m for m in mentions if "人民银行" not in m.name]
    if "\t" in reading.told or "|" in reading.told:
        mentions = [m for m in mentions if not _DEVELOPER.match(plain, m.span.end, reading.scope.span.end)]
    if "简称" in reading.told or "下称" in reading.told:
        mentions = _without_aliases(plain, mentions)
    candidates = _group_organisations(mentions, taken, _headline(reading.scope))
    if "诉" in reading.told or "纠纷" in reading.told:
        candidates = [c for c in candidates if not any(_SUES.match(reading.after(span)) for span in c.spans)]
    for candidate in candidates:
        for span in candidate.spans:
            _mark_organisation(reading, candidate, span)
    if not any(c.is_measured or c.is_offender for c in candidates):
        headline = _headline(reading.scope)
        for single in find_singles(plain, reading.runs, hits):
            if told := _told_of(single, candidates, headline):
                _mark_organisation(reading, told, single.span)
            elif told := next((c for c in candidates if _is_placed_single(c.name, single.name)), None):
                told.spans.append(single.span)  # 云谷市一学校 of the headline is the body's 属地一学校
                _mark_organisation(reading, told, single.span)
            elif not any(single.span.overlaps(span) for c in candidates for span in c.spans):
                name, at = _named_in_heading(reading, single)
                candidates.append(Candidate(name, single.type, True, False, [at]))
                _mark_organisation(reading, candidates[-1], single.span)
            candidates.sort(key=lambda c: c.spans[0])
    _share_marks(reading, candidates)
    _resolve_anaphors(reading, candidates, has_persons)
    return _choose_organisations(reading, candidates, has_persons)


def _told_of(single: OrganisationMention, candidates: Sequence[Candidate], headline: Span | None) -> Candidate | None:
    """Return the only name of the body, masked first, that one of a kind in the headline (一家公司被罚) means."""
    if headline is None or not headline.contains(single.span):
        return None
    told = [c for c in candidates if not c.is_aside and not _stands_in(c, headline)]
    for body in ([c for c in told if c.is_masked], [c for c in told if c.type == single.type and not c.is_bare]):
        if len(body) == 1 and body[0].type == single.type:
            return body[0]
    return None


def _is_placed_single(name: str, single: str) -> bool:
    """Tell 云谷市一学校 from 一学校: the same with its place written out."""
    return len(name) > len(single) and name.endswith(single) and name[-len(single) - 1] in "省市县区州旗镇乡"


def _named_in_heading(reading: Reading, single: OrganisationMention) -> tuple[str, Span]:
    """Return the masked name the heading or lead line has for 属地一企业 (某企业), else the words of the text."""
    scope = reading.scope
    outside = [span for span in (scope.heading, scope.lead) if span]
    for mention in find_organisations(scope.plain, outside, scope.hits):
        if mention.is_masked and _family(mention.type) & _family(single.type):
            return mention.name, mention.span
    return single.name, single.span


def _is_mere_place(reading: Reading, mention: OrganisationMention) -> bool:
    return mention.type in NETWORK_KINDS and bool(_MERE_PLACE.search(reading.before(mention.span)))


def _choose_organisations(reading: Reading, candidates: list[Candidate], has_persons: bool) -> list[Candidate]:
    chosen = [
        c
        for c in candidates
        if c.is_measured or (c.is_offender and not c.is_aside and (not has_persons or _is_respondent(reading, c)))
    ]
    if not chosen and has_persons and reading.search(_FOUND_WANTING):
        chosen = _only_firm(reading, candidates)
    if not chosen and not has_persons:
        chosen = [c for c in candidates if c.is_offender] or _only_named(reading, candidates)
    if len(chosen) > 1:
        special = [c for c in chosen if not c.is_bare]
        chosen = [
            c
            for c in chosen
            if not c.is_bare or not any(c.type == s.type and not _are_side_by_side(reading, c, s) for s in special)
        ]
    if len(chosen) == 1:
        chosen = [_told_again(reading, chosen[0], candidates)]
    if headline := _headline(reading.scope) if chosen else None:
        body = [c for c in chosen if not _stands_in(c, headline)]
        if reading.plain.startswith("。", headline.end):  # a sentence of the case: a name with its place is a party's
            body += [c for c in chosen if c not in body and c.name[0] != "某" and "某" in c.name]
        is_begun = len(body) == 1 and any(0 <= s.start - headline.end <= 8 for s in body[0].spans)
        chosen = [c for c in chosen if c in body or not _is_retold(c, body, is_begun)]
    if any(c.type not in NETWORK_KINDS for c in chosen):
        chosen = [c for c in chosen if c.type not in NETWORK_KINDS]
    return chosen


# 案例3:云谷某食品厂销售…案, 侦破某传媒公司刷量案.
_RESPONDENT_BEFORE = re.compile(
    r"(?:^|侦破|破获|查处|侦办|查办|办结|\n)[\s【\[(（]*(?:案例)?[一二三四五六七八九十\d]{0,3}[】\])）、.．:：\s]{0,2}$"
)


def _is_respondent(reading: Reading, candidate: Candidate) -> bool:
    """Tell whether the title names an organisation as the one the case is about, and the body speaks of it again."""
    if len(set(candidate.spans)) < 2 and not any(
        _fits(candidate, a.head) for a in find_anaphors(reading.plain, reading.runs)
    ):
        return False
    start, plain = reading.scope.span.start, reading.plain
    return any(
        span.start - start < 40
        and _RESPONDENT_BEFORE.search(plain[start : span.start]) is not None
        and _CASE_OF.match(plain, span.end, min(span.end + 30, reading.scope.span.end)) is not None
        for span in candidate.spans
    )


# 分局认定其未履行数据安全保护义务: what a firm fails in, not a person.
_FOUND_WANTING = re.compile(
    r"(?:认定|认为|查明|发现)其(?:未|没有|不)(?:依法|按规定|按要求|有效|严格|及时)?(?:履行|落实|采取|建立|制定|尽到)"
    r"[^，,。；;]{0,20}(?:义务|责任|措施|制度)"
)


def _only_firm(reading: Reading, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the only organisation of a case that begins a sentence and is nobody's employer or victim."""
    firms = [c for c in candidates if c.type in ("company", "institution") and not c.is_aside]
    named = [c for c in firms if any(_SUBJECT_BEFORE.search(reading.before(s)[-8:] or "\n") for s in c.spans)]
    return named if len(firms) == 1 and reading.search(_FINED) else []


def _only_named(reading: Reading, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the first organisation named as a subject where a measure has no object (责令改正,罚款1万元)."""
    if not reading.search(_FINED):
        return []
    subjects = (c for c in candidates if not c.is_aside and c.type in ("company", "institution"))
    named = (c for c in subjects if any(_SUBJECT_BEFORE.search(reading.before(s)[-8:] or "\n") for s in c.spans))
    first = next(named, None)
    return [first] if first else []


def _told_again(reading: Reading, chosen: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """Return the offender of the body for a masked name of the headline alone: 某MCN机构 is 泉州某文化公司 there."""
    headline = _headline(reading.scope)
    if not chosen.is_masked or not _stands_in(chosen, headline):
        return chosen
    told = [c for c in candidates if c.is_offender and c.is_masked and not c.is_aside and not _stands_in(c, headline)]
    return told[0] if len(told) == 1 and told[0].type == chosen.type and not told[0].is_bare else chosen


def _is_retold(candidate: Candidate, body: Sequence[Candidate], is_begun: bool) -> bool:
    """Tell a masked name of the headline (某软件厂商) the body replaces by its own (某软件公司), or begins with."""
    if not candidate.is_masked:
        return False
    stem = _stem(candidate.name)
    is_open = "某" not in candidate.name  # 一家制作机构
    return any(
        other.type == candidate.type
        and (other.is_masked or is_open or (len(body) == 1 and (is_begun or stem in other.name)))
        for other in body
    )
