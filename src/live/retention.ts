/** Deletes classes some days after their end (`--delete-classes-after`). */
import { getLogger } from "@logtape/logtape";
import { Elsewhere } from "../domain/placement.ts";
import type { Store } from "../store/open.ts";
import { logFailure } from "../store/storage-fault.ts";
import type { AuditWriter } from "./audit-writer.ts";
import type { Live } from "./live.ts";
import { recordOf, stateOfCard } from "./room.ts";

const logger = getLogger(["lectern", "retention"]);
const dayMs = 24 * 60 * 60 * 1000;
/** How long after its start a server deletes the first classes, in ms: time to stop it if the number was a mistake. */
const graceMs = 10 * 60 * 1000;
/** If nothing was stored for longer than this, the clock may be wrong, and nothing is deleted for a day. In ms. */
const maxGapMs = 60 * dayMs;

/** A class that has ended. */
export interface EndedClass {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly teacher: string;
  readonly ended_at: string;
}

/** The classes that ended at least `days` days before `now` (ms since 1970), oldest first. */
export function expiredClasses(
  { sessions, log }: Pick<Store, "sessions" | "log">,
  days: number,
  now: number,
): EndedClass[] {
  const before = now - days * dayMs;
  const expired: EndedClass[] = [];
  const rows = sessions.list(undefined, { ended: true, to: before, limit: Number.MAX_SAFE_INTEGER });
  for (const { id } of rows.reverse()) {
    const record = recordOf({ state: stateOfCard(log.cards([id]).get(id) ?? []) });
    const { code, title, status, ended_at, instructor } = record;
    if (status !== "ENDED" || ended_at === null || Date.parse(ended_at) > before) continue;
    expired.push({ id, code, title, teacher: instructor.name, ended_at });
  }
  return expired;
}

export interface Retention {
  /** Deletes what is due. */
  run(): Promise<void>;
  /** Deletes what is due after some minutes, and then daily. Logs how much that is. */
  start(): void;
  stop(): void;
}

export interface RetentionOptions {
  readonly store: Store;
  readonly live: Pick<Live, "rooms" | "sessions">;
  readonly audit: AuditWriter;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Undefined: nothing is deleted. */
  readonly days: number | undefined;
}

export function openRetention({ store, live, audit, now, days }: RetentionOptions): Retention {
  let stopped = false;
  let timer: Timer | undefined;
  // Read before anybody signs in, which would store the time of a wrong clock.
  const lastUse = store.users.lastIssued();

  async function run(): Promise<void> {
    if (days === undefined) return;
    for (const { id, code } of expiredClasses(store, days, now())) {
      if (stopped) return;
      try {
        const room = await live.rooms.open(id);
        // Somebody may have reopened it meanwhile.
        if (!room || recordOf(room).status !== "ENDED") continue;
        await live.sessions.remove(room);
        logger.info("deleted a class that ended more than {days} days ago", { days, session: id });
        const detail = `after ${days} days`;
        audit.record({ action: "session.expire", by: null, from: "server", target: code, detail });
      } catch (cause) {
        // The others are deleted nevertheless; this one the next day.
        if (!(cause instanceof Elsewhere)) logFailure(logger, "the deletion of an old class", cause);
      }
    }
  }

  return {
    run,
    start() {
      if (days === undefined) return;
      stopped = false;
      const due = expiredClasses(store, days, now()).length;
      const isLongAgo = lastUse !== undefined && now() - lastUse > maxGapMs;
      const wait = isLongAgo ? dayMs : graceMs;
      const text = "{due} classes ended more than {days} days ago and are deleted in {minutes} minutes";
      if (due > 0) logger.warn(text, { due, days, minutes: wait / 60_000 });
      timer = setTimeout(() => {
        void run();
        timer = setInterval(() => void run(), dayMs);
        timer.unref();
      }, wait);
      timer.unref();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(timer);
    },
  };
}
