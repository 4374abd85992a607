/** Finds the newest points whose tags match a filter. Reads only matching points, in slices, however many others there are. */
import { matches } from "../domain/spc/tag-filter.ts";
import type { TagFilter } from "../domain/spc/tags.ts";
import type { PointRow } from "../store/measurements.ts";
import type { BoardServices } from "./services.ts";
import { createPause } from "./slices.ts";
import type { TagSets } from "./tag-sets.ts";

/** How many points one slice reads. */
const pointsPerSlice = 250;

/** Which points: the newest `last` up to subgroup `upTo`. */
export interface PointWindow {
  readonly filter: TagFilter;
  readonly last: number;
  readonly upTo: number;
}

/** Oldest first; excluded points are among them. */
export async function findPoints(
  { store, tagSets }: Pick<BoardServices, "store"> & { readonly tagSets: TagSets },
  product: number,
  { filter, last, upTo }: PointWindow,
): Promise<PointRow[]> {
  if (Object.keys(filter).length === 0) return readLast(store, product, { last, upTo });
  const end = Math.min(upTo, store.measurements.hidden(product)?.after_subgroup ?? upTo);
  const sets = [...(await tagSets.of(product))].filter(([, tags]) => matches(filter, tags));
  const pause = createPause();
  const newest: { id: number; subgroup: number }[] = [];
  for (const [id] of sets) {
    if (id === null) continue;
    const [subgroup] = store.tags.subgroups({ product, set: id, after: 0, upTo: end, limit: 1 });
    if (subgroup !== undefined) newest.push({ id, subgroup });
    await pause();
  }
  // Combinations with the newest points come first: once enough points are found, the others have only older ones.
  let found: number[] = [];
  let after = 0;
  for (const { id, subgroup } of newest.sort((a, b) => b.subgroup - a.subgroup)) {
    if (subgroup <= after) break;
    const subgroups = store.tags.subgroups({ product, set: id, after, upTo: end, limit: last });
    found = [...found, ...subgroups].sort((a, b) => b - a).slice(0, last);
    if (found.length === last) after = found.at(-1) ?? 0;
    await pause();
  }
  const points: PointRow[] = [];
  const inOrder = found.toReversed();
  for (let n = 0; n < inOrder.length; n += pointsPerSlice) {
    points.push(...store.measurements.pointsOf(product, inOrder.slice(n, n + pointsPerSlice)));
    await pause();
  }
  return points;
}

/** The last points without a filter. */
async function readLast(
  { measurements }: BoardServices["store"],
  product: number,
  { last, upTo }: Omit<PointWindow, "filter">,
): Promise<PointRow[]> {
  const pause = createPause();
  let points: PointRow[] = [];
  for (let end = upTo; points.length < last; ) {
    const count = Math.min(pointsPerSlice, last - points.length);
    const earlier = measurements.lastPoints(product, count, end);
    points = [...earlier, ...points];
    const [first] = earlier;
    if (!first || earlier.length < count) break;
    end = first.subgroup_number - 1;
    await pause();
  }
  return points;
}
