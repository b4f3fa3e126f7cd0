-- zh: 应用：列表
-- en: Apps: list
-- answers: Apps, mini-programs and SDKs named in notices, one row an app name.
-- param text: part of an app or operator name
-- param issue: problem that must occur
-- param store: app store
-- param count_rows: how many rows at most
with named as (
    select
        a.app_name, a.app_kind, a.app_version, a.store_name, a.operator_name, a.issue_text,
        a.notice_id, n.announced_date, n.title, n.url, n.issuer_name
    from base.apps a
    join base.counted_notices n on n.notice_id = a.notice_id
    where ($text is null or contains(lower(concat_ws(' ', a.app_name, a.operator_name)), lower($text)))
        and ($issue is null or contains(coalesce(a.issue_text, ''), $issue))
        and ($store is null or a.store_name = $store)
)
select
    app_name,
    min(app_kind) as app_kind,
    count(distinct notice_id) as count_notices,
    min(announced_date) as oldest_date,
    max(announced_date) as newest_date,
    string_agg(distinct app_version, '、' order by app_version) as versions,
    string_agg(distinct store_name, '、' order by store_name) as stores,
    string_agg(distinct operator_name, '、' order by operator_name) as operators,
    string_agg(distinct issue_text, '；' order by issue_text) as issues
from named
group by app_name
order by newest_date desc nulls last, count_notices desc, app_name
limit $count_rows
