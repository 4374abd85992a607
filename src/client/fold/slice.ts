/**
 * What a client knows of a session, in slices. A slice begins with the welcome, or with a view read over HTTP where
 * the welcome does not say it, and each event moves it on by a pure function.
 */
import type { Welcome } from "../../dialects/native.ts";
import type { DataOf, EventName } from "../../features/index.ts";
import type { FeatureName } from "../../features/whole-session.ts";
import type { Api } from "../api.ts";
import type { LiveEvent } from "../frames.ts";
import type { Fetched } from "../http.ts";

/** How a slice moves on, by event. What it does not name leaves it as it is. */
export type Folds<S> = { readonly [K in EventName]?: (state: S, data: DataOf<K>, at: string) => S };

export interface Slice<S> {
  readonly start: (welcome: Welcome) => S;
  readonly folds: Folds<S>;
  /** Whether there is a view to read: by the session's features, and by who one is. */
  readonly readable?: (welcome: Welcome) => boolean;
  /** Its view, where the welcome alone does not say it; `before` is what was known until then. */
  readonly read?: (api: Api, session: string, before: S) => Promise<Fetched<S>>;
}

/** Types a slice. */
export const defineSlice = <S>(slice: Slice<S>): Slice<S> => slice;

/** Readable where the session uses a feature. */
export const ifUsed =
  (feature: FeatureName) =>
  ({ session }: Welcome): boolean =>
    session.features.includes(feature);

/** The slice's state after an event. */
export function fold<S>(slice: Slice<S>, state: S, event: LiveEvent): S {
  // The table's key and the event's data are of the same name; TypeScript cannot see that through the union.
  const move = slice.folds[event.type] as ((state: S, data: unknown, at: string) => S) | undefined;
  return move ? move(state, event.data, event.at) : state;
}

/** A copy of `map` with one entry changed. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}
