-- severity: error
-- Every proof lies inside the text it was read from.
select concat(evidence.field, ' ', evidence.position, ' of ', coalesce('case ' || evidence.case_id, 'notice ' || evidence.notice_id),
    ' points at ', evidence.span_start, '–', evidence.span_end, ' of a text of ', length(texts.plain_text)) as message,
    evidence.notice_id
from main.v_evidence as evidence
inner join base.texts on texts.notice_id = evidence.notice_id and texts.document_id = evidence.document_id
where evidence.span_end > length(texts.plain_text) or evidence.span_start < 0 or evidence.span_end <= evidence.span_start
