-- zh: 专项行动的数字
-- en: Numbers of campaigns
-- answers: The numbers that campaign notices report, with the words that hold them.
-- param since: first day of announcement; null for no bound
-- param until: last day of announcement; null for no bound
select announced_date, issuer_name, metric_value, unit, quote_text, title, url
from main.v_metrics
where ($since is null or announced_date >= $since) and ($until is null or announced_date <= $until)
order by announced_date desc nulls last, notice_id, position
