/** Schemas of a comparison of strata: the values of a product, divided by one of its tags. */
import { z } from "zod";
import { Count, IntId } from "../ids.ts";
import { maxTagName, toTagName } from "./tag-names.ts";
import { TagFilter } from "./tags.ts";

/** The most values that a comparison reads: the newest. */
export const maxCompared = 100_000;
/** The most strata that are returned: those with the most values. */
export const maxStrata = 40;
/** The most single values of a stratum that are returned. */
export const maxDots = 200;

/** POST, because a filter does not fit a query. */
export const StrataInput = z.object({
  tag: z.string().max(maxTagName).transform(toTagName),
  /** Only values that have one of these values of each tag. */
  tags: TagFilter.default({}),
});
export type StrataRequest = z.output<typeof StrataInput>;

export const Stratum = z.object({
  /** The value of the tag; `null`: values without the tag, and subgroups of several. */
  value: z.string().nullable(),
  /** The number of single values. */
  count: Count,
  points: Count,
  mean: z.number(),
  /** The standard deviation of the single values; `null` for fewer than two. */
  sigma: z.number().nullable(),
  /** Cpk by the sigma within subgroups; of single values, by moving ranges between neighbours of the stratum. */
  cpk: z.number().nullable(),
  ppk: z.number().nullable(),
  /** Minimum, quartiles and maximum. */
  quantiles: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
  /** The newest values, oldest first. */
  newest: z.array(z.number()).max(maxDots),
});
export type Stratum = z.infer<typeof Stratum>;

export const Strata = z.object({
  tag: z.string(),
  /** In the natural order of the values; without the tag last. */
  strata: z.array(Stratum).max(maxStrata),
  /** How many strata there are. */
  strata_total: Count,
  /** The values that were compared, and their subgroups; `null` without any. */
  count: Count,
  from_subgroup: IntId.nullable(),
  to_subgroup: IntId.nullable(),
  /** Whether there are earlier values that were not read. */
  has_earlier: z.boolean(),
});
export type Strata = z.infer<typeof Strata>;
