-- zh: 公布滞后
-- en: Publication lag
-- answers: Days from a decision to its announcement, by system, where both days are stated.
select system, count(distinct case_id) as count_cases, median(date_diff('day', decided_on, announced_date)) as median_days,
    quantile_cont(date_diff('day', decided_on, announced_date), 0.9) as p90_days
from main.v_case_authorities
where decided_on is not null and announced_date >= decided_on
group by system
order by count_cases desc, system
