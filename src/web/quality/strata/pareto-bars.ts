/** The bars of a Pareto chart, with their shares. */
import type { Pareto } from "../../../domain/spc/causes.ts";

/** The most bars; the last one has all other causes. */
const maxBars = 12;

export interface ParetoBar {
  readonly key: string;
  /** `null`: no cause was named. */
  readonly name: string | null;
  readonly count: number;
  /** Of all items, 0 to 1. */
  readonly share: number;
  /** The share of this bar and those before it. */
  readonly cumulative: number;
  readonly subgroups: readonly number[];
}

/** `others` is the name of the bar that has the causes for which there is no room. */
export function paretoBars(causes: Pareto["causes"], others: string): ParetoBar[] {
  const rest = causes.length > maxBars ? causes.slice(maxBars - 1) : [];
  const merged = {
    cause: others,
    count: rest.reduce((sum, { count }) => sum + count, 0),
    subgroups: rest.flatMap(({ subgroups }) => subgroups).sort((a, b) => b - a),
  };
  const shown = rest.length > 0 ? [...causes.slice(0, maxBars - 1), merged] : causes;
  const total = shown.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  return shown.map(({ cause, count, subgroups }, n) => {
    before += count;
    return {
      key: `${n} ${cause ?? ""}`,
      name: cause,
      count,
      share: count / total,
      cumulative: before / total,
      subgroups,
    };
  });
}
