-- zh: 罚款在法定幅度中的位置
-- en: Fines against the range of the law
-- answers: Where a stated fine on an organisation lies between the bounds of the provision it is based on. Only cases with one fine, one organisation and one cited basis whose range the reference data hold.
with ranges as (
    select statute_id, version, article, min(fine_min_cny) as fine_min_cny, max(fine_max_cny) as fine_max_cny
    from base.provisions
    where fine_max_cny is not null and is_verified
    group by statute_id, version, article
),
bases as (
    select case_id, min(statute_id) as statute_id, min(statute_version) as version, min(article) as article
    from main.v_citations
    where role = 'basis' and article is not null
    group by case_id
    having count(distinct (statute_id, article)) = 1
),
single_fines as (
    select case_id, max(amount_cny) as fine_cny
    from main.v_penalties
    where penalty_type = 'fine'
    group by case_id
    having count(*) = 1 and max(amount_cny) is not null
),
single_parties as (
    select case_id from main.v_parties
    group by case_id
    having count(*) = 1 and bool_and(party_type in ('company', 'institution'))
)
select single_fines.case_id, v_cases.announced_date, v_cases.party_names, bases.statute_id, bases.version, bases.article,
    single_fines.fine_cny, ranges.fine_min_cny, ranges.fine_max_cny,
    round((single_fines.fine_cny - ranges.fine_min_cny) / nullif(ranges.fine_max_cny - ranges.fine_min_cny, 0), 3) as place_in_range,
    v_cases.url
from single_fines
inner join single_parties using (case_id)
inner join bases using (case_id)
inner join ranges on ranges.statute_id = bases.statute_id and ranges.article = bases.article and ranges.version = bases.version
inner join main.v_cases on v_cases.case_id = single_fines.case_id
order by place_in_range desc nulls last, single_fines.case_id
