/**
 * Moves the write-ahead log into the database file while nobody writes. SQLite would do it within a commit, which on a slow
 * disk blocks the event loop for two more fsyncs.
 */

import type { Database } from "bun:sqlite";
import { statSync } from "node:fs";
import { getLogger } from "@logtape/logtape";
import { logFailure } from "./storage-fault.ts";
import type { CommitTurns } from "./turns.ts";

/** Above this size the log is moved as soon as nobody has written for a second; above `maxBytes`, always. */
const idleBytes = 4 * 1024 * 1024;
const maxBytes = 32 * 1024 * 1024;
const checkIntervalMs = 1000;

const logger = getLogger(["lectern", "store"]);

/** Replaces SQLite's automatic checkpoints until it is disposed. */
export function openCheckpoints(sqlite: Database, turns: CommitTurns): Disposable {
  const file = `${sqlite.filename}-wal`;
  let lastSize = 0;
  let movedSize = 0;
  sqlite.run("PRAGMA wal_autocheckpoint = 0");
  // The next write truncates a log that was moved, so the size of the file is the amount not yet moved.
  sqlite.run("PRAGMA journal_size_limit = 0");

  function checkpoint(): void {
    try {
      sqlite.run("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (cause) {
      logFailure(logger, "moving the write-ahead log into the database", cause);
    }
  }

  function checkSize(): void {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const isIdle = size === lastSize;
    lastSize = size;
    if (size === movedSize || size < idleBytes || (!isIdle && size < maxBytes)) return;
    movedSize = size;
    turns.next(checkpoint);
  }

  const timer = setInterval(checkSize, checkIntervalMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
