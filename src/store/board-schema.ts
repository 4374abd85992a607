/** The tables of the quality board. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { alertStatuses, alertTypes } from "../domain/spc/alerts.ts";
import { chartKinds } from "../domain/spc/kinds.ts";
import { permissions } from "../domain/spc/permission.ts";
import { folders } from "./folder-schema.ts";
import { users } from "./schema.ts";

/** Products. `process` is the fold over the product's measurements, written in the same commit as they are. */
export const products = sqliteTable(
  "products",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    code: text().notNull(),
    name: text().notNull(),
    /** The unit of the values; null without one. */
    unit: text(),
    lsl: real(),
    usl: real(),
    target: real(),
    subgroup_size: integer().notNull(),
    chart: text({ enum: chartKinds }).notNull(),
    /** JSON: the options of the chart that are not the default. */
    options: text().notNull().default("{}"),
    /** JSON: the numbers of the rules that alert. */
    rules: text().notNull(),
    /** JSON. */
    process: text().notNull(),
    /** The version of `limits` in force; null while they are computed from all data. */
    limits_version: integer(),
    /** The teacher who created it; null if their account was removed: then every teacher owns it. */
    owner_id: integer().references(() => users.id, { onDelete: "set null" }),
    /** What everyone in one of the owner's classes may do. */
    classes: text({ enum: permissions }).notNull().default("read"),
    /** JSON: the tags that the pad asks for, with the values that it offers. */
    asked_tags: text().notNull().default("[]"),
    /** JSON: the causes that are offered for points. */
    causes: text().notNull().default("[]"),
    /** After a correction: the first subgroup whose points must be judged again; null if there is none. */
    rejudge_from: integer(),
    /** When it was deleted. It is hidden from then on, and its rows are deleted in slices. */
    deleted_at: integer(),
    created_at: integer().notNull(),
    /** The folder that it is in; null for none. */
    folder_id: integer().references(() => folders.id, { onDelete: "set null" }),
    /** When it was archived; null if it is in use. */
    archived_at: integer(),
    /** Name and code in the form used for comparison (`nameKey`); null until the database is opened. */
    search: text(),
    /** JSON: how its values are simulated; null if they are measured. */
    simulation: text(),
  },
  (table) => [uniqueIndex("products_code").on(sql`lower(${table.code})`), index("products_folder").on(table.folder_id)],
);

/** A column with the id of a product, with which the row is deleted. */
export const ofProduct = () =>
  integer()
    .notNull()
    .references(() => products.id, { onDelete: "cascade" });

/** Permissions of single users for a product. They override those of the user's class or of teachers. */
export const productPermissions = sqliteTable(
  "product_permissions",
  {
    product_id: ofProduct(),
    user_id: integer()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    permission: text({ enum: permissions }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.product_id, table.user_id] }),
    index("product_permissions_user").on(table.user_id),
  ],
);

export const measurements = sqliteTable(
  "measurements",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    subgroup_number: integer().notNull(),
    sample_number: integer().notNull(),
    value: real().notNull(),
    /** The sample size of a count; null for a measured value. */
    sample_size: real(),
    is_within_spec: integer({ mode: "boolean" }).notNull(),
    /** Null until its subgroup is complete. */
    is_within_control: integer({ mode: "boolean" }),
    measured_at: integer().notNull(),
    /** The user who measured it, a device or a person; null if nobody was signed in. */
    measured_by: integer(),
    note: text(),
    /** The row of `tag_sets` with its tags; null without tags. */
    tag_set: integer(),
  },
  (table) => [
    uniqueIndex("measurements_sample").on(table.product_id, table.subgroup_number, table.sample_number),
    index("measurements_product").on(table.product_id, table.id),
    index("measurements_by").on(table.measured_by, table.product_id, table.id),
    index("measurements_number").on(table.product_id, table.sample_number),
  ],
);

/** The history of corrections: each measurement before it was corrected or deleted. */
export const corrections = sqliteTable(
  "corrections",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    measurement_id: integer().notNull(),
    subgroup_number: integer().notNull(),
    sample_number: integer().notNull(),
    old_value: real().notNull(),
    old_note: text(),
    /** Null if it was deleted. */
    new_value: real(),
    /** The sample size before and after; null for a measured value. */
    old_size: real(),
    new_size: real(),
    /** The rows of `tag_sets` with its tags before and after; null without tags. */
    old_tag_set: integer(),
    new_tag_set: integer(),
    /** The user who did it; null if nobody was signed in. */
    corrected_by: integer(),
    corrected_at: integer().notNull(),
  },
  (table) => [index("corrections_product").on(table.product_id, table.id)],
);

/** Unfinished imports. Rows after these numbers stay hidden until the import is complete. */
export const imports = sqliteTable("imports", {
  product_id: integer()
    .primaryKey()
    .references(() => products.id, { onDelete: "cascade" }),
  after_measurement: integer().notNull(),
  after_subgroup: integer().notNull(),
});

/** The condition of points that count and were flagged, in SQL. */
export const isFlagged = "excluded = 0 AND (is_within_control = 0 OR violations <> '[]')";

/** Points of the charts: one for each complete subgroup, judged when it was added. */
export const points = sqliteTable(
  "points",
  {
    product_id: ofProduct(),
    subgroup_number: integer().notNull(),
    value: real().notNull(),
    secondary: real(),
    /** The number of its values or items, or its area; null if that is the same for all points. */
    size: real(),
    /** JSON: the statistic that is carried from point to point; null if the chart has none. */
    track: text(),
    /** JSON: the numbers of the chosen rules that it completes. */
    violations: text().notNull(),
    is_within_control: integer({ mode: "boolean" }).notNull(),
    /** The version of the limits it was judged by; 0 for limits computed from all data at that time. */
    limits_version: integer().notNull(),
    measured_at: integer().notNull(),
    /** Whether limits, rules and capability are computed without it. */
    excluded: integer({ mode: "boolean" }).notNull().default(false),
    cause: text(),
    action: text(),
    note: text(),
    /** The row of `tag_sets` with the tags that all of its measurements have in common; null without any. */
    tag_set: integer(),
  },
  (table) => [
    primaryKey({ columns: [table.product_id, table.subgroup_number] }),
    index("points_tags").on(table.product_id, table.tag_set, table.subgroup_number).where(sql`tag_set IS NOT NULL`),
    index("points_cause").on(table.product_id, table.subgroup_number).where(sql`cause IS NOT NULL`),
    // Queries must contain exactly this condition: the overview looks up flagged points by it.
    index("points_flagged").on(table.product_id, table.subgroup_number).where(sql.raw(isFlagged)),
  ],
);

/** Combinations of tags. Each is stored once per product; measurements and points refer to it. */
export const tagSets = sqliteTable(
  "tag_sets",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    /** JSON: the tags by name, in the order of their names. */
    tags: text().notNull(),
  },
  (table) => [uniqueIndex("tag_sets_tags").on(table.product_id, table.tags)],
);

/** Every value that a tag has in some combination. */
export const tagValues = sqliteTable(
  "tag_values",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    name: text().notNull(),
    value: text().notNull(),
  },
  (table) => [uniqueIndex("tag_values_value").on(table.product_id, table.name, table.value)],
);

/** The history of points: who excluded, restored or annotated which one, and when. */
export const pointChanges = sqliteTable(
  "point_changes",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    subgroup_number: integer().notNull(),
    /** JSON: whether it was excluded, its cause, action and note, before and after the change. */
    before: text().notNull(),
    after: text().notNull(),
    /** The user who did it; null if nobody was signed in. */
    changed_by: integer(),
    changed_at: integer().notNull(),
  },
  (table) => [index("point_changes_point").on(table.product_id, table.subgroup_number, table.id)],
);

export const capabilities = sqliteTable(
  "capabilities",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    /** JSON: the indices and the data they were computed from. */
    analysis: text().notNull(),
    analyzed_at: integer().notNull(),
  },
  (table) => [index("capabilities_product").on(table.product_id, table.id)],
);

/** The first and the last subgroup of an alert, in SQL; without commas, which drizzle-kit takes for two columns. */
const subgroupOf = (end: "from" | "to") =>
  `(CASE WHEN detail ->> '${end}_subgroup' IS NULL THEN detail ->> 'subgroup_number' ELSE detail ->> '${end}_subgroup' END)`;
export const alertStart = subgroupOf("from");
export const alertEnd = subgroupOf("to");

export const alerts = sqliteTable(
  "alerts",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    alert_type: text({ enum: alertTypes }).notNull(),
    priority: integer().notNull(),
    title: text().notNull(),
    message: text().notNull(),
    /** JSON: the figures that the alert is based on; null if a person wrote it. */
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
    index("alerts_subgroups")
      .on(table.product_id, sql.raw(alertEnd), sql.raw(alertStart))
      .where(sql`status <> 'RESOLVED'`),
  ],
);
