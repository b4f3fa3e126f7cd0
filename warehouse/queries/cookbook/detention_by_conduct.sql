-- zh: 行政拘留
-- en: Detention by kind of conduct
-- answers: For which conduct people are detained and for how many days, where the days are stated.
select conduct_code, any_value(conduct_name_zh) as conduct_name_zh, any_value(conduct_name_en) as conduct_name_en,
    count(distinct v_penalties.case_id) as count_cases, count(detention_days) as count_days_stated,
    median(detention_days) as median_days, max(detention_days) as max_days
from main.v_penalties
inner join main.v_case_conduct using (case_id)
where penalty_type = 'detention'
group by conduct_code
order by count_cases desc, conduct_code
