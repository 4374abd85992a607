/** Measurements of the quality board, and the points that their subgroups make on the charts. */
import { and, asc, desc, eq, gt, inArray, lt, max, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";
import { measurements, points, receipts } from "./board-schema.ts";

export type MeasurementRow = typeof measurements.$inferSelect;

/** A point as it was judged when it came. */
export interface PointRow {
  readonly product_id: number;
  readonly subgroup_number: number;
  readonly value: number;
  readonly secondary: number | null;
  readonly violations: RuleNumber[];
  readonly is_within_control: boolean;
  readonly limits_version: number;
  /** Milliseconds since 1970. */
  readonly measured_at: number;
}

export interface Measurements {
  /** Throws `sample_repeated` where the subgroup has that sample already. */
  add(row: Omit<MeasurementRow, "id" | "is_within_control">): MeasurementRow;
  /** Whether any measurement of the product has this sample number. */
  hasSample(product_id: number, sample_number: number): boolean;
  addPoint(point: PointRow): void;
  /** Says of a subgroup's measurements whether they are within control. */
  judge(product_id: number, subgroup_number: number, is_within_control: boolean): void;
  /** Changes the secondary value of a point. */
  setSpread(product_id: number, subgroup_number: number, secondary: number | null): void;
  find(id: number): MeasurementRow | undefined;
  /** Newest first; of one product, of these, or of all; those before the measurement `before`. */
  list(of: {
    product?: number | undefined;
    only?: readonly number[] | undefined;
    limit: number;
    before?: number | undefined;
  }): MeasurementRow[];
  /** Whether this is one of the last `count` measurements that a user made of its product. */
  isOwnLast(row: MeasurementRow, user_id: number, count: number): boolean;
  /** In the order of the ids given. */
  these(ids: readonly number[]): MeasurementRow[];
  /** All values of a product, in the order they came. */
  values(product_id: number): Iterable<number>;
  ofSubgroup(product_id: number, subgroup_number: number): MeasurementRow[];
  /** The last subgroup and sample of a product; 0 where there is none. */
  last(product_id: number): { subgroup_number: number; sample_number: number };
  /** The last points, oldest first. */
  lastPoints(product_id: number, limit: number): PointRow[];
  /** Every point of a product, in order. */
  everyPoint(product_id: number): PointRow[];
  /** Takes a measurement away, and the point of its subgroup with it. */
  remove(row: MeasurementRow): void;
  /** The ids that a client's own key stood for. */
  receipt(user_id: number, key: string): number[] | undefined;
  keepReceipt(user_id: number, key: string, ids: readonly number[], at: number): void;
  /** Forgets the keys used before `at`, in milliseconds since 1970. */
  forgetReceipts(at: number): void;
}

export function openMeasurements(db: BunSQLiteDatabase): Measurements {
  const slot = sql.placeholder;
  const insert = db
    .insert(measurements)
    .values({
      product_id: slot("product_id"),
      subgroup_number: slot("subgroup_number"),
      sample_number: slot("sample_number"),
      value: slot("value"),
      is_within_spec: sql`${slot("is_within_spec")}`,
      measured_at: slot("measured_at"),
      measured_by: slot("measured_by"),
    })
    .onConflictDoNothing()
    .returning()
    .prepare();
  const sampled = db
    .select({ id: measurements.id })
    .from(measurements)
    .where(and(eq(measurements.product_id, slot("product")), eq(measurements.sample_number, slot("sample"))))
    .limit(1)
    .prepare();
  const insertPoint = db
    .insert(points)
    .values({
      product_id: slot("product_id"),
      subgroup_number: slot("subgroup_number"),
      value: slot("value"),
      secondary: slot("secondary"),
      violations: slot("violations"),
      is_within_control: sql`${slot("is_within_control")}`,
      limits_version: slot("limits_version"),
      measured_at: slot("measured_at"),
    })
    .prepare();
  const judge = db
    .update(measurements)
    .set({ is_within_control: sql`${slot("is_within_control")}` })
    .where(and(eq(measurements.product_id, slot("product")), eq(measurements.subgroup_number, slot("subgroup"))))
    .prepare();
  const known = db
    .select({ measurements: receipts.measurements })
    .from(receipts)
    .where(and(eq(receipts.user_id, slot("user")), eq(receipts.key, slot("key"))))
    .prepare();
  const ofProduct = (id: number) => eq(measurements.product_id, id);

  return {
    add(row) {
      const added = insert.get({ ...row, is_within_spec: row.is_within_spec ? 1 : 0 });
      if (!added) {
        const { sample_number, subgroup_number } = row;
        throw new Fault(
          "sample_repeated",
          `Sample ${sample_number} of subgroup ${subgroup_number} is already measured.`,
        );
      }
      return added;
    },
    hasSample: (product, sample) => sampled.get({ product, sample }) !== undefined,
    addPoint({ violations, is_within_control, ...point }) {
      insertPoint.run({
        ...point,
        violations: JSON.stringify(violations),
        is_within_control: Number(is_within_control),
      });
    },
    judge(product, subgroup, is_within_control) {
      judge.run({ product, subgroup, is_within_control: Number(is_within_control) });
    },
    setSpread(product_id, subgroup_number, secondary) {
      const point = and(eq(points.product_id, product_id), eq(points.subgroup_number, subgroup_number));
      db.update(points).set({ secondary }).where(point).run();
    },
    find: (id) => db.select().from(measurements).where(eq(measurements.id, id)).get(),
    isOwnLast({ id, product_id, measured_by }, user_id, count) {
      if (measured_by !== user_id) return false;
      const later = and(eq(measurements.measured_by, user_id), ofProduct(product_id), gt(measurements.id, id));
      return db.select({ id: measurements.id }).from(measurements).where(later).limit(count).all().length < count;
    },
    list: ({ product, only, limit, before }) =>
      db
        .select()
        .from(measurements)
        .where(
          and(
            product === undefined ? undefined : ofProduct(product),
            only === undefined ? undefined : inArray(measurements.product_id, [...only]),
            before === undefined ? undefined : lt(measurements.id, before),
          ),
        )
        .orderBy(desc(measurements.id))
        .limit(limit)
        .all(),
    these(ids) {
      const found = db
        .select()
        .from(measurements)
        .where(inArray(measurements.id, [...ids]))
        .all();
      const by = new Map(found.map((row) => [row.id, row]));
      return ids.flatMap((id) => by.get(id) ?? []);
    },
    values: (id) =>
      db
        .select({ value: measurements.value })
        .from(measurements)
        .where(ofProduct(id))
        .orderBy(asc(measurements.id))
        .all()
        .map(({ value }) => value),
    ofSubgroup: (id, subgroup) =>
      db
        .select()
        .from(measurements)
        .where(and(ofProduct(id), eq(measurements.subgroup_number, subgroup)))
        .orderBy(asc(measurements.id))
        .all(),
    last(id) {
      const { subgroup_number, sample_number } = measurements;
      const row = db
        .select({ subgroup_number: max(subgroup_number), sample_number: max(sample_number) })
        .from(measurements)
        .where(ofProduct(id))
        .get();
      return { subgroup_number: row?.subgroup_number ?? 0, sample_number: row?.sample_number ?? 0 };
    },
    lastPoints: (id, limit) =>
      db
        .select()
        .from(points)
        .where(eq(points.product_id, id))
        .orderBy(desc(points.subgroup_number))
        .limit(limit)
        .all()
        .map(toPoint)
        .reverse(),
    everyPoint: (id) =>
      db.select().from(points).where(eq(points.product_id, id)).orderBy(asc(points.subgroup_number)).all().map(toPoint),
    remove({ id, product_id, subgroup_number }) {
      const subgroup = and(eq(points.product_id, product_id), eq(points.subgroup_number, subgroup_number));
      db.delete(measurements).where(eq(measurements.id, id)).run();
      db.delete(points).where(subgroup).run();
      db.update(measurements)
        .set({ is_within_control: null })
        .where(and(ofProduct(product_id), eq(measurements.subgroup_number, subgroup_number)))
        .run();
    },
    receipt(user, key) {
      const row = known.get({ user, key });
      return row && JSON.parse(row.measurements);
    },
    keepReceipt(user_id, key, ids, at) {
      db.insert(receipts)
        .values({ user_id, key, measurements: JSON.stringify(ids), at })
        .run();
    },
    forgetReceipts(at) {
      db.delete(receipts).where(lt(receipts.at, at)).run();
    },
  };
}

const toPoint = ({ violations, ...row }: typeof points.$inferSelect): PointRow => ({
  ...row,
  violations: JSON.parse(violations),
});
