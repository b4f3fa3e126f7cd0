-- zh: 案例：下载
-- en: Cases: download
-- answers: The chosen cases for download, one row a case; persons masked, null = not stated, 0 = stated as zero.
-- param filters: struct of filters, see cases_filtered
with chosen as (from cases_filtered($filters))
select
    c.case_id,
    c.notice_id,
    c.case_number,
    c.announced_date,
    c.decided_date,
    c.conduct_date,
    array_to_string(c.authority_names, '; ') as authority_names,
    array_to_string(c.authority_ids, '; ') as authority_ids,
    c.region_code,
    c.region_name,
    (select string_agg(x.display_name, '; ' order by x.position) from base.case_parties x where x.case_id = c.case_id) as party_names,
    (select string_agg(x.party_type, '; ' order by x.position) from base.case_parties x where x.case_id = c.case_id) as party_types,
    (select string_agg(x.platform_name, '; ' order by x.position) from base.case_platforms x where x.case_id = c.case_id) as platform_names,
    (select string_agg(x.conduct_code, '; ' order by x.position) from base.case_conduct x where x.case_id = c.case_id) as conduct_codes,
    (select string_agg(concat(x.statute_name, ' ' || x.article, '(' || x.paragraph || ')', '[' || x.item || ']', ' ' || x.role), '; '
        order by x.position) from base.citations x where x.case_id = c.case_id) as citation_text,
    (select string_agg(x.penalty_type, '; ' order by x.position) from base.penalties x where x.case_id = c.case_id) as penalty_types,
    (select sum(x.amount_cny) from base.penalties x where x.case_id = c.case_id and x.penalty_type in ('fine', 'fine_and_confiscation')) as fine_cny,
    (select sum(x.amount_cny) from base.penalties x where x.case_id = c.case_id and x.penalty_type = 'confiscate_gains')
        as confiscated_gains_cny,
    (select max(x.detention_days) from base.penalties x where x.case_id = c.case_id) as detention_days,
    c.notice_kind,
    c.notice_title,
    c.notice_url,
    c.is_sample
from chosen c
order by c.basis_date desc nulls last, c.notice_id, c.case_number
