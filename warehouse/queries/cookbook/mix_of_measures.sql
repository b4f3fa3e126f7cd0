-- zh: 处置措施的构成
-- en: Mix of measures
-- answers: What is done to those handled: every kind of measure with its share of cases, beside fines.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
with chosen as (
    select * from main.v_penalties
    where ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
)
select penalty_type, any_value(penalty_name_zh) as penalty_name_zh, any_value(penalty_name_en) as penalty_name_en,
    any_value(penalty_family) as penalty_family, count(distinct case_id) as count_cases,
    round(100 * count(distinct case_id) / (select count(distinct case_id) from chosen), 1) as share_percent,
    count(amount_cny) as count_amount_stated, sum(amount_cny) as amount_cny
from chosen
group by penalty_type
order by count_cases desc, penalty_type
