-- zh: 某法被引用的条款
-- en: Articles of a statute cited
-- answers: Which articles of one statute are cited, in which version and role.
-- param statute_id: id of the statute, as in base.statutes
select statute_version, article, sub_article, role, count(distinct case_id) as count_cases, min(announced_date) as oldest_announced_date,
    max(announced_date) as newest_announced_date
from main.v_citations
where statute_id = $statute_id
group by statute_version, article, sub_article, role
order by count_cases desc, article nulls last, sub_article nulls first, role, statute_version
