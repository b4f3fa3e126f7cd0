-- zh: 一篇报道的各个版本
-- en: Copies of a story
-- answers: Every version and republication of the story that a notice belongs to.
-- param notice_id: id of any notice of the story
select copies.notice_id, copies.is_canonical, copies.announced_date, copies.first_seen_at, copies.vanished_at, copies.source_id, copies.count_cases,
    copies.title, copies.url
from base.notices
inner join base.notices as copies using (story_id)
where notices.notice_id = $notice_id
order by copies.is_canonical desc, copies.first_seen_at, copies.notice_id
