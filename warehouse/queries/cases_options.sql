-- zh: 案例：可选的筛选项
-- en: Cases: what can be filtered by
-- answers: Everything a reader can filter by, with the number of canonical cases behind it.
with counted as (
    select c.case_id, c.region_code, n.kind
    from base.counted_cases c
    join base.notices n on n.notice_id = c.notice_id
),
options as (
    select 'system' as field, a.system as code, null as name_zh, null as name_en, x.case_id
    from base.case_authorities x
    join base.authorities a on a.authority_id = x.authority_id
    union all
    select 'authority', x.authority_id, coalesce(a.short_name, x.authority_name), coalesce(a.name_en, a.short_name, x.authority_name),
        x.case_id
    from base.case_authorities x
    left join base.authorities a on a.authority_id = x.authority_id
    where x.authority_id not in ('unassigned', 'unknown')
    union all
    select 'province', p.region_code, p.region_name, coalesce(p.name_en, p.region_name), c.case_id
    from counted c
    join base.regions r on r.region_code = c.region_code
    join base.regions p on p.region_code = coalesce(r.province_code, r.region_code)
    union all
    select 'statute', x.statute_id, s.short_name, coalesce(s.name_en, s.short_name), x.case_id
    from base.citations x
    join base.statutes s on s.statute_id = x.statute_id
    union all
    select 'platform', x.platform_id, coalesce(p.platform_name, x.platform_name), coalesce(p.name_en, p.platform_name, x.platform_name),
        x.case_id
    from base.case_platforms x
    left join base.platforms p on p.platform_id = x.platform_id
    where x.platform_id not in ('unassigned', 'unknown')
    union all
    select 'conduct', x.conduct_code, t.name_zh, t.name_en, x.case_id
    from base.case_conduct x
    left join base.conduct_types t on t.conduct_code = x.conduct_code
    union all
    select 'measure', x.penalty_type, t.name_zh, t.name_en, x.case_id
    from base.penalties x
    left join base.penalty_types t on t.penalty_type = x.penalty_type
    union all
    select 'party_type', x.party_type, null, null, x.case_id
    from base.case_parties x
    union all
    select 'kind', c.kind, null, null, c.case_id
    from counted c
)
select
    o.field,
    o.code,
    coalesce(min(o.name_zh), o.code) as name_zh,
    coalesce(min(o.name_en), o.code) as name_en,
    count(distinct o.case_id) as count_cases
from options o
join counted c on c.case_id = o.case_id
group by o.field, o.code
order by o.field, count_cases desc, o.code
