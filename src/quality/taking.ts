/** What taking measurements needs, whether they are few or many: checks, and the events. */
import { Fault } from "../domain/faults.ts";
import { type Measurement, type MeasurementInput, maxMeasurements } from "../domain/spc/chart.ts";
import type { Arrival } from "../domain/spc/process.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** How far ahead a device's clock may be, in milliseconds. */
const clockSlack = 5 * 60 * 1000;

/** A client's own key for what it sends: the same key again writes nothing twice. */
export interface Receipt {
  readonly user_id: number;
  readonly key: string;
}

/** How long a client's key is known, in milliseconds: a phone that lost the answer may be back after a week. */
export const receiptLife = 8 * 24 * 60 * 60 * 1000;

export function checkTime({ measured_at }: MeasurementInput, at: number): void {
  if (measured_at && measured_at > at + clockSlack) throw new Fault("future_measurement");
}

/** Throws `sample_repeated` if each value is a subgroup and the product has this sample already. */
export function checkSample(
  { store }: Pick<BoardServices, "store">,
  { row }: LoadedProduct,
  { sample_number, subgroup_number }: MeasurementInput,
): void {
  const alone = row.subgroup_size === 1 && typeof subgroup_number !== "number";
  if (alone && typeof sample_number === "number" && store.measurements.hasSample(row.id, sample_number)) {
    throw new Fault("sample_repeated", `Sample ${sample_number} is already measured.`);
  }
}

export const arrivalOf = ({
  measurement_value,
  subgroup_number = null,
  sample_number = null,
}: MeasurementInput): Arrival => ({
  value: measurement_value,
  subgroup_number,
  sample_number,
});

const isOutside = ({ is_within_spec, is_within_control }: Measurement): boolean =>
  !is_within_spec || is_within_control === false;

/** The events of measurements of one product: each of them, and all of them together if there are several. */
export const tellings = (taken: readonly Measurement[], at: number): EmittedBoardEvent[] => [
  ...taken.flatMap((data): EmittedBoardEvent[] => {
    const each: EmittedBoardEvent = { type: "measurement.taken", data, at };
    return isOutside(data) ? [each, { type: "measurement.outside", data, at }] : [each];
  }),
  ...batches(taken, at),
];

/** All of them together, and those that are outside; nothing for a single one. */
export function batches(taken: readonly Measurement[], at: number): EmittedBoardEvent[] {
  const outside = taken.filter(isOutside);
  const told: EmittedBoardEvent[] = [];
  if (taken.length > 1) told.push({ type: "measurements.taken", data: batchOf(taken), at });
  if (taken.length > 1 && outside.length > 0) told.push({ type: "measurements.outside", data: batchOf(outside), at });
  return told;
}

function batchOf(all: readonly Measurement[]) {
  const measurements = all.slice(-maxMeasurements);
  const [first] = measurements;
  if (!first) throw new Error("a batch has a measurement");
  return { product_id: first.product_id, product_code: first.product_code, total: all.length, measurements };
}
