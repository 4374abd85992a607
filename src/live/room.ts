/** A room: the current state of a session in memory, folded from its log. It can be evicted and read again at any time. */
import type { Dialect } from "../dialects/dialect.ts";
import { toTime } from "../domain/ids.ts";
import type { Role } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import type { AnyFeature } from "../features/feature.ts";
import { events, features, type RoomState } from "../features/index.ts";
import { current } from "../features/session.ts";
import type { Session, SessionRecord } from "../features/whole-session.ts";
import type { Entry, Log } from "../store/log.ts";
import type { Peer } from "./peer.ts";
import type { Step } from "./slices.ts";
import { forgetViews } from "./welcome-views.ts";

const list: readonly AnyFeature[] = features;
type Evolve = (context: { state: unknown; room: RoomState; at: number; actor: string | null }, data: unknown) => void;

/** The features that fold each event, in the registry's order. */
const folds = new Map<string, { feature: keyof RoomState; evolve: Evolve }[]>();
for (const feature of list) {
  for (const [type, evolve] of Object.entries(feature.evolve as Record<string, Evolve>)) {
    const known = folds.get(type) ?? [];
    folds.set(type, [...known, { feature: feature.name as keyof RoomState, evolve }]);
  }
}

/** Returns the state of a session before its first event. */
export function emptyState(): RoomState {
  return Object.fromEntries(list.map((feature) => [feature.name, feature.initial()])) as unknown as RoomState;
}

/** Folds one event into `state`. */
export function fold(state: RoomState, { type, at, actor, data }: Pick<Entry, "type" | "at" | "actor" | "data">): void {
  for (const { feature, evolve } of folds.get(type) ?? [])
    evolve({ state: state[feature], room: state, at, actor }, data);
  forgetViews(state, type);
  // The session's record is made of the events of its card.
  if (events.get(type)?.card) shownSessions.delete(state);
}

/** A room's state as it was after the event `seq`, at that event's time. */
export type Snapshot = Pick<Room, "state" | "seq" | "at">;

/** How many entries of a log are read at a time. */
const pageSize = 100;

/** A person's connection: who they are, in which room, by which dialect. */
export interface Connection extends Peer {
  readonly room: Room;
  readonly dialect: Dialect;
  readonly participantId: string;
  readonly role: Role;
  /** What it may do if it is a program with a token of its own; undefined for a person. */
  readonly program: "read" | "write" | undefined;
  /** `{session}` as in the URL. */
  readonly requestedSession: string;
  /** The last event that its client has, if it resumes. */
  readonly since: number | undefined;
  /** The epoch that the client's `since` belongs to, if it sends one. */
  readonly epoch: string | undefined;
  /** The names of the views that its client wants with the welcome. */
  readonly views: readonly string[];
  /** `behind`: it is being sent what it missed, up to `at`; live events follow once it has caught up. */
  listening: "greeting" | "behind" | "live";
  /** How many replies wait for the greeting; later replies wait for them, so that all arrive in order. */
  delayedReplies: number;
  /** The last event it was sent while behind. */
  at: number;
  /** A read of the log is scheduled for it. */
  isCatchingUp?: boolean;
}

/** A session's native topic of a role in a dialect. */
export interface Listeners {
  readonly topic: string;
  /** How many connections subscribe to it. */
  count: number;
}

export interface Room {
  readonly id: string;
  /** The fold of the log up to `seq`. */
  state: RoomState;
  seq: number;
  /** The event up to which the state was read from a snapshot; 0 if it was read from the log alone. */
  snapshotSeq: number;
  /** When the last event of the log happened, in milliseconds since 1970. */
  at: number;
  /** The `seq` of the last published event. Within a turn it is less than `seq`: a new connection receives the rest live. */
  published: number;
  /** Open connections by participant id. */
  readonly connections: Map<string, Set<Connection>>;
  /** The participant ids of the teachers among them. */
  readonly teachers: Set<string>;
  /** The connected projectors. They are not people, and have no seat. */
  readonly screens: Set<Peer>;
  /** The dialects that receive live events, each with its native topics and how many connections subscribe to them. */
  readonly listeners: Map<Dialect, Readonly<Record<Role, Listeners>>>;
  /** How many frames were published in the room. */
  framesPublished: number;
  /** When each participant last sent anything, in milliseconds since 1970. */
  readonly lastActiveAt: Map<string, number>;
  /** When the room was last used, in milliseconds since 1970. */
  used: number;
  /** Whether a teacher was last announced as online; short disconnections are not announced. */
  teacherOnline: boolean;
  /** The session is deleted: nothing more is written to its log. */
  deleted: boolean;
  /** Another program has taken the session over: nothing more is written to its log here. */
  givenUp: boolean;
  /** Set after a failed commit until the state is read again, because it may hold events that did not happen. */
  behind: boolean;
}

export function newRoom(id: string, now: number): Room {
  return {
    id,
    state: emptyState(),
    seq: 0,
    snapshotSeq: 0,
    at: 0,
    published: 0,
    connections: new Map(),
    teachers: new Set(),
    screens: new Set(),
    listeners: new Map(),
    framesPublished: 0,
    lastActiveAt: new Map(),
    used: now,
    teacherOnline: false,
    deleted: false,
    givenUp: false,
    behind: false,
  };
}

/**
 * Reads a room's state from a snapshot and the log after it, or from the whole log, in steps. The room changes only with
 * the last step, which returns true; nothing may be appended to its log in between.
 */
export function readInSteps(room: Room, log: Pick<Log, "since">, findSnapshot?: () => Snapshot | undefined): Step {
  let read: (Snapshot & Pick<Room, "snapshotSeq" | "behind">) | undefined;

  function start(): NonNullable<typeof read> {
    const { seq, at, state } = findSnapshot?.() ?? { seq: 0, at: room.at, state: emptyState() };
    return { state, seq, snapshotSeq: seq, at, behind: false };
  }

  return (until) => {
    read ??= start();
    for (;;) {
      const entries = log.since(room.id, read.seq, pageSize);
      for (const entry of entries) {
        fold(read.state, entry);
        read.seq = entry.seq;
        read.at = entry.at;
      }
      if (entries.length < pageSize) {
        Object.assign(room, read);
        return true;
      }
      if (performance.now() >= until) return false;
    }
  };
}

/** Reads a room's state from its log at once, whatever its length. */
export function reloadRoom(room: Room, log: Pick<Log, "since">): void {
  readInSteps(room, log)(Number.POSITIVE_INFINITY);
}

/** Returns a session's state folded from the entries of its card only, so that listing fifty classes reads no whole log. */
export function stateOfCard(entries: readonly Entry[]): RoomState {
  const state = emptyState();
  for (const entry of entries) fold(state, entry);
  return state;
}

/** Returns the session's card. */
export const recordOf = (room: Pick<Room, "state">): SessionRecord => current(room.state.session);

/** Returns the session's teacher, who is its first participant. */
export function teacherOf({ state }: Pick<Room, "state">): Participant | undefined {
  const [teacher] = state.participants.people.values();
  return teacher;
}

const shownSessions = new WeakMap<RoomState, Session>();

/** Returns a room's session as it is sent to clients: the same object until it changes. `joinUrl` as in `sessionOf`. */
export function sessionIn({ state }: Pick<Room, "state">, joinUrl: (code: string) => string): Session {
  const record = current(state.session);
  const known = shownSessions.get(state);
  if (known && known.join_url === joinUrl(record.code)) return known;
  const session = sessionOf(record, joinUrl);
  shownSessions.set(state, session);
  return session;
}

/** Returns the session as it is sent to clients; `joinUrl` returns the address for a code. */
export function sessionOf(record: SessionRecord, joinUrl: (code: string) => string): Session {
  return { ...record, join_url: joinUrl(record.code) };
}

/** Returns a person with a seat, by participant id. */
export const personOf = (room: Room, id: string): Participant | undefined => room.state.participants.people.get(id);

/** Returns a participant as readers see them, with activity that is not yet in the log. */
export function participantOf(room: Room, person: Participant): Participant {
  const at = room.lastActiveAt.get(person.id);
  if (at === undefined || at <= Date.parse(person.last_active_at)) return person;
  return { ...person, last_active_at: toTime(at) };
}

/** Lists up to `limit` people, without removed ones: the teacher, then the others in the order they joined. */
export function rosterOf(room: Room, limit = Number.POSITIVE_INFINITY): Participant[] {
  const { people, removed } = room.state.participants;
  const roster = people
    .values()
    .filter(({ id }) => !removed.has(id))
    .map((person) => participantOf(room, person));
  return Array.from(roster.take(limit));
}

/** Returns how many people are connected. */
export const onlineCount = (room: Room): number => room.connections.size;

/** How many teachers are connected now. */
export const teacherCount = (room: Room): number => room.teachers.size;
