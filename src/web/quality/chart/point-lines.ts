/** The lines at single points: the limits of counts depend on the sample's size, those of an EWMA on its age. */
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import type { PointLimits } from "../../../domain/spc/charts/chart-type.ts";
import type { ControlLimits, Limits } from "../../../domain/spc/control-limits.ts";
import { limitsAt } from "../../../domain/spc/limits.ts";
import { type PhaseLimits, phaseLines } from "./phase-lines.ts";

/** The lines as the formulas need them; `undefined` while there are none. */
function controlLimits(lines: PhaseLimits): ControlLimits | undefined {
  const { center, ucl, lcl, secondary, sigma_within, ...more } = lines;
  if (center === null || ucl === null || lcl === null) return undefined;
  return {
    ...more,
    ...{ center, ucl, lcl, sigma_within: sigma_within ?? 0, sigma_point: (ucl - center) / 3 },
    secondary: isComplete(secondary) ? secondary : null,
  };
}

const isComplete = (lines: Chart["secondary"]): lines is Limits =>
  lines.center !== null && lines.ucl !== null && lines.lcl !== null;

/** Returns the lines at each of these points, by the limits of its phase; `null` if there are none. */
export function linesAtPoints(chart: Chart, points: readonly ChartPoint[]): (PointLimits | null)[] {
  const choice = { chart: chart.chart, subgroup_size: chart.subgroup_size ?? 1, options: chart.options };
  const phases = phaseLines(chart, points).map((phase) => ({
    ...phase,
    limits: phase.lines ? controlLimits(phase.lines) : undefined,
  }));
  return points.map(({ value, size, track }, index) => {
    const limits = phases.find(({ from, to }) => index >= from && index <= to)?.limits;
    return limits ? limitsAt(choice, limits, { value, size, track: track ?? null }) : null;
  });
}

const isSame = (a: Limits | null, b: Limits | null): boolean =>
  a?.center === b?.center && a?.ucl === b?.ucl && a?.lcl === b?.lcl;

/** The lines as steps, one for each point; `undefined` if they are the same for all points. */
export const stepsOf = (lines: readonly (Limits | null)[]): readonly (Limits | null)[] | undefined =>
  lines.every((line) => isSame(line, lines[0] ?? null)) ? undefined : lines;
