/** The lines at single points: the limits of counts depend on the sample's size, those of an EWMA on its age. */
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import type { PointLimits } from "../../../domain/spc/charts/chart-type.ts";
import type { ControlLimits, Limits } from "../../../domain/spc/control-limits.ts";
import { limitsAt } from "../../../domain/spc/limits.ts";

/** The lines as the formulas need them; `undefined` while there are none. */
function controlLimits(chart: Chart): ControlLimits | undefined {
  const { center, ucl, lcl, secondary, sigma_within, ...more } = chart;
  if (center === null || ucl === null || lcl === null) return undefined;
  return {
    ...more,
    ...{ center, ucl, lcl, sigma_within: sigma_within ?? 0, sigma_point: (ucl - center) / 3 },
    secondary: isComplete(secondary) ? secondary : null,
  };
}

const isComplete = (lines: Chart["secondary"]): lines is Limits =>
  lines.center !== null && lines.ucl !== null && lines.lcl !== null;

/** Returns the lines of each of these points; `undefined` while there are none. */
export function linesAtPoints(chart: Chart, points: readonly ChartPoint[]): PointLimits[] | undefined {
  const limits = controlLimits(chart);
  if (!limits) return undefined;
  const choice = { chart: chart.chart, subgroup_size: chart.subgroup_size ?? 1, options: chart.options };
  return points.map(({ value, size, track }) => limitsAt(choice, limits, { value, size, track: track ?? null }));
}

const isSame = (a: Limits | null, b: Limits | null): boolean =>
  a?.center === b?.center && a?.ucl === b?.ucl && a?.lcl === b?.lcl;

/** The lines as steps, one for each point; `undefined` if they are the same for all points. */
export const stepsOf = (lines: readonly (Limits | null)[]): readonly (Limits | null)[] | undefined =>
  lines.every((line) => isSame(line, lines[0] ?? null)) ? undefined : lines;
