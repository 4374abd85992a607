/** The rooms in memory: read from their logs when they are requested, evicted when nobody uses them. */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { Placement } from "../domain/placement.ts";
import type { Store } from "../store/open.ts";
import type { Kernel } from "./kernel.ts";
import { newRoom, type Room, readInSteps, recordOf } from "./room.ts";
import { roomItself } from "./rule.ts";
import type { Slices } from "./slices.ts";
import type { Snapshots } from "./snapshots.ts";

const logger = getLogger(["lectern", "rooms"]);

/** How long a room without connections stays in memory, in milliseconds. */
const idleMs = 10 * 60 * 1000;
/** How many rooms without connections stay in memory; beyond that, the least recently used is evicted. */
const maxIdle = 100;
/** A room that was used so recently is not evicted: a request may still hold it. In milliseconds. */
const inUseMs = 60_000;

export interface Rooms {
  /**
   * The room of a session by id or code, read from its log if it is not open; undefined if there is no such session.
   * Throws `storage_failed` if the log cannot be read after a failed commit, and `Elsewhere` if another program has it.
   */
  open(session: string): Promise<Room | undefined>;
  /** Like `open`, but only if the room is in memory already. */
  find(session: string): Room | undefined;
  /** Creates the room of a new session. `keep` it once the session is on disk. */
  make(id: string): Room;
  keep(room: Room): void;
  forget(id: string): void;
  all(): Iterable<Room>;
  /** Writes recent activity, of all rooms in one commit, and evicts idle rooms. */
  tidy(): void;
}

export interface RoomsOptions {
  readonly store: Store;
  readonly placement: Placement;
  readonly kernel: Kernel;
  readonly slices: Slices;
  readonly snapshots: Snapshots;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called with each room that is evicted. */
  readonly onEvict: (room: Room) => void;
  /** Called with a room whose log may list people as online who left when the server stopped. */
  readonly onUnannounced: (room: Room) => void;
}

export function createRooms(options: RoomsOptions): Rooms {
  const { store, placement, kernel, slices, snapshots, now, onEvict, onUnannounced } = options;
  const rooms = new Map<string, Room>();
  /** Their ids by code: every request and connection names its session by one of the two. */
  const ids = new Map<string, string>();
  const loading = new Map<string, Promise<Room>>();
  /** When people were last active, as it is on disk. */
  const written = new Map<Room, Map<string, number>>();

  async function load(id: string): Promise<Room> {
    const epoch = placement.epochOf(id);
    const room = newRoom(id, now());
    await readInSlices(room);
    // The session was created while its log was read.
    const made = rooms.get(id);
    if (made) return made;
    room.published = room.seq;
    for (const [participant, at] of store.log.activity(id)) room.lastActiveAt.set(participant, at);
    // People who were online when the server stopped left then, not now.
    const opened = { moment: "opened", actor: roomItself, at: room.at } as const;
    await kernel.ask({ room, ask: opened }).catch(() => onUnannounced(room));
    // That commit may have submitted what was due.
    await settled(room);
    if (epoch === undefined || placement.epochOf(id) !== epoch) {
      // Another program has taken the session over meanwhile.
      room.givenUp = true;
      onEvict(room);
      throw Fault.temporary("unavailable", 1000);
    }
    keep(room);
    return room;
  }

  function keep(room: Room): void {
    rooms.set(room.id, room);
    ids.set(recordOf(room).code, room.id);
  }

  /** The room in memory, unless its session was deleted. */
  function inMemory(session: string): Room | undefined {
    const room = rooms.get(session.toLowerCase()) ?? rooms.get(ids.get(session.toUpperCase()) ?? "");
    return room?.deleted ? undefined : room;
  }

  /** The id of a session that is not in memory. Another program may have created it a moment ago. */
  async function idOf(session: string): Promise<string | undefined> {
    const id = store.sessions.find(session)?.id;
    const others = id === undefined ? placement.refresh() : undefined;
    if (!others) return id;
    await others;
    return store.sessions.find(session)?.id;
  }

  /** Resolves once all work submitted for the room is done, and the room is read again if a commit failed. */
  const settled = (room: Room): Promise<unknown> => kernel.ask({ room }).catch(() => {});

  function readInSlices(room: Room): Promise<void> {
    const step = readInSteps(room, store.log, () => snapshots.find(room.id));
    return new Promise((resolve, reject) => {
      slices.run(room.id, (until) => {
        try {
          const isWhole = step(until);
          if (isWhole) resolve();
          return isWhole;
        } catch (cause) {
          reject(cause);
          return true;
        }
      });
    });
  }

  /** Callers who ask at the same time share one load. */
  function loaded(id: string): Promise<Room> {
    const known = loading.get(id);
    if (known) return known;
    const started = load(id).finally(() => loading.delete(id));
    loading.set(id, started);
    return started;
  }

  function find(session: string): Room | undefined {
    const room = inMemory(session);
    if (room) room.used = now();
    return room;
  }

  function forget(id: string): void {
    const room = rooms.get(id);
    if (!room) return;
    onEvict(room);
    written.delete(room);
    rooms.delete(id);
    const { code = "" } = room.state.session.record ?? {};
    // The code of a deleted session may be another's already.
    if (ids.get(code) === id) ids.delete(code);
    placement.leave(id);
  }

  /** Writes when people were last active. If that fails, the next call writes the same. */
  function writeActivity(room: Room): void {
    const before = written.get(room) ?? new Map<string, number>();
    const current = new Map(room.lastActiveAt);
    const fresh = Array.from(current).filter(([id, at]) => before.get(id) !== at);
    if (fresh.length === 0) return;
    kernel.submit({
      room,
      before() {
        for (const [id, at] of fresh) store.log.saveActivity(room.id, id, at);
      },
      settle(outcome) {
        if ("result" in outcome) written.set(room, current);
        else logger.warn("recent activity could not be written: {code}", { code: outcome.fault.code });
      },
    });
  }

  function evict(): void {
    const idle = Array.from(rooms.values())
      .filter((room) => room.connections.size === 0 && room.screens.size === 0 && kernel.waiting(room) === 0)
      .sort((a, b) => b.used - a.used);
    idle.forEach((room, n) => {
      const unused = now() - room.used;
      if (unused > (n < maxIdle ? idleMs : inUseMs)) forget(room.id);
    });
  }

  return {
    find,
    async open(session) {
      const id = inMemory(session)?.id ?? (await idOf(session));
      if (id === undefined) return undefined;
      await placement.enter(id);
      const room = rooms.get(id) ?? (await loaded(id));
      if (room.behind) await settled(room);
      if (room.behind) throw new Fault("storage_failed");
      room.used = now();
      return room.deleted ? undefined : room;
    },
    make: (id) => newRoom(id, now()),
    keep,
    forget,
    all: () => rooms.values(),
    tidy() {
      evict();
      for (const room of rooms.values()) writeActivity(room);
    },
  };
}
