"""Natural persons' names made unrecognisable for everything that is published.

A regulator may print a full name; zhifa never repeats it: 张三 becomes 张某, 欧阳修文 becomes 欧阳某某, the way notices
mask names themselves. Every mask has the length of what it hides, so that spans into a text stay valid.

Names of accounts stay as they are, even where they look like a person's name: a handle is the public label of the
thing that was handled, chosen by its holder, and often a common word that merely resembles a name. Where the same
document names a natural person in full, `mask_in_text` hides that name everywhere in the text, in handles too.
Words for a role (公司负责人, 直接责任人员) name nobody and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from etl.extract.persons import COMPOUND

_MASK = "某"
_MASKED = re.compile(r"[某*＊×●○□■]|[xX]{2,}|^[A-Za-z]$")
_ROLE = re.compile(
    r"(?:人员|人|同志|员工|职工|主播|网民|男子|女子|经理|董事长?|监事|主管|领导|成员|店主|教师|医生|学生|法人|代表|"
    r"行长|院长|校长|股东|会计|老板|博主)$"
)
_COMPOUND = re.compile(f"(?:{COMPOUND})(?=[一-龥])")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+|[㐀-䶿一-鿿]+")


def _mask_word(word: str, is_first: bool) -> str:
    if word[0].isascii() or not "㐀" <= word[0] <= "鿿":
        return word[0] + "*" * (len(word) - 1)
    if not is_first:
        return _MASK * len(word)
    surname = _COMPOUND.match(word)
    kept = surname.end() if surname else 1
    return word[:kept] + _MASK * (len(word) - kept)


def mask_person_name(name: str) -> str:
    """Return the name with all but the surname hidden, in the same length; masked names and roles come back unchanged.

    >>> mask_person_name("张三"), mask_person_name("李小明"), mask_person_name("欧阳修文")
    ('张某', '李某某', '欧阳某某')
    >>> mask_person_name("买买提·艾力"), mask_person_name("Li Lei")
    ('买买某·某某', 'L* L**')
    >>> mask_person_name("陈某珠"), mask_person_name("邱**"), mask_person_name("A某"), mask_person_name("公司负责人")
    ('陈某珠', '邱**', 'A某', '公司负责人')
    >>> mask_person_name("")
    ''
    """
    if _MASKED.search(name) or (len(name) > 3 and _ROLE.search(name)):
        return name
    words = iter(range(len(name)))
    return _WORD.sub(lambda match: _mask_word(match[0], next(words) == 0), name)


def mask_in_text(text: str, names: Iterable[str]) -> str:
    """Return the text with every natural person's name masked wherever it stands, in the same length.

    >>> mask_in_text("张三丰与张三被罚,张三丰不服。", ["张三", "张三丰"])
    '张某某与张某被罚,张某某不服。'
    >>> mask_in_text("李某、主管人员被警告。", ["李某", "主管人员"])
    '李某、主管人员被警告。'
    >>> mask_in_text("无人", [])
    '无人'
    """
    hidden = {name: mask_person_name(name) for name in names if len(name) > 1}
    told = sorted((name for name, mask in hidden.items() if name != mask), key=len, reverse=True)
    if not told:
        return text
    return re.sub("|".join(map(re.escape, told)), lambda match: hidden[match[0]], text)
