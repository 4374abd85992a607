/** The live half of the server: creates the kernel, the rooms, the sockets and the sessions, and stops them in order. */
import type { Server } from "bun";
import { closes } from "../domain/closes.ts";
import { alone, type Placement } from "../domain/placement.ts";
import type { Closing } from "../features/feature.ts";
import type { FeatureName } from "../features/whole-session.ts";
import type { Store } from "../store/open.ts";
import { openAlarms } from "./alarms.ts";
import { type Cleanup, openCleanup } from "./cleanup.ts";
import { closeDeadCredentials } from "./dead-credentials.ts";
import { createFanOut, type FanOut } from "./fan-out.ts";
import { type Kernel, openKernel } from "./kernel.ts";
import { createLimits, type Limits } from "./limits.ts";
import type { Peer } from "./peer.ts";
import { createPresence } from "./presence.ts";
import { personOf, type Room, recordOf } from "./room.ts";
import { createRooms, type Rooms } from "./rooms.ts";
import { type Environment, roomItself } from "./rule.ts";
import { openSamples } from "./samples.ts";
import { createScreens, type Screens } from "./screens.ts";
import { createSeats, type Seats } from "./seats.ts";
import { indexOldSessions, watchCard } from "./session-index.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { openSlices } from "./slices.ts";
import { openSnapshots } from "./snapshots.ts";
import { close, openSockets, type Sockets } from "./socket.ts";
import { createTimings, type Timings } from "./timings.ts";

export interface Live {
  readonly kernel: Kernel;
  readonly rooms: Rooms;
  readonly fanOut: FanOut;
  readonly limits: Limits;
  readonly sockets: Sockets;
  readonly seats: Seats;
  readonly screens: Screens;
  readonly cleanup: Cleanup;
  readonly sessions: Sessions;
  /** How long things take, for `/metrics`. */
  readonly timings: Timings;
  /** Tells the clients of every room the address at which students join: it has changed. */
  announceJoinUrls(): void;
  /** Closes every connection that was opened with this credential. */
  endCredential(hash: string): void;
  /** Revokes the credentials of a session's projectors and closes them. */
  revokeScreens(session: string): void;
  /**
   * Writes recent activity, evicts idle rooms and closes sockets whose credential another process revoked. Runs every ten
   * seconds.
   */
  tidy(): void;
  /** Closes the connections of a session that another program has taken over, and forgets its room. */
  giveUp(session: string): void;
  /**
   * Finishes and answers all accepted work, and closes every connection. `handOver` is called in between, if other
   * programs take over: the close code makes clients reconnect at once.
   */
  stop(handOver?: () => Promise<void>): Promise<void>;
}

export interface LiveOptions {
  readonly store: Store;
  readonly environment: Environment;
  /** Which program is responsible for which session (default: this one for all). */
  readonly placement?: Placement;
  /** The address at which a student joins, for a session's code. */
  readonly joinUrl: (code: string) => string;
  /** Features that every session gets, whatever its teacher chose. */
  readonly alwaysOn?: readonly FeatureName[];
  /** Frames and HTTP calls per second and participant (default: 0, no limit). */
  readonly rateLimit?: number;
  /** How many sockets the server holds (default: no limit). */
  readonly maxSockets?: number;
  /** Deletes the file of a picture whose session is deleted. */
  readonly removePicture?: (name: string) => void;
  /** A function, because the server listens only once everything else is set up. */
  readonly server: () => Server<Peer>;
}

/** Whether a teacher was removed. Their browsers may be projectors, and nobody knows which ones. */
const removesInstructor = (room: Room, { who, close }: Closing): boolean =>
  close === closes.removed && who !== "everyone" && personOf(room, who.participant_id)?.role === "INSTRUCTOR";

export function openLive(options: LiveOptions): Live {
  const { store, placement = alone, environment, joinUrl, alwaysOn = [], server, rateLimit = 0 } = options;
  const { removePicture = () => {}, maxSockets = Number.POSITIVE_INFINITY } = options;
  const { now } = environment;
  const { log, turns } = store;
  const fanOut = createFanOut(server);
  const slices = openSlices();
  const timings = createTimings();
  const snapshots = openSnapshots(store.snapshots, turns);
  const kernel = openKernel({
    log,
    turns,
    confirm: store.confirm,
    slices,
    snapshots,
    fanOut,
    environment,
    onPublished: (type, room) => samples.after(type, room),
    close(room, closing) {
      seats.close(room, closing);
      if (removesInstructor(room, closing)) screens.closeAll(room, closes.credentialEnded);
    },
    onClosing(room, closing) {
      if (removesInstructor(room, closing)) store.screens.revokeAll(room.id);
    },
    onCard: (room) => watchCard(room, store.sessions),
    onRoomCommitted(room) {
      alarms.watch(room);
      const encode = snapshots.update(room);
      if (encode) kernel.hold(room, encode);
      screens.update(room);
    },
    onBatchCommitted: () => presence.heal(),
    timings,
  });
  const limits = createLimits({ rate: rateLimit, clock: () => performance.now(), now, maxSockets });
  const presence = createPresence(kernel, now);
  const alarms = openAlarms(kernel, now);
  const samples = openSamples({ publish: fanOut.publish, now });
  const rooms = createRooms({
    store,
    placement,
    kernel,
    slices,
    snapshots,
    now,
    onEvict(room) {
      for (const part of [presence, alarms, samples]) part.forget(room);
    },
    onUnannounced: (room) => presence.recheck(room),
  });
  const sockets = openSockets(limits, now);
  const epoch = () => store.epoch;
  const seats = createSeats({ log, slices, epoch, kernel, presence, limits, now, joinUrl, timings });
  const screens = createScreens({ kernel, now, joinUrl });
  const cleanup = openCleanup({ store, placement, now, removePicture });
  const sessions = createSessions({
    store,
    kernel,
    rooms,
    placement,
    seats,
    screens,
    cleanup,
    environment,
    joinUrl,
    alwaysOn,
  });
  indexOldSessions(store);
  const tidying = setInterval(tidy, 10_000);
  tidying.unref();

  function endCredential(hash: string): void {
    for (const peer of sockets.open) if (peer.credential === hash) close(peer, closes.credentialEnded);
  }

  function revokeScreens(session: string): void {
    for (const hash of store.screens.revokeAll(session)) endCredential(hash);
  }

  function tidy(): void {
    rooms.tidy();
    presence.heal();
    screens.tidy();
    const isValid = (hash: string) =>
      store.users.credentialByHash(hash) !== undefined || store.screens.sessionOf(hash) !== undefined;
    closeDeadCredentials({ open: sockets.open, isValid, slices });
  }

  return {
    kernel,
    rooms,
    fanOut,
    limits,
    sockets,
    seats,
    screens,
    cleanup,
    sessions,
    timings,
    tidy,
    announceJoinUrls() {
      for (const room of rooms.all()) {
        const data = () => ({ join_url: joinUrl(recordOf(room).code) });
        kernel.submit({ room, ask: { moment: "moved", actor: roomItself, data } });
      }
    },
    endCredential,
    revokeScreens,
    giveUp(session) {
      const room = rooms.find(session);
      if (!room) return;
      room.givenUp = true;
      for (const peer of sockets.open) if ("room" in peer && peer.room === room) close(peer, closes.moved);
      rooms.forget(session);
    },
    async stop(handOver) {
      cleanup.stop();
      clearInterval(tidying);
      sockets.stop();
      const start = performance.now();
      const left = (ms: number) => Math.max(0, start + ms - performance.now());
      await kernel.stopRewording();
      await kernel.drain(left(1000));
      if (handOver) {
        rooms.tidy();
        await kernel.drain(left(2000));
        await handOver();
      }
      for (const peer of sockets.open) close(peer, handOver ? closes.moved : closes.stopping);
      while (sockets.open.size > 0 && left(2500) > 0) await Bun.sleep(5);
      screens.stop();
      alarms.stop();
      samples.stop();
      for (const room of rooms.all()) presence.forget(room);
      if (!handOver) rooms.tidy();
      await kernel.drain(left(3000));
      // Not earlier: what waits until a room is read or encoded would never be committed.
      slices.stop();
    },
  };
}
