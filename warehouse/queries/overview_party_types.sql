-- zh: 总览：当事人类型
-- en: Overview: party types
-- answers: What kinds of party the chosen cases handle; a case with a company and a person counts in both rows.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters))
select x.party_type, count(distinct x.case_id) as count_cases
from base.case_parties x
join chosen c on c.case_id = x.case_id
group by x.party_type
order by count_cases desc, x.party_type
