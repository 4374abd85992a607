CREATE TABLE `seats` (
	`session_id` text NOT NULL,
	`user_id` integer NOT NULL,
	`participant_id` text NOT NULL,
	`browser` text,
	PRIMARY KEY(`session_id`, `user_id`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `seats_user` ON `seats` (`user_id`);--> statement-breakpoint
CREATE INDEX `seats_browser` ON `seats` (`session_id`,`browser`) WHERE browser IS NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `deleted_at` integer;--> statement-breakpoint
CREATE INDEX `sessions_deleted` ON `sessions` (`id`) WHERE deleted_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `name_key` text;--> statement-breakpoint
CREATE INDEX `users_name_key` ON `users` (`name_key`) WHERE "users"."role" <> 'guest';--> statement-breakpoint
CREATE INDEX `users_guest` ON `users` (`created_at`) WHERE "users"."role" = 'guest';--> statement-breakpoint
INSERT OR IGNORE INTO `seats` (`session_id`, `user_id`, `participant_id`)
SELECT session_id, json_extract(data, '$.user_id'), json_extract(data, '$.id')
FROM events
WHERE type = 'participant.joined' AND json_extract(data, '$.user_id') IN (SELECT id FROM users)
ORDER BY session_id, seq;--> statement-breakpoint
INSERT OR IGNORE INTO `uploads` (`name`, `session_id`, `participant_id`, `user_id`, `bytes`, `created_at`)
SELECT substr(url, instr(url, '/uploads/') + 9), session_id, NULL, 0, 0, min(at)
FROM (
	SELECT session_id, at, json_extract(data, '$.capture_url') AS url FROM events
	WHERE type IN ('question.asked', 'question.captured', 'important.marked', 'hard_alert.raised')
)
WHERE url LIKE '%/uploads/%' GROUP BY 1;
