"""Every page, drawn without a browser: full, empty and missing warehouse, both languages, links and filters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from sample_warehouse import build_empty, build_sample, sample_rows
from streamlit.testing.v1 import AppTest

from dashboards.app import PAGES, get_home
from dashboards.filters import Filters
from dashboards.text import Lang, T
from warehouse.connection import open_warehouse

CASES = sample_rows()["cases"]


def _draw(name: str, home: str) -> None:
    from pathlib import Path

    from dashboards.app import show_page

    show_page(name, Path(home))


def open_page(name: str, home: Path, lang: Lang = "zh", **query: str | list[str]) -> AppTest:
    page = AppTest.from_function(_draw, kwargs={"name": name, "home": str(home)}, default_timeout=60)
    for key, value in {**({"lang": "en"} if lang == "en" else {}), **query}.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception, page.exception[0].message
    return page


def get_address(page: AppTest) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in page.query_params.items()}


def _words(page: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error", "metric", "button", "text")
    parts = [str(element.value) for kind in kinds for element in getattr(page, kind)]
    parts += [str(element.proto.body) for element in page.get("html")]
    return "\n".join([*parts, *(element.label for element in page.button)])


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("full")
    build_sample(home / "zhifa.duckdb")
    return home


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("empty")
    build_empty(home / "zhifa.duckdb")
    return home


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_draws_in_both_languages(name: str, lang: Lang, full: Path) -> None:
    page = open_page(name, full, lang)
    assert page.title[0].value == PAGES[name][0].of(lang)
    assert page.warning[0].value == T.sample_banner.of(lang)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_draws_on_an_empty_warehouse(name: str, empty: Path) -> None:
    page = open_page(name, empty)
    hints = {"overview": T.empty_cases, "cases": T.empty_cases, "apps": T.empty_apps, "quality": T.empty_quality}
    if name in hints:
        assert page.info[0].value == hints[name].of("zh", home=empty)
    assert T.sample_banner.zh not in _words(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_to_do_without_a_file(name: str, tmp_path: Path) -> None:
    page = open_page(name, tmp_path, "en")
    assert f"zhifa run --replica --home {tmp_path}" in page.info[0].value


def test_a_broken_file_is_named_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "zhifa.duckdb").write_bytes(b"not a database" * 500)
    page = open_page("overview", tmp_path)
    assert str(tmp_path / "zhifa.duckdb") in page.error[0].value
    assert "zhifa build" in page.error[0].value


def _get_case(**wanted: Any) -> Mapping[str, Any]:
    rows = sample_rows()
    for table, values in wanted.items():
        matching = {row["case_id"] for row in rows[table] if all(row[key] == value for key, value in values.items())}
        return next(case for case in rows["cases"] if case["case_id"] in matching and case["is_canonical"])
    raise AssertionError


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_card_hides_the_person_and_marks_the_values(full: Path, lang: Lang) -> None:
    case = _get_case(case_parties={"party_name": "周启明"})
    words = _words(open_page("cases", full, lang, case=case["case_id"]))
    assert "周启明" not in words
    assert "周某某" in words
    assert 'id="v-party-0"' in words
    assert 'href="#v-party-0"' in words
    assert "parties.subject" in words


def test_a_fine_of_zero_reads_apart_from_a_fine_without_a_sum(full: Path) -> None:
    zero = _get_case(penalties={"penalty_type": "fine", "amount_cny": 0})
    bare = _get_case(penalties={"penalty_type": "fine", "amount_cny": None})
    assert "罚款 · 0 元" in _words(open_page("cases", full, case=zero["case_id"]))
    assert f"罚款 · {T.sum_not_stated.zh}" in _words(open_page("cases", full, case=bare["case_id"]))


def test_what_a_case_does_not_state_says_so(full: Path) -> None:
    rows = sample_rows()
    with_amount = {row["case_id"] for row in rows["amounts"]}
    case = next(case for case in rows["cases"] if case["case_id"] not in with_amount)
    assert f'<span class="none">{T.not_stated.zh}</span>' in _words(open_page("cases", full, case=case["case_id"]))


def test_declared_and_parsed_counts_stand_on_the_card(full: Path) -> None:
    rows = sample_rows()
    off = next(n for n in rows["notices"] if n["count_declared"] and n["count_declared"] != n["count_cases"])
    case = next(case for case in rows["cases"] if case["notice_id"] == off["notice_id"])
    words = _words(open_page("cases", full, case=case["case_id"]))
    assert f"公告自称 {off['count_declared']}，读出 {off['count_cases']}" in words
    assert "zf-warn" in words


def test_an_unknown_case_is_said_to_be_unknown(full: Path) -> None:
    page = open_page("cases", full, case="gone")
    assert page.warning[1].value == T.case_missing.of("zh", case="gone")


def test_the_address_sets_the_filters_and_keeps_them(full: Path) -> None:
    page = open_page("cases", full, systems=["cac"], measures=["fine"], article="x")
    count = len(page.dataframe[0].value)
    assert 0 < count < len(CASES)
    assert page.session_state["filters"].systems == ("cac",)
    assert get_address(page)["systems"] == ["cac"]
    assert "article" not in page.query_params


def test_a_search_narrows_the_list_and_goes_into_the_address(full: Path) -> None:
    page = open_page("cases", full)
    before = len(page.dataframe[0].value)
    page.text_input[0].set_value("刷单").run()
    assert not page.exception
    assert 0 < len(page.dataframe[0].value) < before
    assert get_address(page)["text"] == ["刷单"]


def test_clearing_the_filters_brings_every_case_back(full: Path) -> None:
    page = open_page("cases", full, text="刷单")
    narrow = len(page.dataframe[0].value)
    next(button for button in page.button if button.label == T.filters_reset.zh).click().run()
    assert len(page.dataframe[0].value) > narrow
    assert "text" not in page.query_params


def test_nothing_found_is_said_plainly(full: Path) -> None:
    page = open_page("overview", full, text="没有这样的词")
    assert page.info[0].value == T.no_match.zh


def test_the_language_goes_into_the_address(full: Path) -> None:
    page = open_page("about", full, "en")
    assert page.title[0].value == "About"
    assert get_address(page)["lang"] == ["en"]


def test_steps_lead_through_the_list(full: Path) -> None:
    warehouse = open_warehouse(full / "zhifa.duckdb")
    listed = warehouse.query("cases_list", filters=Filters().to_parameters(), count_rows=2)
    first, second = listed["case_id"].to_list()
    page = open_page("cases", full, case=first)
    next(button for button in page.button if button.label == T.next.zh).click().run()
    assert get_address(page)["case"] == [second]
    next(button for button in page.button if button.label == T.back.zh).click().run()
    assert "case" not in page.query_params


def test_an_article_shows_its_penalties_and_leads_to_its_cases(full: Path) -> None:
    page = open_page("measures", full, order="117", article="34")
    words = _words(page)
    assert T.penalty_map.zh in words
    button = next(button for button in page.button if T.see_cases.zh in button.label)
    assert not button.disabled
    button.click().run()
    assert page.session_state["filters"].statute == "live-commerce-measures-117"
    assert page.session_state["filters"].article == 34


def test_a_new_build_shows_without_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "zhifa.duckdb"
    build_empty(path)
    assert open_page("cases", tmp_path).info[0].value == T.empty_cases.of("zh", home=tmp_path)
    build_sample(tmp_path / "new.duckdb").replace(path)
    assert len(open_page("cases", tmp_path).dataframe[0].value) > 100


def test_markup_in_an_address_is_only_words(full: Path) -> None:
    page = open_page("cases", full, case="![x](http://example.org/x.png)")
    assert "\\!\\[x\\]" in page.warning[1].value


def test_the_home_is_the_argument_then_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHIFA_HOME", str(tmp_path / "from-environment"))
    assert get_home(["--home", str(tmp_path / "given")]) == tmp_path / "given"
    assert get_home([]) == tmp_path / "from-environment"
