-- Facts: what documents say. Grains are never mixed; see docs/data-dictionary.md.
-- null = the source does not say; 0 = it says zero; 'unknown' = it says nothing of a closed list;
-- 'unassigned' = it says something our list does not hold yet.
-- Base tables hold every row, duplicates included: for totals use the views in main, which count canonical cases.

create table base.documents (
    document_id varchar primary key,
    url varchar not null,
    source_id varchar,
    parent_document_id varchar,
    media_type varchar not null,
    count_bytes bigint not null check (count_bytes >= 0),
    retrieved_at timestamptz not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    vanished_at timestamptz,
    archive_file varchar,
    archive_offset bigint,
    listed_title varchar,
    listed_date date,
    is_sample boolean not null,
    is_readable boolean
);
comment on table base.documents is '原始文件：一个网址在某一时刻的字节 / Documents: the bytes of one address at one time';
comment on column base.documents.document_id is '原始文件编号：字节的哈希 / Document: a hash of its bytes';
comment on column base.documents.url is '取得这些字节的网址 / Address the bytes came from';
comment on column base.documents.source_id is '来源栏目 / Source column the document came from';
comment on column base.documents.parent_document_id is '附件所属的页面 / Page that an attachment belongs to';
comment on column base.documents.media_type is '媒体类型 / Media type';
comment on column base.documents.count_bytes is '字节数 / Size in bytes';
comment on column base.documents.retrieved_at is '取得这些字节的时间（UTC） / When these bytes were taken (UTC)';
comment on column base.documents.first_seen_at is '首次见到该网址的时间（UTC） / When anything was first seen at the address (UTC)';
comment on column base.documents.last_seen_at is '最近一次见到这些字节的时间（UTC） / When the address last gave these bytes (UTC)';
comment on column base.documents.vanished_at is '发现原网页已不存在的时间（UTC）；记录不删除 / When the page was found to be gone (UTC); the row stays';
comment on column base.documents.archive_file is '所在的 WARC 文件 / WARC file that holds the record';
comment on column base.documents.archive_offset is '在 WARC 文件中的字节偏移 / Offset of the record in the WARC file';
comment on column base.documents.listed_title is '列表页上的标题 / Title on the list page';
comment on column base.documents.listed_date is '列表页上的日期 / Date on the list page';
comment on column base.documents.is_sample is '是否为虚构的样例数据 / Whether it is fictional sample data';
comment on column base.documents.is_readable is '能否读取；空表示尚未读取 / Whether it could be read; null when not read yet';

create table base.notices (
    notice_id varchar primary key,
    document_id varchar not null,
    source_id varchar,
    url varchar not null,
    title varchar,
    kind varchar not null,
    is_usable boolean not null,
    issuer_name varchar,
    issuer_authority_id varchar,
    issuer_region_code varchar,
    issuer_span_start integer,
    issuer_span_end integer,
    announced_date date,
    announced_date_origin varchar check (announced_date_origin in ('stated', 'listing')),
    first_seen_at timestamptz not null,
    retrieved_at timestamptz not null,
    vanished_at timestamptz,
    count_declared integer check (count_declared >= 0),
    declared_span_start integer,
    declared_span_end integer,
    count_cases integer not null,
    count_apps integer not null,
    story_id varchar not null,
    is_canonical boolean not null,
    is_sample boolean not null,
    measure_statute_id varchar,
    flags varchar[] not null,
    plain_text varchar not null,
    shown_title varchar,
    shown_text varchar check (length(shown_text) = length(plain_text))
);
comment on table base.notices is '公告：一份公布的文字 / Notices: one published text';
comment on column base.notices.notice_id is '公告编号；与原始文件编号相同 / Notice; equals the id of its document';
comment on column base.notices.document_id is '原始文件编号：字节的哈希 / Document: a hash of its bytes';
comment on column base.notices.source_id is '来源栏目 / Source column the document came from';
comment on column base.notices.url is '公告网址 / Address of the notice';
comment on column base.notices.title is '标题 / Title';
comment on column base.notices.kind is '类型：case_bulletin、single_case、app_list、interview、campaign、measure、policy、digest、foreign、other / Kind: case_bulletin, single_case, app_list, interview, campaign, measure, policy, digest, foreign or other';
comment on column base.notices.is_usable is '正文是否可用；洗稿、打乱或仅有标题者为否 / False when the text is spun, shuffled or only a title';
comment on column base.notices.issuer_name is '发布机关，原文写法 / Body that publishes, as written';
comment on column base.notices.issuer_authority_id is '发布机关编号 / Body that publishes, resolved';
comment on column base.notices.issuer_region_code is '发布机关的行政区划代码 / Region of the body that publishes';
comment on column base.notices.issuer_span_start is '发布机关依据的起点；空表示出自页头 / First character of the issuer''s proof in plain_text; null when it comes from the page''s head';
comment on column base.notices.issuer_span_end is '发布机关依据的终点（不含） / End of the issuer''s proof, exclusive';
comment on column base.notices.announced_date is '公布日期：页面所述，否则为列表页日期，否则为空；绝不取采集日期 / Date of announcement: stated by the page, else by the list page, else null; never the day of the crawl';
comment on column base.notices.announced_date_origin is '公布日期的来历：stated 页面所述，listing 列表页 / Where the date of announcement comes from: stated by the page or listing';
comment on column base.notices.first_seen_at is '首次见到该网址的时间（UTC） / When the address was first seen (UTC)';
comment on column base.notices.retrieved_at is '取得该版本的时间（UTC） / When this version was taken (UTC)';
comment on column base.notices.vanished_at is '发现原网页已不存在的时间（UTC） / When the page was found to be gone (UTC)';
comment on column base.notices.count_declared is '公告自称公布的数量；空表示未写明 / Number of cases, apps or accounts the notice says it publishes; null when it does not say';
comment on column base.notices.declared_span_start is '自称数量依据的起点 / First character of the declared count''s proof';
comment on column base.notices.declared_span_end is '自称数量依据的终点（不含） / End of the declared count''s proof, exclusive';
comment on column base.notices.count_cases is '读出的案件数，含附件 / Number of cases read, attachments included';
comment on column base.notices.count_apps is '读出的应用数（按名称去重），含附件 / Number of apps read, by name, attachments included';
comment on column base.notices.story_id is '同一报道的编号：转载与新旧版本相同 / Story: shared by republications and versions of the same text';
comment on column base.notices.is_canonical is '是否为该报道的代表版本；统计只计代表版本 / Whether it stands for its story; totals count only these';
comment on column base.notices.is_sample is '是否为虚构的样例数据 / Whether it is fictional sample data';
comment on column base.notices.measure_statute_id is '正文所载法规的编号 / Statute whose full text the notice carries';
comment on column base.notices.flags is '质量标记，如 truncated、title_only / Quality flags such as truncated or title_only';
comment on column base.notices.plain_text is '清洗后的正文，所有偏移以此为准 / Clean text; every span counts its characters';
comment on column base.notices.shown_title is '自然人隐名后的标题；空表示无需隐名 / Title with natural persons masked; null when there is nobody to mask';
comment on column base.notices.shown_text is '自然人隐名后的正文，长度不变；空表示无需隐名 / Text with natural persons masked, of the same length; null when there is nobody to mask';

create table base.attachments (
    notice_id varchar not null,
    position integer not null,
    document_id varchar not null,
    url varchar not null,
    attachment_name varchar,
    media_type varchar not null,
    is_readable boolean,
    problem_code varchar,
    count_cases integer,
    count_apps integer,
    plain_text varchar,
    shown_text varchar check (length(shown_text) = length(plain_text)),
    primary key (notice_id, position)
);
comment on table base.attachments is '随公告公布的附件：每个 附件×公告 一行 / Attachments: one file published with one notice';
comment on column base.attachments.notice_id is '所属公告 / Notice the file was published with';
comment on column base.attachments.position is '在该公告内的次序，从 1 起 / Order within the notice, from 1';
comment on column base.attachments.document_id is '附件的原始文件编号 / Document of the file';
comment on column base.attachments.url is '附件网址 / Address of the file';
comment on column base.attachments.attachment_name is '附件名称，页面上的写法；空表示页面未写 / Name the page gives the file; null when it gives none';
comment on column base.attachments.media_type is '媒体类型 / Media type';
comment on column base.attachments.is_readable is '能否读取；空表示尚未读取 / Whether it could be read; null when not read yet';
comment on column base.attachments.problem_code is '不能读取的原因，如 needs_ocr、old_office_file；空表示已读取 / Why it could not be read, such as needs_ocr or old_office_file; null when it was read';
comment on column base.attachments.count_cases is '附件中读出的案件数，含不重复计入者；空表示未读取 / Cases read from the file, those not counted again among them; null when not read';
comment on column base.attachments.count_apps is '附件中读出的应用数，含不重复计入者；空表示未读取 / Apps read from the file, those not counted again among them; null when not read';
comment on column base.attachments.plain_text is '附件清洗后的文字；由附件读出的值，其偏移以此为准 / Clean text of the file; spans of values read from it count its characters';
comment on column base.attachments.shown_text is '自然人隐名后的附件文字，长度不变；空表示无需隐名 / Text of the file with natural persons masked, of the same length; null when there is nobody to mask';

create table base.cases (
    case_id varchar primary key,
    notice_id varchar not null,
    document_id varchar not null,
    case_number integer not null check (case_number > 0),
    heading_text varchar,
    case_text varchar not null,
    shown_heading varchar,
    shown_text varchar check (length(shown_text) = length(case_text)),
    span_start integer not null check (span_start >= 0),
    span_end integer not null,
    authority_names varchar[] not null,
    authority_ids varchar[] not null,
    region_code varchar,
    region_name varchar,
    region_span_start integer,
    region_span_end integer,
    region_rule_id varchar,
    region_origin varchar check (region_origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    conduct_date varchar,
    decided_date varchar,
    decided_on date,
    announced_date date,
    canonical_case_id varchar not null,
    is_canonical boolean not null,
    check (span_start < span_end),
    check (is_canonical = (case_id = canonical_case_id))
);
comment on table base.cases is '案件：一个机关对一组当事人的一次处理 / Cases: one handling of one group of respondents';
comment on column base.cases.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.cases.document_id is '读自哪份文件：公告页面或附件；偏移以其文字为准 / Document it was read from, the page or a file published with it; spans count the characters of its text';
comment on column base.cases.notice_id is '公告编号；与原始文件编号相同 / Notice; equals the id of its document';
comment on column base.cases.case_number is '在公告中的次序，从 1 起 / Order in the notice, from 1';
comment on column base.cases.heading_text is '案件标题，原文 / Heading, verbatim';
comment on column base.cases.case_text is '案件全文，原文 / Text of the case, verbatim';
comment on column base.cases.shown_heading is '自然人隐名后的标题；空表示无需隐名 / Heading with natural persons masked; null when there is nobody to mask';
comment on column base.cases.shown_text is '自然人隐名后的案件全文，长度不变；空表示无需隐名 / Text of the case with natural persons masked, of the same length; null when there is nobody to mask';
comment on column base.cases.span_start is '案件在 plain_text 中的起点 / First character of the case in plain_text';
comment on column base.cases.span_end is '案件在 plain_text 中的终点（不含） / End of the case in plain_text, exclusive';
comment on column base.cases.authority_names is '处罚机关，原文写法；空列表表示未写明 / Bodies that handled the case, as written; empty when not stated';
comment on column base.cases.authority_ids is '处罚机关编号，与名称一一对应 / The same bodies resolved, in the same order';
comment on column base.cases.region_code is '行政区划代码（GB/T 2260），000000 为全国 / GB/T 2260 code of six digits; 000000 for the whole country';
comment on column base.cases.region_name is '行政区划全称 / Full name of the region';
comment on column base.cases.region_span_start is '行政区划依据的起点 / First character of the region''s proof';
comment on column base.cases.region_span_end is '行政区划依据的终点（不含） / End of the region''s proof, exclusive';
comment on column base.cases.region_rule_id is '得出行政区划的规则 / The rule that found the region';
comment on column base.cases.region_origin is '行政区划的来历 / How the region came to be';
comment on column base.cases.conduct_date is '违法行为日期，可不完整（2025、2025-12） / Date of the conduct, may be partial (2025, 2025-12)';
comment on column base.cases.decided_date is '处理决定日期，可不完整 / Date of the decision or handling, may be partial';
comment on column base.cases.decided_on is '处理决定日期，仅在完整到日时有值 / Date of the decision when it is stated to the day';
comment on column base.cases.announced_date is '所在公告的公布日期 / Date of announcement of its notice';
comment on column base.cases.canonical_case_id is '代表同一案件的案件编号 / Case that stands for this one and its republications';
comment on column base.cases.is_canonical is '是否为代表案件；统计只计代表案件 / Whether it stands for the case; totals count only these';

create table base.case_parties (
    case_id varchar not null,
    position integer not null,
    party_id varchar not null,
    party_name varchar not null,
    display_name varchar not null,
    party_type varchar not null,
    is_masked boolean not null,
    is_natural_person boolean not null,
    host_platform_name varchar,
    credit_code varchar,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position)
);
comment on table base.case_parties is '当事人：被处理的主体 / Parties: who was handled';
comment on column base.case_parties.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.case_parties.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.case_parties.party_id is '当事人编号；匿名者和自然人不跨案件合并 / Party; masked parties and natural persons are never joined across cases';
comment on column base.case_parties.party_name is '名称，原文写法；公布时请用 display_name / Name as written; publish display_name instead';
comment on column base.case_parties.display_name is '公开显示的名称，自然人已隐名 / Name for display, natural persons masked';
comment on column base.case_parties.party_type is '类型：company、institution、government、person、account、app、website、platform、group、unknown / Type: company, institution, government, person, account, app, website, platform, group or unknown';
comment on column base.case_parties.is_masked is '原文是否已隐去身份 / Whether the text itself hides the identity';
comment on column base.case_parties.is_natural_person is '是否为自然人 / Whether it is a natural person';
comment on column base.case_parties.host_platform_name is '账号、店铺或直播间所在平台，原文写法 / Platform that hosts the account, shop or live room, as written';
comment on column base.case_parties.credit_code is '统一社会信用代码 / Unified social credit code';
comment on column base.case_parties.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.case_parties.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.case_parties.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.case_parties.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.case_authorities (
    case_id varchar not null,
    position integer not null,
    authority_id varchar not null,
    authority_name varchar not null,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position)
);
comment on table base.case_authorities is '案件的处罚机关 / Bodies that decided or handled a case';
comment on column base.case_authorities.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.case_authorities.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.case_authorities.authority_id is '机关编号；unassigned 表示尚未收录 / Authority; unassigned when our list does not hold it yet';
comment on column base.case_authorities.authority_name is '机关名称，原文写法 / Name as written';
comment on column base.case_authorities.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.case_authorities.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.case_authorities.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.case_authorities.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.case_platforms (
    case_id varchar not null,
    position integer not null,
    platform_id varchar not null,
    platform_name varchar not null,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position)
);
comment on table base.case_platforms is '案件涉及的平台 / Platforms on which the conduct happened or that were handled';
comment on column base.case_platforms.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.case_platforms.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.case_platforms.platform_id is '平台编号；unassigned 表示尚未收录 / Platform; unassigned when our list does not hold it yet';
comment on column base.case_platforms.platform_name is '平台名称，原文写法 / Brand as written';
comment on column base.case_platforms.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.case_platforms.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.case_platforms.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.case_platforms.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.case_conduct (
    case_id varchar not null,
    position integer not null,
    conduct_code varchar not null,
    taxonomy_code varchar,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position)
);
comment on table base.case_conduct is '案件的违法行为类型 / Kinds of conduct of a case';
comment on column base.case_conduct.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.case_conduct.position is '次序，最具体者在前 / Order, the most specific first';
comment on column base.case_conduct.conduct_code is '违法行为类型 / Kind of conduct';
comment on column base.case_conduct.taxonomy_code is '细分类型，如 ADV-01 / Finer kind of conduct, such as ADV-01';
comment on column base.case_conduct.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.case_conduct.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.case_conduct.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.case_conduct.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.case_dates (
    case_id varchar not null,
    position integer not null,
    role varchar not null check (role in ('conduct', 'decided', 'announced')),
    date_text varchar not null,
    date_from date not null,
    date_to date not null,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position),
    check (date_from <= date_to)
);
comment on table base.case_dates is '案件中的日期，每种用途分开 / Dates of a case, each role apart';
comment on column base.case_dates.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.case_dates.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.case_dates.role is '用途：conduct 违法行为，decided 处理决定，announced 公布 / Role: conduct, decided or announced';
comment on column base.case_dates.date_text is 'ISO 日期，可不完整 / ISO date, may be partial';
comment on column base.case_dates.date_from is '该日期可能的最早一天 / Earliest day it can mean';
comment on column base.case_dates.date_to is '该日期可能的最晚一天 / Latest day it can mean';
comment on column base.case_dates.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.case_dates.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.case_dates.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.case_dates.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.citations (
    case_id varchar not null,
    position integer not null,
    statute_id varchar not null,
    statute_name varchar not null,
    statute_version varchar,
    article integer,
    sub_article integer,
    paragraph integer,
    item integer,
    role varchar not null check (role in ('violated', 'basis', 'unknown')),
    form varchar not null check (form in ('full', 'short', 'back_reference')),
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position)
);
comment on table base.citations is '法律引用：每个 法律×条×款×项 一行 / Citations: one row per statute, article, paragraph and item';
comment on column base.citations.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.citations.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.citations.statute_id is '法律编号；unassigned 表示尚未收录 / Statute; unassigned when our list does not hold it yet';
comment on column base.citations.statute_name is '书名号内的名称 / Name as cited';
comment on column base.citations.statute_version is '适用的版本 / Version that applied';
comment on column base.citations.article is '条 / Article number';
comment on column base.citations.sub_article is '条之几 / Number after 之 in an inserted article';
comment on column base.citations.paragraph is '款 / Paragraph number';
comment on column base.citations.item is '项 / Item number';
comment on column base.citations.role is '作用：violated 被违反，basis 处罚依据，unknown 不明 / Role: violated, basis or unknown';
comment on column base.citations.form is '写法：full 全称，short 简称，back_reference 回指 / Form: full, short or back_reference';
comment on column base.citations.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.citations.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.citations.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.citations.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.penalties (
    case_id varchar not null,
    position integer not null,
    penalty_type varchar not null,
    amount_cny decimal(18, 2) check (amount_cny >= 0),
    amount decimal(18, 2) check (amount >= 0),
    currency varchar,
    is_approximate boolean,
    has_amount boolean not null,
    detention_days integer check (detention_days >= 0),
    borne_by varchar,
    borne_by_display varchar,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position),
    check (has_amount = (amount is not null))
);
comment on table base.penalties is '处罚与处置措施：每项措施×承受者一行 / Penalties: one measure on one bearer';
comment on column base.penalties.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.penalties.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.penalties.penalty_type is '处罚种类 / Kind of penalty';
comment on column base.penalties.amount_cny is '金额，元；空表示未写明（不等于 0）；外币不换算 / Amount in yuan; null when not stated, which is not zero; foreign currency is not converted';
comment on column base.penalties.amount is '金额，原币种；空表示未写明或只是区间 / Amount in its own currency; null when not stated or only a range';
comment on column base.penalties.currency is '币种（ISO 4217） / Currency, ISO 4217';
comment on column base.penalties.is_approximate is '是否为约数（余、约）；空表示无金额 / Whether the sum is approximate; null when there is no sum';
comment on column base.penalties.has_amount is '是否写明金额；区分"无罚款"与"未写明" / Whether a sum is stated; keeps "no sum stated" apart from zero';
comment on column base.penalties.detention_days is '拘留天数 / Days of detention';
comment on column base.penalties.borne_by is '承受者，原文区分时才有；自然人未隐名 / Who bears it, when the text tells several apart; as written';
comment on column base.penalties.borne_by_display is '承受者，自然人已隐名 / Who bears it, natural persons masked';
comment on column base.penalties.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.penalties.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.penalties.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.penalties.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.amounts (
    case_id varchar not null,
    position integer not null,
    amount_kind varchar not null,
    amount_cny decimal(18, 2),
    amount decimal(18, 2),
    currency varchar,
    is_approximate boolean not null,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (case_id, position)
);
comment on table base.amounts is '非处罚金额：违法所得、货值、售价等 / Sums of money that are no penalty';
comment on column base.amounts.case_id is '案件编号；重跑不变 / Case; the same in every rebuild';
comment on column base.amounts.position is '在该案件内的次序，从 1 起 / Order within the case, from 1';
comment on column base.amounts.amount_kind is '性质：illegal_gain、case_value、price、damage、other / What the sum is: illegal_gain, case_value, price, damage or other';
comment on column base.amounts.amount_cny is '金额，元；空表示未写明（不等于 0）；外币不换算 / Amount in yuan; null when not stated, which is not zero; foreign currency is not converted';
comment on column base.amounts.amount is '金额，原币种；空表示未写明或只是区间 / Amount in its own currency; null when not stated or only a range';
comment on column base.amounts.currency is '币种（ISO 4217） / Currency, ISO 4217';
comment on column base.amounts.is_approximate is '是否为约数 / Whether the sum is approximate';
comment on column base.amounts.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.amounts.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.amounts.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.amounts.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.apps (
    notice_id varchar not null,
    document_id varchar not null,
    position integer not null,
    app_number integer not null,
    app_name varchar not null,
    app_kind varchar not null,
    app_version varchar,
    store_name varchar,
    operator_name varchar,
    issue_text varchar,
    problem_codes varchar[],
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (notice_id, position)
);
comment on table base.apps is '被通报的应用：每个 应用×公告×问题 一行 / Apps: one app with one problem in one notice';
comment on column base.apps.notice_id is '公告编号；与原始文件编号相同 / Notice; equals the id of its document';
comment on column base.apps.document_id is '读自哪份文件：公告页面或附件；偏移以其文字为准 / Document it was read from, the page or a file published with it; spans count the characters of its text';
comment on column base.apps.position is '在该公告内的次序，从 1 起 / Order within the notice, from 1';
comment on column base.apps.app_number is '应用在公告中的序号；同一应用的多个问题相同 / Number of the app in the notice; shared by its problems';
comment on column base.apps.app_name is '应用名称 / Name of the app';
comment on column base.apps.app_kind is '种类：app、mini_program、sdk / Kind: app, mini_program or sdk';
comment on column base.apps.app_version is '版本号 / Version';
comment on column base.apps.store_name is '应用来源（商店） / Store it was taken from';
comment on column base.apps.operator_name is '运营者 / Operator';
comment on column base.apps.issue_text is '问题，原文；空表示未写明 / Problem as written; null when not stated';
comment on column base.apps.problem_codes is '问题在通用清单中的编号（app_problems）；空列表表示清单中没有 / Items of the standard lists that the problem is; empty when they hold none';
comment on column base.apps.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.apps.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.apps.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.apps.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.metrics (
    notice_id varchar not null,
    document_id varchar not null,
    position integer not null,
    metric_value decimal(24, 4) not null,
    unit varchar,
    quote_text varchar not null,
    span_start integer,
    span_end integer,
    rule_id varchar not null,
    origin varchar not null check (origin in ('stated', 'inferred', 'listing', 'lookup', 'review')),
    check (span_start <= span_end),
    primary key (notice_id, position)
);
comment on table base.metrics is '专项行动的数字 / Numbers a campaign reports';
comment on column base.metrics.notice_id is '公告编号；与原始文件编号相同 / Notice; equals the id of its document';
comment on column base.metrics.document_id is '读自哪份文件：公告页面或附件；偏移以其文字为准 / Document it was read from, the page or a file published with it; spans count the characters of its text';
comment on column base.metrics.position is '在该公告内的次序，从 1 起 / Order within the notice, from 1';
comment on column base.metrics.metric_value is '数值 / Value';
comment on column base.metrics.unit is '单位 / Unit';
comment on column base.metrics.quote_text is '含该数字的原文 / Words that hold the number, verbatim';
comment on column base.metrics.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.metrics.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
comment on column base.metrics.rule_id is '得出该值的规则 / The rule that found the value, as module.rule';
comment on column base.metrics.origin is '来历：stated 原文所述，inferred 推断，listing 列表页，lookup 查表，review 人工复核 / How the value came to be: stated, inferred, listing, lookup or review';

create table base.notice_measure_articles (
    notice_id varchar not null,
    document_id varchar not null,
    statute_id varchar not null,
    article integer not null,
    chapter varchar,
    article_text varchar not null,
    span_start integer not null,
    span_end integer not null,
    primary key (notice_id, statute_id, article),
    check (span_start < span_end)
);
comment on table base.notice_measure_articles is '公告所载法规的各条 / Articles of a law or measure whose text a notice carries';
comment on column base.notice_measure_articles.notice_id is '公告编号；与原始文件编号相同 / Notice; equals the id of its document';
comment on column base.notice_measure_articles.document_id is '读自哪份文件：公告页面或附件；偏移以其文字为准 / Document it was read from, the page or a file published with it; spans count the characters of its text';
comment on column base.notice_measure_articles.statute_id is '条文所属的法规；unassigned 表示我们尚未收录 / The rule whose text this is; unassigned when our list does not hold it';
comment on column base.notice_measure_articles.article is '条 / Article number';
comment on column base.notice_measure_articles.chapter is '章 / Chapter';
comment on column base.notice_measure_articles.article_text is '条文，原文 / Text of the article, verbatim';
comment on column base.notice_measure_articles.span_start is '原文依据的起点：plain_text 中的字符偏移，从 0 起；空表示无原文依据 / First character of the proof in plain_text, counted from 0; null when the value has no sentence';
comment on column base.notice_measure_articles.span_end is '原文依据的终点（不含） / End of the proof in plain_text, exclusive';
