-- severity: warning
-- A natural person is shown by the name as written although the text does not mask it: a role, or a name to look at.
select concat('party ', position, ' of case ', case_id, ' is a person shown as written; see that it names nobody') as message,
    notice_id, case_parties.span_start, case_parties.span_end
from base.case_parties inner join base.cases using (case_id)
where is_natural_person and not is_masked and display_name = party_name
