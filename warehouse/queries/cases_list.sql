-- zh: 案例：列表
-- en: Cases: list
-- answers: The chosen cases, newest first, one row a case; persons by their masked names.
-- param filters: struct of filters, see cases_filtered
-- param count_rows: how many rows at most
with page as (
    select *
    from cases_filtered($filters)
    order by basis_date desc nulls last, notice_id, case_number
    limit $count_rows
),
parties as (
    select x.case_id, string_agg(distinct x.display_name, '、' order by x.display_name) as party_names
    from base.case_parties x
    join page c on c.case_id = x.case_id
    group by x.case_id
),
platforms_of as (
    select x.case_id, string_agg(distinct x.platform_name, '、' order by x.platform_name) as platform_names
    from base.case_platforms x
    join page c on c.case_id = x.case_id
    group by x.case_id
),
conduct_of as (
    select x.case_id, list(distinct x.conduct_code order by x.conduct_code) as conduct_codes
    from base.case_conduct x
    join page c on c.case_id = x.case_id
    group by x.case_id
),
cited as (
    select
        x.case_id,
        string_agg(distinct coalesce(s.short_name, x.statute_name) || coalesce('§' || x.article, ''), '、'
            order by coalesce(s.short_name, x.statute_name) || coalesce('§' || x.article, '')) as citation_text
    from base.citations x
    join page c on c.case_id = x.case_id
    left join base.statutes s on s.statute_id = x.statute_id
    group by x.case_id
),
measures_of as (
    select
        x.case_id,
        list(distinct x.penalty_type order by x.penalty_type) as penalty_types,
        sum(x.amount_cny) filter (where x.penalty_type in ('fine', 'fine_and_confiscation')) as fine_cny,
        bool_or(x.penalty_type in ('fine', 'fine_and_confiscation')) as has_fine
    from base.penalties x
    join page c on c.case_id = x.case_id
    group by x.case_id
)
select
    c.case_id,
    c.notice_id,
    c.announced_date,
    c.decided_date,
    array_to_string(c.authority_names, '、') as authority_text,
    c.region_name,
    p.party_names,
    f.platform_names,
    coalesce(k.conduct_codes, []) as conduct_codes,
    coalesce(m.penalty_types, []) as penalty_types,
    m.fine_cny,
    coalesce(m.has_fine, false) as has_fine,
    t.citation_text,
    c.notice_title,
    c.notice_kind
from page c
left join parties p on p.case_id = c.case_id
left join platforms_of f on f.case_id = c.case_id
left join conduct_of k on k.case_id = c.case_id
left join cited t on t.case_id = c.case_id
left join measures_of m on m.case_id = c.case_id
order by c.basis_date desc nulls last, c.notice_id, c.case_number
