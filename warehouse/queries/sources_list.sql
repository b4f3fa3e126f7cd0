-- zh: 来源：列表
-- en: Sources: list
-- answers: Every source with what came from it, how fresh it is and how the last run went; imported files are one row.
with examining_runs as (
    select *
    from base.runs
    where kind = 'crawl' and count_examined > 0
    qualify row_number() over (partition by source_id order by started_at desc) = 1
),
imported as (
    select
        count(distinct d.document_id) as count_documents,
        count(distinct n.notice_id) as count_notices,
        count(distinct c.case_id) as count_cases,
        count(distinct n.notice_id) filter (where n.announced_date is null) as count_without_date,
        min(n.announced_date) as oldest_announced_date,
        max(n.announced_date) as newest_announced_date,
        max(d.retrieved_at) as last_retrieved_at
    from base.documents d
    left join base.counted_notices n on n.document_id = d.document_id
    left join base.counted_cases c on c.notice_id = n.notice_id
    where d.source_id is null
),
listed as (
    select
        s.source_id, s.name_zh, coalesce(s.name_en, s.name_zh) as name_en, s.family, s.url, s.is_target, s.is_sample, s.reason, s.caveats,
        coalesce(c.count_documents, 0) as count_documents,
        coalesce(c.count_notices, 0) as count_notices,
        coalesce(c.count_cases, 0) as count_cases,
        coalesce(c.count_without_date, 0) as count_without_date,
        c.oldest_announced_date, c.newest_announced_date, c.last_retrieved_at, c.median_lag_days,
        h.state, h.newest_date as newest_listed_date, h.count_findings,
        h.last_run_at, r.count_listed, r.count_declared, r.count_fetched, r.count_new, r.count_refused, r.count_failed, r.count_empty,
        e.count_with_title / e.count_examined as share_with_title,
        e.count_with_date / e.count_examined as share_with_date,
        e.count_with_body / e.count_examined as share_with_body
    from base.sources s
    left join base.coverage c on c.source_id = s.source_id
    left join base.source_health h on h.source_id = s.source_id
    left join base.runs r on r.run_id = h.run_id
    left join examining_runs e on e.source_id = s.source_id
    union all by name
    select 'imported' as source_id, '导入的文件' as name_zh, 'Imported files' as name_en, 'files' as family,
        false as is_target, false as is_sample, i.*
    from imported i
    where i.count_documents > 0
)
select *
from listed
order by count_documents = 0, is_target desc, source_id
