/** Random tests that anyone can repeat: a failure prints its seed, and `LECTERN_SEED=<seed>` runs that one again. */

/** The parameters for `fc.assert` of so many runs, times `LECTERN_RUNS` (default: 1). */
export function runs(usual: number): { numRuns: number; seed: number; endOnFailure?: boolean } {
  const { LECTERN_SEED, LECTERN_RUNS = 1 } = process.env;
  const numRuns = Math.ceil(usual * Number(LECTERN_RUNS));
  return { numRuns, seed: LECTERN_SEED === undefined ? Date.now() % 0x7fffffff : Number(LECTERN_SEED) };
}
