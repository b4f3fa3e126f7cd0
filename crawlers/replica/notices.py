"""The notices of the replica: our own prose about fictional parties, one YAML file a column."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

NOTICES_FOLDER = Path(__file__).parent / "notices"
PICTURE = "[图]"  # begins a line that stands for a picture
SAMPLE_MARK = "本页为虚构示例：机构名称仅供演示，企业、个人、账号与案情均属虚构。"


@dataclass(frozen=True)
class SampleFile:
    """An attachment: its name, the lines of its text, and the digits by which its address names it."""

    name: str
    text: str
    key: str

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix


@dataclass(frozen=True)
class SampleNotice:
    """One fictional notice. `expect` holds what a reader of the notice should find in it."""

    notice_id: str
    source_id: str
    title: str
    date: date
    issuer: str
    body: str
    attachments: tuple[SampleFile, ...] = ()
    expect: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the 32 hexadecimal digits by which the notice's address names it."""
        return _digest(self.notice_id)

    @property
    def words(self) -> str:
        """Return the body without its pictures."""
        return "\n".join(line for line in self.body.splitlines() if not line.startswith(PICTURE))

    @property
    def number(self) -> int:
        return 10_000_000 + int(self.key[:8], 16) % 90_000_000


@lru_cache(maxsize=1)
def load_notices() -> tuple[SampleNotice, ...]:
    """Return all notices, newest first. Raises ValueError when a file is wrong."""
    notices = [notice for path in sorted(NOTICES_FOLDER.glob("*.yml")) for notice in _load_column(path)]
    return tuple(sorted(notices, key=lambda notice: (notice.date, notice.notice_id), reverse=True))


def build_html(body: str) -> str:
    """Return a notice's body as HTML: paragraphs, headings, bold lines and tables.

    >>> build_html("## 一、甲\\n正文**粗**。")
    '<h2>一、甲</h2><p>正文<strong>粗</strong>。</p>'
    >>> build_html("| 名称 | 版本 |\\n| 甲 | 1.0 |")
    '<table border="1"><tr><th>名称</th><th>版本</th></tr><tr><td>甲</td><td>1.0</td></tr></table>'
    """
    blocks: list[str] = []
    for is_table, group in groupby(filter(str.strip, body.splitlines()), lambda line: line.lstrip().startswith("|")):
        lines = list(group)
        blocks += [_build_table(lines)] if is_table else [_build_line(line) for line in lines]
    return "".join(blocks)


def _build_line(line: str) -> str:
    if line.startswith(PICTURE):
        return f'<p><img src="/images/{_digest(line)}.png" alt=""></p>'
    if line.startswith("## "):
        return f"<h2>{_inline(line[3:])}</h2>"
    return f"<p>{_inline(line)}</p>"


def _build_table(lines: list[str]) -> str:
    rows = [
        [_inline(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in lines if "---" not in line
    ]
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    rest = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f'<table border="1"><tr>{head}</tr>{rest}</table>'


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text.strip(), quote=False))


def _load_column(path: Path) -> Iterator[SampleNotice]:
    for data in yaml.safe_load(path.read_text("utf-8")):
        try:
            yield SampleNotice(
                data["id"], f"sample-{path.stem}", data["title"], data["date"], data["issuer"], data["body"],
                tuple(_load_files(data)), data.get("expect", {}),
            )  # fmt: skip
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path.name}: {data!r:.80}: {error}") from error


def _load_files(data: dict[str, Any]) -> Iterator[SampleFile]:
    for number, given in enumerate(data.get("attachments", [])):
        yield SampleFile(given["name"], given["body"], _digest(f"{data['id']} {number}"))


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
