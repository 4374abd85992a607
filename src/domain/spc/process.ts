/**
 * The state of a product's process: everything needed to judge the next measurement. It is a fold over the measurements,
 * in plain JSON, stored with the product, so that a measurement costs the same after a million others.
 */
import { Fault } from "../faults.ts";
import { type Block, type ClosedBlock, emptyBlock, nextBlock } from "./blocks.ts";
import type { ChartOptions } from "./chart-options.ts";
import type { Point, Track } from "./charts/chart-type.ts";
import { formulasOf } from "./charts/index.ts";
import type { ControlLimits, Limits } from "./control-limits.ts";
import type { ChartKind, RuleNumber } from "./kinds.ts";
import { drawnOf, limitsAt, limitsOfPlotted } from "./limits.ts";
import { add, emptyMoments, type Moments } from "./moments.ts";
import { maxSpan, ruleSpan, standardise, violationsAt } from "./rules.ts";
import { plotSubgroup } from "./subgroup.ts";
import { addPoint, plottedOf } from "./sums.ts";

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
  /** The last counted points, oldest first: as many as the longest rule uses, or as the limits depend on. */
  readonly recent: readonly RecentPoint[];
  /** The rules 2 to 8 whose pattern held at the last point. */
  readonly holding: readonly RuleNumber[];
  /** Rules use only points after this subgroup: they restart when limits are frozen. */
  readonly restart_after: number;
  /** The statistic that is carried from point to point, at the last one; without it, the chart has none. */
  readonly track?: Track | null;
  /** The sums since the last closed block; `null` in a database of an earlier version until its blocks are computed. */
  readonly block: Block | null;
}

/** A point in the memory of a process. */
export interface RecentPoint {
  readonly subgroup_number: number;
  readonly value: number;
  /** Its number of values or items, or its area, if that varies. */
  readonly size?: number | null;
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
  readonly options?: ChartOptions;
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
  /** The sample size of a count. */
  readonly size?: number | null;
}

/** A point before it is judged. */
export interface PlottedPoint extends Point {
  readonly subgroup_number: number;
}

/** A point, judged when it was added. */
export interface JudgedPoint extends PlottedPoint {
  /** The chosen rules that it violates. */
  readonly violations: RuleNumber[];
  /** Whether it is within the limits of both charts; true if there are no limits yet. */
  readonly is_within_control: boolean;
  /** Whether it is out of control and raises an alert: a carried statistic does so only when it first is beyond a limit. */
  readonly signals: boolean;
  /** The rules 2 to 8 whose pattern starts at this point, with the subgroups of their windows. */
  readonly started: { readonly rule: RuleNumber; readonly points: number[] }[];
  /** The statistic that is carried from point to point, if the chart has one. */
  readonly track?: Track | null;
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

/** The last subgroup before the next one, which begins a phase by default. */
export const lastClosed = ({ filling, last_subgroup }: Pick<Process, "filling" | "last_subgroup">): number =>
  filling ? filling.subgroup_number - 1 : last_subgroup;

/** Returns the limits in force: frozen, or computed from all data so far; `null` before the second point. */
export const limitsOf = (process: Process, design: Design): ControlLimits | null =>
  design.frozen ?? limitsOfPlotted(design, plottedOf(process, process.recent));

/** How many of the last points a process keeps. */
export const recentLength = (design: Design): number => Math.max(maxSpan, formulasOf(design).seriesLength);

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
  const judge = openJudge(initial, limitsOf(process, design), design);
  const points = plotted.map(judge.next);
  return { process: { ...process, ...judge.state() }, positions, points, blocks };
}

/** Rules whose pattern is on one side of the center: on the other side it is a different pattern with another alert. */
const oneSidedRules: readonly RuleNumber[] = [2, 5, 6];

/** Whether the newest point and the previous one are on different sides of the center. */
const changedSide = (z: readonly number[]): boolean => (z.at(-1) ?? 0) * (z.at(-2) ?? 0) < 0;

/** The state of a judge between two points. */
type JudgeState = Pick<Process, "recent" | "holding" | "track">;

/** Judges points one after the other, starting at the state of a process. Without limits nothing is out of control. */
export function openJudge(
  { recent, holding, restart_after, track = null }: JudgeState & Pick<Process, "restart_after">,
  limits: ControlLimits | null,
  design: Design,
): { next(point: PlottedPoint): JudgedPoint; state(): JudgeState } {
  const { tracker } = formulasOf(design);
  const span = recentLength(design);
  let window = recent;
  let holdingRules = holding;
  let tracked = track;
  /** The last points since the rules restarted, and their distances from the center in sigma. */
  function distances(drawn: number, limits: ControlLimits) {
    const since = window.slice(-maxSpan).filter(({ subgroup_number }) => subgroup_number > restart_after);
    const z = tracker
      ? [standardise(drawn, limitsAt(design, limits, { value: drawn, track: tracked }))]
      : since.map((point) => standardise(point.value, limitsAt(design, limits, point)));
    return { since, z };
  }
  return {
    state: () => ({ recent: window, holding: holdingRules, ...(tracker && { track: tracked }) }),
    next(point) {
      window = [...window, toRecent(point)].slice(-span);
      if (!limits) return { ...point, violations: [], is_within_control: true, signals: false, started: [] };
      const before = tracker && tracked ? sidesOfTrack(design, limits, tracked) : [];
      if (tracker) tracked = tracker.next(tracked, point.value, limits);
      const ownTrack = tracker && { track: tracked };
      const drawn = drawnOf(design, { ...point, ...ownTrack });
      const { since, z } = distances(drawn.value, limits);
      const violations = violationsAt(z, design.rules);
      const newlyHolding = violations.filter((rule) => rule !== 1);
      const started = newlyHolding
        .filter((rule) => !holdingRules.includes(rule) || (oneSidedRules.includes(rule) && changedSide(z)))
        .map((rule) => ({ rule, points: since.slice(-ruleSpan[rule]).map(({ subgroup_number }) => subgroup_number) }));
      holdingRules = newlyHolding;
      const beyond = sidesBeyond(drawn, limitsAt(design, limits, { ...point, ...ownTrack }));
      const signals = beyond.some((side) => !before.includes(side));
      return { ...point, violations, is_within_control: beyond.length === 0, signals, started, ...ownTrack };
    },
  };
}

/** What a process keeps of a point. */
export const toRecent = ({ subgroup_number, value, size }: RecentPoint): RecentPoint => ({
  subgroup_number,
  value,
  ...(size !== undefined && size !== null && { size }),
});

/** Runs `work` for item `n` of a list; adds that index to the fault if it throws one. */
export function withListIndex<T>(n: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault(cause.kind, cause.message, { errors: [{ path: String(n), message: cause.message }] });
  }
}

/**
 * Adds one measurement. Also returns the point that it completes, and the block if one was closed. If subgroups may be
 * unequal, the first value of a subgroup completes the one before it.
 */
export function addArrival(process: Process, design: Design, arrival: Arrival) {
  const { filling } = process;
  const ends =
    filling !== null &&
    arrival.subgroup_number !== null &&
    arrival.subgroup_number !== filling.subgroup_number &&
    filling.values.length >= formulasOf(design).minValues;
  if (!ends) return addValue(process, design, arrival);
  const { process: ended, point } = completeSubgroup(process, design, { ...filling, size: null });
  const added = addValue(ended, design, arrival);
  // A further point would need a subgroup of one value, and these are never incomplete.
  return { ...added, point };
}

function addValue(process: Process, design: Design, { value, size = null, ...given }: Arrival) {
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
  if (values.length < design.subgroup_size) return { process: next, position, point: undefined, closed };
  return { ...completeSubgroup(next, design, { subgroup_number, values, size }), position, closed };
}

function completeSubgroup(
  process: Process,
  design: Design,
  subgroup: { subgroup_number: number; values: readonly number[]; size: number | null },
) {
  const { recent, block } = process;
  const { subgroup_number, values, size } = subgroup;
  const point = { subgroup_number, ...plotSubgroup(design, values, { previous: recent.at(-1)?.value ?? null, size }) };
  const plotted: Process = {
    ...process,
    ...addPoint(process, design, point),
    block: block && { ...block, ...addPoint(block, design, point) },
    filling: null,
    recent: [...recent, toRecent(point)].slice(-recentLength(design)),
  };
  return { process: plotted, point };
}

type Side = "above" | "below" | "secondary above" | "secondary below";

/** The limits that a point is beyond. A value within 1e-9 sigma of a line counts as on it (rounding). */
function sidesBeyond(
  { value, secondary }: { value: number; secondary: number | null },
  limits: Limits & { readonly secondary: Limits | null; readonly sigma_point: number },
): Side[] {
  const tolerance = 1e-9 * limits.sigma_point;
  const sides: Side[] = [];
  if (value > limits.ucl + tolerance) sides.push("above");
  if (value < limits.lcl - tolerance) sides.push("below");
  if (secondary === null || limits.secondary === null) return sides;
  if (secondary > limits.secondary.ucl + tolerance) sides.push("secondary above");
  if (secondary < limits.secondary.lcl - tolerance) sides.push("secondary below");
  return sides;
}

/** The limits that a carried statistic is beyond. */
const sidesOfTrack = (design: Design, limits: ControlLimits, track: Track): Side[] => {
  const drawn = drawnOf(design, { value: limits.center, secondary: null, track });
  return sidesBeyond(drawn, limitsAt(design, limits, { value: drawn.value, track }));
};
