/**
 * The combinations of tags of each product, in memory. They never change, so only new ones are read, in slices. Must not be
 * used within a commit: what a failed commit added must not be remembered.
 */
import type { TagRecord } from "../domain/spc/tag-names.ts";
import type { TagStore } from "../store/tags.ts";
import { createPause } from "./slices.ts";

/** The most products whose combinations are remembered. */
const maxProducts = 20;
/** How many combinations one slice reads. */
const setsPerSlice = 250;

export interface TagSets {
  /** The tags of each combination of a product, by its number. */
  of(product: number): Promise<ReadonlyMap<number | null, TagRecord>>;
}

export function createTagSets(tags: TagStore): TagSets {
  const known = new Map<number, { last: number; sets: Map<number | null, TagRecord> }>();
  return {
    async of(product) {
      const cached = known.get(product) ?? { last: 0, sets: new Map<number | null, TagRecord>() };
      known.delete(product);
      known.set(product, cached);
      const [oldest] = known.keys();
      if (known.size > maxProducts && oldest !== undefined) known.delete(oldest);
      const pause = createPause();
      for (let more = true; more; ) {
        const added = tags.ofProduct(product, cached.last, setsPerSlice);
        for (const { id, tags } of added) {
          cached.sets.set(id, tags);
          cached.last = Math.max(cached.last, id);
        }
        more = added.length === setsPerSlice;
        await pause();
      }
      return cached.sets;
    },
  };
}
