/**
 * Snapshots of the rooms' states: a room is read from its last snapshot and the events after it. The log stays the truth: a
 * snapshot of another version of the program is ignored, and one that is missing costs only time. Each feature's state is
 * encoded separately, in slices, so that a large room does not block the event loop for long.
 */
import { deserialize, serialize } from "bun:jsc";
import { getLogger } from "@logtape/logtape";
import type { RoomState } from "../features/index.ts";
import type { StateStore } from "../store/snapshots.ts";
import { logFailure } from "../store/storage-fault.ts";
import type { CommitTurns } from "../store/turns.ts";
import type { Room, Snapshot } from "./room.ts";
import type { Step } from "./slices.ts";
import { stateVersion } from "./state-version.ts";

const logger = getLogger(["lectern", "snapshots"]);

/** After how many events of a room a snapshot is saved: these are read in about a tenth of a second. */
const minEvents = 10_000;
/** For a large state it is saved less often: at most this many bytes for each event. */
const bytesPerEvent = 100;

/** Each feature's encoded state, by its name. */
type EncodedState = Record<string, ArrayBufferLike>;

export interface Snapshots {
  /** The last snapshot of a session, if there is one that this program can use. */
  find(session: string): Snapshot | undefined;
  /** Saves a room's state, unless it may hold events that did not happen. */
  save(room: Room): void;
  /**
   * Called after each commit of a room. If there are enough new events, returns what saves a snapshot, in steps: nothing may
   * change the room's state until they are done.
   */
  update(room: Room): Step | undefined;
}

export function openSnapshots(store: StateStore, turns: CommitTurns, version = stateVersion): Snapshots {
  /** Up to which event each room has a snapshot, and after how many more the next one is due. */
  const saved = new WeakMap<Room, { readonly seq: number; readonly every: number }>();

  /** A snapshot that is missing costs only time: nobody's command must fail because of it. */
  const failed = (cause: unknown): void => logFailure(logger, "saving the state of a session", cause);

  function write(room: Room, { seq, at }: Pick<Room, "seq" | "at">, encoded: EncodedState): void {
    // PostgreSQL would reject the commit of a room that this node has lost, with all else in it.
    if (room.deleted || room.givenUp) return;
    try {
      const state = new Uint8Array(serialize(encoded));
      store.save(room.id, version, { seq, at, state });
      saved.set(room, { seq, every: Math.max(minEvents, state.length / bytesPerEvent) });
    } catch (cause) {
      failed(cause);
    }
  }

  /** Encodes a room's state in steps. The last one calls `done` with what writes it. */
  function encodeInSteps(room: Room, done: (write: () => void) => void): Step {
    const { seq, at } = room;
    // An iterator: each step continues after the one before.
    const parts = Object.entries(room.state).values();
    const encoded: EncodedState = {};
    return (until) => {
      // A state that holds events of a failed commit is read again.
      if (room.behind || room.deleted) return true;
      try {
        for (const [name, part] of parts) {
          encoded[name] = serialize(part);
          if (performance.now() >= until) return false;
        }
        done(() => write(room, { seq, at }, encoded));
      } catch (cause) {
        failed(cause);
      }
      return true;
    };
  }

  return {
    find(session) {
      const row = store.find(session, version);
      if (!row) return;
      try {
        const encoded = Object.entries(deserialize(row.state.slice().buffer) as EncodedState);
        const state = Object.fromEntries(
          encoded.map(([name, part]) => [name, deserialize(part)]),
        ) as unknown as RoomState;
        return { state, seq: row.seq, at: row.at };
      } catch (cause) {
        logger.warn("the snapshot of a session cannot be read: {cause}", { cause });
        return;
      }
    },
    save: (room) => void encodeInSteps(room, (write) => write())(Number.POSITIVE_INFINITY),
    update(room) {
      const { seq, every } = saved.get(room) ?? { seq: room.snapshotSeq, every: minEvents };
      if (room.seq - seq < every) return;
      saved.set(room, { seq: room.seq, every });
      // Writing is one more commit.
      return encodeInSteps(room, turns.next);
    },
  };
}
