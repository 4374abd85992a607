/** The tables of control limits, and of the sums that they are computed from. */
import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { ofProduct } from "./board-schema.ts";

/**
 * Sums over ranges of subgroups, so that neither a correction nor an overview has to read every measurement: see
 * `domain/spc/blocks.ts`.
 */
export const blocks = sqliteTable(
  "blocks",
  {
    product_id: ofProduct(),
    /** 0: computed from points; from 1 on: merged from blocks of the level below. */
    level: integer().notNull(),
    last_subgroup: integer().notNull(),
    /** JSON. */
    sums: text().notNull(),
    /** The lowest and the highest counted point; null if it has none. */
    low: real(),
    high: real(),
    /** The latest time of its points, in milliseconds since 1970; null if it has none. */
    measured_until: integer(),
  },
  (table) => [primaryKey({ columns: [table.product_id, table.level, table.last_subgroup] })],
);

/** Control limits that were frozen, by version: 1, 2, 3 … of each product. */
export const limits = sqliteTable(
  "limits",
  {
    product_id: ofProduct(),
    version: integer().notNull(),
    from_subgroup: integer().notNull(),
    to_subgroup: integer().notNull(),
    subgroups: integer().notNull(),
    /** JSON: the numbers of the subgroups if single ones were chosen; null for all of the range. */
    base: text(),
    /** JSON: center, ucl, lcl, those of the secondary chart, sigma and its estimator. */
    lines: text().notNull(),
    /** What people call the phase of these limits, such as "after new tool". */
    name: text(),
    /** The phase begins after this subgroup. */
    starts_after: integer().notNull().default(0),
    /** The last subgroup before the limits were unfrozen; null if they were not. */
    ended_after: integer(),
    created_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.product_id, table.version] })],
);
