"""The archive keeps every byte and every version, and its index can be made again from the files."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.archive import Archive, ArchiveError, CrawlFinding, Listing, Run, get_document_id

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
URL = "https://scjg.example/tzgg/1.html"


def _add(archive: Archive, body: bytes, *, url: str = URL, minutes: int = 0, **more: object):
    return archive.add(url, body, "text/html; charset=utf-8", NOW + timedelta(minutes=minutes), **more)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path) as opened:
        yield opened


def test_add_keeps_bytes_and_what_was_known(archive: Archive) -> None:
    document = _add(
        archive,
        "<p>正文</p>".encode(),
        source_id="demo",
        listing=Listing("标题\n第二行", date(2026, 2, 28)),
        response_headers=[("Content-Type", "text/html"), ("ETag", '"a1"'), ("Content-Encoding", "gzip")],
        request_headers=[("User-Agent", "zhifa")],
    )
    assert archive.read(document.document_id) == "<p>正文</p>".encode()
    assert document.listing == Listing("标题 第二行", date(2026, 2, 28))
    assert (document.source_id, document.status, document.is_sample) == ("demo", 200, False)
    assert document.first_seen_at == document.retrieved_at == document.last_seen_at == NOW
    assert archive.find(URL).etag == '"a1"'


def test_every_version_is_kept_and_the_latest_is_known(archive: Archive) -> None:
    first = _add(archive, b"one")
    second = _add(archive, b"two", minutes=5)
    assert [document.document_id for document in archive.documents()] == [first.document_id, second.document_id]
    assert [document.document_id for document in archive.documents(latest_only=True)] == [second.document_id]
    assert second.first_seen_at == NOW
    assert archive.read(first.document_id) == b"one"


def test_unchanged_bytes_are_a_revisit(archive: Archive, tmp_path: Path) -> None:
    body = bytes(range(256)) * 400
    first = _add(archive, body)
    size = sum(path.stat().st_size for path in tmp_path.glob("archive/*.warc.gz"))
    again = _add(archive, body, minutes=9)
    assert again.document_id == first.document_id
    assert again.last_seen_at == NOW + timedelta(minutes=9)
    assert again.retrieved_at == NOW
    assert sum(path.stat().st_size for path in tmp_path.glob("archive/*.warc.gz")) - size < 1_500


def test_same_bytes_at_two_addresses_are_one_document(archive: Archive) -> None:
    _add(archive, b"same")
    _add(archive, b"same", url=URL + "?copy")
    assert len(list(archive.documents())) == 1
    assert archive.find(URL).document_id == archive.find(URL + "?copy").document_id


def test_redirect_is_known_under_both_addresses(archive: Archive) -> None:
    _add(archive, b"moved", requested_url="https://scjg.example/old.html")
    assert archive.find("https://scjg.example/old.html").document_id == get_document_id(b"moved")


def test_lists_are_kept_but_are_no_documents(archive: Archive) -> None:
    listed = _add(archive, b"<ul></ul>", role="list")
    assert list(archive.documents()) == []
    assert archive.read(listed.document_id) == b"<ul></ul>"


def test_sample_data_stays_sample(archive: Archive, tmp_path: Path) -> None:
    _add(archive, b"fiction", is_sample=True)
    _add(archive, b"fact", url=URL + "2")
    again = _add(archive, b"fiction", url="file:saved.html", minutes=1)
    assert again.is_sample
    assert not archive.get(get_document_id(b"fact")).is_sample
    assert len(list(tmp_path.glob("archive/sample-*.warc.gz"))) == 1


def test_not_modified_and_vanished(archive: Archive) -> None:
    document = _add(archive, b"body")
    archive.add_unchanged(URL, NOW + timedelta(days=1))
    assert archive.get(document.document_id).last_seen_at == NOW + timedelta(days=1)
    archive.mark_vanished(URL, NOW + timedelta(days=2))
    assert archive.get(document.document_id).vanished_at == NOW + timedelta(days=2)
    assert archive.read(document.document_id) == b"body"
    _add(archive, b"body", minutes=60 * 24 * 3)
    assert archive.get(document.document_id).vanished_at is None
    with pytest.raises(KeyError):
        archive.add_unchanged("https://scjg.example/never", NOW)


def test_findings_are_kept_once_and_runs_are_replaced(archive: Archive) -> None:
    for day in (1, 2):
        archive.add_finding(CrawlFinding("refused", "412", source_id="demo", found_at=NOW + timedelta(days=day)))
    (finding,) = archive.findings()
    assert finding.found_at == NOW + timedelta(days=2)
    archive.add_run(Run("r1", "crawl", NOW))
    archive.add_run(Run("r1", "crawl", NOW, NOW + timedelta(minutes=1), "demo", 20, newest_date=date(2026, 2, 28)))
    (run,) = archive.runs()
    assert (run.count_listed, run.newest_date) == (20, date(2026, 2, 28))


def _state(archive: Archive) -> tuple[object, ...]:
    return (list(archive.documents()), list(archive.findings()), list(archive.runs()), archive.find(URL))


def _fill(archive: Archive) -> None:
    page = _add(archive, b"one", source_id="demo", listing=Listing("题", date(2026, 1, 2)))
    _add(archive, b"%PDF", url=URL + ".pdf", parent_document_id=page.document_id, role="attachment", is_sample=True)
    _add(archive, b"two", minutes=1, response_headers=[("Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT")])
    _add(archive, b"two", minutes=2)
    archive.add_unchanged(URL, NOW + timedelta(minutes=3))
    archive.mark_vanished(URL + ".pdf", NOW + timedelta(minutes=4))
    archive.add_finding(CrawlFinding("empty_list", "空", source_id="demo", found_at=NOW))
    archive.add_run(Run("r1", "crawl", NOW, NOW + timedelta(minutes=5), "demo", 1))


def test_index_is_rebuilt_from_the_files(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        _fill(archive)
        before = _state(archive)
        archive.rebuild()
        assert _state(archive) == before
    for path in tmp_path.glob("archive/index.sqlite3*"):
        path.unlink()
    with Archive(tmp_path) as archive:
        assert _state(archive) == before


def test_saved_files_are_resources_and_survive_a_rebuild(archive: Archive, tmp_path: Path) -> None:
    url = "file:saved/示例.html"
    document = archive.add(url, b"<html>", "text/html", NOW)
    archive.add(url, b"<html>", "text/html", NOW + timedelta(days=1))
    before = list(archive.documents())
    archive.rebuild()
    assert list(archive.documents()) == before
    assert archive.read(document.document_id) == b"<html>"
    assert archive.verify() == []


def test_a_record_that_never_reached_the_index_is_found(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        _add(archive, b"one")
        index = sqlite3.connect(tmp_path / "archive/index.sqlite3")
        before = index.execute("select count_bytes from files").fetchone()[0]
        _add(archive, b"two", url=URL + "2")
        index.execute("delete from captures where url = ?", (URL + "2",))
        index.execute("delete from documents where url = ?", (URL + "2",))
        index.execute("delete from addresses where url = ?", (URL + "2",))
        index.execute("update files set count_bytes = ?", (before,))
        index.commit()
        index.close()
    with Archive(tmp_path) as archive:
        assert archive.read(get_document_id(b"two")) == b"two"


def test_a_torn_record_costs_only_itself(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        _add(archive, b"whole")
    (path,) = tmp_path.glob("archive/*.warc.gz")
    with Archive(tmp_path) as archive:
        _add(archive, b"torn" * 100, url=URL + "2")
    torn = max(tmp_path.glob("archive/*.warc.gz"), key=lambda file: file != path)
    torn.write_bytes(torn.read_bytes()[:-20])
    for index in tmp_path.glob("archive/index.sqlite3*"):
        index.unlink()
    with Archive(tmp_path) as archive:
        assert [document.url for document in archive.documents()] == [URL]
        assert [finding.code for finding in archive.verify()] == ["torn_record"]
        _add(archive, b"after", url=URL + "3")
        assert len(list(archive.documents())) == 2


def test_verify_finds_changed_bytes_and_missing_files(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        document = _add(archive, b"one" * 200)
        assert archive.verify() == []
    (path,) = tmp_path.glob("archive/*.warc.gz")
    damaged = bytearray(path.read_bytes())
    damaged[document.archive_offset + 60] ^= 0xFF
    path.write_bytes(bytes(damaged))
    with Archive(tmp_path) as archive:
        assert "missing_record" in {finding.code for finding in archive.verify()}
        path.unlink()
        assert [finding.code for finding in archive.verify()] == ["missing_record"]
        with pytest.raises(ArchiveError, match="restore the file"):
            archive.read(document.document_id)


def test_an_archive_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    Archive(tmp_path).close()
    index = sqlite3.connect(tmp_path / "archive/index.sqlite3")
    index.execute("pragma user_version = 99")
    index.close()
    with pytest.raises(ArchiveError, match="newer zhifa"):
        Archive(tmp_path)


def test_a_home_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    with pytest.raises(ArchiveError, match="choose another --home"):
        Archive(tmp_path / "home")


@settings(max_examples=25, deadline=None)
@given(
    bodies=st.lists(st.binary(max_size=400), min_size=1, max_size=6),
    url=st.sampled_from([URL + "?{}", "file:a/{}.html"]),
)
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes], url: str) -> None:
    home = tmp_path_factory.mktemp("home")
    with Archive(home) as archive:
        kept = [_add(archive, body, url=url.format(i), minutes=i).document_id for i, body in enumerate(bodies)]
        assert [archive.read(key) for key in kept] == bodies
        assert len(list(archive.documents())) == len(set(bodies))
        assert archive.verify() == []
