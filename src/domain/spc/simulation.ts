/** Schemas of simulations: products whose values a simulated process gives. */
import { z } from "zod";
import { Count, IntId } from "../ids.ts";
import { funnelRules, simulatedProcesses, simulationLimits } from "../simulation/kinds.ts";
import { Text } from "../text.ts";

const { maxValues, maxPerSecond, maxSeed } = simulationLimits;
const Values = z.number().int().min(1).max(maxValues);
const PerSecond = z.number().min(0.1).max(maxPerSecond);
const FunnelRule = z.literal([...funnelRules]);

export const SimulationInput = z.object({
  process: z.enum(simulatedProcesses),
  funnel_rule: FunnelRule.default(1),
  /** Of the product. */
  name: Text(200),
  /** Of the product; by default one that is not in use. */
  code: Text(40).optional(),
  folder_id: IntId.nullish(),
  /** The same seed gives the same values; at random by default. */
  seed: z.number().int().min(0).max(maxSeed).optional(),
  values: Values.default(100),
  per_second: PerSecond.default(2),
});
export type SimulationInput = z.output<typeof SimulationInput>;

export const SimulationChange = z.object({
  running: z.boolean(),
  /** How many values it has in total when it is complete. */
  values: Values.optional(),
  per_second: PerSecond.optional(),
});
export type SimulationChange = z.output<typeof SimulationChange>;

export const Simulation = z.object({
  process: z.enum(simulatedProcesses),
  funnel_rule: FunnelRule,
  seed: Count,
  /** How many values it has when it is complete, and how many it has now. */
  values: Count,
  done: Count,
  per_second: z.number(),
  running: z.boolean(),
});
export type Simulation = z.infer<typeof Simulation>;
/** What a simulation has done, as its home has it in memory. */
export type SimulationState = Omit<Simulation, "running">;
/** As it is stored, with the time of its last value, in milliseconds since 1970, if it runs. */
export interface StoredSimulation extends SimulationState {
  readonly ran_at?: number;
}
