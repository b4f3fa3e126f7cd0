-- zh: 法规：版本
-- en: Statutes: versions
-- answers: The versions of one statute with the dates between which each was in force.
-- param statute_id: the statute
select v.version, v.effective_from, v.effective_to, v.count_articles, v.is_verified
from base.statute_versions v
where v.statute_id = $statute_id
order by v.effective_from nulls first, v.version
