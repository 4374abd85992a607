/** Loads code that only some classes need, so that the phones of a class do not all load it at the same moment. */
import { useEffect } from "preact/hooks";
import { spread } from "../../client/clock.ts";

/** How long after the page was shown what it will probably need is loaded, in milliseconds: the step comes first. */
const afterMs = 5000;

interface Need {
  /** The class will probably need it. */
  readonly probable: boolean;
  /** It is needed now. */
  readonly needed: boolean;
  /** How many people are connected. */
  readonly people: number;
}

/** Calls `load` at once if it is needed, and at a random time if it is probable. `load` may be called again. */
export function usePreload(load: () => void, { probable, needed, people }: Need): void {
  useEffect(() => {
    if (needed) return load();
    if (!probable) return;
    const timer = setTimeout(load, afterMs + spread(people, Math.random));
    return () => clearTimeout(timer);
  }, [probable, needed]);
}

/** Imports a module after a random time: the class has just changed, and every phone needs it now. */
export async function inTurn<M>(load: () => Promise<M>, people: number): Promise<M> {
  await new Promise((resolve) => setTimeout(resolve, spread(people, Math.random)));
  return await load();
}
