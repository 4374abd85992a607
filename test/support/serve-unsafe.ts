/**
 * A server whose database is less safe than ours, for self-checks: `$SYNCHRONOUS` replaces `synchronous = FULL`, and the
 * write-ahead log is copied into the database more often, which is when an unsafe one is damaged.
 */
import { Database } from "bun:sqlite";

const { run } = Database.prototype;
const unsafe = `synchronous = ${process.env.SYNCHRONOUS}; PRAGMA wal_autocheckpoint = 100`;
Database.prototype.run = function (this: Database, sql: string, ...values: never[]) {
  return run.call(this, sql.replace("synchronous = FULL", unsafe), ...values);
} as typeof run;
await import("./serve.ts");
