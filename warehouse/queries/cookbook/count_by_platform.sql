-- zh: 各平台涉及的案件
-- en: Cases by platform
-- answers: On which platforms the conduct happened, and how often accounts, content or apps were removed there.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
with removed as (
    select distinct case_id from main.v_penalties
    where penalty_type in ('close_account', 'mute_account', 'ban_live', 'delete_content', 'remove_app', 'close_site')
)
select platform_id, platform_name, any_value(platform_name_en) as platform_name_en, any_value(operator_name) as operator_name,
    count(distinct v_case_platforms.case_id) as count_cases, count(distinct removed.case_id) as count_removed
from main.v_case_platforms
left join removed using (case_id)
where ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
group by platform_id, platform_name
order by count_cases desc, platform_id, platform_name
