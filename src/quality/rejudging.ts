/**
 * Judges the points of a product again after a correction, from the stored `rejudge_from` on. Rules cover at most 15
 * points, so under frozen limits only the next points can change. Limits computed from all data change as a whole: all
 * later points under them are judged again, unless there are so many that one of them hardly moves the limits.
 */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { Track } from "../domain/spc/charts/chart-type.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import type { ControlLimits } from "../domain/spc/control-limits.ts";
import { limitsAt } from "../domain/spc/limits.ts";
import { type Design, limitsOf, openJudge, type Process, pointCount } from "../domain/spc/process.ts";
import { maxSpan } from "../domain/spc/rules.ts";
import type { SubgroupRange } from "../store/corrections.ts";
import type { PointRow } from "../store/measurements.ts";
import { outOfControlAlert, ruleAlert } from "./alerting.ts";
import { createGrouping } from "./grouping.ts";
import { alertOf, type BoardServices, raise } from "./services.ts";
import { sliceMs } from "./slices.ts";
import type { Decision, EmittedBoardEvent } from "./turn.ts";

/**
 * How many points or alerts one step checks. A step of points is never divided further: its alerts are combined, and
 * must not depend on the speed of the machine.
 */
const rowsPerStep = 100;
/** Limits computed from more points count as not moved by a single one. */
const maxMovedBy = 5000;

/** Whether a change of one point moves limits that are computed from all data, so that others must be judged again. */
export const pointsMoveLimits = (process: Process): boolean => pointCount(process) <= maxMovedBy;

/** How far judging has come. */
interface Progress {
  /** The next subgroup to judge; `null` once all are judged. */
  readonly from: number | null;
  /** The number of judged points, and their subgroups. */
  readonly judged: number;
  readonly range: SubgroupRange;
  /** The last alert that was checked; `null` once all are checked. */
  readonly after: number | null;
  readonly isDone: boolean;
}

/** Requires exclusive access to the product. Publishes `events` with the last commit. */
export async function rejudge(
  services: BoardServices,
  product: number,
  events: readonly EmittedBoardEvent[] = [],
): Promise<void> {
  await rejudgeAfter(services, product, { work: () => ({ result: undefined, events: [] }), events });
}

/**
 * Runs `work`, which may store what to judge again, and judges. The first commit has both, so that a change that affects few
 * points is one commit. Requires exclusive access to the product. Publishes `events` with the last commit.
 */
export async function rejudgeAfter<T>(
  services: BoardServices,
  product: number,
  { work, events }: { work: () => Decision<T>; events: readonly EmittedBoardEvent[] },
): Promise<T> {
  const { turn, store } = services;
  const first = await turn.ask(() => {
    try {
      const done = work();
      const start = startAt(store.corrections.rejudgeFrom(product));
      const judged = advance(services, product, { start, last: events, minSteps });
      return { result: { ...done, progress: judged.result }, events: [...done.events, ...judged.events] };
    } catch (cause) {
      services.forget(product);
      throw cause;
    }
  });
  let { progress } = first;
  while (!progress.isDone) {
    const start = progress;
    progress = await turn.ask(() => advance(services, product, { start, last: events }));
  }
  return first.result;
}

const startAt = (from: number | null): Progress => ({
  ...{ from, judged: 0, isDone: false },
  range: { from: from ?? 0, to: from ?? 0 },
  after: from === null ? null : 0,
});

/** The steps if few points changed: judging, closing alerts, finishing. They are one commit, however slow the machine is. */
const minSteps = 3;

/** Does as many steps as fit into one commit, and at least `minSteps`; publishes `last` with the last one. */
function advance(
  services: BoardServices,
  product: number,
  { start, last, minSteps = 1 }: { start: Progress; last: readonly EmittedBoardEvent[]; minSteps?: number },
): Decision<Progress> {
  const until = performance.now() + sliceMs;
  const events: EmittedBoardEvent[] = [];
  let progress = start;
  let steps = 0;
  do {
    steps += 1;
    const { from, judged, range, after } = progress;
    if (from !== null) {
      const { result, events: raised } = judgeSome(services, product, { from, judged });
      const to = Math.max(range.to, result.last);
      progress = { ...progress, from: result.next, judged: judged + result.count, range: { ...range, to } };
      events.push(...raised);
    } else if (after !== null) {
      const { result, events: closed } = closeSome(services, product, { range, after });
      progress = { ...progress, after: result };
      events.push(...closed);
    } else {
      finish(services, product);
      events.push(...last);
      progress = { ...progress, isDone: true };
    }
  } while (!progress.isDone && (steps < minSteps || performance.now() < until));
  return { result: progress, events };
}

/** The last step. A crash before its commit repeats all steps, with the same result. */
function finish(services: BoardServices, product: number): void {
  const { store } = services;
  store.corrections.setRejudge(product, null);
  const { process, design } = services.load(product);
  const { tracker } = formulasOf(design);
  const [end] = store.corrections.pointsBefore(product, Number.MAX_SAFE_INTEGER, 1);
  const restarted = end === undefined || end.subgroup_number <= process.restart_after;
  const holding = restarted ? [] : end.violations.filter((rule) => rule !== 1);
  const track = restarted ? null : end.track;
  store.products.saveProcess(product, { ...process, holding, ...(tracker && { track }) });
  services.forget(product);
}

/** Judges points from a subgroup on, after `judged` earlier ones; returns their number, the last and the next subgroup. */
function judgeSome(
  services: BoardServices,
  product: number,
  { from, judged }: { from: number; judged: number },
): Decision<{ count: number; last: number; next: number | null }> {
  const { store } = services;
  const { row, process, design } = services.load(product);
  const { tracker, usesPrevious } = formulasOf(design);
  const movesLimits = pointsMoveLimits(process);
  const current = row.limits_version === null ? undefined : store.products.version(product, row.limits_version);
  const points = store.corrections.pointsFrom(product, from, rowsPerStep);
  const limitsIn = limitsByVersion(services, product);
  const grouping = createGrouping();
  let window: readonly PointRow[] = store.corrections.pointsBefore(product, from, maxSpan);
  let count = 0;
  // A statistic that is carried from point to point may change all later points: until it is as it was.
  let isSettled = !tracker;
  for (const point of points) {
    // A new phase can begin at an earlier point: the points from there on get its limits.
    const version = current && point.subgroup_number > current.starts_after ? current.version : point.limits_version;
    const isMoved = version !== point.limits_version || (version === 0 && movesLimits);
    // If the limits have not moved, no rule covers a point that is further away.
    if (!isMoved && judged + count > maxSpan && isSettled) {
      const last = points[count - 1]?.subgroup_number ?? 0;
      return { result: { count, last, next: null }, events: raise(services, grouping.alerts()) };
    }
    const { limits, base_from } = limitsIn(version);
    const same = window.slice(window.findLastIndex((earlier) => earlier.limits_version !== version) + 1);
    const holding = (same.at(-1)?.violations ?? []).filter((rule) => rule !== 1);
    const state = { recent: same, holding, restart_after: 0, track: same.at(-1)?.track ?? null };
    const judge = openJudge(state, limits, design);
    const isFirstOfBase = usesPrevious && point.subgroup_number === base_from;
    const judgement = judge.next(isFirstOfBase ? { ...point, secondary: null } : point);
    const { violations, is_within_control, signals, started, track = null } = judgement;
    const rejudged = { ...point, violations, is_within_control, track, limits_version: version };
    const lineAt = (of: Track | null) => (limits && limitsAt(design, limits, { ...point, track: of }).ucl) ?? 0;
    const hasMoved = !isSameTrack([track, point.track], lineAt);
    if (tracker) isSettled = !hasMoved;
    const isSame =
      !hasMoved &&
      is_within_control === point.is_within_control &&
      version === point.limits_version &&
      String(violations) === String(point.violations);
    if (!isSame) store.corrections.judgePoint(rejudged);
    if (signals && limits && !wasSignalled(services, design, point)) {
      grouping.add(outOfControlAlert(product, { ...rejudged, signals, started }, { limits, design }));
    }
    for (const violation of started) {
      if (!point.violations.includes(violation.rule)) grouping.add(ruleAlert(product, violation));
    }
    window = [...window, rejudged].slice(-maxSpan);
    count += 1;
  }
  const last = points[count - 1];
  const next = points.length === rowsPerStep && last ? last.subgroup_number + 1 : null;
  return { result: { count, last: last?.subgroup_number ?? 0, next }, events: raise(services, grouping.alerts()) };
}

/** Whether there was an alert of a point: of a carried statistic, it may have been that of the point before, which is gone. */
const wasSignalled = ({ store }: BoardServices, design: Design, point: PointRow): boolean =>
  !point.is_within_control &&
  (!formulasOf(design).tracker || store.corrections.hasAlert(point.product_id, point.subgroup_number));

/** Limits by which points are judged. */
interface JudgedBy {
  readonly limits: ControlLimits | null;
  /** The first subgroup of their base: its moving range is between a point of the base and one before. */
  readonly base_from: number | null;
}

/**
 * Whether a statistic and its limits are as they were, but for rounding: an average of many points never becomes exactly the
 * same. The number of points in it matters only as far as the limits depend on it.
 */
function isSameTrack([a, b]: readonly [Track | null, Track | null], lineAt: (track: Track | null) => number): boolean {
  if (a === null || b === null) return a === b;
  const isClose = (x = 0, y = 0) => Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y));
  return isClose(a.value, b.value) && isClose(a.low, b.low) && isClose(lineAt(a), lineAt(b));
}

/** The limits of each version; version 0 means the current limits, computed from all data. */
function limitsByVersion(services: BoardServices, product: number): (version: number) => JudgedBy {
  const { products } = services.store;
  const read = (version: number): JudgedBy => {
    const { process, design } = services.load(product);
    if (version === 0) return { limits: limitsOf(process, { ...design, frozen: null }), base_from: null };
    const base_from = products.version(product, version)?.from_subgroup ?? null;
    return { limits: products.lines(product, version) ?? null, base_from };
  };
  const cache = new Map<number, JudgedBy>();
  return (version) => {
    const found = cache.get(version) ?? read(version);
    cache.set(version, found);
    return found;
  };
}

/** Closes alerts of a range whose cause is gone, starting after the alert `after`; returns the last id, or `null` at the end. */
function closeSome(
  services: BoardServices,
  product: number,
  { range, after }: { range: SubgroupRange; after: number },
): Decision<number | null> {
  const { store, now } = services;
  const at = now();
  const ids = store.corrections.openAlerts(product, { range, after, limit: rowsPerStep });
  const events = ids.flatMap((id): EmittedBoardEvent[] => {
    if (!isGone(services, alertOf(services, id))) return [];
    store.alerts.setStatus(id, "RESOLVED", at);
    return [{ type: "alert.changed", data: alertOf(services, id), at }];
  });
  return { result: ids.length === rowsPerStep ? (ids.at(-1) ?? null) : null, events };
}

/** Whether the cause of an alert is gone. */
function isGone({ store: { corrections } }: BoardServices, alert: AlertRecord): boolean {
  const { product_id, alert_type, detail } = alert;
  const start = detail?.from_subgroup ?? detail?.subgroup_number;
  const end = detail?.to_subgroup ?? detail?.subgroup_number;
  if (!detail || start === undefined || end === undefined) return false;
  const range = { from: start, to: end };
  if (alert_type === "OUT_OF_SPEC") return !corrections.hasOutOfSpec(product_id, range, detail.value);
  if (alert_type === "OUT_OF_CONTROL") return !corrections.hasFlagged(product_id, range, undefined);
  if (alert_type === "RUN_RULE_VIOLATION") return !corrections.hasFlagged(product_id, range, detail.rule);
  return false;
}
