/** Schemas of `kinds.ts`. */
import { z } from "zod";
import { estimatorChoices, type ChartOptions as Options } from "./chart-options.ts";
import { chartKinds, ruleNumbers } from "./kinds.ts";

/** A pair of charts for location and spread. */
export const ChartKind = z.enum(chartKinds);
export type ChartKind = z.infer<typeof ChartKind>;

/** One of Nelson's eight rules. */
export const RuleNumber = z.literal(ruleNumbers);
export type RuleNumber = z.infer<typeof RuleNumber>;

/** The number of items in a sample, or the area of opportunity of its defects. */
export const SampleSize = z.number().positive().max(1e9);

/** The options of a chart; those that a kind of chart does not have are refused. */
export const ChartOptions = z.object({
  estimator: z.enum(estimatorChoices).optional(),
  unequal: z.boolean().optional(),
  laney: z.boolean().optional(),
  sample_size: SampleSize.optional(),
  lambda: z.number().min(0.05).max(1).optional(),
  width: z.number().min(0.5).max(6).optional(),
  k: z.number().min(0).max(3).optional(),
  h: z.number().min(1).max(20).optional(),
  headstart: z.boolean().optional(),
}) satisfies z.ZodType<Options>;
export type ChartOptions = z.infer<typeof ChartOptions>;
