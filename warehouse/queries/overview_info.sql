-- zh: 数据库概况
-- en: What the warehouse holds
-- answers: One row: how much the warehouse holds and whether any of it is fictional sample data.
select
    (select count(*) from base.documents) as count_documents,
    (select count(*) from base.notices) as count_notices,
    (select count(*) from base.notices where not is_canonical) as count_repeated_notices,
    (select count(*) from base.cases) as count_cases,
    (select count(*) from base.cases where is_canonical) as count_canonical_cases,
    (select count(*) from base.apps) as count_apps,
    (select count(*) from base.metrics) as count_metrics,
    (select coalesce(bool_or(is_sample), false) from base.notices) as has_sample,
    (select coalesce(bool_and(is_sample), false) from base.notices) as is_all_sample,
    (select min(announced_date) from base.notices) as oldest_date,
    (select max(announced_date) from base.notices) as newest_date,
    (select max(retrieved_at) from base.documents) as last_retrieved_at,
    (select max(value) from base.warehouse_info where key = 'built_at') as built_at
