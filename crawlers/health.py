"""Healthy or ill: what the counts of a run, beside those of the runs before, say about a source.

    for ailment in check_run(source, run, earlier, days, today):
        print(build_finding(ailment, source, run, now).message)

The checks are pure. An ailment is named, has numbers and a remedy, in Chinese and English (`findings.yml`); those that
compare need an earlier run that ended, so the first run of a source raises none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from math import exp, lgamma, log
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

import yaml

from crawlers.archive import Archive, CrawlFinding, Run
from crawlers.fields import FIELDS
from crawlers.source import BEIJING, Source

GIVEN = ("documents", "wechat", "none")  # families without a list
OUTSIDE_HOURS = "outside_hours"  # the reason of a run that was not to happen
CUT_OFF = "cut_off"
STATES = {
    "healthy": ("健康", "healthy"),
    "attention": ("留意", "attention"),
    "ill": ("异常", "ill"),
    "never": ("未采集", "not crawled yet"),
    "no_target": ("不采集", "no target"),
}
_JUDGED = ("complete", "partial", "refused", "capped")  # how a run ends that says something about its source
_FINDINGS = Path(__file__).with_name("findings.yml")
_REMEMBERED = 100  # runs looked back on
_LIST_FIELDS = ("listed_title", "listed_date")
_FIELD_NAMES = {
    "title": ("标题", "title", "detail.title"),
    "date": ("发布时间", "date", "detail.date"),
    "source": ("来源行", "source line", "detail.source"),
    "body": ("正文", "body", "detail.body"),
    "attachments": ("附件", "attachments", "detail.attachments"),
    "listed_title": ("列表标题", "title in the list", "entry.link"),
    "listed_date": ("列表日期", "date in the list", "entry.date"),
}


@dataclass(frozen=True, slots=True)
class Ailment:
    """What is wrong with a source, by its code in `findings.yml`, with the numbers that show it."""

    code: str
    numbers: Mapping[str, Any] = field(default_factory=dict)
    severity: str = "warning"
    part: str = ""  # tells several of one code apart


@dataclass(frozen=True, slots=True)
class Wording:
    """How a finding is told. `says` holds the numbers in braces and is empty where the place itself says them."""

    zh: str
    en: str
    do_zh: str
    do_en: str
    says_zh: str = ""
    says_en: str = ""

    def tell(self, lang: str, numbers: Mapping[str, Any]) -> str:
        """Return numbers and remedy in a language."""
        says, do = (self.says_zh, self.do_zh) if lang == "zh" else (self.says_en, self.do_en)
        parts = [says.format_map(numbers) or getattr(self, lang), do.format_map(numbers)]
        return ("；" if lang == "zh" else "; ").join(parts)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source publishes: the usual gap in days, and the gap that nine of ten do not exceed."""

    usual: int
    long: int

    @property
    def limit(self) -> int:
        """Return after how many days without anything the source has fallen silent."""
        return max(14, 3 * self.long)


@cache
def load_wordings() -> dict[str, Wording]:
    """Return the wording of every finding a crawl can raise, by its code."""
    return {code: Wording(**texts) for code, texts in yaml.safe_load(_FINDINGS.read_text("utf-8")).items()}


def get_wording(code: str) -> Wording:
    """Return the wording of a code; refusals by status share one, and an unknown code names itself.

    >>> get_wording("refused_412").zh, get_wording("odd_thing").en
    ('拒绝访问', 'odd thing')
    """
    wordings = load_wordings()
    name = code.replace("_", " ")
    found = wordings.get(code) or (wordings["refused"] if code.startswith("refused_") else None)
    return found or Wording(name, name, "查看说明", "see the message")


def build_finding(ailment: Ailment, source: Source, run: Run, found_at: datetime) -> CrawlFinding:
    """Return the finding that tells of an ailment, in both languages."""
    wording, url = get_wording(ailment.code), source.url or ""
    return CrawlFinding(
        ailment.code, wording.tell("en", ailment.numbers), ailment.severity, source.source_id, None,
        (f"{url}#{ailment.part}" if ailment.part else url) or None, run.run_id, found_at,
        wording.tell("zh", ailment.numbers),
    )  # fmt: skip


def check_run(
    source: Source, run: Run, earlier: Sequence[Run], days: Sequence[date], today: date, *, is_dated: bool = True
) -> Iterator[Ailment]:
    """Yield what a run shows. `earlier` are the source's runs before it, oldest first; `days` those on which what is
    held of it was published. A site that is not dated (the sample) may grow old without falling silent.
    """
    before = [each for each in earlier if each.reason in _JUDGED][-_REMEMBERED:]
    if run.reason not in _JUDGED:
        return
    if is_barren(run, source):
        yield _build_barren(run, before)
        return
    yield from _check_answers(run)
    yield from _check_list(source, run, before)
    yield from _check_fields(source, run, before)
    yield from _check_entries(run)
    if source.family not in GIVEN:
        yield from _check_dates(source, run, before, days, today, is_dated=is_dated)


def is_barren(run: Run, source: Source) -> bool:
    """Tell whether a run that was to collect could collect nothing at all."""
    if run.reason not in _JUDGED:
        return False
    troubles = run.count_refused + run.count_failed + run.count_empty
    if source.family in GIVEN:
        return run.count_fetched == 0 and troubles > 0
    return run.count_listed == 0 or (run.count_fetched == 0 and run.count_known == 0 and troubles > 0)


def get_rhythm(days: Sequence[date]) -> Rhythm | None:
    """Return how often something came, of its days in order, or None when there are too few to tell.

    >>> get_rhythm([date(2026, 1, 1 + 2 * i) for i in range(12)])
    Rhythm(usual=2, long=2)
    >>> get_rhythm([date(2026, 1, 1), date(2026, 2, 1)]) is None
    True
    """
    gaps = sorted((later - sooner).days for sooner, later in pairwise(sorted(set(days))[-60:]))
    if len(gaps) < 8:
        return None
    return Rhythm(round(median(gaps)), gaps[-(-9 * len(gaps) // 10) - 1])


def _build_barren(run: Run, before: Sequence[Run]) -> Ailment:
    numbers = {
        "listed": run.count_listed, "fetched": run.count_fetched, "refused": run.count_refused,
        "failed": run.count_failed + run.count_empty, "runs": len(before),
        "most": max((each.count_listed for each in before), default=0),
    }  # fmt: skip
    return Ailment("nothing_collected", numbers, "error")


def _check_answers(run: Run) -> Iterator[Ailment]:
    lost = run.count_failed + run.count_empty
    asked = run.count_fetched + run.count_refused + lost
    if run.reason == "refused" or (run.count_refused >= 3 and 5 * run.count_refused >= asked):
        yield Ailment("refusals", {"asked": asked, "refused": run.count_refused}, "error")
    if lost >= 5 and 4 * lost >= asked:
        yield Ailment("many_failures", {"asked": asked, "failed": run.count_failed, "empty": run.count_empty})


def _check_list(source: Source, run: Run, before: Sequence[Run]) -> Iterator[Ailment]:
    if source.family in GIVEN or run.reason not in ("complete", "partial"):
        return
    expected, listed = source.expect.min_entries, run.count_listed
    if listed < expected and (run.is_whole or not before):
        yield Ailment("too_few_entries", {"listed": listed, "expected": expected})
    yield from _check_size(run, before)
    yield from _check_total(run, before)


def _check_size(run: Run, before: Sequence[Run]) -> Iterator[Ailment]:
    """Compare the first page with those of earlier runs, and a list read whole with lists read whole."""
    listed, alike = run.count_first_page, [each.count_first_page for each in before if each.count_first_page]
    if run.is_whole and 2 * listed >= min(alike, default=0):
        listed, alike = run.count_listed, [each.count_listed for each in before if each.is_whole]
    if alike and 2 * listed < min(alike[-20:]):
        yield Ailment("fewer_entries", {"listed": listed, "runs": len(alike[-20:]), "least": min(alike[-20:])})


def _check_total(run: Run, before: Sequence[Run]) -> Iterator[Ailment]:
    """Compare the total the site declares with what was listed: in this run, or since the list was last read whole."""
    collected = run.count_listed
    if not run.is_whole:
        whole = next((i for i in reversed(range(len(before))) if before[i].is_whole), None)
        if whole is None or run.reason != "complete":
            return
        since = (*before[whole + 1 :], run)
        collected = before[whole].count_listed + sum(each.count_listed - each.count_known for each in since)
    if run.count_declared is None or run.count_declared == collected:
        return
    is_far = abs(run.count_declared - collected) > max(5, run.count_declared // 10)
    if is_far or run.is_whole:
        numbers = {"declared": run.count_declared, "collected": collected}
        yield Ailment("total_mismatch", numbers, "warning" if is_far else "info")


def _check_entries(run: Run) -> Iterator[Ailment]:
    new = max(run.count_listed - run.count_known, run.count_new)
    if run.count_duplicate >= 5 and 2 * run.count_duplicate >= new:
        yield Ailment("duplicates", {"new": new, "duplicate": run.count_duplicate})
    if run.count_redated >= 3 and 2 * run.count_redated >= run.count_known:
        yield Ailment("redated_list", {"known": run.count_known, "redated": run.count_redated})


def _check_dates(
    source: Source, run: Run, before: Sequence[Run], days: Sequence[date], today: date, *, is_dated: bool
) -> Iterator[Ailment]:
    limit = source.expect.newest_within_days
    if run.newest_date and limit and (today - run.newest_date).days > limit:
        age = (today - run.newest_date).days
        yield Ailment("stale", {"newest": run.newest_date, "days": age, "limit": limit})
        return
    if not before or not is_dated:
        return
    rhythm, newest = get_rhythm(days), run.newest_date or max(days, default=None)
    if rhythm is None:  # a list without dates: the days on which runs brought something
        days = [_get_day(each) for each in (*before, run) if each.count_listed > each.count_known]
        rhythm, newest = get_rhythm(days), max(days, default=None)
    if rhythm and newest and (today - newest).days > rhythm.limit:
        age = (today - newest).days
        yield Ailment("fallen_silent", {"newest": newest, "days": age, "usual": rhythm.usual, "long": rhythm.long})


def _get_day(run: Run) -> date:
    return run.started_at.astimezone(BEIJING).date()


# Fields


def get_coverage(run: Run, name: str) -> tuple[int, int]:
    """Return on how many pages of a run a field was found, and of how many; fields of the list count entries."""
    if name in _LIST_FIELDS:
        return int(getattr(run, f"count_listed_with_{name.removeprefix('listed_')}")), run.count_listed
    return int(getattr(run, f"count_with_{name}")), run.count_examined


def _check_fields(source: Source, run: Run, before: Sequence[Run]) -> Iterator[Ailment]:
    lists = () if source.family in GIVEN else _LIST_FIELDS
    for name in (*FIELDS, *lists):
        found, pages = get_coverage(run, name)
        declared = name in FIELDS and bool(getattr(source.detail, name))
        if name == "source" and not declared:
            continue
        zh, en, key = _FIELD_NAMES[name]
        unit_zh, unit_en = ("条", "entries") if name in _LIST_FIELDS else ("页", "pages")
        names = {"field_zh": zh, "field_en": en, "key": key, "unit_zh": unit_zh, "unit_en": unit_en}
        fall = _find_fall([get_coverage(each, name) for each in (*before, run)])
        if fall and before:
            numbers = dict(zip(("before_found", "before_pages", "found", "pages"), fall, strict=True))
            yield Ailment("field_lost", {**names, **numbers}, "warning", name)
        elif declared and found == 0 and pages >= 3 and name != "attachments":
            severity = "info" if name == "source" else "warning"
            yield Ailment("field_never_found", {**names, "pages": pages}, severity, name)


def _find_fall(runs: Sequence[tuple[int, int]]) -> tuple[int, int, int, int] | None:
    """Return how often a field was found before and of late, each with its pages, when it is lost at the end.

    Runs of a page or two are taken together. Those in which the field is lost never join what it is measured by, so a
    broken selector does not become the custom.

    >>> _find_fall([(20, 20), (1, 1), (0, 1), (0, 2)])
    (21, 21, 0, 3)
    >>> _find_fall([(20, 20), (0, 3), (4, 4)]) is None
    True
    >>> _find_fall([(0, 5)]) is None
    True
    """
    base_found = base_pages = found = pages = 0
    fall: tuple[int, int, int, int] | None = None
    for run_found, run_pages in runs:
        if run_pages == 0:
            continue
        found, pages = (run_found, run_pages) if run_found == run_pages else (found + run_found, pages + run_pages)
        if pages < 3 and found < pages:
            continue
        is_lost = _is_fall(base_found, base_pages, found, pages)
        fall = (base_found, base_pages, found, pages) if is_lost else None
        if not is_lost:
            base_found, base_pages = base_found + found, base_pages + pages
        found = pages = 0
    return fall


def _is_fall(base_found: int, base_pages: int, found: int, pages: int) -> bool:
    """Tell whether a share fell by more than chance and far enough to matter."""
    if base_pages < 3:
        return False
    usual = (base_found + 1) / (base_pages + 2)
    return found / pages < base_found / base_pages - 0.3 and _get_chance(found, pages, usual) < 0.01


def _get_chance(found: int, pages: int, share: float) -> float:
    """Return the chance of at most `found` in `pages` when each has the given share.

    >>> round(_get_chance(0, 3, 0.5), 3), round(_get_chance(2, 2, 0.9), 3)
    (0.125, 1.0)
    """
    total = lgamma(pages + 1)
    return sum(
        exp(total - lgamma(k + 1) - lgamma(pages - k + 1) + k * log(share) + (pages - k) * log(1 - share))
        for k in range(found + 1)
    )


# The whole registry


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source with its runs, newest last, what the last one found, and how much is held of it.

    `state` is healthy, attention, ill (the last run could collect nothing or was turned away), never (not crawled yet)
    or no_target.
    """

    source: Source
    state: str
    runs: tuple[Run, ...]
    findings: tuple[CrawlFinding, ...]
    newest_date: date | None
    count_held: int

    @property
    def last_run(self) -> Run | None:
        return self.runs[-1] if self.runs else None


def load_health(archive: Archive, registry: Mapping[str, Source]) -> list[SourceHealth]:
    """Return the health of every source, as the archive knows it: a finding counts until the next run."""
    runs: dict[str, list[Run]] = {}
    for run in archive.runs():
        if run.source_id and run.kind == "crawl":
            runs.setdefault(run.source_id, []).append(run)
    findings: dict[str, list[CrawlFinding]] = {}
    for finding in archive.findings():
        if finding.run_id:
            findings.setdefault(finding.run_id, []).append(finding)
    held = Counter(each.source_id for each in archive.documents(latest_only=True) if each.role == "page")
    return [
        build_health(source, runs.get(name, []), findings, archive.get_listed_days(name), held[name])
        for name, source in sorted(registry.items())
    ]


def build_health(
    source: Source,
    runs: Sequence[Run] = (),
    findings: Mapping[str, Sequence[CrawlFinding]] = MappingProxyType({}),
    days: Sequence[date] = (),
    held: int = 0,
) -> SourceHealth:
    """Return the health of a source by its runs, the findings of each, the days listed, and the pages held."""
    shown = [run for run in runs if run.reason != OUTSIDE_HOURS]
    own = [*findings.get(shown[-1].run_id, ()), *_find_cut(source, shown[-1])] if shown else []
    ranks = {"error": 0, "warning": 1, "info": 2}
    told = tuple(sorted(own, key=lambda each: (ranks[each.severity], each.code, each.url or "")))
    newest = max([day for run in shown[-1:] if (day := run.newest_date)] + [*days[-1:]], default=None)
    return SourceHealth(source, get_state(source, shown, told), tuple(shown), told, newest, held)


def _find_cut(source: Source, run: Run) -> Iterator[CrawlFinding]:
    """Yield that a run did not come to its end, which it could not tell itself."""
    if run.reason not in _JUDGED:
        numbers = {"listed": run.count_listed, "fetched": run.count_fetched, "reason": run.reason or "killed"}
        yield build_finding(Ailment(CUT_OFF, numbers), source, run, run.finished_at or run.started_at)


def get_state(source: Source, runs: Sequence[Run], findings: Sequence[CrawlFinding]) -> str:
    """Return how a source fares by its last run and what that run found."""
    if not source.is_target:
        return "no_target"
    if not runs:
        return "never"
    if is_barren(runs[-1], source) or runs[-1].reason == "refused":
        return "ill"
    return "attention" if any(each.severity != "info" for each in findings) else "healthy"


def get_state_name(state: str, lang: str) -> str:
    """Return the name of a state in a language.

    >>> get_state_name("ill", "zh")
    '异常'
    """
    return STATES[state][0 if lang == "zh" else 1]
