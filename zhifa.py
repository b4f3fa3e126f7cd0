"""zhifa (执法): the command line, and the only module that knows every room of the project."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, NoReturn
from urllib.parse import unquote

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table

if TYPE_CHECKING:  # each command imports the rooms it needs: the help answers at once
    from crawlers.archive import Archive, CrawlFinding, Document
    from crawlers.health import SourceHealth
    from crawlers.run import CrawlReport, ImportReport
    from crawlers.source import Source
    from etl.attachments import JoinedNotice
    from etl.model import CaseRecord, Evidence, NoticeRecord, Span

LEFT_OUT = 1  # exit status: done, but something had to be left out
UNUSABLE = 2  # exit status: the job could not be done
SHOWN_ALIKE = 5  # findings of one code and source printed
DEFAULT_HOME = Path("data")

app = typer.Typer(
    name="zhifa",
    help="Collect what Chinese regulators announce about internet enforcement, read it into facts, and ask who was "
    "handled, by whom, for what, under which article, with what penalty. "
    "执法：采集网络执法公告，读成可回溯到原句的事实，入库、查询、看图。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
console = Console(stderr=True, highlight=False, soft_wrap=True)

Home = Annotated[Path, typer.Option("--home", envvar="ZHIFA_HOME", help="Data folder: archive, records, warehouse.")]
Replica = Annotated[bool, typer.Option("--replica", help="Crawl the bundled sample site of fictional notices.")]
Port = Annotated[int, typer.Option(help="Port of the dashboard on 127.0.0.1.", min=1, max=65535)]
Pages = "Saved pages or folders of them: HTML, WeChat pages, archived markdown, plain text, PDF."


# ── commands ────────────────────────────────────────────────────────────────────────────────────


@app.command("run")
def run_command(
    paths: Annotated[list[Path] | None, typer.Argument(help=Pages)] = None,
    home: Home = DEFAULT_HOME,
    replica: Replica = False,
    serve_after: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the dashboard at the end.")] = True,
    port: Port = 8501,
) -> None:
    """The whole path: collect, read, build the warehouse, open the dashboard."""
    from dashboards.serve import check_port, serve

    if not paths and not replica:
        _stop("nothing to read: name saved pages or folders, or use --replica for the bundled sample site")
    with _clear_errors():
        if serve_after:
            check_port(port)
        complete = True
        shown: set[str] | None = None
        if replica:
            console.print("Sample data: every notice of the replica site is [bold]fictional[/].")
            complete &= _crawl(home, None, replica=True, since=None)
        if paths:
            report = _import(home, paths)
            complete &= not _get_troubles(report)
            shown = set(report.document_ids)
        complete &= _extract(home)
        _build(home)
        _print_documents(home, shown)
        _say_next(home, replica)
        if serve_after:
            serve(home, port)
    _exit(complete)


@app.command("crawl")
def crawl_command(
    source_ids: Annotated[
        list[str] | None, typer.Argument(help="Source ids, see `zhifa sources`; all targets if none.")
    ] = None,
    home: Home = DEFAULT_HOME,
    replica: Replica = False,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Back-fill to this date.")] = None,
    queue: Annotated[
        str | None,
        typer.Option(envvar="ZHIFA_QUEUE", help="Share the work through Redis, e.g. redis://127.0.0.1:6379/0."),
    ] = None,
    from_archive: Annotated[
        Path | None, typer.Option(help="Replay another data folder's archive into --home; nothing is fetched.")
    ] = None,
) -> None:
    """Fetch new notices from regulators' sites into the archive, politely and incrementally."""
    if from_archive and (replica or since or queue):
        _stop("--from-archive replays what was recorded: leave --replica, --since and --queue away")
    with _clear_errors():
        complete = (
            _replay(home, from_archive, source_ids)
            if from_archive
            else _crawl(home, source_ids, replica=replica, since=since.date() if since else None, queue=queue)
        )
    _exit(complete)


@app.command("import")
def import_command(paths: Annotated[list[Path], typer.Argument(help=Pages)], home: Home = DEFAULT_HOME) -> None:
    """Put saved pages into the archive. Nothing is fetched."""
    with _clear_errors():
        complete = not _get_troubles(_import(home, paths))
    _exit(complete)


@app.command("extract")
def extract_command(
    files: Annotated[list[Path] | None, typer.Argument(help="With --json: the files to read.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line; store nothing.")] = False,
    home: Home = DEFAULT_HOME,
) -> None:
    """Read archived documents into records; with --json print the facts of the given files."""
    if as_json != bool(files):
        _stop("use `zhifa extract --json FILE…` to read files, or `zhifa extract` to read what is archived")
    with _clear_errors():
        complete = _print_facts(files) if files else _extract(home)
    _exit(complete)


@app.command("explain")
def explain_command(file: Annotated[Path, typer.Argument(help="A saved page.")]) -> None:
    """Print the text of a file with every fact marked and the rule that found it."""
    with _clear_errors():
        record = _read_notice(file, str(file))
    if record is None:
        raise typer.Exit(LEFT_OUT)
    _print_marked(record)


@app.command("build")
def build_command(home: Home = DEFAULT_HOME) -> None:
    """Build the DuckDB warehouse from the records; readers are not disturbed."""
    with _clear_errors():
        _build(home)


@app.command("serve")
def serve_command(home: Home = DEFAULT_HOME, port: Port = 8501) -> None:
    """Open the dashboard on 127.0.0.1."""
    from dashboards.serve import serve

    with _clear_errors():
        serve(home, port)


@app.command("export")
def export_command(
    out: Annotated[Path, typer.Argument(help="Folder to write; made when missing.")],
    home: Home = DEFAULT_HOME,
    formats: Annotated[list[str] | None, typer.Option("--format", help="parquet or csv; repeat for both.")] = None,
) -> None:
    """Write the public views, natural persons masked, with the data dictionary."""
    from warehouse.export import FORMATS, export_tables

    if unknown := set(formats or ()) - set(FORMATS):
        _stop(f"unknown format {', '.join(sorted(unknown))}: choose from {', '.join(FORMATS)}")
    with _clear_errors():
        export_tables(home / "zhifa.duckdb", out, tuple(formats or FORMATS))
    console.print(f"Written to [bold]{escape(str(out))}[/]; start with its README.md")


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[
        Path, typer.Argument(help="Folder of gold labels; score.py lies beside it, the texts in ../corpus.")
    ],
    home: Home = DEFAULT_HOME,
) -> None:
    """Score extraction against gold labels, show gains and losses, and keep the figures for the dashboard."""
    with _clear_errors():
        _evaluate(gold.resolve(), home)


@app.command("sources")
def sources_command(
    action: Annotated[
        str,
        typer.Argument(
            help="list: how every source fares. check: lint the registry. status: write a page of it. "
            "new: write declaration, pages and test of a new column."
        ),
    ] = "list",
    target: Annotated[str | None, typer.Argument(help="With new: the address of the list, or an id.")] = None,
    family: Annotated[str | None, typer.Option(help="With new: how the list works, see docs/add-a-source.md.")] = None,
    source_id: Annotated[str | None, typer.Option("--id", help="With new: the id, if not made of the address.")] = None,
    name_zh: Annotated[str | None, typer.Option(help="With new: body and column in Chinese.")] = None,
    name_en: Annotated[str | None, typer.Option(help="With new: the same in English.")] = None,
    authority: Annotated[str | None, typer.Option(help="With new: full name of the body.")] = None,
    region: Annotated[str | None, typer.Option(help="With new: six digits, 000000 for a central body.")] = None,
    home: Home = DEFAULT_HOME,
    out: Annotated[Path, typer.Option(help="With status: the folder of the page.")] = Path("status"),
) -> None:
    """Show how the sources fare, check their declarations, add one, or write their status page for publication."""
    from crawlers.lint import check_files, check_fixtures, check_sources
    from crawlers.source import load_usable_sources

    if action == "new":
        if target is None or family is None:
            _stop("use `zhifa sources new URL --family FAMILY`; docs/add-a-source.md tells the families")
        given = {"name_zh": name_zh, "name_en": name_en, "authority": authority, "region_code": region}
        with _clear_errors():
            _print_scaffold(target, family, source_id, given)
        return
    if target or action not in ("list", "check", "status"):
        _stop(f"unknown action {target or action!r}: use `zhifa sources`, or with `check`, `status` or `new`")
    registry, wrong = load_usable_sources()
    problems = [line for error in wrong for line in str(error).splitlines()]
    with _clear_errors():
        if action == "list":
            _print_health(_load_health(home, registry))
        elif action == "check":
            wrong_pages, notes = check_fixtures(registry)
            problems += [*check_sources(registry), *check_files(), *wrong_pages]
            for note in notes:
                console.print(f"  {escape(note)}")
        else:
            _write_status(_load_health(home, registry), out)
    for problem in problems:
        console.print(f"[red]✗[/] {escape(problem)}")
    console.print(f"{len(registry)} sources, {len(problems)} problems")
    _exit(not problems)


@app.command("archive")
def archive_command(
    action: Annotated[
        str,
        typer.Argument(
            help="verify: hash every record again. rebuild: make the index again. join: take in other archives."
        ),
    ],
    others: Annotated[
        list[Path] | None, typer.Argument(help="With join: the data folders of other workers or machines.")
    ] = None,
    home: Home = DEFAULT_HOME,
) -> None:
    """Prove the archive, make its index again from the WARC files, or take in what other workers collected."""
    from crawlers.archive import Archive

    if action not in ("verify", "rebuild", "join"):
        _stop(f"unknown action {action!r}: use `zhifa archive verify`, `zhifa archive rebuild` or `zhifa archive join`")
    if (action == "join") != bool(others):
        _stop("use `zhifa archive join FOLDER…` with the data folders to take in; the other actions take none")
    with _clear_errors(), Archive(home) as archive:
        if action == "rebuild":
            archive.rebuild()
        findings = _join(archive, others) if others else archive.verify()
        count = sum(1 for _ in archive.documents())
    _print_findings((f.code, f.message) for f in findings)
    console.print(f"{count} documents, {len(findings)} problems")
    _exit(not findings)


@app.command("doctor")
def doctor_command(home: Home = DEFAULT_HOME) -> None:
    """Say what this machine has and what is missing, with the remedy."""
    wanting = 0
    for label, trouble, is_needed in _examine(home):
        mark = "[green]✓[/]" if trouble is None else ("[red]✗[/]" if is_needed else "[yellow]![/]")
        console.print(f"{mark} {escape(label)}{': ' + escape(trouble) if trouble else ''}")
        wanting += bool(trouble and is_needed)
    _exit(not wanting)


# ── steps ───────────────────────────────────────────────────────────────────────────────────────


def _crawl(
    home: Path, source_ids: Sequence[str] | None, *, replica: bool, since: date | None, queue: str | None = None
) -> bool:
    from crawlers.run import crawl

    with _progress("Crawling") as show:
        report = crawl(
            home, source_ids, replica=replica, since=since, queue=queue, on_progress=lambda p: show(p.done, p.total)
        )
    if report.joined_at:
        console.print(f"Joined the shared crawl that began at {report.joined_at}")
    counts = f"{report.count_new} new, {report.count_changed} changed, {report.count_unchanged} unchanged"
    console.print(f"Crawled {len(report.runs)} sources: {counts}")
    _print_crawl_findings(_get_troubles(report))
    _say_interrupted(report.is_interrupted)
    return not any(finding.code in ("nothing_collected", "wrong_source") for finding in report.findings)


def _print_crawl_findings(findings: Sequence[CrawlFinding]) -> None:
    """Print what went wrong source by source; of what befell page after page only the first few."""
    from crawlers.health import get_wording

    shown: Counter[tuple[str | None, str]] = Counter()
    for finding in sorted(findings, key=lambda each: (each.source_id or "", each.severity, each.code)):
        kind = finding.source_id, finding.code
        shown[kind] += 1
        if shown[kind] > SHOWN_ALIKE:
            continue
        says = get_wording(finding.code).says_zh
        place = "" if says or not finding.url else f" {finding.url}"
        mark = "[red]✗[/]" if finding.severity == "error" else "[yellow]![/]"
        told = f"{finding.source_id or ''}{place}: {finding.message}".lstrip(": ")
        console.print(f"{mark} {escape(told)} [dim]({finding.code})[/]")
        if says and finding.message_zh:
            console.print(f"  {escape(finding.message_zh)}")
    for (source_id, code), count in shown.items():
        if count > SHOWN_ALIKE:
            console.print(f"  … {source_id}: {count - SHOWN_ALIKE} more [dim]({code})[/]")


def _join(archive: Archive, others: Sequence[Path]) -> list[CrawlFinding]:
    from crawlers.join import join_archive

    troubles: list[CrawlFinding] = []
    for other in others:
        report = join_archive(archive, other)
        console.print(f"{escape(str(other))}: took in {report.count_files} files, {report.count_new} new documents")
        for finding in report.findings:
            if finding.severity == "info":
                console.print(f"  {escape(finding.message)} [dim]({finding.code})[/]")
            else:
                troubles.append(finding)
    return troubles


def _replay(home: Path, recording: Path, source_ids: Sequence[str] | None) -> bool:
    from crawlers.run import replay

    with _progress("Replaying") as show:
        report = replay(home, recording, source_ids, on_progress=lambda p: show(p.done, p.total))
    counts = f"{report.count_new} new, {report.count_changed} changed, {report.count_unchanged} unchanged"
    console.print(f"Replayed {len(report.runs)} runs: {counts}")
    _print_crawl_findings(_get_troubles(report))
    _say_interrupted(report.is_interrupted)
    return not any(finding.code in ("not_replayed", "wrong_source") for finding in report.findings)


def _print_scaffold(target: str, family: str, source_id: str | None, given: Mapping[str, str | None]) -> None:
    from crawlers.scaffold import ROOT, write_scaffold

    scaffold = write_scaffold(target, family, source_id=source_id, given=given)
    for path in scaffold.files:
        console.print(f"  {escape(str(path.relative_to(ROOT)))}")
    if scaffold.todo:
        console.print(f"To do in {scaffold.source_id}.yml: {escape(', '.join(scaffold.todo))}")
    console.print("Then `zhifa sources check`, and `zhifa crawl` it alone: docs/add-a-source.md")


def _get_troubles(report: CrawlReport | ImportReport) -> list[CrawlFinding]:
    return [finding for finding in report.findings if finding.severity != "info"]


def _import(home: Path, paths: Sequence[Path]) -> ImportReport:
    from crawlers.run import import_files

    with _progress("Importing") as show:
        report = import_files(home, paths, on_progress=lambda p: show(p.done, p.total))
    console.print(f"Imported {len(report.files)} files: {report.count_new} new, {report.count_unchanged} known")
    _print_findings((f.code, f.message) for f in _get_troubles(report))
    for finding in report.findings:
        if finding.severity == "info":
            console.print(f"  {escape(finding.message)} [dim]({finding.code})[/]")
    _say_interrupted(report.is_interrupted)
    return report


def _extract(home: Path) -> bool:
    from etl.run import extract_all

    with _progress("Reading", has_thread=False) as show:  # a program of one thread starts others sooner
        report = extract_all(home, on_progress=show)
    console.print(f"Read {report.count_extracted} documents, {report.count_known} known")
    _print_findings((finding.code, finding.message) for _, finding in report.findings)
    return not any(finding.severity == "error" for _, finding in report.findings)


def _build(home: Path) -> None:
    from warehouse.build import build_warehouse

    with _progress("Building") as show:
        report = build_warehouse(home, on_progress=show)
    counts = ", ".join(
        f"{report.counts.get(name, 0):,} {name}" for name in ("notices", "cases", "penalties", "citations")
    )
    findings = sum(report.count_findings.values())
    console.print(f"Built [bold]{escape(str(report.path))}[/]: {counts}; {findings} findings")


def _print_facts(files: Sequence[Path]) -> bool:
    from crawlers.files import find_files
    from etl.codec import to_gold

    complete = True
    for file in find_files(files):
        record = _read_notice(file, str(file))
        complete &= record is not None
        if record is not None:
            sys.stdout.write(json.dumps(to_gold(record, str(file)), ensure_ascii=False) + "\n")
    return complete


def _read_notice(file: Path, name: str) -> NoticeRecord | None:
    from crawlers.files import FileProblemError, read_file
    from etl.notice import extract_notice
    from etl.pages import UnreadableDocument, read_page

    try:
        body, media_type = read_file(file)
        return extract_notice(read_page(body, document_id=name, media_type=media_type, url=name))
    except (FileProblemError, UnreadableDocument) as problem:
        _print_findings([(problem.code, f"{name}: {problem}")])
        return None


def _evaluate(gold: Path, home: Path) -> None:
    from etl.codec import to_gold

    scorer, corpus = gold.parent / "score.py", gold.parent.parent / "corpus"
    for needed in (gold, scorer, corpus):
        if not needed.exists():
            _stop(f"{needed} is missing: gold labels lie in gold/<set>, score.py in gold/, their texts in corpus/")
    names = [json.loads(path.read_text("utf-8"))["doc_id"] for path in sorted(gold.rglob("*.json"))]
    records = {name: _read_notice(corpus / name, name) for name in names}
    with TemporaryDirectory() as folder:
        predictions, scores = Path(folder, "predictions.jsonl"), Path(folder, "scores.json")
        lines = (json.dumps(to_gold(r, name), ensure_ascii=False) for name, r in records.items() if r)
        predictions.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, str(scorer), str(gold), str(predictions), "--json", str(scores)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode or not scores.exists():
            _stop(f"{scorer} failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
        figures = json.loads(scores.read_text("utf-8"))
    _keep_accuracy(home / "accuracy.json", gold.name, figures)


def _keep_accuracy(path: Path, gold_set: str, figures: Mapping[str, Mapping[str, float]]) -> None:
    held = json.loads(path.read_text("utf-8")) if path.exists() else []
    before = {row["field"]: row["f1_score"] for row in held if row["gold_set"] == gold_set}
    measured_at = datetime.now(UTC).isoformat(timespec="seconds")
    table = Table("field", "precision", "recall", "F1", "95 % interval", "gold", "change")
    for field, f in figures.items():
        change = f["f1"] - before[field] if field in before else None
        table.add_row(
            field, *(f"{f[k]:.3f}" for k in ("p", "r", "f1")), f"{f['lo']:.3f}–{f['hi']:.3f}", str(f["n"]),
            "" if change is None else f"{change:+.3f}",
        )  # fmt: skip
        held.append(
            {"measured_at": measured_at, "gold_set": gold_set, "field": field, "precision_score": f["p"],
             "recall_score": f["r"], "f1_score": f["f1"], "f1_low": f["lo"], "f1_high": f["hi"], "count_gold": f["n"]}
        )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(held, indent=1), "utf-8")
    _output().print(table)
    console.print(f"Kept in {escape(str(path))}; the next `zhifa build` shows it in the dashboard")


# ── what is printed ─────────────────────────────────────────────────────────────────────────────


def _print_documents(home: Path, shown: set[str] | None) -> None:
    """One line a document: what it is and what was read from it; at most a screenful of a large archive."""
    from crawlers.archive import Archive
    from etl.attachments import Attacher, join_attachments
    from etl.store import RecordStore

    with Archive(home) as archive, RecordStore(home) as store:
        documents = [d for d in archive.documents(latest_only=True) if shown is None or d.document_id in shown]
        records = store.get_many([d.document_id for d in documents])
        attach = Attacher(list(archive.documents()), archive, store)
        attached = attach([(d, records.get(d.document_id)) for d in documents])
    table = Table(title="What was read", title_justify="left")
    for name in ("document", "kind", "issuer", "date"):
        table.add_column(name, overflow="fold")
    for name in ("declared", "cases", "penalties", "apps", "metrics"):
        table.add_column(name, justify="right")
    table.add_column("flags", overflow="fold")
    limit = 40
    for document in documents[:limit]:
        stored = records.get(document.document_id)
        if stored is None or stored.record is None:
            table.add_row(_document_name(document), "[red]not read[/]", *[""] * 8)
        elif document.document_id in attached.claimed:
            table.add_row(_document_name(document), "[dim]file of a notice[/]", *[""] * 8)
        else:
            files = attached.of_page.get(document.document_id, ())
            table.add_row(*_document_row(document, join_attachments(stored.record, files)))
    _output().print(table)
    if len(documents) > limit:
        console.print(f"… and {len(documents) - limit} more, all in the dashboard")


def _document_name(document: Document) -> str:
    return escape(_shorten(unquote(document.url.removeprefix("file:").rsplit("/", 1)[-1])))


def _document_row(document: Document, notice: JoinedNotice) -> tuple[str, ...]:
    record = notice.record
    announced = record.published_date or document.listing.date
    issuer = escape(record.issuer.value) if record.issuer else "–"
    return (
        _document_name(document), record.kind, issuer, str(announced or "–"),
        "–" if record.declared_count is None else str(record.declared_count), str(notice.count_cases),
        str(sum(len(case.penalties) for part in notice.parts for case in part.cases)), str(notice.count_apps),
        str(sum(len(part.metrics) for part in notice.parts)),
        ", ".join((*record.flags, *dict.fromkeys(f.code for f in record.findings))),
    )  # fmt: skip


def _shorten(name: str, limit: int = 44) -> str:
    return name if len(name) <= limit else f"{name[: limit // 2]}…{name[-limit // 2 :]}"


def _print_marked(record: NoticeRecord) -> None:
    """Print the text case by case, and under each case its facts with quote and rule."""
    out = _output()
    issuer = record.issuer.value if record.issuer else "–"
    out.print(f"[bold]{escape(record.title or '')}[/]\nkind {record.kind} · issuer {escape(issuer)}")
    for case in record.cases:
        facts = sorted(_facts_of(case), key=lambda fact: fact[1].span)
        out.rule(f"case {case.number}")
        out.print(_mark(record.plain, case.span, [evidence.span for _, evidence in facts]))
        for label, evidence in facts:
            out.print(
                f"  [cyan]{escape(label)}[/] ← “{escape(evidence.span.of(record.plain))}”  [dim]{evidence.rule_id}[/]"
            )


def _facts_of(case: CaseRecord) -> Iterator[tuple[str, Evidence]]:
    for field in ("authorities", "dates", "parties", "platforms", "conduct", "citations", "penalties", "other_amounts"):
        for value in getattr(case, field):
            said = [
                getattr(value, name, None) for name in ("name", "type", "code", "kind", "statute", "article", "value")
            ]
            yield f"{field}: {' '.join(str(x) for x in said if x is not None)}", value.evidence
    if case.region is not None:
        yield f"region: {case.region.name}", case.region.evidence


def _mark(plain: str, span: Span, spans: Iterable[Span]) -> str:
    marked = Counter[int]()
    for inner in spans:
        marked.update(range(max(inner.start, span.start), min(inner.end, span.end)))
    pieces, position = [], span.start
    while position < span.end:
        start, is_fact = position, position in marked
        while position < span.end and (position in marked) == is_fact:
            position += 1
        text = escape(plain[start:position])
        pieces.append(f"[reverse]{text}[/]" if is_fact else text)
    return "".join(pieces)


def _load_health(home: Path, registry: Mapping[str, Source]) -> list[SourceHealth]:
    from crawlers.archive import Archive
    from crawlers.health import build_health, load_health

    if not (home / "archive").exists():
        return [build_health(source) for _, source in sorted(registry.items())]
    with Archive(home) as archive:
        return load_health(archive, registry)


def _print_health(healths: Sequence[SourceHealth]) -> None:
    table = Table("source", "name", "family", "known", "state", "last run", "newest", "held", "new", "findings")
    styles = {"healthy": "green", "attention": "yellow", "ill": "red"}
    for health in healths:
        source, run = health.source, health.last_run
        state = f"no target: {source.reason}" if health.state == "no_target" else health.state.replace("_", " ")
        state = f"{state}, sample" if source.is_sample else state
        codes = Counter(finding.code for finding in health.findings if finding.severity != "info")
        table.add_row(
            source.source_id, escape(source.name_zh), source.family, source.mark,
            f"[{styles.get(health.state, 'dim')}]{escape(state)}[/]",
            f"{run.started_at:%Y-%m-%d %H:%M}" if run else "–", str(health.newest_date or "–"), str(health.count_held),
            str(run.count_new) if run else "–",
            ", ".join(f"{code} ×{count}" if count > 1 else code for code, count in codes.items()),
        )  # fmt: skip
    _output().print(table)
    _print_crawl_findings([f for health in healths for f in health.findings if f.severity != "info"])
    states = Counter(health.state for health in healths)
    console.print(", ".join(f"{count} {state.replace('_', ' ')}" for state, count in states.most_common()))


def _write_status(healths: Sequence[SourceHealth], out: Path) -> None:
    from crawlers.status_page import write_status_page

    page, *_ = write_status_page(healths, out, datetime.now(UTC))
    console.print(f"Written to [bold]{escape(str(page))}[/]; publish the whole folder")


def _examine(home: Path) -> Iterator[tuple[str, str | None, bool]]:
    """Yield what was looked at, the trouble and remedy if there is one, and whether zhifa needs it to work."""
    version = platform.python_version()
    yield f"Python {version}", None if sys.version_info >= (3, 11) else "too old: install 3.11 or newer", True
    for package in ("scrapy", "duckdb", "polars", "streamlit", "daachorse", "pypdfium2"):
        try:
            yield f"{package} {importlib.metadata.version(package)}", None, True
        except importlib.metadata.PackageNotFoundError:
            yield package, "not installed: run `make run SERVE=0`", True
    yield f"data folder {home}", _write_trouble(home), True
    free = shutil.disk_usage(_existing(home)).free / 1e9
    yield f"{free:.0f} GB free", None if free > 1 else "less than 1 GB is left: free some space", True
    with socket.socket() as probe:
        busy = probe.connect_ex(("127.0.0.1", 8501)) == 0
    yield "port 8501", "in use: serve with --port 8502" if busy else None, False
    yield "warehouse", *_examine_warehouse(home / "zhifa.duckdb")
    contact = os.environ.get("ZHIFA_CONTACT")
    yield (
        "contact for crawled sites",
        None if contact else "set ZHIFA_CONTACT to an address the sites can write to",
        False,
    )
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    yield "Chromium (browser tests only)", None if chromium else "not found: the browser tests are skipped", False
    client = importlib.util.find_spec("redis")
    yield "Redis client (crawl --queue only)", None if client else "not installed: pip install 'zhifa[queue]'", False
    redis = shutil.which("redis-server")
    yield "redis-server (its tests only)", None if redis else "not found: those tests are skipped", False
    fonts = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout
        if shutil.which("fc-list")
        else b""
    )
    yield "Chinese fonts (screenshots only)", None if fonts else "not found: install fonts-noto-cjk", False


def _examine_warehouse(path: Path) -> tuple[str | None, bool]:
    """Return the trouble with a warehouse, and whether it must be mended before zhifa can work."""
    from warehouse.connection import WarehouseError, check_schema_version

    if not path.exists():
        return "not built yet: run `zhifa run` or `zhifa build`", False
    try:
        check_schema_version(path)
    except WarehouseError as error:
        return str(error), True
    return None, True


def _write_trouble(home: Path) -> str | None:
    folder = _existing(home)
    return None if os.access(folder, os.W_OK) else f"{folder} is not writable: choose another with --home"


def _existing(path: Path) -> Path:
    return next(p for p in (path.absolute(), *path.absolute().parents) if p.exists())


def _output() -> Console:
    return Console(highlight=False, width=None if sys.stdout.isatty() else 160)


def _say_next(home: Path, replica: bool) -> None:
    if replica:
        console.print(
            "This was [bold]fictional sample data[/]. Real sources: `zhifa sources`, then `zhifa crawl SOURCE…`; "
            "saved pages: `zhifa run PATH…`. Use another --home for them."
        )
    console.print(f"Warehouse for SQL: {escape(str(home / 'zhifa.duckdb'))}")


def _say_interrupted(is_interrupted: bool) -> None:
    if is_interrupted:
        console.print("[yellow]Interrupted:[/] what was fetched is kept; run the same command to go on")
        raise typer.Exit(LEFT_OUT)


def _print_findings(findings: Iterable[tuple[str, str]]) -> None:
    for code, message in findings:
        console.print(f"[red]✗[/] {escape(message)} [dim]({code})[/]")


@contextmanager
def _progress(label: str, *, has_thread: bool = True) -> Iterator[Callable[[int, int | None], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal, auto_refresh=has_thread) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total, refresh=not has_thread)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn a trouble of the project's own into one line and exit status 2."""
    try:
        yield
    except Exception as trouble:
        if not isinstance(trouble, _expected_troubles()):
            raise
        _stop(str(trouble))


def _expected_troubles() -> tuple[type[Exception], ...]:
    from crawlers.archive import ArchiveError
    from crawlers.run import UnknownSourceError
    from crawlers.scaffold import ScaffoldError
    from crawlers.shared_queue import QueueError
    from crawlers.source import SourceError
    from dashboards.serve import DashboardFailed, PortBusy
    from etl.store import StoreError
    from warehouse.connection import WarehouseError

    return (
        ArchiveError, QueueError, ScaffoldError, SourceError, UnknownSourceError, StoreError, WarehouseError, PortBusy,
        DashboardFailed, OSError,
    )  # fmt: skip


def _stop(message: str) -> NoReturn:
    console.print(f"[red]zhifa:[/] {escape(message)}")
    raise typer.Exit(UNUSABLE)


def _exit(complete: bool) -> None:
    if not complete:
        raise typer.Exit(LEFT_OUT)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
