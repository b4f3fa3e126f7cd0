-- zh: 两部办法：条文
-- en: Orders 116 and 117: wording
-- answers: The wording of one article as the notices that carry the measure print it.
-- param statute_id: the statute
-- param article: article number
select t.notice_id, t.chapter, t.article_text, n.title, x.url, n.announced_date
from base.notice_measure_articles t
join base.notices n on n.notice_id = t.notice_id
join base.texts x on x.notice_id = t.notice_id and x.document_id = t.document_id
where t.statute_id = $statute_id and t.article = $article
order by n.is_canonical desc, n.announced_date, t.notice_id
limit 5
