/** The processes that can be simulated. Without schemas, so that pages can import them without zod. */

export const simulatedProcesses = ["stable", "shift", "trend", "mixture", "tool", "funnel", "beads"] as const;
export type SimulatedProcess = (typeof simulatedProcesses)[number];

/** Deming's four rules of the funnel (W. E. Deming, "Out of the Crisis", 1986, ch. 11). */
export const funnelRules = [1, 2, 3, 4] as const;
export type FunnelRule = (typeof funnelRules)[number];

/** What determines the values of a simulation. */
export interface SimulationSource {
  readonly process: SimulatedProcess;
  /** Only of the funnel. */
  readonly funnel_rule: FunnelRule;
  readonly seed: number;
}

/** From this value on a simulated process changes: before it, limits can be frozen. */
export const changesAfter = 25;

/** How many beads a sample of the bead box has, and how many of all beads are red. */
export const beads = { sample: 50, red: 0.2 } as const;

/** Bounds of a simulation. */
export const simulationLimits = { maxValues: 2000, maxPerSecond: 10, maxSeed: 999_999_999 } as const;
