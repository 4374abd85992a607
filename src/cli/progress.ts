/** Reports the progress of long work on standard error, at most every two seconds, and not at all if it is short. */

const intervalMs = 2000;

/** Returns a function to call with the bytes done so far. If `total` is 0, only these are shown. */
export function openProgress(what: string, total: number, write: (line: string) => void = console.error) {
  let last = performance.now();
  return (bytes: number): void => {
    if (performance.now() - last < intervalMs) return;
    last = performance.now();
    const share =
      total > 0 ? `${Math.min(100, Math.floor((bytes / total) * 100))} % of ${mebibytes(total)}` : mebibytes(bytes);
    write(`${what}: ${share}`);
  };
}

/** Returns a function to call with each number of rows that was copied. Reports after a second, then after twice as long each time. */
export function openRowProgress(
  what: string,
  write: (line: string) => void = console.error,
  now: () => number = () => performance.now(),
) {
  let rows = 0;
  let last = now();
  let wait = 1000;
  return (more: number): void => {
    rows += more;
    if (now() - last < wait) return;
    last = now();
    wait *= 2;
    write(`${what}: ${rows.toLocaleString("en")} rows`);
  };
}

export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
