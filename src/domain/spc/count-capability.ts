/**
 * Capability of a process whose output is counted: how many items are nonconforming, or how many defects a unit has. Cp and
 * Cpk have no meaning here, because there is no measured value that a specification limits.
 * Source: Minitab, "Methods and formulas for binomial capability analysis" and "… Poisson capability analysis"; intervals
 * by E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927, and for Poisson counts by
 * F. Garwood, "Fiducial Limits for the Poisson Distribution", 1936, with the chi-square quantile of Wilson and Hilferty.
 */
import type { CountOf } from "./charts/chart-type.ts";
import type { Plotted } from "./control-limits.ts";
import { normalQuantile } from "./normal-range.ts";

/** The 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** The figures of a counted process. */
export interface CountFigures {
  readonly counted: CountOf["counted"];
  /** The number of nonconforming items or defects, and of inspected items or units. */
  readonly total: number;
  readonly inspected: number;
  /** The share of nonconforming items, or the defects per unit, with its 95 % confidence interval. */
  readonly rate: number;
  readonly interval: { readonly lower: number; readonly upper: number };
  /** Nonconforming items or defects per million. */
  readonly per_million: number;
  /** Items: the distance in sigma at which a normal distribution has this share beyond it. `null` if all or none are. */
  readonly process_z: number | null;
  /** Defects: the share of units without any, by the Poisson distribution. */
  readonly yield: number | null;
  /** The variation between points relative to that within them (Laney's sigma z); `null` if it is not known. */
  readonly sigma_z: number | null;
  /** Whether sigma z is larger than chance explains: the limits are too narrow without Laney's correction. */
  readonly is_overdispersed: boolean;
}

export function countFigures(
  counted: CountOf["counted"],
  { location: rate, points, weight = points }: Plotted,
  sigma_z: number | null,
): CountFigures {
  const total = Math.round(rate * weight * 1e6) / 1e6;
  const isShare = counted === "items";
  return {
    counted,
    total,
    inspected: weight,
    rate,
    interval: isShare ? shareInterval(rate, weight) : rateInterval(total, weight),
    per_million: rate * 1e6,
    process_z: isShare && rate > 0 && rate < 1 ? -normalQuantile(rate) : null,
    yield: isShare ? null : Math.exp(-rate),
    sigma_z,
    is_overdispersed: sigma_z !== null && sigma_z > maxSigmaZ(points),
  };
}

/**
 * The largest sigma z that chance explains, with a probability of about 97.5 %: a mean of k moving ranges of normal values
 * has a standard deviation of about 0.91/√k times its mean: its variance is 0.826 of that (J. D. Cryer and T. P. Ryan,
 * Journal of Quality Technology 22, 1990).
 */
const maxSigmaZ = (points: number): number => 1 + (z * 0.91) / Math.sqrt(Math.max(1, points - 1));

function shareInterval(share: number, n: number) {
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { lower: Math.max(0, middle - half), upper: Math.min(1, middle + half) };
}

function rateInterval(total: number, size: number) {
  // Half the chi-square quantile of 2k degrees of freedom.
  const half = (k: number, quantile: number) => k * Math.max(0, 1 - 1 / (9 * k) + quantile / (3 * Math.sqrt(k))) ** 3;
  return { lower: total > 0 ? half(total, -z) / size : 0, upper: half(total + 1, z) / size };
}
