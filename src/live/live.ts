/** The live half of the server in one piece: the kernel, its rooms and sockets, and what is done to a whole session. */
import type { Server } from "bun";
import type { z } from "zod";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { newCode, toTime } from "../domain/ids.ts";
import type { Participant, User } from "../domain/session.ts";
import type { FeatureName, Session, SessionChange, SessionInput, SessionRecord } from "../features/whole-session.ts";
import type { Store } from "../store/open.ts";
import { openAlarms } from "./alarms.ts";
import { type Cleanup, openCleanup } from "./cleanup.ts";
import { closeDeadCredentials } from "./dead-credentials.ts";
import { createFanOut, type FanOut } from "./fan-out.ts";
import { type Kernel, openKernel } from "./kernel.ts";
import { createLimits, type Limits } from "./limits.ts";
import type { Peer } from "./peer.ts";
import { createPresence } from "./presence.ts";
import { participantOf, personOf, type Room, recordOf, sessionOf, teacherOf } from "./room.ts";
import { createRooms, type Rooms } from "./rooms.ts";
import type { Environment } from "./rule.ts";
import { createSeats, type Seats } from "./seats.ts";
import { openSlices } from "./slices.ts";
import { close, openSockets, type Sockets } from "./socket.ts";

/** Someone who wants a seat: a user of ours, or a newcomer with a nickname alone. */
export type Newcomer = {
  readonly nickname: string;
  readonly user?: User | undefined;
  /** The hash of their browser's id: one whose participant was removed gets no other seat. */
  readonly browser?: string | undefined;
};

export interface Live {
  readonly kernel: Kernel;
  readonly rooms: Rooms;
  readonly fanOut: FanOut;
  readonly limits: Limits;
  readonly sockets: Sockets;
  readonly seats: Seats;
  readonly cleanup: Cleanup;
  /** A new session, its teacher in it. Throws `code_taken`. */
  create(teacher: User, input: z.output<typeof SessionInput>, lesson: Session["lesson"]): Promise<Room>;
  /** Someone's seat, made if they have none; with a new token if they had no account. */
  seat(room: Room, who: Newcomer): Promise<{ person: Participant; made: boolean; token: string | undefined }>;
  /** The seat someone has, if they do; throws `removed`. */
  seatOf(room: Room, user: User): Participant | undefined;
  change(room: Room, change: SessionChange): Promise<void>;
  /** Adds the features that are always on to a session made before they were. */
  complete(room: Room): Promise<void>;
  /** Closes a session's connections, and deletes it with all its data. Resolves once that is off the disk. */
  remove(room: Room): Promise<void>;
  /** Closes every connection that came with this credential. */
  endCredential(hash: string): void;
  /** What is done every ten seconds: rooms are put in order, and sockets closed whose credential was ended elsewhere. */
  tidy(): void;
  /** A session as the wire shows it. */
  show(record: SessionRecord): Session;
  /** Everything accepted is finished and answered, every connection closed. */
  stop(): Promise<void>;
}

export interface LiveOptions {
  readonly store: Store;
  readonly environment: Environment & { readonly random: () => number };
  readonly joinUrl: (code: string) => string;
  /** Features that every session gets, whatever its teacher chose. */
  readonly alwaysOn?: readonly FeatureName[];
  /** Frames and HTTP calls per second and participant; 0, or absent: no limit. */
  readonly rateLimit?: number;
  /** How many sockets the server holds (default: no limit). */
  readonly maxSockets?: number;
  /** Deletes the file of a picture whose session is deleted. */
  readonly removePicture?: (name: string) => void;
  /** Asked for late: it listens only once everything else stands. */
  readonly server: () => Server<Peer>;
}

export function openLive(options: LiveOptions): Live {
  const {
    store,
    environment,
    joinUrl,
    alwaysOn = [],
    server,
    rateLimit = 0,
    removePicture = () => {},
    maxSockets = Number.POSITIVE_INFINITY,
  } = options;
  const { now, newId } = environment;
  const fanOut = createFanOut(server);
  const slices = openSlices();
  const kernel = openKernel({
    log: store.log,
    turns: store.turns,
    slices,
    fanOut,
    environment,
    close: (room, closing) => seats.close(room, closing),
    onRoomCommitted: (room) => alarms.watch(room),
    onBatchCommitted: () => presence.heal(),
  });
  const limits = createLimits({ rate: rateLimit, clock: () => performance.now(), now, maxSockets });
  const presence = createPresence(kernel, now);
  const alarms = openAlarms(kernel, now);
  const rooms = createRooms({
    store,
    kernel,
    slices,
    now,
    onEvict(room) {
      presence.forget(room);
      alarms.forget(room);
    },
    onUnannounced: (room) => presence.recheck(room),
  });
  const sockets = openSockets(limits, now);
  const seats = createSeats({
    log: store.log,
    slices,
    epoch: () => store.epoch,
    kernel,
    presence,
    limits,
    now,
    joinUrl,
  });
  const cleanup = openCleanup({ store, now, removePicture });
  const tidying = setInterval(tidy, 10_000);
  tidying.unref();

  function tidy(): void {
    rooms.tidy();
    presence.heal();
    const isGood = (hash: string) => store.users.credentialByHash(hash) !== undefined;
    closeDeadCredentials({ open: sockets.open, isGood, slices });
  }

  function newcomer(nickname: string, user_id: number, role: Participant["role"]): Participant {
    const last_active_at = toTime(now());
    const current_subtask = null;
    return {
      id: newId(),
      user_id,
      nickname,
      role,
      status: "WAITING",
      current_subtask,
      is_online: false,
      last_active_at,
    };
  }

  const withAlwaysOn = (features: readonly FeatureName[]) => [...new Set([...features, ...alwaysOn])];

  function freeCode(): string {
    for (;;) {
      const code = newCode(environment.random);
      if (!store.sessions.find(code)) return code;
    }
  }

  function seatOf(room: Room, user: User): Participant | undefined {
    const { seats, removed } = room.state.participants;
    const id = seats.get(user.id);
    if (id === undefined) return;
    if (removed.has(id)) throw new Fault("removed");
    const person = personOf(room, id);
    return person && participantOf(room, person);
  }

  /** Whether somebody who took their seat with this browser was removed. */
  function wasRemoved(room: Room, browser: string): boolean {
    const { removed } = room.state.participants;
    return removed.size > 0 && store.seats.byBrowser(room.id, browser).some((id) => removed.has(id));
  }

  async function change(room: Room, change: SessionChange): Promise<void> {
    const teacher = teacherOf(room);
    const data = { change: { ...change, ...(change.features && { features: withAlwaysOn(change.features) }) } };
    if (teacher) await kernel.ask({ room, ask: { moment: "updated", actor: teacher, data } });
  }

  return {
    kernel,
    rooms,
    fanOut,
    limits,
    sockets,
    seats,
    cleanup,
    seatOf,
    tidy,
    async create(teacher, { title, code = freeCode(), features, settings }, lesson) {
      const room = rooms.make(newId());
      const record: SessionRecord = {
        id: room.id,
        code,
        title,
        status: "WAITING",
        lesson,
        current_subtask: null,
        features: withAlwaysOn(features),
        settings,
        instructor: { id: teacher.id, name: teacher.name },
        created_at: toTime(now()),
        started_at: null,
        ended_at: null,
      };
      const row = { id: room.id, code, instructor_id: teacher.id, created_at: now() };
      const actor = newcomer(teacher.name, teacher.id, "INSTRUCTOR");
      const before = () => {
        store.sessions.add(row);
        store.seats.add({ session_id: room.id, user_id: teacher.id, participant_id: actor.id, browser: null });
      };
      await kernel.ask({ room, before, ask: { moment: "created", actor, data: { record } } });
      rooms.keep(room);
      return room;
    },
    async seat(room, who) {
      const { user, browser = null } = who;
      const seated = user && seatOf(room, user);
      const { status, settings } = recordOf(room);
      if (status === "ENDED") throw new Fault("session_ended");
      if (seated) return { person: seated, made: false, token: undefined };
      if (!settings.guests && (user?.role ?? "guest") === "guest") throw new Fault("no_guests");
      if (user && store.devices.forUser(user)) throw new Fault("not_allowed", "A device cannot join a class.");
      if (browser !== null && wasRemoved(room, browser)) throw new Fault("removed");
      const actor = newcomer(who.nickname, user?.id ?? 0, "STUDENT");
      let token: string | undefined;
      const before = () => {
        if (!user) {
          const guest = store.users.addGuest(who.nickname);
          token = store.users.issue(guest).token;
          actor.user_id = guest.id;
        }
        store.seats.add({ session_id: room.id, user_id: actor.user_id, participant_id: actor.id, browser });
      };
      await kernel.ask({ room, before, ask: { moment: "joined", actor } });
      const person = personOf(room, room.state.participants.seats.get(actor.user_id) ?? "");
      if (!person) throw new Error("a seat was made and is not there");
      return { person, made: person.id === actor.id, token };
    },
    change,
    async complete(room) {
      const { status, features } = recordOf(room);
      const missing = alwaysOn.some((name) => !features.includes(name));
      if (missing && status !== "ENDED") await change(room, { features: [...features] });
    },
    async remove(room) {
      kernel.flush();
      store.log.batch(() => store.deletions.begin(room.id));
      room.deleted = true;
      seats.close(room, { who: "everyone", close: closes.deleted });
      rooms.forget(room.id);
      await cleanup.finish(room.id);
    },
    endCredential(hash) {
      for (const peer of sockets.open) if (peer.credential === hash) close(peer, closes.credentialEnded);
    },
    show: (record) => sessionOf(record, joinUrl),
    async stop() {
      cleanup.stop();
      clearInterval(tidying);
      sockets.stop();
      const left = (ms: number) => Math.max(0, start + ms - performance.now());
      const start = performance.now();
      await kernel.stopRewording();
      await kernel.drain(left(1000));
      for (const peer of sockets.open) close(peer, closes.stopping);
      while (sockets.open.size > 0 && left(2500) > 0) await Bun.sleep(5);
      slices.stop();
      alarms.stop();
      for (const room of rooms.all()) presence.forget(room);
      rooms.tidy();
      await kernel.drain(left(3000));
    },
  };
}
