/**
 * The mean and spread of a stream of values in three numbers.
 * Source: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", 1962.
 */

/** The number of values, their mean, and the sum of their squared distances from the mean. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  /** The sum of the weights; without it, every value has the weight 1. */
  readonly weight?: number;
}

/** The moments of no values. */
export const emptyMoments: Moments = { count: 0, mean: 0, m2: 0 };

/** Returns the sum of the weights. */
export const weightOf = ({ weight, count }: Moments): number => weight ?? count;

/** Adds a value to the moments, without changing the argument. The mean of equal values is exactly that value. */
export function add({ count, mean, m2 }: Moments, x: number): Moments {
  const distance = x - mean;
  const newMean = mean + distance / (count + 1);
  return { count: count + 1, mean: newMean, m2: m2 + distance * (x - newMean) };
}

/** Adds a value with a weight.
 * Source: D. H. D. West, "Updating Mean and Variance Estimates: An Improved Method", 1979.
 */
export function addWeighted(moments: Moments, x: number, weight: number): Moments {
  if (weight === 1 && moments.weight === undefined) return add(moments, x);
  const { count, mean, m2 } = moments;
  const sum = weightOf(moments) + weight;
  const distance = x - mean;
  const newMean = sum === 0 ? mean : mean + (distance * weight) / sum;
  return { count: count + 1, mean: newMean, m2: m2 + weight * distance * (x - newMean), weight: sum };
}

/** Returns the moments of all these values. */
export const momentsOf = (values: readonly number[]): Moments => values.reduce(add, emptyMoments);

/** Returns the moments of the union of two sets of values.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating Formulae and a Pairwise Algorithm", 1979.
 */
export function merge(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const distance = b.mean - a.mean;
  const [ofA, ofB] = [weightOf(a), weightOf(b)];
  const weight = ofA + ofB;
  if (weight === 0) return { ...a, count };
  return {
    count,
    mean: a.mean + (distance * ofB) / weight,
    m2: a.m2 + b.m2 + (distance * distance * ofA * ofB) / weight,
    ...((a.weight !== undefined || b.weight !== undefined) && { weight }),
  };
}

/** Returns the sample standard deviation (divided by n − 1); `null` for fewer than two values. */
export const sampleSd = ({ count, m2 }: Moments): number | null => (count < 2 ? null : Math.sqrt(m2 / (count - 1)));
