/** Waits until a condition is true. Throws after `ms` milliseconds. */
export async function until(isTrue: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  for (const deadline = performance.now() + ms; !(await isTrue()); await Bun.sleep(20)) {
    if (performance.now() > deadline) throw new Error("it did not become true");
  }
}
