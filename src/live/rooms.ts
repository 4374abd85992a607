/** The rooms that are open in memory: read from their logs when somebody asks for them, put away when nobody does. */
import { getLogger } from "@logtape/logtape";
import type { Store } from "../store/open.ts";
import type { SessionRow } from "../store/sessions.ts";
import { logStorageFailure, storageFault } from "../store/storage-fault.ts";
import type { Kernel } from "./kernel.ts";
import { newRoom, type Room, readAgain } from "./room.ts";
import { roomItself } from "./rule.ts";

const logger = getLogger(["lectern", "rooms"]);

/** How long a room that nobody is in stays in memory, in milliseconds. */
const idle = 10 * 60 * 1000;

export interface Rooms {
  /** The room of a session by id or code, where there is such a session. */
  find(session: string): Room | undefined;
  /** A room for a session that is being made; `keep` it once it is on disk. */
  make(id: string): Room;
  keep(room: Room): void;
  forget(id: string): void;
  all(): Iterable<Room>;
  /** Writes down who was heard of since the last time, and puts away rooms that nobody uses. */
  tidy(): void;
}

/** `now` gives milliseconds since 1970; `forgotten` is called with each room that is put away. */
export function openRooms(store: Store, kernel: Kernel, now: () => number, forgotten: (room: Room) => void): Rooms {
  const open = new Map<string, Room>();
  const written = new Map<Room, Map<string, number>>();

  function read({ id }: SessionRow): Room {
    const room = newRoom(id, now());
    readAgain(room, store.log);
    room.told = room.seq;
    for (const [participant, at] of store.log.activity(id)) room.heard.set(participant, at);
    open.set(id, room);
    // Whoever was here when the server went away left then, not now.
    kernel.submit({ room, ask: { moment: "opened", actor: roomItself, at: room.at } });
    // At once: whoever opened the room is not to see people in it who left with the process before.
    kernel.flush();
    // What came due meanwhile was announced by that.
    kernel.flush();
    return room;
  }

  /** Writes down when people were heard of. A disk that is full costs no more than that: it is tried again. */
  function write(room: Room, heard: readonly (readonly [string, number])[]): boolean {
    try {
      store.log.batch(() => {
        for (const [id, at] of heard) store.log.keepActivity(room.id, id, at);
      });
      return true;
    } catch (cause) {
      if (storageFault(cause)) logStorageFailure(cause);
      else logger.warn("who was heard of could not be written: {cause}", { cause });
      return false;
    }
  }

  function forget(id: string): void {
    const room = open.get(id);
    if (!room) return;
    forgotten(room);
    written.delete(room);
    open.delete(id);
  }

  return {
    find(session) {
      const row = store.sessions.find(session);
      if (!row) return;
      const room = open.get(row.id) ?? read(row);
      room.used = now();
      return room;
    },
    make: (id) => newRoom(id, now()),
    keep(room) {
      open.set(room.id, room);
    },
    forget,
    all: () => open.values(),
    tidy() {
      for (const room of open.values()) {
        const before = written.get(room) ?? new Map<string, number>();
        const fresh = Array.from(room.heard).filter(([id, at]) => before.get(id) !== at);
        if (fresh.length > 0 && write(room, fresh)) written.set(room, new Map(room.heard));
        if (room.connections.size === 0 && now() - room.used > idle) forget(room.id);
      }
    },
  };
}
