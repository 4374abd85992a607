/**
 * The tables of the classes; those of the quality board are in `board-schema.ts`. A class is its log (`events`);
 * accounts, lessons and the list of sessions are tables. For people with a SQL tool the first migration adds views over
 * the log: `participants`, `step_controls`.
 */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** What is known about the database itself, such as its epoch. */
export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });

export const users = sqliteTable(
  "users",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    /** The name as it is compared (`nameKey`); null for guests. Written by the program: SQLite folds only A to Z. */
    name_key: text(),
    role: text({ enum: ["teacher", "student", "guest"] }).notNull(),
    /** argon2id; guests and the keeper of the teacher key have none. */
    password_hash: text(),
    created_at: integer().notNull(),
  },
  (table) => [
    uniqueIndex("users_name").on(sql`lower(${table.name})`).where(sql`${table.role} <> 'guest'`),
    // Not unique: names that differed before keys were compared keep their accounts.
    index("users_name_key").on(table.name_key).where(sql`${table.role} <> 'guest'`),
    index("users_guest").on(table.created_at).where(sql`${table.role} = 'guest'`),
  ],
);

export const credentials = sqliteTable(
  "credentials",
  {
    /** SHA-256 of the token; the token itself is nowhere. */
    hash: text().primaryKey(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
  },
  (table) => [index("credentials_user").on(table.user_id)],
);

export const lessons = sqliteTable("lessons", {
  id: integer().primaryKey({ autoIncrement: true }),
  title: text().notNull(),
  owner_id: integer()
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  created_at: integer().notNull(),
});

export const subtasks = sqliteTable(
  "subtasks",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    lesson_id: integer()
      .notNull()
      .references(() => lessons.id, { onDelete: "cascade" }),
    order_index: integer().notNull(),
    title: text().notNull(),
    target_action: text(),
    guide_text: text(),
    voice_guide_text: text(),
  },
  (table) => [index("subtasks_lesson").on(table.lesson_id, table.order_index)],
);

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    code: text().notNull().unique(),
    instructor_id: integer()
      .notNull()
      .references(() => users.id),
    created_at: integer().notNull(),
    /** When its deletion began, which happens in slices. Nobody finds the session from then on. */
    deleted_at: integer(),
  },
  (table) => [
    index("sessions_instructor").on(table.instructor_id, table.id),
    index("sessions_deleted").on(table.id).where(sql`deleted_at IS NOT NULL`),
  ],
);

/** Who has a seat in which session: an index of the logs by user and by browser. */
export const seats = sqliteTable(
  "seats",
  {
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    participant_id: text().notNull(),
    /** SHA-256 of the id of the browser that took the seat; null if it has none. */
    browser: text(),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.user_id] }),
    index("seats_user").on(table.user_id),
    index("seats_browser").on(table.session_id, table.browser).where(sql`browser IS NOT NULL`),
  ],
);

/** What happened in a class, in order: `seq` counts 1, 2, 3 … within its session. Only ever added to. */
export const events = sqliteTable(
  "events",
  {
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    seq: integer().notNull(),
    /** Milliseconds since 1970. */
    at: integer().notNull(),
    type: text().notNull(),
    /** The participant who did it; null where the room did. */
    actor: text(),
    /** JSON. */
    data: text().notNull(),
    /** 1: it changes the session's own card. */
    card: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.seq] }),
    // Which classes somebody is in, and which they were removed from. (drizzle-kit splits an expression at its commas.)
    index("events_joined").on(sql`"data" ->> '$.user_id'`).where(sql`type = 'participant.joined'`),
    index("events_removed")
      .on(table.session_id, sql`"data" ->> '$.participant_id'`)
      .where(sql`type = 'participant.removed'`),
    index("events_card").on(table.session_id, table.seq).where(sql`card = 1`),
  ],
);

/** What a client's command was answered, by the client's own id for it: the same id again gets the same answer. */
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
    /** Their order: the oldest of too many are deleted. */
    kept: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.session_id, table.participant_id, table.client_id] }),
    index("answers_kept").on(table.session_id, table.participant_id, table.kept),
  ],
);

/** When somebody was last heard, written in batches: a sign of life is no event of the class. */
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

/** Pictures that were uploaded, by the name of their file. What a session's participants may upload is counted here. */
export const uploads = sqliteTable(
  "uploads",
  {
    name: text().primaryKey(),
    /** Null if a teacher uploaded it for no session in particular. */
    session_id: text().references(() => sessions.id, { onDelete: "cascade" }),
    /** Null if whoever uploaded it has no seat in the session. */
    participant_id: text(),
    user_id: integer().notNull(),
    bytes: integer().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [index("uploads_participant").on(table.session_id, table.participant_id)],
);
