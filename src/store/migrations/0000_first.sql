CREATE TABLE `activity` (
	`session_id` text NOT NULL,
	`participant_id` text NOT NULL,
	`last_active_at` integer NOT NULL,
	PRIMARY KEY(`session_id`, `participant_id`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `answers` (
	`session_id` text NOT NULL,
	`participant_id` text NOT NULL,
	`client_id` text NOT NULL,
	`answer` text NOT NULL,
	PRIMARY KEY(`session_id`, `participant_id`, `client_id`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `credentials` (
	`hash` text PRIMARY KEY NOT NULL,
	`user_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `credentials_user` ON `credentials` (`user_id`);--> statement-breakpoint
CREATE TABLE `events` (
	`session_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor` text,
	`data` text NOT NULL,
	`card` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`session_id`, `seq`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `events_card` ON `events` (`session_id`,`seq`) WHERE card = 1;--> statement-breakpoint
CREATE TABLE `lessons` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`title` text NOT NULL,
	`owner_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`instructor_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`instructor_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_code_unique` ON `sessions` (`code`);--> statement-breakpoint
CREATE INDEX `sessions_instructor` ON `sessions` (`instructor_id`,`id`);--> statement-breakpoint
CREATE TABLE `subtasks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lesson_id` integer NOT NULL,
	`order_index` integer NOT NULL,
	`title` text NOT NULL,
	`target_action` text,
	`guide_text` text,
	`voice_guide_text` text,
	FOREIGN KEY (`lesson_id`) REFERENCES `lessons`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `subtasks_lesson` ON `subtasks` (`lesson_id`,`order_index`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_name` ON `users` (lower("name")) WHERE "users"."role" <> 'guest';--> statement-breakpoint
CREATE VIEW `participants` AS
SELECT e.session_id, e.seq,
	json_extract(e.data, '$.id') AS participant_id,
	json_extract(e.data, '$.user_id') AS user_id,
	json_extract(e.data, '$.nickname') AS nickname,
	json_extract(e.data, '$.role') AS role,
	strftime('%Y-%m-%dT%H:%M:%fZ', e.at / 1000.0, 'unixepoch') AS joined_at
FROM events e WHERE e.type = 'participant.joined';--> statement-breakpoint
CREATE VIEW `step_controls` AS
SELECT e.session_id, e.seq,
	CASE e.type WHEN 'step.changed' THEN 'START_STEP' ELSE
		CASE json_extract(e.data, '$.action') WHEN 'pause' THEN 'PAUSE' WHEN 'resume' THEN 'RESUME' ELSE 'END_STEP' END
	END AS action,
	json_extract(e.data, '$.instructor.id') AS instructor_id,
	json_extract(e.data, '$.subtask.id') AS subtask_id,
	coalesce(json_extract(e.data, '$.message'), '') AS message,
	strftime('%Y-%m-%dT%H:%M:%fZ', e.at / 1000.0, 'unixepoch') AS created_at
FROM events e
WHERE e.type = 'step.changed'
	OR (e.type = 'session.status_changed' AND json_extract(e.data, '$.action') <> 'start');
