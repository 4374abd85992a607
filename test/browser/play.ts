/** Tests that depend on one another: after one that failed, the others fail at once and name it. */
import { test } from "bun:test";

/** Returns a function that adds such a test. */
export function openPlay(): (name: string, act: () => Promise<void> | void) => void {
  let failed: string | undefined;
  return (name, act) =>
    test(name, async () => {
      if (failed !== undefined) throw new Error(`skipped, because this failed: ${failed}`);
      failed = name;
      await act();
      failed = undefined;
    });
}
