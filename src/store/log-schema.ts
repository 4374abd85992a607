/** The tables of the sessions' logs. For use with SQL tools, migrations add views over the log: see `schema.ts`. */
import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { sessions } from "./schema.ts";

/**
 * The logs of the sessions, append-only: `seq` counts 1, 2, 3 … within a session. The rows of all sessions are in the
 * order in which they were written, so that a commit writes few pages. A foreign key would be checked for each event;
 * instead, `tails.ts` refuses events of an unknown session, and `deletions.ts` deletes the events before their session.
 */
export const events = sqliteTable(
  "events",
  {
    session_id: text().notNull(),
    seq: integer().notNull(),
    /** Milliseconds since 1970. */
    at: integer().notNull(),
    type: text().notNull(),
    /** The participant who caused it; null if the room did. */
    actor: text(),
    /** JSON. */
    data: text().notNull(),
    /** 1: it changes the session's card. */
    card: integer().notNull().default(0),
    /** The id of the command of which this is the last event, if the client gave one. */
    client_id: text(),
    /** JSON: the answer to that command. */
    answer: text(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.seq] }),
    // A user's classes, and those they were removed from. (drizzle-kit splits an expression at its commas.)
    index("events_joined").on(sql`"data" ->> '$.user_id'`).where(sql`type = 'participant.joined'`),
    index("events_removed")
      .on(table.session_id, sql`"data" ->> '$.participant_id'`)
      .where(sql`type = 'participant.removed'`),
    index("events_card").on(table.session_id, table.seq).where(sql`card = 1`),
  ],
);

/**
 * The ids of a participant's commands whose answers are in the rows of events, for each part of the log up to the event
 * `last` (`answers.ts`).
 */
export const commandIds = sqliteTable(
  "command_ids",
  {
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    participant_id: text().notNull(),
    last: integer().notNull(),
    /** JSON: `[id, seq, id, seq, …]`. */
    ids: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.participant_id, table.last] })],
);

/**
 * Answers to commands without events by the client's command id, for idempotency: a repeated id gets the same answer. If
 * `seq` is set, which no new row has, the answer is in the row of that event.
 */
export const answers = sqliteTable(
  "answers",
  {
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    participant_id: text().notNull(),
    client_id: text().notNull(),
    /** JSON. */
    answer: text().notNull(),
    /** The order of a participant's answers, by which the oldest are deleted. */
    kept: integer().notNull().default(0),
    seq: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.participant_id, table.client_id] }),
    index("answers_kept").on(table.session_id, table.participant_id, table.kept).where(sql`seq IS NULL`),
  ],
);

/** When each participant was last active. Written in batches, not as events of the log. */
export const activity = sqliteTable(
  "activity",
  {
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    participant_id: text().notNull(),
    last_active_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.participant_id] })],
);

/** The folded state of each session with a long log, up to the event `seq`. A copy: it can be deleted. */
export const snapshots = sqliteTable("snapshots", {
  session_id: text()
    .primaryKey()
    .references(() => sessions.id, { onDelete: "cascade" }),
  /** The version of the program and of its folds: another version ignores it. */
  version: text().notNull(),
  seq: integer().notNull(),
  at: integer().notNull(),
  state: blob().notNull(),
});
