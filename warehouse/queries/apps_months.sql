-- Apps named a month in canonical notices.
select cast(date_trunc('month', n.announced_date) as date) as month, count(distinct (a.app_name, a.notice_id)) as count_apps
from base.apps a
join base.notices n on n.notice_id = a.notice_id
where n.is_canonical and n.announced_date is not null
group by month
order by month
