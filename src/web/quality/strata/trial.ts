/** What is tried instead of a product's own chart and rules. */
import type { EstimatorChoice } from "../../../domain/spc/chart-options.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import type { ChartKind, RuleNumber } from "../../../domain/spc/kinds.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { LimitsOf } from "./filter-bar.tsx";

export interface Trial {
  readonly rules: readonly RuleNumber[];
  readonly chart: ChartKind;
  readonly estimator: EstimatorChoice | null;
  readonly limits: LimitsOf;
  readonly last: number;
}

/** The chosen rules that apply to the chart: the server refuses the others. */
export const applicableRules = ({ rules, chart }: Pick<Trial, "rules" | "chart">): readonly RuleNumber[] =>
  rules.filter((rule) => chartTypes[chart].rules.includes(rule));

/** Whether the product's values can be shown on this chart. */
export function isPossible(kind: ChartKind, { chart, subgroup_size }: Product): boolean {
  const { sizes, counts } = chartTypes[kind];
  // Items, defects and measured values have other charts.
  const own = chartTypes[chart].counts;
  const isSameMeasure = counts?.counted === own?.counted && counts?.sized === own?.sized;
  return isSameMeasure && subgroup_size >= sizes.min && subgroup_size <= sizes.max;
}
