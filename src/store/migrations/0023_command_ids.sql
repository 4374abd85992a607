CREATE TABLE `command_ids` (
	`session_id` text NOT NULL,
	`participant_id` text NOT NULL,
	`last` integer NOT NULL,
	`ids` text NOT NULL,
	PRIMARY KEY(`session_id`, `participant_id`, `last`),
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
