-- zh: 准确度：历次
-- en: Accuracy: over time
-- answers: The measured F1 of every field over time.
select measured_at, gold_set, field, f1_score
from base.accuracy
order by gold_set, field, measured_at
