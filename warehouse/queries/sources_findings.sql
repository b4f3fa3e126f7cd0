-- zh: 待查事项
-- en: Findings
-- answers: What a person should look at, worst first.
-- param count_rows: how many rows at most
select
    f.severity, f.code, f.message, coalesce(f.message_zh, f.message) as message_zh, f.source_id, f.found_at, f.notice_id, n.title, coalesce(n.url, f.url) as url, f.document_id, f.stage
from base.findings f
left join base.notices n on n.notice_id = f.notice_id
order by case f.severity when 'error' then 0 when 'warning' then 1 else 2 end, f.code, f.found_at desc
limit $count_rows
