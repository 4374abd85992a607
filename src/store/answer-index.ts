/**
 * Where the answers to older commands are on disk, by the client's command id. Ids of commands with events are many in a row
 * (`command_ids`): one row per participant for each part of a log, because a row per command costs as much as the event.
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
  /** Returns the last event of the session whose answer is in the index. */
  indexed(session: string): number;
  setIndexed(session: string, last: number): void;
  /** Drops all that is in memory. */
  forget(): void;
}

type Ids = { readonly ids: string };

/** How many ids of participants who repeated an older one are in memory. */
const maxRepeated = 300_000;

/** The ids of those who repeated an older one, because whoever repeats one may repeat more. */
function createRepeated() {
  const all = new Map<string, ReadonlyMap<string, number>>();
  let size = 0;
  function remove(key: string): void {
    size -= all.get(key)?.size ?? 0;
    all.delete(key);
  }
  return {
    get: (key: string) => all.get(key),
    delete: remove,
    clear() {
      all.clear();
      size = 0;
    },
    set(key: string, events: ReadonlyMap<string, number>) {
      remove(key);
      all.set(key, events);
      size += events.size;
      for (const oldest of all.keys()) {
        if (size <= maxRepeated) return;
        remove(oldest);
      }
    },
  };
}

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

  /** The events with the answers to a participant's commands, by id. */
  function readEvents(session: string, participant: string): Map<string, number> {
    const events = new Map<string, number>();
    for (const { ids } of selectIds.iterate(session, participant)) {
      const known: (string | number)[] = JSON.parse(ids);
      for (let n = 0; n < known.length; n += 2) events.set(String(known[n]), Number(known[n + 1]));
    }
    return events;
  }

  const repeated = createRepeated();
  const keyOf = (session: string, participant: string) => `${session} ${participant}`;

  function seqOf(session: string, participant: string, id: string): number | undefined {
    const key = keyOf(session, participant);
    const events = repeated.get(key) ?? readEvents(session, participant);
    repeated.set(key, events);
    return events.get(id);
  }

  return {
    forget: repeated.clear,
    find(session, participant, id) {
      const row = selectAnswer.get(session, participant, id);
      if (row && row.seq === null) return row.answer;
      const seq = row?.seq ?? seqOf(session, participant, id);
      return seq === undefined ? undefined : selectOfEvent.get(session, seq)?.answer;
    },
    forEachId(session, participant, use) {
      for (const { id } of selectOwn.iterate(session, participant)) use(id);
      for (const id of readEvents(session, participant).keys()) use(id);
    },
    add(session, participant, { id, answer }) {
      insert.run(session, participant, id, answer, trim(session, participant));
    },
    addIds(session, participant, { last, ids }) {
      repeated.delete(keyOf(session, participant));
      insertIds.run(session, participant, last, JSON.stringify(ids));
    },
    indexed: (session) => selectIndexed.get(session)?.indexed ?? 0,
    setIndexed(session, last) {
      updateIndexed.run(last, session);
    },
  };
}
