/**
 * Reads rooms again after a failed commit, because their state may hold events that did not happen. A short log is read at
 * once, a long one in slices; meanwhile the works of its room are held. They are also held while the state is encoded in
 * slices for a snapshot.
 */

import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { Log } from "../store/log.ts";
import { logFailure, storageFault } from "../store/storage-fault.ts";
import { type Room, readInSteps } from "./room.ts";
import type { Slices, Step } from "./slices.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Work } from "./work.ts";

/** How long reading may block the event loop before it continues in slices, in milliseconds. */
const blockingMs = 4;

export interface Rereads {
  /** Returns the works whose room is up to date. The others are held until it is, or rejected. */
  ready(works: readonly Work[]): Work[];
  /** Begins to read rooms whose commit failed. */
  begin(rooms: Iterable<Room>): void;
  /** Runs a step in slices until it is finished. Until then the works of the room are held, so that its state does not change. */
  hold(room: Room, step: Step): void;
  /** For how many rooms works are held. */
  readonly size: number;
  /** Stops holding works, and returns all that were held. */
  releaseAll(): Work[];
}

export interface RereadsOptions {
  readonly log: Pick<Log, "since">;
  readonly slices: Slices;
  readonly snapshots?: Pick<Snapshots, "find"> | undefined;
  /** Called with the works that were held for reading, in their order, once their room is up to date. */
  readonly onReady: (works: readonly Work[]) => void;
  /** Called with the works that were held for a step of `hold`, in their order, once it is finished. */
  readonly onReleased: (works: readonly Work[]) => void;
  /** Called with works whose room could not be read. The next work for that room tries again. */
  readonly onRefused: (works: readonly Work[], fault: Fault) => void;
}

const logger = getLogger(["lectern", "kernel"]);

export function createRereads({ log, slices, snapshots, onReady, onReleased, onRefused }: RereadsOptions): Rereads {
  const held = new Map<Room, Work[]>();

  function refuse(works: readonly Work[], cause: unknown): void {
    logFailure(logger, "reading the log of a session", cause);
    onRefused(works, storageFault(cause) ?? new Fault("internal"));
  }

  function release(room: Room): Work[] {
    const works = held.get(room) ?? [];
    held.delete(room);
    return works;
  }

  /** Reads a room until `until` (as `performance.now()`), the rest in slices. Returns whether it is up to date. */
  function read(room: Room, until: number): boolean {
    const step = readInSteps(room, log, () => snapshots?.find(room.id));
    if (step(until)) return true;
    hold(room, step, onReady);
    return false;
  }

  function hold(room: Room, step: Step, onFinished: (works: readonly Work[]) => void): void {
    held.set(room, []);
    slices.run(room.id, (until) => {
      try {
        // The log of a deleted session is being deleted; its works are rejected in their turn.
        if (!room.deleted && !step(until)) return false;
      } catch (cause) {
        refuse(release(room), cause);
        return true;
      }
      onFinished(release(room));
      return true;
    });
  }

  function isReady(work: Work, until: number): boolean {
    const { room } = work;
    try {
      if (room.deleted) return true;
      if (!held.has(room) && (!room.behind || read(room, until))) return true;
      held.get(room)?.push(work);
    } catch (cause) {
      refuse([work], cause);
    }
    return false;
  }

  return {
    ready(works) {
      const until = performance.now() + blockingMs;
      return works.filter((work) => isReady(work, until));
    },
    begin(rooms) {
      const until = performance.now() + blockingMs;
      for (const room of rooms) {
        room.behind = true;
        try {
          read(room, until);
        } catch (cause) {
          refuse([], cause);
        }
      }
    },
    hold(room, step) {
      // A room that is held already is being read again: its state will be another.
      if (!held.has(room)) hold(room, step, onReleased);
    },
    get size() {
      return held.size;
    },
    releaseAll: () => Array.from(held.keys(), release).flat(),
  };
}
