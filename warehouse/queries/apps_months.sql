-- zh: 应用：每月
-- en: Apps: a month
-- answers: Apps named a month in canonical notices.
select cast(date_trunc('month', n.announced_date) as date) as month, count(distinct (a.app_name, a.notice_id)) as count_apps
from base.apps a
join base.counted_notices n on n.notice_id = a.notice_id
where n.announced_date is not null
group by month
order by month
