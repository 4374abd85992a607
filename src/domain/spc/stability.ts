/**
 * Whether points are of a stable process. A stable process has signals too: with four rules and a moving range, one of 25
 * points has one in a third of all cases. So signals are counted, and compared with how many chance explains.
 */
import type { ChartKind, RuleNumber } from "./kinds.ts";
import type { ControlLimits } from "./limits.ts";
import { normal } from "./normal-range.ts";
import { openJudge, type PlottedPoint } from "./process.ts";
import { standardise } from "./rules.ts";

/** A signal of a stable process comes once in so many points: simulated over two million points for each rule. */
const pointsPerSignal: Record<RuleNumber, number> = {
  1: 376,
  2: 512,
  3: 415,
  4: 612,
  5: 492,
  6: 262,
  7: 944,
  8: 14_000,
};
/** How often a moving range, or the range or standard deviation of a subgroup, is beyond its limits by chance. */
const spreadSignals = { "i-mr": 0.0092, "xbar-r": 0.0046, "xbar-s": 0.0046 } as const satisfies Record<
  ChartKind,
  number
>;

/** So many signals, or more, are not explained by chance if they are as rare as this. */
const rareCount = 0.05;
/** One point so far out is not explained by chance if one of so many points is as rarely as this. */
const rarePoint = 0.001;

export interface Stability {
  /** Points beyond a limit of either chart, and patterns of the chosen rules 2 to 8, each counted where it begins. */
  readonly signals: number;
  /** How many a stable process has on average. */
  readonly expected_signals: number;
  readonly is_stable: boolean;
}

export interface StabilityOf {
  readonly points: readonly (PlottedPoint & { readonly limits_version: number })[];
  readonly limits: ControlLimits | null;
  readonly rules: readonly RuleNumber[];
  readonly chart: ChartKind;
  /** The version of frozen limits: rules restart where it came into force. */
  readonly version: number | null;
}

/** Counts signals: a call for each point, oldest first. */
export function openStability({ limits, rules, chart, version }: Omit<StabilityOf, "points">) {
  const begin = () => openJudge({ recent: [], holding: [], restart_after: 0 }, limits, rules);
  let judge = begin();
  let inForce: boolean | undefined;
  let points = 0;
  let signals = 0;
  let farthest = 0;
  return {
    next(point: StabilityOf["points"][number]): void {
      const isInForce = point.limits_version === version;
      if (version !== null && inForce !== undefined && isInForce !== inForce) judge = begin();
      inForce = isInForce;
      // The first moving range is between this range and what was before it.
      const secondary = points === 0 && chart === "i-mr" ? null : point.secondary;
      const { is_within_control, begun } = judge.next({ ...point, secondary });
      points += 1;
      signals += begun.length + (is_within_control ? 0 : 1);
      if (limits) farthest = Math.max(farthest, Math.abs(standardise(point.value, limits)) || 0);
    },
    result(): Stability {
      const rate = [1, ...rules.filter((rule) => rule !== 1)].reduce(
        (sum, rule) => sum + 1 / pointsPerSignal[rule as RuleNumber],
        spreadSignals[chart],
      );
      const expected_signals = points * rate;
      const oneIsTooFar = points * 2 * normal(-farthest) < rarePoint;
      return {
        signals,
        expected_signals,
        is_stable: !oneIsTooFar && (signals === 0 || atLeast(signals, expected_signals) >= rareCount),
      };
    },
  };
}

/** The probability of `count` signals or more if `mean` are expected: by the Poisson distribution. */
function atLeast(count: number, mean: number): number {
  let fewer = 0;
  for (let n = 0, log = -mean; n < count; n++, log += Math.log(mean) - Math.log(n)) fewer += Math.exp(log);
  return 1 - fewer;
}
