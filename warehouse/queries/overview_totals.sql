-- zh: 总览：数量
-- en: Overview: totals
-- answers: One row: what the chosen cases hold, and how many of them a dated chart must leave out.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters)),
penalised as (
    select
        p.case_id,
        bool_or(p.penalty_type in ('fine', 'fine_and_confiscation')) as has_fine,
        bool_or(p.penalty_type in ('fine', 'fine_and_confiscation') and p.amount_cny is not null) as has_fine_amount,
        sum(p.amount_cny) filter (where p.penalty_type in ('fine', 'fine_and_confiscation')) as fine_cny
    from base.penalties p
    join chosen c on c.case_id = p.case_id
    group by p.case_id
)
select
    count(*) as count_cases,
    count(distinct c.notice_id) as count_notices,
    count(*) filter (where c.basis_date is null) as count_undated,
    count(*) filter (where coalesce(p.has_fine, false)) as count_fined,
    count(*) filter (where coalesce(p.has_fine_amount, false)) as count_fined_with_amount,
    count(*) filter (where p.case_id is null) as count_without_measure,
    sum(p.fine_cny) as fine_cny,
    median(p.fine_cny) as median_fine_cny,
    coalesce(bool_or(c.is_sample), false) as has_sample
from chosen c
left join penalised p on p.case_id = c.case_id
