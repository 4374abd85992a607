/** Splits work that grows with the data into slices of a few milliseconds, so that other work gets its turn. */
import type { Turn } from "./turn.ts";

/** Maximum duration of a slice, in ms. */
export const sliceMs = 4;

/** Runs `each` for every item, in order. */
export async function inSlices<T>(items: readonly T[], each: (item: T, n: number) => void): Promise<void> {
  let until = performance.now() + sliceMs;
  for (const [n, item] of items.entries()) {
    if (performance.now() >= until) {
      await new Promise((resolve) => setImmediate(resolve));
      until = performance.now() + sliceMs;
    }
    each(item, n);
  }
}

/** Returns a function to await between steps: it waits for a later turn if the current slice took too long. */
export function createPause(): () => Promise<void> | undefined {
  let until = performance.now() + sliceMs;
  return () => {
    if (performance.now() < until) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        until = performance.now() + sliceMs;
        resolve();
      }),
    );
  };
}

/** Runs `write` for every item, in order, with a commit for each slice. */
export async function writeInSlices<T>(
  turn: Turn,
  items: readonly T[],
  write: (item: T, n: number) => void,
): Promise<void> {
  let written = 0;
  while (written < items.length) {
    const from = written;
    written = await turn.ask(() => {
      const until = performance.now() + sliceMs;
      let n = from;
      // At least one, however slow the disk is.
      do {
        write(items[n] as T, n);
        n += 1;
      } while (n < items.length && performance.now() < until);
      return { result: n, events: [] };
    });
  }
}

/** Runs `work`, each time in its own commit, until it returns false. */
export async function repeatCommits(turn: Turn, work: () => boolean): Promise<void> {
  let more = true;
  while (more) more = await turn.ask(() => ({ result: work(), events: [] }));
}
