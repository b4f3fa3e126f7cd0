"""The dates of a case, told apart: when it was done, when it was decided, when it was announced."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from etl.alternation import find_begun, group_words
from etl.extract.narrative import get_narrative
from etl.model import DateMention, DateRole, Evidence, Scope, Span
from etl.numerals import parse_ordinal

# 2025年12月3日, 12月3日, 去年8月, 二〇二五年三月, 2025-12-03, 2024年底; not 3个月, 2021年销售额.
_DATE_BEGINS = re.compile("[0-9今去前同当次本上翌隔二]")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?年\s?|(?P<glued>20[12]\d)(?=(?:1[0-2]|[1-9])\s?月)"
    r"|(?P<relative>今年|去年|前年|同年|当年|次年|本年度?)(?:的)?\s?)?"
    r"(?:(?<!\d)(?<![\d.])\d{1,2}\s?[至到-]\s?)?"
    r"(?:(?<!\d)|(?<=20[12]\d))(?P<month>1[0-2]|0?[1-9])\s?月(?!饼|嫂|租|薪|均|费|活)"
    r"(?:份|(?:\s?(?:\d{1,2}\s?日?[、和至到-]\s?){0,9}(?P<day>3[01]|[12]\d|0?[1-9])\s?[日号]?(?<=[日号])))?"
    r"|(?<![\d.])(?P<iso_year>20[0-3]\d)[-./](?P<iso_month>1[0-2]|0?[1-9])[-./](?P<iso_day>3[01]|[12]\d|"
    r"0?[1-9])(?![\d.])"
    r"|(?P<bare_year>20[0-3]\d)\s?年(?=[,，]|年?[底初末]|间[,，]|[上下]半年|[春夏秋冬]季?[,，])"
    r"|(?P<zh_year>二[〇○零][〇○零一二三四五六七八九]{2})年(?P<zh_month>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<zh_day>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?"
    r"|(?P<near_month>同月|当月|本月|上个?月)(?=[,，底初末上中下]|\s?\d)(?:\s?(?P<near_day>3[01]|[12]\d|0?[1-9])\s?[日号])?"
    r"|(?<![\d.月、至到和~～—-])(?P<bare_day>3[01]|[12]\d|[1-9])日"
    r"(?=(?:上午|下午|晚间?)?(?:消息|从[^，。,；\n]{2,24}获悉|(?:对外)?(?:发布|通报|公布|公开|披露))"
    r"|(?:(?<=[。\n）)]\d日)|(?<=[。\n）)]\d\d日))(?:凌晨|清晨|上午|中午|下午|傍晚|晚间?|深夜)(?:\d{1,2}[时点]许?)?[，,])"
    r"|(?P<same_day>同日|当[日天]|[次翌隔]日)"
)
_BARE_DAY = re.compile(r"\d日(?:凌晨|清晨|上午|中午|下午|傍晚|晚间?|深夜|消息|从|对外|发布|通报|公布|公开|披露)")
_ISO_BEGINS = re.compile(r"20[0-3]\d[-./]")
_DAYTIME = re.compile(
    r"\s?(?:凌晨|清晨|上午|中午|下午|傍晚|深夜|晚上?|当[天日]|许|左右|前后|间|期间|以来|至今|起|后|前|年?[底初末]|[中上下]旬|[上下]半年|第?[一二三四]季度)*"
)
_SINCE = re.compile(r"以来|至今|起|前$")
_CHAIN = re.compile(r"\s?(?:至|到|—+|–|~|-|、|和|及|,)\s?")
_CLAUSE = re.compile(r"[,，;；]")
_CLAUSE_BREAK = re.compile(r"[,，;；。！？!?\n]")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
# Words that show an authority speaks or acts; not 网络监管风暴, 举办, 经办人.
_BODY = (
    r"网信|公安|警(?!告|示)|[本我]院|海关|人民银行|[保消]委|消协|法院|法庭|检察|[局厅]|[省市县区州旗纪监教改健建]委|(?:府|协调|互联网信息)办|(?:工信|"
    r"信息化|宣传|教育|交通|商务)部|"
    r"依约|对[^,，。]{0,20}(?:账号|直播间|主播)[^,，。]{0,20}(?:予以|采取|[作做]出|处以|给予)|"
    r"(?:发布|发出)[^,，。]{0,6}(?:处罚|处置|封禁|治理)[^,，。]{0,4}(?:公告|公示|通报|通告)|(?:管理|权益保护)委员会|[支大总]队|专案组|抓捕小?组|机关|部门|派出所|执法[人队]|支行|银保监|证监|政府|税务|央行|公众号|联席会议|站方|平台方"
)
_AUTHORITY = re.compile(group_words(_BODY))
_DECIDED = re.compile(
    group_words(
        r"处罚(?!情况|(?:事先|听证|权利)*告知)|处以|罚(?=[\d一二三四五六七八九十百]|款|没|金)|[开送]出[^,，。]{0,12}罚单|警告|拘留|刑拘|抓获|抓捕|归案|逮捕|强制措施|打掉|"
        r"捣毁|摧毁|侦破|破获|"
        r"查处|约谈|责令|判处|判决|宣判|判令|获刑|审结|下架|关[闭停]|封[禁停]|禁言|停播|列入|被纳入|吊销|取缔|收网|"
        r"查封|移送司法|(?:制发|发出|提出|送达)[^,，。]{0,6}检察建议|"
        r"(?:作出|做出)[^,，。]{0,14}(?:决定|处理|处置)|下达|处置|刑事打击|停业|问责|诫勉|训诫|告诫|批评教育|取保候审|到案|落网|没收|追缴|"
        r"注销[^,，。]{0,8}(?:备案|许可|账号|资质)|责成|警示函|(?:查获|扣押)[^,，。]{0,16}(?:走私|侵权|违法)|"
        r"整改通知书|(?:暂停|停止)(?:其|该网站|该平台|该公司)?(?:更新|接入|业务|营业|运营|联网|服务|新用户)|撤销[^,，。]{0,8}(?:登记|许可|备案|资格|认证)"
    )
)
_OPENED = re.compile(
    r"提起公诉|批准逮捕|批捕|立案|移送(?:审查|起诉|[^,，。]{0,16}(?:公安|检察|司法))|受理|截[停获]|带回|传唤"
)
_ARREST = re.compile(r"抓获|抓捕|归案|到案|落网|刑拘|刑事拘留|捣毁|打掉|收网|查获")
_PASSIVE = re.compile(r"[被遭受](?:到|依法)?[^,，。]{0,24}$")
_DISCOVERED = re.compile(
    group_words(
        r"发现|接到|接报|接群众|接上级|举报|报案|报警|投诉|反映|巡查|监测|抽查|掌握(?![^,，。]{0,6}证据)|检测|查明|检查(?![院机])|线索|"
        r"接[^,，。]{1,14}通报称|收到[^,，。]{0,8}(?:预警|提醒|整改通知)|(?<!发布)(?<!警情)(?<!情况)(?<![部局办厅委警院方府队安])通报称|求助"
    )
)
# Why an authority acts, not what it does: 针对投诉较多, 就消费者反映的问题.
_LED_BY = re.compile(
    r"(?:根据|依据|针对|按照|结合)[^,，。]{0,24}(?:线索|举报|投诉|反映|检测|通报|监测|报案|报警)"
    r"|就[^,，。]{0,24}(?:举报|投诉|反映|检测|监测|检查)[^,，。]{0,24}(?:问题|情况|现象|行为|事项)"
)
# 据…消息, 网信湖南公众号发布; not 数据, 证据, 通讯网络.
_ANNOUNCED = re.compile(
    group_words(
        r"消息|[^通腾审问资音]讯(?!息|网|社)|发布|公布|通报|公告|公示|曝光|披露|显示|宣布|获悉|(?<![证数依根占收凭票])据(?![此点库守])|"
        r"发表声明|公开(?!约谈|宣判|审理|开庭|听证)"
    )
)
_SAID_AT_ONCE = re.compile(
    r"[,，]?\s?(?:(?:[^,，。“”\"]|“[^”\n]{1,16}”){0,20}(?:消息|[^通腾审问资音]讯)(?!息|网|社)|据(?![此点库守])|[【“\"][^】”\"]{2,16}[】”\"](?:微信)?公众号"
    r"|[【“\"](?:网信|平安|[^】”\"]{1,10}(?:网信|网警|网安|公安|警方|检察|法院|市监|监管|税务|发布))[^】”\"]{0,8}[】”\"](?:微信)?(?:发布|通报))"
)
_JUDGED = re.compile(r"判处|判决|宣判|判令|获刑|审结|判罚")
# A measure that ends the case: the day it was opened is not the day of the decision.
_BY_COURT = re.compile(r"宣判|审结|判处|判令")  # what no one else does
_MEASURE = re.compile(
    r"判处|判决|宣判|判令|获刑|审结|判罚|罚款|处罚款|没收|行政拘留|刑拘|刑事拘留|采取(?:了)?刑事强制措施|给予警告|"
    r"吊销|责令(?:停业|改正|限期)"
)
_APPEALED = re.compile(r"二审|终审|驳回上诉|维持原判|提出上诉|不服")
_LABEL = re.compile(
    r"(?:决定|处罚)书?(?:均|都|系|分别|已)?(?:作出|做出|下达|签发|落款|送达)?于\s?$|(?:处罚|决定|作出|处理|判决|约谈|查处|处置|下架|结案|审结)[^,，。\n]{0,6}(?:日期|时间)\s?[:：为是]?\s?$"
)
_ANNOUNCED_LABEL = re.compile(r"(?:公示|公布|公开)[^,，。\n]{0,4}(?:日期|时间)\s?[:：]?\s?$")
# 2025年3月8日责令其改正: the measure follows at once, whoever took it.
_DONE_AT_ONCE = re.compile(
    r"[,，]?\s?(?:依法|对其|对该公司|对当事人|一审|公开|当庭|先后)*"
    r"(?:责令|判处|判决|宣判|处以|处罚款|罚款|给予[^,，。]{0,14}(?:处罚|警告)|"
    r"(?:作出|做出)[^,，。]{0,24}(?:处罚|决定|判决))"
)
# |某市市场监督管理局2025年3月8日|: the cell of a table that names the body and the day of its decision.
_CELL = re.compile(r"\|[^|\n]{2,30}(?:局|队|办公室|委员会|网信办|法院)\s?\|?\s?$")
# 成立于2019年, 2021年修订: years of firms and laws, not of what was done.
_FOUNDED = re.compile(r"(?:(?:成立|创立|注册|创办|始建|出生|开业|设立)于?|生于)\s?$")
_ENACTED = re.compile(r"\s?(?:起)?(?:出?生(?![产活])|施行|修[订正]|实施|版|第[一二三四]次)")
_UNTIL = re.compile(r"(?:曾[经于在]{0,2}|截至|截止到?|自|从|早在|应在|应于|须在|须于)\s?$")
# What opens the news of a paper or an agency: 某社北京|6月2日|电(记者某某), 本报某市|1月21日|讯 近日.
_DATELINE = re.compile("(?:社|报|网|台|端|频道|时刻|在线)[\u4e00-\u9fff]{0,8}\\s?\\Z")
_DATELINE_ENDS = re.compile("[电讯](?:[\\s（(，,]|近日|日前|今[日天]|记者|据)")
# 据3月8日|《某某晚报》报道,…: the day of the paper that tells the case.
_OF_PAPER = re.compile("(?:的|出版的)?《[^》\n]{2,12}(?:报|周刊|网)》")
# 2023年5月|曾因同类行为被罚款: an earlier matter of the respondent.
_EARLIER = re.compile("[,，]?[^,，。对]{0,8}曾")
# 3月8日,依照《某法》第五条,没收…: who acts under a law is the authority, also unnamed. Not 违反《某法》.
_UNDER_LAW = re.compile(
    r"[,，]?\s?(?:[^,，。]{0,12}(?:根据|依据|依照|按照)[^,，。《]{0,12}《[^》]{2,60}(?:法|条例|规定|办法)(?:[（(][^）)]{1,8}[）)])?》"
    r"|(?:经|依法)(?:[^,，。]{0,8}(?:批准|审批|集体讨论|研究决定)))"
)
# 某局依据…,并于3月8日…: who acts is told in the clauses before.
_SAME_SUBJECT = re.compile(r"\s?(?:[并遂后已即随]|先后|随后|最终|依法|决定|最后)*于\s?")
_LEADING_ON = re.compile(
    r"\s?(?:经|在|根据|针对|按照|依据|依法|为|因|鉴于|通过|随着|由|对|就|[^,，。]{2,20}(?:因|由于)(?!此|而))"
)


class _Found(Struct, frozen=True):
    """A date with the places it stood at and the role its words give it."""

    span: Span
    value: str
    role: DateRole
    rank: int  # among decided dates: 3 judgment, 2 other measure, 1 a step before a measure, 0 appeal


def _clip(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_before(month: int, day: int | None, limit: date) -> int:
    """Return the latest year in which this day of the year does not lie after the limit."""
    return limit.year if (month, day or 1) <= (limit.month, limit.day) else limit.year - 1


def parse_date(text: str, document_date: date | None = None, context_year: int | None = None) -> str | None:
    """Return the ISO date, partial where the text is, of a Chinese date; None when its year cannot be known.

    A date without a year takes `context_year`, else the latest year that keeps it from lying after `document_date`.

    >>> parse_date("2025年12月3日"), parse_date("2024 年 9 月"), parse_date("二〇二五年三月十二日")
    ('2025-12-03', '2024-09', '2025-03-12')
    >>> january = date(2026, 1, 15)
    >>> parse_date("12月30日", january), parse_date("1月4日", january), parse_date("去年8月", january)
    ('2025-12-30', '2026-01-04', '2025-08')
    >>> parse_date("12月30日"), parse_date("3个月"), parse_date("2023年2月30日")
    (None, None, None)
    """
    match = next(find_begun(_DATE_BEGINS, _DATE, text), None)
    return _resolve(match, document_date, f"{context_year}" if context_year else "") if match else None


def _resolve(match: re.Match[str], reference: date | None, context: str) -> str | None:
    """Return the ISO value of a matched date; `context` is the value of the date before it in the line, or empty."""
    if match["month"]:
        month, day = int(match["month"]), int(match["day"]) if match["day"] else None
        year = _year_of(match, month, day, reference, context)
        return _clip(year, month, day) if year else None
    if match["iso_year"]:
        return _clip(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
    if match["zh_year"]:
        day = parse_ordinal(match["zh_day"]) if match["zh_day"] else None
        return _clip(parse_ordinal(match["zh_year"]) or 0, parse_ordinal(match["zh_month"]), day)
    if match["same_day"]:
        return _same_day(match["same_day"], context)
    if match["bare_day"]:
        return _day_before(int(match["bare_day"]), reference, context)
    if match["near_month"]:
        return _near_month(match["near_month"], match["near_day"], reference, context)
    return match["bare_year"]


def _same_day(word: str, context: str) -> str | None:
    """Return the day that 当日 or 次日 means after a whole date."""
    if len(context) < len("2025-12-03"):
        return None
    day = date.fromisoformat(context)
    return (day if word[0] in "同当" else day + timedelta(days=1)).isoformat()


def _day_before(number: int, reference: date | None, context: str) -> str | None:
    """Return the last such day up to the document's date, or in the month of a date before it in the line.

    >>> document = date(2025, 6, 10)
    >>> _day_before(5, document, ""), _day_before(28, document, ""), _day_before(3, document, "2025-02-01")
    ('2025-06-05', '2025-05-28', '2025-02-03')
    """
    if len(context) >= len("2025-12"):
        return _clip(int(context[:4]), int(context[5:7]), number)
    if reference is None:
        return None
    year, month = reference.year, reference.month
    if number > reference.day:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return _clip(year, month, number)


def _near_month(word: str, day: str | None, reference: date | None, context: str) -> str | None:
    """Return the day or month of 同月8日 after a date, of 本月8日 and 上月8日 before the document's date."""
    if word in ("同月", "当月"):
        if len(context) < len("2025-12"):
            return None
        year, month = int(context[:4]), int(context[5:7])
    elif reference is None:
        return None
    else:
        year, month = reference.year, reference.month
        if word.startswith("上"):
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return _clip(year, month, int(day) if day else None)


def _year_of(match: re.Match[str], month: int, day: int | None, reference: date | None, context: str) -> int | None:
    stated = match["year"] or match["glued"]
    if stated:
        return int(stated)
    relative, context_year = match["relative"], int(context[:4]) if context else None
    if relative in ("同年", "当年"):
        return context_year
    if relative == "次年":
        return context_year + 1 if context_year else None
    if relative:
        return reference.year - {"去年": 1, "前年": 2}.get(relative, 0) if reference else None
    if context_year:
        return context_year + 1 if _turns_year(context, month, day, reference) else context_year
    return _year_before(month, day, reference) if reference else None


def _turns_year(context: str, month: int, day: int | None, reference: date | None) -> bool:
    """Return whether a month soon after the end of the context's year is told: 2024年12月29日…。1月4日."""
    if len(context) < len("2025-12") or int(context[5:7]) - month < 8:
        return False
    return reference is None or (int(context[:4]) + 1, month, day or 1) <= (
        reference.year,
        reference.month,
        reference.day,
    )


# What addresses and saved pages are filed under: /20251203/t1.html, t20251203_1.html, 2025-12_a.md. Not an id.
_FILED = re.compile(r"20([0-3]\d)([-/]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?=[/_.-])")
_FILED_BEHIND = ("/", "_", "-", "t")


def get_filed_date(address: str | None) -> date | None:
    """Return the last day that the address of a page, or the name of a saved one, can mean; None where it holds none.

    >>> get_filed_date("https://www.example.gov.cn/t20251203_1.html"), get_filed_date("2025-02_a1.md")
    (datetime.date(2025, 12, 3), datetime.date(2025, 2, 28))
    >>> get_filed_date("https://www.example.gov.cn/c/10020251203.html"), get_filed_date(None)
    (None, None)
    """
    for found in _FILED.finditer(address or ""):
        year, month = 2000 + int(found[1]), int(found[3])
        day = int(found[4] or monthrange(year, month)[1])
        if (found.start() == 0 or found.string[found.start() - 1] in _FILED_BEHIND) and _clip(year, month, day):
            return date(year, month, day)
    return None


def _reference(scope: Scope) -> date | None:
    """Return the day before which everything told lies: the document's date, else the month its title names."""
    if scope.document_date:
        return scope.document_date
    stated = _TITLE_MONTH.search(scope.title or "")
    if stated is None:
        titled = _TITLE_YEAR.search(scope.title or "") or _CAMPAIGN.search(scope.plain, 0, _LETTERHEAD)
        if titled is None and scope.plain.find("20", 0, _LETTERHEAD) >= 0:
            stated = _PERIOD.search(scope.plain, 0, _LETTERHEAD)
    if stated is None:
        return date(int(titled[1]), 12, 31) if titled else None
    year, month, last = int(stated[1]), int(stated[2]), int(stated[3] or stated[2])
    return date(year + (last < month), last, 28)


# 2024年11月, 2025.06.30—07.06: the months a title names, the last one of a range counts.
_TITLE_MONTH = re.compile(
    r"(?<!\d)(20[0-3]\d)(?:年|[./-](?=\d{1,2}[./-]))(1[0-2]|0?[1-9])(?:月|[./-])"
    r"(?:\d{1,2}日?\s?[—–~～至-]{1,2}\s?(1[0-2]|0?[1-9])[月./-]\d)?"
)


# 本期收录2025年3月3日至3月9日的动态: the days of which a digest reports, told at its head.
_PERIOD = re.compile(
    r"(?:本[期周]|区间|周期|期间|时间)[^。；;\n]{0,12}?(20[0-3]\d)[年./-](1[0-2]|0?[1-9])[月./-]"
    r"(?:\d{1,2}日?\s?[—–~～至到-]{1,2}\s?(?:20[0-3]\d[年./-])?(1[0-2]|0?[1-9])[月./-]\d)?"
)
# 2024年度典型案例, “净网2024”: the year a title names, where the page states no day.
_TITLE_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?:年(?!\d)|[”\"])")
# “清朗·2025年暑期整治”专项行动: the year of the campaign of which the notice reports at its head.
_CAMPAIGN = re.compile(r"“[^”\d\n]{2,8}(20[12]\d)(?:年[^”\n]{0,24})?”[^，。\n]{0,4}(?:专项|行动)")


def _sentence_after(text: str, start: int, limit: int) -> str:
    end = _SENTENCE_END.search(text, start, limit)
    return text[start : end.start() if end else limit]


def _role_of_clause(clause: str, by_body: bool, is_first: bool) -> tuple[DateRole, int] | None:
    """Return the role and rank that one clause after a date gives it, None when it says nothing."""
    discovered, decided = _DISCOVERED.search(clause), _DECIDED.search(clause)
    if discovered and not _LED_BY.search(clause) and not (decided and decided.start() > discovered.end()):
        return None if by_body and discovered[0] == "查明" else (DateRole.CONDUCT, 0)
    announced = _ANNOUNCED.search(clause) if by_body else None
    if decided and announced and announced.start() < decided.start():
        return DateRole.ANNOUNCED, 0
    if decided:
        is_passive = is_first and _PASSIVE.search(clause[: decided.start()])
        if by_body or is_passive or _ARREST.match(decided[0]) or _BY_COURT.match(decided[0]):
            return DateRole.DECIDED, 3 if _JUDGED.match(decided[0]) else 2
    if by_body and (opened := _OPENED.search(clause)):
        return None if clause.startswith("经立案", opened.start() - 1) else (DateRole.DECIDED, 1)
    return (DateRole.ANNOUNCED, 0) if announced else None


def _role_of_sentence(before: str, rest: str) -> tuple[DateRole, int]:
    """Return the role and rank of a date from its clause before it and its sentence after it."""
    if _SAID_AT_ONCE.match(rest):
        return DateRole.ANNOUNCED, 0
    at_once = _DONE_AT_ONCE.match(rest)
    if at_once and not _APPEALED.search(rest):
        return DateRole.DECIDED, 3 if _JUDGED.search(at_once[0]) else 2
    so_far, by_body = before, _UNDER_LAW.match(rest) is not None
    clauses = [clause for clause in _CLAUSE.split(rest, 9)[:9] if clause.strip()]
    for number, clause in enumerate(clauses):
        so_far += clause
        by_body = by_body or _AUTHORITY.search(so_far) is not None
        role = _role_of_clause(clause, by_body, number == 0)
        if role and role[1] == 1 and clause.lstrip().startswith("经") and _JUDGED.search(rest):
            continue  # 经某检察院提起公诉,某法院判处
        if role:
            return (role[0], 0) if role[1] == 3 and _APPEALED.search(rest) else role
        if number == 0 and not by_body and not _LEADING_ON.match(clause):
            break
    return DateRole.CONDUCT, 0


# 3月8日我局通报了9款App。…尚有2款未完成整改: the day of an earlier round, not of what follows it.
_EARLIER_ROUND = re.compile(
    r"[^。\n]{0,40}(?:通报|公布|公开|公示)[^。\n]{0,80}。?\n?[^。\n]{0,60}(?:[尚仍][有未]|逾期|未(?:按|完成|在))[^。\n]{0,40}整改"
)


def _role(plain: str, start: int, end: int, limit: int) -> tuple[DateRole, int]:
    role, rank = _told_role(plain, start, end, limit)
    if role is DateRole.ANNOUNCED and plain.find("整改", end, end + 240) >= 0 and _EARLIER_ROUND.match(plain, end):
        return DateRole.CONDUCT, 0
    return role, rank


# A cell of a table that holds a date and nothing else.
_CELL_BEGINS = re.compile(r"[|\t] ?\Z")
_CELL_ENDS = re.compile(r" ?(?:[|\t\n]|\Z)")
_MAX_ROWS = 400
_DECIDED_HEAD = re.compile(
    r"(?:处罚|决定|裁决|判决|处理|处置|约谈|执法|查处|下架|结案)[^|\t]{0,10}(?:日期|时间)|(?:日期|时间)[(（]?(?:处罚|决定|处理)"
)
_ANNOUNCED_HEAD = re.compile(r"(?:公示|公布|公开|公告|通报|发布)[^|\t]{0,6}(?:日期|时间)")


def _role_in_table(plain: str, start: int, end: int) -> tuple[DateRole, int] | None:
    """Return the role that the head of its column gives to a date that is a cell of its own."""
    before = plain[max(0, start - 2) : start]
    is_first = before.endswith("\n") and plain.startswith("\t", end)
    if not is_first and (
        ("|" not in before and "\t" not in before)
        or not _CELL_BEGINS.search(before)
        or not _CELL_ENDS.match(plain, end)
    ):
        return None
    mark = "\t" if is_first or "\t" in before else "|"
    top = plain.rfind("\n", 0, start) + 1
    column = plain.count(mark, top, start)
    for _ in range(_MAX_ROWS):
        above = plain.rfind("\n", 0, max(top - 1, 0)) + 1
        if top == 0 or plain.find(mark, above, top) < 0:
            break
        top = above
    cells = plain[top : plain.find("\n", top)].split(mark)
    head = cells[column] if column < len(cells) else ""
    if _ANNOUNCED_HEAD.search(head):
        return DateRole.ANNOUNCED, 0
    return (DateRole.DECIDED, 3) if _DECIDED_HEAD.search(head) else None


# A day in brackets after what was done on it: 罚款3万元（2025年3月8日）.
_BRACKETED = re.compile(r"([^。；;|\t\n]{2,40})。?[（(]\Z")
_BRACKET_ENDS = re.compile(r"[）)] ?(?:[|\t\n。；;]|\Z)")


# The number of a decision and its day in brackets: 罚款3万元（云网罚〔2025〕3号,|3月8日）.
_NUMBERED = re.compile(r"[（(][^（()）。；;\n]{2,16}[〔\[【]20\d\d[〕\]】]第?\d+号[,，、\s]{0,2}\Z")
_BROKEN_ENDS = re.compile("(?:凌晨|上午|中午|下午|晚间?|左右|许|前后|\\d{1,2}[时点:：]\\d{0,2}分?)*\\n")
_BROKEN_LINE = re.compile("[^。！？!?；;|\t\n]{3,32}\\Z")


def _broken_rest(plain: str, start: int, end: int) -> str:
    """Return what follows a day that alone fills a line of a broken text: 3月8日 ⏎ 专案组收网 ⏎ 抓获9人."""
    if (start and plain[start - 1] != "\n") or (ends := _BROKEN_ENDS.match(plain, end)) is None:
        return ""
    lines = plain[ends.end() : ends.end() + 100].split("\n")[:2]
    return "，".join(lines) if _BROKEN_LINE.match(lines[0]) else ""


def _told_role(plain: str, start: int, end: int, limit: int) -> tuple[DateRole, int]:
    before = plain[max(0, start - 40) : start]
    if (found := _role_in_table(plain, start, end)) is not None:
        return found
    is_labelled = "日期" in before or "时间" in before
    if (is_labelled or before.endswith("于")) and _LABEL.search(before):
        return DateRole.DECIDED, 2
    if "号" in before[-3:] and _BRACKET_ENDS.match(plain, end) and _NUMBERED.search(before):
        return DateRole.DECIDED, 2
    if _BRACKET_ENDS.match(plain, end) and (bracketed := _BRACKETED.search(before)):
        return (DateRole.DECIDED, 2) if _DECIDED.search(bracketed[1]) else (DateRole.CONDUCT, 0)
    if "|" in plain[end : end + 2] and plain[end : end + 2].lstrip().startswith("|") and _CELL.search(before):
        return DateRole.DECIDED, 2
    if is_labelled and _ANNOUNCED_LABEL.search(before):
        return DateRole.ANNOUNCED, 0
    rest = (_broken_rest(plain, start, end) or _sentence_after(plain, end, limit)).lstrip("）)")  # 日前（3月8日）,…
    daytime = _DAYTIME.match(rest)
    if daytime and daytime[0]:
        rest = rest[daytime.end() :]
        if _SINCE.search(daytime[0]):
            return DateRole.CONDUCT, 0
    if rest.startswith(("电", "讯")) and _DATELINE.search(before) and _DATELINE_ENDS.match(rest):
        return DateRole.ANNOUNCED, 0
    if _UNTIL.search(before) or (rest.find("曾", 0, 10) >= 0 and _EARLIER.match(rest)):
        return DateRole.CONDUCT, 0
    clause = _CLAUSE_BREAK.split(before)[-1]
    if clause.lstrip() in ("据", "根据") and _OF_PAPER.match(rest):
        return DateRole.ANNOUNCED, 0
    role = _role_of_sentence(clause, rest)
    if role[0] is DateRole.CONDUCT and clause.endswith("于") and _SAME_SUBJECT.fullmatch(clause):
        whole = _role_of_sentence(_SENTENCE_END.split(plain[max(0, start - 240) : start])[-1], rest)
        return whole if whole[0] is DateRole.DECIDED else role
    return role


def _chains(plain: str, span: Span) -> Iterator[list[re.Match[str]]]:
    """Yield the dates of a line, those joined by 至, 和 or 、 together."""
    chain: list[re.Match[str]] = []
    for match in find_begun(_DATE_BEGINS, _DATE, plain, span.start, span.end):
        if _FOUNDED.search(plain, max(span.start, match.start() - 6), match.start()) or _ENACTED.match(
            plain, match.end()
        ):
            continue
        if match["same_day"] and plain[match.start() - 1 : match.start()] in ("日", "号"):
            continue  # 3月5日当天: says no more
        if chain and not _CHAIN.fullmatch(plain, chain[-1].end(), match.start()):
            yield chain
            chain = []
        chain.append(match)
    if chain:
        yield chain


def _may_hold_date(plain: str, start: int, end: int) -> bool:
    if plain.find("月", start, end) >= 0 or plain.find("年", start, end) >= 0:
        return True
    if plain.find("日", start, end) >= 0 and _BARE_DAY.search(plain, start, end):
        return True
    at = plain.find("20", start, end)
    return at >= 0 and _ISO_BEGINS.search(plain, at, end) is not None


def _is_in_quotes(plain: str, line: Span, start: int, end: int) -> bool:
    """Return whether a day stands in the words of another: 发布“3月8日停水”的帖文, by which 当日 is never meant."""
    opened = plain.rfind("“", max(line.start, start - 60), start)
    return opened > plain.rfind("”", line.start, start) and plain.find("”", end, min(end + 60, line.end)) >= 0


def _find_dates(plain: str, line: Span, reference: date | None, context: str = "") -> list[_Found]:
    told: list[_Found] = []
    if not _may_hold_date(plain, line.start, line.end):
        return told
    chains = list(_chains(plain, line))
    for number, chain in enumerate(chains):
        limit = chains[number + 1][0].start() if number + 1 < len(chains) else line.end
        role, rank = _role(plain, chain[0].start(), chain[-1].end(), limit)
        if chain[0]["bare_year"] and rank < 3:
            rank = min(rank, 1)
        found: list[_Found] = []
        for match in chain:
            value = _resolve(match, reference, context)
            if value and not _is_in_quotes(plain, line, match.start(), match.end()):
                context = value
            if value and (role is not DateRole.CONDUCT or not match["same_day"]):
                found.append(_Found(Span(match.start(), match.end()), value, role, rank))
        told += found if role is DateRole.CONDUCT else reversed(found)  # of several days of a decision the last
    return told


_RULES = {role: f"dates.{role.value}" for role in DateRole}


def _mention(found: _Found) -> DateMention:
    return DateMention(found.value, found.role, Evidence(found.span, _RULES[found.role]))


def _decisive(found: list[_Found]) -> _Found | None:
    """Return the date of the decision: the last judgment of first instance, else the first of the other measures."""
    decided = [item for item in found if item.role is DateRole.DECIDED]
    judged = [item for item in decided if item.rank == 3]
    if judged:
        return max(judged, key=lambda item: item.value)
    for rank in (2, 1):
        ranked = [item for item in decided if item.rank == rank]
        if ranked:
            return ranked[0]
    return None


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end


def _from_lead(scope: Scope, reference: date | None) -> list[_Found]:
    """Return the dates the lead line of a digest's item gives to all cases under it, not those of an introduction."""
    if scope.lead is None or scope.span.contains(scope.lead) or _overlap(scope.lead, scope.intro):
        return []
    return [item for item in _dates_of_lead(scope.plain, scope.lead, reference) if item.role is not DateRole.CONDUCT]


@lru_cache(maxsize=8)
def _dates_of_lead(plain: str, lead: Span, reference: date | None) -> tuple[_Found, ...]:
    return tuple(_find_dates(plain, lead, reference))


_SENTENCED = re.compile("判处[^。；\n]{0,16}(?:有期徒刑|拘役|管制|无期)")


def _without_arrests(found: list[_Found], scope: Scope) -> list[_Found]:
    """Return the dates; the day of an arrest is no decision where a judgment without a day of its own follows."""
    decided = [item for item in found if item.role is DateRole.DECIDED]
    if not decided or any(item.rank == 3 for item in decided) or "判处" not in scope.text:
        return found
    plain, end = scope.plain, scope.span.end
    if not _SENTENCED.search(plain, decided[-1].span.end, end):
        return found
    arrests = [item for item in decided if _ARREST.search(_sentence_after(plain, item.span.end, end))]
    return [replace(item, role=DateRole.CONDUCT, rank=0) if item in arrests else item for item in found]


# 3月5日李某被刑拘。3月9日,某公安局依据《某法》对所在公司罚款: both sides looked into, the fine closes the case.
# So it does behind a prosecutor's step: 3月5日发出检察建议。5月9日,某局对该公司罚款.
_FORCED = re.compile("强制措施|刑拘|刑事拘留|抓获|落网|到案|归案|检察建议|不起诉")
_FINED = re.compile(
    "(?:依据|根据|依照|按照)《?[^。；\n]{4,160}(?:警告|罚款|处罚|责令)"
    "|(?:对|给予|作出|处以?)[^，,。；;\n]{0,24}(?:警告|罚款|处罚决定)"
)


def _fine_over_arrest(found: list[_Found], scope: Scope) -> list[_Found]:
    """Return the dates; that of an arrest yields to that of a fine under a law on a later day."""
    decided = [item for item in found if item.role is DateRole.DECIDED and item.rank == 2]
    if len(decided) < 2:
        return found
    plain, end = scope.plain, scope.span.end
    later = [item for item in decided[1:] if item.value > decided[0].value]
    if not any(_FINED.search(_sentence_after(plain, item.span.end, end)) for item in later):
        return found
    first = _sentence_after(plain, decided[0].span.end, min((item.span.start for item in later), default=end))
    if not _FORCED.search(first) or _FINED.search(first):
        return found
    return [replace(item, rank=1) if item is decided[0] else item for item in found]


def _without_openings(found: list[_Found], text: str) -> list[_Found]:
    """Return the dates; the day a case was opened is no decision when a later day or an ending measure is told."""
    if not any(item.rank == 1 for item in found):
        return found
    is_dated = any(item.rank > 1 or item.role is DateRole.ANNOUNCED for item in found)
    is_done = _MEASURE.search(text) is not None
    return [
        replace(item, role=DateRole.CONDUCT, rank=0)
        if item.rank == 1 and (is_dated or (is_done and len(item.value) > len("2025")))
        else item
        for item in found
    ]


_SIGNS = re.compile(r"[\u4e00-\u9fff]{2,28}[局厅部办院会室队行](?:\s?[（(](?:印章|公章|盖章|章|印)[）)])?\s+\Z")


def _from_cell(scope: Scope, found: list[_Found]) -> list[_Found]:
    """Return the dates of a row of a table of decisions, the first one that fills a cell as that of the decision."""
    plain = scope.plain
    for i, item in enumerate(found):
        if plain[item.span.start - 1 : item.span.start] == "\t" and plain[item.span.end : item.span.end + 1] in "\t\n":
            return [*found[:i], replace(item, role=DateRole.DECIDED, rank=2), *found[i + 1 :]]
    return found


_LETTERHEAD = 200  # characters


def _signed(scope: Scope, found: list[_Found]) -> list[_Found]:
    """Return the dates; in a notice of one case that tells no other day, the day under its signature announces it."""
    plain, last = scope.plain, found[-1] if found else None
    if last is None or not scope.is_only_case:
        return found
    start, end = last.span.start, last.span.end
    if any(item.role is not DateRole.CONDUCT and not _is_on_index(plain, item.span.start) for item in found):
        return found
    ends_line = end == len(plain) or plain[end] == "\n"
    if not ends_line or len(last.value) < len("2025-12-03"):
        return found
    is_letter = plain[start - 1 : start] == "\n" and plain.find("决定书", 0, _LETTERHEAD) >= 0
    if is_letter or _SIGNS.search(plain[max(0, start - 32) : start]):
        return [*(replace(item, role=DateRole.CONDUCT) for item in found[:-1]), replace(last, role=DateRole.ANNOUNCED)]
    return found


def _is_on_index(plain: str, start: int) -> bool:
    """Return whether a day stands in the line of a site's index above a notice: 索引号：… 发布日期：2025-03-08."""
    return plain.find("索引号", plain.rfind("\n", 0, start) + 1, start) >= 0


# What closes a notice behind its warnings: the body that signs it, and the day.
_SIGNATURE = re.compile(
    r"(?:\n[\u4e00-\u9fff]{3,28}[局厅部办委院会室队行](?:[（(][^）)\n]{1,4}[）)])?\s+|。[\u4e00-\u9fff]{4,28}[局厅办院队])"
    r"(?=20\d\d ?年[\d ]+月[\d ]+日\s*(?:\n|\Z))"
)
_TAIL = 600  # characters


def _signed_below(scope: Scope, reference: date | None) -> list[_Found]:
    """Return the day under the signature that warnings part from the only case of a notice, as that of its
    announcement.
    """
    start, end = max(scope.span.start, scope.span.end - _TAIL), scope.span.end + _TAIL
    if not scope.is_only_case or scope.plain.find("日", start, end) < 0:
        return []
    signature = _SIGNATURE.search(scope.plain, start, end)
    if signature is None:
        return []
    stop = scope.plain.find("\n", signature.end())
    line = Span(signature.end(), stop if stop >= 0 else len(scope.plain))
    return [replace(item, role=DateRole.ANNOUNCED, rank=0) for item in _find_dates(scope.plain, line, reference)]


def _context(found: Sequence[_Found]) -> str:
    """Return the last day told so far, in whose year a case goes on where the page states no day."""
    return max(found, key=_start).value if found else ""


def _start(found: _Found) -> int:
    return found.span.start


def get_dates(scope: Scope) -> tuple[DateMention, ...]:
    """Return the dates of the case with their roles; the date of the decision stands before other decided dates.

    Decided: the stated day of the measure, of a judgment the last of first instance. Announced: the day the case's own
    text, its signature or the lead line of its item in a digest says it was made public. Every other day (of the
    conduct, of a report, of a discovery) has the role conduct. A date without a year takes it from the same line or
    from the document's date, never from the clock.
    """
    reference = _reference(scope)
    found: list[_Found] = []
    for line in get_narrative(scope):
        found += _find_dates(scope.plain, line, reference, "" if reference else _context(found))
    if found:
        found = _without_arrests(_without_openings(found, scope.text), scope)
        found = _signed(scope, _fine_over_arrest(found, scope))
    if not any(item.role is not DateRole.CONDUCT for item in found):
        found = _from_cell(scope, found)
    if not any(item.role is not DateRole.CONDUCT for item in found):
        found = _from_lead(scope, reference) + found
    if not any(item.role is not DateRole.CONDUCT for item in found):
        below = _signed_below(scope, reference)
        found = [item for item in found if all(item.span != other.span for other in below)] + below
    first = _decisive(found)
    others = [item for item in found if item is not first]
    return tuple(_mention(item) for item in ([first, *others] if first else others))
