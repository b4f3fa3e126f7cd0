"""Names of companies, institutions, public bodies, platforms and sites as notices write them, and words that stand
for one named before (该公司, 涉事企业)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from etl.alternation import group_words
from etl.extract.persons import SURNAMES
from etl.model import HitRows, Hits, Span

_COMPANY = (
    r"有限责任公司|有限公司|分公司|支公司|分行|支行|公司|集团|农商银?行|银行(?!卡|账|帐|业|流水|转|汇|存|贷|柜|利)|信用社|"
    r"企业(?!邮箱|微信|邮件)|"
    r"工作室|事务所|合作社|经营部|服务部|批发部|商行|商店(?<!应用商店)(?<!软件商店)|便利店|超市|"
    r"酒店|宾馆|民宿|旅馆|网店|店铺|旗舰店|专营店|专卖店|门店|餐饮店|餐厅|饭店|大药房|药店|药房|药厂|网吧|网咖|"
    r"加油站|健身房|停车场|菜市场|农贸市场|商场|农家乐|茶楼|驾校|工厂|厂商(?!业[诋秘贿欺])|厂(?<![返出入进到]厂)|"
    r"机构|俱乐部|景区|游乐园|(?:水上|欢乐|儿童|亲子|冰雪|海洋)乐园|滑雪场|动物园|古村落|旅行社|会所|美容院|经销商|经营户|商户|个体户|运营商|电视台|合伙企业|网点|"
    r"店(?![铺主家员长内名里面区镇乡])|馆(?![内长员])|代理商|大排档|中心(?![区位化])|贸行|茶行|茸行|车行(?!业)|材行|商家|"
    r"排档|农庄|山庄|庄园|酒庄|茶庄|度假村|美食城|影城|影院|影楼|浴场|养殖场|游乐场|棋牌室|驿站|服务站|作坊|"
    r"营业厅|养生馆|经销部|营业部|门市部|加工部|购销部|供销部|零售部|供销社|烟酒行|批发行|"
    r"酒楼|酒家|食府|客栈|农场|牧场|果园|发廊|旅社|花坊|书屋|公寓|KTV|机房|"
    r"电商(?=未|虚|违|发|销|拒|因|案|有限|$|[，,。；;\n])"
)
_INSTITUTION = (
    r"医院(?!制剂)|卫生院|卫生室|卫生服务中心|学校|中学(?![生校])|小学(?!生)|大学(?!生)|职业学院|学院|幼儿园|协会|学会|研究院|研究所|商会|基金会|"
    r"图书馆|诊所|门诊部|"
    r"培训中心|服务中心|体检中心|医疗中心|高校|保健院|福利院|养老院|敬老院|疗养院|保育院|党校|技校|职校|"
    r"疾控中心|(?:普通|民办|公办|职业)?高中(?![生及毕学阶同班时])|"
    r"事业单位|疾病预防控制中心|中心血站|博物馆|文化馆|科技馆|体育馆"
)
_GOVERNMENT = (
    r"开发区|人民政府|政府部门|市直部门|管委会|管理委员会|街道办(?:事处)?|居委会|村委会|市直单位|县直单位|区直单位|"
    r"政务(?:服务)?中心|机关单位"
)
_SITE = r"网站平台|门户网站|网站|官网"
_PLATFORM = r"平台"
_APP = r"App|APP|app|小程序|应用程序"
_UNKNOWN = r"单位"
_TYPES = (
    ("government", _GOVERNMENT),
    ("institution", _INSTITUTION),
    ("company", _COMPANY),
    ("website", _SITE),
    ("platform", _PLATFORM),
    ("app", _APP),
    ("unknown", _UNKNOWN),
)
# Every alternative begins with a literal: the engine skips from one possible first character to the next.
_SUFFIX = re.compile(group_words("|".join(words for _, words in _TYPES)))
_FIRM = group_words(f"{_COMPANY}|{_INSTITUTION}")
# 银行 in 银行股份有限公司, 酒店 in 酒店管理有限公司 do not end the name.
_LONGER = re.compile(
    rf"(?!机房)(?:{_FIRM}|[一-龥]{{0,6}}(?:有限责任|有限|分)公司|"
    rf"(?:后勤|物业|管理|管家|服务|经营|运营|运维|投资|发展|用品|设备|供应链|科技|连锁|销售|贸易|商贸|咨询|配送|文化|传媒|旅游|营销|装饰|设计){{1,3}}(?:{group_words(_COMPANY)}))"
)
# Words a bare 公司 needs before it to be a name: 快手公司 is one, 物业公司 is none.
_KINDS = (
    r"物业|房地产|地产|房产|科技|技术|互联网|网络|信息|软件|传媒|广告|保险|经纪|金融|支付|快递|物流|电商|医药|医疗|"
    r"高校|院校|中小学|培训|教育|咨询|中介|装修|装饰|"
    r"贸易|影视|文化|人力资源|招聘|旅游|出行|网约车|催收|运维|外包|服务|平台|第三方|上市|民营|国有|市属|省属|运营|"
    r"开发|合作|管理|商贸|数码|汽车|家电|"
    r"食品|餐饮|制造|机械|电力|能源|通信|电信|游戏|直播|货运|租赁|租车|投资|理财|基金|证券|支付|担保|小贷|贷款|"
    r"代账|财税|代记账|餐饮|服装|服饰|化妆品|"
    r"保健品|安全|电子|工程|建筑|环保|检测|数据|经营|MCN|mcn|营销|公关|推广|演艺|经济|知名|大型|小型|中小|小微|"
    r"相关|涉案|涉事|境外|境内|国外|空壳|皮包|"
    r"被害|受害|受托|委托|建设|设计|生产|销售|零售|批发|连锁|品牌|供应|代理|外卖|打车|购物|票务|票|电影|视频|"
    r"短视频|社交|家政|养老|医美|美容|诊疗|公立|私立|"
    r"民办|三甲|定点|职业|技工|高等|各|多|部分|个别|不少|全部|所有|有的|一些|本|总|母|子|分|其|他|她|我|你|这|那|"
    r"何|两|三|四|五|六|七|八|九|十|几|数|百|千|余|"
    r"\d|家|个|所|名|等|某|新|老|大|小|国|省|市|县|区|外|内|上游|下游|关联|旗下|下属|辖区|属地|当地|本地|全国|国内|"
    r"道路|二手房|二手|交易|民生|应用|重点|龙头|骨干|成员|股份|责任|有限|餐|药"
)
_ONLY_KINDS = re.compile(rf"(?:{group_words(_KINDS)})*(?:第三方)?")
_STOPS = frozenset("，,。；;：:！!？?“”\"'‘’《》【】[]、 \n\t\r|/…—-·#●◆▶○◎・～~=<>{}「」『』")
_STRONG = re.compile(
    group_words(
        r"被告单位|被告人?|被害单位|被害人|对|向(?<![一-龥]向)|被|将|把|的|了|由(?<!自由)|是|称|本案中?|该(?:公司|企业)(?=[一-龥]{6,20}$)|该|并|其|且|而|均|已|让|令|使|跟|给予|此次|针对|关于|"
        r"运营主体|运营者|经营者|运营方|运营企业|运营机构|运营单位|经营企业|所在的?(?:机构|单位)|机构(?=[一-龥]{4,16}$)|"
        r"单位(?=[一-龥]{4,16}$)|服务商(?=[一-龥]{4,16}$)|代理商(?=[一-龥]{4,16}$)|主办者|诉(?!讼|求|状)|此|各|开发者|主体|当事人[为系]?|原告|发现|查明|查实|检查(?=[一-龥]{0,8}某)|"
        r"显示|认定|责令|处罚|查处|整治|这些|那些|主要|约谈|吊销|明知|撤销|关停|取缔|"
        r"涉事|涉案|属地|辖区内?的?|我[市县区省州]|本[市县区省]|全市|当地|包括|其中|此外|经查|冒充|假冒|仿冒|暴露出|进入|"
        r"控制|增强|加强|提升|帮助|支持|撰写|点名|跳转至|到达|侦破|破获|捣毁|成立|开办|创办|注册|设立|"
        r"联合|抓获|前往|入职|举报|通报|反映|获悉|曝光|导致|造成|以及|或者|名为|所属|旗下|隶属|通过|利用|作为|接到|"
        r"处以|追究|督促|要求|监督|综合考虑|考虑到?|鉴于|"
        r"近日|日前|近期|随后|同时|目前|现场|发生|存在|持有|收购|伙同|勾结|指使|雇佣|委托|任职于|就职于|供职于|工作于|"
        r"就读于|位于|来自|侵入|入侵|"
        r"攻击|诋毁|抹黑|敲诈|要挟|诈骗|窃取|购买|出售|提供|成为|入驻|代表|加盟|退赔|赔付|具备|"
        r"因(?<=[局办委部院队厅会]因)|家(?<=[\d一两三四五六七八九十]家)|所(?<=[\d一两三四五六七八九十]所)|"
        r"一(?<=[^第统唯专单]一)(?=[^一-龥]|[^体达号])"
    )
)
_WEAK = re.compile(r"与|和|及|在|为|于|从|到|经|以|有(?!限)|用|同|至|后|时|中|起|向|由|因|还|系|即|受")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.．、]\s?")
_NEEDS_MASK = frozenset(
    ("企业", "机构", "店铺", "网店", "门店", "高校", "商户", "个体户", "运营商", "厂商", "经营户", "经销商", "旗舰店")
) | frozenset(
    re.findall(
        r"\S+",
        "店 馆 网点 商家 代理商 大排档 中心 电商 排档 农庄 山庄 庄园 酒庄 茶庄 度假村 美食城 影城 影院 影楼 浴场 "
        "养殖场 游乐场 棋牌室 驿站 服务站 作坊 经销部 营业部 营业厅 门市部 加工部 农场 牧场 果园 发廊 旅社 "
        "书屋 公寓 KTV 机房 事业单位 高中 普通高中 民办高中 公办高中 职业高中",
    )
)
_HIDDEN = re.compile(r"某|\*|＊|×|xx|xX|Xx|XX")
# Single characters before 某 that are no part of a name: 对某公司; 云某优品 keeps its first.
_NO_INITIAL = frozenset("若诉对向由与和及在为因从被将该是系有据经查至于以到我本此给令让使把同跟即称如其属")
_SHOPS = frozenset(("店", "馆", "代理商", "大排档", "中心", "电商"))
_LODGINGS = frozenset(("民宿", "酒店", "宾馆", "旅馆", "超市", "餐厅", "会所", "饭店", "商店", "门店", "网吧", "网咖"))
_PLACED = frozenset(("公司", "分公司", "工作室", "企业", "机构", "门店", "酒店", "餐厅", "中介"))
_TOLD_BY_PLACE = _NEEDS_MASK | _LODGINGS
_LETTERED = re.compile(r"(?<![^一-龥，,。、；：\s])[A-Z]")
_DIGITS = frozenset("0123456789")
# What no name ends in, before the word for its kind: 该|公司, 的|企业.
_NO_END = _STOPS | frozenset("被对将把的了是称该并其且而均已让令使跟此各在到从于往")
_LEADING = frozenset("与和及在以由向从用至到因还系即受")
_REGION_TEXT = re.compile(
    r"(?:(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|"
    r"海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|"
    r"新疆|内蒙古|香港|澳门)(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)?)?(?:[一-龥]{2,5}?(?:自治州|地区|"
    r"市|州|盟))?"
    r"(?:[一-龥]{1,5}?(?:新区|高新区|经开区|开发区|自治县|自治旗|区|县|旗|市))?"
    r"(?:(?:(?![在从到对由])[一-龥]){2,4}?(?:镇|乡|街道))?$"
)
_PROVINCE = ("省", "自治区")
# What a place can end in.
_PLACE_ENDS = frozenset("京津海庆北西宁林江苏徽建东南川州藏肃夏疆古港门省市区盟县旗镇乡道")
_ANAPHOR = re.compile(
    r"[该涉上此当对责追给公](?:(?<=当)事人|"
    r"(?<=公)(?P<own>司)(?<=[，,。；;]公司)(?=[也亦则]?被[^，,。；;]{0,10}(?:罚|处以|警告|责令|吊销))|"
    r"(?:(?<=对)|(?<=责)令|(?<=追)究|(?<=给)予)(?P<bare>公司|"
    r"企业|医院|卫生院|诊所|学校|幼儿园|单位)(?=及|和|、|处|给予|作出|进行|罚|"
    r"的?(?:主要|直接)?(?:负责|责任|主管))|"
    r"(?:(?<=该)|(?<=涉)[事案]|(?<=上)述|(?<=此))"
    r"(?:[0-9两二三四五六七八九十]+家)?(?:(?![对将被])[一-龥A-Za-z]){0,8}?(?P<head>公司|企业|集团|银行|"
    r"医院|学校|高校|[中小大]学(?!生)|学院|职院|院|机构|单位|平台|"
    r"网站|酒店|店铺|网店|门店|驾校|厂|景区|开发区|部门|App|APP|app|小程序|超市|中心|协会|商行|经营部|工作室|商家|"
    r"运营者|运营主体|主办者|旅行社|会所|诊所|门诊部|营业[厅部]|药[店房]|餐[厅馆]|幼儿园|宾馆|民宿|网吧|合作社|事务所|"
    r"卫生[院室]|[分支]行|俱乐部|商[店场]|影[院城])|(?<=该)(?P<short>[校院行店厂所])(?![长方名业为有得述称类内]))"
)
_SINGLE = re.compile(
    r"(?P<count>一家|一所|一个|1家(?<!\d1家)|一(?!中院|审|级|般|律|起|名|些|直|并|定|旦|步|次))"
    rf"(?P<noun>[一-龥A-Za-z]{{0,8}}?(?:{_FIRM}|{_SITE}|单位))(?!等|们|的(?:实际|负责|法定|员工|老板|工作人员))"
)
_NEARBY = re.compile(r"(?:属地|辖区内?|本地|当地|我[市县区])$")


class OrganisationMention(Struct, frozen=True):
    """A place where an organisation, site, platform or app is named."""

    span: Span
    name: str
    type: str
    is_masked: bool
    is_bare: bool  # 某公司, 某企业: nothing but a mask and a kind


class Anaphor(Struct, frozen=True):
    """A place where a word stands for an organisation named before."""

    span: Span
    head: str


# What a name may hold, read backwards from its end.
_SURNAMES = frozenset(SURNAMES) - frozenset("县市区州镇乡路村")
_FREE = re.compile(f"[^{re.escape(''.join(sorted(_STOPS)))}()（）]*")


def _floor(plain: str, start: int, low: int) -> int:
    """Return how far left of `start` a name can reach: to the next stop, stepping over a place in brackets."""
    limit = max(low, start - 34)
    at = start
    while at > limit:
        at -= _FREE.match(plain[limit:at][::-1]).end()  # type: ignore[union-attr]
        if at <= limit or plain[at - 1] not in ")）":
            break
        opening = max(plain.rfind("(", at - 9, at), plain.rfind("（", at - 9, at))
        if (
            opening <= low
            or not "一" <= plain[opening - 1] <= "龥"
            or any(c in _STOPS for c in plain[opening + 1 : at - 1])
        ):
            break
        at = opening
    return at


class _Places(Struct, frozen=True):
    """The places named in a text, also by short names that may be other words."""

    regions: HitRows
    others: HitRows

    def begin(self, start: int, end: int) -> bool:
        """Tell whether a place begins at `start` and ends by `end`."""
        for rows in (self.regions, self.others):
            index = bisect_left(rows.starts, start)
            if index < len(rows.starts) and rows.starts[index] == start and rows.ends[index] <= end:
                return True
        return False

    def start_of(self, end: int, low: int) -> int:
        """Return where the run of places that ends at `end` begins, `end` itself when there is none."""
        while True:
            limit = max(low, end - 12)
            region, other = self.regions.start_of(end), self.others.start_of(end)
            start = region if region >= limit else end
            start = other if limit <= other < start else start
            if start == end:
                return end
            end = start

    def widen(self, start: int, low: int) -> int:
        """Return where the place begins that `start` cuts (泉|州经济开发区) or that ends there, else `start`."""
        index = bisect_left(self.regions.starts, start) - 1
        if index >= 0 and low <= self.regions.starts[index] < start < self.regions.ends[index]:
            return self.regions.starts[index]
        return self.start_of(start, low)

    def next_region(self, start: int, end: int) -> int:
        """Return where the first region at or after `start` begins when it ends by `end`, -1 when none does."""
        rows = self.regions
        index = bisect_left(rows.starts, start)
        return rows.starts[index] if index < len(rows.starts) and rows.ends[index] <= end else -1


def _region_start(plain: str, low: int, at: int, places: _Places) -> int:
    """Return where the run of place names that ends at `at` begins, `at` itself when there is none."""
    start = places.start_of(at, low)
    if plain[start - 1 : start] not in _PLACE_ENDS:
        return start
    match = _REGION_TEXT.search(plain, max(low, start - 14), start)
    return places.widen(match.start(), low) if match else start


def _cut(plain: str, floor: int, suffix: int, places: _Places) -> int:
    """Return where the name whose kind word begins at `suffix` starts."""
    start = floor
    if plain[suffix - 1] in "甲乙丙丁" and suffix > floor and plain[suffix - 2] not in "一二三":  # 乙公司, not 三甲医院
        return suffix - 1
    if "A" <= plain[suffix - 1] <= "Z" and _LETTERED.match(plain, suffix - 1) and (suffix - 2 >= start or suffix == 1):
        return suffix - 1
    if plain[start] in _DIGITS and (numbered := _NUMBERED.match(plain, start, suffix)):
        start = numbered.end()
    for match in _STRONG.finditer(plain, floor, suffix):
        start = match.end()
    masked = plain.rfind("某", start, suffix)
    if masked >= 0 and plain[masked + 1] in "与和" and suffix - masked > 3:  # 李某与云谷青枝网络公司
        start, masked = masked + 2, -1
    if masked >= 0:
        masked = max(masked - (plain[masked - 1 : masked] == "某"), start)
        if masked - floor == 1 and plain[floor] not in _NO_INITIAL:
            return floor
        if plain[masked - 1] in _SURNAMES and places.start_of(masked, start) == masked:
            owner = _region_start(plain, start, masked - 1, places)  # 泉州市陈某食品店
            if owner < masked - 1:
                return owner
        owner = _region_start(plain, start, masked, places)
        # 云谷青枝某文化公司: a place, part of a name, and the mask
        is_led = owner == masked and 2 < masked - start <= 8 and places.begin(start, masked - 1)
        return start if is_led and not _WEAK.search(plain, start, masked) else owner
    if places.begin(start, suffix):
        return start
    if plain[start] in "和与及" and places.begin(start + 1, suffix):  # 甲公司和云谷市|快到家商贸公司
        return start + 1
    for match in _WEAK.finditer(plain, start, suffix):
        if match.start() - start >= 2 and suffix - match.end() >= 2:
            start = match.end()
    if plain[start] in _LEADING and suffix - start >= 3:
        start += 1
    region = places.next_region(start + 2, suffix)
    if region >= start + 3 and plain.startswith(_BRANCHES, suffix) and places.regions.end_of(region) == suffix:
        return start  # 慢云打车泉州|分公司
    return region if 0 <= region <= start + 6 and plain[region - 1] not in "(（" else start


def _after_owner(plain: str, start: int, at: int, places: _Places) -> int:
    """Return where the legal name begins when where the firm sits stands before it: 江苏省扬州市|扬州青枝公司."""
    end = places.regions.end_of(start)
    while 0 < end < at and places.begin(end, at):
        is_city = plain[start:end].endswith(_PROVINCE) and "某" not in plain[end:at]
        if plain[end : end + 2] in plain[start:end] or is_city:
            start = end
        end = places.regions.end_of(end)
    own = places.regions.end_of(start)
    is_told_again = 0 < own < at and plain[start : start + 2] in plain[own:at]  # 云谷市|青枝（云谷）公司
    return own if is_told_again else start


# 甲公司|第六分店, 甲公司|山前路店: a shop of the firm, before what it did or a stop.
_SHOP_OF = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,4}|(?!第|旗下|所属|下属|直营|加盟|线下|线上|网[络上店]|官方|授权)(?:(?![的在被由对将和与及了用过开设]|通过|利用|经营|运营)[一-龥\d]){2,8}?)"
    r"(?:分店|门店|药店|药房|店)(?=[\s，,。；;：:、（(]|未|因|在|通过|利用|网络|销售|违法|违规|发布|虚假|涉嫌|经营|案|$|"
    r"网售|线上|存在|无证|擅自|开展|进行|实施|处以?罚|罚款|给予|作出|予以|警告|被|没有)"
)


# 甲公司与乙企业, 部分企业, 一企业, 货运平台公司: no name.
_NO_NAME = re.compile(
    r"[你我您]$|(?:公司|企业|医院|学校|平台|单位)[和与及、]|部分|多家|有关|相关|等|一$|上市(?<!司上市)$|[两二三四五六七八九](?<![第局司].)家?$|^[^某]*平台$"
)
# “青枝药房”平台: a name in quotes of what is no firm.
_ON_LINE = tuple("”" + third + noun for third in ("", "第三方") for noun in ("平台", "App", "APP", "小程序", "网站"))
_MASKED_ONLY = frozenset(("website", "platform", "app", "unknown", "government"))
# A branch belongs to the firm named right before it: 云谷银行股份有限公司蓝湖分行.
_BRANCHES = ("分公司", "支公司", "分行", "支行")
_IN_BRANCH = re.compile(r"(?:(?![对被由和与及的向])[一-龥]){1,12}")
_BARE = re.compile(r"某某?|[A-Z]|[甲乙丙丁]")
# 山南县一|陶瓷工作室, 一家|茶叶商行: one of its kind, no name.
_ONE_OF = re.compile(r"(?<=[县市区镇乡村州盟旗省])一$|一[家所个]$")
# 云谷景区某停车场: the name goes on within its grounds.
_GROUNDS = frozenset(("景区", "度假村", "商场", "菜市场", "农贸市场", "游乐园", "古村落"))
_WITHIN_GROUNDS = re.compile(rf"内?某[一-龥]{{0,8}}?(?:{_COMPANY}|{_INSTITUTION})")


def _is_one_of(plain: str, start: int, low: int, places: _Places) -> bool:
    """Tell whether what stands before a kind of organisation says that it is one of its kind: 某省一|IT公司."""
    if _ONE_OF.search(plain, max(0, start - 6), start):
        return True
    return plain[start - 1 : start] == "一" and places.start_of(start - 1, low) < start - 1


_INSTITUTION_END = re.compile(rf"(?:{_INSTITUTION}|院)$")


def is_institution(name: str) -> bool:
    """Tell whether a name ends as those of institutions do.

    >>> is_institution("云谷市某艺术培训中心"), is_institution("云谷青枝影院"), is_institution("云谷青枝网络公司")
    (True, False, False)
    """
    if name.endswith(("影院", "美容院", "剧院")) or (name.endswith("服务中心") and not name.endswith(_PUBLIC_CENTRES)):
        return False
    return _INSTITUTION_END.search(name) is not None


_PUBLIC_CENTRES = ("卫生服务中心", "政务服务中心")


@cache
def _kind_of(word: str) -> str:
    """Return the kind of organisation a word for one stands for."""
    return next(name for name, words in _TYPES if re.fullmatch(words, word))


def _is_name(stem: str, kind: str, suffix: str, has_place: bool) -> bool:
    """Tell a name without a mask from a mere kind of organisation (物业公司, 多家企业)."""
    if len(stem) <= 2 and stem.isascii() and stem.isalpha() and stem.isupper():
        return kind == "company"
    if stem in ("甲", "乙", "丙", "丁"):
        return suffix in ("公司", "医院", "银行")
    if kind in _MASKED_ONLY or len(stem) < 2:
        return False
    if suffix in _NEEDS_MASK:
        return has_place and len(stem) >= 4 and suffix in _SHOPS
    if suffix in _LODGINGS and not has_place and len(stem) < 3:
        return False
    return not _ONLY_KINDS.fullmatch(stem)


def _may_be_named(plain: str, at: int, low: int, kind: str, suffix: str) -> bool:
    """Tell whether a name may stand before a word for a kind; most such words stand alone or need a mask."""
    if kind not in _MASKED_ONLY and (suffix not in _NEEDS_MASK or suffix in _SHOPS):
        return True
    return "A" <= plain[at - 1] <= "Z" or _is_hidden(plain, max(low, at - 60), at)


def _is_hidden(plain: str, start: int, end: int) -> bool:
    return "某" in plain[start:end] or _HIDDEN.search(plain, start, end) is not None


# “青枝”民宿, “山谷里”桌游工作室: names whose telling part is quoted.
_SHOP_KINDS = frozenset(
    re.findall(
        r"\S+",
        "工作室 酒店 宾馆 民宿 旅馆 餐饮店 餐厅 饭店 药房 药店 网吧 网咖 健身房 茶楼 农家乐 会所 美容院 店 馆 "
        "诊所 门诊部 幼儿园 农庄 山庄 酒庄 影楼 客栈 养生馆 美容店",
    )
)


def _quoted_start(plain: str, start: int, at: int, low: int) -> int:
    """Return where the quotation begins that stands before a shop's kind, -1 when it tells no name."""
    opened = plain.rfind("“", max(low, start - 13), start - 1)
    if opened < 0 or at - start > 6 or "”" in plain[opened : start - 1] or start - opened < 4:
        return -1
    return opened


def _mentions(plain: str, span: Span, places: _Places) -> Iterator[OrganisationMention]:
    last_end = span.start
    for match in _SUFFIX.finditer(plain, span.start, span.end):
        at, end = match.span()
        suffix = match[0]
        if at == last_end or (
            plain[at - 1] in (_STOPS if suffix in _BRANCHES else _NO_END)
            and not (plain[at - 1] == "”" and suffix in _SHOP_KINDS)
        ):
            continue
        kind = _kind_of(suffix)
        if not _may_be_named(plain, at, last_end, kind, suffix) or _LONGER.match(plain, end, span.end):
            continue
        if suffix in _GROUNDS and _WITHIN_GROUNDS.match(plain, end, span.end):
            continue
        if suffix in _BRANCHES and last_end > span.start and _IN_BRANCH.fullmatch(plain, last_end, at):
            start = last_end
        else:
            start = _cut(plain, max(_floor(plain, at, span.start), last_end), at, places)
        quoted = _quoted_start(plain, start, at, last_end) if plain[start - 1] == "”" and suffix in _SHOP_KINDS else -1
        start = quoted if quoted >= 0 else start
        if suffix.endswith("公司"):
            start = _after_owner(plain, start, at, places)
        stem = plain[start:at]
        if not stem or _NO_NAME.search(stem):
            continue
        if plain.startswith(_ON_LINE, end) and plain.startswith("“", start - 1):
            continue
        hidden = _is_hidden(plain, start, at)
        is_next = suffix in _LODGINGS and last_end > span.start and last_end + 1 == start
        if not hidden and _is_one_of(plain, start, span.start, places):
            continue
        has_place = is_next or (suffix in _TOLD_BY_PLACE and places.begin(start, at))
        if not hidden and quoted < 0 and not _is_name(stem, kind, suffix, has_place):
            continue
        if suffix in _PLACED and places.regions.end_of(start) == at:
            continue
        shop = (
            _SHOP_OF.match(plain, end, span.end) if suffix.endswith("公司") and "店" in plain[end : end + 12] else None
        )
        end = shop.end() if shop else end
        last_end = end
        bare = _BARE.fullmatch(stem) is not None
        yield OrganisationMention(Span(start, end), plain[start:end], kind, bare or hidden, bare)


def find_organisations(plain: str, spans: Sequence[Span], hits: Hits) -> list[OrganisationMention]:
    """Return every place in the spans where an organisation is named, in order; places come from the region hits.

    >>> text = "经查,浙江某科技有限公司受托,云谷市网信办对星河(云谷)商贸有限公司和物业公司罚款,责令某医院整改"
    >>> [(m.name, m.type) for m in find_organisations(text, [Span(0, len(text))], Hits(()))]
    [('浙江某科技有限公司', 'company'), ('星河(云谷)商贸有限公司', 'company'), ('某医院', 'institution')]
    """
    found: list[OrganisationMention] = []
    places = _Places(hits.of("region"), hits.of("place"))
    for span in spans:
        for mention in _mentions(plain, span, places):
            if found and found[-1].span.end == mention.span.start and mention.name.endswith(_BRANCHES):
                whole = Span(found.pop().span.start, mention.span.end)
                mention = replace(mention, span=whole, name=whole.of(plain))
            found.append(mention)
    return found


def find_singles(plain: str, spans: Sequence[Span], hits: Hits) -> list[OrganisationMention]:
    """Return organisations named by their kind alone, one of its kind: 属地一企业, 甲市一学校, 一家物业公司."""
    found = []
    places = _Places(hits.of("region"), hits.of("place"))
    for span in spans:
        for match in _SINGLE.finditer(plain, span.start, span.end):
            start, end = match.span()
            if not _NEARBY.search(plain, max(span.start, start - 4), start) and match["count"] == "一":
                start = _region_start(plain, span.start, start, places)
                if start == match.start():
                    continue
            words = _SUFFIX.findall(match["noun"])
            kind = _kind_of(words[-1]) if words else "unknown"
            found.append(OrganisationMention(Span(start, end), plain[start:end], kind, True, False))
    return found


def find_anaphors(plain: str, spans: Sequence[Span]) -> list[Anaphor]:
    """Return the words that stand for an organisation named before.

    >>> text = "对该物业服务公司罚款,涉事企业表示"
    >>> [(a.span.of(text), a.head) for a in find_anaphors(text, [Span(0, len(text))])]
    [('该物业服务公司', '公司'), ('涉事企业', '企业')]
    """
    return [
        Anaphor(
            Span(match.start("bare" if match["bare"] else 0), match.end()),
            match["head"] or match["bare"] or match["short"] or ("公司" if match["own"] else "当事人"),
        )
        for span in spans
        for match in _ANAPHOR.finditer(plain, span.start, span.end)
    ]
