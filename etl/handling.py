"""Whether a stretch of text tells that a mainland authority handled somebody: the test that makes a case a case."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from etl.alternation import group_words
from etl.model import Span

# A search is fast where every alternative of its pattern begins with a literal character: then the engine leaps to
# the first character that can begin a match. So what must stand before a word is looked back for after it.
_HAN = "[\u4e00-\u9fff]"
_EDGE = re.compile(r"[。！？!?\n；;]")
_IN = r"[^。！？!?\n；;]"  # inside one sentence
# What authorities do to a respondent.
_MEASURE = re.compile(
    group_words(
        r"处罚|罚款|罚没|被罚|罚(?<=重罚)|罚单|处以|处罚金|警告|批(?<=通报批)评|责令|约谈|拘留|刑拘|拘(?<=行拘)|强制措施|刑事措施|抓获|落网|查处|立案|判处|判决|获刑|审结|宣判"
        r"|被判|判令|判赔|裁定|审(?<=经审)理|审理(?:法院|认[为定])|认(?<=法院认)[为定]|闭(?<=关闭)|封禁|封停|封号|禁言|下架|停播|禁播|清退|吊销|取缔|没收|移送|批评教育|训诫|打(?<=依法打)击|处置措施|注销|追究|停业|改正|逮捕|批捕|诉(?<=公诉)|审查起诉"
        rf"|侦破|破获|打掉|捣毁|端掉|诫勉|问责|停(?<=关停)|列入|黑名单|禁止(?=(?:从事|进入)[^，。；\n]{{2,12}}[\d一二三五十]+年)|终身禁(?=止|业|入)|限期整改|整(?<=进行整)改|督促{_IN}{{0,12}}整改|处(?<=(?:行政|依法|作出)处)理|处(?<=依[法规约]处)置|采取{_IN}{{0,6}}措施|暂停|永久封"
        rf"|教育谈话|承诺书|线索移交|移交(?=公安|司法)|要求{_IN}{{0,8}}(?:整改|改正)|警示函|归案|办结|解散|查扣|查办"
    )
)
# Words that make the rest of a sentence a plan, a demand or a warning: 下一步，将依法处罚…; 约谈…，要求其不得….
_NOT_DONE = re.compile(
    r"下一步|将(?:依法|会|进一步|继续|对|持续|严|从严|采取|按|不断|切实|面临|予以)|拟(?:对|于|作)|应当|不得|逾期|一旦|如(?:有|发现|果)"
    r"|欢迎|呼吁|坚决(?:维护|打击|查处|遏制|防范)|严厉打击|重点(?:整治|打击|查处|治理)|或(?:将|面临)|加大.{0,8}力度|要求各|推动.{0,10}建设"
    r"|该(?:打击|查处|处罚|追究|治理)的|作为[^，。；]{0,6}(?:查处|打击|整治|处罚)[^，。；]{0,4}(?:对象|重点)|无需承担|无须承担|不用承担|不必承担"
    r"|建议(?<!检察建议)(?<!司法建议)|怎么办|如何|提醒广大|提示广大|全面(?:清理|排查|整治|净化)|集中(?:清理|整治|打击)|从严(?:整治|打击)|依法严惩"
    r"|督促(?:指导)?(?:各|重点)?(?:网站)?平台(?:加强|完善|健全|落实|优化|建立|履行|进一步|认真)|进一步(?:加强|强化|完善|规范)"
)
_LONGEST = 16  # characters, more than such words have
# Words of statutes and drafts: nothing in such a sentence was done.
_STATUTE = re.compile(
    r"可处|可以(?:处|由|并处)|以上[^。]{1,16}以下|征求意见|请求(?:法院|判)|诉请|印发《|惩戒对象|适用对象|是指|是明确|最高可|有下列"
    r"|情节(?:严重|较重|轻微|特别严重)的(?![“账直主])|构成犯罪的|违法情形|吗[？?]|是否"
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹柏窦章苏潘葛范彭鲁韦马苗方俞任袁柳唐罗薛雷贺倪汤殷毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄戴宋茅庞熊纪舒屈项祝"
    "董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应丁宣邓单洪包石崔吉龚程邢裴陆翁曲靳段焦侯全甘武符刘景詹龙叶黎白蒲卓池乔翟谭申冉桂牛尚农温庄柴瞿阎连艾向古易廖耿文欧聂曾沙关游盖"
    "史尤仇宁覃辛兰涂甄隋宫岳晏佟匡饶滕喻岑麦苟巩荣敖粟卞戚"
)
_ACCOUNT = "账号|公众号|网站|平台|App|APP|直播间|店铺|网店|用户|主播|自媒体|小程序|视频号|团伙"
_COUNTED = r"[\d一二两三四五六七八九十]"
_QUOTED = rf"[^”\"]{{1,24}}[”\"]等?(?:{_COUNTED}+(?:家|个|款|名))?(?:网络|违法违规|违规|违法)?(?:{_ACCOUNT})"
_HOST = (
    "账号|公众号|主播|网站|平台|博主|群组|QQ群|微信群|贴吧|App|APP|应用|网店|店铺|直播间|视频号|用户|网民"
    "|微博|抖音|快手|小红书|百家号|头条号|网易号"
)
_FIRM = "有限公司|责任公司|集团|银行|医院|学校|学院|大学|门店|经营部|工作室|制品厂|酒店|合作社|事务所|分公司"
_SHOP = "店|商行|超市|馆|经营部|服务部|中心|药房|厂|坊|铺"
_STAR = r"\*|＊|×"
_LETTER = r"[\u4e00-\u9fffA-Za-z（）()]"


def _each(words: str, pattern: str) -> str:
    """Return a pattern of alternatives, one a word, {} standing for the word."""
    return "|".join(pattern.replace("{}", word) for word in words.split("|"))


# Somebody identifiable, even when the name is masked.
_RESPONDENT = re.compile(
    group_words(
        "|".join(
            (
                rf"某(?![些种年月日时段地方刻])|某(?<=[{SURNAMES}]某)",
                _each(_STAR, rf"{{}}(?<=[{SURNAMES}]{{}})"),
                _each(_STAR, r"{}[*＊×]+(?=[\u4e00-\u9fffA-Za-z”\"])"),
                _each(_STAR, rf"{{}}(?<={_HAN}{{}})(?![\d.])"),
                r"当事人|被告|嫌疑人[^\d，。、的和等]{1,3}[、，（(等]",
                r"该(?:[二两三]人|公司|企业|单位|院|校|平台|网站|账号|男子|女子|团伙|网民|人员|厂|店|行|机构|员工|App|APP|小程序|主播|楼盘|项目)",
                rf"“{_QUOTED}|\"{_QUOTED}",
                _each(_HOST, r"{}(?:账号|用户|主播|视频号)?[“\"]"),
                _each(_FIRM, rf"{{}}(?<={_LETTER}{_LETTER}{{}})(?![们等及应要的])"),
                rf"主播(?!方[面式便])(?=[{SURNAMES}付]{_HAN}{{1,2}}[，、（(则在因被涉偷隐])|男子|女子|网民{_HAN}|违法行为人|涉事|涉案(?:公司|企业|人员|账号|网站)|上述\d*(?:款|家|个|名)",
                rf"等(?<={_HAN}{_HAN}等)\d+(?:人|名|家|款|个)",
                _each(_SHOP, rf"{{}}(?<={_HAN}{_HAN}{_HAN}{_HAN}{{}})(?=[立销经因未虚违在，、。的案给处进作罚被]|$)"),
                r"对(?!其|违法|违规|相关|有关|各|部分|一批|此|多|若干|一些|上述[\d款个]{0,4}(?:App|APP|应用|小程序))"
                r"[^，。；]{4,30}?(?:立案|处以|给予|作出|罚款|进行约谈|予以)",
                r"案(?<=[^，。；\n]{8}案)(?=[。：\n]|$)",
                r"约谈了?[“\"《][^”\"》，。]{2,24}[”\"》]",
                _each(
                    r"”|\"", r"{}(?:[（(][^（()）]{2,30}[)）])?(?:主要)?(?:负责人|运营者|经营者|主办者|开办者|管理者)"
                ),
                rf"约谈[^，。]{{4,60}}?{_COUNTED}+(?:家|个|名)[\u4e00-\u9fffA-Za-z]{{2,10}}",
                _each("打掉|捣毁|端掉|摧毁|破获|侦破", "{}了?(?:一|1)(?:个|起|处|家|宗)"),
                _each("涉及的|上述|相关", "{}(?:违规)?账号"),
                _each("约谈|对|处罚|警告", rf"{{}}了?{_COUNTED}{{1,2}}(?:家|名|所|款|个)[\u4e00-\u9fffA-Za-z]{{2,20}}"),
            )
        )
    )
)
# 甲公司; not 多家公司.
_COMPANY = re.compile(rf"(?<![多两几家类些等各的互联网]){_HAN}{{2,10}}公司(?![们和、等及应要])")
BRAND = (
    "(?:抖音|快手|小红书|微博|知网|滴滴|美团|淘宝|天猫|京东|拼多多|百度|腾讯|阿里巴巴|阿里|蚂蚁|知乎|豆瓣|哔哩哔哩|B站|闲鱼|贝壳|链家|携程|去哪儿|高德"
    "|今日头条|微信|QQ|虎牙|斗鱼|网易|新浪|搜狐|360|UC|英伟达|特斯拉|苹果|字节跳动|财付通|支付宝|饿了么|同程|58同城|唯品会|得物|货拉拉|满帮|BOSS直聘)"
)
# Brands that are handled themselves: 约谈抖音, 滴滴被罚; not 指导小红书等平台清理.
_BRAND = re.compile(BRAND)
_NAMED_BRAND = re.compile(
    rf"(?<!指导)(?:对|给予|约谈|责令|处罚|查处|下架)[“\"]?[^，。；]{{0,16}}?{BRAND}|{BRAND}[”\"]?(?:公司|集团|平台|科技|出行)?[^，。；指]{{0,14}}(?:被|因)|[因就]{BRAND}[^。；]{{0,60}}?约谈"
)
_COUNTRIES = (
    "美国|欧盟|欧洲|英国|法国|德国|意大利|西班牙|葡萄牙|荷兰|瑞典|挪威|芬兰|丹麦|爱尔兰|比利时|奥地利|瑞士|波兰|捷克|希腊|罗马尼亚|匈牙利|保加利亚"
    "|乌克兰|俄罗斯|土耳其|日本|韩国|朝鲜|印度|越南|泰国|新加坡|马来西亚|菲律宾|印尼|印度尼西亚|柬埔寨|缅甸|澳大利亚|澳洲|新西兰|加拿大|墨西哥|巴西"
    "|阿根廷|南非|尼日利亚|以色列|伊朗|沙特|阿联酋|巴基斯坦|乌兹别克斯坦|哈萨克斯坦(?!自治)|立陶宛|拉脱维亚|爱沙尼亚|塞浦路斯|塞尔维亚|北爱尔兰"
    "|苏格兰|加州|纽约|得克萨斯|德州法|弗吉尼亚|华盛顿|伦敦|巴黎|首尔|东京|硅谷|中国台湾|台湾地区|香港|澳门|加利福尼亚|佛罗里达|伊利诺伊"
)
_COUNTRY = f"(?:{_COUNTRIES})"
_FOREIGN_OFFICE = "委员会|法院|警方|警察|司法部|检察|监管|监察|当局|政府|法官|议会|部门|专员|机构|公署|局|署|部|州"
_FOREIGN_SHORT = "FTC|SEC|DOJ|FBI|CNIL|ICO|DPC|DPA|GDPR|EDPB|CISA|OFAC|FCC|PIPC|OAIC|BfDI|NSA|HHS|CCPA|Europol"
_FOREIGN_BY_SHORT_NAME = "|".join(
    (
        _each(_FOREIGN_SHORT, r"{}(?<=\b{})\b"),
        # not 执法监管, 近日法院
        _each(
            "美|英|法|德|日|韩|俄|欧|澳",
            r"{}(?<![执司依违合立宪刑今近昨当每即同\d]{})(?:法院|政府|司法部|监管|当局|检方)",
        ),
        "欧洲刑警|国际刑警|联邦(?:法院|贸易|调查|通信|法官|政府|大陪审团)|数据保护(?:委员会|局|监管|专员|机构)",
        "信息专员|隐私保护局|欧委会|欧盟委员会",
    )
)
_MAX_FOREIGN = 28  # characters of the longest name of a foreign body
_FOREIGN_BODY = re.compile(
    group_words(_each(_COUNTRIES, rf"{{}}[\w（）()·\s]{{0,14}}?(?:{_FOREIGN_OFFICE})") + f"|{_FOREIGN_BY_SHORT_NAME}")
)
_FOREIGN_MONEY = re.compile(r"美元|欧元|英镑|日元|韩元|卢布|澳元|加元|卢比|新元|瑞士法郎|比索|雷亚尔|万欧(?![美亚])")
_FOREIGN_SIGN = re.compile(group_words(f"{_FOREIGN_BODY.pattern}|{_FOREIGN_MONEY.pattern}"))
_FOREIGN = re.compile(
    rf"{_COUNTRIES}|Meta|Facebook|脸书|谷歌|Google|Uber|TikTok|苹果公司|微软|推特|Twitter|亚马逊|特斯拉|OpenAI|ChatGPT|Clearview|WhatsApp|LinkedIn|领英"
    r"|勒索软件|富国银行|欧\b"
)
_ABROAD = re.compile(group_words(f"{_FOREIGN.pattern}|{_FOREIGN_MONEY.pattern}|{_FOREIGN_BY_SHORT_NAME}"))
_PROVINCE = (
    "(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海"
    "|宁夏|新疆|兵团)"
)
# Bodies that exist only in mainland China by their names.
# Every alternative begins with a character, so that the search skips what cannot begin one.
_MAINLAND_BODY = re.compile(
    group_words(
        r"公安|网信|网安|网警|派出所|人民检察院|检察机关|人民法院|互联网法院|工信部|工业和信息化部|工信厅|通信管理局|通管局|市场监管"
        r"|市场监督管理|市监局|药监|药品监督|银保监|金融监管总局|金融监督管理|监管分局|银监|证监会|证监局|人民银行|央行|税务|广电|文化执法|文旅|交通运输局|教育局|教育部|卫健|消防|海关"
        r"|城管|执法队|执法总队|执法支队|多部门|金融管理部门|纪委监委|市委|市政府|省委|区委|国家数据局|外汇管理局|发改委|发展改革委|商务局|商务部|烟草专卖|知识产权局|消保委"
        r"|国家安全机关|监察委|最高法|最高检|中院|一中院"
        + "".join(f"|{level}.{{0,6}}(?:检察院|法院)" for level in "省市区县州旗")
        + "".join(
            rf"|{name}[\u4e00-\u9fff]{{0,8}}(?:警方|民警|法院|检察|检方|监管局|执法)"
            for name in _PROVINCE[3:-1].split("|")
        )
    )
)
_GENERIC_BODY = re.compile(
    r"警方|民警|检察院|检方|法院|监管部门|有关部门|主管部门|管理部门|执法部门|联合执法|政府|消费者协会|司法机关"
    r"|我(?:分?局|大队|支队|总队|所|院|办)|本(?:分?局|大队|支队|总队|所|院|办)"
)
# Totals of a campaign: 累计处置账号2.4万余个; not 共和国, 罚款共计30万元.
_TOTAL = re.compile(
    r"(?:累计|共(?!和国|计[\d.]+[万亿]?余?元)|总计|处置|清理|下架|关闭|查处|破获|侦破|抓获|立案|办结|检查|查办|审结|办理)"
    r"(?:(?<=查处|侦破|破获|查办|审结|办理)(?:了|过)?(?:大量|不少|众多|许多|很多)"
    r"|(?<!查办)(?<!审结)(?<!办理)[^，。；]{0,24}?[\d.]+\s?(?:万|亿|余|多)*(?:个|条|款|家|起|件|人|名|万)?)"
)
# 群组已被解散，抓获3人; 判决其赔偿损失及合理开支共计80万元: told of those named before, whatever is counted beside it.
_OF_THE_SAME = re.compile(
    r"(?:群组|账号|店铺|网站|直播间|公众号)(?:(?<=[。，；\n]..)|(?<=[。，；\n]...)|(?<=[。，；\n]该..)|(?<=(?:上述|涉案|涉事)..))"
    r"(?:均|现|目前)?(?:已|被)[^，。；\d]{0,6}(?:解散|关闭|封禁|注销|关停)(?=[，。；])"
    r"|判[决令](?:其|该|被告)|(?:一举|当场|现场)(?:抓获|打掉|捣毁)"
)


class Handling:
    """What a text tells of handling. Counts are of sentences."""

    def __init__(self, account: Account, span: Span, told: list[_Sentence]) -> None:
        self._account = account
        self._span = span
        self._is_mainland: bool | None = None
        self.foreign = self.measures = 0
        self._told = told
        if not told:
            return
        at_home = [each for each in told if not each.is_foreign]
        if at_home and not self.is_mainland and account.is_abroad(span):
            at_home = []
        # Sentences that tell a measure of a foreign body.
        self.foreign = len(told) - len(at_home)
        self._told = [each for each in at_home if not each.is_total]
        # Domestic sentences that tell a measure taken, beyond mere totals.
        self.measures = len(self._told)

    @property
    def is_case(self) -> bool:
        """Whether the measures are domestic and somebody identifiable is named in or just before one."""
        if not self.measures or self.measures < self.foreign:
            return False
        account, low = self._account, self._span.start
        return any(account.names_somebody(each, low) for each in self._told)

    @property
    def has_body(self) -> bool:
        """Whether an authority is named that is not foreign."""
        return self.is_mainland or self._account.names_any_body(self._span)

    @property
    def is_mainland(self) -> bool:
        """Whether an authority is named that can only be a mainland one."""
        if self._is_mainland is None:
            self._is_mainland = _names_mainland(self._account.plain, self._span.start, self._span.end)
        return self._is_mainland


_LOOKED_BACK = 40  # characters at least, where each line holds but a few words


class _Sentence(Struct, frozen=True):
    """A sentence that tells a measure taken: its place, whether a foreign body took it, whether it is a mere total."""

    start: int
    end: int
    is_foreign: bool
    is_total: bool


class Account:
    """What each stretch of a text tells of handling; a sentence is read once."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self._backwards = plain[::-1]
        self._respondents: dict[tuple[int, int], bool] = {}

    @cached_property
    def _sentences(self) -> list[_Sentence]:
        """Every sentence that tells a measure taken."""
        return list(self._read(0, len(self.plain)))

    @cached_property
    def _ends(self) -> list[int]:
        return [each.end for each in self._sentences]

    @cached_property
    def _first_abroad(self) -> int:
        """Where the text first speaks of abroad; its end when it never does."""
        found = _ABROAD.search(self.plain)
        return found.start() if found else len(self.plain)

    def of(self, span: Span) -> Handling:
        """Return what a stretch tells of handling by authorities."""
        told: list[_Sentence] = []
        low, high = span.start, span.end
        sentences, ends = self._sentences, self._ends
        for sentence in sentences[bisect_right(ends, low) : bisect_left(ends, high) + 1]:
            start, end = sentence.start, sentence.end
            if start >= high:
                break
            if start < low or end > high:
                told += self._read(max(start, low), min(end, high))
            else:
                told.append(sentence)
        return Handling(self, span, told)

    def tells_measure(self, span: Span) -> bool:
        """Return whether a sentence that tells a measure taken, be it a total, reaches into a stretch."""
        at = bisect_right(self._ends, span.start)
        return at < len(self._sentences) and self._sentences[at].start < span.end

    def _read(self, start: int, end: int) -> Iterator[_Sentence]:
        plain = self.plain
        at = start
        while measure := _MEASURE.search(plain, at, end):
            first = measure.start()
            low = self._start_of(first, at)
            edge = _EDGE.search(plain, measure.end(), end)
            at = edge.end() if edge else end
            if _is_done(plain, first, low, at):
                yield _Sentence(low, at, _is_foreign(plain, low, at), self._is_total(low, at))

    def _start_of(self, at: int, low: int) -> int:
        """Return where the sentence that holds a place begins, from `low` on."""
        size = len(self.plain)
        edge = _EDGE.search(self._backwards, size - at, size - low)
        return size - edge.start() if edge else low

    def is_abroad(self, span: Span) -> bool:
        first = self._first_abroad
        return first < span.end and _ABROAD.search(self.plain, max(first, span.start), span.end) is not None

    def names_any_body(self, span: Span) -> bool:
        return not self.is_abroad(span) and _GENERIC_BODY.search(self.plain, span.start, span.end) is not None

    def names_somebody(self, sentence: _Sentence, low: int) -> bool:
        """Return whether a sentence or one of the two before it, from `low` on, names somebody identifiable."""
        start, end = sentence.start, sentence.end
        if self._names_respondent(start, end):
            return True
        before = start
        count = 0
        while before > low and (count < 2 or start - before < _LOOKED_BACK):
            count += 1
            stop = before
            while before > low and stop - before < 2:  # nothing stands between two edges
                stop, before = before, self._start_of(before - 1, low)
            if before < stop and self._names_respondent(before, stop):
                return True
        if not _BRAND.search(self.plain, start, end):
            return False
        return _NAMED_BRAND.search(self.plain, start, end) is not None

    def _is_total(self, start: int, end: int) -> bool:
        if _TOTAL.search(self.plain, start, end) is None or self._names_respondent(start, end):
            return False
        return _OF_THE_SAME.search(self.plain, start, end) is None

    def _names_respondent(self, start: int, end: int) -> bool:
        key = (start, end)
        if key not in self._respondents:
            self._respondents[key] = _names_respondent(self.plain, start, end)
        return self._respondents[key]


def _is_foreign(plain: str, start: int, end: int) -> bool:
    """Return whether a sentence names a foreign body or sum, and no mainland body."""
    return _FOREIGN_SIGN.search(plain, start, end) is not None and not _names_mainland(plain, start, end)


def _names_respondent(plain: str, start: int, end: int) -> bool:
    if _RESPONDENT.search(plain, start, end):
        return True
    return plain.find("公司", start, end) >= 0 and _COMPANY.search(plain, start, end) is not None


def _names_mainland(plain: str, start: int, end: int) -> bool:
    """Return whether a mainland body is named that is no part of a foreign one's name."""
    for body in _MAINLAND_BODY.finditer(plain, start, end):
        low, high = max(start, body.start() - _MAX_FOREIGN), min(end, body.end() + _MAX_FOREIGN)
        foreign = _FOREIGN_BODY.search(plain, low, high)
        while foreign and foreign.end() <= body.start():
            foreign = _FOREIGN_BODY.search(plain, foreign.end(), high)
        if foreign is None or foreign.start() >= body.end():
            return True
    return False


def _is_done(plain: str, measure: int, start: int, end: int) -> bool:
    """Return whether a sentence tells its measure before any word that turns it into a plan or a demand."""
    if _STATUTE.search(plain, start, end):
        return False
    planned = _NOT_DONE.search(plain, start, min(end, measure + _LONGEST))
    return planned is None or measure < planned.start()


@lru_cache(maxsize=1)
def get_account(plain: str) -> Account:
    """Return the account of a text; the last one is kept, so that all who read a page share it."""
    return Account(plain)


def get_handling(text: str) -> Handling:
    """Return what a text tells of handling by authorities.

    >>> get_handling("经查,某公司未履行义务。某市网信办对其罚款5万元。").is_case
    True
    >>> get_handling("下一步,将依法处罚违规公司。").is_case
    False
    >>> get_handling("法国数据保护机构对某公司罚款100万欧元。").is_case
    False
    """
    return Account(text).of(Span(0, len(text)))


def tells_measure(text: str) -> bool:
    """Return whether a title speaks of a measure taken.

    >>> tells_measure("某公司被罚五万元"), tells_measure("某部门发布管理办法")
    (True, False)
    """
    measure = _MEASURE.search(text)
    return measure is not None and _is_done(text, measure.start(), 0, len(text))


def is_abroad(text: str) -> bool:
    """Return whether a text names a foreign country, body, company or currency.

    >>> is_abroad("法国一家公司被罚"), is_abroad("某市一家公司被罚")
    (True, False)
    """
    return _ABROAD.search(text) is not None


_ABROAD_NEWS = re.compile(r"罚|违反|诉|指控|判|禁|调查|和解|停用|GDPR|监禁|被捕|裁定|处罚|涉嫌|面临|嫌犯|制裁")


def is_foreign_title(title: str) -> bool:
    """Return whether a title tells of a foreign authority's case.

    >>> is_foreign_title("某欧洲公司违反GDPR被法国监管机构罚款"), is_foreign_title("网信办约谈某美国公司")
    (True, False)
    """
    if not (is_abroad(title) and _ABROAD_NEWS.search(title)):
        return False
    return not _names_mainland(title, 0, len(title))


_ABROAD_HEADING = re.compile(r"(?:境外|国外|海外|域外|国际|全球)(?<!内..)(?!购|代购|互联网|化)")


_INITIALS = "".join(sorted({name[0] for name in _COUNTRIES.split("|")}))
_ABROAD_FIRST = re.compile(rf"[\s\d一二三四五六七八九十（）()、.．•·]*(?=[{_INITIALS}]){_COUNTRY}")


def is_foreign_heading(text: str) -> bool:
    """Return whether a heading announces news from abroad, or begins with a foreign country and names no mainland body.

    >>> is_foreign_heading("境外前沿观察:月度速览"), is_foreign_heading("国内外动态")
    (True, False)
    >>> is_foreign_heading("5.美国总统签署法案"), is_foreign_heading("3.美国公司被网信办约谈")
    (True, False)
    """
    if _ABROAD_FIRST.match(text) and not _MAINLAND_BODY.search(text):
        return True
    if not ("外" in text or "国际" in text or "全球" in text):
        return False
    return _ABROAD_HEADING.search(text) is not None and "境内外" not in text
