CREATE TABLE `blocks` (
	`product_id` integer NOT NULL,
	`last_subgroup` integer NOT NULL,
	`sums` text NOT NULL,
	PRIMARY KEY(`product_id`, `last_subgroup`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`measurement_id` integer NOT NULL,
	`subgroup_number` integer NOT NULL,
	`sample_number` integer NOT NULL,
	`old_value` real NOT NULL,
	`old_note` text,
	`new_value` real,
	`corrected_by` integer,
	`corrected_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `corrections_product` ON `corrections` (`product_id`,`id`);--> statement-breakpoint
CREATE TABLE `imports` (
	`product_id` integer PRIMARY KEY NOT NULL,
	`after_measurement` integer NOT NULL,
	`after_subgroup` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `measurements` ADD `note` text;--> statement-breakpoint
ALTER TABLE `products` ADD `rejudge_from` integer;