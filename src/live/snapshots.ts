/**
 * Snapshots of the rooms' states: a room is read from its last snapshot and the events after it. The log stays the truth: a
 * snapshot of another version of the program is ignored, and one that is missing costs only time.
 */
import { deserialize, serialize } from "bun:jsc";
import { getLogger } from "@logtape/logtape";
import type { RoomState } from "../features/index.ts";
import type { StateStore } from "../store/snapshots.ts";
import { logFailure } from "../store/storage-fault.ts";
import type { CommitTurns } from "../store/turns.ts";
import type { Room, Snapshot } from "./room.ts";
import { stateVersion } from "./state-version.ts";

const logger = getLogger(["lectern", "snapshots"]);

/** After how many events of a room a snapshot is saved: these are read in about a tenth of a second. */
const minEvents = 10_000;
/** For a large state it is saved less often: at most this many bytes for each event. */
const bytesPerEvent = 100;

export interface Snapshots {
  /** The last snapshot of a session, if there is one that this program can use. */
  find(session: string): Snapshot | undefined;
  /** Saves a room's state, unless it may hold events that did not happen. */
  save(room: Room): void;
  /** Called after each commit of a room: saves a snapshot if there are enough new events. */
  update(room: Room): void;
}

export function openSnapshots(store: StateStore, turns: CommitTurns, version = stateVersion): Snapshots {
  /** Up to which event each room has a snapshot, and after how many more the next one is due. */
  const saved = new WeakMap<Room, { readonly seq: number; readonly every: number }>();

  /** Encodes a room's state. Returns what writes it. */
  function encode(room: Room): (() => void) | undefined {
    // A state that holds events of a failed commit is read again.
    if (room.behind || room.deleted) return;
    const { id, seq, at } = room;
    const state = new Uint8Array(serialize(room.state));
    return () => {
      if (room.deleted) return;
      store.save(id, version, { seq, at, state });
      saved.set(room, { seq, every: Math.max(minEvents, state.length / bytesPerEvent) });
    };
  }

  function tryTo(work: () => void): void {
    try {
      work();
    } catch (cause) {
      logFailure(logger, "saving the state of a session", cause);
    }
  }

  return {
    find(session) {
      const row = store.find(session, version);
      if (!row) return;
      try {
        return { state: deserialize(row.state.slice().buffer) as RoomState, seq: row.seq, at: row.at };
      } catch (cause) {
        logger.warn("the snapshot of a session cannot be read: {cause}", { cause });
        return;
      }
    },
    save: (room) => tryTo(() => encode(room)?.()),
    update(room) {
      const { seq, every } = saved.get(room) ?? { seq: room.snapshotSeq, every: minEvents };
      if (room.seq - seq < every) return;
      saved.set(room, { seq: room.seq, every });
      // Not within a batch: encoding takes milliseconds, and writing is one more commit.
      turns.next(() =>
        tryTo(() => {
          const write = encode(room);
          if (write) turns.next(() => tryTo(write));
        }),
      );
    },
  };
}
