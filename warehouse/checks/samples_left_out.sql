-- severity: info
-- Fictional samples beside real notices are kept and left out of every total.
select concat(count(*), ' fictional sample notices are left out of totals, as there are real ones') as message
from base.notices
where is_sample
having count(*) > 0 and (select bool_or(not is_sample) from base.notices)
