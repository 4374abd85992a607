/** Random tests that anyone can repeat: a failure prints its seed, and `LECTERN_SEED=<seed>` runs that one again. */

/** The parameters for `fc.assert` of so many runs. */
export function runs(numRuns: number): { numRuns: number; seed: number; endOnFailure?: boolean } {
  const { LECTERN_SEED } = process.env;
  return { numRuns, seed: LECTERN_SEED === undefined ? Date.now() % 0x7fffffff : Number(LECTERN_SEED) };
}
