-- zh: 案例：每个值及其依据
-- en: Cases: every value with its proof
-- answers: Every value read from one case with its proof, one row a value; spans count characters of the notice's text.
-- param case_id: the case
with values_of as (
    select 1 as rank, 'authority' as field, x.position, x.authority_name as value_text, x.authority_id as code,
        coalesce(a.short_name, '') as name_zh, coalesce(a.name_en, a.short_name, '') as name_en,
        null as role, null as amount_cny, null as is_approximate, null as days, null as borne_by,
        x.span_start, x.span_end, x.rule_id, x.origin
    from base.case_authorities x
    left join base.authorities a on a.authority_id = x.authority_id
    where x.case_id = $case_id
    union all
    select 2, 'region', 0, x.region_name, x.region_code, '', '', null, null, null, null, null,
        x.region_span_start, x.region_span_end, coalesce(x.region_rule_id, ''), coalesce(x.region_origin, 'inferred')
    from base.cases x
    where x.case_id = $case_id and x.region_name is not null
    union all
    select 2, 'date', x.position, x.date_text, x.role, '', '', x.role, null, null, null, null,
        x.span_start, x.span_end, x.rule_id, x.origin
    from base.case_dates x
    where x.case_id = $case_id
    union all
    select 3, 'party', x.position, x.display_name, x.party_type, '', '', x.party_type, null, null, null, x.host_platform_name,
        x.span_start, x.span_end, x.rule_id, x.origin
    from base.case_parties x
    where x.case_id = $case_id
    union all
    select 4, 'platform', x.position, x.platform_name, x.platform_id, coalesce(p.platform_name, ''),
        coalesce(p.name_en, p.platform_name, ''), null, null, null, null, null, x.span_start, x.span_end, x.rule_id, x.origin
    from base.case_platforms x
    left join base.platforms p on p.platform_id = x.platform_id
    where x.case_id = $case_id
    union all
    select 5, 'conduct', x.position, x.conduct_code, x.conduct_code, coalesce(t.name_zh, x.conduct_code),
        coalesce(t.name_en, x.conduct_code), x.taxonomy_code, null, null, null, null, x.span_start, x.span_end, x.rule_id, x.origin
    from base.case_conduct x
    left join base.conduct_types t on t.conduct_code = x.conduct_code
    where x.case_id = $case_id
    union all
    select 6, 'citation', x.position,
        concat('《', x.statute_name, '》', '第' || x.article || '条', '之' || x.sub_article, '第' || x.paragraph || '款',
            '第' || x.item || '项'),
        x.statute_id, coalesce(s.short_name, x.statute_name), coalesce(s.name_en, s.short_name, x.statute_name), x.role,
        null, null, null, x.statute_version, x.span_start, x.span_end, x.rule_id, x.origin
    from base.citations x
    left join base.statutes s on s.statute_id = x.statute_id
    where x.case_id = $case_id
    union all
    select 7, 'penalty', x.position, x.penalty_type, x.penalty_type, coalesce(t.name_zh, x.penalty_type),
        coalesce(t.name_en, x.penalty_type), case when t.is_money then 'money' end, x.amount_cny, x.is_approximate, x.detention_days,
        x.borne_by_display, x.span_start, x.span_end, x.rule_id, x.origin
    from base.penalties x
    left join base.penalty_types t on t.penalty_type = x.penalty_type
    where x.case_id = $case_id
    union all
    select 8, 'amount', x.position, x.amount_kind, x.amount_kind, '', '', 'money', x.amount_cny, x.is_approximate, null, null,
        x.span_start, x.span_end, x.rule_id, x.origin
    from base.amounts x
    where x.case_id = $case_id
)
select *
from values_of
order by rank, position
