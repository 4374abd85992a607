/**
 * The views that a client asks for as it connects (`?views=timer.current,chat.list`): they come with the welcome, so that
 * a page that was just opened has nothing to read. A view that is the same for everybody is encoded once per change.
 */
import { Encoded, encodeObject } from "../domain/encoded.ts";
import { Fault } from "../domain/faults.ts";
import { type PageQuery, pageOf } from "../domain/paging.ts";
import type { Participant } from "../domain/session.ts";
import type { AnyFeature, View } from "../features/feature.ts";
import { features, type RoomState } from "../features/index.ts";
import { current, uses } from "../features/session.ts";

/** How many views a client can ask for. */
const maxViews = 50;
/** The longest list of a view: its items, and their bytes. Of a longer one, the first items are sent, and `more` is true. */
const maxItems = 50;
const maxBytes = 32 * 1024;

type AnyView = View<{ state: unknown; room: RoomState }>;
interface NamedView {
  readonly name: string;
  readonly feature: AnyFeature;
  readonly view: AnyView;
  /** The query of a request without parameters; no success if there must be some. */
  readonly query: () => { readonly success: boolean; readonly data?: unknown };
}

/** Every view, by name. */
const views = new Map<string, NamedView>();
/** The views that each event changes, of those that are the same for everybody. */
const changedBy = new Map<string, NamedView[]>();
for (const feature of features as readonly AnyFeature[]) {
  for (const [own, view] of Object.entries<AnyView>(feature.views)) {
    const name = `${feature.name}.${own}`;
    const named: NamedView = { name, feature, view, query: queryOf(view) };
    views.set(name, named);
    for (const type of view.sameUntil ?? []) changedBy.set(type, [...(changedBy.get(type) ?? []), named]);
  }
}

/** Returns a function that parses the query once, at its first call: the first parse of each schema takes time. */
function queryOf({ query }: AnyView): NamedView["query"] {
  let parsed: { success: boolean; data?: unknown } | undefined;
  return () => {
    parsed ??= query.safeParse({});
    return parsed;
  };
}

/** The encoded views that are the same for everybody, of each state of a room. */
const encoded = new WeakMap<RoomState, Map<NamedView, Encoded>>();

/** Drops the encoded views that an event changes. Called with each event that is folded into the state. */
export function forgetViews(state: RoomState, type: string): void {
  const changed = changedBy.get(type);
  if (changed === undefined) return;
  const known = encoded.get(state);
  for (const named of changed) known?.delete(named);
}

/** The names in the parameter `views` of a URL, each once: reading a view takes time. */
export const viewNamesIn = (url: URL): readonly string[] => [
  ...new Set(url.searchParams.get("views")?.split(",", maxViews)),
];

/** Encodes those of the views that the person may read: `{"timer.current": {"data": …}, "chat.list": {"data": …, "more": true}}`. */
export function encodeViews(
  state: RoomState,
  { names, viewer, at }: { names: readonly string[]; viewer: Participant; at: number },
): Encoded {
  const session = current(state.session);
  const readable = names
    .flatMap((name) => views.get(name) ?? [])
    .filter(({ view, feature }) => view.by.includes(viewer.role) && uses(session, feature))
    .filter(({ query }) => query().success);
  return encodeObject(Object.fromEntries(readable.map((named) => [named.name, viewOf(named, state, { viewer, at })])));
}

type Reader = { readonly viewer: Participant; readonly at: number };

function viewOf(named: NamedView, state: RoomState, reader: Reader): Encoded | undefined {
  if (named.view.sameUntil === undefined) return read(named, state, reader);
  const known = encoded.get(state) ?? new Map<NamedView, Encoded>();
  encoded.set(state, known);
  const view = known.get(named) ?? read(named, state, reader);
  if (view) known.set(named, view);
  return view;
}

/** Undefined if it cannot be read: the client requests it by HTTP, and gets the reason. */
function read(named: NamedView, room: RoomState, reader: Reader): Encoded | undefined {
  const { feature, view } = named;
  const { data: query } = named.query();
  try {
    const result = view.read({ state: room[feature.name as keyof RoomState], room, query, ...reader });
    const { pageBy } = view;
    if (pageBy === undefined) return encodeObject({ data: result });
    const list = result as Iterable<Readonly<Record<string, string | number>>>;
    const limit = Math.min((query as PageQuery).limit, maxItems);
    const { json, more } = pageOf(list, { limit, bytes: maxBytes }, (item) => item[pageBy] ?? "");
    return encodeObject({ data: new Encoded(json), ...(more && { more }) });
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
