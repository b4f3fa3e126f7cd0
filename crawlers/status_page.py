"""The status page of the sources: static, self-contained, in Chinese and English, made from the archive alone.

`index.html` is Chinese, `en.html` English, `status.json` the same for programs. No script, no address but the sources'.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from html import escape
from itertools import groupby
from math import log1p
from pathlib import Path
from typing import Any

from crawlers.archive import CrawlFinding
from crawlers.fields import FIELDS
from crawlers.health import STATES, SourceHealth, get_coverage, get_state_name, get_wording, is_barren
from crawlers.source import BEIJING

PAGES = {"zh": "index.html", "en": "en.html"}
_CSS = Path(__file__).with_name("status_page.css")
_ORDER = ("ill", "attention", "healthy")  # what needs a person comes first
_SHOWN_RUNS = 30
_SHOWN_LINKS = 5
_WORDS = {
    "title": ("来源健康状况", "Health of the sources"),
    "lead": (
        "每个来源最近一次采集的结果，与此前各次比较。待查事项在下一次运行中消失即视为消除。",
        "What the last run of every source gave, beside the runs before it. A finding stands until the next run.",
    ),
    "built": ("生成于北京时间 {at}", "Written {at}, Beijing time"),
    "other": ("English", "中文"),
    "sample": (
        "这里是虚构的样例网站，不是真实来源。",
        "This is the sample site with fictional notices, not real sources.",
    ),
    "findings": ("待查事项", "Findings"),
    "none": ("没有待查事项。", "There are no findings."),
    "empty": (
        "还没有采集过。运行 zhifa crawl，再写一次本页。",
        "Nothing has been crawled yet. Run zhifa crawl and write this page again.",
    ),
    "sources": ("来源", "Sources"),
    "notes": ("提示（{n}）", "Notes ({n})"),
    "waiting": ("尚未采集（{n}）", "Not crawled yet ({n})"),
    "left_out": ("不采集（{n}）", "Not crawled, with the reason ({n})"),
    "pages": ("{n} 页", "{n} pages"),
    "more": ("等", "and more"),
    "open": ("打开栏目", "open the column"),
    "state": ("状态", "state"),
    "source": ("来源", "source"),
    "last_run": ("最近运行", "last run"),
    "newest": ("最新公告", "newest notice"),
    "held": ("持有", "held"),
    "listed": ("列出 / 自称", "listed / declared"),
    "news": ("取得：新增 · 变更 · 未变", "fetched: new · changed · same"),
    "lost": ("拒 · 败 · 空", "refused · failed · empty"),
    "fields": ("字段", "fields"),
    "history": ("历次新增", "new, run by run"),
    "history_alt": ("最近 {n} 次运行的新增数：{counts}", "new documents in the last {n} runs: {counts}"),
    "footer": (
        "由 zhifa 依采集档案生成，另有 {json} 供程序读取。",
        "Written by zhifa from its archive; {json} is the same for programs.",
    ),
}
_FIELD_WORDS = {
    "title": ("题", "title"),
    "date": ("时", "date"),
    "source": ("源", "source"),
    "body": ("文", "body"),
    "attachments": ("附", "files"),
}
_COLUMNS = ("state", "source", "last_run", "newest", "held", "listed", "news", "lost", "fields", "history")
_NUMBERS = {"held", "listed", "news", "lost"}


def write_status_page(healths: Sequence[SourceHealth], folder: Path, built_at: datetime) -> list[Path]:
    """Write the page in both languages and `status.json` into a folder, made when missing; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = [each for each in healths if each.runs or not each.source.is_sample]
    texts = {name: build_status_page(shown, lang, built_at) for lang, name in PAGES.items()}
    texts["status.json"] = json.dumps(build_status(shown, built_at), ensure_ascii=False, indent=1) + "\n"
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def build_status(healths: Sequence[SourceHealth], built_at: datetime) -> dict[str, Any]:
    """Return the health of the sources as JSON holds it."""
    return {"built_at": built_at.isoformat(timespec="seconds"), "sources": [_build_entry(each) for each in healths]}


def _build_entry(health: SourceHealth) -> dict[str, Any]:
    source, run = health.source, health.last_run
    return {
        "source_id": source.source_id, "name_zh": source.name_zh, "name_en": source.name_en, "url": source.url,
        "is_sample": source.is_sample, "state": health.state, "reason": source.reason,
        "newest_date": health.newest_date.isoformat() if health.newest_date else None, "count_held": health.count_held,
        "last_run": json.loads(json.dumps(asdict(run), default=lambda value: value.isoformat())) if run else None,
        "findings": [
            {
                "code": each.code, "severity": each.severity, "message": each.message, "message_zh": each.message_zh,
                "url": each.url,
            }
            for each in health.findings
        ],
    }  # fmt: skip


def build_status_page(healths: Sequence[SourceHealth], lang: str, built_at: datetime) -> str:
    """Return the page in one language."""
    say = _Sayer(lang)
    crawled = [each for each in healths if each.runs and each.source.is_target]
    crawled.sort(key=lambda each: _ORDER.index(each.state))
    parts = [
        _build_head(say, built_at),
        f'<p class="sample">{say("sample")}</p>' if crawled and all(each.source.is_sample for each in crawled) else "",
        _build_tiles(say, healths),
        *_build_findings(say, crawled),
        _build_table(say, crawled),
        _build_list(say, "waiting", [each for each in healths if each.state == "never"]),
        _build_list(say, "left_out", [each for each in healths if each.state == "no_target"]),
        f"<footer>{say('footer', json='<a href=status.json>status.json</a>')}</footer>",
    ]
    body = "\n".join(part for part in parts if part)
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{say("title")} · zhifa</title><style>{_read_css()}</style><link rel="icon" href="data:,">'
    )
    tag = {"zh": "zh-CN", "en": "en"}[lang]
    return f'<!DOCTYPE html>\n<html lang="{tag}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


class _Sayer:
    """Says things in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, name: str, **values: object) -> str:
        return self.pick(*_WORDS[name]).format_map(values)

    def pick(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en


@cache
def _read_css() -> str:
    return _CSS.read_text("utf-8")


def _build_head(say: _Sayer, built_at: datetime) -> str:
    other = "en" if say.lang == "zh" else "zh"
    when = built_at.astimezone(BEIJING)
    return (
        f'<header><h1>{say("title")}</h1><a href="{PAGES[other]}" lang="{other}" hreflang="{other}">{say("other")}</a>'
        f"</header>\n<p>{say('lead')}</p>\n"
        f'<p class="when">{say("built", at=f"<time datetime={when.isoformat()}>{when:%Y-%m-%d %H:%M}</time>")}</p>'
    )


def _build_tiles(say: _Sayer, healths: Sequence[SourceHealth]) -> str:
    counts = {state: sum(each.state == state for each in healths) for state in STATES}
    tiles = (f"<li><b>{count}</b>{_build_state(say, state)}</li>" for state, count in counts.items())
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _build_state(say: _Sayer, state: str) -> str:
    return f'<span class="state {state}">{get_state_name(state, say.lang)}</span>'


# Findings


def _build_findings(say: _Sayer, healths: Sequence[SourceHealth]) -> Iterator[str]:
    yield f"<h2>{say('findings')}</h2>"
    if not healths:
        yield f"<p>{say('empty')}</p>"
        return
    tasks = [item for each in healths for item in _build_items(say, each, ("error", "warning"))]
    yield f'<ul class="findings">{"".join(tasks)}</ul>' if tasks else f"<p>{say('none')}</p>"
    notes = [item for each in healths for item in _build_items(say, each, ("info",))]
    if notes:
        summary = say("notes", n=len(notes))
        yield f'<details><summary>{summary}</summary><ul class="findings">{"".join(notes)}</ul></details>'


def _build_items(say: _Sayer, health: SourceHealth, severities: Sequence[str]) -> Iterator[str]:
    """Yield one item a code: what a run found page by page is told once, with some of the pages."""
    own = [each for each in health.findings if each.severity in severities]
    for code, group in groupby(own, key=lambda each: each.code):
        yield _build_item(say, health, code, list(group))


def _build_item(say: _Sayer, health: SourceHealth, code: str, findings: Sequence[CrawlFinding]) -> str:
    source, wording = health.source, get_wording(code)
    name = say.pick(source.name_zh, source.name_en)
    column = f' · <a href="{escape(source.url)}">{say("open")} ↗</a>' if source.url else ""
    head = (
        f'<strong class="{findings[0].severity}">{escape(say.pick(wording.zh, wording.en))}</strong> '
        f'<a href="#{source.source_id}">{escape(name)}</a>{column} <code>{escape(code)}</code>'
    )
    told = dict.fromkeys((each.message_zh if say.lang == "zh" else None) or each.message for each in findings)
    lines = "".join(f"<p>{escape(text)}</p>" for text in list(told)[:_SHOWN_LINKS])
    return f"<li>{head}{lines}{_build_links(say, source.url, findings)}</li>"


def _build_links(say: _Sayer, column: str | None, findings: Sequence[CrawlFinding]) -> str:
    urls = [each.url for each in findings if each.url and each.url.split("#")[0] != column]
    urls = [url for url in urls if url.startswith(("http://", "https://"))]
    if not urls:
        return ""
    links = " ".join(f'<a href="{escape(url)}">{escape(_shorten(url))}</a>' for url in urls[:_SHOWN_LINKS])
    rest = f" {say('more')}" if len(urls) > _SHOWN_LINKS else ""
    return f'<p class="soft">{say("pages", n=len(urls))}: {links}{rest}</p>'


def _shorten(url: str) -> str:
    shown = url.split("://", 1)[-1]
    return shown if len(shown) <= 60 else f"{shown[:25]}…{shown[-32:]}"


# Sources


def _build_table(say: _Sayer, healths: Sequence[SourceHealth]) -> str:
    if not healths:
        return ""
    heads = "".join(f'<th scope="col"{_numeric(name)}>{say(name)}</th>' for name in _COLUMNS)
    rows = "\n".join(_build_row(say, each) for each in healths)
    return f"<h2>{say('sources')}</h2>\n<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>"


def _numeric(name: str) -> str:
    return ' class="number"' if name in _NUMBERS else ""


def _build_row(say: _Sayer, health: SourceHealth) -> str:
    source, run = health.source, health.runs[-1]
    name = escape(say.pick(source.name_zh, source.name_en))
    cells = {
        "state": _build_state(say, health.state),
        "source": f'<a href="{escape(source.url)}">{name}</a>' if source.url else name,
        "last_run": f"{run.started_at.astimezone(BEIJING):<time>%Y-%m-%d</time> <time>%H:%M</time>}",
        "newest": f"<time>{health.newest_date or '–'}</time>",
        "held": f"{health.count_held:,}",
        "listed": f"{run.count_listed:,} / {'–' if run.count_declared is None else f'{run.count_declared:,}'}",
        "news": f"{run.count_fetched:,}: {run.count_new:,} · {run.count_changed:,} · {run.count_unchanged:,}",
        "lost": f"{run.count_refused:,} · {run.count_failed:,} · {run.count_empty:,}",
        "fields": _build_fields(say, health),
        "history": _build_history(say, health),
    }
    cells["source"] += f' <small class="soft">{source.source_id}</small>'
    classes = {
        "state": ' class="wide head"', "source": ' class="name wide head"', "last_run": ' class="day"',
        "newest": ' class="day"', "fields": ' class="wide"', "history": ' class="wide"',
    }  # fmt: skip
    shown = (f'<td{classes.get(key, _numeric(key))} data-name="{say(key)}">{cells[key]}</td>' for key in _COLUMNS)
    return f'<tr id="{source.source_id}">{"".join(shown)}</tr>'


def _build_fields(say: _Sayer, health: SourceHealth) -> str:
    """Return the share of pages with each field in the last run that looked at any."""
    run = next((each for each in reversed(health.runs) if each.count_examined), None)
    if run is None:
        return "–"
    shares = {name: found * 100 // pages for name in FIELDS for found, pages in [get_coverage(run, name)]}
    declared = [name for name in FIELDS if name != "attachments" and getattr(health.source.detail, name)]
    marks = (
        f"<span{' class=low' if share < 60 and name in declared else ''}>"
        f"{say.pick(*_FIELD_WORDS[name])} {share}%</span>"
        for name, share in shares.items()
    )
    return f'<div class="fields">{"".join(marks)}</div>'


def _build_history(say: _Sayer, health: SourceHealth) -> str:
    runs = health.runs[-_SHOWN_RUNS:]
    most = log1p(max((run.count_new for run in runs), default=0)) or 1
    bars = []
    for place, run in enumerate(runs):
        is_bad = is_barren(run, health.source) or run.reason == "refused"
        height = 24 if is_bad else max(1, round(24 * log1p(run.count_new) / most))
        mark = ' class="bad"' if is_bad else ""
        bars.append(f'<rect{mark} x="{place * 4}" y="{24 - height}" width="3" height="{height}"/>')
    alt = say("history_alt", n=len(runs), counts=", ".join(str(run.count_new) for run in runs))
    return f'<svg width="{4 * len(runs)}" height="24" role="img" aria-label="{alt}">{"".join(bars)}</svg>'


def _build_list(say: _Sayer, name: str, healths: Sequence[SourceHealth]) -> str:
    if not healths:
        return ""
    rows = "".join(f"<li>{_build_mention(say, each)}</li>" for each in healths)
    return f"<details><summary>{say(name, n=len(healths))}</summary><ul>{rows}</ul></details>"


def _build_mention(say: _Sayer, health: SourceHealth) -> str:
    source = health.source
    name = escape(say.pick(source.name_zh, source.name_en))
    link = f'<a id="{source.source_id}" href="{escape(source.url)}">{name}</a>' if source.url else name
    return f"{link}{': ' + escape(source.reason) if source.reason else ''}"
