-- zh: 总览：罚款大小
-- en: Overview: size of fines
-- answers: Fines of the chosen cases by size; a fine whose sum is not stated has its own row, apart from zero.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters)),
fines as (
    select p.amount_cny as amount
    from base.penalties p
    join chosen c on c.case_id = p.case_id
    where p.penalty_type = 'fine'
)
select
    case
        when amount is null then 'not_stated'
        when amount = 0 then 'zero'
        when amount < 10000 then 'under_1'
        when amount < 50000 then 'from_1'
        when amount < 100000 then 'from_5'
        when amount < 500000 then 'from_10'
        when amount < 1000000 then 'from_50'
        when amount < 10000000 then 'from_100'
        else 'from_1000'
    end as bucket,
    count(*) as count_fines
from fines
group by bucket
