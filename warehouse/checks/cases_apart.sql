-- severity: error
-- The cases of a notice are numbered from 1 and do not overlap within the page or within a file.
with neighbours as (
    select case_id, notice_id, case_number, span_start,
        lag(span_end) over (partition by notice_id, document_id order by case_number) as previous_end,
        row_number() over (partition by notice_id order by case_number) as expected_number
    from base.cases
)
select concat('case ', case_id, ' begins at ', span_start, ' before the one above ends at ', previous_end) as message, notice_id
from neighbours where span_start < previous_end
union all
select concat('case ', case_id, ' has number ', case_number, ' where ', expected_number, ' was expected'), notice_id
from neighbours where case_number != expected_number
union all
select concat('notice ', notice_id, ' says ', count_cases, ' cases and has ', count(case_id)), notice_id
from base.notices left join base.cases using (notice_id)
group by notice_id, count_cases
having count_cases != count(case_id)
