/**
 * Records measurements and raises their alerts, as decided by `domain/spc/process.ts`. Each call is atomic: a call with
 * few values is one commit, one with many values is an import.
 */
import { Fault } from "../domain/faults.ts";
import { isWithinSpec } from "../domain/spc/capability.ts";
import type { Measurement, MeasurementInput } from "../domain/spc/chart.ts";
import { addArrivals, limitsOf, pointCount, withListIndex } from "../domain/spc/process.ts";
import type { AutomaticAlert } from "../store/alerts.ts";
import { outOfControlAlert, outOfSpecAlert, ruleAlert } from "./alerting.ts";
import { closeBlock } from "./blocks.ts";
import { createImporting, type Importing } from "./importing.ts";
import { arrivalOf, checkSample, checkTime, measurementEvents, type Receipt } from "./recording.ts";
import { type BoardServices, type LoadedProduct, raise, toMeasurement } from "./services.ts";
import { originsOf } from "./tagging.ts";
import type { Decision } from "./turn.ts";

/** Maximum length of a list that is one commit, with an alert for each value outside the specification. */
const maxDirectValues = 100;

export interface Measuring {
  /** Records measurements of any products by the user `by`: all of them, in their order, or none. */
  record(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<Measurement[]>;
  /** Records a table of measurements of one product: all or none. Returns their number. */
  importTable(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<number>;
}

/** The new measurements of one product, and their alerts. */
interface Recorded {
  readonly id: number;
  readonly measurements: Measurement[];
  readonly alerts: AutomaticAlert[];
}

/** Values of one product that arrived together at `at`, from the user `by`. */
interface NewValues {
  readonly inputs: readonly MeasurementInput[];
  readonly loaded: LoadedProduct;
  readonly by: number | null;
  readonly at: number;
  readonly begin: (product_id: number, points: number) => void;
}

/** Calls `begin` before a product grows, with its number of points. */
export function createMeasuring(
  services: BoardServices,
  begin: (product_id: number, points: number) => void,
): Measuring {
  const { store, lanes, now } = services;
  const importing: Importing = createImporting(services, begin);

  /** Records the values at these indexes of a list, all of one product. An error names the index in the whole list. */
  function recordListed(
    loaded: LoadedProduct,
    inputs: readonly MeasurementInput[],
    { indexes, by, at }: { indexes: readonly number[]; by: number | null; at: number },
  ): Recorded {
    try {
      return recordProduct(services, { inputs: indexes.flatMap((n) => inputs[n] ?? []), loaded, by, at, begin });
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      const errors = cause.errors?.map(({ path, message }) => ({ path: String(indexes[Number(path)]), message }));
      throw new Fault(cause.kind, cause.message, errors && { errors });
    }
  }

  function record(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Decision<Measurement[]> {
    const at = now();
    const earlier = importing.writtenBefore(receipt);
    if (earlier) return { result: earlier, events: [] };
    const touched = new Set(inputs.map(({ product }) => product));
    try {
      const recorded = Array.from(touched, (product) => {
        const indexes = inputs.flatMap((input, n) => (input.product === product ? [n] : []));
        return recordListed(services.load(product), inputs, { indexes, by, at });
      });
      const queues = new Map(recorded.map(({ id, measurements }) => [id, [...measurements]]));
      const result = inputs.flatMap(({ product }) => queues.get(product)?.shift() ?? []);
      if (receipt) {
        const ids = result.map(({ id }) => id);
        store.measurements.saveReceipt(receipt, ids, at);
      }
      const events = recorded.flatMap(({ measurements, alerts }) => [
        ...measurementEvents(measurements, at),
        ...raise(services, alerts),
      ]);
      return { result, events };
    } catch (cause) {
      for (const product of touched) services.forget(product);
      throw cause;
    }
  }

  return {
    record(inputs, by, receipt) {
      if (inputs.length > maxDirectValues) return importing.list(inputs, by, receipt);
      const products = inputs.map(({ product }) => product);
      return lanes.commit(products, () => record(inputs, by, receipt));
    },
    importTable: importing.table,
  };
}

/** Records values of one product in the current commit. */
function recordProduct(services: BoardServices, { inputs, loaded, by, at, begin }: NewValues): Recorded {
  const { store } = services;
  const { id } = loaded.row;
  for (const [n, input] of inputs.entries()) withListIndex(n, () => checkTime(input, at));
  const arrivals = inputs.map((input, n) => withListIndex(n, () => arrivalOf(input, loaded)));
  begin(id, pointCount(loaded.process));
  const { process, positions, points, blocks } = addArrivals(loaded.process, loaded.design, arrivals);
  const alerts: AutomaticAlert[] = [];
  const rows = inputs.map((input, n) => {
    const { measurement_value: value, measured_at } = input;
    const position = positions[n];
    if (!position) throw new Error("a recorded measurement has no position");
    const is_within_spec = isWithinSpec(value, loaded.row);
    if (!is_within_spec) alerts.push(outOfSpecAlert(id, { value, ...position }, loaded.row));
    const tag_set = withListIndex(n, () => store.tags.intern(id, input.tags ?? {}));
    const row = {
      product_id: id,
      ...position,
      value,
      is_within_spec,
      measured_at: measured_at ?? at,
      measured_by: by,
      sample_size: arrivals[n]?.size ?? null,
      tag_set,
    };
    return withListIndex(n, () => {
      checkSample(services, loaded, input);
      return store.measurements.add(row);
    });
  });
  const limits = limitsOf(process, loaded.design);
  const origin = originsOf(store, id, rows);
  const judged = new Map<number, boolean>();
  for (const point of points) {
    const { started, signals, ...plotted } = point;
    const { subgroup_number, is_within_control } = point;
    const limits_version = loaded.row.limits_version ?? 0;
    store.measurements.addPoint({ product_id: id, ...plotted, limits_version, ...origin(subgroup_number) });
    store.measurements.setWithinControl(id, subgroup_number, is_within_control);
    judged.set(subgroup_number, is_within_control);
    if (signals && limits) alerts.push(outOfControlAlert(id, point, { limits, design: loaded.design }));
    alerts.push(...started.map((violation) => ruleAlert(id, violation)));
  }
  for (const block of blocks) closeBlock(services, id, block);
  store.products.saveProcess(id, process);
  loaded.process = process;
  const measurements = rows.map((row) => {
    const is_within_control = judged.get(row.subgroup_number) ?? null;
    return toMeasurement({ ...row, is_within_control }, loaded.row);
  });
  return { id, measurements, alerts };
}
