"""Chinese and Arabic numerals as numbers."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{char: value for value, char in enumerate("○弌弍弎")},
    "两": 2,
    "貳": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
    "幺": 1,
}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
_LARGE_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
Token = Decimal | str  # a value, or the character of a unit
_UNITS = {**_SMALL_UNITS, **_LARGE_UNITS}
_ONE_DIGIT = frozenset(Decimal(n) for n in range(10))
_FULL_WIDTH = {0xFF10 + n: ord("0") + n for n in range(10)} | {0xFF0E: ".", 0xFF0C: ","}
_BEFORE = ("超过", "将近", "大约", "约", "近", "超", "逾")
_AFTER = ("左右", "余", "多", "来", "许")


def parse_number(text: str) -> Decimal | None:
    """Return the number a numeral states, without the words that make it approximate; None for a vague or no number.

    >>> parse_number("1,200"), parse_number("7.3万余"), parse_number("壹拾万"), parse_number("1亿2000万")
    (Decimal('1200'), Decimal('73000'), Decimal('100000'), Decimal('120000000'))
    >>> parse_number("十余万"), parse_number("两"), parse_number("半"), parse_number("〇")
    (Decimal('100000'), Decimal('2'), Decimal('0.5'), Decimal('0'))
    >>> parse_number("数十"), parse_number("几百"), parse_number("上亿"), parse_number("")
    (None, None, None, None)
    """
    if text.isascii() and text.isdigit():
        return Decimal(text)
    head, unit = text[:-1], _LARGE_UNITS.get(text[-1:])
    if unit and head.isascii() and head.replace(".", "", 1).isdigit() and "." not in (head[0], head[-1]):
        return _shorten(Decimal(head) * unit)
    return _parse_written(text)


def parse_ordinal(text: str) -> int | None:
    """Return the whole number of an enumerator or of the number of an article, with or without 第.

    >>> parse_ordinal("三百五十二"), parse_ordinal("第十二"), parse_ordinal("〇一"), parse_ordinal("21")
    (352, 12, 1, 21)
    >>> parse_ordinal("第二十一条"), parse_ordinal("若干"), parse_ordinal("1.5"), parse_ordinal("第")
    (21, None, None, None)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    return _parse_ordinal(text)


@lru_cache(maxsize=8192)
def _parse_ordinal(text: str) -> int | None:
    bare = text.strip().removeprefix("第").rstrip("条款项章节号起例").strip()
    if any(char in "余多半来.,," for char in bare):
        return None
    number = parse_number(bare)
    return int(number) if number is not None and number == number.to_integral_value() else None


@lru_cache(maxsize=8192)
def _parse_written(text: str) -> Decimal | None:
    bare = _strip_approximation(text.translate(_FULL_WIDTH).strip())
    if bare == "半":
        return Decimal("0.5")
    tokens = _split_tokens(bare)
    if not tokens:
        return None
    number = _join_digits(tokens) if all(isinstance(t, Decimal) for t in tokens) else _add_up(tokens)
    return None if number is None else _shorten(number)


def _shorten(number: Decimal) -> Decimal:
    """Write a whole number without a fraction: 73000, not 73000.0."""
    return Decimal(int(number)) if number == int(number) else number


def _strip_approximation(text: str) -> str:
    for word in _BEFORE:
        if text.startswith(word):
            text = text[len(word) :].lstrip()
            break
    for word in _AFTER:
        if len(text) > len(word) and text.endswith(word):
            return text[: -len(word)].rstrip()
    return text


def _split_tokens(text: str) -> list[Token] | None:
    """Split into decimals (one for a run of Arabic digits, one for each Chinese digit) and unit characters."""
    tokens: list[Token] = []
    i = 0
    while i < len(text):
        char = text[i]
        if char.isascii() and char.isdigit():
            end = i
            while end < len(text) and text[end] in "0123456789.,":
                end += 1
            run = _parse_arabic(text[i:end])
            if run is None or (tokens and isinstance(tokens[-1], Decimal) and tokens[-1] != 0):
                return None
            tokens.append(run)
            i = end
            continue
        if char in _DIGITS:
            tokens.append(Decimal(_DIGITS[char]))
        elif char in _UNITS:
            tokens.append(char)
        elif not _is_filler(char, tokens, text[i + 1 : i + 2]):
            return None
        i += 1
    return tokens


def _is_filler(char: str, tokens: list[Token], following: str) -> bool:
    """余 and 多 between a number and a unit (十余万), and a space there (5 万), say nothing about the value."""
    return bool(tokens) and char in "余多 " and following in _LARGE_UNITS


def _parse_arabic(run: str) -> Decimal | None:
    whole, _, fraction = run.partition(".")
    if "." in run and not fraction.isdigit():
        return None
    head, *groups = whole.split(",")
    if not head or (groups and (len(head) > 3 or any(len(group) != 3 for group in groups))):
        return None
    return Decimal(whole.replace(",", "") + ("." + fraction if fraction else ""))


def _join_digits(tokens: list[Token]) -> Decimal | None:
    """Read 二〇二六 as 2026 and a lone 7.3 as itself."""
    if len(tokens) == 1:
        return tokens[0] if isinstance(tokens[0], Decimal) else None
    return Decimal("".join(str(token) for token in tokens)) if all(token in _ONE_DIGIT for token in tokens) else None


def _add_up(tokens: list[Token]) -> Decimal | None:
    total = section = Decimal(0)
    pending: Decimal | None = None
    last_unit = 0
    after_zero = False
    for token in tokens:
        if isinstance(token, Decimal):
            if pending is not None and pending != 0:
                return None
            after_zero = after_zero or pending == 0 or token == 0
            pending = token
            continue
        unit = _UNITS[token]
        if token in _SMALL_UNITS:
            section += (Decimal(1) if pending is None or pending == 0 else pending) * unit
        else:
            section += pending or 0
            if section == 0:
                section = Decimal(1) if total == 0 else Decimal(0)
            if unit == 10**8 or section == 0:
                total, section = (total + section) * unit, Decimal(0)
            else:
                total, section = total + section * unit, Decimal(0)
        pending, last_unit, after_zero = None, unit, False
    if pending is None:
        return total + section
    is_short = last_unit >= 100 and not after_zero and pending < 10 and pending == pending.to_integral_value()
    return total + section + pending * (last_unit // 10 if is_short and pending else 1)
