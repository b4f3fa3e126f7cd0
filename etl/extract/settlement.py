"""Which of the measures found in a case stay, when some say again or more exactly what others say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from etl.extract.measures import Measure
from etl.model import Penalty, Span

CONFISCATIONS = frozenset(["fine_and_confiscation", "confiscate_gains", "confiscate_goods"])
ADMINISTRATIVE = CONFISCATIONS | {"fine", "warning", "criticism", "detention", "revoke_licence", "suspend_business"}
CONCLUDING = ADMINISTRATIVE | {"judgment", "criminal_measure", "criminal_fine", "compensation"}
MONEY_TYPES = CONFISCATIONS | {"fine", "criminal_fine", "compensation"}
_OF_ACCOUNTS = frozenset(["ban_live", "restrict_monetisation", "restrict_traffic"])
# What was asked of others before, of whom some did not comply.
_STILL_OPEN = re.compile(
    r"[^。\n]{0,6}。\s?(?:经(?:复测|复检|核查|核验|检测)[^,，。\n]{0,8}[,，])?截至[^。\n]{0,40}[尚仍还]有[^。\n]{0,40}未"
)
_JOINT_SUM = re.compile(r"(?:、|和|及|并处?|[,，]\s?并?处?)罚款(?:人民币)?(?:共计|合计|总计)")
_HEADLINES = 40  # sums compared with each other to find a headline's

Found = Sequence[tuple[Penalty, Measure]]


class CaseTypes(Struct, frozen=True):
    """The types of measures a case tells, by how they are told."""

    named: set[str]  # all but bare 处罚, 处理
    strong: set[str]  # named outright, not only hinted at by 抓获
    with_sums: set[str]
    has_parts: bool  # some sum is no total
    has_taxes: bool  # some total holds taxes as well: 追缴税款、加收滞纳金并处罚款共计90万元
    is_punished: bool  # says 行政处罚 or the like without kind
    by_sentence: dict[int, set[str]]  # by the sentence's start
    borne_by: set[str | None]  # who bears what is administrative and named


def settle(plain: str, found: Found) -> tuple[Penalty, ...]:
    """Return one entry per measure, without arrests before a judgment, totals beside their parts and bare 处罚."""
    told = _without_headlines(plain, _without_earlier(plain, found))
    types = _case_types(plain, told)
    kept = [p for p, m in told if not _is_superseded(plain, p, m, types)]
    return tuple(_merged(plain, kept))


def _case_types(plain: str, found: Found) -> CaseTypes:
    named: set[str] = set()
    strong: set[str] = set()
    with_sums: set[str] = set()
    by_sentence: dict[int, set[str]] = defaultdict(set)
    borne_by: set[str | None] = set()
    has_parts = has_taxes = is_punished = False
    for penalty, measure in found:
        type_ = penalty.type
        if type_ == "unspecified_penalty":
            is_punished = is_punished or measure.weight == 1
            continue
        named.add(type_)
        if type_ in ADMINISTRATIVE:
            borne_by.update(penalty.on.split("、") if penalty.on else (None,))
        by_sentence[measure.sentence.start].add(type_)
        if measure.weight == 2:
            strong.add(type_)
        if penalty.money:
            with_sums.add(type_)
            has_parts = has_parts or (measure.rule_id == "penalties.sum" and type_ in MONEY_TYPES)
            is_tax_total = measure.rule_id == "penalties.total" and type_ == "fine_and_confiscation"
            has_taxes = has_taxes or (is_tax_total and "滞纳金" in measure.sentence.of(plain))
    return CaseTypes(named, strong, with_sums, has_parts, has_taxes, is_punished, by_sentence, borne_by)


_EARLIER = re.compile(r"曾经?(?:多次|先后|因|于|被|遭|受到)[^,，。;；\n]{0,30}$")


def _without_earlier(plain: str, found: Found) -> Found:
    """Drop what was imposed on an earlier occasion (曾因同类问题被责令整改) beside what is imposed now."""
    at = plain.find("曾", found[0][1].sentence.start, found[-1][1].span.end)
    if at < 0:
        return found
    now = [
        (p, m) for p, m in found if not _EARLIER.search(plain, max(m.sentence.start, m.span.start - 40), m.span.start)
    ]
    return now or found


def _without_headlines(plain: str, found: Found) -> Found:
    """Drop a headline's sum: one that adds up the others (被罚6.2万元 = 5万元 + 1.2万元) or rounds a later one.

    So too 两公司被罚10万元 in a line of its own over 分别罚款5万元.
    """
    sums = [p.money.amount for p, _ in found if p.money and p.money.amount and p.type in MONEY_TYPES]
    distinct = list(dict.fromkeys(sums))
    if len(distinct) < 2:
        return found
    total = sum(distinct, Decimal(0))
    headlines = {amount for amount in distinct if len(distinct) > 2 and amount * 2 == total}
    fines = list(dict.fromkeys(p.money.amount for p, _ in found if p.type == "fine" and p.money and p.money.amount))
    if len(fines) > 2 and fines[0] * 2 == sum(fines, Decimal(0)):  # 被罚9万元 over 没收1万元,分别罚款5万元、4万元
        headlines.add(fines[0])
    first = distinct[:_HEADLINES]
    headlines |= {a for i, a in enumerate(first) if any(_is_rounded(a, b) for b in first[i + 1 :])}
    is_product = len(distinct) == 2 and distinct[0] in (distinct[1] * count for count in range(2, 10))
    if is_product and sums.count(distinct[0]) == 1:
        (_, over), *_, (_, each) = ((p, m) for p, m in found if p.money and p.type in MONEY_TYPES)
        if _is_line(plain, over.sentence) and _EACH.search(each.sentence.of(plain)):
            headlines.add(distinct[0])
    return [(p, m) for p, m in found if p.money is None or p.money.amount not in headlines]


_EACH = re.compile("分别|各[处罚被]|均[处罚被]")


def _is_line(plain: str, sentence: Span) -> bool:
    """Tell whether a sentence is a line of its own without a full stop, as headlines are."""
    text = sentence.of(plain).rstrip()
    end = sentence.start + len(text)
    return (
        plain[sentence.start - 1 : sentence.start] in ("", "\n") and plain[end : end + 1] == "\n" and text[-1] != "。"
    )


def _is_rounded(rough: Decimal, exact: Decimal) -> bool:
    """Tell 71亿 from 71.23亿: nearly the same, with fewer digits."""
    is_near = rough != exact and abs(rough - exact) * 50 < exact
    return is_near and len(str(rough).rstrip("0.")) < len(str(exact).rstrip("0."))


def _is_superseded(plain: str, p: Penalty, m: Measure, types: CaseTypes) -> bool:
    if p.type == "criminal_measure":
        return _is_past_arrest(plain, m, types)
    if p.type == "file_case":
        is_closed = bool(types.named & CONCLUDING - {"suspend_business"}) or types.is_punished
        return is_closed and "政务" not in m.span.of(plain) and not _is_crime_apart(plain, m, types)
    if p.type == "order_correct":  # 曾要求限期整改,截至目前仍有5款App未整改,予以下架
        return "remove_app" in types.named and _STILL_OPEN.match(plain, m.span.end) is not None
    if p.type == "confiscate_gains" and p.money is None and _JOINT_SUM.match(plain, m.span.end):
        return True
    if p.type in ("fine", "confiscate_gains") and p.money is None and "fine_and_confiscation" in types.with_sums:
        return p.type not in types.with_sums  # 没收违法所得并处罚款,罚没合计8万元
    if p.type == "referral" and types.named & {"detention", "criminal_measure"}:
        around = plain[max(m.sentence.start, m.span.start - 4) : m.span.end]
        return "线索" in around and "公安" in around  # 线索移交公安局,该局对其行政拘留5日
    if p.type in ("referral", "education", "confiscate_gains", "confiscate_goods"):
        return "judgment" in types.named
    if p.type == "unspecified_penalty":
        return _is_named_elsewhere(plain, p, m, types)
    if m.rule_id == "penalties.tax_recovered":
        return types.has_taxes and not types.has_parts
    if m.rule_id == "penalties.total":
        return types.has_parts
    return p.type == "fine_and_confiscation" and types.with_sums >= {"fine", "confiscate_gains"}


# 涉嫌犯罪部分已由公安机关立案侦查: goes on beside the penalty.
_CRIME = re.compile(r"涉嫌[^。;；\n]{0,12}犯罪[^。;；\n]{0,16}公安[^。;；\n]{0,16}$")


def _is_crime_apart(plain: str, m: Measure, types: CaseTypes) -> bool:
    """Tell whether the police look into a crime beside the penalty that another authority imposed."""
    if types.named & {"judgment", "criminal_measure", "detention"}:
        return False
    return _CRIME.search(plain[max(m.sentence.start, m.span.start - 50) : m.span.start]) is not None


def _is_past_arrest(plain: str, m: Measure, types: CaseTypes) -> bool:
    """Tell whether a later measure against the same people is told: 抓获 before 刑事拘留, 刑事拘留 before 判处."""
    if "judgment" in types.named:
        return True
    if m.weight:
        return False
    if "criminal_measure" in types.strong or "detention" in types.named:
        return True
    is_suspect = "犯罪嫌疑人" in plain[max(0, m.span.start - 6) : m.span.end + 6]
    return not is_suspect and (bool(types.named & ADMINISTRATIVE) or types.is_punished)


def _is_named_elsewhere(plain: str, p: Penalty, m: Measure, types: CaseTypes) -> bool:
    """Tell whether a bare 处罚 or 处理 is said more exactly elsewhere in the case."""
    if m.weight == 0:
        return bool(types.named) or types.is_punished
    same = types.by_sentence.get(m.sentence.start, set())
    if m.rule_id == "penalties.liability":
        return bool(same & ADMINISTRATIVE)
    if m.rule_id == "penalties.punished":
        if p.on and same & ADMINISTRATIVE and types.borne_by.isdisjoint({None, *p.on.split("、")}):
            return False  # 甲被行政拘留,乙被处以行政处罚
        follows = re.match(r"(?:[,，:：]\s?)(?:责令|限期)", plain[m.span.end : m.span.end + 6])
        return bool(types.named & ADMINISTRATIVE) or follows is not None
    if m.rule_id == "penalties.accounts_handled":
        return any(type_.endswith("account") or type_ in _OF_ACCOUNTS for type_ in types.named)
    if m.rule_id == "penalties.measures_taken":
        return bool(same - {"interview", "criminal_measure"})
    return False


def _merged(plain: str, penalties: list[Penalty]) -> Iterator[Penalty]:
    """Make one entry of a measure told twice; keep several only for different sums, days or bearers of terms."""
    if len(penalties) == 1:
        yield _on(penalties[0], None)
        return
    kept: list[Penalty] = []
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for penalty in _without_unstated(penalties):
        twins = places[_key(penalty)]
        twin = next((i for i in twins if _is_same(plain, kept[i], penalty)), None)
        if twin is None:
            twins.append(len(kept))
            kept.append(penalty)
        else:
            kept[twin] = _with_bearers(kept[twin], penalty)
    bearers = {penalty.on for penalty in kept}
    yield from kept if len(bearers) > 1 else [_on(penalty, None) for penalty in kept]


def _on(p: Penalty, bearer: str | None) -> Penalty:
    return p if p.on == bearer else Penalty(p.type, p.evidence, p.money, p.days, bearer)


def _without_unstated(penalties: list[Penalty]) -> list[Penalty]:
    """Drop a fine without sum, a detention without days or a term without bearer that is told exactly elsewhere."""
    exact = {p.type for p in penalties if p.money or p.days}
    named = {p.type for p in penalties if p.on and p.type in ("judgment", "criminal_fine")}
    if not exact and not named:
        return penalties
    return [
        p
        for p in penalties
        if not (p.type in exact and not p.money and not p.days and p.type != "criminal_fine")
        and not (p.type in named and p.on is None and not p.money)
    ]


def _key(penalty: Penalty) -> tuple[object, ...]:
    money = penalty.money
    return penalty.type, money and money.amount, money and money.currency, penalty.days


def _is_same(plain: str, a: Penalty, b: Penalty) -> bool:
    """Tell whether two entries of the same type, sum and days are one measure told twice."""
    if a.type in ("judgment", "criminal_fine"):
        return a.on == b.on or a.on is None or b.on is None
    if a.money is None and a.days is None:
        return True
    if a.evidence.span == b.evidence.span:
        return False
    if a.on == b.on:
        return True
    return (a.on is None or b.on is None) and not _is_newcomer(plain, a, b) and not _is_role_beside(plain, a, b)


def _is_newcomer(plain: str, a: Penalty, b: Penalty) -> bool:
    """Tell whether a fine falls on somebody first named after a sentence told of another fine of the same sum."""
    if a.on or not b.on or a.type != "fine" or b.evidence.span.start < a.evidence.span.end:
        return False
    end = a.evidence.span.end
    name, stop = b.on.split("、")[0], plain.find("。", end, b.evidence.span.start)
    return plain.find("\n", end, stop + 1) < 0 <= stop and plain.find(name, max(0, end - 1500), stop) < 0


_A_ROLE = re.compile(r"(?:人员|负责人|责任人|代表人|店长|店主|经营者)$")


def _is_role_beside(plain: str, a: Penalty, b: Penalty) -> bool:
    """Tell whether a sentence fines somebody in charge as much as the party: 罚款1万元,对负责人罚款1万元."""
    if a.on or not b.on or a.type != "fine" or not _A_ROLE.search(b.on):
        return False
    between = plain[a.evidence.span.end : b.evidence.span.start]
    return 0 < len(between) < 60 and "。" not in between and "\n" not in between and "对" in between


def _with_bearers(first: Penalty, second: Penalty) -> Penalty:
    if first.on is None or second.on is None or first.on == second.on:
        return _on(first, first.on or second.on)
    names = dict.fromkeys([*first.on.split("、"), *second.on.split("、")])
    return _on(first, "、".join(names))
