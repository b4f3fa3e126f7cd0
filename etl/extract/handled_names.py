"""Parties named without quotes or legal form: platforms and firms by their brand, respondents of a title or a form,
handles that begin a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.extract.handled_persons import split_list
from etl.extract.organisations import is_institution
from etl.extract.persons import COMPOUND, SURNAMES, find_persons
from etl.extract.reading import MEASURE, Candidate, Reading
from etl.model import Hit, Span

_LISTED = re.compile(
    r"(?:对(?<!针对)|约谈了?|处罚了?|查处了)(?P<list>[^，,。；;：:、等]{2,26}(?:、[^，,。；;：:、等]{1,26}){0,40})(?P<etc>等)?(?P<count>"
    r"(?:\d+|多)家)?(?P<noun>(?:(?!的)[一-龥]){0,10}?(?:平台|企业|公司|机构|单位)?)"
    r"(?P<verb>进行|开展|采取|实施|处以|处罚|作出|给予|予以|依法|罚款|立案|联合约谈|约谈|[，,。])"
)
_COUNT_TAIL = re.compile(
    r"(?:\d{1,2}|[两三四五六七八九十]{1,2})家[一-龥]{0,12}?(?:平台|企业|公司|机构)(?=$|进行|开展|采取|实施)"
)
_LIST_CLUE = re.compile(r"平台|财险|人寿|保险|证券|基金|信托|期货")
_INSURER = re.compile(r"[一-龥]{2,6}(?:财险|人寿|保险|证券|基金|信托|期货)")
_BRAND_SUBJECT = re.compile(r"(?:^|[，,：:“”\n\s]|旗下的|针对|关于|判定|认定)$")
_BRAND_PASSIVE = re.compile(
    r"(?:平台|公司|[(（][^()（）]{1,20}[)）])?(?!账号|用户|主播|上|群|号)(?:[^，,。；;]{0,24}?)被(?:有关部门|"
    r"网信办|约谈|要求|责令|罚|处|警告|下架|立案)"
)
# 甲传播违法信息,网信办约谈其负责人; 因甲售卖违禁品的行为,约谈网站负责人; 甲因存在问题,被约谈.
_BRAND_TOPIC = re.compile(
    r"(?:平台|网站|App|APP)?(?:(?:因|由于)[^。；;\n]{2,60}[，,](?:近日|日前|已)?被[^，,。；;\n]{0,12}(?:约谈|责令|罚|警告|立案)|"
    r"(?:因|未|违反|存在|传播|发布|在[^，,。；;\n]{1,20}(?:售卖|销售|传播|发布))[^。；;\n]{2,60}[，,][^。；;\n“”]{0,24}?"
    r"(?:约谈了?|责令|对|给予)(?:其(?![他中余])|该(?:平台|网站|公司|App|APP)|(?:网站|平台)(?:相关|有关|主要)*负责人))"
)
_TOPIC_BEFORE = re.compile(r"(?:^|[，,：:“”\n\s]|针对|关于|因|就|鉴于|由于)$")
_BRAND_OBJECT = re.compile(r"(?:约谈了?|(?<!针)对)$")
# 判定甲滥用市场支配地位, 认定乙违反…: a brand found to have broken the law.
_BRAND_JUDGED = re.compile(r"(?:判定|认定|裁定)$")
_BRAND_OFFENDS = re.compile(r"(?:滥用|违反|违法|未|实施|存在|构成)")
_BRAND_FINED = re.compile(
    r"(?:公司|集团|[(（][^()（）]{1,20}[)）])?(?:的(?:行政)?(?:处罚|罚款)|处以?|作出|开出|罚款|"
    r"[^，,。；;]{0,20}被[^，,。；;]{0,16}罚)"
)
# 飞鸟案的10亿元罚款: a fine told by the case's name.
_BRAND_CASE = re.compile(r"案的?(?:人民币)?[\d.]+\s?[万亿]余?元的?罚")
_BRANDLIKE = re.compile(r"[一-龥A-Za-z0-9]{2,10}")


def get_listed(reading: Reading, others: Sequence[Candidate]) -> list[Candidate]:
    """Return platforms and firms known by their brand that a measure names as its object: 对甲、乙等平台约谈."""
    found: dict[str, Candidate] = {}
    hits = reading.hits
    clues = "对谈罚查" if reading.has_platforms else "台险寿券金托货"
    for match in reading.finditer(_LISTED, clues):
        if not _LIST_CLUE.search(match[0]) and not (
            reading.has_platforms and hits.holds(Span(*match.span()), "platform")
        ):
            continue
        tail = _COUNT_TAIL.search(match["list"])  # 约谈甲、乙、丙三家平台企业
        noun = tail[0] if tail else match["noun"] or ""
        is_platforms = "平台" in noun
        kind = "company" if noun.endswith("公司") else "platform"
        for part, offset in split_list(match["list"][: tail.start()] if tail else match["list"]):
            name = re.sub(
                r"^(?:依法|属地|涉事|分别|互联网|对)+|(?:网站)?平台$|[(（].*$|(?:主要|相关|有关)*(?:负责人|责任人|负责同志)$",
                "",
                part,
            )
            start = match.start("list") + offset + part.find(name) if name else 0
            span = Span(start, start + len(name))
            brand = any(hit.span == span for hit in hits.within(span, "platform"))
            if not name or any(span.overlaps(s) for o in others for s in o.spans):
                continue
            if _INSURER.fullmatch(name):
                found.setdefault(name, Candidate(name, "company", False, False, [span], True))
            elif brand or (
                is_platforms and (match["etc"] or tail) and _BRANDLIKE.fullmatch(name) and "平台" not in name
            ):
                found.setdefault(name, Candidate(name, kind, False, False, [span], True))
    return list(found.values())


# 甲、乙等平台未落实责任,被约谈: platforms of the dictionary in a list that bears a measure as its subject.
_SUBJECT_LIST = re.compile(
    r"(?:^|(?<=[，,。；;：:\n\s]))(?P<list>[^，,。；;：:、\s等]{2,10}(?:[、和与及][^，,。；;：:、\s等]{2,10}){1,12}?)"
    r"(?:(?=因|未|被|存在)|等?(?:\d{1,2}|[两三四五六七八九十多])?(?:家|个)?[一-龥]{0,6}?(?:平台|网站|企业))"
    r"[^。；;\n]{0,60}?被[^，,。；;]{0,12}(?:约谈|责令|罚|警告|处理|立案|查处)"
)
# 对存在低俗问题的甲、乙等平台,依法约谈: a list behind what it did, its measure behind a comma.
_OBJECT_LIST = re.compile(
    r"对(?:存在|未|传播|发布)[^。；;\n]{2,60}?的(?P<list>[^，,。；;：:、\s等的]{2,10}(?:[、和与及][^，,。；;：:、\s等]{2,10}){0,12}?)"
    r"等?(?:\d{1,2}|[两三四五六七八九十多])?(?:家|个)?[一-龥]{0,4}?(?:平台|网站|企业)[，,]?(?:依法|分别|及时|已|予以)*"
    r"(?:约谈|责令|处罚|处以|罚款|警告|立案|关闭|下架)"
)
# 针对甲、乙等平台履行责任不力的问题,某办约谈相关平台负责人: a list that is the topic of what is told.
_TOPIC_LIST = re.compile(
    r"(?:针对|鉴于)(?P<list>[^，,。；;：:、\s等的]{2,10}(?:[、和与及][^，,。；;：:、\s等的]{2,10}){1,12}?)"
    r"等?(?:\d{1,2}|[两三四五六七八九十多])?(?:家|个)?[一-龥]{0,4}?(?:平台|网站|企业)[^。；;\n]{2,160}?[，,][^，,。；;\n“]{0,40}?"
    r"(?:约谈了?|责令|处罚了?|对)(?:其(?![他中余])|(?:相关|上述|涉事|有关|这些)(?:网站|平台|企业))"
)
_SUBJECT_CLUE = re.compile("被[^，,。；;]{0,12}(?:约谈|责令|罚|警告|处理|立案|查处)")


def get_subjects(reading: Reading) -> list[Candidate]:
    """Return the platforms of a list that is the subject of a measure, or its object told first."""
    if not reading.has_platforms:
        return []
    matches = list(reading.finditer(_SUBJECT_LIST, "被")) if reading.search(_SUBJECT_CLUE) else []
    matches = matches or [*reading.finditer(_OBJECT_LIST, "对"), *reading.finditer(_TOPIC_LIST, "针鉴")]
    for match in matches:
        at = match.start("list")
        spans = [Span(at + low, at + low + len(part)) for part, low in split_list(match["list"])]
        if all(reading.hits.of("platform").end_of(span.start) == span.end for span in spans):
            return [Candidate(span.of(reading.plain), "platform", False, False, [span], True) for span in spans]
    return []


def get_brands(reading: Reading, *, has_persons: bool) -> list[Candidate]:
    """Return platforms that are the subject or object of a measure without a list: 甲平台被要求限期整改.

    A brand that is fined stands for its company. Beside persons only a brand that is fined counts.
    """
    found: dict[str, Candidate] = {}
    for span in reading.spans if reading.has_platforms else ():
        for hit in reading.hits.within(span, "platform"):
            before, after = reading.around(hit.span)
            is_object = bool(_BRAND_OBJECT.search(before))
            is_judged = bool(_BRAND_JUDGED.search(before) and _BRAND_OFFENDS.match(after))
            is_subject = bool(_BRAND_SUBJECT.search(before) and _BRAND_PASSIVE.match(after))
            is_subject = is_subject or bool(_TOPIC_BEFORE.search(before) and _BRAND_TOPIC.match(after))
            is_fined = is_judged or ((is_object or is_subject) and bool(_BRAND_FINED.match(after)))
            is_fined = is_fined or bool(_BRAND_SUBJECT.search(before) and _BRAND_CASE.match(after))
            if is_fined or (not has_persons and (is_subject or is_object)):
                name = _fullest(reading, hit)
                kind = "company" if is_fined else "platform"
                found.setdefault(name, Candidate(name, kind, False, False, [hit.span], True))
    return list(found.values())


def _fullest(reading: Reading, hit: Hit) -> str:
    """Return the longest name the case gives a brand: 青桔出行 where 青桔 is named later."""
    name = hit.span.of(reading.plain)
    others = (other for span in reading.spans for other in reading.hits.within(span, "platform"))
    same = (other.span.of(reading.plain) for other in others if other.key == hit.key)
    return max([name, *(other for other in same if other.startswith(name))], key=len).removesuffix("平台")


# --- respondents of a case's title -------------------------------------------------------------------------------

_UNTIL_OFFENCE = (
    r"(?=(?:未(?!成年)|虚构|虚假|夸大|销售|违法|违规|发布|拒不|拒绝|泄露|组织|利用|通过|冒用|侵犯|侵害|以次充好|"
    r"超范围|超过|强制|擅自|不正当|不合理|宣传|宣称|价格|刷单|仿冒|假冒|伪造|篡改|恶意|诱导|无证|经营|使用|生产|编造|"
    r"传播|散布|不履行|不执行|哄抬|为[^，,。；;]{2,12}提供)"
    r"[^。；;\n]{0,40}案(?:[。\s]|$))"
)
# 云谷市山前“好物仓”虚构原价案: what stands before the first word for an offence.
_TITLED = re.compile(
    r"(?:[\[【(（]?(?:案例)?[一二三四五六七八九十\d]{0,3}[\]】)）]?[、.．:：\s]?\s?)?"
    r"(?P<name>[^，,。；;：:\s]{2,24}?)(?P<etc>等)?" + _UNTIL_OFFENCE
)
# 市场监管局查处云谷市青枝加工坊生产假冒食品案: what the title says was dealt with.
_TITLED_OBJECT = re.compile(r"(?:查处|查办|侦办|处罚)(?P<name>[^，,。；;：:\s]{2,24}?)(?P<etc>等)?" + _UNTIL_OFFENCE)
_TITLED_QUOTE = re.compile(r"[“「](?P<quoted>[^”」]{2,16})[”」](?P<noun>[一-龥A-Za-z]{0,6})$")
_TITLED_KIND = re.compile(r"(?:店|行|厂|馆|社|坊|部|铺|吧|堂|园|城|屋|庄|场|站|所|电商|超市|直播间|网店|店铺)$")
_TITLED_TYPES = {
    **dict.fromkeys(("直播间", "账号", "公众号", "主播"), "account"),
    **dict.fromkeys(("App", "APP", "小程序"), "app"),
    **{"网站": "website", "平台": "platform"},
}
_SITE_ENDS = ("人才网", "信息网", "资讯网", "在线", "论坛", "社区", "门户")
_NOT_TITLED = re.compile(r"部门|机关|[局委院办]$|查处|督促|诉")


def get_titled(reading: Reading) -> list[Candidate]:
    """Return the respondent a case's title names before its offence: 某地“好物仓”虚构原价案; none without a measure."""
    start = reading.scope.span.start
    end = reading.scope.span.end
    match = _TITLED.match(reading.plain, start, end)
    if match is None or _NOT_TITLED.search(match["name"]):
        match = _TITLED_OBJECT.search(reading.plain, start, min(start + 80, end))
    if match is None or not reading.search(MEASURE) or _NOT_TITLED.search(match["name"]):
        return []
    at, end = match.start("name"), match.end("name")
    if quoted := _TITLED_QUOTE.search(match["name"]):
        is_site = not quoted["noun"] and quoted["quoted"].endswith(_SITE_ENDS)
        kind = "website" if is_site else _TITLED_TYPES.get(quoted["noun"], "unknown")
        span = Span(at + quoted.start("quoted"), at + quoted.end("quoted"))
        return [Candidate(quoted["quoted"], kind, "某" in quoted["quoted"], False, [span], True)]
    name, span = match["name"], Span(at, end)
    if not _begins_with_place(reading, span) or not _TITLED_KIND.search(name):
        return []
    kind = next((kind for noun, kind in _TITLED_TYPES.items() if name.endswith(noun)), "company")
    return [Candidate(name, kind, "某" in name, False, [span], True)]


def _begins_with_place(reading: Reading, span: Span) -> bool:
    hits = (hit for kind in ("region", "place") for hit in reading.hits.within(span, kind))
    return any(hit.span.start == span.start and hit.span.end < span.end for hit in hits)


# 当事人:王记小吃店(经营者:王某某), 被处罚人姓名:赵某: the field of a decision's form.
_LABEL = (
    r"(?:行政相对人|当事人|被处罚当事人|被处罚人|被处罚单位|被处罚对象|处罚对象|处罚相对人|违法主体|违法行为人)"
    r"(?:名称|姓名|姓名或名称|名称或姓名|基本情况|情况|[（(][^（）()\n]{1,8}[）)])?\s?(?:[:：\t|]|[】\]][:：]?)"
)
_LABEL_WORDS = ("相对人", "当事人", "被处罚", "处罚对象", "违法主体", "违法行为人")
_LABELLED = re.compile(
    rf"(?:^|(?<=[。；;\n\t|]))\s?(?:[一二三四五六七八九十\d]{{1,2}}[、.．]\s?)?[【\[]?{_LABEL}\s?"
    r"(?P<name>[^，,。；;、：:\s（(|]{2,40})"
)
_LABELLED_KIND = re.compile(r"(?:[店行厂馆社坊部铺吧堂园城屋庄场站所院户]|公司|中心|学校|超市|企业|协会)$")
_LABELLED_SHOP = re.compile(
    r"(?:烧烤|火锅|小吃|餐饮|食品|百货|服饰|服装|珠宝|美容|美发|养生|水果|茶叶|烟酒|数码|通讯|家具|建材|摊|点)$"
)
_LABELLED_PERSON = re.compile(rf"(?:{COMPOUND}|[{SURNAMES}])[一-龥某*＊×]{{1,3}}|[一-龥]{{1,6}}·[一-龥]{{1,8}}")


def get_labelled(reading: Reading, others: Sequence[Candidate]) -> list[Candidate]:
    """Return the parties that a form names in its field for them and no other rule has found."""
    found: dict[str, Candidate] = {}
    if not reading.holds(_LABEL_WORDS):
        return []
    for match in reading.finditer(_LABELLED, ":：\t|】]"):
        name, span = match["name"], Span(match.start("name"), match.end("name"))
        if any(span.overlaps(other) for candidate in others for other in candidate.spans):
            continue
        if _LABELLED_KIND.search(name):
            kind = "institution" if is_institution(name) else "company"
        elif _LABELLED_PERSON.fullmatch(name):
            kind = "person"
        elif _begins_with_place(reading, span) and _LABELLED_SHOP.search(name):
            kind = "company"
        else:
            continue
        found.setdefault(name, Candidate(name, kind, bool(_MASKED_NAME.search(name)), False, [span], True))
    return list(found.values())


_MASKED_NAME = re.compile(r"[某*＊×]")
_COLUMN = re.compile(
    r"\s*(?:行政相对人|当事人|被处罚当事人|被处罚人|被处罚单位|被处罚机构|被处罚对象|处罚对象|违法主体|违法行为人|"
    r"被罚(?:机构|单位|企业|公司|主体|对象|个人|人|方)|受罚(?:机构|单位|企业|主体|对象|人)|违[法规](?:机构|单位|企业))"
    r"(?:名称|姓名|[（(或/、和）)]|单位|企业|机构|个人)*\s*"
)
_CELLED_KIND = re.compile(rf"{_LABELLED_KIND.pattern}|(?:银行|[分支]行|集团|信用社|企业|医院)$")
_BEHIND_NAME = re.compile(r"\s*(?:[（(][^（）()]*[）)])?\s*$")
_MOST_ROWS = 60  # lines above a row among which the table's head may stand


def get_celled(reading: Reading) -> list[Candidate]:
    """Return the respondents that a table's rows name in the column for them: |1|星河支付有限公司|警告|."""
    plain, start = reading.plain, reading.scope.span.start
    low, end = plain.rfind("\n", 0, start) + 1, plain.find("\n", start)
    if plain[low:start].strip("| \t"):
        return []
    row = plain[low : end if end >= 0 else len(plain)]
    mark = "|" if "|" in row else "\t"
    marks = row.count(mark)
    column = _respondents_column(plain, low, mark, marks) if marks > 2 else -1
    if column < 0:
        return []
    found: dict[str, Candidate] = {}
    for line in plain[low : max(low + len(row), reading.scope.span.end)].split("\n"):
        if line.count(mark) == marks:  # a firm's row may be followed by those of its staff
            for candidate in _get_row(plain, low, line, line.split(mark)[: column + 1]):
                found.setdefault(candidate.name, candidate)
        low += len(line) + 1
    return list(found.values())


def _get_row(plain: str, low: int, row: str, cells: Sequence[str]) -> list[Candidate]:
    """Return the respondents of one row, whose last cell here is the column for them."""
    at = low + sum(len(cell) + 1 for cell in cells[:-1])
    found = []
    for part in re.finditer(r"[^、；;]+", cells[-1]):
        name = _BEHIND_NAME.sub("", part[0].lstrip())
        begin = at + part.start() + len(part[0]) - len(part[0].lstrip())
        if _CELLED_KIND.search(name):
            kind = "institution" if is_institution(name) else "company"
        elif _LABELLED_PERSON.fullmatch(name):
            kind = "person"
        else:
            continue
        span = Span(begin, begin + len(name))
        found.append(Candidate(name, kind, bool(_MASKED_NAME.search(name)), False, [span], True))
    named = {candidate.name for candidate in found}
    for mention in find_persons(plain, [Span(low, low + len(row))]) if found and "罚" in row else ():
        before, after = plain[max(low, mention.span.start - 30) : mention.span.start], plain[mention.span.end :][:12]
        if mention.name not in named and _MEASURE_ON.search(before) and _MEASURE_BEHIND.match(after):
            named.add(mention.name)
            found.append(Candidate(mention.name, "person", mention.is_masked, False, [mention.span], True))
    return found


# 罚款5万元,对主管人员龚某罚款1万元;客户经理袁某警告: a person of the row with a measure of their own.
_MEASURE_ON = re.compile(
    r"对[^，,。；;|\t]{0,24}$|"
    r"[，,。；;、|\t\s](?:其|该行|该公司|时任|原|直接|相关)*[^，,。；;|\t对]{0,10}?"
    r"(?:经理|主管|主管人员|负责人|责任人|责任人员|行长|总监|主任|董事长|总裁|法定代表人|科长|部长|专员|店长)$"
)
_MEASURE_BEHIND = re.compile(
    r"(?:[（(][^（）()]{1,10}[)）])?(?:分别|各|均|依法)?(?:处|罚|警告|给予|予以|作出|禁止|行政拘留)"
)


def _respondents_column(plain: str, end: int, mark: str, marks: int) -> int:
    """Return which column of the table above a row names who is punished, -1 when none does."""
    for _ in range(_MOST_ROWS):
        start = plain.rfind("\n", 0, max(end - 1, 0)) + 1
        line = plain[start : end - 1]
        if end <= 0 or line.count(mark) != marks:
            return -1
        heads = (i for i, cell in enumerate(line.split(mark)) if _COLUMN.fullmatch(cell))
        if (column := next(heads, -1)) >= 0:
            return column
        end = start
    return -1


# “山野老周”虚构病情引流,账号被关闭: a handle in quotes that begins a sentence and offends.
_HANDLE = re.compile(
    r"(?:^|(?<=[。；;\n：:、]))\s?[“「](?P<name>[^”」\n]{2,16})[”」](?=(?:长期|多次|恶意|为[^，,。；;]{1,8}[，,]?)?"
    r"(?:虚构|发布|编造|散布|摆拍|冒充|假冒|仿冒|炒作|传播|诱导|利用|以|通过|宣称|谎称|伪造|煽动|炫耀|直播|歪曲|"
    r"抹黑|集纳|蹭))"
)


def get_handles(reading: Reading) -> list[Candidate]:
    """Return handles in quotes without a word for what they are, where the case tells of a measure against accounts."""
    if not reading.search(_ACCOUNT_CLOSED):
        return []
    found: dict[str, Candidate] = {}
    for match in reading.finditer(_HANDLE, "“「"):
        name, span = match["name"], Span(match.start("name"), match.end("name"))
        found.setdefault(name, Candidate(name, "account", "某" in name, False, [span], True))
    return list(found.values())


_ACCOUNT_CLOSED = re.compile(
    r"(?:账号|帐号|主播|直播间|店铺)[^。\n]{0,20}?(?:关闭|关停|封禁|禁言|停播|注销|处置|限流)|"
    r"(?:关闭|封禁|禁言|处置|注销)[^。\n]{0,14}?(?:账号|帐号|直播间)"
)

_FIRM_CLUE = re.compile(r"家(?<=[\d两三四五六七八九十]家)")
# 约谈广岭星舟文化、云谷鲸落互娱等4家机构: firms by their short names with a place.
_FIRM_LIST = re.compile(
    r"(?:约谈了?|对|处罚了?|查处了?)(?P<list>[^，,。；;：:、“”\n]{3,16}(?:[、和][^，,。；;：:、“”\n]{3,16}){1,30}?)(?:等)?"
    r"(?:\d{1,2}|[两三四五六七八九十])家(?=[^，,。；;：:、]{0,10}(?:机构|企业|公司|平台|单位))"
)


# 对青桔出行处人民币80亿元罚款: a firm by its brand alone as the object of a fine.
_FINED_OBJECT = re.compile(
    r"对(?<![针面应相反]对)(?P<name>(?![其该上述涉相两三四五六七八九十二此本当各])[一-龥A-Za-z0-9]{2,8}?)"
    r"(?:处以?|罚款|罚没|开出|作出)(?:了)?(?:人民币)?\s?[\d.,]+\s?[万亿]?余?元"
)
_NO_FIRM = re.compile(
    r"[人员者方户的各均]$|责任|主管|负责|法定|经理|董事|个人|公司$|机构|单位|企业|部门|账号|网站|行为|问题|主播|平台|某|处罚"
)


def get_fined(reading: Reading) -> list[Candidate]:
    """Return firms known by their brand alone that a fine names as its object."""
    found: dict[str, Candidate] = {}
    for match in reading.finditer(_FINED_OBJECT, "元"):
        name = match["name"]
        if not _NO_FIRM.search(name):
            span = Span(match.start("name"), match.end("name"))
            found.setdefault(name, Candidate(name, "company", False, False, [span], True))
    return list(found.values())


def get_firms(reading: Reading) -> list[Candidate]:
    """Return the firms of a list without legal forms, where each begins with a place."""
    if not reading.search(_FIRM_CLUE):
        return []
    for match in reading.finditer(_FIRM_LIST, "家"):
        at = match.start("list")
        parts = [(part, Span(at + low, at + low + len(part))) for part, low in split_list(match["list"])]
        if all(_begins_with_place(reading, span) for _, span in parts):
            return [Candidate(part, "company", "某" in part, False, [span], True) for part, span in parts]
    return []
