"""Names of natural persons as notices write them: masked (李某, 陈某珠, 王嘉某, 邱**, A某) or in full after a role."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from etl.model import Span

COMPOUND = (
    "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|东方|西门|南宫|独孤|端木|百里|轩辕|阿不|买买|"
    "呼延|"
    "申屠|太史|澹台|公冶|宗政|濮阳|淳于|单于|钟离|闻人|赫连|拓跋|万俟"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安"
    "齐易乔"
    "伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞"
    "姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满"
    "闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿"
    "乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺扎旦次格央热拉达尼贡德仁土努吐玛丹嘎尕措肉帕克赖洪翦凤占凡贝慎牧巨桓佴赏墨谯"
    "笪琴崇闾鄂昃幺仵肇铁折靖候毋逄綦郗仉郄西战慕危"
    "玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴"
    "昝智幸奉植衡富税粘揣"
    "尧闭由吁上代"
    "刀岩"
    "呙禤郇庹蹇贠眭钮隗郏戢茆"
    "萧酆荀羿汲邴糜宓钭韶蓟郦璩濮庾暨殳夔厍訾乜蒯竺泮郐邾郯麴郤嫪雒邗亶恽芶剡缑蔄贲"
)
_ONE = f"[{''.join(dict.fromkeys(SURNAMES))}]"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉力健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞"
    "彬富顺信子"
    "杰昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆裕河哲江浩亮政谦亨奇固之轮翰朗伯"
    "宏言若鸣朋"
    "斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘淑惠珠翠雅芝玉萍红娥玲芬燕彩春菊兰凤洁"
    "梅琳素云莲"
    "真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊"
    "薇菁梦岚苑"
    "婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宸欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝丝宇轩俊峰凯"
    "阳东华民"
    "刘小大晶雨诗佩慧基耀煌坤涵靖然蛟吉鑫森钢铭锋银铁铮钰炳灿焕煜熙勋炜培圣城堂坚垒均堃尧岳峻崇川洲津洪涌淼渊溪滨漫潇"
    "虎豹骏骥麟鸿鹤鹰燕雁喜悦恒恩惠忠怀恺慎懿正直端方圆廷延建征律徽微衡复循礼祖祺禄禧禾秉科程稳穆立竞章笑策筱简籍"
    "粤精纪纲维绪绮缘缨羚翊翎翠耕耘肖胤臣舟舫艾芊芮苏苗荃莹莱菡萌萱葆蓝蕾藩虹蝶衍裔西见观览觉解言誉诗诚语谊谋谨谷豫"
    "贤贺资赋超越路跃"
    "轶达迅迎近进远连迪逸道遥郁郎酬里野量金针钊钟钦铎铨链锐锡锦镇镕镜长闯闻阔阮陆陶隆隽雄雅集雪雯零震霖霜露青静靓非"
    "韬韶顺颂颜风飞"
    "馨骁骄高魁魏鱼鲁鲜鸣麒默齐龄"
)
# More that end a name whose middle is masked, 赵某彤, and begin hardly any word.
_MORE_GIVEN = (
    "雷兵柏桦璇茵佑婧娇媚帆彤彦昊昂昕晗晖晴曙杉梓棠沁淇炯玮玺珂珏琪甫臻芷茹轲铃锴霆"
    "霏骅娣妮娃霓曦璟琨昱晔晟栩桢棣槿柱冉帅桃樱勃煦昀皓笙旻骞淳霁沅沐灏铠锟彧懋朔楷樾浚"
    "淞漪澄澍烁煊燊琅琏瑄瑜璞皎睿睦祎祯祉稷竣绢翀芃芙苒菀葵藤谧贻赟雍霈颐飒骐鹃鹭麓鼎妤"
    "姗姝嫣宓寅峥峦嵘嵩弈恬斐晏暄桐桓榆槐毅沛泓泠洵湛滔澎烽焱熹珑珩琥瑚磐穗绫舜芯茉葳蔚"
    "蕙赫韫颢鼐佟侃俐凌勉勖卓喆垚奕"
)
_TAIL = frozenset(_GIVEN + _MORE_GIVEN) - frozenset("均先才会若可以近有时行全即言见为")
# What may stand right after a complete name: punctuation, a particle, or the start of a predicate.
_AFTER = re.compile(
    r"[\s、，,。；;：:（(）)！？”“\"'《》/—…]|$|[等的在因对和与及为被将通利以从于向是自至经曾已均二两三四五六七八九"
    r"十也又还则即系遂便"
    r"\d把给让使受该其这那此各分先后伙涉违非用作有无到多所现到未不借擅私随故据联负购发编散制招成开雇勾窃出提销实组犯抓"
    r"获处进称说罚警判]|"
    r"采取|冒充|冒用|伪造|虚构|侮辱|辱骂|恶意|转发|转载|传播|盗用|盗取|骗取|注册|构成|承担|赔偿|名下|本人|予以|依法|追[缴究]"
)
_VERBS = frozenset(
    re.findall(
        r"\S+",
        "发布 发现 发送 发起 利用 通过 明知 成立 成为 伟大 进行 进入 进而 进货 有偿 有关 有意 行为 行政 先后 会同 以及 "
        "以为 和平台 中某 言论 "
        "建立 建议 信息 新增 新建 平台 全部 全国 文章 学习 学校 生产 生成 立案 立即 正在 直播 直接 达成 达到 延续 征得 "
        "复制 解封 解决 言语 "
        "资金 超过 跃升 连续 道歉 里面 金额 长期 闻讯 零售 静默 高价 高额 默认 安装 安排 安全 清理 清楚 兴趣 力图 广告 "
        "政府 国家 国内 家中 "
        "天津 江苏 青海 海外 山东 河南 湖南 中国 北京 之后 之前 之妻 之间 可能 可以 大量 大肆 小区 东西 方法 方式 方便 "
        "西安 民警 民族 会员 心生 思想 "
        "振兴 承认 承诺 承担 善于 庆祝 言行 启动 启用 克隆 维修 维持 建群 家属 致使 致电 策划 风险 联系 彩票 爱好 真实 "
        "真名 月薪 月入 秋季 梦想 "
        "宜昌 亚太 舒适 影响 阳性 华为 慧眼 基于 科技 程序 稳定 立刻 竞争 章程 简单 精准 精心 纪律 观看 见面 解释 语音 "
        "谋取 谋利 贺岁 近日 远程 迅速 迎合 "
        "针对 链接 量刑 闯入 集中 集团 露骨 顺利 飞机 高薪 非法 正常 正式 端口 延长 律师 微信 微博 复核 循环 礼品 里程 "
        "野外 郎某 铁路 银行 树立 行使 行贿 时任 "
        "生活 才能 武汉 富有 顺便 信用 子公司 星期 光顾 天天 博取 博眼 诚信 敬请 会谈 群发 豪车 心理 功能 松散 裕华 "
        "浩瀚 亮相 奇怪 固定 轮流 若干 鸣谢 风格 "
        "仁和 波及 世界 志愿 义务 良好 健康 力量 强行 强迫 勇于 超出 秀出 静坐 胜诉 才被 大力 大学 小学 中学 中介 中间 "
        "中心 同伙 言称 家长 家庭 家住 方某",
    )
)
# Nouns a mask may stand before: 某平台, 某市; verbs (处以, 联合, 支付) may follow a name and are no proof.
_NOUN_AFTER_MASK = re.compile(
    r"公司|企业|集团|平台|网站|网络(?!销售|售|贩|交易|传播|散布|发布|造谣|谣言|直播|诈骗|赌博|刷单|侮辱|诽谤|暴力|侵权|引流|虚假|违法|开设|经营|传销)|网约|网店|科技|信息|软件|传媒|文化|医院|医疗|医药|医美|学校|学院|银行|机构|"
    r"单位|酒店|"
    r"宾馆|餐饮|餐厅|品牌|市|县|区(?!别)|省(?!略)|镇|村|地(?!下)|局|部门|知名|境外|境内|国外|国内|国有|国企|国家|"
    r"大型|民营|民办|公办|公立|私立|"
    r"短视频|社交|电商|游戏|视频|[Aa][Pp][Pp]|小区|物业|房产|房地|店(?![铺内])|厂|商场|商户|商贸|商家|项目|票务|"
    r"二手|论坛|团伙|"
    r"种(?!植)|个(?!人)|些|款|日(?![前常])|月(?![薪入])|年(?![仅龄])|类(?!似)|起(?![诉草初获])|次(?!日)|段|条|篇|"
    r"处(?![以罚理于置分有\d])|"
    r"人力资源|建筑|职业|高校|中学|小学|大学|幼儿|驾校|快递|物流|保险|证券|基金|贸易|工程|工业|机械|环保|环境|新能源|"
    r"能源|汽车|电子|通信|数码|电力|加油站|教培|旅行社|体育|影视|娱乐|明星|主播|博主|运动员|教练|干部|电视|事件|线路|"
    r"系统|第三方|金融|股份|有限|连锁|商会|律师事务|会计师|供应链|石油|化工|食品|服装|服饰|珠宝|母婴|美容|健身|电竞|"
    r"协会|学会|中心|景区|园区|产业|置业|超市|药[店房厂企]|水务|燃气|供水|自来水|热力|航空|铁路|港口|县级|市级|"
    r"省级|市直|"
    r"县直|街道|社区|派出所|小程序|门户|浏览器|输入法|人工智能|AI|芯片|半导体"
)
# 某文旅公司, 某支付软件; not 李某成立公司.
_ORGANISATION_AFTER_MASK = re.compile(
    r"(?!明知|离职|辞职|入职|窃取|盗取|窃得|泄露|获取|非法|下载|复制|侵入|篡改|受雇|冒充|假冒|进入|攻击|删除|破解|掌握|身为|作为|原系|曾|供职|就职)"
    r"[^\s，,。；;：:、“”的在与和为向对从将被等成立开办经营注册担任是系名下所利用通过伙同因以赔付退返给让使判某诉]{1,10}"
    r"(?:公司|企业|集团|有限|网点|中心|医院|学校|平台|软件|网站|App|APP|机构|单位|店铺)"
)
# 云谷县陈某茶叶店销售…: a shop that bears the masked name of its owner.
_SHOP_AFTER_MASK = re.compile(
    r"(?![打探吃去到找逛入订砸抢盗偷骗拍评骂差投举称说编造伪误借赊离辞窃])"
    r"[^\s，,。；;：:、“”的在与和为向对从将被等成立开办经营注册担任是系名下所利用通过伙同因以赔付退返给让使判某诉冒假仿购]{0,7}"
    r"(?:店(?![铺内主员])|便利店|商行|经营部|批发部|工作室|诊所|门市部|服务部|小卖部|加工部|养殖场|农家乐|作坊|养生馆|美容馆|茶行)"
    r"(?=[\s，,。；;：:、（(]|销售|售|虚假|虚构|发布|未|因|被|在|通过|利用|擅自|罚|违|涉嫌|宣传|处|给予|予以|作出|无|使用|生产|加工|经营|侵|"
    r"夸大|拒|案|刷|仿|提供|进行|$)"
)
_WORD_BEFORE = re.compile(
    r"(?:由|对|关|基|处|属|位|等|至|鉴|限|出|源|便|终|甚|善|用|忠|敢|勇|归|趋|急|乐|陷)于$|(?:警|官|对|地|双|各|平|"
    r"校|院|厂|商|卖|买|甲|乙|下|上|"
    r"东|西|南|北|前|后|四|多|我|他|资|社|厂|控|辩|检|主办|承办|运营)方$|公安$|(?:国|治|平|西|长|延|泰|淮|六|雅|广|"
    r"保|瑞)安$|"
    r"(?:构|形|组|达|促|造|养|完|生|合|集|变|换)成$|(?:及|同|当|届|届|何|临|随|按|准|定|实|平|暂)时$|(?:全|跨|外|"
    r"中|本|各|我|两|异|别|祖|回)国$|"
    r"(?:方|导|去|一)向$|(?:文|电|语|来|录)信$|(?:水|公|和|太)平$|(?:相|供|反|响|适|效|对)应$|(?:所|没|拥|具|含|占|"
    r"享|持)有$|"
    r"(?:担|责|信|委|主|离|历|现|时|就|前)任$|(?:共|不|相|如|合|会|协|陪|伙)同$|(?:线|网|道|公|铁|思|链)路$|(?:房|"
    r"二手|智能)车$|(?:设|统|会|审|估|预)计$|"
    r"(?:声|说|证|表|注|查|标|透|公|发|光|文)明$|(?:通|异|正|非|日|时|经|平)常$|(?:以|自|从|将|往|本|原|近|到|"
    r"出)来$|(?:安|完|健|齐|周)全$|"
    r"(?:上|下|之|以)上$|(?:湖|河|云|海|济|越|淮|渭|赣|苏|闽|华|东|西)南$|(?:山|河|湖|江|广)[东西]$|利$|由$|和和$"
)
_WORD_ENDS = frozenset("于方安成时国向信平应有任同路车计明常来全上南东西利由和")
# 对于 etc. may be surnames only where the name follows a role or a stop.
_AMBIGUOUS = frozenset(
    "扎旦次格央热拉达尼贡德仁土努吐玛丹嘎尕措肉帕克西于向和方时应有任安成路明常来全国信平同从包连计利由上都相但干居元由位区公初那代刀岩税粘"
)
_ROLE = (
    r"被告人|犯罪嫌疑人|违法嫌疑人|违法犯罪嫌疑人|嫌疑人|违法行为人|违法人员|行为人|当事人|网民|网友|男子|女子|"
    r"主播|博主|经营者|负责人|"
    r"法定代表人|实际控制人|店主|持有人|运营者|开发者|作者|用户|员工|夫妻|丈夫|妻子|同伙|股东|成员|姐夫|朋友|同学|老板"
)
_STARTS_CLEAN = re.compile(
    rf"(?:^|[\s、，,。；;：:（(“\"《》”—])$|(?:{_ROLE}|对|与|给|及|和|将|由|为|向|被|的|人|伙同|雇佣|安排|指使|组织|"
    rf"勾结|主管人员|责任人员|管理人员|客户经理|主任|科长|行长|总监|主管|职员|职工|侦破|破获|抓获|查处|传唤|判处|以)$"
)
# Both are read from the mask, the rarest character of a name: 李某, 欧阳某, A某; 王嘉某.
_MASKED = re.compile(
    rf"[某*＊×xX](?:(?:(?<=(?P<compound>{COMPOUND}).)(?<![校局队部院处科所班组行会厂董市县区镇村省首店社站团家]长孙.)|(?<=(?P<single>{_ONE}).))"
    r"(?P<mask>(?<=某)某?|(?<=[*＊×])[*＊×]?|(?<=[xX])[xX]?(?![A-Za-z]))(?P<suffix>[甲乙丙丁戊己庚辛](?![方级类]))?|"
    r"(?<=(?P<letter>[A-Z])某)(?<![A-Za-z0-9].某)某?(?![一-龥]{0,3}公司))"
)
_LATE = re.compile(
    rf"[某*＊×](?:(?<!某)|(?!某))(?<=[{''.join(dict.fromkeys(_GIVEN))}].)(?:(?<=(?P<compound>{COMPOUND})..)|(?<={_ONE}..))"
)
# The same where nothing else masks: the engine leaps from 某 to 某.
_MASKED_ALIKE = re.compile(_MASKED.pattern.replace("[某*＊×xX]", "某", 1))
_LATE_ALIKE = re.compile(_LATE.pattern.replace("[某*＊×]", "某", 1))
_FULL_ROLE = re.compile(
    r"(?:被告人|犯罪嫌疑人|违法(?:嫌疑|行为)人|嫌疑人|当事人|法定代表人|实际控制人|时任[一-龥]{1,12}?(?<=[长理裁任监管人员总师官])|董事长|"
    r"总经理|总裁|CEO|CTO|行长|"
    rf"首席执行官|经理|责任人员?|网民|主播)\s?(?=(?P<name>{_ONE}[一-龥]{{1,2}}))"
)
# 嫌疑人阿力木·买买提
_DOTTED = re.compile(
    r"(?:嫌疑人|被告人|行为人|网民|当事人|对)\s?(?P<name>[一-龥]{1,6}·[一-龥]{1,6}?)(?=[\s、，,。；;：:（(因在被将等"
    r"均分犯涉])"
)
# 李海因未尽职责,被…; 对李海警告.
_FULL_SUBJECT = re.compile(
    rf"(?P<name>{_ONE}(?:(?<=[，,。；;：:显示].)|(?<=\A.))[一-龥]{{1,2}})(?=因[^。；]{{2,80}}[，,]\s?被)"
)
_OBJECT = (
    rf"(?P<name>{_ONE}[一-龥]{{1,2}})"
    rf"(?=给予|予以|处以|作出|警告|罚款|实施|终身|采取|追[缴征]|加收|、{_ONE}[一-龥]{{1,2}})"
)
_FULL_OBJECT, _FULL_ORDERED = re.compile("对" + _OBJECT), re.compile("责令" + _OBJECT)
# 时任总经理李海、风控部负责人王山对上述行为负有责任: the officer named second.
_FULL_LISTED = re.compile(
    rf"时任[^，,。；;、]{{2,16}}{_ONE}[一-龥]{{1,2}}、(?:时任)?[^，,。；;、]{{2,14}}?(?:负责人|总监|主管|总?经理|主任|行长|部长|[一-龥]官)"
    rf"(?P<name>{_ONE}[一-龥]{{1,2}}?)(?=对|分别|因|均|被|[，,、])"
)
_NOT_GIVEN = frozenset(
    "的了是在有和与及等被对为以于向从将把其该此这那某之者所与或也都就不未没能会要应可并且而但因则若如"
)
# 门店, 车企, 农户 end in none that a name does.
_NO_GIVEN_END = frozenset("店厂企户馆铺院局部所社委")
_NOT_NAMES = frozenset(
    re.findall(
        r"\S+",
        "平台 公司 单位 商家 项目 应用 相关 相应 国内 部分 高校 全部 全体 方案 安全 严重 金融 万元 双方 车主 店铺 党员 "
        "程序 经理 时任 顾客 "
        "当事 上述 有关 任何 明知 包括 向其 和其 施工 路段 路人 时间 成立 强制 文化 文章 海外 国家 国外 "
        "易被 用户 广告 应当 应自 应在 应按 应依 应于 应立 来源 计划 信息 信用 原因 "
        "白领 石油 金额 黄金 关于 关闭 关停 房产 房东 莫名 雷同 史上 安装 安排 温馨 常见 常年 司机 阳性 查处 查封 查明 "
        "主播 花费 商户 商品 费用 "
        "简单 简称 解散 解除 支付 席位 路过 游客 游戏 管理 管控 谈话 连续 连带 边界 师生 方式 方面 钱款 武装 孔径 汤姆 "
        "万余 白名 易用 左右 申请 申诉 "
        "充分 程度 华为 江苏 江西 安徽 云南 海南 河南 宁夏 广东 山东 贵州 新疆 高管 高级 全面 盛行 盛大 古代 辛苦 季度 "
        "席卷 曲解 纪委 纪律 党委 严格 "
        "卫生 卫健 "
        "国有 明星 都在 公众 公安 公开 权威 相对 由于 印发 容易 信访 展开 区域 区委 初步 幸好 来自 斯里 居民 居住 位置 "
        "支行 车行 商行 车商 商贩 商城 商场 商超 乐园 景区 车队 车站 高铁 牧民 边民 官网 官微 古镇 温州 宁波 成员 "
        "都市 包装 安检 储蓄 祖父 "
        "位于 强行 強制 游乐 毕业 章程 应自 应于 应按 应在 应将 应向 应立 应依",
    )
)


# After a mask these end the name: no word for a body can follow.
_CLEAR_ENDS = frozenset("\n ，。；;：:、“”的在与和为向对从将被等")


# What can follow a mask in a list without being part of the name: 李某和、王某均.
_NO_TAIL = frozenset(
    "某等的在因对和与及为被将以均先才会若可近时有行全即言见甲乙丙丁公市县区某、，,。；;：:（(）)“”《》 \n0123456789男女"
)
_AFTER_LIST = re.compile(r"[等，,。；;（(]")


class PersonMention(Struct, frozen=True):
    """A place where a natural person is named."""

    span: Span
    name: str
    is_masked: bool


# Where a name up to its mask begins and ends, and whether it may go on: 李某 may be the beginning of 李某平; 李某甲 and
# A某 are whole.
_Masked = tuple[int, int, bool]


def _is_listed(plain: str, start: int, end: int) -> bool:
    """Tell whether a stretch stands in a list of names masked alike: 郭某拓、赵某儒."""
    behind = plain[end : end + 1] == "、" and plain[end + 2 : end + 3] == "某"
    return behind or (
        plain[start - 1 : start] == "、"
        and plain[start - 3 : start - 2] == "某"
        and _AFTER_LIST.match(plain, end) is not None
    )


def _tails(plain: str, found: Sequence[_Masked]) -> frozenset[str]:
    """Return the names of the form 李某平 that stand at least once before a clear end, so that 李某明知 adds none."""
    names = set()
    for start, end, may_go_on in found:
        tail = plain[end : end + 1]
        if may_go_on and (
            (tail in _TAIL and plain[end : end + 2] not in _VERBS and _AFTER.match(plain, end + 1))
            or (tail not in _NO_TAIL and _is_listed(plain, start, end + 1))
        ):
            names.add(plain[start : end + 1])
    return frozenset(names)


def _masked(plain: str, spans: Sequence[Span], pattern: re.Pattern[str]) -> Iterator[_Masked]:
    for span in spans:
        for match in pattern.finditer(plain, span.start, span.end):
            surname = match["single"] or match["compound"] or match["letter"]
            start, end = match.start() - len(surname), match.end()
            if start >= span.start and (match["letter"] or _starts_a_name(plain, start, surname, match)):
                yield start, end, not (match["letter"] or match["suffix"])


def _starts_a_name(plain: str, start: int, surname: str, match: re.Match[str]) -> bool:
    before, end = plain[max(0, start - 6) : start], match.end()
    if surname in _WORD_ENDS and _WORD_BEFORE.search(before + surname):
        return False
    is_star = plain[match.start()] != "某"
    if is_star and not match["suffix"] and not _AFTER.match(plain, end) and plain[end] not in _TAIL:
        return False
    if (is_star or surname in _AMBIGUOUS) and not _STARTS_CLEAN.search(before):
        return False
    if is_star or plain[end : end + 1] in _CLEAR_ENDS:
        return True
    if _NOUN_AFTER_MASK.match(plain, end) or _ORGANISATION_AFTER_MASK.match(plain, end):
        return False
    return not _SHOP_AFTER_MASK.match(plain, end)


def _late_masked(plain: str, spans: Sequence[Span], pattern: re.Pattern[str]) -> Iterator[PersonMention]:
    """Yield names masked at the end, 王嘉某; not 江苏某公司."""
    for span in spans:
        for match in pattern.finditer(plain, span.start, span.end):
            start, end = match.start() - (3 if match["compound"] else 2), match.end()
            before = plain[max(0, start - 6) : start]
            if start < span.start or plain[start : start + 2] in _NOT_NAMES or not _STARTS_CLEAN.search(before):
                continue
            if not _NOUN_AFTER_MASK.match(plain, end) and _AFTER.match(plain, end):
                yield PersonMention(Span(start, end), plain[start:end], True)


def _full_name(plain: str, start: int, longest: str) -> str | None:
    """Return the shortest reading of two or three characters that ends where a name can end."""
    for length in (2, 3):
        name = longest[:length]
        if len(name) < length or name in _NOT_NAMES or any(char in _NOT_GIVEN for char in name[1:]):
            continue
        if _AFTER.match(plain, start + length):
            return name
    return None


def _may_be_given(name: str) -> bool:
    if name[:2] in _NOT_NAMES or name[-1] in _NO_GIVEN_END:
        return False
    return not any(char in _NOT_GIVEN for char in name[1:])


def _full(plain: str, spans: Sequence[Span], text: str) -> Iterator[PersonMention]:
    patterns = [_FULL_ROLE]
    if "·" in text:
        patterns.append(_DOTTED)
    if "因" in text and "被" in text:
        patterns.append(_FULL_SUBJECT)
    if "对" in text:
        patterns.append(_FULL_OBJECT)
    if "责令" in text:
        patterns.append(_FULL_ORDERED)
    if "时任" in text and "、" in text:
        patterns.append(_FULL_LISTED)
    for pattern in patterns:
        for span in spans:
            for match in pattern.finditer(plain, span.start, span.end):
                start, name = match.start("name"), match["name"]
                full = _full_name(plain, start, name) if pattern is _FULL_ROLE else name
                if full and (pattern is _DOTTED or _may_be_given(full)):
                    yield PersonMention(Span(start, start + len(full)), full, "某" in full)


# 对乔山雪追缴税款: how a name told by its role is taken up again.
_AGAIN_BEFORE = re.compile(r"(?:^|[\s，,。；;：:、（(]|对|向|将|由|与|和|及|责令|约谈|判处|被告人?|当事人)$")


def _again(plain: str, spans: Sequence[Span], found: Sequence[PersonMention]) -> Iterator[PersonMention]:
    """Yield the further places of full names that a role told once."""
    for name in dict.fromkeys(m.name for m in found if not m.is_masked and len(m.name) >= 3):
        for span in spans:
            at = plain.find(name, span.start, span.end)
            while at >= 0:
                if _AGAIN_BEFORE.search(plain[max(0, at - 4) : at]):
                    yield PersonMention(Span(at, at + len(name)), name, False)
                at = plain.find(name, at + 1, span.end)


def find_persons(plain: str, spans: Sequence[Span]) -> list[PersonMention]:
    """Return every place in the spans where a natural person is named, in order.

    >>> text = "网民李某、陈某珠、王嘉某因琐事殴打他人,由于某公司报案,邱**被抓获。"
    >>> [mention.name for mention in find_persons(text, [Span(0, len(text))])]
    ['李某', '陈某珠', '王嘉某', '邱**']
    >>> text = "对盘龙银行罚款,总裁程维和被告人林小川被警告。利用某平台发布"
    >>> [mention.name for mention in find_persons(text, [Span(0, len(text))])]
    ['程维', '林小川']
    """
    found: list[PersonMention] = []
    text = plain[spans[0].start : spans[-1].end] if spans else ""
    more = list(_full(plain, spans, text))
    if more:
        places = {mention.span for mention in more}
        more += [mention for mention in _again(plain, spans, more) if mention.span not in places]
    has_others = "*" in text or "x" in text or "X" in text or "×" in text or "＊" in text
    if has_others or "某" in text:
        masked = list(_masked(plain, spans, _MASKED if has_others else _MASKED_ALIKE))
        tails = _tails(plain, masked)
        for start, end, may_go_on in masked:
            longer = plain[start : end + 1]
            name = longer if may_go_on and longer in tails else plain[start:end]
            found.append(PersonMention(Span(start, start + len(name)), name, True))
        more = [*_late_masked(plain, spans, _LATE if has_others else _LATE_ALIKE), *more]
    starts = [mention.span.start for mention in found] if more else []
    for mention in more:
        at = bisect_left(starts, mention.span.start)
        if not any(mention.span.overlaps(other.span) for other in found[max(at - 1, 0) : at + 1]):
            found.insert(at, mention)
            starts.insert(at, mention.span.start)
    return found
