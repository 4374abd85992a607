/** Stores the audit log: the newest entries, others are deleted. */
import type { Database } from "bun:sqlite";
import { desc, eq, gte } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { AuditAction, type AuditEntry, maxAuditEntries, Origin } from "../domain/audit.ts";
import { toTime } from "../domain/ids.ts";
import { audit } from "./audit-schema.ts";

/** An entry that is to be stored, with the time in milliseconds since 1970. */
export type NewAuditEntry = Omit<AuditEntry, "id" | "at"> & { readonly at: number };

export interface AuditLog {
  /** Adds entries, and deletes those beyond `maxAuditEntries`. */
  add(entries: readonly NewAuditEntry[]): void;
  /** The newest entries, newest first. `since` in milliseconds since 1970. */
  list(query: { readonly since?: number | undefined; readonly limit: number }): AuditEntry[];
  /** What an account did, oldest first. */
  ofUser(id: number): AuditEntry[];
}

/** `newId` gives the id of a new entry (default: SQLite numbers it). */
export function openAudit(sqlite: Database, db: BunSQLiteDatabase, newId?: () => number): AuditLog {
  return {
    add: (entries) => addEntries(sqlite, entries, newId),
    list: ({ since = 0, limit }) =>
      db.select().from(audit).where(gte(audit.at, since)).orderBy(desc(audit.id)).limit(limit).all().map(toEntry),
    ofUser: (id) => db.select().from(audit).where(eq(audit.user_id, id)).orderBy(audit.id).all().map(toEntry),
  };
}

/** Adds entries to a database that may be of an earlier version: without the table, it does nothing. */
export function addEntries(sqlite: Database, entries: readonly NewAuditEntry[], newId?: () => number): void {
  if (!sqlite.query("SELECT 1 FROM sqlite_schema WHERE name = 'audit'").get()) return;
  const insert = sqlite.query(
    "INSERT INTO audit (id, at, user_id, user, action, target, detail, origin, failed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const deleteOld = sqlite.query(
    `DELETE FROM audit WHERE failed = ?1 AND id <=
      (SELECT id FROM audit WHERE failed = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
  );
  sqlite.transaction(() => {
    for (const { at, user_id, user, action, target, detail, from, failed } of entries) {
      insert.run(newId?.() ?? null, at, user_id, user, action, target, detail, from, failed ? 1 : 0);
    }
    deleteOld.run(0, maxAuditEntries.done);
    deleteOld.run(1, maxAuditEntries.failed);
  })();
}

const toEntry = ({ at, origin, action, ...row }: typeof audit.$inferSelect): AuditEntry => ({
  ...row,
  at: toTime(at),
  action: AuditAction.parse(action),
  from: Origin.parse(origin),
});
