-- zh: 来源的新鲜度
-- en: Freshness of sources
-- answers: When each source was last read, what its newest notice is, and how many carry no date.
select source_id, name_zh, name_en, is_target, count_documents, count_notices, count_cases, newest_announced_date, last_retrieved_at,
    count_without_date, median_lag_days
from main.v_coverage
order by is_target desc, last_retrieved_at desc nulls last, source_id
