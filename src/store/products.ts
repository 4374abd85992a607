/** Products of the quality board: their cards, how their process stands, and the control limits frozen for them. */
import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { LimitsVersion } from "../domain/spc/chart.ts";
import type { ControlLimits } from "../domain/spc/limits.ts";
import type { Permission } from "../domain/spc/permission.ts";
import { noProcess, type Process } from "../domain/spc/process.ts";
import type { Chosen } from "../domain/spc/product.ts";
import { alerts, blocks, capabilities, corrections, limits, measurements, points, products } from "./board-schema.ts";

/** A product as it stands. */
export interface ProductRow extends Chosen {
  readonly id: number;
  readonly process: Process;
  readonly limits_version: number | null;
  readonly owner_id: number | null;
  readonly classes: Permission;
  /** Milliseconds since 1970. */
  readonly created_at: number;
}

export interface Products {
  /** Throws `product_code_taken`. */
  add(product: Chosen, owner_id: number | null): ProductRow;
  /** Newest first; of these ids, or all. */
  list(page?: { only?: readonly number[] | undefined; limit?: number; before?: number | undefined }): ProductRow[];
  find(id: number): ProductRow | undefined;
  /** Throws `product_code_taken`. */
  change(id: number, product: Chosen): void;
  keepProcess(id: number, process: Process): void;
  /** Takes the frozen limits out of force; their versions are kept. */
  unfreeze(id: number): void;
  /** From now on nobody finds this product, and its code is free. What is kept of it is deleted by `sweep`. */
  remove(id: number): void;
  /** Deletes up to `count` rows of each kind of a product that was removed; false once nothing is left of it. */
  sweep(id: number, count: number): boolean;
  /** Those that were removed and are not swept. */
  removed(): number[];
  /** How many alerts are not resolved. */
  openAlerts(id: number): number;
  /** Puts a new version of the limits into force. */
  freeze(
    id: number,
    of: { lines: ControlLimits; from_subgroup: number | null; to_subgroup: number | null; subgroups: number },
  ): LimitsVersion;
  /** Newest first. */
  versions(id: number, page: { limit: number; before?: number | undefined }): LimitsVersion[];
  /** The lines of one version. */
  lines(id: number, version: number): ControlLimits | undefined;
}

/** `now` gives milliseconds since 1970. */
export function openProducts(db: BunSQLiteDatabase, now: () => number): Products {
  const slot = sql.placeholder;
  const find = db
    .select()
    .from(products)
    .where(and(eq(products.id, slot("id")), isNull(products.deleted_at)))
    .prepare();
  const keep = db
    .update(products)
    .set({ process: sql`${slot("process")}` })
    .where(eq(products.id, slot("id")))
    .prepare();
  const unresolved = db
    .select({ count: sql<number>`count(*)` })
    .from(alerts)
    .where(and(eq(alerts.product_id, slot("id")), ne(alerts.status, sql.raw("'RESOLVED'"))))
    .prepare();

  function checkCode(code: string, id: number): void {
    // SQLite's lower() knows the letters A to Z alone.
    const others = db.select({ code: products.code }).from(products).where(ne(products.id, id)).all();
    const taken = others.some((other) => other.code.toLowerCase() === code.toLowerCase());
    if (taken) throw new Fault("product_code_taken");
  }

  return {
    add(product, owner_id) {
      checkCode(product.code, 0);
      const row = { ...toRow(product), process: JSON.stringify(noProcess), owner_id, created_at: now() };
      return fromRow(db.insert(products).values(row).returning().get());
    },
    list: ({ only, limit = -1, before } = {}) =>
      db
        .select()
        .from(products)
        .where(
          and(
            isNull(products.deleted_at),
            only === undefined ? undefined : inArray(products.id, [...only]),
            before === undefined ? undefined : lt(products.id, before),
          ),
        )
        .orderBy(desc(products.id))
        .limit(limit)
        .all()
        .map(fromRow),
    find(id) {
      const row = find.get({ id });
      return row && fromRow(row);
    },
    change(id, product) {
      checkCode(product.code, id);
      db.update(products).set(toRow(product)).where(eq(products.id, id)).run();
    },
    keepProcess(id, process) {
      keep.run({ id, process: JSON.stringify(process) });
    },
    unfreeze(id) {
      db.update(products).set({ limits_version: null }).where(eq(products.id, id)).run();
    },
    remove(id) {
      // No code that somebody gives begins with this.
      const code = `\u0000${id}`;
      db.update(products).set({ code, deleted_at: now() }).where(eq(products.id, id)).run();
    },
    sweep(id, count) {
      for (const table of [measurements, points, alerts, corrections, blocks, capabilities, limits]) {
        const some = sql`SELECT rowid FROM ${table} WHERE product_id = ${id} LIMIT ${count}`;
        db.run(sql`DELETE FROM ${table} WHERE rowid IN (${some})`);
        const { n = 0 } = db.get<{ n: number }>(sql`SELECT changes() AS n`) ?? {};
        if (n > 0) return true;
      }
      db.delete(products).where(eq(products.id, id)).run();
      return false;
    },
    removed: () =>
      db
        .select({ id: products.id })
        .from(products)
        .where(isNotNull(products.deleted_at))
        .all()
        .map(({ id }) => id),
    openAlerts: (id) => unresolved.get({ id })?.count ?? 0,
    freeze(product_id, { lines, ...of }) {
      const [last] = this.versions(product_id, { limit: 1 });
      const row = {
        subgroups: of.subgroups,
        // Given values come from no subgroup.
        from_subgroup: of.from_subgroup ?? 0,
        to_subgroup: of.to_subgroup ?? 0,
        product_id,
        version: (last?.version ?? 0) + 1,
        lines: JSON.stringify(lines),
        created_at: now(),
      };
      db.insert(limits).values(row).run();
      db.update(products).set({ limits_version: row.version }).where(eq(products.id, product_id)).run();
      return toVersion(row);
    },
    versions: (id, { limit, before }) =>
      db
        .select()
        .from(limits)
        .where(and(eq(limits.product_id, id), before === undefined ? undefined : lt(limits.version, before)))
        .orderBy(desc(limits.version))
        .limit(limit)
        .all()
        .map(toVersion),
    lines(id, version) {
      const row = db
        .select({ lines: limits.lines })
        .from(limits)
        .where(and(eq(limits.product_id, id), eq(limits.version, version)))
        .get();
      return row && JSON.parse(row.lines);
    },
  };
}

const toRow = ({ code, name, lsl, usl, target, subgroup_size, chart, rules }: Chosen) => ({
  code,
  name,
  lsl,
  usl,
  target,
  subgroup_size,
  chart,
  rules: JSON.stringify(rules),
});

const fromRow = ({
  rules,
  process,
  rejudge_from: _,
  deleted_at: __,
  ...row
}: typeof products.$inferSelect): ProductRow => ({
  ...row,
  rules: JSON.parse(rules),
  // A process of an earlier version has no blocks yet.
  process: { restart_after: 0, block: null, ...JSON.parse(process) },
});

function toVersion({ product_id: _, lines, created_at, ...row }: typeof limits.$inferSelect): LimitsVersion {
  const { sigma_point: __, ...read }: ControlLimits = JSON.parse(lines);
  const { from_subgroup, to_subgroup } = row;
  return {
    ...row,
    from_subgroup: from_subgroup || null,
    to_subgroup: to_subgroup || null,
    ...read,
    created_at: toTime(created_at),
  };
}
