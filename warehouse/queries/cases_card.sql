-- zh: 案例：一起
-- en: Cases: one case
-- answers: One row: a case, the notice that tells it and the document it was read from, its page or a file published with it.
-- param case_id: the case
select
    c.case_id, c.case_number, c.heading_text, c.case_text, c.span_start, c.span_end,
    c.authority_names, c.region_code, c.region_name, c.conduct_date, c.decided_date, c.announced_date,
    c.is_canonical, c.canonical_case_id,
    n.notice_id, n.title, n.kind, n.url, n.issuer_name, n.announced_date as notice_date, n.announced_date_origin,
    n.first_seen_at, n.count_declared, n.count_cases, n.count_apps, n.is_sample, n.is_usable, n.flags,
    t.plain_text, t.document_id, t.url as document_url, t.is_attachment, t.attachment_name, n.source_id,
    d.retrieved_at, d.vanished_at, d.archive_file,
    s.name_zh as source_name_zh, coalesce(s.name_en, s.name_zh) as source_name_en
from base.cases c
join base.notices n on n.notice_id = c.notice_id
join base.texts t on t.notice_id = c.notice_id and t.document_id = c.document_id
left join base.documents d on d.document_id = c.document_id
left join base.sources s on s.source_id = n.source_id
where c.case_id = $case_id
