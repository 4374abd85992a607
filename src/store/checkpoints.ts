/**
 * Moves the write-ahead log into the database file while nobody writes. SQLite would do it within a commit, which on a slow
 * disk blocks the event loop for two more fsyncs.
 */

import type { Database } from "bun:sqlite";
import { getLogger } from "@logtape/logtape";
import { logFailure } from "./storage-fault.ts";
import type { CommitTurns } from "./turns.ts";

/** If more than this is not moved, it is as soon as nobody has written for a second; if more than `maxBytes`, always. */
const idleBytes = 4 * 1024 * 1024;
const maxBytes = 32 * 1024 * 1024;
const checkIntervalMs = 1000;

const logger = getLogger(["lectern", "store"]);

/** The frames in the log, and how many of them were moved. */
interface LogSize {
  readonly log: number;
  readonly checkpointed: number;
}

/** Replaces SQLite's automatic checkpoints until it is disposed. */
export function openCheckpoints(sqlite: Database, turns: CommitTurns): Disposable {
  let lastFrames = 0;
  sqlite.run("PRAGMA wal_autocheckpoint = 0");
  // A log that was moved is overwritten from its start: an fsync of a file that grows takes up to twice as long.
  sqlite.run(`PRAGMA journal_size_limit = ${maxBytes}`);
  const { page_size } = sqlite.query<{ page_size: number }, []>("PRAGMA page_size").get() ?? { page_size: 4096 };
  const selectSize = sqlite.query<LogSize, []>("PRAGMA wal_checkpoint(NOOP)");

  function checkpoint(): void {
    try {
      sqlite.run("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (cause) {
      logFailure(logger, "moving the write-ahead log into the database", cause);
    }
  }

  function checkSize(): void {
    const { log, checkpointed } = selectSize.get() ?? { log: 0, checkpointed: 0 };
    const isIdle = log === lastFrames;
    lastFrames = log;
    const bytes = (log - checkpointed) * page_size;
    if (bytes > maxBytes || (isIdle && bytes > idleBytes)) turns.next(checkpoint);
  }

  const timer = setInterval(checkSize, checkIntervalMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
