/**
 * Folds the welcome and the events into a `Room`: each event once and in order. A slice whose view is still being read
 * holds its events back, then applies those that are later than the view.
 */
import type { Welcome } from "../dialects/native.ts";
import type { Api } from "./api.ts";
import { type Room, type SliceName, slices } from "./fold/index.ts";
import type { Slice } from "./fold/slice.ts";
import type { LiveEvent } from "./frames.ts";
import { applyTo, refreshReadable, release, type SliceState, startSlice } from "./slice-state.ts";

export interface RoomFold {
  /** The room, or `undefined` before the first welcome. */
  readonly room: () => Room | undefined;
  /** Whether every view was read once, so that the room can be shown. */
  readonly loaded: () => boolean;
  /** Whether `load` has something to read, possibly again. */
  readonly stale: () => boolean;
  /** The last applied event and the epoch it belongs to: where to resume. */
  readonly cursor: () => { readonly seq: number; readonly epoch: string } | undefined;
  /** Starts from the welcome; if it resumes, keeps the state and waits for the events that follow. */
  readonly welcome: (welcome: Welcome) => void;
  /** Applies an event. Returns `false` if it was applied before. */
  readonly apply: (event: LiveEvent) => boolean;
  /** Reads the missing views. Rejects with a `Refusal`; may be called again. */
  readonly load: (api: Api) => Promise<void>;
}

const names = Object.keys(slices) as SliceName[];

export function createRoomFold(): RoomFold {
  let states: Map<SliceName, SliceState> | undefined;
  let room: Room | undefined;
  let seq: number | undefined;
  let epoch = "";
  let session = "";

  const assemble = () => {
    if (!states) return;
    // Every name of the registry has a state, so that the assembled object is a complete Room.
    room = Object.fromEntries(Array.from(states, ([name, { state }]) => [name, state])) as unknown as Room;
  };

  return {
    room: () => room,
    loaded: () => states !== undefined && Array.from(states.values()).every(({ known }) => known),
    stale: () => states !== undefined && Array.from(states.values()).some(({ held }) => held),
    cursor: () => (seq === undefined ? undefined : { seq, epoch }),
    welcome(welcome) {
      session = welcome.session.id;
      if (welcome.resumed && states) {
        const counted = states.get("presence");
        if (counted) counted.state = slices.presence.start(welcome);
        for (const sliceState of states.values()) {
          const { slice, state, readable } = sliceState;
          if (readable && slice.staleOnResume?.(state, welcome.you)) sliceState.held ??= [];
        }
        assemble();
        return;
      }
      seq = welcome.seq;
      // Events of another epoch may no longer exist, so their state is dropped.
      const before = welcome.epoch === epoch ? states : undefined;
      epoch = welcome.epoch;
      states = new Map(
        names.map((name) => [name, startSlice(slices[name] as Slice<unknown>, welcome, before?.get(name))]),
      );
      assemble();
    },
    apply(event) {
      if (!states) return false;
      if (event.seq !== undefined) {
        if (seq !== undefined && event.seq <= seq) return false;
        seq = event.seq;
      }
      let changed = false;
      for (const sliceState of states.values()) changed = applyTo(sliceState, event) || changed;
      if (changed) assemble();
      if (changed && room && event.type === "session.updated") {
        const seat = { session: room.session, you: room.you, participants: null };
        for (const sliceState of states.values()) refreshReadable(sliceState, seat);
      }
      return true;
    },
    async load(api) {
      const current = states;
      const missing = Array.from(current?.values() ?? []).filter(({ held }) => held);
      await Promise.all(
        missing.map(async (sliceState) => {
          const view = await sliceState.slice.read?.(api, session, sliceState.state);
          if (!view || states !== current || !sliceState.held) return;
          sliceState.state = view.data;
          sliceState.seq = Math.max(sliceState.seq, view.seq ?? sliceState.seq);
          release(sliceState);
          assemble();
        }),
      );
    },
  };
}
