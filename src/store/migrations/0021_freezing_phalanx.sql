CREATE TABLE `tag_sets` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`tags` text NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tag_sets_tags` ON `tag_sets` (`product_id`,`tags`);--> statement-breakpoint
CREATE TABLE `tag_values` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`name` text NOT NULL,
	`value` text NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tag_values_value` ON `tag_values` (`product_id`,`name`,`value`);--> statement-breakpoint
ALTER TABLE `measurements` ADD `tag_set` integer;--> statement-breakpoint
ALTER TABLE `points` ADD `tag_set` integer;--> statement-breakpoint
CREATE INDEX `points_tags` ON `points` (`product_id`,`tag_set`,`subgroup_number`) WHERE tag_set IS NOT NULL;--> statement-breakpoint
CREATE INDEX `points_cause` ON `points` (`product_id`,`subgroup_number`) WHERE cause IS NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `asked_tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `causes` text DEFAULT '[]' NOT NULL;