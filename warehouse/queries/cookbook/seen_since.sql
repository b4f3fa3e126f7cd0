-- zh: 新见的案件
-- en: Cases first seen since
-- answers: Cases of notices first seen since a moment, for those who watch.
-- param seen_at: the moment, with its time zone
select v_cases.case_id, v_notices.first_seen_at, v_cases.announced_date, v_cases.authority_names, v_cases.party_names,
    v_cases.conduct_codes, v_cases.penalty_types, v_cases.fine_cny, v_cases.heading_text, v_cases.url
from main.v_cases
inner join main.v_notices using (notice_id)
where v_notices.first_seen_at >= $seen_at::timestamptz
order by v_notices.first_seen_at desc, v_cases.case_id
