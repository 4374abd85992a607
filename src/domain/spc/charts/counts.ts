/**
 * Charts of counts: nonconforming items by the binomial distribution, defects by the Poisson distribution. A chart draws
 * rates (p, u) or numbers (np, c). Its limits depend on the size of the sample, so each point has its own.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 7; NIST/SEMATECH e-Handbook 6.3.3.
 *
 * Laney's p′ and u′: with large samples the binomial and Poisson limits are so narrow that the ordinary variation between
 * samples is beyond them (overdispersion). sigma z is that variation relative to the one within samples, from the moving
 * ranges of the points' z values; the limits are multiplied by it.
 * Source: D. B. Laney, "Improved Control Charts for Attributes", Quality Engineering 14, 2002.
 */
import { constantsFor } from "../constants.ts";
import {
  type ControlLimits,
  type Estimator,
  type Limits,
  type Plotted,
  rangesBetween,
  type SeriesPoint,
} from "../control-limits.ts";
import type { RuleNumber } from "../kinds.ts";
import { weightOf } from "../moments.ts";
import type { ChartSetup, ChartType, CountChance, CountOf, Formulas, PointLimits } from "./chart-type.ts";

/**
 * The rules 1 to 4. Zones (rules 5 to 8) need a distribution that is symmetrical and finely graded: counts are neither.
 * Minitab has the same four for attribute charts.
 */
const rules: readonly RuleNumber[] = [1, 2, 3, 4];

/** How many of the last points sigma z is computed from while the limits are not frozen. */
const seriesLength = 100;

/** What the four kinds differ in. */
interface CountsInput {
  readonly counts: CountOf;
  /** Whether the chart draws count / size instead of the count. */
  readonly isRate: boolean;
  readonly canBeLaney: boolean;
}

/** The distribution of a count per item or unit: its variance, its largest mean, and the names of its estimators. */
const distributions = {
  items: { variance: (rate: number) => rate * (1 - rate), max: 1, name: "binomial", laney: "binomial × σz" },
  defects: {
    variance: (rate: number) => rate,
    max: Number.POSITIVE_INFINITY,
    name: "Poisson",
    laney: "Poisson × σz",
  },
} as const;

const sizeOf = ({ size }: SeriesPoint): number => size ?? 1;

/** Returns how the distribution of a point's count is found; `null` with Laney's correction, whose limits are wider. */
const chanceWith =
  ({ counted }: CountOf, isRate: boolean, linesFor: (rate: number, sigma: number, size: number) => Limits) =>
  ({ center, sigma_within, size: average = 1, sigma_z }: ControlLimits, point: SeriesPoint): CountChance | null => {
    if (sigma_z !== undefined) return null;
    const size = sizeOf(point);
    const rate = isRate ? center : center / average;
    const scale = isRate ? size : 1;
    const lines = linesFor(rate, sigma_within, size);
    return {
      of: { items: counted === "items" ? size : null, mean: rate * size },
      count: Math.round(point.value * scale),
      lines: { center: lines.center * scale, ucl: lines.ucl * scale, lcl: lines.lcl * scale },
    };
  };

/** Sigma by the mean moving range, divided by d2(2); `null` without any. */
const sigmaOfRanges = (ranges: readonly number[]): number | null =>
  ranges.length === 0 ? null : ranges.reduce((sum, range) => sum + range, 0) / ranges.length / constantsFor(2).d2;

export function chartOfCounts({ counts, isRate, canBeLaney }: CountsInput): ChartType {
  const { variance, max, ...names } = distributions[counts.counted];
  const rateOf = (point: SeriesPoint): number => (isRate ? point.value : point.value / sizeOf(point));

  /** The lines for a sample of this size. */
  function linesFor(rate: number, sigma: number, size: number): Limits & { sigma_point: number } {
    const [scale, sigma_point] = isRate ? [1, sigma / Math.sqrt(size)] : [size, sigma * Math.sqrt(size)];
    const center = rate * scale;
    return {
      center,
      ucl: Math.min(max * scale, center + 3 * sigma_point),
      lcl: Math.max(0, center - 3 * sigma_point),
      sigma_point,
    };
  }

  /** Laney's sigma z, from the moving ranges of the points' z values. `null` if nothing varies by chance. */
  function sigmaZ(series: readonly SeriesPoint[], rate: number): number | null {
    const sd = Math.sqrt(variance(rate));
    if (!(sd > 0)) return null;
    const z = series.map((point) => ((rateOf(point) - rate) * Math.sqrt(sizeOf(point))) / sd);
    return sigmaOfRanges(rangesBetween(series, z));
  }

  function limitsFor(
    rate: number,
    size: number,
    { sigma_z, estimator }: { sigma_z: number | null; estimator?: Estimator },
  ): ControlLimits {
    const sigma_within = Math.sqrt(variance(rate)) * (sigma_z ?? 1);
    const name: Estimator = estimator ?? (sigma_z === null ? names.name : names.laney);
    return {
      ...linesFor(rate, sigma_within, size),
      secondary: null,
      sigma_within,
      estimator: name,
      ...(counts.sized && { size }),
      ...(sigma_z !== null && { sigma_z }),
    };
  }

  const open = ({ options }: ChartSetup): Formulas => ({
    usesPrevious: false,
    estimator: options.laney ? names.laney : names.name,
    spreadSignals: 0,
    seriesLength: canBeLaney ? seriesLength : 0,
    minValues: 1,
    plot([count = Number.NaN], { size }) {
      const of = size ?? options.sample_size ?? 1;
      return { value: isRate ? count / of : count, secondary: null, ...(counts.sized && { size: of }) };
    },
    terms: (point) => ({ location: { x: rateOf(point), weight: sizeOf(point) }, dispersion: null }),
    ...(!isRate && { drawnMean: (location) => (location.mean * weightOf(location)) / location.count }),
    limitsFrom({ location, points, weight = points, series = [] }: Plotted) {
      const sigma_z = options.laney ? sigmaZ(series, location) : null;
      return limitsFor(location, weight / points, { sigma_z });
    },
    givenLimits({ center }) {
      const { sample_size: size = 1 } = options;
      return limitsFor(isRate ? center : center / size, size, { sigma_z: null, estimator: "given" });
    },
    limitsAt({ center, sigma_within, size = 1 }, point): PointLimits {
      const rate = isRate ? center : center / size;
      return { ...linesFor(rate, sigma_within, sizeOf(point)), secondary: null };
    },
    chanceAt: chanceWith(counts, isRate, linesFor),
    sigmaZ: canBeLaney ? ({ location, series = [] }) => sigmaZ(series, location) : undefined,
    degrees: (points) => points - 1,
  });

  return {
    sizes: { min: 1, max: 1 },
    options: [...(counts.sized ? (["sample_size"] as const) : []), ...(canBeLaney ? (["laney"] as const) : [])],
    estimators: () => [],
    rules,
    counts,
    second: null,
    open,
  };
}

/** `p`: the share of nonconforming items. */
export const proportions = chartOfCounts({
  counts: { counted: "items", sized: true, whole: true },
  isRate: true,
  canBeLaney: true,
});
/** `np`: the number of nonconforming items. */
export const nonconforming = chartOfCounts({
  counts: { counted: "items", sized: true, whole: true },
  isRate: false,
  canBeLaney: false,
});
/** `c`: the number of defects in units of equal size. */
export const defects = chartOfCounts({
  counts: { counted: "defects", sized: false, whole: false },
  isRate: false,
  canBeLaney: false,
});
/** `u`: the number of defects per unit. */
export const defectsPerUnit = chartOfCounts({
  counts: { counted: "defects", sized: true, whole: false },
  isRate: true,
  canBeLaney: true,
});
