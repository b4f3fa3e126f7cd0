"""The command line as a user meets it: real processes, exit statuses, one clear line for every trouble."""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from zhifa import app

ROOT = Path(__file__).parent.parent

BULLETIN = """---
title: 示例市市场监管局公布2起直播违法案例
source: 示例市场监管
date: 2026-03-05
fetch_date: 2026-03-06T00:00:00
---

# 示例市市场监管局公布2起直播违法案例

近日，浙江省杭州市市场监督管理局公布2起典型案例。

案例一：杭州拾穗里商贸有限公司虚假宣传案。经查，当事人在抖音直播间虚构商品功效，违反《中华人民共和国反不正当竞争法》第九条第一款。2026年2月11日，杭州市市场监督管理局对其罚款5万元。

案例二：杭州云棉服饰有限公司未公示主体信息案。当事人违反《直播电商监督管理办法》第二十五条，被责令改正，罚款2000元。
"""


def zhifa(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "zhifa.py"), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    path = tmp_path / "bulletin.md"
    path.write_text(BULLETIN, "utf-8")
    return path


def test_help_describes_every_command(tmp_path: Path) -> None:
    shown = zhifa("--help", cwd=tmp_path)
    assert shown.returncode == 0
    for command in app.registered_commands:
        assert command.name
        assert command.name in shown.stdout
        inner = CliRunner().invoke(app, [command.name, "--help"])
        assert inner.exit_code == 0
        assert "Usage" in inner.output


def test_a_run_reads_saved_pages_into_a_warehouse_and_a_second_run_nothing(tmp_path: Path, bulletin: Path) -> None:
    done = zhifa("run", bulletin, "--home", "data", "--no-serve", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "case_bulletin" in done.stdout
    with duckdb.connect(tmp_path / "data" / "zhifa.duckdb", read_only=True) as connection:
        fines = connection.sql(
            "select amount_cny from base.penalties where penalty_type = 'fine' order by 1"
        ).fetchall()
        articles = connection.sql(
            "select article from base.citations where statute_id = 'live-commerce-measures-117'"
        ).fetchall()
    assert [float(amount) for (amount,) in fines] == [2000, 50000]
    assert articles == [(25,)]
    again = zhifa("run", bulletin, "--home", "data", "--no-serve", cwd=tmp_path)
    assert again.returncode == 0
    assert "Read 0 documents, 1 known" in again.stderr


def test_facts_as_json_carry_text_and_evidence(tmp_path: Path, bulletin: Path) -> None:
    done = zhifa("extract", "--json", bulletin.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    facts = json.loads(line)
    assert facts["doc_id"] == bulletin.name
    assert facts["declared_count"] == 2
    assert [case["n"] for case in facts["cases"]] == [1, 2]
    fine = next(p for p in facts["cases"][0]["penalties"] if p["type"] == "fine")
    assert fine["amount_cny"] == 50000
    assert fine["evidence"]["quote"] in facts["cases"][0]["text"]
    assert fine["evidence"]["rule"]


def test_explain_names_the_rule_of_every_fact(tmp_path: Path, bulletin: Path) -> None:
    done = zhifa("explain", bulletin.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "罚款5万元" in done.stdout
    assert "penalties: fine" in done.stdout


BAD_FILES = {
    "empty.html": b"",
    "junk.html": bytes(range(256)) * 40,
    "half.html.gz": gzip.compress(BULLETIN.encode() * 50)[:200],
    "huge.html": b"<p>" + b"x" * (51 << 20),
    "broken.pdf": b"%PDF-1.7\n" + b"\x00" * 3000,
}


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, bulletin: Path) -> None:
    for name, body in BAD_FILES.items():
        (tmp_path / name).write_bytes(body)
    done = zhifa("run", bulletin, *BAD_FILES, "gone.html", "--home", "data", "--no-serve", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("✗")]
    with duckdb.connect(tmp_path / "data" / "zhifa.duckdb", read_only=True) as connection:
        [(cases,)] = connection.sql("select count(*) from base.cases").fetchall()
        kept = [m for (m,) in connection.sql("select message from base.findings where severity = 'error'").fetchall()]
    assert cases == 2
    for name in (*BAD_FILES, "gone.html"):
        assert sum(name in line for line in said) == 1, name
        assert sum(name in message for message in kept) == 1, name


def test_a_busy_port_is_said_before_any_work(tmp_path: Path, bulletin: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = zhifa("run", bulletin, "--home", "data", "--port", str(port), cwd=tmp_path)
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, bulletin: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the folder should be", "utf-8")
    done = zhifa("run", bulletin, "--home", "data", "--no-serve", cwd=tmp_path)
    assert done.returncode == 2
    assert "data" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_warehouse_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    zhifa("build", "--home", "data", cwd=tmp_path)
    path = tmp_path / "data" / "zhifa.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("update base.warehouse_info set value = '9999' where key = 'schema_version'")
    before = path.read_bytes()
    done = zhifa("build", "--home", "data", cwd=tmp_path)
    assert done.returncode == 2
    assert "schema 9999" in done.stderr
    examined = zhifa("doctor", "--home", "data", cwd=tmp_path)
    assert examined.returncode == 1
    assert "schema 9999" in examined.stderr
    assert path.read_bytes() == before


def test_unknown_sources_and_actions_are_refused(tmp_path: Path) -> None:
    assert zhifa("crawl", "no-such-source", "--home", "data", cwd=tmp_path).returncode == 2
    assert zhifa("sources", "frobnicate", cwd=tmp_path).returncode == 2
    assert zhifa("run", cwd=tmp_path).returncode == 2


def test_a_wrong_declaration_is_told_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = tmp_path / "sources"
    registry.mkdir()
    right = (ROOT / "crawlers" / "sources" / "gsxt.yml").read_text("utf-8")
    (registry / "gsxt.yml").write_text(right, "utf-8")
    (registry / "demo.yml").write_text(right.replace("name_zh", "nam_zh"), "utf-8")
    monkeypatch.setattr("crawlers.source.SOURCES_FOLDER", registry)
    home = ["--home", str(tmp_path / "data")]
    listed = CliRunner().invoke(app, ["sources", *home])
    assert listed.exit_code == 1
    assert "gsxt" in listed.stdout
    assert "demo.yml: nam_zh: unknown key; did you mean name_zh?" in listed.stderr
    crawled = CliRunner().invoke(app, ["crawl", "demo", *home])
    assert crawled.exit_code == 1
    assert "demo.yml" in crawled.stderr
    assert CliRunner().invoke(app, ["build", *home]).exit_code == 0
    with duckdb.connect(tmp_path / "data" / "zhifa.duckdb", read_only=True) as connection:
        told = connection.sql("select severity, source_id from v_findings where code = 'wrong_source'").fetchall()
    assert ("error", "demo") in told


def test_the_registry_is_clean(tmp_path: Path) -> None:
    done = zhifa("sources", "check", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0 problems" in done.stderr


def test_an_unknown_format_of_an_export_is_refused(tmp_path: Path) -> None:
    done = zhifa("export", "out", "--format", "xlsx", "--home", "data", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "zhifa: unknown format xlsx: choose from parquet, csv\n"


def test_doctor_names_what_it_looked_at(tmp_path: Path) -> None:
    done = zhifa("doctor", "--home", "data", cwd=tmp_path)
    assert "Python" in done.stderr
    assert "data folder" in done.stderr
    assert done.returncode == 0
