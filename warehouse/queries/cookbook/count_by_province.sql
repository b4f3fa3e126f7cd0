-- zh: 各省案件
-- en: Cases by province
-- answers: Where cases were handled; cases without a place form a row of their own.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
select province_code, any_value(province_name) as province_name, count(*) as count_cases,
    count(*) filter (where has_fine) as count_fined, sum(fine_cny) as fine_cny
from main.v_cases
where ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
group by province_code
order by count_cases desc, province_code
