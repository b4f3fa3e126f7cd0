-- severity: warning
-- Documents that the archive holds and nothing has been made of.
select concat(count(*), ' documents of ', coalesce(source_id, 'imported files'), ' have not been read; run zhifa extract') as message, source_id
from base.documents
where is_readable is null
group by source_id
order by source_id
