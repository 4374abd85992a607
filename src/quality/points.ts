/**
 * Single points: what they were made of, and what people decided about them. An excluded point stays visible, but limits,
 * rules and capability are computed as if it had not been measured.
 */
import { Fault } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import type { PointChange, PointDetails, PointStatus } from "../domain/spc/point.ts";
import { plotSubgroup } from "../domain/spc/subgroup.ts";
import type { PointRow } from "../store/measurements.ts";
import type { Access } from "./permission.ts";
import { changePoints, recompute, updateNextRange } from "./recomputing.ts";
import { pointsMoveLimits } from "./rejudging.ts";
import { type BoardServices, toPoints, toRecords } from "./services.ts";
import type { Decision } from "./turn.ts";

/** Maximum number of changes that are listed. */
const maxHistory = 100;
/**
 * How many points before an excluded one are judged again while the limits are computed from all data: enough for the base
 * of any limits. Under frozen limits no earlier point is judged again, not even one that was judged before the freeze.
 */
const maxEarlierPoints = 1000;

/** Identifies a point. */
export interface PointRef {
  readonly product: number;
  readonly subgroup: number;
}

export interface Points {
  /** Throws `point_not_found`. */
  details(of: PointRef, access: Access): PointDetails;
  /** Excludes, restores or annotates a point. Throws `point_not_found`. */
  change(of: PointRef, change: PointChange, access: Access): Promise<PointDetails>;
}

export function createPoints(services: BoardServices): Points {
  const { store, load } = services;

  function details({ product, subgroup }: PointRef, { user }: Access): PointDetails {
    load(product);
    const point = find(services, product, subgroup);
    const [plotted] = toPoints(services, [point]);
    if (!plotted) throw new Fault("point_not_found");
    const nameOf = (id: number | null) =>
      user?.role === "teacher" && id !== null ? (store.permissions.user(id)?.name ?? null) : null;
    return {
      ...plotted,
      action: point.action,
      note: point.note,
      measurements: toRecords(services, store.measurements.ofSubgroup(product, subgroup)).map((measurement) => ({
        ...measurement,
        measured_by_name: nameOf(measurement.measured_by),
      })),
      history: store.pointChanges
        .history(product, subgroup, maxHistory)
        .map(({ product_id: _, subgroup_number: __, changed_at, ...change }) => ({
          ...change,
          changed_by_name: nameOf(change.changed_by),
          changed_at: toTime(changed_at),
        })),
    };
  }

  return {
    details,
    async change(of, change, access) {
      await changePoints(services, { product: of.product, how: "point_changed" }, () =>
        changePoint(services, { ...of, change, by: access.user?.id ?? null }),
      );
      return details(of, access);
    },
  };
}

function find({ store }: Pick<BoardServices, "store">, product: number, subgroup: number): PointRow {
  const point = store.pointChanges.find(product, subgroup);
  if (!point) throw new Fault("point_not_found");
  return point;
}

const statusOf = ({ excluded, cause, action, note }: PointRow): PointStatus => ({ excluded, cause, action, note });

function changePoint(
  services: BoardServices,
  { product, subgroup, change, by }: PointRef & { change: PointChange; by: number | null },
): Decision<undefined> {
  const { store, now } = services;
  const point = find(services, product, subgroup);
  const before = statusOf(point);
  const after = { ...before, ...change } as PointStatus;
  const nothing = { result: undefined, events: [] };
  if (JSON.stringify(after) === JSON.stringify(before)) return nothing;
  const of = { product_id: product, subgroup_number: subgroup };
  store.pointChanges.add({ ...of, before, after, changed_by: by, changed_at: now() });
  if (after.excluded === before.excluded) return nothing;
  setRange(services, point, after.excluded);
  recompute(services, product, {
    changed: [subgroup, ...updateNextRange(services, product, subgroup)],
    rejudgeFrom: firstToJudge(services, product, subgroup),
  });
  return nothing;
}

/** An excluded point has no moving range; a restored one has it again. */
function setRange({ store, load }: BoardServices, { product_id, subgroup_number, value }: PointRow, excluded: boolean) {
  const { design } = load(product_id);
  if (!formulasOf(design).usesPrevious) return;
  const [before] = store.corrections.pointsBefore(product_id, subgroup_number, 1);
  const { secondary } = plotSubgroup(design, [value], { previous: before?.value ?? null });
  store.corrections.setSpread(product_id, subgroup_number, excluded ? null : secondary);
}

/** Limits that are computed from all data change for the points before an excluded one, too. */
function firstToJudge({ store, load }: BoardServices, product: number, subgroup: number): number {
  const { design, process } = load(product);
  if (design.frozen || !pointsMoveLimits(process)) return subgroup;
  const earlier = store.corrections.pointsBefore(product, subgroup, maxEarlierPoints);
  const first = earlier[earlier.findLastIndex(({ limits_version }) => limits_version !== 0) + 1];
  return first?.subgroup_number ?? subgroup;
}
