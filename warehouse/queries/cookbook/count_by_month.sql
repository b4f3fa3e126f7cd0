-- zh: 每月案件数
-- en: Cases by month
-- answers: How many cases were announced each month, how many carry a fine, and what the stated fines come to. Undated cases form a row of their own.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
select date_trunc('month', announced_date)::date as month, count(*) as count_cases, count(*) filter (where has_fine) as count_fined,
    count(fine_cny) as count_fine_stated, sum(fine_cny) as fine_cny
from main.v_cases
where ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
group by month
order by month nulls last
