/** Waits for single events, until the room is closed or the caller no longer waits. */
import type { EventListeners } from "./event-listeners.ts";
import type { EventName, OnceOptions } from "./types.ts";

interface Waiting {
  /** Resolves with the data of the next event that fits. */
  readonly once: (name: EventName, fits?: (data: never) => boolean, options?: OnceOptions) => Promise<never>;
  /** Rejects everything that still waits. */
  readonly rejectAll: (reason: unknown) => void;
}

/** `closedFault` returns what to reject with if the room is already closed. */
export function createWaiting(listeners: EventListeners, closedFault: () => unknown): Waiting {
  const waiting = new Set<(reason: unknown) => void>();
  return {
    once: (name, fits = () => true, { signal } = {}) =>
      new Promise((resolve, reject) => {
        const closed = closedFault();
        if (closed || signal?.aborted) return reject(closed ?? signal?.reason);
        const removeListener = listeners.add(name, (data) => {
          if (!fits(data)) return;
          remove();
          resolve(data);
        });
        const remove = () => {
          removeListener();
          waiting.delete(rejectWith);
          signal?.removeEventListener("abort", abort);
        };
        const rejectWith = (reason: unknown) => {
          remove();
          reject(reason);
        };
        const abort = () => rejectWith(signal?.reason);
        waiting.add(rejectWith);
        signal?.addEventListener("abort", abort);
      }),
    rejectAll(reason) {
      for (const rejectWith of waiting) rejectWith(reason);
    },
  };
}
