-- zh: 总览：违法行为
-- en: Overview: conduct
-- answers: What the chosen cases are about; a case with two kinds of conduct counts in two rows.
-- param filters: struct of filters, see cases_filtered
-- param count_rows: how many rows at most
with chosen as (from cases_filtered($filters))
select
    x.conduct_code,
    coalesce(t.name_zh, x.conduct_code) as name_zh,
    coalesce(t.name_en, x.conduct_code) as name_en,
    count(distinct x.case_id) as count_cases
from base.case_conduct x
join chosen c on c.case_id = x.case_id
left join base.conduct_types t on t.conduct_code = x.conduct_code
group by all
order by count_cases desc, x.conduct_code
limit $count_rows
