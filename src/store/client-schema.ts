/** The tables of the people and devices that use the quality board. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { products } from "./board-schema.ts";
import { users } from "./schema.ts";

/** Notification preferences. */
export const preferences = sqliteTable("preferences", {
  user_id: integer()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** JSON: ids of products; null for all. */
  products: text(),
  min_priority: integer().notNull(),
});

/** Users that are devices: their credential writes measurements of `product_id`, or of any product if that is null. */
export const devices = sqliteTable("devices", {
  user_id: integer()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  product_id: integer().references(() => products.id, { onDelete: "cascade" }),
  created_at: integer().notNull(),
  last_used_at: integer(),
});

/** Idempotency keys of clients and what was written under them: a repeated key writes nothing. */
export const receipts = sqliteTable(
  "receipts",
  {
    /** The user; 0 for nobody in particular. */
    user_id: integer().notNull(),
    key: text().notNull(),
    /** JSON: ids. */
    measurements: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.key] })],
);
