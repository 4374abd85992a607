/** The tables of gauge studies. */
import { index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { gaugeOrders } from "../domain/spc/gauge/design.ts";
import { ofProduct } from "./board-schema.ts";

/** Gauge studies: several operators measure the parts of a product several times. */
export const gaugeStudies = sqliteTable(
  "gauge_studies",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    product_id: ofProduct(),
    name: text().notNull(),
    /** JSON: names. */
    operators: text().notNull(),
    parts: text().notNull(),
    repeats: integer().notNull(),
    order: text({ enum: gaugeOrders }).notNull(),
    /** JSON: the indices of all measurements in the order of measuring. */
    sequence: text().notNull(),
    tolerance: real(),
    alpha: real().notNull(),
    sigmas: real().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [index("gauge_studies_product").on(table.product_id, table.id)],
);

/** The values of gauge studies. */
export const gaugeValues = sqliteTable(
  "gauge_values",
  {
    product_id: ofProduct(),
    study_id: integer().notNull(),
    /** The index of the measurement in its study. */
    cell: integer().notNull(),
    value: real().notNull(),
    /** The user who measured it; null if nobody was signed in. */
    measured_by: integer(),
    measured_at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.product_id, table.study_id, table.cell] })],
);
