"""Apps, SDKs and mini-programs that a notice names for violations, from prose, lists and tables."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from etl.alternation import find_begun, group_words
from etl.model import App, BlockKind, Evidence, Hits, Page, Span

_KINDS = r"(?:移动互联网应用程序|移动应用程序|移动应用|应用程序|应用软件|小程序|快应用|[Aa][Pp][Pp][Ss]?|SDK|应用)"
_COUNTED = rf"(?:\d{{1,4}}|[一二三四五六七八九十百两]{{1,5}})\s*[款个][^，。；：、“”《》]{{0,30}}?{_KINDS}"
# A line that announces a list. Matches "未公开收集使用规则。涉及2款移动应用如下：", must not match "问题清单如下：".
_LEAD = re.compile(
    rf"(?:{_COUNTED}|{_KINDS}(?:（.{{0,12}}）)?(?:的)?名单)[^。；]{{0,24}}?(?:如下|名单|包括|[:：])\s*[:：]?\s*\Z|的{_COUNTED}\Z|"
    rf"(?:问题|行为|情形)的?[^。；，：:]{{0,8}}?{_KINDS}(?:有|包括|如下)?\s*[:：]\s*\Z|"
    rf"(?:以下|下列)[^。；，\n]{{0,12}}?{_KINDS}(?:存在|均|涉嫌|涉及|有)[^。；\n]{{0,24}}(?:问题|行为|违规)[^。；，\n]{{0,8}}[:：]\s*\Z|"
    rf"(?:以下|下列|{_COUNTED})(?:{_KINDS})?[^\n]{{0,160}}?名单如下\s*[:：]?\s*\Z"
)
_LEAD_BEGINS = re.compile(r"[\d一二三四五六七八九十百两移应小快AaS的问行情以下]")
_ANY_KIND = re.compile(group_words(_KINDS))
# What a line must hold before the long patterns run: "12款应用", "3个小程序", from behind the word for the unit.
_KIND_BEHIND = re.compile(rf"[^，。；：、“”《》]{{0,30}}?{_KINDS}")
_NUMERALS = frozenset("0123456789一二三四五六七八九十百两 \n\t")
# A page without any of these, without a table and without a count lists no app.
_MAY_LIST = re.compile(
    r"名单|名称|》（|》\(|（[^（()）\n]{0,24}(?:版本|小程序|\d\.\d)|\([^（()）\n]{0,24}(?:版本|小程序|\d\.\d)|"
    r"问题[^。；，：:\n]{0,20}[:：]|行为[^。；，：:\n]{0,20}[:：]|情形[^。；，：:\n]{0,20}[:：]|情况[^。；，：:\n]{0,20}[:：]"
)
_BRACKET = re.compile(r"[（(]")
_COUNT_BEHIND = re.compile(r"[（(]?\s*(?:共|涉及)?\s*\d{1,4}\s*[款个][^）)]{0,10}[）)]?\s*\Z")
_LEAD_ENDS = frozenset("下单括:：序件用pPsSK")  # characters such a line ends in
_EXPECTING_ENDS = _LEAD_ENDS | {" "}
_LONGEST_LEAD = 240  # characters, more than such a line needs at its end
_LEAD_TAIL = re.compile(
    rf"(?=[。；，\s共涉包有\d一二三四五六七八九十百两])[。；，]?\s*(?:共?涉及|涉及到|包括|有|共)?\s*{_COUNTED}[^。；]{{0,24}}\Z"
)
_ENUMERATOR = re.compile(
    r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,4}[)）、.．]|[（(][\d一二三四五六七八九十]{1,4}[)）]|[①-⑳•·●])\s*"
)
_TITLED = re.compile(r"《(?P<name>[^《》\n]{1,60})》")
# What a bracket behind a name says of a version. Matches "版本V2.1.4", "8.2.15.2"; must not match "2025年第8批".
_VERSION = re.compile(
    r"(?:版本号?|版)\s*[:：]?\s*(?P<stated>[\w.:：（）()+ -]+)|"
    r"(?:(?:安卓|[Aa]ndroid|iOS|鸿蒙)\s?)?(?P<edition>[vV]\d+(?:\.\d+)+|\d+(?:\.\d+){2,})\s?版|"
    r"(?P<bare>(?:[A-Za-z]{0,10}[vV])?\d+(?:\.[\dA-Za-z_-]+)+(?:[（(][^）)]*[）)])?[\dA-Za-z_]*)"
)
_VERSION_CELL = re.compile(r"(?:版本)?\s*[vV]?[:：]?\s*\d+(?:\.[\w-]+)+(?:[（(].*[）)])?\w*|[vV]\d+|\d{1,3}")
# Where an app is offered. Matches "应用宝", "vivo应用商店", "微信小程序", "某品牌预装App"; must not match "征求意见稿".
_STORE = re.compile(
    r"小程序|应用宝|应用市场|应用商店|应用中心|应用汇|软件商店|软件园|手机助手|豌豆荚|助手\Z|商店\Z|市场\Z|商城\Z|官网|官方网站|下载|预装|"
    r"App ?Store|appstore|Google Play|苹果|历趣|安智|木蚂蚁|魅族|TapTap|酷安|多多软件站|快应用|元服务|"
    r"\A(?:小米|华为|荣耀|OPPO|VIVO|百度|360|联想|三星|搜狗)\Z",
    re.I,
)
_OPERATOR = re.compile(r"(?:公司|集团|中心|银行|医院|学校|大学|工作室|经营部|商行|个体工商户|研究院|厂|局|社)\Z")
_ISSUE = re.compile(
    r"违规|违法|未[经公明告提逐取采同]|超范围|强制|频繁|过度|欺骗|误导|索取|收集|权限|注销|自启动|推送|不合理|难以|泄露|明文|明示|窗口|弹窗|不到位"
)
_NOT_APP = re.compile(
    r"(?:法|条例|规定|办法|通知|公告|意见|通报|决定|方案|指南|规范|标准|准则|要求|政策|协议|声明|方法|案|案例|清单|名单|白皮书|框架|战略)\Z"
)
# Ends of titles that an app in quotation marks may have too: “火锅指南”等3款App.
_GUIDES = ("指南", "清单", "名单", "方法", "攻略")
_HEADER_NAME = re.compile(
    r"(?:APP|应用|软件|产品|小程序|SDK|移动)?(?:程序|软件)?(?:中文)?名称|APP|SDK|小程序|应用程序|应用", re.I
)
_HEADERS = (
    ("number", re.compile(r"序号|编号|No\.?", re.I)),
    ("version", re.compile("版本")),
    ("store", re.compile(r"来源|商店|市场|渠道|分发平台|下载(?:平台|地址)|平台")),
    ("operator", re.compile("开发者|开发商|运营者|运营商|主办者|企业|单位|公司|主体|开发运营")),
    ("issue", re.compile("问题|违规|违法|情形|不合规")),
)
# The same as _COUNTED, from the word for the unit on.
_UNIT = (
    r"[款个](?:(?<=[\d一二三四五六七八九十百两].)|(?<=[\d一二三四五六七八九十百两]\s.))[^，。；：、“”《》]{0,30}?"
    + _KINDS
)
# A few names in running text. Matches "5款未整改APP，包括甲、乙、丙等。", "“甲”“乙”等82款违法违规App".
_AFTER_COUNT = re.compile(
    rf"{_UNIT}(?:（[^）]{{0,12}}）)?(?:，?(?:包括|分别[为是]|涉及|具体为|即)|(?:名单)?(?:如下|为)?[:：])(?P<list>[^。；，：:\n]{{1,300}})"
)
# 3款SDK违规收集个人信息，包括“甲”“乙”; 仍有3款App（甲、乙、丙）未完成整改.
_AFTER_ISSUE = re.compile(
    rf"{_UNIT}(?P<issue>(?:未|违规|超范围|强制|频繁|欺骗|过度)[^，。；：:\n《“]{{2,50}}?)，(?:包括|分别[为是]|涉及|具体为)[:：]?"
    r"(?P<list>[^。；，：:\n]{1,300})"
)
_LEADS_TO_NAMES = ("包括", "分别", "涉及", "具体为", "即", "：", ":")
_IN_BRACKET = re.compile(
    rf"{_UNIT}[（(](?:包括|分别[为是]|即)?(?P<list>[^（）()，。；：:\n]{{2,24}}(?:、[^（）()，。；：:\n]{{2,24}}){{1,40}})[)）]"
)
_BEFORE_COUNT = re.compile(
    rf"(?P<list>(?:[“《][^“”《》]{{1,30}}[”》](?:（[^）]{{0,40}}）)?、?){{1,30}})等?\s*{_COUNTED}"
)
_PLAIN_BEFORE_COUNT = re.compile(
    rf"(?:下架|通报|查处|曝光|处置|公布|约谈)了?(?P<list>[^，。；：:“”《》、]{{2,16}}(?:、[^，。；：:“”《》、]{{2,16}}){{0,20}})等\s*{_COUNTED}"
)
_INTRODUCED = re.compile(r"(?:包括|涉及|分别为|分别是|即|：|:)\s*《")
_MAY_INTRODUCE = re.compile(r"《(?<=[括及为是即：:\s]《)")  # what _INTRODUCED cannot do without
_INTRODUCES = ("包括", "涉及", "分别为", "分别是", "即", "：", ":")
_INTRODUCING = frozenset("括及为是即：: ")  # what can stand before the first name then
# How a line states a problem class before the names: after the count, before it, or in quotation marks.
_INLINE_ISSUES = (
    re.compile(rf"{_COUNTED}(?P<issue>[^《]*?)，?(?:包括|涉及|分别[为是]|即)[:：]?\Z"),
    re.compile(r"[“\"](?P<issue>[^”\"]{4,60})[”\"]等?(?:问题|行为|情形|情况)[^，。；：:]{0,12}[:：]\Z"),
    re.compile(
        rf"\A(?P<issue>[^《]{{4,400}}?)[。，；]\s*(?:共?涉及|包括|有)\s*\d{{1,4}}\s*[款个](?:{_KINDS})?[^，。；：:]{{0,8}}[:：]\Z"
    ),
)
# A name without title marks and what its bracket says. Matches "、某某推送SDK（版本2.8.1）".
_BARE_ITEM = re.compile(
    group_words(r"(?:[：:、；;]|包括|分别[为是])\s*(?P<name>[^《》“”（）()、，。；：:\n]{2,30}+)(?=[（(])")
)
_INTRODUCTION = re.compile("近日|日前|近期|依据|根据|按照|现将?|经|截至")
_QUOTED = re.compile(r"[“《](?P<name>[^“”《》]{1,30})[”》]")
_NO_NAMES = re.compile(r"(?:领域|类型|行业|问题|方面|情形|行为|场景|多个|若干|类|第[\d一二三四五六七八九十]+[批期])")
_MASKED = re.compile(r"[*＊]{2}|某")
_NAME_SIGNS = ("》", "（", "(", "名称", "版本", "APP", "App")  # a line without them names no app unless one is expected


class _Found(Struct):
    """An app under way."""

    span: Span
    name: str
    rule: str
    version: str | None = None
    store: str | None = None
    operator: str | None = None
    issue: str | None = None
    kind: str | None = None


class _Columns(Struct):
    """Which column holds what, by the last header row seen."""

    roles: dict[int, str] = {}
    width: int = 0
    kind: str | None = None  # what a header like SDK名称 says of all rows
    issue: str | None = None  # what the heading over the table says of all rows


def get_apps(page: Page, hits: Hits) -> tuple[App, ...]:
    """Return the apps a page names for violations, unique by name, in order, with every problem class.

    Version and store are the first ones stated. Laws in title marks are told apart by the statute hits.
    """
    plain = page.text.plain
    if not _may_name_kind(plain):
        return ()
    counts = list(_find_counts(plain))
    if not (counts or page.tables or _MAY_LIST.search(plain)) or not _names_kind(plain):
        return ()
    starts = [block.span.start for block in page.text.blocks]
    counted = {starts[bisect_right(starts, count) - 1] for count in counts}
    found: list[_Found] = []
    issue: str | None = None
    listing = False
    columns, heading = _Columns(), None
    signed, table = counted | _find_lines(plain, _NAME_SIGNS), BlockKind.TABLE
    for block in page.text.blocks:
        start, end = block.span.start, block.span.end
        if block.kind is table:
            found += _read_row(plain[start:end], start, columns, heading or issue, found[-1:])
            continue
        is_expected = listing or columns.roles or page.tables or plain[end - 1] in _EXPECTING_ENDS
        if not (is_expected or start in signed):
            continue
        line = plain[start:end]
        heading = _get_heading_issue(line) if page.tables and len(line) <= 80 else None
        if " " in line and ("名称" in line or "APP" in line or "App" in line) and _is_header_line(line):
            columns = _read_header(line.split())
            continue
        if columns.roles and (row := _read_text_row(line, start, columns)):
            found.append(row)
            continue
        has_count = start in counted
        if "名称" in line and (keyed := _find_keyed(line, start, issue)):
            found += keyed
            continue
        if "版本" in line and (fielded := _find_fielded(line, start, issue)):
            found += fielded
            continue
        titled = _find_titled(line, start, hits, issue, listing=listing) if "》" in line else []
        if not titled and ("（" in line or "(" in line):
            titled = (
                _find_quoted(line, start, issue, listing=listing)
                or _find_headed(line, start, issue, listing=listing)
                or _find_bare(line, start, issue)
            )
        elif "”SDK" in line or '"SDK' in line:  # 《云谷租车》（版本1.2）。另有内嵌的“青枝统计”SDK（版本2.0）
            quoted = _find_quoted(line, start, issue, listing=listing)
            titled += [app for app in quoted if plain.startswith("SDK", app.span.end + 1)]
        found += titled or (_find_named(line, start) if has_count else [])
        if not titled and listing:
            items = _find_list_items(line, start, issue)
            found += items
            listing = bool(items)
        last = line[-1:] if line[-1:] != " " else line.rstrip()[-1:]
        if last in _LEAD_ENDS and (has_count or last in ":：" or "名单" in line) and _is_lead(line):
            issue, listing = _get_issue(line), True
        elif titled and titled[0].rule != "apps.headed" and not _is_item_line(line):
            listing = False
    return _merge(
        found or (_find_stacked(page) if "序号\n" in plain else []) or (_find_headlined(plain) if "…" in plain else [])
    )


_MAX_COLUMNS, _MAX_HEAD = 9, 12  # of a table that lost its rules, cells and characters


def _find_stacked(page: Page) -> list[_Found]:
    """Return the apps of a table of which each cell stands on a line of its own: 序号, 应用名称, 版本, 1, 甲, 1.2."""
    plain = page.text.plain
    lines = [block.span for block in page.text.blocks]
    first = next((i for i, line in enumerate(lines) if line.of(plain) == "序号"), len(lines))
    heads = [line.of(plain) for line in lines[first : first + _MAX_COLUMNS + 1]]
    width = heads.index("1") if "1" in heads else 0
    columns = _read_header(heads[:width])
    if not columns.roles or any(len(head) > _MAX_HEAD for head in heads[:width]):
        return []
    by_role = {role: i for i, role in columns.roles.items()}
    found: list[_Found] = []
    at = first + width
    while at + by_role["name"] < len(lines) and lines[at].of(plain) == str(len(found) + 1):
        after = str(len(found) + 2)
        stop = next((i for i in range(at + 1, len(lines)) if lines[i].of(plain) == after), len(lines))
        cells = dict(enumerate(lines[at:stop]))
        told = {role: cells[i].of(plain) for role, i in by_role.items() if i in cells}
        parts = {role: told.get(role) for role in ("version", "store", "operator", "issue")}
        found.append(_Found(cells[by_role["name"]], told["name"], "apps.table", **parts))
        at = stop
    return found


# 云溪打车、青枝日历……某局通报17款违规App: the headline of a list that is not told.
_HEADLINED = re.compile(
    rf"(?P<list>[^|丨：:\s、，。…]{{2,12}}(?:、[^|丨：:\s、，。…]{{2,12}}){{1,5}})等?…{{1,2}}[^，。；\n]{{0,16}}?(?:通报|曝光|点名|公布)\s?{_COUNTED}"
)


def _find_headlined(plain: str) -> list[_Found]:
    """Return the names with which a headline begins that counts so many apps, where the text names none."""
    dots = plain.find("…")
    found: list[_Found] = []
    while dots >= 0 and not found:
        low, stop = plain.rfind("\n", 0, dots) + 1, plain.find("\n", dots)
        match = _HEADLINED.search(plain, max(low, dots - 90), stop if stop >= 0 else len(plain))
        for a, b in _split_names(match["list"]) if match else ():
            span = Span(match.start("list") + a, match.start("list") + b)  # type: ignore[union-attr]
            found.append(_Found(span, span.of(plain), "apps.headline"))
        dots = plain.find("…", stop) if stop >= 0 else -1
    return found


def _find_counts(plain: str) -> Iterator[int]:
    """Yield where a word for a unit stands between a number and a word for apps."""
    for unit in "款个":
        at = plain.find(unit)
        while at >= 0:
            if plain[at - 1] in _NUMERALS and _KIND_BEHIND.match(plain, at + 1):
                yield at
            at = plain.find(unit, at + 1)


def _find_lines(plain: str, signs: Iterable[str]) -> set[int]:
    """Return where the lines begin that hold one of the signs."""
    starts: set[int] = set()
    for sign in signs:
        at = plain.find(sign)
        while at >= 0:
            starts.add(plain.rfind("\n", 0, at) + 1)
            stop = plain.find("\n", at)
            at = plain.find(sign, stop) if stop >= 0 else -1
    return starts


def _is_lead(line: str) -> bool:
    if not _may_name_kind(line):
        return False
    return next(find_begun(_LEAD_BEGINS, _LEAD, line, max(0, len(line) - _LONGEST_LEAD)), None) is not None


def _may_name_kind(text: str) -> bool:
    """Return whether a text holds what stands in every word for an app."""
    if "应用" in text or "小程序" in text or "SDK" in text:
        return True
    return "pp" in text or "PP" in text or "pP" in text or "Pp" in text


def _names_kind(text: str) -> bool:
    return "应用" in text or "小程序" in text or "SDK" in text or _ANY_KIND.search(text) is not None


def _get_issue(line: str) -> str | None:
    """Return the problem class that an announcing line states, or None.

    >>> _get_issue("1、未公开收集使用规则。涉及2款移动应用如下：")
    '未公开收集使用规则'
    >>> _get_issue("现将12款App通报如下：") is None
    True
    """
    if quoted := _QUOTED_ISSUE.search(line):
        return quoted[1]
    text = _ENUMERATOR.sub("", line, count=1)
    tail = _LEAD_TAIL.search(text, max(0, len(text) - _LONGEST_LEAD))
    text = text[: tail.start() if tail else None].strip(" 。；，：:")
    stated = len(text) >= 4 and (text[0] in "未无不" or _ISSUE.search(text)) and not _INTRODUCTION.match(text)
    return text if stated else None


# 涉及“超范围收集个人信息”问题的App如下.
_QUOTED_ISSUE = re.compile(r"[“\"]([^”\"]{4,60})[”\"]等?(?:问题|行为|情形|情况)的?[^。；，：:]{0,16}[:：]?\s*\Z")


def _get_heading_issue(line: str) -> str | None:
    """Return the problem class that a numbered heading over a table states: 一、未公开收集使用规则（2款）."""
    head = _ENUMERATOR.match(line)
    if head is None or "《" in line or not _ISSUE.search(line):
        return None
    text = _COUNT_BEHIND.sub("", line[head.end() :]).strip(" ：:")
    return text if len(text) >= 4 and not re.search("[。；]", text) else None


# 1.应用名称：甲，版本：1.2，应用来源：乙商店，所涉问题：丙.
_KEYED = re.compile(
    r"(?:应用|APP|App|小程序|SDK|软件)(?:程序)?名称[:：]\s*[“《]?(?P<name>[^，,；;。”》\t]{1,40}?)(?=\s+[一-龥]{2,6}[:：]|[，,；;。”》\t]|$)"
)
_KEYED_PARTS = {
    "version": re.compile(r"版本号?[:：]\s*([^，,；;。\s]{1,30})"),
    "store": re.compile(r"(?:来源|商店|市场|平台|渠道)[:：]\s*([^，,；;。\s]{1,30})"),
    "operator": re.compile(r"(?:开发者|开发商|运营者|运营单位|企业)(?:名称)?[:：]\s*([^，,；;。\s]{1,40})"),
    "issue": re.compile(r"(?:问题|情形)[:：]\s*([^。]{2,200})"),
}


def _find_keyed(line: str, start: int, issue: str | None) -> list[_Found]:
    """Return the app of a line that names each of its fields."""
    match = _KEYED.search(line)
    parts = {key: found[1] for key, pattern in _KEYED_PARTS.items() if (found := pattern.search(line))}
    if match is None or not parts or not _is_name(match["name"].strip()):
        return []
    at = start + match.start("name")
    parts.setdefault("issue", issue or "")
    row = _Found(Span(at, at + len(match["name"].rstrip())), match["name"].strip(), "apps.keyed", **parts)
    return _by_issue(row)


# An item that tells one field after another: 2、甲，某公司，版本1.2，来源：乙商店，问题：丙.
_FIELDED = re.compile(
    rf"{_ENUMERATOR.pattern}[“《]?(?P<name>[^，,；;。：:（(“”《》\t]{{1,30}})[”》]?\s*(?:[（(](?P<more>[^（()）]{{2,40}})[)）])?\s*"
    r"[，,；;](?P<fields>[^。]*(?:版本\s?(?:号|为)?\s*[:：]?\s*[vV]?\d|\d版本)[^。]*?)"
    r"(?:(?:存在|所涉|涉及)?问题\s*[:：]\s*(?P<issue>[^。]{2,200}))?[。；;]?\s*\Z"
)


def _find_fielded(line: str, start: int, issue: str | None) -> list[_Found]:
    """Return the app of a numbered item that tells version, operator, store and problem one after another."""
    match = _FIELDED.match(line) if len(line) <= 400 else None
    if match is None or not _is_name(match["name"].strip()) or _INTRODUCTION.match(match["name"]):
        return []
    version = store = operator = None
    for part in _split_outside(f"{match['more'] or ''}，{match['fields']}"):
        value = _FIELD_LABEL.sub("", part)
        if _OPERATOR.search(value) and len(value) >= 6:
            operator = operator or value
        elif stated := _VERSION_FIELD.fullmatch(part):
            version = version or stated[1] or stated[2]
        elif _STORE_FIELD.match(part) or _STORE.search(value):
            store = store or _STORE_FIELD.sub("", part)
    if not (version and (store or operator or match["issue"])):
        return []
    at = start + match.start("name")
    name = match["name"].rstrip()
    told = _Found(Span(at, at + len(name)), name, "apps.fielded", version, store, operator, match["issue"] or issue)
    return _by_issue(told)


_FIELD_LABEL = re.compile(r"\A[\u4e00-\u9fff]{2,6}\s*[:：]\s*")
_VERSION_FIELD = re.compile(
    r"(?:应用|软件|当前)?版本\s?(?:号|为)?\s*[:：]?\s*([\w.+-]*\d[\w.+-]*(?:[（(][^（()）]*[)）])?)|"
    r"([vV]?\d[\w.]*)版本"
)
_STORE_FIELD = re.compile(r"(?:应用|下载|上架|获取|分发)?(?:来源|商店|市场|渠道|平台)\s*[:：为]?\s*(?=[^\s:：]{2})")
# A cell with several problems: 1.违规收集个人信息；2.超范围收集个人信息.
_ISSUE_BREAK = re.compile(r"[；;]\s*(?:\d{1,2}[.、．)）]\s*)?|(?:^|(?<=[\s，,。]))\d{1,2}[.、．)）]\s*")


def _by_issue(row: _Found) -> list[_Found]:
    """Return the row once for each of its problems."""
    issues = [part.strip(" ，,。") for part in _ISSUE_BREAK.split(row.issue or "")]
    return [replace(row, issue=issue) for issue in issues if issue] or [replace(row, issue=None)]


def _get_inline_issue(line: str, start: int) -> str | None:
    """Return the problem class that a line states before its first name.

    >>> line = "（1）15款移动应用未公开收集使用规则，包括《甲》等。"
    >>> _get_inline_issue(line, line.index("《"))
    '未公开收集使用规则'
    >>> line = "2.涉及“超范围收集个人信息”问题的有：《甲》"
    >>> _get_inline_issue(line, line.index("《"))
    '超范围收集个人信息'
    """
    head = line[max(start - 600, 0) : start].rstrip()
    if not head.endswith(_INTRODUCES):
        return None
    match = next((found for pattern in _INLINE_ISSUES if (found := pattern.search(head))), None)
    if not match:
        return None
    text = _ENUMERATOR.sub("", match["issue"], count=1).strip(" ，。；：")
    stated = len(text) >= 4 and (text[0] in "未无不" or _ISSUE.search(text)) and not _INTRODUCTION.match(text)
    return text if stated else None


_OPENING = frozenset("（(")
_PLAIN_BRACKET = re.compile(r"[（(]([^（(）)]{0,158})[）)]")


def _read_bracket(text: str, at: int) -> tuple[str, int] | None:
    """Return the inside of the bracket that opens at an offset, nested brackets included, and its end."""
    if text[at : at + 1] not in _OPENING:
        return None
    if plain := _PLAIN_BRACKET.match(text, at):
        return plain[1], plain.end()
    depth = 0
    for i in range(at, min(len(text), at + 160)):
        depth += (text[i] in "（(") - (text[i] in "）)")
        if depth == 0:
            return text[at + 1 : i], i + 1
    return None


_COMMA = re.compile("[，,；;、]")
_STORE_LABEL = re.compile(r"^(?:应用|下载)?(?:来源|商店|市场|渠道|平台)\s*[:：]\s*")


def _split_outside(text: str) -> list[str]:
    if "（" not in text and "(" not in text:
        return [part for part in map(str.strip, _COMMA.split(text)) if part]
    parts, depth, at = [], 0, 0
    for i, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if depth == 0 and char in "，,；;、":
            parts.append(text[at:i])
            at = i + 1
    return [part.strip() for part in (*parts, text[at:]) if part.strip()]


@lru_cache(maxsize=512)
def _is_store(text: str) -> bool:
    return _STORE.search(text) is not None and not _NOT_APP.search(text)


def parse_app_details(text: str) -> tuple[str | None, str | None, str | None] | None:
    """Return version, store and operator that a bracket behind a name states, or None when it is no such bracket.

    >>> parse_app_details("版本1.2.3，应用宝"), parse_app_details("微信小程序")
    (('1.2.3', '应用宝', None), (None, '微信小程序', None))
    >>> parse_app_details("8.0.1，某市场（鸿蒙）"), parse_app_details("版本1，某品牌预装App")
    (('8.0.1', '某市场（鸿蒙）', None), ('1', '某品牌预装App', None))
    >>> parse_app_details("Some Browser，9.1.3，应用宝")
    ('9.1.3', '应用宝', None)
    >>> parse_app_details("ReaderV3.2.1，某市场")
    ('ReaderV3.2.1', '某市场', None)
    >>> parse_app_details("以下简称《办法》"), parse_app_details("2025年第8批"), parse_app_details("试行")
    (None, None, None)
    """
    version = store = operator = None
    for part in _split_outside(text):
        part = _STORE_LABEL.sub("", part) if "：" in part or ":" in part else part
        stated = _VERSION.fullmatch(part) if version is None and ("." in part or "版" in part) else None
        if stated:
            version = (stated["stated"] or stated["edition"] or stated["bare"]).strip()
        elif _is_store(part):
            store = store or part
        elif _OPERATOR.search(part):
            operator = operator or part
        elif version and store is None and len(part) <= 20 and not re.search("[《》。]", part):
            store = part
    return (version, store, operator) if version or store else None


def _find_titled(line: str, start: int, hits: Hits, issue: str | None, *, listing: bool) -> list[_Found]:
    """Return names in title marks: those with a version or store behind them, and bare ones of an announced list."""
    own_issue: str | None = None
    plain_list = listing and _is_item_line(line)
    if not (
        plain_list or "》（" in line or "》(" in line or (_MAY_INTRODUCE.search(line) and _INTRODUCED.search(line))
    ):
        return []
    found: list[_Found] = []
    for match in _TITLED.finditer(line):
        name, end = match["name"].strip(), match.end()
        bracket = _read_bracket(line, end) if line[end : end + 1] in _OPENING else None
        details = parse_app_details(bracket[0]) if bracket else None
        if own_issue is None and line[match.start() - 1] in _INTRODUCING:
            own_issue = _get_inline_issue(line, match.start())
        if details is None:
            if not (plain_list or own_issue) or _NOT_APP.search(name):
                continue
            if any(hits.within(Span(start + match.start(), start + end), "statute")):
                continue
            details = (None, None, None)
        elif details[1] is None and not (own_issue or listing or _says_version(bracket) or _ANY_KIND.search(line)):
            continue
        at = start + match.start("name")
        found.append(_Found(Span(at, at + len(match["name"])), name, "apps.titled", *details, own_issue or issue))
    return found


def _find_bare(line: str, start: int, issue: str | None) -> list[_Found]:
    """Return names without title marks that a version or a mini-program platform in a bracket follows."""
    found: list[_Found] = []
    own_issue: str | None = None
    for match in _BARE_ITEM.finditer(line):
        bracket = _read_bracket(line, match.end())
        details = parse_app_details(bracket[0]) if bracket else None
        if details is None or not _is_name(match["name"]):
            continue
        own_issue = own_issue or _get_inline_issue(line, match.start() + 1)
        at = start + match.start("name")
        found.append(
            _Found(Span(at, at + len(match["name"])), match["name"], "apps.bare", *details, own_issue or issue)
        )
    return found


# An item that tells the problem behind the bracket: - 甲（版本1.2，应用宝），违规收集个人信息；
_HEADED = re.compile(
    r"(?P<mark>[-–—*]|[（(]?[\d一二三四五六七八九十]{1,4}[)）、.．]|[①-⑳•·●◆■▪▶►])?\s*(?P<name>[^《》“”（）()、，。；：:\n]{2,24})(?=[（(])"
)


def _find_headed(line: str, start: int, issue: str | None, *, listing: bool) -> list[_Found]:
    """Return the app of a list item whose bracket states version and store, whatever is told behind it."""
    match = _HEADED.match(line)
    bracket = _read_bracket(line, match.end()) if match else None
    details = parse_app_details(bracket[0]) if bracket else None
    if match is None or bracket is None or details is None:
        return []
    if not (details[0] and (details[1] or details[2] or (listing and match["mark"]))):
        return []
    name = match["name"].strip()
    told = line[bracket[1] :].strip(" ，,：:。；;")
    if not _is_name(name) or _NOT_APP.search(name) or not (_ISSUE.search(told) or (match["mark"] and not told)):
        return []
    at = start + match.start("name")
    return _by_issue(_Found(Span(at, at + len(name)), name, "apps.headed", *details, told or issue))


# “甲”（版本1.2，应用宝）, “乙”SDK（2.0.1）: names in quotation marks.
_QUOTED_ITEM = re.compile(rf"[“\"](?P<name>[^“”\"，。；：\n]{{1,30}})[”\"](?:{_KINDS})?(?=[（(])")


def _find_quoted(line: str, start: int, issue: str | None, *, listing: bool) -> list[_Found]:
    """Return names in quotation marks that a version in a bracket follows, where the line speaks of apps."""
    found: list[_Found] = []
    if not ("”" in line or '"' in line) or not (listing or "版本" in line or _ANY_KIND.search(line)):
        return found
    for match in _QUOTED_ITEM.finditer(line):
        bracket = _read_bracket(line, match.end())
        details = parse_app_details(bracket[0]) if bracket else None
        kind = "SDK" if match[0].endswith("SDK") else ""  # “青枝推送”SDK
        if details is None or details[0] is None or not _is_name(match["name"] + kind):
            continue
        at = start + match.start("name")
        found.append(_Found(Span(at, at + len(match["name"])), match["name"], "apps.quoted", *details, issue))
    return found


def _says_version(bracket: tuple[str, int] | None) -> bool:
    return bracket is not None and "版本" in bracket[0]


@lru_cache(maxsize=1)  # asked before and after the names of a line are read
def _is_item_line(line: str) -> bool:
    """Tell whether a line holds list items and no running text."""
    return len(_BESIDE_NAMES.sub("", _TITLED.sub("", _ENUMERATOR.sub("", line, count=1)))) <= 2


_BESIDE_NAMES = re.compile(r"[（(](?:[^（()）]|[（(][^（()）]*[）)])*[）)]|[、，,；;。.\s等和及]")


def _split_names(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the names in an enumeration, without 等 and quotation marks."""
    ranges: list[tuple[int, int]] = []
    for match in re.finditer(r"[^、]+", re.sub(r"等(?:\d+款.*|[\u4e00-\u9fff]{0,6})?\s*\Z", "", text)):
        parts = [(match.start() + a, match.start() + b) for a, b in _split_at_and(match[0])]
        for a, b in parts:
            piece = text[a:b]
            left = len(piece) - len(piece.lstrip(" “《"))
            right = len(piece.rstrip(" ”》"))
            if left < right:
                ranges.append((a + left, a + right))
    return ranges


def _split_at_and(piece: str) -> list[tuple[int, int]]:
    """Return the ranges of names that stand side by side in their marks: “甲”“乙”, 《甲》和《乙》."""
    breaks = list(_SIDE_BY_SIDE.finditer(piece))
    starts = [0, *(found.end() for found in breaks)]
    return list(zip(starts, [*(found.start() for found in breaks), len(piece)], strict=True))


_SIDE_BY_SIDE = re.compile("(?<=[”》])和?(?=[“《])")


def _is_name(text: str) -> bool:
    return (
        1 <= len(text) <= 24
        and not _MASKED.search(text)
        and not _NO_NAMES.search(text)
        and (text.endswith("SDK") or not _ISSUE.search(text))
        and not re.search("[，。；：]", text)
    )


_ONE_APP = re.compile(r"(?<![\d一二三四五六七八九十百两])[一1]\s?\Z")


def _find_named(line: str, start: int) -> list[_Found]:
    """Return names that running text counts as so many apps."""
    found: list[_Found] = []
    patterns = [_AFTER_COUNT, _AFTER_ISSUE] if any(word in line for word in _LEADS_TO_NAMES) else []
    if "、" in line and ("（" in line or "(" in line):
        patterns.append(_IN_BRACKET)
    for match in (match for pattern in patterns for match in pattern.finditer(line)):
        if re.search(r"等(?:多|\d|[\u4e00-\u9fff]{0,4}(?:领域|类型|行业|问题|方面|行为))", match["list"]) or re.search(
            r"[\d一二三四五六七八九十百两]\s*款", match["list"]
        ):
            continue
        base = match.start("list")
        ranges = _split_names(match["list"])
        names = [match["list"][a:b] for a, b in ranges]
        if match["list"][0] not in "“《" and _ONE_APP.search(line, 0, match.start()):
            continue  # 一款AI应用：…, what a headline says of it
        if any(one.span.start == start + base + ranges[0][0] for one in found if ranges):
            continue
        issue = match.groupdict().get("issue")
        if names and all(map(_is_name, names)) and not any(map(_NOT_APP.search, names)):
            found += [
                _Found(Span(start + base + a, start + base + b), line[base + a : base + b], "apps.counted", issue=issue)
                for a, b in ranges
            ]
    for match in _BEFORE_COUNT.finditer(line) if "”" in line or "》" in line else ():
        for name in _QUOTED.finditer(line, match.start("list"), match.end("list")):
            is_guide = name[0][0] == "“" and name["name"].endswith(_GUIDES)
            if _is_name(name["name"]) and (is_guide or not _NOT_APP.search(name["name"])):
                at = start + name.start("name")
                found.append(_Found(Span(at, at + len(name["name"])), name["name"], "apps.quoted"))
    for match in _PLAIN_BEFORE_COUNT.finditer(line) if "等" in line else ():
        base = match.start("list")
        ranges = _split_names(match["list"])
        if len(ranges) >= 2 and all(_is_name(match["list"][a:b]) for a, b in ranges):
            found += [
                _Found(Span(start + base + a, start + base + b), line[base + a : base + b], "apps.counted")
                for a, b in ranges
            ]
    return sorted(found, key=lambda one: one.span.start)


def _find_list_items(line: str, start: int, issue: str | None) -> list[_Found]:
    """Return the items of an announced list that come without title marks: 1.甲（版本1.2，应用宝） or 甲、乙、丙。"""
    if len(line) > 400 or _is_lead(line):
        return []
    head = _ENUMERATOR.match(line)
    at = head.end() if head else 0
    bracket_at = _BRACKET.search(line[at:])
    if bracket_at:
        bracket = _read_bracket(line, at + bracket_at.start())
        details = parse_app_details(bracket[0]) if bracket else None
        name = line[at : at + bracket_at.start()].strip()
        if details and _is_name(name) and bracket and len(line) - bracket[1] <= 1:
            return [_Found(Span(start + at, start + at + len(name)), name, "apps.listed", *details, issue)]
        return []
    names = [(at + a, at + b) for a, b in _split_names(line[at:].rstrip("。；; "))]
    texts = [line[a:b] for a, b in names]
    if not (len(names) > 1 or head) or not all(map(_is_name, texts)) or any(map(_NOT_APP.search, texts)):
        return []
    return [_Found(Span(start + a, start + b), line[a:b], "apps.listed", issue=issue) for a, b in names]


def _is_header_line(line: str) -> bool:
    """Tell whether a line of text is the header of a table that lost its rules: 序号 应用名称 版本 来源."""
    cells = line.split()
    return 3 <= len(cells) <= 9 and len(line) <= 80 and len(_read_header(cells).roles) >= 3


def _read_header(cells: Sequence[str]) -> _Columns:
    roles: dict[int, str] = {}
    for i, cell in enumerate(cells):
        compact = re.sub(r"\s+", "", cell)
        role = next((role for role, pattern in _HEADERS if pattern.search(compact)), None)
        stands_alone = not re.search("企业|单位|公司|开发|运营|主办|主体|商店|平台|当事人|相对人|处罚", compact)
        if ("名称" in compact and stands_alone) or (role is None and _HEADER_NAME.fullmatch(compact)):
            role = "name"
        if role and role not in roles.values():
            roles[i] = role
    if "name" not in roles.values():
        return _Columns()
    named = next(cells[i] for i, role in roles.items() if role == "name").upper()
    kind = "sdk" if "SDK" in named and "APP" not in named else None
    return _Columns(roles, len(cells), kind or ("mini_program" if named.startswith("小程序") else None))


def _classify(cells: Sequence[str]) -> dict[str, int]:
    """Return the column of each role by what the cells hold, for rows that do not fit the header."""
    roles: dict[str, int] = {}
    for i, cell in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        if i == 0 and re.fullmatch(r"\d{1,4}", text):
            continue
        if _VERSION_CELL.fullmatch(text):
            role = "version"
        elif _ISSUE.search(text) and ("name" in roles or len(text) > 14):
            role = "issue"
        elif _OPERATOR.search(text) and len(text) >= 6:
            role = "operator"
        elif _STORE.search(text) and "name" in roles:
            role = "store"
        else:
            role = "name"
        roles.setdefault(role, i)
    return roles


def _read_row(line: str, start: int, columns: _Columns, issue: str | None, last: Sequence[_Found]) -> list[_Found]:
    """Return the apps of a table row, two of a row of two records; a row with a problem alone adds to the last."""
    cells = line.split("\t")
    half = len(cells) // 2
    is_double = len(cells) >= 6 and cells[:half] == cells[half:]
    header = _Columns() if _DIGIT.search(line) else _read_header(cells[:half] if is_double else cells)
    if len(header.roles) >= 2:
        columns.roles, columns.width, columns.kind = header.roles, header.width, header.kind
        columns.issue = issue
        return []
    told = [cell for cell in cells if cell.strip()]
    if not columns.roles or not told:
        return []
    if len(told) == 1:
        by_role = {role: i for i, role in columns.roles.items()}
        is_more = last and len(cells) == columns.width and cells[by_role.get("issue", 0)] and "issue" in by_role
        return _by_issue(replace(last[0], issue=told[0].strip())) if is_more else []
    if columns.width and len(cells) == 2 * columns.width:
        first = "\t".join(cells[:half])
        rows = [
            _build_row(cells[:half], start, "\t", columns),
            _build_row(cells[half:], start + len(first) + 1, "\t", columns),
        ]
    else:
        rows = [_build_row(cells, start, "\t", columns)]
    return [
        one
        for row in rows
        if row is not None
        for one in _by_issue(replace(row, issue=row.issue or columns.issue or issue, kind=columns.kind))
    ]


def _read_text_row(line: str, start: int, columns: _Columns) -> _Found | None:
    cells = line.split(" ")
    if len(cells) < 3 or not re.fullmatch(r"\d{1,4}", cells[0]) or re.search("[。；]", line):
        return None
    return _build_row(cells, start, " ", columns)


def _build_row(cells: Sequence[str], start: int, separator: str, columns: _Columns) -> _Found | None:
    """Return the app of a table row; rows that do not fit the header are read by what the cells hold."""
    by_header = {role: i for i, role in columns.roles.items()}
    fits = len(cells) == columns.width and _fits(cells, by_header)
    roles = by_header if fits else _classify(cells)
    if "name" not in roles:
        return None
    at = roles["name"]
    name = cells[at].strip().strip("《》“”")
    if not name or len(name) > 60 or re.fullmatch(r"[\d.]+", name) or re.search("合计|总计|小计", name):
        return None
    offset = start + sum(len(cell) + len(separator) for cell in cells[:at]) + cells[at].index(name)

    def get(role: str) -> str | None:
        value = cells[roles[role]].strip() if role in roles and roles[role] < len(cells) else ""
        return value if value and not re.fullmatch(r"[-—/无]+", value) else None

    version = get("version")
    version = re.sub(r"^版本号?\s*[:：]?\s*", "", version) if version else None
    return _Found(
        Span(offset, offset + len(name)), name, "apps.table", version, get("store"), get("operator"), get("issue")
    )


def _fits(cells: Sequence[str], roles: dict[str, int]) -> bool:
    version, operator = roles.get("version"), roles.get("operator")
    if version is not None and cells[version].strip() and not re.search(r"\d|无|-|—|/|小程序", cells[version]):
        return False
    name = cells[roles["name"]].strip()
    if not name or (_VERSION_CELL.fullmatch(name) and version is not None):
        return False
    return operator is None or not _VERSION_CELL.fullmatch(cells[operator].strip() or "某")


_DIGIT = re.compile(r"\d")
_IN_PLACE = re.compile("小程序|快应用|元服务")
_SDK = re.compile(r"SDK\Z|SDK[^A-Za-z]|软件开发工具包", re.I)


def _fold(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).replace("\u200b", "").split()).lower()


def _get_kind(found: _Found) -> str:
    """Return sdk, mini_program or app."""
    if found.store and _IN_PLACE.search(found.store):
        return "mini_program"
    if found.kind:
        return found.kind
    if _SDK.search(found.name):
        return "sdk"
    return "mini_program" if found.name.endswith("小程序") else "app"


def _merge(found: Sequence[_Found]) -> tuple[App, ...]:
    groups: dict[str, list[_Found]] = {}
    for one in found:
        if key := _fold(one.name):
            groups.setdefault(key, []).append(one)
    return tuple(map(_build_app, groups.values()))


def _build_app(mentions: Sequence[_Found]) -> App:
    """Return the app that is named once or more; what is stated first counts, problem classes add up."""
    first = mentions[0]
    version = store = operator = None
    issues: dict[str, None] = {}
    for one in mentions:
        version, store, operator = version or one.version, store or one.store, operator or one.operator
        if one.issue:
            issues[one.issue] = None
    evidence = Evidence(first.span, first.rule)
    return App(first.name, evidence, _get_kind(first), version or None, store or None, operator or None, tuple(issues))
