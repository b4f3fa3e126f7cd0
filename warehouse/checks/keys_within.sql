-- severity: error
-- Every fact belongs to a row that exists.
select concat('notice ', notice_id, ' has no document ', document_id) as message, notice_id
from base.notices anti join base.documents using (document_id)
union all by name
select concat('case ', case_id, ' has no notice') as message, notice_id
from base.cases anti join base.notices using (notice_id)
union all by name
select concat(fact, ' of case ', case_id, ' has no case') as message
from (
    select 'party' as fact, case_id from base.case_parties
    union all select 'authority', case_id from base.case_authorities
    union all select 'platform', case_id from base.case_platforms
    union all select 'conduct', case_id from base.case_conduct
    union all select 'date', case_id from base.case_dates
    union all select 'citation', case_id from base.citations
    union all select 'penalty', case_id from base.penalties
    union all select 'amount', case_id from base.amounts
) as facts
anti join base.cases using (case_id)
union all by name
select concat(fact, ' of notice ', notice_id, ' has no notice') as message, notice_id
from (
    select 'app' as fact, notice_id from base.apps
    union all select 'metric', notice_id from base.metrics
    union all select 'article', notice_id from base.notice_measure_articles
) as facts
anti join base.notices using (notice_id)
union all by name
select concat(fact, ' of notice ', notice_id, ' was read from document ', document_id, ', which is none of its texts') as message, notice_id
from (
    select 'case' as fact, notice_id, document_id from base.cases
    union all select 'app', notice_id, document_id from base.apps
    union all select 'metric', notice_id, document_id from base.metrics
    union all select 'article', notice_id, document_id from base.notice_measure_articles
) as placed
anti join base.texts using (notice_id, document_id)
union all by name
select concat('attachment ', position, ' of notice ', notice_id, ' has no notice') as message, notice_id
from base.attachments anti join base.notices using (notice_id)
union all by name
select concat('attachment ', position, ' of notice ', notice_id, ' is a notice of its own too') as message, notice_id
from base.attachments where document_id in (select document_id from base.notices)
