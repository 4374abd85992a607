/**
 * Summarizes all points of a product in a bounded number of buckets, from the blocks that its sums are kept in. Few points
 * are summarized directly; with many, each bucket is a block of the lowest level that has not too many of them.
 */

import { toTime } from "../domain/ids.ts";
import { type Extremes, extremesOf, type StoredBlock } from "../domain/spc/blocks.ts";
import type { Overview, OverviewBucket } from "../domain/spc/overview.ts";
import { pointCount } from "../domain/spc/process.ts";
import type { Store } from "../store/open.ts";
import type { OverviewPoint } from "../store/overview-points.ts";
import { createMissingBlocks, noLimit } from "./blocks.ts";
import type { BoardServices } from "./services.ts";

/** Maximum number of blocks of one level; a few blocks of the lower levels follow. */
const maxBlocks = 500;
/** With up to so many points, they are read directly. */
const maxDirectPoints = 4096;
/** Maximum number of buckets that are made of points. */
const maxPointBuckets = 500;
/** The points after the last block are fewer, and are summarized in buckets of so many points. */
const maxTailPoints = 4096;
const pointsPerTailBucket = 64;

/** A bucket before it is known whether a point in it was flagged. */
interface Summary extends Extremes {
  readonly to_subgroup: number;
  readonly points: number;
  readonly mean: number | null;
}

/** Throws `product_not_found`. */
export async function readOverview(services: BoardServices, id: number): Promise<Overview> {
  const { store, lanes, load } = services;
  const total = () => pointCount(load(id).process);
  if (total() > maxDirectPoints && load(id).process.block === null) {
    await lanes.run([id], async () => {
      if (load(id).process.block === null) await createMissingBlocks(services, id);
    });
  }
  const upTo = store.measurements.hidden(id)?.after_subgroup ?? noLimit;
  const points_total = total();
  const summaries = points_total <= maxDirectPoints ? ofPoints(store, id, upTo) : ofBlocks(store, id, upTo);
  const flagged = store.overviewPoints.flagged(
    id,
    summaries.map(({ to_subgroup }) => to_subgroup),
  );
  const buckets = summaries.map(
    ({ measured_until, ...summary }, n): OverviewBucket => ({
      from_subgroup: (summaries[n - 1]?.to_subgroup ?? 0) + 1,
      ...summary,
      flagged: flagged[n] ?? null,
      measured_until: measured_until === null ? null : toTime(measured_until),
    }),
  );
  return { points_total, buckets };
}

function ofPoints({ overviewPoints }: Store, product: number, upTo: number): Summary[] {
  const points = overviewPoints.read(product, { after: 0, upTo }, maxDirectPoints);
  return inBuckets(points, Math.max(1, Math.ceil(points.length / maxPointBuckets)));
}

function ofBlocks({ blocks, overviewPoints }: Store, product: number, upTo: number): Summary[] {
  let level = 0;
  while (blocks.count({ product, level }) > maxBlocks) level += 1;
  const found: StoredBlock[] = [];
  for (; level >= 0; level--) {
    const after = found.at(-1)?.last_subgroup ?? 0;
    found.push(...blocks.list({ product, level }, { after, upTo }));
  }
  const tail = overviewPoints.read(product, { after: found.at(-1)?.last_subgroup ?? 0, upTo }, maxTailPoints);
  return [...found.map(ofBlock), ...inBuckets(tail, pointsPerTailBucket)];
}

const ofBlock = ({ last_subgroup, location, excluded, low, high, measured_until }: StoredBlock): Summary => ({
  to_subgroup: last_subgroup,
  points: location.count + excluded,
  mean: location.count === 0 ? null : location.mean,
  ...{ low, high, measured_until },
});

/** Summarizes points, `size` of them in a bucket. */
function inBuckets(points: readonly OverviewPoint[], size: number): Summary[] {
  return Array.from({ length: Math.ceil(points.length / size) }, (_, n) => {
    const some = points.slice(n * size, (n + 1) * size);
    const counted = some.filter(({ excluded }) => !excluded);
    const sum = counted.reduce((sum, { value }) => sum + value, 0);
    return {
      to_subgroup: some.at(-1)?.subgroup_number ?? 0,
      points: some.length,
      mean: counted.length === 0 ? null : sum / counted.length,
      ...extremesOf(
        some.map(({ value, excluded, measured_at }) => ({
          low: excluded ? null : value,
          high: excluded ? null : value,
          measured_until: measured_at,
        })),
      ),
    };
  });
}
