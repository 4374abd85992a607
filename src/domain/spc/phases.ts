/**
 * Phases: the history of a process, split where other control limits came into force. A point belongs to the newest version
 * of the limits that applies to it. Points to which none applied (before the first version, or between an unfreeze and the
 * next one) were judged by limits that were computed from all data at that time and do not exist any more. They are shown
 * with the version that was computed from some of them, or that followed.
 */

/** What `phasesOf` needs of a version of the limits. */
export interface VersionInForce {
  readonly version: number;
  /** The first subgroup that the limits were computed from; `null` for given values. */
  readonly from_subgroup: number | null;
  /** The phase begins after this subgroup. */
  readonly starts_after: number;
  /** The last subgroup before the limits were unfrozen; `null` if they were not. */
  readonly ended_after: number | null;
}

/** A range of subgroups with the same limits. */
export interface Phase {
  /** `null`: no frozen limits. Those of the current phase are computed from all data. */
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
  const addGap = (from: number) => {
    if (from > to) return;
    const next = phases[0];
    const version = ownerOf({ from, to }, next, newestFirst);
    if (next && version === next.version) phases[0] = { ...next, from };
    else phases.unshift({ version, from, to });
  };
  for (const { version, starts_after, ended_after } of newestFirst) {
    const end = Math.min(to, ended_after ?? to);
    // Replaced or unfrozen before it applied to a subgroup.
    if (end <= starts_after) continue;
    if (end < to) addGap(end + 1);
    phases.unshift({ version, from: starts_after + 1, to: end });
    to = starts_after;
  }
  addGap(1);
  return phases;
}

/** The version with which the subgroups of a gap before `next` are shown. */
function ownerOf(
  gap: { readonly from: number; readonly to: number },
  next: Phase | undefined,
  newestFirst: readonly VersionInForce[],
): number | null {
  if (!next || next.version === null) return null;
  const following = newestFirst.find(({ version }) => version === next.version);
  const base = following?.from_subgroup ?? null;
  if (base === null || base <= gap.to) return next.version;
  const earlier = newestFirst.find(
    ({ version, from_subgroup }) =>
      version < (next.version ?? 0) && from_subgroup !== null && from_subgroup >= gap.from && from_subgroup <= gap.to,
  );
  return earlier?.version ?? null;
}

/** Returns the phase that contains a subgroup. */
export const phaseAt = (phases: readonly Phase[], subgroup: number): Phase | undefined =>
  phases.find(({ from, to }) => subgroup >= from && subgroup <= to);
