"""The sentences of a case that may carry facts, told apart from statute text, warnings, teaching and plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from etl.extract.narrative import tells_first
from etl.model import Scope, Span

# A short line that opens a section.
_HEAD = re.compile(
    r"[\W\d_]*(?:[一二三四五六七八九十]{1,2}[、.])?[\W_]*(?:"
    # Facts.
    r"(?P<facts>基本案情|简要案情|案情(?:简介|回顾|概要|介绍)?|案件(?:情况|详情|经过|回顾)|诉讼过程|"
    r"裁判(?:结果|要旨|理由)|判决结果|(?:处罚|处理|查处|处置)(?:结果|情况|决定|依据)|违法(?:事实|行为)|执法(?:措施|过程)|典型案例)|"
    # The meaning of a case: its laws and sums count, its measures only repeat.
    r"(?P<meaning>(?:典型|社会|案例|法治|指导|警示)意义|检察(?:机关)?履职(?:情况|过程)?|"
    r"办案(?:意义|启示|经验)|案例?(?:评析|启示|警示|点评)|监管(?:点评|启示))|"
    # Advice or statute text: 【反诈提示】, 法律链接, 网警提醒:. Not 法律法规禁止的信息.
    r"(?P<advice>(?:法律|法条|法规|普法|条文|法律法规)(?:链接|小?课堂|小?贴士|条文|知识|科普|时间)|(?:相关)?(?:法条|法律法规|法律规定|法律条文)|"
    r"以案(?:释法|说法|为鉴|促改)|(?:律师|法官|检察官|专家|民警|网警|执法人员)(?:说法|点评|释法|支招|寄语|解读|评析)|"
    r"[\u4e00-\u9fff]{0,10}(?:温馨)?(?:提醒|提示)|推荐阅读|阅读推荐|往期(?:推荐|回顾|精彩)|前情回顾|延伸阅读|相关(?:链接|阅读|推荐)|"
    r"[\u4e00-\u9fff“”+]{0,10}(?:小科普|知识点)|(?:启示与|整改|安全|防护|合规)建议|[\u4e00-\u9fff]{1,5}有话说|小编(?:划重点|点评|解读|说法)|(?:企业|个人)层面(?:注意事项)?|法律与[\u4e00-\u9fff]{2,8}要求)"
    r")[\W_]*$"
)
# A paragraph that only looks ahead or warns: 下一步,…; 警方提醒:…; 全市网信部门将持续….
_ASIDE_LINE = re.compile(
    r"[\W_]*(?:下一步|接下来|下阶段|今后|在此|(?:[\u4e00-\u9fff]{0,12}(?:提醒|提示|呼吁|郑重提示))(?:[:：,，】您]|广大|各|社会|公众|网民|消费者)|"
    r"(?:以案(?:释法|说法)|(?:法律|法条|法规)链接)[\s:：】]{0,4}《|"
    r"[^,，。;；:：\n]{0,30}将(?:全面|持续|继续|进一步|切实|不断|始终|坚决|认真|深入|加大|严格|一如既往|保持))"
)
_AHEAD = re.compile("将|以案|链接|提醒|提示|呼吁|下一步|接下来|下阶段|今后|在此")
# The rest of a line from here on looks ahead.
_ASIDE = re.compile(
    r"下一步[,，]|在此提醒|(?:(?:同时|并|也|再次|郑重)[,，]?|(?<=[。；;,，]))"
    r"提醒(?:广大|各|社会|网民|公众|消费者|网络运营者|企业|市民)|"
    r"(?:网警|警方|网信办|网信部门|公安机关)(?:再次|郑重)?提醒(?=[:：,，广您各大])"
)
# Text of a statute, not of a case: 由有关主管部门责令改正, 处五万元以上五十万元以下罚款, 第二十一条:国家实行….
_STATUTE_TEXT = re.compile(
    r"由[^,，。;；]{0,14}(?:部门|机关)(?:依照职责|依法)?(?:责令|处|给予|没收|依照|依据)|下列(?:情形|行为)之一的|以下(?:情形|行为)之一的|"
    r"违反本(?:法|条例|办法|规定)[^。;；]{0,80}的[,，]|不履行本(?:法|条例|办法|规定)[^。;；]{0,80}的[,，]|"
    r"依照本(?:法|条例|办法|规定)[^。;；]{0,80}的[,，]|"
    r"处[^,，。;；]{1,12}以上[^,，。;；]{1,12}以下(?:的)?(?:罚款|有期徒刑|拘留)|处[^,，。;；]{1,8}以下(?:的)?(?:罚款|有期徒刑|拘留)|"
    r"情节(?:较轻|严重|特别严重)的[,，]"
)
# A sentence that begins with the article it quotes.
_ARTICLE_HEAD = re.compile(
    r"[\s“\"]*(?:《[^》\n]{2,40}》)?\s?第[一二三四五六七八九十百零〇\d]{1,9}条(?:之[一二三四五])?"
    r"(?:第[一二三四五六七八九十\d]款)?(?:[:： \u3000\xa0]|规定[,，:：])"
)
# What no statute says: 没收违法所得612元,并处5000元以下罚款.
_CASE_SENTENCE = re.compile(r"没收违法所得(?:人民币)?\s?[\d一二三四五六七八九十]|对当事人|责令当事人")
_ARTICLE_STARTS = frozenset('第《“" \u3000')
# The wording of a rule quoted within a case, whole or cut by a full stop.
_QUOTED = re.compile(r"“[^”]{12,}(?:”|$)|^[^“”]*”")


class Passage(Struct, frozen=True):
    """A sentence of a case; `is_meaning` when it stands in a section that explains what the case means."""

    span: Span
    is_meaning: bool = False


def get_passages(scope: Scope) -> tuple[Passage, ...]:
    """Return the sentences of the case that may carry facts, in order, then the sentences about every case.

    Sections of advice, statute text and paragraphs about the future are left out.

    >>> from etl.model import Hits
    >>> plain = "案例一\\n某公司被罚款1万元。下一步,将持续监管。\\n网警提醒\\n勿信谣言。"
    >>> [p.span.of(plain) for p in get_passages(Scope(plain, Span(0, len(plain)), Hits(())))]
    ['案例一', '某公司被罚款1万元。']
    """
    own = get_own_passages(scope)
    shared = (span for span in scope.collective if not scope.span.contains(span))
    return own + tuple(Passage(span) for span in shared if not is_statute_text(scope.plain, span))


def get_own_passages(scope: Scope) -> tuple[Passage, ...]:
    """Return the sentences of the case that may carry facts, without those about every case."""
    return _told(scope.plain, scope.span.start, scope.span.end)


@lru_cache(maxsize=16)
def _told(plain: str, start: int, end: int) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    section, at, rule, ahead = "facts", start, -1, -1
    for line in plain[start:end].splitlines(keepends=True):
        if len(line) <= _MAX_HEAD:
            section = _section(line, section, is_first=at == start)
            if section == "meaning" and tells_first(plain, start, Span(at, at + len(line))):
                section = "facts"
        stop = following = at + len(line)
        if ahead < at:
            ahead = _next(_AHEAD, plain, at, end)
        if (section == "advice" and "本案" not in line) or (ahead < stop and at > start and _ASIDE_LINE.match(line)):
            at = following
            continue
        if ahead < stop and ("提醒" in line or "下一步" in line) and (aside := _ASIDE.search(line)):
            stop = at + aside.start()
        is_meaning = section == "meaning"
        for span in get_sentences(plain, Span(at, stop)):
            if rule < span.start:
                rule = _next(_STATUTE_TEXT, plain, span.start, end)
            if (rule < span.end or plain[span.start] in _ARTICLE_STARTS) and is_statute_text(plain, span):
                continue
            passages.append(Passage(span, is_meaning))
        at = following
    return tuple(passages)


def _next(pattern: re.Pattern[str], plain: str, start: int, end: int) -> int:
    """Return where a pattern is found next; the end when it is not."""
    found = pattern.search(plain, start, end)
    return found.start() if found else end


_MAX_HEAD = 30  # characters of a line that opens a section, with its line break


def _section(line: str, section: str, *, is_first: bool) -> str:
    found = _HEAD.match(line)
    if found is None or (is_first and found.lastgroup == "advice"):
        return section
    return found.lastgroup or section


def get_sentences(plain: str, span: Span) -> Iterator[Span]:
    """Yield the sentences of a stretch of text, with their stops, without surrounding spaces and line breaks."""
    at, end = span.start, span.end
    text = plain[at:end].replace("！", "。").replace("？", "。").replace("!", "。").replace("?", "。")
    for piece in text.replace("；", "。").replace(";", "。").replace("\n", "。").split("。"):
        stop = at + len(piece)
        start = stop - len(piece.lstrip())
        if stop < end and plain[stop] != "\n":
            yield Span(start, stop + 1)
        elif start < stop:
            yield Span(start, at + len(piece.rstrip()))
        at = stop + 1


def is_statute_text(plain: str, span: Span) -> bool:
    """Tell whether a sentence quotes a rule rather than telling a case.

    >>> text = "拒不改正的,处五万元以上五十万元以下罚款。"
    >>> is_statute_text(text, Span(0, len(text))), is_statute_text("对其罚款五万元。", Span(0, 8))
    (True, False)
    """
    if plain[span.start] not in _ARTICLE_STARTS and _STATUTE_TEXT.search(plain, span.start, span.end) is None:
        return False
    text = _QUOTED.sub("", span.of(plain))
    if _CASE_SENTENCE.search(text):
        return False
    return _ARTICLE_HEAD.match(text) is not None or _STATUTE_TEXT.search(text) is not None
