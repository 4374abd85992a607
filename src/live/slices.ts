/**
 * Runs long reads in slices of a few milliseconds per turn of the event loop, so that commands are answered in between.
 * Keys take turns, so that one person's many or long reads do not delay another's.
 */
import { getLogger } from "@logtape/logtape";

/** How long all reads together may block the event loop per turn, in milliseconds. */
const sliceMs = 4;

const logger = getLogger(["lectern", "slices"]);

/** Works until `until` (as `performance.now()`) at most; returns whether it is finished. */
export type Step = (until: number) => boolean;

export interface Slices {
  /** Calls `step` until it is finished. Steps of the same key run one after the other. */
  run(key: string, step: Step): void;
  /** Drops everything that is not finished. */
  stop(): void;
}

export function openSlices(): Slices {
  const waiting = new Map<string, Step[]>();
  let scheduled = false;

  function isFinished(step: Step, until: number): boolean {
    try {
      return step(until);
    } catch (cause) {
      logger.error("a read in slices failed: {cause}", { cause });
      return true;
    }
  }

  function turn(): void {
    const until = performance.now() + sliceMs;
    for (const [key, steps] of waiting) {
      const [step] = steps;
      if (step && isFinished(step, until)) steps.shift();
      // Behind all other keys.
      waiting.delete(key);
      if (steps.length > 0) waiting.set(key, steps);
      if (performance.now() >= until) break;
    }
    scheduled = waiting.size > 0;
    if (scheduled) setImmediate(turn);
  }

  return {
    run(key, step) {
      const steps = waiting.get(key);
      if (steps) steps.push(step);
      else waiting.set(key, [step]);
      if (scheduled) return;
      scheduled = true;
      setImmediate(turn);
    },
    stop: () => waiting.clear(),
  };
}
