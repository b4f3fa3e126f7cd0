-- zh: 待查事项：数量
-- en: Findings: counts
-- answers: How many findings of each kind there are.
select severity, code, count(*) as count_findings
from base.findings
group by severity, code
order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, count_findings desc, code
