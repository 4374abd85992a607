/**
 * Judges the points of a product again after a correction, from the stored `rejudge_from` on. Rules cover at most 15
 * points, so under frozen limits only the next points can change. Limits computed from all data change as a whole: all
 * later points under them are judged again.
 */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { Track } from "../domain/spc/charts/chart-type.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import type { ControlLimits } from "../domain/spc/control-limits.ts";
import { limitsOf, openJudge } from "../domain/spc/process.ts";
import { maxSpan } from "../domain/spc/rules.ts";
import type { PointRow } from "../store/measurements.ts";
import { outOfControlAlert, ruleAlert } from "./alerting.ts";
import { createGrouping } from "./grouping.ts";
import { alertOf, type BoardServices, raise } from "./services.ts";
import { sliceMs } from "./slices.ts";
import type { Decision, EmittedBoardEvent } from "./turn.ts";

/** Maximum number of points or alerts that one commit checks. */
const rowsPerCommit = 200;

/** Requires exclusive access to the product. Publishes `events` with the last commit. */
export async function rejudge(
  services: BoardServices,
  product: number,
  events: readonly EmittedBoardEvent[] = [],
): Promise<void> {
  const { store, turn } = services;
  const first = store.corrections.rejudgeFrom(product);
  let judged = 0;
  for (let from = first; from !== null; ) {
    const start: number = from;
    const before = judged;
    const slice = await turn.ask(() => judgeSome(services, product, { from: start, judged: before }));
    judged += slice.count;
    from = slice.next;
  }
  for (let after: number | null = first === null ? null : 0; after !== null; ) {
    const start: number = after;
    after = await turn.ask(() => closeSome(services, product, { from: first ?? 0, after: start }));
  }
  // A crash before this commit repeats the steps above, with the same result.
  await turn.ask(() => {
    store.corrections.setRejudge(product, null);
    const { process, design } = services.load(product);
    const { tracker } = formulasOf(design);
    const [end] = store.corrections.pointsBefore(product, Number.MAX_SAFE_INTEGER, 1);
    const restarted = end === undefined || end.subgroup_number <= process.restart_after;
    const holding = restarted ? [] : end.violations.filter((rule) => rule !== 1);
    const track = restarted ? null : end.track;
    store.products.saveProcess(product, { ...process, holding, ...(tracker && { track }) });
    services.forget(product);
    return { result: undefined, events };
  });
}

/** Judges points from a subgroup on, after `judged` earlier ones; returns their number and the next subgroup. */
function judgeSome(
  services: BoardServices,
  product: number,
  { from, judged }: { from: number; judged: number },
): Decision<{ count: number; next: number | null }> {
  const { store } = services;
  const { design } = services.load(product);
  const { tracker } = formulasOf(design);
  const until = performance.now() + sliceMs;
  const points = store.corrections.pointsFrom(product, from, rowsPerCommit);
  const limitsIn = limitsByVersion(services, product);
  const grouping = createGrouping();
  let window: readonly PointRow[] = store.corrections.pointsBefore(product, from, maxSpan);
  let count = 0;
  // A statistic that is carried from point to point may change all later points: until it is as it was.
  let isSettled = !tracker;
  for (const point of points) {
    const version = point.limits_version;
    // Under frozen limits a rule covers no point that is further away.
    const outOfReach = version !== 0 && judged + count > maxSpan && isSettled;
    if (outOfReach) return { result: { count, next: null }, events: raise(services, grouping.alerts()) };
    if (count > 0 && performance.now() >= until) break;
    const limits = limitsIn(version);
    const same = window.slice(window.findLastIndex((earlier) => earlier.limits_version !== version) + 1);
    const holding = (same.at(-1)?.violations ?? []).filter((rule) => rule !== 1);
    const {
      violations,
      is_within_control,
      started,
      track = null,
    } = openJudge({ recent: same, holding, restart_after: 0, track: same.at(-1)?.track ?? null }, limits, design).next(
      point,
    );
    const rejudged = { ...point, violations, is_within_control, track };
    const hasMoved = !isSameTrack(track, point.track);
    if (tracker) isSettled = !hasMoved;
    if (hasMoved || is_within_control !== point.is_within_control || String(violations) !== String(point.violations)) {
      store.corrections.judgePoint(rejudged);
    }
    if (!is_within_control && point.is_within_control && limits) {
      grouping.add(outOfControlAlert(product, { ...rejudged, started }, { limits, design }));
    }
    for (const violation of started) {
      if (!point.violations.includes(violation.rule)) grouping.add(ruleAlert(product, violation));
    }
    window = [...window, rejudged].slice(-maxSpan);
    count += 1;
  }
  const last = points[count - 1];
  const more = count < points.length || points.length === rowsPerCommit;
  const next = more && last ? last.subgroup_number + 1 : null;
  return { result: { count, next }, events: raise(services, grouping.alerts()) };
}

/** Whether a statistic is as it was, but for rounding: an average of many points never becomes exactly the same. */
function isSameTrack(a: Track | null, b: Track | null): boolean {
  if (a === null || b === null) return a === b;
  const isClose = (x = 0, y = 0) => Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y));
  return a.n === b.n && isClose(a.value, b.value) && isClose(a.low, b.low);
}

/** The limits of each version; version 0 means the current limits, computed from all data. */
function limitsByVersion(services: BoardServices, product: number): (version: number) => ControlLimits | null {
  const cache = new Map<number, ControlLimits | null>();
  return (version) => {
    const found = cache.get(version);
    if (found !== undefined) return found;
    const { process, design } = services.load(product);
    const lines =
      version === 0 ? limitsOf(process, { ...design, frozen: null }) : services.store.products.lines(product, version);
    cache.set(version, lines ?? null);
    return lines ?? null;
  };
}

/** Closes alerts of subgroups from `from` on whose cause is gone, starting after the alert `after`; returns the last id, or `null` at the end. */
function closeSome(
  services: BoardServices,
  product: number,
  { from, after }: { from: number; after: number },
): Decision<number | null> {
  const { store, now } = services;
  const at = now();
  const ids = store.corrections.openAlerts(product, after, rowsPerCommit);
  const events = ids.flatMap((id): EmittedBoardEvent[] => {
    if (!isGone(services, alertOf(services, id), from)) return [];
    store.alerts.setStatus(id, "RESOLVED", at);
    return [{ type: "alert.changed", data: alertOf(services, id), at }];
  });
  return { result: ids.length === rowsPerCommit ? (ids.at(-1) ?? null) : null, events };
}

/** Whether the cause of an alert, from a subgroup on, is gone. */
function isGone({ store: { corrections } }: BoardServices, alert: AlertRecord, from: number): boolean {
  const { product_id, alert_type, detail } = alert;
  const start = detail?.from_subgroup ?? detail?.subgroup_number;
  const end = detail?.to_subgroup ?? detail?.subgroup_number;
  if (!detail || start === undefined || end === undefined || end < from) return false;
  const range = { from: start, to: end };
  if (alert_type === "OUT_OF_SPEC") return !corrections.hasOutOfSpec(product_id, range, detail.value);
  if (alert_type === "OUT_OF_CONTROL") return !corrections.hasFlagged(product_id, range, undefined);
  if (alert_type === "RUN_RULE_VIOLATION") return !corrections.hasFlagged(product_id, range, detail.rule);
  return false;
}
