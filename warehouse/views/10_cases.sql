-- One row a case: the view to start from.
create view main.v_cases as
with fines as (
    select
        case_id,
        sum(amount_cny) filter (where penalty_type in ('fine', 'fine_and_confiscation')) as fine_cny,
        sum(amount_cny) filter (where penalty_type = 'confiscate_gains') as confiscated_cny,
        bool_or(penalty_type in ('fine', 'fine_and_confiscation')) as has_fine,
        list(distinct penalty_type order by penalty_type) as penalty_types
    from base.penalties
    group by case_id
),
conduct as (
    select case_id, list(conduct_code order by position) as conduct_codes
    from base.case_conduct
    group by case_id
),
parties as (
    select case_id, list(display_name order by position) as party_names, list(distinct party_type order by party_type) as party_types
    from base.case_parties
    group by case_id
),
platforms as (
    select case_id, list(platform_name order by position) as platform_names, list(platform_id order by position) as platform_ids
    from base.case_platforms
    group by case_id
)
select
    counted_cases.case_id,
    counted_cases.notice_id,
    counted_cases.case_number,
    counted_cases.announced_date,
    counted_cases.decided_date,
    counted_cases.decided_on,
    counted_cases.conduct_date,
    counted_cases.authority_names,
    counted_cases.authority_ids,
    counted_cases.region_code,
    counted_cases.region_name,
    regions.province_code,
    provinces.region_name as province_name,
    coalesce(parties.party_names, []) as party_names,
    coalesce(parties.party_types, []) as party_types,
    coalesce(platforms.platform_names, []) as platform_names,
    coalesce(platforms.platform_ids, []) as platform_ids,
    coalesce(conduct.conduct_codes, []) as conduct_codes,
    coalesce(fines.penalty_types, []) as penalty_types,
    coalesce(fines.has_fine, false) as has_fine,
    fines.fine_cny,
    fines.confiscated_cny,
    coalesce(counted_cases.shown_heading, counted_cases.heading_text) as heading_text,
    coalesce(counted_cases.shown_text, counted_cases.case_text) as case_text,
    coalesce(notices.shown_title, notices.title) as title,
    notices.kind,
    notices.issuer_name,
    notices.url,
    notices.source_id,
    counted_cases.is_sample
from base.counted_cases
inner join base.notices using (notice_id)
left join base.regions on regions.region_code = counted_cases.region_code
left join base.regions as provinces on provinces.region_code = regions.province_code
left join fines on fines.case_id = counted_cases.case_id
left join conduct on conduct.case_id = counted_cases.case_id
left join parties on parties.case_id = counted_cases.case_id
left join platforms on platforms.case_id = counted_cases.case_id;
comment on view main.v_cases is '案件，每案一行，转载只计一次：先看这里 / Cases, each once however often republished: start here';
comment on column main.v_cases.province_name is '所属省级名称 / Name of the province';
comment on column main.v_cases.party_names is '当事人，自然人已隐名 / Parties, natural persons masked';
comment on column main.v_cases.party_types is '当事人类型 / Types of the parties';
comment on column main.v_cases.platform_names is '涉及的平台，原文写法 / Platforms as written';
comment on column main.v_cases.platform_ids is '涉及的平台编号，与名称一一对应 / Platforms resolved, in the same order';
comment on column main.v_cases.conduct_codes is '违法行为类型，最具体者在前 / Kinds of conduct, the most specific first';
comment on column main.v_cases.penalty_types is '处罚种类 / Kinds of penalty';
comment on column main.v_cases.heading_text is '案件标题，原文，自然人已隐名 / Heading, verbatim but for masked natural persons';
comment on column main.v_cases.case_text is '案件全文，原文，自然人已隐名 / Text of the case, verbatim but for masked natural persons';
comment on column main.v_cases.has_fine is '是否有罚款（不论是否写明金额） / Whether there is a fine, its sum stated or not';
comment on column main.v_cases.fine_cny is '罚款合计，元；空表示无罚款或未写明金额，见 has_fine / Fines of the case in yuan; null when there is none or no sum is stated, see has_fine';
comment on column main.v_cases.confiscated_cny is '没收违法所得合计，元；空表示没有或未写明 / Confiscated gains in yuan; null when there are none or no sum is stated';

create view main.v_penalties as
select
    penalties.case_id, penalties.position, penalties.penalty_type,
    penalty_types.name_zh as penalty_name_zh, penalty_types.name_en as penalty_name_en,
    penalty_types.family as penalty_family, penalty_types.is_money,
    penalties.amount_cny, penalties.amount, penalties.currency, penalties.is_approximate, penalties.has_amount,
    penalties.detention_days, penalties.borne_by_display,
    counted_cases.notice_id, counted_cases.announced_date, counted_cases.decided_on,
    counted_cases.authority_names, counted_cases.region_code, counted_cases.region_name, counted_cases.source_id,
    penalties.span_start, penalties.span_end, penalties.rule_id, penalties.origin, counted_cases.is_sample
from base.penalties
inner join base.counted_cases using (case_id)
left join base.penalty_types using (penalty_type);
comment on view main.v_penalties is '处罚与处置措施，每案只计一次 / Penalties of cases, each case once';
comment on column main.v_penalties.penalty_name_zh is '处罚种类 / Kind of penalty in Chinese';
comment on column main.v_penalties.penalty_name_en is '处罚种类（英文） / Kind of penalty in English';
comment on column main.v_penalties.penalty_family is '处罚大类 / Family of measures';

create view main.v_citations as
select
    citations.case_id, citations.position, citations.statute_id, citations.statute_name,
    coalesce(known.short_name, citations.statute_name) as statute_short_name, known.name_en as statute_name_en,
    citations.statute_version, citations.article, citations.sub_article, citations.paragraph, citations.item,
    citations.role, citations.form, known.level as statute_level,
    counted_cases.notice_id, counted_cases.announced_date, counted_cases.decided_on,
    counted_cases.authority_names, counted_cases.region_code, counted_cases.region_name, counted_cases.source_id,
    citations.span_start, citations.span_end, citations.rule_id, citations.origin, counted_cases.is_sample
from base.citations
inner join base.counted_cases using (case_id)
left join base.statutes as known on known.statute_id = citations.statute_id and known.statute_id not in ('unknown', 'unassigned');
comment on view main.v_citations is '法律引用，每案只计一次 / Citations of cases, each case once';
comment on column main.v_citations.statute_short_name is '法律简称；未收录者为原文写法 / Short name of the statute; as cited when our list does not hold it';
comment on column main.v_citations.statute_level is '效力层级 / Rank of the statute: law, regulation, rule and so on';
comment on column main.v_citations.statute_name_en is '法律英文名 / Name of the statute in English';

create view main.v_parties as
select
    case_parties.case_id, case_parties.position, case_parties.party_id, case_parties.display_name, case_parties.party_type,
    case_parties.is_masked, case_parties.is_natural_person, case_parties.host_platform_name, case_parties.credit_code,
    counted_cases.notice_id, counted_cases.announced_date, counted_cases.decided_on,
    counted_cases.authority_names, counted_cases.region_code, counted_cases.region_name, counted_cases.source_id,
    case_parties.span_start, case_parties.span_end, case_parties.rule_id, case_parties.origin, counted_cases.is_sample
from base.case_parties
inner join base.counted_cases using (case_id);
comment on view main.v_parties is '当事人，自然人已隐名，每案只计一次 / Parties with natural persons masked, each case once';

create view main.v_case_authorities as
select
    case_authorities.case_id, case_authorities.position, case_authorities.authority_id, case_authorities.authority_name,
    authorities.authority_name as authority_full_name, authorities.name_en as authority_name_en,
    authorities.system, authorities.level as authority_level,
    counted_cases.notice_id, counted_cases.announced_date, counted_cases.decided_on,
    counted_cases.region_code, counted_cases.region_name, counted_cases.source_id, counted_cases.is_sample
from base.case_authorities
inner join base.counted_cases using (case_id)
left join base.authorities using (authority_id);
comment on view main.v_case_authorities is '处罚机关×案件，每案只计一次 / Bodies that handled cases, each case once';
comment on column main.v_case_authorities.authority_full_name is '机关全称 / Full name of the authority';
comment on column main.v_case_authorities.authority_name_en is '机关英文名 / Name of the authority in English';
comment on column main.v_case_authorities.authority_level is '机关层级 / Level of the authority';

create view main.v_case_platforms as
select
    case_platforms.case_id, case_platforms.position, case_platforms.platform_id,
    coalesce(known.platform_name, case_platforms.platform_name) as platform_name, known.name_en as platform_name_en,
    known.operator_name, known.category as platform_category,
    counted_cases.notice_id, counted_cases.announced_date, counted_cases.decided_on,
    counted_cases.authority_names, counted_cases.region_code, counted_cases.region_name, counted_cases.source_id,
    counted_cases.is_sample
from base.case_platforms
inner join base.counted_cases using (case_id)
left join base.platforms as known on known.platform_id = case_platforms.platform_id and known.platform_id not in ('unknown', 'unassigned');
comment on view main.v_case_platforms is '平台×案件，每案只计一次 / Platforms of cases, each case once';
comment on column main.v_case_platforms.platform_name is '平台名称；未收录者为原文写法 / Brand; as written when our list does not hold it';
comment on column main.v_case_platforms.platform_name_en is '平台英文名 / Brand in English';
comment on column main.v_case_platforms.platform_category is '平台类别 / Category of the platform';

create view main.v_case_conduct as
select
    case_conduct.case_id, case_conduct.position, case_conduct.conduct_code, case_conduct.taxonomy_code,
    conduct_types.name_zh as conduct_name_zh, conduct_types.name_en as conduct_name_en,
    conduct_taxonomy.group_code, conduct_taxonomy.group_zh, conduct_taxonomy.group_en,
    counted_cases.notice_id, counted_cases.announced_date, counted_cases.decided_on,
    counted_cases.authority_names, counted_cases.region_code, counted_cases.region_name, counted_cases.source_id,
    counted_cases.is_sample
from base.case_conduct
inner join base.counted_cases using (case_id)
left join base.conduct_types using (conduct_code)
left join base.conduct_taxonomy using (taxonomy_code);
comment on view main.v_case_conduct is '违法行为×案件，每案只计一次 / Kinds of conduct of cases, each case once';
comment on column main.v_case_conduct.conduct_code is '违法行为类型 / Kind of conduct';
comment on column main.v_case_conduct.conduct_name_zh is '违法行为类型名称 / Kind of conduct in Chinese';
comment on column main.v_case_conduct.conduct_name_en is '违法行为类型英文名 / Kind of conduct in English';

create view main.v_amounts as
select
    amounts.case_id, amounts.position, amounts.amount_kind, amounts.amount_cny, amounts.amount, amounts.currency,
    amounts.is_approximate, counted_cases.notice_id, counted_cases.announced_date, counted_cases.region_code,
    counted_cases.region_name, counted_cases.source_id,
    amounts.span_start, amounts.span_end, amounts.rule_id, amounts.origin, counted_cases.is_sample
from base.amounts
inner join base.counted_cases using (case_id);
comment on view main.v_amounts is '非处罚金额，每案只计一次；不得与罚款相加 / Sums that are no penalty, each case once; never add them to fines';
