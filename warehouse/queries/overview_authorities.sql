-- zh: 总览：机关
-- en: Overview: authorities
-- answers: Bodies that handled the most of the chosen cases; a joint case counts for each body.
-- param filters: struct of filters, see cases_filtered
-- param count_rows: how many rows at most
with chosen as (from cases_filtered($filters))
select
    x.authority_id,
    coalesce(a.short_name, min(x.authority_name)) as name_zh,
    coalesce(a.name_en, a.short_name, min(x.authority_name)) as name_en,
    count(distinct x.case_id) as count_cases
from base.case_authorities x
join chosen c on c.case_id = x.case_id
left join base.authorities a on a.authority_id = x.authority_id
group by x.authority_id, a.short_name, a.name_en, case when a.authority_id is null then x.authority_name end
order by count_cases desc, name_zh
limit $count_rows
