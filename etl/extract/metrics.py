"""Numbers that a campaign reports as its results: 处置账号13万余个 is 130000 个."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from etl.alternation import group_words
from etl.model import Evidence, Metric, Span
from etl.numerals import parse_number

_NUMBER = (
    r"[\d一二三四五六七八九十百千两](?:"
    r"(?<=\d)(?<![\d.].)(?:\d{0,2}(?:,\d{3}){1,4}|\d{0,14})(?:\.\d{1,6})?|(?<=\D)[一二三四五六七八九十百千两]{1,7})"
)
# What is counted. Longer units first: "个次", "人次", "亿元".
_UNIT = (
    r"个次|家次|人次|批次|辆次|台次|站次|场次|件次|公里|余?元|个|条|起|件|名|家|款|期|场|篇|项|份|次|人|台|部|笔|户|宗|张|处|辆|枚|册|套|例|间|万次|类次|"
    r"平方米|吨|公斤|千克|箱|瓶|支|座|组|对|群|册次"
)
# Matches "7.3万余个", "1.95万件", "130余万条", "100余篇", "129.5亿元"; must not match "12月", "第8批", "2026年".
_COUNT = re.compile(
    rf"(?P<number>{_NUMBER})(?P<much>[余多])?(?P<large>万亿|亿|万)?(?P<more>[余多])?(?P<unit>{_UNIT})(?!月|年|工作日|小时|层|(?<=部)门)"
)
# Words that tell work done. Matches 处置, 抓获; 方面 and 任务 count plans, not results.
_WORK = re.compile(
    "处置|处理|限制|清理|删除|关闭|关停|下架|查处|查办|查明|查获|查扣|查封|拦截|封禁|封停|封堵|解散|约谈|抓获|破获|侦破|打掉|捣毁|受理|办理|办结|核查|检查|"
    "排查|巡查|发现|整改|整治|发布|公布|曝光|通报|处罚|罚没|罚款|移送|移交|列入|纳入|连接|发送|培训|出动|监测|完成|累计|共计|冻结|追缴|追回|挽回|止付|督办|"
    "推广|提供|覆盖|收录|编制|责令|提请|指导|服务|开展|注销|屏蔽|下线|暂停|取消|禁言|清除|惩处|惩治|打击|立案|审结|起诉|批捕|批准逮捕|判处|采取|"
    "清退|比对|核验|调解|发放|上线|接入|举报|备案|新增|建成|建立|制定|出台|评估|应对|抢修|检测|抽检|抽查|监督|劝阻|预警|返还|退赔|没收|扣押|收缴|销毁|召回|组织|实现|达到?|参保|参加|报送|接报"
)
# Numbers of plans and structure. Matches "6类", "8项重点任务", "3个维度", "2个月".
_STRUCTURE = re.compile(
    "(?:个|项|类|大|条|方面)(?:方面|维度|重点|任务|要求|措施|举措|环节|突出问题|阶段|月|部门|工作日|小时|问题|层面|原则|步骤|专项|章|部分|关键|领域|省|"
    "行业|成员单位|平台类|场景|工作|意见|建议|标准|典型|指标|附件|自然日|目标|行动|制度)|[起件例]典型"
)
# Before a number these make it an article, a range or an ordinal. Matches "第", "第24至", "《某规定》".
_LAW = re.compile(r"第[\d一二三四五六七八九十百零]*[至到、-]?\Z|《[^》]*\Z|》\Z|以[上下]\Z|章[，,]共?\Z")
_RANGE = re.compile(r"以上|以下|至\d|以内")
_SUM = re.compile("涉案|资金|金额|止损|冻结|挽回|查明|追|罚没|罚款|退赔|返还|价值|货值|案值|损失|避免")
# 在入驻平台的90家|企业中,3家未整改: those among whom others are counted.
_AMONG, _AMONG_AFTER = re.compile("在[^，。；]{0,16}\\Z"), re.compile("[^，。；]{1,7}中(?:[，,]|$)")
# Names before a count make it the size of a list. Matches "“甲”“乙”等".
_NAMED = re.compile("”等\\Z")
_MANY_DIGITS = 3  # of a number of which the names are but a few: 下架“甲”“乙”等380款App
_PLANNED = re.compile(
    group_words(
        r"(?:将(?!\Z)|拟|计划|力争|确保|应当|不超过|不少于|不得|以上|以下|以内|为期|每|目标)[^，。；]{0,14}\Z|至少[^。；]{0,40}\Z"
    )
)
_CLAUSE_EDGE = re.compile(r"[。；;！？\n]")
_STOP = re.compile(r"[。！？\n]")
_COMMON = frozenset(
    (
        *("累计", "共计", "相关", "违规", "违法", "处置", "清理", "关闭", "余个", "余条", "万余", "查处", "下架"),
        *("个次", "家次", "人次", "批次", "件次"),
    )
)


def _get_sentence(plain: str, span: Span, start: int, end: int) -> tuple[int, int]:
    low = max(span.start, start - 300)
    left = max(low, *(plain.rfind(mark, low, start) + 1 for mark in "。；;！？\n"))
    limit = min(span.end, end + 300)
    found = _CLAUSE_EDGE.search(plain, end, limit)
    return left, found.start() if found else limit


def _parse_value(match: re.Match[str]) -> Metric | None:
    large = match["large"] or ""
    digits = match["number"].replace(",", "")
    if not digits[0].isdigit() and not large and not re.search("[十百千]", digits):
        return None
    number = parse_number(digits + ("亿" if large == "万亿" else large))
    if number is None or number <= 0:
        return None
    value = number * 10000 if large == "万亿" else number
    return Metric(value, match["unit"].removeprefix("余"), Evidence(Span(match.start(), match.end()), "metrics.count"))


def _is_result(plain: str, span: Span, match: re.Match[str]) -> bool:
    """Tell whether a counted number is a result of work and no plan, date, enumeration or article."""
    start, end = match.span()
    left, right = _get_sentence(plain, span, start, end)
    before, after = plain[left:start], plain[end : min(end + 8, right)]
    is_list_size = len(match["number"]) < _MANY_DIGITS and _is_list_size(before, plain[end:right])
    if _LAW.search(before[-12:]) or is_list_size or re.search(r"[\d.]\Z", before):
        return False
    if _RANGE.match(after) or (match["unit"].endswith("元") and ("某" in before or not _SUM.search(before))):
        return False
    if "中" in after and _AMONG.search(before) and _AMONG_AFTER.match(after):
        return False
    is_small = not match["large"] and match["much"] is None and match["more"] is None
    if _STRUCTURE.match(match["unit"] + after):
        return False
    if _PLANNED.search(before) and is_small:
        return False
    if is_small and re.match(r"[个项条类]", match["unit"]) and re.match("违法行为|环节", after):
        return False
    return _WORK.search(plain, left, right) is not None


def _is_list_size(before: str, after: str) -> bool:
    """Tell whether a number only counts the names before it, with no work told behind it."""
    return _NAMED.search(before) is not None and _WORK.search(re.split("[，、]", after)[0]) is None


def _get_quote_span(plain: str, span: Span, found: Span) -> Span:
    """Return the words that lead to the number within its clause together with number and unit."""
    left = found.start
    low = max(span.start, found.start - 18)
    while left > low and plain[left - 1] not in "，,。；;、！？：:（）()“”\n":
        left -= 1
    return Span(left, found.end)


def _get_pairs(plain: str, span: Span) -> set[str]:
    """Return the pairs of characters near a number, within its clause, that tell what is counted."""
    around = re.split(r"[，,。；;！？\n]", plain[max(span.start - 10, 0) : span.start])[-1] + span.of(plain)
    around += " " + re.split(r"[，,。；;！？\n]", plain[span.end : span.end + 18])[0]
    return {a + b for a, b in pairwise(around) if a >= "\u4e00" and b >= "\u4e00" and a + b not in _COMMON}


_Seen = dict[tuple[Decimal, str | None], set[str]]


def _is_repeat(plain: str, metric: Metric, seen: _Seen) -> bool:
    """Tell whether the same number of the same things was told before, and remember what it counts."""
    pairs = _get_pairs(plain, metric.evidence.span)
    known = seen.setdefault((metric.value, metric.unit), set())
    repeated = not known.isdisjoint(pairs)
    known |= pairs
    return repeated


# What sums up what was done: 截至目前, 2025年共起诉, 仍有8款; not 共同编制. It never leaves its sentence.
_SUMS_UP = re.compile(
    r"截至|以来|累计|共计|总计|合计|共(?!同|享|治|建)(?=[一-龥]{2})|季度|期间|尚有\d|仍有\d|"
    r"年(?:(?<=[全去]年)|(?<=[上下]半年)|(?<=(?:19|20)\d\d年)[^。；！？\n]{0,24}?"
    r"(?:受理|起诉|审查|批捕|查处|侦破|破获|处置|清理))"
)
# Work of enforcement, not of trade or research. Matches 阶梯式处理; must not match 处理个人信息.
_ENFORCED = re.compile(
    "处置|处理(?![个者活数信规敏])|清理|删除|关闭|关停|下架|查处|查办|查获|拦截|封禁|封停|约谈|抓获|破获|侦破|打掉|捣毁|受理|办结|起诉|批捕|批准逮捕|"
    "审结|判处|整改|处罚|罚没|移送|注销|禁言|惩处|立案|冻结|追缴|挽回|劝阻|督办"
)
_THREAT = re.compile("[^，。；]{0,6}(?:威胁|攻击|漏洞|病毒|恶意软件|勒索|木马)")
_CAMPAIGN = re.compile("专项|整治|治理工作")


def get_results(plain: str, span: Span) -> tuple[Metric, ...]:
    """Return the numbers of the sentences within a span that sum up enforcement, for news among other news.

    Apps count only where a paragraph tells of a campaign or a sentence gives totals: elsewhere their number belongs to
    a list of apps.

    >>> text = "某局开展专项整治，截至目前，尚有3款App未完成整改。\\n某厂拦截攻击5亿次。某公司推出2款App。"
    >>> [(str(one.value), one.unit) for one in get_results(text, Span(0, len(text)))]
    [('3', '款')]
    """
    found: list[Metric] = []
    end = span.start
    for clue in _SUMS_UP.finditer(plain, span.start, span.end):
        if clue.start() < end:
            continue
        at = clue.start()
        start = max(end, *(plain.rfind(mark, end, at) + 1 for mark in "。！？\n"))
        stop = _STOP.search(plain, clue.end(), span.end)
        end = stop.start() if stop else span.end
        if _ENFORCED.search(plain, start, end):
            metrics = get_metrics(plain, Span(start, end))
            is_total = plain.find("累计", start, end) >= 0
            found += [one for one in metrics if _is_enforcement(plain, span, one, is_total)]
    return tuple(found)


def drop_repeats(plain: str, metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """Return the metrics without those that tell the same number of the same things again; low ones may meet."""
    seen: _Seen = {}
    return tuple(metric for metric in metrics if metric.value < 10 or not _is_repeat(plain, metric, seen))


def _is_enforcement(plain: str, span: Span, metric: Metric, is_total: bool) -> bool:
    start, end = metric.evidence.span.start, metric.evidence.span.end
    if _THREAT.match(plain, end):
        return False
    if metric.unit != "款" or is_total:
        return True
    line_end = plain.find("\n", end, span.end)
    line_start = max(plain.rfind("\n", span.start, start) + 1, span.start)
    return _CAMPAIGN.search(plain, line_start, line_end if line_end >= 0 else span.end) is not None


def get_metrics(plain: str, span: Span) -> tuple[Metric, ...]:
    """Return the numeric results told within a span, in order; the quote runs from the clause's words to the unit.

    万 and 亿 are multiplied out, 余 and 多 dropped.

    >>> text = "专项行动以来，累计清理违法信息4万余条，处置账号1.2万个。下一步将开展3个月整治。"
    >>> [(str(one.value), one.unit, one.evidence.span.of(text)) for one in get_metrics(text, Span(0, len(text)))]
    [('40000', '条', '累计清理违法信息4万余条'), ('12000', '个', '处置账号1.2万个')]
    >>> get_metrics("会议部署8项重点任务，依据第二十条。", Span(0, 17))
    ()
    """
    metrics: list[Metric] = []
    seen: _Seen = {}
    for match in _COUNT.finditer(plain, span.start, span.end):
        if not _is_result(plain, span, match):
            continue
        metric = _parse_value(match)
        if metric and not _is_repeat(plain, metric, seen):
            quote = _get_quote_span(plain, span, metric.evidence.span)
            metrics.append(Metric(metric.value, metric.unit, Evidence(quote, "metrics.count")))
    return tuple(metrics)
