-- zh: 来源健康：当前事项
-- en: Health of the sources: what stands
-- answers: The findings of every source's last run, worst first; what befell page after page is one row.
select
    f.severity, f.code, f.source_id, s.name_zh, coalesce(s.name_en, s.name_zh) as name_en,
    min(f.message) as message, min(coalesce(f.message_zh, f.message)) as message_zh,
    count(*) as count_findings, max(f.found_at) as found_at, coalesce(s.url, min(f.url)) as url
from base.source_health h
inner join base.findings f on f.run_id = h.run_id
inner join base.sources s on s.source_id = h.source_id
group by f.severity, f.code, f.source_id, s.name_zh, s.name_en, s.url
order by case f.severity when 'error' then 0 when 'warning' then 1 else 2 end, f.source_id, f.code
