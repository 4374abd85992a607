/** Reads a product's measurements and points in their order, page by page, for exports of any length. */
import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { measurements, points } from "./board-schema.ts";
import { type HiddenRows, type MeasurementRow, type PointRow, toPoint } from "./measurements.ts";

interface Page {
  readonly product: number;
  /** Rows of an unfinished import, which are left out. */
  readonly hidden: HiddenRows | undefined;
  readonly limit: number;
}

export interface Exports {
  /** The measurements after a sample of a subgroup, by subgroup and sample. */
  measurementsAfter(last: { subgroup: number; sample: number }, page: Page): MeasurementRow[];
  /** The points after a subgroup. */
  pointsAfter(subgroup: number, page: Page): PointRow[];
}

export function openExports(db: BunSQLiteDatabase): Exports {
  return {
    measurementsAfter: ({ subgroup, sample }, { product, hidden, limit }) =>
      db
        .select()
        .from(measurements)
        .where(
          and(
            eq(measurements.product_id, product),
            sql`(${measurements.subgroup_number}, ${measurements.sample_number}) > (${subgroup}, ${sample})`,
            hidden && lte(measurements.id, hidden.after_measurement),
          ),
        )
        .orderBy(asc(measurements.subgroup_number), asc(measurements.sample_number))
        .limit(limit)
        .all(),
    pointsAfter: (subgroup, { product, hidden, limit }) =>
      db
        .select()
        .from(points)
        .where(
          and(
            eq(points.product_id, product),
            gt(points.subgroup_number, subgroup),
            hidden && lte(points.subgroup_number, hidden.after_subgroup),
          ),
        )
        .orderBy(asc(points.subgroup_number))
        .limit(limit)
        .all()
        .map(toPoint),
  };
}
