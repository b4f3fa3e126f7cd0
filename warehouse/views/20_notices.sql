create view main.v_notices as
select
    counted_notices.notice_id, coalesce(counted_notices.shown_title, counted_notices.title) as title, counted_notices.kind, counted_notices.is_usable,
    counted_notices.issuer_name, counted_notices.issuer_authority_id, counted_notices.issuer_region_code,
    counted_notices.announced_date, counted_notices.announced_date_origin, counted_notices.first_seen_at,
    counted_notices.vanished_at, counted_notices.count_declared, counted_notices.count_cases, counted_notices.count_apps,
    counted_notices.story_id, versions.count_versions, counted_notices.url, counted_notices.source_id,
    sources.name_zh as source_name_zh, sources.name_en as source_name_en,
    counted_notices.measure_statute_id, counted_notices.flags,
    coalesce(counted_notices.shown_text, counted_notices.plain_text) as plain_text, counted_notices.is_sample
from base.counted_notices
inner join (select story_id, count(*) as count_versions from base.notices group by story_id) as versions
    on versions.story_id = counted_notices.story_id
left join base.sources using (source_id);
comment on view main.v_notices is '公告，每篇报道一行，转载只计一次 / Notices, one per story however often republished';
comment on column main.v_notices.plain_text is '清洗后的正文，自然人已隐名，所有偏移以此为准 / Clean text with natural persons masked; every span counts its characters';
comment on column main.v_notices.count_versions is '该报道的版本与转载数 / Versions and republications of the story held';
comment on column main.v_notices.source_name_zh is '来源栏目名称 / Name of the source in Chinese';
comment on column main.v_notices.source_name_en is '来源栏目英文名 / Name of the source in English';

create view main.v_apps as
select
    apps.notice_id, apps.position, apps.app_number, apps.app_name, apps.app_kind, apps.app_version, apps.store_name,
    apps.operator_name, apps.issue_text, apps.problem_codes, counted_notices.issuer_name, counted_notices.announced_date,
    coalesce(counted_notices.shown_title, counted_notices.title) as title,
    counted_notices.url, texts.document_id, texts.url as document_url, texts.is_attachment, counted_notices.source_id,
    substring(coalesce(texts.shown_text, texts.plain_text), apps.span_start + 1, apps.span_end - apps.span_start) as quote_text,
    apps.span_start, apps.span_end, apps.rule_id, apps.origin, counted_notices.is_sample
from base.apps
inner join base.counted_notices using (notice_id)
inner join base.texts on texts.notice_id = apps.notice_id and texts.document_id = apps.document_id;
comment on view main.v_apps is '被通报的应用×问题，每篇报道只计一次 / Apps and their problems, each story once';
comment on column main.v_apps.document_id is '读自哪份文件：公告页面或附件；偏移以其文字为准 / Document it was read from, the page or a file published with it; spans count the characters of its text';
comment on column main.v_apps.document_url is '读自的页面或附件的网址 / Address of the page or file it was read from';
comment on column main.v_apps.is_attachment is '是否读自附件 / Whether it was read from a file published with the notice';
comment on column main.v_apps.quote_text is '原文片段 / The words that name it, verbatim';
comment on column main.v_apps.url is '公告网址 / Address of the notice';

create view main.v_attachments as
select
    attachments.notice_id, attachments.position, attachments.attachment_name, attachments.url as document_url,
    attachments.document_id, attachments.media_type, attachments.is_readable, attachments.problem_code,
    attachments.count_cases, attachments.count_apps,
    coalesce(counted_notices.shown_title, counted_notices.title) as title, counted_notices.issuer_name,
    counted_notices.announced_date, counted_notices.url, counted_notices.source_id, counted_notices.is_sample
from base.attachments
inner join base.counted_notices using (notice_id);
comment on view main.v_attachments is '随公告公布的附件，每篇报道只计一次 / Files published with notices, each story once';
comment on column main.v_attachments.document_url is '附件网址 / Address of the file';
comment on column main.v_attachments.document_id is '附件的原始文件编号 / Document of the file';
comment on column main.v_attachments.url is '公告网址 / Address of the notice';
comment on column main.v_attachments.is_readable is '能否读取；空表示尚未读取 / Whether it could be read; null when not read yet';
comment on column main.v_attachments.media_type is '媒体类型 / Media type';
comment on column main.v_attachments.position is '在该公告内的次序，从 1 起 / Order within the notice, from 1';
comment on column main.v_attachments.count_cases is '附件中读出的案件数，含不重复计入者；空表示未读取 / Cases read from the file, those not counted again among them; null when not read';
comment on column main.v_attachments.count_apps is '附件中读出的应用数，含不重复计入者；空表示未读取 / Apps read from the file, those not counted again among them; null when not read';

create view main.v_metrics as
select
    metrics.notice_id, metrics.position, metrics.metric_value, metrics.unit,
    substring(coalesce(texts.shown_text, texts.plain_text), metrics.span_start + 1,
        metrics.span_end - metrics.span_start) as quote_text,
    counted_notices.issuer_name, counted_notices.announced_date,
    coalesce(counted_notices.shown_title, counted_notices.title) as title, counted_notices.url,
    counted_notices.source_id, metrics.span_start, metrics.span_end, metrics.rule_id, metrics.origin,
    counted_notices.is_sample
from base.metrics
inner join base.counted_notices using (notice_id)
inner join base.texts on texts.notice_id = metrics.notice_id and texts.document_id = metrics.document_id;
comment on view main.v_metrics is '专项行动的数字，每篇报道只计一次 / Campaign numbers, each story once';

create view main.v_count_mismatches as
select
    notice_id, coalesce(shown_title, title) as title, kind, issuer_name, announced_date, count_declared, count_cases, count_apps,
    case when kind = 'app_list' then count_apps else count_cases end as count_read,
    case when kind = 'app_list' then count_apps else count_cases end - count_declared as count_difference,
    flags, url, source_id, is_sample
from base.counted_notices
where count_declared is not null and kind in ('case_bulletin', 'single_case', 'app_list', 'interview')
    and case when kind = 'app_list' then count_apps else count_cases end != count_declared
    and not (  -- one interview of three platforms declares the three
        kind = 'interview' and count_cases = 1 and count_declared = (
            select count(*) from base.case_parties inner join base.cases using (case_id)
            where cases.notice_id = counted_notices.notice_id
        )
    );
comment on view main.v_count_mismatches is '自称数量与读出数量不符的公告 / Notices whose declared count differs from what was read';
comment on column main.v_count_mismatches.count_read is '读出的数量：应用名单为应用数，其余为案件数 / What was read: apps for an app list, else cases';
comment on column main.v_count_mismatches.count_difference is '读出数减自称数 / Read minus declared';
