/**
 * The answers to commands by the client's command id, for idempotency: a repeated id gets the same answer.
 *
 * The answer to a command that emitted events is saved in the row of its last event, so that a command costs one insert.
 * Of the events that are not in the index by id (the table `answers`) yet, the answers are in memory. A commit after which
 * these are more than `maxTail` writes them to the index: many rows at once, sorted by its key, cost a fifth of as many
 * single ones. Memory is only a copy: what is not there is read again.
 */
import type { Database } from "bun:sqlite";
import { openAnswerTrim } from "./trim-answers.ts";

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
  /** Registers an event that was appended, with the answer in its row, if any. */
  appended(
    session: string,
    of: { readonly seq: number; readonly actor: string | null; readonly answered?: Answered | undefined },
  ): void;
  /** Saves the answer to a command that emitted no event which is kept. */
  save(session: string, participant: string, answered: Answered): void;
  /** Writes the index of the sessions that are due. Called at the end of each transaction, in it. */
  writeDue(): void;
  /** Forgets what was appended since the last commit: it was rolled back. */
  rollBack(): void;
  /** Called after each commit. */
  committed(): void;
}

/** An answer in the row of an event. */
interface Saved extends Answered {
  readonly seq: number;
  readonly participant: string;
}

/** The end of a session's log that is not in the index. */
interface Tail {
  /** The last event before it. */
  indexed: number;
  last: number;
  readonly answers: Map<string, Saved>;
}

/** How many events of a session are not in the index at most, before the commit that writes them. */
const maxTail = 2000;
/** How many sessions are in memory. */
const maxSessions = 500;

const keyOf = (participant: string, id: string): string => `${participant} ${id}`;

/** The statements on the index by id. */
function openIndex(sqlite: Database) {
  const selectAnswer = sqlite.prepare<{ seq: number | null; answer: string }, [string, string, string]>(
    "SELECT seq, answer FROM answers WHERE session_id = ? AND participant_id = ? AND client_id = ?",
  );
  const selectOfEvent = sqlite.prepare<{ answer: string }, [string, number]>(
    "SELECT answer FROM events WHERE session_id = ? AND seq = ?",
  );
  const insert = sqlite.prepare(
    "INSERT INTO answers (session_id, participant_id, client_id, answer, kept) VALUES (?, ?, ?, ?, ?)",
  );
  const insertOfEvent = sqlite.prepare(
    "INSERT OR IGNORE INTO answers (session_id, participant_id, client_id, answer, seq) VALUES (?, ?, ?, '', ?)",
  );
  const updateIndexed = sqlite.prepare("UPDATE sessions SET answers_indexed = ? WHERE id = ?");
  const trim = openAnswerTrim(sqlite);
  return {
    find(session: string, participant: string, id: string): Answer | undefined {
      const row = selectAnswer.get(session, participant, id);
      if (!row) return;
      const text = row.seq === null ? row.answer : selectOfEvent.get(session, row.seq)?.answer;
      return text === undefined ? undefined : (JSON.parse(text) as Answer);
    },
    add(session: string, participant: string, { id, answer }: Answered): void {
      insert.run(session, participant, id, JSON.stringify(answer), trim(session, participant));
    },
    /** Adds the answers of a session that are in the rows of its events up to `last`. */
    addSaved(session: string, answers: ReadonlyMap<string, Saved>, last: number): void {
      const sorted = Array.from(answers).sort(([one], [other]) => (one < other ? -1 : 1));
      for (const [, { participant, id, seq }] of sorted) insertOfEvent.run(session, participant, id, seq);
      updateIndexed.run(last, session);
    },
  };
}

/** Returns the function that reads the end of a session's log that is not in the index. */
function openTailReader(sqlite: Database): (session: string) => Tail {
  const selectIndexed = sqlite.prepare<{ indexed: number }, [string]>(
    "SELECT answers_indexed AS indexed FROM sessions WHERE id = ?",
  );
  const selectTail = sqlite.prepare<
    { seq: number; participant: string; id: string | null; answer: string },
    [string, number]
  >(
    "SELECT seq, actor AS participant, client_id AS id, answer FROM events WHERE session_id = ? AND seq > ? ORDER BY seq",
  );
  return (session) => {
    const { indexed = 0 } = selectIndexed.get(session) ?? {};
    const tail: Tail = { indexed, last: indexed, answers: new Map() };
    for (const { seq, participant, id, answer } of selectTail.all(session, indexed)) {
      tail.last = seq;
      if (id !== null) tail.answers.set(keyOf(participant, id), { seq, participant, id, answer: JSON.parse(answer) });
    }
    return tail;
  };
}

export function openAnswers(sqlite: Database): Answers {
  const index = openIndex(sqlite);
  const read = openTailReader(sqlite);
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

  return {
    find: (session, participant, id) =>
      tailOf(session).answers.get(keyOf(participant, id))?.answer ?? index.find(session, participant, id),
    appended(session, { seq, actor, answered }) {
      touched.add(session);
      const tail = tailOf(session);
      tail.last = seq;
      if (!answered || actor === null) return;
      tail.answers.set(keyOf(actor, answered.id), { seq, participant: actor, ...answered });
    },
    save: index.add,
    writeDue() {
      for (const session of touched) {
        const tail = tailOf(session);
        if (tail.last - tail.indexed <= maxTail) continue;
        index.addSaved(session, tail.answers, tail.last);
        tail.indexed = tail.last;
        tail.answers.clear();
      }
    },
    rollBack() {
      for (const session of touched) tails.delete(session);
    },
    committed: () => touched.clear(),
  };
}
