/** The reads of points that every correction makes. Their statements are prepared once. */
import { and, asc, desc, eq, gt, gte, lt, lte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { points } from "./board-schema.ts";
import { type PointRow, toPoint } from "./measurements.ts";

export interface PointReads {
  /** The last counted points before a subgroup, oldest first. Excluded points are not counted. */
  pointsBefore(product_id: number, subgroup_number: number, limit: number): PointRow[];
  /** The counted points from a subgroup on, oldest first. */
  pointsFrom(product_id: number, subgroup_number: number, limit: number): PointRow[];
  /** The counted points of the subgroups after `after` up to `upTo`, in order. */
  points(product_id: number, after: number, upTo: number): PointRow[];
  /** The subgroups after `after` up to `upTo` whose points are excluded. */
  excluded(product_id: number, after: number, upTo: number): number[];
}

export function openPointReads(db: BunSQLiteDatabase): PointReads {
  const param = sql.placeholder;
  const isOfProduct = eq(points.product_id, param("product"));
  const isBetween = and(
    isOfProduct,
    gt(points.subgroup_number, param("after")),
    lte(points.subgroup_number, param("upTo")),
  );
  const isCounted = eq(points.excluded, false);
  const before = db
    .select()
    .from(points)
    .where(and(isOfProduct, lt(points.subgroup_number, param("subgroup")), isCounted))
    .orderBy(desc(points.subgroup_number))
    .limit(param("limit"))
    .prepare();
  const from = db
    .select()
    .from(points)
    .where(and(isOfProduct, gte(points.subgroup_number, param("subgroup")), isCounted))
    .orderBy(asc(points.subgroup_number))
    .limit(param("limit"))
    .prepare();
  const counted = db
    .select()
    .from(points)
    .where(and(isBetween, isCounted))
    .orderBy(asc(points.subgroup_number))
    .prepare();
  const excluded = db
    .select({ subgroup_number: points.subgroup_number })
    .from(points)
    .where(and(isBetween, eq(points.excluded, true)))
    .orderBy(asc(points.subgroup_number))
    .prepare();
  return {
    pointsBefore: (product, subgroup, limit) => before.all({ product, subgroup, limit }).map(toPoint).reverse(),
    pointsFrom: (product, subgroup, limit) => from.all({ product, subgroup, limit }).map(toPoint),
    points: (product, after, upTo) => counted.all({ product, after, upTo }).map(toPoint),
    excluded: (product, after, upTo) =>
      excluded.all({ product, after, upTo }).map(({ subgroup_number }) => subgroup_number),
  };
}
