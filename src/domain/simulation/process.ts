/** Values of simulated processes: the same seed gives the same values. */
import { openFunnel } from "./funnel.ts";
import { beads, changesAfter, type SimulatedProcess, type SimulationSource } from "./kinds.ts";
import { createRandom, type Random } from "./random.ts";

/** Mean and standard deviation of the simulated measurements; the funnel's are around 0. */
export const mean = 50;
export const sigma = 1;

/** After how many values a worn tool is replaced. */
const toolLife = 30;
/** Values have three decimals, like those of a gauge. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

type Measured = Exclude<SimulatedProcess, "funnel" | "beads">;

/** How far the mean is from its target at the n-th value (0, 1, 2 …), in sigmas. */
const offset: Readonly<Record<Measured, (n: number, random: Random) => number>> = {
  stable: () => 0,
  shift: (n) => (n < changesAfter ? 0 : 1.5),
  trend: (n) => Math.max(0, n - changesAfter + 1) * 0.08,
  // Two machines whose values are mixed.
  mixture: (_, { uniform }) => (uniform() < 0.5 ? -2 : 2),
  tool: (n) => ((n % toolLife) / toolLife) * 4 - 2,
};

/** The standard deviation of single values around that mean, in sigmas. */
const spread: Readonly<Record<Measured, number>> = { stable: 1, shift: 1, trend: 1, mixture: 0.6, tool: 0.5 };

/** Returns a function that gives the next value. */
export function openProcess({ process, funnel_rule, seed }: SimulationSource): () => number {
  if (process === "funnel") {
    const drop = openFunnel(funnel_rule, seed);
    return () => rounded(drop().rest.x);
  }
  const random = createRandom(seed);
  if (process === "beads") return () => redBeads(random);
  let n = 0;
  return () => {
    const value = mean + sigma * (offset[process](n, random) + spread[process] * random.normal());
    n += 1;
    return rounded(value);
  };
}

/** The number of red beads in one sample. */
const redBeads = ({ uniform }: Random): number =>
  Array.from({ length: beads.sample }, uniform).filter((x) => x < beads.red).length;

/** Returns the first values. */
export function valuesOf(source: SimulationSource, count: number): number[] {
  const next = openProcess(source);
  return Array.from({ length: count }, next);
}
