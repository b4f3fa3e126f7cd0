-- zh: 引用最多的法律
-- en: Statutes cited most
-- answers: Which statutes are cited, as breached and as basis of the penalty.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
select statute_id, any_value(statute_short_name) as statute_short_name, any_value(statute_name_en) as statute_name_en,
    count(distinct case_id) as count_cases,
    count(distinct case_id) filter (where role = 'violated') as count_violated,
    count(distinct case_id) filter (where role = 'basis') as count_basis
from main.v_citations
where statute_id not in ('unknown', 'unassigned')
    and ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
group by statute_id
order by count_cases desc, statute_id
