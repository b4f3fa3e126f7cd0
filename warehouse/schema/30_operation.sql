-- Operation: how the facts came here.

create table runs (run_id varchar primary key, kind varchar not null, started_at timestamptz not null, finished_at timestamptz,
    source_id varchar, count_listed bigint, count_fetched bigint, count_new bigint, count_changed bigint, count_unchanged bigint,
    count_refused bigint, count_failed bigint, count_empty bigint, newest_date date);
create table findings (finding_id varchar primary key, severity varchar not null, code varchar not null, message varchar not null,
    source_id varchar, document_id varchar, notice_id varchar, span_start integer, span_end integer, found_at timestamptz);
create table coverage (source_id varchar primary key, count_documents bigint not null, count_notices bigint not null, count_cases bigint not null,
    oldest_announced_date date, newest_announced_date date, last_retrieved_at timestamptz, count_without_date bigint not null,
    median_lag_days double);
create table accuracy (measured_at timestamptz not null, gold_set varchar not null, field varchar not null, precision_score double, recall_score double,
    f1_score double, f1_low double, f1_high double, count_gold bigint, primary key (measured_at, gold_set, field));
create table warehouse_info (key varchar primary key, value varchar not null);
