CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`alert_type` text NOT NULL,
	`priority` integer NOT NULL,
	`title` text NOT NULL,
	`message` text NOT NULL,
	`detail` text,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`acknowledged_at` integer,
	`resolved_at` integer,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `alerts_product` ON `alerts` (`product_id`,`id`);--> statement-breakpoint
CREATE INDEX `alerts_created` ON `alerts` (`created_at`);--> statement-breakpoint
CREATE INDEX `alerts_unresolved` ON `alerts` (`product_id`) WHERE status <> 'RESOLVED';--> statement-breakpoint
CREATE TABLE `capabilities` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`analysis` text NOT NULL,
	`analyzed_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `capabilities_product` ON `capabilities` (`product_id`,`id`);--> statement-breakpoint
CREATE TABLE `devices` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`product_id` integer,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `limits` (
	`product_id` integer NOT NULL,
	`version` integer NOT NULL,
	`from_subgroup` integer NOT NULL,
	`to_subgroup` integer NOT NULL,
	`subgroups` integer NOT NULL,
	`lines` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`product_id`, `version`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `measurements` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`product_id` integer NOT NULL,
	`subgroup_number` integer NOT NULL,
	`sample_number` integer NOT NULL,
	`value` real NOT NULL,
	`is_within_spec` integer NOT NULL,
	`is_within_control` integer,
	`measured_at` integer NOT NULL,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `measurements_sample` ON `measurements` (`product_id`,`subgroup_number`,`sample_number`);--> statement-breakpoint
CREATE INDEX `measurements_product` ON `measurements` (`product_id`,`id`);--> statement-breakpoint
CREATE INDEX `measurements_number` ON `measurements` (`product_id`,`sample_number`);--> statement-breakpoint
CREATE TABLE `points` (
	`product_id` integer NOT NULL,
	`subgroup_number` integer NOT NULL,
	`value` real NOT NULL,
	`secondary` real,
	`violations` text NOT NULL,
	`is_within_control` integer NOT NULL,
	`limits_version` integer NOT NULL,
	`measured_at` integer NOT NULL,
	PRIMARY KEY(`product_id`, `subgroup_number`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `preferences` (
	`user_id` integer PRIMARY KEY NOT NULL,
	`products` text,
	`min_priority` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`lsl` real,
	`usl` real,
	`target` real,
	`subgroup_size` integer NOT NULL,
	`chart` text NOT NULL,
	`rules` text NOT NULL,
	`process` text NOT NULL,
	`limits_version` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_code` ON `products` (lower("code"));--> statement-breakpoint
CREATE TABLE `receipts` (
	`user_id` integer NOT NULL,
	`key` text NOT NULL,
	`measurements` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `key`)
);
