/**
 * The state of a product's process: everything needed to judge the next measurement. It is a fold over the measurements,
 * in plain JSON, stored with the product, so that a measurement costs the same after a million others.
 */
import { Fault } from "../faults.ts";
import { type Block, type ClosedBlock, emptyBlock, nextBlock } from "./blocks.ts";
import type { ControlLimits, Limits } from "./control-limits.ts";
import type { ChartKind, RuleNumber } from "./kinds.ts";
import { limitsFrom } from "./limits.ts";
import { add, emptyMoments, type Moments } from "./moments.ts";
import { maxSpan, ruleSpan, standardise, violationsAt } from "./rules.ts";
import { pointOf } from "./subgroup.ts";

export interface Process {
  /** Moments of all single values. */
  readonly values: Moments;
  /** Moments of the counted points: single values or means, and moving ranges, ranges or standard deviations. */
  readonly location: Moments;
  readonly dispersion: Moments;
  /** The number of excluded points. */
  readonly excluded: number;
  /** The incomplete subgroup. */
  readonly filling: { readonly subgroup_number: number; readonly values: readonly number[] } | null;
  readonly last_subgroup: number;
  readonly last_sample: number;
  /** The last counted points, oldest first: as many as the longest rule uses. */
  readonly recent: readonly { readonly subgroup_number: number; readonly value: number }[];
  /** The rules 2 to 8 whose pattern held at the last point. */
  readonly holding: readonly RuleNumber[];
  /** Rules use only points after this subgroup: they restart when limits are frozen. */
  readonly restart_after: number;
  /** The sums since the last closed block; `null` in a database of an earlier version until its blocks are computed. */
  readonly block: Block | null;
}

/** The process of a product without measurements. */
export const emptyProcess: Process = {
  values: emptyMoments,
  location: emptyMoments,
  dispersion: emptyMoments,
  excluded: 0,
  filling: null,
  last_subgroup: 0,
  last_sample: 0,
  recent: [],
  holding: [],
  restart_after: 0,
  block: emptyBlock,
};

/** How a product's measurements are charted. */
export interface Design {
  readonly chart: ChartKind;
  readonly subgroup_size: number;
  /** The rules that raise alerts. */
  readonly rules: readonly RuleNumber[];
  /** The limits in force; `null` while they are computed from all data so far. */
  readonly frozen: ControlLimits | null;
}

/** A new measurement. Numbers that it does not give follow from the process. */
export interface Arrival {
  readonly value: number;
  readonly subgroup_number: number | null;
  readonly sample_number: number | null;
}

/** A point before it is judged. */
export interface PlottedPoint {
  readonly subgroup_number: number;
  readonly value: number;
  readonly secondary: number | null;
}

/** A point, judged when it was added. */
export interface JudgedPoint extends PlottedPoint {
  /** The chosen rules that it violates. */
  readonly violations: RuleNumber[];
  /** Whether it is within the limits of both charts; true if there are no limits yet. */
  readonly is_within_control: boolean;
  /** The rules 2 to 8 whose pattern starts at this point, with the subgroups of their windows. */
  readonly started: { readonly rule: RuleNumber; readonly points: number[] }[];
}

/** The result of adding measurements to a process. */
export interface AddResult {
  readonly process: Process;
  /** The subgroup and sample number of each measurement, in the given order. */
  readonly positions: { readonly subgroup_number: number; readonly sample_number: number }[];
  /** The points of the completed subgroups. */
  readonly points: JudgedPoint[];
  /** The blocks that were closed. */
  readonly blocks: ClosedBlock[];
}

/** How many points the chart shows, excluded ones among them. */
export const pointCount = ({ location, excluded }: Process): number => location.count + excluded;

/** Returns the limits in force: frozen, or computed from all data so far; `null` before the second point. */
export function limitsOf({ location, dispersion }: Process, { chart, subgroup_size, frozen }: Design) {
  if (frozen) return frozen;
  const plotted = {
    points: location.count,
    location: location.mean,
    dispersion: dispersion.count > 0 ? dispersion.mean : null,
  };
  return limitsFrom(chart, subgroup_size, plotted);
}

/**
 * Adds measurements that arrived together. First all get their numbers, then their points are judged: by the frozen
 * limits, or by limits from all data including these. Throws `subgroup_over` with the measurement's index in the list.
 */
export function addArrivals(initial: Process, design: Design, arrivals: readonly Arrival[]): AddResult {
  let process = initial;
  const positions: AddResult["positions"] = [];
  const plotted: PlottedPoint[] = [];
  const blocks: ClosedBlock[] = [];
  for (const [n, arrival] of arrivals.entries()) {
    const added = withListIndex(n, () => addArrival(process, design, arrival));
    process = added.process;
    positions.push(added.position);
    if (added.point) plotted.push(added.point);
    if (added.closed) blocks.push(added.closed);
  }
  const judge = openJudge(initial, limitsOf(process, design), design.rules);
  const points = plotted.map(judge.next);
  return { process: { ...process, ...judge.state() }, positions, points, blocks };
}

/** Rules whose pattern is on one side of the center: on the other side it is a different pattern with another alert. */
const oneSidedRules: readonly RuleNumber[] = [2, 5, 6];

/** Whether the newest point and the previous one are on different sides of the center. */
const changedSide = (z: readonly number[]): boolean => (z.at(-1) ?? 0) * (z.at(-2) ?? 0) < 0;

/** Judges points one after the other, starting at the state of a process. Without limits nothing is out of control. */
export function openJudge(
  { recent, holding, restart_after }: Pick<Process, "recent" | "holding" | "restart_after">,
  limits: ControlLimits | null,
  rules: readonly RuleNumber[],
): { next(point: PlottedPoint): JudgedPoint; state(): Pick<Process, "recent" | "holding"> } {
  let window = recent;
  let holdingRules = holding;
  return {
    state: () => ({ recent: window, holding: holdingRules }),
    next(point) {
      window = [...window, { subgroup_number: point.subgroup_number, value: point.value }].slice(-maxSpan);
      if (!limits) return { ...point, violations: [], is_within_control: true, started: [] };
      const since = window.filter(({ subgroup_number }) => subgroup_number > restart_after);
      const z = since.map(({ value }) => standardise(value, limits));
      const violations = violationsAt(z, rules);
      const newlyHolding = violations.filter((rule) => rule !== 1);
      const started = newlyHolding
        .filter((rule) => !holdingRules.includes(rule) || (oneSidedRules.includes(rule) && changedSide(z)))
        .map((rule) => ({ rule, points: since.slice(-ruleSpan[rule]).map(({ subgroup_number }) => subgroup_number) }));
      holdingRules = newlyHolding;
      return { ...point, violations, is_within_control: isWithin(point, limits), started };
    },
  };
}

/** Runs `work` for item `n` of a list; adds that index to the fault if it throws one. */
export function withListIndex<T>(n: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault(cause.kind, cause.message, { errors: [{ path: String(n), message: cause.message }] });
  }
}

/** Adds one measurement. Also returns the point if its subgroup is complete, and the block if one was closed. */
export function addArrival(process: Process, { chart, subgroup_size }: Design, { value, ...given }: Arrival) {
  const { filling, last_subgroup, last_sample } = process;
  const subgroup_number = given.subgroup_number ?? filling?.subgroup_number ?? last_subgroup + 1;
  const isSameSubgroup = filling?.subgroup_number === subgroup_number;
  if (!isSameSubgroup && subgroup_number <= last_subgroup) {
    throw new Fault("subgroup_over", `Subgroup ${subgroup_number} is closed: the last one is ${last_subgroup}.`);
  }
  const sample_number = given.sample_number ?? last_sample + 1;
  const values = isSameSubgroup ? [...filling.values, value] : [value];
  const { block, closed } = isSameSubgroup ? { block: process.block, closed: undefined } : nextBlock(process);
  const next: Process = {
    ...process,
    block: block && { ...block, values: add(block.values, value) },
    values: add(process.values, value),
    last_subgroup: subgroup_number,
    last_sample: Math.max(last_sample, sample_number),
    filling: { subgroup_number, values },
  };
  const position = { subgroup_number, sample_number };
  if (values.length < subgroup_size) return { process: next, position, point: undefined, closed };
  return { ...completeSubgroup(next, chart, { subgroup_number, values }), position, closed };
}

function completeSubgroup(
  process: Process,
  chart: ChartKind,
  { subgroup_number, values }: { subgroup_number: number; values: readonly number[] },
) {
  const { location, dispersion, recent, block } = process;
  const { value, secondary } = pointOf(chart, values, recent.at(-1)?.value ?? null);
  const plotted: Process = {
    ...process,
    location: add(location, value),
    dispersion: secondary === null ? dispersion : add(dispersion, secondary),
    block: block && {
      ...block,
      location: add(block.location, value),
      dispersion: secondary === null ? block.dispersion : add(block.dispersion, secondary),
    },
    filling: null,
    recent: [...recent, { subgroup_number, value }].slice(-maxSpan),
  };
  return { process: plotted, point: { subgroup_number, value, secondary } };
}

/** Whether a point is within the limits of both charts. A value within 1e-9 sigma of a line counts as on it (rounding). */
export function isWithin(
  { value, secondary }: { value: number; secondary: number | null },
  limits: ControlLimits,
): boolean {
  const within = (x: number, { ucl, lcl }: Limits, tolerance: number) => x <= ucl + tolerance && x >= lcl - tolerance;
  const tolerance = 1e-9 * limits.sigma_point;
  return within(value, limits, tolerance) && (secondary === null || within(secondary, limits.secondary, tolerance));
}
