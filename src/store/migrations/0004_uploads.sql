CREATE TABLE `uploads` (
	`name` text PRIMARY KEY NOT NULL,
	`session_id` text,
	`participant_id` text,
	`user_id` integer NOT NULL,
	`bytes` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `uploads_participant` ON `uploads` (`session_id`,`participant_id`);