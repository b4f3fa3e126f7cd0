-- severity: error
-- Every code stands in its reference table; 'unknown' and 'unassigned' stand there too.
select concat('authority ', authority_id, ' of case ', case_id, ' is not in the list of authorities') as message
from base.case_authorities anti join base.authorities using (authority_id)
union all
select concat('issuer ', issuer_authority_id, ' of notice ', notice_id, ' is not in the list of authorities')
from base.notices
where issuer_authority_id is not null and issuer_authority_id not in (select authority_id from base.authorities)
union all
select concat('platform ', platform_id, ' of case ', case_id, ' is not in the list of platforms')
from base.case_platforms anti join base.platforms using (platform_id)
union all
select concat('statute ', statute_id, ' of case ', case_id, ' is not in the list of statutes')
from base.citations anti join base.statutes using (statute_id)
union all
select concat('kind of conduct ', conduct_code, ' of case ', case_id, ' is not in the list')
from base.case_conduct anti join base.conduct_types using (conduct_code)
union all
select concat('finer kind of conduct ', taxonomy_code, ' of case ', case_id, ' is not in the list')
from base.case_conduct
where taxonomy_code is not null and taxonomy_code not in (select taxonomy_code from base.conduct_taxonomy)
union all
select concat('penalty ', penalty_type, ' of case ', case_id, ' is not in the list of penalties')
from base.penalties anti join base.penalty_types using (penalty_type)
union all
select concat('region ', region_code, ' of case ', case_id, ' is not in the list of regions')
from base.cases
where region_code is not null and region_code not in (select region_code from base.regions)
union all
select concat('statute ', measure_statute_id, ' whose text notice ', notice_id, ' carries is not in the list of statutes')
from base.notices
where measure_statute_id is not null and measure_statute_id not in (select statute_id from base.statutes)
union all
select concat('statute ', statute_id, ' of an article that notice ', notice_id, ' carries is not in the list of statutes')
from base.notice_measure_articles anti join base.statutes using (statute_id)
union all
select concat('problem ', problem_code, ' of an app in notice ', notice_id, ' is not in the standard lists')
from (select notice_id, unnest(problem_codes) as problem_code from base.apps) anti join base.app_problems using (problem_code)
