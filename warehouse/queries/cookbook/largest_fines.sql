-- zh: 最大的罚款
-- en: Largest fines
-- answers: The cases with the largest stated fines.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
-- param count_rows: how many; null for 50
select case_id, announced_date, authority_names, party_names, conduct_codes, fine_cny, heading_text, title, url
from main.v_cases
where fine_cny is not null and ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
order by fine_cny desc, case_id
limit coalesce($count_rows, 50)
