CREATE TABLE `point_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`subgroup_number` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`changed_by` integer,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `point_changes_point` ON `point_changes` (`product_id`,`subgroup_number`,`id`);--> statement-breakpoint
ALTER TABLE `points` ADD `excluded` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `points` ADD `cause` text;--> statement-breakpoint
ALTER TABLE `points` ADD `action` text;--> statement-breakpoint
ALTER TABLE `points` ADD `note` text;