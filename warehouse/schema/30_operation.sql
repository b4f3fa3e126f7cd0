-- Operation: how the facts came here, and what is known to be amiss.

create table base.runs (
    run_id varchar primary key,
    kind varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    source_id varchar,
    count_listed bigint,
    count_fetched bigint,
    count_new bigint,
    count_changed bigint,
    count_unchanged bigint,
    count_refused bigint,
    count_failed bigint,
    count_empty bigint,
    newest_date date,
    reason varchar,
    count_declared bigint,
    count_known bigint,
    count_redated bigint,
    count_duplicate bigint,
    count_first_page bigint,
    count_listed_with_title bigint,
    count_listed_with_date bigint,
    count_examined bigint,
    count_with_title bigint,
    count_with_date bigint,
    count_with_source bigint,
    count_with_body bigint,
    count_with_attachments bigint,
    is_whole boolean
);
comment on table base.runs is '采集与导入的运行 / Runs of the crawler and of imports';
comment on column base.runs.run_id is '运行编号 / Run';
comment on column base.runs.kind is '种类：crawl、import / Kind: crawl or import';
comment on column base.runs.started_at is '开始时间（UTC） / Start (UTC)';
comment on column base.runs.finished_at is '结束时间（UTC）；空表示中断 / End (UTC); null when it was cut off';
comment on column base.runs.source_id is '来源栏目 / Source column the document came from';
comment on column base.runs.count_listed is '列出的条目 / Entries listed';
comment on column base.runs.count_fetched is '取得的页面 / Pages fetched';
comment on column base.runs.count_new is '新增 / New';
comment on column base.runs.count_changed is '变更 / Changed';
comment on column base.runs.count_unchanged is '未变 / Unchanged';
comment on column base.runs.count_refused is '被拒 / Refused by the site';
comment on column base.runs.count_failed is '失败 / Failed';
comment on column base.runs.count_empty is '空页 / Empty';
comment on column base.runs.newest_date is '最新条目的日期 / Newest date listed';
comment on column base.runs.reason is '结束的原因 / Why it ended';
comment on column base.runs.count_declared is '网站自称的条目总数；空表示未说明 / Entries the site says the list has; null when it does not say';
comment on column base.runs.count_known is '列出且已持有的条目 / Entries listed that were held before';
comment on column base.runs.count_redated is '已持有而列表日期改变的条目 / Entries held before whose listed date changed';
comment on column base.runs.count_duplicate is '内容已持有的新网址 / New addresses of what was held already';
comment on column base.runs.count_first_page is '列表第一页的条目 / Entries on the first page of the list';
comment on column base.runs.count_listed_with_title is '列表中有标题的条目 / Entries listed with a title';
comment on column base.runs.count_listed_with_date is '列表中有日期的条目 / Entries listed with a date';
comment on column base.runs.count_examined is '检查过字段的正文页 / Detail pages whose fields were looked at';
comment on column base.runs.count_with_title is '其中有标题的 / Of these, pages with a title';
comment on column base.runs.count_with_date is '其中有发布时间的 / Of these, pages with a time of publication';
comment on column base.runs.count_with_source is '其中有来源行的 / Of these, pages with a source line';
comment on column base.runs.count_with_body is '其中有正文的 / Of these, pages with a body';
comment on column base.runs.count_with_attachments is '其中有附件的 / Of these, pages with attachments';
comment on column base.runs.is_whole is '列表是否读到末尾，而非只读到已持有处 / Whether the list was read to its end, not only to what was held';

create table base.findings (
    finding_id varchar primary key,
    severity varchar not null check (severity in ('info', 'warning', 'error')),
    code varchar not null,
    message varchar not null,
    message_zh varchar,
    stage varchar not null check (stage in ('crawl', 'read', 'extract', 'build')),
    source_id varchar,
    document_id varchar,
    notice_id varchar,
    url varchar,
    span_start integer,
    span_end integer,
    found_at timestamptz,
    run_id varchar
);
comment on table base.findings is '待查事项：差异、拒绝、疑问 / Findings: differences, refusals and doubts that a person should look at';
comment on column base.findings.finding_id is '事项编号；同一问题不变 / Finding; the same trouble keeps its id';
comment on column base.findings.severity is '严重程度：info、warning、error / Severity: info, warning or error';
comment on column base.findings.code is '代码 / Code';
comment on column base.findings.message is '说明：哪里、怎么办 / Where, and what to do';
comment on column base.findings.message_zh is '中文说明；空表示只有英文 / The same in Chinese; null when there is English only';
comment on column base.findings.stage is '环节：crawl 采集，read 读取，extract 抽取，build 入库 / Stage: crawl, read, extract or build';
comment on column base.findings.source_id is '来源栏目 / Source column the document came from';
comment on column base.findings.document_id is '原始文件编号：字节的哈希 / Document: a hash of its bytes';
comment on column base.findings.notice_id is '公告编号；与原始文件编号相同 / Notice; equals the id of its document';
comment on column base.findings.url is '网址 / Address';
comment on column base.findings.span_start is '位置起点；空表示整份文件 / First character in plain_text; null when it concerns the whole document';
comment on column base.findings.span_end is '位置终点（不含） / End in plain_text, exclusive';
comment on column base.findings.found_at is '发现时间（UTC）；抽取环节为空 / When it was found (UTC); null for extraction, which has no clock';
comment on column base.findings.run_id is '最近一次发现它的采集运行；早于该来源最近一次运行即已消除 / Run that found it last; when the source ran again since, it is over';

create table base.source_health (
    source_id varchar primary key,
    state varchar not null check (state in ('healthy', 'attention', 'ill', 'never', 'no_target')),
    run_id varchar,
    last_run_at timestamptz,
    newest_date date,
    count_held bigint not null,
    count_findings bigint not null
);
comment on table base.source_health is '各来源的健康状况，按最近一次采集 / How every source fares, by its last run';
comment on column base.source_health.source_id is '来源栏目 / Source column the document came from';
comment on column base.source_health.state is '状态：healthy 健康，attention 留意，ill 异常（一无所获或被拒），never 未采集，no_target 不采集 / State: healthy, attention, ill (nothing could be collected, or turned away), never crawled, no target';
comment on column base.source_health.run_id is '最近一次采集运行 / Its last run';
comment on column base.source_health.last_run_at is '最近一次采集的开始时间（UTC） / Start of its last run (UTC)';
comment on column base.source_health.newest_date is '列出的最新日期 / Newest date ever listed';
comment on column base.source_health.count_held is '持有的页面（各网址最新版本） / Pages held, the latest version of every address';
comment on column base.source_health.count_findings is '最近一次采集的待查事项（不含提示） / Findings of its last run, notes left out';

create table base.coverage (
    source_id varchar primary key,
    count_documents bigint not null,
    count_notices bigint not null,
    count_cases bigint not null,
    oldest_announced_date date,
    newest_announced_date date,
    last_retrieved_at timestamptz,
    count_without_date bigint not null,
    median_lag_days double
);
comment on table base.coverage is '各来源的覆盖情况 / What is held of each source';
comment on column base.coverage.source_id is '来源栏目 / Source column the document came from';
comment on column base.coverage.count_documents is '原始文件数 / Documents';
comment on column base.coverage.count_notices is '公告数（代表版本） / Notices, one per story';
comment on column base.coverage.count_cases is '案件数（代表案件） / Cases, each once';
comment on column base.coverage.oldest_announced_date is '最早公布日期 / Oldest date of announcement';
comment on column base.coverage.newest_announced_date is '最新公布日期 / Newest date of announcement';
comment on column base.coverage.last_retrieved_at is '最近一次采集（UTC） / Last time anything was taken (UTC)';
comment on column base.coverage.count_without_date is '无公布日期的公告数；图表须注明 / Notices without a date of announcement; charts say how many they leave out';
comment on column base.coverage.median_lag_days is '公布到采集的中位天数 / Median days from announcement to first sight';

create table base.accuracy (
    measured_at timestamptz not null,
    gold_set varchar not null,
    field varchar not null,
    precision_score double,
    recall_score double,
    f1_score double,
    f1_low double,
    f1_high double,
    count_gold bigint,
    primary key (measured_at, gold_set, field)
);
comment on table base.accuracy is '在人工标注上测得的准确率 / Accuracy measured on labelled notices';
comment on column base.accuracy.measured_at is '测量时间（UTC） / When it was measured (UTC)';
comment on column base.accuracy.gold_set is '标注集 / Labelled set';
comment on column base.accuracy.field is '字段 / Field';
comment on column base.accuracy.precision_score is '精确率 / Precision';
comment on column base.accuracy.recall_score is '召回率 / Recall';
comment on column base.accuracy.f1_score is 'F1 值 / F1, the harmonic mean of precision and recall';
comment on column base.accuracy.f1_low is 'F1 区间下限 / Lower bound of F1';
comment on column base.accuracy.f1_high is 'F1 区间上限 / Upper bound of F1';
comment on column base.accuracy.count_gold is '标注数 / Labelled values';

create table base.warehouse_info (
    key varchar primary key,
    value varchar not null
);
comment on table base.warehouse_info is '仓库自述：schema_version、built_at、extractor_version、is_sample 等 / About this file: schema_version, built_at, extractor_version, is_sample and so on';
comment on column base.warehouse_info.key is '名称 / Name';
comment on column base.warehouse_info.value is '值 / Value';
