CREATE TABLE `lesson_versions` (
	`lesson_id` integer NOT NULL,
	`version` integer NOT NULL,
	`saved_at` integer NOT NULL,
	`user_id` integer NOT NULL,
	`restored_from` integer,
	`title` text NOT NULL,
	`steps` integer NOT NULL,
	`subtasks` text NOT NULL,
	PRIMARY KEY(`lesson_id`, `version`),
	FOREIGN KEY (`lesson_id`) REFERENCES `lessons`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `lessons` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `lessons` ADD `archived_at` integer;--> statement-breakpoint
ALTER TABLE `lessons` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `lessons` ADD `search` text;--> statement-breakpoint
CREATE INDEX `lessons_owner` ON `lessons` (`owner_id`,`id`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `search` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `lesson_id` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `ended` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `held_at` integer;--> statement-breakpoint
CREATE INDEX `sessions_lesson` ON `sessions` (`lesson_id`) WHERE lesson_id IS NOT NULL;