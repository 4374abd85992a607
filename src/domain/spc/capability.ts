/**
 * Capability: how well a process stays within its specification.
 * Source: AIAG, "Statistical Process Control", 2nd ed. 2005; D. C. Montgomery, ch. 8; NIST/SEMATECH e-Handbook 6.1.6.
 */
import { minCapableCpk } from "./alerts.ts";

/** The specification limits of a measurement; a limit that is not set is `null`. */
export interface Specification {
  readonly lsl: number | null;
  readonly usl: number | null;
}

/** The four indices: cp and cpk by the sigma within subgroups, pp and ppk by the sigma of all values. */
export interface Capability {
  readonly cp: number | null;
  readonly cpk: number | null;
  readonly pp: number | null;
  readonly ppk: number | null;
}

/**
 * Computes the indices of a process: `null` if the specification is one-sided (cp, pp) or missing, or if sigma is
 * missing or 0. A mean outside the specification gives a negative cpk and ppk.
 */
export function capabilityOf(
  process: Specification & {
    readonly mean: number | null;
    readonly sigma_within: number | null;
    /** Sample standard deviation of all single values. */
    readonly sigma_overall: number | null;
  },
): Capability {
  const { mean, sigma_within, sigma_overall } = process;
  const within = indices(process, mean, sigma_within);
  const overall = indices(process, mean, sigma_overall);
  return { cp: within.spread, cpk: within.nearest, pp: overall.spread, ppk: overall.nearest };
}

function indices({ lsl, usl }: Specification, mean: number | null, sigma: number | null) {
  if (mean === null || sigma === null) return { spread: null, nearest: null };
  const upper = usl === null ? null : (usl - mean) / (3 * sigma);
  const lower = lsl === null ? null : (mean - lsl) / (3 * sigma);
  const spread = lsl === null || usl === null ? null : (usl - lsl) / (6 * sigma);
  const nearest = upper === null || lower === null ? (upper ?? lower) : Math.min(upper, lower);
  return { spread: finite(spread), nearest: finite(nearest) };
}

// A sigma of 0, or close to it, gives infinities and NaN, which have no meaning as an index and no form in JSON.
const finite = (index: number | null): number | null => (index !== null && Number.isFinite(index) ? index : null);

/** The common bands of cpk. */
export type CapabilityVerdict = "not_capable" | "marginal" | "capable";

/** Returns the band of a cpk: below 1, from 1, or from 1.33; `null` for an unknown cpk. */
export function capabilityVerdict(cpk: number | null): CapabilityVerdict | null {
  if (cpk === null) return null;
  if (cpk < 1) return "not_capable";
  return cpk < minCapableCpk ? "marginal" : "capable";
}

/** The verdict on a process: a band, or the reason why there is none. */
export type Verdict = CapabilityVerdict | "insufficient" | "unstable";

/** Returns the verdict on a range: no band if it has too few values or the process was not stable. `null` without a cpk. */
export function verdictOf(analysis: {
  readonly cpk: number | null;
  readonly is_sufficient: boolean;
  readonly is_stable: boolean;
}): Verdict | null {
  if (analysis.cpk === null) return null;
  if (!analysis.is_sufficient) return "insufficient";
  return analysis.is_stable ? capabilityVerdict(analysis.cpk) : "unstable";
}

/** Returns whether a measurement conforms; a value on a limit conforms. */
export const isWithinSpec = (x: number, { lsl, usl }: Specification): boolean =>
  (lsl === null || x >= lsl) && (usl === null || x <= usl);
