PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_blocks` (
	`product_id` integer NOT NULL,
	`level` integer NOT NULL,
	`last_subgroup` integer NOT NULL,
	`sums` text NOT NULL,
	`low` real,
	`high` real,
	`measured_until` integer,
	PRIMARY KEY(`product_id`, `level`, `last_subgroup`),
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
DROP TABLE `blocks`;--> statement-breakpoint
ALTER TABLE `__new_blocks` RENAME TO `blocks`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `limits` ADD `base` text;--> statement-breakpoint
ALTER TABLE `limits` ADD `name` text;--> statement-breakpoint
ALTER TABLE `limits` ADD `starts_after` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `limits` ADD `ended_after` integer;--> statement-breakpoint
CREATE INDEX `alerts_subgroups` ON `alerts` (`product_id`,(CASE WHEN detail ->> 'to_subgroup' IS NULL THEN detail ->> 'subgroup_number' ELSE detail ->> 'to_subgroup' END),(CASE WHEN detail ->> 'from_subgroup' IS NULL THEN detail ->> 'subgroup_number' ELSE detail ->> 'from_subgroup' END)) WHERE status <> 'RESOLVED';--> statement-breakpoint
CREATE INDEX `points_flagged` ON `points` (`product_id`,`subgroup_number`) WHERE excluded = 0 AND (is_within_control = 0 OR violations <> '[]');--> statement-breakpoint
-- The tree of blocks is computed when it is needed next.
UPDATE `products` SET `process` = json_remove(`process`, '$.block');--> statement-breakpoint
-- One pass over the points, however many versions of the limits there are.
CREATE TEMPORARY TABLE `judged` AS
	SELECT `product_id`, `limits_version` AS `version`, min(`subgroup_number`) AS `first`, max(`subgroup_number`) AS `last`
	FROM `points` GROUP BY `product_id`, `limits_version`;--> statement-breakpoint
CREATE INDEX temp.`judged_by` ON `judged` (`product_id`, `version`);--> statement-breakpoint
UPDATE `limits` SET
	`starts_after` = coalesce(
		(SELECT `first` - 1 FROM `judged` WHERE `judged`.`product_id` = `limits`.`product_id` AND `judged`.`version` = `limits`.`version`),
		(SELECT max(`last`) FROM `judged` WHERE `judged`.`product_id` = `limits`.`product_id`),
		0
	);--> statement-breakpoint
UPDATE `limits` SET
	`ended_after` = max(
		`starts_after`,
		coalesce((SELECT `last` FROM `judged` WHERE `judged`.`product_id` = `limits`.`product_id` AND `judged`.`version` = `limits`.`version`), 0)
	)
	WHERE `version` IS NOT (SELECT `limits_version` FROM `products` WHERE `id` = `product_id`);--> statement-breakpoint
DROP TABLE `judged`;
