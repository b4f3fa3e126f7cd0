-- zh: 应用：问题与商店
-- en: Apps: problems and stores
-- answers: How often each problem and each store is named; an app with two problems counts in both.
with named as (
    select a.app_name, a.notice_id, a.store_name, a.issue_text
    from base.apps a
    join base.counted_notices n on n.notice_id = a.notice_id
),
problems as (
    select trim(unnest(string_split_regex(issue_text, '[；;|]'))) as name, app_name, notice_id
    from named
    where issue_text is not null
),
counted as (
    select 'issue' as field, name, count(distinct (app_name, notice_id)) as count_apps from problems where name <> '' group by name
    union all
    select 'store', store_name, count(distinct (app_name, notice_id)) from named where store_name is not null group by store_name
)
select field, name, count_apps
from counted
order by field, count_apps desc, name
