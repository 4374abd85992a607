/** Recomputes a product's sums, block by block, after some of its subgroups changed. */
import { type Block, type ClosedBlock, emptyBlock, maxBlockPoints, mergeBlocks } from "../domain/spc/blocks.ts";
import { add } from "../domain/spc/moments.ts";
import type { Design, Process } from "../domain/spc/process.ts";
import { addPoint, type PointSums } from "../domain/spc/sums.ts";
import type { Corrections } from "../store/corrections.ts";
import type { BoardServices } from "./services.ts";

/** Larger than every subgroup number. */
const noLimit = Number.MAX_SAFE_INTEGER;

/** The sums over the subgroups from `after` (exclusive) to `upTo` (inclusive). */
function sum(
  { corrections, design }: { corrections: Corrections; design: Design },
  product: number,
  { after, upTo }: { after: number; upTo: number },
): Block {
  let { values } = emptyBlock;
  let sums: PointSums = emptyBlock;
  const excluded = corrections.excluded(product, after, upTo).length;
  for (const value of corrections.values(product, after, upTo)) values = add(values, value);
  for (const point of corrections.points(product, after, upTo)) {
    sums = addPoint(sums, design, point);
  }
  return { values, location: sums.location, dispersion: sums.dispersion, excluded };
}

/** Returns the sums of a product after these subgroups changed; saves the blocks that contain them. */
export function updateSums(
  { store: { corrections }, load }: Pick<BoardServices, "store" | "load">,
  product: number,
  subgroups: readonly number[],
): Pick<Process, "values" | "location" | "dispersion" | "excluded" | "block"> {
  const of = { corrections, design: load(product).design };
  const closed = corrections.blocks(product);
  const blocks = closed.map((block, n) => {
    const after = closed[n - 1]?.last_subgroup ?? 0;
    if (!subgroups.some((subgroup) => subgroup > after && subgroup <= block.last_subgroup)) return block;
    const updated: ClosedBlock = {
      ...sum(of, product, { after, upTo: block.last_subgroup }),
      last_subgroup: block.last_subgroup,
    };
    corrections.saveBlock(product, updated);
    return updated;
  });
  const block = sum(of, product, { after: closed.at(-1)?.last_subgroup ?? 0, upTo: noLimit });
  return { ...mergeBlocks([...blocks, block]), block };
}

/** Creates the blocks of a product that was measured by an earlier version of Lectern, one per commit. */
export async function createMissingBlocks(
  { store, turn, load }: Pick<BoardServices, "store" | "turn" | "load">,
  product: number,
): Promise<void> {
  const { corrections } = store;
  const createBlock = (after: number): number | null => {
    const end = corrections.pointsFrom(product, after + 1, maxBlockPoints)[maxBlockPoints - 1];
    if (!end) return null;
    const block = sum({ corrections, design: load(product).design }, product, { after, upTo: end.subgroup_number });
    corrections.saveBlock(product, { ...block, last_subgroup: end.subgroup_number });
    return end.subgroup_number;
  };
  // The end of the previous block is carried along: reading all blocks each time would cost the square of their number.
  for (let after: number | null = corrections.blocks(product).at(-1)?.last_subgroup ?? 0; after !== null; ) {
    const start: number = after;
    after = await turn.ask(() => ({ result: createBlock(start), events: [] }));
  }
}
