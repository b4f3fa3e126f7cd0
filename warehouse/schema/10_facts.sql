-- Facts: what documents say. Grains are never mixed; see docs/architecture.md.
-- null = the source does not say; 0 = it says zero; 'unknown' = it says nothing of a closed list;
-- 'unassigned' = it says something our list does not hold yet.

create table documents (
    document_id varchar primary key,
    url varchar not null,
    source_id varchar,
    parent_document_id varchar,
    media_type varchar not null,
    count_bytes bigint not null,
    retrieved_at timestamptz not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    vanished_at timestamptz,
    archive_file varchar,
    archive_offset bigint,
    listed_title varchar,
    listed_date date,
    page_family varchar,
    is_readable boolean not null
);

create table notices (
    notice_id varchar primary key,
    document_id varchar not null,
    source_id varchar,
    url varchar not null,
    title varchar,
    kind varchar not null,
    is_usable boolean not null,
    issuer_name varchar,
    issuer_authority_id varchar,
    issuer_region_code varchar,
    announced_date date,
    announced_date_origin varchar,
    first_seen_at timestamptz not null,
    count_declared integer,
    count_cases integer not null,
    count_apps integer not null,
    story_id varchar not null,
    is_canonical boolean not null,
    is_sample boolean not null,
    measure_statute_id varchar,
    flags varchar[] not null,
    plain_text varchar not null
);

create table cases (
    case_id varchar primary key,
    notice_id varchar not null,
    case_number integer not null,
    heading_text varchar,
    case_text varchar not null,
    span_start integer not null,
    span_end integer not null,
    authority_names varchar[] not null,
    authority_ids varchar[] not null,
    region_code varchar,
    region_name varchar,
    conduct_date varchar,
    decided_date varchar,
    decided_on date,
    announced_date date,
    canonical_case_id varchar not null,
    is_canonical boolean not null
);

create table case_parties (
    case_id varchar not null, position integer not null, party_id varchar not null,
    party_name varchar not null, display_name varchar not null, party_type varchar not null,
    is_masked boolean not null, is_natural_person boolean not null,
    host_platform_name varchar, credit_code varchar,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table case_authorities (
    case_id varchar not null, position integer not null, authority_id varchar not null,
    authority_name varchar not null,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table case_platforms (
    case_id varchar not null, position integer not null, platform_id varchar not null,
    platform_name varchar not null,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table case_conduct (
    case_id varchar not null, position integer not null, conduct_code varchar not null,
    taxonomy_code varchar,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table case_dates (
    case_id varchar not null, position integer not null, role varchar not null,
    date_text varchar not null, date_from date, date_to date,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table citations (
    case_id varchar not null, position integer not null, statute_id varchar not null,
    statute_name varchar not null, statute_version varchar, article integer, sub_article integer,
    paragraph integer, item integer, role varchar not null, form varchar not null,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table penalties (
    case_id varchar not null, position integer not null, penalty_type varchar not null,
    amount_cny decimal(18, 2), amount decimal(18, 2), currency varchar, is_approximate boolean,
    has_amount boolean not null, detention_days integer, borne_by varchar,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table amounts (
    case_id varchar not null, position integer not null, amount_kind varchar not null,
    amount_cny decimal(18, 2), amount decimal(18, 2), currency varchar, is_approximate boolean not null,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (case_id, position)
);

create table apps (
    notice_id varchar not null, position integer not null, app_name varchar not null, app_kind varchar not null,
    app_version varchar, store_name varchar, operator_name varchar, issue_text varchar,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (notice_id, position)
);

create table metrics (
    notice_id varchar not null, position integer not null, metric_value decimal(24, 4) not null, unit varchar,
    quote_text varchar not null,
    span_start integer, span_end integer, rule_id varchar not null, origin varchar not null,
    primary key (notice_id, position)
);

create table notice_measure_articles (
    notice_id varchar not null, article integer not null, chapter varchar, article_text varchar not null,
    span_start integer not null, span_end integer not null,
    primary key (notice_id, article)
);
