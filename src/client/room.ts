/**
 * Folds what arrives into a `Room`: each event once, in order, none missing. A slice whose view is still being read
 * holds its events back, and then applies those that are later than the view.
 */
import type { Welcome } from "../dialects/native.ts";
import type { Api } from "./api.ts";
import { type Room, type SliceName, slices } from "./fold/index.ts";
import { fold, type Slice } from "./fold/slice.ts";
import type { LiveEvent } from "./frames.ts";

/** A slice as it stands: up to which `seq` it is told, and what waits for its view. */
interface SliceState {
  readonly slice: Slice<unknown>;
  state: unknown;
  seq: number;
  held: LiveEvent[] | undefined;
}

export interface RoomFold {
  /** What is known, or `undefined` before the first welcome. */
  readonly room: () => Room | undefined;
  /** Whether every view is read. */
  readonly loaded: () => boolean;
  /** The last applied event and the epoch it belongs to: where to resume. */
  readonly cursor: () => { readonly seq: number; readonly epoch: string } | undefined;
  /** Starts from the welcome; if it resumes, keeps the state and waits for the events that follow. */
  readonly welcome: (welcome: Welcome) => void;
  /** Applies an event; `false` where it was known already. */
  readonly apply: (event: LiveEvent) => boolean;
  /** Reads the views that are missing. Rejects with a `Refusal`; may be called again. */
  readonly load: (api: Api) => Promise<void>;
}

const names = Object.keys(slices) as SliceName[];

/** Opens an empty fold. */
export function createRoomFold(): RoomFold {
  let standings: Map<SliceName, SliceState> | undefined;
  let room: Room | undefined;
  let seq: number | undefined;
  let epoch = "";
  let session = "";

  const assemble = () => {
    if (!standings) return;
    // Every name of the registry has its standing, so that the assembled object is a whole Room.
    room = Object.fromEntries(Array.from(standings, ([name, { state }]) => [name, state])) as unknown as Room;
  };
  const move = (standing: SliceState, event: LiveEvent): boolean => {
    if (event.seq !== undefined && event.seq <= standing.seq) return false;
    if (standing.held) {
      standing.held.push(event);
      return false;
    }
    const before = standing.state;
    standing.state = fold(standing.slice, before, event);
    if (event.seq !== undefined) standing.seq = event.seq;
    return standing.state !== before;
  };

  return {
    room: () => room,
    loaded: () => standings !== undefined && !Array.from(standings.values()).some(({ held }) => held),
    cursor: () => (seq === undefined ? undefined : { seq, epoch }),
    welcome(welcome) {
      session = welcome.session.id;
      if (welcome.resumed && standings) {
        const counted = standings.get("presence");
        if (counted) counted.state = slices.presence.start(welcome);
        assemble();
        return;
      }
      seq = welcome.seq;
      // Events of another epoch may no longer exist: nothing of them stays visible.
      const before = welcome.epoch === epoch ? standings : undefined;
      epoch = welcome.epoch;
      standings = new Map(
        names.map((name) => {
          const slice = slices[name] as Slice<unknown>;
          // Until a view is read again, the previous state stays visible.
          const reads = slice.read !== undefined && (slice.readable?.(welcome) ?? true);
          const state = (reads && before?.get(name)?.state) || slice.start(welcome);
          return [name, { slice, state, seq: welcome.seq, held: reads ? [] : undefined }];
        }),
      );
      assemble();
    },
    apply(event) {
      if (!standings) return false;
      if (event.seq !== undefined) {
        if (seq !== undefined && event.seq <= seq) return false;
        seq = event.seq;
      }
      let changed = false;
      for (const standing of standings.values()) changed = move(standing, event) || changed;
      if (changed) assemble();
      return true;
    },
    async load(api) {
      const mine = standings;
      const missing = Array.from(mine?.values() ?? []).filter(({ held }) => held);
      await Promise.all(
        missing.map(async (standing) => {
          const view = await standing.slice.read?.(api, session, standing.state);
          if (!view || standings !== mine || !standing.held) return;
          const held = standing.held;
          standing.held = undefined;
          standing.state = view.data;
          standing.seq = Math.max(standing.seq, view.seq ?? standing.seq);
          for (const event of held) move(standing, event);
          assemble();
        }),
      );
    },
  };
}
