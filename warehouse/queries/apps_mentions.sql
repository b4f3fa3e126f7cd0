-- zh: 应用：历次通报
-- en: Apps: notices that name one
-- answers: Every notice that names one app.
-- param app_name: the app
select
    n.announced_date, n.title, n.issuer_name, n.url, n.document_id,
    a.app_version, a.store_name, a.operator_name, a.issue_text, a.rule_id
from base.apps a
join base.counted_notices n on n.notice_id = a.notice_id
where a.app_name = $app_name
order by n.announced_date desc nulls last, a.position
limit 200
