-- zh: 法规：列表
-- en: Statutes: list
-- answers: Statutes that canonical cases cite, with how often and in which role; statutes nobody cites come last.
with cited as (
    select
        x.statute_id,
        min(x.statute_name) as statute_name,
        count(distinct x.case_id) as count_cases,
        count(distinct x.case_id) filter (where x.role = 'violated') as count_violated,
        count(distinct x.case_id) filter (where x.role = 'basis') as count_basis,
        count(distinct x.article) as count_articles
    from base.citations x
    join base.counted_cases c on c.case_id = x.case_id
    group by x.statute_id
)
select
    s.statute_id, s.statute_name, s.short_name as name_zh, coalesce(s.name_en, s.short_name) as name_en, s.level, s.effective_date,
    coalesce(c.count_cases, 0) as count_cases,
    coalesce(c.count_violated, 0) as count_violated,
    coalesce(c.count_basis, 0) as count_basis,
    coalesce(c.count_articles, 0) as count_articles
from base.statutes s
left join cited c on c.statute_id = s.statute_id
where s.statute_id not in ('unknown', 'unassigned')
order by count_cases desc, s.statute_id
