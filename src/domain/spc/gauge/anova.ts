/**
 * Gauge R&R by analysis of variance: two-way, crossed, all effects random, with the interaction of operator and part; the
 * interaction is pooled with the repeatability if it is not significant.
 * Sources: AIAG, "Measurement Systems Analysis", 4th ed., ch. III B and appendix A; D. C. Montgomery, "Introduction to
 * Statistical Quality Control", ch. 8.7; R. K. Burdick, C. M. Borror and D. C. Montgomery, "Design and Analysis of Gauge
 * R&R Studies", ch. 3.
 */
import { fTail } from "../f-distribution.ts";

/** The values of a complete study, by part, operator and repeat. */
export type GaugeValues = readonly (readonly (readonly number[])[])[];

/** A line of the analysis of variance. */
export interface AnovaRow {
  readonly source: "part" | "operator" | "interaction" | "repeatability" | "total";
  readonly df: number;
  readonly ss: number;
  readonly ms: number | null;
  readonly f: number | null;
  readonly p: number | null;
}

/** The variances of the sources; those of the operator and the interaction together are the reproducibility. */
export interface GaugeVariances {
  readonly repeatability: number;
  readonly operator: number;
  readonly interaction: number;
  readonly part: number;
}

export interface GaugeAnova {
  /** The table with the interaction. */
  readonly full: readonly AnovaRow[];
  /** The table after the interaction was pooled with the repeatability; `null` if it was significant. */
  readonly pooled: readonly AnovaRow[] | null;
  readonly variances: GaugeVariances;
}

interface Effect {
  readonly df: number;
  readonly ss: number;
}
const msOf = ({ ss, df }: Effect) => ss / df;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0);

/** The sums of squares. Values are taken from their mean first, so that large values with small differences stay exact. */
function effectsOf(values: GaugeValues): Record<"part" | "operator" | "interaction" | "repeatability", Effect> {
  const [first = []] = values;
  const [p, o, r] = [values.length, first.length, first[0]?.length ?? 0];
  const grand = mean(values.flat(2));
  const cells = values.map((part) => part.map((repeats) => mean(repeats.map((value) => value - grand))));
  const ofParts = cells.map(mean);
  const ofOperators = first.map((_, operator) => mean(cells.map((part) => part[operator] ?? 0)));
  const interactions = cells.flatMap((part, i) =>
    part.map((cell, j) => cell - (ofParts[i] ?? 0) - (ofOperators[j] ?? 0)),
  );
  const errors = values.flatMap((part, i) =>
    part.flatMap((repeats, j) => repeats.map((value) => value - grand - (cells[i]?.[j] ?? 0))),
  );
  // Equal values differ from their mean by rounding: what is below it is 0.
  const rounding = 1e-20 * p * o * r * Math.max(...values.flat(2).map((value) => value * value));
  const exact = (ss: number) => (ss < rounding ? 0 : ss);
  return {
    part: { df: p - 1, ss: exact(o * r * squares(ofParts)) },
    operator: { df: o - 1, ss: exact(p * r * squares(ofOperators)) },
    interaction: { df: (p - 1) * (o - 1), ss: exact(r * squares(interactions)) },
    repeatability: { df: p * o * (r - 1), ss: exact(squares(errors)) },
  };
}

/** Tests an effect against the mean square of another. */
function row(source: AnovaRow["source"], effect: Effect, against: Effect): AnovaRow {
  const denominator = msOf(against);
  const f = denominator > 0 ? msOf(effect) / denominator : null;
  return { source, ...effect, ms: msOf(effect), f, p: f === null ? null : fTail(f, effect.df, against.df) };
}
const untested = (source: AnovaRow["source"], effect: Effect): AnovaRow => ({
  source,
  ...effect,
  ms: source === "total" ? null : msOf(effect),
  f: null,
  p: null,
});

/**
 * Analyses a complete study of at least 2 parts, 2 operators and 2 repeats. The interaction is pooled if its p-value is
 * over `alpha`. Negative estimates of a variance count as 0.
 */
export function gaugeAnova(values: GaugeValues, alpha: number): GaugeAnova {
  const { part, operator, interaction, repeatability } = effectsOf(values);
  const effects = [part, operator, interaction, repeatability];
  const total = { df: effects.reduce((sum, { df }) => sum + df, 0), ss: effects.reduce((sum, { ss }) => sum + ss, 0) };
  const interactionRow = row("interaction", interaction, repeatability);
  const full = [
    row("part", part, interaction),
    row("operator", operator, interaction),
    interactionRow,
    untested("repeatability", repeatability),
    untested("total", total),
  ];
  const [p, o] = [part.df + 1, operator.df + 1];
  const r = repeatability.df / (p * o) + 1;
  const isPooled = interactionRow.p === null ? interaction.ss === 0 : interactionRow.p > alpha;
  const error = isPooled
    ? { df: interaction.df + repeatability.df, ss: interaction.ss + repeatability.ss }
    : repeatability;
  // Part and operator vary on top of the interaction, or of the pooled error if there is none.
  const base = isPooled ? error : interaction;
  const variance = (effect: Effect, on: Effect, count: number) => Math.max(0, (msOf(effect) - msOf(on)) / count);
  return {
    full,
    pooled: isPooled
      ? [
          row("part", part, error),
          row("operator", operator, error),
          untested("repeatability", error),
          untested("total", total),
        ]
      : null,
    variances: {
      repeatability: msOf(error),
      operator: variance(operator, base, p * r),
      interaction: isPooled ? 0 : variance(interaction, error, r),
      part: variance(part, base, o * r),
    },
  };
}
