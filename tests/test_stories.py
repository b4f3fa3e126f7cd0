"""Which notices tell one story and which cases are one case. Every text is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.stories import (
    CaseKey,
    NoticeKey,
    StoryLinks,
    build_text_key,
    find_alike,
    get_case_id,
    is_alike,
    link_stories,
)

DAY = datetime(2026, 3, 1, tzinfo=UTC)
STORY = (
    "青禾市市场监管局近日查明，梧桐湾电子商务有限公司在直播间销售保健食品时，宣称产品能够治疗失眠和高血压，"
    "与事实不符，误导消费者。该局依法责令其停止违法行为，消除影响，并处罚款38万元。"
    "该局提醒消费者理性购买，发现违法线索请拨打热线举报，保护自身合法权益。"
)
OTHER = (
    "白鹭洲网信办通报，辖区内一所学校的教务系统存在弱口令，遭境外攻击后植入木马，造成学生信息外泄。"
    "该办约谈学校负责人，要求限期完成整改，并对学校给予警告，对直接负责的主管人员罚款1万元。"
    "下一步将继续加强检查，督促各单位落实主体责任，守住网络安全底线，维护群众切身利益。"
)
SERIES = (
    "依据法律法规，我局组织第三方检测机构对群众关注的应用进行检查，并要求存在问题的企业整改，复核后尚有{count}款未完成整改，"
    "现予以通报。上述应用应按规定落实整改，整改不到位的，我局将依法开展处置工作。附件：应用名单（2026年第{number}批，{day}日）"
)


def build_key(
    notice_id: str,
    text: str = STORY,
    *,
    url: str | None = None,
    day: int = 0,
    announced: date | None = date(2026, 3, 1),
    cases: tuple[str, ...] = (),
    parties: frozenset[str] = frozenset(),
    is_official: bool = True,
    is_usable: bool = True,
    is_complete: bool = True,
    declared: int | None = None,
) -> NoticeKey:
    return NoticeKey(
        notice_id=notice_id,
        url=url or f"https://notices.example/{notice_id}",
        first_seen_at=DAY + timedelta(days=day),
        retrieved_at=DAY + timedelta(days=day),
        announced_date=announced,
        is_usable=is_usable,
        is_complete=is_complete,
        is_official=is_official,
        declared_count=declared,
        text=build_text_key(text, at_least=100),
        cases=tuple(CaseKey(build_text_key(case, at_least=60), parties) for case in cases),
    )


def stories_of(links: StoryLinks) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for notice_id, story_id in links.story_ids.items():
        groups.setdefault(story_id, []).append(notice_id)
    return sorted(sorted(members) for members in groups.values())


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.replace("，", "， "),
        STORY.replace("38", "３８"),
        "青禾发布｜" + STORY,
        STORY + "来源：青禾市市场监管局",
        STORY.replace("近日", "日前"),
    ],
)
def test_copies_are_one_story(text: str) -> None:
    links = link_stories([build_key("a"), build_key("b", text, day=1)])
    assert links.story_ids == {"a": "a", "b": "a"}
    assert links.canonical_notices == {"a"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (build_key("a"), build_key("b", OTHER)),
        (build_key("a"), build_key("b", STORY.replace("38万元", "83万元"))),
        (build_key("a"), build_key("b", STORY.replace("38万元", "39万元"), announced=date(2026, 3, 2))),
        (build_key("a"), build_key("b", STORY.replace("近日", "日前"), announced=date(2026, 6, 30))),
        (build_key("a", declared=3), build_key("b", STORY.replace("近日", "日前"), declared=4)),
        (build_key("a", "通报"), build_key("b", "通报")),
        (
            build_key("a", SERIES.format(count=21, number=3, day=8)),
            build_key("b", SERIES.format(count=27, number=4, day=9)),
        ),
    ],
    ids=["other text", "other sum", "next sum", "months later", "other count", "too short", "same series"],
)
def test_what_may_differ_is_not_merged(one: NoticeKey, other: NoticeKey) -> None:
    assert stories_of(link_stories([one, other])) == [["a"], ["b"]]


def test_a_pattern_without_any_mark_is_not_enough() -> None:
    pattern = "某区网信办发现某单位未履行网络安全保护义务，依法约谈其负责人，责令限期改正。" * 3
    changed = pattern.replace("依法约谈其负责人", "依规约见其主管人", 1).replace("未履行", "不履行", 1)
    one, other = build_text_key(pattern * 1), build_text_key(changed)
    assert one.numbers == other.numbers == frozenset()
    links = link_stories([build_key("a", pattern + "甲" * 12), build_key("b", changed + "乙" * 12)])
    assert stories_of(links) == [["a"], ["b"]]


def test_versions_of_a_page_are_one_story_and_the_newest_stands() -> None:
    links = link_stories([build_key("a", url="u"), build_key("b", OTHER, url="u", day=3)])
    assert links.story_ids == {"a": "a", "b": "a"}
    assert links.canonical_notices == {"b"}


def test_the_usable_complete_official_copy_stands() -> None:
    keys = [
        build_key("a", is_usable=False),
        build_key("b", is_complete=False, day=1),
        build_key("c", is_official=False, day=2),
        build_key("d", day=3),
    ]
    for left in range(len(keys)):
        expected = keys[-1] if left < 3 else keys[left]
        assert link_stories(keys[left:]).canonical_notices == {expected.notice_id}


def test_the_same_case_in_two_bulletins_is_one_case() -> None:
    links = link_stories(
        [build_key("a", cases=(STORY, OTHER)), build_key("b", OTHER * 2, cases=("摘要" + OTHER,), day=1)]
    )
    assert links.canonical_cases == {get_case_id("b", 1): get_case_id("a", 2)}


def test_one_notice_never_loses_a_case_to_itself() -> None:
    links = link_stories([build_key("a", cases=(STORY, STORY)), build_key("b", day=1, cases=(STORY, STORY))])
    assert links.canonical_cases == {"b-1": "a-1", "b-2": "a-2"}


def test_cases_with_other_parties_are_two_cases() -> None:
    one = build_key("a", OTHER, cases=(STORY,), parties=frozenset({"梧桐湾电子商务有限公司"}))
    other = build_key(
        "b", SERIES, cases=(STORY.replace("梧桐湾", "海棠湾"),), parties=frozenset({"海棠湾电子商务有限公司"})
    )
    assert not link_stories([one, other]).canonical_cases


def test_a_withdrawn_case_stays_a_case_of_its_own() -> None:
    links = link_stories(
        [build_key("a", url="u", cases=(STORY, OTHER)), build_key("b", url="u", day=1, cases=(STORY,))]
    )
    assert links.canonical_cases == {"a-1": "b-1"}


KEYS = [
    build_key("a", cases=(STORY,)),
    build_key("b", "青禾发布｜" + STORY, day=1, cases=(STORY,)),
    build_key("c", OTHER, day=2, cases=(OTHER,)),
    build_key("d", OTHER + "来源：白鹭洲网信办", url="u", day=3, cases=(OTHER, STORY)),
    build_key("e", STORY + OTHER, url="u", day=4, cases=(OTHER, STORY)),
    build_key("f", SERIES.format(count=21, number=3, day=8), announced=None),
]


@settings(max_examples=30, deadline=None)
@given(st.permutations(KEYS))
def test_order_is_of_no_account(keys: list[NoticeKey]) -> None:
    assert link_stories(keys) == link_stories(KEYS)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(KEYS), min_size=1), st.integers(1, 50))
def test_a_copy_adds_no_story_and_no_case(chosen: set[NoticeKey], days: int) -> None:
    keys = sorted(chosen, key=lambda key: key.notice_id)
    copied = replace(keys[0], notice_id="copy", url="https://mirror.example", first_seen_at=DAY + timedelta(days=days))
    before, after = link_stories(keys), link_stories([*keys, copied])
    assert len(after.canonical_notices) == len(before.canonical_notices)
    assert count_cases(after, [*keys, copied]) == count_cases(before, keys)


def count_cases(links: StoryLinks, keys: list[NoticeKey]) -> int:
    ids = [get_case_id(key.notice_id, number) for key in keys for number in range(1, len(key.cases) + 1)]
    standing = {links.get_canonical_case(case_id) for case_id in ids}
    assert all(links.get_canonical_case(case_id) == case_id for case_id in standing)
    return len(standing)


def test_equal_texts_are_paired_once_each() -> None:
    texts = {str(number): build_text_key(STORY) for number in range(200)}
    assert len(list(find_alike(texts))) == 199


@given(st.text(max_size=300))
def test_a_text_is_like_itself_whatever_its_spaces(text: str) -> None:
    assert is_alike(build_text_key(text), build_text_key(" ".join(text.split(" ")) + "\n"))
