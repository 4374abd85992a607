/** Runs long reads one after the other, so that many of them together do not take more turns of the event loop than one. */
import { Fault } from "../domain/faults.ts";

/** Maximum number of reads that wait. */
const maxWaiting = 100;
/** When a client may try again if too many are waiting, in ms. */
const retryAfterMs = 3000;

/** Returns a function that runs `read` after all earlier ones. It throws `busy` if too many are waiting. */
export function createOneAtATime(): <T>(read: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return async (read) => {
    if (waiting >= maxWaiting) throw Fault.temporary("busy", retryAfterMs);
    waiting += 1;
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    try {
      await before;
      return await read();
    } finally {
      waiting -= 1;
      resolve();
    }
  };
}
