-- zh: 法规：各条
-- en: Statutes: articles
-- answers: Articles of one statute: cited by canonical cases or listed as a provision with a range of fine.
-- param statute_id: the statute
with cited as (
    select
        x.article,
        count(distinct x.case_id) as count_cases,
        count(distinct x.case_id) filter (where x.role = 'violated') as count_violated,
        count(distinct x.case_id) filter (where x.role = 'basis') as count_basis
    from base.citations x
    join base.counted_cases c on c.case_id = x.case_id
    where x.statute_id = $statute_id
    group by x.article
),
listed as (
    select
        p.article,
        string_agg(distinct p.conduct_zh, '；') as conduct_zh,
        string_agg(distinct p.conduct_en, '; ') as conduct_en,
        string_agg(distinct p.version, ', ' order by p.version) as versions,
        min(p.fine_min_cny) as fine_min_cny,
        max(p.fine_max_cny) as fine_max_cny
    from base.provisions p
    where p.statute_id = $statute_id
    group by p.article
)
select
    coalesce(c.article, l.article) as article,
    l.conduct_zh,
    coalesce(l.conduct_en, l.conduct_zh) as conduct_en,
    l.versions,
    l.fine_min_cny,
    l.fine_max_cny,
    coalesce(c.count_cases, 0) as count_cases,
    coalesce(c.count_violated, 0) as count_violated,
    coalesce(c.count_basis, 0) as count_basis
from cited c
full join listed l on l.article is not distinct from c.article
order by count_cases desc, article nulls last
