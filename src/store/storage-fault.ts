/** What a database that cannot write is called on the wire. */
import { Fault } from "../domain/faults.ts";

/** The fault for a disk that is full or fails, by SQLite's own code; undefined where it is something else. */
export function storageFault(cause: unknown): Fault | undefined {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "SQLITE_FULL") return new Fault("storage_full");
  if (/^SQLITE_(IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB)/.test(code)) return new Fault("storage_failed");
  return undefined;
}
