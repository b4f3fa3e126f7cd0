"""Telling the article from what stands around it: navigation, advertising, reading lists, footers.

Rules look at the clean text of whole lines and at whether a line is nothing but a link; they name habits of
publishing (往期回顾, 扫码关注), never a single account.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from etl.model import BlockKind
from etl.text import Line


class Draft(Struct, frozen=True):
    """A line under judgement: `text` is its clean text without mark-up."""

    text: str
    line: Line
    is_link: bool = False  # nothing but the text of links
    is_item: bool = False  # a bullet of a list
    is_image: bool = False  # nothing but pictures
    is_strong: bool = False  # a heading or wholly bold

    @property
    def is_prose(self) -> bool:
        return not self.is_link and len(self.text) >= 40

    @property
    def is_sentence(self) -> bool:
        """Tell whether the line is prose that ends as sentences do, or a row of a table."""
        return self.line.kind is BlockKind.TABLE or (self.is_prose and self.text[-1] in "。；！？”）")


# Ends the article wherever it stands after the first prose. Matches "预览时标签不可点", "如若转载，请注明原文地址";
# must not match "发表评论的用户…被依法处罚".
_END = re.compile(
    r"预览时标签不可点|微信扫一扫(?:关注该公众号|使用小程序)?|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|阅读原文|"
    r"如若转载[,，]?请注明.{0,30}|本文为.{0,12}(?:独立观点|原创).{0,30}|被以下专辑收录.{0,20}|发表评论|最新评论|评论\(?\d*\)?|"
    r"你可能感兴趣的|感谢您的支持.{0,20}|商务合作.{0,40}|本文由.{0,16}(?:原创|授权)发布|本文翻译自.{0,20}|本文转载自:?|"
    r"收藏|(?:分享到|分享至)[:：]?.{0,20}|(?:Copyright|©|版权所有).{0,80}|.{0,30}ICP[备证].{0,60}(?<!\dA)|"
    r"如有侵权.{0,40}|上一[篇条][:：]?.{0,60}|下一[篇条][:：]?.{0,60}|打印本页|关闭(?:本页|窗口)?|【?(?:打印|关闭)】?|扫一扫在手机打开当前页|"
    r".{0,40}(?:内容版权|版权属于|版权归).{0,60}|[^，。]{0,30}(?:是|为|系)[^，。]{0,24}注册商标[^，。]{0,30}。?|继续阅读|展开全文|点击展开全文|文章已关闭评论|暂无评论.{0,10}"
)
# Strings of the reader's interface that no author writes; after them nothing belongs to the article.
_INTERFACE = re.compile(
    r"预览时标签不可点|微信扫一扫(?:关注该公众号|使用小程序)?|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|在小说阅读器.{0,16}"
)
# Words that make a sentence part of a notice, whatever it looks like otherwise.
_NOTICE_WORDS = re.compile("处罚|罚款|责令|约谈|警告|查处|拘留|下架|立案|没收|违反|判处|抓获")
_PROSE_THAT_KEEPS = 2  # lines of prose after a footer's words that show it is none
_CUT_PROSE = 300  # characters of prose behind the end of the article that are worth a flag
# Words of a footer that some sites also set above the article.
_WEAK_END = re.compile(
    r"收藏|阅读原文|(?:最新)?评论.{0,8}|(?:分享到|分享至).{0,20}|展开全文|继续阅读|【?(?:打印|关闭)】?|打印本页"
)
# Starts a list of other articles. Matches "往期回顾", "【推荐阅读】"; must not match "推荐阅读类App违规".
_READING_LIST = re.compile(
    r"前情回顾.{0,16}|"
    r"[^\w]{0,4}(?:(?:往期|精彩|精选|热门|热点|近期|更多|历史|相关|延伸|扩展|拓展|推荐|关联|猜你|近日)"
    r"(?:回顾|推荐|精选|阅读|文章|内容|资讯|热文|热点|推送|链接|新闻|报道|喜欢|看点)(?:阅读|文章|回顾|推荐)?|"
    r"阅读推荐|文章推荐|往期精彩(?:回顾|文章|推荐)?|精彩往期|你可能(?:还|也)(?:想看|喜欢)|大家都在看|(?:TA|Ta)的文章|友情链接)[^\w]{0,4}"
)
# A line that asks the reader for something or sells something. Matches "扫码订阅《某刊》", "点击蓝字 关注我们";
# must not match "消费者扫码支付后被收取费用。".
_PROMOTION = re.compile(
    r"在小说阅读器(?:中|读本章)?.{0,8}|去阅读|原创|邮发代号.{0,12}|(?:征订|订阅|咨询|广告|投稿|商务)?热线[:：].{0,30}|"
    r"(?:长按|扫描|扫码|扫一扫|识别|微信扫).{0,16}(?:二维码|订阅|关注|加群|入群|下载|咨询|报名|加入|了解|阅读|查看).{0,16}|"
    r"[←→↑↓▲▼☝👇👆]*(?:点击|戳|点|长按|轻触)(?:上方|下方|蓝字|右上角|图片|下图|上图|左下角|标题|名片|文末|这里|此处|关注|阅读原文|【?阅读原文】?)"
    r".{0,24}|[^。，；]{0,12}(?:关注我们|关注公众号|设为星标|星标我们|点个在看|点个赞|点亮在看|分享、点赞|三连吧?|一键三连)[^。，；]{0,12}|"
    r"欢迎(?:关注|订阅|扫码|添加|加入|投稿|转发|分享).{0,30}|(?:合作|联系)(?:电话|微信|邮箱|方式)[:：].{0,40}|投稿邮箱[:：].{0,40}|"
    r".{0,16}倾[情力](?:推出|推荐)|“?企业成长计划”?|.{0,4}了解详情|分享.{0,8}知识.{0,4}强化.{0,8}意识|"
    r"[-—–_=*·【\s]{0,8}(?:END|End|end|完|The End|THE END)[-—–_=*·】\s]{0,8}|网罗.{0,6}热点.{0,12}|实时资讯.{0,8}|"
    r"好看你?就?分享.{0,12}|觉得.{0,8}(?:好看|不错|有用).{0,16}|给.{0,4}点个.{0,10}|(?:喜欢|认同).{0,10}(?:转发|分享|点赞).{0,10}|"
    r"(?:责任)?(?:编辑|编审|审核|校对|校审|监制|排版|美编|责编|审校|值班编辑|初审|复审|终审|统筹)\s*[丨|｜/:：].{0,30}|"
    r"声明[:：]本(?:文|公众号).{0,120}|免责声明.{0,6}|(?:本文)?(?:转载|版权)声明|.{0,10}仅供参考，不构成.{0,20}|扫码.{0,10}"
)
# What websites set between headline and article. Matches "2024-07-10 10:29:22", "阅读量12", "所属地 上海".
_BYLINE = re.compile(
    r"(?:发布(?:时间|日期)?\s*[:：]?\s*)?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|"
    r"(?:阅读|浏览|点击|评论|点赞|收藏)(?:量|数|次数|人数)?[:：]?\s*\d*|[1-9]\d{0,6}|所属地\s*\S{2,8}|.{1,30}发表于.{6,60}|来自\S{1,12}部门|"
    r"字号[:：]?.{0,16}|\[?大\]?\s*\[?中\]?\s*\[?小\]?|打印|分享|x|译文声明|本文是翻译文章.{0,40}|译文仅供参考.{0,40}|原文(?:来源|地址|链接)[:：].{0,80}|"
    r"(?:Author|作者)[:：].{2,40}|(?:19|20)\d\d-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}|"
    r"(?:19|20)\d\d\s*年\s*\d{1,2}月\d{1,2}日.{0,20}|首页|正文|关注|作者[:：]?.{0,12}|浏览\s*\d+|·|\|"
)
_SOURCE_END = re.compile(r"[（(]?(?:文章|内容|信息|资料|本文)?(?:来源|素材|转自|综合自)\s*[丨|｜/:：].{1,60}")
_TAGS = re.compile(r"(?:# ?[^\s#]{1,30}\s*){2,20}")


def is_promotion(text: str) -> bool:
    """Tell whether a line only advertises or asks to follow.

    >>> is_promotion("点击蓝字 关注我们"), is_promotion("责令该公司关注我们的监管要求并限期整改。")
    (True, False)
    """
    if len(text) > 140 or (text[-1:] == "。" and _NOTICE_WORDS.search(text)):
        return False
    return _PROMOTION.fullmatch(text) is not None


def _is_tags(text: str) -> bool:
    return len(text) <= 140 and _TAGS.fullmatch(text) is not None


def is_byline(text: str) -> bool:
    """Tell whether a line between headline and article is its date, counter, place or the like.

    >>> is_byline("2024-07-10 10:29:22"), is_byline("近日，某地查处一批账号。")
    (True, False)
    """
    return _BYLINE.fullmatch(text) is not None


def _find_quiet(drafts: Sequence[Draft]) -> int:
    """Return the index behind the last line of prose; from there on stand only links, titles and prompts."""
    for i in range(len(drafts) - 1, -1, -1):
        if drafts[i].is_prose and drafts[i].text[-1] in "。；！）)”":
            return i + 1
    return 0


def _cut_reading_list(drafts: Sequence[Draft], quiet: int) -> int:
    for i, draft in enumerate(drafts):
        if i and i + 1 >= quiet and len(draft.text) <= 24 and _READING_LIST.fullmatch(draft.text):
            return i
    return len(drafts)


def _cut_after_source(drafts: Sequence[Draft]) -> int:
    """Return the end of the article when a source line is followed by nothing but short lines."""
    for i in range(len(drafts) - 1, -1, -1):
        text = drafts[i].text
        if not text:
            continue
        if len(text) > 48 or drafts[i].is_sentence or (text[-1] in "。；" and not drafts[i].is_link):
            return len(drafts)
        if _SOURCE_END.fullmatch(text):
            return i + 1 if any(draft.is_prose for draft in drafts[:i]) else len(drafts)
    return len(drafts)


def _cut_navigation(drafts: Sequence[Draft], quiet: int) -> int:
    """Return where a block of at least four bare links starts that no prose follows."""
    run = 0
    for i, draft in enumerate(drafts):
        run = run + 1 if draft.is_link and draft.is_item else 0
        if run >= 4 and i - run >= 0 and i - run + 1 >= quiet:
            return i - run + 1
    return len(drafts)


def _cut_footer(drafts: Sequence[Draft]) -> int:
    """Return the index of the first line that ends articles, once prose began or when none is to come.

    Prose of several lines behind it shows that a line only looks like a footer, unless it is a string of the
    reader's interface.
    """
    last_prose = next((i for i in range(len(drafts) - 1, -1, -1) if drafts[i].is_prose), -1)
    began = False
    for i, draft in enumerate(drafts):
        is_row = draft.line.table is not None and i > 0 and draft.line.table == drafts[i - 1].line.table
        if i and not is_row and (began or i > last_prose) and len(draft.text) <= 140 and _END.fullmatch(draft.text):
            is_last = i > last_prose or not _WEAK_END.fullmatch(draft.text)
            if is_last and not _is_numbered_row(draft) and not _is_amid(draft, drafts[i + 1 :]):
                return i
        began = began or draft.is_prose
    return len(drafts)


def _is_numbered_row(draft: Draft) -> bool:
    """Tell a row of a list of apps, which may name a filing number (4|云谷跑腿|云ICP备1号), from a footer."""
    return draft.line.kind is BlockKind.TABLE and _ROW_NUMBER.match(draft.text) is not None


_ROW_NUMBER = re.compile(r"\d{1,4}[.．、]?\s")


def _is_amid(draft: Draft, after: Sequence[Draft]) -> bool:
    """Tell whether a line that looks like a footer stands amid the article, by the prose after it."""
    if _INTERFACE.fullmatch(draft.text):
        return False
    left = sum(each.is_sentence for each in after)
    is_sentence = draft.text[-1] == "。" and (left > 0 or _NOTICE_WORDS.search(draft.text) is not None)
    return is_sentence or left >= _PROSE_THAT_KEEPS


def get_article_end(drafts: Sequence[Draft]) -> int:
    """Return the index behind the last line of the article."""
    body = drafts[: _cut_footer(drafts)]
    quiet = _find_quiet(body)
    body = body[: _cut_navigation(body, quiet)]
    body = body[: _cut_reading_list(body, quiet)]
    return _cut_after_source(body)


def _drop_inner_lists(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the lines without reading lists inside the article: their heading and the bare links under it."""
    kept: list[Draft] = []
    skipping = False
    for i, draft in enumerate(drafts):
        follows_link = i + 1 < len(drafts) and drafts[i + 1].is_link
        if draft.text and len(draft.text) <= 24 and follows_link and _READING_LIST.fullmatch(draft.text):
            skipping = True
        elif not (skipping and (draft.is_link or draft.is_image)):
            skipping = False
            kept.append(draft)
    return kept


def _find_late_source(tail: Sequence[Draft]) -> list[Draft]:
    """Return the source line that stands behind a reading list, before the footer."""
    for draft in tail[:24]:
        if _END.fullmatch(draft.text):
            break
        if not draft.is_link and _SOURCE_END.fullmatch(draft.text):
            return [draft]
    return []


def drop_furniture(drafts: Sequence[Draft]) -> tuple[list[Draft], tuple[str, ...]]:
    """Return the lines of the article alone, and `cut_prose` when much prose stood behind its end."""
    end = get_article_end(drafts)
    body = [*_drop_inner_lists(drafts[:end]), *_find_late_source(drafts[end:])]
    cut = sum(len(draft.text) for draft in drafts[end:] if draft.is_sentence)
    kept = [draft for draft in body if not is_promotion(draft.text) and not _is_tags(draft.text)]
    return kept, ("cut_prose",) if cut >= _CUT_PROSE else ()
