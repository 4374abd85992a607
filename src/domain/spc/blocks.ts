/**
 * Sums over ranges of subgroups. After a correction only the value's block is summed again and the sums of all blocks are
 * merged. The result is exact, and the cost does not depend on how much was measured since.
 */
import { emptyMoments, type Moments, merge } from "./moments.ts";

/** The sums over one range: of single values, of points, and of their secondary values. */
export interface Block {
  readonly values: Moments;
  readonly location: Moments;
  readonly dispersion: Moments;
  /** The number of excluded points: `location` and `dispersion` are without them. */
  readonly excluded: number;
}

/** A block to which no more subgroups are added. It ranges from the end of the previous block to `last_subgroup`. */
export interface ClosedBlock extends Block {
  readonly last_subgroup: number;
}

export const emptyBlock: Block = {
  values: emptyMoments,
  location: emptyMoments,
  dispersion: emptyMoments,
  excluded: 0,
};

/** A block with this many points or single values is full. */
export const maxBlockPoints = 256;
const maxBlockValues = 2048;

/** Returns the block of a new subgroup, and the block that is closed first if it is full. */
export function nextBlock({ block, last_subgroup }: { block: Block | null; last_subgroup: number }): {
  block: Block | null;
  closed: ClosedBlock | undefined;
} {
  if (!block || (block.location.count < maxBlockPoints && block.values.count < maxBlockValues)) {
    return { block, closed: undefined };
  }
  return { block: emptyBlock, closed: { ...block, last_subgroup } };
}

/** Returns the sums over all of the blocks. */
export const mergeBlocks = (blocks: readonly Block[]): Block =>
  blocks.reduce(
    (all, one) => ({
      values: merge(all.values, one.values),
      location: merge(all.location, one.location),
      dispersion: merge(all.dispersion, one.dispersion),
      excluded: all.excluded + one.excluded,
    }),
    emptyBlock,
  );
