/**
 * Decides whether points are from a stable process. A stable process has signals too: with four rules and a moving range,
 * a third of all series of 25 points have one. So the number of signals is compared with the number expected by chance.
 */

import type { ChartOptions } from "./chart-options.ts";
import type { CountChance } from "./charts/chart-type.ts";
import { chartTypes, formulasOf } from "./charts/index.ts";
import type { ControlLimits } from "./control-limits.ts";
import { probabilitiesBeyond, probabilityOfCount } from "./count-chance.ts";
import type { ChartKind, RuleNumber } from "./kinds.ts";
import { limitsAt } from "./limits.ts";
import { normalCdf } from "./normal-range.ts";
import { openJudge, type PlottedPoint } from "./process.ts";
import { ruleSpan, standardise } from "./rules.ts";

/** The average number of points per signal of a stable process, simulated over two million points for each rule. */
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

/** If at least this many signals are less probable than this, chance does not explain them. */
const minCountProbability = 0.05;
/** If the farthest of all points is less probable than this, chance does not explain it. */
const minPointProbability = 0.001;

export interface Stability {
  /**
   * Points beyond a limit of either chart, and patterns of the chosen rules 2 to 8, counted once each. A statistic that is
   * carried from point to point starts again after a signal: otherwise, one signal would be counted for many points.
   */
  readonly signals: number;
  /** The average number for a stable process of this length. */
  readonly expected_signals: number;
  readonly is_stable: boolean;
}

export interface StabilityInput {
  readonly points: readonly (PlottedPoint & { readonly limits_version: number })[];
  readonly limits: ControlLimits | null;
  readonly rules: readonly RuleNumber[];
  readonly chart: ChartKind;
  readonly subgroup_size?: number;
  readonly options?: ChartOptions | undefined;
  /** The version of the frozen limits: rules restart at the point at which it came into force. */
  readonly version: number | null;
}

/** Counts signals. Call `next` for each point, oldest first. */
export function openStability(input: Omit<StabilityInput, "points">) {
  const { limits, rules, chart, version, subgroup_size = chartTypes[chart].sizes.min, options = {} } = input;
  const design = { chart, subgroup_size, options, rules, frozen: limits };
  const { usesPrevious, spreadSignals, tracker, pointsPerSignal: ofLimits, chanceAt } = formulasOf(design);
  const createJudge = () => openJudge({ recent: [], holding: [], restart_after: 0 }, limits, design);
  let judge = createJudge();
  let inForce: boolean | undefined;
  let points = 0;
  let signals = 0;
  // The probability of the point that is least probable, and the signals that are expected beyond the limits of counts.
  let rarest = 1;
  let ofCounts = 0;
  const perCount = openExpected(rules);
  return {
    next(point: StabilityInput["points"][number]): void {
      const isInForce = point.limits_version === version;
      if (version !== null && inForce !== undefined && isInForce !== inForce) judge = createJudge();
      inForce = isInForce;
      // The first moving range includes the point before the range.
      const secondary = points === 0 && usesPrevious ? null : point.secondary;
      const { is_within_control, started, track } = judge.next({ ...point, secondary });
      points += 1;
      signals += started.length + (is_within_control ? 0 : 1);
      if (tracker && !is_within_control) judge = createJudge();
      // How far a carried statistic is says nothing about the probability of a single point.
      if (!limits || tracker) return;
      const distance = Math.abs(standardise(point.value, limitsAt(design, limits, { ...point, track }))) || 0;
      const chance = chanceAt?.(limits, point);
      if (chance) ofCounts += perCount(chance);
      // Closer values are too probable to matter.
      if (distance < 2) return;
      const probability = chance ? probabilityOfCount(chance.of, chance.count) : 2 * normalCdf(-distance);
      rarest = Math.min(rarest, probability);
    },
    result(): Stability {
      const isCounted = ofCounts > 0;
      const rate = [1, ...rules.filter((rule) => rule !== 1)]
        .filter((rule) => !isCounted || rule > 2)
        .reduce((sum, rule) => {
          const length = rule === 1 && ofLimits ? ofLimits() : pointsPerSignal[rule as RuleNumber];
          return sum + 1 / length;
        }, spreadSignals);
      const expected_signals = points * rate + ofCounts;
      const hasOutlier = points * rarest < minPointProbability;
      return {
        signals,
        expected_signals,
        is_stable:
          !hasOutlier && (signals === 0 || probabilityOfAtLeast(signals, expected_signals) >= minCountProbability),
      };
    },
  };
}

/** Returns how many signals of the rules 1 and 2 are expected at a point that is a count. */
function openExpected(rules: readonly RuleNumber[]): (chance: CountChance) => number {
  const known = new Map<number, number>();
  return ({ of, lines }) => {
    const key = of.mean;
    const found = known.get(key);
    if (found !== undefined) return found;
    const beyond = probabilitiesBeyond(of, lines);
    const { above, below } = probabilitiesBeyond(of, { ucl: lines.center, lcl: lines.center });
    // A run of nine on one side of the center begins after a point that is not there.
    const runs = above ** ruleSpan[2] * (1 - above) + below ** ruleSpan[2] * (1 - below);
    const expected = beyond.above + beyond.below + (rules.includes(2) ? runs : 0);
    known.set(key, expected);
    return expected;
  };
}

/** The probability of at least `count` signals if `mean` are expected, by the Poisson distribution. */
function probabilityOfAtLeast(count: number, mean: number): number {
  let fewer = 0;
  for (let n = 0, log = -mean; n < count; n++, log += Math.log(mean) - Math.log(n)) fewer += Math.exp(log);
  return 1 - fewer;
}
