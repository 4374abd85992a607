/**
 * Wakes a room when something of a feature is due: one timer a room, for the earliest time that any feature names. It is
 * looked at after each commit; what is due already, as when a room is read from its log, is announced at once. The
 * announcement is work like any other, in order with it.
 */
import { getLogger } from "@logtape/logtape";
import type { Kernel } from "./kernel.ts";
import type { Room } from "./room.ts";
import { dueOf, roomItself } from "./rule.ts";

const logger = getLogger(["lectern", "alarms"]);

/** The longest time a timer can wait, in milliseconds. */
const longest = 2 ** 31 - 1;
/** What was announced and is due all the same, as after a commit that failed, is announced again after this time. */
const again = 60_000;

export interface Alarms {
  /** Something may be due at another time than before. */
  watch(room: Room): void;
  /** The room is put away: it is not woken any more. */
  forget(room: Room): void;
  /** No room is woken any more. */
  stop(): void;
}

/** `now` gives milliseconds since 1970. */
export function openAlarms(kernel: Pick<Kernel, "submit">, now: () => number): Alarms {
  const set = new Map<Room, { readonly due: number; readonly timer: Timer; readonly rang: boolean }>();
  let stopped = false;

  /** Announces what is due; what is not yet waits for its time. */
  function ring(room: Room, due: number): void {
    const left = due - now();
    const rang = left <= 0;
    const timer = setTimeout(() => ring(room, due), Math.min(rang ? again : left, longest));
    timer.unref();
    set.set(room, { due, timer, rang });
    if (rang) kernel.submit({ room, ask: { moment: "due", actor: roomItself } });
  }

  function forget(room: Room): void {
    clearTimeout(set.get(room)?.timer);
    set.delete(room);
  }

  /** What is due when. A feature that cannot say is a bug, and costs the room no more than its alarm. */
  function timeOf(room: Room): number | undefined {
    try {
      return room.deleted ? undefined : dueOf(room.state);
    } catch (cause) {
      logger.error("a feature could not say what is due: {cause}", { cause });
      return undefined;
    }
  }

  return {
    watch(room) {
      const due = stopped ? undefined : timeOf(room);
      const known = set.get(room);
      // A timer may come late, as on a laptop that slept.
      if (due === known?.due && (!known || known.rang || known.due > now())) return;
      forget(room);
      if (due !== undefined) ring(room, due);
    },
    forget,
    stop() {
      stopped = true;
      for (const room of set.keys()) forget(room);
    },
  };
}
