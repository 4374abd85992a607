/** Products of the quality board: their settings, the state of their process, and their frozen control limits. */
import { and, desc, eq, inArray, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import type { Permission } from "../domain/spc/permission.ts";
import { emptyProcess, type Process } from "../domain/spc/process.ts";
import type { ProductSettings } from "../domain/spc/product.ts";
import type { StoredSimulation } from "../domain/spc/simulation.ts";
import {
  alerts,
  capabilities,
  corrections,
  measurements,
  pointChanges,
  points,
  products,
  tagSets,
  tagValues,
} from "./board-schema.ts";
import { gaugeStudies, gaugeValues } from "./gauge-schema.ts";
import { type LimitVersions, openLimitVersions } from "./limit-versions.ts";
import { blocks, limits } from "./limits-schema.ts";
import { containsWords, toSearchable } from "./search.ts";

/** A product with the state of its process. */
export interface ProductRow extends ProductSettings {
  readonly id: number;
  readonly process: Process;
  readonly limits_version: number | null;
  readonly owner_id: number | null;
  readonly classes: Permission;
  /** Milliseconds since 1970. */
  readonly created_at: number;
  readonly folder_id: number | null;
  readonly archived_at: number | null;
  /** How its values are simulated; null if they are measured. */
  readonly simulation: StoredSimulation | null;
}

/** Which products to list. */
export interface ProductQuery {
  /** Only these ids (default: all). */
  readonly only?: readonly number[] | undefined;
  readonly limit?: number;
  readonly before?: number | undefined;
  /** Words of the name or the code. */
  readonly search?: string | undefined;
  /** Only those in this folder; `null`: in none. */
  readonly folder?: number | null | undefined;
  /** Whether to list archived products, or those in use; both by default. */
  readonly archived?: boolean | undefined;
}

export interface Products extends LimitVersions {
  /** Throws `product_code_taken`. */
  add(product: ProductSettings, owner_id: number | null): ProductRow;
  /** Newest first. */
  list(query?: ProductQuery): ProductRow[];
  find(id: number): ProductRow | undefined;
  /** The codes of all products, in lower case. */
  codes(): string[];
  /** Throws `product_code_taken`. */
  update(id: number, product: ProductSettings): void;
  /** Puts a product into a folder (`null`: into none), or archives it. `undefined` leaves it as it is. */
  move(id: number, change: { folder_id?: number | null | undefined; archived?: boolean | undefined }): void;
  /** Saves the state of its simulation. */
  simulate(id: number, simulation: StoredSimulation): void;
  /** The products that can take values and whose simulation ran at this time, in milliseconds since 1970, or later. */
  simulatedSince(at: number): number[];
  saveProcess(id: number, process: Process): void;
  /** Hides a product and releases its code. `deleteSome` deletes its data. */
  remove(id: number): void;
  /** Deletes up to `count` rows of one table of a hidden product; false once the product itself is deleted. */
  deleteSome(id: number, count: number): boolean;
  /** The hidden products that are not completely deleted. */
  removedIds(): number[];
  /** The number of unresolved alerts. */
  openAlerts(id: number): number;
}

/** Fills in by what products of older databases are found. */
function fillSearch(db: BunSQLiteDatabase): void {
  const { id, name, code, search } = products;
  for (const row of db.select({ id, name, code }).from(products).where(isNull(search)).all()) {
    db.update(products)
      .set({ search: toSearchable(row.name, row.code) })
      .where(eq(id, row.id))
      .run();
  }
}

/** `now` gives milliseconds since 1970. */
export function openProducts(db: BunSQLiteDatabase, now: () => number): Products {
  const param = sql.placeholder;
  fillSearch(db);
  const find = db
    .select()
    .from(products)
    .where(and(eq(products.id, param("id")), isNull(products.deleted_at)))
    .prepare();
  const updateProcess = db
    .update(products)
    .set({ process: sql`${param("process")}` })
    .where(eq(products.id, param("id")))
    .prepare();
  const countUnresolved = db
    .select({ count: sql<number>`count(*)` })
    .from(alerts)
    .where(and(eq(alerts.product_id, param("id")), ne(alerts.status, sql.raw("'RESOLVED'"))))
    .prepare();

  function checkCode(code: string, id: number): void {
    // SQLite's lower() converts only A to Z.
    const otherProducts = db.select({ code: products.code }).from(products).where(ne(products.id, id)).all();
    const isTaken = otherProducts.some((other) => other.code.toLowerCase() === code.toLowerCase());
    if (isTaken) throw new Fault("product_code_taken");
  }

  return {
    ...openLimitVersions(db, now),
    add(product, owner_id) {
      checkCode(product.code, 0);
      const row = { ...toRow(product), process: JSON.stringify(emptyProcess), owner_id, created_at: now() };
      return fromRow(db.insert(products).values(row).returning().get());
    },
    list: ({ only, limit = -1, before, search, folder, archived } = {}) =>
      db
        .select()
        .from(products)
        .where(
          and(
            isNull(products.deleted_at),
            only === undefined ? undefined : inArray(products.id, [...only]),
            before === undefined ? undefined : lt(products.id, before),
            folder === null ? isNull(products.folder_id) : undefined,
            typeof folder === "number" ? eq(products.folder_id, folder) : undefined,
            archived === undefined ? undefined : (archived ? isNotNull : isNull)(products.archived_at),
            containsWords(products.search, search),
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
    codes: () =>
      db
        .select({ code: products.code })
        .from(products)
        .all()
        .map(({ code }) => code.toLowerCase()),
    update(id, product) {
      checkCode(product.code, id);
      db.update(products).set(toRow(product)).where(eq(products.id, id)).run();
    },
    move(id, { folder_id, archived }) {
      const archived_at = archived === undefined ? undefined : archived ? now() : null;
      if (folder_id === undefined && archived_at === undefined) return;
      db.update(products).set({ folder_id, archived_at }).where(eq(products.id, id)).run();
    },
    simulate(id, simulation) {
      db.update(products)
        .set({ simulation: JSON.stringify(simulation) })
        .where(eq(products.id, id))
        .run();
    },
    simulatedSince: (at) =>
      db
        .select({ id: products.id })
        .from(products)
        .where(
          and(
            isNull(products.deleted_at),
            isNull(products.archived_at),
            sql`json_extract(${products.simulation}, '$.ran_at') >= ${at}`,
          ),
        )
        .orderBy(products.id)
        .all()
        .map(({ id }) => id),
    saveProcess(id, process) {
      updateProcess.run({ id, process: JSON.stringify(process) });
    },
    remove(id) {
      // A code from a client never begins with this character.
      const code = `\u0000${id}`;
      db.update(products).set({ code, deleted_at: now() }).where(eq(products.id, id)).run();
    },
    deleteSome(id, count) {
      for (const table of tablesOfProduct) {
        const rowids = sql`SELECT rowid FROM ${table} WHERE product_id = ${id} LIMIT ${count}`;
        db.run(sql`DELETE FROM ${table} WHERE rowid IN (${rowids})`);
        const { n = 0 } = db.get<{ n: number }>(sql`SELECT changes() AS n`) ?? {};
        if (n > 0) return true;
      }
      db.delete(products).where(eq(products.id, id)).run();
      return false;
    },
    removedIds: () =>
      db
        .select({ id: products.id })
        .from(products)
        .where(isNotNull(products.deleted_at))
        .all()
        .map(({ id }) => id),
    openAlerts: (id) => countUnresolved.get({ id })?.count ?? 0,
  };
}

/** The tables whose rows of a deleted product are deleted in slices. */
const tablesOfProduct = [
  ...[measurements, points, alerts, corrections, pointChanges, blocks, capabilities, limits],
  ...[tagSets, tagValues],
  ...[gaugeValues, gaugeStudies],
];

const toRow = ({ code, name, unit, lsl, usl, target, subgroup_size, chart, options, rules }: ProductSettings) => ({
  code,
  name,
  unit,
  lsl,
  usl,
  target,
  subgroup_size,
  chart,
  options: JSON.stringify(options),
  rules: JSON.stringify(rules),
  search: toSearchable(name, code),
});

const fromRow = ({
  options,
  rules,
  process,
  rejudge_from: _,
  deleted_at: __,
  asked_tags: ___,
  causes: ____,
  search: _____,
  simulation,
  ...row
}: typeof products.$inferSelect): ProductRow => ({
  ...row,
  options: JSON.parse(options),
  rules: JSON.parse(rules),
  simulation: simulation === null ? null : JSON.parse(simulation),
  // A process stored by an earlier version has no blocks and no excluded points.
  process: { restart_after: 0, block: null, excluded: 0, ...JSON.parse(process) },
});
