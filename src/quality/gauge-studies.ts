/** Gauge studies: created and changed by those who manage a product, measured by those who may measure it. */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { analyseGauge } from "../domain/spc/gauge/analysis.ts";
import { cellAt, cellIndex, type GaugeCell, type GaugeDesign, runOrder } from "../domain/spc/gauge/design.ts";
import type {
  GaugeStudy,
  GaugeStudyChange,
  GaugeStudyDetails,
  GaugeStudyInput,
  GaugeValuesInput,
} from "../domain/spc/gauge/schema.ts";
import { includes } from "../domain/spc/permission.ts";
import type { CountedStudy, GaugeStudyRow, GaugeValueRow, StudyRef } from "../store/gauge-studies.ts";
import type { Access } from "./permission.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import type { Decision, EmittedBoardEvent } from "./turn.ts";

/** Maximum number of studies of one product. */
const maxStudies = 50;

export interface GaugeStudies {
  /** The studies of one product, or of all that they may see, newest first. */
  list(of: { product?: number | undefined; limit: number; before?: number | undefined }, access: Access): GaugeStudy[];
  /** Throws `study_not_found`, as all below. */
  details(of: StudyRef): GaugeStudyDetails;
  /** Throws `too_many_studies`. */
  make(product: number, study: GaugeStudyInput): Promise<GaugeStudyDetails>;
  change(of: StudyRef, change: GaugeStudyChange): Promise<GaugeStudyDetails>;
  remove(of: StudyRef): Promise<void>;
  /**
   * Stores all values or none. Throws `gauge_value_taken` if others measured one of them, unless they manage the product,
   * and for `only_new` if one has another value already.
   */
  measure(of: StudyRef, input: GaugeValuesInput, access: Access): Promise<GaugeStudyDetails>;
}

/** `random` returns numbers from 0 up to 1. */
export function createGaugeStudies(services: BoardServices, random: () => number = Math.random): GaugeStudies {
  const { store, turn, now, load } = services;
  const studies = store.gaugeStudies;

  function find(of: StudyRef): GaugeStudyRow {
    const study = studies.find(of);
    if (!study) throw new Fault("study_not_found");
    return study;
  }

  function details(of: StudyRef): GaugeStudyDetails {
    const study = find(of);
    const rows = studies.values(of);
    return { ...show({ ...study, measured: rows.length }), ...evaluate(study, rows) };
  }

  const event = (
    { product, study }: StudyRef,
    change: "made" | "changed" | "measured" | "deleted",
  ): EmittedBoardEvent => ({
    type: "gauge.changed",
    data: { product_id: product, study_id: study, change },
    at: now(),
  });

  function make(product: number, input: GaugeStudyInput): Decision<GaugeStudyDetails> {
    const row = inUse(load(product).row);
    if (studies.count(product) >= maxStudies) throw new Fault("too_many_studies");
    const { tolerance = row.lsl !== null && row.usl !== null ? row.usl - row.lsl : null, ...chosen } = input;
    const sequence = runOrder(designOf(chosen), chosen.order === "random" ? random : undefined);
    const { id } = studies.add({ ...chosen, tolerance, sequence, product_id: product, created_at: now() });
    const of = { product, study: id };
    return { result: details(of), events: [event(of, "made")] };
  }

  function change(of: StudyRef, changes: GaugeStudyChange): Decision<GaugeStudyDetails> {
    studies.update(changedStudy(find(of), changes));
    return { result: details(of), events: [event(of, "changed")] };
  }

  function measure(of: StudyRef, { values, only_new }: GaugeValuesInput, access: Access): Decision<GaugeStudyDetails> {
    const study = find(of);
    const design = designOf(study);
    const by = access.user?.id ?? null;
    const corrects = includes(access.level(inUse(load(of.product).row)), "all");
    const present = new Map(studies.values(of).map((row) => [row.cell, row]));
    const cells = values.map(({ value, ...at }, n) => ({ cell: cellOf(design, at, n), value }));
    for (const { cell, value } of cells) {
      const before = present.get(cell);
      const isOthers = !corrects && before?.measured_by !== by;
      // The same value again is a repeated request.
      if (before && (isOthers || (only_new && before.value !== value))) throw new Fault("gauge_value_taken");
      if (value === null) studies.deleteValue(of, cell);
      else studies.setValue(of, { cell, value, measured_by: by, measured_at: now() });
    }
    return { result: details(of), events: [event(of, "measured")] };
  }

  return {
    list(of, access) {
      if (of.product !== undefined) access.need("read", of.product);
      return studies.list({ ...of, only: of.product === undefined ? visibleOf(access) : undefined }).map(show);
    },
    details,
    make: (product, input) => turn.ask(() => make(product, input)),
    change: (of, changes) => turn.ask(() => change(of, changes)),
    remove: (of) =>
      turn.ask(() => {
        find(of);
        studies.remove(of);
        return { result: undefined, events: [event(of, "deleted")] };
      }),
    measure: (of, input, access) => turn.ask(() => measure(of, input, access)),
  };

  /** The products that they may see; those that were deleted still have rows for a moment. */
  function visibleOf(access: Access): number[] {
    return access.visible() ?? store.permissions.owners().map(({ id }) => id);
  }
}

const designOf = ({
  operators,
  parts,
  repeats,
}: Pick<GaugeStudyRow, "operators" | "parts" | "repeats">): GaugeDesign => ({
  operators: operators.length,
  parts: parts.length,
  repeats,
});

/** Returns a product that is in use. Throws `product_archived`. */
function inUse(row: LoadedProduct["row"]): LoadedProduct["row"] {
  if (row.archived_at) throw new Fault("product_archived");
  return row;
}

const misfit = (path: string, message: string) => new Fault("does_not_fit", message, { errors: [{ path, message }] });

/** Throws `does_not_fit` if the number of operators or parts would change. */
function changedStudy(
  study: GaugeStudyRow,
  { tolerance = study.tolerance, ...changes }: GaugeStudyChange,
): GaugeStudyRow {
  const { operators = study.operators, parts = study.parts, name = study.name } = changes;
  const { alpha = study.alpha, sigmas = study.sigmas } = changes;
  const changed = { ...study, name, operators, parts, tolerance, alpha, sigmas };
  for (const names of ["operators", "parts"] as const) {
    if (changed[names].length !== study[names].length)
      throw misfit(names, `The number of ${names} of a study cannot change.`);
  }
  return changed;
}

/** The index of a measurement. Throws `does_not_fit` if the study does not have it. */
function cellOf(design: GaugeDesign, cell: GaugeCell, index: number): number {
  const isInDesign = cell.operator <= design.operators && cell.part <= design.parts && cell.repeat <= design.repeats;
  if (!isInDesign) throw misfit(`values.${index}`, "The study has no such operator, part or repeat.");
  return cellIndex(design, cell);
}

const show = ({ sequence: _, created_at, operators, parts, ...study }: CountedStudy): GaugeStudy => ({
  ...study,
  operators: [...operators],
  parts: [...parts],
  created_at: toTime(created_at),
});

function evaluate(study: GaugeStudyRow, rows: readonly GaugeValueRow[]): Pick<GaugeStudyDetails, "runs" | "analysis"> {
  const design = designOf(study);
  const byCell = new Map(rows.map(({ cell, value }) => [cell, value]));
  const values = Array.from({ length: study.sequence.length }, (_, cell) => byCell.get(cell) ?? null);
  return {
    runs: study.sequence.map((cell) => ({ ...cellAt(design, cell), value: values[cell] ?? null })),
    analysis: analyseGauge(design, values, study),
  };
}
