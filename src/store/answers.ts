/**
 * The answers to commands by the client's command id, for idempotency: a repeated id gets the same answer.
 *
 * The answer to a command that emitted events is saved in the row of its last event, so that a command costs one insert.
 * Of the newest events of a log, its tail, the answers are in memory (`tails.ts`). A commit after which the tail is longer than
 * `maxTail` writes its ids to the index on disk (`answer-index.ts`). Of these, memory remembers only which were probably
 * used, so that a new id is not looked up on disk. Memory is only a copy: what is not there is read again.
 */
import type { Database } from "bun:sqlite";
import { openAnswerIndex } from "./answer-index.ts";
import { type Appended, openTails, type Tail } from "./tails.ts";

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
  /** Drops the tails with events of the current transaction: all of it was rolled back, or a part. */
  rollBack(): void;
  /** Called after each transaction, also if it was rolled back. */
  end(): void;
  /** Drops all that is in memory, or that of a session. */
  forget(session?: string): void;
}

/** How many events of a session are not in the index at most, before the commit that writes them. */
const maxTail = 2000;

export function openAnswers(sqlite: Database): Answers {
  const index = openAnswerIndex(sqlite);
  const tails = openTails(sqlite, index);
  /** Sessions with events of the current transaction. */
  const touched = new Set<string>();

  /** Returns the participant's number in `seen`. At the first call, their ids in the index are added to `seen`. */
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
    tails.empty(tail);
  }

  return {
    find(session, participant, id) {
      const tail = tails.of(session);
      if (!tail) return;
      const recent = tail.answers.get(participant)?.get(id)?.answer;
      if (recent !== undefined) return JSON.parse(recent);
      if (!tail.seen.mayHave(numberOf(session, tail, participant), id)) return;
      const answer = index.find(session, participant, id);
      return answer === undefined ? undefined : JSON.parse(answer);
    },
    appended(session, event) {
      touched.add(session);
      tails.add(session, event);
    },
    save(session, participant, { id, answer }) {
      index.add(session, participant, { id, answer: JSON.stringify(answer) });
      const tail = tails.of(session);
      tail?.seen.add(numberOf(session, tail, participant), id);
    },
    writeDue() {
      for (const session of touched) {
        const tail = tails.of(session);
        if (tail && tail.last - tail.indexed > maxTail) writeIndex(session, tail);
      }
    },
    rollBack() {
      for (const session of touched) tails.drop(session);
    },
    end: () => touched.clear(),
    forget: (session) => (session === undefined ? tails.dropAll() : tails.drop(session)),
  };
}
