/** Who is here: by person and not by socket. Announces to the features who comes and goes, and how many are here. */
import type { Dialect } from "../dialects/dialect.ts";
import { closes } from "./closes.ts";
import type { Connection } from "./connection.ts";
import type { Kernel } from "./kernel.ts";
import { personOf, type Room, teacherConnected } from "./room.ts";
import { roomItself } from "./rule.ts";
import { close } from "./socket.ts";

/** How many sockets a participant holds at a time. */
const socketsEach = 8;
/** How often the number of people is announced at most, in milliseconds. */
const countEvery = 1000;
/** A teacher who is back within this time was never away, in milliseconds. */
const grace = 3000;

export interface Presence {
  /** A connection opened. */
  enter(connection: Connection): void;
  /** A connection closed. */
  leave(connection: Connection): void;
  /** No more announcements of this room. */
  forget(room: Room): void;
}

/** `now` gives milliseconds since 1970. */
export function openPresence(kernel: Kernel, now: () => number): Presence {
  const counting = new Map<Room, { timer: Timer | undefined; last: number }>();
  const leaving = new Map<Room, Timer>();

  function announce(room: Room): void {
    counting.set(room, { timer: undefined, last: performance.now() });
    kernel.submit({ room, ask: { moment: "counted", actor: roomItself } });
  }

  function count(room: Room): void {
    const { timer, last } = counting.get(room) ?? { timer: undefined, last: Number.NEGATIVE_INFINITY };
    if (timer) return;
    const wait = last + countEvery - performance.now();
    if (wait <= 0) announce(room);
    else counting.set(room, { timer: setTimeout(() => announce(room), wait), last });
  }

  function teacher(room: Room, is_online: boolean): void {
    leaving.delete(room);
    if (room.teacherOnline === is_online) return;
    room.teacherOnline = is_online;
    kernel.submit({ room, ask: { moment: is_online ? "teacher_came" : "teacher_gone", actor: roomItself } });
    count(room);
  }

  function watchTeacher(room: Room): void {
    if (teacherConnected(room)) {
      clearTimeout(leaving.get(room));
      return teacher(room, true);
    }
    if (!room.teacherOnline || leaving.has(room)) return;
    leaving.set(
      room,
      setTimeout(() => teacher(room, teacherConnected(room)), grace),
    );
  }

  return {
    enter(connection) {
      const { room, participant_id, dialect } = connection;
      const theirs = room.connections.get(participant_id) ?? new Set();
      room.connections.set(participant_id, theirs.add(connection));
      const [oldest] = theirs;
      if (oldest && theirs.size > socketsEach) close(oldest, closes.replaced);
      const actor = personOf(room, participant_id);
      const connections = theirs.size;
      const data = {
        first: connections === 1,
        connections,
        dialect: dialect.name,
        only: ofDialect(theirs, dialect) === 1,
        active: dialect.activeOn === "connect",
      };
      if (actor) kernel.submit({ room, ask: { moment: "connected", actor, data } });
      if (data.first) count(room);
      watchTeacher(room);
    },
    leave(connection) {
      const { room, participant_id, dialect } = connection;
      const theirs = room.connections.get(participant_id);
      if (!theirs?.delete(connection)) return;
      const connections = theirs.size;
      const last = connections === 0;
      if (last) {
        room.connections.delete(participant_id);
        room.used = now();
      }
      const actor = personOf(room, participant_id);
      if (!actor || room.deleted) return;
      const data = { last, connections, dialect: dialect.name, only: ofDialect(theirs, dialect) === 0 };
      kernel.submit({ room, ask: { moment: "disconnected", actor, data } });
      if (!last) return;
      count(room);
      watchTeacher(room);
    },
    forget(room) {
      clearTimeout(counting.get(room)?.timer);
      clearTimeout(leaving.get(room));
      counting.delete(room);
      leaving.delete(room);
    },
  };
}

/** How many of someone's connections speak a dialect. */
const ofDialect = (theirs: ReadonlySet<Connection>, dialect: Dialect): number =>
  Array.from(theirs).filter((connection) => connection.dialect === dialect).length;
