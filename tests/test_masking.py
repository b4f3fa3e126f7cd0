"""Natural persons' names in what is published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.masking import mask_in_text, mask_person_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张某"),
        ("李小明", "李某某"),
        ("欧阳修文", "欧阳某某"),
        ("司徒静", "司徒某"),
        ("上官婉儿", "上官某某"),
        ("阿依古丽", "阿某某某"),
        ("古丽·买买提", "古某·某某某"),
        ("John Smith", "J*** S****"),
        ("陈平安", "陈某某"),
    ],
)
def test_full_names(name: str, masked: str) -> None:
    assert mask_person_name(name) == masked


@pytest.mark.parametrize(
    "name",
    [
        "李某",
        "陈某珠",
        "王嘉某",
        "邱**",
        "李*",
        "A某",
        "张某某",
        "公司负责人",
        "直接责任人员",
        "建设单位主要负责同志",
        "某教师",
        "",
    ],
)
def test_masked_names_and_roles_stay(name: str) -> None:
    assert mask_person_name(name) == name


def test_longer_names_go_first() -> None:
    assert mask_in_text("张三丰与张三。", ["张三", "张三丰"]) == "张某某与张某。"


def test_names_in_handles_are_hidden_too() -> None:
    assert mask_in_text("账号“林小川说车”由林小川运营。", ["林小川"]) == "账号“林某某说车”由林某某运营。"


def test_a_text_without_names_is_the_same_object() -> None:
    text = "李某被罚款。"
    assert mask_in_text(text, ["李某"]) is text


_NAMES = st.lists(st.text("张王李欧阳三四小明国某*·A", min_size=1, max_size=5), max_size=5)


@given(st.text("张王李欧阳三四小明国某*·A被罚款。", max_size=60), _NAMES)
def test_masking_keeps_the_length_and_hides_every_full_name(text: str, names: list[str]) -> None:
    hidden = mask_in_text(text, names)
    assert len(hidden) == len(text)
    for name in names:
        if len(name) > 1 and mask_person_name(name) != name:
            assert name not in hidden


@given(st.text(max_size=12))
def test_masking_is_stable(name: str) -> None:
    once = mask_person_name(name)
    assert len(once) == len(name)
    assert mask_person_name(once) == once
