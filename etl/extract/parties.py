"""The parties of a case: who is sanctioned or handled in it, not who is hurt, informs, employs or is merely named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from etl.alternation import group_words
from etl.extract.accounts import AccountMention, find_accounts
from etl.extract.handled_names import (
    get_brands,
    get_celled,
    get_fined,
    get_firms,
    get_handles,
    get_labelled,
    get_listed,
    get_subjects,
    get_titled,
)
from etl.extract.handled_organisations import get_organisations
from etl.extract.handled_persons import get_groups, get_persons, get_roles
from etl.extract.persons import find_persons
from etl.extract.reading import MEASURE, NETWORK_KINDS, PENAL, Candidate, Reading
from etl.model import Evidence, Party, Scope, Span
from etl.numerals import parse_ordinal

_ACCOUNT_MEASURE = re.compile(
    group_words(
        r"(?:账号|帐号|公众号|主播|直播间|视频号|群组|QQ群|微信群|自媒体|店铺|网店)[^。\n]{0,40}?(?:已(?!自行|主动)|被|予以|依法|依约|采取|由平台|"
        r"均)[^。\n]{0,14}?"
        r"(?:关闭|关停|封禁|封停|禁言|停播|禁播|注销|处置|限流|暂停|停止(?:营利|盈利|直播|更新)|解散|取缔|约谈|下架|清退|黑名单)|"
        r"(?:账号|帐号|公众号|视频号|直播间|群组|店铺|网店)(?:永久|限期|全部)(?:关闭|关停|封禁|封停|禁言|停播|禁播|注销)|"
        r"(?:关闭|关停|封禁|封停|禁言|处置|注销|清理|解散|约谈|查处|下架|暂停)[^。\n]{0,40}?(?:账号|帐号|公众号|主播|"
        r"直播间|视频号|群组|自媒体|店铺)(?!的?(?:实际)?(?:运营|经营|持有|使用|注册|所有)(?:者|人|方|主体|单位|机构|公司))|"
        r"[”」](?:账号|直播间)?(?:目前|现|也|均)?(?:已|被)[^，,。；;“”\n]{0,10}(?:关闭|关停|封禁|封停|禁言|注销)|"
        r"(?:账号|直播间)的?(?:带货|直播|营利|盈利|收益|广告)[^，,。；;\n]{0,6}(?:权限|功能|资格)[^，,。；;\n]{0,6}(?:被|已)|"
        r"责令[^。\n]{0,24}?(?:账号|帐号|公众号|视频号|直播间|店铺|网店)[^。\n]{0,8}(?:整改|改正|停止)|"
        r"对其(?:名下|所有|个人|涉事|涉案)*(?:账号|帐号)[^，,。；;\n]{0,4}(?:作出|采取|实施|进行|给予|处以?|予以)"
        r"[^，,。；;\n]{0,8}(?:关闭|关停|封禁|封停|禁言|停播|注销|限流)|"
        r"(?:停止|取消|收回|限制|冻结|关闭|封禁)(?:该|上述|涉事|相关|违规)*(?:账号|帐号|主播|直播间)的?"
        r"[^，,。；;\n]{0,8}(?:权限|功能|资格|权益)|"
        r"停更(?:\d+|[一二三四五六七八九十两]+)[天日个]|"
        r"责令(?:其)?停止使用(?:该|上述|涉事|违规)?(?:账号|帐号)?(?:名称|昵称|头像)|"
        r"对[“「](?:[^”」\n]{1,20}[”」][、和]?[“「]?){1,6}[^，,。；;“”\n]{0,16}?(?:关闭|关停|封禁|封停|禁言|停播|禁播|注销|限流|禁止关注|清退)"
    )
)
_SITE_MEASURE = re.compile(
    r"(?:网站|网址|平台|站点|论坛)[^。\n]{0,50}?(?:关闭|关停|注销|约谈|查封|停止|整改|封堵|处罚|警告|下线|取缔|查处)|"
    r"(?:关闭|关停|注销|约谈|查封|封堵|取缔|处置|打掉|责令|处罚)[^。\n]{0,40}?(?:网站|网址|备案|平台|站点|论坛(?!会))"
)
_APP_MEASURE = re.compile(r"下架|整改|查处|处罚|约谈|通报|改正|警告|罚|处置|关停")
# 下架该App, 涉案App已被关停: an app that is shut down beside its firm.
_APP_SHUT = re.compile(
    r"(?:关停|关闭|下架|查封|封停)了?(?:该|涉案|涉事|上述)款?(?:App|APP|app|小程序|应用|软件)(?!的|运营|开发|主办|负责)|"
    r"责令(?:该|涉案|涉事|上述)款?(?:App|APP|app|小程序|应用|软件)(?:立即)?(?:暂停|停止)(?:服务|运营|上线|更新|运行)|"
    r"将(?:该|涉案|涉事|上述)款?(?:App|APP|app|小程序|应用|软件)[^，,。；;\n]{0,8}(?:关停|下架|查封|封停)|"
    r"(?:该|涉案|涉事|上述)款?(?:App|APP|app|小程序|应用|软件)[^，,。；;\n]{0,4}(?:已|被)[^，,。；;\n]{0,8}(?:关停|下架|查封|关闭|停用|封停)|"
    r"[，,。；;\n](?:目前|现)?[，,]?(?:App|APP|app|小程序|应用)(?:目前|现|也|均)?(?:(?:已|被)[^，,。；;\n]{0,10}(?:下架|关停|停用|下线)|(?:已|被)?(?:暂停|停止)(?:服务|运营|使用|上线))"
)
# 两款App全网下架: all the apps of the case at once.
_APPS_SHUT = re.compile(
    r"(?P<count>\d{1,2}|[两三四五六七八九十])款(?:App|APP|app|小程序|应用|软件)(?:目前|现)?"
    r"(?:已|均|被|予以|依法|从|全部|全网|应用商店|应用市场|各大)*(?:下架|关停)"
)
# 注销网站备案, 关闭该网站: a site that is shut down beside its firm.
_SITE_SHUT = re.compile(
    r"(?:注销|关闭|关停|查封)了?(?:该|其|涉案|涉事)?(?:违规|违法)?网站(?!账号|用户)|"
    r"[，,。；;](?:目前|现)?(?:该|涉事|涉案)?网站(?:目前|现)?(?:已|被|均){1,2}(?:依法)?(?:注销|关闭|关停|查封)"
)
_MEASURES = {"app": _APP_MEASURE, "website": _SITE_MEASURE, "platform": MEASURE}
_CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def is_credit_code(code: str) -> bool:
    """Tell whether a unified social credit code has eighteen valid characters and the right check digit.

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y44"), is_credit_code("9135")
    (True, False, False)
    """
    if not _CREDIT_CODE.fullmatch(code):
        return False
    total = sum(_CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def _find_credit_code(reading: Reading, span: Span) -> str | None:
    text = reading.plain[span.end : min(reading.scope.span.end, span.end + 60)]
    match = _CREDIT_CODE.search(text)
    return match[0] if match and is_credit_code(match[0]) else None


def _get_accounts(reading: Reading, organisations: Sequence[Candidate], persons: Sequence[Candidate]) -> list[Party]:
    mentions = find_accounts(reading.plain, reading.spans, reading.hits)
    if not mentions:
        return []
    text = "\n".join([reading.told, *(span.of(reading.plain) for span in reading.scope.collective)])
    quoted = [mention.span for mention in mentions]
    firms = (o for o in organisations if o.type not in NETWORK_KINDS)
    has_firms = any(not any(span.overlaps(quote) for quote in quoted) for o in firms for span in o.spans)
    is_others = has_firms or bool(persons and PENAL.search(text))
    allowed = {kind: _are_handled(kind, text, is_others) for kind in {mention.type for mention in mentions}}
    if persons and allowed.get("account"):
        allowed["account"] = _ACCOUNT_MEASURE.search(text) is not None
    if persons:
        allowed["platform"] = False
    if allowed.get("app") is False:
        apps = {m.name for m in mentions if m.type == "app"}
        if len(apps) == 1:
            allowed["app"] = _APP_SHUT.search(text) is not None or _is_taken_down(text, apps.pop())
        elif shut := _APPS_SHUT.search(text):
            allowed["app"] = parse_ordinal(shut["count"]) == len(apps)
    if allowed.get("website") is False and len({m.name for m in mentions if m.type == "website"}) == 1:
        allowed["website"] = not persons and _SITE_SHUT.search(text) is not None
    kinds: dict[str, str] = {}  # what a name is called first: “甲”网络平台, later “甲”小程序
    for mention in mentions:
        kinds.setdefault(mention.name, mention.type)
    called = _full_handles(reading, mentions)
    owned = _owned_apps(reading, mentions, organisations) if allowed.get("app") is False else set()
    found = _merge_accounts(
        m
        for m in mentions
        if (allowed[m.type] or m.is_object or (m.type == "app" and m.name in owned)) and m.name not in called
    )
    return [
        replace(party, type=kinds[party.name]) if party.type == "app" and kinds[party.name] == "platform" else party
        for party in found
    ]


# 某景区微信小程序“云上游”强制收集, 某公司运营的App“云上游”: an app told as what its firm offends with.
_OWNED_APP = re.compile(
    r"(?:旗下|所属|自有|运营|开发|经营|主办|推出|上线|自营)*的?(?:手机|移动|官方)?(?:微信|支付宝|抖音|百度)?"
    r"(?:小程序|App|APP|app)[“\"]"
)


def _owned_apps(reading: Reading, mentions: Sequence[AccountMention], organisations: Sequence[Candidate]) -> set[str]:
    """Return the apps that are named right behind their firm, as the subject of what is told."""
    ends = [span.end for candidate in organisations for span in candidate.spans]
    return {
        m.name
        for m in mentions
        if m.type == "app" and any(_OWNED_APP.fullmatch(reading.plain, end, m.span.start) for end in ends)
    }


def _is_taken_down(text: str, name: str) -> bool:
    """Tell whether an app is taken down by its name: 将“云谷壁纸”全网下架, “云谷壁纸”App已被下架."""
    at = text.find("下架")
    while at >= 0:
        before = text[max(0, at - 30) : at]
        if _TAKEN_OFF.fullmatch(before[before.rfind(name) + len(name) :] if name in before else "。"):
            return True
        at = text.find("下架", at + 1)
    return False


_TAKEN_OFF = re.compile(
    r"[”」\"]\s?(?:App|APP|app|小程序|应用|软件)?(?:目前|现|也|均)?(?:已|被|予以|进行|作|做|从|各|全网|全部|应用商店|应用市场|依法|依规)+"
)


def _full_handles(reading: Reading, mentions: Sequence[AccountMention]) -> set[str]:
    """Return the short names by which the headline calls accounts that the text names in full: 甲 of 甲在云谷."""
    start = reading.scope.span.start
    end = reading.plain.find("\n", start, start + 80)
    heads = {m.name for m in mentions if m.type == "account" and m.span.end <= end}
    told = {m.name for m in mentions if m.type == "account" and m.span.end > end}
    return {name for name in heads - told if any(name in other for other in told)}


def _are_handled(kind: str, text: str, is_others: bool) -> bool:
    """Tell whether accounts, apps or sites bear a measure; beside firms or offenders accounts need one of their own."""
    if kind == "account":
        return not is_others or _ACCOUNT_MEASURE.search(text) is not None
    return kind == "company" or (not is_others and _MEASURES[kind].search(text) is not None)


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


def _to_party(reading: Reading, candidate: Candidate) -> Party:
    rule = f"parties.{candidate.type}"
    code = _find_credit_code(reading, candidate.spans[0]) if candidate.type in ("company", "institution") else None
    return Party(candidate.name, candidate.type, candidate.is_masked, Evidence(candidate.spans[0], rule), None, code)


def _without_bystanders(persons: list[Candidate], organisations: Sequence[Candidate]) -> list[Candidate]:
    if not (persons and any(organisation.is_measured or organisation.is_offender for organisation in organisations)):
        return persons
    return [p for p in persons if p.is_measured or not (p.is_aside or any(p.name in o.name for o in organisations))]


def get_parties(scope: Scope) -> tuple[Party, ...]:
    """Return the sanctioned or handled subjects of the case, in order of appearance.

    Named and individually masked persons, organisations, accounts, apps, sites and platforms; persons known by their
    role alone who bear a measure of their own; a counted group that alone bears one. `platform` is the brand that hosts
    an account, as written. Victims, informants, employers and platforms merely named are left out.
    """
    reading = Reading(scope)
    if celled := get_celled(reading):
        found = [_to_party(reading, candidate) for candidate in (*celled, *get_roles(reading, has_persons=True))]
        persons = [candidate for candidate in celled if candidate.type == "person"]
        accounts = _get_accounts(reading, [o for o in celled if o not in persons], persons)
        return tuple(sorted((*found, *(party for party in accounts if party.type == "account")), key=_place))
    mentions = find_persons(reading.plain, reading.runs)
    if mentions:  # 桂林某商户: the place ends in what might be a surname
        regions = reading.hits.of("region")
        mentions = [m for m in mentions if not 0 <= regions.start_of(m.span.start + 1) < m.span.start]
    if reading.has_platforms:  # 贝壳因…被约谈, 对高德给予警告: brands that begin as a full name does
        brands = reading.hits.of("platform")
        mentions = [m for m in mentions if m.is_masked or brands.end_of(m.span.start) < m.span.end]
    persons = get_persons(reading, mentions)
    taken = [mention.span for mention in mentions]
    has_offenders = bool(persons) and (any(person.is_measured for person in persons) or reading.search(PENAL))
    has_offenders = has_offenders and not _are_fined_staff(reading, persons)
    organisations = get_organisations(reading, taken, has_offenders)
    for candidate in get_labelled(reading, [*organisations, *persons]):
        (persons if candidate.type == "person" else organisations).append(candidate)
    persons = _without_bystanders(persons, organisations)
    accounts = _get_accounts(reading, organisations, persons)
    if accounts and any(party.type in NETWORK_KINDS for party in accounts):
        organisations = [o for o in organisations if o.type not in NETWORK_KINDS]
        if any(party.type == "website" for party in accounts):  # “云谷论坛网”主办者李某早已转让域名
            persons = [p for p in persons if p.is_measured or not p.is_aside]
    if quoted := [party.evidence.span for party in accounts]:
        organisations = [o for o in organisations if not any(s.overlaps(q) for s in o.spans for q in quoted)]
        persons = [p for p in persons if not all(any(s.overlaps(q) for q in quoted) for s in p.spans)]
    roles = get_roles(reading, bool(persons or organisations or accounts))
    called = _called_in_brackets(reading, organisations)
    listed = [each for each in get_listed(reading, [*organisations, *persons]) if each.name not in called]
    if not (organisations or accounts or listed):
        listed = (
            get_firms(reading)
            or get_subjects(reading)
            or get_brands(reading, has_persons=bool(persons))
            or get_fined(reading)
        )
        if listed:
            taken = [span for person in persons for span in person.spans]
            listed = [c for c in listed if not any(span.overlaps(other) for span in c.spans for other in taken)]
    if not (organisations or persons or accounts or listed):
        listed = get_titled(reading) or get_handles(reading)
    named = bool(accounts or listed)
    groups = [] if named else get_groups(reading, [*organisations, *persons, *roles])
    found = [_to_party(reading, c) for c in (*persons, *organisations, *listed, *roles, *groups)] + accounts
    return tuple(sorted(found, key=_place)) if len(found) > 1 else tuple(found)


_IN_BRACKETS = re.compile(r"[(（](?P<name>[^()（）]{2,8})[)）]")


def _called_in_brackets(reading: Reading, organisations: Sequence[Candidate]) -> set[str]:
    """Return the brands by which firms are known: 美团 of 云谷三快科技有限公司(美团)."""
    ends = [span.end for each in organisations for span in each.spans]
    return {found["name"] for end in ends if (found := _IN_BRACKETS.match(reading.plain, end))}


# 罚款6万元,对信息部主管龚某罚款1万元: a firm and one of its own, each with a measure.
_STAFF_FINED = re.compile(
    r"(?:^|[，,、并及和对])[^，,。；;、]{0,12}"
    r"(?:主管人员|责任人员?|负责人|管理人员|经办人|法定代表人|总?经理|董事长|总监|主管|主任|[科部处股院校店站厂]长)$"
)
_STAFF_MEASURE = re.compile(
    r"(?:[（(][^（）()]{1,12}[)）])?(?:被|并?处以?|予以|给予|采取|作出)?[^，,。；;]{0,4}(?:罚款|罚\d|警告|监管谈话|监管措施)"
)


def _are_fined_staff(reading: Reading, persons: Sequence[Candidate]) -> bool:
    """Tell whether the persons are a firm's own who are fined beside it, and nobody is held for a crime."""
    if not reading.holds(("罚", "警告", "监管")) or reading.search(PENAL):
        return False
    return all(any(_is_fined_staff(reading, span) for span in person.spans) for person in persons)


def _is_fined_staff(reading: Reading, span: Span) -> bool:
    before, after = reading.around(span)
    return _STAFF_FINED.search(before) is not None and _STAFF_MEASURE.match(after) is not None


def _place(party: Party) -> tuple[int, int]:
    span = party.evidence.span
    return span.start, span.end
