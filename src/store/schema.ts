/**
 * The whole database on one page. A class is its log (`events`); accounts, lessons and the list of sessions are
 * tables, and so is all that the quality board keeps. For people with a SQL tool the first migration adds views over the log: `participants`, `step_controls`.
 */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { alertStatuses, alertTypes } from "../domain/spc/alerts.ts";
import { chartKinds } from "../domain/spc/kinds.ts";

/** What is known about the database itself, such as its epoch. */
export const meta = sqliteTable("meta", { key: text().primaryKey(), value: text().notNull() });

export const users = sqliteTable(
  "users",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    role: text({ enum: ["teacher", "student", "guest"] }).notNull(),
    /** argon2id; guests and the keeper of the teacher key have none. */
    password_hash: text(),
    created_at: integer().notNull(),
  },
  (table) => [uniqueIndex("users_name").on(sql`lower(${table.name})`).where(sql`${table.role} <> 'guest'`)],
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
  },
  (table) => [index("sessions_instructor").on(table.instructor_id, table.id)],
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
  },
  (table) => [primaryKey({ columns: [table.session_id, table.participant_id, table.client_id] })],
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

/** What is measured, and how its process stands: `process` is the fold over its measurements, written with them. */
export const products = sqliteTable(
  "products",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    code: text().notNull(),
    name: text().notNull(),
    lsl: real(),
    usl: real(),
    target: real(),
    subgroup_size: integer().notNull(),
    chart: text({ enum: chartKinds }).notNull(),
    /** JSON: the numbers of the rules that alert. */
    rules: text().notNull(),
    /** JSON. */
    process: text().notNull(),
    /** The version of `limits` in force; null while they are computed from all data. */
    limits_version: integer(),
    created_at: integer().notNull(),
  },
  (table) => [uniqueIndex("products_code").on(sql`lower(${table.code})`)],
);

const ofProduct = () =>
  integer()
    .notNull()
    .references(() => products.id, { onDelete: "cascade" });

export const measurements = sqliteTable(
  "measurements",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    subgroup_number: integer().notNull(),
    sample_number: integer().notNull(),
    value: real().notNull(),
    is_within_spec: integer({ mode: "boolean" }).notNull(),
    /** Null until its subgroup is complete. */
    is_within_control: integer({ mode: "boolean" }),
    measured_at: integer().notNull(),
  },
  (table) => [
    uniqueIndex("measurements_sample").on(table.product_id, table.subgroup_number, table.sample_number),
    index("measurements_product").on(table.product_id, table.id),
    index("measurements_number").on(table.product_id, table.sample_number),
  ],
);

/** What the charts plot: one point for each complete subgroup, as it was judged when it came. */
export const points = sqliteTable(
  "points",
  {
    product_id: ofProduct(),
    subgroup_number: integer().notNull(),
    value: real().notNull(),
    secondary: real(),
    /** JSON: the numbers of the chosen rules that it completes. */
    violations: text().notNull(),
    is_within_control: integer({ mode: "boolean" }).notNull(),
    /** The version of the limits it was judged by; 0 for those computed from all data then. */
    limits_version: integer().notNull(),
    measured_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.product_id, table.subgroup_number] })],
);

/** Control limits that were frozen, by version: 1, 2, 3 … of each product. */
export const limits = sqliteTable(
  "limits",
  {
    product_id: ofProduct(),
    version: integer().notNull(),
    from_subgroup: integer().notNull(),
    to_subgroup: integer().notNull(),
    subgroups: integer().notNull(),
    /** JSON: center, ucl, lcl, those of the secondary chart, sigma and its estimator. */
    lines: text().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.product_id, table.version] })],
);

export const capabilities = sqliteTable(
  "capabilities",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    /** JSON: the indices, and what they were computed from. */
    analysis: text().notNull(),
    analyzed_at: integer().notNull(),
  },
  (table) => [index("capabilities_product").on(table.product_id, table.id)],
);

export const alerts = sqliteTable(
  "alerts",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    alert_type: text({ enum: alertTypes }).notNull(),
    priority: integer().notNull(),
    title: text().notNull(),
    message: text().notNull(),
    /** JSON: what is behind it, in numbers; null where someone wrote it. */
    detail: text(),
    status: text({ enum: alertStatuses }).notNull(),
    created_at: integer().notNull(),
    acknowledged_at: integer(),
    resolved_at: integer(),
  },
  (table) => [
    index("alerts_product").on(table.product_id, table.id),
    index("alerts_created").on(table.created_at),
    index("alerts_unresolved").on(table.product_id).where(sql`status <> 'RESOLVED'`),
  ],
);

/** What a user wants to be notified of. */
export const preferences = sqliteTable("preferences", {
  user_id: integer()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** JSON: ids of products; null for all. */
  products: text(),
  min_priority: integer().notNull(),
});

/** Users that are devices: their credential writes measurements, of one product where it is for that alone. */
export const devices = sqliteTable("devices", {
  user_id: integer()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  product_id: integer().references(() => products.id, { onDelete: "cascade" }),
  created_at: integer().notNull(),
  last_used_at: integer(),
});

/** Which measurements a client's own key stood for: the same key again writes nothing twice. */
export const receipts = sqliteTable(
  "receipts",
  {
    /** The user; 0 for nobody in particular. */
    user_id: integer().notNull(),
    key: text().notNull(),
    /** JSON: ids. */
    measurements: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.user_id, table.key] })],
);
