/** A product's process, folded once more from what is stored of it: what the one in memory must agree with. */
import { emptyBlock } from "../../src/domain/spc/blocks.ts";
import { momentsOf } from "../../src/domain/spc/moments.ts";
import type { Process } from "../../src/domain/spc/process.ts";
import { maxSpan } from "../../src/domain/spc/rules.ts";
import type { Store } from "../../src/store/open.ts";

const all = Number.MAX_SAFE_INTEGER;

export function foldAgain({ measurements, corrections, products }: Store, id: number): Process {
  const row = products.find(id);
  if (!row) throw new Error("the product is gone");
  const points = corrections.points(id, 0, all);
  const { subgroup_number: last_subgroup, sample_number: last_sample } = measurements.last(id);
  const filling = measurements.ofSubgroup(id, last_subgroup);
  const complete = [points.at(-1)?.subgroup_number, corrections.excluded(id, 0, all).at(-1)].includes(last_subgroup);
  const last = points.at(-1);
  const restarted = last?.limits_version !== (row.limits_version ?? 0);
  return {
    values: momentsOf(corrections.values(id, 0, all)),
    location: momentsOf(points.map(({ value }) => value)),
    excluded: corrections.excluded(id, 0, all).length,
    dispersion: momentsOf(points.flatMap(({ secondary }) => secondary ?? [])),
    filling:
      complete || filling.length === 0
        ? null
        : { subgroup_number: last_subgroup, values: filling.map(({ value }) => value) },
    last_subgroup,
    last_sample,
    recent: points.slice(-maxSpan).map(({ subgroup_number, value }) => ({ subgroup_number, value })),
    holding: restarted ? [] : (last?.violations ?? []).filter((rule) => rule !== 1),
    restart_after: row.process.restart_after,
    block: emptyBlock,
  };
}
