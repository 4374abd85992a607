/** Causes of points: those that are offered, and those that points have. */
import { and, desc, eq, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { AlertFigures } from "../domain/spc/alert.ts";
import { alerts, points, products } from "./board-schema.ts";

export interface CauseStore {
  /** The causes that are offered for the points of a product. */
  offered(product_id: number): string[];
  offer(product_id: number, causes: readonly string[]): void;
  /** The newest points that have a cause, newest first. */
  points(product_id: number, limit: number): { subgroup_number: number; cause: string }[];
  /** The figures of a product's newest automatic alerts, newest first. */
  alerts(product_id: number, limit: number): AlertFigures[];
}

export function openCauses(db: BunSQLiteDatabase): CauseStore {
  return {
    offered: (id) =>
      JSON.parse(
        db.select({ causes: products.causes }).from(products).where(eq(products.id, id)).get()?.causes ?? "[]",
      ),
    offer(id, causes) {
      db.update(products)
        .set({ causes: JSON.stringify(causes) })
        .where(eq(products.id, id))
        .run();
    },
    points: (id, limit) =>
      db
        .select({ subgroup_number: points.subgroup_number, cause: points.cause })
        .from(points)
        // The condition must be identical to that of the partial index.
        .where(and(eq(points.product_id, id), sql`cause IS NOT NULL`))
        .orderBy(desc(points.subgroup_number))
        .limit(limit)
        .all()
        .map(({ subgroup_number, cause }) => ({ subgroup_number, cause: cause ?? "" })),
    alerts: (id, limit) =>
      db
        .select({ detail: alerts.detail })
        .from(alerts)
        .where(eq(alerts.product_id, id))
        .orderBy(desc(alerts.id))
        .limit(limit)
        .all()
        .flatMap(({ detail }) => (detail === null ? [] : [JSON.parse(detail)])),
  };
}
