"""The measures imposed in a case: one entry per measure, with its sum, days and bearer."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from etl.alternation import drop_names, find_begun, group_words
from etl.extract.bearers import get_bearers, share_out
from etl.extract.measures import Measure, find_measures, was_taken
from etl.extract.money import find_money, is_converted
from etl.extract.selection import get_triggers, select_passages
from etl.extract.settlement import settle
from etl.model import Evidence, Money, Party, Penalty, Scope, Span
from etl.numerals import parse_ordinal

_C = r"[^,，。;；:：\n]"
_COUNT = (
    r"(?:\d[\d.,]*\s?余?(?:万余?)?|[一二两三四五六七八九十百]{1,4})"
    r"(?:[件盒瓶双套个台部箱包袋支只条块张本册斤克吨升把枚罐桶辆副顶根片粒批]|公斤|千克)"
)
# What calls a sum a penalty; 罚 alone only before a number.
_MONEY_WORD = re.compile(
    r"(?P<both>罚没款?(?:合计|共计|总计|总额|金额)?|罚款[（(]含没收[^）)\n]{1,12}[）)])|"
    rf"(?P<gains>没收(?:其|了)?(?:(?!没收){_C}){{0,12}}?(?:违法所得|非法所得|违法收入|非法收入|所得|广告费用?|获利))|"
    rf"(?P<goods>没收(?:其|了)?(?:(?!没收){_C}){{0,16}}?(?:物品|财物|工具|设备|设施|产品|商品|货物|烟草?制?品?|药品|食品|器[材械]|化妆品|酒|软件|书刊)|"
    rf"没收(?:其|了)?(?:(?!(?:违法|非法)(?:所得|收入|获利)|所得|罚|款|金)[^,，。;；:：、\n\d]){{1,16}}?{_COUNT}|"
    rf"没收(?:其|了)?(?:涉案|侵权|假冒|仿冒|过期|不合格|掺假|违法(?!所得|收入)|剩余|未售出?)(?:的)?(?:(?!所得|收入)[^,，。;；:：、\n]){{1,10}}(?=[,，。;；、]|$))|"
    rf"(?P<seized>(?:对)?(?:其)?(?:违法|非法)(?:所得|获利|收入){_C}{{0,14}}?(?:依法)?(?:予以|被|全部)(?:依法)?(?:没收|收缴))|"
    r"(?P<court>罚金(?!限|[已应须于][^，,。；;）)]{0,8}缴))|(?P<fine>罚款|罚单|罚(?=了?\s?(?:人民币)?\s?(?:约|近|超)?[\d一二三四五六七八九十壹贰两])"
    r"|行政处罚(?<=元的行政处罚)|处罚(?<=元的处罚))"  # 给予3000元的行政处罚
)
_MONEY_WORD_BEGINS = re.compile(group_words(drop_names(_MONEY_WORD.pattern)))
# What _MONEY_WORD cannot do without.
_MAY_FINE = re.compile(
    r"罚(?=[款没单金了\s人约近超\d一二三四五六七八九十壹贰两])|罚(?<=元的处罚)|罚(?<=元的行政处罚)|没收|收缴"
)
_GOODS = re.compile(r"财物|物品|产品|商品|工具|设备|[药食]品")
_AND_GOODS = re.compile(rf"(?:和|及|以及|、){_C}{{0,8}}(?:[财货]物|[物药食]品|产品|商品|工具|设备|器[械材]|化妆品)")
_OF_WHICH = re.compile(r"\s?(?:的?罚款)?[,，(（]\s?其中[:：,，]?")
_TYPES = {
    **{"both": "fine_and_confiscation", "gains": "confiscate_gains", "seized": "confiscate_gains"},
    **{"goods": "confiscate_goods", "fine": "fine"},
}
# From the word to its sum: 罚款人民币共计5万元, and back: 5万元的行政罚款.
_TO_SUM = re.compile(
    r"(?:[（(][^）)\n]{0,16}[）)]|了|[,，]\s?(?=共?计|合计|金额|即)|分别|各自?|均|共计|合计|总计|总额|累计|约|接近|近|超过?|逾|高达|达|人民币|[¥￥]|为|是|计|金额|处罚|[:：\s]|(?:违法所得|货值金额|销售额|经营额|货值|所得)?[\d一二三四五六七八九十.]+倍的?(?:罚款)?[,，]?\s?(?=即|计|共))*(?:即|计|共)?\s?"
)
_FROM_SUM = re.compile(r"(?:[（(][^）)\n]{0,24}[）)]|人民币|的|顶格|高额|巨额|行政|以上|各|共计|合计|\s)*")
_NEXT_SUM = re.compile(r"\s?(?:、|和|及|与|以及|[,，]?\s?分别)?\s?(?:人民币)?\s?")
_ASKED = re.compile(r"(?:请求|主张|诉请|诉求|索赔)(?![^。;；\n]*(?:一审|二审|审理|认为|最终|判决|生效))[^。;；\n]*$")
_CLAIMED = re.compile(r"(?:原告|起诉|诉讼|要求)[^。;；\n]*$")
_TOTAL = re.compile(r"(?:共计|合计|总计|累计|总额|总共)[^,，。;；\n]{0,6}$|(?:共|总)(?:处|罚)")
# 追缴税费款、加收滞纳金并处罚款共计90万元: one sum for taxes and fine
_WITH_TAXES = re.compile(r"(?:税费?款?|滞纳金)[^,，。;；\n\d]{0,8}$")
# 没收违法所得、罚款共计8万元: one sum for both
_WITH_GAINS = re.compile(r"没收(?:其|全部)?(?:违法|非法)所得(?:、|和|及|并处?|[,，]\s?并?处?)$")
_PAST = re.compile(
    r"(?:此前|之前|曾|历史上|过去|近年来|近[一二三四五六两\d]+年|以来|多次|先后)[^。;；\n]{0,24}(?:累计|共|多次)[^。;；\n]{0,30}$|"
    r"曾(?:经)?(?:因|于|被)[^。;；\n]{0,30}$|最高(?:达|开出|罚款)?$"
)
# 此前已被罚款3万元,此次再被罚款8万元
_EARLIER = re.compile(r"(?:此前|之前|以前|先前|曾经?|去年|前年|上次|前次)[^,，。;；\n]{0,16}$")
_THIS_TIME = re.compile(r"此次|本次|这次|再次|再被|又被|今年|今次")
_NO_FINE = re.compile(
    rf"(?:缴纳|交纳?|拒缴|收取|逃避|减免|代缴|支付|加处|上缴|(?<![予处])以|称|名义|虚假|垫付){_C}{{0,6}}$|(?:可以?|并可|最高)(?:并?处)?[^,，。;；]{{0,8}}$"
)
_COURT = re.compile(r"判处|被判|[获判领]刑|判决|有期徒刑|拘役|并处罚金|单处罚金|罪|法院")
_DAYS = r"(?P<{0}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[日天]"
_DETENTION = re.compile(
    rf"(?:(?:行政|治安)拘留|(?:予以|给予|处以?|并处|被){_C}{{0,12}}?拘留|行拘)(?!所|证|室)(?:的)?(?:行政)?(?:处罚)?\s?(?:各|期限为?)?\s?"
    rf"(?:{_DAYS.format('after')}(?P<more>(?:[、和及]\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[日天])*))?|"
    rf"{_DAYS.format('before')}(?:的)?(?:行政)?拘留"
)
_NUMBERS = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日天]")
_YEARS = r"(?:\s?[\d一二三四五六七八九十零两]+\s?(?:年半?|个?月|日)[零又]?)+"
_YEARS_ALONE = re.compile(_YEARS)
_TERM_RANGE = re.compile("[至到]|不等|以下")
_TERM = re.compile(
    rf"(?:死刑|无期徒刑|(?:有期徒刑|拘役|管制)(?:{_YEARS})?|{_YEARS}(?:[、及和至到]{_YEARS})*有期徒刑)"
    rf"(?:(?:、|和|及|或|至|到|以下){{0,2}}(?:死刑|无期徒刑|有期徒刑(?:{_YEARS})?|拘役(?:{_YEARS})?|{_YEARS}))*(?:不等)?|免予刑事处罚|"
    rf"(?<=[获判领]刑){_YEARS}(?:[、及和]{_YEARS})*|"  # 分别获刑三年、一年八个月
    r"(?<=[被已]判处)(?:相应)?刑罚"
)
_TERM_WORD = re.compile("徒刑|判处(?:相应)?刑罚|拘役|管制|死刑|免予刑|[获判领]刑")
_CONVICT = re.compile(r"判处(?:被告人)?([\u4e00-\u9fff]某{1,2}[\u4e00-\u9fff]?)(?=有期|无期|拘役|管制|死刑)")
_NO_JUDGMENT = re.compile(r"缓刑|宣告$|可(?:判|处)|建议|法定刑为?|最高|刑满|曾(?:因|被)")
_SENTENCED = re.compile(r"判处?|决定执行|判决|获刑|领刑|宣判|被判")
_AWARD = re.compile(
    rf"(?:判决|判令)[^。;；\n]{{0,120}}?(?:赔偿|支付|返还|退还){_C}{{0,20}}|"
    rf"(?:认定|裁定|改判|判|酌定|酌情){_C}{{0,24}}?(?:赔偿|支付){_C}{{0,20}}|"
    rf"(?:并|依法|责令)(?:依法)?(?:补偿|赔偿){_C}{{1,16}}|"
    rf"调解(?!委|员)[^。;；\n]{{0,60}}?(?:退还|返还|退回|赔偿|支付|补偿){_C}{{0,20}}|组织(?:退还|退款|退赔|赔偿){_C}{{0,20}}|"
    rf"(?:认定|判定)[^。;；\n]{{0,80}}?承担{_C}{{0,20}}?赔偿{_C}{{0,8}}责任|"
    rf"(?:法院|认为|应?认定|综上|故){_C}{{0,40}}?[,，]?(?:故|因此)?被告{_C}{{0,10}}应(?:当|予以|依法|向原告)*(?:赔偿|返还|退还|退款){_C}{{0,20}}|"
    rf"(?:要求|请求|主张|诉请){_C}{{0,30}}?(?:赔偿|返还|退还|退款|支付){_C}{{0,20}}[,，]?{_C}{{0,12}}?[,，]?"
    r"(?<!不)(?:应予|予以|依法应予)支持|"
    rf"(?<=[;；])并?赔偿{_C}{{1,30}}"  # 判决甲发布声明;赔偿乙2000元
)
_RULED = re.compile("(?<![求请])(?<!求法院)(?<!请法院)判[决令](?![^。\n]*(?:请求|诉请|不服))[^。\n]*[;；]\\Z")
_FORGIVEN = re.compile("(?:取得|获得|得到|获)(?:被害人|对方|了|其)*谅解")
_PAID = re.compile("赔偿|支付|返还|退还|补偿|退款")
_NO_AWARD = re.compile(r"请求|主张|判[别断定]")
_ALSO_AWARDED = re.compile(
    rf"\s?的?{_C}{{0,8}}?(?:并|及|和|、|[,，]\s?并)(?:按{_C}{{1,12}})?(?:支付)?(?:[三十一二\d]倍)?(?:惩罚性)?赔偿{_C}{{0,12}}"
)

# 赔偿4296元,|并承担检测费280元: what the winner had to spend; not the costs of the suit.
_COSTS = re.compile(
    "[,，、]?\\s?(?:并|同时|另)(?:承担|支付|负担)[^,，。;；\\d]{0,8}(?:检[测验]|鉴定|公证|律师|交通)费用?\\d[\\d.,]*万?元"
)


# Groups of words that may tell of a sum, days or a term.
_SPECIAL = frozenset(["money", "punish", "judgment", "detention", "civil"])


def get_penalties(scope: Scope, parties: Sequence[Party]) -> tuple[Penalty, ...]:
    """Return the measures imposed in the case, in the order of the text.

    One entry per measure; several when sums, days or terms differ, each with its bearer in `on`. Threats, plans,
    statutory ranges, demands made at a 约谈 and totals whose parts are told are left out.
    """
    found: list[tuple[Penalty, Measure]] = []
    interviewed = -9  # number of the last passage that told of a 约谈
    for number, passage, keys in select_passages(scope, get_triggers(scope, "penalty")):
        if passage.is_meaning:
            continue
        groups = _groups_of(keys)
        measures = find_measures(scope.plain, passage.span, groups, after_interview=number - interviewed <= 3)
        made = [*_special(scope.plain, passage.span, groups, parties), *_plain(scope.plain, measures, parties)]
        if len(made) > 1:
            made.sort(key=_place)
        found += made
        if "interview" in groups and any(m.type == "interview" for m in measures):
            interviewed = number
    return settle(scope.plain, found) if found else ()


def _place(entry: tuple[Penalty, Measure]) -> int:
    return entry[1].span.start


@lru_cache(maxsize=1024)
def _groups_of(keys: frozenset[str]) -> frozenset[str]:
    return frozenset(group for key in keys for group in key.split("+"))


def _plain(plain: str, measures: Iterable[Measure], parties: Sequence[Party]) -> Iterator[tuple[Penalty, Measure]]:
    for measure in measures:
        on = _joined(get_bearers(plain, measure.sentence, measure.span, parties))
        yield Penalty(measure.type, Evidence(measure.span, measure.rule_id), on=on), measure


def _special(
    plain: str, sentence: Span, groups: frozenset[str], parties: Sequence[Party]
) -> Iterator[tuple[Penalty, Measure]]:
    """Yield the measures with sums, days and terms."""
    terms: list[tuple[Penalty, Measure]] = []
    if _SPECIAL.isdisjoint(groups):
        return
    # 处罚 hides the 罚款 of 处罚款
    may_fine = "money" in groups or "punish" in groups
    has_sums = may_fine and _MAY_FINE.search(plain, sentence.start, sentence.end) is not None
    is_court = (has_sums or "judgment" in groups) and _COURT.search(plain, sentence.start, sentence.end) is not None
    if is_court:
        terms += _judgments(plain, sentence, parties)
        yield from terms
    if has_sums:
        yield from _with_convicts(_sums(plain, sentence, parties, is_court=is_court), terms)
    if "detention" in groups:
        yield from _detentions(plain, sentence, parties)
    if "civil" in groups or "judgment" in groups:
        yield from _awards(plain, sentence, parties)


def _entry(
    type_: str,
    span: Span,
    sentence: Span,
    rule: str,
    *,
    money: Money | None = None,
    days: int | None = None,
    on: str | None = None,
) -> tuple[Penalty, Measure]:
    rule_id = f"penalties.{rule}"
    return Penalty(type_, Evidence(span, rule_id), money, days, on), Measure(type_, span, rule_id, 2, sentence)


def _with_convicts(
    entries: Iterable[tuple[Penalty, Measure]], terms: Sequence[tuple[Penalty, Measure]]
) -> Iterator[tuple[Penalty, Measure]]:
    """Give 并处罚金 the bearer of the term it stands behind."""
    for penalty, measure in entries:
        i = bisect_right(terms, measure.span.start, key=lambda term: term[1].span.start)
        is_behind = penalty.type == "criminal_fine" and i
        yield (replace(penalty, on=terms[i - 1][0].on) if is_behind else penalty), measure


def _joined(bearers: Sequence[str]) -> str | None:
    return "、".join(bearers) or None


def _sums(plain: str, sentence: Span, parties: Sequence[Party], *, is_court: bool) -> Iterator[tuple[Penalty, Measure]]:
    """Yield fines, confiscations and criminal fines with the sums that belong to each word."""
    sums = [pair for pair in find_money(plain, sentence) if not is_converted(plain, pair[0])]
    free = sentence.start  # sums before this place belong to an earlier word
    for match in find_begun(_MONEY_WORD_BEGINS, _MONEY_WORD, plain, sentence.start, sentence.end):
        word = Span(match.start(), match.end())
        type_ = _money_type(plain, sentence, match, is_court=is_court)
        if type_ is None or not was_taken(plain, sentence, word):
            continue
        own = _sums_of(plain, word, sums, free) if match.lastgroup != "seized" else _sums_within(word, sums)
        start = min([word.start, *(s.start for s, _ in own)])
        before = _THIS_TIME.split(plain[max(sentence.start, start - 40) : start])[-1]
        is_headline = not own and match[0] in ("罚单", "罚", "处罚", "行政处罚")
        if _EARLIER.search(before) and _THIS_TIME.search(plain, word.end, min(word.end + 120, sentence.end)):
            continue
        if is_headline or _PAST.search(before) or (not own and _NO_FINE.search(before)):
            continue
        free = max([free, *(s.end for s, _ in own)])
        if parts := _parts(plain, own, sums):
            free = parts[-1][0].end
            yield from _shared_out(plain, sentence, word, type_, parts, parties)
            continue
        yield from _money_entries(plain, sentence, word, type_, own, parties)
        last = max([word.end, *(s.end for s, _ in own)])
        if type_ == "confiscate_gains" and (_GOODS.search(match[0]) or _AND_GOODS.match(plain, last, sentence.end)):
            yield from _money_entries(plain, sentence, word, "confiscate_goods", [], parties)


def _money_type(plain: str, sentence: Span, match: re.Match[str], *, is_court: bool) -> str | None:
    """Return the type of a word; None for what is part of a judgment."""
    kind = match.lastgroup or "fine"
    if kind == "court":
        return "criminal_fine" if is_court else "fine"
    if kind in ("gains", "goods", "seized") and is_court and re.search(r"判处|有期徒刑|罚金", sentence.of(plain)):
        return None
    return _TYPES[kind]


def _sums_of(plain: str, word: Span, sums: list[tuple[Span, Money]], free: int) -> list[tuple[Span, Money]]:
    """Return the sums right before the word (15万元、2万元罚款), else those right after it (罚款5万元)."""
    at = bisect_left(sums, word.start, key=_start)
    before: list[tuple[Span, Money]] = []
    edge = word.start
    for span, money in reversed(sums[max(0, at - 12) : at]):
        joint = _NEXT_SUM if before else _FROM_SUM
        if span.start < free or joint.fullmatch(plain, span.end, edge) is None:
            break
        before.insert(0, (span, money))
        edge = span.start
    return before or _sums_after(plain, word, sums[at : at + 12], free)


def _sums_within(word: Span, sums: list[tuple[Span, Money]]) -> list[tuple[Span, Money]]:
    """Return the sum told inside the words: 违法所得1.2万元予以没收."""
    return [pair for pair in sums if word.contains(pair[0])][:1]


def _sums_after(plain: str, word: Span, sums: list[tuple[Span, Money]], free: int) -> list[tuple[Span, Money]]:
    after: list[tuple[Span, Money]] = []
    edge = word.end
    for span, money in sums:
        joint = _NEXT_SUM if after else _TO_SUM
        if span.start < max(free, edge) or joint.fullmatch(plain, edge, span.start) is None:
            break
        after.append((span, money))
        edge = span.end
    return after


def _parts(plain: str, own: list[tuple[Span, Money]], sums: list[tuple[Span, Money]]) -> list[tuple[Span, Money]]:
    """Return the sums that 罚款共计15万元,其中甲公司10万元、乙公司5万元 splits its total into."""
    total = own[0][1].amount if len(own) == 1 else None
    if total is None or _OF_WHICH.match(plain, own[0][0].end) is None:
        return []
    parts: list[tuple[Span, Money]] = []
    rest = total
    first = bisect_right(sums, own[0][0].start, key=_start)
    for span, money in sums[first : first + 12]:
        if rest <= 0 or money.amount is None or _MONEY_WORD_BEGINS.search(plain, own[0][0].end, span.start):
            break
        parts.append((span, money))
        rest -= money.amount
    return parts if rest == 0 and len(parts) > 1 else []


def _shared_out(
    plain: str, sentence: Span, word: Span, type_: str, parts: list[tuple[Span, Money]], parties: Sequence[Party]
) -> Iterator[tuple[Penalty, Measure]]:
    start = word.end
    for span, money in parts:
        on = next((party.name for party in parties if plain.find(party.name, start, span.start) >= 0), None)
        yield _entry(type_, span, sentence, "sum", money=money, on=on)
        start = span.end


def _start(pair: tuple[Span, Money]) -> int:
    return pair[0].start


def _money_entries(
    plain: str, sentence: Span, word: Span, type_: str, own: list[tuple[Span, Money]], parties: Sequence[Party]
) -> Iterator[tuple[Penalty, Measure]]:
    rule = "sum" if own else "sum_unstated"
    whole = Span(min([word.start, *(s.start for s, _ in own)]), max([word.end, *(s.end for s, _ in own)]))
    if _TOTAL.search(plain[max(sentence.start, whole.start - 8) : own[0][0].start if own else word.start]):
        rule = "total"
        if type_ == "fine" and "滞纳金" in (before := plain[max(sentence.start, word.start - 20) : word.start]):
            type_ = "fine_and_confiscation" if _WITH_TAXES.search(before) else type_
        if type_ == "fine" and _WITH_GAINS.search(plain, max(sentence.start, word.start - 14), word.start):
            type_ = "fine_and_confiscation"
    bearers = get_bearers(plain, sentence, whole, parties)
    if not own:
        yield _entry(type_, whole, sentence, rule, on=_joined(bearers))
        return
    shares = share_out(plain, sentence, whole, len(own), parties, bearers)
    for (_, money), on in zip(own, shares, strict=True):
        yield _entry(type_, whole, sentence, rule, money=money, on=on)


def _detentions(plain: str, sentence: Span, parties: Sequence[Party]) -> Iterator[tuple[Penalty, Measure]]:
    for match in _DETENTION.finditer(plain, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        if "刑事" in plain[span.start - 2 : span.end] or not was_taken(plain, sentence, span):
            continue
        first = match["after"] or match["before"]
        written = [first, *_NUMBERS.findall(match["more"] or "")] if first else _NUMBERS.findall(match[0])
        days = [parse_ordinal(text) for text in written] or [None]
        bearers = get_bearers(plain, sentence, span, parties)
        shares = share_out(plain, sentence, span, len(days), parties, bearers)
        for number, on in zip(days, shares, strict=True):
            yield _entry("detention", span, sentence, "detention", days=number, on=on)


def _judgments(plain: str, sentence: Span, parties: Sequence[Party]) -> Iterator[tuple[Penalty, Measure]]:
    """Yield one judgment per term or group of terms after 判处."""
    start = _SENTENCED.search(plain, sentence.start, sentence.end)
    if start is None or _TERM_WORD.search(plain, sentence.start, sentence.end) is None:
        return
    floor = start.start()
    for match in _TERM.finditer(plain, start.start(), sentence.end):
        low = max(plain.rfind(word, floor, match.start()) for word in ("判", "决定执行", "获刑", "领刑"))
        before = plain[max(sentence.start, match.start() - 8) : match.start()]
        span = Span(low if low >= 0 and match.start() - low <= 40 else match.start(), match.end())
        floor = match.end()
        is_part = plain.find("决定执行", match.end(), sentence.end) >= 0
        if is_part or _NO_JUDGMENT.search(before) or not was_taken(plain, sentence, span):
            continue
        is_each = plain.find("分别", max(sentence.start, span.start - 60), span.end) >= 0
        terms = _YEARS_ALONE.findall(match[0]) if is_each else []
        told = [party.name for party in parties if party.name in plain[span.start : match.start()]]
        if len(terms) == len(told) > 1 and not _TERM_RANGE.search(match[0]):
            told.sort(key=lambda name: plain.find(name, span.start))
            yield from (_entry("judgment", span, sentence, "judgment", on=name) for name in told)
            continue
        on = _joined(get_bearers(plain, sentence, span, parties)) or _convict(plain, span)
        yield _entry("judgment", span, sentence, "judgment", on=on)


def _convict(plain: str, span: Span) -> str | None:
    """Return a masked name between 判处 and the term that is not among the parties."""
    match = _CONVICT.match(plain, span.start, span.end)
    return match[1] if match else None


# 赔偿差价20元及房费100元的三倍|共计320元: the sum of an award of which the text does not state every part.
_IN_ALL = re.compile(rf"{_C}{{0,80}}?(?:共计|合计|总计)(?:人民币)?")


def _whole_award(plain: str, start: int, limit: int) -> tuple[Span, Money] | None:
    """Return what a clause says is awarded in all, unless the sums before it make that up."""
    if (in_all := _IN_ALL.match(plain, start, limit)) is None:
        return None
    parts = find_money(plain, Span(start, in_all.end()))
    whole = next(iter(find_money(plain, Span(in_all.end(), min(in_all.end() + 16, limit)))), None)
    if whole is None or not parts or sum(money.amount or 0 for _, money in parts) == whole[1].amount:
        return None
    return whole


def _awards(plain: str, sentence: Span, parties: Sequence[Party]) -> Iterator[tuple[Penalty, Measure]]:
    """Yield what a court or authority orders to be paid to those harmed; not what a plaintiff asks for."""
    if _PAID.search(plain, sentence.start, sentence.end) is None:
        return
    for match in _AWARD.finditer(plain, sentence.start, sentence.end):
        span = Span(match.start(), match.end())
        before = plain[max(sentence.start, span.start - 200) : span.start]
        is_next = match[0].startswith(("赔偿", "并赔偿")) and plain[span.start - 1] in ";；"
        if is_next and _RULED.search(plain, max(0, span.start - 160), span.start) is None:
            continue
        is_ruling = is_next or match[0].startswith(
            ("判", "认定", "应认定", "裁定", "改判", "酌", "综上", "故", "法院", "认为")
        )
        is_upheld = match[0].endswith("支持")
        is_view = is_upheld or match[0].startswith(("法院", "认为", "综上"))
        if (_ASKED.search(before) and not is_view) or (not is_ruling and _CLAIMED.search(before) and "被告" in before):
            continue
        if (not is_upheld and _NO_AWARD.search(match[0])) or not was_taken(plain, sentence, span):
            continue
        near = find_money(plain, Span(span.start, min(span.end + 12, sentence.end)))
        sums = tuple(pair for pair in near if not plain.endswith(("受理费", "诉讼费", "诉讼费用"), 0, pair[0].start))
        is_forgiven = _FORGIVEN.search(plain, span.start, min(span.end + 12, sentence.end)) is not None
        if is_forgiven or (not sums and match[0].startswith("调解")):
            continue
        end = max([span.end, *(s.end for s, _ in sums)])
        also = _ALSO_AWARDED.match(plain, sums[0][0].end, sentence.end) if len(sums) == 1 else None
        sums += find_money(plain, Span(also.start(), min(also.end() + 12, sentence.end))) if also else ()
        awarded: list[Money | None] = [money for _, money in sums[:2]]
        if sums and (whole := _whole_award(plain, sums[0][0].start, sentence.end)):
            awarded, end = [whole[1]], whole[0].end
        costs = _COSTS.match(plain, sums[-1][0].end, sentence.end) if sums and is_ruling else None
        awarded += [money for _, money in find_money(plain, Span(costs.start(), costs.end()))] if costs else []
        for money in awarded or [None]:
            yield _entry("compensation", Span(span.start, end), sentence, "award", money=money)
