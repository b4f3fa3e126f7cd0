"""From a page to the record of a notice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from etl.alternation import group_words
from etl.cases import get_scopes
from etl.enumerators import Style
from etl.extract.apps import get_apps
from etl.extract.authorities import get_authorities, resolve_authority, with_publisher
from etl.extract.citations import get_citations
from etl.extract.conduct import get_conduct
from etl.extract.dates import get_dates, get_filed_date
from etl.extract.metrics import drop_repeats, get_metrics, get_results
from etl.extract.money import get_other_amounts
from etl.extract.parties import get_parties
from etl.extract.penalties import get_penalties
from etl.extract.platforms import get_platforms
from etl.extract.regions import get_region
from etl.handling import is_foreign_heading
from etl.issuers import get_issuer
from etl.kinds import THEN_PUBLISHES, Form, get_form, get_kind
from etl.lexicon import get_lexicon
from etl.measure_text import get_measure_articles
from etl.model import App, CaseRecord, Evidence, Finding, Hits, Metric, NoticeRecord, Page, Party, Scope, Span
from etl.numerals import parse_ordinal
from etl.outline import Outline, get_outline
from etl.resolve import get_act_date, resolve_versions
from etl.shares import split_by_bearer

MAX_METRICS = 25
_SAMPLE, _OPENING = 4000, 600  # characters that decide about the script, and those that must show it first
_NUMBER = r"(?P<n>\d{1,4}|[一二两三四五六七八九十百]{1,4})"
# What a notice says it publishes: 公布5起典型案例, 通报35款App, 两家公司被罚; not 第3批, 3名嫌疑人.
_DECLARED = re.compile(
    rf"(?<![\d第.年月—-]){_NUMBER}\s?(?:余)?(?:起[^，。；\n]{{0,26}}?(?:案|行为|事件|攻击|问题)|(?:个|件|例|大(?!类))[^，。；\n]{{0,36}}?(?:案例|案件|案)|起"
    r"|款[^，。；\n]{0,20}?(?:[Aa][Pp][Pp]|应用|小程序|SDK|软件|产品)|款|(?:家|个)?(?:公司|企业|单位|平台|网站|机构|学校|医院)[^，。；\n]{0,12}?(?:被|约谈|处罚|罚)|个(?:项目|账号|违法|违规|典型))"
)
# The number after the noun: 案例共有10件, 典型案例共5起, 处罚决定（共8件）.
_DECLARED_AFTER = re.compile(
    rf"(?:(?:案例|案件)(?:一?共有?|合计|总计)|(?:案例|案件|决定|信息|名单)[（(]共计?)\s?{_NUMBER}\s?(?:件|起|个|例|条|家|款)"
)
# Accounts that were handled and are listed below: 关闭违规账号12个。现将名单公告如下.
_DECLARED_LIST = re.compile(
    rf"(?:账号|网站|平台|直播间|店铺|群组)\s?{_NUMBER}\s?(?:个|家)[，,。；;]\s?(?:现将|现)(?:上述|违规|相关|具体)?(?:账号|网站)?名单[^。\n]{{0,8}}如下"
)
# 约谈5家网站, 约谈…等三家平台.
_DECLARED_INTERVIEW = re.compile(
    rf"约谈[^，。；\n]{{0,60}}?{_NUMBER}\s?(?:家|个|名)[^，。；\n]{{0,12}}?(?:公司|企业|单位|平台|网站|机构|主播|负责人)"
)
_NOT_DECLARED = re.compile(
    r"共(?:查处|破获|侦破|侦办|办理|办结|立案|受理)|万|亿|累计|共计|去年|今年以来|以来|其中|仍有|尚有|已有|上期|上一期"
)
_PUBLISHED_HERE = re.compile("公布|通报|发布|曝光|公开|公示|典型|选取|遴选|介绍")
# 现将其中的4起案例通报如下; 今天对外公布其中3起.
_FROM_THEM = re.compile(
    r"\s*现将|[^，。；\n]{0,24}(?:公布|通报|发布|曝光|公开|披露)了?其中的?\s?[\d二两三四五六七八九十]"
)
# The apps of a list that counts no others: 尚有9款App未完成整改,现予以通报.
_LEFT_OPEN = re.compile(
    rf"[尚仍还]有(?P<counted>{_NUMBER}\s?款)[^。\n]{{0,40}}未[^。\n]{{0,30}}(?:[,，](?:现|特)?予以|名单|通报|公布|。\s?上述)"
)
# What the title of a story counts: 查处3起网络谣言案件, 两家公司被罚; not 第3起 and not 30余起.
_COUNTED_IN_TITLE = re.compile(
    r"(?<![\d第.年月—-])(?P<n>\d{1,2}|[二两三四五六七八九])(?:(?P<case>[起件宗][^，。；]{0,16}?案)|[家所][^，。；]{2,10}?(?:被罚|被约谈|被处罚|受罚|被查))"
)
# Cases that are counted without a noun, or behind it: 选取10件，现予公布; 现公布6起; 遴选典型案例8件，供参考.
_DECLARED_CHOSEN = re.compile(
    group_words(
        r"(?:(?:选取|选出|选编|筛选|遴选|选登|现公布|现通报|现发布|现将)(?:了|出|其中|以下)?的?(?:[^，。；\n\d]{0,10}案例)?|(?:发布|公布|通报)[^，。；\n\d]{0,16}案例)"
        rf"\s?{_NUMBER}\s?(?:件|起|例|个)(?=[，。；,]|予以|具有|供|向社会|对外|作为|公布|发布|通报|曝光|公开)"
    )
)
_PARSED_KINDS = frozenset({"case_bulletin", "app_list", "interview", "single_case"})
_COUNTED_KINDS = frozenset({"case_bulletin", "app_list", "interview", "campaign", "other"})
# Characters that only traditional script has.
_TRADITIONAL = re.compile("[網國與對為這個發無經開關資訊處罰據辦聯單會長們來時後說過還進運動實際應當違規聯絡調]")
_COUNTED_CLAUSE = re.compile(
    r"[一二三四五六七八九十][一二三四五六七八九十]?(?=[是：、])(?:(?<=[。；：，\n].)|(?<=[。；：，\n]..)|(?<=[。；：，\n]案例.)|(?<=[。；：，\n]案例..))"
)
_SECOND_CLAUSE = re.compile("二[是：、]")  # whatever counts its clauses has a second one


def extract_notice(page: Page) -> NoticeRecord:
    """Return everything read from a page: its kind, its issuer, its cases and their facts."""
    outline = get_outline(page)
    hits = get_lexicon().find(page.text.plain)
    form = get_form(page, outline)
    filed = page if page.published_date else replace(page, published_date=get_filed_date(page.url))
    scopes = get_scopes(filed, outline, hits, form)
    kind = get_kind(page, outline, scopes, form)
    apps = get_apps(page, hits)
    cases = _cases(scopes, kind)
    if form is Form.APP_LIST:
        cases = tuple(case for each in cases if (case := _of_listed_apps(each, page.text.plain, apps)).parties)
    issuer = get_issuer(page, outline, hits, kind, cases)
    if issuer and len(cases) == len(scopes):
        cases = tuple(_by_publisher(case, scope, issuer.value) for case, scope in zip(cases, scopes, strict=True))
    articles = get_measure_articles(page, outline)
    declared, declared_evidence = _declared(page, outline, kind, scopes)
    authority = resolve_authority(issuer.value) if issuer else None
    shuffled = is_shuffled(page.text.plain)
    record = NoticeRecord(
        document_id=page.document_id,
        title=page.title,
        published_date=page.published_date,
        kind=kind,
        usable=not shuffled and is_usable(page, outline),
        plain=page.text.plain,
        issuer=issuer,
        issuer_authority_id=authority.authority_id if authority else None,
        declared_count=declared,
        declared_evidence=declared_evidence,
        cases=cases,
        apps=apps,
        metrics=_metrics(page, outline, hits, kind, scopes),
        measure_articles=articles,
        measure_statute_id=next((each.statute_id for each in articles if each.statute_id), None),
        flags=_flags(page, kind, bool(articles), shuffled),
        attachments=page.attachments,
    )
    return replace(record, findings=tuple(_findings(record)))


def _cases(scopes: Sequence[Scope], kind: str) -> tuple[CaseRecord, ...]:
    """Return the cases in order; in a digest, a sentence that punishes several companies apart tells several."""
    cases = [_case(scope, number) for number, scope in enumerate(scopes, 1)]
    if kind != "digest":
        return tuple(cases)
    shares = [share for case, scope in zip(cases, scopes, strict=True) for share in split_by_bearer(case, scope)]
    return tuple(replace(share, number=number) for number, share in enumerate(shares, 1))


def _by_publisher(case: CaseRecord, scope: Scope, publisher: str) -> CaseRecord:
    """Return the case, decided by the publisher where its text only calls it 我局, and in the publisher's place where
    it only tells of 公安机关.
    """
    authorities = with_publisher(scope, case.authorities, publisher)
    if authorities is case.authorities and (case.region or not authorities):
        return case
    return replace(case, authorities=authorities, region=get_region(replace(scope, issuer=publisher), authorities))


def _of_listed_apps(case: CaseRecord, plain: str, apps: Sequence[App]) -> CaseRecord:
    """Return the case with the apps its text lists as parties where it takes down the following apps, or some of them
    by name: “甲”等5款.
    """
    listed = [app for app in apps if case.span.contains(app.evidence.span)]
    if case.parties and not _stand_for(case, plain, listed):
        return case
    return replace(case, parties=tuple(Party(app.name, "app", False, app.evidence) for app in listed))


# The first app of a list that stands below: “甲”|等5款App, |等7款应用.
_AND_OTHERS = re.compile(r"[”\"》]\s?等\s?(?P<n>\d{1,3}|[两三四五六七八九十]{1,3})\s?款")


def _stand_for(case: CaseRecord, plain: str, listed: Sequence[App]) -> bool:
    """Return whether the parties are the first of counted groups that make up the list: “甲”等5款, “乙”等7款."""
    if not all(party.type == "app" for party in case.parties):
        return False
    groups = [_AND_OTHERS.match(plain, party.evidence.span.end) for party in case.parties]
    return sum(parse_ordinal(group["n"]) or 0 for group in groups if group) == len(listed) and all(groups)


def _case(scope: Scope, number: int) -> CaseRecord:
    authorities = get_authorities(scope)
    parties = get_parties(scope)
    penalties = get_penalties(scope, parties)
    dates = get_dates(scope)
    return CaseRecord(
        number=number,
        span=scope.span,
        heading=scope.heading,
        authorities=authorities,
        region=get_region(scope, authorities),
        dates=dates,
        parties=parties,
        platforms=get_platforms(scope, parties),
        conduct=get_conduct(scope),
        citations=resolve_versions(get_citations(scope), get_act_date(dates, scope.document_date)),
        penalties=penalties,
        other_amounts=get_other_amounts(scope, penalties),
    )


def _declared(page: Page, outline: Outline, kind: str, scopes: Sequence[Scope]) -> tuple[int | None, Evidence | None]:
    is_before_cases = scopes and kind != "app_list"  # the case of such a list is the whole page
    end = scopes[0].span.start if is_before_cases else min(outline.body.end, _INTRODUCTION)
    declared = get_declared(page.title or "", page.text.plain, kind, end)
    return _looked_back_on(page.text.plain, scopes) if kind == "case_bulletin" and declared[0] is None else declared


# How a compiler counts them when all are told: 看完这四个案例，….
_LOOKS_BACK = re.compile(
    rf"(?:看完|读完|以上|上述|前述)了?(?:这|以上|上述|上面)?{_NUMBER}\s?(?:个|起|例|件|则)[^，。；\n]{{0,4}}案[例件]"
)


def _looked_back_on(plain: str, scopes: Sequence[Scope]) -> tuple[int | None, Evidence | None]:
    """Return the number of cases that is told after the last one begins, whether or not so many were found."""
    found = _LOOKS_BACK.search(plain, scopes[-1].span.start) if len(scopes) > 1 else None
    return (parse_ordinal(found["n"]), Evidence(Span(*found.span()), "notice.declared")) if found else (None, None)


_INTRODUCTION = 700  # characters in which a notice says how many it publishes


# How many a review of a month collects: 行政处罚一览（9起）.
_COLLECTED = re.compile(r"(?<=[（(])共?(?P<n>\d{1,2}|[二三四五六七八九十]{1,3})(?:起|例|件)(?:案例|案件)?(?=[）)])")


def get_declared(title: str, plain: str, kind: str, end: int = _INTRODUCTION) -> tuple[int | None, Evidence | None]:
    """Return the number of cases, apps or accounts the notice says it publishes, and where it says so; in the title, or
    in the text up to an offset.
    """
    if kind == "digest" and (collected := _COLLECTED.search(title)):
        return parse_ordinal(collected["n"]), _quoted(plain, collected[0])
    if "名单" in plain[:_INTRODUCTION] and (listed := _DECLARED_LIST.search(plain, 0, _INTRODUCTION)):
        return parse_ordinal(listed["n"]), Evidence(Span(*listed.span()), "notice.declared")
    if kind not in _COUNTED_KINDS:
        return None, None
    for found in _DECLARED.finditer(title):
        if then := THEN_PUBLISHES.search(found[0]):
            found = _DECLARED.search(title, found.start() + then.end()) or found
        count = parse_ordinal(found["n"])
        if kind == "case_bulletin" and found[0][found.end("n") - found.start() :].lstrip().startswith("余"):
            continue  # 破案300余起: what was handled, not what is told
        if kind == "campaign" and "款" in found[0] and not _PUBLISHED_HERE.search(title):
            continue  # what was ordered, not what is told
        if count:
            more, stop = _and_more(title, found.end(), kind)
            return count + more, _quoted(plain, title[found.start() : stop])
    if kind in ("campaign", "other"):
        return None, None
    if kind == "interview" and (interviewed := _DECLARED_INTERVIEW.search(title)):
        return parse_ordinal(interviewed["n"]), _quoted(plain, interviewed[0])
    if kind == "case_bulletin" and (chosen := _DECLARED_CHOSEN.search(plain, 0, end)):
        return parse_ordinal(chosen["n"]), Evidence(Span(*chosen.span()), "notice.declared")
    if after := _DECLARED_AFTER.search(plain, 0, end):
        return parse_ordinal(after["n"]), Evidence(Span(*after.span()), "notice.declared")
    told: list[tuple[bool, int, Evidence]] = []
    for found in _DECLARED.finditer(plain, 0, end):
        clause = plain[max(plain.rfind(mark, 0, found.start()) for mark in "，。；\n") + 1 : found.end()]
        count = parse_ordinal(found["n"])
        is_now = _FROM_THEM.match(clause) is not None
        if kind == "case_bulletin" and plain.startswith("余", found.end("n")):
            continue
        if kind == "case_bulletin" and not is_now and not _PUBLISHED_HERE.search(clause):
            sentence = plain[max(plain.rfind(mark, 0, found.start()) for mark in "。；\n") + 1 : found.end()]
            clause = f"{sentence}{plain[found.end('n') : found.end()]}"  # what was handled, not what is told
        if count and count > 1 and (is_now or not _NOT_DECLARED.search(clause)):
            more, stop = _and_more(plain, found.end(), kind)
            evidence = Evidence(Span(found.start(), stop), "notice.declared")
            told.append((is_now or _PUBLISHED_HERE.search(clause) is not None, count + more, evidence))
    left = _LEFT_OPEN.search(plain, 0, end) if kind == "app_list" else None
    if left and (not told or left.start() < told[0][2].span.start):
        return parse_ordinal(left["n"]), Evidence(Span(*left.span("counted")), "notice.declared")
    if not told:
        return None, None
    # what is said to be published, before what was handled: 共查处案件412起。…现通报3起典型案例
    _, declared, evidence = next((each for each in told if each[0]), told[0])
    return declared, evidence


# A second number of the same list: 2款小程序和1款SDK.
_MORE = re.compile(
    rf"[^，。；\n\d]{{0,16}}?(?:以?及|和|与|、)\s?{_NUMBER}\s?款[^，。；\n]{{0,16}}?(?:[Aa][Pp][Pp]|应用|小程序|SDK|软件)"
)


def _and_more(text: str, end: int, kind: str) -> tuple[int, int]:
    """Return what a list of apps counts beside its first number, and where that ends."""
    found = _MORE.match(text, end) if kind == "app_list" else None
    return (parse_ordinal(found["n"]) or 0, found.end()) if found else (0, end)


def _quoted(plain: str, quote: str) -> Evidence | None:
    """Return the proof of a value of the title; None when the text does not repeat it."""
    at = plain.find(quote)
    return Evidence(Span(at, at + len(quote)), "notice.declared_title") if at >= 0 else None


def is_shuffled(plain: str) -> bool:
    """Return whether counted clauses run backwards more often than forwards, as in sentence-shuffled copies.

    >>> is_shuffled("一是自查。二是整改。三是报告。"), is_shuffled("三是报告。一是自查。四是验收。二是整改。一是总结。")
    (False, True)
    """
    if not _SECOND_CLAUSE.search(plain):
        return False
    numbers = [parse_ordinal(found) or 0 for found in _COUNTED_CLAUSE.findall("\n" + plain)]
    if len(numbers) < 3:
        return False
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    backwards = sum(step < 0 and later != 1 for step, later in zip(steps, numbers[1:], strict=True))
    jumps = sum(step > 1 for step in steps)
    return backwards + jumps >= 2 and backwards >= 1 and (backwards + jumps) * 2 >= len(steps)


def is_usable(page: Page, outline: Outline) -> bool:
    """Return whether the page carries an article, not only a title."""
    if "title_only" in page.flags:
        return False
    body = outline.body.of(page.text.plain)
    if (
        len(body) < _TITLES_ONLY
        and not page.tables
        and not re.search(r"[。；;：:！？]", body.removeprefix(page.title or ""))
    ):
        return False
    title = _bare(page.title or "")
    opening = body[: body.rfind("\n", 0, 400) + 1]
    return any(len(_bare(text).replace(title, "") if title else _bare(text)) >= 30 for text in (opening, body))


def _bare(text: str) -> str:
    return "".join(_WORDS.findall(text))


_WORDS = re.compile(r"\w+")
_TITLES_ONLY = 600  # characters; a page this short without a single sentence is a title with links to others
# Items of a digest that tell what a campaign achieved.
_CAMPAIGN_ITEM = re.compile(r"专项(?:行动|整治|治理)|成果|成效|整治|清朗|净网|护航|战果|工作情况")


def _metrics(page: Page, outline: Outline, hits: Hits, kind: str, scopes: Sequence[Scope]) -> tuple[Metric, ...]:
    """Return the numbers of a campaign: of the whole article, or of the campaign items of a digest."""
    plain = page.text.plain
    if kind == "campaign":
        return _metrics_beside(plain, outline.body, scopes)[:MAX_METRICS]
    if kind != "digest":
        return ()
    found: list[Metric] = []
    starts = [scope.span.start for scope in scopes]
    sections, clause = outline.sections, Style.CLAUSE
    for index, section in enumerate(sections):
        if section.style is clause:
            continue
        heading = section.heading.of(plain)
        if is_foreign_heading(heading):
            continue
        below = outline.children[index]
        parts = any(sections[i].style is not clause for i in below)
        if parts and not index:  # the introduction and the list of headlines
            continue
        own = Span(section.span.start, min(sections[i].span.start for i in below)) if parts else section.span
        at = bisect_left(starts, own.start)
        if at < len(starts) and starts[at] < own.end:
            if _is_interview(scopes[at].text):
                found += _metrics_of_lines(plain, own, _RESULT_LINE)
            elif scopes[at].span.start > section.heading.end:  # one of several pieces of news under a rubric
                for gap in _between(own, scopes[at : bisect_left(starts, own.end)]):
                    found += get_results(plain, gap)
        elif not parts and _CAMPAIGN_ITEM.search(heading):
            found += get_metrics(plain, own)
        else:
            found += get_results(plain, own)
    return drop_repeats(plain, found)[:MAX_METRICS]


_MANY = 50  # sites, of which a report names a few: 甲网、乙网等106家网站
_OF_LISTED = re.compile(r"等\s?[\d.,]+[万余多]*[家个款名]\Z")


def _metrics_beside(plain: str, span: Span, scopes: Sequence[Scope]) -> tuple[Metric, ...]:
    """Return the results of a campaign beside the cases told in passing, whose own numbers are none."""
    if not scopes:
        return get_metrics(plain, span)
    found = [metric for gap in _between(span, scopes) for metric in get_metrics(plain, gap)]
    for scope in scopes:
        named = get_metrics(plain, scope.span)
        found += [one for one in named if one.value >= _MANY and _OF_LISTED.search(one.evidence.span.of(plain))]
    return drop_repeats(plain, sorted(found, key=lambda one: one.evidence.span))


def _between(span: Span, scopes: Sequence[Scope]) -> Iterator[Span]:
    """Yield the stretches of a span that belong to no case."""
    at = span.start
    for scope in scopes:
        yield Span(at, max(at, scope.span.start))
        at = scope.span.end
    yield Span(at, max(at, span.end))


# Lines that tell what was achieved after an interview: 截至…，累计清理….
_RESULT_LINE = re.compile(r"截至|[年月日]以来|累计")


def _is_interview(text: str) -> bool:
    """Return whether the only measure of a case is an interview; its numbers are results of what was demanded."""
    return "约谈" in text and not re.search(r"罚款|警告|拘留|判处|逮捕|没收|责令", text)


def _metrics_of_lines(plain: str, span: Span, pattern: re.Pattern[str]) -> list[Metric]:
    """Return the numbers in the lines of a span that the pattern tells apart."""
    found: list[Metric] = []
    at = span.start
    for line in span.of(plain).split("\n"):
        if pattern.search(line):
            found += get_metrics(plain, Span(at, at + len(line)))
        at += len(line) + 1
    return found


def _flags(page: Page, kind: str, has_articles: bool, is_spun: bool) -> tuple[str, ...]:
    flags = list(page.flags)
    plain = page.text.plain
    if _TRADITIONAL.search(plain, 0, _OPENING) and len(_TRADITIONAL.findall(plain, 0, _SAMPLE)) * 60 > min(
        len(plain), _SAMPLE
    ):
        flags.append("traditional")
    if is_spun:
        flags.append("spun")
    if kind == "foreign":
        flags.append("foreign_only")
    if has_articles:
        flags.append("statute_text")
    return tuple(dict.fromkeys(flags))


def check_counts(record: NoticeRecord) -> Iterator[Finding]:
    """Yield a finding when what was read differs in number from what the notice says it publishes."""
    declared, evidence = record.declared_count, record.declared_evidence
    parsed, what = len(record.cases), "cases"
    if record.kind == "app_list":
        parsed, what = len(record.apps), "apps"
    elif record.kind == "interview" and parsed == 1:  # one interview of three platforms declares the three
        parsed, what = len(record.cases[0].parties) or 1, "interviewed"
    elif record.kind == "single_case":
        declared, parsed, what = _count_in_title(record)
    if declared is not None and declared != parsed and record.kind in _PARSED_KINDS:
        yield Finding(
            "count_mismatch",
            f"the notice declares {declared} {what}, {parsed} were read",
            "warning",
            evidence.span if evidence else None,
        )


def _count_in_title(record: NoticeRecord) -> tuple[int | None, int, str]:
    """Return how many cases or respondents the title of a single story counts, how many were read, and which."""
    found = _COUNTED_IN_TITLE.search(record.title or "")
    if found is None:
        return None, 0, ""
    declared = parse_ordinal(found["n"])
    if found["case"]:
        return declared, len(record.cases), "cases"
    return declared, sum(len(case.parties) for case in record.cases), "respondents"


def _findings(record: NoticeRecord) -> Iterator[Finding]:
    """Yield what a person should look at: counts that differ, statutes without an id, cases without a measure."""
    yield from check_counts(record)
    for case in record.cases:
        for citation in case.citations:
            if citation.statute_id is None:
                yield Finding(
                    "unassigned_statute",
                    f"《{citation.statute}》 is not in the reference: add it or an alias",
                    "info",
                    citation.evidence.span,
                )
        if not case.penalties:
            yield Finding(
                "no_penalty", f"case {case.number} tells a handling, no measure was recognised", "info", case.span
            )
