-- zh: 各机关处理的案件
-- en: Cases by authority
-- answers: Which bodies handled most cases; a case of two bodies counts for both.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
select authority_id, coalesce(any_value(authority_full_name), any_value(authority_name)) as authority_name,
    any_value(authority_name_en) as authority_name_en, any_value(system) as system, count(distinct case_id) as count_cases,
    min(announced_date) as oldest_announced_date, max(announced_date) as newest_announced_date
from main.v_case_authorities
where authority_id not in ('unknown', 'unassigned')
    and ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
group by authority_id
order by count_cases desc, authority_id
