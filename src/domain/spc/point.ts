/** Schemas of a single point: what it was made of, whether it counts, and who decided so. */
import { z } from "zod";
import { IntId, Time } from "../ids.ts";
import { Text } from "../text.ts";
import { ChartPoint, MeasurementRecord } from "./chart.ts";

/** A change of a point. `null` removes a text. */
export const PointChange = z
  .object({
    /** Whether limits, rules and capability are computed without it. */
    excluded: z.boolean().optional(),
    cause: Text(200).nullable().optional(),
    action: Text(500).nullable().optional(),
    note: Text(500).nullable().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, "Give at least one of excluded, cause, action and note.");
export type PointChange = z.output<typeof PointChange>;

/** What people decided about a point. */
export const PointStatus = z.object({
  excluded: z.boolean(),
  cause: z.string().nullable(),
  action: z.string().nullable(),
  note: z.string().nullable(),
});
export type PointStatus = z.infer<typeof PointStatus>;

/** An entry of a point's history. */
export const PointHistory = z.object({
  id: IntId,
  before: PointStatus,
  after: PointStatus,
  /** The user who did it; `null` if nobody was signed in. */
  changed_by: IntId.nullable(),
  /** Their name; only teachers receive it. */
  changed_by_name: z.string().nullable(),
  changed_at: Time,
});

/** A point with its measurements and its history, newest first. */
export const PointDetails = ChartPoint.extend({
  action: z.string().nullable(),
  note: z.string().nullable(),
  measurements: z.array(
    MeasurementRecord.extend({
      /** The name of who measured it; only teachers receive it. */
      measured_by_name: z.string().nullable(),
    }),
  ),
  /** At most the newest 100. */
  history: z.array(PointHistory).max(100),
});
export type PointDetails = z.infer<typeof PointDetails>;
