/**
 * A server whose database is written otherwise than ours: `$SYNCHRONOUS` replaces `synchronous = FULL`, and the
 * write-ahead log is copied into the database more often, which is when an unsafe one is damaged.
 */
import { Database } from "bun:sqlite";

const { run } = Database.prototype;
const unsafe = `synchronous = ${process.env.SYNCHRONOUS}`;
Database.prototype.run = function (this: Database, sql: string, ...values: never[]) {
  const changed = sql
    .replace("synchronous = FULL", unsafe)
    .replace("wal_autocheckpoint = 0", "wal_autocheckpoint = 100");
  return run.call(this, changed, ...values);
} as typeof run;
await import("./serve.ts");
