-- The rows in the order in which they were written, and without a foreign key.
CREATE TABLE `__new_events` (
	`session_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor` text,
	`data` text NOT NULL,
	`card` integer DEFAULT 0 NOT NULL,
	`client_id` text,
	`answer` text,
	PRIMARY KEY(`session_id`, `seq`)
);
--> statement-breakpoint
INSERT INTO `__new_events`(`session_id`, `seq`, `at`, `type`, `actor`, `data`, `card`, `client_id`, `answer`) SELECT `session_id`, `seq`, `at`, `type`, `actor`, `data`, `card`, `client_id`, `answer` FROM `events`;--> statement-breakpoint
DROP TABLE `events`;--> statement-breakpoint
-- The views of the log refer to it by its name.
PRAGMA legacy_alter_table = ON;--> statement-breakpoint
ALTER TABLE `__new_events` RENAME TO `events`;--> statement-breakpoint
PRAGMA legacy_alter_table = OFF;--> statement-breakpoint
CREATE INDEX `events_joined` ON `events` ("data" ->> '$.user_id') WHERE type = 'participant.joined';--> statement-breakpoint
CREATE INDEX `events_removed` ON `events` (`session_id`,"data" ->> '$.participant_id') WHERE type = 'participant.removed';--> statement-breakpoint
CREATE INDEX `events_card` ON `events` (`session_id`,`seq`) WHERE card = 1;
