/** One server per data folder: a lock that the operating system releases when the process ends, even by a crash. */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Thrown if another process serves this data folder. */
export class InstanceError extends Error {
  readonly code = "EINSTANCE";
}

/** Takes the lock of folder `dir`; throws `InstanceError` if another process holds it. */
export function lockFolder(dir: string): Disposable {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = new Database(join(dir, "lectern.lock"), { create: true });
  try {
    lock.run("PRAGMA journal_mode = DELETE");
    lock.run("PRAGMA locking_mode = EXCLUSIVE");
    lock.run("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    const busy = cause instanceof Error && "code" in cause && String(cause.code).startsWith("SQLITE_BUSY");
    throw busy ? new InstanceError(`Lectern is already running on ${dir}.`) : cause;
  }
  let isHeld = true;
  return {
    [Symbol.dispose]() {
      if (!isHeld) return;
      isHeld = false;
      try {
        lock.run("COMMIT");
      } catch {
        // On a full disk not even an empty lock file can be written. Closing releases the lock anyway.
      }
      lock.close();
    },
  };
}
