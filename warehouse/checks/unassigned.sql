-- severity: info
-- Names that our lists do not hold yet, the most frequent first: work to do.
with names as (
    select 'statute' as list_name, statute_name as name, case_id from base.citations where statute_id = 'unassigned'
    union all
    select 'authority', authority_name, case_id from base.case_authorities where authority_id = 'unassigned'
    union all
    select 'platform', platform_name, case_id from base.case_platforms where platform_id = 'unassigned'
)
select concat(list_name, ' ', name, ' is not in our list; named in ', count(distinct case_id), ' cases') as message
from names
group by list_name, name
order by count(distinct case_id) desc, list_name, name
