/**
 * The range W of n independent standard normal values: its mean and standard deviation, to about 14 digits.
 *
 * P(W ≤ w) = n ∫ φ(x) (Φ(x+w) − Φ(x))ⁿ⁻¹ dx (E. S. Pearson and H. O. Hartley, Biometrika 32, 1942), and for any W ≥ 0
 * E[W] = ∫ P(W > w) dw and E[W²] = 2 ∫ w P(W > w) dw.
 */

/** Beyond this many sigma the normal density is too small to change a sum of doubles. */
const maxSigma = 8.5;
/** Step of the inner integral. Its integrand is smooth and vanishes on both sides, so equal steps converge exponentially. */
const step = 0.2;
/** Outer nodes, over w from 0 to 14, past which P(W > w) < 1e-20 for n ≤ 25. */
const nodes = 48;
const maxRange = 14;

const density = (x: number): number => Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI);

/** Φ, the standard normal distribution, to 1e-16 (G. Marsaglia, "Evaluating the Normal Distribution", 2004). */
export function normalCdf(x: number): number {
  if (Math.abs(x) > maxSigma) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * density(x);
}

/** Φ⁻¹, the quantile of the standard normal distribution for 0 < p < 1, by bisection and Newton's method. */
export function normalQuantile(p: number): number {
  let [low, high] = [-maxSigma, maxSigma];
  for (let round = 0; round < 20; round++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  let x = (low + high) / 2;
  for (let round = 0; round < 3; round++) x -= (normalCdf(x) - p) / density(x);
  return x;
}

/** The nodes of Gauss–Legendre quadrature on 0..1 and their weights, by Newton's method on the Legendre polynomial. */
function gaussLegendre(count: number): { at: number; weight: number }[] {
  return Array.from({ length: count }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    // Converges quadratically from a good guess: four iterations suffice.
    for (let round = 0; round < 5; round++) {
      let [previous, current] = [1, x];
      for (let k = 2; k <= count; k++)
        [previous, current] = [current, ((2 * k - 1) * x * current - (k - 1) * previous) / k];
      slope = (count * (x * current - previous)) / (x * x - 1);
      x -= current / slope;
    }
    return { at: (1 - x) / 2, weight: 1 / ((1 - x * x) * slope * slope) };
  });
}

const grid = Array.from({ length: Math.round((2 * maxSigma) / step) + 1 }, (_, i) => {
  const x = -maxSigma + i * step;
  return { x, weight: step * density(x), below: normalCdf(x) };
});

/** P(W > w) for n values. */
function tailProbability(w: number, n: number): number {
  let inside = 0;
  for (const { x, weight, below } of grid) inside += weight * (normalCdf(x + w) - below) ** (n - 1);
  return 1 - n * inside;
}

/** Returns the mean and the standard deviation of the range of n ≤ 25 standard normal values. */
export function normalRange(n: number): { mean: number; sd: number } {
  let mean = 0;
  let square = 0;
  for (const { at, weight } of gaussLegendre(nodes)) {
    const w = at * maxRange;
    const mass = weight * maxRange * tailProbability(w, n);
    mean += mass;
    square += 2 * w * mass;
  }
  return { mean, sd: Math.sqrt(square - mean * mean) };
}
