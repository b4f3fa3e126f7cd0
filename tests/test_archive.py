"""The archive keeps every byte and every version, and its index can be made again from the files."""

from __future__ import annotations

import gzip
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.archive import Archive, ArchiveError, CrawlFinding, Document, Listing, Run, get_document_id
from crawlers.warc import read_records

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


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[Document]]:
    """An archive of three documents in one file."""
    with Archive(tmp_path) as archive:
        kept = [_add(archive, f"{n}".encode() * 900, url=f"{URL}?{n}", minutes=n) for n in range(3)]
        assert archive.verify() == []
    (path,) = tmp_path.glob("archive/*.warc.gz")
    return path, kept


def _verify(home: Path) -> list[CrawlFinding]:
    with Archive(home) as archive:
        return archive.verify()


def test_verify_names_a_flipped_byte_and_reads_on(three: tuple[Path, list[Document]], tmp_path: Path) -> None:
    path, (_, document, last) = three
    damaged = bytearray(path.read_bytes())
    damaged[document.archive_offset + 60] ^= 0xFF
    path.write_bytes(bytes(damaged))
    (finding,) = _verify(tmp_path)
    assert (finding.code, finding.severity, finding.url) == ("damaged_record", "error", document.url)
    assert path.name in finding.message
    assert document.url in finding.message
    with Archive(tmp_path) as archive:
        with pytest.raises(ArchiveError, match="restore the file"):
            archive.read(document.document_id)
        archive.rebuild()
        assert archive.read(last.document_id) == b"2" * 900, "what stands behind the damage is found again"


def test_verify_names_a_file_that_was_cut_off(three: tuple[Path, list[Document]], tmp_path: Path) -> None:
    path, (_, _, last) = three
    path.write_bytes(path.read_bytes()[: last.archive_offset + 80])
    (finding,) = _verify(tmp_path)
    assert (finding.code, finding.severity, finding.url) == ("torn_record", "error", last.url)
    assert path.name in finding.message


def test_verify_names_records_that_end_before_the_index_does(
    three: tuple[Path, list[Document]], tmp_path: Path
) -> None:
    path, (_, _, last) = three
    path.write_bytes(path.read_bytes()[: last.archive_offset])
    (finding,) = _verify(tmp_path)
    assert (finding.code, finding.url, finding.document_id) == ("missing_record", last.url, last.document_id)


def test_verify_names_a_file_that_is_gone(three: tuple[Path, list[Document]], tmp_path: Path) -> None:
    path, _ = three
    path.unlink()
    (finding,) = _verify(tmp_path)
    assert finding.code == "missing_file"
    assert path.name in finding.message
    assert "3 documents" in finding.message


@pytest.mark.parametrize("kind", ["payload", "note"])
def test_verify_finds_bytes_that_were_changed_and_packed_again(tmp_path: Path, kind: str) -> None:
    with Archive(tmp_path) as archive:
        _add(archive, b"fine: 100 yuan")
        archive.add_finding(CrawlFinding("stale", "fine: 100 yuan", found_at=NOW))
    (path,) = tmp_path.glob("archive/*.warc.gz")
    members = [(record.offset, record.length) for record in read_records(path)]
    wanted = 1 if kind == "payload" else 2
    raw = path.read_bytes()
    packed = [raw[start : start + length] for start, length in members]
    packed[wanted] = gzip.compress(gzip.decompress(packed[wanted]).replace(b"100 yuan", b"900 yuan"))
    path.write_bytes(b"".join(packed))
    assert [finding.code for finding in _verify(tmp_path)] == ["damaged_record"]


def test_a_304_is_a_revisit_record(archive: Archive, tmp_path: Path) -> None:
    document = _add(archive, b"body", source_id="demo", response_headers=[("ETag", '"a1"')])
    later = NOW + timedelta(days=1)
    archive.add_unchanged(URL, later, request_headers=[("If-None-Match", '"a1"')], response_headers=[("Server", "x")])
    (path,) = tmp_path.glob("archive/*.warc.gz")
    revisit, request = list(read_records(path))[-2:]
    assert (revisit.type, revisit.status, request.type) == ("revisit", 304, "request")
    assert revisit.headers["warc-profile"].endswith("server-not-modified")
    assert revisit.headers["warc-refers-to-target-uri"] == URL
    assert dict(request.http_headers)["If-None-Match"] == '"a1"'
    for _ in range(2):
        held = archive.find(URL)
        assert held is not None
        assert (held.checked_at, held.etag, held.document_id) == (later, '"a1"', document.document_id)
        assert archive.get(document.document_id).last_seen_at == later
        archive.rebuild()


def test_many_addresses_are_looked_up_in_few_questions(archive: Archive) -> None:
    for number in range(7):
        _add(archive, str(number).encode(), url=f"{URL}?{number}", listing=Listing("题", date(2026, 1, 1)))
    asked: list[str] = []
    archive._index.set_trace_callback(asked.append)
    urls = [f"{URL}?{number}" for number in range(1_200)]
    assert set(archive.find_all(urls)) == set(urls[:7])
    archive._index.set_trace_callback(None)
    assert len(asked) == 3, "five hundred addresses in each"
    assert archive.find_all(urls)[urls[3]] == archive.find(urls[3])


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
