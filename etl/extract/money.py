"""Sums of money in a text, and those of a case that are no penalty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from etl.alternation import drop_names, find_begun, group_words
from etl.extract.passages import Passage
from etl.extract.selection import get_spans, select_passages
from etl.model import Evidence, Money, OtherAmount, Penalty, Scope, Span
from etl.numerals import parse_number

_DIGIT = r"[\d一二三四五六七八九十百千两〇零壹贰叁肆伍陆柒捌玖拾佰仟]"
_NUMERAL = (
    rf"(?<![\d.])(?<!\d,)(?:\d{{1,3}}(?:,\d{{3}})+|"
    rf"(?<!\d )[1-9]\d{{0,2}}(?:[ \u2009]\d{{3}})+(?=\s?$)|\d+|{_DIGIT}+)"
    rf"(?:\.\d+)?\s?(?:[余多]\s?)?(?:[百千仟万萬亿億]{{0,2}}|[wW])"
    rf"(?:(?<=[万亿千萬億])\s?{_DIGIT}+\s?[万千百]?){{0,2}}"
)
_VAGUE = r"(?:数|几|上|成|多)\s?[十百千仟万亿]{1,3}|[十百千][几数][万亿]?"
_ROUND = r"(?<=[近超逾过约达了款利])[万亿]"  # 获利万余元, 流水近亿元
# What may stand between a number and 元: 余, 人民币, 美.
_TAIL = r"\s?[余多+]?\s?(?:人民币|美|港|欧|日|韩|澳|加|新台|新加坡|越南)?"
_BEFORE_UNIT = re.compile(rf"(?P<number>{_VAGUE}|{_NUMERAL}|{_ROUND})(?P<tail>{_TAIL})$")
# Of these characters alone a number and its tail are made.
_IN_SUM = (
    "0123456789０１２３４５６７８９一二三四五六七八九十百千两〇零壹贰叁肆伍陆柒捌玖拾佰仟万萬亿億数几上成多余,.wW+"
    "人民币美港欧日韩澳加新台坡越南 \t\n\r\u3000\xa0"
)
# A sum ends in 元, in the name of another currency, or in 人民币 after a number. Not 元旦, 元素, 元宇宙.
_UNIT = re.compile(
    r"元(?![素旦宵宇年月首老勋件器组代气帅凶化]|一次|里[街村路社镇]|(?<=三元)[区桥](?![间别域]))|圆(?=整|[,，。;；、）)\s]|$)|美金|港币|新台币|台币|英镑|卢布|泰铢|块(?=钱|[,，。;；、）)]|$)|"
    r"人民币(?!\s?[\d一二三四五六七八九十百壹贰叁数近约超])"
)
# Characters without which there is no sum, and those of them that units, signs and sums without 元 need.
_MARK = re.compile("[元圆镑铢块币美卢¥￥$RCU万亿]")
_UNIT_MARKS, _SIGN_MARKS, _SHORT_MARKS = frozenset("元圆镑铢块币美卢"), frozenset("¥￥$RCU"), frozenset("万亿")
_SIGN = re.compile(r"(?:[¥￥]|RMB|CNY|US\$|USD|HK\$|\$)\s?(?P<number>\d[\d,]*(?:\.\d+)?\s?[万亿]?)(?:\s?(?:元|美元))?")
_AFTER = re.compile(
    rf"(?:(?P<jiao>{_DIGIT})角(?:(?P<fen>{_DIGIT})分)?)?(?:\s?人民币)?(?:整|钱)?"
    r"(?P<more>余|左右|上下|以上|以下|以内|不等)?"
)
_APPROXIMATE = re.compile(r"(?:约合?|近|超过?|过|逾|将近|接近|至少|不足|不低于)\s?(?:人民币)?\s?$")
# Sums of a list that share the last one's 元, and sums said without it: 15万、2万和1万元, 被罚110万.
_LISTED = re.compile(rf"(?P<number>{_NUMERAL})(?=\s?(?:、|和|及|与|,|，)\s?$)")
_COMMAS = ("、", "和", "及", "与", ",", "，")
_SHORT = re.compile(
    r"(?:罚款?|罚没|没收|赔偿|获利|牟利|金额|价值|损失|人民币|(?:骗走|骗取|被骗)[^,，。;；\d]{0,12})(?:了|共|约|近|超|逾|达|人民币)*\s?"
    r"(?P<number>(?:\d+(?:\.\d+)?|[一二三四五六七八九十百千两]+)\s?[余多]?[万亿])(?P<tail>[余多]?)(?=[,，。;；、）)”\s!！]|罚单|$)|"
    r"(?P<before>\d+(?:\.\d+)?[万亿])(?=(?:的)?(?:罚单|罚款|罚没))"
)
_SHORT_END = re.compile(r"[万亿](?=[余多]?[,，。;；、）)”\s!！的罚]|[余多]?$)")  # what _SHORT cannot do without
_CURRENCIES = {
    **{"美": "USD", "美金": "USD", "$": "USD", "US$": "USD", "USD": "USD", "港": "HKD", "港币": "HKD", "HK$": "HKD"},
    **{"欧": "EUR", "日": "JPY", "韩": "KRW", "澳": "AUD", "加": "CAD", "新台": "TWD", "新台币": "TWD", "台币": "TWD"},
    **{"英镑": "GBP", "卢布": "RUB", "泰铢": "THB", "新加坡": "SGD", "越南": "VND"},
}
_WINDOW = 28


def find_money(plain: str, span: Span) -> tuple[tuple[Span, Money], ...]:
    """Return the sums of money written in a stretch of text, in order, each with its span.

    A range (5万元至10万元) is one sum without amount; so is a vague one (数十万元).

    >>> text = "罚款5仟元,获利60万余元,单价200元至500元,涉案数十万元。"
    >>> [(s.of(text), m.amount, m.approximate) for s, m in find_money(text, Span(0, len(text)))]
    [('5仟元', Decimal('5000'), False), ('60万余元', Decimal('600000'), True), \
('200元至500元', None, False), ('数十万元', None, True)]
    >>> find_money("2026年元旦,公司注册。", Span(0, 11))
    ()
    """
    return _find(plain, span.start, span.end)


@lru_cache(maxsize=16)  # penalties and other amounts look for the sums of the same sentences
def _find(plain: str, start: int, end: int) -> tuple[tuple[Span, Money], ...]:
    span = Span(start, end)
    marks = frozenset(_MARK.findall(plain, start, end))
    found: list[tuple[Span, Money]] = []
    if marks & _UNIT_MARKS:
        for match in _UNIT.finditer(plain, span.start, span.end):
            floor = found[-1][0].end if found else span.start
            found += _sums_ending_at(plain, floor, match, span.end)
    if marks & _SIGN_MARKS:
        found += _signed(plain, span)
    if marks & _SHORT_MARKS and _SHORT_END.search(plain, start, end):
        found += _unmarked(plain, span)
    return tuple(_joined(plain, _apart(found))) if found else ()


def is_converted(plain: str, money: Span) -> bool:
    """Tell whether a sum only converts the one before it, as in 500万欧元(约540万美元).

    >>> text = "罚款500万欧元(约540万美元)"
    >>> [is_converted(text, span) for span, _ in find_money(text, Span(0, len(text)))]
    [False, True]
    """
    before = plain[max(0, money.start - 5) : money.start]
    return ("（" in before or "(" in before) and re.search(r"[元镑铢币布][（(][约合折]{0,2}$", before) is not None


def _apart(found: list[tuple[Span, Money]]) -> list[tuple[Span, Money]]:
    """Put the sums in order; of two that overlap the one found first stays."""
    kept: list[int] = []
    for i in sorted(range(len(found)), key=lambda i: found[i][0].start):
        if kept and found[kept[-1]][0].overlaps(found[i][0]):
            if i > kept[-1]:
                continue
            kept.pop()
        kept.append(i)
    return [found[i] for i in kept]


def parse_money(text: str) -> Money | None:
    """Return the sum a phrase states, or None when it states none or several.

    >>> parse_money("壹拾万元整"), parse_money("1,000元"), parse_money("甲乙丙")
    (Money(amount=Decimal('100000'), currency='CNY', approximate=False), \
Money(amount=Decimal('1000'), currency='CNY', approximate=False), None)
    """
    found = find_money(text, Span(0, len(text)))
    return found[0][1] if len(found) == 1 else None


def _sums_ending_at(plain: str, floor: int, unit: re.Match[str], end: int) -> list[tuple[Span, Money]]:
    """Read backwards from 元: the number before it, and the numbers before that which share the 元."""
    window = max(floor, unit.start() - _WINDOW)
    before = plain[window : unit.start()]
    match = _BEFORE_UNIT.search(before, len(before.rstrip(_IN_SUM)))
    if match is None:
        return []
    start = window + match.start()
    after = _AFTER.match(plain, unit.end(), end)
    tail = (after["more"] if after else None) or ""
    stop = after.end() if after else unit.end()
    amount = _with_change(_amount(match["number"]), after)
    is_approximate = amount is None or _is_approximate(plain, start, match["number"] + match["tail"] + tail)
    currency = _currency(match["tail"], unit[0])
    if tail in ("以上", "以下", "以内", "不等", "上下"):
        amount, is_approximate = (amount, True) if tail == "上下" else (None, False)
    return [*_listed(plain, floor, start, currency), (Span(start, stop), Money(amount, currency, is_approximate))]


def _amount(number: str) -> Decimal | None:
    number = number.replace(" ", "").replace("\u2009", "").replace("w", "万").replace("W", "万")
    return parse_number(f"一{number}" if number in ("万", "亿") else number)


def _with_change(amount: Decimal | None, after: re.Match[str] | None) -> Decimal | None:
    """Add the 角 and 分 that follow 元."""
    if amount is None or after is None or not after["jiao"]:
        return amount
    change = (parse_number(after["jiao"]) or 0) * 10 + (parse_number(after["fen"] or "") or 0)
    return amount + Decimal(change) / 100


def _is_approximate(plain: str, start: int, text: str) -> bool:
    return any(char in text for char in "余多左上+") or _APPROXIMATE.search(plain, max(0, start - 8), start) is not None


def _currency(tail: str, unit: str) -> str:
    return _CURRENCIES.get(tail.strip(" 余多+"), _CURRENCIES.get(unit, "CNY"))


def _listed(plain: str, floor: int, start: int, currency: str) -> list[tuple[Span, Money]]:
    """Return the sums of a list before the one at `start`: 15万 and 2万 of 15万、2万和1万元."""
    found: list[tuple[Span, Money]] = []
    if not plain[max(floor, start - _WINDOW) : start].rstrip().endswith(_COMMAS):
        return found
    while match := _LISTED.search(plain[max(floor, start - _WINDOW) : start]):
        if not any(char in "万亿千百仟" for char in match["number"]):
            break
        low = max(floor, start - _WINDOW) + match.start()
        found.insert(0, (Span(low, low + len(match["number"].rstrip())), Money(_amount(match["number"]), currency)))
        start = low
    return found


def _signed(plain: str, span: Span) -> Iterator[tuple[Span, Money]]:
    for match in _SIGN.finditer(plain, span.start, span.end):
        sign = match[0][: match.start("number") - match.start()].strip()
        amount = parse_number(match["number"].rstrip(", ").replace(" ", ""))
        if amount is not None:
            yield Span(match.start(), match.end()), Money(amount, _CURRENCIES.get(sign, "CNY"))


def _unmarked(plain: str, span: Span) -> Iterator[tuple[Span, Money]]:
    """Yield sums said without 元 beside a word that makes them money: 被罚110万."""
    for match in _SHORT.finditer(plain, span.start, span.end):
        name = "number" if match["number"] else "before"
        start, text = match.start(name), match[name] + (match["tail"] or "")
        amount = _amount(text)
        if amount is not None:
            yield Span(start, start + len(text)), Money(amount, "CNY", _is_approximate(plain, start, text))


def _joined(plain: str, found: Sequence[tuple[Span, Money]]) -> Iterator[tuple[Span, Money]]:
    """Make one sum without amount of the two bounds of a range."""
    i = 0
    while i < len(found):
        span, money = found[i]
        if i + 1 < len(found) and _is_range(plain, span, found[i + 1][0]):
            yield Span(span.start, found[i + 1][0].end), Money(None, money.currency)
            i += 2
            continue
        low = _open_range(plain, span)
        yield (span, money) if low is None else (Span(low, span.end), Money(None, money.currency))
        i += 1


def _is_range(plain: str, low: Span, high: Span) -> bool:
    gap = plain[low.end : high.start]
    if len(gap) > 8:
        return False
    if low.of(plain).endswith("以上") and high.of(plain).endswith("以下"):
        return True
    return re.fullmatch(r"\s?(?:不等)?(?:至|到|—+|－|-|–|～|~)\s?(?:人民币)?\s?", gap) is not None


_RANGE_SIGNS = ("至", "到", "—", "－", "-", "–", "～", "~")
_LOW_BOUND = re.compile(rf"(?:{_NUMERAL})\s?(?:至|到|—+|－|-|–|～|~)\s?$")


def _open_range(plain: str, span: Span) -> int | None:
    """Return where 5万—10万元 begins when the sum is the upper bound of a range; else None."""
    low = max(0, span.start - _WINDOW)
    if not plain[low : span.start].rstrip().endswith(_RANGE_SIGNS):
        return None
    match = _LOW_BOUND.search(plain[low : span.start])
    return low + match.start() if match else None


# Words that say what a sum is; the nearest before the sum in its sentence decides.
_CONTEXT = re.compile(
    r"(?P<penalty>罚款|罚金|罚没款?|罚单|被罚|处罚|没收|并处|处以|缴纳罚|(?:追缴|补缴)[^,，。;；]{0,20}税费?款?|加收滞纳金)|"
    r"(?P<skip>注册资本|注册资金|悬赏|最高奖励|奖励举报|举报奖励|营业收入|年收入|总资产|市值|票房|净利润|估值|满)|"
    r"(?P<other>挽回[^,，。;；]{0,10}?损失|挽回|挽损|止损(?:资金)?|追[回缴](?:资金|赃款)?|赔偿|返还|收取|奖励|补缴)|"
    r"(?P<illegal_gain>(?:违法|非法|犯罪)(?:所得|收入|收益|获利)|获利|牟利|谋利|盈利|渔利|敛财|赚取?|收益|"
    r"好处费|佣金|报酬|提成|推广费用?|分成)|"
    r"(?P<damage>损失|退赔|退还|退款|赔付)|"
    r"(?P<price>[售标单原现定报底均]价|价格|收费|[月年]费|会员费|价为|每[条个次份人月年单盒瓶件台张只套款]|"
    r"(?:优惠|促销|成交|结算|划线)价|价签)|"
    r"(?P<case_value>涉案|货值|金额|销售额|营业额|资金|流水|骗|索要|勒索|交易额?|价值|转账|充值|打赏|支付|汇入|取现|外汇|"
    r"经营数?额|偷逃|税款?|兑换|钱款|缴纳)"
)
_CONTEXT_BEGINS = re.compile(group_words(drop_names(_CONTEXT.pattern)))
_CONTEXT_AFTER = re.compile(
    r"(?:的|人民币|整|不等)*\s?(?:(?P<penalty>(?:行政)?(?:罚款|罚金|罚没|罚单))|"
    r"(?P<price>[/每]|一[条个次份人月年单盒瓶件台张套])|的?(?P<case_value>价值))"
)
# “每户补发1200元”不实: the words of a rumour.
_RUMOURED = re.compile(
    r"[^“”\n]{0,24}”(?:系|为|是|的|等|纯属){0,2}(?:不实|谣言|虚假|假消息|传言|消息|帖|文章|言论|截图)"
)
# 打着“注册领80元”“一天200元”旗号, “吃碗面被收90元”短视频: what a slogan or title says
_SLOGAN = re.compile(
    r"[^“”\n]{0,24}”(?:[、,，和及]?\s?“[^“”\n]{1,30}”)*\s?等?的?(?:虚假|不实|摆拍)?(?:短?视频|旗号|为?幌子|口号|噱头|标语)"
)
# 报25.20元/股, 每股5元, 不低于150元: market prices and bounds
_PER_SHARE = re.compile(r"\s?(?:[/每]|一)股")
_NO_SUM = re.compile(r"(?:每股|不[得能]?[低少]于|不得?[高多]于)[^,，。;；\d]{0,4}$")
_IDIOMS = ("百元", "千元", "万元")  # 百元上热门, 千元机
# Money of the clause that only bounds a rule or a threat.
_HYPOTHETICAL = re.compile(r"最高(?:可)?(?:处|罚)|可处|可并处|将面临|封顶|起步价格?上限")


# 并处罚款,共计9万元
_SUMMED_UP = re.compile(r"[\d.]*[万亿]?元?(?:等)?[,，]\s?(?:以上)?(?:共计|合计|总计)(?:人民币)?")
# 壹仟贰佰元整(￥1200.00)
_REPEATED = re.compile(r"元整?\s?[（(]\s?(?:人民币|小写|即|￥|¥)*[:：]?\s?$")


_REFUND = "penalties.order_refund"


def get_other_amounts(scope: Scope, penalties: Sequence[Penalty]) -> tuple[OtherAmount, ...]:
    """Return the definite sums of the case that are no penalty, each with what it is.

    Kinds: illegal_gain, case_value, price, damage, other. Ranges, vague sums and sums of statutes are left out.
    """
    taken = [p.evidence.span for p in penalties if p.money is not None or p.evidence.rule_id == _REFUND]
    sums = [p.money.amount for p in penalties if p.money and p.money.amount]
    fines = [p.money.amount for p in penalties if p.type == "fine" and p.money and p.money.amount]
    imposed = {sum(part, Decimal(0)) for part in (sums, fines) if len(part) > 1}
    awarded = {p.money.amount for p in penalties if p.type == "compensation" and p.money}
    found: list[OtherAmount] = []
    for _, passage, _ in select_passages(scope, _marks(scope)):
        for span, money in find_money(scope.plain, passage.span):
            if (
                money.amount is None
                or money.amount in imposed
                or (money.amount in sums and _REPEATED.search(scope.plain, max(0, span.start - 8), span.start))
                or is_converted(scope.plain, span)
                or money.amount == 0
                or any(span.overlaps(other) for other in taken)
                or _is_rumoured(scope.plain, span)
                or _PER_SHARE.match(scope.plain, span.end)
                or _NO_SUM.search(scope.plain, max(0, span.start - 8), span.start)
            ):
                continue
            kind, start = _kind(scope.plain, passage, span, is_imposed=money.amount in sums)
            if kind == "other" and (span.of(scope.plain) in _IDIOMS or (start == span.start and money.amount in fines)):
                continue  # 代价是5万元: the fine again
            if kind and (money.amount not in awarded or kind == "illegal_gain"):
                found.append(OtherAmount(kind, money, Evidence(Span(start, span.end), f"money.{kind}")))
    return _unrepeated(scope.plain, found)


def _is_rumoured(plain: str, span: Span) -> bool:
    """Tell whether a sum stands in the quoted words of a rumour, a slogan or a title."""
    opened = plain.rfind("“", max(0, span.start - 24), span.start)
    if opened < 0 or plain.find("”", opened, span.start) >= 0:
        return False
    return _RUMOURED.match(plain, span.end) is not None or _SLOGAN.match(plain, span.end) is not None


def _marks(scope: Scope) -> list[tuple[int, str]]:
    plain = scope.plain
    return [(m.start(), m[0]) for span in get_spans(scope) for m in _MARK.finditer(plain, span.start, span.end)]


def _unrepeated(plain: str, amounts: Sequence[OtherAmount]) -> tuple[OtherAmount, ...]:
    """Keep a sum told twice once, a sum to be paid back apart; one without a word that names it yields to one with."""
    named = {_sum(a) for a in amounts if not _is_bare(plain, a)}
    kept: dict[tuple[bool, Decimal | None, str], OtherAmount] = {}
    for amount in amounts:
        if not (_is_bare(plain, amount) and _sum(amount) in named):
            kept.setdefault((amount.kind == "damage", *_sum(amount)), amount)
    return tuple(kept.values())


def _sum(amount: OtherAmount) -> tuple[Decimal | None, str]:
    return amount.money.amount, amount.money.currency


def _is_bare(plain: str, amount: OtherAmount) -> bool:
    return amount.kind == "other" and _CONTEXT.match(plain, amount.evidence.span.start) is None


def _kind(plain: str, passage: Passage, money: Span, *, is_imposed: bool) -> tuple[str | None, int]:
    """Return what a sum is and where the word that says so begins; None for penalties and mere background."""
    after = _CONTEXT_AFTER.match(plain, money.end, min(money.end + 8, passage.span.end))
    if after and after.lastgroup == "penalty":
        return None, money.start
    low = max(passage.span.start, money.start - 45)
    if _HYPOTHETICAL.search(plain, max(low, money.start - 14), money.start):
        return None, money.start
    last = None
    for match in find_begun(_CONTEXT_BEGINS, _CONTEXT, plain, low, money.start):
        last = match
    if after and after.lastgroup == "price" and (last is None or last.lastgroup not in ("illegal_gain", "damage")):
        return "price", money.start
    if last is None:
        return "other", money.start
    kind = last.lastgroup
    if kind == "penalty":
        between = plain[last.end() : money.start]
        is_near = not re.search(r"[,，。;；:：]", between) or _SUMMED_UP.fullmatch(between) is not None
        return (None, money.start) if is_near or is_imposed else ("other", money.start)
    return (None if kind == "skip" else kind), last.start()
