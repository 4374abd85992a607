/** The events of the quality board, and the requests that it accepts over a socket. Its dialects map these to frames. */
import { z } from "zod";
import { IntId } from "../ids.ts";
import { AlertRecord, Priority } from "./alert.ts";
import { CapabilityAnalysis, ChartGrown, Measurement, MeasurementBatch } from "./chart.ts";

/** An event of the board. */
export interface BoardEvent<D extends z.ZodType = z.ZodType> {
  /** The schema of its data, with the id of one product. */
  readonly data: D;
  /** Whether its data has a priority, so that users can filter by `min_priority`. */
  readonly hasPriority?: boolean;
  readonly about: string;
}

/** Every event, by its name. */
export const boardEvents = {
  "measurement.taken": { data: Measurement, about: "A value was measured." },
  "measurement.outside": { data: Measurement, about: "A measurement is outside the specification or the limits." },
  "measurements.taken": { data: MeasurementBatch, about: "Several values of a product were measured in one call." },
  "measurements.outside": {
    data: MeasurementBatch,
    about: "Several values of one call are outside the specification or the limits.",
  },
  "chart.grown": {
    data: ChartGrown,
    about: "Points were added, or values of an incomplete one; sent at most ten times a second.",
  },
  "alert.raised": { data: AlertRecord, hasPriority: true, about: "An alert was raised." },
  "alert.changed": { data: AlertRecord, hasPriority: true, about: "An alert was acknowledged or resolved." },
  "capability.analysed": { data: CapabilityAnalysis, about: "A capability analysis was made." },
  "product.changed": {
    data: z.object({
      product_id: IntId,
      change: z.enum([
        "made",
        "changed",
        "deleted",
        "limits",
        "measurement_removed",
        "measurement_corrected",
        "point_changed",
      ]),
    }),
    about: "A product was created, changed or deleted: read it again.",
  },
  "gauge.changed": {
    data: z.object({ product_id: IntId, study_id: IntId, change: z.enum(["made", "changed", "measured", "deleted"]) }),
    about: "A gauge study was created, changed, measured or deleted: read it again.",
  },
} as const satisfies Record<string, BoardEvent<z.ZodType<{ product_id: number }>>>;

export type BoardEventName = keyof typeof boardEvents;
export type BoardDataOf<K extends BoardEventName> = z.output<(typeof boardEvents)[K]["data"]>;

/** Every request over a socket, by its name. */
export const boardRequests = {
  "product.follow": {
    input: z.object({ product_id: IntId }),
    result: z.object({ product_id: IntId }),
    about: "Subscribe to this product. Without any subscription, a client receives all products.",
  },
  "product.unfollow": {
    input: z.object({ product_id: IntId }),
    result: z.object({ product_id: IntId }),
    about: "Unsubscribe from this product. After the last subscription, a client receives all products again.",
  },
  "alerts.read": {
    input: z.object({
      limit: z.number().int().min(1).max(100).default(10),
      product_id: IntId.nullish(),
      min_priority: Priority.nullish(),
    }),
    result: z.array(AlertRecord),
    about: "The last alerts, newest first.",
  },
} as const;

export type BoardRequestName = keyof typeof boardRequests;
export type BoardResultOf<K extends BoardRequestName> = z.output<(typeof boardRequests)[K]["result"]>;
