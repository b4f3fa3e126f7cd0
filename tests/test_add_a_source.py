"""docs/add-a-source.md is true: its example loads, and it names every family, key and finding there is."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from crawlers.families import get_first_request
from crawlers.lint import check_sources
from crawlers.source import EntrySelectors, Expectation, Politeness, Source, load_source, load_sources

TEXT = (Path(__file__).parent.parent / "docs" / "add-a-source.md").read_text("utf-8")


def test_the_example_is_a_clean_source(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.S)
    path = tmp_path / f"{yaml.safe_load(example)['source_id']}.yml"
    path.write_text(example, "utf-8")
    source = load_source(path)
    assert check_sources({source.source_id: source}) == []
    assert get_first_request(source) is not None
    assert len(example.splitlines()) <= 30


def test_every_family_is_explained() -> None:
    families = {source.family for source in load_sources().values()} - {"none"}
    assert {family for family in families if f"`{family}`" not in TEXT} == set()


def test_every_key_is_explained() -> None:
    keys = set(Source.model_fields) - {"is_sample", "allow_private_addresses"}
    keys |= set(EntrySelectors.model_fields) | set(Politeness.model_fields) | set(Expectation.model_fields)
    assert {key for key in keys if f"`{key}`" not in TEXT} == set()


def test_named_findings_exist() -> None:
    code = "".join(path.read_text("utf-8") for path in (Path(__file__).parent.parent / "crawlers").glob("*.py"))
    named = re.findall(r"`([a-z_0-9]+)`", TEXT.split("kept as findings:")[1].split("\n")[0])
    assert len(named) > 8
    assert {name for name in named if name not in code and name != "refused_412"} == set()
