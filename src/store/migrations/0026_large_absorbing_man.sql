ALTER TABLE `corrections` ADD `old_size` real;--> statement-breakpoint
ALTER TABLE `corrections` ADD `new_size` real;--> statement-breakpoint
ALTER TABLE `measurements` ADD `sample_size` real;--> statement-breakpoint
ALTER TABLE `points` ADD `size` real;--> statement-breakpoint
ALTER TABLE `points` ADD `track` text;--> statement-breakpoint
ALTER TABLE `products` ADD `options` text DEFAULT '{}' NOT NULL;