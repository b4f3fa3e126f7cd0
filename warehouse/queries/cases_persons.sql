-- zh: 案例：须隐去的姓名
-- en: Cases: names to mask
-- answers: Names of natural persons by notice, as written and as they may be shown.
select c.notice_id, p.party_name, min(p.display_name) as display_name
from base.case_parties p
join base.cases c on c.case_id = p.case_id
where p.is_natural_person and p.party_name <> p.display_name
group by c.notice_id, p.party_name
order by c.notice_id, p.party_name
