"""Which persons of a case are handled in it: named or masked, known by their role alone, or a counted group."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from etl.extract.handled_organisations import DEFENDANT
from etl.extract.persons import PersonMention
from etl.extract.reading import Candidate, Reading, find_all
from etl.model import Span
from etl.numerals import parse_ordinal

# A person after these words is no party: 被害人张某, 市民李某, 民警王某; 联系负责人刘某索要.
_BYSTANDER = re.compile(
    r"(?:被害人|受害人|受害者|被侵害人|被害单位|举报人|报警人|报案人|投诉人|原告|事主|患者|"
    r"顾客|消费者|买家|客户(?!经理|服务|主管|代表)|旅客|乘客|投资人|投资者|"
    r"辩护人|律师|民警|警官|警员|记者|教练员?|运动员|证人|死者|伤者|老人|女友|前女友|房东|租客|家长|孩子|女儿|儿子|"
    r"检察官|法官|演员|明星|艺人|局长|主任|书记|"
    r"科长|支队长|大队长|所长|处长|专家|教授|研究员)(?!发现|查明|查获|抓获|传唤|接到|侦破|立即)[^，,。；;、]{0,2}$"
)
# 学生家长李某散布谣言,被拘留: whatever they are, they offend themselves.
_OFFENDS = re.compile(
    r"(?:[(（][^()（）]{0,20}[)）])?[^，,。；;、遭被]{0,24}(?:散布|发布|编造|造谣|出售|销售|窃取|传播|辱骂|诈骗)[^。；;\n]{0,40}"
    r"被(?:依法|公安机关|警方)?(?:处|行政|罚|拘|判|批评|训诫|抓|刑)"
)
# 对副院长葛某、信息科科长白某分别处以罚款: an officer who bears a measure of their own.
_OFFICER = re.compile(r"(?:局长|主任|书记|科长|支队长|大队长|所长|处长|教练员?|专家|教授|研究员)[^，,。；;、]{0,2}$")
_OFFICERS_MEASURE = re.compile(
    r"(?:[、和及与][^，,。；;、]{2,20}){0,3}(?:等人|\d人|二人|两人)?(?:(?:分别|均|各|依法|作出|给予|予以|进行|处以?|被)+[^，,。；;]{0,8})?"
    r"(?:罚|警告|处分|处罚|通报批评|约谈|诫勉|(?:行政)?拘留|训诫|批评教育)"
)
# 对下单家长王某处以罚款: whoever they are, the measure is theirs.
_OBJECT_HERSELF = re.compile(rf"{_OFFICER.pattern}|对[^，,。；;、的]{{0,8}}$")
_WRONGED = re.compile("害|侵害|举报|报警|报案|投诉|原告|事主|辩护|证人|死者|伤者")
_TARGET = re.compile(
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
# 李某诉某公司案; not 李某诉称, 李某诉讼.
_SUES = re.compile(r"诉[^，,。；;、讼求状称至\n][^，,。；;\n]{0,30}案")
# 李某与某公司服务合同纠纷案: who is named first sues.
_DISPUTES = re.compile(r"[与和][^，,。；;、\n]{2,36}?(?:纠纷|争议)[一二两]?案")
_HURT = re.compile(r"(?:原告|被害人|受害人|受害者|举报人|报警人|证人|第三人)[^，,。；;、]{0,2}$")
# 判决被告向郑某赔礼道歉, 判决该公司删除音频,赔偿胡某8万元: whom the court awards something has sued.
_AWARDING = re.compile(
    r"(?:判决|判令|改判|酌定)[^。；;\n]{0,60}?(?:向|赔偿|返还|退还|退赔)(?:原告|被害人|消费者|用户)?$"
)
_AWARDED = re.compile(r"[^，,。；;\n]{0,8}?(?:赔礼|道歉|赔偿|支付|返还|退还|损失)|(?:人民币)?\s?[\d，,。、]|各|经济")
# 与李某发生纠纷, 将李某的照片发布, 对李某辱骂, 影响李某生活: what is done to a person.
_DONE_TO_CLUE = re.compile("[与和跟将把泄公发散曝给对影损侵含集用隆成别原绍宣称嘘]")
_DONE_TO = (
    (re.compile("[向给]$"), re.compile("(?:书面|公开|当面|依法)?(?:赔礼|道歉|赔偿|支付|返还|退还|退赔)")),
    (
        re.compile(r"(?:与|和|跟)[^，,。；;]{0,6}$"),
        re.compile(r"[^，,。；;]{0,6}?(?:存在|发生|有|产生)[^，,。；;]{0,8}(?:矛盾|纠纷|争执|口角|过节)"),
    ),
    (
        re.compile(r"(?:将|把|泄露|公开|发布|散布|曝光)[^，,。；;]{0,6}$"),
        re.compile(r"的?(?:个人信息|隐私|照片|家庭|住址|姓名|视频|电话|身份|短视频|肖像|声音|人脸|形象)"),
    ),
    (
        re.compile(r"(?:包含|含有|采集|收集|使用|盗用|克隆|合成|识别出?|还原|侵害|侵犯)了?(?:原告)?$"),
        re.compile(r"的?(?:人脸|肖像|声音|形象|照片|短?视频|姓名|面部|个人信息|著作权|作品)|[，,。；;]|$"),
    ),
    (
        re.compile(r"(?:介绍|宣传|宣称|声称|谎称|吹嘘)[^，,。；;、]{0,6}(?:医生|医师|专家|老师|教授|院长)$"),
        re.compile(r"(?:为|是|系|有|拥有|具有|曾|毕业|从业|擅长|担任)"),
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
# Right behind these nothing said before counts for a name.
_CLAUSE_ENDS = frozenset(("", "，", ",", "。", "；", ";"))
_SUPPLIER = re.compile(r"向[^，,。；;]{0,34}$")
_SUPPLIED = re.compile(r"[^，,。；;]{0,24}?(?:收购|购买|收取|借用|索要|推销|出售|租用|回收|买)")
_EMPLOYEES = (
    *("负责人", "法定代表人", "法人", "员工", "工作人员", "经理", "技术人员", "股东", "高管", "监事", "董事"),
    *("主办者", "开办者", "主办人", "教师", "老师", "教务员", "店员", "客服", "业务员", "职员", "管理员"),
)
# 经营者:张某某: a form's field for who is behind the respondent.
_FIELD = re.compile(r"(?:经营者|投资人|法定代表人|负责人)(?:[（(][^）)]{1,8}[）)])?(?:姓名)?\s?[:：]\s?$")
_ELSEWHERE = tuple(bracket + word for bracket in "(（" for word in ("另案", "在逃", "已另案"))
# 伙同陈某、林某(均另案处理): what the bracket says is said of every name before it.
_ALL_ELSEWHERE = re.compile(
    r"(?:[、和及与][^，,。；;、()（）]{2,4}){0,6}[(（](?:均|都)(?:已|被)?(?:另案|在逃|另行|已判)"
)
_JUDGMENT = re.compile(r"(?:判处|判决)[^。\n]*")
_JUDGED_TOGETHER = re.compile(
    r"某[^，,。；;]{0,3}等(?:\d|[一二三四五六七八九十]|人|被告|(?:犯罪|涉案)*(?:团伙|集团)?成员)|等\d*人|被告(?:向|赔偿)"
)
_SENTENCED = re.compile(
    r"判[处决]|被罚|罚(?=[\d两三四五六七八九十]+余?[万千百元])|处(?:罚(?:(?<!被处罚)|(?!人|单位|对象|当事人))|分)|拘留|刑拘|逮捕|强制措施|抓获|罚[款金]|警告|提起公诉|归案|查获|约谈|教育|有期徒刑|"
    r"出具警示函|监管(?:措施|谈话)|市场禁入|负有(?:直接|主要|领导|管理)*责任|训诫|追缴|禁(?:入|止(?:终身|[其\d一二三四五六七八九十]{0,3}年内)?从事)|终身(?:禁止|不得)"
)
_ROLE = (
    r"(?:(?:该|其|公司|单位|企业|建设单位|项目|网站|平台|医院|学校|部门|主要|直接|相关|其他|有关|第三方|安全|数据|技术|"
    r"分管|负责|责任|的|网络|运营|涉事|总)*)"
    r"(?:主管人员|责任人员|责任人|负责人|负责同志|经办人|管理人员|法定代表人|工作人员|业务人员)|"
    r"[一-龥]{0,6}(?:(?:科|部|处|股|室|组|中心|办公室)(?:副?主任|副?[科部处股组]?长|经理|主管|负责人)|"
    r"(?:科|部|处|股)长|院长|校长|总经理|董事长|总监|站长|店长|总编辑)"
)
_ROLE_WORDS = (
    *("责任", "负责", "主管", "人员", "经办", "法定代表", "主任", "科长", "部长", "处长", "股长", "组长"),
    *("院长", "校长", "站长", "店长", "经理", "董事长", "总监", "总编辑"),
)
_ROLE_ITEM = re.compile(rf"{_ROLE}$")
_SHARED = re.compile(
    r"(?:对|追究|给予)(?P<who>[^，,。；;：:]{2,60}?)(?:等\d*人|\d+人)?(?P<verb>(?:的|予以|分别|各自?|均|依法|处以?|"
    r"作出|做出|给予|进行|实施了?|采取)*"
    r"(?:行政)?(?:罚款|警告|处罚|罚|法律责任|处分|批评教育|诫勉|问责|[\d一二三四五六七八九十])|"
    r"作出[^，,。；;]{0,30}(?:处罚|决定|处分)|处以?[^，,。；;]{0,20}(?:罚款|警告)|"
    r"给予[^，,。；;]{0,16}(?:警告|处罚|罚款|处分)|进行了?[^，,。；;]{0,6}(?:罚款|处罚))"
)
_SPLIT = re.compile(r"、|以及|及其|和|与|及")
_GROUP = re.compile(
    r"(?:对|约谈|处罚|查处|责令|关闭|关停|下架)(?:了)?(?:涉事的?|(?:存在|未|参与)[^，,。]{0,16}的|违规的?|相关)?"
    r"(?:辖区内?|属地|本地)?的?"
    r"(?P<name>(?:\d+|[两三四五六七八九十百]+)余?(?:家|所|款|名|个)[^，,。；;：:、]{0,22}?(?:负责人|学校|企业|公司|"
    r"机构|平台|网站|门店|商户|酒店|医院|店铺|驾校|单位|网点|网店|商家|商铺|直播间|驿站|药店|诊所|网吧|加油站|超市|餐饮店|民宿|宾馆|幼儿园|经营户|经营者))"
    r"(?=[，,。；;\n]|进行|集中|集体|联合|约谈|责令|罚款|移送|警告|通报|采取|实施|下达|"
    r"处以|予以|给予|作出|开展|依法|立案|分别|$)"
)
_COUNTED = "家所款名个"
_COUNTS = frozenset("0123456789两三四五六七八九十百余")
_GANG = re.compile(r"某[^，,。；;]{0,3}[“\"]?[一-龥A-Z]{2,8}[”\"]?(?:犯罪)?团伙")
# 侦破“追风”刷单团伙案: a gang by the name the police gave it.
_NAMED_GANG = re.compile(
    r"(?:侦破|破获|打掉|摧毁|捣毁|端掉)了?(?:一个)?(?P<name>[“\"][^”\"，,。；;\n]{1,10}[”\"][^，,。；;、“”案\n]{0,8}?团伙)"
)
_MASKED_ROLE = re.compile(
    r"(?P<name>(?:某|一名|一)[一-龥]{0,8}?(?:工作人员|员工|职工|辅警|教师|医生|护士|主播|网民|男子|女子|博主|学生|"
    r"村民|店主|网红))"
    r"(?=[^，,。；;]{0,14}?(?:非法|编造|发布|散布|出售|购买|传播|利用|擅自|泄露|在))"
)


def _group_persons(mentions: Iterable[PersonMention]) -> dict[str, list[PersonMention]]:
    groups: dict[str, list[PersonMention]] = {}
    for mention in mentions:
        groups.setdefault(mention.name, []).append(mention)
    for name in list(groups) if len(groups) > 1 else ():
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


_Place = tuple[str, str]  # what stands before and behind a person's name in its sentence


def _is_aside(place: _Place) -> bool:
    """Tell a person who is hurt, informs, owns what is named itself, or is otherwise only named."""
    before, after = place[0][-40:], place[1]
    if before[-1:] in _CLAUSE_ENDS:
        return _PERSON_ASIDE_AFTER.match(after) is not None
    if DEFENDANT.search(before[-8:]):
        return False
    if _BYSTANDER.search(before[-6:]) and not (_OFFENDS.match(after) and not _WRONGED.search(before[-6:])):
        is_whoever = _OFFICER if _WRONGED.search(before[-6:]) else _OBJECT_HERSELF
        return not (is_whoever.search(before[-14:]) and "对" in before and _OFFICERS_MEASURE.match(after))
    if _TARGET.search(before[-15:]) or _PERSON_ASIDE_AFTER.match(after):
        return True
    if ("(" in before or "（" in before) and _OWNER.search(before):
        return True
    if _NEIGHBOUR.search(before[-4:]) and _INFORMS.match(after):
        return True
    near = before[-10:]
    if _DONE_TO_CLUE.search(near) and any(ahead.search(near) and behind.match(after) for ahead, behind in _DONE_TO):
        return True
    return "向" in before and bool(_SUPPLIER.search(before) and _SUPPLIED.match(after))


def _is_sentenced(places: Iterable[_Place]) -> bool:
    return any(_SENTENCED.search(after) or _SENTENCED.search(before) for before, after in places)


def _is_mostly_aside(places: Sequence[_Place], asides: Sequence[_Place]) -> bool:
    """Tell a victim, plaintiff or informant who is also named without that word, but bears no measure."""
    if _is_sentenced(places):
        return False
    return len(asides) * 2 >= len(places) or any(_HURT.search(before[-40:]) for before, _ in asides)


def get_persons(reading: Reading, found: Iterable[PersonMention]) -> list[Candidate]:
    """Return the persons handled in the case."""
    candidates = []
    is_awarded = "判" in reading.told and reading.holds(("赔", "返还", "退还"))
    is_suing, is_disputed = "诉" in reading.told, "纠纷" in reading.told or "争议" in reading.told
    for name, mentions in _group_persons(found).items():
        places = [reading.around(mention.span, 80) for mention in mentions]
        asides = [place for place in places if _is_aside(place)]
        if asides and (len(asides) == len(places) or _is_mostly_aside(places, asides)):
            continue
        if any(_ALL_ELSEWHERE.match(after) for _, after in places):
            continue
        if asides and any(after.startswith(_ELSEWHERE) for _, after in asides):
            continue
        if is_awarded and any(_AWARDED.match(after) and _AWARDING.search(before) for before, after in places):
            continue
        if is_suing and any(after.startswith("诉") and _SUES.match(after) for _, after in places):
            continue
        if is_disputed and any(_DISPUTES.match(after) for _, after in places):
            continue
        is_masked, is_sentenced = mentions[0].is_masked, _is_sentenced(places)
        if not is_masked and not is_sentenced and not any(before.endswith("当事人") for before, _ in places):
            continue
        if len(mentions) > 1:
            mentions.sort(key=lambda mention: (mention.name != name, mention.span.start))
        candidate = Candidate(name, "person", is_masked, False, [mention.span for mention in mentions], is_sentenced)
        candidate.is_aside = all(before.endswith(_EMPLOYEES) or _FIELD.search(before[-16:]) for before, _ in places)
        if candidate.is_aside and is_sentenced and all(_speaks_for_firm(place) for place in places):
            candidate.is_measured = False
        candidates.append(candidate)
    return _only_judged(reading, candidates)


# 约谈青枝公司网站负责人李某: who answers for the firm in a talk is not handled for it.
_TALKS = re.compile(
    r"约谈了?[^，,。；;、]{0,30}(?:公司|企业|单位|平台|网站|学校|医院|中心|协会|[店厂行部])的?"
    r"[^，,。；;、]{0,8}(?:负责人|法定代表人|法人|经理)$"
)


def _speaks_for_firm(place: _Place) -> bool:
    before, after = place
    return "约谈" in before and _TALKS.search(before) is not None and not _SENTENCED.search(after)


def _only_judged(reading: Reading, candidates: list[Candidate]) -> list[Candidate]:
    """Keep only the persons a judgment names one by one (判处甲某…, 判处乙某…), all when it says 甲某等人."""
    if len(candidates) < 2:
        return candidates
    judged: set[str] = set()
    for match in reading.finditer(_JUDGMENT, "判"):
        start, end = match.start() - len(reading.before(Span(*match.span()), match.start())), match.end()
        if _JUDGED_TOGETHER.search(reading.plain, start, end):
            return candidates
        judged |= {c.name for c in candidates if any(start <= s.start < end for s in c.spans)}
    return [c for c in candidates if c.name in judged] if judged else candidates


# 对第三方技术公司及相关责任人罚款: a firm known by its part in the matter alone.
_PART_FIRM = re.compile(
    r"(?:第三方|技术|运维|开发|建设|承建|承包|外包|受托|受委托|施工|服务)[一-龥]{0,8}(?:公司|机构|单位|企业)"
)


def get_roles(reading: Reading, has_persons: bool) -> list[Candidate]:
    """Return persons known by their role alone who bear a measure of their own."""
    found: dict[str, Candidate] = {}
    for match in reading.finditer(_SHARED, "对究予") if reading.holds(_ROLE_WORDS) else ():
        at = match.start("who")
        for part in split_list(match["who"]):
            item = re.sub(r"^(?:依法|分别|对|其(?!他)|该(?=公司))+", "", part[0])
            start = at + part[1] + len(part[0]) - len(item)
            if "某" in item or any(name.endswith(item) for name in found):
                continue
            if _ROLE_ITEM.fullmatch(item):
                found[item] = Candidate(item, "person", True, False, [Span(start, start + len(item))], True)
            elif not item.startswith("该") and _PART_FIRM.fullmatch(item):
                kind = "unknown" if item.endswith("单位") else "company"
                found[item] = Candidate(item, kind, True, False, [Span(start, start + len(item))], True)
    if not found and not has_persons:
        for match in reading.finditer(_MASKED_ROLE, "某一"):
            start = match.start("name")
            found.setdefault(
                match["name"], Candidate(match["name"], "person", True, False, [Span(start, match.end("name"))], True)
            )
            break
    return list(found.values())


def split_list(text: str) -> Iterator[tuple[str, int]]:
    """Yield the members of a list and where they begin."""
    at = 0
    for match in _SPLIT.finditer(text):
        yield text[at : match.start()], at
        at = match.end()
    yield text[at:], at


_COUNT = re.compile(rf"(?P<n>\d+|[两一二三四五六七八九十百]+)(?=[{_COUNTED}])")


def _count_of(name: str) -> int | None:
    """Return how many a counted group has: 3 of 三家商户, 12 of 12家企业; None of 30余家企业."""
    found = _COUNT.match(name)
    return parse_ordinal(found["n"]) if found else None


def get_groups(reading: Reading, others: Sequence[Candidate]) -> list[Candidate]:
    """Return the counted group that alone bears a measure, or the gang that was broken up."""
    found = []
    firms = [other.spans[0].start for other in others if other.type != "person"]
    told = reading.told
    has_count = any(told[at - 1] in _COUNTS for at in find_all(told, _COUNTED, 1, len(told)))
    for match in reading.finditer(_GROUP, _COUNTED) if has_count else ():
        span = Span(match.start("name"), match.end("name"))
        if len(firms) > 1 and span.end <= min(firms):  # its members are named after it
            continue
        count = _count_of(match["name"]) if len(firms) > 1 else None
        if count and count <= sum(at < span.start for at in firms):  # or before it
            continue
        is_named = re.match(r"[^，,。；;]{0,8}某", reading.after(span)) or "”等" in reading.before(span)
        is_warned = match[0][0] == "对" and not re.match(
            r"(?:依法|分别)?(?:处|予以|给予|作出|立案|罚|责令|移送|警告|采取|集中约谈|集体约谈|通报批评)",
            reading.after(span),
        )
        if not is_named and not is_warned and not any(span.overlaps(s) for o in others for s in o.spans):
            found.append(Candidate(match["name"], "group", True, False, [span], True))
    if not others and not found and "团伙" in told:
        for match in reading.finditer(_NAMED_GANG, "伙"):
            span = Span(match.start("name"), match.end("name"))
            return [Candidate(match["name"], "group", True, False, [span], True)]
    if not others and not found:
        for match in reading.finditer(_GANG, "伙"):
            return [Candidate(match[0], "group", True, False, [Span(match.start(), match.end())])]
    return found[:1]
