/** A product's process, folded once more from the stored values: what the one in memory must agree with. */
import { emptyBlock } from "../../src/domain/spc/blocks.ts";
import { formulasOf } from "../../src/domain/spc/charts/index.ts";
import { emptyMoments, momentsOf } from "../../src/domain/spc/moments.ts";
import {
  type Design,
  lastClosed,
  type PlottedPoint,
  type Process,
  recentLength,
  toRecent,
} from "../../src/domain/spc/process.ts";
import { plotSubgroup } from "../../src/domain/spc/subgroup.ts";
import { addPoint, type PointSums } from "../../src/domain/spc/sums.ts";
import type { Store } from "../../src/store/open.ts";

const all = Number.MAX_SAFE_INTEGER;

/** The design of a product, without its limits. */
function designOf({ products }: Pick<Store, "products">, id: number): Design {
  const row = products.find(id);
  if (!row) throw new Error("the product is gone");
  const { chart, subgroup_size, options, rules } = row;
  return { chart, subgroup_size, options, rules, frozen: null };
}

/** The points of all complete subgroups, computed from the values: without those of excluded points. */
export function plotAgain({ measurements, corrections, products }: Store, id: number): PlottedPoint[] {
  const design = designOf({ products }, id);
  const { subgroup_number: last } = measurements.last(id);
  const excluded = new Set(corrections.excluded(id, 0, all));
  const values = Map.groupBy(corrections.valuesBySubgroup(id, 0, all), ({ subgroup_number }) => subgroup_number);
  const points: PlottedPoint[] = [];
  let previous: number | null = null;
  for (const [subgroup_number, rows] of values) {
    const { minValues } = formulasOf(design);
    const isComplete = rows.length >= design.subgroup_size || (subgroup_number < last && rows.length >= minValues);
    if (!isComplete || excluded.has(subgroup_number)) continue;
    const size = measurements.ofSubgroup(id, subgroup_number)[0]?.sample_size ?? null;
    const point = plotSubgroup(
      design,
      rows.map(({ value }) => value),
      { previous, size },
    );
    points.push({ subgroup_number, ...point });
    previous = point.value;
  }
  return points;
}

export function foldAgain(store: Store, id: number): Process {
  const { measurements, corrections, products } = store;
  const design = designOf(store, id);
  const row = products.find(id);
  if (!row) throw new Error("the product is gone");
  const stored = corrections.points(id, 0, all);
  const points = plotAgain(store, id);
  let sums: PointSums = { location: emptyMoments, dispersion: emptyMoments };
  for (const point of points) sums = addPoint(sums, design, point);
  const { subgroup_number: last_subgroup, sample_number: last_sample } = measurements.last(id);
  const values = measurements.ofSubgroup(id, last_subgroup).map(({ value }) => value);
  const isOpen = values.length > 0 && values.length < design.subgroup_size;
  const filling = isOpen ? { subgroup_number: last_subgroup, values } : null;
  const last = stored.at(-1);
  const restarted = last?.limits_version !== (row.limits_version ?? 0);
  return {
    values: momentsOf(corrections.values(id, 0, all)),
    ...sums,
    excluded: corrections.excluded(id, 0, all).length,
    filling,
    last_subgroup,
    last_sample,
    recent: points.slice(-recentLength(design)).map(toRecent),
    holding: restarted ? [] : (last?.violations ?? []).filter((rule) => rule !== 1),
    restart_after: Math.min(row.process.restart_after, lastClosed({ filling, last_subgroup })),
    block: emptyBlock,
  };
}
