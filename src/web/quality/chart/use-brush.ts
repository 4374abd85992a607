/** Chooses the points of a drag. */
import { useRef } from "preact/hooks";
import type { ChartPoint } from "../../../domain/spc/chart.ts";
import type { OnBrush } from "./listen-for-brush.ts";

/** Points that are being chosen, by their subgroups. */
export interface Picking {
  readonly picked: ReadonlySet<number>;
  readonly onPick: (picked: ReadonlySet<number>) => void;
}

/** Returns a listener for presses: it opens a point, or chooses it. */
export function useSelect(picking: Picking | undefined, onSelect: (subgroup: number) => void) {
  // Rows of the table are not rendered again for the choice of other points: their listener must not be outdated.
  const latest = useRef(picking);
  latest.current = picking;
  return (subgroup: number) =>
    latest.current ? latest.current.onPick(toggled(latest.current.picked, subgroup)) : onSelect(subgroup);
}

/** Returns the set with the subgroup added or removed. */
function toggled(picked: ReadonlySet<number>, subgroup: number): ReadonlySet<number> {
  const next = new Set(picked);
  if (!next.delete(subgroup)) next.add(subgroup);
  return next;
}

/** Adds the points of a drag to those that were chosen before it; removes them if its first one was chosen. */
export function useBrush(picking: Picking | undefined, points: readonly ChartPoint[]): OnBrush | undefined {
  const before = useRef<ReadonlySet<number> | undefined>(undefined);
  if (!picking) return undefined;
  return ([from, to], isDone) => {
    before.current ??= picking.picked;
    const brushed = points.slice(from, to + 1).flatMap((point) => (point.excluded ? [] : [point.subgroup_number]));
    const next = new Set(before.current);
    const removes = brushed.length > 0 && brushed.every((subgroup) => before.current?.has(subgroup));
    for (const subgroup of brushed) removes ? next.delete(subgroup) : next.add(subgroup);
    if (isDone) before.current = undefined;
    picking.onPick(next);
  };
}
