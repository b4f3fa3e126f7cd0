-- zh: 来源：列表
-- en: Sources: list
-- answers: Every source with what came from it, how fresh it is and how the last run went.
with latest_runs as (
    select *
    from base.runs
    where kind = 'crawl'
    qualify row_number() over (partition by source_id order by started_at desc) = 1
)
select
    s.source_id, s.name_zh, coalesce(s.name_en, s.name_zh) as name_en, s.family, s.url, s.is_target, s.is_sample, s.reason, s.caveats,
    coalesce(c.count_documents, 0) as count_documents,
    coalesce(c.count_notices, 0) as count_notices,
    coalesce(c.count_cases, 0) as count_cases,
    coalesce(c.count_without_date, 0) as count_without_date,
    c.oldest_announced_date, c.newest_announced_date, c.last_retrieved_at, c.median_lag_days,
    r.started_at as last_run_at, r.count_listed, r.count_fetched, r.count_new, r.count_refused, r.count_failed, r.count_empty
from base.sources s
left join base.coverage c on c.source_id = s.source_id
left join latest_runs r on r.source_id = s.source_id
order by coalesce(c.count_documents, 0) = 0, s.is_target desc, s.source_id
