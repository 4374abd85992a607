/**
 * The logs of the sessions: each session's events, numbered 1, 2, 3 … in order. Append with the next `seq`, read since a
 * `seq`.
 */
import type { Database } from "bun:sqlite";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { type Answer, type Answered, openAnswers } from "./answers.ts";
import { activity, events } from "./log-schema.ts";
import type { WriteLock } from "./write-lock.ts";

/** An event stored in the log. */
export interface Entry {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  /** The participant who caused it; null if the room did. */
  readonly actor: string | null;
  readonly data: unknown;
  /** Whether it changes the session's card. */
  readonly card: boolean;
}

export interface Log {
  /**
   * Runs `work` in one transaction: when it returns, everything appended is on disk; if it throws, nothing is. Does not
   * wait for another program's write lock: it throws SQLITE_BUSY before calling `work`.
   */
  batch<T>(work: () => T): T;
  /** Runs `work` in a savepoint of a batch: if it throws, its writes are rolled back and the batch can continue. */
  attempt<T>(work: () => T): T;
  /**
   * Adds an entry, with the answer to the actor's command if this is its last event. Throws if there is that `seq`, or no
   * such session.
   */
  append(session: string, entry: Entry, answered?: Answered): void;
  /** The first `limit` entries after `seq`, in order. */
  since(session: string, seq: number, limit: number): Entry[];
  /**
   * The first `limit` entries of these types after `seq` up to `last`, in order. Reads every entry of the range, so use
   * short ranges.
   */
  range(session: string, of: { seq: number; last: number; types: readonly string[]; limit: number }): Entry[];
  /** The entries from which the cards of these sessions are folded, in order within each session. */
  cards(sessions: readonly string[]): Map<string, Entry[]>;
  /** The saved answer to this participant's command with this id, if there is one. */
  answer(session: string, participant: string, id: string): Answer | undefined;
  /** Saves the answer to a command that appended nothing. */
  saveAnswer(session: string, participant: string, answered: Answered): void;
  /** When each participant of a session was last active, in ms since 1970, if it was stored. */
  activity(session: string): Map<string, number>;
  saveActivity(session: string, participant: string, last_active_at: number): void;
  /** Drops the answers that are in memory, or those of a session. */
  forget(session?: string): void;
}

/** Opens the log in SQLite. Statements are prepared once: building one for each call costs ten times as much. */
export function openLog(sqlite: Database, db: BunSQLiteDatabase, lock: Pick<WriteLock, "withoutWaiting">): Log {
  const param = sql.placeholder;
  // Without Drizzle, whose prepared statements cost twice as much as the insert: these run for each command and entry.
  const insert = sqlite.prepare(
    "INSERT INTO events (session_id, seq, at, type, actor, data, card, client_id, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const selectSince = sqlite.prepare<Row, [string, number, number]>(
    "SELECT seq, at, type, actor, data, card FROM events WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?",
  );
  const selectTypes = db
    .select()
    .from(events)
    .where(
      and(
        eq(events.session_id, param("session")),
        gt(events.seq, param("seq")),
        lte(events.seq, param("last")),
        sql`${events.type} IN (SELECT value FROM json_each(${param("types")}))`,
      ),
    )
    .orderBy(asc(events.seq))
    .limit(param("limit"))
    .prepare();
  const upsertActivity = db
    .insert(activity)
    .values({ session_id: param("session"), participant_id: param("participant"), last_active_at: param("at") })
    .onConflictDoUpdate({
      target: [activity.session_id, activity.participant_id],
      set: { last_active_at: sql`excluded.last_active_at` },
    })
    .prepare();
  const answers = openAnswers(sqlite);
  const transaction = sqlite.transaction((work: () => unknown) => work());
  const withIndex = (work: () => unknown) => {
    const result = work();
    answers.writeDue();
    return result;
  };

  return {
    batch: <T>(work: () => T) => {
      try {
        return lock.withoutWaiting(() => transaction.immediate(() => withIndex(work))) as T;
      } catch (cause) {
        answers.rollBack();
        throw cause;
      } finally {
        answers.end();
      }
    },
    attempt: <T>(work: () => T) => {
      try {
        return transaction(work) as T;
      } catch (cause) {
        answers.rollBack();
        throw cause;
      }
    },
    append(session, { seq, at, type, actor, data, card }, answered) {
      const answer = answered ? JSON.stringify(answered.answer) : null;
      const id = answered?.id ?? null;
      insert.run(session, seq, at, type, actor, JSON.stringify(data), card ? 1 : 0, id, answer);
      answers.appended(session, { seq, actor, id, answer });
    },
    since: (session, seq, limit) => selectSince.all(session, seq, limit).map(toEntry),
    range: (session, { seq, last, types, limit }) =>
      selectTypes.all({ session, seq, last, types: JSON.stringify(types), limit }).map(toEntry),
    cards(ids) {
      const found = new Map<string, Entry[]>(ids.map((id) => [id, []]));
      const rows = db
        .select()
        .from(events)
        .where(and(inArray(events.session_id, [...ids]), sql`${events.card} = 1`))
        .orderBy(asc(events.session_id), asc(events.seq))
        .all();
      for (const row of rows) found.get(row.session_id)?.push(toEntry(row));
      return found;
    },
    answer: answers.find,
    saveAnswer: answers.save,
    activity: (session) =>
      new Map(
        db
          .select()
          .from(activity)
          .where(eq(activity.session_id, session))
          .all()
          .map((row) => [row.participant_id, row.last_active_at]),
      ),
    saveActivity(session, participant, at) {
      upsertActivity.run({ session, participant, at });
    },
    forget: answers.forget,
  };
}

type Row = Pick<typeof events.$inferSelect, "seq" | "at" | "type" | "actor" | "data" | "card">;

function toEntry({ seq, at, type, actor, data, card }: Row): Entry {
  return { seq, at, type, actor, data: JSON.parse(data), card: card === 1 };
}
