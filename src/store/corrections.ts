/** Corrections of measurements: the row, its point, the sums, the points to judge again, and the history. */
import { and, asc, desc, eq, gt, gte, isNotNull, like, lt, lte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { PlottedPoint } from "../domain/spc/process.ts";
import { alertEnd, alertStart, alerts, corrections, measurements, points, products } from "./board-schema.ts";
import { type MeasurementRow, type PointRow, toPoint } from "./measurements.ts";
import { openPointReads, type PointReads } from "./point-reads.ts";

export type CorrectionRow = typeof corrections.$inferSelect;

/** Subgroups, both ends included. */
export interface SubgroupRange {
  readonly from: number;
  readonly to: number;
}

export interface Corrections extends PointReads {
  /** Changes a measurement. */
  update(id: number, to: Pick<MeasurementRow, "value" | "sample_size" | "note" | "tag_set" | "is_within_spec">): void;
  remove(id: number): void;
  /** Replaces the point of a subgroup; `undefined` removes it and makes the subgroup incomplete. */
  setPoint(product_id: number, subgroup_number: number, point: PlottedPoint | undefined): void;
  /** Sets the tags that all measurements of a subgroup have. */
  setTags(product_id: number, subgroup_number: number, tag_set: number | null): void;
  setSpread(product_id: number, subgroup_number: number, secondary: number | null): void;
  judgePoint(point: PointRow): void;
  /** The counted points among these subgroups, in order. */
  pointsAt(product_id: number, subgroups: readonly number[]): PointRow[];
  /** The single values of the subgroups after `after` up to `upTo`, in order. */
  values(product_id: number, after: number, upTo: number): number[];
  /** Like `values`, with the subgroup of each value. */
  valuesBySubgroup(product_id: number, after: number, upTo: number): { subgroup_number: number; value: number }[];
  /** The subgroup of the nth last point up to subgroup `upTo` (n = 1: the last one); `undefined` if there are fewer. */
  nthPointBefore(product_id: number, upTo: number, n: number): number | undefined;
  /** The first subgroup whose points must be judged again; `null` if there is none. */
  rejudgeFrom(product_id: number): number | null;
  setRejudge(product_id: number, from: number | null): void;
  /** The products with points that must be judged again. */
  productsToRejudge(): number[];
  /** Whether a subgroup in this range has a measurement outside the specification (of this value, if given). */
  hasOutOfSpec(product_id: number, range: SubgroupRange, value: number | undefined): boolean;
  /** Whether a counted point in this range is outside the control limits or, if `rule` is given, violates that rule. */
  hasFlagged(product_id: number, range: SubgroupRange, rule: number | undefined): boolean;
  /** Whether an alert was ever raised because the point of this subgroup was beyond the control limits. */
  hasAlert(product_id: number, subgroup_number: number): boolean;
  /** Ids of a product's unresolved alerts about subgroups of a range, after the id `after`, in order. */
  openAlerts(product_id: number, of: { range: SubgroupRange; after: number; limit: number }): number[];
  addHistory(row: Omit<CorrectionRow, "id">): void;
  /** Newest first. */
  history(product_id: number, page: { limit: number; before?: number | undefined }): CorrectionRow[];
}

export function openCorrections(db: BunSQLiteDatabase): Corrections {
  const isPoint = (product_id: number, subgroup_number: number) =>
    and(eq(points.product_id, product_id), eq(points.subgroup_number, subgroup_number));
  const isCounted = eq(points.excluded, false);
  const param = sql.placeholder;
  const judgePoint = db
    .update(points)
    .set({
      violations: sql`${param("violations")}`,
      is_within_control: sql`${param("within")}`,
      track: sql`${param("track")}`,
      limits_version: sql`${param("version")}`,
    })
    .where(and(eq(points.product_id, param("product")), eq(points.subgroup_number, param("subgroup"))))
    .prepare();
  const judgeValues = db
    .update(measurements)
    .set({ is_within_control: sql`${param("within")}` })
    .where(and(eq(measurements.product_id, param("product")), eq(measurements.subgroup_number, param("subgroup"))))
    .prepare();

  const selectValues = db
    .select({ subgroup_number: measurements.subgroup_number, value: measurements.value })
    .from(measurements)
    .where(
      and(
        eq(measurements.product_id, param("product")),
        gt(measurements.subgroup_number, param("after")),
        lte(measurements.subgroup_number, param("upTo")),
      ),
    )
    .orderBy(asc(measurements.subgroup_number), asc(measurements.sample_number))
    .prepare();
  const selectAlerts = db
    .select({ id: alerts.id })
    .from(alerts)
    .where(
      and(
        eq(alerts.product_id, param("product")),
        // Must be identical to the condition of the partial index.
        sql`status <> 'RESOLVED'`,
        sql`${sql.raw(alertEnd)} >= ${param("from")}`,
        sql`${sql.raw(alertStart)} <= ${param("to")}`,
        gt(alerts.id, param("after")),
      ),
    )
    .orderBy(asc(alerts.id))
    .limit(param("limit"))
    .prepare();
  const valuesBySubgroup = (product: number, after: number, upTo: number) => selectValues.all({ product, after, upTo });

  return {
    ...openPointReads(db),
    update(id, to) {
      db.update(measurements).set(to).where(eq(measurements.id, id)).run();
    },
    remove(id) {
      db.delete(measurements).where(eq(measurements.id, id)).run();
    },
    setPoint(product_id, subgroup_number, point) {
      if (point) {
        db.update(points)
          .set({ value: point.value, secondary: point.secondary, size: point.size ?? null })
          .where(isPoint(product_id, subgroup_number))
          .run();
        return;
      }
      db.delete(points).where(isPoint(product_id, subgroup_number)).run();
      db.update(measurements)
        .set({ is_within_control: null })
        .where(and(eq(measurements.product_id, product_id), eq(measurements.subgroup_number, subgroup_number)))
        .run();
    },
    setTags(product_id, subgroup_number, tag_set) {
      db.update(points).set({ tag_set }).where(isPoint(product_id, subgroup_number)).run();
    },
    setSpread(product_id, subgroup_number, secondary) {
      db.update(points).set({ secondary }).where(isPoint(product_id, subgroup_number)).run();
    },
    judgePoint({ product_id: product, subgroup_number: subgroup, violations, is_within_control, ...point }) {
      const within = Number(is_within_control);
      judgePoint.run({
        ...{ product, subgroup, within },
        violations: JSON.stringify(violations),
        track: point.track && JSON.stringify(point.track),
        version: point.limits_version,
      });
      judgeValues.run({ product, subgroup, within });
    },
    pointsAt: (product_id, subgroups) =>
      db
        .select()
        .from(points)
        .where(
          and(
            eq(points.product_id, product_id),
            sql`${points.subgroup_number} IN (SELECT value FROM json_each(${JSON.stringify(subgroups)}))`,
            isCounted,
          ),
        )
        .orderBy(asc(points.subgroup_number))
        .all()
        .map(toPoint),
    values: (product_id, after, upTo) => valuesBySubgroup(product_id, after, upTo).map(({ value }) => value),
    valuesBySubgroup,
    nthPointBefore: (product_id, upTo, n) =>
      db
        .select({ subgroup_number: points.subgroup_number })
        .from(points)
        .where(and(eq(points.product_id, product_id), lte(points.subgroup_number, upTo)))
        .orderBy(desc(points.subgroup_number))
        .limit(1)
        .offset(n - 1)
        .get()?.subgroup_number,
    rejudgeFrom: (id) =>
      db.select({ from: products.rejudge_from }).from(products).where(eq(products.id, id)).get()?.from ?? null,
    setRejudge(id, rejudge_from) {
      db.update(products).set({ rejudge_from }).where(eq(products.id, id)).run();
    },
    productsToRejudge: () =>
      db
        .select({ id: products.id })
        .from(products)
        .where(isNotNull(products.rejudge_from))
        .all()
        .map(({ id }) => id),
    hasOutOfSpec: (product_id, { from, to }, value) =>
      db
        .select({ id: measurements.id })
        .from(measurements)
        .where(
          and(
            eq(measurements.product_id, product_id),
            gte(measurements.subgroup_number, from),
            lte(measurements.subgroup_number, to),
            eq(measurements.is_within_spec, false),
            value === undefined ? undefined : eq(measurements.value, value),
          ),
        )
        .limit(1)
        .get() !== undefined,
    hasFlagged: (product_id, { from, to }, rule) =>
      db
        .select({ subgroup: points.subgroup_number })
        .from(points)
        .where(
          and(
            eq(points.product_id, product_id),
            gte(points.subgroup_number, from),
            lte(points.subgroup_number, to),
            isCounted,
            // A list of rules in JSON: each is one digit.
            rule === undefined ? eq(points.is_within_control, false) : like(points.violations, `%${rule}%`),
          ),
        )
        .limit(1)
        .get() !== undefined,
    hasAlert: (product_id, subgroup) =>
      db
        .select({ id: alerts.id })
        .from(alerts)
        .where(
          and(
            eq(alerts.product_id, product_id),
            eq(alerts.alert_type, "OUT_OF_CONTROL"),
            sql`${sql.raw(alertStart)} <= ${subgroup}`,
            sql`${sql.raw(alertEnd)} >= ${subgroup}`,
          ),
        )
        .limit(1)
        .get() !== undefined,
    openAlerts: (product, { range, after, limit }) =>
      selectAlerts.all({ product, ...range, after, limit }).map(({ id }) => id),
    addHistory(row) {
      db.insert(corrections).values(row).run();
    },
    history: (product_id, { limit, before }) =>
      db
        .select()
        .from(corrections)
        .where(
          and(eq(corrections.product_id, product_id), before === undefined ? undefined : lt(corrections.id, before)),
        )
        .orderBy(desc(corrections.id))
        .limit(limit)
        .all(),
  };
}
