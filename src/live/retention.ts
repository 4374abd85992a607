/** Deletes classes some days after their end (`--delete-classes-after`). */
import { getLogger } from "@logtape/logtape";
import { Elsewhere } from "../domain/placement.ts";
import type { Store } from "../store/open.ts";
import { logFailure } from "../store/storage-fault.ts";
import type { AuditWriter } from "./audit-writer.ts";
import { openClockCheck } from "./clock-check.ts";
import type { Live } from "./live.ts";
import { recordOf, stateOfCard } from "./room.ts";

const logger = getLogger(["lectern", "retention"]);
const dayMs = 24 * 60 * 60 * 1000;
/** How long after its start a server deletes the first classes, in ms: time to stop it if the number was a mistake. */
const graceMs = 10 * 60 * 1000;
const hourMs = 60 * 60 * 1000;
/** How many classes are read from the list at once. */
const pageSize = 500;
/** The largest number of classes that a start counts. */
const maxCounted = 10_000;

/** A class that has ended. */
export interface EndedClass {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly teacher: string;
  readonly ended_at: string;
}

type Sources = Pick<Store, "sessions" | "log">;

/** The classes that ended at least `days` days before `now` (ms since 1970), oldest first. */
export function expiredClasses(sources: Sources, days: number, now: number): EndedClass[] {
  const before = now - days * dayMs;
  return Array.from(readEnded(sources, before))
    .filter((ended) => ended !== undefined)
    .reverse();
}

/** Reads one class at a time, newest first; undefined if it ended later than `before` (ms since 1970). */
function* readEnded({ sessions, log }: Sources, before: number): Generator<EndedClass | undefined> {
  for (let olderThan: string | undefined; ; ) {
    const rows = sessions.list(undefined, { ended: true, to: before, limit: pageSize, before: olderThan });
    for (const { id } of rows) {
      const record = recordOf({ state: stateOfCard(log.cards([id]).get(id) ?? []) });
      const { code, title, status, ended_at, instructor } = record;
      const isExpired = status === "ENDED" && ended_at !== null && Date.parse(ended_at) <= before;
      yield isExpired ? { id, code, title, teacher: instructor.name, ended_at } : undefined;
    }
    if (rows.length < pageSize) return;
    olderThan = rows.at(-1)?.id;
  }
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
  /** Milliseconds since any point in time, whatever happens to the clock (default: `performance.now`). */
  readonly elapsed?: () => number;
}

export function openRetention(options: RetentionOptions): Retention {
  const { store, live, audit, now, days, elapsed = () => performance.now() } = options;
  let stopped = false;
  let timer: Timer | undefined;
  let clockTimer: Timer | undefined;
  // Opened before anybody signs in, which would store the time of a wrong clock.
  const clock = openClockCheck({ now, elapsed, lastUse: () => store.users.lastIssued() });

  async function removeExpired(days: number): Promise<void> {
    if (clock.isDoubtful()) {
      const text = "the clock may be wrong: no class is deleted before somebody has signed in on a later day";
      return logger.warn(text, { now: new Date(now()).toISOString() });
    }
    for (const ended of readEnded(store, now() - days * dayMs)) {
      if (ended) await remove(ended, days);
      else await new Promise(setImmediate);
      if (stopped) return;
    }
  }

  async function remove({ id, code }: EndedClass, days: number): Promise<void> {
    try {
      const room = await live.rooms.open(id);
      // Somebody may have reopened it meanwhile.
      if (stopped || !room || recordOf(room).status !== "ENDED") return;
      await live.sessions.remove(room);
      logger.info("deleted a class that ended more than {days} days ago", { days, session: id });
      audit.record({ action: "session.expire", by: null, from: "server", target: code, detail: `after ${days} days` });
    } catch (cause) {
      // The others are deleted nevertheless; this one the next day.
      if (!(cause instanceof Elsewhere)) logFailure(logger, "the deletion of an old class", cause);
    }
  }

  async function run(): Promise<void> {
    if (days === undefined) return;
    try {
      await removeExpired(days);
    } catch (cause) {
      logFailure(logger, "the deletion of old classes", cause);
    }
  }

  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    clearInterval(timer);
    clearInterval(clockTimer);
  }

  return {
    run,
    start() {
      if (days === undefined) return;
      stop();
      stopped = false;
      const before = now() - days * dayMs;
      // Some of them may have ended later: reading each of them here would block the server.
      const due = store.sessions.list(undefined, { ended: true, to: before, limit: maxCounted }).length;
      const wait = clock.isDoubtful() ? dayMs : graceMs;
      const text = "up to {due} classes ended more than {days} days ago and are deleted in {minutes} minutes";
      if (due > 0) logger.warn(text, { due, days, minutes: wait / 60_000 });
      // Often: a suspended computer gets ahead of the time that passed little by little.
      clockTimer = setInterval(() => clock.isDoubtful(), hourMs);
      clockTimer.unref();
      timer = setTimeout(() => {
        void run();
        timer = setInterval(() => void run(), dayMs);
        timer.unref();
      }, wait);
      timer.unref();
    },
    stop,
  };
}
