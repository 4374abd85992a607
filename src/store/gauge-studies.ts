/** Gauge studies of products, and their values. */
import { and, count, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { GaugeOrder } from "../domain/spc/gauge/design.ts";
import { gaugeStudies, gaugeValues } from "./gauge-schema.ts";

export interface GaugeStudyRow {
  readonly id: number;
  readonly product_id: number;
  readonly name: string;
  readonly operators: readonly string[];
  readonly parts: readonly string[];
  readonly repeats: number;
  readonly order: GaugeOrder;
  /** The indices of all measurements in the order of measuring. */
  readonly sequence: readonly number[];
  readonly tolerance: number | null;
  readonly alpha: number;
  readonly sigmas: number;
  /** Milliseconds since 1970. */
  readonly created_at: number;
}
/** A study with the number of its values. */
export type CountedStudy = GaugeStudyRow & { readonly measured: number };

export interface GaugeValueRow {
  /** The index of the measurement in its study. */
  readonly cell: number;
  readonly value: number;
  readonly measured_by: number | null;
  readonly measured_at: number;
}

/** Identifies a study. */
export interface StudyRef {
  readonly product: number;
  readonly study: number;
}

export interface GaugeStudies {
  add(study: Omit<GaugeStudyRow, "id">): GaugeStudyRow;
  find(of: StudyRef): GaugeStudyRow | undefined;
  /** Newest first: of `product`, of the products in `only`, or of all. */
  list(of: {
    product?: number | undefined;
    only?: readonly number[] | undefined;
    limit: number;
    before?: number | undefined;
  }): CountedStudy[];
  count(product: number): number;
  update(study: GaugeStudyRow): void;
  /** Deletes a study with its values. */
  remove(of: StudyRef): void;
  values(of: StudyRef): GaugeValueRow[];
  /** Stores a value, in place of the one that is there. */
  setValue(of: StudyRef, row: GaugeValueRow): void;
  deleteValue(of: StudyRef, cell: number): void;
}

export function openGaugeStudies(db: BunSQLiteDatabase): GaugeStudies {
  const studyIs = ({ product, study }: StudyRef) =>
    and(eq(gaugeStudies.product_id, product), eq(gaugeStudies.id, study));
  const valuesOf = ({ product, study }: StudyRef) =>
    and(eq(gaugeValues.product_id, product), eq(gaugeValues.study_id, study)) as SQL;
  const measured = sql<number>`(SELECT count(*) FROM ${gaugeValues}
    WHERE ${gaugeValues.product_id} = "gauge_studies"."product_id" AND ${gaugeValues.study_id} = "gauge_studies"."id")`;

  return {
    add: (study) => fromRow(db.insert(gaugeStudies).values(toRow(study)).returning().get()),
    find(of) {
      const row = db.select().from(gaugeStudies).where(studyIs(of)).get();
      return row && fromRow(row);
    },
    list: ({ product, only, limit, before }) =>
      db
        .select({ study: gaugeStudies, measured })
        .from(gaugeStudies)
        .where(
          and(
            product === undefined ? undefined : eq(gaugeStudies.product_id, product),
            only === undefined ? undefined : inArray(gaugeStudies.product_id, [...only]),
            before === undefined ? undefined : lt(gaugeStudies.id, before),
          ),
        )
        .orderBy(desc(gaugeStudies.id))
        .limit(limit)
        .all()
        .map(({ study, measured }) => ({ ...fromRow(study), measured })),
    count: (product) =>
      db.select({ n: count() }).from(gaugeStudies).where(eq(gaugeStudies.product_id, product)).get()?.n ?? 0,
    update({ id, product_id, ...study }) {
      db.update(gaugeStudies)
        .set(toRow({ ...study, product_id }))
        .where(studyIs({ product: product_id, study: id }))
        .run();
    },
    remove(of) {
      db.delete(gaugeValues).where(valuesOf(of)).run();
      db.delete(gaugeStudies).where(studyIs(of)).run();
    },
    values: (of) =>
      db
        .select({
          cell: gaugeValues.cell,
          value: gaugeValues.value,
          measured_by: gaugeValues.measured_by,
          measured_at: gaugeValues.measured_at,
        })
        .from(gaugeValues)
        .where(valuesOf(of))
        .all(),
    setValue({ product, study }, { cell, ...set }) {
      db.insert(gaugeValues)
        .values({ product_id: product, study_id: study, cell, ...set })
        .onConflictDoUpdate({ target: [gaugeValues.product_id, gaugeValues.study_id, gaugeValues.cell], set })
        .run();
    },
    deleteValue(of, cell) {
      db.delete(gaugeValues)
        .where(and(valuesOf(of), eq(gaugeValues.cell, cell)))
        .run();
    },
  };
}

const toRow = ({ operators, parts, sequence, ...study }: Omit<GaugeStudyRow, "id">) => ({
  ...study,
  operators: JSON.stringify(operators),
  parts: JSON.stringify(parts),
  sequence: JSON.stringify(sequence),
});

const fromRow = ({ operators, parts, sequence, ...row }: typeof gaugeStudies.$inferSelect): GaugeStudyRow => ({
  ...row,
  operators: JSON.parse(operators),
  parts: JSON.parse(parts),
  sequence: JSON.parse(sequence),
});
