-- severity: error
-- Reference rows refer to each other.
select concat('provision ', provision_id, ' belongs to statute ', statute_id, ', which is not listed') as message
from base.provisions anti join base.statutes using (statute_id)
union all
select concat('version ', version, ' belongs to statute ', statute_id, ', which is not listed')
from base.statute_versions anti join base.statutes using (statute_id)
union all
select concat('article ', article, ' of order ', measure, ' belongs to statute ', statute_id, ', which is not listed')
from base.measure_articles anti join base.statutes using (statute_id)
union all
select concat('finer kind of conduct ', taxonomy_code, ' rolls up to ', conduct_code, ', which is not listed')
from base.conduct_taxonomy anti join base.conduct_types using (conduct_code)
union all
select concat('region ', region_code, ' lies in ', parent_code, ', which is not listed')
from base.regions
where parent_code is not null and parent_code not in (select region_code from base.regions)
