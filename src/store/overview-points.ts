/** Reads of points for the overview of a history, and lookups of points in it. */
import { and, asc, eq, gt, gte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { BlockRange } from "./blocks.ts";
import { isFlagged, points } from "./board-schema.ts";

/** A point as the overview reads it. */
export interface OverviewPoint {
  readonly subgroup_number: number;
  readonly value: number;
  readonly size: number | null;
  readonly excluded: boolean;
  /** Whether it counts and was flagged. */
  readonly flagged: boolean;
  /** Milliseconds since 1970. */
  readonly measured_at: number;
}

export interface OverviewPoints {
  /** The first flagged point of each range; the ranges end at these subgroups and begin after the previous one. */
  flagged(product: number, ends: readonly number[]): (number | null)[];
  /** The points of a range, excluded ones among them; at most `limit`. */
  read(product: number, range: BlockRange, limit: number): OverviewPoint[];
  /** The first subgroup after `after` whose point was measured at `at` or later; `undefined` if there is none. */
  measuredFrom(product: number, of: { after: number; at: number }): number | undefined;
  /** The nth subgroup from `from` on that has a point; `undefined` if there are fewer. */
  nthFrom(product: number, from: number, n: number): number | undefined;
}

export function openOverviewPoints(db: BunSQLiteDatabase): OverviewPoints {
  return {
    flagged: (product, ends) =>
      db
        .values<[number | null]>(
          sql`SELECT (
              SELECT min(subgroup_number) FROM ${points} WHERE product_id = ${product}
              AND subgroup_number > ends.after AND subgroup_number <= ends.value AND ${sql.raw(isFlagged)}
            ) FROM (
              SELECT key, value, lag(value, 1, 0) OVER (ORDER BY key) AS after FROM json_each(${JSON.stringify(ends)})
            ) AS ends ORDER BY ends.key`,
        )
        .map(([first]) => first),
    read: (product, { after, upTo }, limit) =>
      db
        .values<[number, number, number | null, number, number, number]>(
          sql`SELECT subgroup_number, value, size, excluded, ${sql.raw(isFlagged)}, measured_at FROM ${points}
            WHERE product_id = ${product} AND subgroup_number > ${after} AND subgroup_number <= ${upTo}
            ORDER BY subgroup_number LIMIT ${limit}`,
        )
        .map(([subgroup_number, value, size, excluded, flagged, measured_at]) => ({
          ...{ subgroup_number, value, size, measured_at },
          excluded: excluded === 1,
          flagged: flagged === 1,
        })),
    measuredFrom: (product, { after, at }) =>
      db
        .select({ subgroup: points.subgroup_number })
        .from(points)
        .where(and(eq(points.product_id, product), gt(points.subgroup_number, after), gte(points.measured_at, at)))
        .orderBy(asc(points.subgroup_number))
        .limit(1)
        .get()?.subgroup,
    nthFrom: (product, from, n) =>
      db
        .select({ subgroup: points.subgroup_number })
        .from(points)
        .where(and(eq(points.product_id, product), gte(points.subgroup_number, from)))
        .orderBy(asc(points.subgroup_number))
        .limit(1)
        .offset(n - 1)
        .get()?.subgroup,
  };
}
