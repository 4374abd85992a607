/** Measurements of the quality board, and the points that their subgroups have on the charts. */
import { and, asc, desc, eq, gt, inArray, lt, lte, not, type SQL, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import type { Track } from "../domain/spc/charts/chart-type.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";
import { measurements, points } from "./board-schema.ts";
import { receipts } from "./client-schema.ts";
import { type MeasurementReads, type MeasurementRow, openMeasurementReads } from "./measurement-reads.ts";

export type { MeasurementRow };

/** Larger than any id or subgroup number. */
const maxId = Number.MAX_SAFE_INTEGER;

/** A point, judged when it was added. */
export interface PointRow {
  readonly product_id: number;
  readonly subgroup_number: number;
  readonly value: number;
  readonly secondary: number | null;
  /** The number of its values or items, or its area; `null` if that is the same for all points. */
  readonly size: number | null;
  /** The statistic that is carried from point to point; `null` if the chart has none. */
  readonly track: Track | null;
  readonly violations: RuleNumber[];
  readonly is_within_control: boolean;
  readonly limits_version: number;
  /** Milliseconds since 1970. */
  readonly measured_at: number;
  /** Whether limits, rules and capability are computed without it. */
  readonly excluded: boolean;
  readonly cause: string | null;
  readonly action: string | null;
  readonly note: string | null;
  /** The number of the tags that all of its measurements have in common: see `tags.ts`. */
  readonly tag_set: number | null;
}

export type NewPoint = Omit<PointRow, "excluded" | "cause" | "action" | "note" | "tag_set" | "size" | "track"> & {
  readonly tag_set?: number | null;
  readonly size?: number | null | undefined;
  readonly track?: Track | null;
};

export type NewMeasurement = Omit<MeasurementRow, "id" | "is_within_control" | "note" | "tag_set" | "sample_size"> & {
  readonly tag_set?: number | null;
  readonly sample_size?: number | null;
  readonly is_within_control?: boolean | null;
};

/** What an idempotency key wrote: the ids of a list, or how many values an import had. */
export type ReceiptResult = readonly number[] | { readonly created: number };

/** What is hidden while an import is written: a product's rows after this measurement and this subgroup. */
export interface HiddenRows {
  readonly after_measurement: number;
  readonly after_subgroup: number;
}

export interface Measurements extends MeasurementReads {
  /** Throws `sample_repeated` if the subgroup has that sample already. */
  add(row: NewMeasurement): MeasurementRow;
  /**
   * Hides rows of a product from `list` and `lastPoints` while an import is written; `undefined` makes them visible.
   */
  hide(product_id: number, after: HiddenRows | undefined): void;
  hidden(product_id: number): HiddenRows | undefined;
  /** Whether any measurement of the product has this sample number. */
  hasSample(product_id: number, sample_number: number): boolean;
  addPoint(point: NewPoint): void;
  /** Sets whether a subgroup's measurements are within control. */
  setWithinControl(product_id: number, subgroup_number: number, is_within_control: boolean): void;
  /** Newest first: of `product`, of the products in `only`, or of all; only measurements older than `before`. */
  list(of: {
    product?: number | undefined;
    only?: readonly number[] | undefined;
    limit: number;
    before?: number | undefined;
  }): MeasurementRow[];
  /** Whether this is one of the user's last `count` measurements of its product. */
  isOwnLast(row: MeasurementRow, user_id: number, count: number): boolean;
  /** In the order of the ids given. */
  byIds(ids: readonly number[]): MeasurementRow[];
  /** The single values of these subgroups, oldest first. */
  valuesOf(product_id: number, subgroups: readonly number[]): { subgroup_number: number; value: number }[];
  /** The points of these subgroups, oldest first. */
  pointsOf(product_id: number, subgroups: readonly number[]): PointRow[];
  /** The last points up to a subgroup (default: the last one), oldest first, excluded ones among them. */
  lastPoints(product_id: number, limit: number, upTo?: number): PointRow[];
  /** What was written under a client's idempotency key, if it was used before. */
  receipt(user_id: number, key: string): ReceiptResult | undefined;
  saveReceipt(receipt: { user_id: number; key: string }, written: ReceiptResult, at: number): void;
  /** Deletes the keys used before `at`, in milliseconds since 1970. */
  deleteReceiptsBefore(at: number): void;
}

export function openMeasurements(db: BunSQLiteDatabase): Measurements {
  const param = sql.placeholder;
  const insert = db
    .insert(measurements)
    .values({
      product_id: param("product_id"),
      subgroup_number: param("subgroup_number"),
      sample_number: param("sample_number"),
      value: param("value"),
      sample_size: param("sample_size"),
      is_within_spec: sql`${param("is_within_spec")}`,
      measured_at: param("measured_at"),
      measured_by: param("measured_by"),
      is_within_control: sql`${param("is_within_control")}`,
      tag_set: param("tag_set"),
    })
    .onConflictDoNothing()
    .returning()
    .prepare();
  const selectSample = db
    .select({ id: measurements.id })
    .from(measurements)
    .where(and(eq(measurements.product_id, param("product")), eq(measurements.sample_number, param("sample"))))
    .limit(1)
    .prepare();
  const insertPoint = db
    .insert(points)
    .values({
      product_id: param("product_id"),
      subgroup_number: param("subgroup_number"),
      value: param("value"),
      secondary: param("secondary"),
      size: param("size"),
      track: param("track"),
      violations: param("violations"),
      is_within_control: sql`${param("is_within_control")}`,
      limits_version: param("limits_version"),
      measured_at: param("measured_at"),
      tag_set: param("tag_set"),
    })
    .prepare();
  const judge = db
    .update(measurements)
    .set({ is_within_control: sql`${param("is_within_control")}` })
    .where(and(eq(measurements.product_id, param("product")), eq(measurements.subgroup_number, param("subgroup"))))
    .prepare();
  const selectReceipt = db
    .select({ measurements: receipts.measurements })
    .from(receipts)
    .where(and(eq(receipts.user_id, param("user")), eq(receipts.key, param("key"))))
    .prepare();
  const ofProduct = (id: number) => eq(measurements.product_id, id);
  const hidden = new Map<number, HiddenRows>();
  /** The condition for rows that are not hidden, of one product or of all. */
  const isVisible = (product: number | undefined) =>
    and(
      ...Array.from(hidden, ([id, { after_measurement }]) =>
        product === undefined || product === id
          ? not(and(ofProduct(id), gt(measurements.id, after_measurement)) as SQL)
          : undefined,
      ),
    );

  return {
    ...openMeasurementReads(db),
    add(row) {
      const { is_within_control = null, tag_set = null, sample_size = null } = row;
      const added = insert.get({
        ...row,
        tag_set,
        sample_size,
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
    hasSample: (product, sample) => selectSample.get({ product, sample }) !== undefined,
    addPoint({ violations, is_within_control, tag_set = null, size = null, track = null, ...point }) {
      insertPoint.run({
        ...point,
        tag_set,
        size,
        track: track && JSON.stringify(track),
        violations: JSON.stringify(violations),
        is_within_control: Number(is_within_control),
      });
    },
    setWithinControl(product, subgroup, is_within_control) {
      judge.run({ product, subgroup, is_within_control: Number(is_within_control) });
    },
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
            isVisible(product),
            only === undefined ? undefined : inArray(measurements.product_id, [...only]),
            before === undefined ? undefined : lt(measurements.id, before),
          ),
        )
        .orderBy(desc(measurements.id))
        .limit(limit)
        .all(),
    byIds(ids) {
      const found = db
        .select()
        .from(measurements)
        .where(inArray(measurements.id, [...ids]))
        .all();
      const rowById = new Map(found.map((row) => [row.id, row]));
      return ids.flatMap((id) => rowById.get(id) ?? []);
    },
    valuesOf: (id, subgroups) =>
      db
        .select({ subgroup_number: measurements.subgroup_number, value: measurements.value })
        .from(measurements)
        .where(and(ofProduct(id), inArray(measurements.subgroup_number, [...subgroups])))
        .orderBy(asc(measurements.subgroup_number), asc(measurements.sample_number))
        .all(),
    pointsOf: (id, subgroups) =>
      db
        .select()
        .from(points)
        .where(and(eq(points.product_id, id), inArray(points.subgroup_number, [...subgroups])))
        .orderBy(asc(points.subgroup_number))
        .all()
        .map(toPoint),
    lastPoints(id, limit, upTo = maxId) {
      // One upper bound: SQLite would use only the first of two, and read all rows up to it.
      const end = Math.min(upTo, hidden.get(id)?.after_subgroup ?? maxId);
      return db
        .select()
        .from(points)
        .where(and(eq(points.product_id, id), lte(points.subgroup_number, end)))
        .orderBy(desc(points.subgroup_number))
        .limit(limit)
        .all()
        .map(toPoint)
        .reverse();
    },
    receipt(user, key) {
      const row = selectReceipt.get({ user, key });
      return row && JSON.parse(row.measurements);
    },
    saveReceipt({ user_id, key }, written, at) {
      db.insert(receipts)
        .values({ user_id, key, measurements: JSON.stringify(written), at })
        .run();
    },
    deleteReceiptsBefore(at) {
      db.delete(receipts).where(lt(receipts.at, at)).run();
    },
  };
}

export const toPoint = ({ violations, track, ...row }: typeof points.$inferSelect): PointRow => ({
  ...row,
  track: track === null ? null : JSON.parse(track),
  violations: JSON.parse(violations),
});
