"""The rules that recognise measures in a sentence, and the tests that a measure was really taken."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from etl.alternation import group_words
from etl.model import Span

_C = r"[^,，。;；:：\n]"  # a character of the same clause


class Rule(Struct, frozen=True):
    """A pattern that shows a measure; rules run only in sentences that hold a word of one of their groups.

    `weight`: 2 names the measure, 1 says that something was done without saying what, 0 only hints at it.
    """

    rule_id: str
    type: str
    groups: str
    pattern: re.Pattern[str]
    weight: int = 2
    needs: tuple[str, ...] = ()  # of these words every match holds one

    @property
    def full_id(self) -> str:
        return f"penalties.{self.rule_id}"


class Measure(Struct, frozen=True):
    """A measure found in a sentence."""

    type: str
    span: Span
    rule_id: str
    weight: int
    sentence: Span


def _rule(rule_id: str, type_: str, groups: str, *patterns: str, weight: int = 2, needs: str = "") -> Rule:
    return Rule(rule_id, type_, groups, re.compile("|".join(patterns)), weight, tuple(needs.split()))


def _each(words: str, tail: str) -> str:
    """Return words with what follows them as alternatives that each begin with a literal, so that searches leap."""
    return "|".join(word + tail for word in words.split())


_ACCOUNT = r"(?:账号|帐号|账户|主页|群组?|频道|店铺|网店|小店|公众号|视频号|百家号|贴吧|超话)"
_CLOSED = r"(?:永久)?(?:关闭|封禁|封停|封号|封闭|关停|注销|清退|永封|销号|查封|解散)"
_CONTENT = (
    r"(?:短?视频|信息|内容|文章|作品|帖[文子]?|图文|笔记|链接|评论|言论|弹幕|文案|图片|音频|节目|条目|话题|谣言|出版物|"
    r"歌曲)"
)
# 全部人脸图像, 违规收集的信息: what a handler of data has to delete
_GATHERED = (
    r"(?:人脸(?:特征|照片|识别)?(?:信息|图像|照片)|"
    r"(?:收集|采集|获取|存储|留存)的[^,，。;；:：\n]{0,8}(?:信息|照片|图像))"
)
_PERSONAL = rf"(?:个人信息|数据|非法获取的信息|{_GATHERED})"
_APP = r"(?:App|APP|app|应用(?:程序|软件)?|小程序|软件|SDK|[一二三四五六七八九十\d]\s?款)"
_DONE = r"(?:已经?|被|予以|均|进行|遭|全部|现|依法|依规|依约|采取|处以|作出)"
_PUNISH = r"(?:给予|予以|处以?|作出|做出|被|遭|依法|行政|并处?|和|及|、|以|受到|处罚[:：]|了|均|其)"
_OTHER_ORDER = (
    r"停止|停业|停产|停机|(?:发布|刊登|发表)[^,，。;；:：\n]{0,4}更正|关停|关闭|下架|下线(?!整改)|澄清|辟谣|致歉|暂停|删除|退赔|退还|退缴|退款|返还|赔|道歉|消除影响|恢复名誉|"
    r"悔过|监护人|家长|注销|封|撤回|召回|严加|吊销|清退|签[订署]|具结"
)
_BODY = (
    r"(?:公安|司法|检察|监察|纪检|纪委|税务|市场监管|网信|行业主管|主管|有关|相关|执法|警方|"
    r"版权|文化|文旅|通信|卫生|教育|药监|金融|林业|林草|农业农村|自然资源|生态环境|烟草|邮政)"
)
# 法院认定被告的帖文构成侮辱,应当承担停止侵害、赔礼道歉并赔偿损失的责任.
_LIABLE = r"法院(?:经?审理)?后?(?:认定|判定)[^。;；\n]{0,80}?应?(?:当|依法)?承担"

_TERM = r"(?:整改|整顿|(?:\d+|[一二三四五六七八九十]+)\s?(?:日|天|周|个月))"

RULES: tuple[Rule, ...] = (
    # 给予警告, 警告处罚, 警告、罚款; not 发出安全警告, 不顾警告.
    _rule(
        "warning", "warning", "warning",
        rf"{_PUNISH}(?:行政)?警告(?=$|[\s,，。;；、并和及的）)\d“”]|处(?!分)|[一两]次)",
        r"警告(?:的)?(?:行政)?(?:处罚|、|并处|并?罚款)",
        r"(?<=[,，、；;：:\t|.．)）])警告(?=$|[,，、。；;（(\s])",
        r"(?<=公司|银行|医院|学校|单位|企业|平台|人员)警告(?=[,，、。；;并和及])",
        rf"(?:给予|予以|处以){_C}{{1,16}}?(?<!安全)(?<!党内)(?<!严重)(?<!政务)警告(?=[,，。;；、并和及的]|处(?!分))",
    ),
    # the letters and entries of securities regulators
    _rule(
        "warning_letter", "warning", "letter",
        rf"(?:出具|采取|给予|收到|发出|下达|领){_C}{{0,12}}?警示函(?:的|措施|{_C}{{0,10}}(?:监督管理|监管|自律)措施)?",
    ),
    _rule("credit_record", "blacklist", "letter", rf"(?:记入|计入|载入){_C}{{0,14}}(?:诚信|信用)档案(?:数据库)?"),
    _rule(
        "new_business", "suspend_business", "suspend", rf"暂停新增(?!账号|粉丝){_C}{{0,6}}?(?:客户|业务|产品|用户)",
        needs="暂停新增",
    ),
    _rule("criticism", "criticism", "criticism", r"通报批评"),
    # 责令改正, 责令其修复漏洞, 限期整改, 要求现场整改, 下达责令改正通知书; not 责令停止, 拒不改正.
    _rule(
        "order_correct", "order_correct", "order correct",
        rf"责令(?!(?:(?!改正|整改|纠正){_C}){{0,30}}?(?:{_OTHER_ORDER})){_C}{{1,40}}",
        rf"限期{_C}{{0,10}}?(?:整改|改正|纠正)",
        rf"限(?:其|于)?(?:\d+|[一二三四五六七八九十]+)(?:个工作)?(?:日|天|个月)内{_C}{{0,10}}?(?:提交|报送|上报){_C}{{0,4}}整改(?:报告|情况)",
        rf"责令{_C}{{0,10}}停止[^、,，。;；\n]{{0,20}}[、并](?:立即)?(?:改正|整改)",
        rf"责令(?:(?!停止){_C}){{0,16}}?删除{_C}{{0,14}}{_GATHERED}",
        _each("要求(?<![的谈照按]要求) 督促 责成", rf"{_C}{{0,24}}?(?:整改|改正|纠正)"),
        _each(
            "要求(?<![的谈照按]要求) 督促",
            r"[^。;；\n]{4,60}?[,，](?:立即|全面|深入|限期|认真){1,3}(?:开展|进行|落实)?整改",
        ),
        r"遭[^,，。;；:：\n]{2,24}并(?:限期|立即)?整改",
        _each(
            "下达 下发 发出 送达 出具 制发 开具",
            rf"了?(?!的|{_C}{{0,8}}停业){_C}{{0,20}}(?:整改|改正){_C}{{0,6}}(?:通知|指令|决定|函|意见)书?》?",
        ),
    ),
    _rule(
        "order_stop", "order_stop", "stop",
        rf"(?:责令|要求|判令|判决){_C}{{0,20}}?停止(?!提供{_C}{{0,16}}服务(?!活动)|{_C}{{0,4}}(?:服务(?!活动)|业务|运营|接入|营业|执业|诊疗|下载|注册)|(?:接受|受理|新增){_C}{{0,12}}业务)[^、,，。;；\n]{{0,12}}",
        rf"{_LIABLE}停止侵[权害](?:行为)?",
        r"判决[,，:：][^。;；\n]{0,120}?[,，](?:被告)?应(?:当|立即)*停止(?:侵[权害]|使用)(?:行为)?",
    ),
    _rule(
        "suspend_business", "suspend_business", "suspend",
        r"停业整[顿改]|停产停业|责令(?:其)?停业|停业\d+|(?:予以)?停机(?:处理|整顿)",
        rf"(?:责令|要求|被|遭|予以|已|现|处以|采取|决定|依法|、){_C}{{0,14}}?(?:暂停|关停|停止(?!{_C}{{0,10}}(?:经营|服务)(?:性{_C}{{0,8}})?活动)|下线){_C}{{0,22}}?"
        r"(?:业务|(?<!站接入)服务|经营(?!行为)|运营|营业|注册|下载|(?<![橱带打营盈][窗货赏利])功能|执业|诊疗|榜单?更新|[栏频][目道]更新|[版板]块更新|信息更新|"
        r"(?:[栏频][目道]|[版板]块)(?=[,，、。;；\d]|$)|码号|端口|专线)",
        rf"(?:网站|频道|栏目){_C}{{0,4}}(?:被|已|予以)?暂停更新",
        rf"(?:网站|论坛|频道|栏目|[版板]块|官网){_C}{{0,4}}停更(?={_TERM})",
        rf"(?:小程序|网站|官网|[Aa][Pp][Pp])(?:被|已|予以)*暂停服务(?=[,，。;；]|{_TERM})",
        rf"[,，]\s?并(?:依法)?暂停其{_C}{{0,16}}?(?:业务|服务|经营|功能|接入|端口|码号|号码)"
        r"(?=使用|接入|\d|[一二三四五六七八九十]|[,，。;；]|$)",
        rf"(?:罚款|警告|改正|整改)[,，]\s?并?暂停{_C}{{0,22}}?(?:业务|服务|经营|运营|营业|功能)"
        r"(?=(?:\d+|[一二三四五六七八九十]+)(?:日|天|个月)|[,，。;；]|$)",
        rf"暂停{_C}{{0,14}}?(?:业务|服务|经营|运营|营业|执业|诊疗)(?:活动)?(?=(?:\d+|[一二三四五六七八九十]+)(?:日|天|个月))",
        rf"(?:责令|要求){_C}{{0,14}}?暂停(?:向{_C}{{0,8}}?提供|出境|处理|收集|采集){_C}{{0,8}}?(?:信息|数据)",
        r"禁止新用户注册|(?:暂停|停止)新用户注册|停止(?:相关|互联网)?接入服务",
    ),
    # 责令其全面整改,期间暂时关闭网站
    _rule(
        "closed_for_a_time", "suspend_business", "close",
        rf"(?:(?:责令|要求){_C}{{0,24}})?暂时关闭{_C}{{0,10}}?(?:网站|网页|平台|服务|功能|[Aa][Pp][Pp])",
        rf"(?:网站|平台){_C}{{0,4}}暂时关闭(?=[,，。;；]|整改|整顿)",
        needs="暂时关闭",
    ),
    _rule(
        "revoke_licence", "revoke_licence", "licence",
        rf"吊销{_C}{{0,24}}", rf"(?:撤销|注销|吊扣){_C}{{0,10}}(?:许可证?|资质|登记|执照)",
    ),
    # 4款App予以下架, 下架违规商品; 下架 of texts is delete_content.
    _rule(
        "remove_app", "remove_app", "remove",
        rf"(?:{_APP}|商品|产品|店铺|房源|旗下应用|全网|应用商店){_C}{{0,22}}?(?:下架|撤下)(?:处置|处理)?",
        rf"下架{_C}{{0,20}}?(?:{_APP}|商品|产品|房源)",
        # 仍有4款App未完成整改,予以下架
        rf"{_APP}[^。;；\n]{{0,60}}(?<!的)[,，](?:现|均|我局|我办|决定|依法|全部|对其|将其)*"
        r"(?:予以|已|被|全网|强制)+下架(?=[。,，;；、]|$)",
        r"从[^,，。;；]{0,6}应用(?:市场|商店|平台)下线(?!整改)",
        rf"{_DONE}{_C}{{0,6}}下架(?:处置|处理)(?!{_C}{{0,10}}{_CONTENT})",
    ),
    # 账号已被依法依约关闭, 封停涉案账号; not 账号被封禁后.
    _rule(
        "close_account", "close_account", "close",
        rf"{_ACCOUNT}{_C}{{0,30}}?{_DONE}{_C}{{0,16}}?{_CLOSED}(?!后|之后|[的]?原因|{_C}{{0,8}}(?:权限|功能|评论))",
        rf"(?:永久)?(?:关闭|封禁|封停|关停|清退|永封|查封|解散)(?!{_C}{{0,10}}(?:权限|功能|网站|备案)){_C}{{0,24}}?"
        rf"{_ACCOUNT}(?!{_C}{{0,8}}(?:权限|功能))",
        rf"{_ACCOUNT}{_C}{{0,4}}{_CLOSED}(?=[。,，;；、]|处置|处理)",
        rf"(?<!直播间)(?:予以|处以|采取|作出|被(?:平台)?)(?:永久)?(?:封禁|封号|封停|永封)(?!后|的?(?:主播|用户|博主|网红|人员)|{_C}{{0,8}}(?:直播|权限|功能|IP|网站))",
        rf"{_ACCOUNT}[“\"][^。;；\n]{{4,90}}[,，](?:已|均|现){{0,2}}被(?:平台)?(?:依法|依规|依约)*(?:永久)?"
        r"(?:关闭|注销|查封|关停)(?=[。,，;；]|$)",
        # “甲说事”账号散布谣言,已被依法关闭
        rf"{_ACCOUNT}[^。;；\n]{{2,90}}[,，](?:目前|现)?(?:已|均|现){{0,2}}被(?:平台)?(?:依法|依规|依约)*(?:永久)?"
        r"(?:关闭|注销|封禁|封停|关停)(?=[。,，;；]|$)",
        r"永久封号",
        # 涉事店铺已被平台下线
        rf"(?:店铺|网店|小店|商户|商家)(?:(?!主动|自行|商品|产品){_C}){{0,8}}?(?:已|被|均|予以|强制)"
        rf"(?:(?!主动|自行){_C}){{0,6}}?下线(?!整改|整顿)",
        rf"责令{_C}{{0,8}}注销{_C}{{0,12}}?{_ACCOUNT}",
        rf"对{_C}{{0,10}}{_ACCOUNT}{_C}{{0,4}}永久(?:关闭|封禁|封停)",
        rf"对{_C}{{0,12}}(?:主播|博主|用户|网民){_C}{{0,4}}永久(?:封禁|封停|封号)",
        r"永久(?:封禁|封停)了?(?:该|涉事|涉案)(?:主播|博主|用户)",
    ),
    # “说事儿”已被关闭, 平台关闭“说事儿”, when the name is told to be an account's
    _rule(
        "close_named", "close_account", "close",
        r"“[^“”\n]{2,24}”(?:目前|现)?(?:已|均)*被?(?:平台)?(?:依法|依规|依约)*(?:永久)?(?:关闭|注销|封禁|封停)(?=[。,，;；、]|$)",
        r"(?:依法|依规|依约|永久)(?:永久)?(?:关闭|注销|封禁|封停)了?“[^“”\n]{2,24}”(?=[。,，;；、]|$)",
        needs="”",
    ),
    _rule(
        "ban_live", "ban_live", "live close suspend mute",
        r"停播|禁播", rf"{_CLOSED}{_C}{{0,12}}直播(?:间|权限|功能)", rf"直播间{_C}{{0,14}}?{_CLOSED}",
        rf"(?:禁止|停止|暂停|限制|取消|封禁){_C}{{0,6}}直播(?:权限|功能|资格|带货)?(?=[。,，;；、和及或\d一二三]|$)",
        rf"取消{_C}{{0,6}}开播(?:权限|功能|资格)",
        needs="播",
    ),
    _rule(
        "mute_account", "mute_account", "mute",
        r"禁言|(?:禁止|限制)发[言帖]|(?:被|予以|账号|永久)(?:禁止|限制|暂停)发布|(?<!网站)(?<!频道)(?<!栏目)(?:暂停|禁止)(?:内容)?更新",
        rf"(?<!网站)(?<!论坛)(?<!频道)(?<!栏目)(?<!版块)(?<!板块)(?<!官网)(?:停更|停止更新)(?={_TERM})",
        rf"(?:暂停|停止|禁止|限制|关闭|取消)(?:(?:其|该|涉事|违规|相关)?{_ACCOUNT}的?)(?:内容|视频|信息)?(?:发布|更新)(?:功能|权限)",
    ),
    _rule(
        "restrict_monetisation", "restrict_monetisation", "monetise",
        rf"(?:暂停|取消|关闭|限制|收回|停止|冻结|剥夺|撤销|停用|扣除){_C}{{0,16}}?"
        r"(?:营利|盈利|收益|变现|带货|打赏|电商|商业|分成|橱窗)"
        r"(?:推广|合作|营利|带货)?(?:权限|功能|资格|权益|能力|活动)?",
        rf"(?:暂停|取消|停用|关闭){_C}{{0,10}}提现(?:(?:功能)?(?:权益|权限)|资格)",
        rf"(?:营利|盈利|带货|收益|商业推广)(?:权限|功能)?{_C}{{0,8}}(?:被|已){_C}{{0,6}}(?:暂停|取消|关闭|限制|收回|冻结)",
    ),
    _rule(
        "restrict_traffic", "restrict_traffic", "traffic",
        r"限流|降权|限制流量|流量限制|下热搜|(?:撤下|取消)热搜",
        r"(?:降低|限制|不予|停止|取消|暂停)(?:内容|流量|算法)?推荐",
        r"(?:禁止|限制|暂停)(?:被|新增|他人)?关注(?=\d|[一二三四五六七八九十]|[,，。;；、）]|处理|处置|功能|$)",
    ),
    _rule(
        "delete_content", "delete_content", "delete",
        r"(?:责令|要求|督促)[^,，。;；:：\n]{0,6}删帖|已删帖",
        r"责令(?:其|二人|当事人)?(?:立即|当场|及时)*删除(?=[,，。;；]|$)",
        rf"判[令决][^。;；\n]{{0,60}}?删除(?!{_C}{{0,14}}{_PERSONAL}){_C}{{0,30}}?{_CONTENT}",
        # 涉事短剧已全网下线
        rf"(?:该剧|剧集|短剧|节目|影片|视频){_C}{{0,8}}?(?:已|被|予以|均){_C}{{0,6}}?下线(?!整改)",
        rf"(?:删除|清理|清空|下架|清除|撤下)(?:了)?(?!{_C}{{0,14}}(?:非法获取|数据|{_PERSONAL})){_C}{{0,20}}?{_CONTENT}",
        rf"{_CONTENT}{_C}{{0,12}}?(?:已|被|均|予以|全部){_C}{{0,8}}?(?:删除|清理|清空|下架|清除)",
        rf"对{_C}{{0,12}}{_CONTENT}(?:作|进行|采取|作出|做)了?(?:全部)?(?:删除|下架|清理)(?=处理|处置|措施|[,，。;；、])",
    ),
    _rule(
        "close_site", "close_site", "close suspend",
        rf"(?:关闭(?<!暂时关闭)|注销|查封|关停|封堵|取消|屏蔽|断开|封禁|停止){_C}{{0,18}}?(?:网站|网页|域名|备案|网络接入)(?!{_C}{{0,3}}账号)",
        rf"(?:网站|官网|网页|域名|备案){_C}{{0,12}}?(?:已|被|予以|均){_C}{{0,8}}?(?:关闭|注销|查封|关停|封堵|停止接入|取消备案)",
        r"停止接入|取消备案", needs="网站 官网 网页 域名 备案 接入",
    ),
    _rule(
        "interview", "interview", "interview",
        r"(?:执法|联合|集中|依法|公开|集体|工作|行政|提醒|预警)*约谈(?!函|提纲|制度|室|过)",
        rf"(?:采取|实施|进行|予以|给予|接受){_C}{{0,8}}?监管谈话|(?:进行|予以|给予|开展|实施)了?(?:提醒谈话|谈话提醒)",
    ),
    _rule(
        "criminal_strong", "criminal_measure", "criminal",
        r"刑事拘留|刑拘|批准逮捕|执行逮捕|被逮捕|依法逮捕|予以逮捕|决定逮捕|批捕|被捕|取保候审|监视居住|刑事强制措施|强制措施",
        r"刑事措施|逮捕归案|移送(?:检察|起诉|审查起诉)|审查起诉|提起公诉",
        r"已被?(?:依法)?追究刑事责任|被被?(?:依法)?追究刑事责任|依法被?(?:依法)?追究刑事责任",
    ),
    _rule(
        "criminal_weak", "criminal_measure", "caught",
        rf"抓获{_C}{{0,30}}?(?:\d+\s?余?名|人|等)|抓获|抓捕归案|落网", _each("被 将", rf"{_C}{{0,14}}(?:抓获|查获)"),
        rf"查获{_C}{{0,6}}(?:嫌疑人|人员)", weight=0,
    ),
    _rule(
        "referral", "referral", "referral",
        rf"(?:移送|移交)(?:至|给|到|由)?{_C}{{0,12}}?{_BODY}{_C}{{0,10}}(?:机关|部门|委|局|方)"
        rf"(?:{_C}{{0,10}}(?:处理|查处|侦查|侦办|调查|打击|处置))?",
        rf"(?:另行|一并|已)通报(?:至|给){_C}{{0,12}}?(?:机关|部门|局|委|办)",
        r"(?:移送|移交)了?(?:相关|有关|涉嫌|违法|违规|犯罪|问题|案件)*线索",
    ),
    _rule(
        "file_case", "file_case", "file",
        _each("政务立案 立案", r"(?:调查|查处|侦查|处理|审查|侦办)"),
        _each("已 予以 进行 决定 被", r"(?:依法)?立案(?!标准|后)"),
        r"刑事立案(?!标准|后)", rf"已(?:依法)?对{_C}{{1,12}}立案(?!标准|后|前)",
    ),
    _rule(
        "education", "education", "education",
        r"批评教育|教育批评|教育训诫|(?:予以|进行|给予|依法)?训诫|具结悔过", r"(?:责令|由)[^。;；\n]{0,16}严加管教",
        rf"(?:进行|予以|给予|接受|开展|实施){_C}{{0,8}}(?:警示|法治|法制|普法)教育",
        rf"(?:签订|签署|书写|写下|出具|递交|提交|作出|签)(?!{_C}{{0,8}}(?:独家|合作|入驻)){_C}{{0,24}}(?:承诺书|保证书|悔过书|检讨书?)》?",
    ),
    _rule(
        "blacklist", "blacklist", "blacklist",
        rf"(?:列入|纳入|拉入|加入|移入){_C}{{0,16}}(?:黑名单|名单|异常名录)(?:管理)?", r"列为失信主体",
    ),
    # 行政处罚 without kind.
    _rule(
        "punished", "unspecified_penalty", "punish",
        _each(
            "给予 处以 作出 做出 受到 予以 进行 实施 被 依法 处 了 的",
            rf"{_C}{{0,16}}?行政处罚(?!决定书|信息|案件|法)",
        ),
        _each("予以 给予 处以 作出了? 进行了?", r"(?:治安(?:管理)?)?处罚(?!决定|告知|信息|案件)"),
        r"案(?:的)?行政处罚决定书",
        weight=1, needs="处罚",
    ),
    _rule(
        "measures_taken", "unspecified_penalty", "punish handle",
        rf"采取了?{_C}{{0,10}}?(?:处置|处罚|处理|惩戒|管理|管控)(?:处罚)?措施", rf"清理处置{_C}{{0,30}}", weight=1,
        needs="措施 清理处置",
    ),
    _rule(
        "liability", "unspecified_penalty", "liable",
        rf"(?:依法)?追究了?{_C}{{0,26}}?(?:法律|行政|相应|相关)责任", weight=1,
    ),
    _rule(
        "responsible", "unspecified_penalty", "handle blame",
        r"(?:从严|严肃|依法|依规)*(?:处理|处分|问责|追责)了?(?:相关|有关|直接)?责任人员?",
        rf"责任人员?(?:已|被){_C}{{0,8}}(?:处理|处分|问责|追责)", weight=1, needs="责任人",
    ),
    # 涉事账号已被依法依约处置
    _rule(
        "accounts_handled", "unspecified_penalty", "handle",
        rf"{_ACCOUNT}(?:目前|现)?(?:已|均|被){{1,3}}(?:依法|依约|依规){{1,3}}(?:予以)?处置(?=[,，。;；]|$)",
        weight=1, needs="处置",
    ),
    _rule("raided", "unspecified_penalty", "raid", rf"查处{_C}{{1,12}}?\d+\s?余?[家人名]", weight=1),
    _rule(
        "dealt_with", "unspecified_penalty", "punish handle raid blame",
        rf"(?:依法|依规|依约|从严|严肃|已|被|予以|进行|作出|给予){_C}{{0,18}}?(?<!立案)"
        r"(?<!从宽)(?<!从轻)(?<!从重)(?<!减轻)(?:处罚|处理|查处|处置|惩处|惩戒|追责|问责)"
        r"(?!工作|机制|力度|结果|情况|目的|告知|决定书|信息|案件|法)",
        weight=0,
    ),
    _rule(
        "other_sanction", "other", "other apology",
        r"诫勉谈话|(?:党内|党纪|政务|纪律)(?:严重)?(?:警告|记过|记大过|降级|撤职|开除)?处分",
        r"(?:被|予以|给予)(?:免职|停职|撤职|开除)",
        rf"(?:判决|判令|责令){_C}{{0,24}}赔礼道歉", rf"要求{_C}{{0,6}}撤回{_C}{{0,20}}",
        r"(?:判决|判令|责令)[^。;；\n]{0,160}?(?:赔礼道歉|书面道歉|(?:发布|刊登|发表|公开|登载)[^,，。;；]{0,8}(?:致歉|道歉|更正)(?:声明|信|函)?)",
        r"(?:判决|判令|责令)[^。;；\n]{0,80}?(?:消除影响|恢复名誉)", rf"{_LIABLE}{_C}{{0,10}}?赔礼道歉",
        rf"应?(?:认定|确认|判决){_C}{{0,16}}无效",
        r"(?:予以|依法|被|决定)(?:依法)?取缔(?=[。,，;；、（(\s]|$)",
        rf"(?:责令|判令|判决){_C}{{0,12}}召回{_C}{{0,16}}",
        rf"责令(?:(?!删除){_C}){{0,16}}?(?:澄清|辟谣|致歉|道歉)",
    ),
    _rule(
        "order_refund", "other", "order",
        rf"责令{_C}{{0,12}}(?:退款|退还|返还){_C}{{0,12}}",
        rf"责令(?:限期|立即|其)*(?:改正|整改)[,，、]并?(?:依法)?(?:向{_C}{{1,12}})?(?:退款|退还|返还){_C}{{0,12}}",
        needs="退款 退还 返还",
    ),
    _rule(
        "expelled", "other", "expel",
        r"(?:机构|公会|商家|商户|主播)[^。;；:：\n]{0,8}?(?:予以|进行|被|依法|依约)+清退(?:并禁止(?:重新)?入驻)?",
        r"清退(?:直播|涉事|涉案|违规|所属)?(?:公会|MCN机构)",
    ),
    _rule(
        "tax_recovered", "other", "tax",
        rf"(?:追缴|补缴|追征){_C}{{0,8}}?税(?:费?款|费)?|加收滞纳金", needs="税 滞纳金",
    ),
    # 终身禁止从事食品生产经营, 十年内不受理其许可申请
    _rule(
        "barred", "other", "bar",
        rf"(?:终身|(?:\d+|[一二三四五六七八九十]+)年内?){_C}{{0,8}}?(?:禁止|不得|不予?受理){_C}{{0,24}}?(?:从事|担任|申请)",
        rf"(?:禁止|不得){_C}{{0,6}}?(?:终身|(?:\d+|[一二三四五六七八九十]+)年内?){_C}{{0,6}}?(?:从事|担任|申请)",
        r"(?:采取|实施|予以)[^,，。;；]{0,12}市场禁入(?:措施)?",
        r"终身禁业",
        rf"禁止{_C}{{0,12}}?(?:进入|从事){_C}{{0,10}}?(?:业|工作|行业|职业)(?:终身|(?:\d+|[一二三四五六七八九十]+)年)",
    ),
    _rule(
        "order_delete", "other", "erase",
        rf"(?:责令|要求)[^。;；\n]{{0,24}}删除{_C}{{0,14}}(?:个人信息|数据|非法获取的信息)",
        rf"责令停止{_C}{{1,12}}、删除{_C}{{0,14}}{_PERSONAL}",
        rf"判[令决][^。;；\n]{{0,100}}?删除{_C}{{0,14}}{_PERSONAL}",
    ),
)  # fmt: skip


_NOT_TAKEN = re.compile(
    group_words("|".join([
        # denied
        r"(?<!不得)不$",
        _each(
            "未(?!成年)(?<!没收未) 不予 免予 免于 不再 没有 拒不 拒绝 避免 防止 逃避 规避 不得 无法 以免 解除 恢复",
            r"[^的,，。;；:：\n]{0,8}$",
        ),
        # planned, due or threatened
        r"将(?:依法|进一步|继续|持续|按|视情|予以|严肃|坚决|会|从严|给予|面临|被|采取|对|依规|依约|一律|追究|认真|严格|立即)"
        rf"{_C}{{0,24}}$",
        rf"可能(?:会|被|要)?{_C}{{0,3}}$",
        rf"应(?<![相对响适供反效]应)(?:(?:当|在|于|立即|按|限期){_C}{{0,24}})?$",
        _each(
            "拟 或将 可以 可处 可并处 最高可 面临 应当 应予 应依法 建议 有权 呼吁 力争 计划 坚决",
            rf"{_C}{{0,14}}$",
        ),
        # under a condition
        r"如(?![下上实期此皋东家约数])[^。;；\n]{0,41}$|凡[^。;；\n]{0,41}$",
        _each("若(?![羌干]) 一旦 否则", r"[^。;；\n]{0,40}$"),
        # 逾期未整改的,依法予以下架; but 该公司逾期未整改,被罚款
        _each(
            "逾期 拒不 仍不 到期未 未按 不到位 情节严重 构成犯罪 再次 涉嫌犯罪 对于?",
            r"[^,，。;；\n]{0,24}的[,，]",
        ),
        # said, feigned or offered for money
        _each(
            "谎称 声称 宣称 冒充 威胁 要挟 以免 有偿 付费 提供 承诺 帮助?(?:他人|客户|企业) 代为 如何",
            rf"{_C}{{0,14}}$",
        ),
        # told of others: 此前,外地也有平台因此被约谈
        rf"也有{_C}{{1,30}}(?:被|遭){_C}{{0,16}}$",
        # done of one's own, or asked of a court
        _each("自行 主动 自愿 申请 自查", rf"{_C}{{0,10}}$"),
        r"起诉(?<!不起诉)(?<!审查起诉)(?<!移送起诉)(?:(?!一审|审理[后认]|法院(?:依法|经|以|作出|判|认定|认为))[^。;；\n]){0,60}$",
        _each("诉请 诉至 诉求 请求法院", r"[^。;；\n]{0,60}$"),
    ]))
)  # fmt: skip
_PLEDGE = re.compile(r"(?:单位|公司|企业|学校|医院|平台|店铺|当事人|负责人)[^,，。;；\n]{0,8}表示[,，:：]")
# 未对违法主播采取限制流量、暂停直播等措施: what a platform failed to do.
_LEFT_UNDONE = re.compile(
    r"未(?:能|及时|依法|依约|按规定|按要求|主动|有效)*(?:对[^,，。;；]{1,30}?)?(?:采取|实施|作出|进行)[^,，。;；]{0,24}$"
)
# 负责人表示,…,并已书面提交整改承诺书: done, not pledged.
_DONE_BY_NOW = re.compile(r"[,，](?:并|且|现|目前)?已(?:经|书面|依法|主动)?$")
_NO_PENALTY = re.compile(r"不予|免予|免于|告知书?$")
# 应用商店应在通报后下架: the plan stands inside what the pattern covers.
_PLANNED = re.compile(r"应(?<![相对响适供反效]应)(?:当|在|于|立即|按|限期)|将(?:依法|被|予以|面临)|拟(?:对|处|作)|可能")
_IN_COURT = re.compile(r"判处|判决|判令|退赔|被告|有期徒刑")
_SENT_ON = re.compile(rf"(?:移送|移交){_C}{{0,16}}$")
# 要求其全面自查,及时清理违规信息: part of an order told in the clause before.
_ORDERED_BEFORE = re.compile(
    r"(?:责令|(?<![的谈照按])要求|督促|指导)[^。;；\n]*[,，](?!(?:目前|现|已|同时|并(?:已|对|将)))[^,，。;；\n]*$"
)
_REMOVED = re.compile(
    r"已|清空|判令|判决|责令|要求|督促|指导|依法|依规|依约|予以|现|均|被|全部|立即|"
    r"对[^,，]{0,16}(?:作|进行|采取|做)"
)
# 平台已对账号禁言,并删除相关信息
_ALSO_DONE = re.compile(r"已[^。;；\n]{2,50}(?:禁言|关闭|封禁|措施|处置|处理)[,，]并$")
_MANY = re.compile(r"[^,，。;；\n]{0,6}?(?:\d{3,}|[\d.]+\s?万)\s?余?\s?[条篇个款]")
_ORDERS = frozenset(["order_correct", "order_stop"])
_SWEEP_TYPES = frozenset(["delete_content", "remove_app"])
_DEMAND_TYPES = frozenset(
    [
        *("order_correct", "order_stop", "delete_content", "close_account", "remove_app", "unspecified_penalty"),
        *("restrict_traffic", "close_site", "suspend_business", "mute_account", "other"),
    ]
)
_OWN_ORDER = re.compile(
    r"责令(?:其|该[^,，。;；]{1,8})?(?:立即|限期|当场)?(?:整改|改正|暂停|停止|停业|停机|下架|关停|下线)|责令[^,，]{0,24}暂时关闭|限期整改"
)
# 约谈负责人,责令删除相关信息,给予警告: one of the measures in a list
_IN_LIST = re.compile(
    r"[^,，。;；\n]{0,12}[,，、]\s?(?:并|同时)?(?:依法)?(?:(?:给予|予以|处以?)[^,，。;；]{0,12}(?:警告|罚款|罚)|罚款|没收)"
)
# 进行约谈,并下发责令整改通知书
_SERVED = re.compile(r"[,，、][^,，]{0,10}?(?:下达|下发|发出|送达|出具|制发|开具)[^,，。;；]{0,10}$")
_ORDERED = re.compile(r"责令[^,，]{0,16}$")
_BASIS = re.compile(r"(?:依据|根据|依照|按照)[^。;；\n]{0,30}(?:《|法第[一二三四五六七八九十百\d]+条)")
# 约谈运营者,责令删除文章,平台对账号禁言30日: what the platform did of its own.
_DONE_BY_PLATFORM = re.compile(r"[,，](?:相关|有关|涉事|网站)?平台(?:已|对|依|也)[^,，。;；要求]*$")
_DEMAND_START = re.compile(
    r"(?:同时[,，])?(?:要求|约谈(?:要求|指出|强调|针对)|会议|会上|座谈|督促|各平台|"
    r"[^,，。]{0,10}(?:表示|强调|要求|指出)[,，])"
)


def find_measures(
    plain: str, sentence: Span, groups: frozenset[str], *, after_interview: bool = False
) -> list[Measure]:
    """Return the measures a sentence says were taken, in order of the rules.

    `groups`: the groups of the penalty words the lexicon found in the sentence; only their rules are tried.
    `after_interview`: a sentence shortly before told of a 约谈, so that demands belong to it.
    """
    found: list[Measure] = []
    low, high = sentence.start, sentence.end
    for rule in _rules_of(groups):
        if rule.needs and not _holds(plain, rule.needs, low, high):
            continue
        for match in rule.pattern.finditer(plain, low, high):
            span = Span(match.start(), match.end())
            if was_taken(plain, sentence, span) and _is_meant(rule, plain, sentence, span, after_interview):
                found.append(Measure(rule.type, span, rule.full_id, rule.weight, sentence))
    return found


def _holds(plain: str, words: tuple[str, ...], low: int, high: int) -> bool:
    return True in [plain.find(word, low, high) >= 0 for word in words]


@lru_cache(maxsize=1024)
def _rules_of(groups: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES if not groups.isdisjoint(rule.groups.split()))


def _is_meant(rule: Rule, plain: str, sentence: Span, span: Span, after_interview: bool) -> bool:
    """Tell whether what a pattern found is the measure it stands for."""
    type_ = rule.type
    if type_ == "unspecified_penalty" and _NO_PENALTY.search(plain, span.start, span.end):
        return False
    if type_ == "unspecified_penalty" and _SENT_ON.search(plain, max(sentence.start, span.start - 20), span.start):
        return False  # 移送公安机关给予行政处罚
    is_found = plain.startswith("法院", span.start)  # 法院认定被告应当承担…
    if type_ not in _ORDERS and not is_found and _PLANNED.search(plain[span.start : span.end]):
        return False
    if type_ in _DEMAND_TYPES and is_demand(plain, sentence, span, after_interview=after_interview):
        return False
    if type_ in _SWEEP_TYPES:
        return not _is_sweep(type_, plain, sentence, span)
    if rule.rule_id == "close_named":
        return _is_account(plain, span)
    if rule.rule_id == "order_refund":  # a court's order to pay back is part of its judgment
        return _IN_COURT.search(plain, sentence.start, sentence.end) is None
    if type_ == "file_case":
        return _SENT_ON.search(plain, max(sentence.start, span.start - 20), span.start) is None
    return type_ != "referral" or _is_referral(plain, sentence, span)


_ACCOUNTS_BEFORE = re.compile(r"(?:[账帐]号|公众号|视频号|百家号|头条号)(?:“[^“”]{1,30}”[、和及与]?)*$")
_ACCOUNTS_AFTER = re.compile(
    r"(?:[、和及与]?“[^“”]{1,30}”)*等?[\d一二三四五六七八九十两多余]*个?[^“”,，。;；]{0,6}(?:[账帐]号|公众号|视频号)"
)


def _is_account(plain: str, span: Span) -> bool:
    """Tell whether the name quoted in a span was told to be an account's before."""
    low = max(0, span.start - 1500)
    start = plain.find("“", span.start, span.end)
    at = plain.find(plain[start : plain.find("”", start) + 1], low, span.end)
    end = plain.find("”", at) + 1
    is_named = _ACCOUNTS_BEFORE.search(plain, max(low, at - 80), at) is not None
    return is_named or _ACCOUNTS_AFTER.match(plain, end, end + 80) is not None


def was_taken(plain: str, sentence: Span, span: Span) -> bool:
    """Tell a measure taken from one denied, planned, threatened, offered for money or quoted.

    >>> text = "逾期未整改的,将予以下架;该App已被下架。"
    >>> [was_taken(text, Span(0, len(text)), Span(i, i + 2)) for i in (11, 20)]
    [False, True]
    """
    before = plain[max(sentence.start, span.start - 60) : span.start]
    before = before[max(before.rfind(";"), before.rfind("；")) + 1 :]
    if "表示" in before and _PLEDGE.search(before) and "网信" not in before[:20] and not _DONE_BY_NOW.search(before):
        return False
    if _NOT_TAKEN.search(before):
        return False
    if "未" in before and _LEFT_UNDONE.search(before + plain[span.start : span.start + 2]):
        return False
    if before.endswith("将") and plain.startswith(("依", "采取", "予以", "给予", "责令", "处以"), span.start):
        return False
    is_object = plain.endswith("获", span.start, span.end)  # 将吴某等9人抓获
    if plain.startswith("将", span.start) and not (
        is_object or plain.startswith(("其", "该", "上述", "涉"), span.start + 1)
    ):
        return False
    return not _is_quoted(plain, sentence, span)


def _is_quoted(plain: str, sentence: Span, span: Span) -> bool:
    """Tell whether the span stands inside a short “…”: a title or a rumour, not a notice quoted at length."""
    opened = plain.rfind("“", sentence.start, span.start)
    if opened <= plain.rfind("”", sentence.start, span.start):
        return False
    return plain.find("”", span.start, opened + 45) >= 0


def is_demand(plain: str, sentence: Span, span: Span, *, after_interview: bool = False) -> bool:
    """Tell whether the measure is only something demanded at a 约谈, not an order of its own."""
    talk = plain.rfind("约谈", sentence.start, span.start)
    if plain.startswith("约谈、", talk):
        return False
    if talk < 0:
        return after_interview and _DEMAND_START.match(plain, sentence.start, sentence.end) is not None
    between = plain[talk : span.start]
    if _BASIS.search(between) or re.search(r"[,，](?:目前|同时已|已)", between):
        return False
    if plain.startswith(("应用商店已", "应用商店均已"), span.start):
        return False
    if _SERVED.search(plain, talk, span.start + 2):
        return False
    if plain.startswith("停更", span.start):
        return False
    if plain.startswith("停业", span.start) and _ORDERED.search(between):
        return False
    if "责令" in plain[talk : span.start + 2] and _IN_LIST.match(plain, span.end, sentence.end):
        return False
    if _OWN_ORDER.match(plain, span.start, span.end) or _DONE_BY_PLATFORM.search(between):
        return False
    return re.search(r"要求|责令|督促|提出|指出", plain[talk : span.end]) is not None


# 责令该论坛暂停版块、|删除信息900余条
_ORDERED_ONE = re.compile("责令(?:该|其)[^,，。;；]{0,24}\\Z")


def _is_sweep(type_: str, plain: str, sentence: Span, span: Span) -> bool:
    """Tell what platforms were told to do, or report in thousands, from a measure against a respondent."""
    if _MANY.match(plain, span.end, sentence.end):
        return _ORDERED_ONE.search(plain, sentence.start, span.start) is None
    if type_ != "delete_content":
        return False
    before = plain[sentence.start : span.start]
    clause = re.split(r"[,，;；:：]", before)[-1] + span.of(plain)
    if clause.startswith("并") and _ALSO_DONE.search(before):
        return False
    if _REMOVED.search(clause) is None:
        return True
    return _ORDERED_BEFORE.search(before) is not None and not (
        "责令" in before and "没收" in plain[span.end : span.end + 8]  # 责令停止违法行为,删除全部出版物,没收违法所得
    )


def _is_referral(plain: str, sentence: Span, span: Span) -> bool:
    """Tell a case sent on from one received, and from the way to the prosecutor."""
    before = plain[max(sentence.start, span.start - 24) : span.start]
    after = plain[span.end : span.end + 3]
    if re.search(r"(?:收到|接到|根据|依据|经|接)[^,，。;；]{0,20}$", before):
        return False
    if after.startswith(("的线", "的案", "线索")) and not before.endswith(("并", "已", "并已")):
        return False
    return "检察" not in span.of(plain) and "起诉" not in span.of(plain)
