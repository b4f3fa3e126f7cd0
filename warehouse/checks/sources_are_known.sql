-- severity: warning
-- Documents of a source that the registry does not hold: its name and region are missing.
select concat(count(*), ' documents belong to the source ', source_id, ', which is not in the registry') as message, source_id
from base.documents
where source_id is not null and source_id not in (select source_id from base.sources)
group by source_id
order by source_id
