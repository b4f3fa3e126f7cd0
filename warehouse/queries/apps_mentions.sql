-- zh: 应用：历次通报
-- en: Apps: notices that name one
-- answers: Every notice that names one app.
-- param app_name: the app
select
    n.announced_date, n.title, n.issuer_name, n.url, t.document_id, t.url as document_url, t.is_attachment, t.attachment_name,
    a.app_version, a.store_name, a.operator_name, a.issue_text, a.rule_id,
    substring(coalesce(t.shown_text, t.plain_text), a.span_start + 1, a.span_end - a.span_start) as quote_text
from base.apps a
join base.counted_notices n on n.notice_id = a.notice_id
join base.texts t on t.notice_id = a.notice_id and t.document_id = a.document_id
where a.app_name = $app_name
order by n.announced_date desc nulls last, a.position
limit 200
