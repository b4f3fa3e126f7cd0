"""Which lines of a case tell what happened, and which teach, advertise or look ahead."""

from __future__ import annotations

import re
from functools import lru_cache

from etl.alternation import group_words
from etl.model import Scope, Span

# Heads of sections that tell no facts: 【典型意义】, 三、典型意义, 网警提醒:. Not 提醒该公司…, 法律法规禁止的信息.
_TEACHING = re.compile(
    r"[\s【\[*（(●◆▶]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?[【\[]?(?:"
    r"典型意义|社会意义|案例意义|法治意义|检察(?:机关)?履职(?:情况|过程)?|办案(?:意义|启示)|指导意义|"
    r"(?:案例|专家|律师|法官|检察官)(?:评析|点评|警示|启示|说法|解读|寄语|提示|提醒)|以案(?:释法|说法|为鉴|促改)|"
    r"(?:网警|警方|民警|温馨|风险|法律|法条|消费|监管|网信|网信部门|安全|特别|友情)(?:普法|提醒|提示|说法|链接|科普)|"
    r"普法(?:小?课堂|时间|链接|提示)|相关(?:法条|法律|链接|阅读)|法律法规(?:链接|规定)?(?=$|[】\]:：])|"
    r"下一步[,，]|推荐阅读|阅读推荐|往期(?:推荐|回顾)|前情回顾|END\b|扫码|如若转载|责任编辑|编辑[:：丨|]|"
    r"启示与建议|法律与安全合规要求|企业层面|个人层面)"
)
# Heads that lead back to facts: 【基本案情】, 二、裁判结果, 案例三.
_FACTS = re.compile(
    r"[\s【\[*（(]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?[【\[]?(?:"
    r"基本案情|简要案情|案情(?:简介|回顾|概要)?|案件(?:情况|详情|经过)|诉讼过程|裁判(?:结果|要旨|理由)|判决结果|"
    r"(?:处罚|处理|查处|处置)(?:结果|情况|决定)|违法(?:事实|行为)|案例\s?[一二三四五六七八九十\d]|典型案例)"
)
_PROSECUTORS = re.compile(
    r"[\s【\[*（(]*(?:[一二三四五六七八九十\d]{1,2}[、.．)）]\s?)?[【\[]?检察(?:机关)?(?:依法)?履职.{0,6}$"
)
_RULED = re.compile("判处|判决|判令|裁定|调解书")


def tells_first(plain: str, start: int, head: Span) -> bool:
    """Return whether a head leads to what prosecutors did in a case that has told no ruling so far, from `start` on.

    >>> text = "甲某诈骗案\\n【检察机关履职过程】"
    >>> tells_first(text, 0, Span(6, len(text))), tells_first(text, 0, Span(0, 6))
    (True, False)
    """
    is_of_prosecutors = plain.find("履职", head.start, head.end) >= 0 and _PROSECUTORS.match(head.of(plain))
    return bool(is_of_prosecutors) and _RULED.search(plain, start, head.start) is None


_LOOKING_AHEAD = re.compile(
    group_words(
        r"下一步|获悉,下一步|(?:在此|同时|特别|郑重|温馨)(?:提醒|提示)(?![该其])|"
        r"(?:警方|网警|民警|公安机关|公安部门|检察官|法官|律师|(?:网信|监管|税务|执法)(?:办|局|部门|人员))(?:提醒|提示)(?![该其])|"
        r"提醒(?:广大|消费者|网民|市民|群众|公众|各)"
    )
)


@lru_cache(maxsize=16)
def _narrative(plain: str, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    is_telling, at = True, start
    text = plain[start:end]
    may_look_ahead = "下一步" in text or "提醒" in text or "提示" in text
    for line in text.splitlines(keepends=True):
        if not is_telling or (at > start and _TEACHING.match(line)):
            is_telling = _FACTS.match(line) is not None or tells_first(plain, start, Span(at, at + len(line)))
        if is_telling:
            ahead = _LOOKING_AHEAD.search(line) if may_look_ahead else None
            length = ahead.start() if ahead else len(line)
            if length:
                spans.append(Span(at, at + length))
        at += len(line)
    return tuple(spans)


def get_narrative(scope: Scope) -> tuple[Span, ...]:
    """Return the lines of the case that tell what happened and what was done about it, in order.

    Lines of 典型意义, 警方提醒 and 推荐阅读 sections are left out, those of 检察机关履职情况 where the ruling is told
    before, and what a line says after 下一步 or 在此提醒.

    >>> from etl.model import Hits
    >>> plain = "案例一 甲某诈骗案\\n2024年2月,甲某被判处罚金。\\n【典型意义】\\n依法惩治。"
    >>> [span.of(plain).strip() for span in get_narrative(Scope(plain, Span(0, len(plain)), Hits(())))]
    ['案例一 甲某诈骗案', '2024年2月,甲某被判处罚金。']
    """
    return _narrative(scope.plain, scope.span.start, scope.span.end)
