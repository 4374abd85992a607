/** The simulated machine of `lectern demo spc`: in control first, then one problem after another. */

/** A phase of the machine. */
export interface Phase {
  readonly name: string;
  /** The number of values in this phase. */
  readonly values: number;
  /** The offset of the mean at the `n`-th value, in sigmas. */
  readonly offset: (n: number) => number;
  /** The factor by which sigma is larger than normal. */
  readonly spread: number;
}

const steady = () => 0;

export const phases: readonly Phase[] = [
  { name: "in control", values: 40, offset: steady, spread: 1 },
  { name: "a shift: the fixture slipped by 1.5 sigma", values: 15, offset: () => 1.5, spread: 1 },
  { name: "in control again", values: 25, offset: steady, spread: 1 },
  { name: "a trend: the tool wears off", values: 20, offset: (n) => -0.2 * n, spread: 0.5 },
  { name: "a new tool, in control", values: 25, offset: steady, spread: 1 },
  { name: "the tool breaks", values: 8, offset: (n) => (n % 2 === 0 ? 6 : -5), spread: 3 },
  { name: "repaired", values: 20, offset: steady, spread: 1 },
];

/** The machine's product: bolts of 10 mm. The process is capable while it is in control. */
export const bolt = { code: "DEMO-BOLT", name: "Bolt M10, diameter in mm (demo)", lsl: 9.8, usl: 10.2, target: 10 };
const sigma = 0.04;

/** A random number of the standard normal distribution (Box and Muller, 1958). */
function randomNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Yields an endless sequence of values, each with its phase; `random` returns 0 ≤ x < 1. */
export function* simulateMachine(random: () => number): Generator<{ value: number; phase: Phase }, never> {
  for (;;) {
    for (const phase of phases) {
      for (let n = 0; n < phase.values; n++) {
        const deviation = phase.offset(n) + phase.spread * randomNormal(random);
        yield { value: Math.round((bolt.target + deviation * sigma) * 1000) / 1000, phase };
      }
    }
  }
}
