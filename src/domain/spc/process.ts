/**
 * A product's process as it stands: all that judging the next measurement needs, however many there were before. It is
 * a fold over the measurements, in plain JSON, kept beside the product; a measurement costs the same after a million.
 */
import { Fault } from "../faults.ts";
import { type Block, type ClosedBlock, nextBlock, noBlock } from "./blocks.ts";
import type { ChartKind, RuleNumber } from "./kinds.ts";
import { type ControlLimits, type Limits, limitsFrom } from "./limits.ts";
import { add, type Moments, noMoments } from "./moments.ts";
import { longestSpan, ruleSpan, standardise, violationsAt } from "./rules.ts";
import { pointOf } from "./subgroup.ts";

export interface Process {
  /** Of all single values. */
  readonly values: Moments;
  /** Of what was plotted: single values or means, and moving ranges, ranges or standard deviations. */
  readonly location: Moments;
  readonly dispersion: Moments;
  /** The subgroup that is being filled. */
  readonly filling: { readonly subgroup_number: number; readonly values: readonly number[] } | null;
  readonly last_subgroup: number;
  readonly last_sample: number;
  /** The last points, oldest first: as many as the longest rule looks at. */
  readonly recent: readonly { readonly subgroup_number: number; readonly value: number }[];
  /** The rules from 2 on whose pattern held at the last point. */
  readonly holding: readonly RuleNumber[];
  /** Rules look at the points after this subgroup only: they restart when limits are frozen. */
  readonly restart_after: number;
  /** What came since the last block was closed; `null` in a database of an earlier version, until blocks are made. */
  readonly block: Block | null;
}

/** The process of a product of which nothing is measured. */
export const noProcess: Process = {
  values: noMoments,
  location: noMoments,
  dispersion: noMoments,
  filling: null,
  last_subgroup: 0,
  last_sample: 0,
  recent: [],
  holding: [],
  restart_after: 0,
  block: noBlock,
};

/** How a product's measurements are charted. */
export interface Design {
  readonly chart: ChartKind;
  readonly subgroup_size: number;
  /** The rules that alert. */
  readonly rules: readonly RuleNumber[];
  /** The limits in force; `null` while they are computed from all data so far. */
  readonly frozen: ControlLimits | null;
}

/** A measurement that comes; what it does not say of its place follows from the process. */
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

/** A point as it was judged when it came. */
export interface JudgedPoint extends PlottedPoint {
  /** The chosen rules that it completes. */
  readonly violations: RuleNumber[];
  /** Within the limits of both charts; while there are none, nothing is out of control. */
  readonly is_within_control: boolean;
  /** The rules from 2 on that did not hold at the point before, with the points of their windows. */
  readonly begun: { readonly rule: RuleNumber; readonly points: number[] }[];
}

/** What measurements that came together made of a process. */
export interface Taken {
  readonly process: Process;
  /** Where each has its place, in the order they came. */
  readonly places: { readonly subgroup_number: number; readonly sample_number: number }[];
  /** The points of the subgroups that they completed. */
  readonly points: JudgedPoint[];
  /** The blocks that were closed. */
  readonly blocks: ClosedBlock[];
}

/** The limits in force: those frozen, else those from all data so far; `null` before the second point. */
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
 * Takes measurements that came together: all have their place first, then their points are judged, where nothing is
 * frozen by limits from all data, theirs included. Throws `subgroup_over`, which names the arrival
 * by its place in the list, and the process is as it was.
 */
export function take(before: Process, design: Design, arrivals: readonly Arrival[]): Taken {
  let process = before;
  const places: Taken["places"] = [];
  const plotted: PlottedPoint[] = [];
  const blocks: ClosedBlock[] = [];
  for (const [n, arrival] of arrivals.entries()) {
    const placed = ofList(n, () => place(process, design, arrival));
    process = placed.process;
    places.push(placed.place);
    if (placed.point) plotted.push(placed.point);
    if (placed.closed) blocks.push(placed.closed);
  }
  const judge = openJudge(before, limitsOf(process, design), design.rules);
  const points = plotted.map(judge.next);
  return { process: { ...process, ...judge.state() }, places, points, blocks };
}

/** Rules whose pattern is on one side: on the other side it is another pattern, with an alert of its own. */
const sided: readonly RuleNumber[] = [2, 5, 6];

/** Whether the newest point is on the other side of the center than the one before it. */
const changedSide = (z: readonly number[]): boolean => (z.at(-1) ?? 0) * (z.at(-2) ?? 0) < 0;

/** Judges points one after the other, from where a process is. Without limits nothing is out of control. */
export function openJudge(
  { recent, holding, restart_after }: Pick<Process, "recent" | "holding" | "restart_after">,
  limits: ControlLimits | null,
  rules: readonly RuleNumber[],
): { next(point: PlottedPoint): JudgedPoint; state(): Pick<Process, "recent" | "holding"> } {
  let window = recent;
  let held = holding;
  return {
    state: () => ({ recent: window, holding: held }),
    next(point) {
      window = [...window, { subgroup_number: point.subgroup_number, value: point.value }].slice(-longestSpan);
      if (!limits) return { ...point, violations: [], is_within_control: true, begun: [] };
      const since = window.filter(({ subgroup_number }) => subgroup_number > restart_after);
      const z = since.map(({ value }) => standardise(value, limits));
      const violations = violationsAt(z, rules);
      const holds = violations.filter((rule) => rule !== 1);
      const begun = holds
        .filter((rule) => !held.includes(rule) || (sided.includes(rule) && changedSide(z)))
        .map((rule) => ({ rule, points: since.slice(-ruleSpan[rule]).map(({ subgroup_number }) => subgroup_number) }));
      held = holds;
      return { ...point, violations, is_within_control: isWithin(point, limits), begun };
    },
  };
}

/** What is refused in doing `work`, named by its place in a list. */
export function ofList<T>(n: number, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault(cause.code, cause.message, [{ path: String(n), message: cause.message }]);
  }
}

/** Gives one measurement its place; with the point of its subgroup if that is now complete, and a block if one was closed. */
export function place(process: Process, { chart, subgroup_size }: Design, { value, ...says }: Arrival) {
  const { filling, last_subgroup, last_sample } = process;
  const subgroup_number = says.subgroup_number ?? filling?.subgroup_number ?? last_subgroup + 1;
  const goesOn = filling?.subgroup_number === subgroup_number;
  if (!goesOn && subgroup_number <= last_subgroup) {
    throw new Fault("subgroup_over", `Subgroup ${subgroup_number} is over: ${last_subgroup} is the last one.`);
  }
  const sample_number = says.sample_number ?? last_sample + 1;
  const values = goesOn ? [...filling.values, value] : [value];
  const { block, closed } = goesOn ? { block: process.block, closed: undefined } : nextBlock(process);
  const next: Process = {
    ...process,
    block: block && { ...block, values: add(block.values, value) },
    values: add(process.values, value),
    last_subgroup: subgroup_number,
    last_sample: Math.max(last_sample, sample_number),
    filling: { subgroup_number, values },
  };
  const at = { subgroup_number, sample_number };
  if (values.length < subgroup_size) return { process: next, place: at, point: undefined, closed };
  return { ...complete(next, chart, subgroup_number, values), place: at, closed };
}

function complete(process: Process, chart: ChartKind, subgroup_number: number, values: readonly number[]) {
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
    recent: [...recent, { subgroup_number, value }].slice(-longestSpan),
  };
  return { process: plotted, point: { subgroup_number, value, secondary } };
}

/** Within the limits of both charts. A value that decimals moved off a line by less than 1e-9 of sigma is on it. */
function isWithin({ value, secondary }: { value: number; secondary: number | null }, limits: ControlLimits): boolean {
  const within = (x: number, { ucl, lcl }: Limits, tolerance: number) => x <= ucl + tolerance && x >= lcl - tolerance;
  const tolerance = 1e-9 * limits.sigma_point;
  return within(value, limits, tolerance) && (secondary === null || within(secondary, limits.secondary, tolerance));
}
