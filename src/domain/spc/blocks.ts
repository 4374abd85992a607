/**
 * Sums over ranges of subgroups, as a tree: a block of level 0 is computed from up to 64 points, a block of a higher level is
 * merged from 8 blocks of the level below. After a correction only the blocks that contain the value are computed again, so
 * that the cost grows with the logarithm of the number of points. The result is exact.
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
export const maxBlockPoints = 64;
const maxBlockValues = 2048;
/** How many blocks of one level are merged to one of the next. */
export const blocksPerLevel = 8;

/** The extremes of the counted points of a block, for the overview. */
export interface Extremes {
  /** `null` if it has no counted points. */
  readonly low: number | null;
  readonly high: number | null;
  /** The latest time of a point, in milliseconds since 1970. */
  readonly measured_until: number | null;
}

/** A stored block. */
export interface StoredBlock extends ClosedBlock, Extremes {
  readonly level: number;
}

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

/** Returns the extremes over all of these blocks or points. */
export function extremesOf(all: readonly Extremes[]): Extremes {
  const pick = (choose: (...values: number[]) => number, values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : choose(...known);
  };
  return {
    low: pick(
      Math.min,
      all.map(({ low }) => low),
    ),
    high: pick(
      Math.max,
      all.map(({ high }) => high),
    ),
    measured_until: pick(
      Math.max,
      all.map(({ measured_until }) => measured_until),
    ),
  };
}
