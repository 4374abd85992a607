/** The charts that a class can be asked about: generated ones, and windows of products. */
import { type ChartQuestion, solutionOf } from "../../../../domain/quiz/chart-question.ts";
import { changesAfter } from "../../../../domain/simulation/kinds.ts";
import { mean, sigma, valuesOf } from "../../../../domain/simulation/process.ts";
import type { Chart } from "../../../../domain/spc/chart.ts";
import type { RuleNumber } from "../../../../domain/spc/kinds.ts";

export const patterns = ["any", "stable", "shift", "trend", "mixture", "tool"] as const;
export type Pattern = (typeof patterns)[number];

/** How many points a generated chart has. */
const generatedPoints = 40;
/** The rules that a generated chart is asked about. */
const generatedRules: readonly RuleNumber[] = [1, 2, 3, 5, 6, 8];

/** How many seeds are tried until the rules say of a chart what its pattern is. */
const maxTries = 100;

/**
 * Returns a chart of a simulated process with known limits; the same seed gives the same chart. A stable process has no
 * false alarm on it, and any other is flagged: one that changes is flagged only after its change.
 */
export function generate(pattern: Pattern, seed: number): ChartQuestion {
  const known = patterns.filter((one) => one !== "any");
  const process = pattern === "any" ? (known[seed % known.length] ?? "stable") : pattern;
  let chart = chartOf(process, seed);
  for (let n = 1; n < maxTries && !isClear(process, chart); n++) chart = chartOf(process, seed + n);
  return chart;
}

/** Whether the rules say of a chart what its pattern is. */
function isClear(process: Exclude<Pattern, "any">, chart: ChartQuestion): boolean {
  const { flags } = solutionOf(chart);
  if (process === "stable") return flags.length === 0;
  const changes = process === "shift" || process === "trend";
  return flags.length > 0 && !(changes && flags.some(({ to }) => to <= changesAfter));
}

function chartOf(process: Exclude<Pattern, "any">, seed: number): ChartQuestion {
  return {
    values: valuesOf({ process, funnel_rule: 1, seed }, generatedPoints),
    center: mean,
    ucl: mean + 3 * sigma,
    lcl: mean - 3 * sigma,
    first: 1,
    rules: [null, ...generatedRules],
  };
}

/**
 * Returns the last points of a product's chart as a question about its rules; `undefined` if it has no limits, too few
 * points, no rules, or limits that differ from point to point. Points count from the first that is shown.
 */
export function windowOf(
  { points, center, ucl, lcl }: Chart,
  rules: readonly RuleNumber[],
  last: number,
): ChartQuestion | undefined {
  const shown = points.filter(({ excluded }) => !excluded).slice(-last);
  const varies = shown.some(({ size, track }) => size !== undefined || track !== undefined);
  const first = shown[0]?.subgroup_number;
  if (center === null || ucl === null || lcl === null || !(ucl > center) || varies) return undefined;
  if (first === undefined || shown.length < 5 || rules.length === 0) return undefined;
  // Numbers without gaps: an excluded point or an unfinished subgroup has none here.
  const isWhole = shown.every(({ subgroup_number }, n) => subgroup_number === first + n);
  return {
    values: shown.map(({ value }) => Number(value.toPrecision(8))),
    center,
    ucl,
    lcl,
    first: isWhole ? first : 1,
    rules: [null, ...rules],
  };
}
