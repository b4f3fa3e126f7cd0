-- Notices that say how many cases, apps or accounts they publish, beside how many were read.
select
    n.announced_date, n.title, n.kind, n.url, n.source_id, n.count_declared,
    case when n.kind = 'app_list' then n.count_apps else n.count_cases end as count_parsed,
    (case when n.kind = 'app_list' then n.count_apps else n.count_cases end) - n.count_declared as difference,
    n.flags
from base.notices n
where n.count_declared is not null and n.is_canonical and n.is_usable
order by abs(difference) desc, n.announced_date desc nulls last, n.notice_id
