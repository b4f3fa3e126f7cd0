-- zh: 多次被处理的当事人
-- en: Parties handled again
-- answers: Named organisations, apps and accounts with more than one case. Masked parties and natural persons are never joined.
select party_id, any_value(display_name) as display_name, any_value(party_type) as party_type, count(distinct case_id) as count_cases,
    min(announced_date) as oldest_announced_date, max(announced_date) as newest_announced_date
from main.v_parties
group by party_id
having count(distinct case_id) > 1
order by count_cases desc, party_id
