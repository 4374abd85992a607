/** Measures how long the event loop is blocked. Linux with glibc only. */
import { dlopen, ptr } from "bun:ffi";

/** CLOCK_THREAD_CPUTIME_ID of clock_gettime. */
const ofThread = 3;

const { symbols: libc } = dlopen("libc.so.6", { clock_gettime: { args: ["i32", "ptr"], returns: "i32" } });
const time = new BigInt64Array(2);

/**
 * The CPU time that this thread has used so far, in milliseconds. `/proc/self/task/<id>/schedstat` and
 * `process.threadCpuUsage()` are up to 4 ms late while the thread runs.
 */
export function threadTime(): number {
  libc.clock_gettime(ofThread, ptr(time));
  const [seconds = 0n, nanoseconds = 0n] = time;
  return Number(seconds) * 1000 + Number(nanoseconds) / 1e6;
}

/**
 * Calls `report` with the longest block of the event loop, whenever there was a longer one. In CPU time of the loop's thread,
 * in milliseconds, so that other programs on the machine do not count.
 */
export function watchBlocks(report: (ms: number) => void): void {
  let longest = 0;
  let last = threadTime();
  setInterval(() => {
    const block = threadTime() - last;
    if (block > longest) {
      longest = block;
      report(block);
    }
    last = threadTime();
  }, 1);
}
