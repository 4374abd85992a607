/** The rooms that are open in memory: read from their logs if somebody asks for them, evicted if nobody uses them. */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import type { Store } from "../store/open.ts";
import type { Kernel } from "./kernel.ts";
import { newRoom, type Room, readInSteps } from "./room.ts";
import { roomItself } from "./rule.ts";
import type { Slices } from "./slices.ts";

const logger = getLogger(["lectern", "rooms"]);

/** How long a room without connections stays in memory, in milliseconds. */
const idleMs = 10 * 60 * 1000;
/** How many rooms without connections stay in memory; beyond that, the one that was used longest ago is evicted. */
const maxIdle = 100;
/** A room that was used so recently is not evicted: a request may still hold it. In milliseconds. */
const inUseMs = 60_000;

export interface Rooms {
  /**
   * The room of a session by id or code, read from its log if it is not open; undefined if there is no such session.
   * Throws `storage_failed` if a commit failed and the log cannot be read since.
   */
  open(session: string): Promise<Room | undefined>;
  /** The same, but only if the room is open already. */
  find(session: string): Room | undefined;
  /** A room for a session that is being made; `keep` it once it is on disk. */
  make(id: string): Room;
  keep(room: Room): void;
  forget(id: string): void;
  all(): Iterable<Room>;
  /** Writes down who was heard of since the last time, all rooms in one commit, and evicts rooms that nobody uses. */
  tidy(): void;
}

export interface RoomsOptions {
  readonly store: Store;
  readonly kernel: Kernel;
  readonly slices: Slices;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called with each room that is evicted. */
  readonly onEvict: (room: Room) => void;
  /** Called with a room in which people may still be online who left when the server stopped. */
  readonly onUnannounced: (room: Room) => void;
}

export function createRooms({ store, kernel, slices, now, onEvict, onUnannounced }: RoomsOptions): Rooms {
  const rooms = new Map<string, Room>();
  const loading = new Map<string, Promise<Room>>();
  const written = new Map<Room, Map<string, number>>();

  async function load(id: string): Promise<Room> {
    const room = newRoom(id, now());
    await readInSlices(room);
    // It was made while its log was read.
    const made = rooms.get(id);
    if (made) return made;
    room.published = room.seq;
    for (const [participant, at] of store.log.activity(id)) room.heard.set(participant, at);
    // Whoever was here when the server stopped left then, not now.
    const opened = { moment: "opened", actor: roomItself, at: room.at } as const;
    await kernel.ask({ room, ask: opened }).catch(() => onUnannounced(room));
    // That commit submitted what had become due.
    await settled(room);
    rooms.set(id, room);
    return room;
  }

  /** Resolves once everything that was submitted for the room is done; if it is read again, after that. */
  const settled = (room: Room): Promise<unknown> => kernel.ask({ room }).catch(() => {});

  function readInSlices(room: Room): Promise<void> {
    const step = readInSteps(room, store.log);
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
    const row = store.sessions.find(session);
    const room = row && rooms.get(row.id);
    if (room) room.used = now();
    return room;
  }

  function forget(id: string): void {
    const room = rooms.get(id);
    if (!room) return;
    onEvict(room);
    written.delete(room);
    rooms.delete(id);
  }

  /** A failure, as on a full disk, affects nothing else: the same is written the next time. */
  function writeHeard(room: Room): void {
    const before = written.get(room) ?? new Map<string, number>();
    const heard = new Map(room.heard);
    const fresh = Array.from(heard).filter(([id, at]) => before.get(id) !== at);
    if (fresh.length === 0) return;
    kernel.submit({
      room,
      before() {
        for (const [id, at] of fresh) store.log.saveActivity(room.id, id, at);
      },
      settle(outcome) {
        if ("result" in outcome) written.set(room, heard);
        else logger.warn("who was heard of could not be written: {code}", { code: outcome.fault.code });
      },
    });
  }

  function evict(): void {
    const idle = Array.from(rooms.values())
      .filter((room) => room.connections.size === 0 && kernel.waiting(room) === 0)
      .sort((a, b) => b.used - a.used);
    idle.forEach((room, n) => {
      const unused = now() - room.used;
      if (unused > (n < maxIdle ? idleMs : inUseMs)) forget(room.id);
    });
  }

  return {
    find,
    async open(session) {
      const row = store.sessions.find(session);
      if (!row) return undefined;
      const room = rooms.get(row.id) ?? (await loaded(row.id));
      if (room.behind) await settled(room);
      if (room.behind) throw new Fault("storage_failed");
      room.used = now();
      return room.deleted ? undefined : room;
    },
    make: (id) => newRoom(id, now()),
    keep(room) {
      rooms.set(room.id, room);
    },
    forget,
    all: () => rooms.values(),
    tidy() {
      evict();
      for (const room of rooms.values()) writeHeard(room);
    },
  };
}
