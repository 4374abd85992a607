/**
 * `cusum`: the tabular cumulative sums of the deviations from the target that exceed the allowance K = kσ, upwards and
 * downwards: C⁺(i) = max(0, x(i) − (μ + K) + C⁺(i−1)) and C⁻(i) = max(0, (μ − K) − x(i) + C⁻(i−1)). A sum above H = hσ is
 * a signal. Both start at 0, or at H/2 (fast initial response). σ is that of the points.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 9.1; NIST/SEMATECH e-Handbook 6.3.2.3; the
 * average run length is D. Siegmund's approximation, "Sequential Analysis", 1985.
 */
import { type ChartOptions, defaultOptions } from "../chart-options.ts";
import type { ControlLimits } from "../control-limits.ts";
import type { ChartType } from "./chart-type.ts";
import { estimators, openLocation, sizes } from "./location-of.ts";

function decisionLines(limits: ControlLimits, options: ChartOptions): ControlLimits {
  const { k, h } = { ...defaultOptions, ...options };
  const { center: target, sigma_point, ...rest } = limits;
  const lines = { center: 0, ucl: h * sigma_point, lcl: 0 };
  return { ...rest, ...lines, secondary: lines, sigma_point: lines.ucl / 3, target, allowance: k * sigma_point };
}

/** The average number of points between two false signals of both sums together. */
export function runLength(k: number, h: number): number {
  const b = h + 1.166;
  const oneSided = k === 0 ? b * b : (Math.exp(2 * k * b) - 2 * k * b - 1) / (2 * k * k);
  return oneSided / 2;
}

export const cumulativeSums: ChartType = {
  sizes,
  options: ["k", "h", "headstart"],
  estimators,
  // Successive sums are not independent: only the decision limit is meaningful.
  rules: [1],
  counts: null,
  second: "low",
  open(setup) {
    const { options } = setup;
    const location = openLocation(setup);
    const { k, h } = { ...defaultOptions, ...options };
    return {
      ...location,
      spreadSignals: 0,
      pointsPerSignal: () => runLength(k, h),
      limitsFrom(plotted) {
        const limits = location.limitsFrom(plotted);
        return limits && decisionLines(limits, options);
      },
      givenLimits: (known) => decisionLines(location.givenLimits(known), options),
      tracker: {
        next(previous, x, { ucl, target = 0, allowance = 0 }) {
          const start = options.headstart ? ucl / 2 : 0;
          const { n, value, low = 0 } = previous ?? { n: 0, value: start, low: start };
          return {
            n: n + 1,
            value: Math.max(0, x - (target + allowance) + value),
            low: Math.max(0, target - allowance - x + low),
          };
        },
        draw: ({ value, low = 0 }) => ({ value, secondary: low }),
      },
    };
  },
};
