"""What sort of document a page is: its form by title and layout, its kind once the cases are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from etl.alternation import group_words
from etl.enumerators import Style
from etl.handling import get_account, get_handling, is_abroad, is_foreign_heading, is_foreign_title, tells_measure
from etl.model import Page, Scope
from etl.numerals import parse_ordinal
from etl.outline import UNNUMBERED, Outline


class Form(StrEnum):
    """What title and layout say before any case is looked for."""

    MEASURE = "measure"
    APP_LIST = "app_list"
    DIGEST = "digest"
    OPINION = "opinion"  # explanation, commentary, questions and answers
    PLAN = "plan"  # a campaign or a programme is announced
    RESULTS = "results"  # totals of a campaign
    FOREIGN = "foreign"
    LISTING = "listing"  # results of a search: excerpts of many media
    NEWS = "news"


# 安全头条|…, 牛览, 安全热点周报, 数据安全新动态（2024年11月）; not 动态验证码.
_DIGEST_TITLE = re.compile(
    group_words(
        r"(?:早|日|晚|周|月|双周|旬|季|简|快)报(?![告警案考])|周刊|月刊|速览|牛览|(?:安全|每日|今日|行业)头条|新动态|动态(?:回顾|速递|周|[（(|丨:：])|(?:一周|每周|每日|本周|本月|近期|月度)[^，。]{0,8}(?:资讯|动态|回顾|事件|要闻|盘点|热点|新闻|安全|观察)"
        r"|资讯(?:周|日|月|速|汇|简|第)|(?:事件|新闻|热点|处罚|案例)(?:盘点|回顾|汇总|合集|汇编|一览)|盘点(?:$|[丨|｜:：])|\bdaily\b|weekly|(?:趋势|监测|风险|态势)(?:及[^，。]{0,8})?报告|情报周|洞察|观察每?周|要闻|第\d+期"
    ),
    re.I,
)
# What of a series is a notice, not a compilation: 关于治理某某乱象的公告（第7期）.
_OF_SERIES = re.compile("公告|通告|通报|公示|曝光|典型案例|约谈")
# A line that credits one item of a digest: 来源：…, 原文链接：, 【阅读原文】, （来源：网信湖南）.
_ITEM_SOURCE = re.compile(
    r"\s*(?:(?:信息|消息|文章|资料|新闻)?来源|原文链接|参考(?:链接|资料|来源)|阅读原文|点击[“\"]?阅读原文|详情链接|资讯来源|链接)\s*(?:[:：\]】]|[”\"]查看)"
)
_SOURCE_WORDS = ("来源", "链接", "阅读原文", "参考资料")  # one of them stands in every credit
_BEFORE_WORD = 12  # characters of a credit before it
# What is set against each rumour of a round-up: 真相：…, 【辟谣】….
_TRUTH = re.compile(r"\n[\s*#]*[【\[(（]?(?:事实)?(?:真相|辟谣)(?:[】\])）]|[*\s]*[:：])")
_RULE_TITLE = re.compile(
    r"(?:办法|规定|条例|细则|规则|规范|准则|决定|意见稿|通则|暂行规定)(?:[》）)]|$)|全文|征求意见|令第\s?\d+\s?号|(?:中华人民共和国)[^，。]{2,20}法"
)
_APP_WORD = (
    r"(?:[AaＡ][PpＰ][PpＰ]s?|移动(?:互联网)?应用(?:程序|软件)?|应用程序|应用软件|应用|小程序|SDK|软件|智能终端)"
)
_APP_LIST = re.compile(rf"\d+\s?(?:款|个)[^。\n]{{0,24}}?{_APP_WORD}|{_APP_WORD}[^。\n]{{0,6}}\d+\s?款")
# Titles of such a list whatever it counts: 关于侵害用户权益行为App的通报.
_APP_NOTICE = re.compile(
    rf"侵害用户[^，。]{{0,10}}{_APP_WORD}[^，。]{{0,10}}(?:通报|公示|名单|清单|通告)|(?:通报|曝光|公布)[^，。]{{0,20}}侵害用户[^，。]{{0,8}}{_APP_WORD}"
)
_APP_FAULT = re.compile(
    r"通报|违法|侵害用户|违规|不合规|存在(?:隐私|问题|.{0,8}风险)|超范围|查处|点名|问题|清单|名单|下架"
)
_OPINION = re.compile(
    r"解读|答记者问|问答|评论|观点|专家|前沿|思考|研究|分析|如何|怎么|为何|建议|探析|浅[谈析议]|兼[谈论评议]|论(?![坛文])(?<![言舆辩无不]论)(?=.)|对策|治理路径|访谈|时评|社评|述评|评析|规制|关注[|丨]?部分|白皮书|盘活|启示|署名文章|一(?:图|文)(?:读|看)懂|[三五六七八九十]问(?!题)|[一二三四五六七八九十\d]+问[一二三四五六七八九十\d]+答|注意(?:什么|哪些)|法治[|丨]"
)
_PLAN = re.compile(
    r"(?:启动|开展|部署|印发|发布|组织)[^，。]{0,40}(?:专项行动|专项整治|整治行动|行动|整治重点|集中整治|专项治理)|(?:专项行动|整治)[^，。]{0,12}(?:启动|部署|通知|方案|重点)"
    r"|整治重点|行动$"
)
# Cases published of a campaign: 发布“净网”专项行动十大案件.
_CASES_OF = re.compile(r"(?:典型|(?<![\d.])[\d十]{1,2}[大起件批])[^，。]{0,8}案[例件]?$")
# A line below a title that speaks of something else: “挂人”，坚决打击！/某省网信办部署“挂人”问题整治工作.
_PLAN_BELOW = re.compile(
    r"\n(?=[^，。\n]{2,44}(?:\n|$))[^，。：:\n]{0,20}(?:网信办|公安[部厅局]|工信部|通信管理局|总局|[两三四五六七八九十多]部门)"
    r"(?:联合)?(?:启动|部署|开展)[^，。\n]{0,30}(?:专项行动|整治|行动|治理)"
)
_TOP = 200  # characters in which such a line stands
_CAMPAIGN_NEWS = re.compile(
    "^(?!.*(?:指南|标准|办法|规定|规范|条例|培训|工作组)).*(?:(?:专项|集中|重拳|从严)整治|专项(?:行动|治理))"
)
_POLICY = re.compile(
    r"印发|发布(?!.{0,16}(?:提示|提醒|预警))|公布|出台|施行|实施|通知|意见|方案|规划|标准|会议|(?:指导|推进|部署|动员|宣贯|交流|研讨|座谈|通气|发布|联席)会|座谈|论坛|征求|遴选|办法|规定|条例|指南|征集|清单|公告|普法|政策|新规"
)
_RESULTS = re.compile(
    r"成效|成果|处置[^，。]{0,12}\d|累计|工作情况|战果|(?:通报|查处|执法|工作).{0,12}情况|万(?:余)?(?:个|条|款)|处置典型|骗局|项目"
)
_TOTALS = re.compile(
    r"(?:责令|处置|清理|下架|关闭|查处|破获|侦破|抓获|拦截|约谈|注销|打掉|删除|检查|立案|办结)[^，。；]{0,30}?[\d.]+\s?(?:万|亿|余|多)*(?:个|条|款|家|起|人|名|件|次|万|户|批)"
)
# Titles under which platforms tell what they cleaned up: 关于网络戾气治理的公告.
_GOVERNS = re.compile("(?:治理|整治)[^，。]{0,24}公告")
# What stands under each result of a search, medium and time: 某某日报· 2026-01-07 06:29; not 3月1日·会议.
_RESULT = re.compile(r"·(?<=\w·) ?\d{4}-\d\d-\d\d \d\d:\d\d")
_QUOTED = re.compile(r"[“《][^”》]*[”》]")
_CASE_TITLE = re.compile(r"被罚|处罚|约谈|典型案例|起.{0,10}案|获刑|被查|落网|说案|被拘|判了|获赔|罚单")


def get_form(page: Page, outline: Outline) -> Form:
    """Return the form of a page by its title and layout."""
    title = _bare_title(page)
    plain = outline.body.of(page.text.plain)
    if len(_RESULT.findall(plain)) >= 4:
        return Form.LISTING
    if is_digest(title, plain, outline):
        return Form.DIGEST
    if is_measure(title, plain, outline):
        return Form.MEASURE
    if is_app_list(title, plain):
        return Form.APP_LIST
    if _is_list_of_news(page, outline):
        return Form.DIGEST
    if is_foreign_title(title):
        return Form.FOREIGN
    if _OPINION.search(_QUOTED.sub("", title)) and not _CASE_TITLE.search(title):
        return Form.OPINION
    is_plan = _PLAN.search(title) and not _CASES_OF.search(title)
    if is_plan or (not tells_measure(title) and _PLAN_BELOW.search(plain, 0, _TOP)):
        return Form.PLAN
    if (
        (_RESULTS.search(title) and not _OF_ONE.search(title))
        or len(_TOTALS.findall(plain)) >= (2 if _GOVERNS.search(title) else 4)
        or (_is_report(title, plain) and not _TIP.search(title))
    ):
        return Form.RESULTS
    return Form.NEWS


_MIN_NEWS = 5  # of a list of news that nothing announces


def _is_list_of_news(page: Page, outline: Outline) -> bool:
    """Return whether the page is nothing but a numbered list, of which some items tell a case and most do not."""
    top = [section for section in outline.sections if section.parent is None]
    if len(top) < _MIN_NEWS or top[0].span.start > outline.body.start or top[-1].span.end < outline.body.end:
        return False
    if any(section.ordinal != i or section.style is Style.CASE for i, section in enumerate(top, 1)):
        return False
    account = get_account(page.text.plain)
    cases = sum(account.of(section.span).is_case for section in top)
    return 0 < cases * 2 < len(top)


# What a title says of one respondent or event, whatever sums it names: 某公司因3万条信息被罚, 3万条信息外泄！
_OF_ONE = re.compile(
    r"(?:被罚|被处罚|被约谈|被判|被拘|获刑|判了|宣判)(?!.{0,12}[家名起人])|(?:泄露|泄漏|外泄|被[盗窃卖])了?\W*$"
)
# Openings of reports on a period of work: 2022年以来，…; 去年，….
_PERIOD = re.compile(group_words(r"(?:[年月]|一段时间|专项行动开展|行动)以来[，,]|^.{0,8}(?:去年|今年|全年)[，,]"))


_TIP = re.compile("提示|提醒|预警|警示$")


def _is_report(title: str, plain: str) -> bool:
    opening = plain[len(title) : len(title) + 160]
    return bool(_PERIOD.search(opening)) and not tells_measure(title) and "案" not in title


def _bare_title(page: Page) -> str:
    return "".join((page.title or page.text.plain[:60].split("\n")[0]).split())


def is_digest(title: str, plain: str, outline: Outline) -> bool:
    """Return whether the page compiles unrelated items: its title says so, several items credit their sources, or each
    sets a truth against a rumour.
    """
    compiled = _DIGEST_TITLE.search(title)
    of_series = compiled is not None and (compiled[0].endswith("期") or compiled[0].startswith("近期"))
    if compiled and not (of_series and _OF_SERIES.search(title)):
        return not re.search(r"处罚信息|处罚公示|公示(?:表)?(?:（|$)|问题App|清单", title)
    if "案" not in title and ("真相" in plain or "辟谣" in plain) and len(_TRUTH.findall(plain)) > 1:
        return True
    sources = sorted(_find_sources(plain))
    spread = sum(later - earlier > 80 for earlier, later in pairwise(sources))
    return spread >= 3 or (spread >= 1 and len(re.findall(r"[；;]", title)) >= 1)


def _find_sources(plain: str) -> Iterator[int]:
    """Yield where the lines and brackets begin that credit an item."""
    for word in _SOURCE_WORDS:
        at = plain.find(word)
        while at >= 0:
            start = max(plain.rfind(mark, max(0, at - _BEFORE_WORD), at) for mark in "\n（(【[")
            if (start >= 0 or at <= _BEFORE_WORD) and _ITEM_SOURCE.match(plain, start + 1):
                yield start
            at = plain.find(word, at + 1)


def is_measure(title: str, plain: str, outline: Outline) -> bool:
    """Return whether the page is mainly the text of a rule."""
    articles = outline.of_style(Style.ARTICLE)
    if len(articles) >= 5:
        covered = sum(len(section.span) for section in articles)
        if covered * 2 > len(plain) or _RULE_TITLE.search(title):
            return True
    if (
        "全文" in title
        and len(plain) > 1500
        and re.search(r"第[一二三四五六七八九十]+条|\n\s*[一二三四五六七八九十]+、", plain)
    ):
        return True
    return (
        "征求意见" in title
        and "《" in title
        and bool(re.search(r"(?:修改|调整|增加|删除)为?[:：“\"]|第[一二三四五六七八九十]+条", plain))
        and len(plain) > 600
    )


def is_app_list(title: str, plain: str) -> bool:
    """Return whether the page names apps for violations."""
    if not _APP_FAULT.search(title):
        return False
    if _APP_LIST.search(title) or ("侵害用户" in title and _APP_NOTICE.search(title)):
        return True
    return re.search(_APP_WORD, title) is not None and _APP_LIST.search(f"{title}\n{plain[:700]}") is not None


# What a title says is published: 公布3起典型案例, 两起违法案件; not 第3起案件 and not 破获案件30余起.
_PUBLISHED = re.compile(
    r"(?P<n>[\d二两三四五六七八九十](?<![\d第.].)(?:(?<=\d)\d?|(?<!\d)[二两三四五六七八九十]{0,2}))"
    r"\s?(?:起|个|件|例|宗|大(?!类))[^，。；\n]{0,26}?(?:案例|案件|案)"
)
# The number behind the noun, or alone at the end of a title: 发布典型案例四件, 某区晒成绩单 四案入选.
_PUBLISHED_AFTER = re.compile(
    r"案(?:[例件](?:共|一共)?(?P<n>\d{1,2}|[二两三四五六七八九十]{1,2})\s?(?:起|件|例|宗|个)(?![^，。；\n]{0,16}案)"
    r"|(?<=[\d二两三四五六七八九十]案)(?:入选|上榜|发布|曝光))"
)
_COUNT_BEFORE = re.compile(r"(?<![\d第一二三四五六七八九十])(?:\d{1,2}|[二两三四五六七八九十])$")
_PUBLISHES = re.compile("公布|通报|发布|曝光|公开|公示|典型|披露")
_PUBLISHES_THEM = re.compile("(?:公布|发布|曝光|公开|公示|披露|选取|遴选|评选|推出)[^，。；\\n]{0,16}$")
# Where what is published begins behind what was handled: 办案30件 某市公布三起典型案例.
THEN_PUBLISHES = re.compile("公布|通报|发布|曝光|公示|披露")


def get_published_count(title: str) -> int | None:
    """Return how many cases a title says are published; None when it says nothing of the kind, or one.

    >>> get_published_count("某市公布三起典型案例"), get_published_count("某市通报第3起案件"), get_published_count("")
    (3, None, None)
    >>> get_published_count("某县公布典型案例五起"), get_published_count("某县查处案件五起")
    (5, None)
    >>> get_published_count("办案30件 某市公布三起典型案例")
    3
    """
    if "案" in title and (behind := _count_behind(title)) and behind > 1:
        return behind
    found = _PUBLISHED.search(title) if _PUBLISHES.search(title) else None
    if found and (then := THEN_PUBLISHES.search(found[0])):
        found = _PUBLISHED.search(title, found.start() + then.end()) or found
    count = parse_ordinal(found["n"]) if found else None
    return count if count and count > 1 else None


_COUNT_EDGE = re.compile(r"[。；\n]")
_OPENING = 700  # characters in which a notice says how many cases it publishes
# How many a title says were handled, each for itself or together: 约谈3家网站平台, 两家公司不履行义务被罚.
_HANDLED = re.compile(
    r"(?:约谈|处罚|查处|警告|罚|通报|曝光|关闭|处置|叫停|取缔|关停|点名|查办)了?[^，。；\n\d]{0,12}?(?<![\d第.])(?P<n>\d{1,2}|[二两三四五六七八九十])(?:家|所)(?!.{0,6}(?:负责|门店))"
    r"|(?<![\d第.])(?P<m>\d{1,2}|[二两三四五六七八九十])(?:家|所|名?(?:网民|网友|主播|博主|卖家|商家|店主)|(?<!二)(?:公司|企业|单位|平台|网站|机构))[^，。；]{1,24}?(?:被(?:依法|行政)*(?:罚|约谈|处罚|查|警告|通报|叫停|取缔|关停|点名|拘)|受罚|(?:吃|收|领|接)[^，。；]{0,4}罚单|领罚)"
)


def _count_behind(title: str) -> int | None:
    after = _PUBLISHED_AFTER.search(title)
    if after is None:
        return None
    before = title[: after.start()]
    if after["n"]:
        return parse_ordinal(after["n"]) if _PUBLISHES_THEM.search(before) else None
    alone = _COUNT_BEFORE.search(before)
    return parse_ordinal(alone[0]) if alone else None


def get_stated_count(title: str, plain: str) -> int | None:
    """Return how many cases the title, or else the opening of the text, says are published.

    >>> get_stated_count("某市公布典型案例", "某市公布典型案例\\n近期办案30起，现公布三起典型案例。")
    3
    >>> get_stated_count("某市公布典型案例", "某市查处一起案件。") is None
    True
    """
    count = get_published_count(title)
    if count is None and (_PUBLISHED.search(plain, 0, _OPENING) or _PUBLISHED_AFTER.search(plain, 0, _OPENING)):
        counts = map(get_published_count, _COUNT_EDGE.split(plain[:_OPENING]))
        count = next((each for each in counts if each), None)
    return count


def get_handled_count(title: str) -> int | None:
    """Return how many firms or platforms a title says were handled; None for one or none.

    >>> get_handled_count("某市约谈三家网站平台"), get_handled_count("2家公司未留存日志被罚")
    (3, 2)
    >>> get_handled_count("某市叫停两家网店"), get_handled_count("四家机构吃罚单")
    (2, 4)
    >>> get_handled_count("某公司被罚") is None
    True
    """
    found = _HANDLED.search(title)
    count = parse_ordinal(found["n"] or found["m"]) if found else None
    return count if count and count > 1 else None


def get_kind(page: Page, outline: Outline, scopes: tuple[Scope, ...], form: Form | None = None) -> str:
    """Return the kind of the guide: case_bulletin, single_case, app_list, interview, campaign, measure, policy, …"""
    form = form or get_form(page, outline)
    title = _bare_title(page)
    account = get_account(page.text.plain)
    if form is Form.DIGEST and not scopes and is_foreign_heading(title) and not account.of(outline.body).is_mainland:
        return "foreign"
    if form in (Form.DIGEST, Form.MEASURE, Form.APP_LIST, Form.FOREIGN):
        return form.value
    if form is Form.LISTING:
        return "digest" if scopes else "other"
    if scopes and form is Form.RESULTS and _sums_up(title, page, scopes):
        return "campaign"
    share = 2 if form is Form.OPINION else 3
    if scopes and not (form in (Form.OPINION, Form.PLAN) and _are_examples(scopes, outline, share)):
        if _is_compilation(title, scopes, outline) or _collects_news(title, page.text.plain, scopes):
            return "digest"
        if _asks(title, scopes):
            return "policy"
        kind = _kind_of_cases(title, scopes)
        return "case_bulletin" if kind == "single_case" and _is_bulletin(title, page, scopes) else kind
    if is_abroad(title) or account.is_abroad(outline.body):
        handling = get_handling(f"{title}。\n{outline.body.of(page.text.plain)}")
        if handling.foreign and handling.foreign >= handling.measures:
            return "foreign"
    if (form in (Form.PLAN, Form.RESULTS) or _CAMPAIGN_NEWS.search(title)) and not _OPINION.search(title):
        return "campaign"
    if "title_only" in page.flags and _PUBLISHED.search(title):
        return "case_bulletin"
    if form is Form.OPINION or _POLICY.search(title):
        return "policy"
    return "other"


# 通报一批违规账号, 曝光一批典型案例; 现通报部分典型案例, 有关案例如下.
_TELLS_MANY = re.compile(
    "(?:通报|公布|发布|曝光|公开|公示)[^，。]{0,30}(?:一批|多起|多条|多张|系列|典型)|(?:查处|查办|处罚|处置|披露)[^，。]{0,4}(?:一批|多起|系列)[^，。]{0,24}案"
)
_EXAMPLES = re.compile(
    r"(?:通报|公布|发布|曝光)(?:[了的其中]|部分|一批|有关|相关){0,6}典型(?:案例|案件|问题)|典型(?:案例|案件|问题)[^。\n，]{0,8}如下"
)


# Examples by another word, where they are most of what is told: 部分情况如下.
_PARTLY = re.compile(r"部分(?:案例|案件|查处|处置|处罚|执法|工作)?情况[^。\n，]{0,8}如下")


def _is_bulletin(title: str, page: Page, scopes: tuple[Scope, ...]) -> bool:
    """Return whether the title counts cases, as many were found as the notice counts, or it says it tells examples."""
    if get_published_count(title):
        return True
    opening = page.text.plain[: scopes[0].span.start]
    if len(scopes) > 2 and (_TELLS_MANY.search(f"{title}\n{opening}") or _EXAMPLES.search(opening)):
        return True
    is_titled = title.endswith("典型案例") or (_TELLS_MANY.search(title) and "案" in title)
    if scopes[0].heading is not None and is_titled:
        return True  # the rest may be on the page that this one is taken from
    is_most = sum(len(scope.span) for scope in scopes) * 2 > len(page.text.plain)
    if len(scopes) > 2 and is_most and _PARTLY.search(page.text.plain, 0, scopes[0].span.start):
        return True
    counts = (get_stated_count(title, page.text.plain), get_handled_count(title)) if len(scopes) > 1 else ()
    return len(scopes) in counts


def _are_examples(scopes: tuple[Scope, ...], outline: Outline, share: int) -> bool:
    """Return whether an essay only mentions its cases: no headings, less than a share (a half, a third) of the text."""
    return not any(scope.heading for scope in scopes) and sum(len(s.span) for s in scopes) * share < len(outline.body)


def _sums_up(title: str, page: Page, scopes: tuple[Scope, ...]) -> bool:
    """Return whether a report tells its cases between its totals: without headings, not announced as examples."""
    plain = page.text.plain
    if any(scope.heading for scope in scopes) or "案例" in title:
        return False
    is_least = sum(len(scope.span) for scope in scopes) * 2 < len(page.text.plain)
    if _TOTALS.search(title) and is_least and not get_published_count(title):
        return True
    if _is_bulletin(title, page, scopes):
        return False
    edges = [0, *(edge for scope in scopes for edge in (scope.span.start, scope.span.end)), len(plain)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return sum(len(_TOTALS.findall(plain, low, high)) for low, high in gaps) >= 2


# Titles of news on several who were handled, each by somebody: 多家机构连收罚单, 多地通报处罚.
ON_SEVERAL_FIRMS = re.compile(
    r"(?:[多数两三四五六七八九十]|\d{1,2})(?:家|地|名)[^，。；\n]{0,24}?(?:罚|约谈|处分|警示|查处|整改|立案|下架|通报)"
)
# What such news says of those who handled them: 多地分行披露, 据不完全统计.
_FROM_SEVERAL = re.compile(r"[多各等]地[^，。\n]{0,12}(?:局|分行|办|部门|机关|法院)|据不完全统计|梳理(?:发现|显示|了)?")
_PUBLISHED_BY_ONE = re.compile(r"典型|通报|公布|公开曝光|曝光\d|发布|起.{0,10}案")


def _collects_news(title: str, plain: str, scopes: tuple[Scope, ...]) -> bool:
    """Return whether a news article tells what several bodies did to several firms, under no headings."""
    if len(scopes) < 2 or not ON_SEVERAL_FIRMS.search(title) or _PUBLISHED_BY_ONE.search(title):
        return False
    is_plain = all(scope.heading is None for scope in scopes)
    return is_plain and _FROM_SEVERAL.search(plain, 0, scopes[0].span.start) is not None


def _provinces(scope: Scope) -> frozenset[str]:
    """Return the first two digits of the codes of the places a case names, of names that only one place bears."""
    keys = (key for _, _, key in scope.hits.bounds(scope.span, "region"))
    return frozenset(key[:2] for key in keys if "|" not in key)


def _is_compilation(title: str, scopes: tuple[Scope, ...], outline: Outline) -> bool:
    """Return whether a news article tells several unrelated cases under headings, published by nobody as a bulletin."""
    headed = [scope for scope in scopes if scope.heading]
    if len(headed) < 3 or _PUBLISHED_BY_ONE.search(title):
        return False
    if frozenset.intersection(*map(_provinces, headed)):
        return False  # all of one province, whose news it is
    styles = {section.span.start: section.style for section in outline.sections}
    return all(styles.get(scope.span.start) in UNNUMBERED for scope in headed)


def _asks(title: str, scopes: tuple[Scope, ...]) -> bool:
    """Return whether a feature article asks a question of which several cases are the examples."""
    is_question = title.endswith(("？", "?")) and "案" not in title and not tells_measure(title)
    return is_question and len(scopes) > 2 and not any(scope.heading for scope in scopes)


_ONLY_INTERVIEW = re.compile(r"罚款|警告|拘留|判处|关闭|行政处罚|下架|禁言|强制措施|没收|处以|被罚|立案(?:调查|查处)")


def _kind_of_cases(title: str, scopes: tuple[Scope, ...]) -> str:
    texts = [scope.text for scope in scopes]
    if ("约谈" in title and not re.search(r"被罚|罚款|处罚", title)) or (
        all("约谈" in text for text in texts) and not any(_ONLY_INTERVIEW.search(text) for text in texts)
    ):
        return "interview"
    is_one_story = all(scope.heading is None and "\t" not in scope.text for scope in scopes)
    return "single_case" if len(scopes) == 1 or is_one_story else "case_bulletin"
