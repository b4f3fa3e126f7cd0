-- zh: 质量标记
-- en: Quality flags
-- answers: How many notices carry each quality flag.
select flag, count(*) as count_notices
from (select unnest(flags) as flag from base.notices)
group by flag
order by count_notices desc, flag
