ALTER TABLE `credentials` ADD `label` text;--> statement-breakpoint
ALTER TABLE `credentials` ADD `session_id` text REFERENCES sessions(id) ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE `credentials` ADD `may` text;--> statement-breakpoint
ALTER TABLE `credentials` ADD `last_used_at` integer;--> statement-breakpoint
CREATE INDEX `credentials_session` ON `credentials` (`session_id`) WHERE session_id IS NOT NULL;