/**
 * Measurements come in. The rule is `domain/spc/process.ts`; here what it says is written down, with the alerts that
 * follow, all of what came together or nothing.
 */
import { Fault } from "../domain/faults.ts";
import { withinSpec } from "../domain/spc/capability.ts";
import type { Measurement, MeasurementInput } from "../domain/spc/chart.ts";
import { momentsOf } from "../domain/spc/moments.ts";
import { includes, undoable } from "../domain/spc/permission.ts";
import { limitsOf, ofList, type Process, take } from "../domain/spc/process.ts";
import { longestSpan } from "../domain/spc/rules.ts";
import { pointOf } from "../domain/spc/subgroup.ts";
import type { NewAlert } from "../store/alerts.ts";
import type { MeasurementRow } from "../store/measurements.ts";
import { outOfControl, outOfSpec, ruleBroken } from "./alerting.ts";
import { type BoardDesk, type Held, raise, toMeasurement } from "./desk.ts";
import type { Access } from "./permission.ts";
import type { BoardTelling, Came } from "./turn.ts";

/** How far ahead a device's clock may be, in milliseconds. */
const clockSlack = 5 * 60 * 1000;

/** A client's own key for what it sends: the same key again writes nothing twice. */
export interface Receipt {
  readonly user_id: number;
  readonly key: string;
}

/** How long a client's key is known, in milliseconds: a phone that lost the answer may be back after a week. */
export const receiptLife = 8 * 24 * 60 * 60 * 1000;

export interface Measuring {
  /** Takes measurements that came together, of any products, from the user `by`; all of them, in their order, or none. */
  record(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<Measurement[]>;
  /** Takes one measurement back: limits from all data, and what comes next, are as if it had never been. */
  remove(id: number, access: Access): Promise<void>;
}

/** `begin` is told that a product is about to grow, and from how many points. */
export function openMeasuring(desk: BoardDesk, begin: (product_id: number, points: number) => void): Measuring {
  const { store, turn, now } = desk;

  function recordOne(held: Held, inputs: readonly MeasurementInput[], by: number | null, at: number): Done {
    const { id } = held.row;
    for (const [n, { measured_at }] of inputs.entries()) ofList(n, () => checkTime(measured_at, at));
    begin(id, held.process.location.count);
    const arrivals = inputs.map(({ measurement_value, subgroup_number = null, sample_number = null }) => ({
      value: measurement_value,
      subgroup_number,
      sample_number,
    }));
    const { process, places, points } = take(held.process, held.design, arrivals);
    const alerts: NewAlert[] = [];
    const rows = inputs.map((input, n) => {
      const { measurement_value: value, measured_at } = input;
      const place = places[n];
      if (!place) throw new Error("a measurement was taken and has no place");
      const is_within_spec = withinSpec(value, held.row);
      if (!is_within_spec) alerts.push(outOfSpec(id, { value, ...place }, held.row));
      const row = { product_id: id, ...place, value, is_within_spec, measured_at: measured_at ?? at, measured_by: by };
      return ofList(n, () => {
        checkSample(held, input);
        return store.measurements.add(row);
      });
    });
    const limits = limitsOf(process, held.design);
    const judged = new Map<number, boolean>();
    const ended = new Map(rows.map((row) => [row.subgroup_number, row.measured_at]));
    for (const point of points) {
      const { begun, ...plotted } = point;
      const { subgroup_number, is_within_control } = point;
      const limits_version = held.row.limits_version ?? 0;
      const measured_at = ended.get(subgroup_number) ?? at;
      store.measurements.addPoint({ product_id: id, ...plotted, limits_version, measured_at });
      store.measurements.judge(id, subgroup_number, is_within_control);
      judged.set(subgroup_number, is_within_control);
      if (!is_within_control && limits) alerts.push(outOfControl(id, point, limits));
      alerts.push(...begun.map((one) => ruleBroken(id, one)));
    }
    store.products.keepProcess(id, process);
    held.process = process;
    const taken = rows.map((row) => {
      const is_within_control = judged.get(row.subgroup_number) ?? null;
      return toMeasurement({ ...row, is_within_control }, held.row);
    });
    return { id, taken, alerts };
  }

  /** Takes those of a list that are one product's; what is refused is named by its place in the whole list. */
  function recordThese(
    held: Held,
    inputs: readonly MeasurementInput[],
    { mine, by, at }: { mine: readonly number[]; by: number | null; at: number },
  ): Done {
    try {
      return recordOne(
        held,
        mine.flatMap((n) => inputs[n] ?? []),
        by,
        at,
      );
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      const errors = cause.errors?.map(({ path, message }) => ({ path: String(mine[Number(path)]), message }));
      throw new Fault(cause.code, cause.message, errors);
    }
  }

  /** Throws `sample_repeated` for a sample that is there already, of this list or before. */
  function checkSample({ row }: Held, { sample_number, subgroup_number }: MeasurementInput): void {
    // Where each value is a subgroup of its own, a sample that names none must be new to the product.
    const alone = row.subgroup_size === 1 && typeof subgroup_number !== "number";
    if (alone && typeof sample_number === "number" && store.measurements.hasSample(row.id, sample_number)) {
      throw new Fault("sample_repeated", `Sample ${sample_number} is already measured.`);
    }
  }

  function record(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Came<Measurement[]> {
    const at = now();
    const known = receipt && store.measurements.receipt(receipt.user_id, receipt.key);
    if (known) {
      const rows = store.measurements.these(known);
      if (rows.length === 0) throw new Fault("measurement_not_found", "What this key wrote is taken back.");
      return { result: rows.map((row) => toMeasurement(row, desk.held(row.product_id).row)), told: [] };
    }
    const touched = new Set(inputs.map(({ product }) => product));
    try {
      const done = Array.from(touched, (product) => {
        const mine = inputs.flatMap((input, n) => (input.product === product ? [n] : []));
        return recordThese(desk.held(product), inputs, { mine, by, at });
      });
      const queues = new Map(done.map(({ id, taken }) => [id, [...taken]]));
      const result = inputs.flatMap(({ product }) => queues.get(product)?.shift() ?? []);
      if (receipt) {
        const ids = result.map(({ id }) => id);
        store.measurements.keepReceipt(receipt.user_id, receipt.key, ids, at);
      }
      const told = done.flatMap(({ taken, alerts }) => [...tellings(taken, at), ...raise(desk, alerts)]);
      return { result, told };
    } catch (cause) {
      for (const product of touched) desk.forget(product);
      throw cause;
    }
  }

  /** The moving range over a value that was taken back is that of the values before and after it. */
  function closeGap({ product_id, subgroup_number }: MeasurementRow): void {
    const points = store.measurements.everyPoint(product_id);
    const after = points.findIndex((point) => point.subgroup_number > subgroup_number);
    const next = points[after];
    if (!next) return;
    const { secondary } = pointOf("i-mr", [next.value], points[after - 1]?.value ?? null);
    store.measurements.setSpread(product_id, next.subgroup_number, secondary);
  }

  function remove(id: number, access: Access): Came<void> {
    const at = now();
    const row = store.measurements.find(id);
    if (!row) throw new Fault("measurement_not_found");
    const level = access.need("write", row.product_id);
    const own = access.user !== undefined && store.measurements.isOwnLast(row, access.user.id, undoable);
    if (!includes(level, "all") && !own) throw new Fault("not_undoable");
    store.measurements.remove(row);
    if (desk.held(row.product_id).design.chart === "i-mr") closeGap(row);
    store.products.keepProcess(row.product_id, readAgain(desk, desk.held(row.product_id)));
    desk.forget(row.product_id);
    const data = { product_id: row.product_id, change: "measurement_removed" as const };
    return { result: undefined, told: [{ type: "product.changed", data, at }] };
  }

  return {
    record: (inputs, by, receipt) => turn.ask(() => record(inputs, by, receipt)),
    remove: (id, access) => turn.ask(() => remove(id, access)),
  };
}

function checkTime(measured_at: number | null | undefined, at: number): void {
  if (measured_at && measured_at > at + clockSlack) throw new Fault("future_measurement");
}

interface Done {
  readonly id: number;
  readonly taken: Measurement[];
  readonly alerts: NewAlert[];
}

function tellings(taken: readonly Measurement[], at: number): BoardTelling[] {
  return taken.flatMap((data): BoardTelling[] => {
    const outside = !data.is_within_spec || data.is_within_control === false;
    const each: BoardTelling = { type: "measurement.taken", data, at };
    return outside ? [each, { type: "measurement.outside", data, at }] : [each];
  });
}

/** A product's process, folded once more from what is kept of it. */
export function readAgain({ store: { measurements } }: Pick<BoardDesk, "store">, { row }: Held): Process {
  const points = measurements.everyPoint(row.id);
  const { subgroup_number: last_subgroup, sample_number: last_sample } = measurements.last(row.id);
  const filling: MeasurementRow[] = measurements.ofSubgroup(row.id, last_subgroup);
  const complete = points.at(-1)?.subgroup_number === last_subgroup;
  return {
    values: momentsOf(Array.from(measurements.values(row.id))),
    location: momentsOf(points.map(({ value }) => value)),
    dispersion: momentsOf(points.flatMap(({ secondary }) => secondary ?? [])),
    filling:
      complete || filling.length === 0
        ? null
        : { subgroup_number: last_subgroup, values: filling.map(({ value }) => value) },
    last_subgroup,
    last_sample,
    recent: points.slice(-longestSpan).map(({ subgroup_number, value }) => ({ subgroup_number, value })),
    holding: (points.at(-1)?.violations ?? []).filter((rule) => rule !== 1),
  };
}
