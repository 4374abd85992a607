/**
 * Many values in one call, as a list or a table: all of them or nothing, in many commits of a few milliseconds, so that
 * nobody else waits. The rows do not exist for anybody until the last commit; what a crash left of an import is deleted
 * at the next start. Meanwhile other changes of the same products wait in order (`lanes.ts`).
 */
import { Fault } from "../domain/faults.ts";
import { isWithinSpec } from "../domain/spc/capability.ts";
import type { Measurement, MeasurementInput } from "../domain/spc/chart.ts";
import {
  type AddResult,
  addArrival,
  type JudgedPoint,
  limitsOf,
  openJudge,
  type PlottedPoint,
  withListIndex,
} from "../domain/spc/process.ts";
import type { MeasurementRow, ReceiptResult } from "../store/measurements.ts";
import { outOfControl, outOfSpec, ruleBroken } from "./alerting.ts";
import { discard } from "./discarding.ts";
import { createGrouping, type Grouping } from "./grouping.ts";
import { type BoardServices, raise, toMeasurement } from "./services.ts";
import { inSlices, writeInSlices } from "./slices.ts";
import { arrivalOf, batches, checkSample, checkTime, type Receipt, tellings } from "./taking.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** How many single measurements are published in one turn. */
const toldAtOnce = 100;

export interface Importing {
  list(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<Measurement[]>;
  /** Gives how many there were. */
  table(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<number>;
  /** What a key stood for as a list, if it was used before. Throws `key_used` if it was a table's. */
  writtenBefore(receipt: Receipt | undefined): Measurement[] | undefined;
}

/** What becomes of the values of one product. */
interface Plan extends AddResult {
  readonly product: number;
  /** The places of its values in the whole list. */
  readonly mine: readonly number[];
  readonly rows: MeasurementRow[];
}

export function openImporting(services: BoardServices, begin: (product_id: number, points: number) => void): Importing {
  const { store, turn, lanes, now } = services;

  function receiptOf(receipt: Receipt | undefined): ReceiptResult | undefined {
    return receipt && store.measurements.receipt(receipt.user_id, receipt.key);
  }

  function writtenBefore(receipt: Receipt | undefined): Measurement[] | undefined {
    const known = receiptOf(receipt);
    if (!known) return undefined;
    if (!Array.isArray(known)) throw new Fault("key_used");
    const rows = store.measurements.byIds(known);
    if (rows.length === 0) throw new Fault("measurement_not_found", "What this key wrote is taken back.");
    return rows.map((row) => toMeasurement(row, services.load(row.product_id).row));
  }

  /** Gives every value its place, and judges the points. Writes nothing. */
  async function plan(
    inputs: readonly MeasurementInput[],
    { product, mine, at }: { product: number; mine: readonly number[]; at: number },
  ): Promise<Plan> {
    const loaded = services.load(product);
    let process = loaded.process;
    const positions: AddResult["positions"] = [];
    const plotted: PlottedPoint[] = [];
    const blocks: AddResult["blocks"] = [];
    await inSlices(mine, (n) => {
      const input = inputs[n] as MeasurementInput;
      const added = withListIndex(n, () => {
        checkTime(input, at);
        return addArrival(process, loaded.design, arrivalOf(input));
      });
      process = added.process;
      positions.push(added.position);
      if (added.point) plotted.push(added.point);
      if (added.closed) blocks.push(added.closed);
    });
    const judge = openJudge(loaded.process, limitsOf(process, loaded.design), loaded.design.rules);
    const points: JudgedPoint[] = [];
    await inSlices(plotted, (point) => points.push(judge.next(point)));
    return { product, mine, positions, points, blocks, process: { ...process, ...judge.state() }, rows: [] };
  }

  async function write(
    plan: Plan,
    inputs: readonly MeasurementInput[],
    { by, at }: { by: number | null; at: number },
  ): Promise<void> {
    const { product, mine, positions, points, rows } = plan;
    const loaded = services.load(product);
    const judged = new Map(points.map((point) => [point.subgroup_number, point.is_within_control]));
    await writeInSlices(turn, mine, (n, i) => {
      const input = inputs[n] as MeasurementInput;
      const place = positions[i];
      if (!place) throw new Error("a measurement was taken and has no place");
      const { measurement_value: value, measured_at } = input;
      const is_within_spec = isWithinSpec(value, loaded.row);
      const is_within_control = judged.get(place.subgroup_number) ?? null;
      rows[i] = withListIndex(n, () => {
        checkSample(services, loaded, input);
        return store.measurements.add({
          ...{ product_id: product, ...place, value, is_within_spec, is_within_control },
          measured_at: measured_at ?? at,
          measured_by: by,
        });
      });
    });
    const ended = new Map(rows.map((row) => [row.subgroup_number, row.measured_at]));
    const limits_version = loaded.row.limits_version ?? 0;
    await writeInSlices(turn, points, ({ started: _, ...point }) => {
      const measured_at = ended.get(point.subgroup_number) ?? at;
      store.measurements.addPoint({ product_id: product, ...point, limits_version, measured_at });
    });
  }

  async function alertsOf({ product, rows, points, process }: Plan): Promise<Grouping> {
    const { row, design } = services.load(product);
    const grouping = createGrouping();
    await inSlices(rows, (measured) => {
      if (!measured.is_within_spec) grouping.add(outOfSpec(product, measured, row));
    });
    const limits = limitsOf(process, design);
    await inSlices(points, (point) => {
      if (!point.is_within_control && limits) grouping.add(outOfControl(product, point, limits));
      for (const one of point.started) grouping.add(ruleBroken(product, one));
    });
    return grouping;
  }

  /** The last commit: what was written exists from now on. */
  function finish(plan: Plan, grouping: Grouping): EmittedBoardEvent[] {
    const { product, process, points, blocks } = plan;
    const loaded = services.load(product);
    begin(product, loaded.process.location.count);
    // Values of the subgroup that was being filled were there before.
    const [first] = points;
    if (first && first.subgroup_number === loaded.process.filling?.subgroup_number) {
      store.measurements.setWithinControl(product, first.subgroup_number, first.is_within_control);
    }
    for (const block of blocks) store.corrections.saveBlock(product, block);
    store.products.saveProcess(product, process);
    store.imports.end(product);
    store.measurements.hide(product, undefined);
    loaded.process = process;
    return raise(services, grouping.alerts());
  }

  async function carryOut(
    inputs: readonly MeasurementInput[],
    { by, keep, singles }: { by: number | null; keep: (result: Measurement[], at: number) => void; singles: boolean },
  ): Promise<Measurement[]> {
    const at = now();
    const products = [...new Set(inputs.map(({ product }) => product))];
    try {
      // In the turn: what came before this is committed now.
      await turn.ask(() => {
        for (const product of products) {
          services.load(product);
          store.measurements.hide(product, store.imports.begin(product));
        }
        return { result: undefined, events: [] };
      });
      const plans: Plan[] = [];
      for (const product of products) {
        const mine = inputs.flatMap((input, n) => (input.product === product ? [n] : []));
        plans.push(await plan(inputs, { product, mine, at }));
      }
      for (const one of plans) await write(one, inputs, { by, at });
      const groupings = new Map<Plan, Grouping>();
      for (const one of plans) groupings.set(one, await alertsOf(one));
      const result: Measurement[] = [];
      for (const { product, mine, rows } of plans) {
        const { row } = services.load(product);
        await inSlices(mine, (n, i) => {
          result[n] = toMeasurement(rows[i] as MeasurementRow, row);
        });
      }
      await turn.ask(() => {
        const events = plans.flatMap((one) => finish(one, groupings.get(one) as Grouping));
        keep(result, at);
        const taken = plans.flatMap(({ mine }) =>
          batches(
            mine.map((n) => result[n] as Measurement),
            at,
          ),
        );
        return { result: undefined, events: [...taken, ...events] };
      });
      if (singles) await tellEach(result, at);
      return result;
    } catch (cause) {
      for (const product of products) services.forget(product);
      // A commit that failed has hidden nothing, or shown what is not there.
      for (const { product_id, hidden } of store.imports.unfinished()) store.measurements.hide(product_id, hidden);
      // On a full disk it stays hidden, and is deleted before the next change.
      for (const product of products) await discard(services, product).catch(() => {});
      throw cause;
    }
  }

  async function tellEach(taken: readonly Measurement[], at: number): Promise<void> {
    for (let n = 0; n < taken.length; n += toldAtOnce) {
      const events = taken.slice(n, n + toldAtOnce).flatMap((one) => tellings([one], at));
      await turn.ask(() => ({ result: undefined, events }));
    }
  }

  const keeper = (receipt: Receipt | undefined, written: (result: Measurement[]) => ReceiptResult) => {
    return (result: Measurement[], at: number) => {
      if (receipt) store.measurements.saveReceipt(receipt, written(result), at);
    };
  };

  return {
    writtenBefore,
    list(inputs, by, receipt) {
      const keep = keeper(receipt, (result) => result.map(({ id }) => id));
      const products = inputs.map(({ product }) => product);
      return lanes.run(products, async () => writtenBefore(receipt) ?? carryOut(inputs, { by, keep, singles: true }));
    },
    table(inputs, by, receipt) {
      const keep = keeper(receipt, ({ length }) => ({ created: length }));
      const products = inputs.map(({ product }) => product);
      return lanes.run(products, async () => {
        const known = receiptOf(receipt);
        if (Array.isArray(known)) throw new Fault("key_used");
        if (known && "created" in known) return known.created;
        return (await carryOut(inputs, { by, keep, singles: false })).length;
      });
    },
  };
}
