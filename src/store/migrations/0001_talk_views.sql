CREATE VIEW `questions` AS
SELECT e.session_id, e.seq,
	json_extract(e.data, '$.question_id') AS question_id,
	json_extract(e.data, '$.text') AS text,
	json_extract(e.data, '$.user_name') AS user_name,
	coalesce((
		SELECT json_extract(l.data, '$.like_count') FROM events l
		WHERE l.session_id = e.session_id AND l.type = 'question.likes_changed'
			AND json_extract(l.data, '$.question_id') = json_extract(e.data, '$.question_id')
		ORDER BY l.seq DESC LIMIT 1
	), 0) AS like_count,
	strftime('%Y-%m-%dT%H:%M:%fZ', e.at / 1000.0, 'unixepoch') AS created_at
FROM events e WHERE e.type = 'question.asked';--> statement-breakpoint
CREATE VIEW `messages` AS
SELECT e.session_id, e.seq,
	json_extract(e.data, '$.message_id') AS message_id,
	json_extract(e.data, '$.content') AS content,
	json_extract(e.data, '$.participant_id') AS participant_id,
	json_extract(e.data, '$.nickname') AS nickname,
	strftime('%Y-%m-%dT%H:%M:%fZ', e.at / 1000.0, 'unixepoch') AS created_at
FROM events e
WHERE e.type = 'chat.sent' AND NOT EXISTS (
	SELECT 1 FROM events d
	WHERE d.session_id = e.session_id AND d.type = 'chat.deleted'
		AND json_extract(d.data, '$.message_id') = json_extract(e.data, '$.message_id')
);
