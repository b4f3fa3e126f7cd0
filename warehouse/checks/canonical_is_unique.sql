-- severity: error
-- One notice stands for each story, and a case that stands for others stands for itself.
select concat('story ', story_id, ' has ', count(*) filter (where is_canonical), ' notices that stand for it') as message
from base.notices
group by story_id
having count(*) filter (where is_canonical) != 1
union all
select concat('case ', cases.case_id, ' is stood for by ', cases.canonical_case_id, ', which does not stand for itself')
from base.cases
left join base.cases as standing on standing.case_id = cases.canonical_case_id
where standing.is_canonical is distinct from true
