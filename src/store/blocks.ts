/** Stored sums over ranges of subgroups: see `domain/spc/blocks.ts`. */
import { and, asc, eq, gt, gte, lt, lte, max, min, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { StoredBlock } from "../domain/spc/blocks.ts";
import { blocks } from "./limits-schema.ts";

/** Blocks of one level. */
export interface BlockLevel {
  readonly product: number;
  readonly level: number;
}

/** Subgroups after `after` (exclusive) up to `upTo` (inclusive). */
export interface BlockRange {
  readonly after: number;
  readonly upTo: number;
}

export interface Blocks {
  /** Blocks that end in a range, in order; at most `limit`. */
  list(of: BlockLevel, range: BlockRange, limit?: number): StoredBlock[];
  /** The end of the block that contains a subgroup; `undefined` if that is after the last block. */
  endOf(of: BlockLevel, subgroup: number): number | undefined;
  /** The end of the last block that ends before a subgroup; 0 if there is none. */
  endBefore(of: BlockLevel, subgroup: number): number;
  count(of: BlockLevel): number;
  /** The highest level that a product has; -1 without blocks. */
  topLevel(product: number): number;
  save(product: number, block: StoredBlock): void;
  /** Deletes the blocks of all levels that end at a subgroup or after it. */
  deleteFrom(product: number, subgroup: number): void;
  /** The end of the first block of level 0 with a point measured at `at` or later; `undefined` if there is none. */
  firstMeasuredFrom(product: number, at: number): number | undefined;
}

/** Statements are prepared once: a correction runs dozens of them. */
export function openBlocks(db: BunSQLiteDatabase): Blocks {
  const param = sql.placeholder;
  const isOfLevel = and(eq(blocks.product_id, param("product")), eq(blocks.level, param("level")));
  const list = db
    .select()
    .from(blocks)
    .where(and(isOfLevel, gt(blocks.last_subgroup, param("after")), lte(blocks.last_subgroup, param("upTo"))))
    .orderBy(asc(blocks.last_subgroup))
    .limit(param("limit"))
    .prepare();
  const endOf = db
    .select({ end: min(blocks.last_subgroup) })
    .from(blocks)
    .where(and(isOfLevel, gte(blocks.last_subgroup, param("subgroup"))))
    .prepare();
  const endBefore = db
    .select({ end: max(blocks.last_subgroup) })
    .from(blocks)
    .where(and(isOfLevel, lt(blocks.last_subgroup, param("subgroup"))))
    .prepare();
  const topLevel = db
    .select({ level: max(blocks.level) })
    .from(blocks)
    .where(eq(blocks.product_id, param("product")))
    .prepare();
  const deleteFrom = db
    .delete(blocks)
    .where(and(isOfLevel, gte(blocks.last_subgroup, param("subgroup"))))
    .prepare();
  const changed = {
    sums: sql`${param("sums")}`,
    low: sql`${param("low")}`,
    high: sql`${param("high")}`,
    measured_until: sql`${param("measured_until")}`,
  };
  const save = db
    .insert(blocks)
    .values({
      ...{ product_id: param("product"), level: param("level"), last_subgroup: param("last_subgroup") },
      ...changed,
    })
    .onConflictDoUpdate({ target: [blocks.product_id, blocks.level, blocks.last_subgroup], set: changed })
    .prepare();
  const top = (product: number) => topLevel.get({ product })?.level ?? -1;

  return {
    list: (of, range, limit = -1) => list.all({ ...of, ...range, limit }).map(toBlock),
    endOf: (of, subgroup) => endOf.get({ ...of, subgroup })?.end ?? undefined,
    endBefore: (of, subgroup) => endBefore.get({ ...of, subgroup })?.end ?? 0,
    count: ({ product, level }) =>
      db
        .select({ count: sql<number>`count(*)` })
        .from(blocks)
        .where(and(eq(blocks.product_id, product), eq(blocks.level, level)))
        .get()?.count ?? 0,
    topLevel: top,
    save(product, { level, last_subgroup, low, high, measured_until, ...sums }) {
      save.run({ product, level, last_subgroup, low, high, measured_until, sums: JSON.stringify(sums) });
    },
    deleteFrom(product, subgroup) {
      // Level by level: without it, the index would not be used, and all blocks of the product would be read.
      for (let level = top(product); level >= 0; level--) deleteFrom.run({ product, level, subgroup });
    },
    firstMeasuredFrom: (product, at) =>
      db
        .select({ end: blocks.last_subgroup })
        .from(blocks)
        .where(and(eq(blocks.product_id, product), eq(blocks.level, 0), gte(blocks.measured_until, at)))
        .orderBy(asc(blocks.last_subgroup))
        .limit(1)
        .get()?.end,
  };
}

const toBlock = ({ product_id: _, sums, ...row }: typeof blocks.$inferSelect): StoredBlock => ({
  ...JSON.parse(sums),
  ...row,
});
