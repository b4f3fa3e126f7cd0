-- Reference: what the facts refer to. Loaded from etl/reference and crawlers/sources.
-- Closed lists hold two rows beside the known ones: 'unknown' (the source does not say) and
-- 'unassigned' (it says something our list does not hold yet).

create table base.authorities (
    authority_id varchar primary key,
    authority_name varchar not null,
    short_name varchar not null,
    name_en varchar,
    system varchar not null,
    level varchar not null,
    region_code varchar
);
comment on table base.authorities is '处罚机关 / Authorities';
comment on column base.authorities.authority_id is '机关编号 / Authority';
comment on column base.authorities.authority_name is '机关全称 / Full name';
comment on column base.authorities.short_name is '简称 / Short name';
comment on column base.authorities.name_en is '英文名 / Name in English';
comment on column base.authorities.system is '系统：网信、市场监管、公安、工信等 / System: cyberspace, market regulation, police and so on';
comment on column base.authorities.level is '层级 / Level: national, province, city, county';
comment on column base.authorities.region_code is '行政区划代码（GB/T 2260），000000 为全国 / GB/T 2260 code of six digits; 000000 for the whole country';

create table base.regions (
    region_code varchar primary key,
    region_name varchar not null,
    full_name varchar not null,
    name_en varchar,
    level varchar not null,
    parent_code varchar,
    province_code varchar
);
comment on table base.regions is '行政区划（GB/T 2260） / Regions (GB/T 2260)';
comment on column base.regions.region_code is '行政区划代码（GB/T 2260），000000 为全国 / GB/T 2260 code of six digits; 000000 for the whole country';
comment on column base.regions.region_name is '名称 / Name';
comment on column base.regions.full_name is '全称，含上级 / Full name with its parents';
comment on column base.regions.name_en is '英文名 / Name in English';
comment on column base.regions.level is '层级：country、province、city、county / Level: country, province, city or county';
comment on column base.regions.parent_code is '上级代码 / Code of the parent';
comment on column base.regions.province_code is '所属省级代码 / Code of the province';

create table base.platforms (
    platform_id varchar primary key,
    platform_name varchar not null,
    name_en varchar,
    operator_name varchar,
    category varchar
);
comment on table base.platforms is '网络平台 / Online platforms';
comment on column base.platforms.platform_id is '平台编号 / Platform';
comment on column base.platforms.platform_name is '平台名称 / Brand';
comment on column base.platforms.name_en is '英文名 / Name in English';
comment on column base.platforms.operator_name is '运营者 / Operator';
comment on column base.platforms.category is '类别 / Category';

create table base.statutes (
    statute_id varchar primary key,
    statute_name varchar not null,
    short_name varchar not null,
    name_en varchar,
    level varchar,
    effective_date date,
    aliases varchar[] not null
);
comment on table base.statutes is '法律、法规、规章 / Statutes and rules';
comment on column base.statutes.statute_id is '法律编号 / Statute';
comment on column base.statutes.statute_name is '全称 / Full name';
comment on column base.statutes.short_name is '简称（不含"中华人民共和国"） / Name without 中华人民共和国';
comment on column base.statutes.name_en is '英文名 / Name in English';
comment on column base.statutes.level is '效力层级 / Rank: law, regulation, rule and so on';
comment on column base.statutes.effective_date is '施行日期 / Date it took effect';
comment on column base.statutes.aliases is '别名 / Other names under which it is cited';

create table base.statute_versions (
    statute_id varchar not null,
    version varchar not null,
    effective_from date,
    effective_to date,
    count_articles integer,
    is_verified boolean not null,
    primary key (statute_id, version)
);
comment on table base.statute_versions is '法律的各个版本 / Versions of a statute';
comment on column base.statute_versions.statute_id is '法律编号 / Statute';
comment on column base.statute_versions.version is '版本 / Version';
comment on column base.statute_versions.effective_from is '施行日期 / First day in force';
comment on column base.statute_versions.effective_to is '失效日期；空表示现行 / Last day in force; null when still in force';
comment on column base.statute_versions.count_articles is '条数 / Number of articles';
comment on column base.statute_versions.is_verified is '是否已与法律文本核对 / Whether checked against the text of the law';

create table base.provisions (
    provision_id varchar primary key,
    statute_id varchar not null,
    version varchar,
    article integer,
    sub_article integer,
    paragraph integer,
    item varchar,
    tier varchar,
    conduct_zh varchar,
    conduct_en varchar,
    penalised_subject varchar,
    measures varchar,
    fine_min_cny decimal(18, 2),
    fine_max_cny decimal(18, 2),
    person_fine_min_cny decimal(18, 2),
    person_fine_max_cny decimal(18, 2),
    base_rule varchar,
    detention_days varchar,
    enforcer varchar,
    is_verified boolean not null,
    note varchar
);
comment on table base.provisions is '处罚条款：每个 条×档次 一行 / Penalty provisions: one row per article and tier';
comment on column base.provisions.provision_id is '条款编号 / Provision';
comment on column base.provisions.statute_id is '法律编号 / Statute';
comment on column base.provisions.version is '版本 / Version';
comment on column base.provisions.article is '条 / Article number';
comment on column base.provisions.sub_article is '条之几 / Number after 之 in an inserted article';
comment on column base.provisions.paragraph is '款 / Paragraph number';
comment on column base.provisions.item is '项，可为范围 / Item, may be a range';
comment on column base.provisions.tier is '档次：base、serious、overdue 等 / Tier: base, serious, overdue and so on';
comment on column base.provisions.conduct_zh is '违法行为 / Conduct, in Chinese';
comment on column base.provisions.conduct_en is '违法行为（英文） / Conduct, in English';
comment on column base.provisions.penalised_subject is '受罚主体 / Who is penalised';
comment on column base.provisions.measures is '处罚种类，以 ; 分隔 / Kinds of penalty, separated by ;';
comment on column base.provisions.fine_min_cny is '罚款下限，元；0 表示"以下"，空表示无金额 / Lower bound of the fine in yuan; 0 means "up to"; null when the text gives no sum';
comment on column base.provisions.fine_max_cny is '罚款上限，元 / Upper bound of the fine in yuan';
comment on column base.provisions.person_fine_min_cny is '对个人罚款的下限，元 / Lower bound of the fine on responsible persons in yuan';
comment on column base.provisions.person_fine_max_cny is '对个人罚款的上限，元 / Upper bound of the fine on responsible persons in yuan';
comment on column base.provisions.base_rule is '倍数等计算规则 / Rule of reckoning, such as a multiple';
comment on column base.provisions.detention_days is '拘留天数范围 / Range of days of detention';
comment on column base.provisions.enforcer is '执法主体 / Who enforces it';
comment on column base.provisions.is_verified is '是否已与法律文本核对 / Whether checked against the text of the law';
comment on column base.provisions.note is '备注 / Note';

create table base.measure_articles (
    measure integer not null,
    article integer not null,
    statute_id varchar not null,
    chapter_number integer,
    chapter_zh varchar,
    chapter_en varchar,
    bound_subjects varchar[] not null,
    duty_zh varchar,
    duty_en varchar,
    duty_types varchar[] not null,
    penalty_articles varchar,
    onward_provisions varchar,
    fine_min_cny decimal(18, 2),
    fine_max_cny decimal(18, 2),
    fine_tiers varchar,
    enforcer varchar,
    note varchar,
    is_verified boolean not null,
    primary key (measure, article)
);
comment on table base.measure_articles is '116、117 号令逐条 / Orders 116 and 117, article by article';
comment on column base.measure_articles.measure is '总局令号：116 或 117 / Order number: 116 or 117';
comment on column base.measure_articles.article is '条 / Article number';
comment on column base.measure_articles.statute_id is '法律编号 / Statute';
comment on column base.measure_articles.chapter_number is '章号 / Chapter number';
comment on column base.measure_articles.chapter_zh is '章名 / Chapter title in Chinese';
comment on column base.measure_articles.chapter_en is '章名（英文） / Chapter title in English';
comment on column base.measure_articles.bound_subjects is '义务主体 / Who is bound';
comment on column base.measure_articles.duty_zh is '义务概述 / The duty in short, in Chinese';
comment on column base.measure_articles.duty_en is '义务概述（英文） / The duty in short, in English';
comment on column base.measure_articles.duty_types is '义务类型 / Kinds of duty';
comment on column base.measure_articles.penalty_articles is '本办法中的罚则 / Articles of the same order that punish a breach';
comment on column base.measure_articles.onward_provisions is '转致的法律条款 / Provisions of other statutes it leads on to';
comment on column base.measure_articles.fine_min_cny is '罚款下限，元；0 表示"以下"，空表示无金额 / Lower bound of the fine in yuan; 0 means "up to"; null when the text gives no sum';
comment on column base.measure_articles.fine_max_cny is '罚款上限，元 / Upper bound of the fine in yuan';
comment on column base.measure_articles.fine_tiers is '罚款档次，触发条件:下限-上限，以 | 分隔 / Tiers of the fine as trigger:min-max, separated by |';
comment on column base.measure_articles.enforcer is '执法主体 / Who enforces it';
comment on column base.measure_articles.note is '备注 / Note';
comment on column base.measure_articles.is_verified is '是否已与法律文本核对 / Whether checked against the text of the law';

create table base.measure_penalties (
    measure integer not null,
    duty_article varchar not null,
    penalised_subject varchar,
    penalty_article varchar,
    route varchar,
    onward_provision varchar,
    fine_tiers varchar,
    other_measures varchar,
    enforcer varchar,
    note varchar
);
comment on table base.measure_penalties is '116、117 号令：义务与罚则对照 / Orders 116 and 117: from a duty to the limb that punishes its breach';
comment on column base.measure_penalties.measure is '总局令号：116 或 117 / Order number: 116 or 117';
comment on column base.measure_penalties.duty_article is '义务条款 / Article of the duty';
comment on column base.measure_penalties.penalised_subject is '受罚主体 / Who is penalised';
comment on column base.measure_penalties.penalty_article is '罚则条款 / Article that punishes';
comment on column base.measure_penalties.route is '处罚路径 / Route: onward to a statute, own penalty, or none';
comment on column base.measure_penalties.onward_provision is '转致的法律条款 / Provision of another statute it leads on to';
comment on column base.measure_penalties.fine_tiers is '罚款档次，触发条件:下限-上限，以 | 分隔 / Tiers of the fine as trigger:min-max, separated by |';
comment on column base.measure_penalties.other_measures is '其他措施 / Other measures';
comment on column base.measure_penalties.enforcer is '执法主体 / Who enforces it';
comment on column base.measure_penalties.note is '备注 / Note';

create table base.renumbering (
    statute_id varchar not null,
    old_version varchar not null,
    old_article varchar not null,
    new_version varchar not null,
    new_article varchar,
    relation varchar not null,
    cutover_date date,
    is_confirmed boolean not null
);
comment on table base.renumbering is '条文序号新旧对照 / Article numbers before and after an amendment';
comment on column base.renumbering.statute_id is '法律编号 / Statute';
comment on column base.renumbering.old_version is '旧版本 / Version before';
comment on column base.renumbering.old_article is '旧条 / Article before';
comment on column base.renumbering.new_version is '新版本 / Version after';
comment on column base.renumbering.new_article is '新条 / Article after';
comment on column base.renumbering.relation is '对应关系 / How the two relate';
comment on column base.renumbering.cutover_date is '新版本施行日期 / First day of the new version';
comment on column base.renumbering.is_confirmed is '是否确认；未确认者为推测 / False for a guess';

create table base.conduct_types (
    conduct_code varchar primary key,
    name_zh varchar not null,
    name_en varchar not null
);
comment on table base.conduct_types is '违法行为类型 / Kinds of conduct';
comment on column base.conduct_types.conduct_code is '违法行为类型代码 / Code of the kind of conduct';
comment on column base.conduct_types.name_zh is '中文名 / Name in Chinese';
comment on column base.conduct_types.name_en is '英文名 / Name in English';

create table base.conduct_taxonomy (
    taxonomy_code varchar primary key,
    group_code varchar not null,
    group_zh varchar not null,
    group_en varchar not null,
    name_zh varchar not null,
    name_en varchar not null,
    conduct_code varchar not null,
    articles_117 varchar,
    articles_116 varchar
);
comment on table base.conduct_taxonomy is '违法行为细分 / Finer kinds of conduct';
comment on column base.conduct_taxonomy.taxonomy_code is '细分代码 / Code of the finer kind';
comment on column base.conduct_taxonomy.group_code is '大类代码 / Code of the group';
comment on column base.conduct_taxonomy.group_zh is '大类 / Group in Chinese';
comment on column base.conduct_taxonomy.group_en is '大类（英文） / Group in English';
comment on column base.conduct_taxonomy.name_zh is '中文名 / Name in Chinese';
comment on column base.conduct_taxonomy.name_en is '英文名 / Name in English';
comment on column base.conduct_taxonomy.conduct_code is '归入的违法行为类型 / Kind of conduct it rolls up to';
comment on column base.conduct_taxonomy.articles_117 is '117 号令相关条款 / Articles of Order 117';
comment on column base.conduct_taxonomy.articles_116 is '116 号令相关条款 / Articles of Order 116';

create table base.penalty_types (
    penalty_type varchar primary key,
    name_zh varchar not null,
    name_en varchar not null,
    is_money boolean not null,
    severity integer,
    family varchar not null
);
comment on table base.penalty_types is '处罚种类 / Kinds of penalty';
comment on column base.penalty_types.penalty_type is '处罚种类代码 / Code of the kind of penalty';
comment on column base.penalty_types.name_zh is '中文名 / Name in Chinese';
comment on column base.penalty_types.name_en is '英文名 / Name in English';
comment on column base.penalty_types.is_money is '是否为金钱罚 / Whether it is a penalty in money';
comment on column base.penalty_types.severity is '轻重次序，越大越重 / Rank of severity, higher is harsher';
comment on column base.penalty_types.family is '大类 / Family of measures';

create table base.app_problems (
    problem_code varchar primary key,
    standard varchar not null,
    name_zh varchar not null,
    name_en varchar not null
);
comment on table base.app_problems is '应用问题的通用清单：工信部与网信办等四部门 / Standard lists of app problems, of MIIT and of CAC with three others';
comment on column base.app_problems.problem_code is '问题编号：191-3 为类，191-3.8 为其中一项 / Code of the problem: 191-3 is a kind, 191-3.8 one of its items';
comment on column base.app_problems.standard is '清单：164 工信部信管函〔2020〕164号，337 信管函〔2019〕337号，26 信管函〔2023〕26号，191 国信办秘字〔2019〕191号 / The list, by the number of its document';
comment on column base.app_problems.name_zh is '中文名 / Name in Chinese';
comment on column base.app_problems.name_en is '英文名 / Name in English';

create table base.sources (
    source_id varchar primary key,
    name_zh varchar not null,
    name_en varchar,
    authority_id varchar,
    region_code varchar,
    family varchar not null,
    url varchar,
    is_sample boolean not null,
    is_target boolean not null,
    reason varchar,
    caveats varchar
);
comment on table base.sources is '来源栏目 / Sources: one column of one authority each';
comment on column base.sources.source_id is '来源栏目 / Source column the document came from';
comment on column base.sources.name_zh is '中文名 / Name in Chinese';
comment on column base.sources.name_en is '英文名 / Name in English';
comment on column base.sources.authority_id is '发布机关 / Authority that publishes there';
comment on column base.sources.region_code is '行政区划代码（GB/T 2260），000000 为全国 / GB/T 2260 code of six digits; 000000 for the whole country';
comment on column base.sources.family is '列表页类型 / List mechanism';
comment on column base.sources.url is '栏目网址 / Address of the column';
comment on column base.sources.is_sample is '是否为虚构的样例来源 / Whether it is the fictional sample';
comment on column base.sources.is_target is '是否采集 / Whether it is collected';
comment on column base.sources.reason is '不采集的原因 / Why it is not collected';
comment on column base.sources.caveats is '注意事项 / What to keep in mind';
