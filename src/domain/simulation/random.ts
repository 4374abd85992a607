/** Pseudo-random numbers that a seed determines, so that a simulation can be repeated. */

export interface Random {
  /** A number 0 ≤ x < 1. */
  uniform(): number;
  /** A number of the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
}

/** Mulberry32 (T. Ettinger, public domain) for uniform numbers; Box and Muller's transform for normal ones. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}
