/**
 * Measurements come in. The rule is `domain/spc/process.ts`; here what it decides is written, with the alerts that
 * follow: all of what came together, or nothing. A call with few values is one commit; one with many is an import.
 */
import { Fault } from "../domain/faults.ts";
import { isWithinSpec } from "../domain/spc/capability.ts";
import type { Measurement, MeasurementInput } from "../domain/spc/chart.ts";
import { addArrivals, limitsOf, withListIndex } from "../domain/spc/process.ts";
import type { AutomaticAlert } from "../store/alerts.ts";
import { outOfControl, outOfSpec, ruleBroken } from "./alerting.ts";
import { type Importing, openImporting } from "./importing.ts";
import { type BoardServices, type LoadedProduct, raise, toMeasurement } from "./services.ts";
import { arrivalOf, checkSample, checkTime, type Receipt, tellings } from "./taking.ts";
import type { Decision } from "./turn.ts";

/** A list of at most so many values is one commit, with an alert for each value that is outside. */
const directSize = 100;

export interface Measuring {
  /** Takes measurements that came together, of any products, from the user `by`; all of them, in their order, or none. */
  record(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<Measurement[]>;
  /** Takes a table of measurements of one product: all of it, or nothing. Gives how many there were. */
  importTable(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<number>;
}

/** What one product got. */
interface Done {
  readonly id: number;
  readonly taken: Measurement[];
  readonly alerts: AutomaticAlert[];
}

/** `begin` is told that a product is about to grow, and from how many points. */
export function openMeasuring(services: BoardServices, begin: (product_id: number, points: number) => void): Measuring {
  const { store, lanes, now } = services;
  const importing: Importing = openImporting(services, begin);

  function recordOne(
    loaded: LoadedProduct,
    inputs: readonly MeasurementInput[],
    { by, at }: { by: number | null; at: number },
  ): Done {
    const { id } = loaded.row;
    for (const [n, input] of inputs.entries()) withListIndex(n, () => checkTime(input, at));
    begin(id, loaded.process.location.count);
    const { process, positions, points, blocks } = addArrivals(loaded.process, loaded.design, inputs.map(arrivalOf));
    const alerts: AutomaticAlert[] = [];
    const rows = inputs.map((input, n) => {
      const { measurement_value: value, measured_at } = input;
      const place = positions[n];
      if (!place) throw new Error("a measurement was taken and has no place");
      const is_within_spec = isWithinSpec(value, loaded.row);
      if (!is_within_spec) alerts.push(outOfSpec(id, { value, ...place }, loaded.row));
      const row = { product_id: id, ...place, value, is_within_spec, measured_at: measured_at ?? at, measured_by: by };
      return withListIndex(n, () => {
        checkSample(services, loaded, input);
        return store.measurements.add(row);
      });
    });
    const limits = limitsOf(process, loaded.design);
    const judged = new Map<number, boolean>();
    const ended = new Map(rows.map((row) => [row.subgroup_number, row.measured_at]));
    for (const point of points) {
      const { started, ...plotted } = point;
      const { subgroup_number, is_within_control } = point;
      const limits_version = loaded.row.limits_version ?? 0;
      const measured_at = ended.get(subgroup_number) ?? at;
      store.measurements.addPoint({ product_id: id, ...plotted, limits_version, measured_at });
      store.measurements.setWithinControl(id, subgroup_number, is_within_control);
      judged.set(subgroup_number, is_within_control);
      if (!is_within_control && limits) alerts.push(outOfControl(id, point, limits));
      alerts.push(...started.map((one) => ruleBroken(id, one)));
    }
    for (const block of blocks) store.corrections.saveBlock(id, block);
    store.products.saveProcess(id, process);
    loaded.process = process;
    const taken = rows.map((row) => {
      const is_within_control = judged.get(row.subgroup_number) ?? null;
      return toMeasurement({ ...row, is_within_control }, loaded.row);
    });
    return { id, taken, alerts };
  }

  /** Takes those of a list that are one product's; an error names a value by its place in the whole list. */
  function recordThese(
    loaded: LoadedProduct,
    inputs: readonly MeasurementInput[],
    { mine, by, at }: { mine: readonly number[]; by: number | null; at: number },
  ): Done {
    try {
      return recordOne(
        loaded,
        mine.flatMap((n) => inputs[n] ?? []),
        { by, at },
      );
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      const errors = cause.errors?.map(({ path, message }) => ({ path: String(mine[Number(path)]), message }));
      throw new Fault(cause.kind, cause.message, errors && { errors });
    }
  }

  function record(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Decision<Measurement[]> {
    const at = now();
    const known = importing.writtenBefore(receipt);
    if (known) return { result: known, events: [] };
    const touched = new Set(inputs.map(({ product }) => product));
    try {
      const done = Array.from(touched, (product) => {
        const mine = inputs.flatMap((input, n) => (input.product === product ? [n] : []));
        return recordThese(services.load(product), inputs, { mine, by, at });
      });
      const queues = new Map(done.map(({ id, taken }) => [id, [...taken]]));
      const result = inputs.flatMap(({ product }) => queues.get(product)?.shift() ?? []);
      if (receipt) {
        const ids = result.map(({ id }) => id);
        store.measurements.saveReceipt(receipt, ids, at);
      }
      const events = done.flatMap(({ taken, alerts }) => [...tellings(taken, at), ...raise(services, alerts)]);
      return { result, events };
    } catch (cause) {
      for (const product of touched) services.forget(product);
      throw cause;
    }
  }

  return {
    record(inputs, by, receipt) {
      if (inputs.length > directSize) return importing.list(inputs, by, receipt);
      const products = inputs.map(({ product }) => product);
      return lanes.commit(products, () => record(inputs, by, receipt));
    },
    importTable: importing.table,
  };
}
