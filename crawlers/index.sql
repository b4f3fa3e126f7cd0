-- What the WARC files hold, for quick look-ups. Everything here can be rebuilt from the files.
create table if not exists files (archive_file text primary key, count_bytes integer not null);
create table if not exists captures (
    archive_file text not null, archive_offset integer not null, url text not null, document_id text not null,
    retrieved_at text not null, role text not null, source_id text, is_revisit integer not null,
    primary key (archive_file, archive_offset));
create table if not exists documents (
    document_id text primary key, url text not null, media_type text not null, role text not null, status integer not null,
    source_id text, parent_document_id text, is_sample integer not null, count_bytes integer not null,
    retrieved_at text not null, last_seen_at text not null, archive_file text not null, archive_offset integer not null,
    listed_title text, listed_date text);
create table if not exists addresses (
    url text primary key, document_id text not null, source_id text, role text not null, first_seen_at text not null,
    checked_at text not null, etag text, last_modified text, vanished_at text,
    listed_date text);
create table if not exists findings (
    finding_id text primary key, severity text not null, code text not null, message text not null, source_id text,
    document_id text, url text, run_id text, message_zh text, found_at text not null, last_found_at text not null);
create table if not exists runs (
    run_id text primary key, kind text not null, started_at text not null, finished_at text, source_id text,
    count_listed integer, count_fetched integer, count_new integer, count_changed integer, count_unchanged integer,
    count_refused integer, count_failed integer, count_empty integer, newest_date text, reason text,
    count_declared integer, count_known integer, count_redated integer, count_duplicate integer,
    count_first_page integer, count_listed_with_title integer, count_listed_with_date integer, count_examined integer,
    count_with_title integer, count_with_date integer, count_with_source integer, count_with_body integer,
    count_with_attachments integer, is_whole integer);
create index if not exists captures_by_document on captures (document_id);
create index if not exists addresses_by_document on addresses (document_id);
create index if not exists addresses_by_source on addresses (source_id, role);
create index if not exists documents_by_listing on documents (source_id, listed_title);
create index if not exists runs_by_source on runs (source_id, started_at);
