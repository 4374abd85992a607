/** How fast one connection may speak. */

/** `allowed`; `refused`: past the limit; `flood`: past ten times the limit. */
export type Verdict = "allowed" | "refused" | "flood";

export type FrameLimit = (now: number) => Verdict;

/** How many seconds' worth of frames a burst may hold: 50 a second in the long run are 200 at once. */
const burst = 4;

/** A bucket that holds `size` tokens and gets `rate` a second; says whether one could be taken at `now` (ms). */
function bucket(rate: number, size: number, start: number): (now: number) => boolean {
  let tokens = size;
  let last = start;
  return (now) => {
    tokens = Math.min(size, tokens + (Math.max(0, now - last) * rate) / 1000);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** A limit of `rate` frames a second; 0 is no limit. `now` in milliseconds of a clock that does not jump back. */
export function frameLimit(rate: number, now: number): FrameLimit {
  if (rate === 0) return () => "allowed";
  const polite = bucket(rate, rate * burst, now);
  const bearable = bucket(rate * 10, rate * 10 * burst, now);
  return (at) => {
    if (!bearable(at)) return "flood";
    return polite(at) ? "allowed" : "refused";
  };
}
