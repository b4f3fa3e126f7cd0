-- zh: 引用某条的案件
-- en: Cases citing an article
-- answers: The cases that cite one article of a statute, with the words that cite it.
-- param statute_id: id of the statute, as in base.statutes
-- param article: number of the article
select v_cases.case_id, v_cases.announced_date, v_cases.authority_names, v_cases.party_names, v_citations.role, v_citations.paragraph,
    v_citations.item, v_cases.penalty_types, v_cases.fine_cny, v_evidence.quote_text, v_cases.url
from main.v_citations
inner join main.v_cases using (case_id)
left join main.v_evidence on v_evidence.case_id = v_citations.case_id and v_evidence.field = 'citation'
    and v_evidence.position = v_citations.position
where v_citations.statute_id = $statute_id and v_citations.article = $article
order by v_cases.announced_date desc nulls last, v_cases.case_id, v_citations.position
