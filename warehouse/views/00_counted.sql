-- What totals count: one canonical row per story or case, cases of usable notices only, and fictional samples only
-- while there is nothing else.
create view base.counted_notices as
select notices.*
from base.notices
where notices.is_canonical
    and notices.is_sample = (select bool_and(every_notice.is_sample) from base.notices as every_notice);
comment on view base.counted_notices is '计入统计的公告：每篇报道一行 / Notices that totals count: one per story';

create view base.counted_cases as
select cases.*, notices.source_id, notices.is_sample
from base.cases
inner join base.notices using (notice_id)
where cases.is_canonical
    and notices.is_usable
    and notices.is_sample = (select bool_and(every_notice.is_sample) from base.notices as every_notice);
comment on view base.counted_cases is '计入统计的案件：每个案件一行 / Cases that totals count: each once';
