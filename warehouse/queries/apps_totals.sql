-- zh: 应用：数量
-- en: Apps: totals
-- answers: One row: how many apps the canonical notices name.
select
    count(distinct a.app_name) as count_apps,
    count(distinct a.notice_id) as count_notices,
    count(*) filter (where a.issue_text is null) as count_without_issue,
    count(*) filter (where n.announced_date is null) as count_undated
from base.apps a
join base.counted_notices n on n.notice_id = a.notice_id
