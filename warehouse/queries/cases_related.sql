-- zh: 案例：相关案例
-- en: Cases: related cases
-- answers: Other cases of the same notice, and the same case as other notices tell it.
-- param case_id: the case
select
    c.case_id,
    case when c.notice_id = this.notice_id then 'same_notice' else 'same_case' end as relation,
    c.case_number,
    c.notice_id,
    n.title,
    n.url,
    n.announced_date,
    c.is_canonical,
    array_to_string(c.authority_names, '、') as authority_text,
    (select string_agg(distinct x.display_name, '、' order by x.display_name) from base.case_parties x where x.case_id = c.case_id) as party_names
from base.cases this
join base.cases c
    on c.case_id <> this.case_id
    and (c.notice_id = this.notice_id or c.canonical_case_id = this.canonical_case_id)
join base.notices n on n.notice_id = c.notice_id
where this.case_id = $case_id
order by relation, c.case_number, n.announced_date
limit 50
