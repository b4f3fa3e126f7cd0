-- zh: 总览：每月案例数
-- en: Overview: cases a month
-- answers: Canonical cases a month of the chosen date; months without cases inside the range are rows with zero.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters)),
monthly as (
    select
        cast(date_trunc('month', c.basis_date) as date) as month,
        count(*) as count_cases,
        count(*) filter (where exists (
            select 1 from base.penalties p where p.case_id = c.case_id and p.penalty_type in ('fine', 'fine_and_confiscation'))) as count_fined
    from chosen c
    where c.basis_date is not null
    group by all
),
months as (
    select cast(unnest(generate_series(min(month), max(month), interval 1 month)) as date) as month from monthly
)
select s.month, coalesce(m.count_cases, 0) as count_cases, coalesce(m.count_fined, 0) as count_fined
from months s
left join monthly m on m.month = s.month
order by s.month
