"""What is kept of extraction."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.model import Finding, Span
from etl.store import RecordStore, StoreError
from tests.warehouse_home import build_app_list, build_bulletin


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    record = build_bulletin("d1")
    with RecordStore(tmp_path) as store:
        store.put("v1", record)
    with RecordStore(tmp_path) as store:
        held = store.get("d1")
        assert held is not None
        assert held.record == record
        assert held.is_readable
        assert held.extractor_version == "v1"


def test_what_could_not_be_read_keeps_its_finding(tmp_path: Path) -> None:
    finding = Finding("unreadable", "file.pdf: encrypted; remove the password", "error", Span(3, 9))
    with RecordStore(tmp_path) as store:
        store.put_unreadable("v1", "d1", finding)
        held = store.get("d1")
    assert held is not None
    assert (held.record, held.finding, held.is_readable) == (None, finding, False)


def test_a_newer_version_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    with RecordStore(tmp_path) as store:
        store.put("v1", build_bulletin("d1"))
        store.put("v1", build_app_list("d2"))
        store.put("v2", build_app_list("d1"))
        assert store.document_ids("v1") == {"d2"}
        assert store.document_ids("v2") == {"d1"}
        assert store.document_ids() == {"d1", "d2"}
        assert store.get("d1", "v1") is None
        assert store.versions() == {"v1": 1, "v2": 1}
        assert len(store) == 2


def test_records_come_in_the_order_of_their_documents(tmp_path: Path) -> None:
    with RecordStore(tmp_path) as store:
        for document_id in ("c", "a", "b"):
            store.put("v1", build_app_list(document_id))
        assert [held.document_id for held in store.records()] == ["a", "b", "c"]
        assert store.get_many(["c", "x", "a"]).keys() == {"c", "a"}
        assert store.get("x") is None


def test_an_answer_needs_a_record_or_a_finding(tmp_path: Path) -> None:
    with RecordStore(tmp_path) as store, pytest.raises(ValueError, match="needs a record or a finding"):
        store.put_many("v1", [("d1", None, None)])


@pytest.mark.parametrize("text", ["{", "{}", '{"document_id":"d1","title":5}'])
def test_a_record_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    with RecordStore(tmp_path) as store:
        store.put_many("v1", [("d1", text, None)])
        with pytest.raises(StoreError, match=r"records\.sqlite3.*document d1.*zhifa extract"):
            list(store.records())


def test_a_file_that_is_no_store_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite3").write_bytes(b"not a database, and long enough to be looked at" * 50)
    with pytest.raises(StoreError, match=r"records\.sqlite3.*move the file away"):
        RecordStore(tmp_path)


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="make the folder writable"):
        RecordStore(tmp_path / "file")
