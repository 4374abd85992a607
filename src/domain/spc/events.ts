/** What the quality board tells, and what may be asked of it over a socket: the words its dialects are made of. */
import { z } from "zod";
import { IntId } from "../ids.ts";
import { AlertRecord, Priority } from "./alert.ts";
import { CapabilityAnalysis, ChartGrown, Measurement, MeasurementBatch } from "./chart.ts";

/** Something that happened at the board. */
export interface BoardEvent<D extends z.ZodType = z.ZodType> {
  /** Every event is one product's. */
  readonly data: D;
  /** It has a priority in its data, from which on a user may want to be told of it. */
  readonly hasPriority?: boolean;
  readonly about: string;
}

/** Every event, by its name. */
export const boardEvents = {
  "measurement.taken": { data: Measurement, about: "Something was measured." },
  "measurement.outside": { data: Measurement, about: "A measurement is outside the specification or the limits." },
  "measurements.taken": { data: MeasurementBatch, about: "Several values of a product came in one call." },
  "measurements.outside": { data: MeasurementBatch, about: "Several of them are outside, as above." },
  "chart.grown": { data: ChartGrown, about: "Points came, or values of one; told ten times a second at most." },
  "alert.raised": { data: AlertRecord, hasPriority: true, about: "There is something to look at." },
  "alert.changed": { data: AlertRecord, hasPriority: true, about: "Somebody has seen an alert, or resolved it." },
  "capability.analysed": { data: CapabilityAnalysis, about: "A capability analysis was made." },
  "product.changed": {
    data: z.object({
      product_id: IntId,
      change: z.enum(["made", "changed", "deleted", "limits", "measurement_removed", "measurement_corrected"]),
    }),
    about: "A product is to be read again.",
  },
} as const satisfies Record<string, BoardEvent<z.ZodType<{ product_id: number }>>>;

export type BoardEventName = keyof typeof boardEvents;
export type BoardDataOf<K extends BoardEventName> = z.output<(typeof boardEvents)[K]["data"]>;

/** Everything that may be asked over a socket, by its name. */
export const boardAsks = {
  "product.follow": {
    input: z.object({ product_id: IntId }),
    result: z.object({ product_id: IntId }),
    about: "From now on to be told of this product, and others that were asked for, instead of all.",
  },
  "product.unfollow": {
    input: z.object({ product_id: IntId }),
    result: z.object({ product_id: IntId }),
    about: "No more to be told of this product; where it was the last one, of all again.",
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

export type BoardAskName = keyof typeof boardAsks;
export type BoardResultOf<K extends BoardAskName> = z.output<(typeof boardAsks)[K]["result"]>;
