-- zh: 两部办法：罚则
-- en: Orders 116 and 117: penalties
-- answers: The penalty map of one article: as the duty that is breached, or as the article that punishes.
-- param measure: 116 or 117
-- param article: article number
select
    p.duty_article, p.penalised_subject, p.penalty_article, p.route, p.onward_provision, p.fine_tiers,
    p.other_measures, p.enforcer, p.note
from base.measure_penalties p
where p.measure = $measure
    and (try_cast(regexp_extract(p.duty_article, '^\d+') as integer) = $article
        or try_cast(regexp_extract(p.penalty_article, '^\d+') as integer) = $article)
order by p.duty_article, p.penalty_article
