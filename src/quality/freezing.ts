/** Freezes a product's control limits: computed from some of its subgroups, or given. */
import { Fault } from "../domain/faults.ts";
import type { LimitsInput, LimitsVersion } from "../domain/spc/chart.ts";
import { limitsFrom, limitsFromGiven } from "../domain/spc/limits.ts";
import { add, emptyMoments } from "../domain/spc/moments.ts";
import type { BoardServices } from "./services.ts";
import { repeatCommits, sliceMs } from "./slices.ts";

/** How many points one read fetches. */
const pointsPerRead = 200;

export interface Freezing {
  /**
   * Freezes the limits computed from these subgroups, or from given values. Throws `too_few` if fewer than two of the subgroups
   * are complete, and `no_spread` if their values are all equal.
   */
  freeze(id: number, of: LimitsInput): Promise<LimitsVersion>;
}

export function createFreezing(services: BoardServices): Freezing {
  const { store, turn, lanes, now, load } = services;

  async function freeze(
    id: number,
    { from_subgroup, to_subgroup, center, sigma }: LimitsInput,
  ): Promise<LimitsVersion> {
    const { design } = load(id);
    const limits =
      center !== undefined && sigma !== undefined
        ? {
            lines: limitsFromGiven(design.chart, design.subgroup_size, { center, sigma }),
            ...{ from_subgroup: null, to_subgroup: null, subgroups: 0 },
          }
        : await limitsFromBase(services, id, {
            from: from_subgroup ?? 1,
            to: to_subgroup ?? Number.MAX_SAFE_INTEGER,
          });
    return turn.ask(() => {
      const { process } = load(id);
      const version = store.products.freeze(id, limits);
      // Rules restart with each version.
      const restart_after = process.recent.at(-1)?.subgroup_number ?? 0;
      store.products.saveProcess(id, { ...process, holding: [], restart_after });
      services.forget(id);
      const data = { product_id: id, change: "limits" as const };
      return { result: version, events: [{ type: "product.changed", data, at: now() }] };
    });
  }

  return {
    freeze: (id, of) => lanes.run([id], () => freeze(id, of)),
  };
}

/** Computes the limits from these subgroups, read in slices. Requires exclusive access to the product. */
async function limitsFromBase(
  { store, turn, load }: BoardServices,
  id: number,
  { from, to }: { from: number; to: number },
) {
  const { design } = load(id);
  let next = from;
  let location = emptyMoments;
  let dispersion = emptyMoments;
  const ends: { first?: number; last?: number } = {};
  await repeatCommits(turn, () => {
    const until = performance.now() + sliceMs;
    do {
      const points = store.corrections.pointsFrom(id, next, pointsPerRead);
      for (const { subgroup_number, value, secondary } of points) {
        if (subgroup_number > to) return false;
        // The first moving range is between a value of these and one before them.
        const isFirst = ends.first === undefined;
        if (secondary !== null && !(isFirst && design.chart === "i-mr")) dispersion = add(dispersion, secondary);
        location = add(location, value);
        ends.first ??= subgroup_number;
        ends.last = subgroup_number;
        next = subgroup_number + 1;
      }
      if (points.length < pointsPerRead) return false;
    } while (performance.now() < until);
    return true;
  });
  const lines = limitsFrom(design.chart, design.subgroup_size, {
    points: location.count,
    location: location.mean,
    dispersion: dispersion.count > 0 ? dispersion.mean : null,
  });
  const { first, last } = ends;
  if (!lines || first === undefined || last === undefined) throw new Fault("too_few");
  if (lines.sigma_within === 0) throw new Fault("no_spread");
  return { lines, from_subgroup: first, to_subgroup: last, subgroups: location.count };
}
