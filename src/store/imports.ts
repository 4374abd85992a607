/** Imports that take many commits: their rows stay hidden until the last one. */
import { and, eq, gt, gte, inArray, max, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { imports, measurements, points, products } from "./board-schema.ts";
import { blocks } from "./limits-schema.ts";
import type { HiddenRows } from "./measurements.ts";

export interface Imports {
  /** Starts an import. Returns where its rows begin, for `Measurements.hide`. */
  begin(product_id: number): HiddenRows;
  /** Completes the import. */
  end(product_id: number): void;
  /** Imports that a crash or an error left unfinished. */
  unfinished(): { product_id: number; hidden: HiddenRows }[];
  /** Deletes up to `count` rows of each kind of an unfinished import; false once nothing is left. */
  deleteSome(product_id: number, hidden: HiddenRows, count: number): boolean;
}

export function openImports(db: BunSQLiteDatabase): Imports {
  return {
    begin(product_id) {
      const ofProduct = eq(measurements.product_id, product_id);
      const last = db
        .select({ value: max(measurements.id) })
        .from(measurements)
        .where(ofProduct)
        .get();
      const point = db
        .select({ value: max(points.subgroup_number) })
        .from(points)
        .where(eq(points.product_id, product_id))
        .get();
      const hidden = { after_measurement: last?.value ?? 0, after_subgroup: point?.value ?? 0 };
      db.insert(imports)
        .values({ product_id, ...hidden })
        .run();
      return hidden;
    },
    end(product_id) {
      db.delete(imports).where(eq(imports.product_id, product_id)).run();
    },
    unfinished: () =>
      db
        .select()
        .from(imports)
        .all()
        .map(({ product_id, ...hidden }) => ({ product_id, hidden })),
    deleteSome(product_id, { after_measurement, after_subgroup }, count) {
      const rows = db
        .select({ id: measurements.id })
        .from(measurements)
        .where(and(eq(measurements.product_id, product_id), gt(measurements.id, after_measurement)))
        .limit(count)
        .all()
        .map(({ id }) => id);
      const plotted = db
        .select({ subgroup: points.subgroup_number })
        .from(points)
        .where(and(eq(points.product_id, product_id), gt(points.subgroup_number, after_subgroup)))
        .limit(count)
        .all()
        .map(({ subgroup }) => subgroup);
      if (rows.length > 0) db.delete(measurements).where(inArray(measurements.id, rows)).run();
      if (plotted.length > 0) {
        db.delete(points)
          .where(and(eq(points.product_id, product_id), inArray(points.subgroup_number, plotted)))
          .run();
      }
      if (rows.length + plotted.length > 0) return true;
      // The process is as it was before the import: blocks that end at its last subgroup, or later, are of the import.
      db.delete(blocks)
        .where(
          and(
            eq(blocks.product_id, product_id),
            gte(
              blocks.last_subgroup,
              sql`(
              SELECT json_extract(process, '$.last_subgroup') FROM ${products} WHERE id = ${product_id}
            )`,
            ),
          ),
        )
        .run();
      db.delete(imports).where(eq(imports.product_id, product_id)).run();
      return false;
    },
  };
}
