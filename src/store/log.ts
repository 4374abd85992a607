/**
 * The log of every session: what happened, in order, numbered 1, 2, 3 … in each. The first of the two seams for a
 * second machine: append after an expected `seq`, read since one.
 */
import type { Database } from "bun:sqlite";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { activity, answers, events } from "./schema.ts";
import { openAnswerTrim } from "./trim-answers.ts";
import type { WriteLock } from "./write-lock.ts";

/** A kept event as it stands in the log. */
export interface Entry {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type: string;
  /** The participant who did it; null where the room did. */
  readonly actor: string | null;
  readonly data: unknown;
  /** Whether it changes the session's own card. */
  readonly card: boolean;
}

/** What a client's command was answered. */
export type Answer = { readonly result: unknown } | { readonly fault: { code: string; message: string } };

export interface Log {
  /**
   * Runs `work` in one transaction: all that it appends is on disk when this returns, or nothing is and it throws. Does not
   * wait for another program's write lock: throws SQLITE_BUSY then, before `work` is called.
   */
  batch<T>(work: () => T): T;
  /** Runs `work` within a batch; where it throws, what it wrote is taken back and the batch goes on. */
  attempt<T>(work: () => T): T;
  /** Adds an entry; throws where the session already has that `seq`. */
  append(session: string, entry: Entry): void;
  /** The entries after `seq`, in order, `limit` at the most. */
  since(session: string, seq: number, limit: number): Entry[];
  /**
   * The entries of these types after `seq` up to `last`, in order, `limit` at the most. It passes over every entry of
   * another type in between: ask for short ranges.
   */
  range(session: string, of: { seq: number; last: number; types: readonly string[]; limit: number }): Entry[];
  /** The entries that make the cards of these sessions, in order within each. */
  cards(sessions: readonly string[]): Map<string, Entry[]>;
  /** What this participant's command of this id was answered, if it was. */
  answer(session: string, participant: string, client_id: string): Answer | undefined;
  keepAnswer(session: string, participant: string, client_id: string, answer: Answer): void;
  /** When each participant of a session was last heard, in milliseconds, as far as it was written. */
  activity(session: string): Map<string, number>;
  keepActivity(session: string, participant: string, last_active_at: number): void;
}

/** The log in SQLite. Statements are prepared: a built one costs ten times as much. */
export function openLog(sqlite: Database, db: BunSQLiteDatabase, lock: Pick<WriteLock, "withoutWaiting">): Log {
  const slot = sql.placeholder;
  const insert = db
    .insert(events)
    .values({
      session_id: slot("session"),
      seq: slot("seq"),
      at: slot("at"),
      type: slot("type"),
      actor: slot("actor"),
      data: slot("data"),
      card: slot("card"),
    })
    .prepare();
  const read = db
    .select()
    .from(events)
    .where(and(eq(events.session_id, slot("session")), gt(events.seq, slot("seq"))))
    .orderBy(asc(events.seq))
    .limit(slot("limit"))
    .prepare();
  const readTypes = db
    .select()
    .from(events)
    .where(
      and(
        eq(events.session_id, slot("session")),
        gt(events.seq, slot("seq")),
        lte(events.seq, slot("last")),
        sql`${events.type} IN (SELECT value FROM json_each(${slot("types")}))`,
      ),
    )
    .orderBy(asc(events.seq))
    .limit(slot("limit"))
    .prepare();
  const answered = db
    .select({ answer: answers.answer })
    .from(answers)
    .where(
      and(
        eq(answers.session_id, slot("session")),
        eq(answers.participant_id, slot("participant")),
        eq(answers.client_id, slot("client_id")),
      ),
    )
    .prepare();
  const keep = db
    .insert(answers)
    .values({
      session_id: slot("session"),
      participant_id: slot("participant"),
      client_id: slot("client_id"),
      answer: slot("answer"),
      kept: slot("kept"),
    })
    .prepare();
  const touch = db
    .insert(activity)
    .values({ session_id: slot("session"), participant_id: slot("participant"), last_active_at: slot("at") })
    .onConflictDoUpdate({
      target: [activity.session_id, activity.participant_id],
      set: { last_active_at: sql`excluded.last_active_at` },
    })
    .prepare();
  const trimAnswers = openAnswerTrim(sqlite);
  const transaction = sqlite.transaction((work: () => unknown) => work());

  return {
    batch: <T>(work: () => T) => lock.withoutWaiting(() => transaction.immediate(work)) as T,
    attempt: <T>(work: () => T) => transaction(work) as T,
    append(session, { seq, at, type, actor, data, card }) {
      insert.run({ session, seq, at, type, actor, data: JSON.stringify(data), card: card ? 1 : 0 });
    },
    since: (session, seq, limit) => read.all({ session, seq, limit }).map(toEntry),
    range: (session, { seq, last, types, limit }) =>
      readTypes.all({ session, seq, last, types: JSON.stringify(types), limit }).map(toEntry),
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
    answer(session, participant, client_id) {
      const row = answered.get({ session, participant, client_id });
      return row && (JSON.parse(row.answer) as Answer);
    },
    keepAnswer(session, participant, client_id, answer) {
      const kept = trimAnswers(session, participant);
      keep.run({ session, participant, client_id, answer: JSON.stringify(answer), kept });
    },
    activity: (session) =>
      new Map(
        db
          .select()
          .from(activity)
          .where(eq(activity.session_id, session))
          .all()
          .map((row) => [row.participant_id, row.last_active_at]),
      ),
    keepActivity(session, participant, at) {
      touch.run({ session, participant, at });
    },
  };
}

function toEntry({ seq, at, type, actor, data, card }: typeof events.$inferSelect): Entry {
  return { seq, at, type, actor, data: JSON.parse(data), card: card === 1 };
}
