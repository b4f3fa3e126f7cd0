-- zh: 总览：法规
-- en: Overview: statutes
-- answers: Statutes cited in the most of the chosen cases.
-- param filters: struct of filters, see cases_filtered
-- param count_rows: how many rows at most
with chosen as (from cases_filtered($filters))
select
    x.statute_id,
    coalesce(s.short_name, min(x.statute_name)) as name_zh,
    coalesce(s.name_en, s.short_name, min(x.statute_name)) as name_en,
    count(distinct x.case_id) as count_cases
from base.citations x
join chosen c on c.case_id = x.case_id
left join base.statutes s on s.statute_id = x.statute_id
group by x.statute_id, s.short_name, s.name_en, case when s.statute_id is null then x.statute_name end
order by count_cases desc, name_zh
limit $count_rows
