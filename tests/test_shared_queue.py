"""Crawls that several workers share, over a real Redis server on the loopback."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Lock
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import FormRequest, Request
from typer.testing import CliRunner

from crawlers.archive import Address, Archive, ArchiveError, Listing
from crawlers.families import Entry, ListRequest
from crawlers.join import join_archive
from crawlers.replica import Replica
from crawlers.replica.notices import SampleNotice, load_notices
from crawlers.replica.site import Answer, Site, get_detail_path
from crawlers.request_codec import decode_request, encode_request, from_plain, to_plain
from crawlers.run import crawl_sources
from crawlers.shared_queue import ColumnQueue, Lease, LeaseLostError, QueueError, SharedQueue, hide_password
from crawlers.source import Source, group_by_host, load_replica_sources
from crawlers.spiders import ColumnSpider
from crawlers.warc import read_records
from zhifa import app

SOURCES = load_replica_sources()
HOSTS = group_by_host(SOURCES.values())
NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
PATIENCE = 180  # seconds; what is waited for comes much sooner


def _url(notice: SampleNotice) -> str:
    source = SOURCES[notice.source_id]
    return f"http://{source.domains[0]}{get_detail_path(source, notice)}"


PAGES = {_url(notice) for notice in load_notices()}


def _wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


class RedisServer:
    """A Redis server of its own, without a file on disk."""

    def __init__(self, program: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            [program, *options, "--dir", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for(self._answers)

    def _answers(self) -> bool:
        assert self.process.poll() is None, "redis-server did not start"
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def redis_program() -> str:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip(
            "redis-server is not installed: nothing about the shared queue was tested (apt install redis-server)"
        )
    return program


@pytest.fixture
def server(redis_program: str, tmp_path: Path) -> Iterator[RedisServer]:
    folder = tmp_path / "redis"
    folder.mkdir()
    running = RedisServer(redis_program, folder)
    yield running
    running.stop()


@pytest.fixture
def queue(server: RedisServer) -> Iterator[SharedQueue]:
    with SharedQueue(server.url) as one:
        yield one


def _join(queue: SharedQueue, *hosts: str, options: str = "") -> bool:
    return queue.join({host: [f"{host}-news"] for host in hosts}, options, NOW).was_going_on


def _take(queue: SharedQueue, host: str) -> Lease:
    lease = queue.take_host({host: 0})
    assert lease is not None
    return lease


# Two workers, one killed


class Gate(Replica):
    """Lets one page of every host through and holds the others back until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = Event()
        self.asked: Counter[str] = Counter()
        self.held: list[str] = []
        self._gate_lock = Lock()
        self._let_through: set[str] = set()

    def answer(self, host: str, target: str, form: Mapping[str, str]) -> tuple[Answer, str | None]:
        url = f"http://{host}{target}"
        with self._gate_lock:
            self.asked[f"{url} {sorted(form.items())}" if form else url] += 1
            is_held = url in PAGES and host in self._let_through and not self.opened.is_set()
            if url in PAGES:
                self._let_through.add(host)
            if is_held:
                self.held.append(url)
        if is_held:
            self.opened.wait(PATIENCE)
        return super().answer(host, target, form)

    def holds_every_host(self) -> bool:
        return {urlsplit(url).hostname for url in self.held} == {urlsplit(url).hostname for url in PAGES}


_WORKER = """
import sys
from pathlib import Path
from crawlers.run import crawl_sources
from crawlers.source import load_replica_sources
home, site, queue, seconds = sys.argv[1:]
patient = {"timeout_seconds": 600.0}  # the gate makes everybody wait
sources = [
    source.model_copy(update={"politeness": source.politeness.model_copy(update=patient)})
    for source in load_replica_sources().values()
]
report = crawl_sources(Path(home), sources, replica_url=site, queue=queue, lease_seconds=float(seconds))
print(len(report.runs), report.findings)
"""


def _start_worker(home: Path, site: Replica, server: RedisServer, lease_seconds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WORKER, str(home), site.base_url, server.url, str(lease_seconds)]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, text=True)


def _find_begun(server: RedisServer) -> set[str]:
    """Return the addresses that some worker has taken and not finished."""
    import redis

    client: Any = redis.Redis.from_url(server.url, decode_responses=True)
    begun = set()
    for key in client.keys("zhifa:requests:*"):
        waiting = set(client.zrange(key.replace("requests", "waiting"), 0, -1))
        begun |= {json.loads(text)["url"] for token, text in client.hgetall(key).items() if token not in waiting}
    return begun


def _get_keys(server: RedisServer) -> set[str]:
    import redis

    client: Any = redis.Redis.from_url(server.url, decode_responses=True)
    return {key for key in client.keys("*") if not key.startswith("zhifa:lease:")}


def test_a_worker_is_killed_and_the_other_loses_nothing_and_takes_nothing_twice(
    server: RedisServer, tmp_path: Path
) -> None:
    homes = tmp_path / "killed", tmp_path / "survivor"
    with Gate() as site:
        killed, survivor = (_start_worker(home, site, server, lease_seconds=15) for home in homes)
        _wait_for(site.holds_every_host)
        _wait_for(lambda: all(site.asked[url] == 0 or url in site.held for url in _find_begun(server)))
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
        site.opened.set()
        out, _ = survivor.communicate(timeout=PATIENCE)
        asked = Counter({url: count for url, count in site.asked.items() if "/robots.txt" not in url})
    assert survivor.returncode == 0, out
    with Archive(homes[0]) as archive:
        left_open = {run.source_id for run in archive.runs() if run.finished_at is None}
        taken_by_killed = {document.url for document in archive.documents() if document.role == "page"}
    assert left_open
    assert taken_by_killed
    hosts_of_killed = {SOURCES[name].domains[0] for name in left_open if name}
    on_their_way = {url for url in site.held if urlsplit(url).hostname in hosts_of_killed}
    assert {url for url, count in asked.items() if count > 1} == on_their_way, "asked twice only when never answered"
    assert set(asked.values()) <= {1, 2}
    joined = tmp_path / "joined"
    with Archive(joined) as archive:
        for home in homes:
            join_archive(archive, home)
        assert sorted(document.url for document in archive.documents() if document.role == "page") == sorted(PAGES)
        assert [finding for finding in archive.verify() if finding.severity == "error"] == []
        reasons = Counter(run.reason for run in archive.runs())
        partial = {run.source_id for run in archive.runs() if run.reason == "partial"}
    files = [path for home in homes for path in (home / "archive").glob("*.warc.gz")]
    kept = [record.headers["warc-target-uri"] for path in files for record in read_records(path)
            if record.type in ("response", "revisit") and record.headers.get("zhifa-role") == "page"]  # fmt: skip
    assert sorted(kept) == sorted(PAGES), "every page is kept once, by one of the two"
    assert partial == left_open, "the run that went on says that it is not the whole"
    assert reasons[None] == len(left_open)
    assert _get_keys(server) == set(), "a crawl that ended leaves nothing behind"


def test_a_queue_that_dies_ends_the_crawl_and_keeps_what_was_fetched(server: RedisServer, tmp_path: Path) -> None:
    sources = [SOURCES["sample-samr-cases"]]
    with Gate() as site:

        def stop_when_held(_: object) -> None:
            if server.process.poll() is None and site.asked.total() > 3:
                _wait_for(lambda: site.held)
                server.stop()
                site.opened.set()

        with pytest.raises(ArchiveError, match="does not answer"):
            crawl_sources(tmp_path, sources, replica_url=site.base_url, queue=server.url, on_progress=stop_when_held)
    with Archive(tmp_path) as archive:
        assert archive.verify() == []
        assert {document.url for document in archive.documents() if document.role == "page"} <= PAGES
        assert [run.reason for run in archive.runs()] == ["queue_lost"]


def test_a_worker_knows_what_another_holds(server: RedisServer, tmp_path: Path) -> None:
    """What is old is left alone, what is recent only asked whether it changed."""
    host, name = "court.replica.example", "sample-court-cases"
    site_itself = Site()
    urls = sorted(url for url in PAGES if host in url)
    with Archive(tmp_path / "full") as archive, SharedQueue(server.url) as queue:
        for url in urls:
            body = site_itself.answer(host, urlsplit(url).path, {}).body
            tag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
            archive.add(url, body, "text/html", NOW, source_id=name, response_headers=[("ETag", tag)])
        queue.join({host: [name]}, "sample site, since the beginning", NOW)
        queue.publish(host, archive.addresses([name]))
    source = SOURCES[name]
    days = (date.today() - date(2025, 6, 1)).days
    part = source.model_copy(update={"politeness": source.politeness.model_copy(update={"refetch_days": days})})
    with Replica() as site:
        report = crawl_sources(tmp_path / "empty", [part], replica_url=site.base_url, queue=server.url)
        pages = [place for place in site.requests if f"http://{place}" in PAGES]
    assert report.joined_at == NOW.isoformat()
    assert (report.count_new, report.count_changed) == (0, 0)
    assert 0 < report.count_unchanged == len(pages) < len(urls)
    assert [finding for finding in report.findings if finding.severity == "error"] == []


# Hosts and requests


def test_a_host_is_served_by_one_worker_at_a_time(server: RedisServer, queue: SharedQueue) -> None:
    assert not _join(queue, "a.example", "b.example")
    with SharedQueue(server.url) as other:
        assert _join(other, "a.example", "b.example")
        first, second = (
            queue.take_host({"a.example": 0, "b.example": 0}),
            other.take_host({"a.example": 0, "b.example": 0}),
        )
        assert first is not None
        assert second is not None
        assert {first.host, second.host} == {"a.example", "b.example"}
        assert other.take_host({"a.example": 0, "b.example": 0}) is None
        queue.release(first)
        _wait_for(lambda: other.take_host({"a.example": 0}))


def test_a_host_rests_for_its_delay_between_workers(queue: SharedQueue) -> None:
    _join(queue, "a.example")
    lease = queue.take_host({"a.example": 600})
    assert lease is not None
    queue.release(lease)
    assert queue.take_host({"a.example": 600}) is None


def test_a_silent_worker_loses_its_host_and_can_change_nothing_any_more(server: RedisServer) -> None:
    with SharedQueue(server.url, lease_seconds=0.2) as silent, SharedQueue(server.url) as other:
        _join(silent, "a.example")
        _join(other, "a.example")
        column = silent.get_column(_take(silent, "a.example"), "a.example-news")
        for name in ("one", "two"):
            column.push(name)
        taken = column.take()
        assert taken is not None
        leases: list[Lease] = []
        _wait_for(lambda: leases.extend(filter(None, [other.take_host({"a.example": 0})])) or leases)
        for late in (lambda: column.push("three"), column.take, lambda: column.finish([taken[0]]), column.close):
            with pytest.raises(LeaseLostError, match="served by another worker"):
                late()
        successor = other.get_column(leases[0], "a.example-news")
        assert successor.recover() == 1
        assert _take_all(successor) == ["one", "two"], "what had been begun comes back, and first"


def _take_all(column: ColumnQueue) -> list[str]:
    return [text for _, text in iter(column.take, None)]


def test_requests_come_by_priority_and_in_their_order(queue: SharedQueue) -> None:
    _join(queue, "a.example")
    column = queue.get_column(_take(queue, "a.example"), "a.example-news")
    for text, priority in (("page 1", 0), ("list", 20), ("page 2", 0), ("file", 10), ("last", -1)):
        column.push(text, priority=priority)
    assert len(column) == 5
    assert _take_all(column) == ["list", "file", "page 1", "page 2", "last"]
    assert len(column) == 0


def test_a_request_is_taken_in_once_in_a_crawl(server: RedisServer, queue: SharedQueue) -> None:
    _join(queue, "a.example", "b.example")
    with SharedQueue(server.url) as other:
        _join(other, "a.example", "b.example")
        mine = queue.get_column(_take(queue, "a.example"), "a.example-news")
        theirs = other.get_column(_take(other, "b.example"), "b.example-news")
        assert mine.push("x", key="1")
        assert not mine.push("x", key="1")
        assert not theirs.push("x", key="1")
        assert theirs.push("x"), "without a key it is another try of what was taken"
        token, _ = mine.take() or ("", "")
        mine.finish([token])
        assert not mine.push("x", key="1"), "also when it is finished"


def test_state_is_kept_with_what_is_finished(queue: SharedQueue) -> None:
    _join(queue, "a.example")
    column = queue.get_column(_take(queue, "a.example"), "a.example-news")
    column.push("x")
    token, _ = column.take() or ("", "")
    assert column.read_state() is None
    column.finish([token], "after x")
    column.finish([], "")
    assert column.read_state() == "after x"
    assert column.recover() == 0


def test_a_crawl_ends_when_all_columns_are_done(server: RedisServer, queue: SharedQueue) -> None:
    _join(queue, "a.example", "b.example")
    names = ["a.example-news", "b.example-news"]
    for host in ("a.example", "b.example"):
        assert not queue.end()
        lease = _take(queue, host)
        queue.get_column(lease, f"{host}-news").close()
        assert f"{host}-news" not in queue.get_left(names)
        queue.release(lease)
    with SharedQueue(server.url) as late:
        _join(late, "c.example")
        assert not queue.end(), "somebody added a column"
        lease = _take(late, "c.example")
        late.get_column(lease, "c.example-news").close()
        late.release(lease)
        assert late.end()
        assert queue.get_left(names) == [], "who comes back finds the crawl over"
        assert queue.take_host({"a.example": 0}) is None
    assert _get_keys(server) == set()


def test_what_a_dead_crawl_left_is_finished_first(server: RedisServer, queue: SharedQueue) -> None:
    _join(queue, "a.example", "b.example")
    lease = _take(queue, "a.example")
    queue.get_column(lease, "a.example-news").close()
    queue.release(lease)
    with SharedQueue(server.url) as late:
        assert _join(late, "a.example", "b.example")
        assert late.get_left(["a.example-news", "b.example-news"]) == ["b.example-news"]


def test_a_dead_crawl_with_other_options_gives_way_and_a_living_one_does_not(server: RedisServer) -> None:
    with SharedQueue(server.url) as one, SharedQueue(server.url) as other:
        _join(one, "a.example", options="since 2026-01-01")
        lease = _take(one, "a.example")
        with pytest.raises(QueueError, match="other options \\(since 2026-01-01\\)"):
            _join(other, "a.example", options="since 2025-01-01")
        one.release(lease)
        _wait_for(lambda: _can_join(other))
        assert one.get_left(["a.example-news"]) == []


def _can_join(queue: SharedQueue) -> bool:
    try:
        return not _join(queue, "a.example", options="since 2025-01-01")
    except QueueError:
        return False


def test_what_is_held_is_told_and_the_later_word_stays(server: RedisServer, queue: SharedQueue) -> None:
    old = Address("http://a.example/1", "d1", NOW, '"e1"', None, None)
    new = Address("http://a.example/1", "d2", NOW.replace(hour=9), '"e2"', "Fri", NOW, date(2026, 4, 30))
    with SharedQueue(server.url) as other:
        queue.publish("a.example", [new])
        other.publish("a.example", [old])
        other.publish("a.example", [])
        assert other.read_book("a.example") == [new]
        assert other.read_book("b.example") == []


def test_an_archive_believes_what_it_learns_until_it_is_closed(tmp_path: Path) -> None:
    url = "http://a.example/1"
    with Archive(tmp_path) as archive:
        archive.add(url, b"old", "text/html", NOW)
        later = Address(url, "d2", NOW.replace(hour=9), None, None, None)
        archive.learn([later, Address("http://a.example/2", "d3", NOW, None, None, None)])
        assert archive.find(url) == later
        archive.add_unchanged("http://a.example/2", NOW)
        archive.learn([Address(url, "d0", NOW.replace(hour=7), None, None, None)])
        assert archive.find(url).document_id != "d0"  # type: ignore[union-attr]
    with Archive(tmp_path) as archive:
        assert archive.find("http://a.example/2") is None
        assert archive.find(url).document_id not in ("d0", "d2")  # type: ignore[union-attr]


# What the user is told


def test_a_queue_nobody_answers_at_is_told_at_once(tmp_path: Path) -> None:
    with socket.socket() as probe:  # bound and never listening: the port refuses
        probe.bind(("127.0.0.1", 0))
        url = f"redis://:secret@127.0.0.1:{probe.getsockname()[1]}/0"
        result = CliRunner().invoke(app, ["crawl", "gsxt", "--queue", url, "--home", str(tmp_path)])
        assert result.exit_code == 2  # gsxt is no target
        result = CliRunner().invoke(app, ["crawl", "--replica", "--queue", url, "--home", str(tmp_path)])
    assert result.exit_code == 2
    told = " ".join(result.output.split())
    assert "does not answer" in told
    assert "is Redis running there?" in told
    assert "secret" not in told
    assert not (tmp_path / "archive").exists()


def test_a_wrong_address_is_told() -> None:
    with pytest.raises(QueueError, match="write it as redis://HOST:PORT/0"):
        SharedQueue("http://127.0.0.1/")
    assert hide_password("redis://user:p@ss@h/0") == "redis://***@h/0"


def test_the_command_crawls_through_the_queue(server: RedisServer, tmp_path: Path) -> None:
    command = ["crawl", "sample-policy-papers", "--replica", "--queue", server.url, "--home", str(tmp_path / "one")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    with Archive(tmp_path / "one") as archive:
        count = sum(1 for _ in archive.documents())
    assert count > 0
    result = CliRunner().invoke(app, ["archive", "join", str(tmp_path / "one"), "--home", str(tmp_path / "all")])
    assert result.exit_code == 0, result.output
    assert f"files, {count} new documents" in result.output


# Joining


def _fill(home: Path, *pages: tuple[str, bytes]) -> None:
    with Archive(home) as archive:
        for url, body in pages:
            archive.add(url, body, "text/html", NOW, source_id="demo", listing=Listing("甲", date(2026, 5, 1)))


def test_joined_archives_hold_everything_once(tmp_path: Path) -> None:
    _fill(tmp_path / "a", ("http://a.example/1", b"one"), ("http://a.example/2", b"two"))
    _fill(tmp_path / "b", ("http://a.example/2", b"two"), ("http://a.example/3", b"three"))
    with Archive(tmp_path / "all") as archive:
        reports = [join_archive(archive, tmp_path / name) for name in ("a", "b", "a")]
        assert [(report.count_files, report.count_new, report.findings) for report in reports] == [
            (1, 2, ()), (1, 1, ()), (0, 0, ()),
        ]  # fmt: skip
        assert {document.url: archive.read(document.document_id) for document in archive.documents()} == {
            "http://a.example/1": b"one", "http://a.example/2": b"two", "http://a.example/3": b"three",
        }  # fmt: skip
        assert archive.verify() == []
        before = {(document.url, document.document_id) for document in archive.documents()}
        archive.rebuild()
        assert {(document.url, document.document_id) for document in archive.documents()} == before


def test_a_file_that_grew_is_taken_in_again(tmp_path: Path) -> None:
    with Archive(tmp_path / "all") as archive, Archive(tmp_path / "a") as growing:
        for number in (1, 2):
            growing.add(f"http://a.example/{number}", b"x" * number, "text/html", NOW)
            assert join_archive(archive, tmp_path / "a").count_new == 1
        assert archive.verify() == []


def test_a_torn_record_stays_behind_and_a_changed_one_is_told(tmp_path: Path) -> None:
    _fill(tmp_path / "a", ("http://a.example/1", b"one"), ("http://a.example/2", b"two"))
    (path,) = (tmp_path / "a" / "archive").glob("*.warc.gz")
    path.write_bytes(path.read_bytes()[:-5])
    with Archive(tmp_path / "all") as archive:
        report = join_archive(archive, tmp_path / "a")
        assert [finding.code for finding in report.findings] == ["torn_record"]
        assert [document.url for document in archive.documents()] == ["http://a.example/1"]
        assert archive.verify() == []


@pytest.mark.parametrize(("name", "told"), [("all", "is the archive itself"), ("nowhere", "holds no archive")])
def test_a_folder_that_cannot_be_joined_is_told(tmp_path: Path, name: str, told: str) -> None:
    result = CliRunner().invoke(app, ["archive", "join", str(tmp_path / name), "--home", str(tmp_path / "all")])
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


@pytest.mark.parametrize("arguments", [["join"], ["verify", "somewhere"], ["merge"]])
def test_archive_says_how_it_is_used(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["archive", *arguments])
    assert result.exit_code == 2
    assert "use `zhifa archive" in " ".join(result.output.split())


# Requests as text

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.frozensets(st.text()),
)
PLAIN = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.lists(part), st.tuples(part, part), st.dictionaries(st.text() | st.binary(), part),
        st.fixed_dictionaries({"$bytes": part}),
    ),
    max_leaves=8,
)  # fmt: skip


@given(PLAIN)
def test_any_value_comes_back_as_it_was(value: object) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(value)))) == value


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[ColumnSpider]:
    with Archive(tmp_path) as archive:
        yield ColumnSpider(SOURCES["sample-samr-cases"], archive)


def test_a_request_comes_back_whole(spider: ColumnSpider) -> None:
    listing = ListRequest("http://a.example/", 3, (("a", "1"),), {"held": "4"})
    request = FormRequest(
        "http://a.example/list", formdata={"pageno": "3", "关键词": "网络"}, callback=spider.parse_list,
        errback=spider.note_failure, cb_kwargs={"listing": listing}, headers={"Referer": "http://a.example/"},
        meta={"handle_httpstatus_list": [304]}, priority=20, dont_filter=True,
    )  # fmt: skip
    again = decode_request(encode_request(request, spider), spider)
    for name in ("url", "method", "body", "headers", "meta", "cb_kwargs", "priority", "dont_filter", "encoding"):
        assert getattr(again, name) == getattr(request, name), name
    assert (again.callback, again.errback) == (spider.parse_list, spider.note_failure)


def test_records_of_lists_come_back() -> None:
    for record in (Entry("http://a.example/", None, date(2026, 5, 1)), Listing("甲", None), Counter({"new": 2})):
        again = from_plain(json.loads(json.dumps(to_plain(record))))
        assert (again, type(again)) == (record, type(record))


def test_nothing_foreign_is_taken_from_a_queue(spider: ColumnSpider) -> None:
    text = encode_request(Request("http://a.example/", callback=spider.parse_page), spider)
    for method in ("_note_end", "__init__", "nothing", "name"):
        with pytest.raises(ValueError, match="no callback of the spider"):
            decode_request(text.replace("parse_page", method), spider)
    with pytest.raises(ValueError, match="unknown kind: Popen"):
        from_plain({"$Popen": ["ls"]})
    with pytest.raises(TypeError, match="plain values"):
        to_plain(object())


# Hosts


def _source(name: str, *domains: str) -> Source:
    listing = {"family": "documents", "urls": [f"http://{domains[0]}/1"]}
    return Source.model_validate(
        {"source_id": name, "name_zh": "示例", "name_en": "Demo", "listing": listing, "allowed_domains": domains}
    )


def test_columns_that_share_a_host_stand_in_one_queue() -> None:
    sources = [
        _source("a", "www.a.example"), _source("b", "b.example"), _source("c", "search.a.example", "www.a.example"),
        _source("d", "files.b.example"), _source("e", "e.example"),
    ]  # fmt: skip
    groups = {host: [source.source_id for source in group] for host, group in group_by_host(sources).items()}
    assert groups == {"www.a.example": ["a", "c"], "b.example": ["b", "d"], "e.example": ["e"]}
    assert len(HOSTS) == len({source.domains[0] for source in SOURCES.values()})
