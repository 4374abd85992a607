/** Values in bins with readable edges, with the specification in sight. Steps of 1, 2 and 5 as on any ruler. */
import type { Specification } from "./capability.ts";

/** One bar: how many values from `from` on, below `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const fewest = 8;
const maxBins = 30;

/**
 * 8 to 30 bins of one width, side by side, that hold every value and both limits; none where there is no value.
 * A value on an edge counts in the bin above, but on the upper limit in the bin below it, for there it still conforms
 * (unless nothing is lower: then there is none); the last bin holds its upper edge as well. What is no finite number is
 * left out.
 */
export function histogramOf(values: readonly number[], { lsl, usl }: Specification): Bin[] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [];
  const edges = edgesOver(range([...finite, lsl, usl]), finite.length);
  const counts = edges.slice(1).map(() => 0);
  for (const x of finite) {
    const above = edges.findLastIndex((edge) => edge <= x);
    const below = above === counts.length || (x === usl && edges[above] === x);
    const bin = Math.max(0, below ? above - 1 : above);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: edges[i] ?? 0, to: edges[i + 1] ?? 0, count }));
}

/** The lowest and the highest, moved apart where a double could not count bins between them. */
function range(values: readonly (number | null)[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of values) {
    if (x === null || !Number.isFinite(x)) continue;
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > Math.max(size * 1e-12, 1e-300)) return [low, high];
  const apart = size > 1e-290 ? size / 100 : 1;
  return [bounded(low - apart), bounded(high + apart)];
}

/** The edges whose number comes nearest to what suits so many values. */
function edgesOver([low, high]: [number, number], count: number): number[] {
  const wanted = Math.min(20, Math.max(10, Math.sqrt(count)));
  // Divided before the subtraction: the widest range of doubles is no double.
  const finest = Math.floor(Math.log10(high / maxBins - low / maxBins)) - 1;
  let best: { first: number; bins: number; step: number; power: number } | undefined;
  for (let power = finest; power <= finest + 2; power++) {
    for (const step of [1, 2, 5]) {
      const first = lastEdgeUpTo(low, step, power);
      const bins = -lastEdgeUpTo(-high, step, power) - first;
      if (bins < fewest || bins > maxBins) continue;
      if (!best || Math.abs(bins - wanted) < Math.abs(best.bins - wanted)) best = { first, bins, step, power };
    }
  }
  if (!best) throw new RangeError(`No bins from ${low} to ${high}.`);
  const { first, bins, step, power } = best;
  return Array.from({ length: bins + 1 }, (_, i) => edge(first + i, step, power));
}

/** Read from its decimals, so that the third tenth is 0.3 and not 0.30000000000000004. */
function edge(index: number, step: number, power: number): number {
  return bounded(Number(`${index * step}e${power}`));
}

const bounded = (x: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, x));

/** The index of the last edge that is not above x. The quotient may be off by one, the edges are not. */
function lastEdgeUpTo(x: number, step: number, power: number): number {
  const guess = Math.floor(x / Number(`${step}e${power}`));
  if (edge(guess, step, power) > x) return guess - 1;
  return edge(guess + 1, step, power) <= x ? guess + 1 : guess;
}
