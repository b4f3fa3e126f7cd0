"""The standard lists of app problems, and which of their items a stated problem is.

`164` is MIIT's list (信管函〔2020〕164号, ten kinds), `337` what its list of 2019 (信管函〔2019〕337号) held beside it,
`26` its notice on services of 2023 (信管函〔2023〕26号), `191` the joint method of CAC, MIIT, the police and SAMR
(国信办秘字〔2019〕191号): six kinds, `191-3`, with their items, `191-3.8`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from etl.reference.law import read_rows


@dataclass(frozen=True, slots=True)
class AppProblem:
    problem_code: str
    standard: str
    name_zh: str
    name_en: str


@lru_cache(maxsize=1)
def load_app_problems() -> tuple[AppProblem, ...]:
    """Return the items of the standard lists."""
    return tuple(problem for problem, _ in _load())


@lru_cache(maxsize=1)
def _load() -> tuple[tuple[AppProblem, re.Pattern[str]], ...]:
    rows = (
        {key: value or "" for key, value in row.items()}  # no cell of this file is empty
        for row in read_rows("app_problems.csv")
    )
    return tuple(
        (
            AppProblem(row["problem_code"], row["standard"], row["name_zh"], row["name_en"]),
            re.compile(row["pattern"], re.IGNORECASE),
        )
        for row in rows
    )


_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def get_problem_codes(text: str) -> tuple[str, ...]:
    """Return the items of the standard lists that a problem's wording states, in the order of the lists.

    A kind (191-3) is left out where one of its items (191-3.8) is stated.

    >>> get_problem_codes("未向用户提供撤回同意收集个人信息的途径、方式")
    ('191-3.8',)
    >>> get_problem_codes("违规收集个人信息；APP强制、频繁、过度索取权限"), get_problem_codes("界面不美观")
    (('164-1', '164-5'), ())
    """
    text = _BLANKS.sub("", text)
    codes = [problem.problem_code for problem, pattern in _load() if pattern.search(text)]
    return tuple(code for code in codes if not any(other.startswith(f"{code}.") for other in codes))
