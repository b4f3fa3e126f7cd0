-- Every value with the words that prove it. All cases and notices, republished ones too: for reading, not for counting.
create view main.v_evidence as
with found as (
    select notice_id, document_id, case_id, 'authority' as field, position, authority_name as value_text, case_authorities.span_start,
        case_authorities.span_end, rule_id, origin
    from base.case_authorities inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'region' as field, 1 as position, region_name as value_text, region_span_start as span_start,
        region_span_end as span_end, region_rule_id as rule_id, region_origin as origin
    from base.cases where region_name is not null
    union all by name
    select notice_id, document_id, case_id, role || '_date' as field, position, date_text as value_text, case_dates.span_start, case_dates.span_end,
        rule_id, origin
    from base.case_dates inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'party' as field, position, display_name as value_text, case_parties.span_start,
        case_parties.span_end, rule_id, origin
    from base.case_parties inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'platform' as field, position, platform_name as value_text, case_platforms.span_start,
        case_platforms.span_end, rule_id, origin
    from base.case_platforms inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'conduct' as field, position, conduct_code as value_text, case_conduct.span_start,
        case_conduct.span_end, rule_id, origin
    from base.case_conduct inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'citation' as field, position,
        concat('《', statute_name, '》', '第' || article || '条', '之' || sub_article, '第' || paragraph || '款', '第' || item || '项') as value_text,
        citations.span_start, citations.span_end, rule_id, origin
    from base.citations inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'penalty' as field, position, concat_ws(' ', penalty_type, amount, detention_days || 'd') as value_text,
        penalties.span_start, penalties.span_end, rule_id, origin
    from base.penalties inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, case_id, 'amount' as field, position, concat_ws(' ', amount_kind, amount) as value_text, amounts.span_start,
        amounts.span_end, rule_id, origin
    from base.amounts inner join base.cases using (case_id)
    union all by name
    select notice_id, document_id, null as case_id, 'app' as field, position, app_name as value_text, span_start, span_end, rule_id, origin
    from base.apps
    union all by name
    select notice_id, document_id, null as case_id, 'metric' as field, position, concat_ws(' ', rtrim(rtrim(metric_value::varchar, '0'), '.'), unit) as value_text, span_start, span_end, rule_id, origin
    from base.metrics
    union all by name
    select notice_id, document_id, null as case_id, 'issuer' as field, 1 as position, issuer_name as value_text, issuer_span_start as span_start,
        issuer_span_end as span_end, null as rule_id, null as origin
    from base.notices where issuer_name is not null
    union all by name
    select notice_id, document_id, null as case_id, 'declared_count' as field, 1 as position, count_declared::varchar as value_text,
        declared_span_start as span_start, declared_span_end as span_end, null as rule_id, null as origin
    from base.notices where count_declared is not null
)
select
    found.notice_id, found.case_id, found.field, found.position, found.value_text,
    substring(coalesce(texts.shown_text, texts.plain_text), found.span_start + 1, found.span_end - found.span_start) as quote_text,
    found.span_start, found.span_end, found.rule_id, found.origin, notices.url, texts.document_id, texts.url as document_url,
    texts.is_attachment
from found
inner join base.notices using (notice_id)
inner join base.texts on texts.notice_id = found.notice_id and texts.document_id = found.document_id;
comment on view main.v_evidence is '每个值的原文依据（含转载，勿用于统计） / Every value with its proof, republications included: not for counting';
comment on column main.v_evidence.case_id is '案件编号；公告层面的值为空 / Case; null for values of the whole notice';
comment on column main.v_evidence.field is '字段：authority、region、party、citation、penalty 等 / What the value is: authority, region, party, citation, penalty and so on';
comment on column main.v_evidence.position is '在该案件或公告内的次序，从 1 起 / Order within the case or notice, from 1';
comment on column main.v_evidence.value_text is '读出的值，自然人已隐名 / The value that was read, natural persons masked';
comment on column main.v_evidence.quote_text is '原文片段，自然人已隐名 / The words that prove it, verbatim but for masked natural persons';
comment on column main.v_evidence.url is '公告网址 / Address of the notice';
comment on column main.v_evidence.document_id is '读自哪份文件：公告页面或附件；偏移以其文字为准 / Document it was read from, the page or a file published with it; spans count the characters of its text';
comment on column main.v_evidence.document_url is '读自的页面或附件的网址 / Address of the page or file it was read from';
comment on column main.v_evidence.is_attachment is '是否读自附件 / Whether it was read from a file published with the notice';
