CREATE TABLE `snapshots` (
	`session_id` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`state` blob NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
