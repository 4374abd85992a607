/**
 * Folds the welcome and the events into a `Room`: each event once and in order. A slice whose view is still being read
 * holds its events back, then applies those that are later than the view.
 */
import type { Welcome } from "../dialects/native.ts";
import { presence } from "./fold/presence.ts";
import type { Slice } from "./fold/slice.ts";
import type { StudentRoom } from "./fold/student.ts";
import type { LiveEvent } from "./frames.ts";
import { applyTo, refreshReadable, release, renew, type SliceState, startSlice } from "./slice-state.ts";

/** The slices of a room `R`, which are read by the calls `A`. */
export type Slices<R, A> = { readonly [Name in keyof R]: Slice<R[Name], A> };

export interface RoomFold<R, A> {
  /** The room, or `undefined` before the first welcome. */
  readonly room: () => R | undefined;
  /** Whether every view was read once, so that the room can be shown. */
  readonly loaded: () => boolean;
  /** Whether `load` has something to read, possibly again. */
  readonly stale: () => boolean;
  /** The last applied event and the epoch it belongs to: where to resume. */
  readonly cursor: () => { readonly seq: number; readonly epoch: string } | undefined;
  /** The names of the views that the next welcome should have. */
  readonly wantedViews: () => readonly string[];
  /** Starts from the welcome; if it resumes, keeps the state and waits for the events that follow. */
  readonly welcome: (welcome: Welcome) => void;
  /** Applies an event. Returns `false` if it was applied before. */
  readonly apply: (event: LiveEvent) => boolean;
  /** Reads the missing views. Rejects with a `Refusal`; may be called again. */
  readonly load: (api: A) => Promise<void>;
}

/** Folds a room by its slices: those of a student's page, or more. */
export function createRoomFold<R extends StudentRoom, A>(slices: Slices<R, A>): RoomFold<R, A> {
  const names = Object.keys(slices) as (keyof R)[];
  let states: Map<keyof R, SliceState> | undefined;
  let room: R | undefined;
  let seq: number | undefined;
  let epoch = "";
  let session = "";

  const assemble = () => {
    if (!states) return;
    // Every name of the registry has a state, so that the assembled object is a complete Room.
    room = Object.fromEntries(Array.from(states, ([name, { state }]) => [name, state])) as unknown as R;
  };

  return {
    room: () => room,
    loaded: () => states !== undefined && Array.from(states.values()).every(({ known }) => known),
    stale: () => states !== undefined && Array.from(states.values()).some(({ held }) => held),
    cursor: () => (seq === undefined ? undefined : { seq, epoch }),
    wantedViews() {
      const you = room?.you;
      const wanted = names.filter((name) => {
        const { state, readable } = states?.get(name) ?? {};
        return you === undefined || (readable && slices[name].staleOnResume?.(state as R[keyof R], you));
      });
      return wanted.flatMap((name) => slices[name].views ?? []);
    },
    welcome(welcome) {
      session = welcome.session.id;
      if (welcome.resumed && states) {
        const counted = states.get("presence");
        if (counted) counted.state = presence.start(welcome);
        for (const sliceState of states.values()) {
          const { slice, state, readable } = sliceState;
          if (readable && slice.staleOnResume?.(state, welcome.you)) renew(sliceState, welcome);
        }
        assemble();
        return;
      }
      seq = welcome.seq;
      // Events of another epoch may no longer exist, so their state is dropped.
      const before = welcome.epoch === epoch ? states : undefined;
      epoch = welcome.epoch;
      states = new Map(
        names.map((name) => [name, startSlice(slices[name] as Slice<unknown, never>, welcome, before?.get(name))]),
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
      const missing = Array.from(current ?? []).filter(([, { held }]) => held);
      await Promise.all(
        missing.map(async ([name, sliceState]) => {
          const slice = slices[name] as Slice<unknown, A>;
          const view = await slice.read?.(api, session, sliceState.state);
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
