"""Saved pages come in with their exact bytes; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crawlers.archive import Archive, ArchiveError
from crawlers.replica import Replica
from crawlers.replica.pdf import build_pdf
from crawlers.run import ImportReport, Progress, crawl_sources, import_files
from crawlers.source import load_replica_sources

PAGE = "<!DOCTYPE html><html><body><p>某市市场监督管理局对某公司罚款五万元。</p></body></html>"
NOTE = "---\ntitle: 通报\nurl: https://a.example/1\n---\n\n正文"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of good and bad file."""
    root = tmp_path_factory.mktemp("saved")
    (root / "deep" / "er").mkdir(parents=True)
    (root / ".hidden").mkdir()
    good = {
        "a.html": PAGE.encode(),
        "deep/b.md": NOTE.encode(),
        "deep/er/c.txt": "通报一起案件。".encode("gb18030"),
        "d.pdf": build_pdf("附件\n1 某应用 1.0"),
        "e.htm.gz": gzip.compress(PAGE.replace("五", "六").encode()),
    }
    bad = {
        "empty.html": b"",
        "blank.md": b" \n\n",
        "junk.txt": bytes(range(256)) * 40,
        "half.html.gz": gzip.compress(PAGE.encode() * 50)[:-20],
        "long.html": b"<html>" + b"x" * (21 << 20),
        "huge.pdf": b"%PDF-1.4" + b"\0" * (51 << 20),
    }
    ignored = {".hidden/f.html": PAGE.encode(), "g.exe": b"MZ", ".h.html": PAGE.encode()}
    for name, body in {**good, **bad, **ignored}.items():
        (root / name).write_bytes(body)
    return root


@pytest.fixture(scope="module")
def imported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ImportReport, list[Progress]]:
    home = tmp_path_factory.mktemp("home")
    steps: list[Progress] = []
    return home, import_files(home, [folder, folder / "nowhere.html"], on_progress=steps.append), steps


def test_good_files_are_archived_with_type_and_path(
    folder: Path, imported: tuple[Path, ImportReport, list[Progress]]
) -> None:
    home, report, _ = imported
    with Archive(home) as archive:
        found = {Path(file.path).relative_to(folder).as_posix(): archive.get(file.document_id) for file in report.files}
        assert {name: document.media_type for name, document in found.items()} == {
            "a.html": "text/html",
            "d.pdf": "application/pdf",
            "deep/b.md": "text/markdown",
            "deep/er/c.txt": "text/plain",
            "e.htm.gz": "text/html",
        }
        assert archive.read(found["a.html"].document_id) == PAGE.encode()
        assert archive.read(found["e.htm.gz"].document_id) == PAGE.replace("五", "六").encode()
        assert all(document.url.startswith("file:") and not document.is_sample for document in found.values())


def test_bad_files_are_named_with_the_remedy(folder: Path, imported: tuple[Path, ImportReport, list[Progress]]) -> None:
    _, report, _ = imported
    wrong = [finding for finding in report.findings if finding.severity != "info"]
    told = {Path((finding.url or "").removeprefix("file:")).name: finding for finding in wrong}
    assert {name: finding.code for name, finding in told.items()} == {
        "empty.html": "empty_file",
        "blank.md": "empty_file",
        "junk.txt": "unreadable_file",
        "half.html.gz": "unreadable_file",
        "long.html": "too_large",
        "huge.pdf": "too_large",
        "nowhere.html": "unreadable_file",
    }
    assert all(name in finding.message and ";" in finding.message for name, finding in told.items())
    assert all(finding.severity == "error" for finding in wrong)


def test_files_of_other_kinds_are_counted(imported: tuple[Path, ImportReport, list[Progress]]) -> None:
    _, report, _ = imported
    [passed_over] = [finding for finding in report.findings if finding.code == "passed_over"]
    assert passed_over.severity == "info"
    assert passed_over.message.startswith("passed over, being of other kinds: 1 .exe;")


def test_progress_ends_at_the_number_of_files(imported: tuple[Path, ImportReport, list[Progress]]) -> None:
    _, report, steps = imported
    assert (
        steps[-1].done
        == steps[-1].total
        == len(report.files) + sum(finding.severity == "error" for finding in report.findings)
    )


def test_the_same_file_again_is_unchanged_and_an_edited_one_a_new_version(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(PAGE, "utf-8")
    home = tmp_path / "home"
    first = import_files(home, [page])
    again = import_files(home, [page])
    page.write_text(PAGE.replace("五", "七"), "utf-8")
    edited = import_files(home, [page])
    outcomes = [report.files[0].outcome for report in (first, again, edited)]
    assert outcomes == ["new", "unchanged", "changed"]
    assert first.document_ids == again.document_ids != edited.document_ids
    with Archive(home) as archive:
        assert len(list(archive.documents())) == 2
        assert [run.kind for run in archive.runs()] == ["import"] * 3


def test_a_web_archive_gives_the_same_documents_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with Replica() as site:
        crawl_sources(first, [load_replica_sources()["sample-ca-apps"]], replica_url=site.base_url)
    archives = sorted(first.glob("archive/*.warc.gz"))
    half = tmp_path / "half.warc.gz"
    half.write_bytes(archives[0].read_bytes()[:-30])
    report = import_files(second, [*archives, half])
    with Archive(first) as before, Archive(second) as after:
        given = {document.document_id: document for document in before.documents()}
        taken = {document.document_id: document for document in after.documents()}
        assert given.keys() == taken.keys()
        for key, document in given.items():
            same = (
                "url",
                "media_type",
                "retrieved_at",
                "source_id",
                "parent_document_id",
                "listing",
                "is_sample",
                "role",
            )
            assert all(getattr(document, name) == getattr(taken[key], name) for name in same)
            assert before.read(key) == after.read(key)
    assert [finding.code for finding in report.findings] == ["unreadable_file"]
    assert "half.warc.gz" in report.findings[0].message


def test_a_home_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(ArchiveError, match="choose another --home"):
        import_files(tmp_path / "home", [tmp_path])
