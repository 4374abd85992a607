/** The reads of measurements that every correction makes. Their statements are prepared once. */
import { and, eq, max, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { measurements } from "./board-schema.ts";

export type MeasurementRow = typeof measurements.$inferSelect;

export interface MeasurementReads {
  find(id: number): MeasurementRow | undefined;
  ofSubgroup(product_id: number, subgroup_number: number): MeasurementRow[];
  /** The highest subgroup and sample number of a product; 0 if it has none. */
  last(product_id: number): { subgroup_number: number; sample_number: number };
}

export function openMeasurementReads(db: BunSQLiteDatabase): MeasurementReads {
  const param = sql.placeholder;
  const select = db
    .select()
    .from(measurements)
    .where(eq(measurements.id, param("id")))
    .prepare();
  const isOfProduct = eq(measurements.product_id, param("product"));
  const selectSubgroup = db
    .select()
    .from(measurements)
    .where(and(isOfProduct, eq(measurements.subgroup_number, param("subgroup"))))
    // The plus prevents SQLite from reading the whole product in order of ids.
    .orderBy(sql`+${measurements.id}`)
    .prepare();
  // Two queries: SQLite reads a single maximum from the index, but scans all rows for two.
  const largest = (column: typeof measurements.subgroup_number | typeof measurements.sample_number) =>
    db
      .select({ value: max(column) })
      .from(measurements)
      .where(isOfProduct)
      .prepare();
  const [lastSubgroup, lastSample] = [largest(measurements.subgroup_number), largest(measurements.sample_number)];
  return {
    find: (id) => select.get({ id }),
    ofSubgroup: (product, subgroup) => selectSubgroup.all({ product, subgroup }),
    last: (product) => ({
      subgroup_number: lastSubgroup.get({ product })?.value ?? 0,
      sample_number: lastSample.get({ product })?.value ?? 0,
    }),
  };
}
