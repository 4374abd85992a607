/**
 * `ewma`: the exponentially weighted moving average z(i) = λ x(i) + (1 − λ) z(i−1), which starts at the center. Its sigma
 * grows from λσ to its limit: σ √(λ/(2−λ) (1 − (1−λ)^2i)), so the first limits are narrower.
 * Source: D. C. Montgomery, "Introduction to Statistical Quality Control", ch. 9.2; NIST/SEMATECH e-Handbook 6.3.2.4.
 */
import { type ChartOptions, defaultOptions } from "../chart-options.ts";
import type { ControlLimits } from "../control-limits.ts";
import type { ChartType } from "./chart-type.ts";
import { estimators, openLocation, sizes } from "./location-of.ts";

/** The limits after many points. */
function widen(limits: ControlLimits, options: ChartOptions): ControlLimits {
  const { lambda, width } = { ...defaultOptions, ...options };
  const reach = width * limits.sigma_point * Math.sqrt(lambda / (2 - lambda));
  return { ...limits, ucl: limits.center + reach, lcl: limits.center - reach, sigma_point: reach / 3 };
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
    const { lambda } = { ...defaultOptions, ...options };
    return {
      ...location,
      // The average for usual weights and widths (J. M. Lucas and M. S. Saccucci, Technometrics 32, 1990).
      pointsPerSignal: 500,
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
