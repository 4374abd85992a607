DROP INDEX `answers_kept`;--> statement-breakpoint
ALTER TABLE `answers` ADD `seq` integer;--> statement-breakpoint
CREATE INDEX `answers_kept` ON `answers` (`session_id`,`participant_id`,`kept`) WHERE seq IS NULL;--> statement-breakpoint
ALTER TABLE `events` ADD `client_id` text;--> statement-breakpoint
ALTER TABLE `events` ADD `answer` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `answers_indexed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `sessions` SET `answers_indexed` = coalesce((SELECT max(`seq`) FROM `events` WHERE `session_id` = `sessions`.`id`), 0);