-- zh: 两部办法：逐条
-- en: Orders 116 and 117: articles
-- answers: Every article of Orders 116 and 117 with the number of canonical cases that cite it, by role.
with cited as (
    select
        x.statute_id,
        x.article,
        count(distinct x.case_id) as count_cases,
        count(distinct x.case_id) filter (where x.role = 'violated') as count_violated,
        count(distinct x.case_id) filter (where x.role = 'basis') as count_basis
    from base.citations x
    join base.counted_cases c on c.case_id = x.case_id
    where x.article is not null
    group by x.statute_id, x.article
)
select
    m.measure, m.article, m.statute_id, m.chapter_number, m.chapter_zh, m.chapter_en, m.bound_subjects,
    m.duty_zh, coalesce(m.duty_en, m.duty_zh) as duty_en, m.duty_types, m.penalty_articles, m.onward_provisions,
    m.fine_min_cny, m.fine_max_cny, m.fine_tiers, m.enforcer, m.note, m.is_verified,
    coalesce(c.count_cases, 0) as count_cases,
    coalesce(c.count_violated, 0) as count_violated,
    coalesce(c.count_basis, 0) as count_basis
from base.measure_articles m
left join cited c on c.statute_id = m.statute_id and c.article = m.article
order by m.measure desc, m.article
