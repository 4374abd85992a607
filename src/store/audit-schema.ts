/** The table of the audit log. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const audit = sqliteTable(
  "audit",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** Milliseconds since 1970. */
    at: integer().notNull(),
    /** Not a reference, because entries outlive accounts. */
    user_id: integer(),
    /** The account's name at that time. */
    user: text(),
    action: text().notNull(),
    target: text(),
    detail: text(),
    origin: text().notNull(),
    failed: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [index("audit_failed").on(table.failed, table.id)],
);
