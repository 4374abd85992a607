/**
 * Finds the answers to older commands on disk, by the client's command id. The ids of commands with events are in rows of
 * many (`command_ids`), one row per participant for each part of a log: a row per command would cost as much as its event.
 */
import type { Database } from "bun:sqlite";
import { openAnswerTrim } from "./trim-answers.ts";

export interface AnswerIndex {
  /** Returns the answer to this participant's command with this id, as JSON, if it is there. */
  find(session: string, participant: string, id: string): string | undefined;
  /** Calls `use` with each id of the participant that is in it. */
  forEachId(session: string, participant: string, use: (id: string) => void): void;
  /** Adds the answer to a command without events, as JSON. */
  add(session: string, participant: string, of: { id: string; answer: string }): void;
  /** Adds the ids of a participant whose answers are in the rows of events up to `last`: `[id, seq, id, seq, …]`. */
  addIds(session: string, participant: string, of: { last: number; ids: readonly (string | number)[] }): void;
  /** Returns up to which event of the session the answers are in the index; undefined for an unknown session. */
  indexed(session: string): number | undefined;
  setIndexed(session: string, last: number): void;
}

type Ids = { readonly ids: string };

export function openAnswerIndex(sqlite: Database): AnswerIndex {
  const selectAnswer = sqlite.prepare<{ seq: number | null; answer: string }, [string, string, string]>(
    "SELECT seq, answer FROM answers WHERE session_id = ? AND participant_id = ? AND client_id = ?",
  );
  const selectOwn = sqlite.prepare<{ id: string }, [string, string]>(
    "SELECT client_id AS id FROM answers WHERE session_id = ? AND participant_id = ?",
  );
  const selectIds = sqlite.prepare<Ids, [string, string]>(
    "SELECT ids FROM command_ids WHERE session_id = ? AND participant_id = ?",
  );
  // A person may have tens of thousands of ids: SQLite searches the text of a row in a tenth of the time of parsing it.
  const selectIdsWith = sqlite.prepare<Ids, [string, string, string]>(
    "SELECT ids FROM command_ids WHERE session_id = ? AND participant_id = ? AND instr(ids, ?) ORDER BY last DESC",
  );
  const selectOfEvent = sqlite.prepare<{ answer: string }, [string, number]>(
    "SELECT answer FROM events WHERE session_id = ? AND seq = ?",
  );
  const insert = sqlite.prepare(
    "INSERT INTO answers (session_id, participant_id, client_id, answer, kept) VALUES (?, ?, ?, ?, ?)",
  );
  const insertIds = sqlite.prepare(
    "INSERT INTO command_ids (session_id, participant_id, last, ids) VALUES (?, ?, ?, ?)",
  );
  const selectIndexed = sqlite.prepare<{ indexed: number }, [string]>(
    "SELECT answers_indexed AS indexed FROM sessions WHERE id = ?",
  );
  const updateIndexed = sqlite.prepare("UPDATE sessions SET answers_indexed = ? WHERE id = ?");
  const trim = openAnswerTrim(sqlite);

  /** The event with the answer to this participant's command; undefined if there is none. */
  function seqOf(session: string, participant: string, id: string): number | undefined {
    for (const { ids } of selectIdsWith.all(session, participant, JSON.stringify(id))) {
      for (const [own, seq] of pairsOf(ids)) if (own === id) return seq;
    }
    return undefined;
  }

  return {
    find(session, participant, id) {
      const row = selectAnswer.get(session, participant, id);
      if (row && row.seq === null) return row.answer;
      const seq = row?.seq ?? seqOf(session, participant, id);
      return seq === undefined ? undefined : selectOfEvent.get(session, seq)?.answer;
    },
    forEachId(session, participant, use) {
      for (const { id } of selectOwn.iterate(session, participant)) use(id);
      for (const { ids } of selectIds.iterate(session, participant)) for (const [id] of pairsOf(ids)) use(id);
    },
    add(session, participant, { id, answer }) {
      insert.run(session, participant, id, answer, trim(session, participant));
    },
    addIds(session, participant, { last, ids }) {
      insertIds.run(session, participant, last, JSON.stringify(ids));
    },
    indexed: (session) => selectIndexed.get(session)?.indexed,
    setIndexed(session, last) {
      updateIndexed.run(last, session);
    },
  };
}

/** The ids in a row of `command_ids`, each with its event. */
function* pairsOf(ids: string): Generator<readonly [id: string, seq: number]> {
  const known: (string | number)[] = JSON.parse(ids);
  for (let n = 0; n < known.length; n += 2) yield [String(known[n]), Number(known[n + 1])];
}
