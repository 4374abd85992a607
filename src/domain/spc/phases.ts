/**
 * Phases: the history of a process, split where other control limits came into force. A point belongs to the newest version
 * of the limits that applies to it. Points before the first version, or between an unfreeze and the next version, were judged
 * by limits that were computed from all data at that time; those do not exist any more, so these points are shown with the
 * version that follows.
 */

/** What `phasesOf` needs of a version of the limits. */
export interface VersionInForce {
  readonly version: number;
  /** The phase begins after this subgroup. */
  readonly starts_after: number;
  /** The last subgroup before the limits were unfrozen; `null` if they were not. */
  readonly ended_after: number | null;
}

/** A range of subgroups with the same limits. */
export interface Phase {
  /** `null`: the limits are computed from all data. */
  readonly version: number | null;
  readonly from: number;
  /** `Infinity` for the current phase. */
  readonly to: number;
}

/** Returns the phases, oldest first, without gaps; `versions` may be in any order. */
export function phasesOf(versions: readonly VersionInForce[]): Phase[] {
  const newestFirst = [...versions].sort((a, b) => b.version - a.version);
  const phases: Phase[] = [];
  // The end of what is still to be split.
  let to = Number.POSITIVE_INFINITY;
  for (const { version, starts_after, ended_after } of newestFirst) {
    const end = Math.min(to, ended_after ?? to);
    // Replaced or unfrozen before it applied to a subgroup.
    if (end <= starts_after) continue;
    const next = phases.at(-1);
    if (end < to && next) phases[phases.length - 1] = { ...next, from: end + 1 };
    else if (end < to) phases.push({ version: null, from: end + 1, to });
    phases.push({ version, from: starts_after + 1, to: end });
    to = starts_after;
  }
  const oldest = phases.at(-1);
  if (!oldest) return [{ version: null, from: 1, to }];
  phases[phases.length - 1] = { ...oldest, from: 1 };
  return phases.reverse();
}

/** Returns the phase that contains a subgroup. */
export const phaseAt = (phases: readonly Phase[], subgroup: number): Phase | undefined =>
  phases.find(({ from, to }) => subgroup >= from && subgroup <= to);
