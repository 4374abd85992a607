/** Tags of measurements. Each combination is a row of its own, so that a measurement stores and filters by one number. */
import { and, asc, count, desc, eq, gt, gte, inArray, lte, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { Fault } from "../domain/faults.ts";
import { maxTagNames, maxTagSets, maxTagValues, type TagRecord } from "../domain/spc/tag-names.ts";
import type { AskedTags } from "../domain/spc/tags.ts";
import { measurements, points, products, tagSets, tagValues } from "./board-schema.ts";

/** A point with its tags, without how it was judged. */
export type TaggedPoint = Pick<
  typeof points.$inferSelect,
  "subgroup_number" | "value" | "secondary" | "size" | "tag_set"
>;

export interface TagStore {
  /** Returns the number of a combination of tags, added if it is new; `null` for no tags. Throws `too_many_tags`. */
  intern(product_id: number, tags: TagRecord): number | null;
  /** Returns the number of the combination of tags that all measurements of a subgroup have; `null` if there is none. */
  common(product_id: number, subgroup_number: number): number | null;
  /** The tags of these combinations, by their numbers. */
  read(sets: Iterable<number | null>): ReadonlyMap<number | null, TagRecord>;
  /** The combinations of a product with numbers greater than `after`. */
  ofProduct(product_id: number, after: number, limit: number): { id: number; tags: TagRecord }[];
  /** The subgroups after `after` up to `upTo` whose points have this combination, newest first. */
  subgroups(of: { product: number; set: number; after: number; upTo: number; limit: number }): number[];
  /** The counted points from a subgroup on, oldest first, with the columns that a comparison needs. */
  points(product_id: number, from: number, limit: number): TaggedPoint[];
  /** The values of each tag of a product, newest first. */
  known(product_id: number): { name: string; value: string }[];
  /** The single values of the subgroups after `after` up to `upTo`, with their tags, in order. */
  values(
    product_id: number,
    after: number,
    upTo: number,
  ): { subgroup_number: number; value: number; tag_set: number | null; measured_by: number | null }[];
  /** The tags that the pad asks for. */
  asked(product_id: number): AskedTags;
  ask(product_id: number, tags: AskedTags): void;
}

/** Adds combinations of tags, each once per product. */
function createInterning(db: BunSQLiteDatabase): Pick<TagStore, "intern" | "common"> {
  const param = sql.placeholder;
  const find = db
    .select({ id: tagSets.id })
    .from(tagSets)
    .where(and(eq(tagSets.product_id, param("product")), eq(tagSets.tags, param("tags"))))
    .prepare();
  const read = readerOf(db);
  const setsOfSubgroup = db
    .selectDistinct({ id: measurements.tag_set })
    .from(measurements)
    .where(and(eq(measurements.product_id, param("product")), eq(measurements.subgroup_number, param("subgroup"))))
    .prepare();

  function addValue(product_id: number, name: string, value: string): void {
    const added = db.insert(tagValues).values({ product_id, name, value }).onConflictDoNothing().returning().all();
    if (added.length === 0) return;
    const ofName = and(eq(tagValues.product_id, product_id), eq(tagValues.name, name));
    const values = db.select({ n: count() }).from(tagValues).where(ofName).get()?.n ?? 0;
    if (values > maxTagValues) throw new Fault("too_many_tags");
    if (values > 1) return;
    const names = db
      .selectDistinct({ name: tagValues.name })
      .from(tagValues)
      .where(eq(tagValues.product_id, product_id));
    if (names.all().length > maxTagNames) throw new Fault("too_many_tags");
  }

  function add(product_id: number, tags: string): number {
    return db.insert(tagSets).values({ product_id, tags }).returning({ id: tagSets.id }).get().id;
  }

  const countSets = (product_id: number): number =>
    db.select({ n: count() }).from(tagSets).where(eq(tagSets.product_id, product_id)).get()?.n ?? 0;

  function intern(product_id: number, tags: TagRecord): number | null {
    const entries = Object.entries(tags);
    if (entries.length === 0) return null;
    const json = JSON.stringify(tags);
    const found = find.get({ product: product_id, tags: json });
    if (found) return found.id;
    if (countSets(product_id) >= maxTagSets) throw new Fault("too_many_tags");
    for (const [name, value] of entries) addValue(product_id, name, value);
    return add(product_id, json);
  }

  return {
    intern,
    common(product, subgroup) {
      const ids = setsOfSubgroup.all({ product, subgroup }).map(({ id }) => id);
      const [only = null] = ids;
      if (ids.length <= 1 || ids.includes(null)) return ids.length === 1 ? only : null;
      const [first = {}, ...others] = [...read(ids).values()];
      const shared = Object.entries(first).filter(([name, value]) => others.every((tags) => tags[name] === value));
      if (shared.length === 0) return null;
      const json = JSON.stringify(Object.fromEntries(shared));
      const found = find.get({ product, tags: json });
      if (found) return found.id;
      return countSets(product) < 2 * maxTagSets ? add(product, json) : null;
    },
  };
}

const readerOf =
  (db: BunSQLiteDatabase) =>
  (sets: Iterable<number | null>): ReadonlyMap<number | null, TagRecord> => {
    const ids = [...new Set(sets)].filter((id) => id !== null);
    if (ids.length === 0) return new Map();
    const rows = db.select().from(tagSets).where(inArray(tagSets.id, ids)).all();
    return new Map(rows.map(({ id, tags }) => [id, JSON.parse(tags)]));
  };

export function openTags(db: BunSQLiteDatabase): TagStore {
  const param = sql.placeholder;
  const subgroups = db
    .select({ subgroup_number: points.subgroup_number })
    .from(points)
    .where(
      and(
        eq(points.product_id, param("product")),
        eq(points.tag_set, param("set")),
        gt(points.subgroup_number, param("after")),
        lte(points.subgroup_number, param("upTo")),
      ),
    )
    .orderBy(desc(points.subgroup_number))
    .limit(param("limit"))
    .prepare();
  const setsOfProduct = db
    .select({ id: tagSets.id, tags: tagSets.tags })
    .from(tagSets)
    .where(and(eq(tagSets.product_id, param("product")), gt(tagSets.id, param("after"))))
    .orderBy(asc(tagSets.id))
    .limit(param("limit"))
    .prepare();
  const { subgroup_number, value, secondary, size, tag_set } = points;
  const taggedPoints = db
    .select({ subgroup_number, value, secondary, size, tag_set })
    .from(points)
    .where(
      and(eq(points.product_id, param("product")), gte(subgroup_number, param("from")), eq(points.excluded, false)),
    )
    .orderBy(asc(subgroup_number))
    .limit(param("limit"))
    .prepare();
  return {
    ...createInterning(db),
    read: readerOf(db),
    ofProduct: (product, after, limit) =>
      setsOfProduct.all({ product, after, limit }).map(({ id, tags }) => ({ id, tags: JSON.parse(tags) })),
    subgroups: ({ product, set, after, upTo, limit }) =>
      subgroups.all({ product, set, after, upTo, limit }).map(({ subgroup_number }) => subgroup_number),
    values: (product_id, after, upTo) =>
      db
        .select({
          subgroup_number: measurements.subgroup_number,
          value: measurements.value,
          tag_set: measurements.tag_set,
          measured_by: measurements.measured_by,
        })
        .from(measurements)
        .where(
          and(
            eq(measurements.product_id, product_id),
            gt(measurements.subgroup_number, after),
            lte(measurements.subgroup_number, upTo),
          ),
        )
        .orderBy(asc(measurements.subgroup_number), asc(measurements.sample_number))
        .all(),
    points: (product, from, limit) => taggedPoints.all({ product, from, limit }),
    known: (product_id) =>
      db
        .select({ name: tagValues.name, value: tagValues.value })
        .from(tagValues)
        .where(eq(tagValues.product_id, product_id))
        .orderBy(desc(tagValues.id))
        .all(),
    asked: (id) =>
      JSON.parse(
        db.select({ tags: products.asked_tags }).from(products).where(eq(products.id, id)).get()?.tags ?? "[]",
      ),
    ask(id, tags) {
      db.update(products)
        .set({ asked_tags: JSON.stringify(tags) })
        .where(eq(products.id, id))
        .run();
    },
  };
}
