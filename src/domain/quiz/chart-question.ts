/**
 * A control chart as a question: is the process in control, which rule does it violate, at which point? What is right is
 * what the rules flag on the chart as it is shown.
 */
import type { RuleNumber } from "../spc/kinds.ts";
import { ruleSpan, standardise, violationsAt } from "../spc/rules.ts";

/** A chart as it is shown, and the meaning of the options that can be chosen. */
export interface ChartQuestion {
  readonly values: readonly number[];
  readonly center: number;
  readonly ucl: number;
  readonly lcl: number;
  /** The number of the first point. */
  readonly first: number;
  /** By option: the rule that it names; `null`: the process is in control. */
  readonly rules: readonly (RuleNumber | null)[];
}

/** The right options of a question (1, 2, 3 …), and the patterns on the chart. */
export interface ChartSolution {
  readonly correct: number[];
  readonly flags: { from: number; to: number; options: number[] }[];
}

/** Returns what the rules of the options flag, judged from the first point of the chart on. */
export function solutionOf({ values, center, ucl, first, rules }: ChartQuestion): ChartSolution {
  const limits = { center, sigma_point: (ucl - center) / 3 };
  const z = values.map((value) => standardise(value, limits));
  const asked = rules.filter((rule) => rule !== null);
  const flags = z.flatMap((_, n) =>
    violationsAt(z.slice(0, n + 1), asked).map((rule) => ({
      from: first + n + 1 - ruleSpan[rule],
      to: first + n,
      options: [rules.indexOf(rule) + 1],
    })),
  );
  const flagged = new Set(flags.flatMap(({ options }) => options));
  const correct = flagged.size > 0 ? [...flagged].sort((a, b) => a - b) : [rules.indexOf(null) + 1];
  return { correct, flags };
}
