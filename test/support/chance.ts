/** Chance that can be had again: the same seed gives the same numbers. */

export interface Chance {
  /** 0 ≤ x < 1 */
  (): number;
  /** A whole number, 0 ≤ x < `below`. */
  below(below: number): number;
  of<T>(list: readonly T[]): T;
}

/** mulberry32: small, quick, and good enough to spoil messages with. */
export function openChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return Object.assign(next, { below, of: <T>(list: readonly T[]) => list[below(list.length)] as T });
}

/** The seed of this run: `LECTERN_SEED` runs that one again. */
export const seed = Number(process.env.LECTERN_SEED ?? Date.now() % 0x7fffffff);
