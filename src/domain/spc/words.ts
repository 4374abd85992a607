/** Schemas of `kinds.ts`. */
import { z } from "zod";
import { chartKinds, ruleNumbers } from "./kinds.ts";

/** A pair of charts for location and spread. */
export const ChartKind = z.enum(chartKinds);
export type ChartKind = z.infer<typeof ChartKind>;

/** One of Nelson's eight rules. */
export const RuleNumber = z.literal(ruleNumbers);
export type RuleNumber = z.infer<typeof RuleNumber>;
