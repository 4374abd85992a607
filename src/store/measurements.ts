/** Measurements of the quality board, and the points that their subgroups make on the charts. */
import { and, desc, eq, gt, inArray, lt, lte, max, not, type SQL, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";
import { measurements, points, receipts } from "./board-schema.ts";

export type MeasurementRow = typeof measurements.$inferSelect;

/** Larger than any id or subgroup number. */
const maxId = Number.MAX_SAFE_INTEGER;

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

export type NewMeasurement = Omit<MeasurementRow, "id" | "is_within_control" | "note"> & {
  readonly is_within_control?: boolean | null;
};

export type Written = readonly number[] | { readonly created: number };

/** From where on a product's rows are those of an import that is being written. */
export interface Hidden {
  readonly after_measurement: number;
  readonly after_subgroup: number;
}

export interface Measurements {
  /** Throws `sample_repeated` if the subgroup has that sample already. */
  add(row: NewMeasurement): MeasurementRow;
  /**
   * Hides what a product has after this measurement and this subgroup from the reads (`list`, `lastPoints`), while an
   * import is being written; `undefined` shows it again.
   */
  hide(product_id: number, after: Hidden | undefined): void;
  hidden(product_id: number): Hidden | undefined;
  /** Whether any measurement of the product has this sample number. */
  hasSample(product_id: number, sample_number: number): boolean;
  addPoint(point: PointRow): void;
  /** Says of a subgroup's measurements whether they are within control. */
  judge(product_id: number, subgroup_number: number, is_within_control: boolean): void;
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
  ofSubgroup(product_id: number, subgroup_number: number): MeasurementRow[];
  /** The last subgroup and sample of a product; 0 where there is none. */
  last(product_id: number): { subgroup_number: number; sample_number: number };
  /** The last points, oldest first. */
  lastPoints(product_id: number, limit: number): PointRow[];
  /** What a client's own key stood for: the ids of a list, or how many values an import had. */
  receipt(user_id: number, key: string): Written | undefined;
  keepReceipt(user_id: number, key: string, written: Written, at: number): void;
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
      is_within_control: sql`${slot("is_within_control")}`,
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
  const hidden = new Map<number, Hidden>();
  /** What is not hidden, of one product or of all. */
  const shown = (product: number | undefined) =>
    and(
      ...Array.from(hidden, ([id, { after_measurement }]) =>
        product === undefined || product === id
          ? not(and(ofProduct(id), gt(measurements.id, after_measurement)) as SQL)
          : undefined,
      ),
    );

  return {
    add(row) {
      const { is_within_control = null } = row;
      const added = insert.get({
        ...row,
        is_within_spec: row.is_within_spec ? 1 : 0,
        is_within_control: is_within_control === null ? null : Number(is_within_control),
      });
      if (!added) {
        const { sample_number, subgroup_number } = row;
        throw new Fault(
          "sample_repeated",
          `Sample ${sample_number} of subgroup ${subgroup_number} is already measured.`,
        );
      }
      return added;
    },
    hide(product_id, after) {
      if (after) hidden.set(product_id, after);
      else hidden.delete(product_id);
    },
    hidden: (product_id) => hidden.get(product_id),
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
            shown(product),
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
    ofSubgroup: (id, subgroup) =>
      db
        .select()
        .from(measurements)
        .where(and(ofProduct(id), eq(measurements.subgroup_number, subgroup)))
        // The plus keeps SQLite from reading the whole product in the order of its ids.
        .orderBy(sql`+${measurements.id}`)
        .all(),
    last(id) {
      const { subgroup_number, sample_number } = measurements;
      // One query for each: SQLite finds one maximum by its index, and two by reading all.
      const largest = (column: typeof subgroup_number | typeof sample_number) =>
        db
          .select({ value: max(column) })
          .from(measurements)
          .where(ofProduct(id))
          .get()?.value ?? 0;
      return { subgroup_number: largest(subgroup_number), sample_number: largest(sample_number) };
    },
    lastPoints: (id, limit) =>
      db
        .select()
        .from(points)
        .where(and(eq(points.product_id, id), lte(points.subgroup_number, hidden.get(id)?.after_subgroup ?? maxId)))
        .orderBy(desc(points.subgroup_number))
        .limit(limit)
        .all()
        .map(toPoint)
        .reverse(),
    receipt(user, key) {
      const row = known.get({ user, key });
      return row && JSON.parse(row.measurements);
    },
    keepReceipt(user_id, key, written, at) {
      db.insert(receipts)
        .values({ user_id, key, measurements: JSON.stringify(written), at })
        .run();
    },
    forgetReceipts(at) {
      db.delete(receipts).where(lt(receipts.at, at)).run();
    },
  };
}

export const toPoint = ({ violations, ...row }: typeof points.$inferSelect): PointRow => ({
  ...row,
  violations: JSON.parse(violations),
});
