-- severity: info
-- Sources whose notices carry no date of announcement: charts over time leave them out.
select concat(count(*), ' of ', any_value(all_notices.count_notices), ' notices of ', coalesce(notices.source_id, 'imported files'),
    ' carry no date of announcement; charts over time leave them out') as message, notices.source_id
from base.counted_notices as notices
inner join (select coalesce(source_id, '') as source_key, count(*) as count_notices from base.counted_notices group by all) as all_notices
    on all_notices.source_key = coalesce(notices.source_id, '')
where notices.announced_date is null
group by notices.source_id
order by notices.source_id
