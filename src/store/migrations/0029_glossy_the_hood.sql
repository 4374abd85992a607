ALTER TABLE `corrections` ADD `old_tag_set` integer;--> statement-breakpoint
ALTER TABLE `corrections` ADD `new_tag_set` integer;