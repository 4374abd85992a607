/** Compares the strata of a product: its newest values, divided by one tag. They are read in slices. */
import { capabilityOf } from "../domain/spc/capability.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import { limitsOfPlotted } from "../domain/spc/limits.ts";
import { add, emptyMoments, type Moments, sampleSd } from "../domain/spc/moments.ts";
import type { PlottedPoint, Process } from "../domain/spc/process.ts";
import {
  maxCompared,
  maxDots,
  maxStrata,
  type Strata,
  type StrataRequest,
  type Stratum,
} from "../domain/spc/strata.ts";
import { addPoint, type PointSums, plottedOf } from "../domain/spc/sums.ts";
import { matches } from "../domain/spc/tag-filter.ts";
import { measuredBy, type TagRecord } from "../domain/spc/tag-names.ts";
import { createOneAtATime } from "./one-at-a-time.ts";
import type { Access } from "./permission.ts";
import type { BoardServices, LoadedProduct } from "./services.ts";
import { createPause } from "./slices.ts";
import type { TagSets } from "./tag-sets.ts";

/** How many single values one slice reads. */
const valuesPerSlice = 250;
/** How many comparisons of one state of a product are kept. */
const maxCached = 20;

export interface Comparing {
  /** Teachers see the names of those who measured, others their numbers. Throws `product_not_found`. */
  compare(product: number, request: StrataRequest, access: Access): Promise<Strata>;
}

export function createComparing(services: BoardServices, tagSets: TagSets): Comparing {
  /** By state of the process: many pages request the same comparison. */
  const cache = new WeakMap<Process, Map<string, Promise<Strata>>>();
  const oneAtATime = createOneAtATime();
  function compareOnce(product: number, request: StrataRequest): Promise<Strata> {
    const loaded = services.load(product);
    const known = cache.get(loaded.process) ?? new Map<string, Promise<Strata>>();
    cache.set(loaded.process, known);
    const key = JSON.stringify(request);
    const found = known.get(key);
    if (found) return found;
    const strata = oneAtATime(() => compare(services, services.load(product), { ...request, tagSets }));
    strata.catch(() => known.delete(key));
    if (known.size < maxCached) known.set(key, strata);
    return strata;
  }

  return {
    async compare(product, request, { user }) {
      const compared = await compareOnce(product, request);
      if (request.tag !== measuredBy) return compared;
      const nameOf = (id: string) =>
        (user?.role === "teacher" && services.store.permissions.user(Number(id))?.name) || "";
      const names = compared.strata.map(({ value }) => value && nameOf(value));
      return {
        ...compared,
        strata: compared.strata.map((stratum, n) => ({
          ...stratum,
          value: stratum.value && labelOf(stratum.value, names[n], names),
        })),
      };
    },
  };
}

/** A person's or device's name; with its number if others have the same name, or none is shown. */
function labelOf(id: string, name: string | null | undefined, all: readonly (string | null)[]): string {
  const isUnique = all.filter((other) => other === name).length === 1;
  return name && isUnique ? name : `${name ?? ""} #${id}`.trim();
}

/** What is known of a stratum while its values are read. */
interface Accumulator {
  readonly values: number[];
  /** Moments of the values. */
  single: Moments;
  sums: PointSums;
  /** The last of its points, for what no sum contains. */
  readonly series: PlottedPoint[];
  /** The value of its last point. */
  previous: number | null;
}

async function compare(
  { store }: BoardServices,
  { row, design, process }: LoadedProduct,
  { tag, tags: filter, tagSets }: StrataRequest & { readonly tagSets: TagSets },
): Promise<Strata> {
  const type = formulasOf(design);
  const sets = await tagSets.of(row.id);
  const pause = createPause();
  const tagsOf = (set: number | null): TagRecord => sets.get(set) ?? {};
  const all = new Map<string | null, Accumulator>();
  const stratumOf = (value: string | null): Accumulator => {
    const found = all.get(value);
    if (found) return found;
    const sums = { location: emptyMoments, dispersion: emptyMoments };
    const made = { values: [], single: emptyMoments, sums, series: [], previous: null };
    all.set(value, made);
    return made;
  };
  const to = process.recent.at(-1)?.subgroup_number ?? 0;
  const first = store.corrections.nthPointBefore(row.id, to, Math.floor(maxCompared / row.subgroup_size));
  await pause();
  const pointsPerSlice = Math.ceil(valuesPerSlice / row.subgroup_size);
  let count = 0;
  const ends: { from: number | null; to: number | null } = { from: null, to: null };
  for (let from = first ?? 1; from <= to; ) {
    const points = store.tags.points(row.id, from, pointsPerSlice);
    const last = points.at(-1)?.subgroup_number;
    if (last === undefined) break;
    const counted = new Set(points.map(({ subgroup_number }) => subgroup_number));
    const measurers = new Map<number, string | null>();
    for (const { subgroup_number, value, tag_set, measured_by } of store.tags.values(row.id, from - 1, last)) {
      const tags = tagsOf(tag_set);
      const by = measured_by === null ? null : String(measured_by);
      const first = measurers.has(subgroup_number) ? measurers.get(subgroup_number) : by;
      measurers.set(subgroup_number, first === by ? by : null);
      if (!counted.has(subgroup_number) || !matches(filter, tags)) continue;
      const stratum = stratumOf(tag === measuredBy ? by : (tags[tag] ?? null));
      stratum.values.push(value);
      stratum.single = add(stratum.single, value);
      count += 1;
      ends.from ??= subgroup_number;
      ends.to = subgroup_number;
    }
    for (const point of points) {
      const tags = tagsOf(point.tag_set);
      if (!matches(filter, tags)) continue;
      const by = measurers.get(point.subgroup_number) ?? null;
      const stratum = stratumOf(tag === measuredBy ? by : (tags[tag] ?? null));
      // A moving range is between neighbours of the stratum.
      const { secondary } = type.usesPrevious ? type.plot([point.value], { previous: stratum.previous }) : point;
      const plotted = { ...point, secondary };
      stratum.sums = addPoint(stratum.sums, design, plotted);
      if (type.seriesLength > 0) stratum.series.push(plotted);
      stratum.previous = point.value;
    }
    from = last + 1;
    await pause();
  }
  const strata: Stratum[] = [];
  for (const [value, stratum] of [...all].filter(([, { values }]) => values.length > 0)) {
    strata.push(toStratum(value, stratum, { row, design }));
    await pause();
  }
  const largest = strata.sort((a, b) => b.count - a.count).slice(0, maxStrata);
  return {
    tag,
    strata: largest.sort(inOrder),
    strata_total: strata.length,
    count,
    from_subgroup: ends.from,
    to_subgroup: ends.to,
    has_earlier: first !== undefined && first > 1 && store.corrections.pointsBefore(row.id, first, 1).length > 0,
  };
}

/** Without the tag last; numbers in values by their size. */
const inOrder = (a: Stratum, b: Stratum): number =>
  Number(a.value === null) - Number(b.value === null) ||
  (a.value ?? "").localeCompare(b.value ?? "", undefined, { numeric: true });

function toStratum(
  value: string | null,
  { values, single, sums, series }: Accumulator,
  { row, design }: Pick<LoadedProduct, "row" | "design">,
): Stratum {
  const within = limitsOfPlotted(design, plottedOf(sums, series));
  const sigma = sampleSd(single);
  const { cpk, ppk } = capabilityOf({
    mean: single.mean,
    sigma_within: within?.sigma_within ?? null,
    sigma_overall: sigma,
    lsl: row.lsl,
    usl: row.usl,
  });
  const sorted = Float64Array.from(values).sort();
  return {
    value,
    count: single.count,
    points: sums.location.count,
    mean: single.mean,
    sigma,
    cpk,
    ppk,
    quantiles: [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(sorted, share)) as Stratum["quantiles"],
    newest: values.slice(-maxDots),
  };
}

/** The quantile between neighbours, as R's default (type 7) and Excel's QUARTILE.INC compute it. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
