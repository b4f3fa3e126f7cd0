-- zh: 总览：平台
-- en: Overview: platforms
-- answers: Platforms on which the most of the chosen cases happened.
-- param filters: struct of filters, see cases_filtered
-- param count_rows: how many rows at most
with chosen as (from cases_filtered($filters))
select
    x.platform_id,
    coalesce(p.platform_name, min(x.platform_name)) as name_zh,
    coalesce(p.name_en, p.platform_name, min(x.platform_name)) as name_en,
    count(distinct x.case_id) as count_cases
from base.case_platforms x
join chosen c on c.case_id = x.case_id
left join base.platforms p on p.platform_id = x.platform_id
group by x.platform_id, p.platform_name, p.name_en, case when p.platform_id is null then x.platform_name end
order by count_cases desc, name_zh
limit $count_rows
