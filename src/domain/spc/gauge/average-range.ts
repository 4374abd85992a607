/**
 * Gauge R&R by averages and ranges. Its factors K1, K2 and K3 are 1/d2*, which is computed here: printed tables have three
 * to five digits.
 * Sources: AIAG, "Measurement Systems Analysis", 4th ed., ch. III B (method and report form) and appendix C (d2*); A. J.
 * Duncan, "Quality Control and Industrial Statistics", appendix D3: (d2*)² = d2² + d3²/g for the mean of g ranges.
 */
import { constantsFor } from "../constants.ts";
import type { Limits } from "../control-limits.ts";
import { normalRange } from "../normal-range.ts";
import type { GaugeValues } from "./anova.ts";

/** For the mean of more ranges than this, AIAG uses d2 for d2*. */
const maxRanges = 15;

const cache = new Map<number, { mean: number; sd: number }>();
function rangeOf(size: number): { mean: number; sd: number } {
  const range = cache.get(size) ?? normalRange(size);
  cache.set(size, range);
  return range;
}

/** Returns d2* for the mean of `ranges` ranges of `size` values each. */
export function d2Star(size: number, ranges: number): number {
  const { mean: d2, sd: d3 } = rangeOf(size);
  return ranges > maxRanges ? d2 : Math.sqrt(d2 ** 2 + d3 ** 2 / ranges);
}

export interface GaugeAverageRange {
  /** The mean of all ranges. */
  readonly r_bar: number;
  /** The range of the operators' means. */
  readonly x_diff: number;
  /** The range of the parts' means. */
  readonly r_parts: number;
  readonly k1: number;
  readonly k2: number;
  readonly k3: number;
  /** Standard deviations: equipment variation (repeatability), appraiser variation (reproducibility), part variation. */
  readonly ev: number;
  readonly av: number;
  readonly pv: number;
  /** The lines of the charts of ranges and of means. */
  readonly range_limits: Limits;
  readonly mean_limits: Limits;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

/** Analyses a complete study of at least 2 parts, 2 operators and 2 to 25 repeats. */
export function gaugeAverageRange(values: GaugeValues): GaugeAverageRange {
  const [first = []] = values;
  const [parts, operators, repeats] = [values.length, first.length, first[0]?.length ?? 0];
  const r_bar = mean(values.flat().map(spread));
  const x_diff = spread(first.map((_, operator) => mean(values.flatMap((part) => part[operator] ?? []))));
  const r_parts = spread(values.map((part) => mean(part.flat())));
  const k1 = 1 / d2Star(repeats, parts * operators);
  const k2 = 1 / d2Star(operators, 1);
  const k3 = 1 / d2Star(parts, 1);
  const ev = r_bar * k1;
  const { A2, D3, D4 } = constantsFor(repeats);
  const center = mean(values.flat(2));
  return {
    r_bar,
    x_diff,
    r_parts,
    k1,
    k2,
    k3,
    ev,
    av: Math.sqrt(Math.max(0, (x_diff * k2) ** 2 - ev ** 2 / (parts * repeats))),
    pv: r_parts * k3,
    range_limits: { center: r_bar, ucl: D4 * r_bar, lcl: D3 * r_bar },
    mean_limits: { center, ucl: center + A2 * r_bar, lcl: center - A2 * r_bar },
  };
}
