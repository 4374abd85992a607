/** Evaluates a gauge study, also while it is being measured: by analysis of variance, and by averages and ranges. */
import { type GaugeAnova, type GaugeValues, gaugeAnova } from "./anova.ts";
import { type GaugeAverageRange, gaugeAverageRange } from "./average-range.ts";
import { type Component, type ComponentOptions, componentsOf, distinctCategories } from "./components.ts";
import { cellIndex, type GaugeDesign } from "./design.ts";

/** The result of one method. */
export interface GaugeResult {
  readonly components: readonly Component[];
  /** Number of distinct categories. */
  readonly ndc: number | null;
}

export interface GaugeAnalysis {
  /** Whether every measurement of the study is in it. */
  readonly complete: boolean;
  /** The parts that it evaluates, by number, and how many repeats of each. */
  readonly parts: readonly number[];
  readonly repeats: number;
  readonly anova: GaugeResult & Pick<GaugeAnova, "full" | "pooled">;
  readonly average_range: GaugeResult & GaugeAverageRange;
}

export interface AnalysisOptions extends ComponentOptions {
  /** The interaction is pooled if its p-value is over this. */
  readonly alpha: number;
}

/** The largest balanced part of a study: the parts that every operator has measured in each of the first repeats. */
function balanced(design: GaugeDesign, values: readonly (number | null)[]): { parts: number[]; repeats: number } {
  const isMeasured = (part: number, repeats: number) => {
    for (let operator = 1; operator <= design.operators; operator++) {
      for (let repeat = 1; repeat <= repeats; repeat++) {
        if ((values[cellIndex(design, { operator, part, repeat })] ?? null) === null) return false;
      }
    }
    return true;
  };
  const all = Array.from({ length: design.parts }, (_, n) => n + 1);
  let best = { parts: [] as number[], repeats: 0 };
  for (let repeats = 2; repeats <= design.repeats; repeats++) {
    const parts = all.filter((part) => isMeasured(part, repeats));
    if (parts.length * repeats >= best.parts.length * best.repeats) best = { parts, repeats };
  }
  return best;
}

/**
 * Evaluates a study. `values` are in the order of `cellIndex`, `null` if not measured yet: then the analysis has the parts
 * and repeats that all operators have finished. Returns `null` before two parts have two repeats.
 */
export function analyseGauge(
  design: GaugeDesign,
  values: readonly (number | null)[],
  { alpha, ...options }: AnalysisOptions,
): GaugeAnalysis | null {
  const { parts, repeats } = balanced(design, values);
  if (parts.length < 2) return null;
  const table: GaugeValues = parts.map((part) =>
    Array.from({ length: design.operators }, (_, o) =>
      Array.from(
        { length: repeats },
        (_, r) => values[cellIndex(design, { operator: o + 1, part, repeat: r + 1 })] ?? 0,
      ),
    ),
  );
  const { variances, ...anova } = gaugeAnova(table, alpha);
  const averageRange = gaugeAverageRange(table);
  const { ev, av, pv } = averageRange;
  const result = (components: Component[]) => ({ components, ndc: distinctCategories(components) });
  return {
    complete: parts.length === design.parts && repeats === design.repeats,
    parts,
    repeats,
    anova: { ...anova, ...result(componentsOf(variances, options, true)) },
    average_range: {
      ...averageRange,
      ...result(
        componentsOf({ repeatability: ev ** 2, operator: av ** 2, interaction: 0, part: pv ** 2 }, options, false),
      ),
    },
  };
}
