/** Positions in the whole history of a product: the overview's buckets map them to subgroups and back. */
import type { Overview } from "../../../domain/spc/overview.ts";

/** The number of points up to a subgroup, as far as the buckets say. */
export function positionOf({ buckets }: Overview, subgroup: number): number {
  let before = 0;
  for (const { from_subgroup, to_subgroup, points } of buckets) {
    if (subgroup <= to_subgroup) {
      const share = (subgroup - from_subgroup + 1) / (to_subgroup - from_subgroup + 1);
      return before + Math.max(0, share) * points;
    }
    before += points;
  }
  return before;
}

/** The subgroup of the point at a position, counted from 1. */
export function subgroupAt({ buckets }: Overview, position: number): number {
  let before = 0;
  for (const { from_subgroup, to_subgroup, points } of buckets) {
    if (position <= before + points) {
      const share = points === 0 ? 1 : Math.max(0, position - before) / points;
      return Math.max(from_subgroup, Math.round(from_subgroup - 1 + share * (to_subgroup - from_subgroup + 1)));
    }
    before += points;
  }
  return buckets.at(-1)?.to_subgroup ?? 1;
}
