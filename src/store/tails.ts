/**
 * The tail of each session's log in memory: the answers in the rows of the newest events, which are not in the index on disk
 * yet (`answers.ts`). A tail that is not in memory is read again.
 */
import type { Database } from "bun:sqlite";
import type { AnswerIndex } from "./answer-index.ts";
import { createSeenIds, type SeenIds } from "./seen-ids.ts";

export interface Appended {
  readonly seq: number;
  readonly actor: string | null;
  readonly id: string | null;
  readonly answer: string | null;
}

/** An answer in the row of an event, as JSON. */
interface Saved {
  readonly seq: number;
  readonly answer: string;
}

export interface Tail {
  /** The last event whose answer is in the index: the tail begins after it. */
  indexed: number;
  /** The last event of the log. */
  last: number;
  /** Its answers, by participant and id. */
  readonly answers: Map<string, Map<string, Saved>>;
  /** How many answers were added. */
  size: number;
  /** The ids in the index, of the participants in `numbers`. */
  readonly seen: SeenIds;
  /** The participants whose ids in the index were read, each with a number. */
  readonly numbers: Map<string, number>;
}

export interface Tails {
  /** Undefined for an unknown session. */
  of(session: string): Tail | undefined;
  /** Throws for an unknown session: a deleted one must not get new events. */
  add(session: string, event: Appended): void;
  /** Empties a tail whose answers are in the index now. */
  empty(tail: Tail): void;
  drop(session: string): void;
  dropAll(): void;
}

export interface TailBounds {
  /** How many sessions are in memory: more than there are rooms, because a command in any other session reads its tail first. */
  readonly maxSessions: number;
  /** How many answers of all sessions are in memory. */
  readonly maxAnswers: number;
}

const defaultBounds: TailBounds = { maxSessions: 5000, maxAnswers: 1_000_000 };

function addTo(tail: Tail, { seq, actor, id, answer }: Appended): void {
  tail.last = seq;
  if (actor === null || id === null || answer === null) return;
  tail.size += 1;
  const own = tail.answers.get(actor);
  if (own) own.set(id, { seq, answer });
  else tail.answers.set(actor, new Map([[id, { seq, answer }]]));
}

export function openTails(sqlite: Database, index: AnswerIndex, bounds = defaultBounds): Tails {
  const { maxSessions, maxAnswers } = bounds;
  const select = sqlite.prepare<Appended, [string, number]>(
    "SELECT seq, actor, client_id AS id, answer FROM events WHERE session_id = ? AND seq > ? ORDER BY seq",
  );
  const tails = new Map<string, Tail>();
  /** How many answers all of them have. */
  let size = 0;

  function read(session: string): Tail | undefined {
    const indexed = index.indexed(session);
    if (indexed === undefined) return;
    const seen = createSeenIds();
    const tail: Tail = { indexed, last: indexed, answers: new Map(), size: 0, seen, numbers: new Map() };
    for (const event of select.iterate(session, indexed)) addTo(tail, event);
    return tail;
  }

  function drop(session: string): void {
    size -= tails.get(session)?.size ?? 0;
    tails.delete(session);
  }

  /** Keeps the bounds: drops those that have been in memory longest, but not the one of `session`. */
  function dropOldest(session: string): void {
    for (const oldest of tails.keys()) {
      if (tails.size <= maxSessions && size <= maxAnswers) return;
      if (oldest !== session) drop(oldest);
    }
  }

  function of(session: string): Tail | undefined {
    const known = tails.get(session);
    if (known) return known;
    const tail = read(session);
    if (!tail) return;
    tails.set(session, tail);
    size += tail.size;
    dropOldest(session);
    return tail;
  }

  return {
    of,
    add(session, event) {
      const tail = of(session);
      if (!tail) throw new Error("an event of a session that is deleted");
      const before = tail.size;
      addTo(tail, event);
      size += tail.size - before;
      if (size > maxAnswers) dropOldest(session);
    },
    empty(tail) {
      size -= tail.size;
      tail.size = 0;
      tail.answers.clear();
    },
    drop,
    dropAll() {
      tails.clear();
      size = 0;
    },
  };
}
