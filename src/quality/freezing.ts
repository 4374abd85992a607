/** Freezes a product's control limits, which begins a new phase; previews and unfreezes them, and names the phases. */
import { Fault } from "../domain/faults.ts";
import type { LimitsPreview, LimitsVersion } from "../domain/spc/chart.ts";
import { noLines } from "../domain/spc/control-limits.ts";
import type { LimitsInput } from "../domain/spc/limits-input.ts";
import { lastClosed } from "../domain/spc/process.ts";
import { findBeyond, limitsFor } from "./base-limits.ts";
import { rejudge } from "./rejudging.ts";
import type { BoardServices } from "./services.ts";

/** How far back a new phase may begin, in points: all of them are judged again. */
const maxRejudgedPoints = 20_000;

export interface Freezing {
  /**
   * Freezes the limits computed from these subgroups, or from given values, which begins a new phase. Throws `too_few` if
   * fewer than two of the subgroups are complete, `no_spread` if their values are all equal, and `phase_too_early`.
   */
  freeze(id: number, of: LimitsInput): Promise<LimitsVersion>;
  /** The limits that `freeze` would put into force, and the points of their base beyond them. Throws the same faults. */
  preview(id: number, of: LimitsInput): Promise<LimitsPreview>;
  /** Takes the frozen limits out of force: from now on they are computed from all data again. */
  unfreeze(id: number): Promise<void>;
  /** Names the phase of a version. Throws `limits_not_found`. */
  namePhase(id: number, version: number, name: string | null): Promise<LimitsVersion>;
}

export function createFreezing(services: BoardServices): Freezing {
  const { store, turn, lanes, now, load } = services;

  /** Runs `change` in a commit, which begins a phase after a subgroup. Rules restart with each phase. */
  const changeLimits = <T>(id: number, restart_after: number, change: () => T): Promise<T> =>
    turn.ask(() => {
      const { process } = load(id);
      const result = change();
      // A statistic that is carried from point to point starts again, too.
      store.products.saveProcess(id, { ...process, holding: [], restart_after, ...(process.track && { track: null }) });
      services.forget(id);
      return { result, events: [] };
    });

  const changed = (id: number) => {
    const data = { product_id: id, change: "limits" as const };
    return { type: "product.changed" as const, data, at: now() };
  };
  const publish = (id: number) => turn.ask(() => ({ result: undefined, events: [changed(id)] }));

  /** Where the new phase begins: after the last subgroup, or before `starts_at` if there are points from there on. */
  function startOf(id: number, starts_at: number | undefined): { starts_after: number; isEarlier: boolean } {
    const last = lastClosed(load(id).process);
    if (starts_at === undefined || starts_at > last) return { starts_after: last, isEarlier: false };
    const farthest = store.corrections.nthPointBefore(id, last, maxRejudgedPoints) ?? 0;
    if (starts_at < farthest) throw new Fault("phase_too_early");
    return { starts_after: starts_at - 1, isEarlier: true };
  }

  return {
    freeze: (id, of) =>
      lanes.run([id], async () => {
        const limits = await limitsFor(services, id, of);
        const { starts_after, isEarlier } = startOf(id, of.starts_at);
        const phase = { name: of.name ?? null, starts_after };
        const version = await changeLimits(id, starts_after, () => {
          if (isEarlier) store.corrections.setRejudge(id, starts_after + 1);
          return store.products.freeze(id, { ...limits, ...phase });
        });
        if (isEarlier) await rejudge(services, id, [changed(id)]);
        else await publish(id);
        return version;
      }),
    async preview(id, of) {
      const { lines, ...base } = await limitsFor(services, id, of);
      const { sigma_point: _, ...shown } = lines;
      return {
        ...shown,
        secondary: shown.secondary ?? noLines,
        ...base,
        beyond: await findBeyond(services, id, { lines, ...base }),
      };
    },
    unfreeze: (id) =>
      lanes.run([id], async () => {
        const { row, process } = load(id);
        if (row.limits_version === null) return;
        const last = lastClosed(process);
        await changeLimits(id, last, () => store.products.unfreeze(id, last));
        await publish(id);
      }),
    namePhase: (id, version, name) =>
      turn.ask(() => {
        store.products.nameVersion(id, version, name);
        const named = store.products.version(id, version);
        if (!named) throw new Fault("limits_not_found");
        return { result: named, events: [changed(id)] };
      }),
  };
}
