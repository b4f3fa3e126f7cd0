-- zh: 自称与读出的数量
-- en: Declared and parsed counts
-- answers: Notices that say how many cases, apps or accounts they publish, beside how many were read.
select
    n.notice_id, n.announced_date, n.title, n.kind, n.url, n.source_id, n.count_declared,
    case when n.kind = 'app_list' then n.count_apps else n.count_cases end as count_parsed,
    (case when n.kind = 'app_list' then n.count_apps else n.count_cases end) - n.count_declared as difference,
    n.flags
from base.counted_notices n
where n.count_declared is not null and n.is_usable
order by abs(difference) desc, n.announced_date desc nulls last, n.notice_id
