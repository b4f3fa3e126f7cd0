-- The one definition of "the cases a reader has chosen": counted cases, every filter optional.
-- select * from cases_matching(measures := ['fine'], date_from := date '2026-02-01')

create or replace macro cases_matching(
    systems := null, authorities := null, provinces := null,
    date_from := null, date_to := null, date_basis := 'announced',
    statute := null, article := null,
    platforms := null, conducts := null, measures := null,
    amount_from := null, amount_to := null,
    party_types := null, kinds := null, terms := null
) as table
with dated as (
    select
        c.*,
        n.kind as notice_kind,
        n.title as notice_title,
        n.url as notice_url,
        case when date_basis = 'decided' then c.decided_on else c.announced_date end as basis_date
    from base.counted_cases c
    join base.notices n on n.notice_id = c.notice_id
)
select d.*
from dated d
where (date_from is null or d.basis_date >= date_from)
    and (date_to is null or d.basis_date <= date_to)
    and (kinds is null or list_contains(kinds, d.notice_kind))
    and (authorities is null or list_has_any(authorities, d.authority_ids))
    and (systems is null or d.case_id in (
        select x.case_id
        from base.case_authorities x
        join base.authorities a on a.authority_id = x.authority_id
        where list_contains(systems, a.system)))
    and (provinces is null or d.region_code in (
        select r.region_code from base.regions r
        where list_contains(provinces, coalesce(r.province_code, r.region_code))))
    and (statute is null or d.case_id in (
        select x.case_id from base.citations x
        where x.statute_id = statute and (article is null or x.article = article)))
    and (platforms is null or d.case_id in (
        select x.case_id from base.case_platforms x where list_contains(platforms, x.platform_id)))
    and (conducts is null or d.case_id in (
        select x.case_id from base.case_conduct x where list_contains(conducts, x.conduct_code)))
    and (measures is null or d.case_id in (
        select x.case_id from base.penalties x where list_contains(measures, x.penalty_type)))
    and ((amount_from is null and amount_to is null) or d.case_id in (
        select x.case_id from base.penalties x
        where x.amount_cny >= coalesce(amount_from, 0) and (amount_to is null or x.amount_cny <= amount_to)))
    and (party_types is null or d.case_id in (
        select x.case_id from base.case_parties x where list_contains(party_types, x.party_type)))
    and (terms is null or len(list_filter(terms, lambda term: not contains(
        lower(concat_ws(' ', d.notice_title, d.heading_text, d.case_text)), lower(term)))) = 0)
    -- a person's hidden name must not be found by searching for it
    and (terms is null or d.case_id not in (
        select x.case_id from base.case_parties x
        where x.is_natural_person
            and len(list_filter(terms, lambda term: contains(x.party_name, term) and not contains(x.display_name, term))) > 0));

comment on macro table cases_matching is
'符合所选条件的案例；不给的条件不起作用 / Cases that pass every given filter; a filter left out does not filter.';

-- The same with all filters in one struct, as the dashboards pass them.
create or replace macro cases_filtered(f) as table
from cases_matching(
    systems := f['systems'], authorities := f['authorities'], provinces := f['provinces'],
    date_from := f['date_from'], date_to := f['date_to'], date_basis := f['date_basis'],
    statute := f['statute'], article := f['article'],
    platforms := f['platforms'], conducts := f['conducts'], measures := f['measures'],
    amount_from := f['amount_from'], amount_to := f['amount_to'],
    party_types := f['party_types'], kinds := f['kinds'], terms := f['terms']
);

comment on macro table cases_filtered is '同 cases_matching，条件放在一个结构里 / cases_matching with its filters in one struct, as the dashboards pass them.';
