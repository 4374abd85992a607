/**
 * What chance explains on a chart of counts, from the binomial or the Poisson distribution. The limits at three sigma of
 * small counts are exceeded far more often than those of measured values.
 */
import { logGamma } from "./f-distribution.ts";

/** A distribution of counts: of items in a sample, or of defects. */
export interface CountDistribution {
  /** The items of the sample; `null` for defects, of which there is no largest number. */
  readonly items: number | null;
  readonly mean: number;
}

/** The logarithm of the probability of k. */
function logProbability({ items, mean }: CountDistribution, k: number): number {
  if (items === null) return k * Math.log(mean) - mean - logGamma(k + 1);
  const share = mean / items;
  const ways = logGamma(items + 1) - logGamma(k + 1) - logGamma(items - k + 1);
  return ways + k * Math.log(share) + (items - k) * Math.log1p(-share);
}

/** The probability of at least (`step` 1) or at most (`step` −1) k, summed up from k on. */
function tail(of: CountDistribution, k: number, step: 1 | -1): number {
  const { items, mean } = of;
  const max = items ?? Number.POSITIVE_INFINITY;
  if (step > 0 ? k <= 0 : k >= max) return 1;
  if (step > 0 ? k > max : k < 0) return 0;
  if (mean <= 0 || mean >= max) return step > 0 === mean > 0 ? 1 : 0;
  // The sum begins at the side of k that is away from the mean: there each term is smaller than the one before.
  if (step > 0 ? k <= mean : k >= mean) return 1 - tail(of, k - step, step > 0 ? -1 : 1);
  const odds = items === null ? mean : mean / (items - mean);
  let [term, sum] = [Math.exp(logProbability(of, k)), 0];
  for (let n = k; term > 1e-17 * sum && n >= 0 && n <= max; n += step) {
    sum += term;
    const up = items === null ? odds / (n + 1) : ((items - n) / (n + 1)) * odds;
    const down = items === null ? n / odds : n / (items - n + 1) / odds;
    term *= step > 0 ? up : down;
  }
  return sum;
}

/** The probability of a count that is at least as far on its side as k, on both sides together. */
export const probabilityOfCount = (of: CountDistribution, k: number): number =>
  Math.min(1, 2 * Math.min(tail(of, k, 1), tail(of, k, -1)));

/** The probabilities of counts above and below a pair of lines. */
export const probabilitiesBeyond = (of: CountDistribution, { ucl, lcl }: { ucl: number; lcl: number }) => ({
  above: tail(of, Math.floor(ucl + 1e-9) + 1, 1),
  below: tail(of, Math.ceil(lcl - 1e-9) - 1, -1),
});
