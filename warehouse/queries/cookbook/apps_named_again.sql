-- zh: 多次被通报的应用
-- en: Apps named again
-- answers: Apps named in more than one notice, with the problems named.
select app_name, count(distinct notice_id) as count_notices, list(distinct issue_text order by issue_text) filter (where issue_text is not null) as issues,
    min(announced_date) as oldest_announced_date, max(announced_date) as newest_announced_date
from main.v_apps
group by app_name
having count(distinct notice_id) > 1
order by count_notices desc, app_name
