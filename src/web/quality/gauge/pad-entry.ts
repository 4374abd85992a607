/** What is typed on the pad of a gauge study, and for which measurement: it belongs to one from its first key. */
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import type { GaugeCell } from "../../../domain/spc/gauge/design.ts";

type Runs = GaugeStudyDetails["runs"];

export interface PadEntry {
  readonly typed: string;
  /** The measurement that it is for; `null` before the first key. */
  readonly cell: GaugeCell | null;
  /** Whether it corrects a value. */
  readonly corrects: boolean;
}

export const emptyEntry: PadEntry = { typed: "", cell: null, corrects: false };

const isSame = (a: GaugeCell, b: GaugeCell): boolean =>
  a.operator === b.operator && a.part === b.part && a.repeat === b.repeat;

/** The next measurement of an operator; of everyone in turn if it is 0. */
export function nextCell(runs: Runs, operator: number): GaugeCell | undefined {
  const next = runs.find((run) => run.value === null && (operator === 0 || run.operator === operator));
  return next && { operator: next.operator, part: next.part, repeat: next.repeat };
}

/** The entry with another typed text. The first key ties it to the measurement that was asked for. */
export function withTyped(entry: PadEntry, typed: string, asked: GaugeCell | undefined): PadEntry {
  if (entry.corrects) return { ...entry, typed };
  return typed === "" ? emptyEntry : { ...entry, typed, cell: entry.cell ?? asked ?? null };
}

/** Whether a measurement has a value. */
export const isMeasured = (runs: Runs, cell: GaugeCell): boolean =>
  runs.some((run) => run.value !== null && isSame(run, cell));

/**
 * The measurement that got a value while it was asked for here; `undefined` if none did. `asked` is the one that the pad
 * showed before, `last` the one that was entered here.
 */
export function takenCell(
  runs: Runs,
  { entry, asked, last }: { entry: PadEntry; asked: GaugeCell | undefined; last: GaugeCell | undefined },
): GaugeCell | undefined {
  if (entry.corrects) return undefined;
  if (entry.cell) return isMeasured(runs, entry.cell) ? entry.cell : undefined;
  return asked && !(last && isSame(asked, last)) && isMeasured(runs, asked) ? asked : undefined;
}
