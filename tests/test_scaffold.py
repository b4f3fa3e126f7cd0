"""`zhifa sources new` on every family, filled in the way a person would, and really crawled on the replica."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from crawlers import scaffold
from crawlers.archive import Archive
from crawlers.lint import check_files, check_sources
from crawlers.replica import Replica
from crawlers.replica.notices import load_notices
from crawlers.replica.site import get_detail_path
from crawlers.run import crawl_sources
from crawlers.scaffold import ScaffoldError, find_todo, read_fixtures, write_scaffold
from crawlers.source import FAMILIES, SOURCES_FOLDER, Source, load_replica_sources, load_source, load_sources
from zhifa import app

REPLICA = {source.family: source for source in load_replica_sources().values()}
GIVEN = {"name_zh": "示例市监管·公告", "name_en": "Demo", "authority": "示例市监管局", "region_code": "330100"}


def _url(family: str) -> str:
    listing = REPLICA[family].listing
    return REPLICA[family].url or next(iter(getattr(listing, "urls", ())))


def _fill(path: Path, **changes: Any) -> Source:
    """Fill in a declaration as its to-do list says."""
    data = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**data, **GIVEN, "mark": "V1", "caveats": [], **changes}, allow_unicode=True))
    return load_source(path)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Source]]:
    """One column scaffolded on every family, at the addresses of the replica."""
    root = tmp_path_factory.mktemp("project")
    sources = {}
    for family in FAMILIES:
        made = write_scaffold(_url(family), family, source_id=f"new-{family.replace('_', '-')}", root=root)
        own: dict[str, Any] = {}
        if family in ("form_api", "search_api", "documents", "wechat"):  # what nobody but the site can tell
            own["listing"] = REPLICA[family].listing.model_dump(mode="json", exclude_unset=True)  # type: ignore[union-attr]
        sources[family] = _fill(made.files[0], **own)
    return root, sources


@pytest.mark.parametrize("family", FAMILIES)
def test_a_scaffold_names_what_is_to_do_and_is_clean_when_that_is_done(family: str, tmp_path: Path) -> None:
    made = write_scaffold(_url(family), family, source_id="new", root=tmp_path)
    path, *_ = made.files
    assert path == tmp_path / "crawlers" / "sources" / "new.yml"
    assert {"name_zh", "name_en", "authority", "caveats", "region_code"} <= set(made.todo)
    source = load_source(path)
    told = "\n".join(check_sources({"new": source}))
    assert all(key in told for key in made.todo), "each is a finding of `zhifa sources check`"
    asked = {"listing": REPLICA[family].listing.model_dump(mode="json", exclude_unset=True)}  # type: ignore[union-attr]
    done = _fill(path, **(asked if any(key.startswith("listing") for key in made.todo) else {}))
    assert find_todo(done) == []
    assert check_sources({"new": done}) == []
    assert check_files((path.parent,)) == []


def test_every_new_column_is_crawled(filled: tuple[Path, dict[str, Source]], tmp_path: Path) -> None:
    _, sources = filled
    quick = [
        source.model_copy(update={"politeness": source.politeness.model_copy(update={"delay_seconds": 0})})
        for source in sources.values()
    ]
    with Replica() as site:
        report = crawl_sources(tmp_path, quick, replica_url=site.base_url)
    assert {run.source_id: run.reason for run in report.runs} == {source.source_id: "complete" for source in quick}
    with Archive(tmp_path) as archive:
        held = {document.url for document in archive.documents() if document.role == "page"}
    for family, source in sources.items():
        column = REPLICA[family]
        there = {
            f"http://{column.domains[0]}{get_detail_path(column, notice)}"
            for notice in load_notices()
            if notice.source_id == column.source_id
        }
        wanted = there if family != "search_api" else {url for url in there if url in held}
        assert wanted, source.source_id
        assert wanted <= held, source.source_id


def test_the_written_tests_run_and_feel_a_changed_page(filled: tuple[Path, dict[str, Source]]) -> None:
    root, _ = filled
    tests = sorted((root / "tests").glob("test_source_*.py"))
    assert len(tests) == len(FAMILIES)
    page = root / "tests" / "pages" / "new-hanweb" / "detail.html"
    page.write_text(page.read_text("utf-8").replace('id="c"', 'id="text"'), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(root), *map(str, tests)]
    done = subprocess.run(command, cwd=scaffold.ROOT, capture_output=True, text=True, check=False)
    assert f"1 failed, {len(FAMILIES) - 1} passed" in done.stdout, done.stdout
    assert "FAILED" in done.stdout
    assert "test_source_new_hanweb.py" in done.stdout.split("FAILED")[1]


def test_made_up_pages_are_read_whole(tmp_path: Path) -> None:
    for family in FAMILIES:
        made = write_scaffold(f"https://a.example/{family}/", family, source_id=family.replace("_", "-"), root=tmp_path)
        read = read_fixtures(load_source(made.files[0]), made.files[1].parent)
        assert {"title", "body"} <= set(read["fields"]), family
        if family not in ("documents", "wechat"):
            assert [str(entry["date"]) for entry in read["entries"]] == ["2026-05-12", "2026-04-30"], family
            assert all(entry["title"].startswith("通报示例") for entry in read["entries"])


def test_an_id_alone_leaves_the_address_to_do(tmp_path: Path) -> None:
    made = write_scaffold("demo-news", "jpaas", given=GIVEN, root=tmp_path)
    assert made.source_id == "demo-news"
    assert set(made.todo) == {"url", "caveats"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made = write_scaffold("demo-news", "jpaas", root=tmp_path)
    for kept in made.files:
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        with pytest.raises(ScaffoldError, match="is there already; choose another id"):
            write_scaffold("demo-news", "hanweb", root=tmp_path)
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        kept.unlink()
    registered = next(iter(load_sources(SOURCES_FOLDER)))
    with pytest.raises(ScaffoldError, match="is there already"):
        write_scaffold(registered, "jpaas")


@pytest.mark.parametrize(
    ("target", "family", "given", "told"),
    [
        ("demo", "jpas", {}, "unknown family 'jpas': choose from jpaas"),
        ("Demo News", "jpaas", {}, "is no id"),
        ("../../demo", "jpaas", {}, "is no id"),
        ("https:///", "jpaas", {}, "is no id"),
        ("demo", "jpaas", {"region_code": "33"}, "region_code"),
    ],
)
def test_a_wrong_wish_writes_nothing(
    tmp_path: Path, target: str, family: str, given: dict[str, str], told: str
) -> None:
    with pytest.raises(ScaffoldError, match=told):
        write_scaffold(target, family, given=given, root=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_and_says_what_is_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scaffold, "ROOT", tmp_path)
    url = "https://scjg.demo.gov.cn/zwgk/tzgg/index.html"
    result = CliRunner().invoke(app, ["sources", "new", url, "--family", "static_zero_based", "--region", "330100"])
    assert result.exit_code == 0, result.output
    told = " ".join(result.output.split())
    assert "crawlers/sources/scjg-demo-tzgg.yml" in told
    assert "To do in scjg-demo-tzgg.yml: name_zh, name_en, authority, caveats" in told
    assert load_source(tmp_path / "crawlers" / "sources" / "scjg-demo-tzgg.yml").region_code == "330100"
    again = CliRunner().invoke(app, ["sources", "new", url, "--family", "jpaas"])
    assert again.exit_code == 2
    assert "is there already" in " ".join(again.output.split())


@pytest.mark.parametrize(
    "arguments", [["new"], ["new", "demo"], ["new", "--family", "jpaas"], ["list", "demo"], ["make"]]
)
def test_the_command_says_how_it_is_used(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["sources", *arguments])
    assert result.exit_code == 2
    assert "use `zhifa sources" in " ".join(result.output.split())
