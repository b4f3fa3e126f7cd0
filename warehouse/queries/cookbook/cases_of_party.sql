-- zh: 某当事人的案件
-- en: Cases of a party
-- answers: The cases whose parties' shown names hold the given words. Natural persons are found by their masked names only.
-- param name: part of a name
select v_cases.case_id, v_cases.announced_date, v_parties.display_name, v_parties.party_type, v_parties.host_platform_name,
    v_cases.authority_names, v_cases.conduct_codes, v_cases.penalty_types, v_cases.fine_cny, v_cases.url
from main.v_parties
inner join main.v_cases using (case_id)
where contains(lower(v_parties.display_name), lower($name))
order by v_cases.announced_date desc nulls last, v_cases.case_id
