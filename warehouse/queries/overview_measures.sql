-- zh: 总览：处置措施
-- en: Overview: measures taken
-- answers: How many of the chosen cases bear each measure; a case with three measures counts in three rows.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters))
select
    p.penalty_type,
    coalesce(t.name_zh, p.penalty_type) as name_zh,
    coalesce(t.name_en, p.penalty_type) as name_en,
    coalesce(t.family, 'unassigned') as family,
    count(distinct p.case_id) as count_cases
from base.penalties p
join chosen c on c.case_id = p.case_id
left join base.penalty_types t on t.penalty_type = p.penalty_type
group by all
order by count_cases desc, p.penalty_type
