-- The penalty map of one article: as the duty that is breached, or as the article that punishes.
select
    p.duty_article, p.penalised_subject, p.penalty_article, p.route, p.onward_provision, p.fine_tiers,
    p.other_measures, p.enforcer, p.note
from base.measure_penalties p
where p.measure = $measure
    and (try_cast(regexp_extract(p.duty_article, '^\d+') as integer) = $article
        or try_cast(regexp_extract(p.penalty_article, '^\d+') as integer) = $article)
order by p.duty_article, p.penalty_article
