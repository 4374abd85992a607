/**
 * The contract of a slice: a part of a session's state in the client. A slice starts from the welcome, or from a view
 * that is read by HTTP if the welcome does not contain it, and folds each event by a pure function.
 */
import type { Welcome } from "../../dialects/native.ts";
import type { Participant } from "../../domain/session.ts";
import type { DataOf, EventName, ViewName, ViewOf } from "../../features/index.ts";
import type { FeatureName } from "../../features/whole-session.ts";
import type { LiveEvent } from "../frames.ts";
import type { Fetched } from "../http.ts";
import type { StudentApi } from "../student-api.ts";

/** How a slice folds each event. Other events do not change it. */
export type Folds<S> = { readonly [K in EventName]?: (state: S, data: DataOf<K>, at: string) => S };

/** What decides whether a view can be read: the session's features, and the person's role. */
export type Seat = Pick<Welcome, "session" | "you" | "participants">;

/** The views of a welcome by name. `more`: the list has further items. */
export type WelcomeViews = { readonly [K in ViewName]?: { readonly data: ViewOf<K>; readonly more?: true } };

/** The list of a view of the welcome, oldest first; undefined if it is missing or has further items. */
export const wholeList = <T>(
  view: { readonly data: readonly T[]; readonly more?: true } | undefined,
): T[] | undefined => (view && !view.more ? view.data.toReversed() : undefined);

/** A slice with the state `S`, which is read by the calls `A`. */
export interface Slice<S, A = StudentApi> {
  readonly start: (welcome: Welcome) => S;
  readonly folds: Folds<S>;
  /** Whether there is a view to read. It is read again if a change of the session makes it readable. */
  readonly readable?: (seat: Seat) => boolean;
  /** Whether a resumed connection must read the view again, because some of its events are not stored. */
  readonly staleOnResume?: (state: S, you: Participant) => boolean;
  /** The views that the client asks for with its connection, so that nothing has to be read by HTTP. */
  readonly views?: readonly ViewName[];
  /** Starts from these views of the welcome; undefined if one is missing or has further items. `before` as in `read`. */
  readonly fromViews?: (views: WelcomeViews, before: S) => S | undefined;
  /** Reads its view, if the welcome does not contain it; `before` is the state until then. */
  readonly read?: (api: A, session: string, before: S) => Promise<Fetched<S>>;
}

/** Types a slice. */
export const defineSlice = <S, A = StudentApi>(slice: Slice<S, A>): Slice<S, A> => slice;

/** Readable if the session uses a feature. */
export const ifUsed =
  (feature: FeatureName) =>
  ({ session }: Seat): boolean =>
    session.features.includes(feature);

/** Returns the slice's state after an event. */
export function fold<S>(slice: Slice<S, never>, state: S, event: LiveEvent): S {
  // The fold and the data belong to the same event; TypeScript cannot see that through the union.
  const foldEvent = slice.folds[event.type] as ((state: S, data: unknown, at: string) => S) | undefined;
  return foldEvent ? foldEvent(state, event.data, event.at) : state;
}

/** Returns a copy of `map` with one entry changed. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}
