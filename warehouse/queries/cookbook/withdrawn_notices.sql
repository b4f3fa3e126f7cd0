-- zh: 已撤下的公告
-- en: Withdrawn notices
-- answers: Notices whose page was later found to be gone; their rows stay.
select notice_id, title, issuer_name, announced_date, first_seen_at, vanished_at, count_cases, url
from main.v_notices
where vanished_at is not null
order by vanished_at desc, notice_id
