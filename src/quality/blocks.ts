/** Keeps a product's sums as a tree of blocks: closes full blocks, and computes those of changed subgroups again. */
import {
  type Block,
  blocksPerLevel,
  type ClosedBlock,
  emptyBlock,
  extremesOf,
  maxBlockPoints,
  mergeBlocks,
  type StoredBlock,
} from "../domain/spc/blocks.ts";
import { add } from "../domain/spc/moments.ts";
import type { Process } from "../domain/spc/process.ts";
import { addPoint, type PointSums } from "../domain/spc/sums.ts";
import type { BlockRange } from "../store/blocks.ts";
import type { Store } from "../store/open.ts";
import type { BoardServices } from "./services.ts";
import { sliceMs } from "./slices.ts";

/** Larger than every subgroup number. */
export const noLimit = Number.MAX_SAFE_INTEGER;
/** Maximum number of points of a range that are read for its extremes: far more than a block has. */
const maxExtremePoints = 4096;

type SumServices = Pick<BoardServices, "store" | "load">;

/** The sums over a range of subgroups. */
function sum({ store, load }: SumServices, product: number, { after, upTo }: BlockRange): Block {
  const { corrections } = store;
  const { design } = load(product);
  let { values } = emptyBlock;
  let sums: PointSums = emptyBlock;
  const excluded = corrections.excluded(product, after, upTo).length;
  for (const value of corrections.values(product, after, upTo)) values = add(values, value);
  for (const point of corrections.points(product, after, upTo)) {
    sums = addPoint(sums, design, point);
  }
  return { values, location: sums.location, dispersion: sums.dispersion, excluded };
}

/** Saves a block of level 0 with the extremes of its points. */
function saveLowest({ blocks, overviewPoints }: Store, product: number, block: ClosedBlock): void {
  const range = { after: blocks.endBefore({ product, level: 0 }, block.last_subgroup), upTo: block.last_subgroup };
  const points = overviewPoints.read(product, range, maxExtremePoints).map(({ value, excluded, measured_at }) => ({
    low: excluded ? null : value,
    high: excluded ? null : value,
    measured_until: measured_at,
  }));
  blocks.save(product, { ...block, level: 0, ...extremesOf(points) });
}

/** Saves the block of the next level that is merged from these. */
function saveMerged({ blocks }: Store, product: number, children: readonly StoredBlock[]): void {
  const last = children.at(-1);
  if (!last) return;
  const { last_subgroup, level } = last;
  blocks.save(product, { ...mergeBlocks(children), last_subgroup, level: level + 1, ...extremesOf(children) });
}

/** Saves a block to which no more subgroups are added, and the blocks of higher levels that it completes. */
export function closeBlock({ store }: Pick<BoardServices, "store">, product: number, block: ClosedBlock): void {
  saveLowest(store, product, block);
  for (let level = 0; ; level++) {
    const after = store.blocks.endBefore({ product, level: level + 1 }, noLimit);
    const children = store.blocks.list({ product, level }, { after, upTo: noLimit }, blocksPerLevel);
    if (children.length < blocksPerLevel) return;
    saveMerged(store, product, children);
  }
}

/** Computes the blocks that contain these subgroups again, from the lowest level up, each once. */
function updateBlocks(services: SumServices, product: number, subgroups: readonly number[]): void {
  const { store } = services;
  const { blocks } = store;
  let changed = subgroups;
  for (let level = 0; changed.length > 0; level++) {
    const of = { product, level };
    changed = [...new Set(changed.flatMap((subgroup) => blocks.endOf(of, subgroup) ?? []))];
    for (const last_subgroup of changed) {
      const range = { after: blocks.endBefore(of, last_subgroup), upTo: last_subgroup };
      if (level === 0) saveLowest(store, product, { ...sum(services, product, range), last_subgroup });
      else saveMerged(store, product, blocks.list({ product, level: level - 1 }, range));
    }
  }
}

/** The fewest blocks that cover a product up to its last block, in order: few of each level. */
function coveringBlocks({ blocks }: Store, product: number): StoredBlock[] {
  const found: StoredBlock[] = [];
  for (let level = blocks.topLevel(product); level >= 0; level--) {
    const after = found.at(-1)?.last_subgroup ?? 0;
    found.push(...blocks.list({ product, level }, { after, upTo: noLimit }));
  }
  return found;
}

/** Returns the sums of a product after these subgroups changed; saves the blocks that contain them. */
export function updateSums(
  services: SumServices,
  product: number,
  subgroups: readonly number[],
): Pick<Process, "values" | "location" | "dispersion" | "excluded" | "block"> {
  const { store } = services;
  // If the end of the last block was deleted, its subgroup can be measured again: the block is open once more.
  store.blocks.deleteFrom(product, store.measurements.last(product).subgroup_number);
  updateBlocks(services, product, subgroups);
  const closed = coveringBlocks(store, product);
  const block = sum(services, product, { after: closed.at(-1)?.last_subgroup ?? 0, upTo: noLimit });
  return { ...mergeBlocks([...closed, block]), block };
}

/** Creates the blocks of a product that was measured by an earlier version of Lectern. Requires exclusive access to it. */
export async function createMissingBlocks(services: BoardServices, product: number): Promise<void> {
  const { store, turn } = services;
  const { corrections } = store;
  const createBlock = (after: number): number | null => {
    const end = corrections.pointsFrom(product, after + 1, maxBlockPoints)[maxBlockPoints - 1]?.subgroup_number;
    if (end === undefined || end >= store.measurements.last(product).subgroup_number) return null;
    closeBlock(services, product, { ...sum(services, product, { after, upTo: end }), last_subgroup: end });
    return end;
  };
  const createSome = (after: number): number | null => {
    const until = performance.now() + sliceMs;
    let end: number | null = after;
    while (end !== null && performance.now() < until) end = createBlock(end);
    return end;
  };
  const level = { product, level: 0 };
  for (let after: number | null = store.blocks.endBefore(level, noLimit); after !== null; ) {
    const start: number = after;
    after = await turn.ask(() => ({ result: createSome(start), events: [] }));
  }
  await turn.ask(() => {
    const { process } = services.load(product);
    store.products.saveProcess(product, { ...process, ...updateSums(services, product, []) });
    services.forget(product);
    return { result: undefined, events: [] };
  });
}
