/**
 * The tables of accounts, lessons and sessions; those of the quality board are in `board-schema.ts`. What happened in a
 * session is in its log (`events`). For use with SQL tools, migrations add views over the log: `participants`,
 * `step_controls`, `questions`, `messages`.
 */
import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** Facts about the database itself, such as its epoch. */
export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });

export const users = sqliteTable(
  "users",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    /** The name in the form used for comparison (`nameKey`); null for guests. SQLite itself folds only A to Z. */
    name_key: text(),
    role: text({ enum: ["teacher", "student", "guest"] }).notNull(),
    /** argon2id; null for guests and for the account of the teacher key. */
    password_hash: text(),
    created_at: integer().notNull(),
  },
  (table) => [
    uniqueIndex("users_name").on(sql`lower(${table.name})`).where(sql`${table.role} <> 'guest'`),
    // Not unique: accounts created before this column existed may have equal keys.
    index("users_name_key").on(table.name_key).where(sql`${table.role} <> 'guest'`),
    index("users_guest").on(table.created_at).where(sql`${table.role} = 'guest'`),
  ],
);

export const credentials = sqliteTable(
  "credentials",
  {
    /** SHA-256 of the token; the token itself is not stored. */
    hash: text().primaryKey(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
    /** What a program's token is called; null for a person who signed in. */
    label: text(),
    /** The only session that a program's token reaches; null: everything of the user. */
    session_id: text().references((): AnySQLiteColumn => sessions.id, { onDelete: "cascade" }),
    /** What a program may do with its token; null for a person who signed in. */
    may: text({ enum: ["read", "write"] }),
    /** When a program last used its token, to the minute. */
    last_used_at: integer(),
  },
  (table) => [
    index("credentials_user").on(table.user_id),
    index("credentials_session").on(table.session_id).where(sql`session_id IS NOT NULL`),
  ],
);

export const lessons = sqliteTable(
  "lessons",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    title: text().notNull(),
    owner_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    created_at: integer().notNull(),
    /** When its title or its steps last changed, in milliseconds since 1970. */
    updated_at: integer().notNull().default(0),
    /** When it was archived; null if it is in use. */
    archived_at: integer(),
    /** JSON: a list of texts. */
    tags: text().notNull().default("[]"),
    /** Title and steps in the form used for comparison (`nameKey`); null until `lesson-backfill.ts` has filled it in. */
    search: text(),
  },
  (table) => [index("lessons_owner").on(table.owner_id, table.id)],
);

/** Earlier versions of the lessons, and the current one. */
export const lesson_versions = sqliteTable(
  "lesson_versions",
  {
    lesson_id: integer()
      .notNull()
      .references(() => lessons.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    saved_at: integer().notNull(),
    /** Who saved it; not a reference, because versions outlive accounts. */
    user_id: integer().notNull(),
    restored_from: integer(),
    title: text().notNull(),
    steps: integer().notNull(),
    /** JSON: the steps with their ids. */
    subtasks: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.lesson_id, table.version] })],
);

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
    /** Markdown; `guide_text` is the same text without markup. */
    content: text(),
    guide_text: text(),
    voice_guide_text: text(),
    /** JSON: the polls that are prepared at it; null without any. */
    polls: text(),
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
    /** When its deletion began. The session is hidden from then on, and its rows are deleted in slices. */
    deleted_at: integer(),
    // An index of its log, for finding it: written with each event that changes its card; null in older databases until
    // `live/session-index.ts` has filled it in.
    /** Title, code and lesson in the form used for comparison (`nameKey`). */
    search: text(),
    lesson_id: integer(),
    ended: integer({ mode: "boolean" }),
    /** When it started, or was created if it has not started. */
    held_at: integer(),
    /** The events up to this one are in the index of answers (`answers`). */
    answers_indexed: integer().notNull().default(0),
  },
  (table) => [
    index("sessions_lesson").on(table.lesson_id).where(sql`lesson_id IS NOT NULL`),
    index("sessions_instructor").on(table.instructor_id, table.id),
    index("sessions_deleted").on(table.id).where(sql`deleted_at IS NOT NULL`),
  ],
);

/** Seats: an index of the logs by user and by browser. */
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

/** The credentials of projectors: each shows one session. */
export const screens = sqliteTable(
  "screens",
  {
    /** SHA-256 of the token; the token itself is not stored. */
    hash: text().primaryKey(),
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
  },
  (table) => [index("screens_session").on(table.session_id, table.created_at)],
);

/** Uploaded pictures by file name. Quotas for uploads are computed from this table. */
export const uploads = sqliteTable(
  "uploads",
  {
    name: text().primaryKey(),
    /** Null if a teacher uploaded it outside of a session. */
    session_id: text().references(() => sessions.id, { onDelete: "cascade" }),
    /** Null if the user who uploaded it has no seat in the session. */
    participant_id: text(),
    user_id: integer().notNull(),
    bytes: integer().notNull(),
    created_at: integer().notNull(),
    /** It was uploaded for lessons: it is deleted if no lesson and no session has used it for some time. */
    for_lessons: integer({ mode: "boolean" }).notNull().default(false),
  },
  (table) => [
    index("uploads_participant").on(table.session_id, table.participant_id),
    index("uploads_for_lessons").on(table.created_at).where(sql`for_lessons = 1`),
  ],
);

/** Pictures that a lesson or one of its versions uses. */
export const lesson_pictures = sqliteTable(
  "lesson_pictures",
  {
    lesson_id: integer()
      .notNull()
      .references(() => lessons.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** The latest version that has it. */
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.lesson_id, table.name] }), index("lesson_pictures_name").on(table.name)],
);

/** Pictures that the lesson of a session uses or used. */
export const session_pictures = sqliteTable(
  "session_pictures",
  {
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    name: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.session_id, table.name] }), index("session_pictures_name").on(table.name)],
);

/** Invitations of co-teachers, and who accepted them. */
export const coTeachers = sqliteTable(
  "co_teachers",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    session_id: text()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    /** Whom the teacher invited. */
    name: text().notNull(),
    /** SHA-256 of the invitation's secret, which is not stored. */
    hash: text().notNull().unique(),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
    /** Who accepted it; null until then. */
    user_id: integer().references(() => users.id, { onDelete: "cascade" }),
    participant_id: text(),
  },
  (table) => [index("co_teachers_session").on(table.session_id), index("co_teachers_user").on(table.user_id)],
);
