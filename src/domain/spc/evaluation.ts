/** Schemas of an evaluation: what other rules, another chart or a part of the points would say. Nothing of it is stored. */
import { z } from "zod";
import { IntId } from "../ids.ts";
import { Chart, ChartPoint } from "./chart.ts";
import { estimatorChoices } from "./chart-options.ts";
import { Rules } from "./product.ts";
import { TagFilter } from "./tags.ts";
import { ChartKind, RuleNumber } from "./words.ts";

/** The most points that an evaluation returns. */
export const maxEvaluated = 2000;

export const EvaluationInput = z.object({
  /** How many points, the newest of those that the filter lets through. */
  last: z.number().int().min(1).max(maxEvaluated).default(200),
  /** The last subgroup (default: the newest). */
  to_subgroup: IntId.optional(),
  /** Default: the rules of the product. */
  rules: Rules.optional(),
  /** A chart for the same subgroup size (default: that of the product). Another chart has its own limits. */
  chart: ChartKind.optional(),
  /** How sigma is estimated; `null`: as is usual for the chart (default: as for the product). With another one, the limits are their own. */
  estimator: z.enum(estimatorChoices).nullable().optional(),
  /** Only points that have one of these values of each tag. */
  tags: TagFilter.default({}),
  /**
   * `own`: limits computed from these points. `product`: each point is judged by the limits by which it was judged when it
   * was added.
   */
  limits: z.enum(["own", "product"]).default("product"),
});
export type EvaluationInput = z.input<typeof EvaluationInput>;
export type EvaluationRequest = z.output<typeof EvaluationInput>;

/** A point, judged by the chosen rules; `flagged` is how it was judged when it was added. */
export const EvaluatedPoint = ChartPoint.extend({
  flagged: z.object({ violations: z.array(RuleNumber), is_within_control: z.boolean() }),
});
export type EvaluatedPoint = z.infer<typeof EvaluatedPoint>;

/** `limits_version` is `null` if the limits are those of these points. `points_total` counts these points only. */
export const Evaluation = Chart.extend({
  points: z.array(EvaluatedPoint),
  rules: z.array(RuleNumber),
  limits: z.enum(["own", "product"]),
  /** Whether earlier points match, too, which are not in `points`. */
  has_earlier: z.boolean(),
});
export type Evaluation = z.infer<typeof Evaluation>;
