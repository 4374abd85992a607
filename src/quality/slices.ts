/** Work in slices: what grows with the data gives other work its turn every few milliseconds. */
import type { Turn } from "./turn.ts";

/** How long one slice may take, in ms. */
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

/** To be called between steps: resolves in a later turn if this one has taken too long, at once otherwise. */
export function pauses(): () => Promise<void> | undefined {
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
  let done = 0;
  while (done < items.length) {
    const from = done;
    done = await turn.ask(() => {
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

/** Runs `some` in commits of their own until it says that nothing is left. */
export async function untilDone(turn: Turn, some: () => boolean): Promise<void> {
  let more = true;
  while (more) more = await turn.ask(() => ({ result: some(), events: [] }));
}
