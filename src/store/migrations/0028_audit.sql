CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`user_id` integer,
	`user` text,
	`action` text NOT NULL,
	`target` text,
	`detail` text,
	`origin` text NOT NULL,
	`failed` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_failed` ON `audit` (`failed`,`id`);