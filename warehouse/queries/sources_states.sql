-- zh: 来源健康：状态
-- en: Health of the sources: states
-- answers: How many sources fare how, by their last run.
select state, count(*) as count_sources
from base.source_health
group by state
order by case state when 'ill' then 0 when 'attention' then 1 when 'healthy' then 2 when 'never' then 3 else 4 end
