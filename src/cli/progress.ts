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

export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
