"""Alternations of many words as the regex engine decides them soonest.

A search leaps from one possible first character to the next where every alternative begins with a literal; where
one does not, the engine tries all of them at every character of the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

_QUANTIFIERS = tuple("?*+{")
_BEFORE = ("(?<!", "(?<=")
_LITERAL = re.compile(r"[^.^$*+?{}\[\]()|\\]|\\[^\w\s]")
_PLAIN_CLASS = re.compile(r"\[[^\]\[\\^-]+\]")
_Head = tuple[str, str]  # the literal an alternative begins with, and what follows it


def group_words(words: str) -> str:
    """Return the same alternation with every alternative that can do so beginning with a literal, those alike together.

    Optional beginnings, classes and groups at the beginning are told apart; what must stand before the first
    character is looked back for behind it.

    >>> group_words("公司|医院|公(?:社|安)|[中小]学|院|医")
    '公(?:司|(?:社|安))|医(?:院|)|中学|小学|院'
    >>> group_words("银?行|银行")
    '银(?:行|行)|行'
    >>> group_words("(?:封禁|关)停|(?<!数)据|[^普]讯|关闭")
    '封禁停|关停|据(?<!数据)|[^普]讯|关闭'
    >>> group_words("(?:[：:]|包括)(?P<name>某某)")
    '(?:：|:|包括)(?P<name>某某)'
    """
    if words.startswith("(?:") and _captures(words[(end := _closing(words)) :]):
        rest = words[end:]
        if rest[0] not in _QUANTIFIERS and len(_split(words)) == 1:
            return f"(?:{group_words(words[3 : end - 1])}){rest}"
    done: list[str] = []
    groups: dict[str, list[str]] = {}
    for alternative in _split(words):
        heads = _heads(alternative)
        if heads is None:  # what matches before it and what matches behind it keep their order
            done += _join(groups)
            done.append(alternative)
            groups = {}
            continue
        for first, rest in heads:
            groups.setdefault(first, []).append(rest)
    return "|".join([*done, *_join(groups)])


def drop_names(words: str) -> str:
    """Return a pattern without the names of its groups, for `group_words`.

    >>> drop_names("(?P<fine>罚款|罚金)|(?P<gain>获利)")
    '(?:罚款|罚金)|(?:获利)'
    """
    return re.sub(r"\(\?P<\w+>", "(?:", words)


def find_begun(
    beginning: re.Pattern[str], whole: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Yield what `whole.finditer` finds, when no match of it begins where none of `beginning` does.

    For patterns that cannot begin with literals themselves: their alternatives are named groups, or begin in many ways.
    """
    at = start
    while sign := beginning.search(text, at, end):
        found = whole.match(text, sign.start(), end)
        if found is None:
            at = sign.start() + 1
        else:
            yield found
            at = found.end()


def _join(groups: dict[str, list[str]]) -> Iterator[str]:
    for first, rests in groups.items():
        yield first + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})")


def _heads(part: str) -> list[_Head] | None:
    """Return the ways in which an alternative begins, in their order; None when one of them is not a literal."""
    if part.startswith(_BEFORE):
        return _heads_behind(part)
    if part.startswith("(?:"):
        end = _closing(part)
        choices = _split(part[3 : end - 1])
    elif found := _PLAIN_CLASS.match(part):
        end = found.end()
        choices = [re.escape(char) for char in part[1 : end - 1]]
    elif found := _LITERAL.match(part):
        end = found.end()
        choices = [found[0]]
    else:
        return None
    rest = part[end:]
    is_optional = rest.startswith("?")
    if is_optional:
        rest = rest[1:]
        choices.append("")
    if rest.startswith(_QUANTIFIERS) or (len(choices) > 1 and _captures(rest)):
        return None
    heads: list[_Head] = []
    for choice in choices:
        found_heads = [(choice, rest)] if _LITERAL.fullmatch(choice) else _heads(choice + rest)
        if found_heads is None:
            return None
        heads += found_heads
    return heads


def _heads_behind(part: str) -> list[_Head] | None:
    """Return the beginnings of what follows a look back, which is done behind the first character instead."""
    end = _closing(part)
    heads = _heads(part[end:])
    if heads is None:
        return None
    sign, before = part[:4], part[4 : end - 1]
    if len(_split(before)) > 1:
        before = f"(?:{before})"
    return [(first, f"{sign}{before}{first}){rest}") for first, rest in heads]


def _captures(pattern: str) -> bool:
    return any(char == "(" and not re.match(r"\?(?!P<)", pattern[at + 1 : at + 4]) for at, char in _signs(pattern))


def _closing(pattern: str) -> int:
    """Return the place behind the bracket that closes the first."""
    depth = 0
    for at, char in _signs(pattern):
        depth += (char == "(") - (char == ")")
        if not depth and char == ")":
            return at + 1
    raise ValueError(f"the brackets of this alternation do not close: {pattern}")


def _split(words: str) -> list[str]:
    """Return the alternatives outside all brackets."""
    parts: list[str] = []
    depth = start = 0
    for at, char in _signs(words):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append(words[start:at])
            start = at + 1
    if depth:
        raise ValueError(f"the brackets of this alternation do not close: {words}")
    return [*parts, words[start:]]


def _signs(pattern: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that are neither escaped nor within a class."""
    at, in_class = 0, False
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 2
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        else:
            yield at, char
        at += 1
