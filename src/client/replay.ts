/**
 * Replays a past class: folds its events as the live client does. Events are read page by page, and only the state at the
 * start of each page is kept. A long class is replayed in parts, so that memory stays bounded.
 */
import type { Api } from "./api.ts";
import { type Room, type SliceName, slices } from "./fold/index.ts";
import { fold, type Slice } from "./fold/slice.ts";
import type { LiveEvent } from "./frames.ts";

/** What of the class is replayed. */
const names = [
  "session",
  "people",
  "progress",
  "help",
  "controls",
  "feedback",
  "questions",
] as const satisfies readonly SliceName[];
export type ReplayState = Pick<Room, (typeof names)[number]>;

export type MomentKind = "class" | "step" | "help" | "question" | "mood" | "progress";

/** A moment at which one can stop. */
export interface Moment {
  readonly seq: number;
  readonly kind: MomentKind;
  readonly event: LiveEvent;
}

/** Which events are moments. */
const kinds: { readonly [K in LiveEvent["type"]]?: MomentKind } = {
  "session.status_changed": "class",
  "important.marked": "class",
  "step.changed": "step",
  "help.requested": "help",
  "help.resolved": "help",
  "question.asked": "question",
  "question.answered": "question",
  "feedback.given": "mood",
  "progress.updated": "progress",
};

/** How many events a page and a part have, and how many pages are kept after they were read. */
const pageSize = 200;
const partSize = 40_000;
const maxPages = 8;

/** Where a page or a part begins: it has the events after this `seq`. */
export interface ReplayStart {
  readonly after: number;
  readonly state: ReplayState | undefined;
}
const beginning: ReplayStart = { after: 0, state: undefined };

export interface Replay {
  /** The moments of this part, oldest first. */
  readonly moments: readonly Moment[];
  /** Where the next part begins, if there is one. */
  readonly next: ReplayStart | undefined;
  /** Resolves with the class as it was right after an event. */
  readonly at: (seq: number) => Promise<ReplayState>;
}

interface ReplayOptions {
  /** Called with the number of events read so far. */
  readonly onRead?: (count: number) => void;
  /** The beginning of the part (default: of the class). */
  readonly start?: ReplayStart;
  /** How many events a part has (default: 40,000), in whole pages. */
  readonly maxEvents?: number;
}

/** Reads a part of a class. */
export async function openReplay(api: Api, session: string, options: ReplayOptions = {}): Promise<Replay> {
  const { onRead = () => {}, start = beginning, maxEvents = partSize } = options;
  const pages: ReplayStart[] = [];
  const moments: Moment[] = [];
  const cache = new Map<number, readonly LiveEvent[]>();
  let { after, state } = start;
  let count = 0;
  let hasMore = true;

  const read = async (after: number) => {
    const { data, next } = await api.events(session, after, pageSize);
    const events = data as readonly LiveEvent[];
    // The oldest page that was read leaves the cache.
    const [oldest] = cache.keys();
    if (cache.size >= maxPages && oldest !== undefined) cache.delete(oldest);
    cache.set(after, events);
    return { events, hasMore: next !== undefined };
  };

  // A part without a moment would be a page without anything to show.
  while (hasMore && (count < maxEvents || moments.length === 0)) {
    const page = await read(after);
    pages.push({ after, state });
    for (const event of page.events) {
      state = applied(state, event);
      const kind = kinds[event.type];
      if (kind && event.seq !== undefined && isShown(event)) moments.push({ seq: event.seq, kind, event });
    }
    count += page.events.length;
    after = page.events.at(-1)?.seq ?? after;
    hasMore = page.hasMore;
    onRead(count);
  }

  return {
    moments,
    next: hasMore ? { after, state } : undefined,
    async at(seq) {
      const page = pages.findLast(({ after }) => after < seq) ?? pages[0];
      if (!page) throw new Error("a session has events");
      const events = cache.get(page.after) ?? (await read(page.after)).events;
      let then = page.state;
      for (const event of events) if ((event.seq ?? 0) <= seq) then = applied(then, event);
      if (!then) throw new Error("a session's log begins with session.created");
      return then;
    },
  };
}

/** Only the end of a step is a moment, not that it was begun. */
const isShown = (event: LiveEvent): boolean =>
  event.type !== "progress.updated" || event.data.status === "completed" || event.data.status === "failed";

function applied(state: ReplayState | undefined, event: LiveEvent): ReplayState | undefined {
  if (!state) return event.type === "session.created" ? initial(event.data) : undefined;
  const changed = names.map((name) => [name, fold(slices[name] as Slice<unknown>, state[name], event)]);
  return Object.fromEntries(changed) as unknown as ReplayState;
}

const initial = (record: Omit<Room["session"], "join_url">): ReplayState => ({
  session: { ...record, join_url: "" },
  people: new Map(),
  progress: new Map(),
  help: [],
  controls: [],
  feedback: { last: new Map(), course: [], hard: undefined },
  questions: [],
});
