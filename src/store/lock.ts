/** One server a data folder: a lock that the operating system takes back when the process ends, however it ends. */
import { Database } from "bun:sqlite";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Another process serves this data folder. */
export class InstanceError extends Error {
  readonly code = "EINSTANCE";
}

/** Takes the lock of folder `dir`, or throws `InstanceError`. */
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
  let held = true;
  return {
    [Symbol.dispose]() {
      if (!held) return;
      held = false;
      try {
        lock.run("COMMIT");
      } catch {
        // On a full disk nothing can be written, not even an empty lock file. Closing releases the lock all the same.
      }
      lock.close();
    },
  };
}
