/** Counts the commands that are accepted and not yet answered, and rejects those beyond the bounds. */

import { Fault } from "../domain/faults.ts";
import type { Room } from "./room.ts";
import type { Work } from "./work.ts";

/** How many commands may wait: of one person, of one room, and in all. */
export const backlogLimits = { person: 2000, room: 10_000, total: 20_000 };

/** When a rejected command may be sent again, in milliseconds. */
const retryMs = 2000;

export interface Backlog {
  /** Counts a work. If it is a command beyond the bounds, it is not counted and the fault is returned. */
  add(work: Work): Fault | undefined;
  remove(work: Work): void;
  /** How many works of a room are counted. */
  of(room: Room): number;
}

export function createBacklog(): Backlog {
  const rooms = new Map<Room, { waiting: number }>();
  const people = new Map<string, { waiting: number }>();
  let total = 0;

  const commander = ({ ask }: Work) => (ask && "command" in ask ? ask.actor : undefined);

  function count<K>(counts: Map<K, { waiting: number }>, key: K, by: number): void {
    const known = counts.get(key);
    if (known) known.waiting += by;
    else counts.set(key, { waiting: by });
  }

  function change(work: Work, by: number): void {
    total += by;
    count(rooms, work.room, by);
    const person = commander(work);
    if (person !== undefined) count(people, person, by);
    // Nothing waits at the end of almost every turn. To add and delete entries for each work would cost more.
    if (total > 0) return;
    rooms.clear();
    people.clear();
  }

  return {
    add(work) {
      const person = commander(work);
      const newcomer = work.ask && "moment" in work.ask && work.ask.moment === "joined";
      const isFull =
        total >= backlogLimits.total ||
        (rooms.get(work.room)?.waiting ?? 0) >= backlogLimits.room ||
        (person !== undefined && (people.get(person)?.waiting ?? 0) >= backlogLimits.person);
      // The moments of a room are bounded by its connections, and must not be lost.
      if (isFull && (person !== undefined || newcomer)) return Fault.temporary("busy", retryMs);
      change(work, 1);
      return undefined;
    },
    remove: (work) => change(work, -1),
    of: (room) => rooms.get(room)?.waiting ?? 0,
  };
}
