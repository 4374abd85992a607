/** Presence by person, not by socket: announces to the features who connects and disconnects, and how many are online. */

import type { Dialect } from "../dialects/dialect.ts";
import { closes } from "../domain/closes.ts";
import type { Kernel } from "./kernel.ts";
import { type Connection, onlineCount, personOf, type Room, teacherCount } from "./room.ts";
import { roomItself } from "./rule.ts";
import { close } from "./socket.ts";
import type { AnnouncedMoment, Outcome } from "./work.ts";

/** How many sockets a person may have open, and each program that acts for them. */
const maxSocketsEach = 8;
/** The shortest time between two announcements of the number of people, in milliseconds. */
const countIntervalMs = 1000;
/** How long a teacher may be disconnected before that is announced, in milliseconds. */
const teacherGraceMs = 3000;

/** Faults of the storage, or of PostgreSQL, after which the same commit may succeed. */
const storageCodes: ReadonlySet<string> = new Set(["storage_full", "storage_failed", "unavailable"]);

/** A person whose connection or disconnection in a dialect could not be announced. */
interface Unannounced {
  readonly id: string;
  readonly dialect: Dialect | undefined;
}

export interface Presence {
  /** A connection opened. */
  enter(connection: Connection): void;
  /** A connection closed. */
  leave(connection: Connection): void;
  /** Marks a room whose log may be wrong about who is online, for `heal`. */
  recheck(room: Room): void;
  /**
   * Repeats announcements that were lost with a failed commit: compares the open connections with who is online by the
   * log. Called after each successful commit of events.
   */
  heal(): void;
  /** Drops the timers and lost announcements of a room. */
  forget(room: Room): void;
}

/** `now` gives milliseconds since 1970. */
export function createPresence(kernel: Kernel, now: () => number): Presence {
  const counting = new Map<Room, { timer: Timer | undefined; last: number }>();
  const leaving = new Map<Room, Timer>();
  /** What could not be announced, by room, then by person and dialect. */
  const lost = new Map<Room, Map<string, Unannounced>>();

  /** What could not be announced in a room. Adds the room, so that `heal` compares it even if nothing follows. */
  const lostOf = (room: Room) => {
    const known = lost.get(room) ?? new Map<string, Unannounced>();
    lost.set(room, known);
    return known;
  };

  /** Submits a moment. If the storage fails, `heal` repeats it once that works again. */
  function submit(room: Room, ask: AnnouncedMoment, dialect?: Dialect): void {
    const settle = (outcome: Outcome) => {
      if (room.givenUp || !("fault" in outcome) || !storageCodes.has(outcome.fault.code)) return;
      const { id } = ask.actor;
      const ofRoom = lostOf(room);
      if (dialect) ofRoom.set(`${id} ${dialect.name}`, { id, dialect });
    };
    kernel.submit({ room, ask, settle });
  }

  /** Announces everybody whose connections differ from the room's log. */
  function compare(room: Room, missing: Iterable<Unannounced>): void {
    const announced = new Set<string>();
    const everybody = Array.from(
      room.state.participants.people.keys(),
      (id): Unannounced => ({ id, dialect: undefined }),
    );
    for (const { id, dialect } of [...missing, ...everybody]) {
      const actor = personOf(room, id);
      if (!actor) continue;
      const theirs = room.connections.get(id) ?? new Set<Connection>();
      const connections = theirs.size;
      const isHere = dialect ? ofDialect(theirs, dialect) > 0 : connections > 0;
      const differs = connections > 0 !== actor.is_online && connections > 0 === isHere && !announced.has(id);
      if (!differs && !dialect) continue;
      if (differs) announced.add(id);
      const active = Array.from(theirs).some(({ dialect: { activeOn } }) => activeOn === "connect");
      const data = { connections, dialect: dialect?.name ?? "", only: !!dialect };
      if (isHere) submit(room, { moment: "connected", actor, data: { ...data, first: differs, active } }, dialect);
      else submit(room, { moment: "disconnected", actor, data: { ...data, last: differs } }, dialect);
    }
    submit(room, { moment: room.teacherOnline ? "teacher_came" : "teacher_gone", actor: roomItself });
    count(room);
  }

  function announce(room: Room): void {
    counting.set(room, { timer: undefined, last: performance.now() });
    // A function: more people may connect or disconnect before the moment is carried out.
    const data = () => {
      const teachers_online = teacherCount(room);
      const counted = { online_count: onlineCount(room), teacher_online: room.teacherOnline };
      return teachers_online > 1 ? { ...counted, teachers_online } : counted;
    };
    submit(room, { moment: "counted", actor: roomItself, data });
  }

  function count(room: Room): void {
    const { timer, last } = counting.get(room) ?? { timer: undefined, last: Number.NEGATIVE_INFINITY };
    if (timer) return;
    const wait = last + countIntervalMs - performance.now();
    if (wait <= 0) announce(room);
    else counting.set(room, { timer: setTimeout(() => announce(room), wait), last });
  }

  function teacher(room: Room, is_online: boolean): void {
    leaving.delete(room);
    if (room.teacherOnline === is_online) return;
    room.teacherOnline = is_online;
    submit(room, { moment: is_online ? "teacher_came" : "teacher_gone", actor: roomItself });
    count(room);
  }

  function watchTeacher(room: Room): void {
    if (teacherCount(room) > 0) {
      clearTimeout(leaving.get(room));
      return teacher(room, true);
    }
    if (!room.teacherOnline || leaving.has(room)) return;
    leaving.set(
      room,
      setTimeout(() => teacher(room, teacherCount(room) > 0), teacherGraceMs),
    );
  }

  /** Closes the oldest socket of the same person or program if they have too many. */
  function closeOldest({ program, credential }: Connection, all: ReadonlySet<Connection>): void {
    if (all.size <= maxSocketsEach) return;
    const theirs = Array.from(all).filter((other) =>
      program ? other.credential === credential : other.program === undefined,
    );
    const [oldest] = theirs;
    if (oldest && theirs.length > maxSocketsEach) close(oldest, closes.replaced);
  }

  return {
    enter(connection) {
      const { room, participantId, dialect } = connection;
      const theirs = room.connections.get(participantId) ?? new Set();
      room.connections.set(participantId, theirs.add(connection));
      if (connection.role === "INSTRUCTOR") room.teachers.add(participantId);
      closeOldest(connection, theirs);
      const actor = personOf(room, participantId);
      const connections = theirs.size;
      const data = {
        first: connections === 1,
        connections,
        dialect: dialect.name,
        only: ofDialect(theirs, dialect) === 1,
        active: dialect.activeOn === "connect",
      };
      if (actor) submit(room, { moment: "connected", actor, data }, dialect);
      if (data.first) count(room);
      watchTeacher(room);
    },
    leave(connection) {
      const { room, participantId, dialect } = connection;
      const theirs = room.connections.get(participantId);
      if (!theirs?.delete(connection)) return;
      const connections = theirs.size;
      const last = connections === 0;
      if (last) {
        room.connections.delete(participantId);
        room.teachers.delete(participantId);
        room.used = now();
      }
      const actor = personOf(room, participantId);
      if (!actor || room.deleted || room.givenUp) return;
      const data = { last, connections, dialect: dialect.name, only: ofDialect(theirs, dialect) === 0 };
      submit(room, { moment: "disconnected", actor, data }, dialect);
      if (!last) return;
      count(room);
      watchTeacher(room);
    },
    recheck(room) {
      lostOf(room);
    },
    heal() {
      for (const [room, missing] of lost) {
        // Until it is read again, the room does not know who is online.
        if (room.behind) continue;
        lost.delete(room);
        if (!room.deleted) compare(room, missing.values());
      }
    },
    forget(room) {
      lost.delete(room);
      clearTimeout(counting.get(room)?.timer);
      clearTimeout(leaving.get(room));
      counting.delete(room);
      leaving.delete(room);
    },
  };
}

/** How many of a person's connections speak a dialect. */
const ofDialect = (theirs: ReadonlySet<Connection>, dialect: Dialect): number =>
  Array.from(theirs).filter((connection) => connection.dialect === dialect).length;
