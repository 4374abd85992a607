/** Checks and events of new measurements, for single values and imports. */
import { Fault } from "../domain/faults.ts";
import { type Measurement, type MeasurementInput, maxMeasurements } from "../domain/spc/chart.ts";
import { chartTypes } from "../domain/spc/charts/index.ts";
import type { Arrival } from "../domain/spc/process.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** How far a device's clock may be ahead, in milliseconds. */
const maxClockSkewMs = 5 * 60 * 1000;

/** An idempotency key: a repeated request with the same key writes nothing. */
export interface Receipt {
  readonly user_id: number;
  readonly key: string;
}

/** How long an idempotency key is stored, in ms: a phone that lost the answer may reconnect after a week. */
export const receiptLifeMs = 8 * 24 * 60 * 60 * 1000;

export function checkTime({ measured_at }: MeasurementInput, at: number): void {
  if (measured_at && measured_at > at + maxClockSkewMs) throw new Fault("future_measurement");
}

/** Throws `size_missing`, `size_unused` or `not_a_count` unless the value and its sample size are what the chart counts. */
export function checkCount(
  { chart }: Pick<LoadedProduct["row"], "chart">,
  { value, sample_size }: { value: number; sample_size: number | null },
): void {
  const { counts } = chartTypes[chart];
  if (sample_size !== null && !counts?.sized) throw new Fault("size_unused");
  if (!counts) return;
  if (counts.sized && sample_size === null) throw new Fault("size_missing");
  const isWhole = Number.isInteger(value) && (!counts.whole || sample_size === null || Number.isInteger(sample_size));
  const isTooMany = counts.counted === "items" && sample_size !== null && value > sample_size;
  if (!isWhole || value < 0 || isTooMany) throw new Fault("not_a_count");
}

/** Returns the sample size of a measurement: its own, or the one that the product's samples usually have. */
export const sizeOf = (
  { chart, options }: Pick<LoadedProduct["row"], "chart" | "options">,
  { sample_size }: MeasurementInput,
): number | null => sample_size ?? (chartTypes[chart].counts?.sized ? (options.sample_size ?? null) : null);

/** Throws `sample_repeated` if each value is a subgroup and the product already has this sample. */
export function checkSample(
  { store }: Pick<BoardServices, "store">,
  { row }: LoadedProduct,
  { sample_number, subgroup_number }: MeasurementInput,
): void {
  const isSubgroup = row.subgroup_size === 1 && typeof subgroup_number !== "number";
  if (isSubgroup && typeof sample_number === "number" && store.measurements.hasSample(row.id, sample_number)) {
    throw new Fault("sample_repeated", `Sample ${sample_number} is already measured.`);
  }
}

/** Throws the faults of `checkCount`. */
export function arrivalOf(input: MeasurementInput, { row }: LoadedProduct): Arrival {
  const { measurement_value: value, subgroup_number = null, sample_number = null } = input;
  const size = sizeOf(row, input);
  checkCount(row, { value, sample_size: size });
  return { value, subgroup_number, sample_number, size };
}

const isOutside = ({ is_within_spec, is_within_control }: Measurement): boolean =>
  !is_within_spec || is_within_control === false;

/** Returns the events of measurements of one product: one for each, and one for all if there are several. */
export const measurementEvents = (measurements: readonly Measurement[], at: number): EmittedBoardEvent[] => [
  ...measurements.flatMap((data): EmittedBoardEvent[] => {
    const event: EmittedBoardEvent = { type: "measurement.taken", data, at };
    return isOutside(data) ? [event, { type: "measurement.outside", data, at }] : [event];
  }),
  ...batchEvents(measurements, at),
];

/** Returns the events of a batch: all measurements, and those outside of a limit. None for a single measurement. */
export function batchEvents(measurements: readonly Measurement[], at: number): EmittedBoardEvent[] {
  if (measurements.length <= 1) return [];
  const outside = measurements.filter(isOutside);
  const all: EmittedBoardEvent = { type: "measurements.taken", data: batchOf(measurements), at };
  return outside.length > 0 ? [all, { type: "measurements.outside", data: batchOf(outside), at }] : [all];
}

function batchOf(all: readonly Measurement[]) {
  const measurements = all.slice(-maxMeasurements);
  const [first] = measurements;
  if (!first) throw new Error("a batch has a measurement");
  return { product_id: first.product_id, product_code: first.product_code, total: all.length, measurements };
}
