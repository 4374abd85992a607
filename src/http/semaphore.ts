/** A semaphore: bounds how much work runs at a time. Further work waits in order. */
import { Fault } from "../domain/faults.ts";

/** Runs `work` once a slot is free. Throws `sign_in_busy` if too many are waiting. */
export type Semaphore = <T>(work: () => T | Promise<T>) => Promise<T>;

export function createSemaphore({
  slots,
  maxWaiting,
}: {
  readonly slots: number;
  readonly maxWaiting: number;
}): Semaphore {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (running < slots) {
      running += 1;
      return;
    }
    if (waiting.length >= maxWaiting) throw new Fault("sign_in_busy", undefined, { retryAfter: 5 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Passes the slot to the work that has waited longest, or frees it. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
