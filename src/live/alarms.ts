/**
 * Announces the moment `due` when a feature's time has come: one timer per room, for the earliest time of any feature. The
 * time is checked after each commit; what is already due, as when a room is read from its log, is announced at once. The
 * announcement goes through the kernel's queue like any other work.
 */
import { getLogger } from "@logtape/logtape";
import type { Kernel } from "./kernel.ts";
import type { Room } from "./room.ts";
import { dueOf, roomItself } from "./rule.ts";

const logger = getLogger(["lectern", "alarms"]);

/** The longest time a timer can wait, in milliseconds. */
const maxDelayMs = 2 ** 31 - 1;
/** If something is still due after it was announced, as after a failed commit, it is announced again. In milliseconds. */
const retryMs = 60_000;

export interface Alarms {
  /** Sets the timer again if another time is due than before. */
  watch(room: Room): void;
  /** Removes the timer of a room that is evicted. */
  forget(room: Room): void;
  /** Removes all timers. */
  stop(): void;
}

/** `now` gives milliseconds since 1970. */
export function openAlarms(kernel: Pick<Kernel, "submit">, now: () => number): Alarms {
  /** The alarm of each room in which something is due. `rang`: it was due already, and was announced. */
  const alarms = new Map<Room, { readonly due: number; readonly timer: Timer; readonly rang: boolean }>();
  let stopped = false;

  /** Sets the timer; announces what is due already. */
  function ring(room: Room, due: number): void {
    const left = due - now();
    const rang = left <= 0;
    const timer = setTimeout(() => ring(room, due), Math.min(rang ? retryMs : left, maxDelayMs));
    timer.unref();
    alarms.set(room, { due, timer, rang });
    if (rang) kernel.submit({ room, ask: { moment: "due", actor: roomItself } });
  }

  function forget(room: Room): void {
    clearTimeout(alarms.get(room)?.timer);
    alarms.delete(room);
  }

  /** The earliest time that something is due. If a feature throws, only the room's alarm is lost. */
  function timeOf(room: Room): number | undefined {
    try {
      return room.deleted || room.givenUp ? undefined : dueOf(room.state);
    } catch (cause) {
      logger.error("a feature threw in `due`: {cause}", { cause });
      return undefined;
    }
  }

  return {
    watch(room) {
      const due = stopped ? undefined : timeOf(room);
      const known = alarms.get(room);
      // A timer may fire late, as on a laptop that slept.
      if (due === known?.due && (!known || known.rang || known.due > now())) return;
      forget(room);
      if (due !== undefined) ring(room, due);
    },
    forget,
    stop() {
      stopped = true;
      for (const room of alarms.keys()) forget(room);
    },
  };
}
