/**
 * `ewma`: the exponentially weighted moving average z(i) = λ x(i) + (1 − λ) z(i−1), which starts at the center. Its sigma
 * grows from λσ to its limit: σ √(λ/(2−λ) (1 − (1−λ)^2i)), so the first limits are narrower.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 9.2; NIST/SEMATECH e-Handbook 6.3.2.4.
 */
import { type ChartOptions, defaultOptions } from "../chart-options.ts";
import type { ControlLimits } from "../control-limits.ts";
import { normalCdf } from "../normal-range.ts";
import type { ChartType } from "./chart-type.ts";
import { estimators, openLocation, sizes } from "./location-of.ts";

/** The limits after many points. */
function widen(limits: ControlLimits, options: ChartOptions): ControlLimits {
  const { lambda, width } = { ...defaultOptions, ...options };
  const reach = width * limits.sigma_point * Math.sqrt(lambda / (2 - lambda));
  return { ...limits, ucl: limits.center + reach, lcl: limits.center - reach, sigma_point: reach / 3 };
}

/** How many intervals between the limits the run length is computed with. */
const states = 101;

/**
 * The average number of points between two false signals, by a Markov chain of the intervals between the limits.
 * Source: J. M. Lucas and M. S. Saccucci, "Exponentially Weighted Moving Average Control Schemes", Technometrics 32, 1990.
 */
export function runLength(lambda: number, width: number): number {
  const reach = width * Math.sqrt(lambda / (2 - lambda));
  const step = (2 * reach) / states;
  const at = (i: number) => -reach + (i + 0.5) * step;
  // Each row: the equation L(i) − Σ P(i, j) L(j) = 1.
  const rows = Array.from({ length: states }, (_, i) => {
    const below = (edge: number) => normalCdf((edge - (1 - lambda) * at(i)) / lambda);
    const edges = Array.from({ length: states + 1 }, (_, j) => below(-reach + j * step));
    return [...Array.from({ length: states }, (_, j) => Number(i === j) - ((edges[j + 1] ?? 0) - (edges[j] ?? 0))), 1];
  });
  // Gaussian elimination; the diagonal dominates, so no pivots are needed.
  for (const [i, row] of rows.entries()) {
    for (const other of rows.slice(i + 1)) {
      const factor = (other[i] ?? 0) / (row[i] ?? 1);
      for (let j = i; j <= states; j++) other[j] = (other[j] ?? 0) - factor * (row[j] ?? 0);
    }
  }
  const lengths: number[] = [];
  for (let i = states - 1; i >= 0; i--) {
    const row = rows[i] ?? [];
    let sum = row[states] ?? 0;
    for (let j = i + 1; j < states; j++) sum -= (row[j] ?? 0) * (lengths[j] ?? 0);
    lengths[i] = sum / (row[i] ?? 1);
  }
  return lengths[(states - 1) / 2] ?? Number.NaN;
}

/** The last run length, because every analysis of a product needs the same one. */
let known = { lambda: 0, width: 0, length: 0 };
function knownRunLength(lambda: number, width: number): number {
  if (known.lambda !== lambda || known.width !== width) known = { lambda, width, length: runLength(lambda, width) };
  return known.length;
}

export const movingAverages: ChartType = {
  sizes,
  options: ["lambda", "width"],
  estimators,
  // Averages that share most of their points are not independent: only the limits are meaningful.
  rules: [1],
  counts: null,
  second: "spread",
  open(setup) {
    const { options } = setup;
    const location = openLocation(setup);
    const { lambda, width } = { ...defaultOptions, ...options };
    return {
      ...location,
      pointsPerSignal: () => knownRunLength(lambda, width),
      limitsFrom(plotted) {
        const limits = location.limitsFrom(plotted);
        return limits && widen(limits, options);
      },
      givenLimits: (known) => widen(location.givenLimits(known), options),
      limitsAt(limits, { track }) {
        const { center, secondary } = limits;
        const share = track ? Math.sqrt(1 - (1 - lambda) ** (2 * track.n)) : 1;
        const reach = (limits.ucl - center) * share;
        return { center, ucl: center + reach, lcl: center - reach, secondary, sigma_point: reach / 3 };
      },
      tracker: {
        next(previous, x, { center }) {
          const { n, value } = previous ?? { n: 0, value: center };
          return { n: n + 1, value: lambda * x + (1 - lambda) * value };
        },
        draw: ({ value }) => ({ value }),
      },
    };
  },
};
