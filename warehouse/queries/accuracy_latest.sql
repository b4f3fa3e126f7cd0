-- zh: 准确度：最近一次
-- en: Accuracy: latest
-- answers: The latest measured accuracy of every field.
select field, gold_set, precision_score, recall_score, f1_score, f1_low, f1_high, count_gold, measured_at
from base.accuracy
qualify measured_at = max(measured_at) over (partition by gold_set)
order by gold_set, f1_score desc nulls last, field
