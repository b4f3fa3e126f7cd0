-- zh: 某日前后对比
-- en: Before and after a day
-- answers: Cases announced in equally long spans before and after a day. Compare only sources that cover both spans: a source's first notice is given beside its counts.
-- param day: the day, such as 2026-02-01
-- param count_days: length of each span in days
with spans as (
    select source_id, case_id, has_fine, fine_cny,
        case when announced_date < $day::date then 'before' else 'after' end as side
    from main.v_cases
    where announced_date >= $day::date - $count_days::integer and announced_date < $day::date + $count_days::integer
)
select coalesce(spans.source_id, 'imported') as source_id, side, count(*) as count_cases, count(*) filter (where has_fine) as count_fined,
    median(fine_cny) as median_fine_cny, any_value(coverage.oldest_announced_date) as oldest_announced_date,
    coalesce(bool_and(coverage.oldest_announced_date <= $day::date - $count_days::integer), false) as is_covered_before
from spans
left join base.coverage on coverage.source_id = spans.source_id
group by spans.source_id, side
order by 1, side desc
