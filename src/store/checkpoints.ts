/**
 * Moves the write-ahead log into the database file while nobody writes. SQLite would do it within a commit, which on a slow
 * disk blocks the event loop for two more fsyncs.
 */

import type { Database } from "bun:sqlite";
import { statSync } from "node:fs";
import { getLogger } from "@logtape/logtape";
import { logFailure } from "./storage-fault.ts";
import type { CommitTurns } from "./turns.ts";

/** If more than this is not moved, it is as soon as nobody has written for a second; if more than `maxBytes`, always. */
const idleBytes = 4 * 1024 * 1024;
const maxBytes = 32 * 1024 * 1024;
const checkIntervalMs = 1000;

const logger = getLogger(["lectern", "store"]);

/** The first version of SQLite with `wal_checkpoint(NOOP)`. Older ones, such as macOS's own, read an unknown mode as PASSIVE. */
const firstWithNoop = "3.51.0";

/** Whether this version of SQLite can say the size of the log without moving it. */
export const hasNoop = (version: string): boolean => version.localeCompare(firstWithNoop, "en", { numeric: true }) >= 0;

/** What is in the log and not in the database yet; `mark` changes with each write. */
type ReadLog = (moved: number) => { readonly mark: number; readonly bytes: number };

function askSqlite(sqlite: Database): ReadLog {
  const { page_size } = sqlite.query<{ page_size: number }, []>("PRAGMA page_size").get() ?? { page_size: 4096 };
  const select = sqlite.query<{ log: number; checkpointed: number }, []>("PRAGMA wal_checkpoint(NOOP)");
  return () => {
    const { log, checkpointed } = select.get() ?? { log: 0, checkpointed: 0 };
    return { mark: log, bytes: (log - checkpointed) * page_size };
  };
}

/** The file keeps its size when the log in it was moved, so it counts if it was written since. */
export function lookAtFile(file: string): ReadLog {
  return (moved) => {
    const { mtimeMs: mark, size } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
    return { mark, bytes: mark === moved ? 0 : size };
  };
}

const readLogOf = (sqlite: Database): ReadLog => {
  const { version } = sqlite.query<{ version: string }, []>("SELECT sqlite_version() AS version").get() ?? {
    version: "0",
  };
  return hasNoop(version) ? askSqlite(sqlite) : lookAtFile(`${sqlite.filename}-wal`);
};

/** Replaces SQLite's automatic checkpoints until it is disposed. */
export function openCheckpoints(sqlite: Database, turns: CommitTurns, readLog = readLogOf(sqlite)): Disposable {
  let last = 0;
  let moved = 0;
  sqlite.run("PRAGMA wal_autocheckpoint = 0");
  // A log that was moved is overwritten from its start: an fsync of a file that grows takes up to twice as long.
  sqlite.run(`PRAGMA journal_size_limit = ${maxBytes}`);
  const attempt = (action: () => void) => () => {
    try {
      action();
    } catch (cause) {
      logFailure(logger, "moving the write-ahead log into the database", cause);
    }
  };
  const checkpoint = attempt(() => {
    moved = last;
    sqlite.run("PRAGMA wal_checkpoint(PASSIVE)");
  });
  const checkSize = attempt(() => {
    const { mark, bytes } = readLog(moved);
    const isIdle = mark === last;
    last = mark;
    if (bytes > maxBytes || (isIdle && bytes > idleBytes)) turns.next(checkpoint);
  });

  const timer = setInterval(checkSize, checkIntervalMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
