-- Reference: what the facts refer to. Loaded from etl/reference.

create table authorities (authority_id varchar primary key, authority_name varchar not null, short_name varchar not null, name_en varchar,
    system varchar not null, level varchar not null, region_code varchar);
create table regions (region_code varchar primary key, region_name varchar not null, full_name varchar not null, name_en varchar,
    level varchar not null, parent_code varchar, province_code varchar);
create table platforms (platform_id varchar primary key, platform_name varchar not null, name_en varchar, operator_name varchar, category varchar);
create table statutes (statute_id varchar primary key, statute_name varchar not null, short_name varchar not null, name_en varchar,
    level varchar, effective_date date, aliases varchar[] not null);
create table statute_versions (statute_id varchar not null, version varchar not null, effective_from date, effective_to date,
    count_articles integer, is_verified boolean not null, primary key (statute_id, version));
create table provisions (provision_id varchar primary key, statute_id varchar not null, version varchar, article integer, sub_article integer,
    paragraph integer, item varchar, tier varchar, conduct_zh varchar, conduct_en varchar, penalised_subject varchar, measures varchar,
    fine_min_cny decimal(18, 2), fine_max_cny decimal(18, 2), person_fine_min_cny decimal(18, 2), person_fine_max_cny decimal(18, 2),
    base_rule varchar, detention_days varchar, enforcer varchar, is_verified boolean not null, note varchar);
create table measure_articles (measure integer not null, article integer not null, statute_id varchar not null, chapter_number integer,
    chapter_zh varchar, chapter_en varchar, bound_subjects varchar[] not null, duty_zh varchar, duty_en varchar, duty_types varchar[] not null,
    penalty_articles varchar, onward_provisions varchar, fine_min_cny decimal(18, 2), fine_max_cny decimal(18, 2),
    fine_tiers varchar, enforcer varchar, note varchar, is_verified boolean not null, primary key (measure, article));
create table measure_penalties (measure integer not null, duty_article varchar not null, penalised_subject varchar, penalty_article varchar,
    route varchar, onward_provision varchar, fine_tiers varchar, other_measures varchar, enforcer varchar, note varchar);
create table renumbering (statute_id varchar not null, old_version varchar not null, old_article varchar not null, new_version varchar not null,
    new_article varchar, relation varchar not null, cutover_date date, is_confirmed boolean not null);
create table conduct_types (conduct_code varchar primary key, name_zh varchar not null, name_en varchar not null);
create table conduct_taxonomy (taxonomy_code varchar primary key, group_code varchar not null, group_zh varchar not null, group_en varchar not null,
    name_zh varchar not null, name_en varchar not null, conduct_code varchar not null, articles_117 varchar, articles_116 varchar);
create table penalty_types (penalty_type varchar primary key, name_zh varchar not null, name_en varchar not null, is_money boolean not null,
    severity integer, family varchar not null);
create table sources (source_id varchar primary key, name_zh varchar not null, name_en varchar, authority_id varchar, region_code varchar,
    family varchar not null, url varchar, is_sample boolean not null, is_target boolean not null, reason varchar, caveats varchar);
