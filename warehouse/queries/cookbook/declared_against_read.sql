-- zh: 自称数量与读出数量
-- en: Declared against read
-- answers: How far the counts that notices declare agree with what was read from them.
select kind, count(*) as count_declaring, count(*) filter (where v_count_mismatches.notice_id is null) as count_agreeing,
    sum(v_notices.count_declared) as count_declared,
    sum(case when kind = 'app_list' then v_notices.count_apps else v_notices.count_cases end) as count_read
from main.v_notices
left join (select notice_id from main.v_count_mismatches) as v_count_mismatches using (notice_id)
where v_notices.count_declared is not null and kind in ('case_bulletin', 'single_case', 'app_list', 'interview')
group by kind
order by kind
