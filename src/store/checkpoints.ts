/**
 * Moves the write-ahead log into the database file while nobody writes. SQLite would do it within a commit, which on a slow
 * disk blocks the event loop for two more fsyncs. The log's file keeps its size: it is reserved (`reserve.ts`), and overwritten.
 */

import type { Database } from "bun:sqlite";
import { statSync } from "node:fs";
import { getLogger } from "@logtape/logtape";
import { reserveLog } from "./reserve.ts";
import { logFailure } from "./storage-fault.ts";
import type { CommitTurns } from "./turns.ts";

/** How many bytes stay in the log: more are moved once nobody has written for a second, more than `maxBytes` at once. */
const idleBytes = 4 * 1024 * 1024;
const maxBytes = 16 * 1024 * 1024;
/** Once the log has this many bytes, space is reserved for its file. Few servers in tests write so much. */
const reserveFromBytes = 1024 * 1024;
const checkIntervalMs = 1000;

const logger = getLogger(["lectern", "store"]);

/** The first version of SQLite with `wal_checkpoint(NOOP)`. Older ones, such as macOS's own, read an unknown mode as PASSIVE. */
const firstWithNoop = "3.51.0";

/** Whether this version of SQLite can say the size of the log without moving it. */
export const hasNoop = (version: string): boolean => version.localeCompare(firstWithNoop, "en", { numeric: true }) >= 0;

/**
 * Reads what is in the log and not in the database yet. `mark` changes with each write; `moved` is the mark at which
 * the log was last moved.
 */
type ReadLog = (moved: number) => {
  readonly mark: number;
  readonly bytes: number;
  /** Whether the size of the file counts, whatever is in it. */
  readonly isFileSize?: true;
};

function askSqlite(sqlite: Database): ReadLog {
  const { page_size } = sqlite.query<{ page_size: number }, []>("PRAGMA page_size").get() ?? { page_size: 4096 };
  const select = sqlite.query<{ log: number; checkpointed: number }, []>("PRAGMA wal_checkpoint(NOOP)");
  return () => {
    const { log, checkpointed } = select.get() ?? { log: 0, checkpointed: 0 };
    return { mark: log, bytes: (log - checkpointed) * page_size };
  };
}

/** Reads the size of the log's file. The file keeps it when the log is moved, so it counts only if it was written since. */
export function lookAtFile(file: string): ReadLog {
  return (moved) => {
    const { mtimeMs: mark, size } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0, size: 0 };
    return { mark, bytes: mark === moved ? 0 : size, isFileSize: true };
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
  let isReserved = false;
  let isDisposed = false;
  sqlite.run("PRAGMA wal_autocheckpoint = 0");
  // A log that was moved is overwritten from its start. A busy one grows beyond the maximum until the next check.
  sqlite.run(`PRAGMA journal_size_limit = ${2 * maxBytes}`);
  const attempt = (action: () => void) => () => {
    try {
      action();
    } catch (cause) {
      logFailure(logger, "moving the write-ahead log into the database", cause);
    }
  };
  async function reserve(): Promise<void> {
    isReserved = true;
    await reserveLog(sqlite, maxBytes, () => !isDisposed).catch((cause) =>
      logFailure(logger, "reserving space for the write-ahead log", cause),
    );
  }
  const checkpoint = attempt(() => {
    moved = last;
    sqlite.run("PRAGMA wal_checkpoint(PASSIVE)");
  });
  const checkSize = attempt(() => {
    const { mark, bytes, isFileSize } = readLog(moved);
    const isIdle = mark === last;
    last = mark;
    if (bytes > reserveFromBytes && !isReserved && !isFileSize) void reserve();
    if (bytes > maxBytes || (isIdle && bytes > idleBytes)) turns.next(checkpoint);
  });

  const timer = setInterval(checkSize, checkIntervalMs);
  timer.unref();
  return {
    [Symbol.dispose]() {
      isDisposed = true;
      clearInterval(timer);
    },
  };
}
