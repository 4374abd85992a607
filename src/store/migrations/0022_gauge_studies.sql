CREATE TABLE `gauge_studies` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`name` text NOT NULL,
	`operators` text NOT NULL,
	`parts` text NOT NULL,
	`repeats` integer NOT NULL,
	`order` text NOT NULL,
	`sequence` text NOT NULL,
	`tolerance` real,
	`alpha` real NOT NULL,
	`sigmas` real NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `gauge_studies_product` ON `gauge_studies` (`product_id`,`id`);--> statement-breakpoint
CREATE TABLE `gauge_values` (
	`product_id` integer NOT NULL,
	`study_id` integer NOT NULL,
	`cell` integer NOT NULL,
	`value` real NOT NULL,
	`measured_by` integer,
	`measured_at` integer NOT NULL,
	PRIMARY KEY(`product_id`, `study_id`, `cell`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
