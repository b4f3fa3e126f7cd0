"""Where a news story told in running text goes on from one case to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from etl.alternation import group_words
from etl.case_text import CLOSING, MASKED, MAX_ITEM, NAMED, Reader
from etl.extract.bodies import Mention, Part, iter_bodies
from etl.extract.places import is_within
from etl.handling import BRAND
from etl.model import Span
from etl.reference.places import NATIONAL

# Openings of a paragraph that turns to another case: 无独有偶, 更早一些, 再往前数, 另一起案件发生在甲地.
_TURNS = re.compile(
    group_words(
        r"无独有偶|另一(?:起|宗|件|例)[^，。；\n]{0,12}(?:案|事)|更早(?:一些|之前|的)|再往前|(?:再|又)(?:看|说|来看|举|如)[^，。；\n]{0,4}(?:一|另)[起个件桩则例]"
        r"|类似的?(?:案|事|情况|遭遇|一幕)|同样(?:的一幕|的事|被|受罚|吃)|与此类似|与之类似|再来看|另一边|另一头"
    )
)
# A company, an institution or somebody masked by name: what two parts of one story share.
_OWN_NAME = re.compile(
    rf"{MASKED.pattern}|[\u4e00-\u9fff]{{3,16}}?(?:有限公司|有限责任公司|集团|医院|学校|学院|银行|经营部|工作室|商行)"
)
_NOBODY = re.compile(
    rf"(?:{BRAND}|.{{0,8}}(?:该|这家|上述|涉[案事]|相关|有关|其他|各类?|多家|一些|的)(?:公司|企业|平台|单位|医院|学校|银行|店))$"
)
_UNLIKE = re.compile(r"与[^，。；\n]{1,8}(?:不同|相比|类似|相似|一样)")
# What the opening of a paragraph says of the case before it: 随后，专案组联合某局…; 该团伙主犯孟某被判处….
_GOES_ON = re.compile(
    group_words(
        r"该(?:团伙|案|犯罪|系列)|[此本]案|上述|专案组|工作组|同案|同伙|上[家线](?![市公])|下线|主犯|随后|随即|紧接着|次日|案发后|联合|协作|协助|配合|移交|移送|顺藤摸瓜|深挖|涉案(?:人员|嫌疑人|账号)"
        r"|犯罪嫌疑人[^，。；\n]{1,8}(?:落网|归案|被抓)|以涉嫌[^，。；\n]{2,24}提起公诉|(?:提级|指定)管辖|二审|终审|上诉"
    )
)
_MIN_TEXT = 24  # characters


def get_turns(reader: Reader, span: Span) -> list[int]:
    """Return where in a story another case begins: with a paragraph in which a body of another place than all before it
    handled somebody not named before, or that says itself that it turns to another case.
    """
    lines = [line for line in reader.outline.paragraphs if line.start >= span.start and line.end <= span.end]
    turns: list[int] = []
    codes: set[str] = set()
    read = 0  # lines whose bodies' places are among the codes
    is_told = False  # a measure, below the title
    for i, line in enumerate(lines):
        measures = reader.account.of(line).measures
        bodies = _handling_bodies(reader, line) if is_told and measures else []
        text = _UNLIKE.sub("", line.of(reader.plain)) if bodies else ""
        says_so = _TURNS.match(text) is not None
        if (says_so or _may_be_elsewhere(text, bodies)) and _names_another(reader, line, text):
            codes.update(code for above in lines[read:i] for code in _places_of(reader, above))
            read = i
            if says_so or _is_elsewhere(bodies[0].codes, codes):
                turns.append(_begin(reader, lines, i, turns[-1] if turns else span.start))
        is_told = is_told or (measures > 0 and line.start > 0)
    return turns


def _places_of(reader: Reader, line: Span) -> Iterator[str]:
    """Yield the codes of the places of the bodies of a paragraph."""
    return (code for body in _handling_bodies(reader, line) for code in body.codes if code != NATIONAL)


def _handling_bodies(reader: Reader, line: Span) -> list[Mention]:
    """Return the bodies of a paragraph that is no warning and no closing words, but those that guide or are quoted."""
    if len(line) < _MIN_TEXT or not any(reader.hits.holds(line, kind) for kind in ("body", "authority")):
        return []
    if reader.is_aside(line) or CLOSING.match(reader.plain[line.start : line.start + 80]):
        return []
    found = iter_bodies(reader.plain, reader.hits, line)
    return [body for body in found if not body.is_generic and body.part is not Part.OUTSIDE]


def _may_be_elsewhere(text: str, bodies: Sequence[Mention]) -> bool:
    """Return whether a paragraph may turn to another place: its first body has one, and no word goes on with before."""
    own = bodies[0].codes if bodies else ()
    return bool(own) and NATIONAL not in own and not _GOES_ON.search(text.split("。", 1)[0])


def _names_another(reader: Reader, line: Span, text: str) -> bool:
    """Return whether a paragraph names somebody whom nothing before it names, and nobody whom it names."""
    own = _names_in(reader.plain, line)
    if not own:
        return False
    title = reader.plain.find("\n")
    before = reader.plain[max(title, line.start - 4 * MAX_ITEM, 0) : line.start]
    if all(name in before for name in own):
        return False
    return not any(name in before for name in _OWN_NAME.findall(text) if not _NOBODY.match(name))


def _names_in(plain: str, line: Span) -> set[str]:
    return {name for name in NAMED.findall(plain, line.start, line.end) if not _NOBODY.match(name)}


def _is_elsewhere(own: Sequence[str], codes: Set[str]) -> bool:
    """Return whether the place of a body lies apart from all the places of the bodies before it."""
    return bool(codes) and not any(is_within(code, other) or is_within(other, code) for code in own for other in codes)


def _begin(reader: Reader, lines: Sequence[Span], i: int, since: int) -> int:
    """Return where the case of a paragraph begins: with those before it that tell of the same and of no measure."""
    names = _names_in(reader.plain, lines[i])
    while i > 1 and lines[i - 1].start > since:
        above = lines[i - 1]
        if reader.account.tells_measure(above) or not any(name in above.of(reader.plain) for name in names):
            break
        i -= 1
    return lines[i].start
