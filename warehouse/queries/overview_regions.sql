-- zh: 总览：地区
-- en: Overview: regions
-- answers: Chosen cases a province; 000000 is a central body, a null province is a case whose place is not stated.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters)),
placed as (
    select coalesce(r.province_code, r.region_code, c.region_code) as province_code
    from chosen c
    left join base.regions r on r.region_code = c.region_code
)
select
    p.province_code,
    r.region_name as name_zh,
    coalesce(r.name_en, r.region_name) as name_en,
    count(*) as count_cases
from placed p
left join base.regions r on r.region_code = p.province_code
group by all
order by count_cases desc, p.province_code
