-- Names of natural persons in one notice, as written and as they may be shown.
select distinct p.party_name, p.display_name
from base.case_parties p
join base.cases c on c.case_id = p.case_id
where p.is_natural_person and p.party_name <> p.display_name
    and c.notice_id = (select notice_id from base.cases where case_id = $case_id)
