/**
 * Imports many values of one call, a list or a table, atomically: in many commits of a few milliseconds, so that the
 * server stays responsive. The rows are hidden until the last commit; after a crash, the next start deletes them. Other
 * changes of the same products wait (`lanes.ts`).
 */
import { Fault } from "../domain/faults.ts";
import type { Measurement, MeasurementInput } from "../domain/spc/chart.ts";
import type { MeasurementRow, ReceiptResult } from "../store/measurements.ts";
import { discard } from "./discarding.ts";
import type { Grouping } from "./grouping.ts";
import { alertsOfImport, finishImport, type ImportPlan, planImport, writeImport } from "./import-plan.ts";
import { batchEvents, measurementEvents, type Receipt } from "./recording.ts";
import { type BoardServices, toMeasurement } from "./services.ts";
import { inSlices } from "./slices.ts";

/** How many single measurements one turn publishes. */
const publishedPerTurn = 100;

export interface Importing {
  list(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<Measurement[]>;
  /** Returns the number of measurements. */
  table(inputs: readonly MeasurementInput[], by: number | null, receipt?: Receipt): Promise<number>;
  /** The measurements written with this key, if it was used before. Throws `key_used` if it was used for a table. */
  writtenBefore(receipt: Receipt | undefined): Measurement[] | undefined;
}

export function createImporting(
  services: BoardServices,
  begin: (product_id: number, points: number) => void,
): Importing {
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

  async function carryOut(
    inputs: readonly MeasurementInput[],
    { by, keep, singles }: { by: number | null; keep: (result: Measurement[], at: number) => void; singles: boolean },
  ): Promise<Measurement[]> {
    const at = now();
    const products = [...new Set(inputs.map(({ product }) => product))];
    try {
      // In a separate turn, so that earlier work is committed first.
      await turn.ask(() => {
        for (const product of products) {
          services.load(product);
          store.measurements.hide(product, store.imports.begin(product));
        }
        return { result: undefined, events: [] };
      });
      const plans: ImportPlan[] = [];
      for (const product of products) {
        const indexes = inputs.flatMap((input, n) => (input.product === product ? [n] : []));
        plans.push(await planImport(services, inputs, { product, indexes, at }));
      }
      for (const plan of plans) await writeImport(services, plan, { inputs, by, at });
      const groupings = new Map<ImportPlan, Grouping>();
      for (const plan of plans) groupings.set(plan, await alertsOfImport(services, plan));
      const result: Measurement[] = [];
      for (const { product, indexes, rows } of plans) {
        const { row } = services.load(product);
        await inSlices(indexes, (n, i) => {
          result[n] = toMeasurement(rows[i] as MeasurementRow, row);
        });
      }
      await turn.ask(() => {
        const events = plans.flatMap((plan) =>
          finishImport(services, plan, { grouping: groupings.get(plan) as Grouping, begin }),
        );
        keep(result, at);
        const batches = plans.flatMap(({ indexes }) =>
          batchEvents(
            indexes.map((n) => result[n] as Measurement),
            at,
          ),
        );
        return { result: undefined, events: [...batches, ...events] };
      });
      if (singles) await publishEach(result, at);
      return result;
    } catch (cause) {
      for (const product of products) services.forget(product);
      // After a failed commit, what is hidden in memory may differ from the store.
      for (const { product_id, hidden } of store.imports.unfinished()) store.measurements.hide(product_id, hidden);
      // On a full disk the rows stay hidden; the next change deletes them first.
      for (const product of products) await discard(services, product).catch(() => {});
      throw cause;
    }
  }

  async function publishEach(measurements: readonly Measurement[], at: number): Promise<void> {
    for (let n = 0; n < measurements.length; n += publishedPerTurn) {
      const events = measurements
        .slice(n, n + publishedPerTurn)
        .flatMap((measurement) => measurementEvents([measurement], at));
      await turn.ask(() => ({ result: undefined, events }));
    }
  }

  const receiptSaver = (receipt: Receipt | undefined, written: (result: Measurement[]) => ReceiptResult) => {
    return (result: Measurement[], at: number) => {
      if (receipt) store.measurements.saveReceipt(receipt, written(result), at);
    };
  };

  return {
    writtenBefore,
    list(inputs, by, receipt) {
      const keep = receiptSaver(receipt, (result) => result.map(({ id }) => id));
      const products = inputs.map(({ product }) => product);
      return lanes.run(products, async () => writtenBefore(receipt) ?? carryOut(inputs, { by, keep, singles: true }));
    },
    table(inputs, by, receipt) {
      const keep = receiptSaver(receipt, ({ length }) => ({ created: length }));
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
