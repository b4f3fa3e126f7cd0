create view main.v_measure_articles as
with cited as (
    select statute_id, article, count(distinct case_id) as count_cases, max(announced_date) as newest_announced_date
    from main.v_citations
    where article is not null
    group by statute_id, article
)
select
    measure_articles.measure, measure_articles.article, measure_articles.statute_id, measure_articles.chapter_number,
    measure_articles.chapter_zh, measure_articles.chapter_en, measure_articles.bound_subjects, measure_articles.duty_zh,
    measure_articles.duty_en, measure_articles.duty_types, measure_articles.penalty_articles,
    measure_articles.onward_provisions, measure_articles.fine_min_cny, measure_articles.fine_max_cny,
    measure_articles.fine_tiers, measure_articles.enforcer, measure_articles.is_verified,
    coalesce(cited.count_cases, 0) as count_cases, cited.newest_announced_date
from base.measure_articles
left join cited on cited.statute_id = measure_articles.statute_id and cited.article = measure_articles.article;
comment on view main.v_measure_articles is '116、117 号令逐条，附引用该条的案件数 / Orders 116 and 117 by article, with the cases that cite each';
comment on column main.v_measure_articles.count_cases is '引用该条的案件数 / Cases that cite the article';
comment on column main.v_measure_articles.newest_announced_date is '最近一次引用的公布日期 / Newest announcement that cites it';

create view main.v_findings as
select
    findings.severity, findings.code, findings.message, findings.message_zh, findings.stage, findings.source_id, findings.document_id,
    findings.notice_id, coalesce(findings.url, documents.url) as url, findings.span_start, findings.span_end, findings.found_at,
    findings.finding_id
from base.findings
left join base.documents using (document_id)
order by case findings.severity when 'error' then 1 when 'warning' then 2 else 3 end, findings.code, findings.finding_id;
comment on view main.v_findings is '待查事项，严重者在前 / Findings, the gravest first';

create view main.v_coverage as
select
    sources.source_id, sources.name_zh, sources.name_en, sources.family, sources.url, sources.is_target, sources.is_sample,
    coalesce(coverage.count_documents, 0) as count_documents, coalesce(coverage.count_notices, 0) as count_notices,
    coalesce(coverage.count_cases, 0) as count_cases, coverage.oldest_announced_date, coverage.newest_announced_date,
    coverage.last_retrieved_at, coalesce(coverage.count_without_date, 0) as count_without_date, coverage.median_lag_days,
    sources.reason, sources.caveats, source_health.state, source_health.newest_date, source_health.count_findings
from base.sources
left join base.coverage using (source_id)
left join base.source_health using (source_id)
where not sources.is_sample or coverage.source_id is not null;
comment on view main.v_coverage is '来源与覆盖情况；一无所得者也列出 / Sources and what is held of each, those with nothing too';
