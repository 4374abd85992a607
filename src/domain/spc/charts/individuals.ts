/**
 * `i-mr`: single values, and the moving ranges between neighbours. Sigma is their mean divided by d2(2), or their median
 * divided by d4(2) = √2 Φ⁻¹(¾), the median of the range of two standard normal values.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 6.4; NIST/SEMATECH e-Handbook 6.3.2.2; for
 * the median Minitab, "Methods and formulas for I-MR charts", and D. J. Wheeler, "Understanding Variation", 1993.
 */
import { constantsFor } from "../constants.ts";
import { type Plotted, rangesBetween, type SeriesPoint } from "../control-limits.ts";
import { ruleNumbers } from "../kinds.ts";
import { normalQuantile } from "../normal-range.ts";
import type { ChartType, Formulas } from "./chart-type.ts";
import { limitsFromKnown, limitsFromSpread } from "./location-and-spread.ts";

/** How many of the last moving ranges the median is of while the limits are not frozen. */
const seriesLength = 100;

/** A moving range is the range of two single values. */
function rangeOfTwo() {
  const { d2, d3 } = constantsFor(2);
  return { mean: d2, sd: d3 };
}

const medianOfRange = Math.SQRT2 * normalQuantile(0.75);

function medianRange(series: readonly SeriesPoint[]): number | null {
  const ranges = rangesBetween(
    series,
    series.map(({ value }) => value),
  );
  ranges.sort((a, b) => a - b);
  const [low, high] = [ranges[(ranges.length - 1) >> 1], ranges[ranges.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const meanRange: Formulas = {
  usesPrevious: true,
  estimator: "MR-bar/d2",
  spreadSignals: 0.0092,
  seriesLength: 0,
  minValues: 1,
  plot([value = Number.NaN], { previous }) {
    return { value, secondary: previous === null ? null : Math.abs(value - previous) };
  },
  terms: ({ value, secondary }) => ({
    location: { x: value, weight: 1 },
    dispersion: secondary === null ? null : { x: secondary, weight: 1 },
  }),
  limitsFrom: ({ location, dispersion }) =>
    dispersion === null
      ? null
      : limitsFromSpread(rangeOfTwo(), { location, dispersion }, { meanOf: 1, estimator: "MR-bar/d2" }),
  givenLimits: (known) => limitsFromKnown(rangeOfTwo(), known, 1),
  degrees: (points) => points - 1,
};

const medianFormulas: Formulas = {
  ...meanRange,
  estimator: "MR-median/d4",
  seriesLength,
  limitsFrom({ location, series = [] }: Plotted) {
    const median = medianRange(series);
    if (median === null) return null;
    const known = { center: location, sigma: median / medianOfRange, estimator: "MR-median/d4" as const };
    return limitsFromKnown(rangeOfTwo(), known, 1);
  },
};

export const individuals: ChartType = {
  sizes: { min: 1, max: 1 },
  options: [],
  estimators: () => ["median-range"],
  rules: ruleNumbers,
  counts: null,
  second: "spread",
  open: ({ options }) => (options.estimator ? medianFormulas : meanRange),
};
