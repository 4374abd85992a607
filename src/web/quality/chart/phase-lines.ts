/** The lines of each phase over its own points. */
import type { Chart, ChartPoint, LimitsVersion } from "../../../domain/spc/chart.ts";
import { type Phase, phasesOf } from "../../../domain/spc/phases.ts";

/** The lines of both charts, with what they depend on. */
export type PhaseLimits = Chart | LimitsVersion;

/** A phase over visible points, by their indexes; `to` is less than `from` for a phase without points yet. */
export interface PhaseLines {
  readonly from: number;
  readonly to: number;
  /** Its number, counted from 1. */
  readonly number: number;
  readonly name: string | null;
  /** Whether it begins at `from`, and is not the first of the product. */
  readonly begins: boolean;
  /** `null`: none that still exist. */
  readonly lines: PhaseLimits | null;
}

/** The phases of the visible points, oldest first; `showsNewest`: whether the last of them is the newest of all. */
export function phaseLines(chart: Chart, points: readonly ChartPoint[], showsNewest = false): PhaseLines[] {
  const { versions = [] } = chart;
  return phasesOf(versions).flatMap((phase, n): PhaseLines[] => {
    const from = points.findIndex(({ subgroup_number }) => subgroup_number >= phase.from);
    const to = points.findLastIndex(({ subgroup_number }) => subgroup_number <= phase.to);
    const isNew = phase.to === Number.POSITIVE_INFINITY && from === -1 && showsNewest;
    if (!isNew && (from === -1 || to < from)) return [];
    const version = versions.find((one) => one.version === phase.version);
    const begins = n > 0 && (points[0]?.subgroup_number ?? 0) <= phase.from;
    const at = isNew ? { from: points.length, to: points.length - 1 } : { from, to };
    return [{ ...at, number: n + 1, name: version?.name ?? null, begins, lines: linesOf(chart, phase, version) }];
  });
}

function linesOf(chart: Chart, phase: Phase, version: LimitsVersion | undefined): PhaseLimits | null {
  const isCurrent = phase.version === chart.limits_version && phase.to === Number.POSITIVE_INFINITY;
  return isCurrent ? chart : (version ?? null);
}

/** The phase of a visible point. */
export const linesAt = (phases: readonly PhaseLines[], index: number): PhaseLines | undefined =>
  phases.find(({ from, to }) => index >= from && index <= to);

/** The ranges of visible points from which the limits of their phases were computed, by their indexes. */
export function baseRanges({ versions = [] }: Chart, points: readonly ChartPoint[]): [number, number][] {
  const phases = phasesOf(versions);
  const bases = versions.filter(({ version }) => phases.some((phase) => phase.version === version));
  const isBase = (subgroup: number) =>
    bases.some(({ from_subgroup, to_subgroup, base }) =>
      base
        ? base.includes(subgroup)
        : subgroup >= (from_subgroup ?? Number.POSITIVE_INFINITY) && subgroup <= (to_subgroup ?? 0),
    );
  const ranges: [number, number][] = [];
  points.forEach(({ subgroup_number, excluded }, index) => {
    if (excluded || !isBase(subgroup_number)) return;
    const before = ranges.at(-1);
    if (before && before[1] === index - 1) before[1] = index;
    else ranges.push([index, index]);
  });
  return ranges;
}
