/**
 * The answers to commands by the client's command id, for idempotency: a repeated id gets the same answer.
 *
 * The answer to a command that emitted events is saved in the row of its last event, so that a command costs one insert.
 * Of the newest events of a log, its tail, the answers are in memory. A commit after which the tail is longer than
 * `maxTail` writes its ids to the index on disk (`answer-index.ts`). Of these, memory remembers only which were probably
 * used, so that a new id is not looked up on disk. Memory is only a copy: what is not there is read again.
 */
import type { Database } from "bun:sqlite";
import { type AnswerIndex, openAnswerIndex } from "./answer-index.ts";
import { createSeenIds, type SeenIds } from "./seen-ids.ts";

/** The answer to a client's command. */
export type Answer = { readonly result: unknown } | { readonly fault: { code: string; message: string } };

/** An answer with the id of the command that it answers. */
export interface Answered {
  readonly id: string;
  readonly answer: Answer;
}

export interface Answers {
  /** The answer to this participant's command with this id, if there is one. */
  find(session: string, participant: string, id: string): Answer | undefined;
  /** Registers an event that was appended, with the answer in its row as JSON, if any. */
  appended(session: string, of: Appended): void;
  /** Saves the answer to a command that emitted no event which is kept. */
  save(session: string, participant: string, answered: Answered): void;
  /** Writes the index of the sessions that are due. Called at the end of each transaction, in it. */
  writeDue(): void;
  /** Forgets what was appended since the last commit: it was rolled back. */
  rollBack(): void;
  /** Called after each commit. */
  committed(): void;
  /** Drops all that is in memory. */
  forget(): void;
}

interface Appended {
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

/** What is in memory of a session. */
interface Tail {
  /** The last event before it. */
  indexed: number;
  last: number;
  /** Its answers, by participant and id. */
  readonly answers: Map<string, Map<string, Saved>>;
  /** The ids in the index, of the participants in `numbers`. */
  readonly seen: SeenIds;
  /** The participants whose ids in the index were read, each with a number. */
  readonly numbers: Map<string, number>;
}

/** How many events of a session are not in the index at most, before the commit that writes them. */
const maxTail = 2000;
/** How many sessions are in memory. */
const maxSessions = 500;

function add(tail: Tail, { seq, actor, id, answer }: Appended): void {
  tail.last = seq;
  if (actor === null || id === null || answer === null) return;
  const own = tail.answers.get(actor);
  if (own) own.set(id, { seq, answer });
  else tail.answers.set(actor, new Map([[id, { seq, answer }]]));
}

/** Returns the function that reads the end of a session's log that is not in the index. */
function openTailReader(sqlite: Database, index: AnswerIndex): (session: string) => Tail {
  const selectTail = sqlite.prepare<Appended, [string, number]>(
    "SELECT seq, actor, client_id AS id, answer FROM events WHERE session_id = ? AND seq > ? ORDER BY seq",
  );
  return (session) => {
    const indexed = index.indexed(session);
    const tail: Tail = { indexed, last: indexed, answers: new Map(), seen: createSeenIds(), numbers: new Map() };
    for (const event of selectTail.iterate(session, indexed)) add(tail, event);
    return tail;
  };
}

export function openAnswers(sqlite: Database): Answers {
  const index = openAnswerIndex(sqlite);
  const read = openTailReader(sqlite, index);
  const tails = new Map<string, Tail>();
  /** Sessions with events of the current transaction. */
  const touched = new Set<string>();

  function tailOf(session: string): Tail {
    const known = tails.get(session);
    if (known) return known;
    const tail = read(session);
    tails.set(session, tail);
    const [oldest = session] = tails.keys();
    if (tails.size > maxSessions) tails.delete(oldest);
    return tail;
  }

  /** The participant's number in `seen`, with which the ids in the index are read once. */
  function numberOf(session: string, { numbers, seen }: Tail, participant: string): number {
    const known = numbers.get(participant);
    if (known !== undefined) return known;
    const number = numbers.size;
    index.forEachId(session, participant, (id) => seen.add(number, id));
    numbers.set(participant, number);
    return number;
  }

  function writeIndex(session: string, tail: Tail): void {
    const { last, answers, seen, numbers } = tail;
    for (const [participant, own] of answers) {
      index.addIds(session, participant, { last, ids: Array.from(own, ([id, { seq }]) => [id, seq]).flat() });
      const number = numbers.get(participant);
      if (number !== undefined) for (const id of own.keys()) seen.add(number, id);
    }
    index.setIndexed(session, last);
    tail.indexed = last;
    answers.clear();
  }

  return {
    find(session, participant, id) {
      const tail = tailOf(session);
      const recent = tail.answers.get(participant)?.get(id)?.answer;
      if (recent !== undefined) return JSON.parse(recent);
      if (!tail.seen.mayHave(numberOf(session, tail, participant), id)) return;
      const answer = index.find(session, participant, id);
      return answer === undefined ? undefined : JSON.parse(answer);
    },
    appended(session, event) {
      touched.add(session);
      add(tailOf(session), event);
    },
    save(session, participant, { id, answer }) {
      index.add(session, participant, { id, answer: JSON.stringify(answer) });
      const tail = tailOf(session);
      tail.seen.add(numberOf(session, tail, participant), id);
    },
    writeDue() {
      for (const session of touched) {
        const tail = tailOf(session);
        if (tail.last - tail.indexed > maxTail) writeIndex(session, tail);
      }
    },
    rollBack() {
      for (const session of touched) tails.delete(session);
    },
    committed: () => touched.clear(),
    forget() {
      tails.clear();
      index.forget();
    },
  };
}
