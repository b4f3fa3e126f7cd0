-- severity: warning
-- Null is not zero: a penalty in money of nothing, or a sum on a measure that is none, was misread.
select concat('penalty ', penalties.position, ' of case ', case_id, ' (', penalty_type, ') is a sum of zero; read the sentence') as message,
    notice_id, penalties.span_start, penalties.span_end
from base.penalties inner join base.cases using (case_id)
where amount = 0
union all
select concat('penalty ', penalties.position, ' of case ', case_id, ' (', penalty_type, ') carries a sum although it is no penalty in money'),
    notice_id, penalties.span_start, penalties.span_end
from base.penalties inner join base.cases using (case_id) inner join base.penalty_types using (penalty_type)
where amount is not null and not is_money
union all
select concat('penalty ', penalties.position, ' of case ', case_id, ' is ', amount_cny, ' yuan, more than any fine on record; read the sentence'),
    notice_id, penalties.span_start, penalties.span_end
from base.penalties inner join base.cases using (case_id)
where amount_cny > 50000000000
