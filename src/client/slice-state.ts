/** The state of one slice in a client: its fold up to an event, and the events that wait while its view is being read. */
import type { Welcome } from "../dialects/native.ts";
import { fold, type Seat, type Slice, type WelcomeViews } from "./fold/slice.ts";
import type { LiveEvent } from "./frames.ts";

export interface SliceState {
  readonly slice: Slice<unknown, never>;
  state: unknown;
  /** The last event that the state includes. */
  seq: number;
  /** The events that wait for the view; undefined if none is being read. */
  held: LiveEvent[] | undefined;
  /** Whether its view can be read now. */
  readable: boolean;
  /** Whether the state can be shown: its view was read, or there was none when the page was opened. */
  known: boolean;
}

const isReadable = (slice: Slice<unknown, never>, seat: Seat): boolean =>
  slice.read !== undefined && (slice.readable?.(seat) ?? true);

/** Starts a slice from the welcome. Until its view is read again, the state `before` stays visible. */
export function startSlice(slice: Slice<unknown, never>, welcome: Welcome, before: SliceState | undefined): SliceState {
  const readable = isReadable(slice, welcome);
  const last = readable ? before : undefined;
  const state = last?.state ?? slice.start(welcome);
  const known = !readable || last?.known === true;
  const sliceState: SliceState = { slice, state, seq: welcome.seq, held: undefined, readable, known };
  if (readable) renew(sliceState, welcome);
  return sliceState;
}

/** Takes the views of a welcome. If it does not have them, they are to be read. */
export function renew(sliceState: SliceState, { views, views_seq }: Welcome): void {
  const { slice, state } = sliceState;
  const viewed = views && slice.fromViews?.(views as WelcomeViews, state);
  if (viewed === undefined) {
    sliceState.held ??= [];
    return;
  }
  sliceState.state = viewed;
  sliceState.seq = views_seq ?? sliceState.seq;
  release(sliceState);
}

/** Applies an event, or lets it wait for the view. Returns whether the state changed. */
export function applyTo(sliceState: SliceState, event: LiveEvent): boolean {
  if (event.seq !== undefined && event.seq <= sliceState.seq) return false;
  if (sliceState.held) {
    sliceState.held.push(event);
    return false;
  }
  const before = sliceState.state;
  sliceState.state = fold(sliceState.slice, before, event);
  if (event.seq !== undefined) sliceState.seq = event.seq;
  return sliceState.state !== before;
}

/** Applies the events that waited for the slice's view. */
export function release(sliceState: SliceState): void {
  const held = sliceState.held ?? [];
  sliceState.held = undefined;
  sliceState.known = true;
  for (const event of held) applyTo(sliceState, event);
}

/** Marks the view to be read if a change of the session made it readable, as when a feature is turned on in class. */
export function refreshReadable(sliceState: SliceState, seat: Seat): void {
  const wasReadable = sliceState.readable;
  sliceState.readable = isReadable(sliceState.slice, seat);
  if (sliceState.readable && !wasReadable) sliceState.held ??= [];
  if (!sliceState.readable) release(sliceState);
}
