/** The table of folders of the quality board. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { sessions, users } from "./schema.ts";

/** Folders of products, such as those of one class. */
export const folders = sqliteTable("folders", {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull(),
  /** The class that it belongs to; null for none. */
  session_id: text().references(() => sessions.id, { onDelete: "set null" }),
  /** The teacher who created it; null if their account was removed: then every teacher owns it. */
  owner_id: integer().references(() => users.id, { onDelete: "set null" }),
  /** When it was archived; null if it is in use. */
  archived_at: integer(),
  /** Its name in the form used for comparison (`nameKey`). */
  search: text().notNull(),
  created_at: integer().notNull(),
});
