/**
 * Sums over stretches of subgroups. If a value is corrected or deleted, only its block is summed again, and the sums of
 * all blocks are merged: exact, and independent of how much was measured since.
 */
import { type Moments, merge, noMoments } from "./moments.ts";

/** The sums over one stretch: of single values, of points, and of their secondary values. */
export interface Block {
  readonly values: Moments;
  readonly location: Moments;
  readonly dispersion: Moments;
}

/** A block that no more subgroups are added to. It reaches from the block before it to `last_subgroup`. */
export interface ClosedBlock extends Block {
  readonly last_subgroup: number;
}

export const noBlock: Block = { values: noMoments, location: noMoments, dispersion: noMoments };

/** How many points, or single values, make a block full. */
export const fullPoints = 256;
const fullValues = 2048;

/** The block that a new subgroup belongs to, and the one that is closed before it if that is full. */
export function nextBlock({ block, last_subgroup }: { block: Block | null; last_subgroup: number }): {
  block: Block | null;
  closed: ClosedBlock | undefined;
} {
  if (!block || (block.location.count < fullPoints && block.values.count < fullValues)) {
    return { block, closed: undefined };
  }
  return { block: noBlock, closed: { ...block, last_subgroup } };
}

/** The sums over all of these. */
export const mergeBlocks = (blocks: readonly Block[]): Block =>
  blocks.reduce(
    (all, one) => ({
      values: merge(all.values, one.values),
      location: merge(all.location, one.location),
      dispersion: merge(all.dispersion, one.dispersion),
    }),
    noBlock,
  );
