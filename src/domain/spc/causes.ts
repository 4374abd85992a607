/** Schemas of causes: those that are offered for points, and how often each was assigned. */
import { z } from "zod";
import { Count, IntId } from "../ids.ts";
import { Text } from "../text.ts";
import { paretoSources } from "./pareto-sources.ts";

/** The most causes that a teacher offers, and the most used ones that are listed. */
export const maxCauses = 50;
/** The most points of a cause that a Pareto chart lists. */
export const maxPointsOfCause = 100;

/** Offers these causes for the points of a product. */
export const OfferedCauses = z
  .array(Text(200))
  .max(maxCauses)
  .transform((causes) => [...new Set(causes)]);

export const ProductCauses = z.object({
  /** In the teacher's order. */
  offered: z.array(z.string()).max(maxCauses),
  /** Others that points have, the most frequent first. */
  used: z.array(z.string()).max(maxCauses),
});
export type ProductCauses = z.infer<typeof ProductCauses>;

/** How often each cause was assigned, the most frequent first. Spellings that differ only in case are one cause. */
export const Pareto = z.object({
  source: z.enum(paretoSources),
  total: Count,
  causes: z.array(
    z.object({
      /** `null`: alerts whose points have no cause; last. */
      cause: z.string().nullable(),
      count: Count,
      /** The newest subgroups, newest first. */
      subgroups: z.array(IntId).max(maxPointsOfCause),
    }),
  ),
  /** Whether there are older points or alerts that were not counted. */
  has_earlier: z.boolean(),
});
export type Pareto = z.infer<typeof Pareto>;
