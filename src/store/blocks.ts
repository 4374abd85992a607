/** Stored sums over ranges of subgroups: see `domain/spc/blocks.ts`. */
import { and, asc, desc, eq, gt, gte, lt, lte, max, sql } from "drizzle-orm";
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
  /** The block that contains a subgroup; `undefined` if that is after the last block. */
  containing(of: BlockLevel, subgroup: number): StoredBlock | undefined;
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

export function openBlocks(db: BunSQLiteDatabase): Blocks {
  const ofLevel = ({ product, level }: BlockLevel) => and(eq(blocks.product_id, product), eq(blocks.level, level));

  return {
    list: (of, { after, upTo }, limit = -1) =>
      db
        .select()
        .from(blocks)
        .where(and(ofLevel(of), gt(blocks.last_subgroup, after), lte(blocks.last_subgroup, upTo)))
        .orderBy(asc(blocks.last_subgroup))
        .limit(limit)
        .all()
        .map(toBlock),
    containing(of, subgroup) {
      const row = db
        .select()
        .from(blocks)
        .where(and(ofLevel(of), gte(blocks.last_subgroup, subgroup)))
        .orderBy(asc(blocks.last_subgroup))
        .limit(1)
        .get();
      return row && toBlock(row);
    },
    endBefore: (of, subgroup) =>
      db
        .select({ end: blocks.last_subgroup })
        .from(blocks)
        .where(and(ofLevel(of), lt(blocks.last_subgroup, subgroup)))
        .orderBy(desc(blocks.last_subgroup))
        .limit(1)
        .get()?.end ?? 0,
    count: (of) => db.select({ count: sql<number>`count(*)` }).from(blocks).where(ofLevel(of)).get()?.count ?? 0,
    topLevel: (product) =>
      db
        .select({ level: max(blocks.level) })
        .from(blocks)
        .where(eq(blocks.product_id, product))
        .get()?.level ?? -1,
    save(product_id, { level, last_subgroup, low, high, measured_until, ...sums }) {
      const changed = { sums: JSON.stringify(sums), low, high, measured_until };
      db.insert(blocks)
        .values({ product_id, level, last_subgroup, ...changed })
        .onConflictDoUpdate({ target: [blocks.product_id, blocks.level, blocks.last_subgroup], set: changed })
        .run();
    },
    deleteFrom(product, subgroup) {
      db.delete(blocks)
        .where(and(eq(blocks.product_id, product), gte(blocks.last_subgroup, subgroup)))
        .run();
    },
    firstMeasuredFrom: (product, at) =>
      db
        .select({ end: blocks.last_subgroup })
        .from(blocks)
        .where(and(ofLevel({ product, level: 0 }), gte(blocks.measured_until, at)))
        .orderBy(asc(blocks.last_subgroup))
        .limit(1)
        .get()?.end,
  };
}

const toBlock = ({ product_id: _, sums, ...row }: typeof blocks.$inferSelect): StoredBlock => ({
  ...JSON.parse(sums),
  ...row,
});
