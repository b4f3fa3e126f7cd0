-- severity: error
-- Words given as verbatim are the words at their place in the text.
select concat('text of case ', case_id, ' is not the text at its place') as message, notice_id
from base.cases inner join base.texts using (notice_id, document_id)
where case_text != substring(plain_text, span_start + 1, span_end - span_start)
union all
select concat('heading of case ', case_id, ' is not in its notice'), notice_id
from base.cases inner join base.texts using (notice_id, document_id)
where not contains(plain_text, heading_text)
union all
select concat('quote of number ', position, ' of notice ', notice_id, ' is not the text at its place'), notice_id
from base.metrics inner join base.texts using (notice_id, document_id)
where quote_text != substring(plain_text, span_start + 1, span_end - span_start)
union all
select concat('article ', article, ' of notice ', notice_id, ' is not the text at its place'), notice_id
from base.notice_measure_articles inner join base.texts using (notice_id, document_id)
where article_text != substring(plain_text, span_start + 1, span_end - span_start)
