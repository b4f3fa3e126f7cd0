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

-- Every text that spans count in: that of the page, and that of each file published with it.
create view base.texts as
select notice_id, document_id, url, plain_text, shown_text, false as is_attachment, null as attachment_name
from base.notices
union all by name
select notice_id, document_id, url, plain_text, shown_text, true as is_attachment, attachment_name
from base.attachments
where plain_text is not null;
comment on view base.texts is '偏移所指的文字：公告页面及其附件 / Texts that spans count in: pages and the files published with them';
comment on column base.texts.notice_id is '公告编号 / Notice';
comment on column base.texts.document_id is '该文字所属的原始文件 / Document that holds the text';
comment on column base.texts.url is '该文件的网址 / Address of the document';
comment on column base.texts.plain_text is '清洗后的文字，偏移以此为准 / Clean text; spans count its characters';
comment on column base.texts.shown_text is '自然人隐名后的文字，长度不变；空表示无需隐名 / Text with natural persons masked, of the same length; null when there is nobody to mask';
comment on column base.texts.is_attachment is '是否为附件 / Whether it is a file published with the notice';
comment on column base.texts.attachment_name is '附件名称；页面为空 / Name of the file; null for the page';
