/** Schemas of the whole history of a chart: its overview, and which points of it to read. */
import { z } from "zod";
import { Count, IntId, Time } from "../ids.ts";

/** A part of a product's history, summarized. */
export const OverviewBucket = z.object({
  from_subgroup: IntId,
  to_subgroup: IntId,
  /** The number of points, excluded ones among them. */
  points: Count,
  /** The lowest, the highest and the mean counted point; `null` if there is none. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  mean: z.number().nullable(),
  /** The first subgroup whose point counts and was flagged; `null` if there is none. */
  flagged: IntId.nullable(),
  /** The latest time of a point; `null` if it has none. */
  measured_until: Time.nullable(),
});
export type OverviewBucket = z.infer<typeof OverviewBucket>;

/** All points of a product, summarized in at most 600 buckets, oldest first. */
export const Overview = z.object({ points_total: Count, buckets: z.array(OverviewBucket).max(600) });
export type Overview = z.infer<typeof Overview>;

/** Which points of a chart to read: the last ones, those up to a subgroup, or those measured from a time on. */
export const ChartQuery = z
  .object({
    last: z.coerce.number().int().min(1).max(2000).default(200),
    until: z.coerce.number().int().min(1).max(1e15).optional(),
    /** Parsed to milliseconds since 1970. */
    measured_from: z.iso
      .datetime({ offset: true })
      .transform((time) => Date.parse(time))
      .optional(),
  })
  .refine(
    ({ until, measured_from }) => until === undefined || measured_from === undefined,
    "Give until or measured_from, not both.",
  );
export type ChartQuery = z.output<typeof ChartQuery>;
