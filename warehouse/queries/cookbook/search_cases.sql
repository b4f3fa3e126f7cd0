-- zh: 案件全文检索
-- en: Search the text of cases
-- answers: Cases whose text holds the given words, newest first.
-- param words: words as they stand in the text
-- param count_rows: how many; null for 100
select case_id, announced_date, authority_names, party_names, penalty_types, fine_cny, heading_text, url
from main.v_cases
where contains(lower(case_text), lower($words))
order by announced_date desc nulls last, case_id
limit coalesce($count_rows, 100)
