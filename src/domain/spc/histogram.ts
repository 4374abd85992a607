/** Histograms with readable bin edges: steps of 1, 2 and 5. */
import type { Specification } from "./capability.ts";

/** One bar: the number of values x with `from` ≤ x < `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const minBins = 8;
const maxBins = 30;

/**
 * 8 to 30 adjacent bins of equal width over the values; none if there are no values. They do not extend to the limits: a
 * wide specification would leave two or three bins for all values, and hide the shape. A value on an edge counts in the
 * bin above it. A value on the upper limit conforms and so counts in the bin below it (if there is one), and the last bin
 * includes its upper edge. Values that are not finite are ignored.
 */
export function histogramOf(values: readonly number[], { usl }: Specification): Bin[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [];
  const edges = edgesOver(range(finite), finite.length);
  const counts = edges.slice(1).map(() => 0);
  for (const x of finite) {
    const above = edges.findLastIndex((edge) => edge <= x);
    const below = above === counts.length || (x === usl && edges[above] === x);
    const bin = Math.max(0, below ? above - 1 : above);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: edges[i] ?? 0, to: edges[i + 1] ?? 0, count }));
}

/** The lowest and the highest value, moved apart if doubles are too coarse for bins between them. */
function range(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-12, 1e-300)) return [low, high];
  const margin = size > 1e-290 ? size / 100 : 1;
  return [clampFinite(low - margin), clampFinite(high + margin)];
}

/** The edges whose number is closest to the ideal number of bins for `count` values. */
function edgesOver([low, high]: [number, number], count: number): number[] {
  const ideal = Math.min(20, Math.max(10, Math.sqrt(count)));
  // Divides before subtracting: the difference of two doubles can overflow.
  const finest = Math.floor(Math.log10(high / maxBins - low / maxBins)) - 1;
  let best: { first: number; bins: number; step: number; power: number } | undefined;
  for (let power = finest; power <= finest + 2; power++) {
    for (const step of [1, 2, 5]) {
      const first = lastEdgeUpTo(low, step, power);
      const bins = -lastEdgeUpTo(-high, step, power) - first;
      if (bins < minBins || bins > maxBins) continue;
      if (!best || Math.abs(bins - ideal) < Math.abs(best.bins - ideal)) best = { first, bins, step, power };
    }
  }
  if (!best) throw new RangeError(`No bins from ${low} to ${high}.`);
  const { first, bins, step, power } = best;
  return Array.from({ length: bins + 1 }, (_, i) => edge(first + i, step, power));
}

/** An edge, parsed from its decimals so that the third tenth is 0.3 and not 0.30000000000000004. */
function edge(index: number, step: number, power: number): number {
  return clampFinite(Number(`${index * step}e${power}`));
}

const clampFinite = (x: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));

/** The index of the last edge that is not above x. The quotient may be off by one, so it is compared with the edges. */
function lastEdgeUpTo(x: number, step: number, power: number): number {
  const guess = Math.floor(x / Number(`${step}e${power}`));
  if (edge(guess, step, power) > x) return guess - 1;
  return edge(guess + 1, step, power) <= x ? guess + 1 : guess;
}
