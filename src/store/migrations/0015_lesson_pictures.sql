CREATE TABLE `lesson_pictures` (
	`lesson_id` integer NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`lesson_id`, `name`),
	FOREIGN KEY (`lesson_id`) REFERENCES `lessons`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lesson_pictures_name` ON `lesson_pictures` (`name`);--> statement-breakpoint
CREATE TABLE `session_pictures` (
	`session_id` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`session_id`, `name`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `session_pictures_name` ON `session_pictures` (`name`);--> statement-breakpoint
ALTER TABLE `uploads` ADD `for_lessons` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `uploads_for_lessons` ON `uploads` (`created_at`) WHERE for_lessons = 1;