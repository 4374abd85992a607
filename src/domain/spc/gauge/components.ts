/**
 * The components of the variation of a gauge study, what they are compared with, and the verdict.
 * Source: AIAG, "Measurement Systems Analysis", 4th ed., ch. II D (10 % and 30 %, five distinct categories) and III B.
 */
import type { GaugeVariances } from "./anova.ts";

/** The sources of variation; `gauge` is repeatability and reproducibility together. */
export const componentNames = [
  "gauge",
  "repeatability",
  "reproducibility",
  "operator",
  "interaction",
  "part",
  "total",
] as const;
export type ComponentName = (typeof componentNames)[number];

export interface Component {
  readonly name: ComponentName;
  readonly variance: number;
  readonly sd: number;
  /** The width of the variation: `sigmas` standard deviations. */
  readonly study_variation: number;
  /** In percent of the total variance, of the total variation and of the tolerance; `null` if that is 0 or unknown. */
  readonly contribution: number | null;
  readonly of_study: number | null;
  readonly of_tolerance: number | null;
}

/** What the variation is compared with. */
export interface ComponentOptions {
  /** How many standard deviations the study variation has: 6, or 5.15 in older books. */
  readonly sigmas: number;
  readonly tolerance: number | null;
}

const percent = (value: number, of: number | null): number | null =>
  of !== null && of > 0 ? (100 * value) / of : null;

/** Returns the components for the estimated variances. `split`: whether operator and interaction are listed, too. */
export function componentsOf(
  { repeatability, operator, interaction, part }: GaugeVariances,
  { sigmas, tolerance }: ComponentOptions,
  split: boolean,
): Component[] {
  const reproducibility = operator + interaction;
  const gauge = repeatability + reproducibility;
  const variances = { gauge, repeatability, reproducibility, operator, interaction, part, total: gauge + part };
  const totalSd = Math.sqrt(variances.total);
  return componentNames
    .filter((name) => split || (name !== "operator" && name !== "interaction"))
    .map((name) => {
      const variance = variances[name];
      const sd = Math.sqrt(variance);
      return {
        name,
        variance,
        sd,
        study_variation: sigmas * sd,
        contribution: percent(variance, variances.total),
        of_study: percent(sd, totalSd),
        of_tolerance: percent(sigmas * sd, tolerance),
      };
    });
}

/** AIAG rounds √2 to this. */
const categoryFactor = 1.41;

/** The number of parts' classes that the gauge can tell apart, at least 1; `null` if the gauge has no variation. */
export function distinctCategories(components: readonly Component[]): number | null {
  const sdOf = (name: ComponentName) => components.find((component) => component.name === name)?.sd ?? 0;
  if (!(sdOf("gauge") > 0)) return null;
  return Math.max(1, Math.floor((categoryFactor * sdOf("part")) / sdOf("gauge")));
}

/** AIAG's guidelines: the percentages of the study variation between the verdicts, and the least number of categories. */
export const gaugeGuidelines = { good: 10, poor: 30, categories: 5 } as const;

export const gaugeVerdicts = ["good", "conditional", "poor"] as const;
export type GaugeVerdict = (typeof gaugeVerdicts)[number];

/** Returns the verdict on a percentage of the study variation or of the tolerance; `null` if it is unknown. */
export function gaugeVerdict(percentage: number | null): GaugeVerdict | null {
  if (percentage === null) return null;
  if (percentage < gaugeGuidelines.good) return "good";
  return percentage <= gaugeGuidelines.poor ? "conditional" : "poor";
}

/** Returns the less favourable of two verdicts; one if the other is unknown. */
export function worseVerdict(one: GaugeVerdict | null, other: GaugeVerdict | null): GaugeVerdict | null {
  if (one === null || other === null) return one ?? other;
  return gaugeVerdicts.indexOf(one) > gaugeVerdicts.indexOf(other) ? one : other;
}
