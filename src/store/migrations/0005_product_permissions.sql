CREATE TABLE `product_permissions` (
	`product_id` integer NOT NULL,
	`user_id` integer NOT NULL,
	`permission` text NOT NULL,
	PRIMARY KEY(`product_id`, `user_id`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `product_permissions_user` ON `product_permissions` (`user_id`);--> statement-breakpoint
ALTER TABLE `measurements` ADD `measured_by` integer;--> statement-breakpoint
CREATE INDEX `measurements_by` ON `measurements` (`measured_by`,`product_id`,`id`);--> statement-breakpoint
ALTER TABLE `products` ADD `owner_id` integer REFERENCES users(id) ON DELETE SET NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `classes` text DEFAULT 'read' NOT NULL;--> statement-breakpoint
CREATE INDEX `events_joined` ON `events` ("data" ->> '$.user_id') WHERE type = 'participant.joined';--> statement-breakpoint
CREATE INDEX `events_removed` ON `events` (`session_id`,"data" ->> '$.participant_id') WHERE type = 'participant.removed';--> statement-breakpoint
UPDATE `products` SET `owner_id` = (SELECT `id` FROM `users` WHERE `role` = 'teacher' ORDER BY `id` LIMIT 1);
