/** Scenes that build on one another: after one that failed the rest says nothing. */
import { test } from "bun:test";

/** A way to add scenes to a test file, each a test. */
export function openPlay(): (name: string, act: () => Promise<void> | void) => void {
  let failed: string | undefined;
  return (name, act) =>
    test(name, async () => {
      if (failed !== undefined) throw new Error(`not played, for this failed: ${failed}`);
      failed = name;
      await act();
      failed = undefined;
    });
}
