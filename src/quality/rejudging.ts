/**
 * Judges the points of a product again after a correction, from where `rejudge_from` says. Rules look at the last 15
 * points, so under frozen limits only so many can change. Points that were judged by the limits from all data are all
 * judged by those limits as they are now.
 */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { ControlLimits } from "../domain/spc/limits.ts";
import { limitsOf, openJudge } from "../domain/spc/process.ts";
import { maxSpan } from "../domain/spc/rules.ts";
import type { PointRow } from "../store/measurements.ts";
import { outOfControl, ruleBroken } from "./alerting.ts";
import { createGrouping } from "./grouping.ts";
import { alertOf, type BoardServices, raise } from "./services.ts";
import type { Decision, EmittedBoardEvent } from "./turn.ts";

/** How many points are read, or alerts looked at, in one commit, at most; and for how many ms points are judged. */
const atOnce = 200;
const sliceMs = 4;

/** For whoever has the product to itself. `told` is published with the last commit. */
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
    const some = await turn.ask(() => judgeSome(services, product, { from: start, judged: before }));
    judged += some.count;
    from = some.next;
  }
  for (let after: number | null = first === null ? null : 0; after !== null; ) {
    const start: number = after;
    after = await turn.ask(() => closeSome(services, product, { from: first ?? 0, after: start }));
  }
  // Until here it would all be done again after a crash, to the same end.
  await turn.ask(() => {
    store.corrections.setRejudge(product, null);
    const { process } = services.load(product);
    const [end] = store.corrections.pointsBefore(product, Number.MAX_SAFE_INTEGER, 1);
    const restarted = end === undefined || end.subgroup_number <= process.restart_after;
    const holding = restarted ? [] : end.violations.filter((rule) => rule !== 1);
    store.products.saveProcess(product, { ...process, holding });
    services.forget(product);
    return { result: undefined, events };
  });
}

/** Judges the points from a subgroup on, `judged` of them were judged before: how many, and where to go on. */
function judgeSome(
  services: BoardServices,
  product: number,
  { from, judged }: { from: number; judged: number },
): Decision<{ count: number; next: number | null }> {
  const { store } = services;
  const { rules } = services.load(product).design;
  const until = performance.now() + sliceMs;
  const points = store.corrections.pointsFrom(product, from, atOnce);
  const limitsIn = limitsByVersion(services, product);
  const grouping = createGrouping();
  let window: readonly PointRow[] = store.corrections.pointsBefore(product, from, maxSpan);
  let count = 0;
  for (const point of points) {
    const version = point.limits_version;
    // Under frozen limits what is further away than a rule can look stays as it is.
    const outOfReach = version !== 0 && judged + count > maxSpan;
    if (outOfReach) return { result: { count, next: null }, events: raise(services, grouping.alerts()) };
    if (count > 0 && performance.now() >= until) break;
    const limits = limitsIn(version);
    const same = window.filter((one) => one.limits_version === version);
    const holding = (same.at(-1)?.violations ?? []).filter((rule) => rule !== 1);
    const { violations, is_within_control, started } = openJudge(
      { recent: same, holding, restart_after: 0 },
      limits,
      rules,
    ).next(point);
    const again = { ...point, violations, is_within_control };
    if (is_within_control !== point.is_within_control || String(violations) !== String(point.violations)) {
      store.corrections.judgePoint(again);
    }
    if (!is_within_control && point.is_within_control && limits) {
      grouping.add(outOfControl(product, { ...again, started }, limits));
    }
    for (const one of started) if (!point.violations.includes(one.rule)) grouping.add(ruleBroken(product, one));
    window = [...window, again].slice(-maxSpan);
    count += 1;
  }
  const last = points[count - 1];
  const more = count < points.length || points.length === atOnce;
  const next = more && last ? last.subgroup_number + 1 : null;
  return { result: { count, next }, events: raise(services, grouping.alerts()) };
}

/** The limits of each version; version 0 are those from all data, as they are now. */
function limitsByVersion(services: BoardServices, product: number): (version: number) => ControlLimits | null {
  const known = new Map<number, ControlLimits | null>();
  return (version) => {
    const found = known.get(version);
    if (found !== undefined) return found;
    const { process, design } = services.load(product);
    const lines =
      version === 0 ? limitsOf(process, { ...design, frozen: null }) : services.store.products.lines(product, version);
    known.set(version, lines ?? null);
    return lines ?? null;
  };
}

/** Closes alerts of subgroups from `from` on whose cause is gone, after the alert `after`; gives where to go on, or `null`. */
function closeSome(
  services: BoardServices,
  product: number,
  { from, after }: { from: number; after: number },
): Decision<number | null> {
  const { store, now } = services;
  const at = now();
  const ids = store.corrections.openAlerts(product, after, atOnce);
  const events = ids.flatMap((id): EmittedBoardEvent[] => {
    if (!isGone(services, alertOf(services, id), from)) return [];
    store.alerts.setStatus(id, "RESOLVED", at);
    return [{ type: "alert.changed", data: alertOf(services, id), at }];
  });
  return { result: ids.length === atOnce ? (ids.at(-1) ?? null) : null, events };
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
