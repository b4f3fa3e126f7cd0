"""The catalogue: both languages, the same placeholders, nothing unused, every code of the reference named."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from dashboards import text
from dashboards.text import LABELS, Text, catalogue, label, say_money, say_provisions, say_share, say_tiers
from etl import reference

DASHBOARDS = Path(text.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _every_text() -> list[tuple[str, Text]]:
    named = [(f"{vocabulary}.{code}", entry) for vocabulary, codes in LABELS.items() for code, entry in codes.items()]
    return [*catalogue().items(), *named]


def test_both_languages_say_something_with_the_same_placeholders() -> None:
    texts = _every_text()
    assert len(texts) > 200
    assert [name for name, entry in texts if not (entry.zh.strip() and entry.en.strip())] == []
    assert [name for name, entry in texts if _placeholders(entry.zh) != _placeholders(entry.en)] == []


def test_english_holds_no_chinese_but_the_example_of_a_search() -> None:
    assert [name for name, entry in _every_text() if CHINESE.search(entry.en)] == ["search_hint"]


def test_every_text_is_used_and_every_page_takes_its_texts_from_the_catalogue() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in DASHBOARDS.rglob("*.py") if path.name != "text.py")
    own = (DASHBOARDS / "text.py").read_text(encoding="utf-8")
    unused = [name for name in catalogue() if not re.search(rf"\bT\.{name}\b", source + own)]
    assert unused == []


@pytest.mark.parametrize("path", sorted((DASHBOARDS / "screens").glob("*.py")), ids=lambda path: path.name)
def test_pages_hold_neither_chinese_nor_sql(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    words = re.sub(r"[：；、　·“”（）]", "", source)
    assert not CHINESE.search(words)
    assert not re.search(r"\bselect\b.+\bfrom\b", source)


def test_every_code_of_the_reference_has_a_name() -> None:
    authorities = reference.load_authorities()
    articles, penalties = reference.load_measure_articles(), reference.load_measure_penalties()
    codes = {("system", one.system) for one in authorities} | {
        ("level", one.level) for one in reference.load_statutes() if one.level
    }
    codes |= {("enforcer", one.enforcer) for one in articles if one.enforcer}
    codes |= {("route", one.route) for one in penalties if one.route}
    missing = [(vocabulary, code) for vocabulary, code in sorted(codes) if code not in LABELS[vocabulary]]
    assert missing == []


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (None, "未说明", "not stated"),
        (0, "0 元", "CNY 0"),
        (999, "999 元", "CNY 999"),
        (10000, "1 万元", "CNY 10k"),
        (17500, "1.75 万元", "CNY 17.5k"),
        (8_026_000_000, "80.26 亿元", "CNY 8.03bn"),
        (99_999_999, "10,000 万元", "CNY 100m"),
    ],
)
def test_money_says_not_stated_apart_from_zero(amount: int | None, zh: str, en: str) -> None:
    assert say_money(amount, "zh") == zh
    assert say_money(amount, "en") == en


def test_small_shares_do_not_become_zero() -> None:
    assert say_share(1, 100_000) == "<0.1%"
    assert say_share(0, 10) == "0.0%"


def test_unknown_and_unassigned_differ() -> None:
    assert label("kind", "unassigned", "zh") == "未识别"
    assert label("kind", "unknown", "zh") == "未说明"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_tier_and_onward_law_of_the_orders_is_put_into_words(lang: text.Lang) -> None:
    names = {one.statute_id: one.short_name for one in reference.load_statutes()}
    for article in reference.load_measure_articles():
        words = say_provisions(article.onward_provisions, names, lang)
        assert not re.search(r"[a-z]-law|@", words), words
    for penalty in reference.load_measure_penalties():
        assert "_" not in say_tiers(penalty.fine_tiers, lang), penalty
