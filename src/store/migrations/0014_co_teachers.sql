CREATE TABLE `co_teachers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`session_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`user_id` integer,
	`participant_id` text,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `co_teachers_hash_unique` ON `co_teachers` (`hash`);--> statement-breakpoint
CREATE INDEX `co_teachers_session` ON `co_teachers` (`session_id`);--> statement-breakpoint
CREATE INDEX `co_teachers_user` ON `co_teachers` (`user_id`);