/** Converts write errors of the database into faults, and logs them. */
import { getLogger, type Logger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { openSampler } from "../domain/sampler.ts";

/** Returns the fault for SQLite's error code if the disk is full or fails; undefined for any other error. */
export function storageFault(cause: unknown): Fault | undefined {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "SQLITE_FULL") return new Fault("storage_full");
  if (/^SQLITE_(IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB)/.test(code)) return new Fault("storage_failed");
  return undefined;
}

/** Whether an error of SQLite is about the disk, memory or a lock, so that the same statement can succeed later. */
export const isTemporary = (cause: unknown): boolean =>
  cause instanceof Error &&
  "code" in cause &&
  /^SQLITE_(FULL|IOERR|READONLY|BUSY|LOCKED|CANTOPEN|NOMEM)/.test(String(cause.code));

const logger = getLogger(["lectern", "store"]);
const sampler = openSampler({ burst: 1, windowMs: 10_000 });

/**
 * Logs that the disk is full or fails. At most one short line every 10 s per error code, because every command fails
 * then and the log may be on the same disk.
 */
export function logStorageFailure(cause: unknown, context: object = {}): void {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
  const { write, omitted } = sampler.take(code, performance.now());
  if (!write) return;
  const detail = cause instanceof Error ? cause.message : "";
  const line = { ...context, code, detail, ...(omitted > 0 && { omitted }) };
  logger.error("the database could not be written: {detail} ({code})", line);
}

/** Logs why background work failed: storage errors with `logStorageFailure`, anything else in full. */
export function logFailure(to: Logger, what: string, cause: unknown): void {
  if (storageFault(cause)) logStorageFailure(cause, { while: what });
  else to.error(`${what} failed: {cause}`, { cause });
}
