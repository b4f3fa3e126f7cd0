-- zh: 一个案件的全部依据
-- en: Proof of a case
-- answers: Every value read from one case, the words it came from, and the rule that found it.
-- param case_id: id of the case
select field, position, value_text, quote_text, span_start, span_end, rule_id, origin
from main.v_evidence
where case_id = $case_id
order by field, position
