/** Writes the audit log while the server runs: the entries of a turn in one commit, after the requests were answered. */
import { getLogger } from "@logtape/logtape";
import type { AuditAction, Origin } from "../domain/audit.ts";
import { openSampler } from "../domain/sampler.ts";
import type { NewAuditEntry } from "../store/audit.ts";
import type { Store } from "../store/open.ts";
import { logFailure } from "../store/storage-fault.ts";

/** Something to record. */
export interface Recorded {
  readonly action: AuditAction;
  readonly by: { readonly id: number; readonly name: string } | null;
  readonly from: Origin;
  readonly target?: string | null | undefined;
  readonly detail?: string | null | undefined;
  readonly failed?: boolean;
}

export interface AuditWriter {
  record(entry: Recorded): void;
  /** Writes what is waiting, at once. */
  flush(): void;
}

/** At most this many failures of a kind are written in each window: whoever guesses must not fill the disk's queue. */
const failures = { burst: 5, windowMs: 10_000 };
const maxWaiting = 1000;
/** The longest target or detail. */
const maxText = 200;

const logger = getLogger(["lectern", "audit"]);

/** `now` gives milliseconds since 1970. */
export function createAuditWriter(
  { audit, log, turns, writeLock }: Pick<Store, "audit" | "log" | "turns" | "writeLock">,
  now: () => number,
): AuditWriter {
  const sampler = openSampler(failures);
  let waiting: NewAuditEntry[] = [];
  let scheduled = false;
  let dropped = 0;

  function flush(): void {
    if (waiting.length === 0) return;
    const entries = waiting;
    waiting = [];
    try {
      log.batch(() => audit.add(entries));
      if (dropped > 0) logger.error("{dropped} entries are missing in the audit log: too many waited", { dropped });
      dropped = 0;
    } catch (cause) {
      const all = [...entries, ...waiting];
      waiting = all.slice(-maxWaiting);
      dropped += all.length - waiting.length;
      logFailure(logger, "the audit log", cause);
    }
  }

  async function schedule(): Promise<void> {
    if (scheduled) return;
    scheduled = true;
    await writeLock.waitUntilFree().catch(() => {});
    turns.next(() => {
      scheduled = false;
      flush();
    });
  }

  return {
    flush,
    record({ action, by, from, target = null, detail = null, failed = false }) {
      const { write, omitted } = failed
        ? sampler.take(`${action} ${detail}`, performance.now())
        : { write: true, omitted: 0 };
      if (!write) return;
      if (waiting.length >= maxWaiting) {
        if (dropped === 0) logger.error("the audit log drops entries: too many wait to be written");
        dropped += 1;
        return;
      }
      const more = omitted > 0 ? `${detail ?? ""} (and ${omitted} more)` : detail;
      waiting.push({
        at: now(),
        user_id: by?.id ?? null,
        user: by?.name ?? null,
        action,
        target: target?.slice(0, maxText) ?? null,
        detail: more?.slice(0, maxText) ?? null,
        from,
        failed,
      });
      void schedule();
    },
  };
}
