-- zh: 各类违法行为
-- en: Cases by kind of conduct
-- answers: Which conduct is handled most, and the typical fine where one is stated. A case of two kinds counts for both.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
select v_case_conduct.conduct_code, any_value(conduct_name_zh) as conduct_name_zh, any_value(conduct_name_en) as conduct_name_en,
    count(distinct case_id) as count_cases, count(v_cases.fine_cny) as count_fine_stated,
    median(v_cases.fine_cny) as median_fine_cny, quantile_cont(v_cases.fine_cny, 0.9) as p90_fine_cny
from main.v_case_conduct
inner join main.v_cases using (case_id)
where ($since is null or v_cases.announced_date >= $since) and ($until is null or v_cases.announced_date <= $until)
group by v_case_conduct.conduct_code
order by count_cases desc, conduct_code
