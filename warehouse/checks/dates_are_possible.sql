-- severity: warning
-- No date lies after the day the text was taken, before the web, or out of order.
select concat('notice ', notice_id, ' is dated ', announced_date, ' and was taken on ', retrieved_at::date) as message, notice_id
from base.notices where announced_date > (retrieved_at at time zone 'Asia/Shanghai')::date + 1
union all
select concat('notice ', notice_id, ' is dated ', announced_date, ', before regulators published on the web'), notice_id
from base.notices where announced_date < date '1998-01-01'
union all
select concat('case ', case_id, ' has the ', role, ' date ', date_text, ' and was taken on ', retrieved_at::date), notice_id
from base.case_dates inner join base.cases using (case_id) inner join base.notices using (notice_id)
where date_from > (retrieved_at at time zone 'Asia/Shanghai')::date + 1
union all
select concat('case ', case_id, ' was decided on ', decided_on, ', after its announcement on ', announced_date), notice_id
from base.cases where decided_on > announced_date + 1
