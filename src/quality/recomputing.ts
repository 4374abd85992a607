/** Recomputes what depends on a point after it changed: the next moving range, the sums, the state of the process. */
import { formulasOf } from "../domain/spc/charts/index.ts";
import type { BoardDataOf } from "../domain/spc/events.ts";
import { type Design, lastClosed, type Process, recentLength, toRecent } from "../domain/spc/process.ts";
import { plotSubgroup } from "../domain/spc/subgroup.ts";
import { createMissingBlocks, updateSums } from "./blocks.ts";
import { rejudgeAfter } from "./rejudging.ts";
import type { BoardServices } from "./services.ts";
import type { Decision } from "./turn.ts";

/** Runs `work`, which changes points of a product, with exclusive access to it; then judges its points again. */
export function changePoints<T>(
  services: BoardServices,
  { product, how }: { product: number; how: BoardDataOf<"product.changed">["change"] },
  work: () => Decision<T>,
): Promise<T> {
  const { lanes, now } = services;
  return lanes.run([product], async () => {
    if (services.load(product).process.block === null) await createMissingBlocks(services, product);
    const data = { product_id: product, change: how };
    return rejudgeAfter(services, product, { work, events: [{ type: "product.changed", data, at: now() }] });
  });
}

/** Updates the moving range of the first counted point after a subgroup, which depends on it; returns its subgroup. */
export function updateNextRange({ store, load }: BoardServices, product: number, subgroup: number): number[] {
  const { corrections } = store;
  const { design } = load(product);
  const [next] = formulasOf(design).usesPrevious ? corrections.pointsFrom(product, subgroup + 1, 1) : [];
  if (!next) return [];
  const [before] = corrections.pointsBefore(product, next.subgroup_number, 1);
  const { secondary } = plotSubgroup(design, [next.value], { previous: before?.value ?? null });
  corrections.setSpread(product, next.subgroup_number, secondary);
  return [next.subgroup_number];
}

/** Saves the sums and the state of a product after the points of these subgroups changed; stores what to judge again. */
export function recompute(
  services: BoardServices,
  product: number,
  { changed, rejudgeFrom }: { changed: readonly number[]; rejudgeFrom: number },
): void {
  const { products, corrections } = services.store;
  const { process, design } = services.load(product);
  const sums = updateSums(services, product, changed);
  const end = endOf(services, product, design);
  // After a deletion at the end the same numbers are measured again: they belong to the phase that the next value begins.
  const restart_after = Math.min(process.restart_after, lastClosed(end));
  if (restart_after < process.restart_after) products.endAt(product, restart_after);
  products.saveProcess(product, { ...process, ...sums, ...end, restart_after });
  corrections.setRejudge(product, Math.min(corrections.rejudgeFrom(product) ?? rejudgeFrom, rejudgeFrom));
  services.forget(product);
}

/** The end of a process, read from the store: the state that the next measurement continues. */
function endOf(
  { store: { corrections, measurements } }: BoardServices,
  product: number,
  design: Design,
): Pick<Process, "filling" | "last_subgroup" | "last_sample" | "recent"> {
  const { subgroup_number: last_subgroup, sample_number: last_sample } = measurements.last(product);
  const recent = corrections.pointsBefore(product, last_subgroup + 1, recentLength(design));
  const values = measurements.ofSubgroup(product, last_subgroup).map(({ value }) => value);
  const open = values.length > 0 && values.length < design.subgroup_size;
  return {
    last_subgroup,
    last_sample,
    filling: open ? { subgroup_number: last_subgroup, values } : null,
    recent: recent.map(toRecent),
  };
}
