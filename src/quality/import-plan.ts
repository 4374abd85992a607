/** The steps of an import for one product: judge all values, write them hidden, collect the alerts, reveal the rows. */
import { isWithinSpec } from "../domain/spc/capability.ts";
import type { MeasurementInput } from "../domain/spc/chart.ts";
import {
  type AddResult,
  addArrival,
  type JudgedPoint,
  limitsOf,
  openJudge,
  type PlottedPoint,
  pointCount,
  withListIndex,
} from "../domain/spc/process.ts";
import type { MeasurementRow } from "../store/measurements.ts";
import { outOfControlAlert, outOfSpecAlert, ruleAlert } from "./alerting.ts";
import { closeBlock } from "./blocks.ts";
import { createGrouping, type Grouping } from "./grouping.ts";
import { arrivalOf, checkSample, checkTime, sizeOf } from "./recording.ts";
import { type BoardServices, raise } from "./services.ts";
import { inSlices, writeInSlices } from "./slices.ts";
import { originsOf } from "./tagging.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** The result of judging the values of one product, before it is written. */
export interface ImportPlan extends AddResult {
  readonly product: number;
  /** The indexes of its values in the whole list. */
  readonly indexes: readonly number[];
  readonly rows: MeasurementRow[];
}

/** Assigns every value to a subgroup, and judges the points. Writes nothing. */
export async function planImport(
  services: BoardServices,
  inputs: readonly MeasurementInput[],
  { product, indexes, at }: { product: number; indexes: readonly number[]; at: number },
): Promise<ImportPlan> {
  const loaded = services.load(product);
  let process = loaded.process;
  const positions: AddResult["positions"] = [];
  const plotted: PlottedPoint[] = [];
  const blocks: AddResult["blocks"] = [];
  await inSlices(indexes, (n) => {
    const input = inputs[n] as MeasurementInput;
    const added = withListIndex(n, () => {
      checkTime(input, at);
      return addArrival(process, loaded.design, arrivalOf(input, loaded));
    });
    process = added.process;
    positions.push(added.position);
    if (added.point) plotted.push(added.point);
    if (added.closed) blocks.push(added.closed);
  });
  const judge = openJudge(loaded.process, limitsOf(process, loaded.design), loaded.design);
  const points: JudgedPoint[] = [];
  await inSlices(plotted, (point) => points.push(judge.next(point)));
  return { product, indexes, positions, points, blocks, process: { ...process, ...judge.state() }, rows: [] };
}

/** Writes the rows and points of a plan, hidden until the last commit. */
export async function writeImport(
  services: BoardServices,
  plan: ImportPlan,
  { inputs, by, at }: { inputs: readonly MeasurementInput[]; by: number | null; at: number },
): Promise<void> {
  const { store, turn } = services;
  const { product, indexes, positions, points, rows } = plan;
  const loaded = services.load(product);
  const judged = new Map(points.map((point) => [point.subgroup_number, point.is_within_control]));
  await writeInSlices(turn, indexes, (n, i) => {
    const input = inputs[n] as MeasurementInput;
    const position = positions[i];
    if (!position) throw new Error("an imported measurement has no position");
    const { measurement_value: value, measured_at } = input;
    const is_within_spec = isWithinSpec(value, loaded.row);
    const is_within_control = judged.get(position.subgroup_number) ?? null;
    rows[i] = withListIndex(n, () => {
      checkSample(services, loaded, input);
      return store.measurements.add({
        ...{ product_id: product, ...position, value, is_within_spec, is_within_control },
        measured_at: measured_at ?? at,
        measured_by: by,
        sample_size: sizeOf(loaded.row, input),
        tag_set: store.tags.intern(product, input.tags ?? {}),
      });
    });
  });
  const origin = originsOf(store, product, rows);
  const limits_version = loaded.row.limits_version ?? 0;
  await writeInSlices(turn, points, ({ started: _, signals: __, ...point }) => {
    store.measurements.addPoint({ product_id: product, ...point, limits_version, ...origin(point.subgroup_number) });
  });
  await writeInSlices(turn, plan.blocks, (block) => closeBlock(services, product, block));
}

/** Resolves with the alerts of written rows and points, combined by cause. */
export async function alertsOfImport(
  services: BoardServices,
  { product, rows, points, process }: ImportPlan,
): Promise<Grouping> {
  const { row, design } = services.load(product);
  const grouping = createGrouping();
  await inSlices(rows, (measured) => {
    if (!measured.is_within_spec) grouping.add(outOfSpecAlert(product, measured, row));
  });
  const limits = limitsOf(process, design);
  await inSlices(points, (point) => {
    if (point.signals && limits) grouping.add(outOfControlAlert(product, point, { limits, design }));
    for (const violation of point.started) grouping.add(ruleAlert(product, violation));
  });
  return grouping;
}

/** Makes the last commit of an import, which reveals the written rows. Returns its events. */
export function finishImport(
  services: BoardServices,
  plan: ImportPlan,
  { grouping, begin }: { grouping: Grouping; begin: (product_id: number, points: number) => void },
): EmittedBoardEvent[] {
  const { store } = services;
  const { product, process, points } = plan;
  const loaded = services.load(product);
  begin(product, pointCount(loaded.process));
  // The first subgroup may contain values from before the import.
  const [first] = points;
  if (first && first.subgroup_number === loaded.process.filling?.subgroup_number) {
    store.measurements.setWithinControl(product, first.subgroup_number, first.is_within_control);
  }
  store.products.saveProcess(product, process);
  store.imports.end(product);
  store.measurements.hide(product, undefined);
  loaded.process = process;
  return raise(services, grouping.alerts());
}
