/** Changes of single points by people: excluded, restored, annotated; with their history. */
import { and, desc, eq } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { PointStatus } from "../domain/spc/point.ts";
import { pointChanges, points } from "./board-schema.ts";
import { type PointRow, toPoint } from "./measurements.ts";

/** A change of a point: its status before and after. */
export interface PointChangeRow {
  readonly id: number;
  readonly product_id: number;
  readonly subgroup_number: number;
  readonly before: PointStatus;
  readonly after: PointStatus;
  readonly changed_by: number | null;
  /** Milliseconds since 1970. */
  readonly changed_at: number;
}

export interface PointChanges {
  find(product_id: number, subgroup_number: number): PointRow | undefined;
  /** Changes the point, and adds the change to its history. */
  add(change: Omit<PointChangeRow, "id">): void;
  /** Newest first. */
  history(product_id: number, subgroup_number: number, limit: number): PointChangeRow[];
}

export function openPointChanges(db: BunSQLiteDatabase): PointChanges {
  const isPoint = (product_id: number, subgroup_number: number) =>
    and(eq(points.product_id, product_id), eq(points.subgroup_number, subgroup_number));

  return {
    find(product_id, subgroup_number) {
      const row = db.select().from(points).where(isPoint(product_id, subgroup_number)).get();
      return row && toPoint(row);
    },
    add({ before, after, ...change }) {
      const { product_id, subgroup_number } = change;
      db.update(points).set(after).where(isPoint(product_id, subgroup_number)).run();
      db.insert(pointChanges)
        .values({ ...change, before: JSON.stringify(before), after: JSON.stringify(after) })
        .run();
    },
    history: (product_id, subgroup_number, limit) =>
      db
        .select()
        .from(pointChanges)
        .where(and(eq(pointChanges.product_id, product_id), eq(pointChanges.subgroup_number, subgroup_number)))
        .orderBy(desc(pointChanges.id))
        .limit(limit)
        .all()
        .map(({ before, after, ...row }) => ({ ...row, before: JSON.parse(before), after: JSON.parse(after) })),
  };
}
