/**
 * Summarizes all points of a product in a bounded number of buckets, from the blocks that its sums are kept in. Few points
 * are summarized directly; with many, each bucket is a block of the lowest level that has not too many of them.
 */

import { toTime } from "../domain/ids.ts";
import { type Extremes, extremesOf, type StoredBlock } from "../domain/spc/blocks.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import { emptyMoments, type Moments } from "../domain/spc/moments.ts";
import type { Overview, OverviewBucket } from "../domain/spc/overview.ts";
import { type Design, pointCount } from "../domain/spc/process.ts";
import { addPoint, type PointSums } from "../domain/spc/sums.ts";
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

/** How long an overview waits for missing blocks, in ms: a server closes connections that are silent for long. */
const maxWaitMs = 3000;

/** The products whose blocks are being computed. */
const building = new WeakMap<BoardServices, Map<number, Promise<void>>>();

/** A bucket before it is known whether a point in it was flagged. */
interface Summary extends Extremes {
  readonly to_subgroup: number;
  readonly points: number;
  readonly mean: number | null;
}

/** Throws `product_not_found`. */
export async function readOverview(services: BoardServices, id: number): Promise<Overview> {
  const { store, load } = services;
  const total = pointCount(load(id).process);
  const isBuilt = () => total <= maxDirectPoints || load(id).process.block !== null;
  if (!isBuilt()) await Promise.race([buildBlocks(services, id), Bun.sleep(maxWaitMs)]);
  const upTo = store.measurements.hidden(id)?.after_subgroup ?? noLimit;
  const history = { product: id, upTo, design: load(id).design };
  const summaries = total <= maxDirectPoints ? ofPoints(store, history) : ofBlocks(store, history);
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
  // While the blocks are still being computed, the overview has the points up to there.
  return { points_total: isBuilt() ? total : buckets.reduce((sum, { points }) => sum + points, 0), buckets };
}

/** Computes the blocks of a product that an earlier version measured, once at a time. */
function buildBlocks(services: BoardServices, id: number): Promise<void> {
  const { lanes, load } = services;
  const all = building.get(services) ?? new Map<number, Promise<void>>();
  building.set(services, all);
  const build = async () => {
    if (load(id).process.block === null) await createMissingBlocks(services, id);
  };
  const running =
    all.get(id) ??
    lanes
      .run([id], build)
      .catch(() => {})
      .finally(() => all.delete(id));
  all.set(id, running);
  return running;
}

/** What of which product is summarized. */
interface History {
  readonly product: number;
  readonly upTo: number;
  readonly design: Design;
}

function ofPoints({ overviewPoints }: Store, { product, upTo, design }: History): Summary[] {
  const points = overviewPoints.read(product, { after: 0, upTo }, maxDirectPoints);
  return inBuckets(design, points, Math.max(1, Math.ceil(points.length / maxPointBuckets)));
}

function ofBlocks({ blocks, overviewPoints }: Store, { product, upTo, design }: History): Summary[] {
  let level = 0;
  while (blocks.count({ product, level }) > maxBlocks) level += 1;
  const found: StoredBlock[] = [];
  for (; level >= 0; level--) {
    const after = found.at(-1)?.last_subgroup ?? 0;
    found.push(...blocks.list({ product, level }, { after, upTo }));
  }
  const tail = overviewPoints.read(product, { after: found.at(-1)?.last_subgroup ?? 0, upTo }, maxTailPoints);
  return [...found.map((block) => ofBlock(design, block)), ...inBuckets(design, tail, pointsPerTailBucket)];
}

/** The mean of these points as the chart draws them; `null` without any. */
const meanOf = (design: Design, location: Moments): number | null =>
  location.count === 0 ? null : (formulasOf(design).drawnMean?.(location) ?? location.mean);

const ofBlock = (
  design: Design,
  { last_subgroup, location, excluded, low, high, measured_until }: StoredBlock,
): Summary => ({
  to_subgroup: last_subgroup,
  points: location.count + excluded,
  mean: meanOf(design, location),
  ...{ low, high, measured_until },
});

/** Summarizes points, `size` of them in a bucket. */
function inBuckets(design: Design, points: readonly OverviewPoint[], size: number): Summary[] {
  return Array.from({ length: Math.ceil(points.length / size) }, (_, n) => {
    const some = points.slice(n * size, (n + 1) * size);
    let sums: PointSums = { location: emptyMoments, dispersion: emptyMoments };
    for (const point of some) if (!point.excluded) sums = addPoint(sums, design, { ...point, secondary: null });
    return {
      to_subgroup: some.at(-1)?.subgroup_number ?? 0,
      points: some.length,
      mean: meanOf(design, sums.location),
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
