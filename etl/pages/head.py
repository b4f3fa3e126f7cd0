"""What a page says about itself: who published, whence the text came, which flags it earns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from etl.numerals import parse_ordinal

# Names the source. Matches "（来源：某市网信办）", "素材 | 某某网警"; must not match "来源不明的货物".
_SOURCE = re.compile(
    r"[（(【]?(?:文章|内容|信息|资料|本文|稿件|新闻)?(?:来源|素材来源|素材|转自|转载自|综合自|来源于)\s*[丨|｜/:：]\s*"
    r"(?P<name>[^（()）【】：:，。；]{2,40}?)(?:[）)】]|\s*(?:编辑|作者|责编)?\s*)\Z"
)
_INLINE_SOURCE = re.compile(r"[（(]\s*(?:来源|转自)\s*[:：]\s*(?P<name>[^（()）]{2,60})[）)]\s*\Z")
EARLIEST_YEAR = 1995  # no regulator had a site before; 1970 is a lost date
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
# The line of date and source under a headline. Matches "[ 2025-12-03 10:20 ] 来源：某局", "时间：2025年12月3日 作者",
# "（2025-12-03 字号：大 中 小）"; must not match "2025年12月3日，某局查处…".
_DATE_AND_SOURCE = re.compile(
    r"(?:[\[【（(｜|]\s*)?(?:(?:(?:发布|发文|公开|公布|公示|公告|更新|发稿|成文|印发)?(?:时间|日期)|[Dd]ate)\s*[:：]?\s*"
    r"|(?:[\u4e00-\u9fff]{0,2}来源|(?:发布|发文|公布)(?:机构|单位|机关|部门)|作者)\s*[:：][^。，,：:]{2,40}(?:[｜|丨\s]\s*|(?=20\d\d[-/.年]))"
    r"(?:(?:发布|更新|公开|公布|发文)?(?:时间|日期)\s*[:：]\s*)?|[\u4e00-\u9fff]{4,30}[局厅委办院部会队]\s*(?:(?:发布|更新|公开|公布|发文)?(?:时间|日期)\s*[:：]\s*)?)?"
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*(?:T?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"\s*[\]】）)]?\s*(?:[|｜丨]?\s*(?:[\u4e00-\u9fff]{0,2}来源|第\s?[\dA-Z]+\s?版|本?报?(?:特约)?(?:记者|通讯员)"
    r"|作者|文[/|]|发布机构|供稿|[\[【（(]?字[号体]|浏览|阅读|点击|访问|编辑|责任编辑|责编|[\[【（(]?打印).*)?"
)
# Author, account, moment and place under a headline. Matches "原创 某某 某某发布 2025-06-03 18:20 江苏".
_SIGNED = re.compile(
    r"[^。，,：:；;\d]{2,40}(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s*(?:发表于)?\s*[\u4e00-\u9fff]{2,4})?"
)
# A day and the medium that published on it. Matches "2025-12-03 某某日报 记者 某某", "2025-12-03 | 某某发布"; must not
# match "2025-12-03 某局发布通报".
_DATE_AND_MEDIUM = re.compile(
    r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[|｜丨·]?\s*[\u4e00-\u9fff]{2,10}?"
    r"(?:(?<![通公简汇举])报|网|周刊|新闻(?:客户端)?|客户端|电视台|广播|发布|在线|观察|杂志)(?:\s*(?:[|｜丨]|本?报?(?:记者|通讯员|作者|编辑|责编)).*)?"
)
# A line of labels and names between blanks or bars of which one is a day. Matches "某报 | 2025年12月3日 | 编辑：某某",
# "索引号：01-2 成文日期：2025-12-03"; must not match "2025年12月3日 某局发布通报".
_PART_ENDS = re.compile(r"[\s|｜丨·,]+")
_BAR = re.compile(r"[|｜丨·]")
_DAY_PART = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}(?:时间|日期)[:：])?((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2})日?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?"
)
_SENTENCE = re.compile(r"[。，；;！？!?“”《]|20\d\d[^|｜]*20\d\d年")
_NO_NAME = re.compile(r"(?<!公开)(?:通报|公布|公告|印发|施行|处罚|查处|约谈|召开|开展|部署|起$|第\d+[期号])")
_GLUED = re.compile(r"[\u4e00-\u9fff]{2,20}20\d\d-\d{1,2}-\d{1,2}[\u4e00-\u9fff]{0,3}")
_LONGEST_PART = 24  # characters
# The date among the last lines. Matches "（发布时间：2025年6月20日 来源：某局）", "（某局网站 2025-06-20）".
_STATED_LAST = re.compile(
    r"(?:[\[【（(]?\s*(?:来源[^。]{1,40}\s)?发布(?:时间|日期)\s*[:：]\s*|[（(][^。，,：:（()）\d]{4,30})(?P<date>(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
)
# The day below the signature of a notice. Matches "2025年6月20日" under "某市某局"; must not match it under a sentence.
_DAY_ALONE = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_WRITTEN_DAY = re.compile(
    r"(二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})年(十[一二]?|[一二三四五六七八九])月([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_SIGNATURE = re.compile(r"[^。，,：:；;|\t]{3,40}[局厅办委会队院部室处司心]")
# The dateline of a news agency. Matches "某社北京2025年11月27日电（记者 某某）".
_DATELINE = re.compile(
    r"[社报网台端][\u4e00-\u9fff]{0,8}\s?((?:19|20)\d\d年\d{1,2}月\d{1,2}日)(?:电|讯)(?:[（(，,]|\s|$)"
)
# Characters that only traditional Chinese writes and that notices use all the time.
_TRADITIONAL = re.compile(
    "[國務個資訊網絡處罰違規關於與為對發佈實會時應當據採類責學檢測業員動機構執書號從權條產場長門開間報導將來說這並經濟進調]"
)
_SIMPLIFIED = re.compile(
    "[国务个资讯网络处罚违规关于与为对发实会时应当据采类责学检测业员动机构执书号从权条产场长门开间报导将来说这并经济进调]"
)


# A unit within the body whose account it is, which names no body: 执法稽查科, 省局网监处, 云溪所, 县公安局网安大队.
_OF_A_BODY = r"(?:[^局厅院委部厂校队、]{2,14}[科股处]|(?![^、]*(?:研究|交易|事务|检[测验]))[\u4e00-\u9fff]{2,5}所)"
_UNIT = re.compile(
    rf"(?:[省市区县州本我分]局|省厅|局|[总支]队)?{_OF_A_BODY}(?:[、 ]{_OF_A_BODY})*"
    r"|[省市区县州]公安局[\u4e00-\u9fff]{2,6}队"
)


def get_source_name(lines: Sequence[str]) -> str | None:
    """Return the one source the text names at the end of its lines, or None when it names none or several.

    >>> get_source_name(["某局查处一批账号。", "（来源：网信某某）"])
    '网信某某'
    >>> get_source_name(["甲。（来源：某报）", "乙。（来源：某网）"]) is None
    True
    >>> get_source_name(["某局查处一家网店。", "来源：执法稽查科"]) is None
    True
    """
    names: list[str] = []
    for line in lines:
        tail = line[-80:]
        if "来源" not in tail and "素材" not in tail and "自" not in tail:
            continue
        match = _SOURCE.fullmatch(line) or _INLINE_SOURCE.search(tail)
        if match and not _UNIT.fullmatch(match["name"].strip()):
            names.append(match["name"].strip())
    return names[-1] if len(set(names)) == 1 else None


def parse_stated_date(text: str | None) -> date | None:
    """Return the first full date of a text.

    >>> parse_stated_date("发布时间：2025年12月3日 10:20")
    datetime.date(2025, 12, 3)
    >>> parse_stated_date("二〇二五年十二月三日")
    datetime.date(2025, 12, 3)
    >>> parse_stated_date("2025-13-40"), parse_stated_date("1970-01-01 08:00"), parse_stated_date(None)
    (None, None, None)
    """
    match = _DATE.search(text or "")
    if not match and (written := _WRITTEN_DAY.fullmatch(text or "")):
        year, month, day = (parse_ordinal(part) or 0 for part in written.groups())
        return parse_stated_date(f"{year}-{month}-{day}")
    if not match or int(match[1]) < EARLIEST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


_HEAD_LINES = (_DATE_AND_SOURCE, _SIGNED, _DATE_AND_MEDIUM)


def _is_line_of_parts(line: str) -> bool:
    """Return whether a line holds nothing but short labels and names, and among them one day."""
    if "20" in line and _GLUED.fullmatch(line):
        return _NO_NAME.search(line) is None
    if "20" not in line or _SENTENCE.search(line) or len(parts := _PART_ENDS.split(line)) < 2:
        return False
    days = [number for number, part in enumerate(parts) if _DAY_PART.fullmatch(part)]
    if len(days) != 1 or max(map(len, parts)) > _LONGEST_PART:
        return False
    others = [part for number, part in enumerate(parts) if number != days[0] and "：" not in part and ":" not in part]
    is_named = days[0] > 0 or len(parts) > len(others) + 1 or _BAR.search(line) is not None
    return is_named and not any(_NO_NAME.search(part) for part in others)


def get_date_line(lines: Sequence[str]) -> str | None:
    """Return the line of date and source under a headline, else the date of a news agency's dateline.

    >>> get_date_line(["某局公布案例", "[ 2025-12-03 10:20 ] 来源：某局网站"])
    '[ 2025-12-03 10:20 ] 来源：某局网站'
    >>> get_date_line(["某院发布案例", "某社北京2025年12月3日电（记者 某某）某院3日发布案例。"])
    '2025年12月3日'
    >>> get_date_line(["某局公布案例", "某局对三家公司罚款。", "（某局官网 2025年12月3日）"])
    '2025年12月3'
    >>> get_date_line(["警情通报", "李某被处以行政拘留。", "某市公安局", "2025年12月3日"])
    '2025年12月3日'
    >>> get_date_line(["某局公布案例", "某某评论 | 2025年12月3日 | 编辑：某某"])
    '某某评论 | 2025年12月3日 | 编辑：某某'
    >>> get_date_line(["某局公布案例", "索引号：01-2 公开类别：执法 成文日期：2025-12-03"])
    '索引号：01-2 公开类别：执法 成文日期：2025-12-03'
    >>> get_date_line(["某局公布案例", "2025年12月3日 某局发布通报"]) is None
    True
    >>> get_date_line(["2025年12月3日，某局查处一批账号。"]) is None
    True
    """
    near = [line.strip() for line in lines[:6]]
    short = [line for line in near if len(line) <= 80]
    if found := next((line for line in short if any(head.fullmatch(line) for head in _HEAD_LINES)), None):
        return found
    if found := next((line for line in short[1:] if _is_line_of_parts(line)), None):
        return found
    if stated := next((match for line in near if (match := _DATELINE.search(line, 0, 160))), None):
        return stated[1]
    last = [line.strip() for line in lines[-5:]]
    if stated := next((match for line in last[-4:] if (match := _STATED_LAST.match(line))), None):
        return stated["date"]
    if written_day := next((line for line in reversed(last) if _WRITTEN_DAY.fullmatch(line)), None):
        return written_day
    signed = (day for name, day in pairwise(last) if _DAY_ALONE.fullmatch(day) and _SIGNATURE.fullmatch(name))
    return next(signed, None)


def get_text_flags(plain: str) -> tuple[str, ...]:
    """Return `traditional` when the text is written in traditional characters.

    >>> get_text_flags("國家網信辦對違規賬號處罰，責令關閉"), get_text_flags("国家网信办处罚违规账号")
    (('traditional',), ())
    """
    sample = plain[:6000]
    odd = len(_TRADITIONAL.findall(sample))
    return ("traditional",) if odd >= 8 and odd > len(_SIMPLIFIED.findall(sample)) else ()
